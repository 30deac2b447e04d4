"""The small city, built once in each version; every test harms a copy of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.city import VERSIONS, Place, copy, whole, write_city


@pytest.fixture(scope="session")
def city(once) -> Place:
    """Both trees hold a release: A is live, B lies idle; C is still to be built. `sums` were taken from clean builds,
    each in a new place.
    """
    return once("city", _built)


def _built(folder: Path) -> Place:
    sums = {}
    for version in VERSIONS:
        clean = Place(folder / version, sums)
        write_city(clean.content(version), version)
        clean.make(version)
        sums[version] = whole(clean.site)
    assert len(set(sums.values())) == len(VERSIONS)
    place = Place(folder / "city", sums)
    for version in VERSIONS:
        write_city(place.content(version), version)
    for version in "BA":
        place.must_build(version)
    return place


@pytest.fixture
def place(city: Place, tmp_path: Path) -> Place:
    """A copy of the city to harm: A is live."""
    return copy(city, tmp_path / "city")
