"""How long results stay valid while nothing is edited and only time passes.

What pages work out when they are viewed (open or closed, which activities are over) needs no new build.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import lru_cache

from generator.catalogue.assessment import CityJudgement
from generator.model.documents import Brand
from generator.model.load import Content, Home
from generator.public.home import STALE_AFTER
from generator.standard.calendar import first_day_outside, months_before
from generator.standard.due import first_due
from generator.standard.rule import Outcome
from generator.standard.standing import Standing, rules_of
from generator.store import encode

_ONE_DAY = dt.timedelta(days=1)
_DATE = re.compile(rb"\d{4}-\d\d-\d\d")  # as dates are encoded; matches in texts only make results valid for less time
_YEAR = 12  # months, the default span of rules


def valid_until(home: Home, content: Content, on: dt.date) -> dt.date:
    """The first day after `on` on which reading the home may give another result: one of its dates is reached, passed
    or leaves a span of months that rules count in, or a calendar month begins or is complete.

    Too early costs a needless reading (3 of 10 homes of the sample are read on an ordinary night); too late would keep
    an outdated result.
    """
    rules = rules_of(content.districts[home.district], content.standard)
    spans = frozenset(int(rule.parameters.get("months", _YEAR)) for rule in rules) | {_YEAR}
    next_month = months_before(on.replace(day=1), -1)
    days = [next_month - _ONE_DAY, next_month]
    office = home.profile.office
    if office and office.checked_on:
        days.append(office.checked_on + STALE_AFTER)
    days += _seasons_end(home, on)
    own = (home.profile, home.consents, home.ledger, home.brand, home.families, home.activities, home.regulations)
    days += (_next_turn(day, spans, on) for day in _dates(encode(own)))
    return min(day for day in days if day > on)


def _seasons_end(home: Home, on: dt.date) -> Iterator[dt.date]:
    """The days after the seasons of its hours that are on, or come next."""
    lines = home.profile.office.hours if home.profile.office else ()
    yield from (line.season.occurrence(on).last + _ONE_DAY for line in lines if line.season)


def dates_passed(encoded: bytes, on: dt.date) -> tuple[int, int]:
    """How many of the dates in an encoded value are on or before the day, and how many before it."""
    days = _dates(encoded)
    return sum(day <= on for day in days), sum(day < on for day in days)


def _dates(data: bytes) -> list[dt.date]:
    found = []
    for text in set(_DATE.findall(data)):
        with suppress(ValueError):  # other digits
            found.append(dt.date.fromisoformat(text.decode()))
    return found


@lru_cache(1 << 14)  # many homes share the same dates
def _next_turn(day: dt.date, spans: Collection[int], on: dt.date) -> dt.date:
    """The first day after `on` on which the date `day` counts differently."""
    turns = (day, day + _ONE_DAY, *(first_day_outside(day, months) for months in spans))
    return min((turn for turn in turns if turn > on), default=dt.date.max)


def next_home_change(home: Home, standing: Standing, content: Content) -> str:
    """The next day (ISO) on which a home's pages change by themselves, or "": a consent begins or ends, a notice or a
    closure ends, an honour is revoked, an activity is over, a requirement is no longer met.
    """
    day = min((day for day in _days_of_change(home, standing.on) if day > standing.on), default=None)
    if content.city.publish is None or content.city.publish.standing != "none":
        duties = [
            rule
            for rule in rules_of(content.districts[home.district], content.standard)
            if not rule.advice and standing.haves.get(rule.have) is Outcome.MET
        ]
        day = first_due(home, standing, duties, day) or day
    return day.isoformat() if day else ""


def _days_of_change(home: Home, on: dt.date) -> Iterator[dt.date]:
    office, closed = home.profile.office, home.profile.closed
    for consent in home.consents or ():
        yield from filter(None, (consent.obtained, consent.restored))
        if consent.until:
            yield consent.until + _ONE_DAY
    if office:
        ends = [office.notice and office.notice.until, *(one.to for one in office.closed)]
        yield from (end + _ONE_DAY for end in ends if end)
        if office.checked_on:
            yield office.checked_on
    yield from _seasons_end(home, on)
    if closed and closed.on:
        yield closed.on
    yield from (day for family in home.families for day in (family.revoked, family.published) if day)
    if home.brand:
        yield from _brand_days(home.brand)
    yield from (one.days.last + _ONE_DAY for activity in home.activities for one in activity.sessions)


def _brand_days(brand: Brand) -> Iterator[dt.date]:
    """On which something of a brand is news."""
    yield from filter(None, (brand.published, *(mention.date for mention in brand.featured_in)))


def next_city_change(content: Content, judged: CityJudgement, as_of: dt.datetime) -> str:
    """The next day or Beijing time (ISO) on which something of the federation's changes by itself, or "": an embargo, a
    plaque or a withholding ends, a decision takes effect, or the year of the exported schedules does.
    """
    decided = [round.decided_on for round in content.rounds] + [
        one.decided_on for round in content.rounds for one in round.renewals
    ]
    lapses = (one.lapses + _ONE_DAY for plaques in judged.plaques.values() for one in plaques.values() if one.lapses)
    shown = (entry.until + _ONE_DAY for entry in content.withheld.entries if entry.until)
    news = (day for brand in content.brands.values() for day in _brand_days(brand))
    exported = [dt.date(as_of.year + 1, 1, 1)] if content.city.licence else []
    days = (f"{day}" for day in (*decided, *lapses, *shown, *news, *exported) if day and day > as_of.date())
    embargoes = (_iso(one.embargo) for one in content.features if one.embargo and one.embargo > as_of)
    return min((*days, *embargoes), default="")


def _iso(time: dt.datetime) -> str:
    """The day alone at midnight."""
    return f"{time:%Y-%m-%d}" if (time.hour, time.minute) == (0, 0) else f"{time:%Y-%m-%dT%H:%M}"
