"""The full-text index: a positional index of bigrams over the texts of homes and their stories.

A query of two letters or more is answered exactly. Bigrams are distributed over shards; a shard has a line for each
street, made from the texts of its homes and of nothing else, and a last line for stories that belong to no home. A
phone that queries six letters fetches three shards, and for an excerpt the `said.txt` of each result that it shows.
`theme/scripts/fulltext.js` reads both.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, repeat
from operator import add, sub

from generator.public.views import HomeView, Site
from generator.search import stories
from generator.search.letters import normalize
from generator.search.packing import pack
from generator.search.stories import Story, flowing

FOLDER = "search/fulltext/"
TEXT_FILE = "said.txt"  # in the folder of the home, the district, the feature
FORMAT = "5"  # of a street's lines: increase it with any change of `normalize`, `search_text` or `street_lines`
_HOMES_PER_SHARD = 4
_MIN_SHARDS = 16
_SINGLE = "\u3000"
_STORY_BREAK, _FIELD_BREAK = "\n\n", "\t"


def shard_count(homes: int) -> int:
    """Shards for a city of so many homes, a power of two, so that a query costs much the same in any city."""
    return max(_MIN_SHARDS, 1 << (homes // _HOMES_PER_SHARD).bit_length())


def street_lines(texts: Sequence[str], shards: int) -> bytes:
    """The line of each shard, one a line, from the `search_text` of each home of a street, in the street's order.

    Documents are numbered: first the homes without their stories, then all stories, home by home. A line begins with a
    number, the span: document n occupies positions n × span and up, one for each letter. Then come keys, each with its
    positions in ascending order, delta-encoded. A key is a bigram, or a letter and U+3000: then its positions are the
    numbers of the documents that have it. Numbers are packed by `packing.pack`. The shard of a key is the code of its
    first character × 61 + that of its second, modulo the number of shards.
    """
    parts = [text.split(_STORY_BREAK) for text in texts]
    return _lines([*(own[0] for own in parts), *(_indexed_part(story) for own in parts for story in own[1:])], shards)


def city_lines(text: str, shards: int) -> bytes:
    """The last line of every shard, from `city_search_text`."""
    return _lines(list(map(_indexed_part, text.split(_STORY_BREAK))) if text else [], shards)


def _indexed_part(story: str) -> str:
    """The title and words of a story's text, without its address and note."""
    return story.split(_FIELD_BREAK, 2)[2]


def _lines(parts: Sequence[str], shards: int) -> bytes:
    texts = [normalize(part) for part in parts]
    span = 1 << max(map(len, texts), default=0).bit_length()
    pairs: dict[str, list[int]] = defaultdict(list)
    singles: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):  # no Python loop over letters: a city has 16 million of them
        bigrams = map(add, text, text[1:])
        deque(map(list.append, map(pairs.__getitem__, bigrams), count(number * span)), maxlen=0)
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


def merge_shards(streets: Iterable[list[bytes]], first: int = 0) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each shard from the `first` on, from the lines that every street in the list's order (also
    without homes), and the city, have for them.
    """
    for number, lines in enumerate(zip(*streets, strict=True), first):
        yield address(number), b"\n".join(lines)


# ---- the texts


def search_text(home: HomeView) -> str:
    """The home's text, line by line: its name, then the most informative lines first; each reads as a sentence in an
    excerpt.

    Then its stories, each after an empty line: address relative to the home's, note and title separated by tabs, and
    its words.
    """
    own = "\n".join(filter(None, chain.from_iterable(text.splitlines() for text in (home.name, *_texts(home)))))
    return _STORY_BREAK.join([own, *(_story_text(story, home.address) for story in stories.of_home(home))])


def city_search_text(site: Site) -> str:
    """The same for the stories that belong to no home."""
    return _STORY_BREAK.join(text for _, text in city_story_texts(site))


def city_story_texts(site: Site) -> Iterator[tuple[str, str]]:
    """Folder and text of each story that belongs to no home."""
    for story in stories.of_city(site):
        folder = story.address.partition("#")[0]
        yield folder, _story_text(story, folder)


def _story_text(story: Story, folder: str) -> str:
    head = _FIELD_BREAK.join(
        " ".join(part.split()) for part in (story.address.removeprefix(folder), story.note, story.title)
    )
    return "\n".join([head, *filter(None, chain.from_iterable(text.splitlines() for text in story.texts))])


def _texts(home: HomeView) -> Iterator[str]:
    """The paragraphs of a home, most informative first."""
    yield _sentence(home.district.name + home.street.name, *home.also_known_as, home.summary)
    hours = (f"{line.season or ''}{line.days.text}{'、'.join(map(str, line.spans))}" for line in home.office.hours)
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
            *dict.fromkeys((service.item_label, service.function_label)),  # some items are called as their function
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
