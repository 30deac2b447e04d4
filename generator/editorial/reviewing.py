"""The page on which the next stage decides."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.content import intake, opening
from generator.diagnostics import InvalidInput
from generator.editorial.accepting import shown_digest
from generator.editorial.importing import Pending, stage_count, waiting
from generator.editorial.sheets import read_photos
from generator.editorial.versions import edits_unseen, unapproved
from generator.model.load import load_federation
from generator.office.intake import approvals, papers, thumbnails
from generator.office.intake.clashes import Clashes, clashes
from generator.office.intake.decisions import Decision
from generator.office.intake.effects import Effect
from generator.office.intake.review import Shown, page
from generator.office.intake.submission import Submission
from generator.reading.options import Progress, no_progress

_MAX_PHOTO = 64 * 2**20  # bytes


class Reviewed(NamedTuple):
    """The page, how many homes it shows, how many are not as they were approved, what is wrong with the record.

    `proof` makes all public text of them as .docx.
    """

    page: str
    homes: int
    edited: int
    problems: Sequence[str]
    proof: Callable[[], bytes]


def review(content: Path, earlier: Sequence[Decision], on: dt.date, show: Progress = no_progress) -> Reviewed:
    """The page of what waits. Raises `InvalidInput`, `CityUnreadable`."""
    stages = stage_count(content)
    if earlier and earlier[0].stage >= stages:
        raise InvalidInput(f"这已经是最后一级的决定，一共审 {stages} 级", "用 homes accept 收进内容")
    pending = list(waiting(content, on, show))
    clashing = clashes([one.submission for one in pending])
    found = [
        Shown(
            one.waiting,
            one.submission,
            _with_clashes(one, clashing),
            _digests(one.submission),
            partial(_picture, content, one.waiting.file),
        )
        for one in pending
    ]
    federation = load_federation(intake.take_city_snapshot(content)).city.federation
    record = approvals.read(content)
    problems = [str(one) for one in (*record.unreadable, *record.broken)]
    edited = [f"{one.home}：{one.message}。{one.remedy}" for one in unapproved(content)]
    unseen = edits_unseen(content, {identity for one in found for identity in one.submission.homes})
    text = page(found, earlier, stages, federation, on.isoformat(), problems, edited, unseen)
    return Reviewed(text, text.count("<article "), len(edited), problems, partial(_proof, found, federation, on))


def _with_clashes(one: Pending, clashing: Clashes) -> dict[str, Effect]:
    """The effects of a submission, with what others say of the same fields."""
    return {
        identity: replace(effect, remarks=[*effect.remarks, *clashing.get((one.waiting.id, identity), ())])
        for identity, effect in one.effects.items()
    }


def _digests(submission: Submission) -> dict[str, str]:
    return {identity: shown_digest(outcome) for identity, outcome in submission.homes.items()}


def _picture(content: Path, file: Path, identity: str, name: str) -> str:
    """A photo of the home, or one that came with a form, small; empty where there is none."""
    try:
        with open(os.open(content / "homes" / identity / "photos" / Path(name).name, opening.READ), "rb") as stream:
            return thumbnails.data_address(stream.read(_MAX_PHOTO))
    except FileNotFoundError:
        return next((thumbnails.data_address(data) for data in _came(file, name)), "")
    except OSError:
        return ""


def _came(file: Path, name: str) -> Iterator[bytes]:
    """The photo that came with a form under this name."""
    try:
        yield from read_photos(file, {name}).values()
    except InvalidInput:
        return


def _proof(found: Sequence[Shown], federation: str, on: dt.date) -> bytes:
    homes = [
        papers.Proof(identity, outcome.name or identity, one.waiting.name, one.effects.get(identity, Effect()))
        for one in found
        for identity, outcome in one.submission.homes.items()
    ]
    return papers.proof(homes, federation, on.isoformat())
