"""Manifests: the files of a tree with their checksums. The first line is the checksum of the rest, in quotes; then one JSON line
a file, sorted: `["path","sha256",size]`."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.store.files import hash_file, replace_durably


class Entry(NamedTuple):
    """One file of a tree: its path from the root with `/`, its SHA-256 in hex, its size in bytes."""

    path: str
    sha256: str
    size: int


Entries = Mapping[str, Entry]
_DECODER, _ENCODER = msgspec.json.Decoder(Entry), msgspec.json.Encoder()


def read(file: Path) -> dict[str, Entry] | None:
    """The manifest in `file` by path; None when it is missing or damaged."""
    try:
        head, _, lines = file.read_bytes().partition(b"\n")
        if head != _head(lines):
            return None
        return {entry.path: entry for entry in _DECODER.decode_lines(lines)}
    except (OSError, ValueError):
        return None


def mark(file: Path) -> bytes:
    """What tells the manifest in `file`, and with it the whole release, from any other; nothing where there is none."""
    try:
        with open(file, "rb") as stream:
            return stream.readline()
    except OSError:
        return b""


def write(file: Path, entries: Iterable[Entry]) -> None:
    """Writes the manifest atomically and durably."""
    lines = _ENCODER.encode_lines(sorted(entries))
    replace_durably(file, _head(lines) + b"\n" + lines)


def _head(lines: bytes) -> bytes:
    return f'"{digest(lines)}"'.encode()


def holds(file: Path, root: str | os.PathLike, entries: Entries) -> bool:
    """Whether nothing came, went or was written under `root` since `file`, its manifest, of these `entries`, was written.

    Told by sizes and times, no byte read: a third of a second for 60,000 pages. A file that came or went shows in its folder's time.
    """
    try:
        last = os.lstat(file).st_mtime_ns
        folders = {""}
        for path, _, size in entries.values():
            status = os.lstat(f"{root}/{path}")
            if status.st_size != size or status.st_mtime_ns > last or not stat.S_ISREG(status.st_mode):
                return False
            while (path := path.rpartition("/")[0]) not in folders:
                folders.add(path)
        return all(
            stat.S_ISDIR(status.st_mode) and status.st_mtime_ns <= last
            for status in (os.lstat(f"{root}/{folder}") for folder in folders)
        )
    except OSError:
        return False


def measure(root: str | os.PathLike) -> dict[str, Entry]:
    """What really lies under `root`, every byte read. What is no readable regular file (a link, say) has no sum."""
    found: dict[str, Entry] = {}
    _measure(os.fspath(root), "", found)
    return found


def _measure(folder: str, prefix: str, found: dict[str, Entry]) -> None:
    try:
        items = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for item in items:
        path = prefix + item.name
        if item.is_dir(follow_symlinks=False):
            _measure(item.path, path + "/", found)
        else:
            found[path] = _entry(path, item)


def _entry(path: str, item: os.DirEntry) -> Entry:
    try:
        if item.is_file(follow_symlinks=False):
            return Entry(path, hash_file(item.path), item.stat().st_size)
    except OSError:
        pass
    return Entry(path, "", 0)


def digest(data: bytes) -> str:
    """The checksum that manifests hold."""
    return hashlib.sha256(data).hexdigest()
