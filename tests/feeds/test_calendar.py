"""Calendars are read back by a small strict reader of RFC 5545, whatever an activity is called."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest

from generator.feeds import calendar
from generator.model.field_types import BEIJING

NEXT = "activities/2026-12-20-buyi.md"
COMING = "---\ntitle: {title}\ndate: 2026-12-20\ntime: 14:00-16:30\nplace: 活动室\nsignup: 电话预约\n---\n"
PROFILE = (
    "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\noffice: {address: 枣营北里 1 号楼, phone: "
    "010-0000 1234}\n"
)
PAGE = "homes/chaoyang/zaoying-beili/activities/2026-12-20-buyi.ics"
HOSTILE = [
    '逗号,分号;反斜线\\引号"冒号:',
    "换行\r\nBEGIN:VEVENT\r\nSUMMARY:假的",
    "\\n 不是换行；\\, 也不是逗号",
    "石榴花开" * 40,
    "🌺" * 50,
    "x" * 74 + "妇" * 30,
    "END:VCALENDAR",
]
NEEDED = {"UID", "DTSTAMP", "DTSTART", "SUMMARY"}


def unfolded(data: bytes) -> list[str]:
    """The content lines. Fails where a line is over 75 octets, ends otherwise than by CRLF, or cuts a character."""
    assert data.endswith(b"\r\n")
    lines: list[str] = []
    for raw in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert b"\n" not in raw and b"\r" not in raw
        assert 0 < len(raw) <= 75
        piece = raw.decode()
        if piece.startswith(" "):
            lines[-1] += piece[1:]
        else:
            lines.append(piece)
    return lines


def unescaped(value: str) -> str:
    assert re.fullmatch(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*", value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def events(data: bytes) -> list[dict[str, str]]:
    """Name with parameters → value, an event each. Fails where the calendar is not well formed."""
    lines = unfolded(data)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in lines and any(line.startswith("PRODID:-//") for line in lines)
    found, now = [], None
    for line in lines[1:-1]:
        match = re.fullmatch(r"([A-Z-]+(?:;[A-Z-]+=[A-Z-]+)*):(.*)", line)
        assert match, line
        if line == "BEGIN:VEVENT":
            assert now is None
            now = {}
        elif line == "END:VEVENT":
            assert {name.partition(";")[0] for name in now} >= NEEDED
            assert len({"DTEND", "DURATION"} & {name.partition(";")[0] for name in now}) < 2  # neither: nobody knows
            found.append(now)
            now = None
        elif now is not None:
            assert match[1] not in now, line
            now[match[1]] = match[2]
    assert now is None and found
    return found


def calendars(site) -> dict[str, bytes]:
    """Path → bytes of all of them."""
    own = (row for home in site.homes for row in calendar.home_calendars(home, site.city))
    districts = (row for district in site.districts for row in calendar.of_district(site, district))
    return {**dict(calendar.of_city(site)), **dict(districts), **dict(own)}


@pytest.fixture
def written(folder):
    """`written(title)`: path → bytes of all calendars of a city with one coming activity."""

    def write(
        title: str = "灯下补衣", moment: dt.datetime = dt.datetime(2026, 11, 23, 12, 0, tzinfo=BEIJING)
    ) -> dict[str, bytes]:
        folder.home("home.yml", PROFILE)
        folder.home(NEXT, COMING.format(title="灯下补衣"))
        site = folder.site(moment)
        if title != "灯下补衣":  # beyond what the loader lets through
            homes = tuple(
                dataclasses.replace(h, activities=tuple(dataclasses.replace(a, title=title) for a in h.activities))
                for h in site.homes
            )
            own = tuple(a for h in homes for a in h.activities)
            site = dataclasses.replace(site, homes=homes, activities=own)
        return calendars(site)

    return write


def test_the_city_the_district_the_home_and_the_activity_each_have_one(written):
    files = written()
    lists = {"activities/calendar.ics", "activities/chaoyang/calendar.ics", "homes/chaoyang/zaoying-beili/calendar.ics"}
    assert set(files) == lists | {PAGE}
    (event,) = events(files[PAGE])
    assert (event["DTSTART"], event["DTEND"]) == ("20261220T060000Z", "20261220T083000Z")
    assert unescaped(event["SUMMARY"]) == "灯下补衣"
    assert unescaped(event["LOCATION"]) == "枣营北里 1 号楼，活动室"
    told = unescaped(event["DESCRIPTION"]).split("\n")
    assert told[0].startswith("枣营北里社区妇女之家（示例") and told[1:] == ["报名：电话预约", "电话：010-0000 1234"]
    assert all(events(data) == [event] for data in files.values())


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_a_title(written, title):
    for data in written(title).values():
        (event,) = events(data)
        assert unescaped(event["SUMMARY"]) == title.replace("\r\n", "\n")


@pytest.mark.parametrize("length", range(60, 90))
def test_folding_cuts_no_character_at_any_length(length):
    for line in ("a" * length, "妇" * length, "a" * (length % 7) + "🌺" * length):
        assert unfolded(calendar.fold_line(line)) == [line]


def test_a_line_of_75_octets_is_not_folded():
    assert calendar.fold_line("a" * 75) == b"a" * 75 + b"\r\n"
    assert calendar.fold_line("a" * 76) == b"a" * 75 + b"\r\n a\r\n"


def test_the_day_of_the_build_is_nowhere_in_it(written):
    day = dt.datetime(2026, 11, 23, 8, 0, tzinfo=BEIJING)
    assert written(moment=day) == written(moment=day.replace(hour=22))
    (event,) = events(written(moment=day)[PAGE])
    assert event["DTSTAMP"] == "20241231T160000Z"
    assert written(moment=day) == written(moment=day + dt.timedelta(days=3))


def test_uids_are_each_their_own(folder):
    for day in ("2026-12-20", "2026-12-21"):
        folder.home(f"activities/{day}-buyi.md", COMING.replace("2026-12-20", day).format(title="补衣"))
    folder.home(NEXT, COMING.format(title="补衣"), identity="chaoyang/bystander")
    found = events(calendars(folder.site())[calendar.CITY])
    assert len({event["UID"] for event in found}) == 3


def test_a_districts_calendar_holds_its_own_and_no_others(folder):
    folder.write(
        "districts/fangshan/district.yml",
        'name: 房山区\ncode: "110111"\nstreets: [{slug: changyang, name: 长阳镇, kind: town}]\n',
    )
    folder.home("home.yml", PROFILE.replace("maizidian", "changyang"), identity="fangshan/xiaguang-li")
    folder.home(NEXT, COMING.format(title="补衣"))
    folder.home(NEXT, COMING.format(title="读书"), identity="fangshan/xiaguang-li")
    files = calendars(folder.site())
    titles = {path: [event["SUMMARY"] for event in events(data)] for path, data in files.items()}
    assert titles["activities/chaoyang/calendar.ics"] == ["补衣"] and titles["activities/fangshan/calendar.ics"] == [
        "读书"
    ]
    assert sorted(titles["activities/calendar.ics"]) == sorted(["补衣", "读书"])
    assert "X-WR-CALNAME:房山区妇女之家的活动" in unfolded(files["activities/fangshan/calendar.ics"])


@pytest.mark.parametrize(
    "path", ["activities/calendar.ics", "activities/chaoyang/calendar.ics", "homes/chaoyang/zaoying-beili/calendar.ics"]
)
def test_a_cancelled_activity_says_so(folder, path):
    folder.home(NEXT, COMING.format(title="补衣"))
    (planned,) = events(calendars(folder.site())[path])
    folder.home(NEXT, COMING.replace("signup", "cancelled: 是\nsignup").format(title="补衣"))
    (event,) = events(calendars(folder.site())[path])
    assert event["UID"] == planned["UID"]
    assert event["STATUS"] == "CANCELLED" and event["SUMMARY"].startswith("（取消）") and event["SEQUENCE"] == "1"


def test_a_day_without_hours_is_whole(folder):
    folder.home(NEXT, COMING.replace("time: 14:00-16:30\n", "").format(title="补衣"))
    (event,) = events(calendars(folder.site())[calendar.CITY])
    assert event["DTSTART;VALUE=DATE"] == "20261220" and event["DURATION"] == "P1D"


def test_what_is_past_is_in_no_calendar(folder):
    folder.home("activities/2026-11-01-a.md", COMING.replace("2026-12-20", "2026-11-01").format(title="办过的"))
    assert calendars(folder.site()) == {}


def test_a_city_with_an_address_names_the_page(folder):
    folder.write("city.yml", (folder.root / "city.yml").read_text() + "site: {url: https://example.org/a/}\n")
    folder.home(NEXT, COMING.format(title="补衣"))
    (event,) = events(calendars(folder.site())[calendar.CITY])
    assert event["URL"] == f"https://example.org/a/{PAGE.removesuffix('.ics')}/"


SESSIONS = {
    "date: 2026-12-20 至 2026-12-22": [{"DTSTART;VALUE=DATE": "20261220", "DURATION": "P3D"}],
    "date: 2026年12月20日至22日\ntime: 下午2点至4点": [
        {"DTSTART": "20261220T060000Z", "DTEND": "20261220T080000Z", "RRULE": "FREQ=DAILY;COUNT=3"}
    ],
    "date: [2026-12-20, 2026-12-27]\ntime: [14:00-16:00, 9:00-11:00]": [
        {"DTSTART": "20261220T060000Z", "DTEND": "20261220T080000Z"},
        {"DTSTART": "20261227T010000Z", "DTEND": "20261227T030000Z"},
    ],
    "date: [2026-12-20, 2026-12-27]\ntime: 全天": [
        {"DTSTART;VALUE=DATE": "20261220", "DURATION": "P1D"},
        {"DTSTART;VALUE=DATE": "20261227", "DURATION": "P1D"},
    ],
    "date: 2026-12-20\ntime: 上午9:00-11:00，下午2:00-4:00": [
        {"DTSTART": "20261220T010000Z", "DTEND": "20261220T030000Z"},
        {"DTSTART": "20261220T060000Z", "DTEND": "20261220T080000Z"},
    ],
    "date: 2026-12-20\ntime: 上午9点": [{"DTSTART": "20261220T010000Z"}],
    "date: 2026-12-20\ntime: 22:00-次日2:00": [{"DTSTART": "20261220T140000Z", "DTEND": "20261220T180000Z"}],
}


@pytest.mark.parametrize("when", SESSIONS, ids=[*"abcdefg"])
def test_each_session_has_its_days_and_hours(folder, when):
    folder.home("home.yml", PROFILE)
    folder.home(NEXT, f"---\ntitle: 补衣\n{when}\n---\n")
    site = folder.site(dt.datetime(2026, 12, 1, tzinfo=BEIJING))
    home = next(home for home in site.homes if home.activities)
    found = events(dict(calendar.home_calendars(home, site.city))[calendar.of_home(home)])
    told = [
        {name: value for name, value in event.items() if re.match("DTSTART|DTEND|DURATION|RRULE", name)}
        for event in found
    ]
    assert told == SESSIONS[when]
    assert len({event["UID"] for event in found}) == len(found)
