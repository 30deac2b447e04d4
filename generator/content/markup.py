"""What a piece of HTML, SVG or XML says: its words as they flow, and those that its tags carry."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

BREAK = "¶"
"""Stands between what no reader takes for one text: two blocks, two attributes."""

_SILENT = re.compile(r"<(script|style)\b(?![^>]*json).*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_INLINE = re.compile(r"</?(?:strong|em|code|b|i|a|wbr)(?:\s[^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_CARRIED = re.compile(r'(?<! d)(?<!points)(?<!viewBox)(?<!transform)(?<!srcset)="([^"]{11,})')  # shorter holds no number


def said(markup: str) -> str:
    """All of it as one text; `BREAK` stands for each tag but those inside a line, and between what tags carry."""
    carried = _CARRIED.findall(markup)
    if "<br" in markup:
        markup = markup.replace("<br>", " ").replace("<br/>", " ").replace("<br />", " ")
    flowing = _TAG.sub(BREAK, _INLINE.sub("", _SILENT.sub("", markup)))
    text = BREAK.join((flowing, *carried))
    text = html.unescape(text) if "&" in text else text
    return unquote(text) if "%" in text else text
