"""The source documents' own cases (S5-S7) as sample records: only the names and the counts are facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from app.core import numbers
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.register.rules import Guarantee, HolderSize, Recordation, RightType, Status

TODAY = date(2024, 11, 13)
"""The day on which the sample stands: the S5 shipment is declared."""

FIGURE = "C2021-000123"
"""The recorded cartoon figure of the S5 case."""
COMPOSITE = "T2014-000456"
"""The mark 极米 of the S6 case."""
S5_NUMBER = "310120240000012345"
"""The S5 shipment (LABUBU case): market procurement, five lines, declared at Meishan on the sample's day."""

SAMPLE_REMARK = ("remark", "样例数据 SAMPLE DATA")


def case_recordations() -> tuple[Recordation, ...]:
    """The rights that the source documents name; numbers, holders' data and clues are made up."""
    common: dict[str, Any] = {
        "holder_country": "CN",
        "contact_name": "陈样例",
        "contact_phone": "+00 000 0000000",
        "contact_email": "ipr@example.com",
        "contact_confirmed_on": date(2024, 11, 1),
    }
    figure = Recordation(
        FIGURE,
        RightType.COPYRIGHT,
        "样例登字-2021-F-00000123",
        "LABUBU",
        "POP MART（样例记录）有限公司",
        date(2021, 5, 1),
        date(2031, 5, 1),
        mark_alt=("LABUBU 玩具系列", "拉布布", "LABUBU figure"),
        holder_alt=("POP MART (sample record) Co., Ltd.",),
        holder_size=HolderSize.LARGE,
        hs_codes=("9503", "9611", "3926", "3923", "4016"),
        goods="玩具、印章、挂件、袋、垫等载有该形象的商品 toys, stamps, pendants, bags, mats with the figure",
        licensees=("样例授权玩具（上海）有限公司", "Licensed Sample Toys Ltd"),
        gtin_prefixes=("9521901",),
        domains=("labubu.example.com",),
        guarantee=Guarantee.GENERAL,
        safety_flag=True,
        image=f"marks/{FIGURE}.png",
        genuine_clues=(
            "包装有激光标，随角度变色 / hologram on the pack changes with the angle",
            "盒内有封口卡片 / sealed card inside the box",
            "二维码指向登记域名 / 2D code points to the registered domain",
        ),
        fake_clues=(
            "图案平面印刷、偏色 / flat print, colours off",
            "无条码或条码非登记前缀 / no barcode, or one outside the registered prefix",
            "耳内无绒面 / no plush inside the ears",
        ),
        **common,
    )
    projector = Recordation(
        COMPOSITE,
        RightType.TRADEMARK,
        "SAMPLE-00000456",
        "极米",
        "XGIMI 权利人（样例记录）",
        date(2022, 3, 1),
        date(2032, 2, 28),
        mark_alt=("XGIMI",),
        holder_alt=("XGIMI right holder (sample record)",),
        holder_size=HolderSize.LARGE,
        nice_classes=(9,),
        hs_codes=("8528",),
        goods="投影仪 projectors",
        gtin_prefixes=("9521902",),
        domains=("xgimi.example.com",),
        guarantee=Guarantee.GENERAL,
        image=f"marks/{COMPOSITE}.png",
        licensees=("样例授权影音（成都）有限公司",),
        genuine_clues=("底部序列号可查验 / serial number under the base can be checked",),
        fake_clues=("机身写“极米坚果” / the case says 极米坚果", "铭牌为贴纸 / rating plate is a sticker"),
        **common,
    )
    spirits: dict[str, Any] = {"nice_classes": (33,), "hs_codes": ("2208",), "goods": "白酒 Chinese spirit"} | common
    return (
        figure,
        projector,
        Recordation(
            "T2013-000711",
            RightType.TRADEMARK,
            "SAMPLE-00000711",
            "钓鱼台",
            "钓鱼台权利人（样例记录）",
            date(2023, 6, 1),
            date(2033, 5, 31),
            mark_alt=("DYT", "釣魚臺"),
            holder_alt=("DYT right holder (sample record)",),
            holder_size=HolderSize.LARGE,
            guarantee=Guarantee.PER_CASE,
            safety_flag=True,
            image="marks/T2013-000711.png",
            genuine_clues=("瓶盖芯片可读 / readable chip in the cap",),
            fake_clues=("包装拼接“钧尊御品”字样 / pack joined with the words 钧尊御品",),
            **spirits,
        ),
        Recordation(
            "T2024-000712",
            RightType.TRADEMARK,
            "SAMPLE-00000712",
            "钧尊御品",
            "钧尊申请人（样例记录）",
            date(2024, 4, 1),
            date(2034, 3, 31),
            status=Status.PENDING,
            holder_alt=("Junzun applicant (sample record)",),
            holder_size=HolderSize.SME,
            safety_flag=True,
            image="marks/T2024-000712.png",
            **spirits,
        ),
    )


def s5_shipment() -> Declaration:
    """The LABUBU case: five lines, counts as the source gives them, two of them worded after the figure."""

    def line(place: int, goods: str, hs: str, material: str, many: int, kg: str, value: str) -> GoodsLine:
        spec = ("0", "3", material, "无品牌")
        return GoodsLine(place, goods, hs, spec, "", Decimal(many), "个", Decimal(kg), Decimal(value), "CNY")

    return Declaration(
        declaration_no=S5_NUMBER,
        declared_on=TODAY,
        direction=Direction.EXPORT,
        channel=Channel.FREIGHT,
        lines=(
            line(1, "橡胶垫 rubber mats", "4016910000", "橡胶制", 39500, "3950", "47400"),
            line(2, "钥匙扣挂件 LABUBU款公仔 keychain pendants", "3926400000", "塑料制", 35900, "1077", "71800"),
            line(3, "塑料印章（拉布布图案） plastic stamps", "9611000090", "塑料制", 47900, "958", "62270"),
            line(4, "塑料拉链袋 plastic zipper bags", "3923290000", "塑料制", 35900, "359", "35900"),
            line(5, "塑料积木 plastic building blocks", "9503006000", "塑料制", 39900, "1995", "47880"),
        ),
        trade_mode="1039",
        customs_code="3101",
        consignor="义乌岱宁样例工艺品有限公司",
        consignor_id="9901999999",
        consignee="Al Noor General Trading (Sample), Dubai",
        broker="宁波样例报关有限公司",
        origin="CN",
        departure="CN",
        destination="AE",
        transport_mode="2",
        container_or_item_no="SMPU123456" + numbers.container_check_digit("SMPU123456"),
        extra=(SAMPLE_REMARK,),
    )
