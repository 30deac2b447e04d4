"""A table as .xlsx, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

from generator.documents.style import LINE, Styles, count_lines

CREATED = dt.datetime(2026, 1, 1)  # of every book: the bytes depend on nothing but what it says
_A4 = 9


def write(title: str, author: str, head: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> bytes:
    """A book of one sheet. `head`: title and width in digits of each column; all cells are texts."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties({"title": title, "author": author, "created": CREATED})
    sheet, styles = workbook.add_worksheet(title), Styles(workbook)
    for column, (name, width) in enumerate(head):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, styles.heading())
    for number, cells in enumerate(rows, 1):
        lines = max(count_lines(cell, width) for cell, (_, width) in zip(cells, head, strict=True))
        sheet.set_row(number, LINE * lines + 4)
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, cell, styles.cell("long", band=False))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    workbook.close()
    return stream.getvalue()
