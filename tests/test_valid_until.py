"""A home that was read on one day need not be read again before its `valid_until`: until then reading it gives the same."""

from __future__ import annotations

import datetime as dt
from functools import cache, partial
from pathlib import Path

import pytest

from generator.content import intake
from generator.model.withdrawals import ConsentHistory
from generator.reading.entries import decode_entry
from generator.reading.failures import FailedHomes
from generator.reading.federation import read_federation
from generator.reading.homes import HomePacker, HomeReader
from generator.reading.last_good import LastGood
from generator.reading.options import BuildOptions
from generator.reading.validity import dates_passed, valid_until
from generator.store import encode
from tests.conftest import BEIJING

SAMPLE = Path(__file__).resolve().parents[1] / "content"
DAYS = 24  # to the end of a month and beyond it


class Reading:
    """The sample as it is read on one day."""

    def __init__(self, snapshot: intake.Snapshot, day: dt.date):
        options = BuildOptions(SAMPLE, dt.datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING))
        self.federation = read_federation(snapshot, LastGood(), ConsentHistory(), b"", day)
        self._read = HomePacker(HomeReader(options, snapshot, self.federation, LastGood(), FailedHomes()), {})

    def home(self, identity: str):
        read = self._read(identity)
        return decode_entry(read.entry), read.facets, read.findings


@pytest.mark.parametrize("first", [dt.date(2026, 11, 20), dt.date(2026, 12, 12)])
def test_a_home_is_the_same_until_its_day(first):
    snapshot = intake.take_city_snapshot(SAMPLE)
    days = [first + dt.timedelta(days=n) for n in range(DAYS)]
    reading = cache(partial(Reading, snapshot))
    known, read_again = {}, 0
    for day in days:
        for one in snapshot.homes[::12]:
            entry = known[one][0] if one in known else None
            if entry is None or day >= entry.valid_until:
                known[one] = reading(day).home(one)
                read_again += entry is not None
            elif (
                day == entry.valid_until - dt.timedelta(days=1) or day == days[-1]
            ):  # nothing came back from a change, either
                now, facets, findings = reading(day).home(one)
                assert facets == known[one][1] and findings == known[one][2], (one, day, entry.valid_until)
                assert now.next_change == entry.next_change and now.report == entry.report
    assert read_again < len(days) * len(known) / 3  # most are kept from one day to the next


def test_a_date_that_comes_passes_or_grows_too_old_ends_it(folder):
    on = dt.date(2026, 11, 10)

    def until(text: str) -> str:
        folder.home("ledger.yml", text)
        content = folder.assess(dt.datetime(2026, 11, 10, 9, tzinfo=BEIJING)).content
        return str(valid_until(content.homes["chaoyang/zaoying-beili"], content, on))

    assert until("{}") == "2026-11-30"  # a month is whole on its last day
    assert until("meetings: {work: [2026-11-12]}") == "2026-11-12"
    assert until("meetings: {work: [2026-11-10]}") == "2026-11-11"
    assert until("meetings: {work: [2025-11-12]}") == "2026-11-12"
    assert until("meetings: {work: [2025-11-11]}") == "2026-11-11"


def test_dates_of_the_federation_count_as_they_come_and_pass():
    day = dt.date(2026, 11, 20)
    told = encode(({"on": day}, "2026-11-21 是普通文字"))
    counted = [dates_passed(told, day + dt.timedelta(days=n)) for n in (-1, 0, 1, 2, 3)]
    assert counted == [(0, 0), (1, 0), (2, 1), (2, 2), (2, 2)]
