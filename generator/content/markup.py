"""What a piece of HTML, SVG or XML says: its words as they flow, and those that its tags carry."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

BREAK = "¶"
"""Stands between what no reader takes for one text: two blocks, two attributes."""

NOT_TEXT = re.compile(r"<(script|style)\b(?![^>]*json).*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
LINE = r"<br ?/?>"
INLINE = r"</?(?:strong|em|code|b|i|a|wbr)(?:\s[^>]*)?>"
_INLINE, _LINE = re.compile(INLINE), re.compile(LINE)
_TAG = re.compile(r"<[^>]*>")
_CARRIED = re.compile(r'="([^"]{11,})')  # shorter holds no number
_NO_TEXT = re.compile(r"[Mm][\d .-]|\.\.?/")  # the coordinates of an outline; an address of our own

_ADDRESS = re.compile(r"(?:tel|mailto|https?):")


def text_of(markup: str) -> str:
    """All of it as one text; `BREAK` stands for each tag but those inside a line, and between what tags carry."""
    carried = (words for words in _CARRIED.findall(markup) if not _NO_TEXT.match(words))
    carried = (unquote(words) if _ADDRESS.match(words) else words for words in carried)
    flowing = _TAG.sub(BREAK, _INLINE.sub("", _LINE.sub(" ", NOT_TEXT.sub("", markup))))
    text = BREAK.join((flowing, *carried))
    return html.unescape(text) if "&" in text else text
