"""What lies in a tree: told by sizes and times where the last build saw it finished, else by reading every byte."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.store.files import hash_file

CHECKSUMS = "checksums.txt"


class FileEntry(NamedTuple):
    """One file of a release: the SHA-256 of its bytes, and how many there are."""

    sha256: bytes
    size: int

    @classmethod
    def of(cls, data: bytes) -> FileEntry:
        return cls(sha256(data).digest(), len(data))

    @classmethod
    def of_file(cls, file: str | os.PathLike) -> FileEntry:
        return cls(bytes.fromhex(hash_file(file)), os.path.getsize(file))


Manifest = Mapping[str, FileEntry]
"""The files of a release, by path from its root with `/` between folders."""


class TreeRecord(NamedTuple):
    """A tree whose update was finished at a time (nanoseconds): it holds the release but for the paths that lie
    `behind`.
    """

    finished: int
    behind: frozenset[str] = frozenset()


def difference(root: Path, manifest: Manifest, record: TreeRecord | None) -> frozenset[str]:
    """Paths at which the tree holds something else than the release, or one of them holds nothing.

    Without a record, or where somebody touched the tree since, every byte is read.
    """
    if record and _untouched(root, manifest, record):
        return record.behind
    found = measure(root)
    return frozenset(path for path in manifest.keys() | found.keys() if manifest.get(path) != found.get(path))


def _untouched(root: Path, manifest: Manifest, record: TreeRecord) -> bool:
    """Whether nothing came, went or was written since.

    A third of a second for 100,000 files: a file that came or went shows in its folder's time.
    """
    finished, behind = record
    try:
        folders = {""}
        for path, (_, size) in manifest.items():
            if path in behind:
                continue
            status = os.lstat(f"{root}/{path}")
            if status.st_size != size or status.st_mtime_ns > finished or not stat.S_ISREG(status.st_mode):
                return False
            while (path := path.rpartition("/")[0]) not in folders:
                folders.add(path)
        return all(
            stat.S_ISDIR(status.st_mode) and status.st_mtime_ns <= finished
            for status in (os.lstat(f"{root}/{folder}") for folder in folders)
        )
    except OSError:
        return False


def measure(root: str | os.PathLike) -> dict[str, FileEntry]:
    """What really lies under `root`, every byte read. What is no readable regular file (a link, say) has no sum."""
    found: dict[str, FileEntry] = {}
    _measure(os.fspath(root), "", found)
    return found


def _measure(folder: str, prefix: str, found: dict[str, FileEntry]) -> None:
    try:
        items = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for item in items:
        path = prefix + item.name
        if item.is_dir(follow_symlinks=False):
            _measure(item.path, path + "/", found)
        else:
            found[path] = _entry(item)


def _entry(item: os.DirEntry) -> FileEntry:
    try:
        if item.is_file(follow_symlinks=False):
            return FileEntry.of_file(item.path)
    except OSError:
        pass
    return FileEntry(b"", 0)


def checksums(manifest: Manifest, but: Collection[str] = ()) -> bytes:
    """The text of `checksums.txt` over all files but itself, sorted by path: `sha256sum -c checksums.txt` reads it."""
    return "".join(
        [f"{manifest[path].sha256.hex()}  {path}\n" for path in sorted(manifest.keys() - {CHECKSUMS, *but})]
    ).encode()


def listed(root: Path) -> set[str]:
    """The paths in a tree's own checksums, as far as these can be read."""
    try:
        return {line[66:] for line in (root / CHECKSUMS).read_text("utf-8").splitlines()}
    except (OSError, ValueError):
        return set()


def matches_checksums(root: Path) -> bool:
    """Whether the tree holds what its own checksums say and nothing else, every byte read."""
    found = measure(root)
    found.pop(CHECKSUMS, None)
    try:
        lines = (root / CHECKSUMS).read_text("utf-8").splitlines()
        return {path: entry.sha256.hex() for path, entry in found.items()} == {line[66:]: line[:64] for line in lines}
    except (OSError, ValueError):
        return False
