""".csv, and the “Unicode text” of Excel: UTF-8, UTF-16 with a mark, GB18030; comma, tab or semicolon."""

from __future__ import annotations

import codecs
import csv
import io

from generator.content.text import decode
from generator.diagnostics import InvalidInput
from generator.office.intake.sheets import MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Book, Mark, Sheet

_SAVE_AS = "用 Excel 或 WPS 打开，另存为 .xlsx 再交"
_SEPARATORS = ",\t;，"
_WIDE = codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE


def read_delimited(data: bytes) -> Book:
    """The file as a workbook of one sheet. Raises `InvalidInput`."""
    text = decode_text(data)
    sheet, cells = Sheet("表"), 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)), start=1):
            cells += len(row)
            if number > MAX_ROWS or cells > MAX_CELLS:
                raise InvalidInput("表太大了", "按街道分成几个文件再交")
            for column, cell in enumerate(row, start=1):
                if not cell or cell.isspace():
                    continue
                if column > MAX_COLUMNS:
                    sheet.marks[number, column] = Mark.FAR
                else:
                    sheet.put(number, column, _unquoted(cell))
    except csv.Error:
        raise InvalidInput(
            "有一格的引号没有配对，后面的都读不出来", "用 Excel 或 WPS 打开，另存为 .xlsx 再交"
        ) from None
    return Book("csv", [sheet])


def decode_text(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with a mark, or GB18030. Raises `InvalidInput`."""
    if data.startswith(_WIDE):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise InvalidInput("文件没有传完", "请发的人再发一次") from None
    return decode(data, MAX_BYTES)[0]


def _separator(text: str) -> str:
    """The mark that parts the first line with any."""
    for line in text.split("\n", 20)[:20]:
        counts = {mark: line.count(mark) for mark in _SEPARATORS}
        if any(counts.values()):
            return max(counts, key=lambda mark: counts[mark])
    return ","


def _unquoted(cell: str) -> str:
    """The text of ="0105": how exports keep a number from being one."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell
