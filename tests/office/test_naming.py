"""Names that the federation announced become codes; what is not sure is asked, and then nothing is written."""

from __future__ import annotations

import docx
import openpyxl
import pytest

from .returned_books import run

NAME, ID = "枣营北里社区妇女之家", "chaoyang/zaoying-beili"
HOME = f"name: {NAME}\nkind: community\nstreet: maizidian\n"


@pytest.fixture
def city(folder):
    folder.home("home.yml", HOME)
    folder.home("families.yml", "- {id: zhang-2026, family: 张××家庭, year: 2026}\n")
    folder.write("recognition/2026-city.yml", "# 市级\nlevel: city\nyear: 2026   # 今年\n")
    return folder


def text(file, *lines):
    file.write_bytes("\n".join(lines).encode("gb18030"))
    return file


def document(file, *lines, table=()):
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    if table:
        cells = made.add_table(len(table), len(table[0]))
        for row, values in zip(cells.rows, table, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    made.save(file)
    return file


def sheet(file, *rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(file)
    return file


LISTS = {
    "text": lambda at: text(at / "名单.txt", "示范妇女之家名单", "一、朝阳区（1 个）", f"1. {NAME}"),
    "paragraphs": lambda at: document(at / "名单.docx", "2026 年名单", "朝阳区", f"麦子店街道{NAME}"),
    "a table in a document": lambda at: document(at / "b.docx", "名单", table=[("区", "名称"), ("朝阳区", NAME)]),
    "a sheet": lambda at: sheet(at / "名单.xlsx", ("区县", "街道", "名称"), ("朝阳区", "麦子店街道", NAME)),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_looked_through_and_then_written(city, tmp_path, kind):
    file = LISTS[kind](tmp_path)
    path = city.root / "recognition/2026-city.yml"
    before = path.read_bytes()
    told = run("import", "--content", city.root, "--names", "2026-city", file)
    assert f"→ {ID}" in told and "还没有写" in told and path.read_bytes() == before
    run("import", "--content", city.root, "--names", "2026-city", "--write", file)
    assert path.read_text() == f"# 市级\nlevel: city\nyear: 2026   # 今年\nrecognised: [{ID}]\n"
    assert "1 个已经在里面" in run("import", "--content", city.root, "--names", "2026-city", "--write", file)
    assert path.read_text().count(ID) == 1


def test_what_is_not_sure_stops_all_of_it(city, tmp_path):
    city.write("homes/chaoyang/other/home.yml", HOME.replace("maizidian", "wangjing"))
    file = text(tmp_path / "名单.txt", "朝阳区", NAME, "没有的社区妇女之家")
    told = run("import", "--content", city.root, "--names", "2026-chaoyang", "--write", file, status=1)
    assert "同名的有" in told and "写上街道" in told and "没有这个妇女之家" in told
    assert not (city.root / "recognition/2026-chaoyang.yml").exists()


def test_a_round_of_a_district_begins_with_its_level(city, tmp_path):
    run("import", "--content", city.root, "--names", "2026-chaoyang", "--write", text(tmp_path / "a.txt", NAME))
    written = (city.root / "recognition/2026-chaoyang.yml").read_text()
    assert written.startswith("level: district\nyear: 2026\n") and ID in written


def test_families_are_named_beside_their_home(city, tmp_path):
    rows = [("妇女之家", "家庭", "级别"), (f"朝阳区{NAME}", "张××家庭", "首都级")]
    file = sheet(tmp_path / "家庭.xlsx", *rows)
    told = run("import", "--content", city.root, "--names", "2026-families", "--write", file)
    assert "zhang-2026" in told
    written = (city.root / "recognition/2026-families.yml").read_text()
    assert ID in written and "zhang-2026" in written and "capital" in written


@pytest.mark.parametrize("asked", ["2026", "2026-nowhere", "../x", "city"])
def test_only_the_files_of_a_round_are_written(city, tmp_path, asked):
    told = run("import", "--content", city.root, "--names", asked, text(tmp_path / "a.txt", NAME), status=2)
    assert "2026-city" in told


def test_a_damaged_document_is_refused(city, tmp_path):
    file = LISTS["paragraphs"](tmp_path)
    file.write_bytes(file.read_bytes()[:-200])
    assert "坏了" in run("import", "--content", city.root, "--names", "2026-city", file, status=2)


TWO = f"朝阳区：{NAME}、麦田里社区妇女之家"
OTHER = "chaoyang/maitianli"


@pytest.fixture
def two(city):
    city.write("homes/chaoyang/maitianli/home.yml", HOME.replace("枣营北里", "麦田里"))
    return city


@pytest.mark.parametrize(
    "line",
    [
        TWO,
        f"市妇联决定认定{NAME}、麦田里社区妇女之家等2个妇女之家为2026年示范妇女之家。",
        f"{NAME}（麦子店街道）和麦田里社区妇女之家（麦子店街道）",
    ],
)
@pytest.mark.parametrize("made", [lambda file, line: text(file.with_suffix(".txt"), line), document])
def test_every_home_on_a_line_is_taken(two, tmp_path, line, made):
    run("import", "--content", two.root, "--names", "2026-city", "--write", made(tmp_path / "a.docx", line))
    assert f"recognised: [{ID}, {OTHER}]" in (two.root / "recognition/2026-city.yml").read_text()


@pytest.mark.parametrize(
    "line",
    [
        f"{TWO}、不存在社区妇女之家",
        f"决定认定{NAME}、不存在社区妇女之家等2个",
        "决定认定不存在社区妇女之家",
        "枣营北里、麦田里社区妇女之家",
        "不存在社区、麦田里社区妇女之家",
        f"{NAME}和麦田里社区",
    ],
)
def test_one_name_on_a_line_that_is_not_known_stops_it(two, tmp_path, line):
    file = text(tmp_path / "a.txt", line)
    run("import", "--content", two.root, "--names", "2026-city", "--write", file, status=1)
    assert "recognised" not in (two.root / "recognition/2026-city.yml").read_text()


@pytest.mark.parametrize(
    "rows",
    [
        [(NAME, "枣营北里社区", "麦子店街道", "朝阳区")],
        [("1", "麦子店街道", f"朝阳区麦子店街道{NAME}", "已公示")],
    ],
)
def test_other_columns_name_no_other_home(two, tmp_path, rows):
    two.write("homes/chaoyang/street/home.yml", HOME.replace("枣营北里社区", "麦子店街道"))
    told = run("import", "--content", two.root, "--names", "2026-city", sheet(tmp_path / "a.xlsx", *rows))
    assert "认出 1 个" in told and "认不准 0 个" in told


def test_homes_of_one_name_are_told_apart_on_one_line(two, tmp_path):
    two.write("homes/chaoyang/other/home.yml", HOME.replace("maizidian", "wangjing"))
    file = text(tmp_path / "a.txt", f"麦子店街道{NAME}、望京街道{NAME}")
    run("import", "--content", two.root, "--names", "2026-city", "--write", file)
    assert f"[{ID}, chaoyang/other]" in (two.root / "recognition/2026-city.yml").read_text()


@pytest.mark.parametrize("line", [f"{NAME}张××家庭、李××家庭 首都", f"{NAME}张××家庭、麦田里社区妇女之家李××家庭 首都"])
def test_a_line_of_two_families_is_asked_about(two, tmp_path, line):
    file = text(tmp_path / "a.txt", line)
    told = run("import", "--content", two.root, "--names", "2026-families", "--write", file, status=1)
    assert "一行只写一" in told and not (two.root / "recognition/2026-families.yml").exists()
