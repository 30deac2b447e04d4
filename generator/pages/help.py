"""Quiet help for victims of violence: a page whose title and address reveal nothing in the browser's history, and that
can be left at once.
"""

from __future__ import annotations

from generator.pages import services
from generator.pages.page import Page
from generator.public.views import Site

_MAX_HOMES = 32  # homes


def rights(site: Site) -> Page:
    """Hotlines, what to do first, homes that listen. Title, description and address name no trouble."""
    listening = site.city.quiet.items
    offers = services.offers_by(site, lambda service: listening[0] if service.item in listening else "")[listening[0]]
    districts = services.limit_offers(site, offers, _MAX_HOMES)
    return Page(
        "help/rights/", "常用电话", "常用的服务电话。", "help.html", {"districts": districts}, listed=False, quiet=True
    )
