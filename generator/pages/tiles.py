"""The tiles of districts as a template draws them: by prefecture, in a grid where they have places, else as a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from generator.public.views import DistrictTile

_MAX_NARROW = 6  # columns that a phone has room for
_ENDINGS = ("区", "县", "市")
_WHOLE = ("开发区", "新区", "自治县")  # where the ending is part of what people say


@dataclass(frozen=True)
class Tile:
    """A district's tile: what stands on it, and its cell, row and column, if it has one."""

    district: DistrictTile
    label: str
    row: int = 0
    column: int = 0


@dataclass(frozen=True)
class TileGroup:
    """The tiles of a prefecture, or of a city that has none.

    `placed`: those that lie in the grid, whose upper corners at both sides are free; `columns` of the grid; `listed`:
    the others; `wide`: a phone has no room for the grid.
    """

    prefecture: str
    placed: tuple[Tile, ...]
    columns: int
    listed: tuple[Tile, ...]

    @property
    def wide(self) -> bool:
        return self.columns > _MAX_NARROW


def tile_groups(districts: Sequence[DistrictTile], only: str | None = None) -> tuple[TileGroup, ...]:
    """The districts in their order, by prefecture; `only` that of this district."""
    groups = [tuple(found) for _, found in groupby(districts, attrgetter("prefecture"))]
    return tuple(_group(found) for found in groups if only is None or any(one.slug == only for one in found))


def _group(districts: Sequence[DistrictTile]) -> TileGroup:
    labels = dict(zip((one.slug for one in districts), short_names([one.name for one in districts]), strict=True))
    cells = {one.slug: one.at for one in districts if one.at}
    top, left = (min((cell[side] for cell in cells.values()), default=1) - 1 for side in (0, 1))
    columns = max((column - left for _, column in cells.values()), default=0)
    corners = {(top + 1, left + 1), (top + 1, left + columns)}
    down = int(bool(corners & set(cells.values())) or columns < 2) - top
    placed = tuple(
        Tile(one, labels[one.slug], cells[one.slug][0] + down, cells[one.slug][1] - left)
        for one in districts
        if one.slug in cells
    )
    listed = tuple(Tile(one, labels[one.slug]) for one in districts if one.slug not in cells)
    return TileGroup(districts[0].prefecture, placed, columns, listed)


def short_names(names: Sequence[str]) -> list[str]:
    """`东城区` → `东城`, where that still tells it from the others."""
    short = [
        name[:-1] if len(name) > 2 and name.endswith(_ENDINGS) and not name.endswith(_WHOLE) else name for name in names
    ]
    times = Counter(short)
    return [one if times[one] == 1 else name for one, name in zip(short, names, strict=True)]
