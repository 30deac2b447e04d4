"""The text of a piece of HTML, SVG or XML: its text content, and the values of its attributes."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

BREAK = "¶"
"""Separates texts that are not read as one: two blocks, two attributes."""

NOT_TEXT = re.compile(r"<(script|style)\b(?![^>]*json).*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
LINE = r"<br ?/?>"
INLINE = r"</?(?:strong|em|code|b|i|a|wbr)(?:\s[^>]*)?>"
_INLINE, _LINE = re.compile(INLINE), re.compile(LINE)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE_VALUE = re.compile(r'="([^"]{11,})')  # shorter values cannot hold a private number
_NO_TEXT = re.compile(r"[Mm][\d .-]|\.\.?/")  # path data of SVG; an address of the site itself

_ADDRESS = re.compile(r"(?:tel|mailto|https?):")


def text_of(markup: str) -> str:
    """All text of the markup in one string; `BREAK` stands for each block tag and between attribute values."""
    found = (value for value in _ATTRIBUTE_VALUE.findall(markup) if not _NO_TEXT.match(value))
    values = (unquote(value) if _ADDRESS.match(value) else value for value in found)
    text_content = _TAG.sub(BREAK, _INLINE.sub("", _LINE.sub(" ", NOT_TEXT.sub("", markup))))
    text = BREAK.join((text_content, *values))
    return html.unescape(text) if "&" in text else text
