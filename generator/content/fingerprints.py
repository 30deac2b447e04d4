"""Whether content is still what it was, told by the status of its files: nothing of it is read."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections import defaultdict
from operator import attrgetter
from pathlib import Path

from generator.content.intake import home_of, stat_fingerprint

_TICK = 50_000_000  # nanoseconds; clocks of files tick at least so often


def fingerprints(root: Path, only: str | None = None) -> dict[str, str]:
    """A digest of the status of all that lies in a home's folder, by identity; under "" the rest.

    Of what can't be looked at nothing is said: whoever reads it will say so, as the time before. Empty where something
    changed just now: it could change once more within the same tick of its clock.
    """
    found: dict[str, _Fingerprint] = defaultdict(_Fingerprint)
    _scan(os.fspath(root), "", "", only, found)
    settled = time.time_ns() - _TICK
    return {one: "" if told.newest >= settled else told.digest for one, told in found.items()}


class _Fingerprint:
    """The lines of one home, and its newest time of change (nanoseconds), which nobody can set."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.newest = 0

    @property
    def digest(self) -> str:
        return hashlib.sha256("\0".join(self.lines).encode("utf-8", "surrogateescape")).hexdigest()


def _scan(folder: str, path: str, home: str, only: str | None, found: dict[str, _Fingerprint]) -> None:
    """Takes in a folder of `home` ("" outside) and everything below it."""
    told = found[home]
    try:
        for entry in sorted(os.scandir(folder), key=attrgetter("name")):
            name = entry.name
            if name.startswith("."):
                continue
            inside = f"{path}/{name}" if path else name
            own = home or home_of(inside) or ""
            if own and only not in (None, own):
                continue
            status, of = entry.stat(follow_symlinks=False), told if own == home else found[own]
            of.lines.append(f"{inside} {stat_fingerprint(status)}")
            of.newest = max(of.newest, status.st_ctime_ns)
            if stat.S_ISDIR(status.st_mode):
                _scan(entry.path, inside, own, only, found)
    except OSError:
        pass
