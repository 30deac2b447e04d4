"""Activities as iCalendar files (RFC 5545) for the city, each district and each home, and a file for each activity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generator.catalogue import addresses
from generator.content.values.occasions import DateRange, Session
from generator.public.opening import closure_on
from generator.public.views import ActivityView, CityView, ClosureView, DistrictView, HomeView, Site

CITY = f"{addresses.activities()}calendar.ics"
MAX_EVENTS = 500  # the soonest of the city's or a district's: more is no use on a phone
_MAX_OCTETS = 75  # octets, line break not counted (3.1)


def of_city(site: Site) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of the city's calendar; nothing if no activity is coming."""
    yield from _calendar(site, site.activities, CITY, site.city.name)


def of_district(site: Site, district: DistrictView) -> Iterator[tuple[str, bytes]]:
    """The same of a district."""
    own = [activity for activity in site.activities if activity.district.address == district.address]
    yield from _calendar(site, own, f"{addresses.activities(district.slug)}calendar.ics", district.name)


def _calendar(site: Site, activities: Iterable[ActivityView], address: str, place: str) -> Iterator[tuple[str, bytes]]:
    coming = [activity for activity in activities if not activity.past]
    if coming:
        yield (
            address,
            _CalendarWriter(site.city, site.homes).write(f"{place}{site.city.terms.home}的活动", coming[:MAX_EVENTS]),
        )


def home_calendars(home: HomeView, city: CityView) -> Iterator[tuple[str, bytes]]:
    """The same for a home, and for each of its coming activities that has a page."""
    own = [activity for activity in home.activities if not activity.past]
    if not own or home.closed_on is not None:
        return
    writer = _CalendarWriter(city, [home])
    yield of_home(home), writer.write(f"{home.name}的活动", own)
    yield from (
        (of_activity(activity), writer.write(activity.title, [activity])) for activity in own if activity.address
    )


def of_home(home: HomeView) -> str:
    return f"{home.address}calendar.ics"


def of_activity(activity: ActivityView) -> str:
    """Beside the activity's page."""
    return f"{activity.address.rstrip('/')}.ics"


class _CalendarWriter:
    """Writes calendars of activities of the given homes."""

    def __init__(self, city: CityView, homes: Iterable[HomeView]):
        self._city = city
        self._homes = {home.address: home for home in homes}

    def write(self, name: str, activities: Iterable[ActivityView]) -> bytes:
        """A whole calendar."""
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//{escape_text(self._city.federation)}//{escape_text(self._city.terms.home or '')}//ZH",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            f"X-WR-CALNAME:{escape_text(name)}",
        ]
        for activity in activities:
            for number, session in enumerate(activity.sessions or (Session(_one_day(activity), activity.span),)):
                lines += self._event(activity, self._homes[activity.home.address], session, number)
        return b"".join(map(fold_line, [*lines, "END:VCALENDAR"]))

    def _event(self, activity: ActivityView, home: HomeView, session: Session, number: int) -> Iterator[str]:
        """One event a session; `number` counts them from 0."""
        nth = f".{number + 1}" if number else ""
        yield "BEGIN:VEVENT"
        yield f"UID:{activity.date}-{activity.slug}{nth}.{home.identity.replace('/', '.')}@womens-homes"
        # Derived from the content, so that the same content gives the same bytes.
        yield f"DTSTAMP:{_utc(dt.date(activity.date.year - 1, 1, 1), 0)}"
        yield from _when(session)
        yield f"SUMMARY:{escape_text(('（取消）' if activity.cancelled else '') + activity.title)}"
        yield f"STATUS:{'CANCELLED' if activity.cancelled else 'CONFIRMED'}"
        yield f"SEQUENCE:{int(activity.cancelled)}"
        if place := "，".join(filter(None, (home.office.address, activity.place))):
            yield f"LOCATION:{escape_text(place)}"
        yield f"DESCRIPTION:{escape_text(self._description(activity, home, session))}"
        if self._city.url:
            yield f"URL:{self._city.url.rstrip('/')}/{activity.address or home.address}"
        yield "END:VEVENT"

    def _description(self, activity: ActivityView, home: HomeView, session: Session) -> str:
        shut = closure_on(home.office.closures, session.days.first)
        phones = "、".join(map(str, home.office.phones))
        rows = (
            home.name + ("（示例，内容是编的）" if self._city.sample else ""),
            activity.summary,
            f"报名：{activity.signup}" if activity.signup else "",
            f"电话：{phones}" if phones else "",
            _closed(shut, self._city.terms.home or "") if shut else "",
        )
        return "\n".join(filter(None, rows))


def _closed(closure: ClosureView, home: str) -> str:
    reason = f"（{closure.reason}）" if closure.reason else ""
    return f"这天{home}不开{reason}，{'何时开门另行通知，' if closure.open_ended else ''}去之前先打电话问问"


def _one_day(activity: ActivityView) -> DateRange:
    return DateRange(activity.date, activity.date)


def _when(session: Session) -> Iterator[str]:
    """Start and, where it is known, end in UTC, on each of its days; a session without hours lasts whole days in every
    time zone.
    """
    first, span = session.days.first, session.span
    length = (session.days.last - first).days + 1
    if span is None or span.whole_day:
        yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
        yield f"DURATION:P{length}D"
        return
    yield f"DTSTART:{_utc(first, span.start)}"
    if not span.open_ended:
        yield f"DTEND:{_utc(first, span.end)}"
    if length > 1:
        yield f"RRULE:FREQ=DAILY;COUNT={length}"


def _utc(day: dt.date, minutes: int) -> str:
    """`minutes` of a day in Beijing, eight hours ahead of UTC the whole year."""
    utc = dt.datetime(day.year, day.month, day.day) + dt.timedelta(minutes=minutes, hours=-8)
    return f"{utc:%Y%m%dT%H%M%SZ}"


def escape_text(value: str) -> str:
    """A TEXT value (3.3.11)."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold_line(line: str) -> bytes:
    """A content line folded into lines of at most 75 octets (3.1), never inside a character."""
    data = line.encode()
    cut: list[bytes] = []
    while len(data) > _MAX_OCTETS - bool(cut):
        end = _MAX_OCTETS - bool(cut)
        while data[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        cut.append(data[:end])
        data = data[end:]
    return b"\r\n ".join([*cut, data]) + b"\r\n"
