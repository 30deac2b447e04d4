"""A lease: which build's remote workers may write into a state folder.

The kernel releases a lock when the last local process that holds it ends. Processes on other machines don't inherit the
lock and could go on writing after the build that started them was killed; they hold the lease while they work.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import private

GRACE = 10  # seconds to wait for holders of an old token, which check it once a second


class LeaseExpired(Exception):
    """The token was replaced: the work it stood for has ended, or another build began."""


class LeaseOccupied(Exception):
    """A worker still holds the lease under an older token."""


@dataclass(frozen=True)
class Lease:
    """`file` holds the current token. Remote workers hold a shared lock on it while they work under that token."""

    file: Path

    def renew(self) -> str:
        """Writes a new token; returns it when no worker holds the lease any more. Raises `LeaseOccupied`."""
        import fcntl  # not on Windows

        token, deadline = secrets.token_hex(16), time.monotonic() + GRACE
        with open(self.file, "a+", opener=private.opener) as stream:
            stream.truncate(0)
            print(token, file=stream, flush=True)
            while True:
                try:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return token
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise LeaseOccupied from None
                    time.sleep(0.05)

    @contextmanager
    def hold(self, token: str) -> Iterator[None]:
        """Holds the lease under `token`, as do processes forked meanwhile. Raises `LeaseExpired`."""
        import fcntl

        with open(self.file) as stream:
            fcntl.flock(stream, fcntl.LOCK_SH)
            if not self.is_current(token):
                raise LeaseExpired
            yield

    def is_current(self, token: str) -> bool:
        try:
            return self.file.read_text().strip() == token
        except FileNotFoundError:
            return False
