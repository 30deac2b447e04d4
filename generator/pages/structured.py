"""Structured data for search engines: JSON-LD of schema.org."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice

from generator.content.values.occasions import DateRange, Session
from generator.content.values.times import DAY
from generator.public.views import ActivityView, CityView, ClosureView, HomeView, HoursLine

CONTEXT = "https://schema.org"
_SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MAX_EVENTS = 20  # of a home's page


def of_home(city: CityView, home: HomeView, coming: Iterable[ActivityView] = ()) -> dict[str, object]:
    """Of type GovernmentOffice, with the `coming` activities: there is no type for a community centre."""
    data: dict[str, object] = {
        "@context": CONTEXT,
        "@type": "GovernmentOffice",
        "name": home.name,
        "parentOrganization": {"@type": "GovernmentOrganization", "name": city.federation},
        "address": _address(city, home),
    }
    if home.office.phones:
        numbers = [str(phone) for phone in home.office.phones]
        data["telephone"] = numbers if len(numbers) > 1 else numbers[0]
    if home.office.point:
        point = home.office.point
        data["geo"] = {
            "@type": "GeoCoordinates",
            "longitude": round(point.longitude, 6),
            "latitude": round(point.latitude, 6),
        }
    data["openingHoursSpecification"] = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [_SCHEMA_DAYS[day] for day in line.days.days],
            "opens": _schema_time(span.start),
            "closes": _schema_time(span.end),
            **_valid(line),
        }
        for line in home.office.hours
        for span in line.spans
    ]
    if home.office.closures:
        data["specialOpeningHoursSpecification"] = [_closed(closure) for closure in home.office.closures]
    if events := [of_activity(city, home, activity) for activity in islice(coming, _MAX_EVENTS)]:
        data["event"] = events
    return data


def _address(city: CityView, home: HomeView) -> dict[str, object]:
    return {
        "@type": "PostalAddress",
        "addressCountry": "CN",
        "addressRegion": city.name,
        "addressLocality": home.district.name,
        "streetAddress": home.office.address,
    }


def of_activity(city: CityView, home: HomeView, activity: ActivityView) -> dict[str, object]:
    """Of type Event; one of several sessions holds an event for each, one of several days a schedule of their times."""
    sessions = activity.sessions or (Session(DateRange(activity.date, activity.date), activity.span),)
    data: dict[str, object] = {
        "@type": "Event",
        "name": activity.title,
        "eventStatus": f"{CONTEXT}/{'EventCancelled' if activity.cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": activity.place or home.name, "address": _address(city, home)},
        "organizer": {"@type": "Organization", "name": home.name},
        **_times(sessions[0]),
    }
    if activity.summary:
        data["description"] = activity.summary
    if len(sessions) > 1:
        data |= {key: value for key, value in _times(sessions[-1]).items() if key == "endDate"}
        data.pop("eventSchedule", None)
        data["subEvent"] = [{"@type": "Event", "name": activity.title, **_times(one)} for one in sessions]
    return data


def _times(session: Session) -> dict[str, object]:
    """When a session begins and, where that is known, ends; of several days at the same time also their schedule."""
    (first, last), span = (session.days.first, session.days.last), session.span
    if span is None or span.whole_day:
        return {"startDate": str(first), "endDate": str(last)}
    data: dict[str, object] = {"startDate": _moment(first, span.start)}
    if not span.open_ended:
        data["endDate"] = _moment(last, span.end)
    elif first < last:
        data["endDate"] = str(last)
    if first < last:
        ends = {} if span.open_ended else {"endTime": _schema_time(span.end)}
        data["eventSchedule"] = {
            "@type": "Schedule",
            "startDate": str(first),
            "endDate": str(last),
            "repeatFrequency": "P1D",
            "startTime": _schema_time(span.start),
            "scheduleTimezone": "Asia/Shanghai",
            **ends,
        }
    return data


def _moment(day: dt.date, minutes: int) -> str:
    """`2026-05-10T14:00:00+08:00`; minutes past midnight are of the next day."""
    return f"{dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%S}+08:00"


def _valid(line: HoursLine) -> dict[str, str]:
    """The days on which a line of a season is in force."""
    period = line.period
    return {"validFrom": str(period.first), "validThrough": str(period.last)} if period else {}


def _closed(closure: ClosureView) -> dict[str, str]:
    """A closure as search engines expect it: opening and closing at midnight."""
    days = {"validFrom": str(closure.start)} | (
        {} if closure.for_good or closure.open_ended else {"validThrough": str(closure.end)}
    )
    return {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00"} | days


def _schema_time(minutes: int) -> str:
    """`09:30`; the end of a day is its last minute, since schema.org has no 24:00, and 02:00 after an evening the next
    day's.
    """
    minutes = minutes - DAY if minutes > DAY else min(minutes, DAY - 1)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
