"""What a release carries with it, and the way back to the one before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

CHECKSUMS = "checksums.txt"


class Summed(Protocol):
    """A file of a release, with its SHA-256 in hex."""

    @property
    def sha256(self) -> str: ...


class Rollable(Protocol):
    """The state of a site, its lock held."""

    def rollback(self) -> None: ...


def checksums(entries: Mapping[str, Summed]) -> bytes:
    """The text of `checksums.txt` over all files but itself, sorted by path: `sha256sum -c checksums.txt` reads it."""
    return "".join(f"{entries[path].sha256}  {path}\n" for path in sorted(entries) if path != CHECKSUMS).encode()


def rollback(state: Rollable) -> str:
    """Switches to the release before and says so in Chinese. Raises what the state raises when there is none."""
    state.rollback()
    return "已退回上一版。内容改好后运行 homes build，会再换成新的一版。"
