"""Case data for the tests of documents: the toys of S5, a postal article, a firm with rare characters."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.deadlines.reading import Both
from app.notice.rules import NoticeData, Officer, Picture, Value

AT = datetime(2025, 6, 18, 15, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
OFFICERS = (Officer("王建国", "2901123"), Officer("李敏", "2901456"))
COUNTS = (98_000, 42_600, 31_500, 18_000, 9_000)
NAMES = ("搪胶毛绒玩偶挂件", "盲盒公仔", "玩偶钥匙扣", "毛绒玩具", "玩偶服饰配件")
VALUES = (182_000, 79_000, 58_500, 33_500, 17_000)
AGENCY = Both("中华人民共和国义乌海关", "Yiwu Customs, People's Republic of China")


def goods(count: int = 5) -> tuple[dict[str, Value], ...]:
    """So many lines; the first five are the toys."""
    return tuple(
        {
            "line_no": n + 1,
            "goods": NAMES[n % 5] + ("" if n < 5 else f" {n:04d}"),
            "brand": "LABUBU",
            "model": f"TM-{n % 7 + 1:02d}",
            "quantity": COUNTS[n % 5],
            "unit": "个",
            "value": Decimal(VALUES[n % 5]),
            "currency": "CNY",
            "origin": "中国",
            "marks": "N/M",
            "container": "CSNU6302211",
            "place": "监管仓库3号",
            "custodian": "义乌国际物流中心",
            "remarks": "",
            "rights": Both("T2023-146822 LABUBU（第28类）", "T2023-146822 LABUBU (class 28)"),
        }
        for n in range(count)
    )


FIELDS: dict[str, Value] = {
    "agency": AGENCY,
    "party_name": "义乌市晨曦进出口有限公司",
    "party_address": "浙江省义乌市稠城街道工人西路128号",
    "declaration_no": "292120250000123456",
    "declared_on": date(2025, 6, 17),
    "reason": Both(
        "货物使用与备案商标“LABUBU”相同的标识，发货人未能提供合法使用证明。",
        "the goods bear a sign identical with the recorded mark LABUBU; the consignor showed no licence.",
    ),
    "legal_basis": Both(
        "《中华人民共和国知识产权海关保护条例》第十六条", "Article 16 of the Regulations on Customs Protection of IPR"
    ),
    "period": Both("自2025年6月18日起不超过一年", "from 18 June 2025, at most one year"),
    "place": Both("义乌监管仓库3号库", "Yiwu supervised warehouse no. 3"),
    "review_route": Both(
        "自知道本决定之日起六十日内向杭州海关申请行政复议",
        "to Hangzhou Customs within 60 days of learning of the decision",
    ),
    "suit_route": Both(
        "自知道本决定之日起六个月内向有管辖权的人民法院提起行政诉讼",
        "with the competent people's court within six months",
    ),
    "seal_numbers": "CNYW0048213、CNYW0048214",
    "detention_no": "D08-2925-2025-000017",
    "custodian": Both("义乌国际物流中心", "Yiwu International Logistics Centre"),
    "holder_name": Both("北京泡泡玛特文化创意有限公司", "Beijing Pop Mart Cultural & Creative Co., Ltd."),
    "record_no": "T2023-146822",
    "right_name": "LABUBU",
    "right_type": Both("商标专用权", "trademark"),
    "direction": Both("出口", "export"),
    "served_on": date(2025, 6, 18),
    "reply_by": "2025-06-23 24:00",
    "security_due": Decimal(100_000),
    "photos": Both("见附图", "see below"),
    "contact": Both("义乌海关法规科 0579-8500 0000", "Legal section, Yiwu Customs, +86 579 8500 0000"),
}


def photo(colour: tuple[int, int, int] = (190, 60, 60)) -> bytes:
    """A small JPEG."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return out.getvalue()


def toys(kind: str, lines: int = 5, **more: Value) -> NoticeData:
    """The export of S5: five lines, 199,100 items, CNY 370,000."""
    return NoticeData(
        kind=kind,
        number=f"{kind}-2925-2025-000017",
        case_id="2925-2025-000017",
        issued_at=AT,
        fields={**FIELDS, **more},
        lines=goods(lines),
        officers=OFFICERS,
        pictures=(
            Picture(Both("外箱", "outer carton"), photo()),
            Picture(Both("标识", "the sign"), photo((60, 90, 190))),
        )
        if kind == "D04"
        else (),
    )
