"""A field as the page asks for it: control, help, and what is said of a slip, in the words of the messages."""

from __future__ import annotations

import re
from typing import Any

from generator.diagnostics import InvalidInput
from generator.model.choices import Choice
from generator.model.field_types import Boolean, Date, Fee, FieldType, Integer, Month, Number, PersonName, Text
from generator.model.hours import Dates, OpeningHours, Times
from generator.model.identifiers import FileName, Slug, StreetCode
from generator.model.phones import Telephone
from generator.model.terms import ListOf, Record, terms
from generator.office.workbook.cells import FIELD_MARK
from generator.office.workbook.columns import Column
from generator.office.workbook.heads import hint, how

_LONG = 60  # characters from which on a text gets a box of several lines
_NO_PHOTOS = ("regulations[].file",)  # a file of words
_CHECKS: tuple[tuple[type, str], ...] = (
    (Telephone, "phone"),
    (OpeningHours, "hours"),
    (Dates, "date"),
    (Date, "date"),
    (Month, "month"),
    (Times, "time"),
    (Slug, "slug"),
)


def as_json(column: Column) -> dict[str, Any]:
    """What the page has to know of a field.

    `l`: its label; `t`: its control, if it is no text; `c`: how it is checked; `h`: help; `e`: an example; `m`: most
    characters; `r`: required; `p`: private; `s`: several values; `n`: in lines; `lo`, `hi`: bounds; `o`: what there is
    to choose from.
    """
    t = column.term
    one = _one(t.kind)
    said: dict[str, Any] = {
        "l": column.title,
        "t": "text" if column.key in _NO_PHOTOS else _control(t.kind),
        "c": _check(one),
        "h": _help(column),
        "e": shown[2:] if (shown := hint(t.kind, t.example)).startswith("例：") else "",
        "m": getattr(one, "max_length", 0),
        "r": column.required,
        "p": not column.public,
        "s": isinstance(t.kind, ListOf) and not t.kind.together,
        "n": getattr(one, "lines", False),
    }
    if isinstance(one, Integer | Number):
        said |= {"lo": one.minimum, "hi": one.maximum}
    if isinstance(one, Choice):
        said["o"] = list(one.names.values())
    return {
        name: 1 if value is True else value
        for name, value in said.items()
        if (value or name == "lo") and value != "text"
    }


_SAID_ENOUGH = (Boolean, Choice, FileName, Integer, Number, StreetCode)
"""Types whose controls or units say how to write them."""


def _help(column: Column) -> str:
    """What is said below the label."""
    t = column.term
    of = t.kind.of if isinstance(t.kind, ListOf) else None
    if isinstance(of, Record) and not isinstance(t.kind.together, OpeningHours):
        return f"一条一行：{FIELD_MARK.join(one.label for one in terms(of.of).values())}"
    if isinstance(_one(t.kind), StreetCode):
        return ""
    is_plain = type(t.kind) in (Text, PersonName, Fee) or isinstance(_one(t.kind), _SAID_ENOUGH)
    return "。".join(filter(None, (t.help, "" if is_plain else how(t.kind))))


def _one(kind: Any) -> Any:
    """The type of a value, or of the values of a list."""
    return kind.together or kind.of if isinstance(kind, ListOf) else kind


def _control(kind: Any) -> str:
    """The name of the control: text, box (several lines), choice, many, yesno, file, files."""
    one = _one(kind)
    several = isinstance(kind, ListOf)
    if isinstance(one, Choice) and one.names:
        return "many" if several else "choice"
    if isinstance(one, FileName):
        return "files" if several else "file"
    if isinstance(one, Boolean | StreetCode):
        return "yesno" if isinstance(one, Boolean) else "street"
    is_long = isinstance(one, Record | OpeningHours) or (isinstance(one, Text) and one.max_length > _LONG)
    return "box" if is_long else "text"


def _check(kind: Any) -> str:
    if isinstance(kind, Integer):
        return "year" if kind.minimum >= 1000 else "whole"
    if isinstance(kind, Number):
        return "number"
    if isinstance(kind, Telephone) and kind.any_number:
        return "mobile"
    return next((name for of, name in _CHECKS if isinstance(kind, of)), "")


_SIGN = OpeningHours().format_hint.partition("：")[2]


def words() -> dict[str, tuple[str, str]]:
    """Check → message and remedy, as reading the same slip gives them.

    `{v}` stands for what was written, `{n}` for a count or number, `{lo}` and `{hi}` for bounds.
    """
    odd = "甲"
    between = {"977": "{n}", "311": "{lo}", "733": "{hi}"}
    return {
        "long": _understood_as(Text(311), "字" * 977, {"977": "{n}", "311": "{hi}"}),
        "hidden": _understood_as(Text(), "\u0007", {"1": "{n}", "0007": "{v}"}),
        "turned": _understood_as(Text(), "\u202e", {"1": "{n}", "202E": "{v}"}),
        "number": _understood_as(Number(), odd, {odd: "{v}"}),
        "whole": _understood_as(Integer(), "1.5", {"1.5": "{v}"}),
        "bounds": _understood_as(Integer(311, 733), "977", between),
        "year": _understood_as(Integer(1990), odd, {odd: "{v}"}),
        "day": _understood_as(Date(), "2026-02-30", {"2026-02-30": "{v}"}),
        "hours": (_understood_as(OpeningHours(), odd, {odd: "{v}"})[0], f"照门口的牌子写：{_SIGN}"),
        "phone": ("“{v}”不是座机、400 或服务短号", f"写成{Telephone().format_hint}；手机号写到“手机号”里"),
        **{
            name: _understood_as(kind, odd, {odd: "{v}"})
            for name, kind in (
                ("date", Date()),
                ("month", Month()),
                ("time", Times()),
                ("slug", Slug()),
            )
        },
    }


def _understood_as(kind: FieldType, text: str, places: dict[str, str]) -> tuple[str, str]:
    """What reading a text says, with places for what differs from text to text."""
    pattern = re.compile("|".join(rf"(?<!\d){re.escape(one)}(?!\d)" for one in places))
    try:
        kind.read(text)
    except InvalidInput as error:
        message, remedy = (pattern.sub(lambda found: places[found[0]], one) for one in (error.message, error.remedy))
        return message, remedy
    raise AssertionError(f"{text} is no slip")
