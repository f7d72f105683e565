"""The sample declarations: fourteen days at three stations, most of them ordinary, some of them suspicious."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sample.cases import COMPOSITE, FIGURE, S5_NUMBER, SAMPLE_REMARK, TODAY, s5_shipment
from sample.disguises import disguised
from sample.draws import seeded
from sample.register import Goods, Group

from app.core import numbers
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.register.rules import Recordation, RightType

FIRST_DAY = date(2024, 11, 11)
DAYS = 14


@dataclass(frozen=True)
class Trader:
    """A trader at home: what stands in a declaration's party fields."""

    name: str
    id: str
    city: str
    brand: str


@dataclass(frozen=True)
class Truth:
    """What the generator hid in a goods line, so that tests can count what was found."""

    declaration_no: str
    line_no: int
    kind: str
    recordation_no: str
    written: str
    expected: str
    """`alert`: should be shown; `pass`: a licensed party or no right in force; `clear`: only looks like a mark."""


@dataclass
class Made:
    """All that was drawn."""

    declarations: list[Declaration] = field(default_factory=list)
    truths: list[Truth] = field(default_factory=list)


def traders(words: dict[str, Any], seed: int) -> tuple[Trader, ...]:
    """Invented trading houses; the first ninety may hold licences, the rest may have infringed before."""
    draw = seeded(seed)
    said = words["traders"]
    every = [(city, first, kind) for city in said["cities"] for first in said["first"] for kind in said["kind"]]
    from pypinyin import lazy_pinyin

    return tuple(
        Trader(f"{city}{first}{kind}有限公司", f"99{place:04d}9999", city, "".join(lazy_pinyin(first)).upper())
        for place, (city, first, kind) in enumerate(draw.sample(every, 190))
    )


class Shipments:
    """Draws declarations one by one; the same seed gives the same fortnight."""

    def __init__(
        self,
        words: dict[str, Any],
        groups: tuple[Group, ...],
        register: tuple[Recordation, ...],
        houses: tuple[Trader, ...],
        seed: int,
    ) -> None:
        self._draw = seeded(seed)
        self._words = words
        self._groups = groups
        self._houses = houses
        self._by_name = {house.name: house for house in houses}
        self._register = register
        self._serials = {"3101": 12345, "2204": 70200, "5304": 41800}
        self._made = Made()

    def fortnight(self) -> Made:
        """2,000 declarations, the S5 and S6 shipments among them."""
        self._made.declarations.append(s5_shipment())
        for line_no, written in ((2, "LABUBU"), (3, "拉布布")):
            self._made.truths.append(Truth(S5_NUMBER, line_no, "s5", FIGURE, written, "alert"))
        for place in range(6):
            self._composite(place)
        for station, many in (("NB", 893), ("SH", 600), ("SZ", 500)):
            for _ in range(many):
                self._one(station)
        self._made.declarations.sort(key=lambda item: (item.declared_on, item.declaration_no))
        self._made.truths.sort(key=lambda truth: (truth.declaration_no, truth.line_no))
        return self._made

    def _one(self, station: str) -> None:
        shipment = getattr(self, f"_{station.lower()}_shipment")()
        if self._draw.random() < _SUSPICIOUS[station]:
            shipment = self._spoilt(shipment)
        self._made.declarations.append(shipment)

    # where and how

    def _day(self, *, every_day: bool) -> date:
        weights = [1.0 if every_day or (FIRST_DAY + timedelta(days=day)).weekday() < 5 else 0.15 for day in range(DAYS)]
        return FIRST_DAY + timedelta(days=self._draw.choices(range(DAYS), weights)[0])

    def _number(self, customs: str, direction: Direction) -> str:
        self._serials[customs] += self._draw.randint(1, 9)
        return f"{customs}2024{1 if direction is Direction.IMPORT else 0}{self._serials[customs]:09d}"

    def _nb_shipment(self) -> Declaration:
        """Meishan: sea freight, mostly out, much of it market procurement; some transit."""
        direction = self._draw.choices(tuple(Direction), (25, 68, 7))[0]
        mode = "0110"
        if direction is Direction.EXPORT:
            mode = self._draw.choices(("0110", "1039", "9810", "9710"), (52, 36, 6, 6))[0]
        channel = Channel.ECOMMERCE if mode in {"9810", "9710"} else Channel.FREIGHT
        return self._shipment("3101", direction, channel, mode, self._day(every_day=False), "2", self._container())

    def _sh_shipment(self) -> Declaration:
        """Shanghai's postal office: parcels both ways, and a few passengers' articles."""
        direction = self._draw.choices((Direction.IMPORT, Direction.EXPORT), (45, 55))[0]
        if self._draw.random() < 0.08:
            day = self._day(every_day=True)
            number = f"PAX2204{day:%y%m%d}{self._draw.randrange(10000):04d}"
            made = self._shipment("2204", Direction.IMPORT, Channel.PASSENGER, "", day, "5", "")
            return replace(made, declaration_no=number, consignee=self._person(zh=True), consignee_id="", broker="")
        made = self._shipment("2204", direction, Channel.POST, "", self._day(every_day=True), "6", "")
        item = self._item_no(made)
        checks = tuple((name, self._draw.choices("10", (95, 5))[0]) for name in _POST_CHECKS)
        return replace(made, declaration_no=item, container_or_item_no=item, extra=(*made.extra, *checks))

    def _sz_shipment(self) -> Declaration:
        """Shenzhen's express centre: couriers and cross-border shops."""
        day = self._day(every_day=True)
        if self._draw.random() < 0.45:
            direction = self._draw.choices((Direction.IMPORT, Direction.EXPORT), (50, 50))[0]
            mode = "1210" if direction is Direction.IMPORT else "9610"
            made = self._shipment("5304", direction, Channel.ECOMMERCE, mode, day, "5", "")
            shop = self._draw.choice(self._houses).brand.capitalize()
            return replace(
                made, extra=(*made.extra, ("platform", self._draw.choice(PLATFORMS)), ("shop", f"{shop} 样例店"))
            )
        direction = self._draw.choices((Direction.IMPORT, Direction.EXPORT, Direction.TRANSIT), (35, 60, 5))[0]
        made = self._shipment("5304", direction, Channel.EXPRESS, "", day, "5", "")
        waybill = f"SX{self._draw.randrange(10**10):010d}"
        return replace(made, declaration_no=waybill, container_or_item_no=waybill)

    def _container(self) -> str:
        body = f"{self._draw.choice(('SMP', 'TWS', 'SAM'))}U{self._draw.randrange(10**6):06d}"
        return body + numbers.container_check_digit(body)

    def _item_no(self, made: Declaration) -> str:
        serial = f"{self._draw.randrange(10**8):08d}"
        country = "CN" if made.direction is Direction.EXPORT else made.origin
        return f"{self._draw.choice(('RR', 'EE', 'CP', 'LZ', 'UA'))}{serial}{numbers.s10_check_digit(serial)}{country}"

    # who and what

    def _person(self, *, zh: bool) -> str:
        return self._draw.choice(self._words["people_zh" if zh else "people"])

    def _abroad(self) -> tuple[str, str, str]:
        name, city, country = self._draw.choice(self._words["traders"]["abroad"])
        return f"{name} {self._draw.choice(self._words['traders']['abroad_kind'])} (Sample), {city}", city, country

    def _shipment(
        self, customs: str, direction: Direction, channel: Channel, mode: str, day: date, transport: str, container: str
    ) -> Declaration:
        house = self._draw.choice(self._houses[:150])
        abroad, _, country = self._abroad()
        private = channel in {Channel.POST, Channel.PASSENGER} or (
            channel is Channel.EXPRESS and self._draw.random() < 0.4
        )
        home = (self._person(zh=True), "") if private else (house.name, house.id)
        away = (self._person(zh=False) if private else abroad, "")
        out = direction is Direction.EXPORT
        sender, receiver = (home, away) if out else (away, home)
        if direction is Direction.TRANSIT:
            sender, receiver = away, (self._abroad()[0], "")
        origin = "CN" if out else country
        return Declaration(
            declaration_no=self._number(customs, direction),
            declared_on=day,
            direction=direction,
            channel=channel,
            lines=tuple(self._lines(channel, direction, mode, house)),
            trade_mode=mode,
            customs_code=customs,
            consignor=sender[0],
            consignor_id=sender[1],
            consignee=receiver[0],
            consignee_id=receiver[1],
            broker="" if private else f"{house.city}样例报关有限公司",
            origin=origin,
            departure="CN" if out else country,
            transit=self._draw.choice(_HUBS) if self._draw.random() < 0.15 else "",
            destination=country if out else ("CN" if direction is Direction.IMPORT else self._abroad()[2]),
            transport_mode=transport,
            container_or_item_no=container,
            extra=(SAMPLE_REMARK,),
        )

    def _lines(self, channel: Channel, direction: Direction, mode: str, house: Trader) -> Iterator[GoodsLine]:
        most = 6 if mode == "1039" else 4 if channel is Channel.FREIGHT else 2
        group = self._draw.choice(self._groups)
        for line_no in range(1, self._draw.randint(1, most) + 1):
            if mode == "1039" or self._draw.random() < 0.2:
                group = self._draw.choice(self._groups)
            yield self._line(line_no, self._draw.choice(group.goods), channel, direction, house)

    def _line(self, line_no: int, kind: Goods, channel: Channel, direction: Direction, house: Trader) -> GoodsLine:
        quantity = self._draw.randint(*_QUANTITIES[channel])
        if channel is Channel.FREIGHT and quantity > 100:
            quantity -= quantity % 10
        price = kind.price * self._draw.uniform(0.8, 1.25)
        own = self._draw.random() < 0.3
        english = direction is not Direction.EXPORT and self._draw.random() < 0.6
        goods = f"{kind.en} {self._draw.choice(_TOUCHES_EN)}" if english else self._draw.choice(_TOUCHES) + kind.zh
        foreign = channel in {Channel.POST, Channel.EXPRESS} and direction is not Direction.EXPORT
        brand = house.brand if own else ""
        brand_type = ("1" if direction is Direction.EXPORT else "4") if own else "0"
        return GoodsLine(
            line_no=line_no,
            goods=goods.strip(),
            hs_code=kind.hs if channel is not Channel.POST else kind.hs[:6],
            spec=() if channel is Channel.POST else (brand_type, "3", kind.material, brand or "无品牌"),
            brand=brand,
            quantity=Decimal(quantity),
            unit=kind.unit,
            net_kg=_rounded(kind.kg * quantity),
            value=_rounded(price * quantity / (7.2 if foreign else 1)),
            currency="USD" if foreign else "CNY",
        )

    # what is wrong with some

    def _spoilt(self, item: Declaration) -> Declaration:
        kind = self._draw.choices(tuple(_KINDS), tuple(_KINDS.values()))[0]
        place = self._draw.randrange(len(item.lines))
        right = self._right(kind, {item.consignor, item.consignee})
        spoil: Callable[[Declaration, int, Recordation], tuple[Declaration, str]] = getattr(self, f"_{kind}")
        spoilt, written = spoil(item, place, right)
        if not written:
            return item
        expected = {"licensed": "pass", "lapsed": "pass", "ordinary_word": "clear"}.get(kind, "alert")
        kind = f"{kind}:{self._how}" if self._how else kind
        self._made.truths.append(
            Truth(spoilt.declaration_no, item.lines[place].line_no, kind, right.recordation_no, written, expected)
        )
        self._how = ""
        return spoilt

    _how = ""

    def _right(self, kind: str, parties: set[str]) -> Recordation:
        """A right for which this kind of trouble can be true, and with which the parties have nothing to do."""
        ordinary = {latin for _, latin in self._words["ordinary"]}

        def fits(item: Recordation) -> bool:
            if item.right_type is not RightType.TRADEMARK or item.recordation_no.endswith(("000711", "000712")):
                return False
            if kind == "ordinary_word":
                return bool(ordinary & set(item.mark_alt)) and item.in_force(FIRST_DAY)
            if ordinary & set(item.mark_alt) or item.recordation_no == COMPOSITE:
                return False
            if kind == "lapsed":
                return not item.in_force(FIRST_DAY) and not item.in_force(FIRST_DAY + timedelta(days=DAYS))
            if parties & {*item.licensees, *item.known_infringers}:
                return False
            alive = all(item.in_force(day) for day in (FIRST_DAY, FIRST_DAY + timedelta(days=DAYS)))
            return alive and (
                (kind != "licensed" or bool(item.licensees))
                and (kind != "infringer" or bool(item.known_infringers))
                and (kind != "safety" or item.safety_flag)
                and (kind != "disguised" or len(item.mark) > 2)
            )

        return self._draw.choice([item for item in self._register if fits(item)])

    def _kind_of_goods(self, right: Recordation) -> Goods:
        group = self._draw.choice([one for one in self._groups if one.nice in right.nice_classes])
        fitting = [kind for kind in group.goods if kind.hs[:4] in right.hs_codes]
        return self._draw.choice(fitting or list(group.goods))

    def _rewritten(
        self, item: Declaration, place: int, right: Recordation, goods: str, **change: object
    ) -> Declaration:
        """The line with the right's own kind of goods under a new text."""
        kind, old = self._kind_of_goods(right), item.lines[place]
        quantity = old.quantity or Decimal(1)
        line = replace(
            old,
            goods=goods.format(kind.zh),
            hs_code=kind.hs[: len(old.hs_code) or 10],
            unit=kind.unit,
            net_kg=_rounded(kind.kg * float(quantity)),
            value=_rounded(kind.price * 0.6 * float(quantity) / (7.2 if old.currency == "USD" else 1)),
            **change,  # type: ignore[arg-type]
        )
        return replace(item, lines=(*item.lines[:place], line, *item.lines[place + 1 :]))

    def _spec(self, item: Declaration, place: int, first: str, brand: str) -> tuple[str, ...]:
        return (first, "3", *item.lines[place].spec[2:3], brand) if item.lines[place].spec else ()

    def _unlicensed(self, item: Declaration, place: int, right: Recordation) -> tuple[Declaration, str]:
        spec = self._spec(item, place, "3", right.mark)
        return self._rewritten(item, place, right, f"{right.mark}牌{{}}", brand=right.mark, spec=spec), right.mark

    def _brand_type_0(self, item: Declaration, place: int, right: Recordation) -> tuple[Declaration, str]:
        written = self._draw.choice(right.names)
        spec = self._spec(item, place, "0", "无品牌")
        return self._rewritten(item, place, right, f"{{}} {written}款", brand="", spec=spec), written

    def _disguised(self, item: Declaration, place: int, right: Recordation) -> tuple[Declaration, str]:
        written, self._how = disguised(self._draw.choice([name for name in right.names if len(name) > 2]), self._draw)
        spec = self._spec(item, place, "0", "无品牌")
        text = self._draw.choice((f"{written} {{}}", f"{{}}（{written}）", f"{{}} {written}"))
        return self._rewritten(item, place, right, text, brand="", spec=spec), written

    def _safety(self, item: Declaration, place: int, right: Recordation) -> tuple[Declaration, str]:
        return self._brand_type_0(item, place, right)

    def _lapsed(self, item: Declaration, place: int, right: Recordation) -> tuple[Declaration, str]:
        return self._unlicensed(item, place, right)

    def _licensed(self, item: Declaration, place: int, right: Recordation) -> tuple[Declaration, str]:
        return self._by_party(item, place, right, self._draw.choice(right.licensees))

    def _infringer(self, item: Declaration, place: int, right: Recordation) -> tuple[Declaration, str]:
        return self._by_party(item, place, right, self._draw.choice(right.known_infringers))

    def _by_party(self, item: Declaration, place: int, right: Recordation, name: str) -> tuple[Declaration, str]:
        made, written = self._unlicensed(item, place, right)
        house = self._by_name[name]
        if item.direction is Direction.EXPORT:
            return replace(made, consignor=name, consignor_id=house.id), written
        return replace(made, consignee=name, consignee_id=house.id), written

    def _ordinary_word(self, item: Declaration, place: int, right: Recordation) -> tuple[Declaration, str]:
        """The word as a word, on goods that the right does not cover."""
        line = item.lines[place]
        own = next(one.nice for one in self._groups for kind in one.goods if kind.hs.startswith(line.hs_code[:6]))
        if line.hs_code[:4] in right.hs_codes or own in right.nice_classes:
            return item, ""
        made = replace(line, goods=f"{right.mark}图案{line.goods}")
        return replace(item, lines=(*item.lines[:place], made, *item.lines[place + 1 :])), right.mark

    def _composite(self, place: int) -> None:
        """S6: projectors under 极米坚果 from several houses and shops."""
        house = self._houses[170 + place]
        base = self._shipment(
            "5304", Direction.EXPORT, Channel.ECOMMERCE, "9610", TODAY + timedelta(days=place), "5", ""
        )
        line = GoodsLine(
            1,
            "极米坚果投影仪 家用高清",
            "8528691000",
            ("0", "3", "家用", "极米坚果"),
            "极米坚果",
            Decimal(20 + 5 * place),
            "台",
            Decimal(50 + 12 * place),
            Decimal(15000 + 3500 * place),
            "CNY",
        )
        shop = (("platform", PLATFORMS[place % 4]), ("shop", f"坚果影音样例{place + 1}店"))
        made = replace(base, lines=(line,), consignor=house.name, consignor_id=house.id, extra=(SAMPLE_REMARK, *shop))
        self._made.declarations.append(made)
        self._made.truths.append(Truth(made.declaration_no, 1, "s6", COMPOSITE, "极米坚果", "alert"))


PLATFORMS = ("样例平台甲", "样例平台乙", "样例平台丙", "样例平台丁")
_POST_CHECKS = ("post_real_name", "post_inspected", "post_xray")
_HUBS = ("HK", "SG", "AE", "KR", "MY", "TR")
_SUSPICIOUS = {"NB": 0.09, "SH": 0.1, "SZ": 0.1}
_KINDS = {
    "unlicensed": 16,
    "brand_type_0": 16,
    "disguised": 30,
    "licensed": 20,
    "infringer": 9,
    "safety": 8,
    "lapsed": 6,
    "ordinary_word": 8,
}
_QUANTITIES = {
    Channel.FREIGHT: (60, 9000),
    Channel.POST: (1, 4),
    Channel.EXPRESS: (1, 40),
    Channel.ECOMMERCE: (1, 60),
    Channel.PASSENGER: (1, 6),
}
_TOUCHES = ("", "", "", "家用", "新款", "多色", "普通", "简装", "户外", "儿童", "大号", "小号")
_TOUCHES_EN = ("", "", "assorted", "new", "mixed colours", "small", "large", "for home use")


def _rounded(amount: float) -> Decimal:
    return max(Decimal("0.01"), Decimal(repr(round(amount, 2))))
