"""What nothing else knows, and no build may forget: small files written with care.

`--fresh` and a lost cache don't touch them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator import private
from generator.store.files import replace_durably
from generator.store.records import sealed, unsealed


class JsonStore:
    """Files `<folder>/<name>.json`, each a checksum and a line of JSON."""

    def __init__(self, folder: Path):
        self.folder = folder

    def read(self) -> tuple[dict[str, Any], set[str]]:
        """Every value by name, and the names of files that are damaged."""
        values = {file.stem: unsealed(file) for file in sorted(self.folder.glob("*.json"))}
        return {name: value for name, value in values.items() if value is not None}, {
            name for name, value in values.items() if value is None
        }

    def write(self, name: str, value: Any) -> None:
        """Keeps the value in the place of what was there: after this returns it stays, whatever happens.

        Raises OSError.
        """
        private.make_folder(self.folder)
        replace_durably(self.folder / f"{name}.json", sealed(value))
