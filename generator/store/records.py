"""JSON files that nothing else can restore, each under its SHA-256: consent history, last good versions."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from generator import private
from generator.store.files import remove_tree, replace_durably

_INDEX = "index"


class JsonStore:
    """Files `<folder>/<name>.json`, written durably: neither `--fresh` nor a lost cache touches them."""

    def __init__(self, folder: Path):
        self.folder = folder

    def read(self) -> tuple[dict[str, Any], set[str]]:
        """Values by name, and the names of damaged files."""
        values = {file.stem: _read(file) for file in sorted(self.folder.glob("*.json"))}
        valid = {name: value for name, value in values.items() if value is not None}
        return valid, values.keys() - valid.keys()

    def write(self, name: str, value: Any) -> None:
        """Replaces a value; it survives a power cut once this returns. Raises OSError."""
        private.make_folder(self.folder)
        replace_durably(self.folder / f"{name}.json", _with_checksum(value))


class Records:
    """Last good records `<folder>/<name>.json`; `index.json` holds the digest that each was published under.

    A damaged file counts as missing. Files are not synced: one that a power cut tears fails its checksum. Several
    processes may `stage` different names at once, into the folder `pending`; `publish` follows when all are done.
    """

    def __init__(self, folder: Path, pending: Path):
        self.folder = folder
        self._pending = pending

    def read(self, name: str) -> Any:
        """The value of `name`, or None."""
        return _read(self._file(name))

    def digests(self) -> dict[str, str]:
        """Name → the digest it was published under."""
        return self.read(_INDEX) or {}

    def stage(self, name: str, value: Any) -> None:
        """Writes a JSON value into the pending folder."""
        file, data = self._file(name, self._pending), _with_checksum(value)
        try:
            private.write(file, data)
        except FileNotFoundError:  # the first of its folder
            private.make_folder(file.parent)
            private.write(file, data)

    def publish(self, digests: Mapping[str, str]) -> None:
        """Keeps exactly these names, each with what was staged or, under the same digest, with what it had."""
        known, published = self.digests(), {}
        for name, digest in digests.items():
            if known.get(name) == digest or self._publish(name):
                published[name] = digest
        self.drop(known.keys() - published.keys())
        if known != published:
            self.stage(_INDEX, published)
            self._publish(_INDEX)
        remove_tree(self._pending)

    def _publish(self, name: str) -> bool:
        """Whether it was possible; the next build reads again a home for which it was not."""
        try:
            private.make_folder(self._file(name).parent)
            os.replace(self._file(name, self._pending), self._file(name))
        except OSError:
            self._file(name).unlink(missing_ok=True)
            return False
        return True

    def drop(self, names: Iterable[str]) -> None:
        for name in names:
            self._file(name).unlink(missing_ok=True)

    def clear(self) -> None:
        remove_tree(self.folder)

    def _file(self, name: str, folder: Path | None = None) -> Path:
        return (folder or self.folder) / f"{name}.json"


def _with_checksum(value: Any) -> bytes:
    data = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(data).hexdigest().encode() + b"\n" + data


def _read(file: Path) -> Any:
    """The value in a file; None where it is missing or damaged."""
    try:
        checksum, _, data = file.read_bytes().partition(b"\n")
        return json.loads(data) if checksum.decode() == hashlib.sha256(data).hexdigest() else None
    except (OSError, ValueError):
        return None
