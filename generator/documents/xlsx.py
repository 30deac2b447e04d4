"""Lists of an office as .xlsx: the same bytes each time, every text a text, whatever it begins with."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.documents.lists import Listing, Value, shown

_CREATED = dt.datetime(2026, 1, 1)  # of every file: the bytes depend on nothing but what it says
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_LONGEST_NAME = 31
_DIGITS_A_MM = 0.52  # a column's width is counted in digits
_A4 = 9
_WIDTH = 247.0  # mm of a sheet, at least
_LINE = 15.0  # points
_NONE = "无"
_FONT = {"font_name": "仿宋", "font_size": 11, "valign": "vcenter", "text_wrap": True}
_BOX = _FONT | {"border": 1}
_TITLE = {"font_name": "黑体", "font_size": 14}


def write(listings: tuple[Listing, ...], title: str, author: str = "", mark: str = "") -> bytes:
    """A sheet for each list; `mark` stands at the head of every printed page."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties({"title": title, "author": author, "created": _CREATED})
    large, plain, head, box = (
        workbook.add_format(look)
        for look in (_TITLE, _FONT | {"text_wrap": False}, _BOX | {"bold": True, "align": "center"}, _BOX)
    )
    dates = workbook.add_format(_BOX | {"num_format": "yyyy-mm-dd", "align": "center"})
    for number, one in enumerate(listings):
        name = _NOT_IN_NAMES.sub("", one.title)[:_LONGEST_NAME]
        sheet = workbook.add_worksheet(name or f"表{number + 1}")
        sheet.write_string(0, 0, one.title, large)
        sheet.write_string(1, 0, one.note, plain)
        widths = one.fitted(_WIDTH)
        for column, (word, width) in enumerate(zip(one.head, widths, strict=True)):
            sheet.write_string(2, column, word, head)
            sheet.set_column(column, column, width * _DIGITS_A_MM)
        sheet.set_row(2, 4 + _LINE * _lines(one.head, widths))
        for row, values in enumerate(one.rows or [_nothing(one)], 3):
            sheet.set_row(row, 4 + _LINE * _lines(values, widths))
            for column, value in enumerate(values):
                _cell(sheet, row, column, value, box, dates)
        sheet.freeze_panes(3, 0)
        sheet.repeat_rows(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&R{mark.replace('&', '&&')}" if mark else "")
        sheet.set_footer("&C第 &P 页，共 &N 页")
    workbook.close()
    return stream.getvalue()


def _nothing(one: Listing) -> tuple[Value, ...]:
    """The row of a list without any."""
    return (_NONE, *[None] * (len(one.head) - 1))


def _lines(values: Sequence[Value], widths: Sequence[float]) -> int:
    """Lines that a row takes: in GB 18030 a Han character has two bytes, a digit one."""
    return max(
        sum(
            max(1, -(-len(line.encode("gb18030", "replace")) // int(width * _DIGITS_A_MM - 1)))
            for line in shown(value).split("\n")
        )
        for value, width in zip(values, widths, strict=True)
    )


def _cell(sheet: Worksheet, row: int, column: int, value: Value, box: Format, date: Format) -> None:
    if isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), date)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, box)
    elif value:
        sheet.write_string(row, column, shown(value), box)
    else:
        sheet.write_blank(row, column, None, box)
