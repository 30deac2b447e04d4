"""The whole command, killed at random moments: the site is one version or the other each time, and the next build makes
what it should.
"""

from __future__ import annotations

import fcntl
import os
import random
import signal
import subprocess
import time
from contextlib import suppress

import pytest

from tests.faults.city import NIGHTLY, VERSIONS, Place

KILLS = 100 if NIGHTLY else 6  # of each kind


def started(place: Place, version: str) -> subprocess.Popen:
    """A build as the leader of a process group of its own."""
    return subprocess.Popen(
        place.order(version), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def kill(child: subprocess.Popen, group: bool) -> None:
    """Kills all processes at once, or the first one alone, whose workers must then go by themselves."""
    with suppress(ProcessLookupError):  # it ended before
        (os.killpg if group else os.kill)(child.pid, signal.SIGKILL)
    child.wait()


def wait_for_lock(place: Place) -> None:
    """The dead let go of it within a moment."""
    with open(place.state / "lock", "a") as stream:
        for _ in range(200):
            try:
                return fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.02)
    raise AssertionError("orphans hold the lock")


@pytest.mark.parametrize("group", [True, False], ids=["kill_all-processes", "kill_first-process"])
def test_every_kill_leaves_one_release_or_the_other(place: Place, group: bool):
    chance = random.Random(group)
    began, shown, locked = time.monotonic(), "C", 0
    assert place.build(shown).returncode == 0  # as the killed ones: with Python's start in it
    lasts = time.monotonic() - began
    for turn in range(KILLS):
        wanted = VERSIONS[turn % 3]
        child = started(place, wanted)
        time.sleep(chance.uniform(0.2, 1.0) * lasts)  # the first fifth is Python starting
        kill(child, group)
        wait_for_lock(place)
        locked += (place.state / "lock").read_text().strip() == str(child.pid)
        shown = place.shows(shown, wanted)
        if turn % 5 == 4:  # torn trees pile up in between
            shown = chance.choice(VERSIONS)
            place.must_build(shown)
    print(f"{KILLS} kills: {locked} after the lock was taken")
