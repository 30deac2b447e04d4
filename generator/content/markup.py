"""What a piece of HTML, SVG or XML says: its words as they flow, and those that its tags carry."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

BREAK = "¶"
"""Stands between what no reader takes for one text: two blocks, two attributes."""

_SILENT = re.compile(r"<(script|style)\b(?![^>]*json).*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_GOES_ON = re.compile(r"<(?:script|style)\b(?![^>]*json)|<!--", re.IGNORECASE)  # what `_SILENT` begins with
_INLINE = re.compile(r"</?(?:strong|em|code|b|i|a|wbr)(?:\s[^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_CARRIED = re.compile(r'="([^"]{11,})')  # shorter holds no number
_LINE = re.compile(r"<br ?/?>")
_SAYS_NOTHING = re.compile(r"[Mm][\d .-]|\.\.?/")  # the coordinates of an outline; an address of our own

_ADDRESS = re.compile(r"(?:tel|mailto|https?):")


def said(markup: str) -> str:
    """All of it as one text; `BREAK` stands for each tag but those inside a line, and between what tags carry."""
    return BREAK.join((flowing(markup), *carried(markup)))


def flowing(markup: str) -> str:
    """The words between the tags."""
    return _read(_TAG.sub(BREAK, _INLINE.sub("", _LINE.sub(" ", _SILENT.sub("", markup)))))


def carried(markup: str) -> list[str]:
    """The words in attributes that may hold a number."""
    found = (words for words in _CARRIED.findall(markup) if not _SAYS_NOTHING.match(words))
    return [_read(unquote(words) if _ADDRESS.match(words) else words) for words in found]


def is_whole(line: str) -> bool:
    """Whether a line of markup whose tags are all closed says the same by itself as among others: nothing silent or quoted goes on after it."""
    quote = line.rfind('="')
    return (quote < 0 or '"' in line[quote + 2 :]) and not _GOES_ON.search(_SILENT.sub("", line))


def _read(words: str) -> str:
    return html.unescape(words) if "&" in words else words
