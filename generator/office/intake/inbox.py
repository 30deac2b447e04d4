"""The inbox: what was handed in and waits to be decided, beside the content, for its owner alone."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import private
from generator.office.workbook.sending import INBOX, SENT

_ABOUT, _FILE = "about.json", "file"
_ID = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True)
class Waiting:
    """`name`: of the file as it came; `received`: the day (ISO)."""

    id: str
    name: str
    received: str
    file: Path


def sent_copy(content: Path, number: str) -> Path | None:
    """The copy of the book that was sent out under a number; None where there is none."""
    file = content.absolute().parent / INBOX / SENT / f"{number}.xlsx"
    return file if number and file.is_file() else None


class Inbox:
    """The submissions that wait."""

    def __init__(self, content: Path):
        self.folder = content.absolute().parent / INBOX

    def find(self, id_: str) -> Waiting | None:
        """The submission of this number."""
        folder = self.folder / id_
        try:
            about = json.loads((folder / _ABOUT).read_text())
        except (OSError, ValueError):
            return None
        return Waiting(id_, str(about.get("name")), str(about.get("received")), folder / _FILE)

    def all(self) -> Iterator[Waiting]:
        """All of them, in the order in which they came."""
        names = [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []
        found = filter(None, (self.find(name) for name in names if _ID.fullmatch(name)))
        yield from sorted(found, key=lambda one: (one.received, one.id))

    def put(self, id_: str, name: str, received: str, data: bytes) -> None:
        """Keeps a file, all of it or nothing."""
        private.make_folder(self.folder)
        temporary = self.folder / f".{secrets.token_hex(8)}"
        temporary.mkdir(private.FOLDER)
        try:
            private.write(temporary / _FILE, data)
            about = {"name": name, "received": received}
            private.write(temporary / _ABOUT, json.dumps(about, ensure_ascii=False).encode())
            os.rename(temporary, self.folder / id_)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
