"""How names and titles are read aloud.

The dictionaries take a third of a second to load: they wait until somebody asks.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

# As names of places are read, where everyday words are read otherwise: 长辛店, 影都花园, 朝阳门.
_LETTERS = {"长": "cháng,zhǎng", "都": "dū,dōu", "什": "shí,shén", "佛": "fó,fú"}
_PHRASES = {"朝阳": [["cháo"], ["yáng"]], "什刹海": [["shí"], ["chà"], ["hǎi"]], "大栅栏": [["dà"], ["shí"], ["làn"]]}


@cache
def pinyin(text: str) -> str:
    """`枣营北里` → `zao ying bei li`: syllables and Latin words, apart."""
    return " ".join(_converter()(text, style=0, errors=lambda other: re.findall(r"[a-z0-9]+", other.lower())))


@cache
def readings(letter: str) -> tuple[str, ...]:
    """`翟` → `di`, `zhai`: every way one letter is read, the usual one in names first; none for what isn't read."""
    from pypinyin import pinyin as sounds

    usual = pinyin(letter)
    return tuple(dict.fromkeys((usual, *map(str.lower, sounds(letter, style=0, heteronym=True)[0])))) if usual else ()


@lru_cache(maxsize=1)
def _converter():
    from pypinyin import lazy_pinyin, load_phrases_dict, load_single_dict

    load_single_dict({ord(letter): sound for letter, sound in _LETTERS.items()})
    load_phrases_dict(_PHRASES)
    return lazy_pinyin
