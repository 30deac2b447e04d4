"""Cities whose standard and words are not Beijing's: nothing of Beijing reaches their pages or reports."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from tests.standard.folder import BASE, HOME

ROOT = Path(__file__).parent.parent
DAY = "2026-11-23"
BEIJINGS = re.compile("七有|六项|首都|市级|北京(?!时间)|(?<![0-9.])(?:160|2) ?(?:个|元)")
"""What only the profile may say. 北京时间 is the country's time."""

PINGLIANG = {
    "city.yml": """
name: 平凉市
federation: 平凉市妇女联合会
bounds: {west: 105.3, south: 34.9, east: 107.8, north: 35.8}
terms: {home: 妇女之家, district: 县, street: 乡镇街道, information_system: null, liaison_document: null}
honours:
  homes:
    - {id: province, label: 省, plaque: 示范妇女之家, giver: 省妇联}
    - {id: prefecture, label: 地市, plaque: 先进妇女之家, giver: 市妇联}
    - {id: district, label: 县区, plaque: 合格妇女之家}
  families: [{id: home, label: 本家}, {id: district, label: 县区}, {id: province, label: 全省}, {id: national, label: 全国}]
""",
    "standard.yml": """
name: 六有
based_on: none
functions: beijing
haves:
  venue: {label: 有场所, clause: 六有1}
  facilities: {label: 有设施, clause: 六有2}
  team: {label: 有队伍, clause: 六有3}
  mechanism: {label: 有制度, clause: 六有4}
  activity: {label: 有活动, clause: 六有5}
  ledger: {label: 有档案, clause: 六有6}
regulations: [management, publicity, volunteers, rights]
rules:
  venue.place: {have: venue}
  facilities.in-use: {have: facilities, advice: true}
  facilities.sign: {have: facilities}
  team.director: {have: team}
  mechanism.regulations: {have: mechanism}
  mechanism.information-system: {have: mechanism}
  mechanism.activities: {have: activity, minimum: 3, clause: 六有5, title: 活动经常化}
  ledger.rules: {have: ledger}
  own.training: {have: activity, check: held-of-item, item: work.transfer, minimum: 1, title: 技能培训}
  own.party: {have: team, check: noted, field: organisation.party}
  own.monthly: {have: mechanism, check: each-period, field: meetings.work, period: month}
  own.plan: {have: ledger, check: within-months, field: general.plan, months: 12}
  own.diary: {have: ledger, check: in-year, field: rights.training, advice: true}
  own.wall: {have: facilities, check: there, field: rules_on_wall}
""",
    "districts/kongtong/district.yml": """
name: 崆峒区
code: "620802"
streets: [{slug: liuhu, name: 柳湖镇, kind: town}]
weights: {venue: 10, facilities: 20, team: 20, mechanism: 20, activity: 20, ledger: 10}
""",
    "recognition/2025-province.yml": """
level: province
year: 2025
decided_on: 2025-12-01
recognised: [kongtong/home]
""",
    "recognition/2025-prefecture.yml": """
level: prefecture
year: 2025
decided_on: 2025-12-01
recognised: [kongtong/home]
""",
    "recognition/2026-families.yml": "- {home: kongtong/home, family: zhang-2026, level: province, document: 甘妇发〔2026〕1号}\n",
}  # fmt: skip
DONGGUAN = {
    "city.yml": """
name: 东莞市
federation: 东莞市妇女联合会
terms: {district: 街镇, street: 村、社区, information_system: null, liaison_document: null}
honours:
  homes: [{id: star, label: 五星级, plaque: 五星级妇女之家}]
  families: [{id: home, label: 本家}, {id: national, label: 全国}]
""",
    "standard.yml": """
name: 四有
based_on: beijing
drop: [funding, mechanism, ledger]
regulations: [management, liaison, publicity, volunteers, rights]
""",
    "districts/kongtong/district.yml": """
name: 虎门镇
code: "441900"
streets: [{slug: liuhu, name: 柳湖社区, kind: street}]
""",
    "recognition/2025-star.yml": "level: star\nyear: 2025\ndecided_on: 2025-12-01\nrecognised: [kongtong/home]\n",
}


def write(root: Path, files: dict[str, str], name: str = "柳湖妇女之家") -> Path:
    """A city with the complete home of the tests, by its `name`, and the files."""
    home = {path.replace(HOME, "homes/kongtong/home"): value for path, value in BASE.items() if path.startswith(HOME)}
    for path, value in {**home, **files}.items():
        if path.endswith("/home.yml") and isinstance(value, dict):
            office = value["office"] | {
                "address": "柳湖镇一号",
                "location": {"longitude": 106.67, "latitude": 35.54, "datum": "wgs84"},
            }
            value = value | {"street": "liuhu", "name": name, "office": office, "division": None}
        if path.endswith("/regulations.yml"):
            asked = yaml.safe_load(files["standard.yml"])["regulations"]
            value = [one for one in value if one["regulation"] in asked]
        if path.endswith(".md") and isinstance(value, dict):
            front = yaml.safe_dump({k: v for k, v in value.items() if k != "body"}, allow_unicode=True)
            value = f"---\n{front}---\n{value.get('body', '')}\n"
        data = value if isinstance(value, bytes | str) else yaml.safe_dump(value, allow_unicode=True)
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data if isinstance(data, bytes) else data.encode())
    return root


def run(*given: object) -> str:
    """What the command says."""
    result = CliRunner().invoke(main, [str(one) for one in given])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.output


@pytest.mark.parametrize(("name", "files"), [("pingliang", PINGLIANG), ("dongguan", DONGGUAN)])
def test_a_city_speaks_its_own_words(tmp_path, name, files):
    content, site, reports = write(tmp_path / "content", files), tmp_path / "site", tmp_path / "reports"
    told = run("check", "--content", content, "--as-of", DAY, "--all")
    assert "错误 0" in told, told
    run("build", "--content", content, "--site", site, "--as-of", DAY, "--no-photos", "--workers", 1)
    run("report", "--content", content, "--as-of", DAY, "--out", reports)
    pages = [*site.rglob("*.html"), *site.rglob("*.json"), *site.rglob("*.svg"), *reports.rglob("*.html")]
    said = {
        (path.relative_to(tmp_path).as_posix(), found[0])
        for path in pages
        for found in BEIJINGS.finditer(re.sub(r"<[^>]*>", "", path.read_text("utf-8")))
    }
    assert said == set() and len(pages) > 60
    every = "".join(path.read_text("utf-8") for path in site.rglob("*.html"))
    if name == "pingliang":
        assert all(word in every for word in ("“六有”", "四项制度", "省示范", "地市先进", "全省", "在您那个县"))
        assert "技能培训" in every and "信息管理系统" not in every
        assert "在册的“示范妇女之家”“先进妇女之家”“合格妇女之家”" in every
    else:
        assert "在您那个街镇" in every and "您那个区" not in every and "五星级" in every and "“四有”" in every


def test_its_standard_has_its_name_where_no_home_can_be_judged(tmp_path):
    content = write(tmp_path / "content", PINGLIANG)
    (content / "homes/kongtong/home/home.yml").write_text("name: 柳湖妇女之家\n", "utf-8")
    assert "“六有”达标 0 家" in run("check", "--content", content, "--as-of", DAY)


def test_every_have_is_judged_by_the_citys_own_rules(tmp_path):
    content = write(tmp_path / "content", PINGLIANG)
    told = json.loads(run("check", "--content", content, "--as-of", DAY, "--format", "json"))
    home = told["homes"]["kongtong/home"]
    assert list(home["haves"]) == ["venue", "facilities", "team", "mechanism", "activity", "ledger"]
    assert set(home["haves"].values()) == {"met"} and home["meets_standard"] and home["score"] == 100
    assert home["rules"]["mechanism.information-system"] == "not-applicable"
    assert home["rules"]["own.training"] == "met" and "brand.present" not in home["rules"]
    assert home["recognition"] == {
        "province": {"year": 2025, "status": "held"}, "prefecture": {"year": 2025, "status": "held"}, "district": None,
    }  # fmt: skip


WRONG = {
    "unknown_rule": ("  venue.plaze: {have: venue}\n", "rules.venue.plaze", "venue.place"),
    "unknown_have": ("  brand.present: {have: brand}\n", "rules.brand.present.have", "venue"),
    "no_have": ("  brand.present: {advice: true}\n", "rules.brand.present", "venue"),
    "not_a_figure_of_it": ("  facilities.emblem: {have: facilities, months: 3}\n", "rules.facilities.emblem.months", "没有"),
    "not_a_figure_of_the_factory": (
        "  own.x: {have: venue, check: in-year, field: system.synced, months: 3}\n", "rules.own.x.months", "没有",
    ),
    "unknown_field": ("  own.x: {have: venue, check: in-year, field: system.sync}\n", "rules.own.x.field", "system.synced"),
    "unknown_item": ("  own.x: {have: venue, check: held-of-item, item: work.fun}\n", "rules.own.x.item", "work.policy"),
    "no_field": ("  own.x: {have: venue, check: in-year}\n", "rules.own.x", "field"),
    "no_check": ("  own.x: {have: venue, field: system.synced}\n", "rules.own.x", "in-year"),
    "taken": ("  venue.place: {have: venue, check: noted, field: summary}\n", "rules.venue.place", ""),
    "period_of_one_date": (
        "  own.x: {have: venue, check: each-period, field: system.synced, period: month}\n", "rules.own.x.field", "日期",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("line", "field", "remedy"), WRONG.values(), ids=WRONG)
def test_a_slip_in_the_standard_is_told_at_its_place(tmp_path, line, field, remedy):
    text = PINGLIANG["standard.yml"] + line
    content = write(tmp_path / "content", PINGLIANG | {"standard.yml": text})
    told = json.loads(run("check", "--content", content, "--as-of", DAY, "--format", "json"))
    found = [f for f in told["findings"] if f["path"] == "standard.yml" and f["severity"] == "error"]
    assert [f["field"] for f in found][:1] == [field]
    assert found[0]["line"] >= text[: text.index(line)].count("\n") if field != "rules.venue.place" else True
    assert remedy in found[0]["remedy"] + found[0]["message"]
    assert told["homes"]["kongtong/home"]["status"] == "published"


def test_a_have_without_a_duty_is_an_error(tmp_path):
    text = PINGLIANG["standard.yml"].replace("haves:\n", "haves:\n  brand: {label: 有品牌}\n")
    content = write(tmp_path / "content", PINGLIANG | {"standard.yml": text})
    told = json.loads(run("check", "--content", content, "--as-of", DAY, "--format", "json"))
    assert ("haves.brand", "error") in {(f["field"], f["severity"]) for f in told["findings"]}


def _constants(path: Path) -> list[tuple[int, str]]:
    """Text of a module that may reach a reader: its constants without docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    notes = {
        id(body[0].value)
        for node in ast.walk(tree)
        if (body := getattr(node, "body", None)) and isinstance(body, list) and isinstance(body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes
    ]


def test_nothing_of_beijing_is_fixed_in_the_program():
    modules = [
        path for path in (ROOT / "generator").rglob("*.py") if path != ROOT / "generator/content/values/hour_words.py"
    ]
    found = [(path.name, *row) for path in modules for row in _constants(path) if BEIJINGS.search(row[1])]
    texts = [*(ROOT / "theme").rglob("*.html"), *(ROOT / "theme").rglob("*.js"), *(ROOT / "generator").rglob("*.html")]
    found += [(path.name, match[0]) for path in texts for match in BEIJINGS.finditer(path.read_text("utf-8"))]
    assert found == []
