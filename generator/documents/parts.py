"""The parts of a document: sections, paragraphs, tables, runs, pictures; lengths in mm, type in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", "both"]
Style = Literal["body", "title", "heading1", "heading2", "note"]
Merge = Literal["", "first", "on"]

FONTS = {
    "仿宋": ("FangSong", "仿宋_GB2312", "STFangsong"),
    "黑体": ("SimHei", "STHeiti", "Noto Sans CJK SC"),
    "楷体": ("KaiTi", "楷体_GB2312", "STKaiti"),
    "方正小标宋简体": ("小标宋体", "STZhongsong", "SimSun"),
}
"""The fonts of official papers (GB/T 9704), and what stands in for one that a machine lacks."""


@dataclass(frozen=True)
class Run:
    """Text in one look: line breaks and tabs are kept. `font` and `size`: None for those of its paragraph's style."""

    text: str
    bold: bool = False
    font: str | None = None
    size: float | None = None
    color: str | None = None


@dataclass(frozen=True)
class Picture:
    """A JPEG or PNG, as large as it is shown; `alt` says what is on it."""

    data: bytes
    width: float
    height: float
    alt: str


@dataclass(frozen=True)
class Paragraph:
    """`indent`: of the first line, in characters. `keep_next`: on one page with what follows.

    `line`: exact height of its lines in points, None for that of its style. `end`: kept from the right edge, in
    characters, as a signature is.
    """

    runs: tuple[Run | Picture, ...]
    style: Style = "body"
    align: Align | None = None
    indent: float = 0
    keep_next: bool = False
    line: float | None = None
    end: float = 0


@dataclass(frozen=True)
class Cell:
    """`span`: columns that it takes. `shade`: its ground, `RRGGBB`.

    `merge`: `first` of cells that are one from row to row, or one that goes `on`.
    """

    paragraphs: tuple[Paragraph, ...]
    span: int = 1
    shade: str | None = None
    merge: Merge = ""
    align: Literal["top", "center", "bottom"] = "center"


@dataclass(frozen=True)
class Table:
    """`widths` of its columns. The first `head` rows stand again on every page.

    `heights` of its rows at least, from the first on; 0 for as high as what stands in it.
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    head: int = 0
    heights: tuple[float, ...] = ()


@dataclass(frozen=True)
class Page:
    """Size and margins; those of GB/T 9704 on A4."""

    width: float = 210
    height: float = 297
    top: float = 37
    bottom: float = 35
    left: float = 28
    right: float = 26


@dataclass(frozen=True)
class Section:
    """Blocks on pages of one kind; `numbered` at the foot."""

    blocks: tuple[Paragraph | Table, ...]
    page: Page = Page()
    numbered: bool = True


def text(words: str, style: Style = "body", align: Align | None = None, indent: float = 0) -> Paragraph:
    """A paragraph of one run."""
    return Paragraph((Run(words),), style, align, indent)


def row(*words: str, style: Style = "note", align: Align | None = None) -> tuple[Cell, ...]:
    """Cells of a paragraph each."""
    return tuple(Cell((text(one, style, align),)) for one in words)
