"""What a cell shows of a value: names in place of codes, numbers and dates as such, everything else as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from generator.content.values import split_list
from generator.content.values.days import DaySet
from generator.content.values.occasions import DateRange
from generator.content.values.schedules import Schedule
from generator.content.values.times import Span
from generator.diagnostics import InvalidInput
from generator.model.choices import Choice
from generator.model.field_types import Boolean, FieldType, Text
from generator.model.hours import Hours, OpeningHours
from generator.model.identifiers import Identity, StreetCode
from generator.model.reader import in_city
from generator.model.terms import ListOf, Record, terms
from generator.office.own_words import USUAL, OwnWords

Cell = str | int | float | dt.date | None
LIST_MARK, FIELD_MARK = "、", "｜"
YES, NO = "是", "否"


class Names:
    """Names of what has a code: streets of the district, homes of the book, what the city has lists of."""

    def __init__(self, streets: Mapping[str, str], homes: Mapping[str, str], own: OwnWords = USUAL):
        self._lists = own.lists
        self._by_type: dict[type, Mapping[str, str]] = {StreetCode: streets, Identity: homes}

    def cell(self, value: Any, kind: Any) -> Cell:
        """The cell of a value of the type `kind`; None where nothing was written."""
        if value is None or value in ((), ""):
            return None
        kind = in_city(kind, self._lists)
        if isinstance(kind, ListOf):
            if kind.together == OpeningHours() and (text := _sentence(value)):
                return text
            if isinstance(kind.of, Record):
                return "\n".join(self._line(one) for one in value)
            if day := _one_day(value):
                return day
            return _joined([self._text(one, kind.of) for one in value], kind.of)
        if isinstance(kind, Choice):
            return kind.names.get(str(value), str(value))
        if isinstance(kind, Boolean):
            return YES if value else NO
        if names := self._by_type.get(type(kind)):
            return names.get(str(value), str(value))
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value if isinstance(value, int | float | dt.date) else _plain(value)

    def _text(self, value: Any, kind: Any) -> str:
        cell = self.cell(value, kind)
        return "" if cell is None else str(cell)

    def _line(self, record: Any) -> str:
        """A record in one line."""
        parts = [self._text(getattr(record, name), t.kind) for name, t in terms(type(record)).items()]
        return FIELD_MARK.join(parts).rstrip(FIELD_MARK)


def _one_day(values: Sequence[Any]) -> dt.date | None:
    """The only day of a list of days; None for any other list."""
    day = values[0] if len(values) == 1 else None
    return day.first if isinstance(day, DateRange) and day.first == day.last else None


def _sentence(hours: Sequence[Hours]) -> str | None:
    """Opening hours as on a door sign, a line each; None where that would be read otherwise."""
    lines = []
    for one in hours:
        season = f"{_month_day(one.season.first)}至{_month_day(one.season.last)} " if one.season else ""
        lines.append(f"{season}{one.days.text} {LIST_MARK.join(span.canonical for span in one.open)}")
    text = "\n".join(lines) + ("\n节假日照常开放" if any(one.holidays for one in hours) else "")
    try:
        return text if OpeningHours().read(text) == tuple(hours) else None
    except InvalidInput:
        return None


def _month_day(day: str) -> str:
    month, number = day.split("-")
    return f"{int(month)}月{int(number)}日"


def _joined(texts: list[str], kind: FieldType) -> str:
    """Values parted by 、; where one of them holds a mark itself a line each."""
    if isinstance(kind, Text) and any(split_list(text, kind.separators) != (text,) for text in texts):
        return "".join(f"{text}\n" for text in texts)
    return LIST_MARK.join(texts)


def _plain(value: object) -> str:
    if isinstance(value, Span):
        return value.canonical
    return value.text if isinstance(value, DaySet | Schedule) else str(value)
