"""Tables in the sheets of others: which rows are the head, which are data, and what stands around them.

Titles above, heads of two or three rows, merged cells, totals, heads repeated on each printed page, blank rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from generator.content.values import half_width
from generator.office.intake.sheets import Mark, Sheet, Spot

_SEARCHED = 40  # rows with something in them, in which the head is looked for
_FEWEST = 2  # known headings that make a head
_MAX_SPREAD = 5_000  # rows of a merged cell
_TOTAL = re.compile("(?:本页|本表)?(?:合计|总计|小计|共计|总数|累计)(?:数|人数|[:(].*)?")
_NUMERIC = re.compile(r"[\d.,%:/年月日元-]+")

IsKnown = Callable[[str], bool]
"""Whether a text is the heading of some column."""


@dataclass(frozen=True)
class Head:
    """What stands over a column: `words` from top to bottom, 负责人信息 and 姓名."""

    column: int
    words: tuple[str, ...]
    place: str

    @property
    def text(self) -> str:
        return "·".join(self.words)


@dataclass
class Table:
    """`above`: place and text of each cell over the head; `rows`: those with data; `notes`: what was left out, or
    repeated, in Chinese.
    """

    sheet: Sheet
    above: list[tuple[str, str]]
    heads: list[Head]
    rows: list[int]
    notes: list[str] = field(default_factory=list)


def find_tables(sheet: Sheet, is_known: IsKnown) -> list[Table]:
    """The tables of a sheet that have rows, one below the other."""
    table = _find_table(sheet, is_known)
    if table is None or not table.rows:
        return []
    second = next((row for row in table.rows if _is_second_head(sheet, row, is_known)), None)
    if second is None:
        return [table]
    table.rows = [row for row in table.rows if row < second]
    below = replace(
        sheet,
        rows={row: texts for row, texts in sheet.rows.items() if row >= second},
        merged=[cells for cells in sheet.merged if cells[0][0] >= second],
        marks={spot: mark for spot, mark in sheet.marks.items() if spot[0] >= second},
    )
    return [*([table] if table.rows else []), *find_tables(below, is_known)]


def _is_second_head(sheet: Sheet, row: int, is_known: IsKnown) -> bool:
    """Whether a row below a blank one, or a title, holds headings alone."""
    above = [text for text in sheet.rows.get(row - 1, ()) if text.strip()]
    return len(above) < 2 and _is_head(sheet, row, is_known) and len(sheet.rows.get(row + 1, ())) > 1


def _is_head(sheet: Sheet, row: int, is_known: IsKnown) -> bool:
    texts = [text for text in sheet.rows.get(row, ()) if text.strip()]
    return len(texts) > 1 and all(map(is_known, texts))


def _find_table(sheet: Sheet, is_known: IsKnown) -> Table | None:
    """The table of a sheet; None where no row looks like a head. Values of merged cells are spread over their rows."""
    row = _head_row(sheet, is_known)
    if row is None:
        return None
    top, bottom = _head_rows(sheet, row, is_known)
    numbers = sorted({*sheet.rows, *(row for row, _ in (*sheet.marks, *sheet.pictures))})
    above = [
        (sheet.place(row, column), text)
        for row in numbers
        if row < top
        for column, text in enumerate(sheet.rows.get(row, ()), start=1)
        if text.strip()
    ]
    table = Table(sheet, above, _heads(sheet, top, bottom), [])
    _spread(table, bottom)
    _sort_rows(table, [row for row in numbers if row > bottom], sheet.rows[row])
    _tell_hidden(table)
    return table


def _head_row(sheet: Sheet, is_known: IsKnown) -> int | None:
    """The row with the most known headings; else the first of several words, under which something stands."""
    rows = sorted(sheet.rows)[:_SEARCHED]
    scores = {row: sum(is_known(text) for text in dict.fromkeys(sheet.rows[row])) for row in rows}
    best = max(rows, key=lambda row: (scores[row], -row), default=None)
    if best is not None and scores[best] >= _FEWEST:
        first = next(row for row in rows if row == best or (scores[row] >= _FEWEST and _is_head(sheet, row, is_known)))
        return first if _is_second_head(sheet, best, is_known) else best
    for row, below in pairwise(rows):
        texts = [text for text in sheet.rows[row] if text.strip()]
        words = [text for text in texts if len(text) <= 20 and not _NUMERIC.fullmatch(half_width(text))]
        if len(texts) >= 3 and len(words) == len(set(texts)) and len(sheet.rows[below]) > 1:
            return row
    return None


def _head_rows(sheet: Sheet, row: int, is_known: IsKnown) -> tuple[int, int]:
    """First and last row of the head that `row` belongs to."""
    width = len(sheet.rows[row])
    top = bottom = row
    for first, last in sheet.merged:
        if first[0] < row <= last[0] and row - first[0] <= 3 and first[1] <= width:
            top = min(top, first[0])
    if top == row and _has_groups(sheet, row - 1, row, is_known):
        top -= 1
    for first, last in sheet.merged:
        if top <= first[0] <= row < last[0] <= row + 3 and first[1] <= width:
            bottom = max(bottom, last[0])
    if bottom == row and _has_groups(sheet, row, row + 1, is_known) and _lies_within_gaps(sheet, row, row + 1):
        bottom += 1
    return top, bottom


def _has_groups(sheet: Sheet, row: int, below: int, is_known: IsKnown) -> bool:
    """Whether cells of a row stand over several of the row below it."""
    texts, under = sheet.rows.get(row, []), sheet.rows.get(below, [])
    width = max(len(texts), len(under))
    merged = [(first, last) for first, last in sheet.merged if first[0] == row and last[0] <= below]
    if sum(bool(text.strip()) for text in texts) < 2 or not under:
        return False
    if any(first[1] < last[1] < first[1] + width - 1 for first, last in merged):
        return True
    heads = [text for column, text in enumerate(texts, start=1) if text.strip() and not sheet.text(below, column)]
    return not sheet.merged and any(map(is_known, heads)) and len(heads) * 2 >= len(texts) / 2


def _lies_within_gaps(sheet: Sheet, row: int, below: int) -> bool:
    """Whether a row has words only under groups of the row above: under gaps, and the cells before them."""
    texts = sheet.rows[row]
    gaps = {column for column, text in enumerate(texts, start=1) if not text.strip()}
    gaps |= set(range(len(texts) + 1, len(texts) + 4))
    allowed = gaps | {column - 1 for column in gaps}
    under = {column: text for column, text in enumerate(sheet.rows[below], start=1) if text.strip()}
    words = all(not _NUMERIC.fullmatch(half_width(text)) for text in under.values())
    return len(under) >= 2 and words and all(column in allowed for column in under)


def _heads(sheet: Sheet, top: int, bottom: int) -> list[Head]:
    covered: dict[Spot, Spot] = {}
    for first, last in sheet.merged:
        if first[0] <= bottom and last[0] >= top:
            spots = (
                (row, column)
                for row in range(max(first[0], top), min(last[0], bottom) + 1)
                for column in range(first[1], min(last[1], first[1] + 200) + 1)
            )
            covered |= dict.fromkeys(spots, first)
    heads = []
    for column in range(1, max(len(sheet.rows.get(row, ())) for row in range(top, bottom + 1)) + 1):
        words: dict[str, None] = {}
        for row in range(top, bottom + 1):
            spot = covered.get((row, column)) or _of_group(sheet, row, column, bottom)
            text = "".join(sheet.text(*spot).split())
            if text:
                words[text] = None
        if words:
            heads.append(Head(column, tuple(words), sheet.place(bottom, column)))
    return heads


def _of_group(sheet: Sheet, row: int, column: int, bottom: int) -> Spot:
    """The cell whose word stands over a column in a sheet that tells no merged cells."""
    if row == bottom or sheet.merged or not sheet.text(bottom, column):
        return row, column
    while column > 1 and not sheet.text(row, column):
        column -= 1
    return row, column


def _spread(table: Table, bottom: int) -> None:
    """Cells that were merged over several rows each hold the value."""
    sheet = table.sheet
    for first, last in sheet.merged:
        text = sheet.text(*first)
        if first[0] > bottom and last[0] > first[0] and text and last[0] - first[0] < _MAX_SPREAD:
            for row in range(first[0] + 1, last[0] + 1):
                sheet.put(row, first[1], text)
            table.notes.append(f"{sheet.place(*first)} 起合并的 {last[0] - first[0] + 1} 行，每行都按“{text[:20]}”算")


def _sort_rows(table: Table, rows: list[int], head: list[str]) -> None:
    """Rows of data; totals, heads that come again and examples are told."""
    sheet, names = table.sheet, {text for text in head if text.strip()}
    for row in rows:
        texts = [text for text in sheet.rows.get(row, ()) if text.strip()]
        first = ["".join(half_width(text).split()) for text in texts[:3]]
        if texts and len(names.intersection(texts)) * 2 > len(texts) and len(texts) > 1:
            continue  # the head, again
        if any(_TOTAL.fullmatch(text) for text in first):
            table.notes.append(f"{sheet.place(row, 1)} 一行是合计，没有收：{_listed(texts)}")
        elif first and re.fullmatch("(?:示)?例[:如]?|样例|示例.{0,6}", first[0]):
            table.notes.append(f"{sheet.place(row, 1)} 一行是例子，没有收：{_listed(texts)}")
        else:
            table.rows.append(row)


def _listed(texts: list[str]) -> str:
    return "、".join(text.strip()[:20] for text in texts)


def _tell_hidden(table: Table) -> None:
    sheet = table.sheet
    if sheet.hidden:
        table.notes.append(f"工作表“{sheet.name}”是隐藏的，也收了")
    if rows := sorted(sheet.hidden_rows.intersection(table.rows)):
        table.notes.append(f"“{sheet.name}”第 {'、'.join(map(str, rows[:20]))} 行是隐藏的，也收了")
    if columns := [head.text for head in table.heads if head.column in sheet.hidden_columns]:
        table.notes.append(f"“{sheet.name}”的“{'”“'.join(columns)}”一列是隐藏的，也收了")


def texts_by_column(sheet: Sheet, row: int) -> Mapping[int, str]:
    """Column → text of the cells of a row that hold anything, or of which a mark says that they should."""
    texts = {column: text.strip() for column, text in enumerate(sheet.rows.get(row, ()), start=1) if text.strip()}
    return texts | {
        spot[1]: sheet.text(*spot).strip() for spot in sheet.marks if spot[0] == row and _counts(sheet, spot)
    }


def _counts(sheet: Sheet, spot: Spot) -> bool:
    return sheet.marks[spot] is not Mark.FAR
