"""Workbooks that were sent out, filled in as people do, and handed in again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner

from generator.cli import main
from generator.content.intake import take_city_snapshot
from generator.office.workbook import sending

KEYS, FIRST = 3, 7  # rows


def run(*words: object, status: int = 0) -> str:
    """Runs a command; its output."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == status, result.output
    return result.output


def send_out(content: Path, scope: str, file: Path, *more: str) -> Path:
    run("workbook", scope, "--content", content, "--out", file, *more)
    return file


class Returned:
    """A copy of a workbook in which cells are written by sheet, row id and key."""

    def __init__(self, file: Path):
        self.file, self.book = file, openpyxl.load_workbook(file)

    def column(self, sheet: str, key: str) -> int:
        return next(cell.column for cell in self.book[sheet][KEYS] if cell.value == key)

    def row(self, sheet: str, row_id: str) -> int:
        return next(row[0].row for row in self.book[sheet].iter_rows(min_row=FIRST) if row[0].value == row_id)

    def set(self, sheet: str, row_id: str, key: str, value: Any) -> str:
        """Writes a cell; its place."""
        cell = self.book[sheet].cell(self.row(sheet, row_id), self.column(sheet, key))
        cell.value = value
        return f"{sheet}!{cell.coordinate}"

    def add(self, sheet: str, **values: Any) -> int:
        """Fills in the first empty row, its cells by key; the row."""
        page = self.book[sheet]
        filled = [cell.row for row in page.iter_rows(min_row=FIRST) for cell in row if cell.value not in (None, "")]
        row = max(filled, default=FIRST - 1) + 1
        for key, value in values.items():
            page.cell(row, self.column(sheet, key)).value = value
        return row

    def save(self, file: Path | None = None) -> Path:
        self.book.save(file or self.file)
        return file or self.file


def look(content: Path, file: Path, status: int = 0) -> dict[str, Any]:
    """What `homes import --dry-run` says of a file."""
    said = run("import", "--dry-run", "--format", "json", "--content", content, file, status=status)
    (found,) = json.loads(said)
    return found


def inbox(content: Path) -> Path:
    return content.parent / sending.INBOX


def homes_of(content: Path) -> list[str]:
    return take_city_snapshot(content).homes
