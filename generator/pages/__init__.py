"""Public views to pages: one module a kind of page, our own templates with autoescape, the shell around them."""

from __future__ import annotations

from generator.pages import (
    activities,
    areas,
    brands,
    digest,
    families,
    help,
    honours,
    lists,
    nearby,
    open_data,
    press,
    services,
    sitemap,
    standard,
    subscribe,
)
from generator.public.kinds import BADGES, TaskKind

_CARD = ("office", "services", "words", "dated", BADGES)  # what a home's card shows
_NEWS = ("brand", "families", "activities", BADGES)

KINDS = (  # the longest first
    TaskKind("families/years", families.years, ("families",)),
    TaskKind("families/titles", families.titles, ("families",)),
    TaskKind("families", families.front, ("families",), ("places",)),
    TaskKind(
        "front",
        areas.front,
        ("families", "activities", "brand"),
        ("today", "tiles", "features", "figures", "synonyms"),
        "highlights",
    ),
    TaskKind("parts", lists.parts, (*_CARD, "families", "activities", "brand"), ("tiles",), "specimens"),
    TaskKind("activities", activities.of_city, ("activities", "services"), ("today", "tiles", "places")),
    TaskKind("services", services.pages, ("office", "services"), ("places", "synonyms")),
    TaskKind("help", help.rights, ("office", "services"), ("places",)),
    TaskKind("brands", brands.pages, ("brand",), ("places", "brands")),
    TaskKind("demonstration", honours.demonstration, (BADGES,), ("places", "plaques")),
    TaskKind("standard", standard.pages, by_context=False),
    TaskKind("press", press.whats_new, _NEWS, ("features", "brands", "places")),
    TaskKind("digest", digest.of_city, _NEWS, ("features", "brands", "places", "figures")),
    TaskKind("digest/district", digest.of_district, _NEWS, ("features", "areas"), "district"),
    TaskKind("data page", open_data.page, (), ("tiles", "exports"), licensed=True),
    TaskKind("subscribe", subscribe.subscribe, (), ("places",)),
    TaskKind("features", press.features, (), ("features", "packs")),
    TaskKind("search", lists.search, (), ("tiles",)),
    TaskKind("nearby", nearby.nearby, (), ("tiles",)),
    TaskKind("sitemap", sitemap.sitemap, (), ("places", "years", "features")),
    TaskKind("families/district", families.of_district, ("families",), ("places",), "district"),
    TaskKind(
        "activities/district",
        activities.of_district,
        ("activities", "services", "office"),
        ("today", "holidays"),
        "district",
    ),
    TaskKind("district", areas.district, (*_CARD, "activities"), ("tiles", "areas", "plaques"), "district"),
    TaskKind("street", areas.street, (*_CARD, "activities"), ("areas",), "street"),
)
"""All data pages but those of the homes: see `homes.pages`."""
