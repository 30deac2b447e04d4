"""The workbook as .xlsx, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from generator.model.choices import Choice
from generator.model.field_types import Boolean
from generator.model.identifiers import StreetCode
from generator.office.workbook.book import LEDGER_VALUES, Book, Filled, Row
from generator.office.workbook.cells import NO, YES, Cell
from generator.office.workbook.columns import HOME, HOMES
from generator.office.workbook.guide import write_guide
from generator.office.workbook.heads import Head, heads
from generator.office.workbook.marks import FRONT, REMARK, Marks, by_cell, write_front
from generator.office.workbook.style import BOX, GREY, LINE, PALE_SAND, RED, SAND, Styles, count_lines

VERSION = 1
GUIDE, ABOUT, LISTS = "填写说明", "_表", "_名单"
TITLE_ROW, NOTE_ROW, KEY_ROW, GROUP_ROW, HINT_ROW, HEAD_ROW, FIRST_ROW = range(7)

_CREATED = dt.datetime(2026, 1, 1)  # of every book: the bytes depend on nothing but what it says
_EMPTY_ROWS, _EMPTY_HOMES = 20, 5
_CHECKED_ROWS = 1000  # with a drop-down below the last row
_MOST_LINES = 3  # that a row shows
_A3, _A4 = 8, 9
_LARGE, _WIDE = 180, 420  # digits: on A3 from there on; too wide for one page from there on
Cells = Mapping[str, str]
"""What to do in cells, by key."""
_NONE: Cells = {}
_SCALE = 75  # per cent, of what is too wide for a page


def write(
    book: Book,
    federation: str,
    step: Callable[[str], None] = lambda sheet: None,
    marks: Marks = (),
    ask: str = "",
) -> bytes:
    """The .xlsx file. `federation` sends it; `step` is told each sheet that is done.

    `marks`: what has to be mended in a book that goes back; `ask`: the number to ring about it.
    """
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties(
        {"title": book.title, "author": federation, "created": _CREATED, "comments": f"表号 {book.number}"}
    )
    writer = _Writer(book, workbook, Styles(workbook), marks)
    if marks:
        write_front(workbook.add_worksheet(FRONT), book, marks, ask, writer.styles, FIRST_ROW)
    guide = workbook.add_worksheet(GUIDE)
    for filled in book.sheets:
        writer.sheet(filled)
        step(filled.name)
    write_guide(guide, book, federation, writer.styles, FIRST_ROW)
    writer.about()
    writer.names()
    workbook.close()
    return stream.getvalue()


@dataclass
class _Writer:
    """`lists`: key of a column with a drop-down → what it shows, and the code that this stands for."""

    book: Book
    workbook: xlsxwriter.Workbook
    styles: Styles
    marks: Marks = ()
    lists: dict[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    def sheet(self, filled: Filled) -> None:
        sheet = self.workbook.add_worksheet(filled.name)
        marked = by_cell(self.marks, filled.name)
        above = [*heads(filled, self.book.own), REMARK] if marked else heads(filled, self.book.own)
        large, small = self.styles.format(font_size=16, bold=True, font_color=RED), self.styles.format(font_color=GREY)
        sheet.set_row(TITLE_ROW, 34)
        sheet.write_string(TITLE_ROW, 1, f"{self.book.scope.name}　{filled.name}", large)
        sheet.write_string(NOTE_ROW, 1, f"{self.book.own(filled.note)}　＊必填。　表号 {self.book.number}", small)
        sheet.set_row(KEY_ROW, None, None, {"hidden": True})
        for column, head in enumerate(above):
            sheet.write_string(KEY_ROW, column, head.key)
            sheet.set_column(column, column, head.width or 12, None, {"hidden": head.hidden})
        self._heads(sheet, above)
        last = self._rows(sheet, filled, above, marked)
        for column, head in enumerate(above):
            self._check(sheet, column, head, last + _CHECKED_ROWS)
        sheet.autofilter(HEAD_ROW, 0, last, len(above) - 1)  # from column A: ids move with their rows
        sheet.freeze_panes(FIRST_ROW, 2)
        sheet.set_tab_color(RED if self.book.private else SAND)
        self._printed(sheet, sum(head.width for head in above))

    def _heads(self, sheet: Worksheet, above: list[Head]) -> None:
        sheet.set_row(GROUP_ROW, 21)
        sheet.set_row(HINT_ROW, 32)
        sheet.set_row(HEAD_ROW, 34)
        shown = [(column, head) for column, head in enumerate(above) if not head.hidden]
        band = self.styles.format(**BOX, bold=True, bg_color=SAND, align="left", indent=1)
        for group, columns in groupby(shown, key=lambda one: one[1].group):
            first, *rest = (column for column, _ in columns)
            if rest:
                sheet.merge_range(GROUP_ROW, first, GROUP_ROW, rest[-1], group, band)
            else:
                sheet.write_string(GROUP_ROW, first, group, band)
        hint = self.styles.format(**BOX, font_size=8, font_color=GREY, bg_color=PALE_SAND, align="center")
        for column, head in shown:
            sheet.write_string(HINT_ROW, column, head.hint, hint)
            sheet.write_string(HEAD_ROW, column, head.title, self.styles.heading(head))

    def _rows(self, sheet: Worksheet, filled: Filled, above: list[Head], marked: Mapping[int, Cells]) -> int:
        """Writes all rows, and empty ones after them; returns the last."""
        named = not filled.names_homes
        band, at = False, FIRST_ROW
        for _, rows in groupby(filled.rows, key=lambda row: row.home):
            for row in rows:
                self._row(sheet, at, row, above, named, band, marked.get(at - FIRST_ROW, {}))
                at += 1
            band = not band and filled.holds != HOMES
        for _ in range(self._empty_rows(filled)):
            self._row(sheet, at, Row("", "", (None,) * len(filled.keys)), above, named, False)
            at += 1
        return at - 1

    def _empty_rows(self, filled: Filled) -> int:
        if filled.holds == HOMES:
            return _EMPTY_HOMES if filled.names_homes and self.book.scope.kind != "home" else 0
        return 0 if filled.sheet is None else _EMPTY_ROWS

    def _row(
        self, sheet: Worksheet, at: int, row: Row, above: list[Head], named: bool, band: bool, marked: Cells = _NONE
    ) -> None:
        cells: list[Cell] = [row.id, *([self.book.homes.get(row.home)] if named else []), *row.cells]
        cells += [None] * (len(above) - len(cells))
        lines = 1
        for column, (head, cell) in enumerate(zip(above, cells, strict=True)):
            if head.hidden:
                if cell:
                    sheet.write_string(at, column, str(cell))
                continue
            if head is REMARK:
                cell = "；".join(marked.values()) or None
            lines = max(lines, count_lines(cell, head.width) if isinstance(cell, str) else 1)
            look = _look(head, cell, row)
            how = marked.get(head.key)
            _write(sheet, at, column, cell, self.styles.marked(look) if how else self.styles.cell(look, band))
            if how:
                sheet.write_comment(at, column, how, {"x_scale": 2, "author": FRONT, "font_size": 9})
        sheet.set_row(at, 6 + LINE * min(lines, _MOST_LINES))

    def _check(self, sheet: Worksheet, column: int, head: Head, last: int) -> None:
        """Drop-down and advice. What is not in the list is warned of, and may be written."""
        if head.hidden or not (head.advice or head.hint):
            return
        rule: dict[str, object] = {"validate": "any", "error_type": "warning"}
        if isinstance(head.kind, Boolean):
            rule |= {"validate": "list", "source": [YES, NO]}
        elif names := self._choices(head):
            rule |= {"validate": "list", "source": self._range(head.key, names)}
        if rule["validate"] == "list":
            rule |= {"error_title": "不在下拉里", "error_message": "下拉里没有这一项。确实要这样写，点“是”。"}
        if head.advice:
            rule |= {"input_title": head.title[:32], "input_message": _short(head.advice, 255)}
        sheet.data_validation(FIRST_ROW, column, last, column, rule)

    def _choices(self, head: Head) -> list[tuple[str, str]]:
        """What a drop-down shows, and what it stands for."""
        names: dict[str, str] = {}
        if head.key == HOME:
            names = dict(self.book.homes)
        elif isinstance(head.kind, StreetCode):
            names = dict(self.book.streets)
        elif isinstance(head.kind, Choice):
            names = head.kind.names
        return [(shown, code) for code, shown in names.items()]

    def _range(self, key: str, names: list[tuple[str, str]]) -> str:
        self.lists.setdefault(key, names)
        column = 2 * list(self.lists).index(key)
        return f"='{LISTS}'!{xl_range_abs(1, column, len(names), column)}"

    def _printed(self, sheet: Worksheet, width: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(_A3 if width > _LARGE else _A4)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.repeat_rows(GROUP_ROW, HEAD_ROW)
        if width > _WIDE:
            sheet.repeat_columns(0, 1)
            sheet.set_print_scale(_SCALE)
        else:
            sheet.fit_to_pages(1, 0)
        warning = "内部资料　" if self.book.private else ""
        sheet.set_footer(f"&L{warning}表号 {self.book.number}&R第 &P 页，共 &N 页")

    def about(self) -> None:
        sheet = self.workbook.add_worksheet(ABOUT)
        sheet.hide()
        said = [
            ("format", "homes-workbook"),
            ("version", str(VERSION)),
            ("number", self.book.number),
            ("digest", self.book.digest),
            ("scope", self.book.scope.path),
            ("kind", self.book.scope.kind),
            ("book", "private" if self.book.private else "public"),
            ("homes", str(len(self.book.homes))),
            *((f"sheet:{filled.name}", filled.holds) for filled in self.book.sheets),
        ]
        for at, (name, value) in enumerate(said):
            sheet.write_string(at, 0, name)
            sheet.write_string(at, 1, value)

    def names(self) -> None:
        sheet = self.workbook.add_worksheet(LISTS)
        sheet.hide()
        for number, (key, names) in enumerate(self.lists.items()):
            for at, (shown, code) in enumerate([(key, "代号"), *names]):
                sheet.write_string(at, 2 * number, shown)
                sheet.write_string(at, 2 * number + 1, code)


def _look(head: Head, cell: Cell, row: Row) -> str:
    """The name of a cell's look."""
    if head.key in LEDGER_VALUES:
        if row.cells[LEDGER_VALUES.index(head.key)] is None:
            return "none"
        return "day" if isinstance(cell, dt.date) else head.look
    return "date" if isinstance(cell, dt.date) else head.look


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    if cell is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, look)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime(cell.year, cell.month, cell.day), look)
    else:
        sheet.write_number(row, column, cell, look)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
