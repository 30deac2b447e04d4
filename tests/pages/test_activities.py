"""Notice boards as they are built: one for the city, one a district, light whatever stands on them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from types import SimpleNamespace

from generator.pages.activities import MAX_COMING, spread_evenly

HEAVIEST = 40_000  # bytes of HTML
LONG = "天冷了大家都到屋里来一起包饺子说说话晒晒太阳顺便把明年的事商量好"


def test_a_street_called_activities_is_in_nobodys_way(folder, pages):
    district = (folder.root / "districts/chaoyang/district.yml").read_text()
    folder.write("districts/chaoyang/district.yml", district + "  - {slug: activities, name: 活动街道, kind: street}\n")
    built = pages(folder)
    assert "活动街道的" in "".join(built["districts/chaoyang/activities/index.html"].text)
    assert "朝阳区的" in "".join(built["activities/chaoyang/index.html"].text)


def test_a_district_without_activities_says_what_to_do(folder, pages):
    built = pages(folder)
    for path in ("activities/index.html", "activities/chaoyang/index.html"):
        assert "近期还没有排上活动" in "".join(built[path].text)
        assert any(tag == "a" and attributes["href"].endswith("nearby/") for tag, attributes in built[path].elements)
        assert not any(tag == "a" and attributes["href"].endswith(".ics") for tag, attributes in built[path].elements)


def test_a_board_is_light_however_much_stands_on_it(folder, pages):
    """Long words in every field, sixty activities in each of two streets."""
    for street, identity in (("maizidian", "chaoyang/zaoying-beili"), ("wangjing", "chaoyang/bystander")):
        office = f"office: {{address: {LONG}, phone: 010-0000 1234}}"
        folder.home(
            "home.yml",
            f"name: {LONG[:16]}社区妇女之家\nkind: community\nstreet: {street}\n{office}\n",
            identity=identity,
        )
        for number in range(60):
            day = dt.date(2026, 11, 23) + dt.timedelta(days=number)
            front = (
                f"title: {LONG[:28]}{number}\ndate: {day}\ntime: 14:00-16:00\nplace: {LONG[:16]}\nsignup: {LONG[:24]}\n"
            )
            front += "item: work.transfer\naudience: [children, parents, elderly]\n"
            folder.home(f"activities/{day}-{'x' * 24}-{number}.md", f"---\n{front}---\n", identity=identity)
    pages(folder)
    site = folder.root.parent / "site/activities"
    for path in ("index.html", "chaoyang/index.html"):
        page = (site / path).read_text()
        assert page.count("<li data-day") == MAX_COMING
        assert len(page.encode()) < HEAVIEST


def test_a_short_list_leaves_out_neither_a_day_nor_a_district():
    def one(day: int, district: str) -> SimpleNamespace:
        return SimpleNamespace(day=day, district=SimpleNamespace(address=district))

    activities = [one(day, district) for day in range(3) for district in "aaaabc"]
    shown = spread_evenly(activities, 6)
    assert Counter(a.day for a in shown) == {0: 2, 1: 2, 2: 2}
    assert Counter(a.district.address for a in shown) == {"a": 2, "b": 2, "c": 2}
    assert [activities.index(a) for a in shown] == sorted(activities.index(a) for a in shown)
    assert spread_evenly(activities[:2], 6) == tuple(activities[:2]) and spread_evenly([], 6) == ()
