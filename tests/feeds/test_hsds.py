"""The HSDS files of a district, as a program for service directories reads them."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from generator.feeds import hsds as feed
from generator.public import hsds as declared
from tests.conftest import CITY, DISTRICT, Folder

from . import hsds

LICENCE = "licence: {name: CC BY 4.0, locations: %s}\nsite: {url: https://example.org/fn/}\n"
HOME = """name: 枣营北里社区妇女之家
also_known_as: [枣北妇女之家]
kind: community
street: maizidian
formerly: [chaoyang/old-name]
founded: 2012-03
summary: 家门口的妇女之家
office:
  address: 枣营北里 1 号楼
  location: {longitude: 116.4712345, latitude: 39.9476543, datum: wgs84}
  phone: [010-0000 1234 转 802, 010-0000 1235]
  mobile: {number: 142 0001 2345, consent: C-1}
  accessibility: [step-free, seats]
  transit: 地铁 10 号线
  hours: [{days: 周一至周五, open: ["09:00-11:30", "13:30-17:30"]}, {days: 每天, open: ["18:00-20:00"], from: 06-01, to: 08-31}]
staff: {director: {name: 王秀兰, title: 社区妇联主席}}
services:
  - {item: rights.reception, title: 律师坐班咨询, schedule: 每周三 14:00-16:00, booking: 电话预约, fee: 免费, description: 先取号, place: 二层, audience: [elderly]}
  - {item: rights.reception, title: 律师坐班咨询, schedule: 每月第一个周六 9:00-11:00}
  - {item: rights.safety, schedule: 工作日}
  - {item: care.support, schedule: 随时}
  - {item: family.education, schedule: 每月 15 日 19:00}
"""


def city(folder: Folder, locations: str = "是") -> Folder:
    folder.write("city.yml", CITY + LICENCE % locations)
    folder.write("districts/chaoyang/district.yml", DISTRICT + 'postal_code: "100020"\n')
    folder.home("home.yml", HOME)
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [mobile], adults: 1, until: 2028-01-01}\n")
    return folder


def file_of(folder: Folder) -> bytes:
    site = folder.site()
    ((path, data),) = feed.of_district(site, site.districts[0])
    assert path == "data/hsds/chaoyang.ndjson"
    return data


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> bytes:
    return file_of(city(Folder(tmp_path_factory.mktemp("hsds") / "content")))


def by_type(data: bytes) -> dict[str, list[dict]]:
    found = defaultdict(list)
    for line in data.splitlines():
        record = json.loads(line)
        found[record.pop("type")].append(record)
    return found


def test_the_file_is_sound_and_says_what_the_page_says(data):
    assert hsds.problems(data) == []
    found = by_type(data)
    assert [one["name"] for one in found["organization"]] == ["霞光里社区妇女之家", "枣营北里社区妇女之家"]
    assert found["organization"][1]["year_incorporated"] == 2012
    assert found["organization"][1]["website"] == "https://example.org/fn/homes/chaoyang/zaoying-beili/"
    assert found["organization"][0]["description"] == "朝阳区麦子店街道的妇女之家"
    assert (found["location"][1]["longitude"], found["location"][1]["latitude"]) == (116.471, 39.948)
    assert found["address"][0]["postal_code"] == "100020"
    assert [(one["number"], one.get("extension")) for one in found["phone"]] == [
        ("010-0000 1234", 802),
        ("010-0000 1235", None),
    ]
    terms = {one["id"]: one["code"] for one in found["taxonomy_term"]}
    assert [terms[one["taxonomy_term_id"]] for one in found["attribute"]] == [
        "rights.reception", "rights.reception", "rights.safety", "care.support", "family.education",
    ]  # fmt: skip


def test_schedules_are_rules(data):
    schedules = by_type(data)["schedule"]
    weekly, first, working, words, monthly = [one for one in schedules if "service_id" in one]
    assert (weekly["freq"], weekly["byday"], weekly["opens_at"], weekly["closes_at"]) == (
        "WEEKLY", "WE", "14:00+08:00", "16:00+08:00",
    )  # fmt: skip
    assert (weekly["dtstart"], weekly["until"]) == ("2026-01-07", "2027-12-31") and "2026-02-18" in weekly["exdate"]
    assert (first["freq"], first["byday"]) == ("MONTHLY", "1SA")
    assert working["byday"] == "MO,TU,WE,TH,FR" and "2026-02-14" in working["rdate"]
    assert words.keys() == {"id", "service_id", "description"} and words["description"] == "随时"
    assert (monthly["bymonthday"], monthly["opens_at"]) == ("15", "19:00+08:00") and "closes_at" not in monthly
    opening = [one for one in schedules if "location_id" in one]
    assert [(one["dtstart"], one["opens_at"]) for one in opening] == [
        ("2026-01-05", "09:00+08:00"), ("2026-01-05", "13:30+08:00"), ("2026-06-01", "18:00+08:00"), ("2027-06-01", "18:00+08:00"),
    ]  # fmt: skip


def test_nobody_is_in_it(data):
    text = data.decode()
    assert "王秀兰" not in text and "142 0001" not in text and "14200012345" not in text


def test_places_only_where_the_licence_says_so(folder):
    assert "longitude" not in file_of(city(folder, "否")).decode()


def test_a_rename_changes_no_number(folder, data):
    city(folder)
    (folder.root / "homes/chaoyang/zaoying-beili").rename(folder.root / "homes/chaoyang/new-name")
    folder.home(
        "home.yml", HOME.replace("old-name]", "old-name, chaoyang/zaoying-beili]"), identity="chaoyang/new-name"
    )
    assert {one["id"] for one in by_type(file_of(folder))["service"]} == {one["id"] for one in by_type(data)["service"]}


def test_every_field_is_declared_and_none_in_vain(data):
    used = {kind: {key for one in records for key in one} for kind, records in by_type(data).items()}
    for kind, (_, fields) in declared.TYPES.items():
        assert used[kind] == fields.keys() == hsds.FIELDS[kind].keys(), kind


BROKEN = {
    "no id": ("service", {"id": None}),
    "no uuid": ("service", {"id": "1"}),
    "no organization": ("service", {"organization_id": "00000000-0000-5000-8000-000000000000"}),
    "status": ("service", {"status": "open"}),
    "lacks a name": ("organization", {"name": None}),
    "unknown field": ("location", {"director": "王秀兰"}),
    "degrees as words": ("location", {"longitude": "116.471"}),
    "no address": ("address", {"address_1": None}),
    "no postcode": ("address", {"postal_code": None}),
    "frequency": ("schedule", {"freq": "DAILY"}),
    "days": ("schedule", {"byday": "WED"}),
    "a number weekly": ("schedule", {"byday": "1MO"}),
    "ends before": ("schedule", {"until": "2025-01-01"}),
    "day": ("schedule", {"dtstart": "2026-02-30"}),
    "exceptions": ("schedule", {"exdate": "2026-10-01;2026-10-02"}),
    "clock": ("schedule", {"opens_at": "9:00"}),
    "of nothing": ("schedule", {"location_id": None}),
    "type": ("service", {"type": "services"}),
    "link": ("attribute", {"link_entity": "location"}),
}


@pytest.mark.parametrize(("kind", "change"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_refused(data, kind, change):
    lines = data.decode().splitlines()
    at = next(number for number, line in enumerate(lines) if f'"type":"{kind}"' in line)
    record = json.loads(lines[at]) | change
    lines[at] = json.dumps({key: value for key, value in record.items() if value is not None})
    assert hsds.problems("\n".join(lines).encode())


def test_a_torn_file_is_refused(data):
    assert hsds.problems(data[:-30]) and hsds.problems(data + data)
