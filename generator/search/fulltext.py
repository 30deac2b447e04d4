"""The full-text index: where homes say each pair of letters. Whatever two letters or more are asked for is found exactly.

Pairs are dealt out to shards; a shard has a line a street, made of what its homes say and of nothing else. A phone that asks for
six letters fetches three shards, and of the homes it shows their own words for an excerpt. `theme/scripts/find.js` reads both.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, repeat
from operator import concat, sub

from generator.content.markdown import words
from generator.public.views import HomeView
from generator.search.columns import pack

FOLDER = "search/fulltext/"
SAID = "said.txt"  # in the home's own folder
FORMAT = "1"  # of a street's lines: another one after any change of `letters` or `street`
_HOMES_A_SHARD = 4
_FEWEST_SHARDS = 16
_LONE = "\u3000"
# What is no letter, in ranges that find.js has too: older browsers know no classes of Unicode.
SEPARATORS = (
    r"\0-/:-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02c2-\u02df\u0300-\u036f\u2000-\u206f"
    r"\u20a0-\u20ff\u2190-\u2bff\u2e00-\u2e7f\u2ff0-\u3004\u3008-\u3020\u302a-\u3030\u3036\u3037\u303d-\u303f\u3099-\u309c\u30a0"
    r"\u30fb\ud800-\uf8ff\ufe00-\ufe6f\uff00-\uffff"
)
_SEPARATOR = re.compile(f"[{SEPARATORS}\U0001f000-\U0001fbff]")
_WRAPPED = re.compile(r"(?<=[\u3001-\u9fff\uf900-\ufaff\uff00-\uffef]) (?=[\u3001-\u9fff\uf900-\ufaff\uff00-\uffef])")
_ASCII = 0xE000  # an ASCII letter or digit is written this much higher: a key is never taken for a number


class _Letters(dict):
    """For `str.translate`: a character as letters, a blank for what is none; each is looked at once, when it first comes."""

    def __missing__(self, code: int) -> str:
        alike = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = "".join(" " if _SEPARATOR.match(one) else chr(_ASCII + ord(one)) if one.isascii() else one for one in alike)
        return self[code]


_LETTERS = _Letters({ord("\n"): "\n"})

def how_many(homes: int) -> int:
    """Shards of a city of so many homes, a power of two: a question costs much the same in any city."""
    return max(_FEWEST_SHARDS, 1 << (homes // _HOMES_A_SHARD).bit_length())


def letters(text: str) -> str:
    """How texts are compared: compatibility forms and capitals alike, one blank for any other signs between two letters, two for
    the end of a line.
    """
    lines = unicodedata.normalize("NFC", text).translate(_LETTERS).split("\n")
    return "  ".join(" ".join(line.split()) for line in lines)


def street(told: Sequence[str], shards: int) -> bytes:
    """The line of each shard, from what each home of a street says, in the street's order.

    A line begins with a number, the span: the words of the street's n-th home begin at place n × span, a place for each letter.
    Then come keys, each with its places in order, every one as the distance from the last. A key is a pair of letters, or a
    letter and U+3000: then its places are the numbers of the homes that have it. Numbers are those of `columns.pack`.
    The shard of a key: the code of its first character × 61 + that of its second, modulo their number.
    """
    texts = list(map(letters, told))
    span = 1 << max(map(len, texts), default=0).bit_length()
    pairs: dict[str, list[int]] = defaultdict(list)
    lone: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):  # without a loop for each letter: a city says sixteen millions
        deque(map(list.append, map(pairs.__getitem__, map(concat, text, text[1:])), count(number * span)), maxlen=0)
        deque(map(list.append, map(lone.__getitem__, set(text)), repeat(number)), maxlen=0)
    keys = chain(pairs.items(), ((letter + _LONE, homes) for letter, homes in lone.items()))
    lines: list[list[str]] = [[] for _ in range(shards)]
    for key, places in keys:
        if " " not in key:
            lines[(ord(key[0]) * 61 + ord(key[1])) % shards].append(key + pack(map(sub, places, [0, *places])))
    start = pack([span])
    return "\n".join(start + "".join(sorted(line)) for line in lines).encode()


def address(shard: int) -> str:
    return f"{FOLDER}{shard}.txt"


def joined(streets: Iterable[list[bytes]]) -> Iterator[tuple[str, bytes]]:
    """The shards, from the lines of every street in the list's order, those without homes too."""
    for number, lines in enumerate(zip(*streets, strict=True)):
        yield address(number), b"\n".join(lines)


# ---- what a home says


def said(home: HomeView) -> str:
    """The home's words, line by line, its name first and then the most telling; an excerpt of a line reads as a sentence."""
    return "\n".join(filter(None, chain.from_iterable(text.splitlines() for text in (home.name, *_texts(home)))))


def _texts(home: HomeView) -> Iterator[str]:
    """What a home says, most telling first; an excerpt reads as a sentence."""
    yield _listed(home.district.name + home.street.name, *home.also_known_as, home.summary)
    hours = (f"{line.days.text}{'、'.join(map(str, line.spans))}" for line in home.office.hours)
    yield _listed(home.office.notice, *hours, *(closure.reason for closure in home.office.closures))
    for service in home.services:
        when = service.schedule.text if service.schedule else ""
        yield _listed(service.title, service.description, when, service.booking, service.fee, service.place, service.bring, service.item_label, service.function_label)
    yield _listed(home.office.address, home.office.transit, *home.office.accessibility)
    yield _listed(f"{home.staff.director_title}{home.staff.director}", *home.staff.deputies, *(t.name for t in home.staff.teams))
    yield _listed(home.venue.shared_with, *home.venue.rooms, *home.venue.equipment)
    yield _flowing(home.introduction)
    if home.brand:
        yield _listed(home.brand.title, home.brand.summary, *(f"{label}{value}" for label, value in home.brand.results))
        yield _flowing(home.brand.story)
    for family in home.families:
        yield _listed(family.name, *family.titles, family.motto)
        yield _flowing(family.story)
    for activity in home.activities:
        yield _listed(activity.title, activity.summary, activity.place)
        yield _flowing(activity.body)
    for regulation in home.regulations:
        yield _listed(regulation.title)
        yield _flowing(regulation.text)


def _flowing(source: str) -> str:
    """The words of Markdown; a line that the editor wrapped flows on."""
    return _WRAPPED.sub("", words(source))


def _listed(*parts: str) -> str:
    sentence = "，".join(part.rstrip("。，") for part in parts if part)
    return f"{sentence}。" if sentence else ""
