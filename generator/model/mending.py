"""A field that can't be read takes its last good value, alone."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from generator.model.terms import ListOf, Record, terms

V = TypeVar("V")
_INDEXED = re.compile(r"\[(\d+)\](?:\.(.*))?")


def is_complete(value: Any) -> bool:
    """Whether a record has all its required fields; lists hold nothing but complete records."""
    if isinstance(value, tuple):
        return True
    return all(getattr(value, name) not in (None, ()) for name, t in terms(type(value)).items() if t.required)


def with_last_good(value: V, old: V, fields: Iterable[str], lost: Mapping[str, str]) -> tuple[V, tuple[str, ...]]:
    """`value` with each of the `fields` (dotted paths) taken from `old`, and which were.

    Of a list of records with an `id` the entry of the same id gives it; `lost` names those that could not be read at
    all, path → id. Other items of lists are not replaced: nothing tells which was which.
    """
    taken = []
    for path in dict.fromkeys(fields):
        changed = _entries(value, old, path, lost) if isinstance(value, tuple) else _record(value, old, path)
        if changed is not None:
            value = changed
            taken.append(path)
    return value, tuple(taken)


def _entries(value: tuple[Any, ...], old: Any, path: str, lost: Mapping[str, str]) -> Any:
    """The list with an entry, or a field of one, taken from the older list."""
    found = _INDEXED.match(path)
    if found is None:
        return None
    before = {entry.id: entry for entry in old if getattr(entry, "id", None)}
    at = f"[{found[1]}]"
    if lost.get(at) in before:
        entry = before[lost[at]]
        return None if any(one.id == entry.id for one in value) else (*value, entry)
    number = int(found[1]) - sum(int(_index(one)) < int(found[1]) for one in lost)  # lost entries are not in the tuple
    if number >= len(value) or getattr(value[number], "id", None) not in before or not found[2]:
        return None
    changed = _record(value[number], before[value[number].id], found[2])
    return None if changed is None else (*value[:number], changed, *value[number + 1 :])


def _index(path: str) -> str:
    found = _INDEXED.match(path)
    return found[1] if found else "0"


def _record(value: Any, old: Any, path: str) -> Any:
    """The record with the field at `path` taken from `old`; None where there is nothing to take."""
    key, _, rest = path.partition(".")
    name = key.partition("[")[0]
    attribute = "body" if name == "body" else next((n for n, t in terms(type(value)).items() if t.key == name), None)
    before = getattr(old, attribute, None) if attribute else None
    if attribute is None or before in (None, (), ""):
        return None
    now = getattr(value, attribute)
    if "[" in key or now not in (None, (), ""):
        kind = terms(type(value))[attribute].kind if attribute != "body" else None
        if not rest or "[" in key or isinstance(kind, ListOf) or not isinstance(kind, Record):
            return None
        before = _record(now, before, rest)
        if before is None:
            return None
    return dataclasses.replace(value, **{attribute: before})
