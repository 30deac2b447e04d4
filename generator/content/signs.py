"""Whether content is still what it was, told by the signs of its files: nothing of it is read."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections import defaultdict
from operator import attrgetter
from pathlib import Path

from generator.content.intake import home_of, sign

_TICK = 50_000_000  # nanoseconds; clocks of files tick at least so often


def signs(root: Path, only: str | None = None) -> dict[str, str]:
    """A digest of the signs of all that lies in a home's folder, by identity; under "" the rest.

    Of what can't be looked at nothing is said: whoever reads it will say so, as the time before. Empty where something changed
    just now: it could change once more within the same tick of its clock.
    """
    found: dict[str, list[str]] = defaultdict(list)
    newest = _look_into(os.fspath(root), "", "", only, found)
    settled = newest < time.time_ns() - _TICK
    return {one: hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest() for one, told in found.items()} if settled else {}


def _look_into(folder: str, path: str, home: str, only: str | None, found: dict[str, list[str]]) -> int:
    """Takes in a folder of `home` ("" outside) and everything below it; returns the newest time of change, in nanoseconds."""
    newest, told = 0, found[home]
    try:
        entries = sorted(os.scandir(folder), key=attrgetter("name"))
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            inside = f"{path}/{name}" if path else name
            own = home or home_of(inside) or ""
            if own and only not in (None, own):
                continue
            status = entry.stat(follow_symlinks=False)
            (told if own == home else found[own]).append(f"{inside} {sign(status)}")
            if status.st_ctime_ns > newest:  # nobody can set that time
                newest = status.st_ctime_ns
            if stat.S_ISDIR(status.st_mode):
                newest = max(newest, _look_into(entry.path, inside, own, only, found))
    except OSError:
        pass
    return newest
