"""Several things in one text: 家长、儿童."""

from __future__ import annotations

import re

MARKS = "、，,；;\n"
_WITHIN_NUMBER = r"(?<=\d)[,，](?=\d{3}(?!\d))"  # 图书1,200册
_NUMBERING = re.compile(
    r"(^|[\s、，,；;。]|(?=[①-⑳]))(?:(\d{1,2})[、.．](?!\d)|[（(](\d{1,2}|[一二三四五六七八九十]+)[)）]|[①-⑳])\s*"
)
_HAN_NUMBERING = re.compile(r"(?:^|[\s，,；;。])[一二三四五六七八九十]{1,2}、")  # 一、活动室 二、调解室
_OPENING = dict(zip("（(【［[《〈“‘「『", "）)】］]》〉”’」』", strict=True))


_UNDIVIDED = re.compile(r"[^、，,；;\n/.．①-⑳（()）【】［\[\]］《》〈〉“”‘’「」『』]*")


def split_list(text: str, separators: str = f"{MARKS}/") -> tuple[str, ...]:
    """The things that a text lists: what stands between the marks people use, outside brackets and quotes.

    One thing alone is a list of one, and brackets around all of it are none of it. A slash between digits parts nothing
    (12/24小时).
    """
    if _UNDIVIDED.fullmatch(text):  # most are
        return (bare,) if (bare := text.strip()) else ()
    if text[:1] in ("［", "【", "[") and text[-1] == _OPENING[text[0]] and text.count(text[0]) == 1:
        text = text[1:-1]
    slash = r"|(?<!\d)/(?!\d)" if "/" in separators else ""
    marks = rf"(?!{_WITHIN_NUMBER})[{separators.replace('/', '')}]{slash}"
    text = _NUMBERING.sub(_unnumbered, text)
    if text.startswith("一、") and "二、" in text:
        text = _HAN_NUMBERING.sub("\n", text)
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
    pieces = [piece for piece in map(str.strip, pieces) if piece]
    if len(pieces) > 1:  # 家长、儿童等。
        pieces[-1] = re.sub("(?<=.)等?。?$", "", pieces[-1])
    return tuple(pieces)


def _unnumbered(found: re.Match[str]) -> str:
    """A mark in place of the number that counts an item: 1、家长 2、儿童."""
    return f"{found[1].strip()}\n" if found.start() else ""
