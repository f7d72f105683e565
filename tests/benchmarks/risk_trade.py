"""Made-up declarations with register matches and histories, in the shares a desk sees: most of them ordinary."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from app.core.errors import Say
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.risk.rules import Context, Infringement, LineMatch, TraderHistory

ON = date(2026, 5, 4)
GOODS = (
    "钢制螺栓",
    "棉制男式衬衫",
    "塑料玩具",
    "LED 灯具",
    "不锈钢餐具",
    "陶瓷杯",
    "运动鞋",
    "手机壳",
    "轴承",
    "无纺布",
)
HEADINGS = ("731815", "620520", "950300", "940540", "732393", "691200", "640411", "392690", "848210", "560312")


def shipments(count: int, seed: int = 1) -> Iterator[tuple[Declaration, tuple[LineMatch, ...], Context]]:
    """Declarations of 1 to 8 lines; one in twelve with a register match, one in forty with an earlier infringement."""
    rng = random.Random(seed)  # noqa: S311 - made-up trade, no secret
    for number in range(count):
        lines = tuple(_line(rng, no) for no in range(1, rng.choice((1, 1, 2, 3, 5, 8)) + 1))
        told = Declaration(
            f"D{number:06d}",
            ON,
            rng.choice((Direction.EXPORT, Direction.EXPORT, Direction.IMPORT)),
            rng.choice((*Channel, Channel.FREIGHT, Channel.FREIGHT)),
            lines,
            trade_mode=rng.choice(("0110", "0110", "1039", "9610")),
            consignor=f"C{rng.randrange(2000)}",
            origin="CN",
            departure=rng.choice(("CN", "CN", "CN", "HK")),
        )
        matched = rng.choice((0,) * 11 + (1, 2)) if rng.random() < 0.9 else 0
        yield told, tuple(_match(rng, len(lines)) for _ in range(matched)), Context(_trader(rng), _trader(rng))


def _line(rng: random.Random, no: int) -> GoodsLine:
    kind = rng.randrange(len(GOODS))
    brand_type = rng.choice(("0", "0", "1", "1", "1", "4"))
    brand = {"0": "", "1": "自有", "4": "ACME"}[brand_type]
    return GoodsLine(
        no, GOODS[kind], HEADINGS[kind], (brand_type, "规格"), brand, Decimal(rng.randrange(1, 5000)), "个",
        Decimal(rng.randrange(1, 900)), Decimal(rng.randrange(10, 90_000)), "CNY",
    )  # fmt: skip


def _match(rng: random.Random, lines: int) -> LineMatch:
    return LineMatch(
        rng.randint(1, lines), "T2020-1", "ACME", "acme", "brand", rng.choice(("exact", "leet")), 1.0,
        rng.random() < 0.7, rng.random() < 0.4, rng.random() < 0.5, rng.random() < 0.2, Say("risk.mark_seen"),
    )  # fmt: skip


def _trader(rng: random.Random) -> TraderHistory:
    earlier = (Infringement(date(2025, 3, 1)),) if rng.random() < 0.025 else ()
    return TraderHistory(first_seen=None if rng.random() < 0.1 else date(2020, 1, 1), infringements=earlier)
