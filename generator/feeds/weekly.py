"""Services that come again every week: all of a district's, and how many the city has of each kind, for boards and for
what is near.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterator

from generator.catalogue import addresses
from generator.public.opening import weekly_services
from generator.public.views import DistrictView, HomeView, ServiceView, Site


def of_city(site: Site) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of the counts.

    Who is closed when is told with them: pages weigh it at the moment of viewing.
    """
    yield f"{addresses.activities()}weekly.json", _json(_counts(site))


def of_district(_: Site, district: DistrictView) -> Iterator[tuple[str, bytes]]:
    """The same of what comes again in a district."""
    yield f"{addresses.activities(district.slug)}weekly.json", _json(_weekly(district))


class _Numbering(dict[Hashable, int]):
    """Gives each different value the next number."""

    def __missing__(self, value: Hashable) -> int:
        self[value] = len(self)
        return self[value]


def _counts(site: Site) -> dict:
    """`kinds`: [function, audiences]; `whens`: as a page's `data-next`; `shut`: closures; `districts`: slug → columns:
    index into `kinds`, into `whens`, into `shut`, how many.
    """
    kinds, whens, shut, districts = _Numbering(), _Numbering(), _Numbering(), {}
    for district in site.districts:
        found = Counter(
            (kinds[service.function, _codes(service)], whens[_when(service)], shut[_closures(home)])
            for home in district.homes
            for service in weekly_services(home)
        )
        districts[district.slug] = _columns([(*key, number) for key, number in sorted(found.items())], 4)
    return {"kinds": list(kinds), "whens": list(whens), "shut": list(shut), "districts": districts}


def _weekly(district: DistrictView) -> dict:
    """`homes`: [slug, name, closures]; `titles`; `kinds`: [item, audiences]; `whens`: as a page's `data-next`.

    Then a column of indexes into each, and `texts`: of each of `whens`, as it is written.
    """
    homes, titles, kinds, whens, rows = _Numbering(), _Numbering(), _Numbering(), _Numbering(), []
    for home in district.homes:
        for service in weekly_services(home):
            own = homes[home.identity.partition("/")[2], home.name, _closures(home)]
            rows.append(
                (
                    own,
                    titles[service.title],
                    kinds[service.item, _codes(service)],
                    whens[*_when(service), service.schedule.text],
                )
            )
    columns = zip(("home", "title", "kind", "when"), _columns(rows, 4), strict=True)
    return {
        "district": district.slug,
        "homes": list(homes),
        "titles": list(titles),
        "kinds": list(kinds),
        "whens": [when[:-1] for when in whens],
        "texts": [when[-1] for when in whens],
        **dict(columns),
    }


def _when(service: ServiceView) -> tuple:
    schedule = service.schedule
    span = (schedule.span.start, schedule.span.end) if schedule.span else (-1, -1)
    return schedule.days.days, schedule.days.working, schedule.nth or 0, *span


def _closures(home: HomeView) -> tuple:
    return tuple((str(one.start), str(one.end)) for one in home.office.closures)


def _codes(service: ServiceView) -> tuple[str, ...]:
    """Whom it is for; for nobody in particular is for everyone, as in the search."""
    return tuple(code for code, _ in service.audience) or ("everyone",)


def _columns(rows: list[tuple], width: int) -> list[list]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


def _json(document: dict) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
