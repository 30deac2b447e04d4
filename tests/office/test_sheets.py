"""Sheets of all programs are read as rows of texts; what can't be taken as it is is marked, and no file does harm."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.diagnostics import InvalidInput
from generator.editorial.sheets import MEMORY, read_books
from generator.office.intake.reading import read_book
from generator.office.intake.sheets import MAX_COLUMNS, Mark, cell_name

from .sheet_files import ods, packed, rows, xlsx

SHEETS = Path(__file__).parent / "sheets"
STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
    '<numFmt numFmtId="171" formatCode="000000"/><numFmt numFmtId="172" formatCode="&quot;dm&quot;0"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="10"/><xf numFmtId="172"/></cellXfs></styleSheet>'
)


def read(sheet: str, **parts):
    return read_book(xlsx(sheet, **parts)).sheets[0]


def cell(reference: str, value: str, more: str = "") -> str:
    return f'<row><c r="{reference}" {more}><v>{value}</v></c></row>'


@pytest.mark.parametrize(
    ("value", "more", "text"),
    [
        ("120", "", "120"),
        ("0.1", "", "0.1"),
        ("0.30000000000000004", "", "0.3"),
        ("1.0E-3", "", "0.001"),
        ("13800000000", "", "13800000000"),
        ("1.38E+10", "", "13800000000"),
        ("46089", 's="1"', "2026-03-08"),
        ("46089.604166666664", 's="1"', "2026-03-08 14:30"),
        ("0.375", 's="1"', "09:00"),
        ("46089", 's="2"', "2026-03-08"),
        ("12.3", 's="1"', "12.3"),
        ("8.1500000000000004", 's="1"', "8.15"),
        ("2026", 's="1"', "2026"),
        ("45", 's="1"', "1900-02-13"),
        ("17000", 's="1"', "1946-07-17"),
        ("1234", 's="3"', "001234"),
        ("0.856", 's="4"', "85.6%"),
        ("12", 's="5"', "12"),
        ("1", 't="b"', "TRUE"),
        ("2026-03-08T00:00:00", 't="d"', "2026-03-08"),
        ("行一_x000D_\n行二", 't="str"', "行一\n行二"),
    ],
)
def test_a_cell_reads_as_it_shows(value, more, text):
    assert read(rows(cell("A1", value, more)), **{"styles.xml": STYLES}).rows == {1: [text]}


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_a_number_that_was_typed_into_a_date_stays_one(suffix):
    read = read_book((SHEETS / f"numbers-as-dates.{suffix}").read_bytes()).sheets[0].rows
    assert [texts[0] for texts in read.values()][:3] == ["12.3", "8.15", "2026"]
    assert [texts[0] for texts in read.values()][-2:] == ["12.1", "11.07"]


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        ('<c r="A1"><f>B1+1</f></c>', Mark.UNCOMPUTED),
        ('<c r="A1" t="str"><f>B1&amp;1</f><v></v></c>', Mark.UNCOMPUTED),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Mark.ERROR),
        ('<c r="A1" t="inlineStr"><is><t>1.38E+10</t></is></c>', Mark.LOST),
        ('<c r="A1"><v>110105199001011230</v></c>', Mark.LOST),
        ('<c r="XFD1048576"><v>1</v></c>', Mark.FAR),
    ],
)
def test_what_cannot_be_taken_as_it_is_is_marked(cells, mark):
    assert set(read(rows(f"<row>{cells}</row>")).marks.values()) == {mark}


def test_a_computed_formula_is_its_value():
    sheet = read(rows('<row><c r="B2"><f>1+1</f><v>2</v></c></row>'))
    assert (sheet.text(2, 2), sheet.marks) == ("2", {})


def test_pieces_of_a_text_are_one_and_what_is_spoken_beside_it_is_not_read():
    texts = "<sst><si><r><t>枣营</t></r><r><t>北里</t></r><rPh><t>zaoying</t></rPh></si></sst>"
    relations = (
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="x/sharedStrings" Target="texts.xml"/></Relationships>'
    )
    parts = {"texts.xml": texts, "_rels/workbook.xml.rels": relations}
    assert read(rows(cell("A1", "0", 't="s"')), **parts).rows == {1: ["枣营北里"]}


def test_merged_and_hidden_cells_are_seen_and_rows_without_references_counted():
    sheet = read(
        '<x:worksheet xmlns:x="m"><x:cols><x:col min="2" max="2" hidden="1"/></x:cols><x:sheetData><x:row><x:c><x:v>1'
        '</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><x:row hidden="1"><x:c><x:v>3</x:v></x:c></x:row></x:sheetData>'
        '<x:mergeCells><x:mergeCell ref="A1:A2"/></x:mergeCells></x:worksheet>'
    )
    assert sheet.rows == {1: ["1", "2"], 2: ["3"]}
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.merged) == ({2}, {2}, [((1, 1), (2, 1))])


def test_pictures_in_the_cells_of_wps_are_named():
    sheet = read(
        rows('<row><c r="C7" t="str"><f>_xlfn.DISPIMG("ID_A",1)</f><v>=DISPIMG("ID_A",1)</v></c></row>'),
        **{
            "cellimages.xml": '<etc:cellImages xmlns:etc="e" xmlns:r="r"><etc:cellImage><pic><cNvPr name="ID_A"/><blip '
            'r:embed="rId1"/></pic></etc:cellImage></etc:cellImages>',
            "_rels/cellimages.xml.rels": '<Relationships><Relationship Id="rId1" Type="x/image" Target="media/a.png"/>'
            "</Relationships>",
        },
    )
    assert (sheet.rows, sheet.pictures) == ({}, {(7, 3): ["xl/media/a.png"]})


def test_what_libreoffice_wrote_as_xlsx_xls_and_ods_reads_alike():
    books = {format: read_book((SHEETS / f"libreoffice.{format}").read_bytes()) for format in ("xlsx", "xls", "ods")}
    assert {format: book.format for format, book in books.items()} == {format: format for format in books}
    assert [sheet.name for sheet in books["xls"].sheets] == ["基本情况", "空"]
    for spot, text in {
        (3, 2): "名称",
        (3, 3): "2026-03-08",
        (4, 6): "13800000000",
        (5, 1): "北京\n第二行",
        (11, 1): "2026-03-08 14:30",
        (11, 2): "09:00",
    }.items():
        assert {format: book.sheets[0].text(*spot) for format, book in books.items()} == dict.fromkeys(books, text)
    xlsx_sheet = books["xlsx"].sheets[0]
    assert (xlsx_sheet.hidden_rows, xlsx_sheet.hidden_columns) == ({7}, {4})
    assert xlsx_sheet.pictures == {(13, 2): ["xl/media/image1.png"]}
    assert not books["xlsx"].unseen and "隐藏" in books["xls"].unseen


@pytest.mark.parametrize(
    "data",
    [
        '名称,电话\n枣营北里,"010-1, 2"\n'.encode(),
        '\ufeff名称,电话\r\n枣营北里,"010-1, 2"\r\n'.encode(),
        '名称,电话\n枣营北里,"010-1, 2"\n'.encode("gb18030"),
        '名称;电话\n枣营北里;"010-1, 2"\n'.encode(),
        "名称\t电话\r\n枣营北里\t010-1, 2\r\n".encode("utf-16"),
        '名称,电话\n枣营北里,="010-1, 2"\n'.replace('="010-1, 2"', '"=""010-1, 2"""').encode(),
    ],
)
def test_text_files_of_all_encodings_read_alike(data):
    assert read_book(data).sheets[0].rows == {1: ["名称", "电话"], 2: ["枣营北里", "010-1, 2"]}


def test_cells_are_named_as_in_excel():
    assert [cell_name(1, column) for column in (1, 26, 27, 702, 703, 16384)] == [
        "A1",
        "Z1",
        "AA1",
        "ZZ1",
        "AAA1",
        "XFD1",
    ]


EMPTY_ROWS = '<table:table-row table:number-rows-repeated="3"/>'
ONE = '<table:table-cell office:value-type="float" office:value="1"/>'
FAR_APART = (
    f'<table:table-row>{ONE}</table:table-row><table:table-row table:number-rows-repeated="1048574"/>'
    f'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{ONE}</table:table-row>'
)


def test_cells_of_an_ods_stand_where_they_stand():
    data = ods(
        f'{EMPTY_ROWS}<table:table-row><table:table-cell table:number-columns-repeated="2"/>{ONE}</table:table-row>'
    )
    assert read_book(data).sheets[0].rows == {4: ["", "", "1"]}


def damaged(data: bytes) -> bytes:
    """The file with the packed bytes of its sheet turned over."""
    at = data.index(b"sheet1.xml") + 20
    return data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 20]) + data[at + 20 :]


HOSTILE = {
    "a bomb": (
        lambda: xlsx(rows(f'<row><c t="inlineStr"><is><t>{"a" * 70 * 2**20}</t></is></c></row>')),
        "大得不正常",
    ),
    "empty rows": (lambda: xlsx(rows("<row/>" * 10 * 2**20)), "大得不正常"),
    "rows without end": (lambda: xlsx(rows("<row/>" * 320_000)), "超过 300000 行"),
    "entities": (lambda: xlsx('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + rows("&a;")), "文件坏了"),
    "a file of the machine": (
        lambda: xlsx('<!DOCTYPE x [<!ENTITY a SYSTEM "/etc/passwd">]>' + rows("&a;")),
        "文件坏了",
    ),
    "deep nesting": (lambda: xlsx("<a>" * 100_000), "文件坏了"),
    "no such text": (lambda: xlsx(rows('<row><c t="s"><v>-1</v></c></row>')), "文件坏了"),
    "nonsense for a cell": (lambda: xlsx(rows('<row><c r="Ä1"><v>1</v></c></row>')), "文件坏了"),
    "columns of nobody": (
        lambda: xlsx('<worksheet><col min="1" max="9999999999" hidden="1"/></worksheet>'),
        "文件坏了",
    ),
    "many far cells": (
        lambda: xlsx(rows("".join(f'<row><c r="ZZZ{number}"><v>1</v></c></row>' for number in range(1, 3000)))),
        "离表格太远",
    ),
    "many entries": (lambda: packed({str(number): "" for number in range(6000)}), "大得不正常"),
    "cut short": (lambda: xlsx(rows(""))[:-100], "没有传完"),
    "damage within": (lambda: damaged(xlsx(rows("<row/>" * 2000))), "没有传完"),
    "noise in a ZIP": (lambda: b"PK\3\4" + os.urandom(4096), "没有传完"),
    "noise in an .xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(8192), "没有传完"),
    "cells far apart in an .ods": (lambda: ods(FAR_APART), "文件坏了"),
    "with a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "有密码"),
    "a page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "这是网页"),
    "a document": (lambda: packed({"[Content_Types].xml": "", "word/document.xml": ""}), "Word"),
    "an open quote": (lambda: ('名称,"' + "x" * 200_000).encode(), "引号"),
    "nothing": (lambda: b"", "空的"),
}


# Of a process that reads nothing else: the most that any of its children held, in kB.
_MEASURED = """
import resource, sys
from pathlib import Path
from generator.editorial.sheets import read_books
list(read_books([Path(sys.argv[1])]))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_within_limits(name, tmp_path):
    make, message = HOSTILE[name]
    file = tmp_path / "交上来.xlsx"
    file.write_bytes(make())
    (refused,) = read_books([file])
    assert isinstance(refused, InvalidInput) and message in refused.message and refused.remedy
    own = subprocess.run([sys.executable, "-c", _MEASURED, file], capture_output=True, text=True, check=True)
    assert int(own.stdout) * 1024 < MEMORY


def test_one_bad_file_costs_the_others_nothing(tmp_path):
    files = [tmp_path / name for name in ("a", "b", "c", "no")]
    files[0].write_bytes(xlsx(rows(cell("A1", "1"))))
    files[1].write_bytes(ods(FAR_APART))
    files[2].write_bytes("名称\n".encode())
    first, second, third, fourth = read_books([*files[:3], files[3]])
    assert first.sheets[0].rows == {1: ["1"]} and third.sheets[0].rows == {1: ["名称"]}
    assert isinstance(second, InvalidInput) and "找不到" in fourth.message


def test_cells_beyond_all_columns_are_no_part_of_their_row():
    sheet = read(rows(f'<row><c r="A1"><v>1</v></c><c r="{cell_name(1, MAX_COLUMNS + 1)}"><v>2</v></c></row>'))
    assert (sheet.rows, sheet.marks) == ({1: ["1"]}, {(1, MAX_COLUMNS + 1): Mark.FAR})
