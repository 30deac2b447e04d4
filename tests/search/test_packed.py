"""Lists packed for scripts: no digits that only lie beside each other there stop a release, and no words get there
unseen.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.model.phones import parse_phones
from generator.publish import checks
from generator.search import fulltext, names, nearby
from tests.search import reading
from tests.search.city import city

TAILS = ("", "010-0000 4539", "010-0000 1488", "010-0000 0343", "010-0000 6467", "")


def looked_at(site) -> dict[str, frozenset]:
    lists = {names.ADDRESS: names.names(site), nearby.ADDRESS: nearby.nearby(site)}
    return {path: checks.examine(path, data)[0] for path, data in lists.items()}


def dialled(site, numbers):
    """The city with these telephones, a home after the other."""
    streets, given = [], iter(numbers)
    for street in site.districts[0].streets:
        homes = tuple(
            replace(home, office=replace(home.office, phones=parse_phones(next(given, "")))) for home in street.homes
        )
        streets.append(replace(street, homes=homes))
    return replace(site, districts=(replace(site.districts[0], streets=tuple(streets)),))


def test_last_digits_side_by_side_are_no_card():
    """4539148803436467 is a number that a bank could give."""
    site = dialled(city(400), TAILS)
    assert "4539148803436467" in names.names(site).decode()
    assert looked_at(site) == {names.ADDRESS: frozenset(), nearby.ADDRESS: frozenset()}


@pytest.mark.parametrize("size", range(300, 330))
def test_no_city_is_refused_for_its_telephones(size):
    assert not any(looked_at(city(size)).values())


def test_what_a_home_has_in_the_list_is_in_its_words_too():
    """Names, aliases and reasons are looked at in said.txt, slugs in addresses; a telephone is a number of an office."""
    site = city(400)
    homes = {home.identity: home for home in site.homes}
    for told in reading.homes(names.names(site)):
        home = homes[told["identity"]]
        said = fulltext.search_text(home)
        assert all(
            words in said
            for words in (told["name"], *told["aliases"].split(), *(reason for _, _, reason in told["closures"]))
        )
        assert told["phones"] == list(map(str, home.office.phones)) and all(
            phone.is_office for phone in home.office.phones
        )


NUMBER = "14200012345"
HOME = """name: 枣营北里{0}妇女之家
also_known_as: [枣北{0}]
kind: community
street: maizidian
formerly: [chaoyang/z-{0}]
office:
  phone: "{0}"
  closed: [{{from: 2026-12-01, reason: 一{0}}}, {{from: 2026-12-03, reason: 二{0}}}, {{from: 2026-12-05, reason: 三{0}}}, {{from: 2026-12-07, reason: 四{0}}}]
"""


def test_no_private_number_gets_into_a_list(folder):
    """In every field of a home, of the words and the holidays that scripts read; what is written packed is unpacked
    again.
    """
    folder.home("home.yml", HOME.format(NUMBER))
    folder.home(
        "activities/2026-12-20-x.md",
        f"---\ntitle: 打{NUMBER}\ndate: 2026-12-20\nplace: 找{NUMBER}\nsignup: 打{NUMBER}\n---\n",
    )
    folder.write("synonyms.yml", f"- {{words: [找工作, 打{NUMBER}], items: [work.policy]}}\n")
    folder.write("holidays.yml", f"- {{year: 2026, holidays: [{{name: 休息{NUMBER}, from: 2026-10-01}}]}}\n")
    site = folder.site()
    written = [
        names.names(site).decode(),
        str(reading.homes(names.names(site))),
        *(fulltext.search_text(home) for home in site.homes),
    ]
    assert not any(NUMBER in text or f"{NUMBER[:3]} {NUMBER[3:7]}" in text for text in written)
    assert "找工作" in written[0] and len(reading.homes(names.names(site))) == 2
