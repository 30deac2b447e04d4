"""Harbin as a city of the tests: public facts of its districts, counties and cities; the homes are invented."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.standard.folder import BASE, HOME

CITY = """
name: 哈尔滨市
federation: 哈尔滨市妇女联合会
hotlines:
  - {name: 报警, phone: "110", for: danger}
  - {name: 妇女维权公益服务热线, phone: "12338", for: advice}
bounds: {west: 125.6, south: 44.0, east: 130.3, north: 46.7}
sample: true
pinyin: {五常: wu chang, 阿城: a cheng}
kinds: {homes: {林场: other}, streets: {民族乡: township}}
terms: {home: 妇女之家, district: 区县市, street: 街道乡镇, information_system: null, liaison_document: null}
honours:
  homes: [{id: city, label: 市, plaque: 示范妇女之家}, {id: district, label: 区县, plaque: 示范妇女之家}]
  families: [{id: home, label: 本家}, {id: district, label: 区县}, {id: province, label: 全省}, {id: national, label: 全国}]
"""
STANDARD = """
name: 四有
based_on: none
functions: beijing
haves:
  venue: {label: 有场所}
  team: {label: 有队伍}
  mechanism: {label: 有制度}
  activity: {label: 有活动}
regulations: [management, publicity, volunteers]
rules:
  venue.place: {have: venue}
  team.director: {have: team}
  mechanism.regulations: {have: mechanism}
  mechanism.activities: {have: activity, minimum: 3}
"""
DISTRICTS = {
    "daoli": ("道里区", "230102", (3, 1), {"zhaolin": "兆麟街道", "qunli": "群力街道", "taiping": "太平镇"}),
    "nangang": ("南岗区", "230103", (3, 2), {"qiulin": "秋林街道"}),
    "daowai": ("道外区", "230104", (2, 3), {"jingyu": "靖宇街道"}),
    "pingfang": ("平房区", "230108", (4, 2), {"xinjiang": "新疆街道"}),
    "songbei": ("松北区", "230109", (2, 2), {"taiyangdao": "太阳岛街道"}),
    "xiangfang": ("香坊区", "230110", (3, 3), {"tongtian": "通天街道"}),
    "hulan": ("呼兰区", "230111", (1, 2), {"lanhe": "兰河街道", "yaobao": "腰堡街道"}),
    "acheng": ("阿城区", "230112", (3, 4), {"jincheng": "金城街道", "liaodian": "料甸满族乡"}),
    "shuangcheng": ("双城区", "230113", (4, 1), {"chengxu": "承旭街道", "xinxing": "新兴镇"}),
    "yilan": ("依兰县", "230123", (1, 6), {"yilan": "依兰镇"}),
    "fangzheng": ("方正县", "230124", (2, 6), {"fangzheng": "方正镇"}),
    "binxian": ("宾县", "230125", (2, 4), {"binzhou": "宾州镇"}),
    "bayan": ("巴彦县", "230126", (1, 3), {"bayan": "巴彦镇"}),
    "mulan": ("木兰县", "230127", (1, 4), {"mulan": "木兰镇"}),
    "tonghe": ("通河县", "230128", (1, 5), {"tonghe": "通河镇"}),
    "yanshou": ("延寿县", "230129", (3, 5), {"yanshou": "延寿镇"}),
    "shangzhi": ("尚志市", "230183", (4, 5), {"yimianpo": "一面坡镇"}),
    "wuchang": ("五常市", "230184", (4, 3), {"wuchang": "五常镇", "shahezi": "沙河子镇"}),
}
"""Slug → name, code of the division, row and column, streets."""
FULL = "daoli/jingwei"
THIN = (
    ("wuchang/xiangyang", "向阳村妇女之家", "village", "shahezi", (127.60, 44.60)),
    ("acheng/liaodian", "料甸村妇女之家", "村", "liaodian", (127.05, 45.45)),
    ("shangzhi/linchang", "青山林场妇女之家", "林场", "yimianpo", (128.05, 45.07)),
    ("nangang/bowu", "博物社区妇女之家", "community", "qiulin", (126.64, 45.76)),
)
"""Identity, name, kind, street and location of homes of which little else is known."""


def write(folder: Path, **changed: str) -> Path:
    """The city's content; `changed`: text of a file of its root, without ending, where it is another."""
    files: dict[str, object] = {"city.yml": CITY, "standard.yml": STANDARD}
    for slug, (name, code, at, streets) in DISTRICTS.items():
        rows = [{"slug": street, "name": called, "kind": _kind(called)} for street, called in streets.items()]
        files[f"districts/{slug}/district.yml"] = {"name": name, "code": code, "at": list(at), "streets": rows}
    own = {path.replace(HOME, f"homes/{FULL}"): value for path, value in BASE.items() if path.startswith(HOME)}
    files |= own
    files[f"homes/{FULL}/home.yml"] = _full(BASE[f"{HOME}/home.yml"])
    files[f"homes/{FULL}/regulations.yml"] = [
        one for one in BASE[f"{HOME}/regulations.yml"] if one["regulation"] in ("management", "publicity", "volunteers")
    ]
    for identity, name, kind, street, (longitude, latitude) in THIN:
        place = {"longitude": longitude, "latitude": latitude, "datum": "wgs84"}
        home = {
            "name": name,
            "kind": kind,
            "street": street,
            "office": {"address": f"{name[:-4]}一号", "location": place},
        }
        files[f"homes/{identity}/home.yml"] = home
    files["recognition/2025-city.yml"] = {
        "level": "city", "year": 2025, "decided_on": "2025-12-01", "recognised": [FULL],
    }  # fmt: skip
    for path, value in {**files, **{f"{name}.yml": text for name, text in changed.items()}}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_bytes(path, value))
    return folder


def _kind(street: str) -> str:
    return next(kind for kind in ("街道", "民族乡", "镇") if street.endswith(kind.replace("民族", "满族")))


def _full(home: dict) -> dict:
    office = home["office"] | {
        "address": "道里区经纬街一号",
        "phone": "0451-0000 1234",
        "location": {"longitude": 126.62, "latitude": 45.77, "datum": "wgs84"},
    }
    organisation = {"federation": "经纬社区妇联", "party": "经纬社区党委"}
    changed = {"name": "经纬社区妇女之家", "street": "zhaolin", "division": None, "office": office}
    return home | changed | {"organisation": organisation}


def _bytes(path: str, value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    if path.endswith(".md") and isinstance(value, dict):
        front = yaml.safe_dump({k: v for k, v in value.items() if k != "body"}, allow_unicode=True)
        value = f"---\n{front}---\n{value.get('body', '')}\n"
    return (value if isinstance(value, str) else yaml.safe_dump(value, allow_unicode=True)).encode()
