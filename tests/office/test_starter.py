"""A new city: its folder comes from a list of districts, holds no error, and publishes its first home."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from generator.cli import main

PROJECT = Path(__file__).parents[2]
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


TOWNS = """东莞市 441900
441900003 东城街道办事处
441900003001 岗贝社区居民委员会
441900101 石碣镇
441900101200 石碣村委会
441900101201 唐洪村村民委员会
441900101001 中心社区
"""


def test_a_city_without_districts_has_its_towns_in_their_place(tmp_path):
    done = new_city(tmp_path, TOWNS, city="东莞市")
    assert done.exit_code == 0 and "2 个街镇，4 个村、社区" in done.output, done.output
    assert 'name: 东城街道   # 名称\ncode: "441900003"   # 9 位区划代码' in district(tmp_path, "dongcheng")
    town = district(tmp_path, "shijie")
    assert re.findall("name: (.+)}", town) == ["石碣村", "唐洪村", "中心社区"]
    assert "街道乡镇" not in town and "# 一个街镇的设置：村社区" in town
    content = tmp_path / "city/content"
    settings = (content / "city.yml").read_text("utf-8")
    assert "district: 街镇 " in settings and "label: 街镇级" in settings
    assert checked(content) == []
    homes("new", "shijie/shijie", "--content", content)
    profile = content / "homes/shijie/shijie/home.yml"
    text = profile.read_text("utf-8").replace("新的妇女之家", "石碣村妇女之家").replace("kind:", "kind: 村", 1)
    profile.write_text(text.replace("street:", 'division: "441900101200"\nstreet: 石碣村', 1), "utf-8")
    assert checked(content) == []
    settings = settings.replace("approval: required", "approval: none")
    (content / "city.yml").write_text(settings, "utf-8")
    built = homes("build", "--content", content, "--site", tmp_path / "site", "--as-of", DAY, "--workers", "1")
    assert built.exit_code == 0, built.output
    front, town = (
        re.sub(r"<[^>]*>|\s", "", (tmp_path / f"site/{name}index.html").read_text("utf-8"))
        for name in ("", "districts/shijie/")
    )
    assert "在您那个街镇" in front and "东城" in front and "在您那个区" not in front
    assert "2个村、1个社区" in town or "1个社区、2个村" in town
    said = "".join(path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html"))
    assert not re.search("(?<!社)区妇联|本区|按区、|北京(?!时间)|首都", said)


def test_so_has_a_county(tmp_path):
    done = new_city(tmp_path, "530124000000 富民县\n530124001000 永定街道\n530124102000 罗免镇\n", city="富民县")
    assert (
        "2 个街镇，0 个村、社区" in done.output
        and "content/districts/yongding/district.yml 写上 streets" in done.output
    )
    levels = (tmp_path / "city/content/city.yml").read_text("utf-8").partition("  families:")[2]
    assert re.findall("label: ([^}]+)}", levels) == ["本家", "街镇级", "县级", "市级", "省级", "全国"]
    assert checked(tmp_path / "city/content") == []


@pytest.mark.parametrize(
    ("listed", "district", "province"),
    [
        ("道里区 230102\n", "区", True),
        ("道里区 230102\n依兰县 230123\n五常市 230184\n", "区县", True),
        ("依兰县 230123\n五常市 230184\n", "县市", True),
        ("东河区 150202\n固阳县 150222\n达尔罕茂明安联合旗 150223\n", "旗县区", True),
        ("新华区 310115\n", "区", False),
    ],
)
def test_words_and_levels_come_from_the_list(tmp_path, listed, district, province):
    new_city(tmp_path, listed, "区.txt")
    text = (tmp_path / "city/content/city.yml").read_text("utf-8")
    assert f"  district: {district}   #" in text and f"label: {district}级, plaque" in text
    assert ("{id: province, label: 省级}" in text) is province
    assert "information_system: null" in text and "首都" not in text and "quota:" not in text.replace("# quota:", "")


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


@pytest.mark.parametrize("city", ["东莞市", "富民县"])
def test_a_village_without_its_town_before_it_is_named(tmp_path, city):
    listed = TOWNS.replace("东莞市 441900\n", f"{city} 441900\n") + "441900102200 涌口村委会\n"
    if city == "富民县":
        listed = listed.replace("441900", "530124")
    done = new_city(tmp_path, listed, city=city)
    assert done.exit_code == 2 and not (tmp_path / "city").exists()
    assert re.search("第 8 行“涌口村委会”前面没有它的街道或镇（(441900|530124)102）", done.output), done.output


def test_villages_of_districts_are_passed_over(tmp_path):
    done = new_city(tmp_path, LIST + "230102001001 某某社区居委会\n230103009001 无主社区居委会\n")
    assert done.exit_code == 0 and "3 个区县，4 个街道乡镇" in done.output, done.output


def test_it_brings_the_contract_and_what_a_server_installs(tmp_path):
    new_city(tmp_path)
    assert {path.name for path in (tmp_path / "city/docs").iterdir()} == {"content-format.md", "standard.md"}
    for name in ("content-format", "standard"):
        assert "make docs" not in (tmp_path / f"city/docs/{name}.md").read_text("utf-8")
    assert not re.search("北京(?!时间)|首都", (tmp_path / "city/docs/content-format.md").read_text("utf-8"))
    asked = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    everything, server = (
        set(re.findall(r"^\S+==[^ ;\\]+", path.read_text("utf-8").lower(), re.MULTILINE))
        for path in (PROJECT / "requirements.txt", tmp_path / "city/deploy/requirements.txt")
    )
    assert {one.lower() for one in asked} <= server < everything


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
    assert not re.search("北京(?!时间)|朝阳|chaoyang|麦子店|胡同|hutong|枣营|zaoying|010-", "".join(pages.values()))
    shown = re.findall(r"]\((pictures/[^)]+)", "".join(pages.values()))
    assert len(shown) == 5
    assert all((tmp_path / "city/content/pages/guide" / name).read_bytes()[:4] == b"RIFF" for name in shown)


def test_its_pages_are_in_its_words_and_later_its_own(tmp_path):
    new_city(tmp_path)
    content = tmp_path / "city/content"
    (content / "pages/about.md").write_text("# 本区妇女之家的故事\n\n道里区妇联和各区一起办，本区先办。\n", "utf-8")
    settings = (content / "city.yml").read_text("utf-8")
    (content / "city.yml").write_text(settings.replace("  home: 妇女之家", "  home: 姐妹小院"), "utf-8")
    site = tmp_path / "site"
    built = homes("build", "--content", content, "--site", site, "--as-of", DAY, "--workers", "1", "--no-photos")
    assert built.exit_code == 0, built.output
    about, front = ((site / name / "index.html").read_text("utf-8") for name in ("about", ""))
    assert "道里区妇联和各区一起办，本区先办。" in about and "本区妇女之家的故事</a>" in front
    assert "姐妹小院" in (site / "guide/index.html").read_text("utf-8")


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
    homes("report", "--content", content, "--as-of", DAY, "--out", tmp_path / "reports")
    made = [*(tmp_path / "site").rglob("*.*"), *(tmp_path / "reports").rglob("*.html")]
    texts = {path: path.read_text("utf-8") for path in made if path.suffix in (".html", ".json", ".svg", ".atom")}
    assert len(texts) > 100
    assert [path for path, text in texts.items() if re.search("北京(?!时间)|首都", text)] == []


def test_a_city_goes_out_before_its_districts_and_a_district_before_its_homes(tmp_path):
    city = tmp_path / "city"
    assert homes("init", city, "--city", "哈尔滨市").exit_code == 0
    build = ("build", "--content", city / "content", "--site", tmp_path / "site", "--as-of", DAY)
    assert homes(*build).exit_code == 0, homes(*build).output
    (city / "content/districts/daoli").mkdir(parents=True)
    (city / "content/districts/daoli/district.yml").write_text('name: 道里区\ncode: "230102"\n')
    done = homes(*build)
    assert done.exit_code == 0 and (tmp_path / "site/districts/daoli/index.html").is_file(), done.output


def test_the_federations_files_hold_no_error_before_they_are_filled(tmp_path):
    new_city(tmp_path)
    content = tmp_path / "city/content"
    done = homes("new", "--recognition", "2027", "--content", content)
    assert done.exit_code == 0, done.output
    assert {path.name for path in (content / "recognition").iterdir()} == {
        "2027-city.yml", "2027-daoli.yml", "2027-nangang.yml", "2027-wuchang.yml", "2027-families.yml", "2027-brands.yml",
    }  # fmt: skip
    assert checked(content) == []
    heads = [path.read_text("utf-8").split("\n")[0] for path in (content / "recognition").iterdir()]
    assert any("道里区 2027 年" in head for head in heads) and not any(re.search("[一-龥]2027", head) for head in heads)
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
