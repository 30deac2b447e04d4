"""Last good records: what may be needed of a home again, one file a home, written after a switch and only when it
changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from generator import private
from generator.store.files import remove_tree

_INDEX = "index"


class Records:
    """`<folder>/<name>.json`, each a checksum and a line of JSON; `index` names them with the stamp they were published
    under.

    A damaged file is none. No fsync: what a power cut tears fails its checksum. Several processes may `prepare` at
    once, each its own names, in the folder `pending`; `publish` follows when all are done.
    """

    def __init__(self, folder: Path, pending: Path):
        self.folder = folder
        self._pending = pending

    def read(self, name: str) -> Any:
        """The value kept under `name`, or None."""
        return unsealed(self._file(name))

    def stamps(self) -> dict[str, str]:
        """Name → the stamp that it was published under."""
        return self.read(_INDEX) or {}

    def prepare(self, name: str, value: Any) -> None:
        """Lays by a value of JSON until `publish`."""
        file, data = self._file(name, self._pending), sealed(value)
        try:
            private.write(file, data)
        except FileNotFoundError:  # the first of its folder
            private.make_folder(file.parent)
            private.write(file, data)

    def publish(self, stamps: Mapping[str, str]) -> None:
        """These names are all that is there now: with what was prepared, or what they had under the same stamp."""
        known, there = self.stamps(), {}
        for name, stamp in stamps.items():
            if known.get(name) == stamp or self._publish(name):
                there[name] = stamp
        self.forget(known.keys() - there.keys())
        if known != there:
            self.prepare(_INDEX, there)
            self._publish(_INDEX)
        remove_tree(self._pending)

    def _publish(self, name: str) -> bool:
        """Whether it could be; one that could not is read again by the next build."""
        try:
            private.make_folder(self._file(name).parent)
            os.replace(self._file(name, self._pending), self._file(name))
        except OSError:
            self._file(name).unlink(missing_ok=True)
            return False
        return True

    def forget(self, names: Iterable[str] | None = None) -> None:
        """Drops these, or all."""
        if names is None:
            remove_tree(self.folder)
        for name in names or ():
            self._file(name).unlink(missing_ok=True)

    def _file(self, name: str, folder: Path | None = None) -> Path:
        return (folder or self.folder) / f"{name}.json"


def sealed(value: Any) -> bytes:
    """A value of JSON under its checksum."""
    data = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(data).hexdigest().encode() + b"\n" + data


def unsealed(file: Path) -> Any:
    """The value in a file; None where there is none, or a damaged one."""
    try:
        checksum, _, data = file.read_bytes().partition(b"\n")
        return json.loads(data) if checksum.decode() == hashlib.sha256(data).hexdigest() else None
    except (OSError, ValueError):
        return None
