"""Pinyin of names and titles.

The dictionaries of pypinyin take a third of a second to load, so they are imported on first use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial

# Readings in place names that differ from those in everyday words: 长辛店, 影都花园, 朝阳门.
_LETTERS = {"长": "cháng,zhǎng", "都": "dū,dōu", "什": "shí,shén", "佛": "fó,fú"}
_PHRASES = {"朝阳": [["cháo"], ["yáng"]], "什刹海": [["shí"], ["chà"], ["hǎi"]], "大栅栏": [["dà"], ["shí"], ["làn"]]}


@cache
def pinyin(text: str) -> str:
    """`枣营北里` → `zao ying bei li`: syllables and Latin words, apart."""
    return " ".join(_converter()(text, errors=lambda other: re.findall(r"[a-z0-9]+", other.lower())))


@cache
def readings(letter: str) -> tuple[str, ...]:
    """`翟` → `di`, `zhai`: all readings of a letter, the usual one in names first; empty for what is no Han letter."""
    from pypinyin import Style
    from pypinyin import pinyin as all_readings

    usual = pinyin(letter)
    return (
        tuple(dict.fromkeys((usual, *map(str.lower, all_readings(letter, style=Style.NORMAL, heteronym=True)[0]))))
        if usual
        else ()
    )


@lru_cache(maxsize=1)
def _converter() -> Callable[..., list[str]]:
    from pypinyin import Style, lazy_pinyin, load_phrases_dict, load_single_dict

    load_single_dict({ord(letter): sound for letter, sound in _LETTERS.items()})
    load_phrases_dict(_PHRASES)
    return partial(lazy_pinyin, style=Style.NORMAL)
