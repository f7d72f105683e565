"""Writes clocks as a calendar file (RFC 5545) that a calendar program may take in again without doubles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from app.core.wording import Lang, in_words
from app.deadlines.agenda import Running
from app.deadlines.rules import DeadlineRule

FOLD: Final = 75  # octets a line, RFC 5545 section 3.1


def ics(clocks: Iterable[Running], rules: Mapping[str, DeadlineRule], made: datetime, lang: Lang) -> bytes:
    """A calendar with one whole-day event a clock and an alarm the day before; `made` needs an offset."""
    stamp = made.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tidewaiter//clocks//EN", "CALSCALE:GREGORIAN"]
    for running in clocks:
        lines += _event(running, rules.get(running.due.id), stamp, lang)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(running: Running, rule: DeadlineRule | None, stamp: str, lang: Lang) -> list[str]:
    due = running.due
    name = rule.name.in_lang(lang) if rule else due.id
    told = in_words("deadlines.ics_told", lang, id=due.id, start=due.starts, at=due.at, source=due.source.text)
    guess = in_words("deadlines.ics_provisional", lang) if due.provisional else ""
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(running.case_id)}-{due.id}@tidewaiter",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'{running.case_id} {name} {due.at}')}",
        f"DESCRIPTION:{_escaped(f'{told} {guess}'.strip())}",
        f"STATUS:{'TENTATIVE' if due.provisional or running.paused else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(name)}",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> bytes:
    """A line cut to 75 octets, never inside a character, each further piece after a space."""
    pieces, piece = list[bytes](), b""
    for sign in line:
        octets = sign.encode("utf-8")
        if len(piece) + len(octets) > FOLD - (1 if pieces else 0):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
