"""The three kinds of failure: the officer can mend it, the world is at fault, or we are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Say:
    """One sentence for a person: a key of resources/wording/*.toml and what fills its gaps."""

    key: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        gaps = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.key}({gaps})"


class Told(Exception):
    """A failure that has words for a person; raise one of its two kinds, never this."""

    def __init__(self, key: str, *, field: str | None = None, **params: object) -> None:
        super().__init__(key, params)
        self.say = Say(key, MappingProxyType(dict(params)))
        self.field = field


class Refused(Told):
    """What was asked can't be done as it was asked, and the officer can mend it; shown at `field`."""


class Trouble(Told):
    """The world failed (disk, printer, network, library): shown in the bar with what to do; work goes on."""


class Bug(Exception):
    """We failed: the crash file is written, the draft kept, and the next start shows it."""
