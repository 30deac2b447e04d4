"""Places are data: a city of districts, counties and cities, one of many streets, and one with names of its own."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from tests import harbin

ROOT = Path(__file__).parent.parent
DAY = "2026-11-23"
SLUGS = sorted(path.parent.name for path in ROOT.glob("content/districts/*/district.yml"))
NAMES = {
    name[:-1]
    for slug in SLUGS
    for name in [yaml.safe_load((ROOT / f"content/districts/{slug}/district.yml").read_text("utf-8"))["name"]]
}
BEIJINGS = re.compile(f"{'|'.join(sorted(NAMES))}|什刹海|大栅栏|010-|京ICP|京公网|京妇|七有|六项|首都|北京(?!时间)")
"""Names of Beijing's places, its area code, its registers. 北京时间 is the country's time."""


def run(*given: object) -> str:
    result = CliRunner().invoke(main, [str(one) for one in given])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.output


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Path:
    """Harbin, built: its folder has `content`, `site` and `reports`."""
    folder = tmp_path_factory.mktemp("harbin")
    harbin.write(folder / "content")
    told = run("check", "--content", folder / "content", "--as-of", DAY)
    assert "能发布 5 家" in told and "错误 0" in told, told
    run(
        "build",
        "--content",
        folder / "content",
        "--site",
        folder / "site",
        "--as-of",
        DAY,
        "--no-photos",
        "--workers",
        1,
    )
    run("report", "--content", folder / "content", "--as-of", DAY, "--out", folder / "reports")
    return folder


def page(city: Path, address: str) -> str:
    return (city / "site" / address / "index.html").read_text("utf-8")


def test_no_page_or_report_names_a_place_of_beijing(city):
    files = [path for kind in ("html", "json", "svg", "ics", "xml") for path in city.rglob(f"*.{kind}")]
    files = [path for path in files if "content" not in path.relative_to(city).parts]
    text = {path: re.sub(r"<[^>]*>", "", path.read_text("utf-8")) for path in files}
    said = {(path.name, found[0]) for path, words in text.items() for found in BEIJINGS.finditer(words)}
    assert said == set() and len(files) > 100


def test_every_district_county_and_city_has_its_tile(city):
    tiles = dict(re.findall(r'class="district-tile( row-\d+ col-\d+)" href="districts/(\w+)/"', page(city, "")))
    assert len(tiles) == len(set(tiles)) == 18
    assert {slug: f" row-{row + 1} col-{column}" for slug, (_, _, (row, column), _) in harbin.DISTRICTS.items()} == {
        slug: place for place, slug in tiles.items()
    }
    # a row lower: the corner at the right is taken, where the note on the grid stands
    assert all(f">{name}<" in page(city, "") for name in ("道里", "五常", "依兰", "宾县"))


def test_what_places_are_called_is_shown_and_counts_as_its_kind(city):
    assert "1 个民族乡" in page(city, "districts/acheng") and "1 个街道" in page(city, "districts/acheng")
    names = json.loads((city / "site/search/names.json").read_text("utf-8"))
    assert [row[:2] for row in names["districts"]][-1] == ["wuchang", "五常市"]
    told = json.loads(run("check", "--content", city / "content", "--as-of", DAY, "--format", "json"))
    assert {one["status"] for one in told["homes"].values()} == {"published"}
    report = run("report", "--content", city / "content", "--as-of", DAY, "--home", "shangzhi/linchang")
    assert "林场" in report


def test_a_district_may_have_hundreds_of_streets(tmp_path):
    content = harbin.write(tmp_path / "content")
    path = content / "districts/yilan/district.yml"
    district = yaml.safe_load(path.read_text("utf-8"))
    district["streets"] += [{"slug": f"xiang-{n}", "name": f"第{n}乡", "kind": "township"} for n in range(300)]
    path.write_text(yaml.safe_dump(district, allow_unicode=True), "utf-8")
    home = content / "homes/yilan/yi/home.yml"
    home.parent.mkdir(parents=True)
    home.write_text("name: 依兰妇女之家\nkind: 苏木\nstreet: 第299乡\n", "utf-8")
    wrong = content / "homes/yilan/er/home.yml"
    wrong.parent.mkdir(parents=True)
    wrong.write_text("name: 二家妇女之家\nkind: 行政村\nstreet: 没有这个乡\n", "utf-8")
    told = json.loads(run("check", "--content", content, "--as-of", DAY, "--format", "json"))
    (unknown,) = [f for f in told["findings"] if f["rule"] == "house.street"]
    assert "等 301 个" in unknown["remedy"] and len(unknown["remedy"]) < 1200
    assert told["homes"]["yilan/yi"]["status"] == "published"
    site = tmp_path / "site"
    run("build", "--content", content, "--site", site, "--as-of", DAY, "--no-photos", "--workers", 1)
    shown = (site / "districts/yilan/index.html").read_bytes()
    assert shown.count(b"/xiang-") == 300 and len(shown) < 60_000
    run("workbook", "yilan", "--content", content, "--out", tmp_path / "yilan.xlsx")
    assert (tmp_path / "yilan.xlsx").stat().st_size > 10_000


def test_a_street_without_a_kind_is_called_by_its_ending_or_as_the_city_calls_any(tmp_path):
    city = harbin.CITY.replace("民族乡: township}", "民族乡: township, 社区: street}").replace("街道乡镇,", "村、社区,")
    content = harbin.write(tmp_path / "content", city=city)
    rows = [{"slug": f"p{n}", "name": name} for n, name in enumerate(("一社区", "二社区", "三镇", "四里"))]
    district = {"name": "依兰县", "code": "230123", "streets": rows}
    (content / "districts/yilan/district.yml").write_text(yaml.safe_dump(district, allow_unicode=True), "utf-8")
    run("build", "--content", content, "--site", tmp_path / "site", "--as-of", DAY, "--no-photos", "--workers", 1)
    shown = (tmp_path / "site/districts/yilan/index.html").read_text("utf-8")
    assert re.findall(r'class="kind">([^<]*)<', shown) == ["2 个社区", "1 个村社区", "1 个镇"]


def test_prefectures_stand_above_their_districts(tmp_path):
    content = harbin.write(tmp_path / "content")
    for path in content.glob("districts/*/district.yml"):
        district = yaml.safe_load(path.read_text("utf-8"))
        district["prefecture"] = "东部" if district["code"] > "230120" else "城区"
        path.write_text(yaml.safe_dump(district, allow_unicode=True), "utf-8")
    site = tmp_path / "site"
    run("build", "--content", content, "--site", site, "--as-of", DAY, "--no-photos", "--workers", 1)
    for address in ("", "search/", "nearby/", "activities/", "sitemap/"):
        text = (site / address / "index.html").read_text("utf-8")
        above = re.findall(r"<h[2-4][^>]*>(城区|东部)</h[2-4]>", text)
        assert above[:2] == ["城区", "东部"], address
    assert re.findall(r'class="prefecture">(\w+)<', (site / "districts/yilan/index.html").read_text("utf-8")) == [
        "东部"
    ]
    names = json.loads((site / "search/names.json").read_text("utf-8"))
    assert {row[2] for row in names["districts"]} == {"城区", "东部"}
    run("report", "--content", content, "--as-of", DAY, "--out", tmp_path / "reports")
    table = (tmp_path / "reports/index.html").read_text("utf-8")
    assert table.index(">城区<") < table.index(">双城区<") < table.index(">东部<") < table.index(">依兰县<")


def test_a_reading_has_a_syllable_for_each_letter(tmp_path):
    content = harbin.write(tmp_path / "content", city=harbin.CITY.replace("五常: wu chang", "五常: wu"))
    told = json.loads(run("check", "--content", content, "--as-of", DAY, "--format", "json"))
    (wrong,) = [f for f in told["findings"] if f["field"] == "pinyin.五常"]
    assert (wrong["severity"], wrong["path"], wrong["line"]) == ("error", "city.yml", 9)


def _spoken(path: Path) -> list[str]:
    """Text of a module that may reach a reader: its constants without docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    notes = {
        id(body[0].value)
        for node in ast.walk(tree)
        if (body := getattr(node, "body", None)) and isinstance(body, list) and isinstance(body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes
    ]


_COMMENT = {".js": r"/\*.*?\*/", ".css": r"/\*.*?\*/", ".html": r"\{#.*?#\}", ".svg": r"<!--.*?-->"}


def test_no_place_of_beijing_is_fixed_in_the_program():
    """Names and codes of its districts, its area code, its bounding box; not the profile, whose words these are."""
    fixed = re.compile(rf"{BEIJINGS.pattern}|\b(?:{'|'.join(SLUGS)})\b|\b116\.\d|\b39\.9|\b1101\d\d\b")
    found = []
    for folder in ("generator", "theme"):
        for path in sorted((ROOT / folder).rglob("*")):
            if "profiles" in path.parts or path.name == "hour_words.py":
                continue
            if path.suffix == ".py" and "drawings" not in path.parts:
                texts = _spoken(path)
            elif path.suffix in _COMMENT:
                texts = [re.sub(_COMMENT[path.suffix], "", path.read_text("utf-8"), flags=re.DOTALL)]
            else:
                continue
            found += [(path.name, match[0]) for text in texts for match in fixed.finditer(text)]
    assert found == []
