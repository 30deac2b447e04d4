"""When something would be said otherwise though nothing is edited: only time goes by.

What pages judge by themselves at the moment of viewing (open or not, what is on, what is over) is no such change.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

from generator.catalogue.assessment import CityJudgement
from generator.model.load import Content, Home
from generator.pipeline.entries import encode
from generator.public.home import STALE_AFTER
from generator.standard.calendar import first_day_outside, months_before
from generator.standard.due import first_due
from generator.standard.rule import Outcome
from generator.standard.standing import Standing, rules_of

_ONE_DAY = dt.timedelta(days=1)
_DATE = re.compile(rb"\d{4}-\d\d-\d\d")  # as dates are encoded; one within a text costs at most a reading too many


def valid_until(home: Home, content: Content, on: dt.date) -> dt.date:
    """The first day after `on` on which the home may be read or judged otherwise: a date that it holds comes, passes or
    leaves a span that rules count in, or a calendar month begins or is whole.

    Too early costs a reading (on an ordinary night three homes of the sample in ten), too late would leave an old
    judgement.
    """
    spans = frozenset(int(rule.parameters.get("months", 12)) for rule in rules_of(content.districts[home.district])) | {
        12
    }
    following = months_before(on.replace(day=1), -1)
    turns = [following - _ONE_DAY, following]
    office = home.profile.office
    if office and office.checked_on:
        turns.append(office.checked_on + STALE_AFTER)
    own = (home.profile, home.consents, home.ledger, home.brand, home.families, home.activities, home.regulations)
    turns += (_next_turn(day, spans, on) for day in _dates(encode(own)))
    return min(turn for turn in turns if turn > on)


def dates_passed(value: Any, on: dt.date) -> tuple[int, int]:
    """How many of the dates in `value` have come by the day, and how many are past."""
    days = _dates(encode(value))
    return sum(day <= on for day in days), sum(day < on for day in days)


def _dates(data: bytes) -> list[dt.date]:
    found = []
    for text in set(_DATE.findall(data)):
        try:
            found.append(dt.date.fromisoformat(text.decode()))
        except ValueError:  # digits of something else
            continue
    return found


@lru_cache(1 << 14)  # the homes of a city were visited, certified and recorded on the same days
def _next_turn(day: dt.date, spans: Collection[int], on: dt.date) -> dt.date:
    """The first day after `on` on which `day` counts otherwise."""
    turns = (day, day + _ONE_DAY, *(first_day_outside(day, months) for months in spans))
    return min((turn for turn in turns if turn > on), default=dt.date.max)


def of_home(home: Home, standing: Standing, content: Content) -> str:
    """The first later day (ISO) on which something else is said of a home, "" where there is none: a consent begins or
    ends, a notice or a closure is over, an honour is taken back, an activity has gone by, one of the haves is no
    longer met.
    """
    day = min((day for day in _days(home) if day > standing.on), default=None)
    if content.city.publish is None or content.city.publish.standing != "none":
        duties = [
            rule
            for rule in rules_of(content.districts[home.district])
            if not rule.advice and standing.haves.get(rule.have) is Outcome.MET
        ]
        day = first_due(home, standing, duties, day) or day
    return day.isoformat() if day else ""


def _days(home: Home) -> Iterator[dt.date]:
    office, closed = home.profile.office, home.profile.closed
    for consent in home.consents or ():
        yield from (
            day for day in (consent.obtained, consent.until and consent.until + _ONE_DAY, consent.restored) if day
        )
    if office:
        ends = [office.notice and office.notice.until, *(one.to for one in office.closed)]
        yield from (end + _ONE_DAY for end in ends if end)
        yield from filter(None, [office.checked_on])
    if closed and closed.on:
        yield closed.on
    yield from (family.revoked for family in home.families if family.revoked)
    yield from (activity.date + _ONE_DAY for activity in home.activities)


def of_city(content: Content, judged: CityJudgement, moment: dt.datetime) -> str:
    """The same of what the federation holds: an embargo (a time, Beijing's), a plaque or a withholding ends, a decision
    takes effect.
    """
    decided = [round.decided_on for round in content.rounds] + [
        one.decided_on for round in content.rounds for one in round.renewals
    ]
    lapses = (one.lapses + _ONE_DAY for plaques in judged.plaques.values() for one in plaques.values() if one.lapses)
    shown = (entry.until + _ONE_DAY for entry in content.withheld.entries if entry.until)
    days = (f"{day}" for day in (*decided, *lapses, *shown) if day and day > moment.date())
    embargoes = (_spoken(one.embargo) for one in content.features if one.embargo and one.embargo > moment)
    return min((*days, *embargoes), default="")


def _spoken(moment: dt.datetime) -> str:
    """A day where it is the first minute of one."""
    return f"{moment:%Y-%m-%d}" if (moment.hour, moment.minute) == (0, 0) else f"{moment:%Y-%m-%dT%H:%M}"


def earliest(changes: Iterable[str]) -> str:
    """The first of them; "" where nothing changes by itself."""
    return min(filter(None, changes), default="")
