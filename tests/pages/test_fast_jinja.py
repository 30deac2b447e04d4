"""The fast Jinja environment against stock Jinja, over every kind of page of the sample."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from pathlib import Path

import jinja2

from generator import reading
from generator.model import vocabulary as words
from generator.model.field_types import BEIJING
from generator.pages import KINDS, assets, homes, render
from generator.pages.page import SLOTS, Page, Shell
from generator.pipeline import BuildOptions
from generator.pipeline.templates import read_sources
from generator.public.city import district_tiles
from generator.public.views import Site

PROJECT = Path(__file__).parents[2]
AS_OF = dt.datetime(2026, 11, 20, 9, tzinfo=BEIJING)


class Stock(jinja2.Environment):
    bytecode_cache = None  # never what the other environment compiled (see `compiled_once`)


def sample() -> Site:
    """The sample as pages see it, with the numbers that a build adds."""
    site = reading.read(BuildOptions(PROJECT / "content", AS_OF, workers=1)).site
    shown = [home for home in site.homes if home.closed_on is None]
    served = Counter(function for home in shown for function in home.functions)
    return dataclasses.replace(
        site,
        tiles=district_tiles(site.districts, Counter(home.identity.partition("/")[0] for home in shown)),
        figures={"homes": len(shown), "weekend": 3, "city": 2, "district": 1},
        function_counts={function: served[function] for function in words.FUNCTIONS},
        years=tuple(dict.fromkeys(family.year for family in site.families)),
        plaques=sum(len(home.badges) for home in shown),
    )


def pages(site: Site) -> list[Page]:
    places = {
        "district": [(district,) for district in site.districts],
        "street": [(district, street) for district in site.districts for street in district.streets],
    }
    best = defaultdict(tuple, {family.year: (family,) for family in site.families})
    made = [kind.make(site, *place) for kind in KINDS for place in places.get(kind.each, [()])]
    made += [homes.pages(home, site.city, best, {}) for home in site.homes]
    return [page for one in made for page in ([one] if isinstance(one, Page) else one)]


def renderer(site: Site) -> render.Renderer:
    shell = Shell(dict.fromkeys(range(8), SLOTS))
    sources = read_sources(PROJECT / "theme").items()
    templates = {name: render.compile_template(site.city, (name, source)) for name, source in sources}
    addresses = assets.gather(PROJECT / "theme").addresses
    return render.Renderer(templates, shell, addresses, site.city, lambda _: "")


def test_stock_jinja_renders_the_same_bytes(monkeypatch):
    site = sample()
    built = pages(site)
    assert {page.template for page in built} >= {"home.html", "front.html", "district.html", "parts.html", "rule.html"}
    fast = renderer(site)
    monkeypatch.setattr(render, "FastEnvironment", Stock)
    stock = renderer(site)
    for page in built:
        assert fast.html(page) == stock.html(page), page.address
