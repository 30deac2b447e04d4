"""A workbook as rows of texts, whichever program wrote it, and what the texts alone would not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

MAX_BYTES = 64 * 2**20  # of a file
MAX_COLUMNS = 512  # a cell beyond them is a mark, not a part of a row
MAX_CELLS = 5_000_000  # in a workbook
MAX_ROWS = 300_000  # in a sheet
MAX_CELL_LENGTH = 32_767  # characters, as in Excel


class Mark(Enum):
    """What keeps the text of a cell from being taken as it is."""

    UNCOMPUTED = "uncomputed"  # a formula without a value
    ERROR = "error"  # #N/A, #REF!
    LOST = "lost"  # a number of which digits are gone: 1.38E+10 in a text, over 15 digits in a number
    TWICE = "twice"  # other rows of the same entry say something else
    FAR = "far"  # too far from the others


Spot = tuple[int, int]
"""Row and column of a cell, 1-based."""
_MONTH_AND_DAY = re.compile(r"(?:[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])")
_FIRST_YEAR, _LAST_YEAR = 1949, 2199
_SCIENTIFIC = re.compile(r"[-+]?\d(?:\.\d+)?[eE]\+?\d{1,3}")


@dataclass(frozen=True)
class Picture:
    """A picture at a cell; `part`: its name in the file, empty where it can't be told."""

    row: int
    place: str
    part: str


@dataclass
class Sheet:
    """`rows`: row number (1-based) → texts of its cells from column A on, without empty ones at the end; rows without
    a text are left out.

    `marks`: cells that can't be taken as they are; `pictures`: names of the pictures in or on a cell, in the file;
    `merged`: first and last cell of each merged range. Hidden rows and columns are read like all others.
    """

    name: str
    rows: dict[int, list[str]] = field(default_factory=dict)
    marks: dict[Spot, Mark] = field(default_factory=dict)
    pictures: dict[Spot, list[str]] = field(default_factory=dict)
    merged: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False

    def text(self, row: int, column: int) -> str:
        """The text of a cell; empty where there is none."""
        texts = self.rows.get(row, [])
        return texts[column - 1] if column <= len(texts) else ""

    def place(self, row: int, column: int) -> str:
        """`基本情况!B7`; of what is at no cell the sheet alone."""
        return f"{self.name}!{cell_name(row, column) if row else ''}"

    def pictures_in(self, row: int) -> list[Picture]:
        """The pictures in and on the cells of a row."""
        return [one for one in self.all_pictures() if one.row == row]

    def all_pictures(self) -> Iterator[Picture]:
        """All pictures of the sheet, row by row."""
        for spot in sorted(self.pictures):
            yield from (Picture(spot[0], self.place(*spot), part) for part in self.pictures[spot])

    def put(self, row: int, column: int, text: str) -> None:
        """Adds a cell; cells of a row come in any order."""
        texts = self.rows.setdefault(row, [])
        if column > len(texts):
            texts.extend([""] * (column - len(texts)))
        texts[column - 1] = text
        if looks_lost(text):
            self.marks[row, column] = Mark.LOST


@dataclass
class Book:
    """`format`: xlsx, xls, ods or csv; `unseen`: what this format does not let us see, in Chinese."""

    format: str
    sheets: list[Sheet]
    unseen: str = ""


def cell_name(row: int, column: int) -> str:
    """`B7` of 7, 2."""
    return f"{column_name(column)}{row}"


def column_name(column: int) -> str:
    """`B` of 2."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def looks_lost(text: str) -> bool:
    """Whether a program wrote a long number as 1.38E+10 and so lost its digits."""
    return len(text) < 30 and ("E" in text or "e" in text) and _SCIENTIFIC.fullmatch(text) is not None


def number_text(number: float) -> str:
    """A number as the sheet shows it, to 15 digits: 0.1 and not 0.1000000000000000055."""
    if number == int(number) and abs(number) < 1e300:
        return str(int(number))
    text = format(number, ".15g")
    return f"{number:.15f}".rstrip("0") if "e" in text else text


def typed_into_date(number: float) -> str:
    """What somebody typed into a cell that is formatted as a date, where it was none: 12.3, a month and a day, or 2026;
    else empty. As a count of days both are long before any date of ours.
    """
    text = number_text(number)
    is_year = text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR
    return text if is_year or _MONTH_AND_DAY.fullmatch(text) else ""


def too_long_number(number: float) -> bool:
    """Whether a sheet has cut off digits: it keeps 15."""
    return abs(number) >= 1e15
