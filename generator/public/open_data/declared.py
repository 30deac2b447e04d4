"""What a table of the open data is declared with: its fields, their types, and what a row is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.public.consent import FEWER
from generator.public.views import CityView, DistrictView, HomeView, Site

VERSION = "1.0"
"""Raised by a field that is added; a field that is renamed or dropped needs `v2` in the address."""
FOLDER = "data/v1/"
HSDS_FOLDER = "data/hsds/"
MAX_WHOLE = 1_000
"""Homes up to which the whole city is also exported in one file of each table."""
TEXT, LIST, INTEGER, NUMBER, DATE, YES_NO, COUNT, ADDRESS = (
    "text", "list", "integer", "number", "date", "yes-no", "count", "address",
)  # fmt: skip
KINDS = {
    TEXT: "文字",
    LIST: "几项文字",
    INTEGER: "整数",
    NUMBER: "小数",
    DATE: "日期",
    YES_NO: "是或否",
    COUNT: f"整数，或“{FEWER}”",
    ADDRESS: "网址",
}
"""Types of fields, as people say them."""

Value = str | int | float | bool | dt.date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is about: a home, or something of it; `subject` is that thing, `uid` its UUID."""

    city: CityView
    district: DistrictView
    home: HomeView | None
    subject: Any
    uid: str


@dataclass(frozen=True)
class Column:
    """A field. `label` and `about` leave places for the city's words; `always`: it is in every row.

    `value`: a row → the value, or nothing where there is none. `codes`: of a field that has codes, each and what it
    stands for; what it stands for in a row is in the field `<key>_label`.
    """

    key: str
    label: str
    kind: str
    value: Callable[[Row], Value]
    about: str = ""
    always: bool = False
    codes: Callable[[CityView], Mapping[str, str]] | None = None

    def codes_of(self, city: CityView) -> Mapping[str, str]:
        """Code → what it stands for; empty where the field has no codes."""
        return self.codes(city) if self.codes else {}


@dataclass(frozen=True)
class Table:
    """`rows`: of a site with the homes of one district, or of all."""

    name: str
    label: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Site], Iterator[Row]]

    def columns_of(self, city: CityView) -> tuple[Column, ...]:
        """Without where homes lie, unless the city's licence lets that out."""
        shown = city.licence is not None and city.licence.locations
        return tuple(one for one in self.columns if shown or one.key not in _LOCATION)


def count_rows(path: str, data: bytes) -> int:
    """Rows of a table, or records, by the bytes of its file."""
    if path.endswith(".csv"):
        return data.count(b"\r\n") - 1  # below the head
    return data.count(b"\n" if path.endswith(".ndjson") else b"\n{")


_LOCATION = ("longitude", "latitude")
