"""Last good records: what may be needed of a home again, one file a home, written after a switch and only when it changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.store.files import remove_tree, unique

_INDEX = "index"


class Records:
    """`<folder>/<name>.json`, each a checksum and a line of JSON; `index` names them with the stamp they were written under.

    A damaged file is none. No fsync: what a power cut tears fails its checksum. Several processes may `write` at once, each its
    own names; `stamp` follows when all are done.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    def read(self, name: str) -> Any:
        """The value kept under `name`, or None."""
        try:
            checksum, _, data = self._file(name).read_bytes().partition(b"\n")
            return json.loads(data) if checksum.decode() == hashlib.sha256(data).hexdigest() else None
        except (OSError, ValueError):
            return None

    def write(self, name: str, value: Any) -> None:
        """Keeps a value of JSON."""
        data = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
        self._replace(self._file(name), hashlib.sha256(data).hexdigest().encode() + b"\n" + data)

    def stale(self, stamps: Mapping[str, str]) -> list[str]:
        """The names whose stamp is not the one they were written under, sorted. To be written before `stamp`."""
        known = self.read(_INDEX) or {}
        return sorted(name for name, stamp in stamps.items() if known.get(name) != stamp)

    def stamp(self, stamps: Mapping[str, str]) -> None:
        """All that is there now; what was kept under other names goes."""
        known = self.read(_INDEX)
        if known == stamps:
            return
        for name in (known or {}).keys() - stamps.keys():
            self._file(name).unlink(missing_ok=True)
        self.write(_INDEX, dict(stamps))

    def forget(self, names: Iterable[str] | None = None) -> None:
        """Drops these, or all."""
        if names is None:
            remove_tree(self.folder)
        for name in names or ():
            self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _replace(self, file: Path, data: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what homes wrote, private words too
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_name(f".{file.name}.{unique()}")
        temporary.write_bytes(data)
        os.replace(temporary, file)
