"""Machines set up in ten ways: one checksum. `--as-of` is the only clock."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

from tests.faults.city import NIGHTLY, VERSIONS, Place, whole

PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # a system that knows ASCII alone
# Variables, umask, workers, the age of the content's files in seconds from now. By day every other one.
MACHINES = [
    ({"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8"}, 0o022, 1, 0),
    ({"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}, 0o077, 2, 10**9),
    ({"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "LC_ALL": "C"}, 0o027, 4, -(10**9)),
    ({"TZ": "UTC-14", "PYTHONHASHSEED": "3", "LC_ALL": "POSIX"}, 0, 1, 86400),
    ({"TZ": "nowhere", "PYTHONHASHSEED": "4", "LC_ALL": "xx_YY.UTF-8"}, 0o022, 2, -86400),
    ({"TZ": "", "PYTHONHASHSEED": "5", "LC_ALL": "tr_TR.UTF-8"}, 0o002, 4, 3600),
    (PLAIN | {"PYTHONHASHSEED": "6"}, 0o022, 2, 60),
    ({"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "gbk", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"}, 0o022, 1, -60),
    ({"HOME": "/nowhere", "COLUMNS": "20", "NO_COLOR": "1", "PYTHONHASHSEED": "8"}, 0o022, 4, 10**8),
    ({"PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "9"}, 0o077, 2, -(10**8)),
]


def moved(source: Path, target: Path, age: int, chance: random.Random) -> None:
    """A copy made in another order, so that folders list it so, and with other times: 1970 and the future among them."""
    files = [path for path in source.rglob("*") if path.is_file()]
    chance.shuffle(files)
    for file in files:
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        when = max(0, file.stat().st_mtime - age * chance.random())
        os.utime(copy, (when, when))


def test_any_machine_one_checksum(city: Place, tmp_path: Path):
    chance, found = random.Random(3), {}
    for number, (variables, mask, workers, age) in list(enumerate(MACHINES))[:: 1 if NIGHTLY else 2]:
        place = Place(tmp_path / f"in {number}" / ("深" * number) / "x", city.sums)
        moved(city.content("C"), place.content("C"), age, chance)
        if number % 5:  # warm: with what a build of something else left
            shutil.copytree(city.state, place.state, symlinks=True)
            place.site.symlink_to(city.site.readlink())
        done = place.build("C", "--workers", str(workers), env=os.environ | variables, umask=mask)
        assert done.returncode == 0, (number, done.stderr)
        found[number] = whole(place.site)
    assert set(found.values()) == {city.sums["C"]}, found


def test_the_systems_clock_says_nothing(place: Place):
    """Everything kept between builds as if it were from 1970, then from 2100."""
    for version, when in zip("CA", (0, 4102444800), strict=True):
        for path in (*place.state.rglob("*"), *place.content(version).rglob("*")):
            os.utime(path, (when, when), follow_symlinks=False)
        place.must_build(version)
        place.must_build(VERSIONS[1])
