"""A list of names as lines of texts, whatever it is written in: plain text, a sheet, a document of Word."""

from __future__ import annotations

from pathlib import PurePath

from generator.content.zips import open_zip
from generator.office.intake.delimited import decode_text
from generator.office.intake.reading import read_book
from generator.office.intake.xlsx import Attributes, Parser

Lines = list[list[str]]
"""The texts of each line: one of a paragraph, those of its cells of a row."""
_DOCUMENT = "word/document.xml"


def read_lines(data: bytes, name: str) -> Lines:
    """The lines that say anything. Raises `InvalidInput`."""
    if PurePath(name).suffix.lower() == ".txt":
        lines = [[line] for line in decode_text(data).splitlines()]
    elif data.startswith(b"PK\3\4") and (document := _document(data)) is not None:
        lines = document
    else:
        lines = [texts for sheet in read_book(data).sheets for _, texts in sorted(sheet.rows.items())]
    stripped = ([text.strip() for text in line if text.strip()] for line in lines)
    return [line for line in stripped if line]


def _document(data: bytes) -> Lines | None:
    """The lines of a document of Word; None for another file."""
    with open_zip(data) as archive:
        reader = _Document()
        return reader.lines if reader.read(archive, _DOCUMENT) else None


class _Document(Parser):
    """Paragraphs, and the rows of tables."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Lines = []
        self._row: list[str] | None = None
        self._paragraph: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: Attributes) -> None:
        self._inside = name == "t"
        if name == "tr":
            self._row = []
        elif name in ("br", "tab"):
            self._paragraph.append(" ")

    def end(self, name: str) -> None:
        self._inside = False
        if name == "p":
            (self.lines.append if self._row is None else self._row.extend)(["".join(self._paragraph)])
            self._paragraph = []
        elif name == "tr" and self._row is not None:
            self.lines.append(self._row)
            self._row = None

    def text(self, text: str) -> None:
        if self._inside:
            self._paragraph.append(text)
