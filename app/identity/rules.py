"""Who may do what: officers, their roles, and the acts that each role may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.core.errors import Refused, Say
from app.core.wording import Lang


class Role(StrEnum):
    """The people of product.md; an officer may have several roles."""

    BENCH = "bench"
    SUPERVISOR = "supervisor"
    CASE = "case"
    CLERK = "clerk"
    ADMINISTRATOR = "administrator"


class Power(StrEnum):
    """What an act needs: named for what it protects."""

    INSPECT = "inspect"
    DETAIN = "detain"
    RELEASE_GREEN = "release_green"
    REROUTE = "reroute"
    MOVE_CASE = "move_case"
    CONFIRM_RULE = "confirm_rule"
    IMPORT_DECLARATIONS = "import_declarations"
    IMPORT_REGISTER = "import_register"
    EDIT_RULES = "edit_rules"
    MANAGE_OFFICERS = "manage_officers"
    ENROL = "enrol"
    SEE_PERSONAL_DATA = "see_personal_data"


_DESK: Final = frozenset({Role.BENCH, Role.SUPERVISOR, Role.CASE})
POWERS: Final[dict[Power, frozenset[Role]]] = {
    Power.INSPECT: _DESK,
    Power.DETAIN: _DESK,
    Power.RELEASE_GREEN: frozenset({Role.SUPERVISOR}),
    Power.REROUTE: frozenset({Role.SUPERVISOR}),
    Power.MOVE_CASE: frozenset({Role.CASE, Role.SUPERVISOR}),
    Power.CONFIRM_RULE: frozenset({Role.SUPERVISOR}),
    Power.IMPORT_DECLARATIONS: _DESK | {Role.CLERK, Role.ADMINISTRATOR},
    Power.IMPORT_REGISTER: frozenset({Role.CLERK, Role.ADMINISTRATOR}),
    Power.EDIT_RULES: frozenset({Role.SUPERVISOR}),
    Power.MANAGE_OFFICERS: frozenset({Role.ADMINISTRATOR}),
    Power.ENROL: frozenset({Role.ADMINISTRATOR}),
    Power.SEE_PERSONAL_DATA: frozenset({Role.SUPERVISOR, Role.CASE}),
}


@dataclass(frozen=True)
class Officer:
    """An officer as the register of officers has them."""

    officer_id: str
    name_zh: str
    name_en: str
    roles: frozenset[Role]
    active: bool = True

    def name(self, lang: Lang) -> str:
        """The name in a language, or the other one where it is missing."""
        first, second = (self.name_zh, self.name_en) if lang == "zh" else (self.name_en, self.name_zh)
        return first or second or self.officer_id

    def may(self, power: Power) -> bool:
        """Whether one of the officer's roles has a power."""
        return self.active and bool(self.roles & POWERS[power])


@dataclass(frozen=True)
class Office:
    """The customs office a station belongs to, as its documents name it."""

    name_zh: str
    name_en: str
    address: str = ""
    contact: str = ""


def require(officer: Officer, power: Power) -> None:
    """Refuse an act that none of the officer's roles may do."""
    if not officer.active:
        raise Refused("identity.inactive", officer=officer.officer_id)
    if not officer.may(power):
        entitled = [Say(f"identity.role_{role}") for role in Role if role in POWERS[power]]
        act = Say(f"identity.power_{power}")
        raise Refused("identity.not_allowed", officer=officer.officer_id, power=act, roles=entitled)


FAILURES_ALLOWED: Final = 5
FIRST_LOCK: Final = timedelta(minutes=15)
SHORTEST_PASSPHRASE: Final = 10


def locked_until(failures: int, last_failure: datetime) -> datetime | None:
    """Until when sign-in stays shut: 15 minutes after the fifth failure in a row, doubled by each further one."""
    if failures < FAILURES_ALLOWED:
        return None
    doublings = min(failures - FAILURES_ALLOWED, 6)
    return last_failure + FIRST_LOCK * (1 << doublings)


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short to wrap a station's key with."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Refused("identity.passphrase_short", field="passphrase", least=SHORTEST_PASSPHRASE)
