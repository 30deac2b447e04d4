"""Notice boards: activities of the city and of each district as of the build's day; activities.js updates them in the
browser.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from generator.catalogue import addresses
from generator.pages.page import Page
from generator.public.opening import Holidays, next_offered, weekly_services
from generator.public.views import ActivityView, DistrictHead, DistrictView, Link, ServiceView, Site

WEEK = dt.timedelta(days=7)  # 这七天: today and the next six days
MAX_COMING = 20  # coming activities on a page, so that it stays under 40 kB in a city of any size
MAX_THIS_WEEK = 12
MAX_PAST = 6
MAX_WEEKLY = 10
PAST_WINDOW = dt.timedelta(days=90)
AUDIENCE_HEADINGS = {
    "everyone": "谁都能来的",
    "elderly": "给老人的",
    "single-parent": "给单亲家庭的",
    "hardship": "给困难家庭的",
    "left-behind": "给留守妇女儿童的",
    "migrant": "给流动妇女儿童的",
    "disabled": "给残疾人的",
    "children": "给孩子的",
    "parents": "给家长的",
    "job-seekers": "给找工作的人的",
}


Selection = Callable[[list[ActivityView], int], Iterable[ActivityView]]
"""The activities, how many there is room for → those that are shown."""


@dataclass(frozen=True)
class Group:
    """Activities of a week or month: how many take place, and those that the page has room for."""

    total: int
    shown: tuple[ActivityView, ...]
    month: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Weekly:
    """Weekly services: the number of each district; or the number of a district, and those there is room for."""

    districts: tuple[tuple[DistrictHead, int], ...] = ()
    total: int = 0
    shown: tuple[tuple[Link, ServiceView], ...] = ()


def of_city(site: Site) -> Page:
    """`activities/`."""
    near = Counter(
        activity.district.address for activity in site.activities if not (activity.past or activity.cancelled)
    )
    weekly = Weekly(
        tuple((one.head, sum(1 for home in one.homes for _ in weekly_services(home))) for one in site.districts)
    )
    return _page(
        site,
        site.city.name,
        None,
        site.activities,
        {district.slug: near[district.address] for district in site.districts},
        weekly,
    )


def of_district(site: Site, district: DistrictView) -> Page:
    """`activities/<district>/`."""
    own = tuple(activity for activity in site.activities if activity.district.address == district.address)
    return _page(site, district.name, district.head, own, {}, _weekly(site, district))


def spread_evenly(activities: Sequence[ActivityView], most: int) -> tuple[ActivityView, ...]:
    """`most` of them in their order, from as many days and districts as possible: at each step one whose day and then
    whose district has been chosen least often.
    """
    left = dict(enumerate(activities))
    days: Counter[dt.date] = Counter()
    districts: Counter[str] = Counter()
    chosen: list[int] = []
    while left and len(chosen) < most:
        place, one = min(left.items(), key=lambda row: (days[row[1].day], districts[row[1].district.address], row[0]))
        days[one.day] += 1
        districts[one.district.address] += 1
        chosen.append(place)
        del left[place]
    return tuple(activities[place] for place in sorted(chosen))


def _page(
    site: Site,
    name: str,
    district: DistrictHead | None,
    activities: Sequence[ActivityView],
    near: Mapping[str, int],
    weekly: Weekly,
) -> Page:
    """`near`: slug of the district → number of coming activities."""
    today, coming = site.today, [a for a in activities if not a.past]
    whole = len(coming) <= MAX_COMING
    first: Selection = spread_evenly if district is None else lambda found, most: found[:most]
    week = [a for a in coming if a.day < today + WEEK]
    this_week = _group(week, len(week) if whole else MAX_THIS_WEEK, first)
    past = (a for a in reversed(activities) if a.past and today - PAST_WINDOW <= a.last and not a.cancelled)
    return Page(
        addresses.activities(district.slug if district else ""),
        f"{district.name}的活动" if district else "身边的活动",
        f"{name}各{site.city.terms.home}这七天和往后的活动：什么时候、在哪里、谁能来、怎么报名。",
        "activities.html",
        {
            "district": district,
            "coming": sum(not a.cancelled for a in coming),
            "week": this_week,
            "months": _months(coming[len(week) :], len(coming) if whole else MAX_COMING - len(this_week.shown), first),
            "past": tuple(islice(past, MAX_PAST)),
            "whole": whole,
            "near": near,
            "districts": () if district else site.tiles,
            "weekly": weekly,
            "today": today,
            "functions": site.city.standard.function_labels,
            "audiences": AUDIENCE_HEADINGS,
        },
        (Link("活动", addresses.activities()),) if district else (),
    )


def _weekly(site: Site, district: DistrictView) -> Weekly:
    """What is offered within a week from the build's day, the soonest first."""
    holidays = Holidays.of(site.holidays)
    found = [
        (day, schedule.spans[0].start if schedule.spans else -1, home, service)
        for home in district.homes
        for service in weekly_services(home)
        if (schedule := service.schedule)
        and (day := next_offered(schedule, home.office.closures, holidays, site.as_of, WEEK.days))
    ]
    found.sort(key=lambda row: (row[0], row[1], row[2].address, row[3].title))
    shown = tuple((Link(home.name, home.address), service) for _, _, home, service in found[:MAX_WEEKLY])
    return Weekly(total=len(found), shown=shown)


def _group(activities: list[ActivityView], room: int, first: Selection, month: tuple[int, int] = (0, 0)) -> Group:
    return Group(sum(not a.cancelled for a in activities), tuple(first(activities, room)), month)


def _months(activities: list[ActivityView], room: int, first: Selection) -> tuple[Group, ...]:
    """By month, as many as there is room for, the soonest first; a month without room still has its total."""
    groups = []
    for month, found in groupby(activities, key=lambda a: (a.day.year, a.day.month)):
        groups.append(_group(list(found), room, first, month))
        room -= len(groups[-1].shown)
    return tuple(groups)
