"""Several things in one text: 家长、儿童."""

from __future__ import annotations

import re

_MARKS = re.compile(r"\s*(?:[、，,；;\n]|(?<!\d)/(?!\d))\s*")
_OPENING = dict(zip("（(【[《〈“‘「『", "）)】]》〉”’」』", strict=True))


def split_list(text: str) -> tuple[str, ...]:
    """The things that a text lists: what stands between the marks people use, outside brackets and quotes.

    One thing alone is a list of one.
    """
    pieces, start, closing = [], 0, ""
    for mark in re.finditer(r"[（(【\[《〈“‘「『）)】\]》〉”’」』]|" + _MARKS.pattern, text):
        character = mark.group()
        if closing:
            closing = closing[:-1] if character == closing[-1] else closing + _OPENING.get(character, "")
        elif character in _OPENING:
            closing = _OPENING[character] if _OPENING[character] in text[mark.end() :] else ""
        elif _MARKS.fullmatch(character) and character.strip() not in _OPENING.values():
            pieces.append(text[start : mark.start()])
            start = mark.end()
    pieces.append(text[start:])
    return tuple(piece for piece in map(str.strip, pieces) if piece)
