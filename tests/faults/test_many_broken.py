"""A third of a city broken in every way that people break folders: the pages of all the others stay byte for byte."""

from __future__ import annotations

import itertools
from pathlib import Path

from tests.conftest import HOME, Folder
from tests.faults.city import NIGHTLY, Place, whole
from tests.model.test_broken_folders import BROKEN
from tests.test_cli import BROKEN as BYTES

COUNT = 3000 if NIGHTLY else 300  # homes, without a location: so none names another as its neighbour
WAYS = [(name, data) for name, data, *_ in BROKEN.values()]
WAYS += [(name, data) for data in BYTES.values() for name in ("home.yml", "consents.yml", "families.yml", "intro.md")]


def pages(site: Path, identities: list[str]) -> dict[str, bytes]:
    """Every file of these homes by its path."""
    files = (path for identity in identities for path in (site / "homes" / identity).rglob("*"))
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files if path.is_file()}


def test_a_third_of_the_homes_broken_and_the_others_as_they_were(tmp_path: Path):
    place = Place(tmp_path, {})
    folder = Folder(place.content("A"))
    homes = [f"chaoyang/jia-{number}" for number in range(COUNT)]
    for number, identity in enumerate(homes):
        folder.home("home.yml", HOME.replace("枣营北里", f"{number}号院"), identity)
        folder.home("intro.md", "一张桌子，四把椅子，谁有话谁坐下。\n", identity)
    place.make("A", "--no-photos")
    broken, good = homes[::3], [identity for number, identity in enumerate(homes) if number % 3]
    before = pages(place.site, good)
    assert len(before) >= len(good)
    for identity, (name, data) in zip(broken, itertools.cycle(WAYS), strict=False):
        folder.home(name, data, identity)
    place.make("A", "--no-photos")
    whole(place.site)
    assert pages(place.site, good) == before
    report = (place.state / "findings.txt").read_text()
    assert all(f"homes/{identity}/" in report for identity in broken)
