"""Values for people: names for codes, a line for each field of an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.model.choices import Choice
from generator.model.field_types import Boolean
from generator.model.reader import in_city
from generator.model.terms import ListOf, Record, terms
from generator.office.intake.fields import FIELDS
from generator.office.intake.values import Plain
from generator.office.own_words import USUAL, OwnWords


def list_key(at: str) -> str:
    """`services[]` of `services[2]`."""
    return re.sub(r"\[[^\]]*\]$", "[]", at)


def shown(value: Plain, key: str, at: str = "", own: OwnWords = USUAL) -> str:
    """A value for people: names for codes, a line for each field of an entry; in the city's `own` words."""
    if value is None:
        return "空"
    if isinstance(value, dict) and key not in FIELDS:
        return "\n".join(_entry_lines(value, f"{key or list_key(at)}.", own))
    return _named(value, in_city(FIELDS[key].term.kind, own.lists) if key in FIELDS else None)


def _entry_lines(value: dict[str, Any], above: str, own: OwnWords) -> Iterator[str]:
    for name, one in value.items():
        if isinstance(one, dict):
            yield from _entry_lines(one, f"{above}{name}.", own)
        else:
            key = f"{above}{name}"
            yield f"{own(FIELDS[key].heading) if key in FIELDS else name}：{shown(one, key, own=own)}"


def _named(value: Plain, kind: Any) -> str:
    if isinstance(value, list):
        inner = kind.of if isinstance(kind, ListOf) else None
        mark = "\n" if any(isinstance(one, dict) for one in value) else "、"
        return mark.join(_named(one, inner) for one in value)
    if isinstance(value, dict):
        kinds = {t.key: t.kind for t in terms(kind.of).values()} if isinstance(kind, Record) else {}
        return " ".join(_named(one, kinds.get(name)) for name, one in value.items())
    if isinstance(kind, Choice):
        return kind.names.get(str(value), str(value))
    if isinstance(kind, Boolean):
        return {"true": "是", "false": "否"}.get(str(value), str(value))
    return str(value)
