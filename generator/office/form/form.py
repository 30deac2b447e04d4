"""A form as data: what it is of, what it is filled in with, and the number that it is known by."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.model.federation import District
from generator.model.load import Home
from generator.office.form.sections import ACTIVITY, HOME, NEW, Section, in_own_words, sections
from generator.office.intake.fields import entries_of
from generator.office.intake.forms import FORMAT, VERSION
from generator.office.intake.sheets import number_text
from generator.office.own_words import USUAL, OwnWords
from generator.office.workbook.book import number_of, unique_names
from generator.office.workbook.cells import Cell, Names
from generator.office.workbook.columns import Column


@dataclass(frozen=True)
class Form:
    """`scope`: the identity of its home; of a new one the district's slug, empty where that is asked. `name`: of the
    home, for people; `entries`: what it is sent out with; `own`: the words and lists of the city.
    """

    kind: str
    private: bool
    scope: str
    name: str
    districts: tuple[District, ...]
    entries: tuple[Mapping[str, Any], ...] = ()
    own: OwnWords = USUAL

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(in_own_words(section, self.own) for section in sections(self.kind, self.private))

    @property
    def called(self) -> str:
        """The home's name, or what a home without one is called."""
        return self.name or self.own("新的妇女之家")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what it says."""
        said = [self.scope, self.kind, self.private, [district.slug for district in self.districts], self.entries]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    @property
    def number(self) -> str:
        """表号."""
        return number_of(self.digest)

    @property
    def title(self) -> str:
        return f"{self.called} · {'一次活动' if self.kind == ACTIVITY else '信息表'}"

    @property
    def greeting(self) -> str:
        """The first words of the page."""
        if self.kind == NEW:
            return f"{self.called}，请您填一填"
        return f"{self.name}，{'写一次活动' if self.kind == ACTIVITY else '请您核一核、补一补'}"

    @property
    def about(self) -> dict[str, Any]:
        """What what it saves says of itself."""
        book = "private" if self.private else "public"
        return {
            "format": FORMAT,
            "version": VERSION,
            "number": self.number,
            "scope": self.scope,
            "kind": self.kind,
            "book": book,
            "home": self.name,
        }


def of_home(home: Home, district: District, private: bool, own: OwnWords = USUAL) -> Form:
    """The form of a home, filled in with what stands there."""
    names = Names(street_names(district), {}, own)
    entries = tuple(_entries(home, sections(HOME, private), names))
    return Form(HOME, private, home.identity, home.profile.name, (district,), entries, own)


def of_activity(home: Home, district: District, own: OwnWords = USUAL) -> Form:
    """The short form of one activity, held or to come, with its photos."""
    return Form(ACTIVITY, False, home.identity, home.profile.name, (district,), own=own)


def of_new_home(districts: Sequence[District], private: bool, own: OwnWords = USUAL) -> Form:
    """An empty form for a home that is not there yet, in one of the districts."""
    return Form(NEW, private, districts[0].slug if len(districts) == 1 else "", "", tuple(districts), own=own)


def street_names(district: District) -> dict[str, str]:
    """Slug → what a street is called in a form."""
    return unique_names({street.slug: street.name for street in district.streets})


def _entries(home: Home, asked: Sequence[Section], names: Names) -> Iterator[dict[str, Any]]:
    """The home itself, then the entries of its lists. A family that is honoured is shown in private forms alone."""
    parts = [part for section in asked for part in section.parts]
    own = [column for part in parts if not part.list_key for column in part.columns]
    yield _entry("", "", home, own, names)
    for part in parts:
        if part.list_key and not part.only_new:
            for at, record in entries_of(home, part.list_key):
                yield _entry(part.list_key, at, record, part.columns, names)


def _entry(list_key: str, at: str, record: object, columns: Sequence[Column], names: Names) -> dict[str, Any]:
    """An entry as a saved form has it; empty fields are left out."""
    cells = {column.key: _text(names.cell(column.value(record), column.term.kind)) for column in columns}
    return {"list": list_key, "at": at, "cells": {key: text for key, text in cells.items() if text}}


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return number_text(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else cell
