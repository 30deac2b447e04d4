"""All papers of a round: its plan, what is filed, who was honoured, sheets of inspection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.catalogue.assessment import Assessment
from generator.office.reports import circular, filing, honours, inspection, plan
from generator.standard.rounds import RoundsCase

_FOLDERS = (plan.FOLDER, inspection.FOLDER, filing.FOLDER, honours.FOLDER)


def papers(assessment: Assessment, case: RoundsCase, year: int) -> Iterator[tuple[str, bytes]]:
    """Each paper of the round of a year: where it lies in the reports, and its bytes."""
    for scope in filing.scopes(assessment, case, year):
        yield from plan.papers(scope)
        yield from filing.papers(scope)
        yield from honours.papers(scope)
    yield from inspection.papers(assessment, case, year)


def of_district(files: Iterable[str], name: str) -> list[str]:
    """Those of the written files that are papers of a district: its own, and sheets of its homes."""
    own = re.compile(rf"({'|'.join(_FOLDERS)})/\d+/{re.escape(name)}[/_].*")
    return sorted(filter(own.fullmatch, files), key=_order)


def of_city(files: Iterable[str], name: str) -> list[str]:
    """Those that are papers of the whole city, by the name that it has in them."""
    circulars = (file for file in files if file.startswith(f"{circular.FOLDER}/"))
    return [*of_district(files, name), *circulars]


def _order(file: str) -> tuple[int, str]:
    """In the order in which they are needed."""
    return _FOLDERS.index(file.partition("/")[0]), file
