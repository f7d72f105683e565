"""What the Detain page says: its lines in a table, and what follows from the detention before it is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.core.wording import grouped
from app.desk.language import words
from app.desk.table import Column
from app.notice.screen.asking import tr
from app.notice.screen.cases.words import plain
from app.notice.view import Consequence, DraftLine


def columns(currency: str) -> Sequence[Column[DraftLine]]:
    """The table of what is to be detained."""
    return (
        Column("taken", "", lambda line: "☑" if line.taken else "☐", width=32),
        Column("n", "#", lambda line: line.line_no, width=32),
        Column("goods", tr("goods"), lambda line: line.goods, stretch=True),
        Column("quantity", tr("counted"), _counted, width=96),
        Column("value", tr("value"), lambda line: line.value, unit=currency, width=104),
        Column("right", tr("right"), lambda line: line.recordation_no, width=104),
    )


def _counted(line: DraftLine) -> int | Decimal | str:
    """The quantity; an estimate is marked as one, with its error."""
    if not line.error:
        return plain(line.quantity)
    return f"≈ {grouped(plain(line.quantity))} ± {grouped(plain(line.error))}"


def due_lines(found: Consequence) -> list[str]:
    """The security that the holder owes, and each clock that will run."""
    running = zip(found.clocks, found.names, strict=True)
    said = tr("{clock}: due {day} {at}")
    clocks = [said.format(clock=words(name.say), day=clock.day.isoformat(), at=clock.at) for clock, name in running]
    return [_security(found), *clocks]


def _security(found: Consequence) -> str:
    """The amount in the law's currency; where nothing is due, why."""
    if not found.security:
        return tr("No security is due: {why}").format(why=words(found.why))
    amount = f"{found.currency} {grouped(found.security)}"
    return tr("Security due from the holder: {amount}").format(amount=amount)
