"""What has to be mended in a workbook that goes back: on a first sheet, at the cells, and in a column to filter by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from generator.office.workbook.book import Book
from generator.office.workbook.heads import Head, heads
from generator.office.workbook.style import BOX, GREY, LINE, PALE_RED, RED, SAND, Styles, count_lines

FRONT = "需要修改"
REMARK_KEY = "#remark"
"""The key of the cell behind a row that says what is to be mended there, for what no column is for."""
REMARK = Head(REMARK_KEY, FRONT, width=36)
_WIDTHS = (6, 22, 26, 30, 46, 11)
_HEADS = ("序号", "妇女之家", "在哪一格", "现在写的", "怎么改", "要紧吗")
_MUST, _MAY = "必须改", "改了更好"


@dataclass(frozen=True)
class Mark:
    """`must`: whether it can't stay so. `sheet`, `row`, `key`: its cell, the row counted from the first of data;
    without a sheet it is about all.
    """

    home: str
    item: str
    now: str
    how: str
    must: bool
    sheet: str = ""
    row: int = 0
    key: str = ""


Marks = Sequence[Mark]
"""In the order in which they are to be worked off."""


def by_cell(marks: Marks, sheet: str) -> dict[int, dict[str, str]]:
    """Row → key → what to do there, of one sheet."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for mark in marks:
        if mark.sheet == sheet:
            before = found[mark.row].get(mark.key)
            found[mark.row][mark.key] = f"{before}；{mark.how}" if before else mark.how
    return found


def count(marks: Marks) -> str:
    """3 处必须改，2 处改了更好"""
    must = sum(mark.must for mark in marks)
    counts = ((must, "处必须改"), (len(marks) - must, "处改了更好"))
    return "，".join(f"{number} {words}" for number, words in counts if number)


def write_front(sheet: Worksheet, book: Book, marks: Marks, ask: str, styles: Styles, first_row: int) -> None:
    """The first sheet; `ask`: the number to ring, `first_row` where the data of the others begin, 0-based."""
    sheet.set_row(0, 34)
    sheet.write_string(0, 0, f"{book.scope.name}：{count(marks)}", styles.format(font_size=16, bold=True))
    how = "点“在哪一格”的红字，就跳到那一格，在那一格里改，不在这张表上改。改完存盘，发回来。"
    sheet.set_row(1, 22)
    sheet.write_string(1, 0, how + (f"不明白就打 {ask}。" if ask else ""), styles.format(font_color=GREY))
    for column, (width, head) in enumerate(zip(_WIDTHS, _HEADS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, book.own(head), styles.format(**BOX, bold=True, bg_color=SAND))
    columns = {filled.name: [*(head.key for head in heads(filled, book.own)), REMARK_KEY] for filled in book.sheets}
    for number, mark in enumerate(marks, 1):
        _line(sheet, number, mark, columns, styles, first_row)
    sheet.autofilter(2, 0, 2 + len(marks), len(_HEADS) - 1)
    sheet.freeze_panes(3, 0)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_tab_color(RED)
    sheet.activate()


def _line(
    sheet: Worksheet, number: int, mark: Mark, columns: Mapping[str, list[str]], styles: Styles, first_row: int
) -> None:
    row = 2 + number
    ground: dict[str, object] = {"bg_color": PALE_RED} if mark.must else {}
    look = styles.format(**(BOX | {"valign": "top"} | ground))
    link = styles.format(**(BOX | {"valign": "top", "font_color": RED, "underline": 1} | ground))
    now = mark.now or ("" if mark.key in ("", REMARK_KEY) else "（空着）")
    texts = [str(number), mark.home, mark.item, now, mark.how, _MUST if mark.must else _MAY]
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, look)
    if mark.sheet:
        cell = xl_rowcol_to_cell(first_row + mark.row, columns[mark.sheet].index(mark.key))
        sheet.write_url(row, 2, f"internal:'{mark.sheet}'!{cell}", link, f"{mark.item}\n“{mark.sheet}”表 {cell}")
    lines = max(count_lines(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
    sheet.set_row(row, 8 + LINE * max(lines, 1 + bool(mark.sheet)))
