"""`register search|show|diff|concordance`: the register as it stands, as it stood, and what tells editions apart."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from app.cli.call import Answer, Call
from app.cli.register import touched_json
from app.core.errors import Refused
from app.core.plain import to_json
from app.core.wording import in_words

if TYPE_CHECKING:
    from app.register.difference import Change
    from app.register.finding import Hit
    from app.register.rules import Recordation


def search_register(text: str, as_of: date | None, limit: int, call: Call) -> Answer:
    """The rights that a text may mean, best first."""
    from app.register.finding import search_as_of
    from app.register.standing import StandingRegister

    with call.open() as (station, _officer):
        on = as_of or station.today()
        if as_of is None:
            found = StandingRegister(station).search(text, limit)
        else:
            with station.read() as conn:
                found = search_as_of(conn, text, as_of, limit)
    lines = [_line(hit, on, call) for hit in found.hits] or [call.say("register_step.nothing_found", text=text)]
    return Answer({"results": [_result(hit, on) for hit in found.hits]}, lines=lines)


def _result(hit: Hit, on: date) -> dict[str, Any]:
    return {
        "recordation_no": hit.right.recordation_no,
        "mark": hit.right.mark,
        "holder": hit.right.holder,
        "status": hit.right.status_on(on).value,
        "valid_to": hit.right.valid_to.isoformat(),
        "similarity": hit.similarity,
        "why": hit.why.value,
    }


def _line(hit: Hit, on: date, call: Call) -> str:
    from app.register.words import status_said

    right = hit.right
    return "  ".join(
        (right.recordation_no, right.mark, right.holder, in_words(status_said(right.status_on(on)), call.lang))
    )


def show_record(number: str, as_of: date | None, call: Call) -> Answer:
    """A right's whole record; Refused where the register does not hold it, or did not on that day."""
    from app.detention.touched import open_cases
    from app.register.view import record_view

    with call.open() as (station, _officer):
        try:
            view = record_view(station, number, as_of, open_cases)
        except Refused:
            key = "cli.no_recordation" if as_of is None else "cli.no_recordation_then"
            raise Refused(key, number=number, day=as_of or "") from None
    history = [
        {
            "edition": line.edition,
            "since": line.since.isoformat(),
            "what": line.turn.value,
            "fields": {each.name: [each.before, each.after] for each in line.fields},
            "new_picture": line.new_picture,
        }
        for line in view.history
    ]
    result = {
        "recordation": _whole(view.right),
        "status": view.status.value,
        "contact_age_days": view.contact_age,
        "picture": bool(view.picture),
        "open_cases": list(view.open_cases),
        "editions": history,
    }
    return Answer(result)


def _whole(right: Recordation) -> dict[str, Any]:
    """Every field, those at their default too."""
    return {spec.name: to_json(getattr(right, spec.name)) for spec in fields(right)}


def compare_editions(before: int, after: int, call: Call) -> Answer:
    """What changed from one edition to another, and the open cases that rest on the rights that did."""
    from app.detention.touched import open_cases
    from app.register.editions import edition_differences, register_stream, touched_by

    with call.open() as (station, _officer), station.read() as conn:
        changes = edition_differences(conn, register_stream(conn, station), before, after)
        touched = touched_by(changes, open_cases(conn, [each.recordation_no for each in changes]))
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.turn.value] = counts.get(change.turn.value, 0) + 1
    result = {
        "from": before,
        "to": after,
        "counts": counts,
        "changes": [_change(change) for change in changes],
        "touched_cases": touched_json(touched, call),
    }
    lines = [_told(change, call) for change in changes] + [in_words(each.say, call.lang) for each in touched]
    return Answer(result, lines=lines or [call.say("register_step.no_difference", before=before, after=after)])


def _change(change: Change) -> dict[str, Any]:
    return {
        "recordation_no": change.recordation_no,
        "mark": change.mark,
        "what": change.turn.value,
        "fields": {each.name: [each.before, each.after] for each in change.fields},
    }


def _told(change: Change, call: Call) -> str:
    from app.register.words import change_said, turn_said

    said = [in_words(change_said(each), call.lang) for each in change.fields]
    return "  ".join(
        (change.recordation_no, change.mark, in_words(turn_said(change.turn), call.lang), "; ".join(said))
    ).rstrip()


def classes_of(hs_code: str, call: Call) -> Answer:
    """An HS code's chapter and the Nice classes its goods may be of, surest first."""
    from app.register.concordance import chapters, classes, nice_classes
    from app.register.words import hs_said

    code = hs_code.replace(".", "").replace(" ", "")
    named = chapters().get(code[:2])
    if named is None or not code.isdecimal() or not code.isascii() or not 2 <= len(code) <= 10:
        raise Refused("register_step.no_hs_code", code=hs_code)
    sure = sorted(nice_classes(code).items(), key=lambda each: -each[1])
    result = {
        "hs_code": code,
        "chapter": {"zh": named.zh, "en": named.en},
        "classes": [
            {"class": number, "confidence": share, "zh": classes()[number].zh, "en": classes()[number].en}
            for number, share in sure
        ],
    }
    return Answer(result, lines=[in_words(hs_said(code), call.lang)])
