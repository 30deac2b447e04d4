"""No space, no files, no permission: a message in Chinese, exit 1, the old site; once there is room again, the new one."""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.faults.city import NIGHTLY, Place, copy, whole
from tests.faults.disk import Disk, small_disk

# Root may do everything, so it gives up what lets it pass over permissions; other people have nothing to give up.
BLOCK = 4096
AS_ANYBODY = () if os.getuid() else ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner")
STEP = (4 if NIGHTLY else 384) * 1024  # bytes of room, more with each build


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
    """From no room at all upward.

    What a failed build left behind lies there for the next one, which so gets further.
    """
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 64 * 2**20) as disk:
        place = copy(city, disk.root / "city", disk.inside)
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
        place = copy(city, disk.root / "city", disk.inside)
        status = os.statvfs(disk.root)
        disk.remount(f"nr_inodes={status.f_files - status.f_ffree + 20}")
        place.must_fail(place.build("C"), "磁盘满了", stays="A")
        disk.remount("nr_inodes=0")
        place.must_build("C")


def test_a_disk_that_became_read_only(city: Place, tmp_path: Path):
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 64 * 2**20) as disk:
        place = copy(city, disk.root / "city", disk.inside)
        disk.remount("ro")
        place.must_fail(place.build("C"), "磁盘是只读的", stays="A")
        disk.remount("rw")
        place.must_build("C")


def under(limit: int, value: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(limit, (value, value))


def test_files_may_not_grow_beyond_a_limit(place: Place):
    for size in (0, 10_000):
        done = place.build("C", preexec_fn=under(resource.RLIMIT_FSIZE, size))
        place.must_fail(done, "文件超过了系统允许的大小", stays="A")
    place.must_build("C")


def test_files_may_not_be_opened_beyond_a_limit(place: Place):
    """Up to what is enough."""
    counts = iter(range(9, 99, 1 if NIGHTLY else 9))
    while (done := place.build("C", preexec_fn=under(resource.RLIMIT_NOFILE, next(counts)))).returncode:
        told = "同时打开的文件太多" if "同时打开的文件太多" in done.stderr else "全文索引没有做成"
        place.must_fail(done, told, stays="A")
    place.shows("C")


CLOSED = (
    ".homes-site",
    ".homes-site/lock",
    ".homes-site/cache/picture",
    ".homes-site/a/homes/chaoyang",  # a new page's place
    ".",
)


def test_places_that_may_not_be_written(place: Place):
    for closed in map(place.root.joinpath, CLOSED):
        mode = closed.stat().st_mode
        closed.chmod(0o555 if closed.is_dir() else 0o444)
        try:
            place.must_fail(place.build("C", before=AS_ANYBODY), "没有权限", stays="A")
        finally:
            closed.chmod(mode)
    place.must_build("C")


def test_content_that_may_not_be_read(place: Place):
    """A home's folder costs that home alone, city.yml the build; given back, all is as before."""
    city, home = place.content("C") / "city.yml", place.content("C") / "homes/chaoyang/jia-1"
    city.chmod(0)
    place.must_fail(place.build("C", before=AS_ANYBODY), "city.yml", stays="A")
    city.chmod(0o644)
    home.chmod(0)
    done = place.build("C", before=AS_ANYBODY)
    assert done.returncode == 0 and whole(place.site) not in place.sums.values()
    assert "chaoyang/jia-1" in (place.state / "findings.txt").read_text()
    home.chmod(0o755)
    place.must_build("C")
