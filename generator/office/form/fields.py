"""A field as the page asks for it: control, help, and what is said of a slip, in the words of the messages."""

from __future__ import annotations

from typing import Any

from generator.diagnostics import InvalidInput
from generator.model.field_types import (
    Boolean,
    Choice,
    Date,
    FieldType,
    FileName,
    Integer,
    Month,
    Number,
    Slug,
    StreetCode,
    Text,
    WebAddress,
)
from generator.model.hours import Dates, OpeningHours, Times
from generator.model.phones import Telephone
from generator.model.terms import ListOf, Record
from generator.office.workbook.columns import Column
from generator.office.workbook.heads import advice, hint

_LONG = 60  # characters, from which a text gets a box of several lines

LENGTH, FORBIDDEN, REVERSING, EMPTY = "length", "forbidden", "reversing", "empty"

Said = tuple[str, str]
"""Message and remedy; `{v}` stands for what was written, `{n}`, `{min}`, `{max}` for numbers, `{label}` for the field."""


def as_json(column: Column, private: bool) -> dict[str, Any]:
    """What the page has to know of a field; `t` is its control, `c` the check."""
    kind = column.term.kind
    one = kind.together or kind.of if isinstance(kind, ListOf) else kind
    how = advice(column)
    said: dict[str, Any] = {
        "l": column.title,
        "t": _control(kind),
        "c": _check(one),
        "e": hint(kind, column.term.example),
        "h": how,
        "m": getattr(one, "max_length", 0),
        "r": column.required,
        "in": not column.public,
    }
    if isinstance(one, Integer | Number):
        said |= {"lo": one.minimum, "hi": one.maximum, "whole": isinstance(one, Integer)}
    if isinstance(one, Choice):
        said["o"] = list(one.names.values())
    return {name: value for name, value in said.items() if value or name in ("lo", "hi")}
