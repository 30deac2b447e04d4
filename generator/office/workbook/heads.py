"""What stands above a column of the workbook, and how its cells are to be written: heading, example, advice, width."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.model.choices import Choice
from generator.model.field_types import Boolean, Date, Integer, Number, Text
from generator.model.hours import Dates, OpeningHours
from generator.model.identifiers import Identity, StreetCode
from generator.model.terms import FIRST, ListOf, Record, terms
from generator.office.own_words import OwnWords
from generator.office.workbook.book import LEDGER, Filled
from generator.office.workbook.cells import FIELD_MARK, LIST_MARK, NO, YES
from generator.office.workbook.columns import DELETE, HOME, HOMES, ROW, Column, Sheet

_WIDTHS = ((20, 14), (40, 20), (80, 28), (200, 36))  # up to so many characters: so wide
_LONG_WIDTH = 60
_CHOOSE = "下拉选"


@dataclass(frozen=True)
class Head:
    """The head of a column.

    `hint` is shown below the group, `advice` beside a cell that is chosen; `width` in digits; `first`: asked early.
    """

    key: str
    title: str
    group: str = ""
    hint: str = ""
    advice: str = ""
    kind: Any = None
    width: int = 0
    required: bool = False
    first: bool = False

    @property
    def hidden(self) -> bool:
        return not self.width

    @cached_property
    def look(self) -> str:
        """The name of the look of its cells."""
        if isinstance(self.kind, Date):
            return "date"
        if isinstance(self.kind, Integer | Number):
            return "number"
        if isinstance(self.kind, Boolean | Choice):
            return "word"
        return "long" if self.width == _LONG_WIDTH else "text"


def heads(filled: Filled, own: OwnWords) -> list[Head]:
    """The heads of a sheet, from column A, in the city's words."""
    row = Head(ROW, "行号")
    home = Head(HOME, f"＊{own('妇女之家')}", filled.name, _CHOOSE, "从下拉里选是哪一家", width=24, required=True)
    if filled.sheet is None:
        return [row, home, *_LEDGER]
    columns = [_head(column, filled.sheet, own) for column in filled.sheet.columns]
    if filled.keys[0] == "name":  # which says itself whose row it is
        return [row, *columns]
    return [row, home, *columns] if filled.holds == HOMES else [row, home, *columns, _DELETE]


_DELETE = Head(DELETE, "处理", "", _CHOOSE, "要去掉这一行，在这里选“删除”；不要把行删掉", Choice({"": "删除"}), 8)
_DATES = "做完一件事，加上那一天；几个日期用“、”隔开"
_LEDGER = [
    Head("#date-field", "日期字段"),
    Head("#count-field", "数目字段"),
    Head("#group", "类", LEDGER, width=14),
    Head("#item", "项目", LEDGER, width=42),
    Head("#date", "日期", LEDGER, "例：2026-01-12、2026-02-10", _DATES, ListOf(Date()), 62, first=True),
    Head("#count", "数目", LEDGER, "例：12", "只写数，不写姓名；没有就写 0", Integer(), 10, first=True),
]


def _head(column: Column, sheet: Sheet, own: OwnWords) -> Head:
    t = own.term(column.term)
    unseen = "" if column.public or sheet.private else "不公开，只供检查"
    return Head(
        column.key,
        f"{'＊' if column.required else ''}{own(column.title)}",
        column.group or sheet.name,
        hint(t.kind, t.example),
        "。".join(filter(None, ("" if isinstance(t.kind, StreetCode) else t.help, how(t.kind), unseen))),
        t.kind,
        _width(t.kind),
        column.required,
        t.asked == FIRST,
    )


def hint(kind: Any, example: str) -> str:
    """An example, else how much may be written."""
    if isinstance(kind, StreetCode) or (isinstance(kind, Choice) and kind.names):
        return _CHOOSE
    if isinstance(kind, Boolean):
        return f"{YES}／{NO}"
    if isinstance(kind, ListOf) and isinstance(kind.together, OpeningHours):
        return f"例：{kind.together.format_hint.partition('：')[2]}"
    if shown := _example(kind, example):
        return f"例：{shown}"
    if isinstance(kind, ListOf) and isinstance(kind.of, Record):
        return "一行一条：" + FIELD_MARK.join(t.label for t in terms(kind.of.of).values())
    if isinstance(kind, Date):
        return "例：2026-10-20"
    return f"{kind.max_length:,} 字以内" if isinstance(kind, Text) else ""


def _example(kind: Any, example: str) -> str:
    """The example of the declaration as a cell shows it."""
    if isinstance(kind, ListOf) and isinstance(kind.of, Record):
        shown = [_example(t.kind, t.example) for t in terms(kind.of.of).values()]
        return FIELD_MARK.join(shown) if all(shown) else ""
    if isinstance(kind, ListOf):
        parts = example.strip("[]").replace('"', "").split(", ")
        return LIST_MARK.join(_example(kind.of, part) for part in parts if part)
    return kind.names.get(example, example) if isinstance(kind, Choice) else example.strip('"')


_IN_A_SHEET: dict[type, str] = {
    Boolean: f"{YES} 或 {NO}",
    Date: "照平时写：2026-3-8、2026年3月8日",
    Dates: f"照平时写；连着几天写 2026-05-10 至 2026-05-12，几天分开办的用“{LIST_MARK}”隔开",
    Identity: "写那一家的全称",
    OpeningHours: "照门口的牌子写",
    StreetCode: "从下拉里选",
}
"""How a type is written in a sheet, where that is not as in a file."""


def how(kind: Any) -> str:
    """How a cell is written, in a sentence."""
    if isinstance(kind, ListOf) and kind.together:
        return how(kind.together)
    if isinstance(kind, ListOf):
        if isinstance(kind.of, Record):
            return "一条一行（Alt+回车换行）"
        several = f"可以写几个，用“{LIST_MARK}”隔开"
        return f"{several}：{_labels(kind.of)}" if isinstance(kind.of, Choice) else several
    if isinstance(kind, Choice) and kind.names:
        return f"从下拉里选：{_labels(kind)}"
    return _IN_A_SHEET.get(type(kind)) or str(kind.format_hint)


def _labels(kind: Choice) -> str:
    return LIST_MARK.join(kind.names.values())


def _width(kind: Any) -> int:
    if isinstance(kind, Boolean | Integer | Number):
        return 11
    if isinstance(kind, Text):
        return next((width for longest, width in _WIDTHS if kind.max_length <= longest), _LONG_WIDTH)
    if isinstance(kind, ListOf):
        return 34 if isinstance(kind.of, Record) else 26
    if isinstance(kind, Choice):
        return max(10, 3 + 2 * max(map(len, kind.names.values()), default=0))
    return 14 if isinstance(kind, Date) else 20
