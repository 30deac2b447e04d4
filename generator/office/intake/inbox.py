"""The inbox: what was handed in and waits to be decided, beside the content, for its owner alone."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator import private
from generator.office.workbook.sending import INBOX, SENT

KEPT = dt.timedelta(days=30)
"""How long a submission is kept once all of it was decided; so long it can be undone."""
SENT_KEPT = dt.timedelta(days=366)
"""How long the copy of a book or form is kept from the day on which it was first seen in the inbox."""
SENT_SUFFIXES = (".xlsx", ".zip")
_SEEN = "seen.json"
_ABOUT, _FILE, _BEFORE = "about.json", "file", "before"
_ID = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True)
class Waiting:
    """`name`: of the file as it came; `received`: the day (ISO); `decided`: the homes of which it was decided;
    `district`: the slug of the one that a list was said to be about; `closed`: the day (ISO) on which all was decided.
    """

    id: str
    name: str
    received: str
    file: Path
    decided: Mapping[str, str] = field(default_factory=dict)
    district: str = ""
    closed: str = ""


def sent_folder(content: Path) -> Path:
    """Where copies of the books lie that were sent out."""
    return content.absolute().parent / INBOX / SENT


def sent_copy(content: Path, number: str) -> Path | None:
    """The copy of the book or form that was sent out under a number; None where there is none."""
    kept = (sent_folder(content) / f"{number}{suffix}" for suffix in SENT_SUFFIXES)
    return next((file for file in kept if number and file.is_file()), None)


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
        decided = about.get("decided") or {}
        name, received, *more = (str(about.get(key) or "") for key in ("name", "received", "district", "closed"))
        return Waiting(id_, name, received, folder / _FILE, decided, *more)

    def all(self) -> Iterator[Waiting]:
        """All of them, in the order in which they came."""
        names = [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []
        found = filter(None, (self.find(name) for name in names if _ID.fullmatch(name)))
        yield from sorted(found, key=lambda one: (one.received, one.id))

    def put(self, id_: str, name: str, received: str, data: bytes, district: str = "") -> None:
        """Keeps a file, all of it or nothing."""
        private.make_folder(self.folder)
        temporary = self.folder / f".{secrets.token_hex(8)}"
        temporary.mkdir(private.FOLDER)
        try:
            private.write(temporary / _FILE, data)
            _write_about(temporary, Waiting(id_, name, received, temporary / _FILE, {}, district))
            os.rename(temporary, self.folder / id_)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)

    def decide(self, waiting: Waiting, decided: Mapping[str, str], closed: str = "") -> None:
        """Notes what was decided of homes: agreed, returned; what is not named any more waits again.

        `closed`: the day (ISO), where nothing is left.
        """
        _write_about(self.folder / waiting.id, replace(waiting, decided=decided, closed=closed))

    def keep_district(self, waiting: Waiting, district: str) -> None:
        """Notes the district that a list is about, where it came again with another."""
        _write_about(self.folder / waiting.id, replace(waiting, district=district))

    def discard_old(self, today: dt.date) -> None:
        """Deletes what was decided long ago: photos with the place where they were taken lie in it; and old copies of
        what was sent out, private books among them.
        """
        self._discard_sent(today)
        for one in self.all():
            if one.closed and dt.date.fromisoformat(one.closed) + KEPT < today:
                shutil.rmtree(self.folder / one.id, ignore_errors=True)

    def _discard_sent(self, today: dt.date) -> None:
        """A copy that was written again counts anew."""
        folder = self.folder / SENT
        copies = {one.name: one for one in folder.glob("*-*") if one.suffix in SENT_SUFFIXES} if folder.is_dir() else {}
        try:
            before = json.loads((folder / _SEEN).read_text())
        except (OSError, ValueError):
            before = {}
        seen: dict[str, tuple[str, int]] = {}
        for name, file in copies.items():
            written = file.stat().st_mtime_ns
            day, known = before.get(name, ("", 0))
            first = day if known == written else today.isoformat()
            if dt.date.fromisoformat(first) + SENT_KEPT < today:
                file.unlink(missing_ok=True)
            else:
                seen[name] = (first, written)
        if seen != {name: tuple(one) for name, one in before.items()}:
            private.write(folder / _SEEN, json.dumps(seen, indent=1).encode())

    def undo_folder(self, id_: str) -> Path:
        """Where the files are kept that a submission replaced."""
        return self.folder / id_ / _BEFORE


def _write_about(folder: Path, one: Waiting) -> None:
    about = {name: getattr(one, name) for name in ("name", "received", "district", "closed")}
    about["decided"] = dict(one.decided)
    private.write(folder / f".{_ABOUT}", json.dumps(about, ensure_ascii=False).encode())
    os.replace(folder / f".{_ABOUT}", folder / _ABOUT)
