"""Who may write into a state folder from afar: a file that names the work under way, which those who work on it hold.

The kernel frees a lock of this machine with its last process. What runs elsewhere has no part in that, and may go on
writing long after the build that asked for it was killed.
"""

from __future__ import annotations

import fcntl
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import private

GRACE = 10  # seconds in which whoever is at work stops: it reads the token once a second


class LeaseExpired(Exception):
    """The token is not the one that stands there any more: another build's work began, or this one's has ended."""


class LeaseOccupied(Exception):
    """Somebody is still at work under the lease, and does not leave."""


@dataclass(frozen=True)
class Lease:
    """`file` holds a token.

    Who works elsewhere holds a shared lock on it while at work, and only ever under the token of its own work.
    """

    file: Path

    def renew(self) -> str:
        """Puts a new token; returns it once nobody works under an older one. Raises `LeaseOccupied`."""
        token, last = secrets.token_hex(16), time.monotonic() + GRACE
        with open(self.file, "a+", opener=private.opener) as stream:
            stream.truncate(0)
            print(token, file=stream, flush=True)
            while True:
                try:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return token
                except BlockingIOError:
                    if time.monotonic() > last:
                        raise LeaseOccupied from None
                    time.sleep(0.05)

    @contextmanager
    def hold(self, token: str) -> Iterator[None]:
        """At work under `token`; processes forked meanwhile hold the lock too. Raises `LeaseExpired`."""
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
