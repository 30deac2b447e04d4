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
from generator.publish.uses import Use, UseKind

_MAX_CACHED = 20_000  # some 10 MB
_COMMENT = re.compile(r"\s*<!--[^<>]*-->\s*")  # alone in its line: nothing before it goes on behind it


@dataclass(frozen=True, slots=True, eq=False)
class PageScan:
    """The local addresses in a text, all other uses, and whether a private number may stand there."""

    addresses: Set[str]
    wrong: Set[Use]
    may_hold_number: bool = True


_CLEAN = PageScan(frozenset(), frozenset(), False)
_PARTIAL_LINE = PageScan(frozenset(), frozenset())  # what is no whole line by itself
_cache: dict[bytes, PageScan] = {}
_seen_once: set[bytes] = set()  # once, so far, and there was nothing wrong: most of these never come again


def scan_page(data: bytes) -> PageScan:
    """All that is found in an HTML file. Raises `UnicodeDecodeError`."""
    lines = set(data.split(b"\n"))
    parts = set(map(_cache.get, lines))
    if None in parts:
        parts.discard(None)
        parts.update(_scan_new(lines.difference(_cache)))
    if _PARTIAL_LINE in parts:
        return from_uses(uses.scan_markup(data.decode()))
    parts.discard(_CLEAN)
    return PageScan(
        set().union(*[part.addresses for part in parts]),
        set().union(*[part.wrong for part in parts]),
        any([part.may_hold_number for part in parts]),
    )


def _scan_new(lines: set[bytes]) -> Iterator[PageScan]:
    """Lines that come for the first time are looked at together, which is quick, and alone once they come again."""
    for kept in (_cache, _seen_once):
        if len(kept) > _MAX_CACHED:
            kept.clear()
    again = lines & _seen_once
    alone = {line for line in lines - again if b"<script" in line or b"%" in line}
    first = lines - again - alone
    together = _scan_together(b"\n".join(first).decode())
    if together is None:
        alone |= first
    else:
        _seen_once.update(first)
        yield together
    _cache.update((line, _scan_seen_line(line.decode())) for line in again)
    _cache.update((line, _scan_alone(line.decode())) for line in alone)
    yield from map(_cache.__getitem__, again | alone)


def from_uses(used: Set[Use], may_hold_number: bool = True) -> PageScan:
    addresses = frozenset(use.text for use in used if use.kind is UseKind.ADDRESS)
    return PageScan(addresses, frozenset(use for use in used if use.kind is not UseKind.ADDRESS), may_hold_number)


def _scan_together(text: str) -> PageScan | None:
    """What lines hold that are all whole, with nothing wrong in them; None of others, which are better looked at alone."""
    used = uses.scan_lines(text)
    if used is None or privacy.may_hold_or_begin(text):
        return None
    found = from_uses(used, may_hold_number=False)
    return None if found.wrong else found


def _scan_seen_line(line: str) -> PageScan:
    """The same of one line that was among such."""
    used = uses.scan_seen_line(line)
    return from_uses(used, may_hold_number=False) if used else _CLEAN


def _scan_alone(line: str) -> PageScan:
    used = set() if _COMMENT.fullmatch(line) else uses.scan_line(line)
    if used is None:
        return _PARTIAL_LINE
    may_hold_number = privacy.may_hold_or_begin(line)
    return from_uses(used, may_hold_number) if used or may_hold_number else _CLEAN
