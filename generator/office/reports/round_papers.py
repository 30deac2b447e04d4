"""All papers of a round: its plan, what is filed, who was honoured, sheets of inspection."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue.assessment import Assessment
from generator.office.reports import filing, honours, inspection, plan
from generator.standard.rounds import RoundsCase


def papers(assessment: Assessment, case: RoundsCase, year: int) -> Iterator[tuple[str, bytes]]:
    """Each paper of the round of a year: where it lies in the reports, and its bytes."""
    for scope in filing.scopes(assessment, case, year):
        yield from plan.papers(scope)
        yield from filing.papers(scope)
        yield from honours.papers(scope)
    yield from inspection.papers(assessment, case, year)
