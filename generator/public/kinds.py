"""Kinds of tasks: each declares its inputs, and is given those and nothing else, so that a
forgotten one fails at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from generator.public.facets import FIELDS

BADGES = "badges"
PARTS = (
    "today",
    "year",
    "tiles",
    "features",
    "packs",
    "exports",
    "holidays",
    "synonyms",
    "redirects",
    "years",
    "plaques",
    "figures",
    "brands",
    "places",
    "areas",
)


@dataclass(frozen=True)
class TaskKind:
    """Pages or files that are made together, by one task for the city, or one for each district or street.

    `make`: a `Site`, and the district and street that it is for → a page, or an iterable of pages or of (path, bytes)
    of other files. `facets` are those of the homes in that place, by `facets.FIELDS` (names always), with `BADGES`;
    `parts` are of the city: `places` are districts and streets by their names, `areas` with all that is known of them,
    `brands` theirs, `packs` the files to take away, `exports` those of the open data, `today` the day, `year` the first
    day of its year. `licensed`: only where the city licenses its data. `small-city`: one task of a city with few homes
    (`open_data.MAX_WHOLE`), of a larger one without any; `highlights` and `specimens`: one task that gets those homes
    alone which the front page, or the page of parts, may show. Of pages made `by_context` those are kept whose context
    is the same, else all where the homes and parts are.
    """

    name: str
    make: Callable[..., object]
    facets: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    each: Literal["city", "district", "street", "small-city", "highlights", "specimens"] = "city"
    by_context: bool = True
    licensed: bool = False

    @property
    def is_exported(self) -> bool:
        """Whether it makes files of which others tell how large they are."""
        return self.licensed and "exports" not in self.parts

    def __post_init__(self) -> None:
        if unknown := {*self.facets, *self.parts}.difference(FIELDS, (BADGES,), PARTS):
            raise ValueError(f"{self.name}: {unknown}")
