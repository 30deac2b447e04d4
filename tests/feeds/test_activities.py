"""What a full board fetches holds every coming activity, once, as the public view has it."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from generator.feeds import activities
from generator.public.views import ActivityView

HOME = (
    "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\noffice: {address: 枣营北里 1 号楼, phone: "
    "010-0000 1234}\n"
)
ROWS = [
    ("2026-11-20-a", "item: care.support\nbody"),
    ("2026-11-23-b", "item: rights.mediation\naudience: [elderly, children]\ntime: 9:00-10:30\nplace: 活动室"),
    ("2026-11-23-c", "item: rights.mediation\naudience: [elderly, children]\nsignup: 电话预约"),
    ("2026-12-20-d", "audience: [everyone]\ncancelled: 是"),
    ("2027-03-01-e", ""),
]


@pytest.fixture
def city(folder):
    """A city of two districts; the second has a home and no activity."""
    folder.write(
        "districts/fangshan/district.yml",
        'name: 房山区\ncode: "110111"\nstreets: [{slug: activities, name: 长阳镇, kind: town}]\n',
    )
    folder.home("home.yml", HOME)
    folder.home(
        "home.yml",
        HOME.replace("枣营北里", "霞光里").replace("maizidian", "activities"),
        identity="fangshan/xiaguang-li",
    )
    for name, front in ROWS:
        front = front.replace("\nbody", "")
        folder.home(f"activities/{name}.md", f"---\ntitle: 活动 {name[-1]}\ndate: {name[:10]}\n{front}\n---\n")
    return folder.site()


def files_of(site):
    yield from activities.of_city(site)
    for district in site.districts:
        yield from activities.of_district(site, district)


def unpacked(data: dict) -> list[tuple]:
    """Date, title, page, home, hours, place, sign-up, item, audiences, cancelled: a row each."""
    first = dt.date.fromisoformat(data["from"])
    columns = zip(
        *(data[name] for name in ("home", "slug", "day", "start", "end", "title", "place", "signup", "kind")),
        strict=True,
    )
    rows = []
    for number, (home, slug, day, start, end, title, place, signup, kind) in enumerate(columns):
        where, hours = data["homes"][home], None if start < 0 else (start, end)
        address = f"homes/{data['district']}/{where[0]}/"
        date = first + dt.timedelta(days=day)
        page = f"{address}activities/{date}-{slug}/" if slug else ""
        found = (
            (data["streets"][where[2]], *where[3:]),
            hours,
            place,
            signup,
            *data["kinds"][kind],
            number in data["off"],
        )
        rows.append((date, title, page, address, where[1], *found))
    return rows


def row(a: ActivityView) -> tuple:
    hours = (a.span.start, a.span.end) if a.span else None
    found = (
        (a.street.name, a.home_address, list(map(str, a.phones))),
        hours,
        a.place,
        a.signup,
        a.item,
        [code for code, _ in a.audience],
        a.cancelled,
    )
    return a.date, a.title, a.address, a.home.address, a.home.name, *found


def test_a_districts_file_holds_all_that_is_coming(city):
    files = dict(files_of(city))
    found = unpacked(json.loads(files["activities/chaoyang/coming.json"]))
    assert found == [row(a) for a in city.activities if not a.past]
    assert [one[1] for one in found] == ["活动 b", "活动 c", "活动 d", "活动 e"]
    assert unpacked(json.loads(files["activities/fangshan/coming.json"])) == []


def test_the_citys_counts_are_those_of_its_activities(city):
    data = json.loads(dict(files_of(city))["activities/counts.json"])
    kinds, columns = data["kinds"], data["districts"]["chaoyang"]
    assert [(day, *kinds[kind], number) for day, kind, number in zip(*columns, strict=True)] == [
        (0, "rights", ["elderly", "children"], 2),
        (98, "", [], 1),
    ]
    assert data["districts"]["fangshan"] == [[], [], []] and data["from"] == "2026-11-23"


def test_the_same_day_writes_the_same_bytes(city, folder):
    assert dict(files_of(city)) == dict(files_of(folder.site(city.as_of.replace(hour=22))))
