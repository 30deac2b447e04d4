"""The name list: one small JSON from which names, pinyin, facets and their counts are answered in the browser."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, load_phrases_dict, load_single_dict

from generator.model import vocabulary as words
from generator.public.views import HomeView, Site

ADDRESS = "search/names.json"
FLAGS = ("city", "district", "step-free", "weekend")
_SUFFIX = re.compile(r"(社区|村|街道|地区|镇|乡)?妇女之家$")
# As names of places are read, where everyday words are read otherwise: 长辛店, 影都花园, 朝阳门.
load_single_dict({ord(letter): sound for letter, sound in {"长": "cháng", "都": "dū", "什": "shí", "佛": "fó"}.items()})
load_phrases_dict({"朝阳": [["cháo"], ["yáng"]], "什刹海": [["shí"], ["chà"], ["hǎi"]], "大栅栏": [["dà"], ["shí"], ["làn"]]})


def names(site: Site) -> bytes:
    """`districts`: [slug, name]; `streets`: [district, slug, name]; `homes`: [slug, name, street, items, flags, pinyin, aliases, phone].

    Districts and streets are indexes into their lists; `items` and `flags` are bit masks in the order of the lists of those
    names. Pinyin is spaced by syllable, so that its initials can be read off it.
    """
    districts = [[d.slug, d.name] for d in site.districts]
    streets = [[number, s.slug, s.name] for number, d in enumerate(site.districts) for s in d.streets]
    places = [s.address for d in site.districts for s in d.streets]
    position = {address: number for number, address in enumerate(places)}
    document = {
        "functions": words.FUNCTIONS,
        "items": list(words.ITEMS.items()),
        "flags": FLAGS,
        "districts": districts,
        "streets": streets,
        "homes": [_home(home, position) for home in site.homes if home.closed_on is None],
        "synonyms": [[list(said), list(items)] for said, items in site.synonyms],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _home(home: HomeView, position: dict[str, int]) -> list:
    offered = {service.item for service in home.services}
    items = sum(1 << number for number, item in enumerate(words.ITEMS) if item in offered)
    weekend = any(day > 4 for line in home.office.hours for day in line.days.days)
    levels = {badge.level for badge in home.badges}
    true = ("city" in levels, "district" in levels, words.ACCESSIBILITY["step-free"] in home.office.accessibility, weekend)
    flags = sum(1 << number for number, value in enumerate(true) if value)
    row = [home.identity.partition("/")[2], home.name, position[home.street.address], items, flags, pinyin(home.name)]
    return [*row, " ".join(home.also_known_as), home.office.phone]


@lru_cache(maxsize=None)
def pinyin(name: str) -> str:
    """`枣营北里社区妇女之家` → `zao ying bei li`: the part of a name that tells homes apart."""
    telling = _SUFFIX.sub("", name) or name
    return " ".join(lazy_pinyin(telling, style=Style.NORMAL, errors=lambda other: re.findall(r"[a-z0-9]+", other.lower())))
