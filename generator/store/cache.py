"""A disposable cache by content: whoever asks makes the key from everything the result depends on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from generator import private
from generator.store.files import hash_file, remove_tree, unique

_WORD = re.compile(r"[0-9a-z_-]+")


class Cache:
    """Files `<folder>/<kind>/<two letters>/<key>.<sha256>`: the checksum is in the name, so both come or neither.

    The files may be hard-linked into trees, and are then for everybody; nobody writes into them. Safe to use from
    several processes at once.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    def get(self, kind: str, key: str) -> Path | None:
        """The file kept under `key`, its bytes just verified; None when there is none. A damaged one is dropped."""
        for file in self._kept(kind, key):
            try:
                if hash_file(file) == file.name.rpartition(".")[2]:
                    return file
            except FileNotFoundError:
                continue
            file.unlink(missing_ok=True)
        return None

    def put(self, kind: str, key: str, data: bytes) -> Path:
        """Keeps `data` and returns its file. No fsync: what a power cut tears fails its checksum and is a miss."""
        shelf = self._shelf(kind, key)
        private.make_folder(shelf)
        target = shelf / f"{key}.{sha256(data).hexdigest()}"
        temporary = shelf / f".{key}.{unique()}"
        private.write(temporary, data)
        os.replace(temporary, target)
        for other in self._kept(kind, key):
            if other != target:
                other.unlink(missing_ok=True)
        return target

    def drop(self, kind: str, key: str) -> None:
        """Keeps nothing under `key` any more."""
        for file in self._kept(kind, key):
            file.unlink(missing_ok=True)

    def clear(self) -> None:
        """Drops everything."""
        remove_tree(self.folder)
        private.make_folder(self.folder)

    def prune(self, kind: str, used_keys: Iterable[str]) -> int:
        """Drops every file of `kind` whose key is not used; returns how many."""
        used = set(used_keys)
        dropped = 0
        for file in self._folder(kind).glob("??/*"):
            if file.name.startswith(".") or file.name.partition(".")[0] not in used:
                file.unlink(missing_ok=True)
                dropped += 1
        return dropped

    def _kept(self, kind: str, key: str) -> list[Path]:
        try:
            names = os.listdir(shelf := self._shelf(kind, key))
        except FileNotFoundError:
            return []
        return [shelf / name for name in names if name.startswith(key + ".")]

    def _folder(self, kind: str) -> Path:
        if not _WORD.fullmatch(kind):
            raise ValueError(f"not a kind: {kind!r}")
        return self.folder / kind

    def _shelf(self, kind: str, key: str) -> Path:
        if not _WORD.fullmatch(key) or len(key) < 2:
            raise ValueError(f"not a key: {key!r}")
        return self._folder(kind) / key[:2]
