"""A page line by line. Most lines stand in many pages, those of the frame in all: each of these is examined once, and remembered.

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
_known: dict[bytes, Found | None] = {}  # None: it is not whole
_met: set[bytes] = set()  # once, so far: most of these never come again


def of_page(data: bytes) -> Found:
    """All that is found in an HTML file. Raises `UnicodeDecodeError`."""
    for kept in (_known, _met):
        if len(kept) > _MOST_KEPT:
            kept.clear()
    lines = set(data.split(b"\n"))
    new = lines.difference(_known)
    first = {line for line in new.difference(_met) if b"<script" not in line and b"%" not in line}
    together = _of_lines(b"\n".join(first).decode())
    if together is None:
        together, first = _NOTHING, set()
    for line in new - first:
        _known[line] = _of_line(line.decode())
    _met.update(first)
    parts = {together, *map(_known.__getitem__, lines - first)}
    if None in parts:
        return of_uses(uses.of_markup(data.decode()))
    parts.discard(_NOTHING)
    return Found(
        set().union(*[part.addresses for part in parts]),
        set().union(*[part.wrong for part in parts]),
        any([part.may_hold_number for part in parts]),
    )


def of_uses(used: Set[Use], may_hold_number: bool = True) -> Found:
    addresses = frozenset(use.text for use in used if use.kind is Kind.ADDRESS)
    return Found(addresses, frozenset(use for use in used if use.kind is not Kind.ADDRESS), may_hold_number)


def _of_lines(text: str) -> Found | None:
    """What lines hold that are all whole; None where one may not be, or is better looked at alone."""
    used = uses.of_lines(text)
    return None if used is None else of_uses(used, privacy.may_hold_or_begin(text))


def _of_line(text: str) -> Found | None:
    used = uses.of_line(text)
    if used is None:
        return None
    may_hold_number = privacy.may_hold_or_begin(text)
    return of_uses(used, may_hold_number) if used or may_hold_number else _NOTHING
