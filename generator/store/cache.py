"""A disposable file cache. Keys are made by the caller from everything that a result depends on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from generator import private
from generator.store.files import hash_file, remove_tree, unique_name

_NAME = re.compile(r"[0-9a-z_-]+")


class Cache:
    """Files `<folder>/<kind>/<first two letters of key>/<key>.<SHA-256>`.

    With the checksum in the name, renaming a file into place writes both at once. Files may be hard-linked into trees
    and are never modified. Several processes may use the cache at the same time.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    def get(self, kind: str, key: str) -> Path | None:
        """The file of a key, its checksum just verified, or None. A damaged file is removed."""
        for file in self._files(kind, key):
            try:
                if hash_file(file) == file.name.rpartition(".")[2]:
                    return file
            except FileNotFoundError:
                continue
            file.unlink(missing_ok=True)
        return None

    def put(self, kind: str, key: str, data: bytes) -> Path:
        """Writes and returns the file of a key. It is not synced: what a power cut tears fails its checksum."""
        folder = self._key_folder(kind, key)
        private.make_folder(folder)
        target = folder / f"{key}.{sha256(data).hexdigest()}"
        temporary = folder / f".{key}.{unique_name()}"
        private.write(temporary, data)
        os.replace(temporary, target)
        for other in self._files(kind, key):
            if other != target:
                other.unlink(missing_ok=True)
        return target

    def clear(self) -> None:
        remove_tree(self.folder)
        private.make_folder(self.folder)

    def prune(self, kind: str, used_keys: Iterable[str]) -> int:
        """Removes all files of `kind` but those of the used keys; returns how many."""
        used, removed = set(used_keys), 0
        for file in self._kind_folder(kind).glob("??/*"):
            if file.name.startswith(".") or file.name.partition(".")[0] not in used:
                file.unlink(missing_ok=True)
                removed += 1
        return removed

    def _files(self, kind: str, key: str) -> list[Path]:
        folder = self._key_folder(kind, key)
        try:
            return [folder / name for name in os.listdir(folder) if name.startswith(key + ".")]
        except FileNotFoundError:
            return []

    def _kind_folder(self, kind: str) -> Path:
        if not _NAME.fullmatch(kind):
            raise ValueError(f"not a kind: {kind!r}")
        return self.folder / kind

    def _key_folder(self, kind: str, key: str) -> Path:
        if not _NAME.fullmatch(key) or len(key) < 2:
            raise ValueError(f"not a key: {key!r}")
        return self._kind_folder(kind) / key[:2]
