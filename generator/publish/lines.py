"""Scans pages line by line and caches results: most lines stand in many pages, those of the shell in all.

The result is that of the whole page. A line is scanned by itself only if every tag, script and comment that begins in
it also ends in it, and if no number that begins in it could continue on the next; a page with any other line is scanned
whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from generator.publish import privacy, uses
from generator.publish.uses import Use, UseKind

_MAX_CACHED = 20_000  # lines; some 10 MB
_COMMENT = re.compile(r"\s*<!--[^<>]*-->\s*")  # alone in its line


@dataclass(frozen=True, slots=True, eq=False)
class PageScan:
    """Local addresses in a text, all other uses (problems), and whether it may hold a private number."""

    addresses: Set[str]
    wrong: Set[Use]
    may_hold_number: bool = True


_CLEAN = PageScan(frozenset(), frozenset(), False)
_PARTIAL_LINE = PageScan(frozenset(), frozenset())  # a line that is not complete by itself
_cache: dict[bytes, PageScan] = {}
_seen_once: set[bytes] = set()  # lines seen once, without problems: most never come again


def scan_page(data: bytes) -> PageScan:
    """Scans an HTML file. Raises `UnicodeDecodeError`."""
    lines = set(data.split(b"\n"))
    cached = set(map(_cache.get, lines))
    parts = {part for part in cached if part is not None}
    if None in cached:
        parts.update(_scan_new(lines.difference(_cache)))
    if _PARTIAL_LINE in parts:
        return from_uses(uses.scan_markup(data.decode()))
    parts.discard(_CLEAN)
    return PageScan(
        set[str]().union(*[part.addresses for part in parts]),
        set[Use]().union(*[part.wrong for part in parts]),
        any(part.may_hold_number for part in parts),
    )


def _scan_new(lines: set[bytes]) -> Iterator[PageScan]:
    """Lines seen for the first time are scanned together, which is fast, and by themselves once they come again."""
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
    """Splits uses into addresses and problems."""
    addresses = frozenset(use.text for use in used if use.kind is UseKind.ADDRESS)
    return PageScan(addresses, frozenset(use for use in used if use.kind is not UseKind.ADDRESS), may_hold_number)


def _scan_together(text: str) -> PageScan | None:
    """Scans lines that are all complete and without problems; None for others, which are scanned one by one."""
    used = uses.scan_lines(text)
    if used is None or privacy.may_hold_or_begin(text):
        return None
    found = from_uses(used, may_hold_number=False)
    return None if found.wrong else found


def _scan_seen_line(line: str) -> PageScan:
    """Scans a line that was among lines which `_scan_together` scanned."""
    used = uses.scan_seen_line(line)
    return from_uses(used, may_hold_number=False) if used else _CLEAN


def _scan_alone(line: str) -> PageScan:
    used = set() if _COMMENT.fullmatch(line) else uses.scan_line(line)
    if used is None:
        return _PARTIAL_LINE
    may_hold_number = privacy.may_hold_or_begin(line)
    return from_uses(used, may_hold_number) if used or may_hold_number else _CLEAN
