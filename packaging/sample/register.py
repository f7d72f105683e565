"""The sample register: more than 300 recordations of all right types, coined by a seeded draw."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sample.cases import TODAY, case_recordations
from sample.draws import seeded

from app.register.rules import Guarantee, HolderSize, Recordation, RightType, Status


@dataclass(frozen=True)
class Goods:
    """One kind of goods with what it usually costs, weighs and is made of."""

    zh: str
    en: str
    hs: str
    unit: str
    price: float
    kg: float
    material: str


@dataclass(frozen=True)
class Group:
    """Goods of one trade, as a mark covers them."""

    id: str
    nice: int
    safety: bool
    genuine: tuple[str, ...]
    fake: tuple[str, ...]
    goods: tuple[Goods, ...]


@dataclass(frozen=True)
class Name:
    """A coined name in two scripts."""

    latin: str
    chinese: str


def groups(words: dict[str, Any]) -> tuple[Group, ...]:
    """The goods groups of the vocabulary."""
    return tuple(
        Group(
            found["id"],
            found["nice"],
            found.get("safety", False),
            tuple(found["genuine"]),
            tuple(found["fake"]),
            tuple(Goods(*one) for one in found["goods"]),
        )
        for found in words["groups"]
    )


def names(words: dict[str, Any], draw: random.Random) -> Iterator[Name]:
    """Names of two or three syllables, none twice."""
    seen: set[str] = set()
    while True:
        parts = draw.sample(words["syllables"], draw.choice((2, 2, 2, 3)))
        latin = "".join(part[0] for part in parts).capitalize()
        chinese = "".join(part[1] for part in parts)
        if latin not in seen and 5 <= len(latin) <= 10 and len(chinese) <= 4:
            seen.add(latin)
            yield Name(latin, chinese)


@dataclass(frozen=True)
class Holder:
    """A right holder with how to reach it."""

    en: str
    zh: str
    country: str
    size: HolderSize
    domain: str
    prefix: str
    person: str


class Register:
    """Draws recordations one by one; the same seed gives the same register."""

    def __init__(self, words: dict[str, Any], traders: tuple[str, ...], seed: int) -> None:
        self._words = words
        self._draw = seeded(seed)
        self._names = names(words, self._draw)
        self._groups = groups(words)
        self._traders = traders
        self._serial = 1000
        self._holders = tuple(self._holder(place) for place in range(110))

    def recordations(self) -> tuple[Recordation, ...]:
        """The source documents' cases first, then what was drawn."""
        drawn: list[Recordation] = []
        for right_type, many in _SHARES:
            drawn += [self._drawn(right_type, place) for place in range(many)]
        return (*case_recordations(), *self._aged(drawn))

    def _holder(self, place: int) -> Holder:
        name = next(self._names)
        country = self._draw.choice(self._words["regions"])
        en, zh = self._words["company_forms"][country]
        size = self._draw.choices(tuple(HolderSize), (5, 4, 1))[0]
        people = self._words["people_zh"] if country == "CN" else self._words["people"]
        return Holder(
            f"{name.latin} {en}",
            name.chinese + zh,
            country,
            size,
            f"{name.latin.lower()}.example.com",
            f"9521{place:03d}",
            self._draw.choice(people),
        )

    def _number(self, letter: str, day: date) -> str:
        self._serial += self._draw.randint(1, 90)
        return f"{letter}{day.year}-{self._serial:06d}"

    def _drawn(self, right_type: RightType, place: int) -> Recordation:
        holder = self._draw.choice(self._holders)
        group = self._draw.choice(self._groups)
        start = date(2016, 1, 4) + timedelta(days=self._draw.randrange(3100))
        letter = {RightType.COPYRIGHT: "C", RightType.PATENT: "P", RightType.DESIGN: "P"}.get(right_type, "T")
        number = self._number(letter, start)
        mark, alt = self._mark(right_type, place, group)
        kinds = self._draw.sample(group.goods, min(len(group.goods), self._draw.choice((1, 2, 3))))
        classed = right_type in {RightType.TRADEMARK, RightType.GI, RightType.OLYMPIC}
        return Recordation(
            recordation_no=number,
            right_type=right_type,
            right_no=_right_no(right_type, start, self._serial),
            mark=mark,
            mark_alt=alt,
            holder=holder.zh if holder.country == "CN" else holder.en,
            holder_alt=(holder.en if holder.country == "CN" else holder.zh,),
            holder_country=holder.country,
            holder_size=holder.size,
            nice_classes=(group.nice,) if classed else (),
            hs_codes=tuple(dict.fromkeys(kind.hs[:4] for kind in kinds)),
            goods="; ".join(f"{kind.zh} {kind.en}" for kind in kinds),
            valid_from=start,
            valid_to=_ten_years_on(start),
            licensees=self._some(self._traders[:90], (2, 4, 3, 1)),
            known_infringers=self._some(self._traders[90:], (6, 3, 1)),
            gtin_prefixes=(holder.prefix,) if classed and self._draw.random() < 0.7 else (),
            domains=(holder.domain,) if self._draw.random() < 0.6 else (),
            contact_name=holder.person,
            contact_phone=f"+00 000 {self._serial:07d}",
            contact_email=f"ipr@{holder.domain}",
            contact_confirmed_on=TODAY - timedelta(days=self._draw.randrange(3, 700)),
            genuine_clues=group.genuine,
            fake_clues=group.fake if self._draw.random() < 0.8 else (),
            guarantee=self._draw.choices(tuple(Guarantee), (3, 5, 3))[0],
            safety_flag=group.safety,
            image=f"marks/{number}.png",
        )

    def _some(self, pool: tuple[str, ...], weights: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(self._draw.sample(pool, self._draw.choices(range(len(weights)), weights)[0]))

    def _mark(self, right_type: RightType, place: int, group: Group) -> tuple[str, tuple[str, ...]]:
        name = next(self._names)
        thing = group.goods[0]
        match right_type:
            case RightType.COPYRIGHT:
                return f"{name.chinese}形象", (f"{name.latin} figure", name.chinese)
            case RightType.PATENT:
                return f"{thing.zh}（{name.chinese}结构）", (f"{thing.en}, {name.latin} structure",)
            case RightType.DESIGN:
                return f"{thing.zh}（{name.chinese}外观）", (f"{thing.en}, {name.latin} design",)
            case RightType.GI:
                return f"{name.chinese}{thing.zh}", (f"{name.latin} {thing.en}",)
            case RightType.OLYMPIC:
                return f"样例冬运会标志{place + 1}", (f"Sample Winter Games sign {place + 1}",)
            case RightType.TRADEMARK:
                return self._trademark(name, place)

    def _trademark(self, name: Name, place: int) -> tuple[str, tuple[str, ...]]:
        plain, ordinary = self._words["chinese_only"], self._words["ordinary"]
        if place < len(plain):
            return plain[place], ()
        if place < len(plain) + len(ordinary):
            chinese, latin = ordinary[place - len(plain)]
            return chinese, (latin,)
        if self._draw.random() < 0.5:
            return name.chinese, (name.latin.upper() if self._draw.random() < 0.5 else name.latin,)
        return (name.latin.upper() if self._draw.random() < 0.4 else name.latin), (name.chinese,)

    def _aged(self, drawn: list[Recordation]) -> list[Recordation]:
        """Some rights are no longer, not yet, or not surely protected on the sample's day."""
        chosen = iter(self._draw.sample(range(len(drawn)), 64))
        for status, many in (
            (Status.EXPIRED, 16),
            (Status.RENEWAL, 14),
            (Status.CANCELLED, 8),
            (Status.REVOKED, 6),
            (Status.PENDING, 10),
            (Status.CHALLENGED, 10),
        ):
            for _ in range(many):
                place = next(chosen)
                drawn[place] = self._under(status, drawn[place])
        return [_lapsed(item) for item in drawn]

    def _under(self, status: Status, item: Recordation) -> Recordation:
        """The right under a status, with a term and a number that fit it."""
        if status is Status.EXPIRED:
            end = TODAY - timedelta(days=self._draw.randrange(20, 400))
        elif status is Status.RENEWAL:
            end = TODAY + timedelta(days=self._draw.randrange(20, 170))
        else:
            return replace(item, status=status)
        start = end.replace(year=end.year - 10, day=1)
        number = f"{item.recordation_no[0]}{start.year}{item.recordation_no[5:]}"
        right_no = item.right_no.replace(str(item.valid_from.year), str(start.year), 1)
        return replace(
            item,
            recordation_no=number,
            right_no=right_no,
            status=status,
            valid_from=start,
            valid_to=end,
            image=f"marks/{number}.png",
        )


_SHARES = (
    (RightType.TRADEMARK, 214),
    (RightType.COPYRIGHT, 42),
    (RightType.PATENT, 22),
    (RightType.DESIGN, 26),
    (RightType.GI, 16),
    (RightType.OLYMPIC, 5),
)


def _ten_years_on(start: date) -> date:
    return date(start.year + 10, start.month, min(start.day, 28))


def _lapsed(item: Recordation) -> Recordation:
    return replace(item, status=Status.EXPIRED) if item.valid_to < TODAY else item


def _right_no(right_type: RightType, start: date, serial: int) -> str:
    """Numbers in their usual form, with the word that they are samples."""
    match right_type:
        case RightType.COPYRIGHT:
            return f"样例登字-{start.year}-F-{serial:08d}"
        case RightType.PATENT:
            return f"ZL{start.year}1{serial:07d}.X-SAMPLE"
        case RightType.DESIGN:
            return f"ZL{start.year}3{serial:07d}.X-SAMPLE"
        case _:
            return f"SAMPLE-{serial:08d}"
