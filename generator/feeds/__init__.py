"""Files for machines: feeds, calendars, upcoming activities, weekly services, public holidays."""

from __future__ import annotations

from collections.abc import Iterator

from generator.feeds import activities, atom, calendar, holidays, hsds, open_data, updated, weekly
from generator.public.kinds import BADGES, TaskKind
from generator.public.views import Site


def _holidays(site: Site) -> Iterator[tuple[str, bytes]]:
    yield holidays.ADDRESS, holidays.table(site)


def _updated(site: Site) -> Iterator[tuple[str, bytes]]:
    yield updated.ADDRESS, updated.day(site)


_NEWS = ("brand", "families", "activities", BADGES)
_EXPORTED = ("words", "profile", "office", "services", "activities", "brand", "families", BADGES)

KINDS = (
    TaskKind("feed", atom.of_city, _NEWS, ("features", "brands")),
    TaskKind("feed/press", atom.of_features, (), ("features",)),
    TaskKind("feed/district", atom.of_district, _NEWS, ("features", "areas"), "district"),
    TaskKind("calendar", calendar.of_city, ("activities", "office")),
    TaskKind("activities.json", activities.of_city, ("activities",), ("today", "places")),
    TaskKind("weekly", weekly.of_city, ("services", "office"), ("places",)),
    TaskKind("updated", _updated, (), ("today",)),
    TaskKind("holidays", _holidays, (), ("holidays",)),
    TaskKind("data", open_data.description, (), ("tiles", "exports"), licensed=True),
    TaskKind("data/city", open_data.of_city, _EXPORTED, ("areas",), "small-city", licensed=True),
    TaskKind("data/district", open_data.of_district, _EXPORTED, ("areas",), "district", licensed=True),
    TaskKind(
        "hsds/district",
        hsds.of_district,
        ("words", "profile", "office", "services"),
        ("areas", "holidays", "year"),
        "district",
        licensed=True,
    ),
    TaskKind("calendar/district", calendar.of_district, ("activities", "office"), (), "district"),
    TaskKind("weekly/district", weekly.of_district, ("services", "office"), (), "district"),
    TaskKind(
        "activities.json/district", activities.of_district, ("activities", "office"), ("today", "places"), "district"
    ),
)
