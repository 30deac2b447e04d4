import datetime as dt
from collections.abc import Iterator

import pytest

from generator.content.values.days import read_days
from generator.content.values.times import Span
from generator.diagnostics import InvalidInput
from generator.model.choices import Choice
from generator.model.field_types import Boolean, Date, DateTime, FieldType, Integer, Month, Number, Text
from generator.model.hours import Recurrence, TimeSpan
from generator.model.identifiers import Identity, Slug, Syllables
from generator.model.recognition import ChosenBrand, FamilyHonour, Round
from generator.model.terms import ListOf, MapOf, Record, terms
from generator.standard.fields import RECORDS

READS = [
    (Date(), "2026-03-08", dt.date(2026, 3, 8)),
    (Date(), "2026/3/8", dt.date(2026, 3, 8)),
    (Date(), "2026.3.8", dt.date(2026, 3, 8)),
    (Date(), "2026年3月8日", dt.date(2026, 3, 8)),
    (Date(), "２０２６年３月８日", dt.date(2026, 3, 8)),
    (Month(), "2012-03", "2012-03"),
    (Month(), "2012年3月", "2012-03"),
    (Month(), "2012", "2012"),
    (Boolean(), "是", True),
    (Boolean(), "no", False),
    (Boolean(), "无", False),
    (Boolean(), "Yes", True),
    (Integer(), "3,120", 3120),
    (Integer(), "１２", 12),
    (Number(), "96.5", 96.5),
    (TimeSpan(), "9:00-11:30", Span(540, 690)),
    (TimeSpan(), "09：00—11：30", Span(540, 690)),
    (TimeSpan(), "13:30 至 17:30", Span(810, 1050)),
    (Choice({"community": "社区"}), "社区", "community"),
    (Choice({"hardship": "帮困助残"}, {"扶贫济困": "hardship"}), "扶贫济困", "hardship"),
    (Slug(), "zaoying-beili", "zaoying-beili"),
    (Syllables(), "dà shí làn", "da shi lan"),
    (Syllables(), "Lǚ-shùn", "lv shun"),
    (Identity(), "chaoyang/zaoying-beili", "chaoyang/zaoying-beili"),
    (Text(20), "  枣营\n北里 ", "枣营 北里"),
]


@pytest.mark.parametrize("kind,text,value", READS)
def test_values_mean_what_they_look_like(kind, text, value):
    assert kind.read(text) == value


REFUSES = [
    (Date(), "2024-13-45"),
    (Date(), "2026-02-30"),
    (Date(), "三月八日"),
    (Month(), "2012-13"),
    (Boolean(), "大概"),
    (Integer(), "若干"),
    (Integer(), "3.5"),
    (Integer(minimum=0), "-1"),
    (Number(), "nan"),
    (Number(), "1e9999"),
    (TimeSpan(), "17:30-9:00"),
    (TimeSpan(), "25:00-26:00"),
    (TimeSpan(), "上午"),
    (Slug(), "Zaoying"),
    (Syllables(), "大栅栏"),
    (Syllables(), "da 4"),
    (Slug(), "a--b"),
    (Slug(), "a" * 61),
    (Identity(), "../../etc"),
    (Identity(), "chaoyang"),
    (Text(4), "五个字以上"),
    (Text(20), "枣营\u202e北里"),
    (Choice({"community": "社区"}), "小区"),
]


@pytest.mark.parametrize("kind,text", REFUSES)
def test_what_cannot_be_is_refused_with_a_remedy(kind, text):
    with pytest.raises(InvalidInput) as caught:
        kind.read(text)
    assert caught.value.remedy


def test_a_moment_is_beijing_time():
    assert DateTime().read("2026-11-25T09:30").isoformat() == "2026-11-25T09:30:00+08:00"
    assert DateTime().read("2026年11月25日").isoformat() == "2026-11-25T00:00:00+08:00"


@pytest.mark.parametrize(
    "text,days",
    [
        ("周一至周五", (0, 1, 2, 3, 4)),
        ("周一、周三", (0, 2)),
        ("星期六", (5,)),
        ("每天", (0, 1, 2, 3, 4, 5, 6)),
        ("周末", (5, 6)),
        ("周六、日", (5, 6)),
        ("周六至周一", (0, 5, 6)),
    ],
)
def test_days_are_read_as_a_door_sign_says_them(text, days):
    assert read_days(text).value.days == days
    assert not read_days(text).value.working


def test_working_days_follow_the_holidays():
    assert read_days("工作日").value.working


@pytest.mark.parametrize("text", ["", "平时", "周八", "周一周一", "周一、周一"])
def test_days_that_say_nothing_are_refused(text):
    with pytest.raises(InvalidInput):
        read_days(text)


def test_a_schedule_is_read_where_it_can_be_and_kept_where_not():
    read = Recurrence().read("每月第一个周六 9:00-11:00")
    assert (read.weeks, read.days.days, read.spans) == ((1,), (5,), (Span(540, 660),))
    assert Recurrence().read("每周三 14:00-16:00").days.days == (2,)
    assert Recurrence().read("提前打电话约").days is None


def _kinds(record: type, seen: set[type]) -> Iterator[FieldType]:
    """All types of fields of a record and of those within it."""
    if record not in seen:
        seen.add(record)
        for t in terms(record).values():
            kind = t.kind.of if isinstance(t.kind, ListOf | MapOf) else t.kind
            yield from _kinds(kind.of, seen) if isinstance(kind, Record) else [kind]


def test_a_number_may_be_written_with_the_unit_of_its_field():
    records = [*RECORDS.values(), Round, FamilyHonour, ChosenBrand]
    numbers = [kind for record in records for kind in _kinds(record, set()) if isinstance(kind, Integer | Number)]
    for kind in numbers:
        number = max(2, int(kind.minimum))
        if kind.unit not in ("度", "元/年"):
            assert kind.read(f"{number}{'个月' if kind.unit == '月' else kind.unit}") == number
    assert {"月", "个", "级", "人"} <= {kind.unit for kind in numbers}
