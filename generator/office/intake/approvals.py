"""Reads and appends to the record of what was approved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.content import intake
from generator.model import approvals
from generator.model.approvals import FOLDER, Approval, Approvals


def read(content: Path) -> Approvals:
    """The record of a content folder."""
    return approvals.load(intake.take_city_snapshot(content).texts)


def append(content: Path, made: Sequence[Approval]) -> None:
    """Appends to the file of the month, or of a later month that was begun. Raises OSError."""
    known = read(content)
    previous, month = known.last, known.month
    (content / FOLDER).mkdir(exist_ok=True)
    for approval in made:
        month = max(month, approval.on[:7])
        new = json.dumps(approval.as_entry(previous), ensure_ascii=False)
        with open(content / FOLDER / f"{month}.yml", "a", encoding="utf-8") as stream:
            stream.write(f"- {new}\n")
        previous = approval.digest(previous)


def folder_digest(files: Mapping[str, bytes]) -> str | None:
    """As `approvals.folder_digest`, of the files of a home by path in its folder."""
    return approvals.folder_digest({path: hashlib.sha256(data).hexdigest() for path, data in files.items()})
