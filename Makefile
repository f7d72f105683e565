# Everything by one name: `make run` to use the program, `make test` to check it, `make help` for the rest.
# Each command sets up what it needs by itself; nothing has to be activated first.

PYTHON3 ?= python3
PYTHON := .venv/bin/python
READY := .venv/.ready
READY_FOR_BENCH := .venv/.ready-for-bench
TRANSLATIONS := $(patsubst %.ts,%.qm,$(wildcard resources/translations/*.ts))
SET_UP := packaging/prepare.py packaging/system-packages.toml packaging/installer.lock
DATA ?= ../shared/data
LOCKED := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

# Without its compiled files Python reads half a million lines anew in every test worker.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

.PHONY: help
help:  ## show this list
	@awk -F ':.*## ' '/^[a-z%-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(READY) $(TRANSLATIONS)  ## set up, make the sample station on first start, open the window (ARGS=…)
	@$(PYTHON) -m app --sample $(ARGS)

.PHONY: test
test: $(READY) $(TRANSLATIONS)  ## set up, run the whole suite off-screen (ARGS="-k word" for a part)
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n 2 --dist worksteal $(ARGS)

.PHONY: lint
lint: $(READY)  ## style, types and the import contracts; all are told, then any failure fails
	@failed=; for check in "ruff check ." "ruff format --check ." "mypy" "lint-imports"; do \
		.venv/bin/$$check || failed="$$failed [$$check]"; \
	done; test -z "$$failed" || { echo "make lint failed:$$failed" >&2; exit 1; }

bench-%: $(READY_FOR_BENCH) $(TRANSLATIONS)  ## measure against peers: bench-start, bench-matching … (DATA=folder)
	@QT_QPA_PLATFORM=offscreen PYTHONPATH=. $(PYTHON) tests/benchmarks/bench_$*.py $(DATA) $(ARGS)

.PHONY: benches
benches:  ## list what can be measured
	@ls tests/benchmarks | sed -n 's/^bench_\(.*\)\.py$$/  make bench-\1/p'

.PHONY: smoke
smoke: $(READY) $(TRANSLATIONS)  ## one officer's day without a screen, checked at the end (PROGRAM=dist/tidewaiter/tidewaiter)
	@$(PYTHON) packaging/smoke.py $(PROGRAM)

.PHONY: frozen
frozen: $(READY) $(TRANSLATIONS)  ## build the program as one folder that needs no Python: dist/tidewaiter
	@$(PYTHON3) packaging/prepare.py packaging/frozen.lock
	@$(PYTHON) -m PyInstaller --noconfirm --log-level WARN packaging/tidewaiter.spec

.PHONY: translations
translations: $(READY)  ## bring the Qt translation files up to date with the code, and compile them
	@$(PYTHON) packaging/translations.py update
	@$(PYTHON) packaging/translations.py compile

.PHONY: migration
migration: $(READY)  ## write a database revision from the tables' metadata (MESSAGE="why")
	@$(PYTHON) packaging/first_migration.py $(if $(MESSAGE),"$(MESSAGE)")

.PHONY: licences
licences: $(READY)  ## write packaging/LICENCES.md from what the locked libraries say
	@$(PYTHON3) packaging/prepare.py packaging/bench.lock packaging/frozen.lock
	@$(PYTHON) packaging/licences.py

.PHONY: command-table
command-table: $(READY)  ## write the README's table of commands from the program itself
	@$(PYTHON) packaging/command_table.py

.PHONY: lock
lock: $(READY)  ## work out the locked library versions again
	@.venv/bin/uv pip compile $(LOCKED) pyproject.toml --group dev -o requirements.lock
	@.venv/bin/uv pip compile $(LOCKED) --group pyproject.toml:bench -c requirements.lock -o packaging/bench.lock
	@.venv/bin/uv pip compile $(LOCKED) packaging/frozen.in -c requirements.lock -o packaging/frozen.lock
	@.venv/bin/uv pip compile $(LOCKED) packaging/installer.in -o packaging/installer.lock

$(READY): requirements.lock $(SET_UP)
	@$(PYTHON3) packaging/prepare.py
	@touch $@

$(READY_FOR_BENCH): packaging/bench.lock $(READY)
	@$(PYTHON3) packaging/prepare.py packaging/bench.lock
	@touch $@

# Without Qt's system libraries its compiler can't start: then the labels stay English, and the rest goes on.
%.qm: %.ts | $(READY)
	@if $(PYTHON) packaging/translations.py compile 2>.venv/translations.log; then touch $@; else \
		echo "tidewaiter: labels stay English: they can't be compiled here (.venv/translations.log)." >&2; fi
