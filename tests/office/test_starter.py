"""A new city: its folder comes from a list of districts, holds no error, and publishes its first home."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from generator.cli import main

DAY = "2026-11-23"
LIST = """统计用区划代码,名称
230100000000,哈尔滨市
230101000000,市辖区
230102000000,道里区
230102001000,兆麟街道办事处
230102100000,太平镇
230103000000,南岗区
230103006000,花园街道
230184000000,五常市
230184200000,红旗满族乡
"""


def homes(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def new_city(folder: Path, listed: str | bytes = LIST, name: str = "区划.csv", city: str = "哈尔滨市") -> Result:
    file = folder / name
    file.write_bytes(listed if isinstance(listed, bytes) else listed.encode())
    return homes("init", folder / "city", "--city", city, "--districts", file)


def district(folder: Path, slug: str) -> str:
    return (folder / f"city/content/districts/{slug}/district.yml").read_text("utf-8")


def checked(content: Path) -> list[dict[str, object]]:
    done = homes("check", "--content", content, "--as-of", DAY, "--format", "json")
    return [f for f in json.loads(done.output)["findings"] if f["severity"] == "error"]


def test_districts_and_streets_come_from_the_list(tmp_path):
    done = new_city(tmp_path)
    assert done.exit_code == 0 and "3 个区县，4 个街道乡镇" in done.output, done.output
    assert 'name: 道里区   # 名称\ncode: "230102"' in district(tmp_path, "daoli")
    assert "{slug: zhaolin, name: 兆麟街道, kind: street}" in district(tmp_path, "daoli")
    assert "{slug: taiping, name: 太平镇, kind: town}" in district(tmp_path, "daoli")
    assert "{slug: hongqimanzu, name: 红旗满族乡, kind: township}" in district(tmp_path, "wuchang")
    assert checked(tmp_path / "city/content") == []


@pytest.mark.parametrize(
    "listed",
    [
        "道里区 230102\n南岗区 230103\n",
        "230102\t道里区\n230103\t南岗区\n",
        "道里区,230102\n南岗区,230103\n".encode("gb18030"),
    ],
)
def test_a_plain_list_will_do(tmp_path, listed):
    done = new_city(tmp_path, listed, "区.txt")
    assert done.exit_code == 0 and "2 个区县" in done.output, done.output


def test_so_will_a_sheet(tmp_path):
    book = openpyxl.Workbook()
    for row in (["区县", "代码"], ["道里区", 230102], ["南岗区", "230103"]):
        book.active.append(row)
    book.save(tmp_path / "区划.xlsx")
    done = homes("init", tmp_path / "city", "--city", "哈尔滨市", "--districts", tmp_path / "区划.xlsx")
    assert done.exit_code == 0 and "2 个区县" in done.output, done.output


def test_a_city_without_districts_is_one(tmp_path):
    done = new_city(tmp_path, "东莞市 441900\n441900003 东城街道\n441900101 石碣镇\n", city="东莞市")
    assert done.exit_code == 0 and "1 个区县，2 个街道乡镇" in done.output, done.output
    assert "name: 东莞市" in district(tmp_path, "dongguan")


def test_two_names_that_sound_alike_have_two_codes(tmp_path):
    new_city(tmp_path, "道里区 230102\n230102001 花园街道\n230102100 花园镇\n230102101 华园镇\n")
    slugs = re.findall(r"slug: (\S+),", district(tmp_path, "daoli"))
    assert slugs == ["huayuan", "huayuanzhen", "huayuanzhen-2"]


def test_lines_that_can_not_be_read_are_all_named(tmp_path):
    done = new_city(tmp_path, "道里区 230102\n南岗区 23010\n五常市 230184\n230184 又一个\n999999001 无主街道\n")
    assert done.exit_code == 2 and not (tmp_path / "city").exists()
    assert "第 2 行“南岗区 23010”" in done.output
    assert "第 4 行“又一个”的代码 230184 和“五常市”一样" in done.output
    assert "第 5 行“无主街道”前面没有它的区县（999999）" in done.output


def test_nothing_is_written_over(tmp_path):
    new_city(tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "city").rglob("*") if path.is_file()}
    done = new_city(tmp_path)
    assert done.exit_code == 2 and "已经有东西了" in done.output
    assert {path: path.read_bytes() for path in (tmp_path / "city").rglob("*") if path.is_file()} == before


def test_its_pages_are_its_own(tmp_path):
    new_city(tmp_path)
    pages = {path.name: path.read_text("utf-8") for path in (tmp_path / "city/content/pages").rglob("*.md")}
    assert {"about.md", "privacy.md", "accessibility.md", "index.md"} <= set(pages)
    assert "这里是哈尔滨各个妇女之家的家门口" in pages["about.md"]
    assert "homes new daoli/" in pages["folder.md"] and "street: zhaolin" in pages["folder.md"]
    assert not re.search("北京|朝阳|chaoyang|麦子店", "".join(pages.values()))
    shown = re.findall(r"]\((pictures/[^)]+)", "".join(pages.values()))
    assert len(shown) == 5
    assert all((tmp_path / "city/content/pages/guide" / name).read_bytes()[:4] == b"RIFF" for name in shown)


def test_the_first_home_goes_out(tmp_path):
    new_city(tmp_path)
    content = tmp_path / "city/content"
    homes("new", "daoli/zhaolin", "--content", content)
    profile = content / "homes/daoli/zhaolin/home.yml"
    text = profile.read_text("utf-8").replace("新的妇女之家", "兆麟社区妇女之家")
    text = re.sub("^kind:", "kind: 社区", text, flags=re.MULTILINE)
    profile.write_text(re.sub("^street:", "street: 兆麟街道", text, flags=re.MULTILINE), "utf-8")
    assert checked(content) == []
    assert "改过还没有审的 1 家" in homes("check", "--content", content, "--as-of", DAY).output
    built = ["build", "--content", content, "--site", tmp_path / "site", "--as-of", DAY, "--workers", "1"]
    page = tmp_path / "site/homes/daoli/zhaolin/index.html"
    assert homes(*built).exit_code == 1 and not page.exists()
    assert homes("approve", "--baseline", "--content", content, "--as-of", DAY).exit_code == 0
    assert homes(*built).exit_code == 0 and "兆麟社区妇女之家" in page.read_text("utf-8")


def test_the_federations_files_hold_no_error_before_they_are_filled(tmp_path):
    new_city(tmp_path)
    content = tmp_path / "city/content"
    done = homes("new", "--recognition", "2027", "--content", content)
    assert done.exit_code == 0, done.output
    assert {path.name for path in (content / "recognition").iterdir()} == {
        "2027-city.yml", "2027-daoli.yml", "2027-nangang.yml", "2027-wuchang.yml", "2027-families.yml", "2027-brands.yml",
    }  # fmt: skip
    assert checked(content) == []
    again = homes("new", "--recognition", "2027", "--content", content)
    assert again.exit_code == 2 and "已经有了" in again.output


def test_a_feature_waits_for_its_title(tmp_path):
    new_city(tmp_path)
    content = tmp_path / "city/content"
    assert homes("new", "--press", "2026-12-01-shuangxue", "--content", content).exit_code == 0
    assert [f["path"] for f in checked(content)] == ["press/2026-12-01-shuangxue.md"]
    wrong = homes("new", "--press", "2026-13-01-shuangxue", "--content", content)
    assert wrong.exit_code == 2 and "年-月-日" in wrong.output


def test_a_district_asks_for_its_name_and_code(tmp_path):
    new_city(tmp_path)
    content = tmp_path / "city/content"
    assert homes("new", "--district", "acheng", "--content", content).exit_code == 0
    assert {(f["path"], f["field"]) for f in checked(content)} == {
        ("districts/acheng/district.yml", "name"),
        ("districts/acheng/district.yml", "code"),
    }


@pytest.mark.parametrize(
    "asked", [[], ["daoli/a", "--district", "b"], ["--press", "2026-12-01-a", "--recognition", "2027"]]
)
def test_one_thing_at_a_time(tmp_path, asked):
    done = homes("new", *asked, "--content", tmp_path)
    assert done.exit_code == 2 and "一次一样" in done.output
