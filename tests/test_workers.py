"""Work that dies, hangs or eats memory costs the one item that did it."""

from __future__ import annotations

import os
import signal
import time

import pytest

from generator import workers
from generator.workers import Failure, FailureKind, WorkerFailed, Workers


def endless() -> None:
    while True:
        pass


WAYS = {
    "computes for ever": (endless, FailureKind.HANG),
    "sleeps for ever": (lambda: time.sleep(99), FailureKind.HANG),
    "eats memory": (lambda: bytearray(1 << 40), FailureKind.MEMORY),
    "segfault": (lambda: os.kill(os.getpid(), signal.SIGSEGV), FailureKind.CRASH),
    "exits": (lambda: os._exit(0), FailureKind.CRASH),
    "killed": (lambda: os.kill(os.getpid(), signal.SIGKILL), FailureKind.MEMORY),
    "raises": (lambda: 1 // 0, FailureKind.ERROR),
    "no result to send": (lambda: lambda: 0, FailureKind.ERROR),
}


@pytest.fixture(autouse=True)
def small_limits(monkeypatch):
    monkeypatch.setattr(workers, "ITEM_SECONDS", 1)


@pytest.mark.parametrize(("way", "how"), WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("count", [1, 2])
def test_each_loses_the_culprit_alone(count, way, how):
    with Workers(count) as crew:
        done = list(crew.each(lambda number: way() if number == 70 else number, range(200)))
    assert [one for number, one in enumerate(done) if number != 70] == [number for number in range(200) if number != 70]
    assert isinstance(done[70], Failure) and done[70].kind is how


def test_several_culprits_in_one_chunk():
    with Workers(1) as crew:
        done = list(crew.each(lambda number: os._exit(1) if number % 5 == 3 else number, range(20)))
    assert [number for number, one in enumerate(done) if isinstance(one, Failure)] == [3, 8, 13, 18]


def test_who_was_killed_by_chance_is_tried_again(tmp_path):
    def once(number: int) -> int:
        if number == 7 and not (tmp_path / "been here").exists():
            (tmp_path / "been here").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with Workers(2) as crew:
        assert list(crew.each(once, range(20))) == list(range(20))


def test_a_file_without_end_is_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "MAX_FILE_SIZE", 4096)
    with Workers(1) as crew:
        (lost,) = crew.each(lambda path: path.write_bytes(b"x" * 9999), [tmp_path / "x"])
    assert isinstance(lost.error, OSError)


def test_map_stops_where_work_that_all_need_died():
    with pytest.raises(WorkerFailed), Workers(2) as crew:
        list(crew.map(lambda number: os._exit(1) if number == 3 else number, range(9)))


def test_large_items_are_done_one_after_the_other_while_there_are_small_ones(tmp_path, monkeypatch):
    """The second of two workers waits with its small item until the first has done all large ones."""
    monkeypatch.setattr(workers, "ITEM_SECONDS", 30)
    small, large = 12, 4

    def work(number: int) -> int:
        if number >= small:
            (tmp_path / str(number)).touch()
        elif number:  # the first item is the first worker's
            until = time.monotonic() + 10
            while len(list(tmp_path.iterdir())) < large and time.monotonic() < until:
                time.sleep(0.01)
            if len(list(tmp_path.iterdir())) < large:
                return -1
        return os.getpid()

    with Workers(2) as crew:
        done = list(crew.each_loaded(work, range(small + large), lambda number: number, large))
    assert len(set(done[small:])) == 1 and -1 not in done
    with Workers(1) as crew:
        assert list(crew.each_loaded(str, range(9), lambda number: number, 3)) == list(map(str, range(9)))


def test_a_large_item_whose_worker_died_waits_for_no_other_large_one(tmp_path, monkeypatch):
    """It is tried again by who replaces the first worker, while the second is busy with small ones."""
    monkeypatch.setattr(workers, "ITEM_SECONDS", 30)
    small, large = 12, 3

    def work(number: int) -> tuple[int, int]:
        together = 0
        if number >= small:
            own = tmp_path / f"{number}"
            own.touch()
            if number == small + 2 and not (tmp_path / "died").exists():
                own.rename(tmp_path / "died")
                os.kill(os.getpid(), signal.SIGKILL)
            together = len(list(tmp_path.glob("1*")))
            time.sleep(0.2)
            own.rename(tmp_path / f"done {number}")
        elif number:
            until = time.monotonic() + 10
            while len(list(tmp_path.glob("done *"))) < large:
                assert time.monotonic() < until, "the first worker does small ones"
                time.sleep(0.01)
        return number, together

    with Workers(2) as crew:
        done = list(crew.each_loaded(work, range(small + large), lambda number: number, large))
    assert done == [(number, int(number >= small)) for number in range(small + large)]


def test_no_worker_outlives_a_load_that_fails(tmp_path):
    def load(number: int) -> int:
        if number:
            raise LookupError("nothing there")
        return number

    with Workers(2) as crew, pytest.raises(LookupError):
        list(crew.each_loaded(lambda number: (time.sleep(0.5), (tmp_path / "late").touch()), [0, 1], load))
    time.sleep(1)
    assert not (tmp_path / "late").exists()
