"""Folders that are being synchronised while a build reads them: each home as it was at one moment, or left out and
named.
"""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.city import NIGHTLY, Place, whole

OWN = "homes/chaoyang/jia-0"
_EXCHANGE, _HERE = 2, -100  # renameat2(2): RENAME_EXCHANGE, AT_FDCWD


def others(site: Path) -> dict[str, bytes]:
    """The pages of all homes but that which is written to."""
    pages = sorted((site / "homes").rglob("*.html"))
    return {str(path.relative_to(site)): path.read_bytes() for path in pages if OWN not in str(path)}


def test_a_home_yml_cut_anywhere_costs_nobody_else(place: Place):
    file, chance = place.content("A") / OWN / "home.yml", random.Random(5)
    whole_text, before = file.read_bytes(), others(place.site)
    for _ in range(100 if NIGHTLY else 6):
        cut = chance.randrange(len(whole_text))
        file.write_bytes(whole_text[:cut])
        place.make("A")
        whole(place.site)
        assert others(place.site) == before
        if not (place.site / OWN / "index.html").exists():
            assert f"{OWN}/home.yml" in (place.state / "findings.txt").read_text(), cut
    file.write_bytes(whole_text)
    place.must_build("A")


@contextmanager
def meanwhile(act: Callable[[], None], pause: float) -> Iterator[None]:
    """Does it again and again, until the block ends."""
    done, failed = threading.Event(), []

    def run() -> None:
        try:
            while not done.wait(pause):
                act()
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
    assert not failed, failed


def exchange(one: Path, other: Path) -> None:
    """Two folders change places in one step."""
    if ctypes.CDLL(None, use_errno=True).renameat2(_HERE, bytes(one), _HERE, bytes(other), _EXCHANGE):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def test_a_home_that_changes_under_way_is_one_version_or_the_other(place: Place):
    """Text in two files and a photo differ between the versions: the page never shows one with another's."""
    home = place.content("A") / OWN
    spare = place.root / "spare"
    shutil.copytree(place.content("C") / OWN, spare)
    said = {}
    for version, folder in (("A", home), ("C", spare)):
        with open(folder / "home.yml", "a") as stream:
            stream.write(f"also_known_as: [别名{version}版]\n")
        (folder / "intro.md").write_text(f"介绍{version}版。\n")
        said[version] = {f"别名{version}版", f"介绍{version}版", f"{version}版的一句话"}
    pictures = {}
    for version in "AC":
        place.make("A")
        page = (place.site / OWN / "index.html").read_text()
        pictures[version] = {name for name in os.listdir(place.site / "media") if name in page}
        assert pictures[version] and all(word in page for word in said[version])
        exchange(home, spare)
    pictures["A"], pictures["C"] = pictures["A"] - pictures["C"], pictures["C"] - pictures["A"]
    seen = []
    with meanwhile(lambda: exchange(home, spare), 0.004):
        for _ in range(60 if NIGHTLY else 4):
            assert place.build("A").returncode == 0
            whole(place.site)
            page = (place.site / OWN / "index.html").read_text()
            version = next(v for v in "AC" if f"介绍{v}版" in page)
            other = "AC".replace(version, "")
            assert all(word in page for word in said[version])
            assert not any(word in page for word in said[other] | pictures[other])
            seen.append(version)
    assert not NIGHTLY or set(seen) == {"A", "C"}


def test_what_sync_tools_put_down_and_take_away_is_not_published(place: Place):
    names = (
        ".home.yml.swp",
        "~$home.yml",
        "home.yml.tmp",
        "home (冲突副本).yml",
        "intro.md.part",
        "photos/.men.jpg.crdownload",
    )
    chance = random.Random(2)

    def litter() -> None:
        for identity in ("jia-0", "jia-4", "jia-7"):
            file = place.content("C") / "homes/chaoyang" / identity / chance.choice(names)
            if file.exists():
                file.unlink()
            elif file.parent.is_dir():
                file.write_bytes(b"half of a fi")

    with meanwhile(litter, 0.002):
        for _ in range(40 if NIGHTLY else 2):
            assert place.build("C").returncode == 0
            place.shows("C")
