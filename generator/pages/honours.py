"""The current roster of demonstration homes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.catalogue import addresses
from generator.model.federation import DISTRICT
from generator.model.wording import counted
from generator.pages.areas import MAX_PLAQUES, roster, whole_roster
from generator.pages.page import Page
from generator.public.views import CityView, DistrictView, LevelView, Link, Site


def told(city: CityView) -> dict[str, object]:
    """How plaques are given, in sentences.

    `as_usual`: whether it is as the policy says; else only what the city's honours say of each level is told.
    `plaques`: their names; `titled`: all of them in a heading; `kind`: what homes that hold
    one are called before the city's word for a home.
    """
    levels, home = city.levels, city.terms.home or ""
    as_usual = bool(city.standard.profile) and not any(
        level.years or level.review not in ("", "next-year") for level in levels
    )
    names = tuple(dict.fromkeys(f"“{level.plaque}”" for level in levels)) or (f"“示范{home}”",)
    return {
        "as_usual": as_usual,
        "plaques": "".join(names),
        "titled": names[0] if len(names) == 1 else f"挂牌{home}",
        "kind": "示范" if names == (f"“示范{home}”",) else "挂牌",
        "quotas": tuple(filter(None, (_quota(level, city, as_usual) for level in levels))),
        "tenures": tuple(filter(None, map(_tenure, levels))),
    }


def _quota(level: LevelView, city: CityView, as_usual: bool) -> str:
    """Who gives a level, and how many a year."""
    district = city.terms.district
    giver = level.giver or (f"各{district}妇联" if level.id == DISTRICT else "")
    about = f"，每个{district} {level.per_district} 个左右" if level.per_district else ""
    if as_usual and not level.quota and level.id == DISTRICT:
        return f"{level.label}由各{district}妇联按实际定，若干个"
    if as_usual and level.quota:
        return f"{level.label}每年挂牌 {level.quota} 个{about}"
    given = [f"由{giver}评定"] if giver else []
    given += [f"每年挂牌 {level.quota} 个{about}"] if level.quota else []
    return level.full + "，".join(given) if given else ""


def _tenure(level: LevelView) -> str:
    """How long a level is held."""
    review = {"yearly": "每年重新认定", "next-year": "第二年重新认定", "none": "不重新认定"}.get(level.review, "")
    lapse = f"{counted(level.years)}年后到期" if level.years else ""
    return level.label + "，".join(filter(None, (review, lapse))) if review or lapse else ""


def demonstration(site: Site) -> Iterator[Page]:
    """The current roster of both levels, by district; nobody who left is named.

    A page for each district where one has no room.
    """
    yield _roster(site, None, site.districts, MAX_PLAQUES)
    if not whole_roster(site):
        yield from (_roster(site, district, (district,), None) for district in site.districts)


def _roster(site: Site, district: DistrictView | None, districts: Sequence[DistrictView], most: int | None) -> Page:
    """`most`: plaques that there is room for, spread over the districts and levels."""
    rosters = [(d, roster(site, d.homes)) for d in districts]
    sizes = [len(rows) for _, found in rosters for rows in found.values()]
    each = most and max((n for n in range(1, most + 1) if sum(min(n, size) for size in sizes) <= most), default=1)
    held = [badge for d in districts for home in d.homes for badge in home.badges]
    newest = max((badge.years[-1] for badge in held), default=None)
    said = told(site.city)
    name = f"{district.name if district else ''}{said['kind']}{site.city.terms.home}"
    return Page(
        addresses.demonstration(district.slug if district else ""),
        f"{name}名单",
        f"在册的{_levels(site.city, name)}，共 {len(held)} 块牌子。",
        "demonstration.html",
        {
            **said,
            "district": district and district.head,
            "rosters": tuple(
                (d.head, {level: (len(rows), rows[:each]) for level, rows in found.items()}) for d, found in rosters
            ),
            "counts": {
                level: sum(badge.level == level for badge in held) for level in site.city.standard.honours.home_labels
            },
            "newest": newest,
            "new": sum(badge.year == newest for badge in held),
            "renewed": sum(badge.years[-1] == newest and badge.year != newest for badge in held),
        },
        (Link("示范名单", addresses.demonstration()),) if district else (),
    )


def _levels(city: CityView, name: str) -> str:
    """The levels with the plaque that they share, or each with its own."""
    if len({level.plaque for level in city.levels}) == 1:
        return "、".join(level.label for level in city.levels) + f"“{name}”"
    return "、".join(level.full for level in city.levels)
