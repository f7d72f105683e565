"""Words of custody on screen: kinds of places, of receivers, what a parcel's state looks like."""

from __future__ import annotations

from app.core.errors import Say
from app.custody.rules import Finding, ParcelState
from app.custody.view import ParcelRow
from app.desk.language import words
from app.desk.signs import Word
from app.notice.screen.asking import tr


def state_word(row: ParcelRow) -> Word:
    """Where a parcel or sample is in its custody, as colour, sign and word."""
    if row.overdue:
        return Word("red", tr("overdue since {day}").format(day=row.due), "alert-triangle-filled")
    match row.state:
        case ParcelState.STORED:
            return Word("green", tr("in store"), "package")
        case ParcelState.OUT:
            return Word("blue", tr("out until {day}").format(day=row.due), "arrow-forward-up")
        case ParcelState.DISPOSED:
            return Word("muted", tr("disposed of"), "check")


def finding_text(finding: Finding) -> str:
    """What a count said of one parcel."""
    return words(Say(f"custody.found_{finding.value}"))


def kind_text(kind: str) -> str:
    """What a place of custody is."""
    return words(Say(f"custody.kind_{kind}"))


def addressee_text(addressee: str) -> str:
    """To whom something is given."""
    return words(Say(f"custody.addressee_{addressee}"))
