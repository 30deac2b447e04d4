"""Holidays and residents' words of the country, and what a city says otherwise."""

from __future__ import annotations

import pytest


def holidays(folder) -> dict[int, list[str]]:
    return {year.year: [day.name for day in year.holidays] for year in folder.assess().content.holidays}


def leads(folder) -> dict[str, tuple[str, ...]]:
    """The first entry that has a word is the one that counts, as in the search."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in folder.assess().content.synonyms:
        for word in entry.words:
            found.setdefault(word, entry.items)
    return found


def test_they_need_not_be_written(folder):
    assert "国庆节" in holidays(folder)[2026]
    assert leads(folder)["离婚"] == ("rights.reception", "rights.law-education")


def test_a_citys_own_year_takes_the_place_of_the_countrys(folder):
    folder.write("holidays.yml", "- {year: 2026, holidays: [{name: 三月三, from: 2026-04-19}]}\n")
    assert holidays(folder)[2026] == ["三月三"]


def test_another_year_is_added(folder):
    folder.write("holidays.yml", "- {year: 2031, holidays: [{name: 元旦, from: 2031-01-01}]}\n")
    assert set(holidays(folder)) >= {2026, 2031}


def test_a_citys_own_word_leads_where_it_says(folder):
    folder.write("synonyms.yml", "- {words: [离婚, 二人转], items: [family.virtue]}\n")
    found = leads(folder)
    assert found["离婚"] == found["二人转"] == ("family.virtue",)
    assert found["彩礼"] == ("rights.reception", "rights.law-education")


@pytest.mark.parametrize("word", ["种地", "果树"])
def test_nothing_leads_to_a_service_that_the_city_has_not(folder, word):
    folder.write(
        "standard.yml",
        "name: 一有\nbased_on: none\nhaves: {venue: {label: 有场所}}\nrules: {venue.place: {have: venue}}\n"
        "functions: {rights: {label: 维权, items: {rights.reception: {label: 信访接待}}}}\n",
    )
    found = leads(folder)
    assert word not in found and found["离婚"] == ("rights.reception",)
