"""情况通报: a draft in the grid of GB/T 9704, from figures alone, that names homes only for good practice."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from click.testing import CliRunner
from docx.shared import Mm, Pt

from generator.cli import main
from generator.model.field_types import BEIJING
from generator.office.reports import writing

from . import report_home as good

DAY = dt.datetime(2026, 7, 1, 12, tzinfo=BEIJING)
MOBILE = "138" + "00001234"  # of nobody, and in no file of ours
SECOND = """name: 东城区
code: "110101"
streets: [{slug: donghuamen, name: 东华门街道, kind: street}]
"""


@pytest.fixture
def city(folder):
    good.write(folder)
    folder.write("districts/dongcheng/district.yml", SECOND)
    folder.home("home.yml", "name: 韶九社区妇女之家\nkind: community\nstreet: donghuamen\n", "dongcheng/shaojiu")
    folder.home(
        "brand.md", f"---\ntitle: 夜谈\nsummary: 打这个电话 {MOBILE}\nlevel: home\n---\n\n说话。\n", "dongcheng/shaojiu"
    )
    chosen = ("chaoyang/zaoying-beili", "dongcheng/shaojiu", "dongcheng/nobody")
    folder.write("recognition/2026-brands.yml", "".join(f"- {{brand: {one}}}\n" for one in chosen))
    city = (folder.root / "city.yml").read_text("utf-8")
    folder.write("city.yml", f"{city}site: {{url: 'https://example.org/home/'}}\n")
    return folder


def draft(city, out) -> bytes:
    writing.write(city.assess(DAY), out)
    return (out / "通报/2026年情况通报_工作参考稿.docx").read_bytes()


@pytest.fixture
def written(city, tmp_path):
    return docx.Document(io.BytesIO(draft(city, tmp_path / "out")))


def test_the_bytes_are_the_same_each_time(city, tmp_path):
    first = draft(city, tmp_path / "one")
    assert draft(city, tmp_path / "two") == first
    city.home(
        "home.yml", "name: 韶九社区妇女之家\nkind: community\nstreet: donghuamen\nsummary: 新\n", "dongcheng/shaojiu"
    )
    assert draft(city, tmp_path / "three") == first  # what it does not speak of
    for file in ("home.yml", "brand.md"):
        (city.root / "homes/dongcheng/shaojiu" / file).unlink()
    assert draft(city, tmp_path / "four") != first


def test_papers_of_a_round_alone_leave_it_as_it_is(city, tmp_path):
    """It tells of the day, not of a round: `--round` writes none, and leaves the one that there is."""
    first = draft(city, tmp_path / "out")
    command = ["report", "--content", str(city.root), "--as-of", "2026-07-02", "--round", "2026"]
    city.write("recognition/2026-city.yml", "level: city\nyear: 2026\napplications: [{home: chaoyang/bystander}]\n")
    for out in ("out", "fresh"):
        assert CliRunner().invoke(main, [*command, "--out", str(tmp_path / out)]).exit_code == 0
    (kept,) = (tmp_path / "out/通报").iterdir()
    assert kept.read_bytes() == first and not (tmp_path / "fresh/通报").exists()
    assert (tmp_path / "fresh/计划/2026/全市_2026年度_评定计划.docx").is_file()


def test_it_names_homes_for_good_practice_alone(written):
    said = "\n".join(paragraph.text for paragraph in written.paragraphs)
    assert (
        "1．朝阳区枣营北里社区妇女之家“周三说事”。见 https://example.org/home/homes/chaoyang/zaoying-beili/brand/"
        in said
    )
    assert "2．东城区韶九社区妇女之家“夜谈”。" in said
    assert "霞光里" not in said and "王秀兰" not in said and MOBILE not in said
    assert "韶九" not in said.partition("三、")[2]
    headings = [p.text for p in written.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["一、总体情况", "二、好的做法", "三、存在的不足", "四、下一步工作"]
    assert "东城区 1 个，达标 0 个；朝阳区 2 个，达标 1 个。" in said  # by their codes
    assert "（2 个）" in said.partition("三、")[2] and "主动汇报工作（1 个，最早 9 月 10 日）" in said


def test_what_nobody_has_decided_is_a_gap(written):
    lines = [paragraph.text for paragraph in written.paragraphs]
    assert lines[0] == "〔　　〕" and lines[-2:] == ["北京市妇女联合会", "〔　　〕年〔　　〕月〔　　〕日"]
    (section,) = written.sections
    assert section.header.paragraphs[0].text == "工作参考稿　工作资料 不得外传　示例：内容是虚构的"


def test_the_page_has_22_lines_of_28_characters(written):
    (section,) = written.sections
    high = section.page_height - section.top_margin - section.bottom_margin
    wide = section.page_width - section.left_margin - section.right_margin
    normal = written.styles["Normal"]
    line, size = normal.paragraph_format.line_spacing, normal.font.size
    assert (high // line, size, normal.font.name) == (22, Pt(16), "仿宋")
    closer = written.styles.element.find(".//{*}rPrDefault//{*}spacing").get(
        written.styles.element.nsmap["w"].join("{}") + "val"
    )
    assert wide // (size + Pt(int(closer) / 20)) == 28
    assert section.bottom_margin - section.footer_distance == pytest.approx(Mm(13), abs=Mm(0.1))  # the number is below


def test_the_signature_never_stands_alone_on_a_page(written):
    *_, last, empty, signed, day = written.paragraphs
    assert last.text and all(one.paragraph_format.keep_with_next for one in (last, empty, signed))
    assert not day.paragraph_format.keep_with_next
