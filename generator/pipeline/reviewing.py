"""The page on which the next stage decides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.content import intake
from generator.diagnostics import InvalidInput
from generator.model.load import load_federation
from generator.office.intake import approvals
from generator.office.intake.decisions import Decision
from generator.office.intake.review import Shown, page
from generator.pipeline.accepting import shown_digest
from generator.pipeline.importing import stage_count, waiting
from generator.pipeline.options import Progress, no_progress


def review(content: Path, earlier: Sequence[Decision], today: str, show: Progress = no_progress) -> tuple[str, int]:
    """The page, and how many homes it shows. Raises `InvalidInput`, `CityUnreadable`."""
    stages = stage_count(content)
    if earlier and earlier[0].stage >= stages:
        raise InvalidInput(f"这已经是最后一级的决定，全市审 {stages} 级", "用 homes accept 收进内容")
    found = [
        Shown(one, submission, {identity: shown_digest(outcome) for identity, outcome in submission.homes.items()})
        for one, submission in waiting(content, show)
    ]
    federation = load_federation(intake.take_city_snapshot(content)).city.federation
    text = page(found, earlier, stages, federation, today, approvals.read(content).broken)
    return text, text.count("<article ")
