"""A book of what stands, with what a clerk wrote put back into its cells, so that she goes on where she was."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.office.intake.fields import list_of
from generator.office.intake.mending import Mend, texts_by_place
from generator.office.intake.outcomes import Change, Conflict, Outcome, Problem
from generator.office.intake.returned import Entry
from generator.office.intake.showing import list_key
from generator.office.workbook.book import Book, Filled, Row
from generator.office.workbook.columns import DELETE, HOMES
from generator.office.workbook.marks import REMARK_KEY, Mark

Spot = tuple[str, int, str]
"""Sheet, row and key of a cell."""
_DELETE_WORD = "删除"
_NO_NAME = "（看不出是哪一家）"


@dataclass
class Overlay:
    """`spots`: place of a cell as it came → where it stands in the book."""

    book: Book
    spots: dict[str, Spot] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rows = {filled.name: list(filled.rows) for filled in self.book.sheets}
        self._homes = dict(self.book.homes)

    def put(self, outcome: Outcome, rows: Sequence[Entry]) -> None:
        """What of the rows of a home is not in the content: in its cells, new rows behind the others."""
        texts = texts_by_place(rows)
        self._homes.setdefault(outcome.identity, outcome.name)
        new = {one.place for one in outcome.changes if not one.key}
        wrong = {one.place for one in outcome.errors}
        if not outcome.new:
            items: list[Change | Conflict | Problem] = [
                *outcome.changes, *outcome.deletions, *outcome.conflicts, *outcome.errors
            ]  # fmt: skip
            for one in items:
                self._put_cell(outcome.identity, one, texts)
        for entry in rows:
            places = {entry.place, *(cell.place for cell in entry.cells.values())}
            is_new = (
                entry.list_key and entry.at is None
            )  # a list of others does not say that a home's row is no new one
            if outcome.new or (is_new and (entry.place in new or places & wrong)):
                self._add(outcome.identity, entry)

    def _put_cell(self, identity: str, one: Change | Conflict | Problem, texts: Mapping[str, str]) -> None:
        spot = self.find(identity, one.at, one.key or DELETE)
        if spot is None or (isinstance(one, Problem) and not one.key) or one.at.endswith("[]"):
            return
        sheet, number, key = spot
        row = self._rows[sheet][number]
        filled = self._filled(sheet)
        cells = list(row.cells)
        if key == DELETE:
            cells.append(_DELETE_WORD)
        elif one.place in texts:
            cells[filled.keys.index(key)] = texts[one.place] or None
        self._rows[sheet][number] = dataclasses.replace(row, cells=tuple(cells))
        self.spots[one.place] = spot

    def _add(self, identity: str, entry: Entry) -> None:
        """A row of hers that stands nowhere yet; of a new home one row a sheet."""
        for filled in self.book.sheets:
            own = {key: cell for key, cell in entry.cells.items() if key in filled.keys}
            fits = filled.holds == (entry.list_key or HOMES)
            if not fits or not any(cell.text for cell in own.values()):
                continue
            number = len(self._rows[filled.name])
            cells = tuple(own[key].text or None if key in own else None for key in filled.keys)
            self._rows[filled.name].append(Row("", identity, cells))
            for key, cell in own.items():
                self.spots[cell.place] = filled.name, number, key
            self.spots.setdefault(entry.place, (filled.name, number, next(iter(own))))

    def find(self, identity: str, at: str, key: str) -> Spot | None:
        """The cell of a field of what stands."""
        wanted = f"{identity}:{at}" if at else identity
        for filled in self.book.sheets:
            for number, row in enumerate(self._rows[filled.name]):
                if filled.holds == "ledger":
                    if row.home == identity and key in row.cells[:2]:
                        return filled.name, number, ("#date", "#count")[row.cells.index(key)]
                elif row.id == wanted and (key in filled.keys or (key == DELETE and at)):
                    return filled.name, number, key
        return None

    def _filled(self, name: str) -> Filled:
        return next(filled for filled in self.book.sheets if filled.name == name)

    def finished(self) -> Book:
        """The book with all that was put into it, under the number of what stands."""
        sheets = tuple(dataclasses.replace(filled, rows=tuple(self._rows[filled.name])) for filled in self.book.sheets)
        return dataclasses.replace(self.book, sheets=sheets, homes=self._homes)

    def marks(self, mends: Sequence[Mend], texts: Mapping[str, str]) -> list[Mark]:
        """What has to be mended, as marks in the book: what must be first, then sheet by sheet."""
        order = {filled.name: number for number, filled in enumerate(self.book.sheets)}
        made = [self._mark(one, texts) for one in mends]
        return sorted(made, key=lambda mark: (not mark.must, order.get(mark.sheet, -1), mark.row))

    def _mark(self, one: Mend, texts: Mapping[str, str]) -> Mark:
        now = texts.get(one.place) or one.now
        mark = Mark(one.name or _NO_NAME, one.item, now, one.how, one.must)
        spot = self._spot(one, now)
        return dataclasses.replace(mark, sheet=spot[0], row=spot[1], key=spot[2]) if spot else mark

    def _spot(self, one: Mend, now: str) -> Spot | None:
        """The cell in which it is to be mended; of what is of no field the remark of its row."""
        came = self.spots.get(one.place)
        if came and (not one.key or one.key in self._filled(came[0]).keys):
            return came[0], came[1], one.key or came[2]
        return came or self.find(one.identity, one.at, one.key) or self._row_of(one, now)

    def _row_of(self, one: Mend, now: str) -> Spot | None:
        """The row of an entry, or the last that says so in a list of the home; else the first of the home."""
        holds = list_of(one.key) or list_key(one.at)
        rows = [
            (filled, number, row)
            for filled in self.book.sheets
            for number, row in enumerate(self._rows[filled.name])
            if one.identity and row.home == one.identity
        ]
        of_list = [found for found in rows if holds and found[0].holds == holds]
        of_entry = [found for found in of_list if found[2].id == f"{one.identity}:{one.at}"]
        alike = [found for found in of_list if one.key in found[0].keys and now and now in map(str, found[2].cells)]
        for filled, number, _ in (*of_entry, *reversed(alike), *reversed(of_list), *rows):
            return filled.name, number, one.key if one.key in filled.keys else REMARK_KEY
        return None
