"""A field is declared once, where its record is: key, Chinese label, kind, required, public.

All else is made from that.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.model.field_types import FieldType


@dataclass(frozen=True)
class ListOf:
    """A list of one kind or record; a single value is accepted for a list of one."""

    of: Any
    most: int = 500
    absent = ()


@dataclass(frozen=True)
class Record:
    """A nested record of class `of`."""

    of: type
    absent = None


@dataclass(frozen=True)
class MapOf:
    """A mapping whose keys are data (a rule's id, a have's name): each key of kind `by`, each value of kind or record
    `of`.
    """

    by: FieldType
    of: Any
    absent: Any = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Term:
    """What a field is. `public`: it may be named by a public view; without it nothing of it can leave."""

    key: str
    label: str
    kind: Any
    required: bool = False
    public: bool = False
    help: str = ""
    example: str = ""
    formerly: str = ""


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
) -> Any:
    """Declares a field of a record.

    `key` is only given where Python reserves the word (`from`); `formerly` is an older label, still read.
    """
    details = Term(key, label, kind, required, public, help, example, formerly)
    if isinstance(kind, MapOf):
        return dataclasses.field(default_factory=dict, metadata={"term": details})
    return dataclasses.field(default=kind.absent, metadata={"term": details})


@cache
def terms(record: type) -> dict[str, Term]:
    """Attribute name → term, in the order declared."""
    declared = {}
    for item in dataclasses.fields(record):
        details: Term | None = item.metadata.get("term")
        if details:
            declared[item.name] = details if details.key else dataclasses.replace(details, key=item.name)
    return declared
