"""Pinyin of names and titles, with the readings of a city's own names.

The dictionaries of pypinyin take a third of a second to load, so they are imported on first use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial

Readings = tuple[tuple[str, str], ...]
"""Names, or parts of them, and how a city reads them, syllables apart."""

# How letters are read in place names all over the country, where everyday words have another reading first.
_LETTERS = {"长": "cháng,zhǎng", "都": "dū,dōu", "什": "shí,shén", "佛": "fó,fú"}

_DAY = re.compile(r"(\d{4})[-年./_ ]?(\d{1,2})[-月./_ ]?(\d{1,2})日?")


@cache
def pinyin(text: str, own: Readings = ()) -> str:
    """`枣营北里` → `zao ying bei li`: syllables and Latin words, apart. Where two of the city's `own` readings would
    fit, the longer does.
    """
    known = dict(own)
    parts = _names(own).split(text) if own else [text]
    return " ".join(filter(None, (known.get(part) or _usual(part) for part in parts)))


def as_slug(text: str, own: Readings = ()) -> str:
    """`刘大姐家 2026` → `liu-da-jie-jia-2026`: the part of an address that a text could have; maybe empty."""
    return "-".join(re.findall(r"[a-z0-9]+", pinyin(text, own)))


def as_dated_slug(text: str) -> str:
    """`2026年5月1日 歌会` → `2026-05-01-ge-hui`; what the text does not tell is as in an example."""
    day = _DAY.match(text)
    date = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else "2026-11-20"
    return f"{date}-{as_slug(text[day.end() :] if day else text) or 'dongji-jiankang'}"


@lru_cache(8)
def _names(own: Readings) -> re.Pattern[str]:
    longest_first = sorted((name for name, _ in own), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})")


@cache
def _usual(text: str) -> str:
    return " ".join(_converter()(text, errors=lambda other: re.findall(r"[a-z0-9]+", other.lower())))


@cache
def readings(letter: str, own: Readings = ()) -> tuple[str, ...]:
    """`翟` → `di`, `zhai`: all readings of a letter, the usual one in names first; empty for what is no Han letter."""
    from pypinyin import Style
    from pypinyin import pinyin as all_readings

    usual = pinyin(letter, own)
    return (
        tuple(dict.fromkeys((usual, *map(str.lower, all_readings(letter, style=Style.NORMAL, heteronym=True)[0]))))
        if usual
        else ()
    )


@lru_cache(maxsize=1)
def _converter() -> Callable[..., list[str]]:
    from pypinyin import Style, lazy_pinyin, load_single_dict

    load_single_dict({ord(letter): sound for letter, sound in _LETTERS.items()})
    return partial(lazy_pinyin, style=Style.NORMAL)
