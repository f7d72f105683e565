"""Writes db/migrations/versions/0001_first_house.py from the metadata, until the first release freezes it.

After the first release a change of schema is a revision of its own: `make migration MESSAGE="why"`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from alembic.autogenerate import api as autogenerate  # noqa: E402
from alembic.autogenerate import render_python_code  # noqa: E402
from alembic.migration import MigrationContext  # noqa: E402

from app import bootstrap  # noqa: E402
from app.store.base import Scaled, metadata  # noqa: E402
from app.store.engine import open_memory  # noqa: E402

HEAD = '''\
"""The first house: the journal, the read tables of every step, and the triggers that keep entries as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("entry",)


def upgrade() -> None:
    {upgrades}
    for table in APPEND_ONLY:
        _refuse_changes(table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        _allow_changes(table)
    {downgrades}


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {{table}}_no_{{verb.lower()}} BEFORE {{verb}} ON {{table}} "
                "BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {{table}}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'entries are never changed'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {{table}}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{table}} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {{table}}_refuse()"
    )


def _allow_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {{table}}_no_{{verb}}")
        return
    op.execute(f"DROP TRIGGER {{table}}_append_only ON {{table}}")
    op.execute(f"DROP FUNCTION {{table}}_refuse()")
'''


def as_kept(kind: str, item: object, _context: object) -> str | bool:
    """Our own column types as what the database keeps: a migration never imports the program."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Scaled) else False


def main() -> None:
    bootstrap.appliers()
    engine = open_memory()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
        script = autogenerate.produce_migrations(context, metadata)
        ups = render_python_code(script.upgrade_ops, migration_context=context, render_item=as_kept)
        downs = render_python_code(script.downgrade_ops, migration_context=context, render_item=as_kept)
    path = ROOT / "db" / "migrations" / "versions" / "0001_first_house.py"
    text = HEAD.format(upgrades=ups.strip(), downgrades=downs.strip())
    text = "\n".join(line for line in text.splitlines() if "### " not in line) + "\n"
    path.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], check=True)


if __name__ == "__main__":
    main()
