""".xls and .ods, by python-calamine, which must not run in a process that has to live: a far cell aborts it."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from generator.content.zips import broken, open_zip
from generator.diagnostics import InvalidInput
from generator.office.intake.sheets import (
    MAX_CELLS,
    MAX_COLUMNS,
    Book,
    Mark,
    Sheet,
    number_text,
    too_long_number,
    typed_into_date,
)

_FIRST_DAY = {"xls": dt.datetime(1899, 12, 31), "ods": dt.datetime(1899, 12, 30)}
_LEAP_DAY = dt.datetime(1900, 3, 1)  # Excel counts a day before it that there was not
_UNSEEN = "这种格式看不出哪些行是隐藏的、公式有没有算出结果、图片在哪一格；另存为 .xlsx 再交最稳妥"


def read_binary(data: bytes, format: str) -> Book:
    """The workbook; `format` is xls or ods. Raises `InvalidInput`."""
    if format == "ods":
        open_zip(data).close()
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            sheets, left = [], MAX_CELLS
            for about in workbook.sheets_metadata:
                if about.typ is SheetTypeEnum.WorkSheet:
                    read = workbook.get_sheet_by_name(about.name)
                    left -= read.height * read.width
                    if left < 0:
                        raise InvalidInput("有内容离表格太远，或者内容太多", "删掉表格外面的内容，另存为 .xlsx 再交")
                    sheets.append(_sheet(read, about.visible is not SheetVisibleEnum.Visible, _FIRST_DAY[format]))
    except PasswordError:
        raise InvalidInput("文件有密码", "去掉密码，另存一份再交") from None
    except (CalamineError, ValueError, OSError):
        raise broken() from None
    return Book(format, sheets, _UNSEEN)


def _sheet(read: Any, hidden: bool, first_day: dt.datetime) -> Sheet:
    sheet = Sheet(read.name, hidden=hidden)
    first_column = read.start[1] + 1 if read.start else 1  # empty rows are given, empty columns before are not
    for row, values in enumerate(read.iter_rows() if read.height else (), start=1):
        for column, value in enumerate(values, start=first_column):
            if value == "" or value is None:
                continue
            spot = row, column
            if column > MAX_COLUMNS:
                sheet.marks[spot] = Mark.FAR
            elif isinstance(value, float | int) and not isinstance(value, bool) and too_long_number(value):
                sheet.put(*spot, number_text(value))
                sheet.marks[spot] = Mark.LOST
            elif (text := _typed(value, first_day) or _text(value)) and not text.isspace():
                sheet.put(*spot, text)
    sheet.merged = [
        ((top + 1, left + 1), (bottom + 1, right + 1)) for (top, left), (bottom, right) in read.merged_cell_ranges or ()
    ]
    return sheet


def _typed(value: Any, first_day: dt.datetime) -> str:
    """What was typed where a number was made a date of 1900; `first_day`: the day 0 of such dates."""
    if not isinstance(value, dt.date):
        return ""
    moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
    days = moment - (first_day if moment < _LEAP_DAY else _FIRST_DAY["ods"])
    return typed_into_date(round(days / dt.timedelta(days=1), 4))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
