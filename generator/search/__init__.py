"""Data for the search in the browser: the list of homes, their locations, stories, the full-text index."""

from __future__ import annotations

from collections.abc import Iterator

from generator.public.kinds import BADGES, TaskKind
from generator.public.views import Site
from generator.search import fulltext, names, nearby, stories


def _names(site: Site) -> Iterator[tuple[str, bytes]]:
    yield names.ADDRESS, names.names(site)


def _nearby(site: Site) -> Iterator[tuple[str, bytes]]:
    yield nearby.ADDRESS, nearby.nearby(site)


def _stories(site: Site) -> Iterator[tuple[str, bytes]]:
    yield stories.ADDRESS, stories.stories(site)


def _search_text(site: Site) -> Iterator[tuple[str, bytes]]:
    yield from ((f"{folder}{fulltext.TEXT_FILE}", text.encode()) for folder, text in fulltext.city_story_texts(site))


KINDS = (
    TaskKind("names", _names, ("words", "office", "services", BADGES), ("today", "places", "synonyms")),
    TaskKind("stories.json", _stories, ("brand", "families", "activities"), ("places", "features", "brands")),
    TaskKind("search-texts", _search_text, (), ("features", "brands")),
    TaskKind("nearby.json", _nearby, ("office",), ("places",)),
)
