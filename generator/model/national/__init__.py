"""Public holidays and residents' words of the whole country; a city's own files say what is otherwise there."""

from __future__ import annotations

import dataclasses
from collections.abc import Container
from functools import cache
from pathlib import Path

from generator.content import yaml_nodes
from generator.model.city_lists import HolidayYear, Synonym
from generator.model.reader import R, RecordReader

_FOLDER = Path(__file__).parent


def with_holidays(own: tuple[HolidayYear, ...]) -> tuple[HolidayYear, ...]:
    """The city's years, and those of the country that it does not have."""
    years = {one.year for one in own}
    return own + tuple(one for one in _records("holidays.yml", HolidayYear) if one.year not in years)


def with_synonyms(own: tuple[Synonym, ...], items: Container[str]) -> tuple[Synonym, ...]:
    """The city's words, and the usual ones that it does not have itself, as far as they lead to its `items`."""
    taken = {word for one in own for word in one.words}
    usual = (
        dataclasses.replace(
            one,
            words=tuple(word for word in one.words if word not in taken),
            items=tuple(item for item in one.items if item in items),
        )
        for one in _records("synonyms.yml", Synonym)
    )
    return own + tuple(one for one in usual if one.words and (one.items or one.quiet))


def is_national(words: tuple[str, ...]) -> bool:
    """Whether words for items of service are the whole country's, or some of them."""
    return any(set(words) <= set(one.words) for one in _records("synonyms.yml", Synonym))


@cache
def _records(name: str, of: type[R]) -> tuple[R, ...]:
    reader = RecordReader(name)
    found = reader.records(yaml_nodes.parse((_FOLDER / name).read_text("utf-8")).root, of)
    if not found or reader.findings:
        raise AssertionError(f"{name}: {reader.findings}")
    return tuple(found)
