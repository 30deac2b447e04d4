"""Where the fields of a file stand."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import NamedTuple

from generator.diagnostics import Place


class Positions(NamedTuple):
    """Positions of the fields of a file, by dotted path: `staff.part_time`, `services[2].schedule`.

    Hardly any is ever looked up, so they are packed: `paths` has a line for each; `spots` four numbers for each: line
    and column of the value and of the key, zeros where there is none.
    """

    paths: str = ""
    spots: bytes = b""

    def value(self, at: str) -> tuple[int, int] | None:
        """1-based line and column of a value."""
        return self._spot(at, 0)

    def key(self, at: str) -> tuple[int, int] | None:
        """1-based line and column of a field's name; items of a list have none."""
        return self._spot(at, 2)

    def _spot(self, at: str, first: int) -> tuple[int, int] | None:
        found = self.paths.rfind(f"\n{at}\n")  # the last: an empty item of a list shares its number with the next
        if found < 0:
            return None
        start = self.paths.count("\n", 0, found) * 4 + first
        line, column = array("I", self.spots)[start : start + 2]
        return (line, column) if line else None


def locate(positions: Mapping[str, Positions], path: str, at: str, key: bool = False) -> Place:
    """The place of the field `at` (a dotted path) in a file, else of its nearest parent that was written; without a
    line if the file is missing.

    Invalid values are shown at the value; what a rule finds about a field, with `key`, at its name.
    """
    known = positions.get(path)
    if known is None:
        return Place(path)
    spot = known.key(at) if key else None
    while not (spot := spot or known.value(at)) and at:
        at = at[: max(at.rfind("."), at.rfind("["), 0)]
    return Place(path, *spot or (1, 1))
