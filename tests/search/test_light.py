"""What a phone loads to find a home among 7,000 is light, whatever they are called."""

from __future__ import annotations

import dataclasses
import gzip
from pathlib import Path
from random import Random

import pytest

from generator.search import fulltext, names, nearby, packing
from tests.search import reading
from tests.search.city import city

MOST = 165_000  # bytes of both lists, compressed


def test_both_lists_of_a_whole_city_are_light():
    site = city(7000)
    assert len({home.name for home in site.homes}) > 6900
    sizes = [len(gzip.compress(data, 9)) for data in (names.names(site), nearby.nearby(site))]
    assert sum(sizes) < MOST, sizes


CONTENT = Path(__file__).parents[2] / "content/homes"
SAID = 2_300  # letters of a home's story, so that it says about as much as a home of the sample
IN_SIGHT = 6  # homes whose words are fetched


def test_a_first_answer_in_full_text_is_light():
    """A question of four letters, and the words of the homes in sight.

    A tenth of the city is made, for the whole takes too long: a shard of the whole has an eighth of the keys of these,
    and ten times their places.
    """
    dice, site = Random(1), city(700)
    stories = [
        line for path in sorted(CONTENT.rglob("*.md")) for line in path.read_text().split("\n") if len(line) > 20
    ]
    told = {
        home: fulltext.search_text(dataclasses.replace(home, introduction=_story(stories, dice))) for home in site.homes
    }
    streets = [[told[home] for home in street.homes] for district in site.districts for street in district.streets]
    shards = fulltext.merge_shards(fulltext.street_lines(homes, 256).split(b"\n") for homes in streets)
    sizes = sorted(len(gzip.compress(data)) for _, data in shards)
    words = max(len(gzip.compress(text.encode())) for text in told.values())
    assert 2 * sizes[len(sizes) // 2] + IN_SIGHT * words < 60_000, (sizes, words)
    assert 2 * sizes[-1] + IN_SIGHT * words < 100_000, (sizes, words)


def _story(stories: list[str], dice: Random) -> str:
    found: list[str] = []
    while sum(map(len, found)) < SAID:
        found.append(dice.choice(stories))
    return "\n\n".join(found)


@pytest.mark.parametrize("numbers", [[], [0], [44, 45, 46], [2024, 2025, 91124, 91125], list(range(3000))])
def test_a_column_is_read_back(numbers):
    assert reading.numbers(packing.pack(numbers)) == numbers
    assert not set(packing.pack(numbers)) & set('"\\')


def test_folded_numbers_are_small_and_come_back():
    assert [packing.zigzag(number) for number in (0, -1, 1, -2, 2)] == [0, 1, 2, 3, 4]
    assert all(reading.unfolded(packing.zigzag(number)) == number for number in range(-50, 50))
