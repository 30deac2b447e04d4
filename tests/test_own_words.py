"""A city that calls everything otherwise: its own words stand on every page, in every paper and in every message."""

from __future__ import annotations

import json
import re
import zipfile

import pytest

from generator.content import intake
from generator.model.city import complete, resolve
from generator.model.federation import City, Honours, PlaqueLevel
from generator.model.load import standard_of
from generator.model.wording import Wording
from generator.office.own_words import OwnWords
from generator.office.starter.pages import pages, pictures
from generator.standard.recognition_rules import RULES
from tests.output import everything
from tests.test_cities import DAY, run, write

USUAL = re.compile(
    "妇女之家|街道、乡镇|街道乡镇|乡镇（街道）|街道（乡镇）|(?<!社)[区市]妇联|市区妇联|本区|这个区|全市|市里|[区市]级"
)
"""What other cities say."""
KINDS = "街道、乡镇、其他"
"""Kinds of homes, which are the same everywhere."""
YUNLING = {
    "city.yml": """
name: 云岭县
federation: 云岭县妇女联合会
host: {name: 云岭县妇女联合会}
sample: true
site: {url: "https://example.org/"}
terms: {home: 姐妹小院, district: 片, street: 寨、坊, information_system: null, liaison_document: null}
honours:
  homes: [{id: county, label: 县, plaque: 示范姐妹小院, giver: 县妇联}, {id: district, label: 片, plaque: 先进姐妹小院}]
  families: [{id: home, label: 本院}, {id: county, label: 全县}]
""",
    "standard.yml": "name: 七有\nbased_on: beijing\nregulations: [management, liaison, publicity, volunteers, rights, family]\n",
    "districts/kongtong/district.yml": """
name: 东片
code: "530999"
streets: [{slug: liuhu, name: 柳寨, kind: area}, {slug: shuifang, name: 水坊, kind: area}]
funding: {female_residents: 1000, allocation: 100, year: 2026}
standard: {mechanism.activities: {minimum: 2}, nothing.here: {minimum: 3}}
weights: {venue: 10, team: 15, funding: 10, facilities: 10, mechanism: 25, brand: 15, ledger: 15}
""",
    "districts/kongtong/brand.md": "---\ntitle: 东片夜话\nfunctions: [rights]\n---\n说话。\n",
    "recognition/2025-county.yml": "level: county\nyear: 2025\ndecided_on: 2025-12-01\nrecognised: [kongtong/home]\n",
    "recognition/2026-families.yml": "- {home: kongtong/home, family: zhang-2026, level: county, document: 云妇发〔2026〕1号}\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """The folder with `content`, `site` and `reports`."""
    root = tmp_path_factory.mktemp("yunling")
    content = write(root / "content", YUNLING, "柳寨姐妹小院")
    own = OwnWords(standard_of(intake.take_snapshot(content)))
    given = (*pages("云岭县", [], own), *pictures())
    write(root / "content", YUNLING | {f"pages/{name}": data for name, data in given}, "柳寨姐妹小院")
    run("build", "--content", content, "--site", root / "site", "--as-of", DAY, "--no-photos", "--workers", 1)
    run("report", "--content", content, "--as-of", DAY, "--out", root / "reports")
    return root


def _said(root, paths):
    return {
        (path.relative_to(root).as_posix(), found[0])
        for path in paths
        for found in USUAL.finditer(path.read_text("utf-8"))
    }


def test_the_reports_speak_the_citys_words(city):
    papers = [path for kind in ("*.html", "*.csv") for path in (city / "reports").rglob(kind)]
    assert len(papers) > 5 and _said(city, papers) == set()
    packed = {path: text for path, text in everything(city / "reports").items() if path.endswith((".docx", ".xlsx"))}
    assert (
        len(packed) > 5
        and {(path, found[0]) for path, text in packed.items() for found in USUAL.finditer(text)} == set()
    )
    assert not [path for path in papers if re.search(r"\{\w+\}|Phone\(|不超过 0", path.read_text("utf-8"))]


def test_the_site_speaks_the_citys_words(city):
    kinds = ("*.html", "*.json", "*.ics", "*.atom", "*.svg", "*.csv")
    pages = [path for kind in kinds for path in (city / "site").rglob(kind)]
    assert len(pages) > 60 and _said(city, pages) == set()
    assert not [
        path for path in pages if re.search(r">[^<]*\{\w+\}", path.read_text("utf-8")) and path.suffix == ".html"
    ]
    every = "".join(path.read_text("utf-8") for path in pages)
    assert all(word in every for word in ("姐妹小院", "寨坊", "寨、坊", "全县", "县妇联", "一片一品", "东片"))


SLIPS = {
    "recognition/2026-county.yml": "level: county\nyear: 2026\nrecognised: [kongtong/nobody]\ndecided_on: 2026-03-01\n"
    "renewals:\n  - {home: kongtong/home, level: county, decision: 也许}\n"
    "  - {home: kongtong/home, level: county, decision: renewed, decided_on: 2026-03-02}\n",
    "recognition/2026-district.yml": "level: district\nyear: 2026\n",
    "recognition/2026-families.yml": "- {home: kongtong/home, family: zhang-2026, level: 月球}\n"
    "- {home: kongtong/home, family: zhang-2026, level: county}\n",
    "recognition/2026-kongtong-families.yml": "- {home: other/home, family: zhang-2026, level: county, document: 一号}\n",
    "recognition/2026-brands.yml": "- {brand: kongtong/nobody}\n",
    "withdrawals.yml": "- {home: kongtong/nobody, consent: C-9, on: 2026-01-01}\n",
    "withheld.yml": "- {path: homes/kongtong/nobody, on: 2026-01-01}\n",
    "press/2026-03-01-gao.md": "---\ntitle: 稿\ndate: 2026-03-01\nhomes: [kongtong/nobody]\nbrand: kongtong/nobody\n---\n稿。\n",
    "homes/nowhere/home/home.yml": "name: 甲\nkind: community\nstreet: x\n",
    "homes/kongtong/none/intro.md": "空\n",
    "homes/kongtong/far/home.yml": "name: 乙\nkind: village\nstreet: x\ndivision: \"110105023004\"\n",
    "homes/kongtong/thin/home.yml": "name: 丙\nkind: village\n所在寨坊: 柳寨\nclosed: {on: 2027-01-01, successor: a/b}\n",
}  # fmt: skip


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_messages_speak_the_citys_words(tmp_path, form):
    content = write(tmp_path / "content", YUNLING | SLIPS, "柳寨姐妹小院")
    every = ("--all",) if form == "text" else ()
    told = run("check", "--content", content, "--as-of", DAY, "--format", form, *every)
    said = [line for line in told.splitlines() if USUAL.search(line)]
    assert said == []
    assert "寨坊" in told and "姐妹小院" in told
    if form == "json":
        assert json.loads(told)["homes"]["kongtong/thin"]["status"] == "published"  # the street by its own name
        assert not re.search(r"\{\w+\}", told)


def test_what_is_to_be_filled_in_speaks_the_citys_words(tmp_path):
    content = write(tmp_path / "content", YUNLING | OWN_STANDARD, "柳寨姐妹小院")
    run("schema", "--content", content, "--out", tmp_path / "schemas")
    run("new", "kongtong/xin", "--content", content)
    run("new", "--district", "xipian", "--content", content)
    run("new", "--recognition", "2027", "--content", content)
    for private in ("", "--private"):
        run(
            "workbook",
            "kongtong",
            "--content",
            content,
            "--out",
            tmp_path / f"b{private}.xlsx",
            *filter(None, [private]),
        )
    run("form", "kongtong/home", "--private", "--content", content, "--out", tmp_path / "form.html")
    run("form", "--blank", "--content", content, "--out", tmp_path / "blank.html")
    made = [
        *(tmp_path / "schemas").glob("*.json"),
        *(content / "homes/kongtong/xin").glob("*"),
        *tmp_path.glob("*.html"),
    ]
    made += [content / "districts/xipian/district.yml", *content.glob("recognition/2027-*.yml")]
    texts = {path.name: path.read_text("utf-8") for path in made if path.is_file()}
    for path in tmp_path.glob("*.xlsx"):
        with zipfile.ZipFile(path) as book:
            texts |= {
                f"{path.name}/{name}": book.read(name).decode() for name in book.namelist() if name.endswith("xml")
            }
    assert {
        (name, found[0]) for name, text in texts.items() for found in USUAL.finditer(text.replace(KINDS, ""))
    } == set()
    every = "".join(texts.values())
    assert {"form-内部资料-不发微信.html", "blank.html"} <= texts.keys()
    assert not [name for name, text in texts.items() if re.search("街道妇联|[给向]街道", text)]
    assert len(texts) > 30 and all(word in every for word in ("新的姐妹小院", "读书会", "读书制度", "全县", "所在寨坊"))
    assert "普法宣传" not in every and "日常管理制度" not in every
    told = json.loads(run("check", "--content", content, "--as-of", DAY, "--format", "json"))
    assert "house.untouched" in {f["rule"] for f in told["findings"] if f["home"] == "kongtong/xin"}


OWN_STANDARD = {
    "standard.yml": """
name: 两有
based_on: none
haves: {venue: {label: 有场所}, activity: {label: 有读书}}
functions: {reading: {label: 读书, items: {reading.circle: {label: 读书会}}}}
regulations: [reading]
own: {reading: {title: 读书制度, file: reading.md}}
rules:
  venue.place: {have: venue}
  own.reading: {have: activity, check: held-of-item, item: reading.circle}
""",
    "regulations/reading.md": "借书三周，按时还。\n",
    "districts/kongtong/district.yml": YUNLING["districts/kongtong/district.yml"].split("standard:")[0],
    "districts/kongtong/brand.md": "---\ntitle: 东片夜话\nfunctions: [reading]\n---\n说话。\n",
}


def test_the_text_of_an_own_regulation_stands_on_the_site(tmp_path):
    content, site = write(tmp_path / "content", YUNLING | OWN_STANDARD, "柳寨姐妹小院"), tmp_path / "site"
    run("build", "--content", content, "--site", site, "--as-of", DAY, "--no-photos", "--workers", 1)
    assert "借书三周，按时还。" in (site / "standard/regulations/reading/index.html").read_text("utf-8")
    (content / "regulations/reading.md").unlink()
    told = json.loads(run("check", "--content", content, "--as-of", DAY, "--format", "json"))
    assert ("own.reading.file", "error") in {(f["field"], f["severity"]) for f in told["findings"]}
    wrong = OWN_STANDARD["standard.yml"].replace("reading.circle: {label", "circle.reading: {label")
    write(tmp_path / "content", {"standard.yml": wrong} | {"city.yml": YUNLING["city.yml"]}, "柳寨姐妹小院")
    told = json.loads(run("check", "--content", content, "--as-of", DAY, "--format", "json"))
    found = {f["field"]: f for f in told["findings"] if f["path"] == "standard.yml"}
    assert "reading." in found["functions.reading.items.circle.reading"]["remedy"]


STARS = {
    "city.yml": """
name: 星河市
federation: 星河市妇女联合会
policy: {title: 五星建设办法}
sample: true
terms: {home: 半边天家园, district: 县, street: 乡镇, information_system: null, liaison_document: null}
honours:
  homes:
    - {id: province, label: 省级, plaque: 五星半边天家园, giver: 省妇联, quota: 20, per_district: 2}
    - {id: city, label: 市级, plaque: 四星半边天家园, giver: 市妇联, quota: 50, years: 3}
    - {id: county, label: 县级, plaque: 三星半边天家园, giver: 县妇联, review: yearly}
  families: [{id: home, label: 本家}, {id: county, label: 县级}]
""",
    "standard.yml": """
name: 两星
based_on: none
haves: {place: {label: 阵地星, clause: 第三条}, event: {label: 活动星, clause: 第四条}}
functions:
  work: {label: 巧手增收, items: {work.enterprise: {label: 刺绣编织}, work.online: {label: 电商直播}}}
  warmth: {label: 邻里暖心, items: {warmth.talk: {label: 谈心解忧}}}
regulations: [management, rights]
rules:
  venue.place: {have: place, clause: 第三条}
  mechanism.regulations: {have: place}
  mechanism.four-functions: {have: event}
  mechanism.activities: {have: event, minimum: 6}
""",
    "synonyms.yml": "- {words: [绣花样], items: [work.enterprise]}\n",
    "pages/guide/index.md": "---\ntitle: 妇女之家工作人员指南\n---\n\n# 指南\n\n一行。\n",
    "districts/kongtong/district.yml": YUNLING["districts/kongtong/district.yml"].split("standard:")[0],
    "districts/kongtong/brand.md": "---\ntitle: 东片夜话\nfunctions: [work]\n---\n说话。\n",
    "recognition/2026-city.yml": "level: city\nyear: 2026\napplications:\n  - {home: kongtong/home, applied: 2026-10-01}\n",
}  # fmt: skip
"""A city of its own standard, whose haves are stars, and whose levels have each a plaque of its own."""
OF_ANOTHER = re.compile(
    "附件 ?1|附件 2|[三四]（|原则上|文件里写的|每年评一次|上一年|(?<!十)二[件项样个]|五有|两有|有阵地"
)


@pytest.fixture(scope="module")
def stars(tmp_path_factory):
    root = tmp_path_factory.mktemp("stars")
    content = write(root / "content", STARS, "柳寨半边天家园")
    run("build", "--content", content, "--site", root / "site", "--as-of", DAY, "--no-photos", "--workers", 1)
    run("report", "--content", content, "--as-of", DAY, "--out", root / "reports")
    return root


def _text(path):
    return re.sub(r"\s+", "", re.sub("<[^>]*>", "", path.read_text("utf-8")))


PAGES = ("", "services", "standard", "standard/later-laws", "standard/regulations/rights", "demonstration")


@pytest.mark.parametrize("page", (*PAGES, "homes/kongtong/home", "guide", "guide/fields/activity"))
def test_a_standard_of_ones_own_says_nothing_of_another(stars, page):
    text = (stars / "site" / page / "index.html").read_text("utf-8")
    said = _text(stars / "site" / page / "index.html")
    assert OF_ANOTHER.findall(said) == [] and "妇女之家：全部" not in text
    assert "半边天家园工作人员指南" in said.partition("网站地图")[2]


def test_pages_of_the_standard_count_and_name_what_the_city_has(stars):
    said = {page: _text(stars / "site" / page / "index.html") for page in PAGES}
    assert "两样大事，三个小项。" in said["services"]
    assert "半边天家园要会做两件事，“两星”两样都达到，按两项制度办。" in said["standard"]
    assert "每个乡镇" not in said["standard"] and "不影响达标" not in said["standard"]
    assert "大家常找：绣花样刺绣编织电商直播" in said[""]
    assert "想找活儿" not in said["services"] and "做点小买卖" not in said["services"] + said[""]
    told = said["demonstration"]
    assert "省级“五星半边天家园”由省妇联评定，每年挂牌20个，每个县2个左右；市级“四星半边天家园”" in told
    assert "县级“三星半边天家园”由县妇联评定。" in told and "市级三年后到期；县级每年重新认定。" in told
    assert "示范半边天家园" not in told and "“两星”是哪两样" in told
    fields = _text(stars / "site/guide/fields/activity/index.html")
    assert "work.enterprise（刺绣编织）" in fields and "rights.law-education" not in fields


def test_reports_name_no_clause_of_another_document(stars):
    papers = {
        path.relative_to(stars / "reports").as_posix(): _text(path) for path in (stars / "reports").rglob("*.html")
    }
    assert {(name, found) for name, text in papers.items() for found in OF_ANOTHER.findall(text)} == set()
    form = next(text for name, text in papers.items() if name.startswith("附件2/2026-市级/"))
    assert "市妇联意见" in form and "省妇联意见" not in form
    assert "市妇联意见" in papers["index.html"]


def test_who_gives_the_highest_level_gives_an_opinion():
    standard = resolve(complete(City("星河市", "", honours=Honours((PlaqueLevel("p", giver="省妇联"),)))), None)
    (rule,) = [rule for rule in RULES if rule.id == "recognition.procedure"]
    assert "材料审核、省妇联意见依次完成" in Wording(standard).filled(rule.met_when)
