"""The two trees, the lock and the switch, on real folders."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path

import pytest

from generator.store import (
    AnotherBuild,
    BadPath,
    FileEntry,
    NoRelease,
    ReleaseBasis,
    SiteOccupied,
    State,
    TreeRecord,
    UsedPaths,
    difference,
    manifest,
)

DAY = dt.date(2026, 11, 25)


def build(state: State, files: dict[str, bytes], consents: dict[str, str] | None = None) -> set[str]:
    """Makes these files the live release; returns the paths that were written."""
    with state.lock():
        tree = state.open_idle_tree()
        lies = manifest.read_tree(tree.root)
        for path in lies.keys() - files.keys():
            tree.remove(path)
        written = {path for path, data in files.items() if lies.get(path) != FileEntry.of(data)}
        for path in sorted(written):
            tree.write(path, files[path])
        state.sync()
        state.switch(tree.slot, ReleaseBasis(consents or {}, []))
    return written


def read(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State.beside(tmp_path / "site")


def inode(state: State, path: str) -> int:
    return (state.site / path).stat().st_ino


ONE = {"index.html": b"one", "homes/a/index.html": b"a", "homes/b/index.html": b"b", "empty.txt": b""}


def test_first_build_makes_a_relative_link(state: State):
    build(state, ONE)
    assert os.readlink(state.site) == ".homes-site/a"
    assert read(state.site) == ONE


def test_builds_alternate_and_hold_exactly_what_was_written(state: State):
    build(state, ONE)
    two = {"index.html": b"two", "homes/a/index.html": b"a", "new/index.html": b"new"}
    build(state, two)
    assert os.readlink(state.site) == ".homes-site/b"
    assert read(state.site) == two and read(state.folder / "a") == ONE
    assert build(state, ONE) == set()  # the tree before the last held the same
    assert read(state.site) == ONE and not (state.site / "new").exists()


def test_a_file_that_is_taken_along_keeps_its_date(state: State):
    build(state, ONE)
    first, live = inode(state, "homes/a/index.html"), state.live.root
    with state.lock():
        tree = state.open_idle_tree()
        tree.link_from(live, "homes/a/index.html")
        state.switch(tree.slot, ReleaseBasis({}, []))
    assert inode(state, "homes/a/index.html") == first  # a link: same date, same ETag


def test_a_shared_file_is_never_written_in_place(state: State, tmp_path: Path):
    photo = tmp_path / "photo"
    photo.write_bytes(b"photo")
    for _ in range(2):
        with state.lock():
            tree = state.open_idle_tree()
            assert tree.link("p.webp", photo) == FileEntry.of(b"photo")
            state.switch(tree.slot, ReleaseBasis({}, []))
    assert photo.stat().st_nlink == 3
    build(state, {"p.webp": b"other", "index.html": b"2"})
    assert photo.read_bytes() == b"photo"


ENTRIES = {path: FileEntry.of(data) for path, data in ONE.items()}


def finished(state: State) -> TreeRecord:
    with state.lock():
        return TreeRecord(state.sync())


def test_a_tree_that_nobody_touched_holds_its_release(state: State):
    build(state, ONE)
    record = finished(state)
    assert difference(state.live.root, ENTRIES, record) == frozenset()
    assert difference(state.live.root, ENTRIES, record._replace(outdated=frozenset({"index.html"}))) == {"index.html"}


def other_bytes(root: Path) -> None:
    (root / "index.html").write_bytes(b"eno")


def more_bytes(root: Path) -> None:
    with open(root / "homes/a/index.html", "ab") as file:
        file.write(b"!")


def gone(root: Path) -> None:
    (root / "empty.txt").unlink()


def stray(root: Path) -> None:
    (root / "homes/stray.html").write_bytes(b"")


def linked(root: Path) -> None:
    (root / "index.html").unlink()
    (root / "index.html").symlink_to("empty.txt")


@pytest.mark.parametrize(
    ("touch", "differs"),
    [
        (other_bytes, "index.html"),
        (more_bytes, "homes/a/index.html"),
        (gone, "empty.txt"),
        (stray, "homes/stray.html"),
        (linked, "index.html"),
    ],
)
def test_whatever_was_done_to_a_tree_is_seen(state: State, touch, differs: str):
    build(state, ONE)
    record = finished(state)
    time.sleep(0.02)  # later than a tick of the clock
    touch(state.live.root)
    assert difference(state.live.root, ENTRIES, record) == {differs}
    assert difference(state.live.root, ENTRIES, None) == {differs}


@pytest.mark.parametrize(
    "path", ["", "/x.html", "../x", "a/../b", "a//b", "a/", "./a", "a\\b", "a\nb", "e\u0301.html", "长" * 90 + ".html"]
)
def test_unsafe_paths_are_refused(state: State, path: str):
    with state.lock(), pytest.raises(BadPath):
        state.open_idle_tree().write(path, b"")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a.html", "a.html"),
        ("a.html", "A.html"),
        ("x/a.html", "X/b.html"),
        ("a/b/c.html", "a/b"),
        ("a/b", "a/b/c.html"),
        ("a/B", "a/b/c/d"),
    ],
)
def test_colliding_paths_are_refused(first: str, second: str):
    with pytest.raises(BadPath):
        UsedPaths([first, second])


def test_files_and_folders_may_change_places(state: State):
    for files in ({"x": b"1", "y/z/w": b"2"}, {"x/y": b"3", "y": b"4"}) * 3:
        build(state, files)
        assert read(state.site) == files


def test_a_second_build_is_refused_at_once(state: State):
    with state.lock(), pytest.raises(AnotherBuild, match=str(os.getpid())), State.beside(state.site).lock():
        pass
    with State.beside(state.site).lock():
        pass


def test_nothing_is_done_without_the_lock(state: State):
    for act in (state.open_idle_tree, lambda: state.rollback(DAY), lambda: state.put_public("x", "")):
        with pytest.raises(RuntimeError):
            act()


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_somebody_elses_site_is_refused(state: State, tmp_path: Path, kind: str):
    if kind == "folder":
        (tmp_path / "site/sub").mkdir(parents=True)
    elif kind == "file":
        (tmp_path / "site").write_bytes(b"mine")
    else:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "site").symlink_to("elsewhere")
    with pytest.raises(SiteOccupied, match="--site"):
        build(state, ONE)
    assert (tmp_path / "site").exists() and not (state.folder / "a").exists()


def test_an_empty_folder_gives_way(state: State):
    state.site.mkdir()
    build(state, ONE)
    assert state.site.is_symlink() and read(state.site) == ONE


def test_site_and_state_move_together(state: State, tmp_path: Path):
    build(state, ONE)
    (tmp_path / "moved").mkdir()
    os.rename(state.site, tmp_path / "moved/site")
    os.rename(state.folder, tmp_path / "moved/.homes-site")
    moved = State.beside(tmp_path / "moved/site")
    build(moved, ONE | {"index.html": b"2"})
    assert read(moved.site)["index.html"] == b"2"


def test_rollback_goes_one_back_and_forth(state: State):
    released(state, ONE)
    released(state, ONE | {"index.html": b"2"})
    with state.lock():
        state.rollback(DAY)
        assert read(state.site)["index.html"] == b"one"
        state.rollback(DAY)
    assert read(state.site)["index.html"] == b"2"


def released(state: State, files: dict[str, bytes], consents: dict[str, str] | None = None) -> None:
    """With its checksums, as every release has them."""
    build(
        state,
        files | {"checksums.txt": manifest.checksums({path: FileEntry.of(data) for path, data in files.items()})},
        consents,
    )


def test_rollback_is_refused_without_a_whole_release(state: State):
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)
    released(state, ONE)
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)
    released(state, ONE | {"index.html": b"2"})
    (state.folder / "a/index.html").write_bytes(b"eno")
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)
    assert read(state.site)["index.html"] == b"2"


def test_rollback_never_takes_a_tree_that_was_not_released(state: State):
    released(state, ONE)
    released(state, ONE)
    with state.lock():
        state.open_idle_tree().write("index.html", b"failed its checks")
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)


ZHANG = {"chaoyang/x C-2026-014 name": "2026-12-31"}
LESS = {
    "withdrawn": {},
    "of another scope": {"chaoyang/x C-2026-014 story": "2026-12-31"},
}


@pytest.mark.parametrize("left", LESS.values(), ids=LESS)
def test_a_consent_taken_back_bars_the_tree_before(state: State, left: dict):
    released(state, ONE | {"zhang.html": b"zhang"}, consents=ZHANG)
    assert not state.must_replace_idle()
    released(state, ONE, consents=left)
    assert state.must_replace_idle()
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)


@pytest.mark.parametrize(
    ("last_day", "returns"), [("2026-11-24", False), ("2026-11-25", True), ("2026-11-26", True), ("", True)]
)
def test_a_consent_that_ended_since_bars_the_release_before(state: State, last_day: str, returns: bool):
    """Both releases were made while it lasted; nobody has built since."""
    leave = {"chaoyang/x C-2026-014 name": last_day}
    released(state, ONE | {"zhang.html": b"zhang"}, consents=leave)
    released(state, ONE | {"zhang.html": b"zhang", "index.html": b"2"}, consents=leave)
    if returns:
        with state.lock():
            state.rollback(DAY)
    else:
        with state.lock(), pytest.raises(NoRelease, match="到期"):
            state.rollback(DAY)
    assert (read(state.site)["index.html"] == b"one") is returns


def test_a_consent_made_longer_lets_the_release_before_return(state: State):
    released(state, ONE, consents={"x C-1 name": "2026-11-01"})
    released(state, ONE | {"index.html": b"2"}, consents={"x C-1 name": "2027-11-01", "x C-2 name": ""})
    with state.lock():
        state.rollback(DAY)
        with pytest.raises(NoRelease):  # forth again: what is live does not know the consent that came later
            state.rollback(DAY)


@pytest.mark.parametrize("record", [b"", b"[1]", b"null", None])
def test_a_release_that_cannot_say_what_it_rests_on_never_returns(state: State, record: bytes | None):
    released(state, ONE)
    released(state, ONE | {"index.html": b"2"})
    file = state.folder / "a.release"
    file.unlink() if record is None else file.write_bytes(record)
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)
