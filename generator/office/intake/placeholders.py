"""Fields that a file shows commented out, as `homes new` writes them (`# summary:   # …`): they are filled in there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_COMMENT = re.compile(r"(?P<pad> *)# ?(?P<inner> *)(?P<said>.*)")
_FIELD = re.compile(r"([^\s:#\-][^\s:#]*):(?: +\{\})?(?:\s+#.*)?$")  # without a value: what has one is somebody's note


class Line(NamedTuple):
    """Number from 0; `column` of what it says, without the sign of a comment before it; nothing where it is blank."""

    number: int
    column: int
    said: str
    is_comment: bool


def find(text: str, key: str, column: int, after: int = -1) -> int | None:
    """The line on which a field is commented out in `column`, `after` the line of its parent; of a root -1."""
    for line in _lines(text, after + 1):
        if after >= 0 and line.said and line.column < column:
            return None
        field = _FIELD.match(line.said) if line.is_comment and line.column == column else None
        if field and field[1] == key:
            return line.number
    return None


def uncommented(line: str) -> str:
    """The line as one that counts."""
    found = _COMMENT.match(line)
    return f"{found['pad']}{found['inner']}{found['said']}" if found else line


def end_of_children(text: str, number: int, column: int) -> int:
    """The line behind those comments that stand from a line on and belong below a field in `column`."""
    for line in _lines(text, number):
        if not line.is_comment or line.column <= column:
            return line.number
        number = line.number + 1
    return number


def _lines(text: str, first: int) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n")[first:], first):
        found = _COMMENT.match(line)
        column = len(found["pad"] + found["inner"]) if found else len(line) - len(line.lstrip())
        yield Line(number, column, (found["said"] if found else line).strip(), found is not None)
