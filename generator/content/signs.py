"""Whether content is still what it was, told by the signs of its files: nothing of it is read."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections import defaultdict
from operator import attrgetter
from pathlib import Path
from typing import Any

from generator.content.intake import home_of, sign

_TICK = 50_000_000  # nanoseconds; clocks of files tick at least so often


def signs(root: Path, only: str | None = None) -> dict[str, str]:
    """What tells, without reading it, whether content is still what it was: a digest of the signs of all that lies in a home's folder, by identity; under "" the rest.

    Of what can't be looked at nothing is said: whoever reads it will say so, as the time before.
    """
    found: dict[str, Any] = defaultdict(hashlib.sha256)
    newest = _look_into(os.fspath(root), "", only, found)
    settled = newest < time.time_ns() - _TICK  # else it could change once more within the same tick of its clock
    return {one: told.hexdigest() for one, told in found.items()} if settled else {}


def _look_into(folder: str, path: str, only: str | None, found: dict[str, Any]) -> int:
    """Takes in a folder and everything below it; returns the newest time of change, in nanoseconds."""
    newest = 0
    try:
        entries = sorted(os.scandir(folder), key=attrgetter("name"))
        for entry in entries:
            if entry.name.startswith("."):
                continue
            inside = f"{path}/{entry.name}" if path else entry.name
            home = (home_of(inside) or "") if path else ""
            if only and home not in ("", only):
                continue
            status = entry.stat(follow_symlinks=False)
            found[home].update(f"{inside}\0{sign(status)}\0".encode("utf-8", "surrogateescape"))
            newest = max(newest, status.st_ctime_ns)  # nobody can set that one
            if stat.S_ISDIR(status.st_mode):
                newest = max(newest, _look_into(entry.path, inside, only, found))
    except OSError:
        pass
    return newest
