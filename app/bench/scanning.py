"""Takes a scan at the bench: judged against shipment, rights and the past, recorded, and counted to its line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from app.bench import work
from app.bench.codes.meaning import Kind, Meaning, meaning
from app.bench.judging import Judged, judge
from app.bench.seeing import Eyes
from app.bench.view.bench import BenchLine, BenchView
from app.identity.rules import Officer
from app.journal.work import Station
from app.register.standing import StandingRegister

COUNTING: Final = frozenset({Kind.GTIN, Kind.GS1, Kind.DIGITAL_LINK})
"""What stands on goods and counts them; other codes are noted."""


@dataclass(frozen=True)
class Scan:
    """A code as it came: from a scanner (wedge), the keys, a picture or a file; it stands for `times` of its kind."""

    text: str
    source: str
    symbology: str = ""
    times: int = 1


@dataclass(frozen=True)
class Scanning:
    """What a scan is judged with, at one desk."""

    station: Station
    register: StandingRegister
    eyes: Eyes

    def take(self, officer: Officer, view: BenchView, scan: Scan, in_hand: BenchLine | None) -> Judged:
        """Judge and record a scan; a trade number counts for its own line, else for the one in hand."""
        rights = [card.right for card in view.cards if card.in_force]
        line = next((each for each in view.shipment.lines if in_hand and str(each.line_no) == in_hand.key), None)
        clone = self.eyes.look(scan.text, scan.symbology, view.inspection)
        owners = tuple(self.register.owners(meaning(scan.text, scan.symbology).gtin))
        judged = judge(scan.text, view.shipment, rights, owners, scan.symbology, line=line, clone=clone)
        counts = judged.meaning.kind in COUNTING
        key = judged.line_key or (in_hand.key if in_hand is not None and counts else "")
        # A photograph is evidence: the goods in it are counted by hand or by the scanner, not a second time.
        pieces = _pieces(view, judged.meaning) if counts and key and scan.source != "picture" else Decimal(0)
        scanned = work.Scanned(scan.text, scan.symbology, scan.source, key, scan.times * pieces, judged.as_json())
        work.record_scan(self.station, officer, view.inspection, scanned)
        return replace(judged, line_key=key)


def _pieces(view: BenchView, found: Meaning) -> Decimal:
    """How many pieces one scan stands for: what the code says, or what a carton was said to hold; else one."""
    if found.pieces or not found.carton:
        return Decimal(found.pieces or 1)
    return view.cartons.get(found.carton, Decimal(0))
