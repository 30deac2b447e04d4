"""Declares fields of records: key, Chinese label, type, required, public.

Reading, redaction, schema and reference are derived from the declaration.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.model.field_types import FieldType


@dataclass(frozen=True)
class ListOf:
    """A list of scalars or records; a single value is accepted for a list of one.

    `together` reads all texts of a list whose items bear on each other, and gives a tuple of items.
    """

    of: Any
    max_items: int = 500
    absent: tuple[Any, ...] = ()
    together: FieldType | None = None


@dataclass(frozen=True)
class Record:
    """A nested record of class `of`."""

    of: type
    absent: None = None


@dataclass(frozen=True)
class MapOf:
    """A mapping whose keys are data (a rule id, a have): keys of the type `by`, values of the type or record `of`.

    One of the words `elsewhere` may stand in its place, which says that it is written there.
    """

    by: FieldType
    of: Any
    absent: Any = dataclasses.field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()


FIRST, USUAL, SELDOM = 1, 2, 3
"""How early a field is asked: what a visitor looks for; the rest; what hardly ever changes."""


@dataclass(frozen=True)
class Term:
    """The declaration of a field.

    `public`: public views may show it. `vital`: where it is written and can't be read its record counts for nothing,
    for it may be what keeps that from the public. `form`: what it is called where its record is not named beside it, in
    a form or at the head of a column; `headings`: what else people put there; `asked`: how early it is asked.
    `stand_in`: the attribute whose value counts where this one is written and can't be read.
    """

    key: str
    label: str
    kind: Any
    required: bool = False
    public: bool = False
    help: str = ""
    example: str = ""
    formerly: str = ""
    vital: bool = False
    form: str = ""
    headings: tuple[str, ...] = ()
    asked: int = USUAL
    stand_in: str = ""


def term(
    label: str,
    kind: Any,
    *,
    required: bool = False,
    public: bool = False,
    help: str = "",
    example: str = "",
    key: str = "",
    formerly: str = "",
    vital: bool = False,
    form: str = "",
    headings: str = "",
    asked: int = USUAL,
    stand_in: str = "",
) -> Any:
    """Declares a field of a record.

    `key` is given where Python reserves the word (`from`); `formerly` is an older label, still read; `headings` are
    parted by blanks.
    """
    details = Term(
        key,
        label,
        kind,
        required,
        public,
        help,
        example,
        formerly,
        vital,
        form,
        tuple(headings.split()),
        asked,
        stand_in,
    )
    if isinstance(kind, MapOf):
        return dataclasses.field(default_factory=dict, metadata={"term": details})
    return dataclasses.field(default=getattr(kind, "unwritten", kind.absent), metadata={"term": details})


def one_part(key: str) -> Callable[[str], dict[str, str]]:
    """Reads a text as the one field of a record that it can be."""
    return lambda text: {key: text}


def terms(record: type) -> dict[str, Term]:
    """Attribute name → declaration, in order."""
    return _terms(record)


@cache
def _terms(record: type) -> dict[str, Term]:
    declared = {}
    for item in dataclasses.fields(record):
        details: Term | None = item.metadata.get("term")
        if details:
            declared[item.name] = details if details.key else dataclasses.replace(details, key=item.name)
    return declared


def label(record: type, attribute: str) -> str:
    """The declared label of a field, in the usual words."""
    return _terms(record)[attribute].label
