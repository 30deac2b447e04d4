"""The workbook as data: sheets, rows, cells, the names that stand for codes, and the number that it is known by."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.federation import District
from generator.model.field_types import Date
from generator.model.ledger import Ledger
from generator.model.load import Home
from generator.model.terms import ListOf, Record, Term, terms
from generator.office.own_words import USUAL, OwnWords
from generator.office.workbook.cells import Cell, Names
from generator.office.workbook.columns import SHEETS, Sheet

_DIGITS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read for another
_NUMBER_LENGTH = 10  # some 49 bits: a million books, and hardly ever two with one number

LEDGER = "台账"
_LEDGER_NOTE = "一行一项台账。只写日期和数目，不写任何人的姓名；灰格子不用填。"
LEDGER_VALUES = ("#date", "#count")
LEDGER_KEYS = ("#date-field", "#count-field", "#group", "#item", *LEDGER_VALUES)


@dataclass(frozen=True)
class Scope:
    """What a book is of: `kind` is `district`, `street` or `home`; `name` is for people."""

    path: str
    kind: str
    name: str


@dataclass(frozen=True)
class Row:
    """`id`: empty for a row that shows nothing that is there; `home`: the identity of the home."""

    id: str
    home: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Filled:
    """A sheet with its rows; `keys` without those of the row and the home. `sheet`: None for 台账."""

    name: str
    holds: str
    note: str
    keys: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: Sheet | None = None

    @property
    def names_homes(self) -> bool:
        """Whether its rows name their home in a field of theirs."""
        return self.keys[0] == "name"

    @property
    def filled_rows(self) -> int:
        """The number of rows that say something."""
        first = 0 if self.sheet else self.keys.index("#date")
        return sum(any(cell is not None for cell in row.cells[first:]) for row in self.rows)


@dataclass(frozen=True)
class Book:
    """`homes`: identity → what this book calls it; `streets`: slug → name."""

    scope: Scope
    district: District
    private: bool
    homes: Mapping[str, str]
    streets: Mapping[str, str]
    sheets: tuple[Filled, ...]
    digest: str
    own: OwnWords = USUAL

    @property
    def title(self) -> str:
        return self.scope.name + ("内部资料表" if self.private else "信息表")

    @property
    def number(self) -> str:
        return number_of(self.digest)


def number_of(digest: str) -> str:
    """表号: by the digest of what was sent out."""
    value, digits = int(digest, 16), []
    for _ in range(_NUMBER_LENGTH):
        value, digit = divmod(value, len(_DIGITS))
        digits.append(_DIGITS[digit])
    half = _NUMBER_LENGTH // 2
    return "".join(digits[:half]) + "-" + "".join(digits[half:])


def book(scope: Scope, district: District, homes: Sequence[Home], private: bool, own: OwnWords = USUAL) -> Book:
    """The book of the homes, which are in order, in the city's own words."""
    streets = unique_names({street.slug: street.name for street in district.streets})
    called = home_names(homes, streets)
    names = Names(streets, {home.identity: home.profile.name for home in homes if _alone(home, homes)}, own)
    wanted = [sheet for sheet in SHEETS if sheet.private == private]
    sheets = tuple(_filled(sheet, homes, names) for sheet in wanted)
    if private:
        sheets = (_ledger(homes, names), *sheets)
    return Book(scope, district, private, called, streets, sheets, _digest(scope, private, sheets), own)


def home_names(homes: Sequence[Home], streets: Mapping[str, str]) -> dict[str, str]:
    """Identity → the name, with the street, and then the code, where several of the homes share it."""
    named = {home.identity: home.profile.name for home in homes}
    beside = {home.identity: streets.get(home.profile.street, home.profile.street) for home in homes}
    for extra in (beside, {home.identity: home.slug for home in homes}):
        shared = Counter(named.values())
        named = {one: f"{name}（{extra[one]}）" if shared[name] > 1 else name for one, name in named.items()}
    return named


def unique_names(names: Mapping[str, str]) -> dict[str, str]:
    """Code → name, or the code itself where several have the name."""
    shared = Counter(names.values())
    return {code: name if shared[name] == 1 else code for code, name in names.items()}


def _alone(home: Home, homes: Sequence[Home]) -> bool:
    return sum(other.profile.name == home.profile.name for other in homes) == 1


def _filled(sheet: Sheet, homes: Sequence[Home], names: Names) -> Filled:
    rows = []
    for home in homes:
        for at, record in sheet.entries(home):
            cells = tuple(names.cell(column.value(record), column.term.kind) for column in sheet.columns)
            rows.append(Row(f"{home.identity}:{at}" if at else home.identity, home.identity, cells))
    keys = tuple(column.key for column in sheet.columns)
    return Filled(sheet.name, sheet.holds, sheet.note, keys, tuple(rows), sheet)


def _ledger(homes: Sequence[Home], names: Names) -> Filled:
    rows = [
        Row(f"{home.identity}:{at}", home.identity, cells)
        for home in homes
        for at, cells in _ledger_rows(home.ledger, names)
    ]
    return Filled(LEDGER, "ledger", _LEDGER_NOTE, LEDGER_KEYS, tuple(rows))


def _ledger_rows(ledger: Ledger | None, names: Names) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Path and cells of each row, whether it is filled or not."""
    for name, group in terms(Ledger).items():
        record = ledger and getattr(ledger, name)
        for inner, t in terms(group.kind.of).items():
            value = record and getattr(record, inner)
            at = f"ledger.{group.key}.{t.key}"
            item = t.label + (f"（{t.help}）" if t.help else "")
            for path, fields in _ledger_fields(at, t, value):
                date, count = (next(iter(found), ("", None, None)) for found in _dates_and_counts(fields))
                shown = [names.cell(value, kind) for _, value, kind in (date, count)]
                yield path, (date[0] or None, count[0] or None, group.label, item, *shown)


_Field = tuple[str, Any, Any]
"""Path, value and type of a field of the ledger."""


def _ledger_fields(at: str, t: Term, value: Any) -> Iterator[tuple[str, list[_Field]]]:
    """The fields of each row: of a record all that it has; of a list of records a row each, and one to add to."""
    kind = t.kind
    if isinstance(kind, Record):
        yield at, _record_fields(at, kind.of, value)
    elif isinstance(kind, ListOf) and isinstance(kind.of, Record):
        for number, record in enumerate((*(value or ()), None)):
            yield f"{at}[{number}]", _record_fields(f"{at}[{number}]", kind.of.of, record)
    else:
        yield at, [(at, value, kind)]


def _record_fields(at: str, of: type, record: Any) -> list[_Field]:
    return [(f"{at}.{t.key}", record and getattr(record, name), t.kind) for name, t in terms(of).items()]


def _dates_and_counts(fields: list[_Field]) -> tuple[list[_Field], list[_Field]]:
    dates = [one for one in fields if isinstance(getattr(one[2], "of", one[2]), Date)]
    return dates, [one for one in fields if one not in dates]


def _digest(scope: Scope, private: bool, sheets: Sequence[Filled]) -> str:
    """SHA-256 of what the book says."""
    said = [scope.path, private, [[one.name, one.keys, [(row.id, row.cells) for row in one.rows]] for one in sheets]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, default=_iso).encode()).hexdigest()


def _iso(day: dt.date) -> str:
    return day.isoformat()
