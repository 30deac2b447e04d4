"""What is written, as a tree: every scalar is text, every node knows its line and column (1-based, in characters)."""

from __future__ import annotations

from typing import NamedTuple


class Scalar(NamedTuple):
    """A written word; `text` is None where nothing was written (empty, `~`, `null`)."""

    text: str | None
    line: int
    column: int


class Sequence(NamedTuple):
    items: tuple[Node, ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """Keys in the order written, doubles included: the reader knows which keys mean the same field."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node = Scalar | Sequence | Mapping

ABSENT = {"", "~", "null", "Null", "NULL"}
"""Plain words that stand for nothing."""
DEEPEST = 12
MOST_NODES = 20_000
