"""What a phone loads to find a home among 7,000 is light, whatever they are called."""

from __future__ import annotations

import gzip

import pytest

from generator.search import columns, names, nearby
from tests.search import reading
from tests.search.city import city

MOST = 150_000  # bytes of both lists, compressed


def test_both_lists_of_a_whole_city_are_light():
    site = city(7000)
    assert len({home.name for home in site.homes}) > 6900
    sizes = [len(gzip.compress(data, 9)) for data in (names.names(site), nearby.nearby(site))]
    assert sum(sizes) < MOST, sizes


@pytest.mark.parametrize("numbers", [[], [0], [44, 45, 46], [2024, 2025, 91124, 91125], list(range(3000))])
def test_a_column_is_read_back(numbers):
    assert reading.numbers(columns.pack(numbers)) == numbers
    assert not set(columns.pack(numbers)) & set('"\\')


def test_folded_numbers_are_small_and_come_back():
    assert [columns.folded(number) for number in (0, -1, 1, -2, 2)] == [0, 1, 2, 3, 4]
    assert all(reading.unfolded(columns.folded(number)) == number for number in range(-50, 50))
