"""What was worked out of one thing at a time, kept until that thing changes. Disposable: a damaged file is none."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from generator import private
from generator.store.files import remove_tree, unique


@dataclass(frozen=True)
class Shelved:
    """`data` and what it was made from: the `sign` of it, told without reading, and the `key` of its content."""

    sign: str
    key: str
    data: bytes


class Shelf:
    """Files `<folder>/<name>`: sign, key, checksum and a line of each, then the data. Several processes may `put`, each its own names."""

    def __init__(self, folder: Path):
        self.folder = folder

    def get(self, name: str) -> Shelved | None:
        """What is kept under the name."""
        try:
            sign, key, checksum, data = (self.folder / name).read_bytes().split(b"\n", 3)
            return Shelved(sign.decode(), key.decode(), data) if checksum == _sum(sign, key, data) else None
        except (OSError, ValueError):
            return None

    def put(self, name: str, kept: Shelved) -> None:
        """Keeps it in the place of what was there. No fsync: what a power cut tears fails its checksum."""
        file = self.folder / name
        sign, key = kept.sign.encode(), kept.key.encode()
        data = b"\n".join((sign, key, _sum(sign, key, kept.data), kept.data))
        temporary = file.with_name(f".{file.name}.{unique()}")
        try:
            private.write(temporary, data)
        except FileNotFoundError:  # the first of its folder
            private.make_folder(file.parent)  # what homes wrote, private words too
            private.write(temporary, data)
        os.replace(temporary, file)

    def prune(self, names: Collection[str]) -> None:
        """Drops everything else, and what was never finished."""
        wanted = {self.folder / name for name in names}
        for file in self.folder.glob("*/*"):
            if file not in wanted:
                remove_tree(file)


def _sum(*parts: bytes) -> bytes:
    return hashlib.sha256(b"\n".join(parts)).hexdigest().encode()
