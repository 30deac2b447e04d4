"""The full-text index: where homes and their stories say each pair of letters.

Whatever two letters or more are asked for is found exactly.

Pairs are dealt out to shards; a shard has a line a street, made of what its homes say and of nothing else, and one more
for what is told of no home. A phone that asks for six letters fetches three shards, and of what it shows its own words
for an excerpt. `theme/scripts/fulltext.js` reads both.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, repeat
from operator import concat, sub

from generator.public.views import HomeView, Site
from generator.search import stories
from generator.search.columns import pack
from generator.search.letters import normalize
from generator.search.stories import Story, flowing

FOLDER = "search/fulltext/"
TEXT_FILE = "said.txt"  # in the folder of the home, the district, the feature
FORMAT = "3"  # of a street's lines: another one after any change of `letters`, `said` or `street`
_HOMES_PER_SHARD = 4
_MIN_SHARDS = 16
_SINGLE = "\u3000"
_STORY_BREAK, _FIELD_BREAK = "\n\n", "\t"


def shard_count(homes: int) -> int:
    """Shards of a city of so many homes, a power of two: a question costs much the same in any city."""
    return max(_MIN_SHARDS, 1 << (homes // _HOMES_PER_SHARD).bit_length())


def street_lines(texts: Sequence[str], shards: int) -> bytes:
    """The line of each shard, from what each home of a street says (`said`), in the street's order.

    First come the homes, without their stories, then all stories, a home's after the other's: so they are numbered. A
    line begins with a number, the span: the words of number n begin at place n × span, a place for each letter. Then
    come keys, each with its places in order, every one as the distance from the last. A key is a pair of letters, or a
    letter and U+3000: then its places are the numbers of those that have it. Numbers are those of `columns.pack`. The
    shard of a key: the code of its first character × 61 + that of its second, modulo their number.
    """
    parts = [text.split(_STORY_BREAK) for text in texts]
    return _lines([*(own[0] for own in parts), *(_indexed_part(story) for own in parts for story in own[1:])], shards)


def city_lines(text: str, shards: int) -> bytes:
    """The same of what is told of no home (`said_of_city`): the last line of every shard."""
    return _lines(list(map(_indexed_part, text.split(_STORY_BREAK))) if text else [], shards)


def _indexed_part(story: str) -> str:
    """Its title and its words."""
    return story.split(_FIELD_BREAK, 2)[2]


def _lines(parts: Sequence[str], shards: int) -> bytes:
    texts = list(map(normalize, parts))
    span = 1 << max(map(len, texts), default=0).bit_length()
    pairs: dict[str, list[int]] = defaultdict(list)
    singles: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):  # without a loop for each letter: a city says sixteen millions
        deque(map(list.append, map(pairs.__getitem__, map(concat, text, text[1:])), count(number * span)), maxlen=0)
        deque(map(list.append, map(singles.__getitem__, set(text)), repeat(number)), maxlen=0)
    keys = chain(pairs.items(), ((letter + _SINGLE, homes) for letter, homes in singles.items()))
    lines: list[list[str]] = [[] for _ in range(shards)]
    for key, places in keys:
        if " " not in key:
            lines[(ord(key[0]) * 61 + ord(key[1])) % shards].append(key + pack(map(sub, places, [0, *places])))
    start = pack([span])
    return "\n".join(start + "".join(sorted(line)) for line in lines).encode()


def address(shard: int) -> str:
    return f"{FOLDER}{shard}.txt"


def merge_shards(streets: Iterable[list[bytes]]) -> Iterator[tuple[str, bytes]]:
    """The shards, from the lines of every street in the list's order, those without homes too, and the city's."""
    for number, lines in enumerate(zip(*streets, strict=True)):
        yield address(number), b"\n".join(lines)


# ---- what is said


def search_text(home: HomeView) -> str:
    """The home's words, line by line, its name first and then the most telling; an excerpt of a line reads as a
    sentence. Then its stories, each after an empty line: its address from the home's on, its note and its title,
    parted by tabs, and its words.
    """
    own = "\n".join(filter(None, chain.from_iterable(text.splitlines() for text in (home.name, *_texts(home)))))
    return _STORY_BREAK.join([own, *(_story_text(story, home.address) for story in stories.of_home(home))])


def city_search_text(site: Site) -> str:
    return _STORY_BREAK.join(text for _, text in city_story_texts(site))


def city_story_texts(site: Site) -> Iterator[tuple[str, str]]:
    """Folder and words of each story of no home."""
    for story in stories.of_city(site):
        folder = story.address.partition("#")[0]
        yield folder, _story_text(story, folder)


def _story_text(story: Story, folder: str) -> str:
    head = _FIELD_BREAK.join(
        " ".join(part.split()) for part in (story.address.removeprefix(folder), story.note, story.title)
    )
    return "\n".join([head, *filter(None, chain.from_iterable(text.splitlines() for text in story.texts))])


def _texts(home: HomeView) -> Iterator[str]:
    """What a home says, most telling first; an excerpt reads as a sentence."""
    yield _sentence(home.district.name + home.street.name, *home.also_known_as, home.summary)
    hours = (f"{line.days.text}{'、'.join(map(str, line.spans))}" for line in home.office.hours)
    yield _sentence(home.office.notice, *hours, *(closure.reason for closure in home.office.closures))
    for service in home.services:
        when = service.schedule.text if service.schedule else ""
        yield _sentence(
            service.title,
            service.description,
            when,
            service.booking,
            service.fee,
            service.place,
            service.bring,
            service.item_label,
            service.function_label,
        )
    yield _sentence(home.office.address, home.office.transit, *home.office.accessibility)
    yield _sentence(
        f"{home.staff.director_title}{home.staff.director}", *home.staff.deputies, *(t.name for t in home.staff.teams)
    )
    yield _sentence(home.venue.shared_with, *home.venue.rooms, *home.venue.equipment)
    yield flowing(home.introduction)
    for activity in home.activities:
        if not activity.address or activity.cancelled:
            yield _sentence(activity.title, activity.summary, activity.place)
    for regulation in home.regulations:
        yield _sentence(regulation.title)
        yield flowing(regulation.text)


def _sentence(*parts: str) -> str:
    sentence = "，".join(part.rstrip("。，") for part in parts if part)
    return f"{sentence}。" if sentence else ""
