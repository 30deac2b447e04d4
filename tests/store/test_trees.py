"""The two trees, the lock and the switch, on real folders."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from generator.store import AnotherBuild, BadPath, NoRelease, SiteTaken, State, manifest

DAY = dt.date(2026, 11, 25)


def build(state: State, files: dict[str, bytes], leave={}):
    with state.lock(), state.staging() as tree:
        for path, data in files.items():
            tree.write(path, data)
        stats = tree.finish()
        state.switch(tree, leave)
    return stats


def read(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State.beside(tmp_path / "site")


def inode(state: State, path: str) -> int:
    return (state.site / path).stat().st_ino


ONE = {"index.html": b"one", "homes/a/index.html": b"a", "homes/b/index.html": b"b", "empty.txt": b""}


def test_first_build_makes_a_relative_link(state: State):
    stats = build(state, ONE)
    assert os.readlink(state.site) == ".homes-site/a"
    assert read(state.site) == ONE
    assert (stats.files, stats.size, stats.written, stats.removed) == (4, 5, 4, 0)
    assert stats.changed == tuple(sorted(ONE)) and stats.gone == ()


def test_builds_alternate_and_hold_exactly_what_was_written(state: State):
    build(state, ONE)
    two = {"index.html": b"two", "homes/a/index.html": b"a", "new/index.html": b"new"}
    stats = build(state, two)
    assert os.readlink(state.site) == ".homes-site/b"
    assert read(state.site) == two and read(state.folder / "a") == ONE
    assert stats.changed == ("index.html", "new/index.html")
    assert stats.gone == ("empty.txt", "homes/b/index.html")
    third = build(state, ONE)
    assert read(state.site) == ONE and not (state.site / "new").exists()
    assert third.removed == 0 and third.written == 0  # the tree before the last held the same


def test_only_changed_bytes_are_written_and_dates_survive(state: State):
    build(state, ONE)
    first = inode(state, "homes/a/index.html")
    build(state, ONE | {"index.html": b"2"})
    assert inode(state, "homes/a/index.html") == first  # a link: same date, same ETag
    build(state, ONE | {"index.html": b"3"})
    assert inode(state, "homes/a/index.html") == first
    assert read(state.folder / "b")["index.html"] == b"2"


def test_a_shared_file_is_never_written_in_place(state: State, tmp_path: Path):
    photo = tmp_path / "photo"
    photo.write_bytes(b"photo")
    with state.lock(), state.staging() as tree:
        tree.link("p.webp", photo)
        tree.write("index.html", b"1")
        tree.finish()
        state.switch(tree, {})
    with state.lock(), state.staging() as tree:
        assert tree.keep("p.webp") and tree.keep("index.html")
        tree.finish()
        state.switch(tree, {})
    assert photo.stat().st_nlink == 3
    build(state, {"p.webp": b"other", "index.html": b"2"})
    assert photo.read_bytes() == b"photo"
    assert read(state.folder / "b") == {"p.webp": b"photo", "index.html": b"1"}


def test_keep_and_link_tell_what_is_missing(state: State, tmp_path: Path):
    build(state, ONE)
    (state.site / "index.html").unlink()
    with state.lock(), state.staging() as tree:
        assert tree.keep("index.html") is None
        assert tree.keep("never.html") is None
        assert tree.keep("empty.txt").size == 0
        with pytest.raises(FileNotFoundError):
            tree.link("x.webp", tmp_path / "missing")


def test_a_damaged_live_file_is_not_linked(state: State):
    build(state, ONE)
    (state.site / "index.html").write_bytes(b"eno")
    build(state, ONE)
    assert read(state.site) == ONE


@pytest.mark.parametrize(
    "path", ["", "/x.html", "../x", "a/../b", "a//b", "a/", "./a", "a\\b", "a\nb", "e\u0301.html", "长" * 90 + ".html"]
)
def test_unsafe_paths_are_refused(state: State, path: str):
    with state.lock(), state.staging() as tree:
        with pytest.raises(BadPath):
            tree.write(path, b"")


@pytest.mark.parametrize(
    ("first", "second"),
    [("a.html", "a.html"), ("a.html", "A.html"), ("x/a.html", "X/b.html"), ("a/b/c.html", "a/b"), ("a/b", "a/b/c.html"),
     ("a/B", "a/b/c/d")],
)
def test_colliding_paths_are_refused(state: State, first: str, second: str):
    with state.lock(), state.staging() as tree:
        tree.write(first, b"1")
        with pytest.raises(BadPath):
            tree.write(second, b"2")


def test_files_and_folders_may_change_places(state: State):
    for files in ({"x": b"1", "y/z/w": b"2"}, {"x/y": b"3", "y": b"4"}) * 3:
        build(state, files)
        assert read(state.site) == files


def test_a_second_build_is_refused_at_once(state: State):
    with state.lock():
        with pytest.raises(AnotherBuild, match=str(os.getpid())):
            with State.beside(state.site).lock():
                pass
    with State.beside(state.site).lock():
        pass


def test_nothing_is_done_without_the_lock(state: State):
    for act in (state.forget, lambda: state.rollback(DAY), state.seed, lambda: state.staging().__enter__()):
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
    with pytest.raises(SiteTaken, match="--site"):
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


def test_an_unfinished_tree_never_goes_live_and_is_repaired(state: State):
    build(state, ONE)
    build(state, ONE | {"index.html": b"2"})
    with state.lock(), state.staging() as tree:
        tree.write("index.html", b"3")
        tree.write("half.html", b"half")
        with pytest.raises(RuntimeError):
            state.switch(tree, {})
    (state.folder / "a/stray/deep").mkdir(parents=True)
    (state.folder / "a/stray/deep/file").write_bytes(b"stray")
    (state.folder / "a/homes/a/index.html").write_bytes(b"torn")
    (state.folder / "a/link").symlink_to("homes")
    build(state, ONE)
    assert os.readlink(state.site) == ".homes-site/a"
    assert manifest.measure(state.site) == manifest.read(state.folder / "a.manifest")
    assert read(state.site) == ONE and not (state.site / "stray").exists()


def test_rollback_goes_one_back_and_forth(state: State):
    build(state, ONE)
    build(state, ONE | {"index.html": b"2"})
    with state.lock():
        state.rollback(DAY)
        assert read(state.site) == ONE
        state.rollback(DAY)
    assert read(state.site)["index.html"] == b"2"


def test_rollback_is_refused_without_a_whole_release(state: State):
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)
    build(state, ONE)
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)
    build(state, ONE | {"index.html": b"2"})
    (state.folder / "a/index.html").write_bytes(b"eno")
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)
    assert read(state.site)["index.html"] == b"2"


def test_rollback_never_takes_a_tree_that_was_not_released(state: State):
    build(state, ONE)
    build(state, ONE)
    with state.lock(), state.staging() as tree:
        tree.write("index.html", b"failed its checks")
        tree.finish()
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)


ZHANG = {"chaoyang/x C-2026-014 name": "2026-12-31"}
LESS = {
    "withdrawn": {},
    "of another scope": {"chaoyang/x C-2026-014 story": "2026-12-31"},
}


@pytest.mark.parametrize("left", LESS.values(), ids=LESS)
def test_a_consent_taken_back_empties_the_tree_before_and_bars_it(state: State, left: dict):
    build(state, ONE | {"zhang.html": b"zhang"}, leave=ZHANG)
    build(state, ONE, leave=left)
    assert "zhang.html" not in read(state.folder / "a")
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)
    build(state, ONE | {"index.html": b"3"}, leave=left)
    assert read(state.site) == ONE | {"index.html": b"3"}
    with state.lock():
        state.rollback(DAY)
    assert read(state.site) == ONE


@pytest.mark.parametrize(("last_day", "returns"), [("2026-11-24", False), ("2026-11-25", True), ("2026-11-26", True), ("", True)])
def test_a_consent_that_ended_since_bars_the_release_before(state: State, last_day: str, returns: bool):
    """Both releases were made while it lasted; nobody has built since."""
    leave = {"chaoyang/x C-2026-014 name": last_day}
    build(state, ONE | {"zhang.html": b"zhang"}, leave=leave)
    build(state, ONE | {"zhang.html": b"zhang", "index.html": b"2"}, leave=leave)
    if returns:
        with state.lock():
            state.rollback(DAY)
    else:
        with state.lock(), pytest.raises(NoRelease, match="到期"):
            state.rollback(DAY)
    assert (read(state.site)["index.html"] == b"one") is returns


def test_a_consent_made_longer_lets_the_release_before_return(state: State):
    build(state, ONE, leave={"x C-1 name": "2026-11-01"})
    build(state, ONE | {"index.html": b"2"}, leave={"x C-1 name": "2027-11-01", "x C-2 name": ""})
    with state.lock():
        state.rollback(DAY)
        with pytest.raises(NoRelease):  # forth again: what is live does not know the consent that came later
            state.rollback(DAY)


@pytest.mark.parametrize("record", [b"", b"[1]", b"null", None])
def test_a_release_that_cannot_say_what_it_rests_on_never_returns(state: State, record: bytes | None):
    build(state, ONE)
    build(state, ONE | {"index.html": b"2"})
    file = state.folder / "a.release"
    file.unlink() if record is None else file.write_bytes(record)
    with state.lock(), pytest.raises(NoRelease):
        state.rollback(DAY)


def test_seed_fills_the_other_tree_once(state: State):
    build(state, ONE)
    with state.lock():
        state.seed()
        with pytest.raises(NoRelease):
            state.rollback(DAY)
    assert read(state.folder / "b") == ONE
    stats = build(state, ONE | {"index.html": b"2"})
    assert stats.written == 1
    with state.lock():
        state.seed()
    assert read(state.folder / "a") == ONE


def test_fresh_forgets_all_but_the_live_site_and_can_still_roll_back(state: State):
    build(state, ONE)
    state.cache.put("photo", "aa11", b"x")
    build(state, ONE | {"index.html": b"2"})
    with state.lock():
        state.forget()
    assert read(state.site)["index.html"] == b"2"
    assert not (state.folder / "a").exists() and state.cache.get("photo", "aa11") is None
    with state.lock(), state.staging() as tree:
        assert tree.keep("index.html") is None
        tree.write("index.html", b"3")
        tree.finish()
        state.switch(tree, {})
    assert read(state.site) == {"index.html": b"3"}
    with state.lock():
        state.rollback(DAY)
    assert read(state.site)["index.html"] == b"2"
    build(state, ONE)
    (state.folder / "b/index.html").write_bytes(b"changed by hand")
    build(state, ONE)
    assert read(state.site) == ONE


def test_a_damaged_manifest_is_no_harm(state: State):
    build(state, ONE)
    build(state, ONE)
    for name in ("a.manifest", "b.manifest"):
        (state.folder / name).write_bytes(b'["index.html"')
    build(state, ONE)
    assert read(state.site) == ONE
