"""No space, no files, no permission: a message in Chinese, exit 1, the old site; once there is room again, the new one."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.city import NIGHTLY, Place, copy
from tests.faults.disk import Disk, small_disk

# Root may do everything, so it gives up what lets it pass over permissions; other people have nothing to give up.
BLOCK = 4096
AS_ANYBODY = () if os.getuid() else ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner")
STEP = (4 if NIGHTLY else 128) * 1024  # bytes of room, more with each build


def free(root: Path) -> int:
    status = os.statvfs(root)
    return status.f_bavail * status.f_frsize


def leave(disk: Disk, spare: int) -> None:
    """Fills the disk but for `spare` bytes."""
    filler = disk.root / "filler"
    filler.unlink(missing_ok=True)
    with open(filler, "wb") as stream:
        for _ in range((free(disk.root) - spare) // BLOCK):
            stream.write(bytes(BLOCK))


def test_a_full_disk_at_every_stage(city: Place, tmp_path: Path):
    """From no room at all upward. What a failed build left behind lies there for the next one, which so gets further."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 64 * 2**20) as disk:
        place = copy(city, disk.root / "city")
        for gone in (place.state / "cache", place.idle):
            shutil.rmtree(gone)
        failed = 0
        while True:
            leave(disk, failed * STEP)
            done = place.build("C")
            if done.returncode == 0:
                break
            place.must_fail(done, "磁盘满了", stays="A")
            failed += 1
        place.shows("C")
        assert failed >= 3
        (disk.root / "filler").unlink()
        place.must_build("A")


def test_a_disk_without_room_for_more_names(city: Place, tmp_path: Path):
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 64 * 2**20) as disk:
        place = copy(city, disk.root / "city")
        status = os.statvfs(disk.root)
        disk.remount(f"nr_inodes={status.f_files - status.f_ffree + 20}")
        place.must_fail(place.build("C"), "磁盘满了", stays="A")
        disk.remount("nr_inodes=0")
        place.must_build("C")


def test_a_disk_that_became_read_only(city: Place, tmp_path: Path):
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 64 * 2**20) as disk:
        place = copy(city, disk.root / "city")
        disk.remount("ro")
        place.must_fail(place.build("C"), "磁盘是只读的", stays="A")
        disk.remount("rw")
        place.must_build("C")


def under(limit: int, value: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(limit, (value, value))


@pytest.mark.parametrize("size", [0, 60_000], ids="size_{}".format)
def test_files_may_not_grow_beyond_a_limit(place: Place, size: int):
    done = place.build("C", "--fresh", preexec_fn=under(resource.RLIMIT_FSIZE, size))
    assert done.returncode == 1 and any(word in done.stderr for word in ("文件超过了系统允许的大小", "全文索引没有做成")), done.stderr
    place.shows("A")
    place.must_build("C")


@pytest.mark.parametrize("count", [10, 12, 20], ids="count_{}".format)
def test_files_may_not_be_opened_beyond_a_limit(place: Place, count: int):
    done = place.build("C", preexec_fn=under(resource.RLIMIT_NOFILE, count))
    if done.returncode == 0:
        place.shows("C")  # enough for it
    else:
        place.must_fail(done, "", stays="A")
        assert "同时打开的文件太多" in done.stderr or "全文索引没有做成" in done.stderr, done.stderr
    place.must_build("C")


CLOSED = {
    "closed_state": ".homes-site",
    "closed_lock": ".homes-site/lock",
    "closed_cache": ".homes-site/cache/picture",
    "closed_place-of-a-new-page": ".homes-site/a/homes/chaoyang",
    "closed_place-of-a-changed-page": ".homes-site/a/homes/chaoyang/jia-0",
    "closed_beside-the-site": ".",
}


@pytest.mark.parametrize("path", CLOSED.values(), ids=CLOSED)
def test_a_place_that_may_not_be_written(place: Place, path: str):
    closed = place.root / path
    mode = closed.stat().st_mode
    closed.chmod(0o555 if closed.is_dir() else 0o444)
    try:
        done = place.build("C", before=AS_ANYBODY)
        place.must_fail(done, "没有权限", stays="A")
    finally:
        closed.chmod(mode)
    place.must_build("C")
