"""The sampling plan on screen: how many cartons to open, shown before counting, and what the opened ones held."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bench import work
from app.bench.rules.sampling import PlanRule, SamplingPlan, Standard
from app.bench.screen.counting import CountPane
from app.bench.screen.sitting import Sitting
from app.bench.screen.ways import Way
from app.bench.view.bench import BenchView, Sampling
from app.core.errors import Refused
from app.core.wording import grouped
from app.desk.buttons import ActButton
from app.desk.fields import ChoiceField, Field, NumberField
from app.desk.signs import label
from app.seat import Seat


class PlanWay(Way):
    """The lot, and by which plan its cartons are opened."""

    planned = Signal(object)
    """SamplingPlan"""

    def __init__(self, rules: tuple[PlanRule, ...]) -> None:
        self._rules = rules
        super().__init__({"lot": NumberField(""), "rule": ChoiceField("")}, last="lot")

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self["lot"].set_title(self.tr("Cartons in all"))
        self["rule"].set_title(self.tr("Plan"))
        rule = self["rule"]
        if isinstance(rule, ChoiceField):
            rule.set_choices([(at, self._rule_text(each)) for at, each in enumerate(self._rules)])
        self._on_edited()

    def _rule_text(self, rule: PlanRule) -> str:
        if rule.standard == "iso_2859_1":
            return f"ISO 2859-1 {rule.level}, AQL {rule.aql}"
        said = self.tr("{confidence} % sure if {share} % are fake")
        return said.format(confidence=_percent(rule.confidence), share=_percent(rule.share))

    def proposed(self, field: Field) -> object:
        return field.value() if isinstance(field, ChoiceField) else None

    def _plan(self) -> SamplingPlan:
        lot, rule = self["lot"].value(), self["rule"].value()
        if not isinstance(lot, int):
            raise Refused("inspection.figure_missing", field="lot")
        return self._rules[rule if isinstance(rule, int) else 0].plan(lot)

    @Slot()
    def _on_edited(self) -> None:
        try:
            self.tell(plan_text(self._plan()))
        except Refused:
            self.tell("")

    def done(self) -> None:
        self.planned.emit(self._plan())


class OpenedWay(Way):
    """How many cartons were opened, and how many of them held something."""

    opened = Signal(int, int)

    def __init__(self) -> None:
        self.wanted = 0
        super().__init__({"opened": NumberField(""), "findings": NumberField("")}, last="findings")

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self["opened"].set_title(self.tr("Cartons opened"))
        self["findings"].set_title(self.tr("With findings"))

    def proposed(self, field: Field) -> object:
        return self.wanted if field is self["opened"] else None

    def done(self) -> None:
        values = {name: self[name].value() for name in ("opened", "findings")}
        for name, value in values.items():
            if not isinstance(value, int):
                raise Refused("inspection.figure_missing", field=name)
        self.opened.emit(values["opened"], values["findings"])


class SamplingPane(QWidget):
    """The plan in words, and on its key first the lot, then what was opened."""

    def __init__(self, seat: Seat, sitting: Sitting, rules: tuple[PlanRule, ...], counts: CountPane) -> None:
        super().__init__()
        self._seat, self._sitting, self._counts = seat, sitting, counts
        self._sampling: Sampling | None = None
        self.open = ActButton("", key="S", kind="link")
        self.open.clicked.connect(self._on_open)
        self.said = label(kind="note", wrap=True)
        self.plan, self.opened = PlanWay(rules), OpenedWay()
        self.plan.planned.connect(self._on_planned)
        self.opened.opened.connect(self._on_opened)
        counts.add_ways(self.open, plan=self.plan, opened=self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said)

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self.plan.retranslate()
        self.opened.retranslate()
        self._show()

    def render_view(self, view: BenchView | None) -> None:
        """Show the plan of this shipment."""
        self._sampling = view.sampling if view is not None else None
        self._show()

    def _show(self) -> None:
        found = self._sampling
        self.said.setText(sampling_text(found) if found is not None else "")
        self.said.setVisible(found is not None)
        self.open.set_text(self.tr("sampling") if found is None else self.tr("cartons opened"))

    @Slot()
    def _on_open(self) -> None:
        self.opened.wanted = self._sampling.plan.sample if self._sampling is not None else 0
        self._counts.toggle(self.plan if self._sampling is None else self.opened)

    @Slot(object)
    def _on_planned(self, plan: SamplingPlan) -> None:
        seat, view = self._seat, self._sitting.view
        self.plan.shut_down()
        if view is not None:
            self._sitting.act(partial(work.plan_sampling, seat.station, seat.officer, view.inspection, plan))

    @Slot(int, int)
    def _on_opened(self, opened: int, findings: int) -> None:
        seat, view = self._seat, self._sitting.view
        self.opened.shut_down()
        if view is not None:
            self._sitting.act(
                partial(work.cartons_opened, seat.station, seat.officer, view.inspection, opened, findings)
            )


def plan_text(plan: SamplingPlan) -> str:
    """A plan in one line: how many to open, by what, and how sure it is to meet a fake."""
    if plan.all_of_it:
        said = QCoreApplication.translate("Sampling", "Open all {lot} cartons ({source}).")
        return said.format(lot=grouped(plan.lot), source=source_text(plan.source))
    said = QCoreApplication.translate(
        "Sampling", "Open {sample} of {lot} cartons ({source}). If {share} % are fake, one is met with {chance} %."
    )
    return said.format(
        sample=grouped(plan.sample),
        lot=grouped(plan.lot),
        source=source_text(plan.source),
        share=_percent(plan.share),
        chance=_percent(plan.chance),
    )


def sampling_text(sampling: Sampling) -> str:
    """The plan before its cartons were opened, its result afterwards."""
    plan, opened, findings = sampling.plan, sampling.opened, sampling.findings
    if opened is None or findings is None:
        return plan_text(plan)
    if opened >= plan.sample:
        said = QCoreApplication.translate(
            "Sampling", "Opened {opened} of {lot} cartons as planned, {findings} with findings."
        )
    else:
        said = QCoreApplication.translate(
            "Sampling", "Opened {opened} of {lot} cartons, {findings} with findings; planned were {sample}."
        )
    told = said.format(opened=grouped(opened), lot=grouped(plan.lot), findings=grouped(findings), sample=plan.sample)
    more = QCoreApplication.translate("Sampling", "The plan accepts {accept}: open all of them.")
    return f"{told} {more.format(accept=plan.accept)}" if sampling.open_all and opened < plan.lot else told


def source_text(source: Standard) -> str:
    """Where a plan comes from."""
    if source is Standard.HYPERGEOMETRIC:
        return QCoreApplication.translate("Sampling", "hypergeometric distribution, none accepted")
    return source.value


def _percent(share: float) -> str:
    """A share in percent, rounded down: nothing is surer than it was worked out."""
    return f"{math.floor(share * 1000 + 1e-6) / 10:g}"
