"""Typesetting of Chinese: where a text may break, which breaks look best, and the largest size that fits a place.

The rules of GB/T 15834 and of Chinese printers: no line begins with a closing mark or ends with an opening one, numbers
keep their unit, —— and …… stay whole, a comma at a line's end may hang over the edge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from generator.model.vocabulary import HOME_NAMES

Measure = Callable[[str], float]
"""The width of a text, in ems."""

ELLIPSIS = "……"
CLOSING = "，。、：；！？”’）》〉】」』·…—～%％,.:;!?)]}"
OPENING = "“‘（《〈【「『([{"
_PLACES = "区镇乡道村里园街路"
_SENTENCE = re.compile("[^。！？；]+[。！？；”]*")
_HANGING = "，。、：；,."
_PIECE = re.compile(
    rf"{'|'.join(HOME_NAMES)}"
    r"|“[^“”]{1,6}”"
    r"|第?\d[\d.,:/–-]*\d?(?:[×x]\d+)? ?[\u4e00-\u9fff°%％]?"  # 10 号, 第3 届, 09:00–11:30
    r"|[A-Za-z0-9\u00c0-\u017f][\w.@'/:+-]*"
    r"|——|……|\s+|.",
    re.DOTALL,
)
_INVISIBLE = re.compile("[\ufe00-\ufe0f\u200b-\u200f\u2060-\u206f\ufeff\u00ad]")


@dataclass(frozen=True)
class Block:
    """Lines of text at `size` pixels per em. `cut`: the text was truncated."""

    lines: tuple[str, ...]
    size: int
    cut: bool = False


def clean(text: str) -> str:
    """One line of visible characters."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def segments(text: str) -> list[str]:
    """The text in unbreakable segments, punctuation attached to the words it belongs to."""
    glued: list[str] = []
    for piece in _PIECE.findall(text):
        if glued and (piece[0] in CLOSING or glued[-1][-1] in OPENING or (piece.isspace() and not glued[-1].isspace())):
            glued[-1] += piece
        else:
            glued.append(piece)
    return glued


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """Greedy line breaking into lines of at most `width` ems, for running text."""
    lines, line = [], ""
    for piece in _split_wide(segments(text), width, measure):
        if line and _visible_width(line + piece, measure) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def wrap_balanced(text: str, width: float, measure: Measure, after: str = CLOSING) -> list[str]:
    """As few lines as possible and about equally long, preferably broken after a character in `after`: for headings."""
    parts = _split_wide(segments(text), width, measure)
    count = len(wrap(text, width, measure))
    if count < 2:
        return [text.strip()] if text.strip() else []
    ends = [0.0, *accumulate(map(measure, parts))]
    even = ends[-1] / count
    hanging = [measure(part) - _visible_width(part, measure) for part in parts]
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {
        (0, 0): (0.0, ())
    }  # (lines, segments) → badness, breaks
    for number in range(1, count + 1):
        for end in range(1, len(parts) + 1):
            well = end == len(parts) or parts[end - 1].rstrip()[-1:] in after
            found = [
                (best[number - 1, start][0] + _badness(wide, even, well), (*best[number - 1, start][1], end))
                for start in range(end)
                if (number - 1, start) in best and (wide := ends[end] - ends[start] - hanging[end - 1]) <= width
            ]
            if found:
                best[number, end] = min(found)
    if (count, len(parts)) not in best:
        return wrap(text, width, measure)
    breaks = (0, *best[count, len(parts)][1])
    return ["".join(parts[start:end]).strip() for start, end in pairwise(breaks)]


def wrap_address(text: str, width: float, measure: Measure) -> list[str]:
    """An address, preferably broken after the name of a place."""
    return wrap_balanced(text, width, measure, _PLACES + CLOSING)


def wrap_name(name: str, width: float, measure: Measure) -> list[str]:
    """A home's name: on one line, else preferably broken before what such a place is called."""
    tail = next((one for one in HOME_NAMES if name.endswith(one)), "")
    head = name.removesuffix(tail)
    if not (head and tail) or measure(name) <= width:
        return wrap_balanced(name, width, measure)
    return [*wrap_balanced(head, width, measure), tail]


def line_limit(room: float, leading: float, most: int = 99) -> Callable[[int], int]:
    """Function of the size: how many lines, `leading` ems apart, fit into `room` pixels of height; at most `most`."""
    return lambda size: max(0, min(most, 1 + int((room - size) // (size * leading))))


def fit(
    text: str,
    width: float,
    most: int | Callable[[int], int],
    sizes: Sequence[int],
    measure: Measure,
    how: Callable[..., list[str]] = wrap,
) -> Block:
    """The text at the largest of `sizes` (largest first) at which it needs no more than `most` lines, `width` in
    pixels.

    As a last resort it is cut at the smallest and ends in ……
    """
    text = clean(text)
    limit = most if callable(most) else lambda size: most
    for size in sizes:
        lines = how(text, width / size, measure)
        if len(lines) <= limit(size):
            return Block(tuple(lines), size)
    size = sizes[-1]
    lines = wrap(text, width / size, measure)[: limit(size)]
    if not lines:
        return Block((), size, bool(text))
    last = lines[-1]
    while last and measure(last + ELLIPSIS) > width / size:
        last = last[:-1]
    return Block((*lines[:-1], last.rstrip(CLOSING + OPENING + " ") + ELLIPSIS), size, True)


def fit_sentences(text: str, fit: Callable[[str], Block]) -> Block:
    """As many whole sentences as `fit` sets without truncation; the first one truncated if even that is too long."""
    whole = _SENTENCE.findall(clean(text))
    for count in range(len(whole), 0, -1):
        block = fit("".join(whole[:count]).rstrip("；"))
        if count == 1 or not block.cut:
            return block
    return fit("")


def _split_wide(parts: list[str], width: float, measure: Measure) -> list[str]:
    """Splits segments that are wider than a line (URLs) into characters."""
    return [
        short
        for part in parts
        for short in (part if len(part) > 1 and _visible_width(part, measure) > width else [part])
    ]


def _visible_width(line: str, measure: Measure) -> float:
    """A line's width in ems without hanging punctuation."""
    line = line.rstrip()
    return measure(line[:-1] if line and line[-1] in _HANGING else line)


def _badness(wide: float, even: float, well: bool) -> float:
    """How bad a line of `wide` ems looks where `even` would be ideal; `well`: it ends at a pause."""
    return ((wide - even) / even) ** 2 + (0 if well else 0.2)
