"""The Settings page: the desk's look and scanner, the office that signs, and the officers of the station."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Slot

from app.core.errors import Say
from app.desk.buttons import ActButton
from app.desk.fields import CheckField, Form, TextField
from app.desk.page import Page
from app.desk.scan import ScanBus
from app.desk.signs import Word, label
from app.desk.table import Column, RecordTable
from app.desk.taste import DeskSettings
from app.detention.screen import DefaultRules, OfficeDaysDesk
from app.identity.keyslots import KeySlots
from app.identity.records import office, officers
from app.identity.rules import Office, Officer, Power, Role
from app.identity.work import admit, dismiss, keep_office, slots_of
from app.notice.screen.wording import WordingDesk
from app.seat import Seat

NEW = ("officer_id", "name_zh", "name_en", "passphrase", "own_passphrase")


@dataclass(frozen=True)
class SettingsView:
    """The office and the officers as they stand."""

    office: Office | None
    officers: tuple[Officer, ...]


class SettingsPage(Page):
    """What a person sets; an administrator sees the office and the officers too."""

    def __init__(self, seat: Seat, bus: ScanBus) -> None:
        super().__init__()
        self._seat = seat
        self._may = seat.officer.may(Power.MANAGE_OFFICERS)
        self._desk = DeskSettings(bus)
        self._heads = (label(kind="heading"), label(kind="heading"))
        self._office, self._new = Form(columns=2), Form(columns=3)
        for name in ("name_zh", "name_en", "address", "contact"):
            self._office.add(name, TextField(""))
        for name in NEW:
            self._new.add(name, TextField("", latin=name == "officer_id", secret=name.endswith("passphrase")))
        for role in Role:
            self._new.add(role.value, CheckField(""))
        self._table: RecordTable[Officer] = RecordTable("officers", self._columns(), same=lambda each: each.officer_id)
        self._table.setMinimumHeight(220)
        self._keep = ActButton("", key="S", icon="device-floppy", kind="main")
        self._keep.clicked.connect(self._on_keep)
        self._admit = ActButton("", key="A", icon="user-check")
        self._admit.clicked.connect(self._on_admit)
        self._leaves = ActButton("", key="L", icon="user")
        self._leaves.clicked.connect(self._on_leaves)
        may_rule = seat.officer.may(Power.EDIT_RULES)
        self.wording = WordingDesk(seat) if may_rule else None
        self.days = OfficeDaysDesk(seat) if may_rule else None
        self._rules = DefaultRules(seat)
        self._rules.setVisible(seat.officer.may(Power.MOVE_CASE))
        self.body.addWidget(self._desk)
        self.body.addWidget(self._rules)
        if self.days is not None:
            self.body.addWidget(self.days)
        for widget in (self._heads[0], self._office, self._heads[1], self._table, self._new):
            self.body.addWidget(widget)
            widget.setVisible(self._may)
        if self.wording is not None:
            self.body.addWidget(self.wording)
        self.set_acts([self._admit, self._leaves] if self._may else [], main=self._keep if self._may else None)
        self.retranslate()

    def _columns(self) -> Sequence[Column[Officer]]:
        return (
            Column("id", self.tr("officer"), lambda each: each.officer_id, width=140),
            Column("zh", self.tr("name (Chinese)"), lambda each: each.name_zh, width=140),
            Column("en", self.tr("name (English)"), lambda each: each.name_en, width=160),
            Column(
                "roles", self.tr("roles"), lambda each: tuple(role_text(r) for r in sorted(each.roles)), stretch=True
            ),
            Column("active", self.tr("state"), self._state, width=120),
        )

    def _state(self, each: Officer) -> Word:
        return Word("green", self.tr("active")) if each.active else Word("muted", self.tr("left"))

    def retranslate(self) -> None:
        self.set_title(self.tr("Settings"))
        self._rules.retranslate()
        self._heads[0].setText(self.tr("Office on documents"))
        self._heads[1].setText(self.tr("Officers of this station"))
        for name, title in (
            ("name_zh", self.tr("Name (Chinese)")),
            ("name_en", self.tr("Name (English)")),
            ("address", self.tr("Address")),
            ("contact", self.tr("Contact and phone")),
        ):
            self._office[name].set_title(title)
        for name, title in (
            ("officer_id", self.tr("New officer")),
            ("name_zh", self.tr("Name (Chinese)")),
            ("name_en", self.tr("Name (English)")),
            ("passphrase", self.tr("Their own passphrase")),
            ("own_passphrase", self.tr("Your passphrase")),
        ):
            self._new[name].set_title(title)
        for role in Role:
            self._new[role.value].set_title(role_text(role))
        self._keep.set_text(self.tr("keep the office"))
        self._admit.set_text(self.tr("admit the officer"))
        self._leaves.set_text(self.tr("the chosen officer leaves"))
        self._table.set_words(self._columns(), "")
        for desk in (self.days, self.wording):
            if desk is not None:
                desk.retranslate()

    def arrive(self) -> None:
        self._rules.arrive()
        for desk in (self.days, self.wording):
            if desk is not None:
                desk.arrive()
        if self._may:
            self._seat.jobs.read(self._read, self.render_view)

    def _read(self) -> SettingsView:
        station = self._seat.station
        with station.read() as conn:
            return SettingsView(office(conn, station.stream), tuple(officers(conn, station.stream)))

    def render_view(self, view: SettingsView) -> None:
        """Show the office and the officers."""
        found = view.office or Office("", "")
        self._office.set_values(
            {"name_zh": found.name_zh, "name_en": found.name_en, "address": found.address, "contact": found.contact}
        )
        self._table.set_rows(view.officers)

    @Slot()
    def _on_keep(self) -> None:
        seat = self._seat
        entered = Office(**{name: str(value or "") for name, value in self._office.values().items()})
        seat.jobs.change(lambda: keep_office(seat.station, seat.officer, entered), self._on_kept, self._office_refused)

    def _on_kept(self, _none: None) -> None:
        self._office.clear_refusals()
        self._seat.messages.tell(Say("identity.office_kept"))

    def _office_refused(self, failure: Any) -> None:
        self._seat.messages.tell(failure, self._office)

    @Slot()
    def _on_admit(self) -> None:
        seat, values = self._seat, self._new.values()
        roles = frozenset(role for role in Role if values[role.value])
        officer_id = str(values["officer_id"] or "").strip()
        if not officer_id or not roles:
            self._new[NEW[0]].refuse(Say("identity.officer_needs"))
            return
        officer = Officer(officer_id, str(values["name_zh"] or ""), str(values["name_en"] or ""), roles)
        passphrase, own = str(values["passphrase"] or ""), str(values["own_passphrase"] or "")
        slots = slots_of(seat.home)
        seat.jobs.change(
            lambda: _admit(seat, slots, officer, passphrase, own), self._on_admitted, self._admit_refused, owner=self
        )

    def _on_admitted(self, officer: Officer) -> None:
        self._new.clear_refusals()
        self._new.set_values(dict.fromkeys(NEW, "") | {role.value: False for role in Role})
        self._seat.messages.tell(Say("identity.admitted", {"officer": officer.officer_id}))
        self.arrive()

    def _admit_refused(self, failure: Any) -> None:
        for name in ("passphrase", "own_passphrase"):
            self._new[name].set_value("")
        self._seat.messages.tell(failure, self._new)

    @Slot()
    def _on_leaves(self) -> None:
        seat, chosen = self._seat, self._table.row
        if chosen is None:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        officer_id = chosen.officer_id

        def yes() -> None:
            slots = slots_of(seat.home)
            seat.jobs.change(
                lambda: dismiss(seat.station, slots, seat.officer, officer_id), lambda _none: self._on_left(officer_id)
            )

        question = Say("identity.question_dismiss", {"officer": officer_id})
        self.confirm.ask(question, self.tr("leaves"), yes, grave=True)

    def _on_left(self, officer_id: str) -> None:
        self._seat.messages.tell(Say("identity.dismissed", {"officer": officer_id}))
        self.arrive()


def _admit(seat: Seat, slots: KeySlots, officer: Officer, passphrase: str, own: str) -> Officer:
    """The key is unwrapped again with the administrator's own passphrase: no open window holds it."""
    key = slots.unlock(seat.officer.officer_id, own, seat.station.clock.now())
    admit(seat.station, slots, key, seat.officer, officer, passphrase)
    return officer


def role_text(role: Role) -> str:
    """A role's name."""
    return {
        Role.BENCH: QCoreApplication.translate("Roles", "bench officer"),
        Role.SUPERVISOR: QCoreApplication.translate("Roles", "supervisor"),
        Role.CASE: QCoreApplication.translate("Roles", "case officer"),
        Role.CLERK: QCoreApplication.translate("Roles", "register clerk"),
        Role.ADMINISTRATOR: QCoreApplication.translate("Roles", "administrator"),
    }[role]
