"""Weekly services as JSON, for boards and the page of nearby homes: all of a district's, and counts for the city."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import TypeVar

from generator.catalogue import addresses
from generator.public.opening import offer_rule, weekly_services
from generator.public.views import DistrictView, HomeView, ServiceView, Site


def of_city(site: Site) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of the counts.

    They come with the closures of homes, which pages take into account at the moment of viewing.
    """
    yield f"{addresses.activities()}weekly.json", _json(_counts(site))


def of_district(_: Site, district: DistrictView) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of a district's weekly services."""
    yield f"{addresses.activities(district.slug)}weekly.json", _json(_weekly(district))


K = TypeVar("K", bound=Hashable)
Kind = tuple[str, tuple[str, ...]]
"""A function or an item, and the codes of its audiences."""
When = str
"""A service's days and times as scripts read them, in JSON."""
Closures = tuple[tuple[str, str], ...]
"""First and last day of each, in ISO form."""


class _Numbering(dict[K, int]):
    """Gives each new value the next number."""

    def __missing__(self, value: K) -> int:
        self[value] = len(self)
        return self[value]


def _counts(site: Site) -> dict[str, object]:
    """`kinds`: [function, audiences]; `whens`: as a page's `data-next`; `shut`: closures; `districts`: slug → columns:
    index into `kinds`, into `whens`, into `shut`, how many.
    """
    kinds, whens, shut = _Numbering[Kind](), _Numbering[When](), _Numbering[Closures]()
    districts = {}
    for district in site.districts:
        found = Counter(
            (kinds[service.function, _codes(service)], whens[_when(service)], shut[_closures(home)])
            for home in district.homes
            for service in weekly_services(home)
        )
        districts[district.slug] = _columns([(*key, number) for key, number in sorted(found.items())], 4)
    return {"kinds": list(kinds), "whens": list(map(json.loads, whens)), "shut": list(shut), "districts": districts}


def _weekly(district: DistrictView) -> dict[str, object]:
    """`homes`: [slug, name, closures]; `titles`; `kinds`: [item, audiences]; `whens`: as a page's `data-next`.

    Then a column of indexes into each, and `texts`: of each of `whens`, as it is written.
    """
    homes, titles, kinds = _Numbering[tuple[str, str, Closures]](), _Numbering[str](), _Numbering[Kind]()
    whens = _Numbering[tuple[When, str]]()
    rows = []
    for home in district.homes:
        for service in weekly_services(home):
            own = homes[home.identity.partition("/")[2], home.name, _closures(home)]
            rows.append(
                (
                    own,
                    titles[service.title],
                    kinds[service.item, _codes(service)],
                    whens[_when(service), service.schedule.text if service.schedule else ""],
                )
            )
    columns = zip(("home", "title", "kind", "when"), _columns(rows, 4), strict=True)
    return {
        "district": district.slug,
        "homes": list(homes),
        "titles": list(titles),
        "kinds": list(kinds),
        "whens": [json.loads(when) for when, _ in whens],
        "texts": [text for _, text in whens],
        **dict(columns),
    }


def _when(service: ServiceView) -> str:
    assert service.schedule, "weekly_services yields no others"
    return json.dumps(offer_rule(service.schedule))


def _closures(home: HomeView) -> Closures:
    return tuple((str(one.start), str(one.end)) for one in home.office.closures)


def _codes(service: ServiceView) -> tuple[str, ...]:
    """Whom it is for; for nobody in particular is for everyone, as in the search."""
    return tuple(code for code, _ in service.audience) or ("everyone",)


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> list[list[int]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


def _json(document: dict[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
