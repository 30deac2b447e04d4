"""Who may write into a state folder from afar: a file that names the work under way, which those who work on it hold.

The kernel frees a lock of this machine with its last process. What runs elsewhere has no part in that, and may go on writing
long after the build that asked for it was killed.
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

LEAVING = 10  # seconds in which whoever is at work leaves: it looks at the word once a second


class Outside(Exception):
    """The word is not the one that stands there any more: another build's work began, or this one's has ended."""


class Occupied(Exception):
    """Somebody is still at work behind the fence, and does not leave."""


@dataclass(frozen=True)
class Fence:
    """`file` holds a word. Who works elsewhere holds a shared lock on it while at work, and only ever under the word of its own work."""

    file: Path

    def move(self) -> str:
        """Puts a new word; returns it once nobody works under an older one. Raises `Occupied`."""
        word, last = secrets.token_hex(16), time.monotonic() + LEAVING
        with open(self.file, "a+", opener=private.opener) as stream:
            stream.truncate(0)
            print(word, file=stream, flush=True)
            while True:
                try:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return word
                except BlockingIOError:
                    if time.monotonic() > last:
                        raise Occupied from None
                    time.sleep(0.05)

    @contextmanager
    def behind(self, word: str) -> Iterator[None]:
        """At work under `word`; processes forked meanwhile hold the lock too. Raises `Outside`."""
        with open(self.file) as stream:
            fcntl.flock(stream, fcntl.LOCK_SH)
            if not self.stands(word):
                raise Outside
            yield

    def stands(self, word: str) -> bool:
        try:
            return self.file.read_text().strip() == word
        except FileNotFoundError:
            return False
