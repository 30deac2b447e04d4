"""A page line by line.

Most lines stand in many pages, those of the frame in all: each of these is examined once, and remembered.

What is found is what the whole page would give. A line counts by itself only if every tag, script and remark that
begins in it ends in it too, and holds no private number only if none begins in it that could go on: a page with any
other line is examined whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from generator.publish import privacy, uses
from generator.publish.uses import Kind, Use

_MOST_KEPT = 20_000  # some 10 MB
_REMARK = re.compile(r"\s*<!--[^<>]*-->\s*")  # alone in its line: nothing before it goes on behind it


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The local addresses in a text, all other uses, and whether a private number may stand there."""

    addresses: Set[str]
    wrong: Set[Use]
    may_hold_number: bool = True


_NOTHING = Found(frozenset(), frozenset(), False)
_TORN = Found(frozenset(), frozenset())  # what is no whole line by itself
_known: dict[bytes, Found] = {}
_met: set[bytes] = set()  # once, so far, and there was nothing wrong: most of these never come again


def of_page(data: bytes) -> Found:
    """All that is found in an HTML file. Raises `UnicodeDecodeError`."""
    lines = set(data.split(b"\n"))
    parts = set(map(_known.get, lines))
    if None in parts:
        parts.discard(None)
        parts.update(_of_new(lines.difference(_known)))
    if _TORN in parts:
        return of_uses(uses.of_markup(data.decode()))
    parts.discard(_NOTHING)
    return Found(
        set().union(*[part.addresses for part in parts]),
        set().union(*[part.wrong for part in parts]),
        any([part.may_hold_number for part in parts]),
    )


def _of_new(lines: set[bytes]) -> Iterator[Found]:
    """Lines that come for the first time are looked at together, which is quick, and alone once they come again."""
    for kept in (_known, _met):
        if len(kept) > _MOST_KEPT:
            kept.clear()
    again = lines & _met
    alone = {line for line in lines - again if b"<script" in line or b"%" in line}
    first = lines - again - alone
    together = _of_lines(b"\n".join(first).decode())
    if together is None:
        alone |= first
    else:
        _met.update(first)
        yield together
    _known.update((line, _of_met(line.decode())) for line in again)
    _known.update((line, _of_line(line.decode())) for line in alone)
    yield from map(_known.__getitem__, again | alone)


def of_uses(used: Set[Use], may_hold_number: bool = True) -> Found:
    addresses = frozenset(use.text for use in used if use.kind is Kind.ADDRESS)
    return Found(addresses, frozenset(use for use in used if use.kind is not Kind.ADDRESS), may_hold_number)


def _of_lines(text: str) -> Found | None:
    """What lines hold that are all whole, with nothing wrong in them; None of others, which are better looked at alone."""
    used = uses.of_lines(text)
    if used is None or privacy.may_hold_or_begin(text):
        return None
    found = of_uses(used, may_hold_number=False)
    return None if found.wrong else found


def _of_met(line: str) -> Found:
    """The same of one line that was among such."""
    used = uses.of_met(line)
    return of_uses(used, may_hold_number=False) if used else _NOTHING


def _of_line(line: str) -> Found:
    used = set() if _REMARK.fullmatch(line) else uses.of_line(line)
    if used is None:
        return _TORN
    may_hold_number = privacy.may_hold_or_begin(line)
    return of_uses(used, may_hold_number) if used or may_hold_number else _NOTHING
