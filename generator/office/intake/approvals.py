"""The record of what was approved: content/approvals/<month>.yml, only appended to, each entry with the digest of the
one before. A role in it is no login: it says which post was named, not who sat there.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.diagnostics import InvalidInput

APPROVALS = "approvals"
AGREED, RETURNED = "agreed", "returned"


@dataclass(frozen=True)
class Approval:
    """`before` and `after`: digests of the home's folder, None where there was none; `on`: a day (ISO)."""

    submission: str
    home: str
    stage: int
    by_role: str
    decision: str
    reason: str
    on: str
    fields: Sequence[str] = ()
    before: str | None = None
    after: str | None = None

    def as_entry(self, previous: str | None) -> dict[str, Any]:
        """The entry as the file has it."""
        return {**dataclasses.asdict(self), "fields": list(self.fields), "previous": previous}


def append(content: Path, approvals: Sequence[Approval]) -> None:
    """Appends to the files of the months. Raises `InvalidInput` where what is there can't be read, and OSError."""
    folder = content / APPROVALS
    folder.mkdir(exist_ok=True)
    said = entries(content)
    previous = digest(said[-1]) if said else None
    for approval in approvals:
        new = approval.as_entry(previous)
        with open(folder / f"{approval.on[:7]}.yml", "a", encoding="utf-8") as stream:
            stream.write(f"- {json.dumps(new, ensure_ascii=False)}\n")
        previous = digest(new)


def digest(said: dict[str, Any]) -> str:
    """SHA-256 of an entry: of its keys and values in order, as JSON without blanks."""
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def entries(content: Path) -> list[dict[str, Any]]:
    """All entries, in the order in which they were made. Raises `InvalidInput`."""
    return [said for file in sorted((content / APPROVALS).glob("*.yml")) for said in _read(file)]


def broken_link(content: Path) -> str | None:
    """Submission and home of the first entry that does not follow from the one before it."""
    previous: str | None = None
    for said in entries(content):
        if said.get("previous") != previous:
            return f"{said.get('submission')} {said.get('home')}"
        previous = digest(said)
    return None


def _read(file: Path) -> Iterator[dict[str, Any]]:
    """The entries of a month: a line each, as YAML and as JSON alike."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("- "):
            try:
                yield json.loads(line[2:])
            except ValueError:
                where = f"{APPROVALS}/{file.name}:{number}"
                raise InvalidInput(f"{where}: 审核记录被改坏了", "从备份里恢复这个文件") from None
