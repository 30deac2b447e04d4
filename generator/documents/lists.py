"""Lists that an office hands in or keeps: what stands in them, and as a document to print."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.documents import docx
from generator.documents.parts import Cell, Page, Paragraph, Run, Section, Table, text
from generator.model.wording import numeral

Value = str | int | float | dt.date | None
WIDE = Page(297, 210, 22, 20, 18, 18)
SIZE = 10.5
_LEADING = 1.43
_POINT = 25.4 / 72
_INSIDE = 4.3  # mm between the edges of a cell and what stands in it
_SHORT = 6  # characters that are not broken
_DOCUMENT = re.compile(r"[^\s，、；]{1,12}〔\d{4}〕[^\s，、；]{1,8}号")


@dataclass(frozen=True)
class Listing:
    """`widths` of its columns in mm, as they are to each other. `note` stands between title and head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[float, ...]
    note: str = ""

    def fitted(self, room: float, size: float = SIZE) -> tuple[float, ...]:
        """The widths at which days, figures, documents' numbers and short words stand on a line, in type of `size`
        points. Columns of longer texts give way; where they can't, all together are wider than the `room` in mm.
        """
        given = [width * room / sum(self.widths) for width in self.widths]
        columns = zip(self.head, *self.rows, strict=True)
        least = [max((_head(head, size), *(_least(value, size) for value in column))) for head, *column in columns]
        spare = [max(0.0, width - needed) for width, needed in zip(given, least, strict=True)]
        lacking = sum(max(0.0, needed - width) for width, needed in zip(given, least, strict=True))
        room_left = sum(spare)
        part = min(1.0, lacking / room_left) if room_left else 0.0
        return tuple(max(width, needed) - more * part for width, needed, more in zip(given, least, spare, strict=True))


@lru_cache(4096)
def _breadth(character: str) -> float:
    return 1 if unicodedata.east_asian_width(character) in "WFA" else 0.6


def breadth(words: str) -> float:
    """In characters as wide as high."""
    return sum(map(_breadth, words))


def _head(words: str, size: float) -> float:
    """mm for a heading on two lines at most."""
    return max(2.0, -(-breadth(words) // 2)) * size * _POINT + _INSIDE


def _least(value: Value, size: float) -> float:
    """mm for a value that is not broken, or for some characters of one that is."""
    lines = [breadth(one) for one in shown(value).split("\n") if not _wraps(value, one)]
    return max(lines, default=_SHORT) * size * _POINT + _INSIDE if shown(value) else 0.0


def _wraps(value: Value, line: str) -> bool:
    return isinstance(value, str) and breadth(line) > _SHORT and not _DOCUMENT.fullmatch(line)


END = Paragraph((), "note", line=1)
"""Stands behind a table that ends a page: Word wants a paragraph there, and a line would have a page of its own."""


def shown(value: Value) -> str:
    """A value as it stands in a paper."""
    if value is None:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def write(
    listings: Sequence[Listing], title: str, author: str = "", mark: str = "", below: Sequence[str] = ()
) -> bytes:
    """The .docx file of lists under one title; `below` are the lines between the title and the first list."""
    blocks: list[Paragraph | Table] = [text(title, "title"), *(text(one, "note", "center") for one in below)]
    blocks += [*numbered(listings), END]
    return docx.write([Section(tuple(blocks), WIDE)], title, author, mark)


def numbered(listings: Sequence[Listing], size: float = SIZE) -> list[Paragraph | Table]:
    """Lists below each other on wide pages, each under its number and heading."""
    parts = (blocks_of(one, f"{numeral(number)}、", size=size) for number, one in enumerate(listings, 1))
    return [block for blocks in parts for block in blocks]


def blocks_of(one: Listing, number: str = "", page: Page = WIDE, size: float = SIZE) -> list[Paragraph | Table]:
    """A list under its heading, as wide as the text on a page, in type of `size` points; 没有 where it has no rows."""
    note = [Paragraph((Run(one.note),), "note", keep_next=True)] if one.note else []
    heading = text(f"{number}{one.title}", "heading1")
    if not one.rows:
        return [heading, *note, text("没有。", "note")]
    head = tuple(Cell((_line(word, size, bold=True),)) for word in one.head)
    rows = (tuple(Cell((_line(shown(value), size),)) for value in row) for row in one.rows)
    return [heading, *note, Table((head, *rows), one.fitted(page.width - page.left - page.right, size), head=1)]


def _line(words: str, size: float, bold: bool = False) -> Paragraph:
    return Paragraph((Run(words, bold=bold, size=size),), "note", "center" if bold else None, line=size * _LEADING)
