"""附件2: its cells, filled and empty, on one page as .docx and as print; opinions stay empty until they are sealed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import zipfile

import docx
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.city import default_standard
from generator.model.recognition import Application, Opinion
from generator.office.reports import annex, annex_page
from tests.browser.chromium import open_context
from tests.conftest import DAY

from . import report_home as good

PLACE = "附件2/2026-市级/朝阳区_麦子店街道_枣营北里社区妇女之家"
ROUND = """level: city
year: 2026
applications:
  - {home: chaoyang/zaoying-beili, applied: 2026-06-01, street_party_opinion: {date: 2026-06-05, text: 同意申报},
     district_opinion: {date: 2026-12-01, text: 同意推荐}, result: 96.5}
"""
CELLS = [
    ["申报单位", "枣营北里社区妇女之家"],
    ["负责人姓名", "王秀兰", "职务", "社区妇联主席"],
    ["人员数量", "专职人员", "1（人）"],
    ["人员数量", "兼职人员", "2（人）"],
    ["经费保障情况", "常住妇女人口", "3120（人）"],
    ["经费保障情况", "工作经费", "8000（元/年）"],
    ["规范化建设情况", "*"],
    ["特色活动和品牌", "“周三说事”，属于维护权益。"],
    ["所在乡镇（街道）党（工）委意见", "（盖章）年月日", "区妇联意见", "（盖章）年月日"],
    ["市妇联意见", "（盖章）年月日"],
]
PROGRAM = re.compile(r"homes report|homes/|generator|mkdocs|python|recognition/|工作资料", re.IGNORECASE)


def rows(data: bytes) -> list[list[str]]:
    """Cells of the form's table, without blanks; cells that span columns once."""
    (table,) = docx.Document(io.BytesIO(data)).tables
    found = []
    for row in table.rows:
        seen: list[object] = []
        seen += [cell._tc for cell in row.cells if cell._tc not in seen]
        texts = {id(cell._tc): re.sub(r"\s", "", cell.text) for cell in row.cells}
        found.append(list(texts.values()))
    return found


def report(folder, out, *options: str):
    good.write(folder)
    folder.write("recognition/2026-city.yml", ROUND)
    command = ["report", "--content", str(folder.root), "--as-of", "2026-07-01", "--out", str(out), *options]
    outcome = CliRunner().invoke(main, command)
    assert outcome.exit_code == 0, outcome.output
    return out


@pytest.fixture(scope="module")
def blank():
    standard = default_standard()
    return annex.blank(standard, standard.honours.homes[0], 2026)


def test_the_form_is_that_of_the_policy_cell_for_cell(folder, tmp_path):
    out = report(folder, tmp_path / "out")
    data = (out / f"{PLACE}.docx").read_bytes()
    found = rows(data)
    assert found[6][1].startswith("活动场所：朝阳区枣营北里1号楼，与党群服务中心共用，")
    assert [
        ["*" if (number, at) == (6, 1) else cell for at, cell in enumerate(row)] for number, row in enumerate(found)
    ] == CELLS
    page = (out / f"{PLACE}.html").read_text("utf-8")
    printed = [
        [re.sub(r"\s|<[^>]+>", "", cell) for cell in re.findall("<td.*?>(.*?)</td>", row)]
        for row in re.findall("<tr.*?>(.*?)</tr>", page)
    ]
    whole = [[cell for cell in row if cell != "*"] for row in CELLS]
    whole[3], whole[5] = whole[3][1:], whole[5][1:]  # in HTML a cell that goes on stands once
    assert [[cell for cell in row if not cell.startswith("活动场所")] for row in printed] == whole
    above = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    assert above[:3] == ["附件2", "市级“示范妇女之家”申报表", "（2026 年度）"]


def test_who_has_not_applied_has_one_for_this_year_and_an_empty_one_lies_there(folder, tmp_path):
    out = report(folder, tmp_path / "out")
    assert rows((out / "附件2/2026-市级/朝阳区_麦子店街道_霞光里社区妇女之家.docx").read_bytes())[0] == [
        "申报单位",
        "霞光里社区妇女之家",
    ]
    empty = rows((out / "附件2/2026-市级/空白.docx").read_bytes())
    assert [row[-1] for row in empty] == ["", "", *["（人）"] * 3, "（元/年）", "", "", *["（盖章）年月日"] * 2]
    assert "参照附件 2 的样式" in (out / "附件2/2026-区级/空白.html").read_text("utf-8")
    linked = (out / f"homes/{good.ID}.html").read_text("utf-8")
    assert f'href="../../{PLACE}.docx"' in linked and f'href="../../{PLACE}.html"' in linked


def test_opinions_are_filled_in_a_copy_alone_that_says_so(folder, tmp_path):
    out = report(folder, tmp_path / "out", "--record-copy")
    found = rows((out / f"{PLACE}.docx").read_bytes())
    assert found[8] == [
        "所在乡镇（街道）党（工）委意见",
        "同意申报（盖章）2026年6月5日",
        "区妇联意见",
        "（盖章）年月日",
    ]
    for file in (f"{PLACE}.docx", f"{PLACE}.html"):
        assert "录入件，以盖章原件为准" in whole(out / file)
    assert "录入件" not in whole(out / "附件2/2026-市级/空白.docx")
    assert "录入件" not in whole(report(folder, tmp_path / "again") / f"{PLACE}.docx")


def whole(path) -> str:
    """All that a file says, the parts of a document too."""
    if path.suffix == ".html":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_what_is_handed_in_names_no_program_and_no_internal_mark(folder, tmp_path):
    out = report(folder, tmp_path / "out")
    for path in sorted((out / "附件2").rglob("*.*")):
        assert not PROGRAM.findall(whole(path)), path
    assert "工作资料 不得外传" in (out / "index.html").read_text("utf-8")


def test_two_times_the_same_bytes(folder, tmp_path):
    one, two = report(folder, tmp_path / "one"), report(folder, tmp_path / "two")
    files = sorted(path.relative_to(one) for path in (one / "附件2").rglob("*.*"))
    assert files and all((one / file).read_bytes() == (two / file).read_bytes() for file in files)


@pytest.mark.parametrize("length", [0, 200, 600, 5000])
def test_the_form_stays_on_one_page_however_long_its_texts(blank, length):
    form = dataclasses.replace(
        blank,
        conditions=tuple(
            (name, "图书角、投影仪，共 12 间。" * (length // 45 + 1)) for name in ("活动场所", "服务设施", "台账")
        ),
        brand=("周三说事" * (length // 4),),
        remarks=(annex.RECORD_COPY,),
    )
    page = annex_page.layout(form)
    rows_of_one_line = 6 * annex_page.ROW
    assert 270 > rows_of_one_line + sum(page.boxes) + 2 * page.opinion > 180
    assert page.opinion >= annex_page.LEAST and min(page.boxes) >= annex_page.LABEL and page.size >= 7.5
    line = page.size * annex_page.LEADING * 25.4 / 72
    for texts, height in zip(page.texts, page.boxes, strict=True):
        taken = annex_page.lines(texts, page.size) * line
        assert taken <= height
        assert taken + 2 * line + 4 > height or not texts[-1].endswith(
            "）"
        )  # cut where there is no room, and not before
    cut = page.texts[1] != form.brand
    assert cut == (length == 5000) == page.texts[1][-1].endswith("……（其余见申报材料）")


LONG = {
    "枣营北里社区妇女之家": "某某某街道易地搬迁安置" * 3 + "社区妇女之家",
    "王秀兰": "古丽巴哈尔·阿不都热西提",
    "社区妇联主席": "社区妇联主席、党委副书记、居委会副主任、网格长",
}


def test_values_of_several_lines_leave_it_on_one_page(browser, folder, tmp_path):
    report(folder, tmp_path / "out")
    home = folder.root / f"homes/{good.ID}/home.yml"
    text = home.read_text("utf-8")
    for short, long in LONG.items():
        assert short in text
        text = text.replace(short, long)
    home.write_text(re.sub("address: .*", "address: 朝阳区" + "枣营北里东区" * 15, text), "utf-8")
    command = ["report", "--content", str(folder.root), "--as-of", "2026-07-01", "--out", str(tmp_path / "long")]
    assert CliRunner().invoke(main, command).exit_code == 0
    forms = tmp_path / "long/附件2/2026-市级"
    (name,) = [one.stem for one in forms.glob("*.docx") if "易地搬迁" in one.stem]
    (table,) = docx.Document(forms / f"{name}.docx").tables
    heights = [row.height.mm for row in table.rows]
    assert min(heights[:2]) > annex_page.ROW + 2 and sum(heights) < 297 - 28 - 24
    context = open_context(browser, DAY)
    page = context.new_page()
    page.goto((forms / f"{name}.html").as_uri())
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    room = """cells => cells.map(cell => {
      const range = document.createRange(), box = cell.getBoundingClientRect();
      range.selectNodeContents(cell);
      const text = range.getBoundingClientRect();
      return text.height ? Math.min(text.top - box.top, box.bottom - text.bottom) : 9;
    })"""
    assert min(page.locator("td").evaluate_all(room)) > 1  # px between a border and what stands in its cell
    context.close()


def test_a_copy_shows_nothing_of_a_later_day(blank):
    application = Application("a/b", None, Opinion(dt.date(2026, 6, 5), "同意"), Opinion(dt.date(2026, 7, 2), "同意"))
    first, second, third = annex.record_copy(blank, application, dt.date(2026, 7, 1)).opinions
    assert (first.text, first.day) == ("同意", dt.date(2026, 6, 5))
    assert (second.text, second.day, third.day) == ("", None, None)


def test_the_print_is_one_page(browser, folder, tmp_path):
    out = report(folder, tmp_path / "out")
    context = open_context(browser, DAY)
    page = context.new_page()
    for place in (PLACE, "附件2/2026-市级/空白"):
        page.goto((out / f"{place}.html").as_uri())
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    context.close()
