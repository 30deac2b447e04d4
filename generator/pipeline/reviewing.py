"""The page on which the next stage decides."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from generator.content import intake
from generator.diagnostics import InvalidInput
from generator.model.load import load_federation
from generator.office.intake import approvals, thumbnails
from generator.office.intake.decisions import Decision
from generator.office.intake.review import Shown, page
from generator.office.intake.submission import Submission
from generator.pipeline.accepting import shown_digest
from generator.pipeline.importing import stage_count, waiting
from generator.pipeline.options import Progress, no_progress

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_MAX_PHOTO = 64 * 2**20  # bytes


def review(content: Path, earlier: Sequence[Decision], on: dt.date, show: Progress = no_progress) -> tuple[str, int]:
    """The page, and how many homes it shows. Raises `InvalidInput`, `CityUnreadable`."""
    stages = stage_count(content)
    if earlier and earlier[0].stage >= stages:
        raise InvalidInput(f"这已经是最后一级的决定，全市审 {stages} 级", "用 homes accept 收进内容")
    found = [
        Shown(one.waiting, one.submission, one.effects, _digests(one.submission), partial(_picture, content))
        for one in waiting(content, on, show)
    ]
    federation = load_federation(intake.take_city_snapshot(content)).city.federation
    record = approvals.read(content)
    problems = [str(one) for one in (*record.unreadable, *record.broken)]
    text = page(found, earlier, stages, federation, on.isoformat(), problems)
    return text, text.count("<article ")


def _digests(submission: Submission) -> dict[str, str]:
    return {identity: shown_digest(outcome) for identity, outcome in submission.homes.items()}


def _picture(content: Path, identity: str, name: str) -> str:
    """A photo of the home, small; empty where it is not there."""
    try:
        with open(os.open(content / "homes" / identity / "photos" / Path(name).name, _READ), "rb") as stream:
            return thumbnails.data_address(stream.read(_MAX_PHOTO))
    except OSError:
        return ""
