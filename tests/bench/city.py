"""An invented city of any size as a content folder: what the build is measured on.

Names, streets, hours and services are those of `tests.search.city`. Texts are put together from sentences of the
sample's own, so that they read as people write, and hardly two are the same: some 2,000 characters and eight or nine
pages a home.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

from generator.model import vocabulary as words
from generator.public.views import HomeView, ServiceView, Site
from tests.bench.photographs import photograph
from tests.search.city import DISTRICTS, MOMENT, SURNAMES, city

DAY = MOMENT.date()
CODES = dict(
    zip(
        DISTRICTS.split(),
        ["01", "02", "05", "06", "07", "08", "09", "11", "12", "13", "14", "15", "16", "17", "18", "19"],
        strict=True,
    )
)
GIVEN = [
    "秀兰",
    "桂英",
    "淑珍",
    "玉梅",
    "丽华",
    "敏",
    "静",
    "芳",
    "红霞",
    "春燕",
    "晓云",
    "雪梅",
    "建华",
    "文娟",
    "海燕",
    "小平",
    "慧",
    "颖",
    "婷",
    "志华",
]
TITLES = ["孝老爱亲", "和睦相处", "教子有方", "书香传家", "邻里互助", "热心公益", "勤俭持家", "绿色生活", "自强创业"]
MOTTOES = [
    "一粥一饭，当思来处不易",
    "家和万事兴",
    "花不认门牌",
    "手不闲，心不慌",
    "各退半步，屋子就宽了",
    "多走两层楼",
    "先听完",
    "细水长流",
]
WHAT = [
    "包饺子",
    "写春联",
    "剪窗花",
    "学电脑",
    "防诈骗课",
    "家长课",
    "读书会",
    "量血压",
    "做月饼",
    "编织课",
    "护理培训",
    "招聘小集",
    "法律咨询",
    "缝纫课",
    "看电影",
]
WHO = ["和老街坊一起", "和孩子们", "和新搬来的邻居", "在小院里", "周末下午", "送到楼门口", "头一回", "又一年"]
ROOMS = ["活动室", "图书角", "调解室", "母婴室", "小厨房", "排练厅"]
EQUIPMENT = ["图书角", "投影", "长条桌", "缝纫机", "血压计", "茶具", "音响", "电脑"]
USUAL = {
    2: "rights.law-education",
    3: "family.education",
    4: "work.transfer",
    5: "care.support",
}  # what each home holds within a year
REGULATED = list(words.REGULATIONS)
MONTHLY = [f"{year}-{month:02}-1{month % 5}" for year in (2025, 2026) for month in range(1, 13)][:22]
YEARLY = ["2025-06-11", "2026-06-09"]
_TELLING = re.compile("[叫名班楼0-9“”「」]")  # sentences that detectors would look at twice, and halves of a quotation
_CITY = """name: 北京市
federation: 北京市妇女联合会
host: {name: 北京市妇女联合会, contact: 010-0000 1233}
policy: {title: 关于加强基层“妇女之家”规范化建设的意见}
hotlines: [{name: 妇女维权公益服务热线, phone: "12338"}, {name: 报警, phone: "110"}]
quota: {city: 160, per_district: 10, tolerance: 2}
funding: {per_woman: 2}
coordinates: wgs84
sample: true
"""


def write(folder: Path, size: int, sample: Path = Path("content"), photos: bool = False) -> None:
    """The city of `size` homes in `folder`, which must not exist; the same bytes whenever it is written.

    `photos`: one home in ten has two photographs of 12 megapixels.
    """
    site, prose = city(size), Prose(sample)
    folder.mkdir(parents=True)
    _put(folder / "city.yml", _CITY)
    shutil.copytree(sample / "pages", folder / "pages")
    _districts(folder, site, prose)
    pictured = {home.identity for home in site.homes[::10]} if photos else set()
    writers = [Writer(folder / "homes" / home.identity, home, prose, home.identity in pictured) for home in site.homes]
    honours: dict[int, list[dict]] = defaultdict(list)
    for writer in writers:
        for family in writer.write():
            row = {
                "home": writer.home.identity,
                "family": family["id"],
                "level": family["level"],
                "document": "京妇发〔2026〕8号",
            }
            honours[family["year"]].append(row)
    for year, rows in sorted(honours.items()):
        _put(folder / f"recognition/{year}-families.yml", block(rows))
    _rounds(folder / "recognition", site)
    _press(folder / "press", site, prose)
    withdrawn = [{"home": home.identity, "consent": "C-2026-001", "on": "2026-09-14"} for home in site.homes[::200]]
    _put(folder / "withdrawals.yml", block(withdrawn))


class Prose:
    """Sentences of the sample's introductions, stories and reports, put together anew."""

    def __init__(self, sample: Path):
        texts = [path.read_text("utf-8") for path in sorted((sample / "homes").glob("*/*/**/*.md"))]
        bodies = "\n".join(text.rpartition("\n---\n")[2] for text in texts)
        found = (sentence.strip() for sentence in re.findall(r"[^。！？\n]+[。！？]", bodies))
        self._sentences = sorted({one for one in found if 8 <= len(one) <= 60 and not _TELLING.search(one)})

    def text(self, dice: Random, length: int, own: str = "") -> str:
        """Paragraphs of some `length` characters; `own` is worked into the first."""
        sentences, left = [f"{own}。"] if own else [], length
        while left > 0:
            sentences.append(dice.choice(self._sentences))
            left -= len(sentences[-1])
        return "\n\n".join("".join(sentences[n : n + 5]) for n in range(0, len(sentences), 5))


class Writer:
    """One home's folder."""

    def __init__(self, folder: Path, home: HomeView, prose: Prose, pictured: bool):
        self.folder, self.home, self.prose, self.dice, self.pictured = (
            folder,
            home,
            prose,
            Random(home.identity),
            pictured,
        )
        self.stem = home.name.removesuffix("妇女之家")

    def write(self) -> list[dict]:
        """Writes the files; returns the families that were honoured above the home's own level."""
        families = list(self._families())
        files = {
            "home.yml": block(self._profile()),
            "intro.md": self._prose(300) + "\n",
            "consents.yml": block([self._consent(number) for number in range(1, len(families) + 2)]),
            "ledger.yml": block(self._ledger()),
            "families.yml": block(families),
            "regulations.yml": block(self._regulations()),
            **dict(self._activities()),
        }
        if self.dice.random() < 0.8:
            files["brand.md"] = self._brand()
        if self.dice.random() < 0.4:
            files["regulations/library.md"] = "---\ntitle: 图书借阅办法\n---\n" + self._prose(120) + "\n"
            files["regulations.yml"] += block(
                [{"title": "图书借阅办法", "file": "library.md", "adopted": "2025-03-03"}]
            )
        for name, text in files.items():
            _put(self.folder / name, text)
        for number, photo in enumerate(self._photos() if self.pictured else ()):
            file = self.folder / "photos" / photo["file"]
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(photograph(Random(f"{self.home.identity} {number}")))
        return [family for family in families if family["level"] != "home"]

    def _prose(self, length: int) -> str:
        return self.prose.text(
            self.dice, int(length * self.dice.uniform(0.6, 1.4)), f"{self.stem}的事，街坊们说起来没个完"
        )

    def _person(self) -> str:
        return self.dice.choice(SURNAMES) + self.dice.choice(GIVEN)

    def _profile(self) -> dict:
        home, dice = self.home, self.dice
        office: dict = {
            "address": f"{home.district.name}{home.street.name}{self.stem}甲 {dice.randrange(1, 90)} 号一层"
        }
        if home.office.point:
            office["location"] = {
                "longitude": round(home.office.point.longitude, 5),
                "latitude": round(home.office.point.latitude, 5),
            }
        if home.office.phones:
            office["phone"] = list(map(str, home.office.phones))
        office["transit"] = f"公交 {dice.randrange(10, 990)} 路{self.stem}站，下车走 {dice.randrange(2, 9)}00 米"
        office["hours"] = [
            {"days": line.days.text, "open": [str(span).replace("–", "-") for span in line.spans]}
            for line in home.office.hours
        ]
        if home.office.closures:
            office["closed"] = [
                {"from": str(c.start), "to": str(c.end), "reason": c.reason} for c in home.office.closures
            ]
        if home.office.accessibility:
            office["accessibility"] = ["step-free"]
        return {
            "name": home.name,
            **({"also_known_as": list(home.also_known_as)} if home.also_known_as else {}),
            "kind": home.kind,
            "street": home.street.address.split("/")[2],
            "founded": f"{dice.randrange(2008, 2020)}-03",
            "summary": self.prose.text(dice, 8).partition("\n")[0][:58],
            "organisation": {"federation": f"{self.stem}妇联", "party": f"{self.stem}党组织"},
            "office": office | {"checked_on": "2026-10-20"},
            "services": [self._service(service) for service in home.services],
            "staff": {
                "director": {"name": self._person(), "title": "妇联主席", "duties": "全面负责"},
                "deputies": [
                    {"name": self._person(), "title": "妇联副主席", "duties": "家庭工作"}
                    for _ in range(dice.randrange(1, 3))
                ],
                "publicity": {"name": self._person(), "title": "专职委员"},
                "full_time": 1,
                "part_time": dice.randrange(1, 4),
                "representatives": 10,
                "volunteer_teams": [{"name": "巾帼志愿服务队", "field": "rights", "members": dice.randrange(3, 40)}],
            },
            "venue": {"shared_with": "党群服务中心", "area": dice.randrange(40, 300), "rooms": dice.sample(ROOMS, 3)},
            "facilities": {
                **dict.fromkeys(
                    (
                        "sign",
                        "plaque",
                        "emblem",
                        "rules_on_wall",
                        "honour_board",
                        "publicity_board",
                        "recommendation_box",
                    ),
                    True,
                ),
                "equipment": dice.sample(EQUIPMENT, 4),
                "in_use": True,
            },
            "funding": {
                "female_residents": dice.randrange(300, 5000),
                "annual_budget": 8000,
                "in_party_budget": True,
                "year": 2026,
            },
            **({"photos": self._photos()} if self.pictured else {}),
        }

    def _photos(self) -> list[dict]:
        shown = {"front": "活动室正门", "yard": "门前小院"}
        common = {"credit": f"{self.stem}妇联", "taken": "2026-05-02", "people": "none", "use": "site"}
        return [
            {"file": f"{file}.jpg", "caption": told, "alt": f"{told}，没有人"} | common for file, told in shown.items()
        ]

    def _service(self, service: ServiceView) -> dict:
        told = {
            "item": service.item,
            "title": self.dice.choice(WHAT) if self.dice.random() < 0.5 else service.title,
            "description": self.prose.text(self.dice, 8).replace("\n", ""),
            "audience": [code for code, _ in service.audience],
            "schedule": service.schedule
            and f"{'' if service.schedule.text[:2] in ('每天', '工作') else '每'}{service.schedule.text} 9:00-11:00",
            "booking": self.dice.choice(("直接来", "电话预约")),
            "fee": "免费",
        }
        return {key: value for key, value in told.items() if value}

    def _families(self) -> Iterator[dict]:
        for number in range(1, self.dice.choice((1, 2, 2, 3, 3)) + 1):
            surname, year = self.dice.choice(SURNAMES), self.dice.choice((2024, 2025, 2026))
            yield {
                "id": f"family-{number}",
                "family": f"{surname}××家庭",
                "year": year,
                "level": self.dice.choices(("home", "street", "district", "capital"), (92, 3, 4, 1))[
                    0
                ],  # the federation's lists hold 20,000 nodes
                "titles": self.dice.sample(TITLES, self.dice.randrange(1, 3)),
                "motto": self.dice.choice(MOTTOES),
                "story": self._prose(180),
                "published": self._published(f"family-{number}"),
                "consent": f"C-2026-{number:03}",
            }

    def _published(self, what: str) -> str:
        """A day of the last two years, whatever else the dice have said."""
        return str(DAY - dt.timedelta(days=Random(f"{self.home.identity} {what}").randrange(730)))

    def _consent(self, number: int) -> dict:
        scope = self.dice.choice((["name", "story", "photo", "card"], ["name", "story"], ["story"], ["name"]))
        return {
            "id": f"C-2026-{number:03}",
            "obtained": "2026-04-02",
            "scope": scope,
            "adults": 2,
            "minors": 1,
            "guardian": True,
            "until": "2029-04-01",
        }

    def _activities(self) -> Iterator[tuple[str, str]]:
        for number in range(self.dice.randrange(7, 10)):
            past = number >= 2
            date = DAY + dt.timedelta(days=-self.dice.randrange(1, 360) if past else self.dice.randrange(1, 40))
            told = number in (2, 3) and self.dice.random() < 0.85
            item = USUAL.get(number) or self.dice.choice(list(words.ITEMS))
            matter = {
                "title": f"{self.dice.choice(WHO)}{self.dice.choice(WHAT)}",
                "date": str(date),
                "time": self.dice.choice(("9:00-11:00", "14:00-16:00", "15:30-17:00")),
                "place": self.dice.choice(ROOMS),
                "item": item,
                "audience": [self.dice.choice(list(words.AUDIENCES))],
                "participants": self.dice.randrange(2, 90),
                "kind": self.dice.choice(list(words.ACTIVITY_KINDS)),
                "summary": self.prose.text(self.dice, 10).replace("\n", "")[:60],
            }
            if not past and self.dice.random() < 0.5:
                matter["signup"] = "打电话登记"
            if number > 1 and not told:
                matter["record"] = str(date)
            yield (
                f"activities/{date}-event-{number}.md",
                f"---\n{block(matter)}---\n{self._prose(140) if told else ''}\n",
            )

    def _brand(self) -> str:
        matter = {
            "title": f"{self.stem[:4]}{self.dice.choice(WHAT)}",
            "level": "home",
            "functions": self.dice.sample(list(words.FUNCTIONS), 2),
            "since": self.dice.randrange(2012, 2025),
            "published": self._published("brand"),
            "summary": self.prose.text(self.dice, 40).replace("\n", "")[:110],
            "results": [
                {"label": "办过", "value": f"{self.dice.randrange(10, 400)} 回"},
                {"label": "来过", "value": f"{self.dice.randrange(100, 9000)} 人"},
            ],
            "contact": self.home.name,
        }
        return f"---\n{block(matter)}---\n{self._prose(350)}\n"

    def _regulations(self) -> list[dict]:
        return [{"regulation": one, "adopted": "2025-01-10", "on_wall": True} for one in REGULATED]

    def _ledger(self) -> dict:
        kept = {"updated": "2026-09-21", "count": 12}
        rosters = (
            "women",
            "representatives",
            "party_members",
            "volunteers",
            "hardship",
            "left_behind",
            "talents",
            "groups",
        )
        rosters += ("village_representatives",) if self.home.kind == "village" else ()
        met = self.dice.random() < 0.9
        return {
            "meetings": {"work": MONTHLY, "council": YEARLY, "congress": YEARLY, "volunteers": MONTHLY[::3]},
            "reports": {"party": [*YEARLY, "2026-10-26"], "federation": [*YEARLY, "2026-11-16"] if met else []},
            "contacts": {"women": 131, "fewest": 10, "book_checked": YEARLY, "training": YEARLY, "opinions": YEARLY},
            "publicity": {"plan": "2026-01-05"},
            "volunteers": {"records": "2026-10-21"},
            "rights": {
                "plan": "2026-01-26",
                "training": YEARLY,
                "petitions_reported": YEARLY,
                "archived": "2026-06-17",
                "incidents_reported": YEARLY,
            },
            "care": {"visits": YEARLY},
            "family": {
                "plan": "2026-01-19",
                "summary": "2025-12-18",
                "data_reported": YEARLY,
                "selected": [{"date": "2026-10-12", "households": 14}],
            },
            "system": {"synced": "2026-10-23"},
            "rosters": dict.fromkeys(rosters, kept),
            "records": {
                name: {"updated": "2026-09-21"}
                for name in ("diary", "meetings", "study", "activities", "opinions", "assistance", "petitions")
            },
            "general": {
                "plan": "2026-01-15",
                "summary": "2025-12-26",
                "superior_documents": "2026-09-15",
                "materials": "2026-10-09",
            },
            "other": {"honours": "2026-06-04", "cases": "2026-06-15", "materials": "2026-09-11"},
        }


def _districts(folder: Path, site: Site, prose: Prose) -> None:
    for district in site.districts:
        own, dice = folder / "districts" / district.slug, Random(district.slug)
        streets = [
            {"slug": street.slug, "name": street.name, "kind": street.kind, "phone": f"010-0000 {n:04}"}
            for n, street in enumerate(district.streets)
        ]
        record = {
            "name": district.name,
            "code": f"1101{CODES[district.name.removesuffix('区')]}",
            "streets": streets,
            "funding": {"female_residents": 900_000, "allocation": 1_900_000, "year": 2026},
            "assessment": {"issued": "2026-03-01"},
            "plan": {"issued": "2026-02-10"},
            "standard": {"mechanism.activities": {"minimum": 5}},
            "weights": {
                "venue": 10,
                "team": 15,
                "funding": 10,
                "facilities": 10,
                "mechanism": 25,
                "brand": 15,
                "ledger": 15,
            },
        }
        _put(own / "district.yml", block(record))
        for name, level, title in (
            ("brand", "district", district.name),
            *((s.slug, "street", s.name) for s in district.streets[::2]),
        ):
            matter = {
                "title": f"{title[:3]}{dice.choice(WHAT)}",
                "level": level,
                "functions": ["family"],
                "since": 2019,
                "summary": prose.text(dice, 30)[:110],
            }
            _put(own / f"{name}.md", f"---\n{block(matter)}---\n{prose.text(dice, 400)}\n")


def _rounds(folder: Path, site: Site) -> None:
    """Plaques of two years of both levels, those of the first renewed in the second."""
    for year in (2024, 2025):
        city: list[str] = []
        for district in site.districts:
            homes = sorted(home.identity for home in district.homes)
            chosen = homes[year % 2 :: 2]
            most = min(10, len(chosen) // 10)
            own, plaques = chosen[most : 3 * most], chosen[:most]
            city += plaques
            rows = [
                {"home": home, "applied": f"{year}-10-27", "papers": f"{year}-11-20", "result": 95.5} for home in own
            ]
            record = {
                "level": "district",
                "year": year,
                "document": f"妇发〔{year}〕21号",
                "decided_on": f"{year}-12-11",
                "applications": rows,
                "recognised": own,
            }
            if year == 2025:
                before = homes[::2]
                renewals = [
                    *((home, "city") for home in before[:most]),
                    *((home, "district") for home in before[most : 3 * most]),
                ]
                record["renewals"] = [
                    {"home": home, "level": level, "decision": "renewed", "decided_on": "2025-12-08"}
                    for home, level in renewals
                ]
            _put(folder / f"{year}-{district.slug}.yml", block(record))
        agreed = {"date": f"{year}-11-05", "text": "同意"}
        rows = [
            {"home": home, "applied": f"{year}-10-28", "street_party_opinion": agreed, "district_opinion": {"date": f"{year}-11-18", "text": "同意"},
             "papers": f"{year}-11-27", "city_opinion": {"date": f"{year}-12-11", "text": "同意"}, "result": 96.5}
            for home in city
        ]  # fmt: skip
        record = {
            "level": "city",
            "year": year,
            "document": f"京妇发〔{year}〕19号",
            "decided_on": f"{year}-12-18",
            "applications": rows,
            "recognised": city,
        }
        _put(folder / f"{year}-city.yml", block(record))


def _press(folder: Path, site: Site, prose: Prose) -> None:
    for number, home in enumerate(site.homes[:: max(1, len(site.homes) // 40)]):
        dice, date = Random(number), DAY - dt.timedelta(days=number * 7)
        matter = {
            "title": f"{home.name[:5]}的{dice.choice(WHAT)}",
            "date": str(date),
            "summary": prose.text(dice, 30)[:110],
            "homes": [home.identity],
            "author": "编辑部",
        }
        _put(folder / f"{date}-feature-{number}.md", f"---\n{block(matter)}---\n{prose.text(dice, 900)}\n")


_PLAIN = re.compile(
    r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9 ，。、·×（）-]*[\u4e00-\u9fffA-Za-z0-9，。"
    r"、·×（）]|\d{4}-\d\d-\d\d|\d{1,5}"
)


def block(value: dict | list) -> str:
    """YAML as people write it: a field a line, a dash a row, texts of paragraphs as blocks."""
    return "".join(f"{line}\n" for line in _lines(value))


def _lines(value: dict | list) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            first, *rest = _lines(item) if isinstance(item, dict) else [_scalar(item)]
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
        return
    for key, item in value.items():
        if isinstance(item, str) and "\n" in item:
            yield f"{key}: |"
            yield from (f"  {line}" if line else "" for line in item.split("\n"))
        elif isinstance(item, dict) or (isinstance(item, list) and item and isinstance(item[0], dict)):
            yield f"{key}:"
            yield from (f"  {line}" for line in _lines(item))
        elif isinstance(item, list):
            yield f"{key}: [{', '.join(map(_scalar, item))}]"
        else:
            yield f"{key}: {_scalar(item)}"


def _scalar(value: object) -> str:
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return text if _PLAIN.fullmatch(text) and ", " not in text else json.dumps(text, ensure_ascii=False)


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
