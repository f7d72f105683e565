"""The wording of an office's documents: chosen, changed, checked and kept, for supervisors."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import Refused, Say
from app.desk.buttons import ActButton
from app.desk.fields import ChoiceField, Form, LongTextField, TextField
from app.desk.language import language
from app.desk.signs import label
from app.detention.rulebook import law_in_force
from app.notice.rules import Template, check_template
from app.notice.templates import TemplateRow, keep_template, templates
from app.seat import Seat


class WordingDesk(QWidget):
    """One document's template at a time; what would no longer show a required field is refused where it stands."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._rows: tuple[TemplateRow, ...] = ()
        self._head, self._must = label(kind="title"), label(kind="muted")
        self._must.setWordWrap(True)
        self.form = Form(columns=2)
        self.form.add("kind", ChoiceField("")).edited.connect(self._show)
        self.form.add("reason", TextField(""))
        self.form.add("text", LongTextField("", lines=16), wide=True)
        self.check, self.keep = ActButton("", icon="list-check"), ActButton("", icon="device-floppy")
        self.back = ActButton("", icon="history")
        for button, slot in ((self.check, self._on_check), (self.keep, self._on_keep), (self.back, self._on_back)):
            button.clicked.connect(slot)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        for button in (self.check, self.keep, self.back):
            acts.addWidget(button)
        acts.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for widget in (self._head, self.form, self._must):
            whole.addWidget(widget)
        whole.addLayout(acts)

    def retranslate(self) -> None:
        """Put every word into the language of the desk."""
        self._head.setText(self.tr("Wording of the documents"))
        for name, title in (
            ("kind", self.tr("Document")),
            ("reason", self.tr("Reason of the change")),
            ("text", self.tr("Template; {name} stands for a field's value")),
        ):
            self.form[name].set_title(title)
        self.check.set_text(self.tr("check"))
        self.keep.set_text(self.tr("keep the wording"))
        self.back.set_text(self.tr("back to the program's wording"))
        self.render_rows(self._rows)

    def arrive(self) -> None:
        """Read the wordings as they stand."""
        self._seat.jobs.read(lambda: templates(self._seat.station), self.render_rows)

    def render_rows(self, rows: tuple[TemplateRow, ...]) -> None:
        """Offer every document; the one chosen stays."""
        self._rows = rows
        kinds = self.form["kind"]
        assert isinstance(kinds, ChoiceField)  # noqa: S101 - added above
        kinds.set_choices([(row.kind, self._name(row)) for row in rows])
        self._show()

    def _name(self, row: TemplateRow) -> str:
        whose = self.tr("our own") if row.own else self.tr("as shipped")
        return f"{row.kind}  {row.title.in_lang(language().lang)}  ({whose}, {row.version})"

    @Slot()
    def _show(self) -> None:
        row = self._chosen()
        self.form.clear_refusals()
        self.form["text"].set_value(row.text if row else "")
        between = "、" if language().lang == "zh" else ", "
        must = between.join(each.in_lang(language().lang) for each in row.required) if row else ""
        self._must.setText(self.tr("Must be on paper: {fields}").format(fields=must) if row else "")
        self.back.setEnabled(row is not None and row.own)

    def _chosen(self) -> TemplateRow | None:
        kind = self.form["kind"].value()
        return next((row for row in self._rows if row.kind == kind), None)

    @Slot()
    def _on_check(self) -> None:
        row, text = self._chosen(), str(self.form["text"].value() or "")
        if row is None:
            return
        law = law_in_force(self._seat.station)
        self.form.clear_refusals()
        try:
            check_template(row.kind, text, law)
        except Refused as refused:
            self._on_refused(refused)
        else:
            self._seat.messages.tell(Say("issuing.template_good", {"title": row.title.say}))

    @Slot()
    def _on_keep(self) -> None:
        self._change(str(self.form["text"].value() or ""))

    @Slot()
    def _on_back(self) -> None:
        self._change("")

    def _change(self, text: str) -> None:
        row, seat, reason = self._chosen(), self._seat, str(self.form["reason"].value() or "")
        if row is None:
            return
        self.form.clear_refusals()
        seat.jobs.change(
            lambda: keep_template(seat.station, seat.officer, row.kind, text, reason),
            lambda template: self._on_kept(row, template),
            self._on_refused,
        )

    def _on_kept(self, row: TemplateRow, template: Template) -> None:
        self.form["reason"].set_value("")
        self._seat.messages.tell(Say("issuing.template_kept", {"title": row.title.say, "version": template.version}))
        self.arrive()

    def _on_refused(self, failure: Any) -> None:
        """What is wrong with the text is said at the text, the rest at its own field or in the bar."""
        if isinstance(failure, Refused) and failure.field != "reason":
            self.form["text"].refuse(failure.say)
            return
        self._seat.messages.tell(failure, self.form)
