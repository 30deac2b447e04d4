"""The writer of .docx: the same bytes each time, in order for Word, and read back word for word."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.shared import Mm, Pt
from PIL import Image

from generator.documents.docx import write
from generator.documents.parts import FONTS, Cell, Page, Paragraph, Picture, Run, Section, Table, row, text

NASTY = ["A&B <x>", "“引号”'\"", "一行\n两行\t格", "  空格  ", "𠮷野家 👩‍👧", "]]>", "&amp;"]
LANDSCAPE = Page(297, 210, 20, 20, 20, 20)


def picture(kind: str, color: str = "#a61e32") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 6), color).save(stream, kind)
    return stream.getvalue()


def whole() -> bytes:
    """A document with everything that the writer knows."""
    table = Table(
        (
            row("项目", "意见", "日期", style="note", align="center"),
            (
                Cell((text("市妇联意见", "note"),), shade="F5F0E6"),
                Cell((text("同意", "note"), text("盖章", "note")), span=2),
            ),
            (Cell((), span=3),),
            (Cell((text("两行", "note"),), merge="first"), Cell((), span=2, align="bottom")),
            (Cell((), merge="on"), Cell((), span=2)),
        ),
        (40, 80, 36),
        head=1,
        heights=(0, 0, 30),
    )
    first = Section(
        (
            text("信息发布审核单", "title"),
            text("一、内容", "heading1"),
            text("（一）电话", "heading2"),
            *(text(one, indent=2) for one in NASTY),
            Paragraph(
                (Run("楷体", font="楷体", bold=True, size=18, color="A61E32"), Run("，后面")),
                align="right",
                keep_next=True,
            ),
            Paragraph((Run("署名"),), align="right", line=20, end=4),
            table,
        )
    )
    pictures = tuple(
        Paragraph((Picture(data, 60, 45, "门前“A&B”"),)) for data in (picture("PNG"), picture("JPEG"), picture("PNG"))
    )
    return write(
        [first, Section(pictures, LANDSCAPE, numbered=False)], "审核单 A&B", "北京市妇女联合会", "工作资料 A&B"
    )


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def test_every_word_is_read_back():
    document = opened(whole())
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words[:3] == ["信息发布审核单", "一、内容", "（一）电话"]
    assert words[3 : 3 + len(NASTY)] == NASTY
    assert [paragraph.style.name for paragraph in document.paragraphs[:3]] == ["Title", "Heading 1", "Heading 2"]
    (table,) = document.tables
    assert [[cell.text for cell in one.cells] for one in table.rows] == [
        ["项目", "意见", "日期"], ["市妇联意见", "同意\n盖章", "同意\n盖章"], ["", "", ""],
        ["两行", "", ""], ["两行", "", ""],
    ]  # fmt: skip
    assert document.core_properties.title == "审核单 A&B"


def test_pages_pictures_and_look_are_as_asked():
    document = opened(whole())
    first, second = document.sections
    assert [round(length.mm) for length in (first.page_width, first.top_margin, first.bottom_margin)] == [210, 37, 35]
    assert (round(second.page_width.mm), second.orientation.name) == (297, "LANDSCAPE")
    assert [one.header.paragraphs[0].text for one in (first, second)] == ["工作资料 A&B"] * 2
    assert not opened(write([Section((text("一"),))], "x")).sections[0].header.paragraphs[0].text
    assert [row.height and round(row.height.mm) for row in document.tables[0].rows] == [None, None, 30, None, None]
    signed = next(paragraph for paragraph in document.paragraphs if paragraph.text == "署名")
    assert (signed.paragraph_format.line_spacing, signed.paragraph_format.right_indent) == (Pt(20), Pt(64))
    assert "".join(one.text or "" for one in first.footer._element.iter() if one.tag.endswith("}t")) == "— 1 —"
    assert [(shape.width, shape.height) for shape in document.inline_shapes] == [(Mm(60), Mm(45))] * 3
    run = next(paragraph for paragraph in document.paragraphs if "后面" in paragraph.text).runs[0]
    assert (run.font.name, run.font.bold, run.font.size, str(run.font.color.rgb)) == ("楷体", True, Pt(18), "A61E32")
    assert document.styles["Heading 1"].font.name == "黑体"


def test_the_bytes_are_the_same_each_time():
    assert whole() == whole()
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        names = archive.namelist()
        assert names == sorted(names) and names[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len([name for name in names if "media" in name]) == 2  # one picture twice is there once
        fonts = archive.read("word/fontTable.xml").decode()
    assert all(name in fonts and others[0] in fonts for name, others in FONTS.items())


def test_every_part_is_named_and_every_link_leads_to_one():
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        names = set(archive.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
        types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
        assert {one.get("PartName", "/[")[1:] for one in types} - {"["} <= names
        targets = ElementTree.fromstring(archive.read("word/_rels/document.xml.rels"))
        assert {f"word/{one.get('Target')}" for one in targets} <= names


ORDER = {
    "pPr": "pStyle keepNext widowControl autoSpaceDE autoSpaceDN spacing ind jc outlineLvl sectPr",
    "rPr": "rFonts b color spacing kern sz szCs lang",
    "tblPr": "tblW jc tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "trPr": "cantSplit trHeight tblHeader",
    "sectPr": "headerReference footerReference pgSz pgMar",
    "style": "name basedOn qFormat pPr rPr",
    "font": "altName charset family pitch",
}
"""The order of elements in ECMA-376, which Word insists on, of those that are used."""


@pytest.mark.parametrize("part", ["document", "styles", "fontTable", "footer", "header"])
def test_elements_stand_in_the_order_of_the_schema(part):
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        root = ElementTree.fromstring(archive.read(f"word/{part}.xml"))
    for element in root.iter():
        order = ORDER.get(element.tag.rpartition("}")[2], "").split()
        if order:
            assert [order.index(child.tag.rpartition("}")[2]) for child in element] == sorted(
                order.index(child.tag.rpartition("}")[2]) for child in element
            )


def test_what_xml_has_no_character_for_is_left_out():
    assert opened(write([Section((text("一\x00二\x0b三\ufffe四"),))], "题\x01目")).paragraphs[0].text == "一二三四"


def test_another_kind_of_picture_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="neither"):
        write([Section((Paragraph((Picture(picture("GIF"), 10, 10, "x"),)),))], "x")
