"""Lists that an office hands in or keeps: what stands in them, and as a document to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from generator.documents import docx
from generator.documents.parts import Cell, Page, Paragraph, Run, Section, Table, text
from generator.model.wording import numeral

Value = str | int | float | dt.date | None
WIDE = Page(297, 210, 25, 22, 25, 25)
_SIZE, _LINE = 10.5, 15


@dataclass(frozen=True)
class Listing:
    """`widths` of its columns in mm, 247 together on a wide page. `note` stands between title and head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[float, ...]
    note: str = ""


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
    for number, one in enumerate(listings, 1):
        blocks += [*blocks_of(one, f"{numeral(number)}、")]
    return docx.write([Section((*blocks, text("", "note")), WIDE)], title, author, mark)


def blocks_of(one: Listing, number: str = "") -> list[Paragraph | Table]:
    """A list under its heading; 没有 where nothing is in it."""
    note = [Paragraph((Run(one.note),), "note", keep_next=True)] if one.note else []
    heading = text(f"{number}{one.title}", "heading1")
    if not one.rows:
        return [heading, *note, text("没有。", "note")]
    head = tuple(Cell((_line(word, bold=True),)) for word in one.head)
    rows = (tuple(Cell((_line(shown(value)),)) for value in row) for row in one.rows)
    return [heading, *note, Table((head, *rows), one.widths, head=1)]


def _line(words: str, bold: bool = False) -> Paragraph:
    return Paragraph((Run(words, bold=bold, size=_SIZE),), "note", "center" if bold else None, line=_LINE)
