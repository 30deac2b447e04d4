"""Texts in blocks, which each format writes in its own way: from Markdown, by the HTML that pages show of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

from generator.content import markdown

Kind = Literal["heading", "paragraph", "item", "quote", "picture"]
_HEADINGS = {f"h{level}" for level in range(2, 7)}
_CELL = "\N{FULLWIDTH VERTICAL LINE}"  # between those of a row
_MARK = "picture:"


@dataclass(frozen=True)
class Block:
    """`runs`: text and whether it is bold. `mark`: what stands before an item. `picture`: its number, from 1."""

    kind: Kind
    runs: tuple[tuple[str, bool], ...] = ()
    mark: str = ""
    picture: int = 0

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)


def line(kind: Kind, text: str, mark: str = "") -> Block:
    """A block of one run."""
    return Block(kind, ((text, False),), mark)


def parse(source: str, number_of: Callable[[str], int] = lambda name: 0) -> tuple[Block, ...]:
    """The blocks of a Markdown text. `number_of`: a photo's file name → its number, 0 for one that is left out."""
    parser = _Parser()
    parser.feed(markdown.render(source, lambda name, alt: _marked(number_of(name))).html)
    parser.close()
    return tuple(parser.finished())


def illustrated(blocks: Sequence[Block], pictures: Sequence[int]) -> tuple[Block, ...]:
    """With pictures, by number, spread over the text: the first before it, no two side by side while there is room,
    those of the text included.

    None stands below a heading or within a list or a quotation.
    """
    places = [at for at in range(len(blocks)) if _may_part(blocks[:at], blocks[at])] or [0]
    at = [places[number * len(places) // len(pictures)] for number in range(len(pictures))]
    found: list[Block] = []
    for number, block in enumerate([*blocks, None]):
        found += [Block("picture", picture=one) for one, place in zip(pictures, at, strict=True) if place == number]
        found += [block] if block else []
    return tuple(found)


def _may_part(before: Sequence[Block], block: Block) -> bool:
    """Whether a picture may stand between."""
    if block.kind == "picture":
        return False
    if not before:
        return True
    last = before[-1].kind
    return last not in ("heading", "picture") and not (last == block.kind and last in ("item", "quote"))


def _marked(number: int) -> str | None:
    return f'<img alt="{_MARK}{number}">' if number else None


class _Parser(HTMLParser):
    """Reads the sanitized HTML of `markdown.render`."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[Block] = []
        self._runs: list[tuple[str, bool]] = []
        self._lists: list[int] = []  # numbers of the lists that are open; -1 for one without
        self._quotes = self._bold = 0
        self._kind: Kind | None = None
        self._mark = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("p", "pre", "tr", "li", *_HEADINGS):
            self._end()
        if tag in _HEADINGS:
            self._kind = "heading"
        elif tag in ("ul", "ol"):
            self._end()
            self._lists.append(int(values.get("start") or 1) if tag == "ol" else -1)
        elif tag == "li" and self._lists:
            number = self._lists[-1]
            self._mark = f"{number}. " if number >= 0 else "· "
            self._lists[-1] += number >= 0
        elif tag == "blockquote":
            self._end()
            self._quotes += 1
        elif tag in ("strong", "th"):
            self._bold += 1
        elif tag == "br":
            self._add("\n")
        elif tag == "img" and (alt := values.get("alt") or "").startswith(_MARK):
            self._end()
            self._blocks.append(Block("picture", picture=int(alt.removeprefix(_MARK))))
        if tag in ("th", "td") and self._strip():
            self._add(_CELL)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "pre", "tr", "li", "ul", "ol", "blockquote", *_HEADINGS):
            self._end()
        if tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag in ("strong", "th"):
            self._bold -= 1

    def handle_data(self, data: str) -> None:
        if data.strip() or self._runs:
            self._add(data)

    def _add(self, text: str) -> None:
        self._runs.append((text, self._bold > 0))

    def _end(self) -> None:
        """Ends the block that is open."""
        if self._strip():
            kind = self._kind or ("quote" if self._quotes else "item" if self._mark else "paragraph")
            self._blocks.append(Block(kind, tuple(self._runs), self._mark))
            self._mark = ""
        self._runs, self._kind = [], None

    def _strip(self) -> bool:
        """Removes blanks from the end of the block that is open; returns whether anything is left."""
        while self._runs and not self._runs[-1][0].strip():
            self._runs.pop()
        if self._runs:
            last, bold = self._runs[-1]
            self._runs[-1] = last.rstrip(), bold
        return bool(self._runs)

    def finished(self) -> list[Block]:
        self._end()
        return self._blocks
