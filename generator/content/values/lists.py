"""Several things in one text: 家长、儿童."""

from __future__ import annotations

import re

MARKS = "、，,；;\n"
_OPENING = dict(zip("（(【［[《〈“‘「『", "）)】］]》〉”’」』", strict=True))


def split_list(text: str, separators: str = f"{MARKS}/") -> tuple[str, ...]:
    """The things that a text lists: what stands between the marks people use, outside brackets and quotes.

    One thing alone is a list of one, and brackets around all of it are none of it. A slash between digits parts nothing
    (12/24小时).
    """
    if text[:1] in ("［", "【") and text[-1] == _OPENING[text[0]] and text.count(text[0]) == 1:
        text = text[1:-1]
    slash = r"|(?<!\d)/(?!\d)" if "/" in separators else ""
    marks = rf"\s*(?:[{separators.replace('/', '')}]{slash})\s*"
    pieces, start, closing = [], 0, ""
    for mark in re.finditer(r"[（(【［\[《〈“‘「『）)】］\]》〉”’」』]|" + marks, text):
        character = mark.group()
        if closing:
            closing = closing[:-1] if character == closing[-1] else closing + _OPENING.get(character, "")
        elif character in _OPENING:
            closing = _OPENING[character] if _OPENING[character] in text[mark.end() :] else ""
        elif character not in _OPENING.values():
            pieces.append(text[start : mark.start()])
            start = mark.end()
    pieces.append(text[start:])
    return tuple(piece for piece in map(str.strip, pieces) if piece)
