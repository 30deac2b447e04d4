"""Conversion of datums, great-circle distances, and nearest neighbours without comparing all pairs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

EARTH_RADIUS = 6_371_008.8  # metres, mean
_KRASOVSKY = 6_378_245.0  # metres, semi-major axis that GCJ-02 is defined on
_ECCENTRICITY = 0.00669342162296594323  # squared
_BAIDU = math.pi * 3000 / 180
_CELL = 0.012  # degrees, some 1 km: the usual distance of homes

Degrees = tuple[float, float]
"""Longitude, latitude."""
K = TypeVar("K", bound=Hashable)
_Cells = dict[tuple[int, int], list[K]]


def to_wgs84(longitude: float, latitude: float, datum: str) -> Degrees:
    """WGS-84 degrees of a point given in `wgs84`, `gcj02` or `bd09`, right to about a metre."""
    if datum == "bd09":
        longitude, latitude = _bd09_to_gcj02(longitude, latitude)
    if datum in ("bd09", "gcj02"):
        longitude, latitude = _gcj02_to_wgs84(longitude, latitude)
    return longitude, latitude


def wgs84_to_gcj02(longitude: float, latitude: float) -> Degrees:
    """GCJ-02 degrees of a WGS-84 point; the formula was never published, this is the one in common use."""
    x, y = longitude - 105.0, latitude - 35.0
    shift_y = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + _waves(x)
    shift_y += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    shift_y += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    shift_x = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + _waves(x)
    shift_x += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    shift_x += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    radians = math.radians(latitude)
    magic = 1 - _ECCENTRICITY * math.sin(radians) ** 2
    north = shift_y * 180 / (_KRASOVSKY * (1 - _ECCENTRICITY) / (magic * math.sqrt(magic)) * math.pi)
    east = shift_x * 180 / (_KRASOVSKY / math.sqrt(magic) * math.cos(radians) * math.pi)
    return longitude + east, latitude + north


def _waves(x: float) -> float:
    return (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3


def _gcj02_to_wgs84(longitude: float, latitude: float) -> Degrees:
    guess = longitude, latitude
    for _ in range(4):  # a fixed point, reached to a millimetre
        there = wgs84_to_gcj02(*guess)
        guess = guess[0] + longitude - there[0], guess[1] + latitude - there[1]
    return guess


def _bd09_to_gcj02(longitude: float, latitude: float) -> Degrees:
    x, y = longitude - 0.0065, latitude - 0.006
    radius = math.hypot(x, y) - 0.00002 * math.sin(y * _BAIDU)
    angle = math.atan2(y, x) - 0.000003 * math.cos(x * _BAIDU)
    return radius * math.cos(angle), radius * math.sin(angle)


def metres(a: Degrees, b: Degrees) -> float:
    """Great-circle distance of two points in the same datum."""
    (lon_a, lat_a), (lon_b, lat_b) = (tuple(map(math.radians, point)) for point in (a, b))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(half))


def nearest(points: Mapping[K, Degrees], count: int, within: float) -> dict[K, list[tuple[float, K]]]:
    """For each point its `count` nearest others no further than `within` metres: (metres, key), nearest first."""
    cells: _Cells[K] = defaultdict(list)
    for key, (longitude, latitude) in points.items():
        cells[int(longitude / _CELL), int(latitude / _CELL)].append(key)
    return {key: _around(key, points, cells, count, within) for key in points}


def _around(key: K, points: Mapping[K, Degrees], cells: _Cells[K], count: int, within: float) -> list[tuple[float, K]]:
    longitude, latitude = points[key]
    column, row = int(longitude / _CELL), int(latitude / _CELL)
    narrowest = _CELL * math.radians(1) * EARTH_RADIUS * math.cos(math.radians(min(89.0, abs(latitude) + 1)))
    found: list[tuple[float, K]] = []
    for ring in range(math.ceil(within / narrowest) + 1):
        for other in _ring(cells, column, row, ring):
            if other != key and (far := metres(points[key], points[other])) <= within:
                found.append((far, other))
        found = sorted(found, key=lambda pair: (pair[0], str(pair[1])))[:count]
        if len(found) == count and found[-1][0] <= ring * narrowest:
            break
    return found


def _ring(cells: _Cells[K], column: int, row: int, ring: int) -> Iterator[K]:
    for x in range(column - ring, column + ring + 1):
        on_side = abs(x - column) == ring
        for y in range(row - ring, row + ring + 1) if on_side else {row - ring, row + ring}:
            yield from cells.get((x, y), ())
