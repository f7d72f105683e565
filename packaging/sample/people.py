"""Stations, officers and campaigns of the sample, and the note that says that all of it is invented."""

from __future__ import annotations

STATIONS: tuple[dict[str, str], ...] = (
    {
        "station": "NB-MS-01", "customs_code": "3101", "district_zh": "宁波海关", "district_en": "Ningbo Customs",
        "name_zh": "梅山样例查验一台", "name_en": "Meishan sample bench 1", "channels": "freight|ecommerce",
    },
    {
        "station": "SH-PO-01", "customs_code": "2204", "district_zh": "上海海关", "district_en": "Shanghai Customs",
        "name_zh": "邮局样例查验一台", "name_en": "Postal sample bench 1", "channels": "post|passenger",
    },
    {
        "station": "SZ-EX-01", "customs_code": "5304", "district_zh": "深圳海关", "district_en": "Shenzhen Customs",
        "name_zh": "快件样例查验一台", "name_en": "Express sample bench 1", "channels": "express|ecommerce",
    },
)  # fmt: skip


def _officer(station: str, login: str, zh: str, en: str, roles: str) -> dict[str, str]:
    return {"station": station, "login": login, "name_zh": zh, "name_en": en, "roles": roles}


OFFICERS: tuple[dict[str, str], ...] = (
    _officer("NB-MS-01", "li.ming", "李明", "Li Ming", "bench"),
    _officer("NB-MS-01", "wang.fang", "王芳", "Wang Fang", "bench|case"),
    _officer("NB-MS-01", "zhao.lei", "赵磊", "Zhao Lei", "supervisor"),
    _officer("NB-MS-01", "qian.yun", "钱云", "Qian Yun", "case"),
    _officer("NB-MS-01", "sun.hao", "孙昊", "Sun Hao", "clerk"),
    _officer("NB-MS-01", "admin.nb", "周宁", "Zhou Ning", "administrator"),
    _officer("SH-PO-01", "wu.jing", "吴静", "Wu Jing", "bench"),
    _officer("SH-PO-01", "zheng.kai", "郑凯", "Zheng Kai", "bench"),
    _officer("SH-PO-01", "feng.lan", "冯岚", "Feng Lan", "supervisor|case"),
    _officer("SH-PO-01", "chen.bo", "陈博", "Chen Bo", "clerk"),
    _officer("SH-PO-01", "admin.sh", "褚申", "Chu Shen", "administrator"),
    _officer("SZ-EX-01", "wei.xin", "卫欣", "Wei Xin", "bench"),
    _officer("SZ-EX-01", "jiang.tao", "蒋涛", "Jiang Tao", "bench"),
    _officer("SZ-EX-01", "shen.yue", "沈悦", "Shen Yue", "supervisor"),
    _officer("SZ-EX-01", "han.rui", "韩睿", "Han Rui", "case"),
    _officer("SZ-EX-01", "yang.qi", "杨琪", "Yang Qi", "clerk"),
    _officer("SZ-EX-01", "admin.sz", "朱圳", "Zhu Zhen", "administrator"),
)

CAMPAIGNS = """\
# Special actions of the sample (the names are public: source-facts S3; scope and weight are made up).
# channels and directions: empty means all. trade_modes and hs_chapters narrow further. weight is added to the score.

[[campaign]]
id = "LONGTENG-2024"
name_zh = "龙腾行动2024"
name_en = "Longteng Action 2024"
from = 2024-01-01
to = 2024-12-31
channels = []
directions = []
weight = 4

[[campaign]]
id = "BLUENET-2024"
name_zh = "蓝网行动2024"
name_en = "Blue Net Action 2024"
from = 2024-01-01
to = 2024-12-31
channels = ["post", "express"]
directions = []
weight = 6

[[campaign]]
id = "CLEANNET-2024"
name_zh = "净网行动2024"
name_en = "Clean Net Action 2024"
from = 2024-06-01
to = 2024-11-30
channels = ["freight", "ecommerce"]
directions = ["E", "T"]
weight = 5
"""

README = """\
# Sample data 样例数据

Everything here is invented for demonstration and tests and is made by `packaging/sample_data.py`; do not edit by hand.
此处全部内容均为演示和测试虚构，由 `packaging/sample_data.py` 生成，请勿手工修改。

Names of marks and companies that are facts of published reports (LABUBU, 极米, 钓鱼台 with their cases) appear only as
such; numbers, holders' data, clues, contacts and pictures are made up. Holders carry "Sample" or 样例 in their name,
declarations carry a column `remark` that says so, codes use the GS1 demonstration prefix 952, addresses end in
example.com. Any other likeness to real marks, companies or people is chance.

| file | what |
|---|---|
| `register.csv`, `marks/` | recordations of all right types with a picture each |
| `declarations-STATION.csv` | 2,000 declarations of 2024-11-11 to 2024-11-24 at three stations |
| `truth.csv` | what the generator hid in which line, and whether it should alert, pass or stay clear |
| `stations.csv`, `officers.csv`, `campaigns.toml` | three stations, their officers with roles, three campaigns |
| `s5/` | the LABUBU case: what is scanned and counted, a ready `detain` file, photos with `expected.json` |
| `s6/` | the composite-mark case: companies, shops on platforms, figures |

The sample stands on 2024-11-13, a Wednesday: set the clock of a demonstration there.
"""
