"""Activities for a phone's calendar (RFC 5545): the city's, each district's, each home's, and one file an activity."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.catalogue import addresses
from generator.public.opening import closure_on
from generator.public.views import ActivityView, CityView, HomeView, Site

CITY = f"{addresses.activities()}calendar.ics"
MOST = 500  # the soonest of the city's or a district's: more is no use on a phone
_LINE = 75  # octets, line break not counted (3.1)


def calendars(site: Site) -> Iterator[tuple[str, bytes]]:
    """Addresses and bytes, the city's and the districts'. Where nothing is coming there is no calendar."""
    diary = _Diary(site.city, site.today, site.homes)
    coming = [activity for activity in site.activities if not activity.past]
    if coming:
        yield CITY, diary.write(f"{site.city.name}妇女之家的活动", coming[:MOST])
    of_district = defaultdict(list)
    for activity in coming:
        of_district[activity.district.address].append(activity)
    for district in site.districts:
        if own := of_district[district.address]:
            yield f"{addresses.activities(district.slug)}calendar.ics", diary.write(f"{district.name}妇女之家的活动", own[:MOST])


def home_calendars(home: HomeView, city: CityView, today: dt.date) -> Iterator[tuple[str, bytes]]:
    """The same for a home, and for each of its coming activities that has a page."""
    own = [activity for activity in home.activities if not activity.past]
    if not own or home.closed_on is not None:
        return
    diary = _Diary(city, today, [home])
    yield of_home(home), diary.write(f"{home.name}的活动", own)
    yield from ((of_activity(activity), diary.write(activity.title, [activity])) for activity in own if activity.address)


def of_home(home: HomeView) -> str:
    return f"{home.address}calendar.ics"


def of_activity(activity: ActivityView) -> str:
    """Beside the activity's page."""
    return f"{activity.address.rstrip('/')}.ics"


class _Diary:
    """Writes events of some homes."""

    def __init__(self, city: CityView, today: dt.date, homes: Iterable[HomeView]):
        self._city = city
        self._homes = {home.address: home for home in homes}
        # The build's day and not its minute: a build that changes nothing writes the same bytes.
        self._stamp = _utc(today, 0)

    def write(self, name: str, activities: Iterable[ActivityView]) -> bytes:
        """A whole calendar."""
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//{text(self._city.federation)}//{text('妇女之家')}//ZH",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            f"X-WR-CALNAME:{text(name)}",
        ]
        for activity in activities:
            lines += self._event(activity, self._homes[activity.home.address])
        return b"".join(map(folded, [*lines, "END:VCALENDAR"]))

    def _event(self, activity: ActivityView, home: HomeView) -> Iterator[str]:
        yield "BEGIN:VEVENT"
        yield f"UID:{activity.date}-{activity.slug}.{home.identity.replace('/', '.')}@womens-homes"
        yield f"DTSTAMP:{self._stamp}"
        yield from _when(activity)
        yield f"SUMMARY:{text(('（取消）' if activity.cancelled else '') + activity.title)}"
        yield f"STATUS:{'CANCELLED' if activity.cancelled else 'CONFIRMED'}"
        yield f"SEQUENCE:{int(activity.cancelled)}"
        if place := "，".join(filter(None, (home.office.address, activity.place))):
            yield f"LOCATION:{text(place)}"
        yield f"DESCRIPTION:{text(self._told(activity, home))}"
        if self._city.url:
            yield f"URL:{self._city.url.rstrip('/')}/{activity.address or home.address}"
        yield "END:VEVENT"

    def _told(self, activity: ActivityView, home: HomeView) -> str:
        shut = closure_on(home.office.closures, activity.date)
        rows = (
            home.name + ("（示例，内容是编的）" if self._city.sample else ""),
            activity.summary,
            activity.signup and f"报名：{activity.signup}",
            home.office.phones and f"电话：{'、'.join(map(str, home.office.phones))}",
            shut and f"这天妇女之家不开{shut.reason and f'（{shut.reason}）'}，{'何时开门另行通知，' if shut.open_ended else ''}去之前先打电话问问",
        )
        return "\n".join(filter(None, rows))


def _when(activity: ActivityView) -> Iterator[str]:
    """Beijing's hours in UTC; a day without hours is a date and whole in every zone."""
    if activity.span and not activity.span.whole_day:
        yield f"DTSTART:{_utc(activity.date, activity.span.start)}"
        yield f"DTEND:{_utc(activity.date, activity.span.end)}"
    else:
        yield f"DTSTART;VALUE=DATE:{activity.date:%Y%m%d}"
        yield "DURATION:P1D"


def _utc(day: dt.date, minutes: int) -> str:
    """`minutes` of a day in Beijing, eight hours ahead of UTC the whole year."""
    moment = dt.datetime(day.year, day.month, day.day) + dt.timedelta(minutes=minutes, hours=-8)
    return f"{moment:%Y%m%dT%H%M%SZ}"


def text(value: str) -> str:
    """A TEXT value (3.3.11)."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A content line, cut into lines of 75 octets without cutting a character."""
    data, cut = line.encode(), []
    while len(data) > _LINE - bool(cut):
        end = _LINE - bool(cut)
        while data[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        cut.append(data[:end])
        data = data[end:]
    return b"\r\n ".join([*cut, data]) + b"\r\n"
