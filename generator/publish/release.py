"""What a release carries with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

CHECKSUMS = "checksums.txt"


class Summed(Protocol):
    """A file of a release, with its SHA-256 in hex."""

    @property
    def sha256(self) -> str: ...


def checksums(entries: Mapping[str, Summed]) -> bytes:
    """The text of `checksums.txt` over all files but itself, sorted by path: `sha256sum -c checksums.txt` reads it."""
    return "".join(f"{entries[path].sha256}  {path}\n" for path in sorted(entries) if path != CHECKSUMS).encode()
