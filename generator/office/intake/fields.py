"""All fields that a workbook asks for, by key: those of its sheets, and the ledger's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.model.honours import Consent
from generator.model.ledger import Ledger
from generator.model.load import Home
from generator.model.terms import ListOf, Record, Term, terms
from generator.office.workbook.columns import HOMES, SHEETS, Column

LEDGER = "#date-field"
CONSENTS = "consents[]"


def _ledger_fields(record: type, at: str, path: tuple[str, ...], within: str) -> Iterator[Column]:
    for name, t in terms(record).items():
        kind, key = t.kind, f"{at}.{t.key}"
        heading = f"{within}{t.label}"
        if isinstance(kind, Record):
            yield from _ledger_fields(kind.of, key, (*path, name), f"{t.label}·")
        elif isinstance(kind, ListOf) and isinstance(kind.of, Record):
            yield from _ledger_fields(kind.of.of, f"{key}[]", (), f"{t.label}·")
        else:
            yield _private(key, heading, t, (*path, name))


def _private(key: str, heading: str, t: Term, path: tuple[str, ...]) -> Column:
    return Column(key, heading, "", t, path, t.required, False)


FIELDS: dict[str, Column] = {
    column.key: column
    for columns in (*(sheet.columns for sheet in SHEETS), _ledger_fields(Ledger, "ledger", ("ledger",), ""))
    for column in columns
}
"""Key → field."""
_ENTRIES = {sheet.holds: sheet.entries for sheet in SHEETS if sheet.holds != HOMES}
_SELECTED = "ledger.family.selected[]"


def list_of(key: str) -> str:
    """The list that a key belongs to, `services[]`; empty for fields of the home itself."""
    before, brackets, _ = key.partition("[]")
    return f"{before}{brackets}" if brackets else ""


def is_vital(column: Column) -> bool:
    """Whether an entry counts for nothing while what is written in this field can't be read: it may be what keeps it
    from the public.
    """
    return column.term.vital or (Consent.STRICT and list_of(column.key) == CONSENTS)


def field_of(key: str) -> Column | None:
    """The field of a key, whose entries may be numbered."""
    return FIELDS.get(re.sub(r"\[\d+\]", "[]", key))


def heading_of(key: str) -> str:
    """What a field is called; a group of fields (`office.notice`) by its first; empty for what is no field."""
    found = FIELDS.get(key) or next((column for name, column in FIELDS.items() if name.startswith(f"{key}.")), None)
    return found.heading if found and key else ""


def fields_of_list(list_key: str) -> list[Column]:
    """The fields of the entries of a list."""
    return [column for key, column in FIELDS.items() if list_of(key) == list_key]


def entries_of(home: Home, list_key: str) -> list[tuple[str, Any]]:
    """Path and record of each entry of a list that a home has: `services[0]`, `activities[2026-11-20-jiankang]`."""
    if list_key == _SELECTED:
        work = home.ledger.family if home.ledger else None
        return [(f"{_SELECTED[:-2]}[{number}]", one) for number, one in enumerate(work.selected if work else ())]
    return list(_ENTRIES[list_key](home))
