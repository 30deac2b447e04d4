"""A page before it is written, and the shell that MkDocs and Material made for each depth."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from generator.public.views import Link, PhotoView


@dataclass(frozen=True)
class Article:
    """The origin of a page that is an article: a story, a report, a feature."""

    source: str
    published: dt.date | None = None
    author: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A data page.

    `address` is relative to the root and ends in `/` ('' is the front page); `template` renders `context`.

    `json_ld` is its structured data; `article` goes into its meta tags; `listed` false keeps it out of search engines
    and the site map; `quiet` sends no referrer; `photos` are those that its prose may name
    by their files; `newest` is the day of its newest dated fact; `feed` tells of what is new there, where it is not the
    feed of its column.
    """

    address: str
    title: str
    description: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    crumbs: tuple[Link, ...] = ()
    json_ld: Mapping[str, Any] | None = None
    article: Article | None = None
    listed: bool = True
    quiet: bool = False
    photos: tuple[PhotoView, ...] = ()
    newest: dt.date | None = None
    feed: Link | None = None

    @property
    def depth(self) -> int:
        return self.address.count("/")

    @property
    def file(self) -> str:
        return f"{self.address}index.html"


escaped = lru_cache(10_000)(html.escape)
"""For a page's head, where the same words stand again and again."""

TITLE, DESCRIPTION, HEAD, MAIN = (f"@@{slot}@@" for slot in ("TITLE", "DESCRIPTION", "HEAD", "MAIN"))
SLOTS = (TITLE, DESCRIPTION, HEAD, MAIN)


class ShellBroken(ValueError):
    """The theme's main.html lacks one of the slots."""


@dataclass(frozen=True)
class Shell:
    """For each depth the page around the content, split at its slots: fixed text and slot names in turn."""

    pieces: Mapping[int, tuple[str, ...]]

    @classmethod
    def cut(cls, rendered: Mapping[int, str]) -> Shell:
        """Splits rendered sentinel pages by depth. Raises `ShellBroken` if a slot is missing."""
        return cls({depth: _cut(text) for depth, text in rendered.items()})

    def fill(self, depth: int, title: str, description: str, head: str, main: str) -> str:
        """A whole page. `title` and `description` are plain text, `head` and `main` are HTML."""
        values = {TITLE: escaped(title), DESCRIPTION: escaped(description), HEAD: head, MAIN: main}
        return "".join(values.get(piece, piece) for piece in self.pieces[depth])


def _cut(text: str) -> tuple[str, ...]:
    pieces = [text]
    for slot in SLOTS:
        if slot not in text:
            raise ShellBroken(f"theme/main.html: {slot}")
        pieces = [part for piece in pieces for part in _around(piece, slot)]
    return tuple(pieces)


def _around(piece: str, slot: str) -> list[str]:
    parts = piece.split(slot)
    return [part for pair in zip(parts, [slot] * (len(parts) - 1) + [""], strict=True) for part in pair if part]
