"""CSV for Excel: UTF-8 with a BOM, no cell that Excel would run as a formula or alter."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

from generator.content.cells import harmless

_CODE = re.compile(r"0\d+|\d{12,}")
"""Codes that Excel would take for numbers and alter: a leading zero, or too many digits."""


def cell(value: object) -> str:
    """A value as text, with an apostrophe before what Excel must not interpret."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    text = str(value)
    return f"'{text}" if _CODE.fullmatch(text.lstrip()) else harmless(text)


class Table:
    """A CSV file written row by row; use it with `with`."""

    def __init__(self, path: Path, head: Sequence[str]):
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self.row(head)

    def row(self, values: Iterable[object]) -> None:
        self._writer.writerow([cell(value) for value in values])

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
