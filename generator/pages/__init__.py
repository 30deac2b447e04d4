"""Public views to pages: one module a kind of page, our own templates with autoescape, the shell around them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages import (
    activities,
    areas,
    families,
    help,
    honours,
    lists,
    nearby,
    services,
    sitemap,
    standard,
)
from generator.pages.page import Page
from generator.public.views import Site


def city_pages(site: Site) -> Iterator[Page]:
    """All data pages but those of the homes: see `homes.pages`."""
    yield areas.front(site)
    yield from areas.districts(site)
    yield from services.pages(site)
    yield help.rights(site)
    yield from families.pages(site)
    yield honours.brands(site)
    yield from honours.demonstration(site)
    yield from activities.pages(site)
    yield from lists.press(site)
    yield lists.search(site)
    yield nearby.nearby(site)
    yield lists.parts(site)
    yield sitemap.sitemap(site)
    yield from standard.pages(site)
