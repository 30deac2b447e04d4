"""What a kind of page or file declares that it is made from.

It is given that and nothing else, so that what was forgotten fails at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from generator.public.facets import FIELDS

BADGES = "badges"
PARTS = (
    "today",
    "tiles",
    "features",
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
    """Pages or files that are made together, one task for the city, or one for each district or street.

    `make`: a `Site`, and the district and street that it is made for → pages, or (path, bytes) of files that are no
    pages. `facets` are those of the homes in that place, by `facets.FIELDS` (names always), with `BADGES`; `parts` are
    of the city: `places` are districts and streets by their names, `areas` with all that is known of them, `brands`
    theirs, `today` the day. `highlights` and `specimens`: one task that gets those homes alone which the front page, or
    the page of parts, may show. Of pages made `by_context` those are kept whose context is the same, else all where the
    homes and parts are.
    """

    name: str
    make: Callable[..., Iterable[Any]]
    facets: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    each: Literal["city", "district", "street", "highlights", "specimens"] = "city"
    by_context: bool = True

    def __post_init__(self) -> None:
        if unknown := {*self.facets, *self.parts}.difference(FIELDS, (BADGES,), PARTS):
            raise ValueError(f"{self.name}: {unknown}")
