"""Detects changes of the content by the status of its files (`stat`), without reading them."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections import defaultdict
from operator import attrgetter
from pathlib import Path

from generator.content.intake import home_of, is_ignored, stat_fingerprint

_CLOCK_TICK = 50_000_000  # nanoseconds; the coarsest resolution of file times


def fingerprints(root: Path, only: str | None = None) -> dict[str, str]:
    """A digest of the status of all files of each home, by identity; under "" of the other files.

    Entries that cannot be examined are skipped: reading reports them. The digest is empty where something changed
    within the last clock tick, for it could change once more without a new time.
    """
    fingerprints: dict[str, _Fingerprint] = defaultdict(_Fingerprint)
    _scan(os.fspath(root), "", "", only, fingerprints)
    settled = time.time_ns() - _CLOCK_TICK
    return {home: "" if one.newest >= settled else one.digest for home, one in fingerprints.items()}


class _Fingerprint:
    """Lines on the files of one home, and the newest change time (`st_ctime_ns`), which users cannot set."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.newest = 0

    @property
    def digest(self) -> str:
        return hashlib.sha256("\0".join(self.lines).encode("utf-8", "surrogateescape")).hexdigest()


def _scan(folder: str, path: str, home: str, only: str | None, fingerprints: dict[str, _Fingerprint]) -> None:
    """Adds the entries of a folder of `home` ("" outside of homes) and all below it."""
    fingerprint = fingerprints[home]
    try:
        for entry in sorted(os.scandir(folder), key=attrgetter("name")):
            name = entry.name
            if is_ignored(name):
                continue
            entry_path = f"{path}/{name}" if path else name
            owner = home or home_of(entry_path) or ""
            if owner and only not in (None, owner):
                continue
            status = entry.stat(follow_symlinks=False)
            own = fingerprint if owner == home else fingerprints[owner]
            own.lines.append(f"{entry_path} {stat_fingerprint(status)}")
            own.newest = max(own.newest, status.st_ctime_ns)
            if stat.S_ISDIR(status.st_mode):
                _scan(entry.path, entry_path, owner, only, fingerprints)
    except OSError:
        pass
