"""The feeds that there are: what each is called, and where it lies. Every page names the one that is about it."""

from __future__ import annotations

from generator.catalogue import addresses
from generator.public.views import CityView, Link


def of_city(city: CityView) -> Link:
    return Link(f"{city.site_name}：全部", addresses.feed())


def of_features(city: CityView) -> Link:
    return Link(f"{city.site_name}：好做法", addresses.feed("press/"))


def of_families(city: CityView) -> Link:
    return Link(f"{city.site_name}：最美家庭", addresses.feed("families/"))


def of_plaques(city: CityView) -> Link:
    return Link(f"{city.site_name}：示范名单", addresses.feed(addresses.demonstration()))


def of_area(place: Link) -> Link:
    """Of a district, or of a home."""
    return Link(f"{place.name}：新消息", addresses.feed(place.address))


def of_page(address: str, city: CityView) -> Link:
    """Of a page that belongs to no district and no home."""
    column = {"press": of_features, "families": of_families, "demonstration": of_plaques}
    return column.get(address.partition("/")[0], of_city)(city)
