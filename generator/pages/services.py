"""What homes offer residents: the four functions on one page, and a page for each of the twelve items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from generator.catalogue import addresses
from generator.model import vocabulary as words
from generator.model.city import usual_codes
from generator.pages.page import Page
from generator.public.views import DistrictHead, HomeView, Link, ServiceView, Site

MAX_HOMES = 48  # homes on an item's page, so that it stays light in a city of any size
_MAX_SYNONYMS = 16
_HERE = Link("能帮什么忙", "services/")
# Of the functions and items of the profile; a city may have others by the same codes.
_LEADS = {
    "rights": "受了委屈有人听，拿不准的事有人给您讲明白。",
    "work": "想找活儿、学手艺、做点小买卖，来问一问。",
    "family": "带孩子、顾老人、过日子，有人搭把手。",
    "care": "日子难的时候，有人想着您。",
}
_PLAIN = {
    "rights.law-education": "法律上的事，用大白话讲给您听。",
    "rights.reception": "有委屈、有难处，来说一说，有人听，有人记，帮您找到管事的。",
    "rights.mediation": "家里、邻里闹别扭，请个中间人，坐下来说开。",
    "rights.safety": "防骗、防火、防煤气，也防人欺负。",
    "work.policy": "谁家招人，有什么补贴，怎么办，来问就知道。",
    "work.enterprise": "想靠手艺挣点钱、做点小买卖，有人领路。",
    "work.transfer": "学门手艺，找份活儿。",
    "work.technology": "种什么、怎么种，请懂行的人来教。",
    "family.virtue": "把好家风讲出来，推荐身边的“最美家庭”。",
    "family.education": "孩子不听话、老看手机，大人坐在一起想办法。",
    "family.services": "孩子放学没人看，老人看病没人陪，来找帮手。",
    "care.support": "一个人住、家里有病人、日子紧，来说一声，有人上门看您。",
}


@dataclass(frozen=True)
class Offer:
    """A home with its services of one item."""

    home: HomeView
    services: tuple[ServiceView, ...]


@dataclass(frozen=True)
class DistrictOffers:
    """A district's offers of one item: the number of homes, and those that the page has room for."""

    district: DistrictHead
    total: int
    shown: tuple[Offer, ...]


@dataclass(frozen=True)
class Item:
    """An item of service as residents see it.

    `synonyms`: residents' own words for it; `leading_synonyms`: those that mean it before any other item; `homes`: how
    many offer it; `is_usual`: it is the profile's.
    """

    code: str
    label: str
    address: str
    plain: str
    synonyms: tuple[str, ...]
    leading_synonyms: tuple[str, ...]
    homes: int
    is_usual: bool

    @property
    def template(self) -> str:
        """What is said of it, or of any item of a city's own."""
        return f"services/{self.code.replace('.', '-') if self.is_usual else 'own'}.html"


def pages(site: Site) -> Iterator[Page]:
    """`services/` and the items below it."""
    offers = offers_by(site, attrgetter("item"))
    items = {code: _item(site, code, sum(map(len, offers[code].values()))) for code in site.city.standard.items}
    yield _overview(site, items)
    yield from (_page(site, items[code], offers[code]) for code in site.city.standard.items)


def offers_by(site: Site, what: Callable[[ServiceView], str]) -> Mapping[str, dict[str, list[Offer]]]:
    """Code → district's slug → its homes that offer it, one of each street first. `what`: the code of a service, either
    its item or its function.
    """
    found: dict[str, dict[str, list[Offer]]] = defaultdict(lambda: {district.slug: [] for district in site.districts})
    for district in site.districts:
        for home in district.homes:
            for one in dict.fromkeys(map(what, home.services)):
                found[one][district.slug].append(Offer(home, tuple([s for s in home.services if what(s) == one])))
    for of_district in found.values():
        of_district.update((slug, _spread(offers)) for slug, offers in of_district.items())
    return found


def limit_offers(site: Site, offers: dict[str, list[Offer]], most: int) -> tuple[DistrictOffers, ...]:
    """The districts that have offers, each limited to the same number so that all show at most `most`; at least one
    each.
    """
    sizes = [len(found) for found in offers.values()]
    each = max((n for n in range(1, most + 1) if sum(min(n, size) for size in sizes) <= most), default=1)
    return tuple(
        DistrictOffers(d.head, len(offers[d.slug]), tuple(offers[d.slug][:each]))
        for d in site.districts
        if offers[d.slug]
    )


def _spread(offers: list[Offer]) -> list[Offer]:
    """The first of each street, then the second of each, so that a short list covers all streets."""
    turn: dict[str, int] = {}
    turns = []
    for place, offer in enumerate(offers):
        street = offer.home.street.address
        turn[street] = turn.get(street, 0) + 1
        turns.append((turn[street], place))
    return [offers[place] for _, place in sorted(turns)]


def _item(site: Site, code: str, homes: int) -> Item:
    leading = tuple(word for synonyms, items in site.synonyms if items[0] == code for word in synonyms)
    standard = site.city.standard
    told = standard.functions[words.function_of(code)].items[code]
    is_usual = code in usual_codes(standard)
    plain = (is_usual and _PLAIN[code]) or told.explains or f"{told.label}。"
    return Item(code, told.label, addresses.service(code), plain, _synonyms(site, code), leading, homes, is_usual)


def _synonyms(site: Site, code: str) -> tuple[str, ...]:
    """Residents' words for the item; those that mean it before any other come first."""
    rows = sorted(
        (items.index(code), place, synonyms) for place, (synonyms, items) in enumerate(site.synonyms) if code in items
    )
    return tuple(dict.fromkeys(word for _, _, synonyms in rows for word in synonyms))[:_MAX_SYNONYMS]


def _overview(site: Site, items: dict[str, Item]) -> Page:
    usual = usual_codes(site.city.standard)
    functions = tuple(
        (
            function,
            told.label,
            (function in usual and _LEADS[function]) or told.explains or "",
            tuple(item for code, item in items.items() if words.function_of(code) == function),
        )
        for function, told in site.city.standard.functions.items()
    )
    return Page(
        "services/",
        f"{site.city.terms.home}能帮什么忙",
        f"{'、'.join(site.city.standard.function_labels.values())}：来了能得到什么，带什么，要不要钱，哪些家在做。",
        "services.html",
        {"functions": functions},
    )


def _page(site: Site, item: Item, offers: dict[str, list[Offer]]) -> Page:
    function = words.function_of(item.code)
    label = site.city.standard.function_labels[function]
    services = [service for found in offers.values() for offer in found for service in offer.services]
    return Page(
        item.address,
        item.label,
        f"{item.plain}在{site.city.terms.home}能得到什么，带什么，要不要钱，哪些家在做。",
        "service.html",
        {
            "item": item,
            "function": function,
            "districts": limit_offers(site, offers, MAX_HOMES),
            "asked": item.code if label != item.label else function,
            "services": len(services),
            "free": sum(service.charges is False for service in services),
            "charged": sum(service.charges is True for service in services),
        },
        (_HERE, *([Link(label, f"services/#{function}")] if label != item.label else [])),
    )
