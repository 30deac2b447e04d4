"""附件2 on one page: how large its type is and how high its rows, and the form as .docx."""

from __future__ import annotations

import bisect
import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from generator.documents import docx
from generator.documents.lists import breadth
from generator.documents.parts import Align, Cell, Merge, Page, Paragraph, Run, Section, Table, text
from generator.office.reports.annex import Form, Given

PAGE = Page(210, 297, 16, 12, 22, 22)
WIDTHS = (21.0, 30.0, 34.0, 19.0, 62.0)
ROW, OPINION, LEAST = 9.0, 38.0, 26.0
"""Heights in mm: of a row of one line, of the opinions, and as little as their seals need."""
LABEL = 40.0
"""mm: of seven characters one below the other."""
LEADING = 1.35
_SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
_HEAD = 30.0  # mm: the lines above the table
_REMARK = 6.0  # mm: a line below it
_INSIDE = 4.0  # mm between the edges of a cell and what stands in it
_SPARE = 6.0  # mm: fonts are as high as a machine has them
_POINT = 25.4 / 72
_SEAL, _DATE = "（盖章）", "　　年　　月　　日"
_TYPE, _LINE = 12.0, 16.0  # points of a short value, and from line to line
_ROOM = "　" * 6  # to write a figure in
_MORE = "……（其余见申报材料）"


@dataclass(frozen=True)
class Layout:
    """`rows`: the heights of those above the long texts, in mm. `size`: of the type of both long texts, in points.
    `boxes`: the heights of these two, `opinion`: of a row of opinions, in mm. `texts`: the paragraphs of both, cut
    where even the smallest type has no room for them.
    """

    rows: tuple[float, ...]
    size: float
    boxes: tuple[float, float]
    opinion: float
    texts: tuple[tuple[str, ...], tuple[str, ...]]


def layout(form: Form) -> Layout:
    """The largest type in which the form is one page; opinions give way before the type does."""
    texts = (tuple(f"{name}：{words}" for name, words in form.conditions), form.brand)
    rows = _row_heights(form)
    fixed = _HEAD + sum(rows) + _REMARK * len(form.remarks) + _SPARE
    room = PAGE.height - PAGE.top - PAGE.bottom - fixed
    least = max(LEAST, *(_opinion_height(given, WIDTHS[4]) for given in form.opinions))
    for size in _SIZES:
        for opinion in (max(OPINION, least), least):
            boxes = _boxes(texts, size)
            if sum(boxes) <= room - 2 * opinion:
                return Layout(rows, size, _spread(boxes, room - 2 * opinion), opinion, texts)
    size, space = _SIZES[-1], room - 2 * least
    needed = _boxes(texts, size)
    first = min(needed[0], max(space - needed[1], space / 2))
    cut = (_cut(texts[0], size, first), _cut(texts[1], size, space - first))
    return Layout(rows, size, (first, space - first), least, cut)


def _row_heights(form: Form) -> tuple[float, ...]:
    """Of the rows of short values, which may take several lines."""
    unit = _height(form.unit, sum(WIDTHS[2:]))
    director = max(_height(form.director, WIDTHS[2]), _height(form.post, WIDTHS[4]))
    return unit, director, *[ROW] * 4


def _height(words: str, width: float, more: int = 0) -> float:
    """mm of a row with these words, and `more` lines below them, in a cell of this width."""
    most = math.floor((width - _INSIDE) / (_TYPE * _POINT))
    return max(ROW, (math.ceil(breadth(words) / most) + more) * _LINE * _POINT + _INSIDE)


def _opinion_height(given: Given, width: float) -> float:
    return max(_height(given.text, width, more=2), _height(given.who, WIDTHS[0]))


def _boxes(texts: Sequence[Sequence[str]], size: float) -> tuple[float, float]:
    first, second = (max(LABEL, lines(one, size) * size * LEADING * _POINT + _INSIDE) for one in texts)
    return first, second


def _spread(boxes: tuple[float, float], room: float) -> tuple[float, float]:
    """What is left over goes to both alike."""
    more = (room - sum(boxes)) / 2
    return boxes[0] + more, boxes[1] + more


def lines(paragraphs: Sequence[str], size: float) -> int:
    """Lines that paragraphs take in a long box, with one character of each line left to punctuation."""
    most = math.floor((sum(WIDTHS[1:]) - _INSIDE) / (size * _POINT)) - 1
    return sum(max(1, math.ceil(breadth(one) / most)) for one in paragraphs)


def _cut(paragraphs: Sequence[str], size: float, height: float) -> tuple[str, ...]:
    """As much as a box of this height has room for, and where the rest stands."""
    most = math.floor((height - _INSIDE) / (size * LEADING * _POINT))
    if lines(paragraphs, size) <= most:
        return tuple(paragraphs)
    total = sum(map(len, paragraphs))
    too_long = bisect.bisect(range(total), False, key=lambda count: lines(_first(paragraphs, count), size) > most)
    return _first(paragraphs, max(0, too_long - 1))


def _first(paragraphs: Sequence[str], count: int) -> tuple[str, ...]:
    """The first characters of paragraphs, and that there are more."""
    kept = []
    for one in paragraphs:
        kept.append(one[:count])
        count -= len(one)
        if count <= 0:
            break
    return (*kept[:-1], kept[-1] + _MORE)


def write(form: Form) -> bytes:
    """The form as .docx, by the home that applies."""
    page = layout(form)
    above = [
        *((Paragraph((Run(form.heading, font="黑体", size=14),), line=20),) if form.heading else ()),
        Paragraph((Run(form.title, font="方正小标宋简体", size=20),), align="center", line=36),
        Paragraph((Run(f"（{form.year} 年度）", size=14),), align="center", line=26),
    ]
    below = [Paragraph((Run(one, size=10.5),), line=14) for one in form.remarks] or [Paragraph((), line=1)]
    heights = (*page.rows, *page.boxes, page.opinion, page.opinion)
    table = Table(_rows(form, page), WIDTHS, heights=heights)
    return docx.write([Section((*above, table, *below), PAGE, numbered=False)], form.title, form.unit)


def _rows(form: Form, page: Layout) -> tuple[tuple[Cell, ...], ...]:
    full_time, part_time, women, budget = form.figures
    return (
        (_label("申报单位", 2), _value(form.unit, 3)),
        (_label("负责人姓名", 2), _value(form.director), _label("职务"), _value(form.post)),
        (_label("人员数量", merge="first"), _label("专职人员"), _value(_counted(full_time, "人"), 3)),
        (_label("", merge="on"), _label("兼职人员"), _value(_counted(part_time, "人"), 3)),
        (_label("经费保障情况", merge="first"), _label("常住妇女人口"), _value(_counted(women, "人"), 3)),
        (_label("", merge="on"), _label("工作经费"), _value(_counted(budget, "元/年"), 3)),
        (_label(upright("规范化建设情况")), _long(form.conditions, page.texts[0], page.size)),
        (_label(upright("特色活动和品牌")), _long((), page.texts[1], page.size)),
        (*_opinion(form.opinions[0], 2), *_opinion(form.opinions[1], 1, "妇联")),
        _opinion(form.opinions[2], 4),
    )


def _counted(figure: str, unit: str) -> str:
    return f"{figure or _ROOM}（{unit}）"


def upright(words: str) -> str:
    """One character below the other."""
    return "\n".join(words)


def _label(words: str, span: int = 1, merge: Merge = "") -> Cell:
    return Cell((_line(words, _TYPE, "center"),) if merge != "on" else (), span, merge=merge)


def _value(words: str, span: int = 1) -> Cell:
    return Cell((_line(words, _TYPE, "left"),), span)


def _long(names: Sequence[tuple[str, str]], paragraphs: Sequence[str], size: float) -> Cell:
    """Paragraphs, each beginning with its name in bold."""
    made = []
    for number, words in enumerate(paragraphs):
        name = f"{names[number][0]}：" if number < len(names) else ""
        bold = (Run(name, bold=True, size=size),) if words.startswith(name) and name else ()
        rest = Run(words[len(name) :] if bold else words, size=size)
        made.append(Paragraph((*bold, rest), "note", line=size * LEADING))
    return Cell(tuple(made) or (text("", "note"),), 4, align="top" if made else "center")


def _opinion(given: Given, span: int, broken_after: str = "") -> tuple[Cell, Cell]:
    label = given.who.replace(broken_after, f"{broken_after}\n") if broken_after else given.who
    words = (_line(given.text, _TYPE, "left"),) if given.text else ()
    seal = (_line(_SEAL, _TYPE, "right", end=2), _line(written(given.day), _TYPE, "right", end=1))
    return _label(label), Cell((*words, *seal), span, align="bottom")


def written(day: dt.date | None) -> str:
    """A date in an official paper, or the room for one."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日" if day else _DATE


def _line(words: str, size: float, align: Align, end: float = 0) -> Paragraph:
    return Paragraph((Run(words, size=size),), "note", align, line=_LINE, end=end)
