"""What lies between builds, damaged: the next build, and the one after it, are what a clean one is."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from tests.faults.city import NIGHTLY, Place


def cached(place: Place) -> list[Path]:
    return sorted(path for path in (place.state / "cache").rglob("*") if path.is_file())


def flip(file: Path, chance: random.Random) -> None:
    """Turns one bit, as a bad disk does: time and size stay."""
    data = bytearray(file.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.unlink()  # links of it stay as they are
    file.write_bytes(data)


def flip_cache(place: Place, chance: random.Random) -> None:
    for file in cached(place):
        flip(file, chance)


def cut_cache(place: Place, chance: random.Random) -> None:
    for file in cached(place):
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(data[: chance.randrange(len(data))])


def lose_half_the_cache(place: Place, chance: random.Random) -> None:
    files = cached(place)
    for file in chance.sample(files, len(files) // 2):
        file.unlink()


def swap_cache(place: Place, chance: random.Random) -> None:
    files = cached(place)
    for one, other in pairwise(files):
        data, else_ = one.read_bytes(), other.read_bytes()
        for file, bytes_ in ((one, else_), (other, data)):
            file.unlink()
            file.write_bytes(bytes_)


def lose_cache(place: Place, chance: random.Random) -> None:
    shutil.rmtree(place.state / "cache")


def ledger(place: Place) -> Path:
    return place.state / "ledger.sqlite"


def flip_ledger(place: Place, chance: random.Random) -> None:
    flip(ledger(place), chance)


def cut_ledger(place: Place, chance: random.Random) -> None:
    file = ledger(place)
    file.write_bytes(file.read_bytes()[: chance.randrange(file.stat().st_size)])


def lose_ledger(place: Place, chance: random.Random) -> None:
    ledger(place).unlink()


def nonsense_for_ledger(place: Place, chance: random.Random) -> None:
    ledger(place).write_bytes(b"SQLite format 3\0" + chance.randbytes(9_000))


def hot_journal(place: Place, chance: random.Random) -> None:
    ledger(place).with_name("ledger.sqlite-journal").write_bytes(chance.randbytes(5_000))


def stray_in(which: str) -> Callable[[Place, random.Random], None]:
    def stray(place: Place, chance: random.Random) -> None:
        tree: Path = getattr(place, which)
        (tree / "名册.xlsx").write_bytes(b"stray")
        (tree / f"homes/chaoyang/jia-1/{which}").mkdir()
        (tree / f"homes/chaoyang/jia-1/{which}/x.html").write_bytes(b"stray")
        (tree / f"out-{which}").symlink_to("/")

    return stray


def edit(place: Place, chance: random.Random) -> None:
    """By hand, in both trees: same length, other words."""
    for tree in (place.live, place.idle):
        page = tree / "homes/chaoyang/jia-1/index.html"
        data = page.read_bytes()
        page.unlink()
        page.write_bytes(data.replace("妇女之家".encode(), "妇女之屋".encode()))


def lose_some_of_both_trees(place: Place, chance: random.Random) -> None:
    for tree in (place.live, place.idle):
        shutil.rmtree(tree / "homes/chaoyang/jia-2")
        (tree / "404.html").unlink()


def lose_idle_tree(place: Place, chance: random.Random) -> None:
    shutil.rmtree(place.idle)


def lose_live_tree(place: Place, chance: random.Random) -> None:
    shutil.rmtree(place.live)


def tear_idle_tree(place: Place, chance: random.Random) -> None:
    """As a power cut may: files are empty or half."""
    pages = sorted(place.idle.rglob("*.html"))
    for file in chance.sample(pages, len(pages) // 4):
        file.unlink()
        file.write_bytes(b"" if chance.random() < 0.5 else b"<!doctype html>")


def folder_for_file(place: Place, chance: random.Random) -> None:
    """Names that are a folder where a file was, and the other way round."""
    (place.idle / "index.html").unlink()
    (place.idle / "index.html/x").mkdir(parents=True)
    shutil.rmtree(place.idle / "homes/chaoyang/jia-2")
    (place.idle / "homes/chaoyang/jia-2").write_bytes(b"a file")


def nonsense_in_scratch(place: Place, chance: random.Random) -> None:
    shutil.rmtree(place.state / "tmp")
    (place.state / "tmp").write_bytes(b"a file")
    (place.state / "lock").write_text("999999\n")
    (place.state / "a.release.77.new").write_bytes(b"half")
    for slot in "ab":
        (place.state / f"{slot}.release").write_bytes(b"\0")


DAMAGE = {
    "cache_flipped": flip_cache,
    "cache_cut": cut_cache,
    "cache_half-lost": lose_half_the_cache,
    "cache_swapped": swap_cache,
    "cache_lost": lose_cache,
    "ledger_flipped": flip_ledger,
    "ledger_cut": cut_ledger,
    "ledger_nonsense": nonsense_for_ledger,
    "ledger_journal": hot_journal,
    "stray_in-the-live-tree": stray_in("live"),
    "stray_in-the-idle-tree": stray_in("idle"),
    "trees_edited": edit,
    "trees_half-lost": lose_some_of_both_trees,
    "idle-tree_torn": tear_idle_tree,
    "idle-tree_folders-for-files": folder_for_file,
    "scratch_nonsense": nonsense_in_scratch,
    "ledger_lost": lose_ledger,
    "idle-tree_lost": lose_idle_tree,
    "live-tree_lost": lose_live_tree,
}


def test_no_damage_outlives_the_next_build(place: Place):
    """One damage before each build. What was done to the live tree would show in the build after the next."""
    chance = random.Random(7)
    for turn, (name, damage) in enumerate(DAMAGE.items()):
        damage(place, chance)
        print(name)
        place.must_build("CAB"[turn % 3])
    place.must_build("ABC"[turn % 3])


@pytest.mark.parametrize("seed", range(30 if NIGHTLY else 1))
def test_no_heap_of_damage_does(place: Place, seed: int):
    chance = random.Random(seed)
    for turn in range(3):
        for name in chance.sample(sorted(DAMAGE), 6):
            print(name)
            with suppress(OSError):  # an earlier damage removed its target
                DAMAGE[name](place, chance)
        place.must_build("CAB"[turn % 3])
