"""Two commands at once on one site: the second ends with 75 and does no harm; the dead block nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.faults.city import HOMES, Place

BUSY = 75


def holding(place: Place, version: str) -> subprocess.Popen:
    """A build, in a process group of its own, that has just taken the lock."""
    lock = place.state / "lock"
    child = subprocess.Popen(
        place.order(version), start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while lock.read_text().strip() != str(child.pid):
        assert child.poll() is None, child.stderr.read()
        time.sleep(0.01)
    return child


@contextmanager
def stopped_in_the_midst(place: Place, version: str) -> Iterator[subprocess.Popen]:
    """A build that holds the lock and does not move; goes on afterwards."""
    child = holding(place, version)
    os.killpg(child.pid, signal.SIGSTOP)
    try:
        yield child
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGCONT)


def test_what_comes_second_ends_with_75_and_the_first_is_unharmed(place: Place):
    city = place.content("B") / "city.yml"
    city.write_text(city.read_text() + "site: {url: https://example.org/}\n")  # a poster needs an address
    posters = place.root / "posters"
    with stopped_in_the_midst(place, "C") as first:
        for command, more in (("build", ()), ("cards", ()), ("poster", ("--out", str(posters)))):
            done = subprocess.run(place.order("B", *more, command=command), capture_output=True, text=True, timeout=60)
            assert done.returncode == BUSY, (command, done.stderr)
            assert done.stderr == "另一个生成正在进行，等它结束再试\n"
        place.shows("A")
    assert first.wait(60) == 0, first.stderr.read()
    place.shows("C")


def test_a_preview_and_a_build_do_not_meet(place: Place):
    where = ["--content", str(place.content("C")), "--port", "0"]
    preview = subprocess.Popen(
        [str(HOMES), "serve", *where], start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        done = place.build("C")
        assert done.returncode == 0
        preview.stdout.readline()  # that it has begun
        address = preview.stdout.readline().split()[1]
        with urllib.request.urlopen(address + "homes/chaoyang/only-c/") as answer:
            assert answer.status == 200
        place.shows("C")
    finally:
        os.killpg(preview.pid, signal.SIGINT)
        _, said = preview.communicate(timeout=60)
    assert "Traceback" not in said, said


def test_the_lock_of_the_dead_blocks_nobody(place: Place):
    with stopped_in_the_midst(place, "C") as first:
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    assert (place.state / "lock").read_text().strip() == str(first.pid)
    place.must_build("C")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_told_to_stop_stops_without_a_word_of_python(place: Place, number: signal.Signals):
    first = holding(place, "C")
    time.sleep(0.1)
    with suppress(ProcessLookupError):
        os.killpg(first.pid, number)
    _, said = first.communicate(timeout=60)
    assert "Traceback" not in said, said
    place.shows("A", "C")
    place.must_build("B")
