"""What the files of a tally hold, and the words that both of them use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.core.errors import Say
from app.core.wording import Lang, grouped, in_words
from app.tally.naming import Name, said, title_of
from app.tally.rules import Cut, Figures, Period
from app.tally.view import CaseRow, GroupRow, TallyView


@dataclass(frozen=True)
class Report:
    """One tally to be written down: its view, a table for each choice of cuts, and the records behind it."""

    station: str
    lang: Lang
    view: TallyView
    tables: Mapping[tuple[Cut, ...], tuple[GroupRow, ...]]
    records: tuple[CaseRow, ...]

    def name(self, name: Name) -> str:
        """A name in the reader's language."""
        return said(name, self.lang)

    @property
    def compared(self) -> tuple[tuple[str, Period, Figures], ...]:
        """The headline figures: of the period, of the days before, and of a year before."""
        view, asked = self.view, self.view.asked
        return (
            (both("this_period"), asked.period, view.now),
            (both(asked.before_words), asked.before, view.before),
            (both(asked.year_words), asked.period.year_before(), view.year_before),
        )

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of all values, in order."""
        found = {currency for _words, _period, each in self.compared for currency, _amount in each.values}
        return tuple(sorted(found))


def both(what: str | Say, between: str = " ") -> str:
    """A heading in both languages, once where they are the same."""
    say = Say(f"tally.head_{what}") if isinstance(what, str) else what
    zh, en = in_words(say, "zh"), in_words(say, "en")
    return zh if zh == en else f"{zh}{between}{en}"


def heading(cuts: tuple[Cut, ...]) -> str:
    """Cuts in both languages."""
    return " × ".join(both(title_of(cut)) for cut in cuts)


def days(period: Period) -> str:
    """A period as people read it."""
    first, last = period.first.isoformat(), period.last.isoformat()
    return first if first == last else f"{first} – {last}"


def money(currency: str, amount: Decimal) -> str:
    """An amount with its currency; hundredths only where there are any."""
    whole = amount == amount.to_integral_value()
    return f"{currency}\u00a0{grouped(amount.quantize(Decimal(1) if whole else Decimal('0.01')))}"


def amounts(figures: Figures, between: str = " · ") -> str:
    """The values of some figures by currency; a dash where there are none."""
    return between.join(money(currency, amount) for currency, amount in figures.values) or "–"


def change(now: int, before: int) -> str:
    """By how much a figure rose or fell; nothing where there was nothing before."""
    return f"{(now - before) / before:+.0%}" if before else ""
