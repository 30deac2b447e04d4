"""Kills at random moments: the live site is whole after each, and the next build makes a new one."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.store import AnotherBuild, State, manifest
from generator.workers import Workers

ROOT = Path(__file__).parents[2]
PAGES = 400

# Builds for ever, each time with other bytes in two thirds of the pages; says when it is under way.
BUILDER = """
import sys
from pathlib import Path
from generator.store import ReleaseBasis, State
from generator.store.files import remove_tree
from generator.workers import Workers

def page(number, turn):
    shown = turn if number % 3 else 0
    odd = turn % 2 if number % 11 == 0 else 0
    return f"homes/{number % 7}/{number}-{odd}/index.html", f"{number} {shown}".encode() * 50

state, pages, count = State.beside(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])
first = int(sys.argv[4])
print("ready", flush=True)
for turn in range(first, first + int(sys.argv[5])):
    with state.lock(), Workers(count) as workers:
        tree = state.open_idle_tree()
        remove_tree(tree.root)
        tree.root.mkdir()
        for _ in workers.map(lambda number: tree.write(*page(number, turn)), range(pages)):
            pass
        tree.write("turn.txt", str(turn).encode())
        state.sync()
        state.switch(tree.slot, ReleaseBasis({f"x {n}": "" for n in range(turn // 2, 99)}, []))
"""


def builder(site: Path, first: int, turns: int, workers: int) -> subprocess.Popen:
    arguments = [str(site), str(PAGES), str(workers), str(first), str(turns)]
    return subprocess.Popen([sys.executable, "-c", BUILDER, *arguments], cwd=ROOT, stdout=subprocess.PIPE)


def assert_whole(state: State) -> None:
    """The live tree holds all pages of one turn, byte for byte."""
    assert state.live is not None and len(manifest.read_tree(state.site)) == PAGES + 1
    turn = int((state.site / "turn.txt").read_text())
    for number in (1, PAGES // 2, PAGES - 1):
        odd = turn % 2 if number % 11 == 0 else 0
        page = state.site / f"homes/{number % 7}/{number}-{odd}/index.html"
        assert page.read_bytes() == f"{number} {turn if number % 3 else 0}".encode() * 50


def wait_for_lock(state: State) -> None:
    """Workers die with their parent, within a moment."""
    for _ in range(100):
        try:
            with state.lock():
                return
        except AnotherBuild:
            time.sleep(0.02)
    raise AssertionError("orphans hold the lock")


@pytest.mark.parametrize("workers", [1, 2])
def test_the_live_site_outlives_every_kill(tmp_path: Path, workers: int):
    chance = random.Random(workers)
    state = State.beside(tmp_path / "site")
    assert builder(state.site, 1, 1, workers).wait() == 0
    assert_whole(state)
    for turn in range(10):
        child = builder(state.site, 2 + turn * 50, 50, workers)
        assert child.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.01, 0.4))
        child.send_signal(signal.SIGKILL)
        child.wait()
        wait_for_lock(state)
        assert_whole(state)
    assert builder(state.site, 10_001, 1, workers).wait() == 0
    assert (state.site / "turn.txt").read_text() == "10001"
    assert_whole(state)
    assert builder(state.site, 10_002, 1, workers).wait() == 0
    assert_whole(state)


def square(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen")
    return number * number


@pytest.mark.parametrize("count", [1, 2, 5])
def test_workers_map_in_order_with_closures(count: int):
    offset = 7
    with Workers(count) as workers:
        assert list(workers.map(lambda number: number + offset, range(1000))) == list(range(7, 1007))
        offset = 9  # a later map sees what is so then
        assert list(workers.map(lambda number: number + offset, iter([1, 2, 3]))) == [10, 11, 12]
        assert list(workers.map(square, [])) == []


@pytest.mark.parametrize("count", [1, 2])
def test_a_workers_exception_reaches_the_caller(count: int):
    with pytest.raises(ValueError, match="thirteen"), Workers(count) as workers:
        list(workers.map(square, range(20)))
