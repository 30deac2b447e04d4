"""A page line by line. Most lines stand in many pages, those of the frame in all: each is examined once, and remembered.

What is found is what the whole page would give. A line counts by itself only if every tag, script and remark that begins in it ends
in it too, and holds no private number only if none begins in it that could go on: a page with any other line is examined whole.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from generator.publish import privacy, uses
from generator.publish.uses import Kind, Use

_MOST_KEPT = 20_000  # some 10 MB


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The local addresses in a text, all other uses, and whether a private number may stand there."""

    addresses: Set[str]
    wrong: Set[Use]
    may_hold_number: bool = True


_NOTHING = Found(frozenset(), frozenset(), False)
_seen: dict[bytes, Found | None] = {}


def of_page(data: bytes) -> Found:
    """All that is found in an HTML file. Raises `UnicodeDecodeError`."""
    if len(_seen) > _MOST_KEPT:
        _seen.clear()
    parts: set[Found] = set()
    for line in set(data.split(b"\n")):
        try:
            known = _seen[line]
        except KeyError:
            known = _seen[line] = _of_line(line.decode())
        if known is None:
            return of_uses(uses.of_markup(data.decode()))
        parts.add(known)
    parts.discard(_NOTHING)
    return Found(
        set().union(*[part.addresses for part in parts]),
        set().union(*[part.wrong for part in parts]),
        any([part.may_hold_number for part in parts]),
    )


def of_uses(used: Set[Use], may_hold_number: bool = True) -> Found:
    addresses = frozenset(use.text for use in used if use.kind is Kind.ADDRESS)
    return Found(addresses, frozenset(use for use in used if use.kind is not Kind.ADDRESS), may_hold_number)


def _of_line(text: str) -> Found | None:
    """None where the line is not whole."""
    used = uses.of_line(text)
    if used is None:
        return None
    may_hold_number = privacy.may_hold_or_begin(text)
    return of_uses(used, may_hold_number) if used or may_hold_number else _NOTHING
