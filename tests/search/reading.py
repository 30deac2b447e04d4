"""The lists read back by their documented form, another way than the script's."""

from __future__ import annotations

import json
import re
from itertools import accumulate, pairwise

from generator.public.views import Site
from generator.search import fulltext
from generator.search.fulltext import FOLDER, normalize


def index(site: Site) -> dict[str, bytes]:
    """Every open home's words, those of no home, and the shards, as a build makes them."""
    told = [
        [(f"{home.address}{fulltext.TEXT_FILE}", fulltext.search_text(home)) for home in street.homes]
        for d in site.districts
        for street in d.streets
    ]
    shards = fulltext.shard_count(sum(map(len, told)))
    lines = (fulltext.street_lines([text for _, text in street], shards).split(b"\n") for street in told)
    lines = [*lines, fulltext.city_lines(fulltext.city_search_text(site), shards).split(b"\n")]
    of_city = {f"{folder}{fulltext.TEXT_FILE}": text.encode() for folder, text in fulltext.city_story_texts(site)}
    return (
        {path: text.encode() for street in told for path, text in street} | of_city | dict(fulltext.merge_shards(lines))
    )


def numbers(text: str) -> list[int]:
    """A column of `generator.search.packing.pack`."""
    letters = "!#$%&'+,:;=?@" + "ABCDEFGHIJKLMNPQRSTUVWXYZ" + "abcdefghijklmnpqrstuvwxyz" + "{|}"  # neither O nor o
    found, number = [], 0
    for letter in text:
        number = number * 33 + letters.index(letter) % 33
        if letters.index(letter) < 33:
            found.append(number)
            number = 0
    return found


def unfolded(number: int) -> int:
    return -(number + 1) // 2 if number % 2 else number // 2


def split(column: list[int], ends) -> list[list[int]]:
    """Runs up to a number that `ends` one, this with it."""
    runs: list[list[int]] = [[]]
    for number in column:
        runs[-1].append(number)
        if ends(number):
            runs.append([])
    return runs[:-1]


def _heads(data: dict) -> list[str]:
    """The head of each home's telephone."""
    new, found = iter(data["heads"]), []
    for since in numbers(data["head"]):
        recent = list(dict.fromkeys(reversed(found)))
        found.append(recent[since - 1] if since else next(new))
    return found


def homes(names: bytes, nearby: bytes | None = None) -> list[dict]:
    """A dict a home: identity, name, street (slug), pinyin, aliases, phones, flags, offers, hours, closures, place."""
    data = json.loads(names)
    streets = [row for row in data["streets"] for _ in range(row[3])]
    first = len(data["endings"])
    runs = split(numbers(data["names"]), lambda number: number < first)
    stems = ["".join(data["letters"][number - first] for number in run[:-1]) for run in runs]
    sounds = {
        letter: ways.split("/")[0] for letter, ways in zip(data["letters"], data["sounds"].split(" "), strict=True)
    }
    offered = split(numbers(data["services"]), lambda number: number == 0)
    when = iter(numbers(data["when"]))
    small = (numbers(data[column]) for column in ("slugs", "marks", "open"))
    columns = zip(streets, runs, stems, offered, _heads(data), *small, strict=True)
    found = []
    for number, (street, run, stem, offers, head, hyphens, marks, way) in enumerate(columns):
        pinyin = data["pinyin"].get(str(number), " ".join(sounds[letter] for letter in stem if sounds[letter]))
        joined = "".join(sound + "-" * (hyphens - 1 >> place & 1) for place, sound in enumerate(pinyin.split()))
        tail = data["tails"][4 * number : 4 * number + 4].strip()
        slug = joined if hyphens else data["slug"][str(number)]
        found.append(
            {
                "identity": f"{data['districts'][street[0]][0]}/{slug}",
                "name": stem + data["endings"][run[-1]],
                "street": street[1],
                "pinyin": pinyin,
                "aliases": data["aliases"].get(str(number), ""),
                "phones": data["phones"].get(str(number), [head + tail] if tail else []),
                "flags": {flag for bit, flag in enumerate(data["flags"]) if marks >> bit & 1},
                "offers": [(*data["offers"][offer - 1], data["days"][next(when)]) for offer in offers[:-1]],
                "hours": data["hours"][way],
                "closures": data["closures"].get(str(number), []),
            }
        )
    if nearby:
        where = json.loads(nearby)
        middles = [where["streets"][place] for place, row in enumerate(data["streets"]) for _ in range(row[3])]
        for home, middle, east, north in zip(
            found, middles, numbers(where["east"]), numbers(where["north"]), strict=True
        ):
            home["place"] = (middle[0] + unfolded(east - 1), middle[1] + unfolded(north - 1)) if east else None
    return found


Owners = list[list[int | None]]
"""Of each line of a shard, whose the words are that it numbers: the home's number, None of no home."""


def owners(site: Site) -> Owners:
    found, number = [], 0
    for street in (street for district in site.districts for street in district.streets):
        homes = list(enumerate(map(fulltext.search_text, street.homes), number))
        found.append([home for home, _ in homes] + [home for home, text in homes for _ in text.split("\n\n")[1:]])
        number += len(homes)
    return [*found, [None for _ in fulltext.city_story_texts(site)]]


def searched(said: str) -> str:
    """What is searched of a home's words, or a story's: of the heads of stories their titles."""
    return "\n".join(line.rpartition("\t")[2] for line in said.split("\n"))


def saying(files: dict[str, bytes], owners: Owners, asked: str) -> set[int | None]:
    """The homes, by number, that say what is asked, or have a story that does: two letters or more, with nothing
    between.

    Every pair is looked at, where the script looks at every second one.
    """
    shards = sum(path.startswith(FOLDER) for path in files)
    keys = list(map("".join, pairwise(normalize(asked).strip())))
    lines = [files[f"{FOLDER}{(ord(a) * 61 + ord(b)) % shards}.txt"].decode().split("\n") for a, b in keys]
    assert all(len(own) == len(owners) for own in lines)
    found = set()
    for street, whose in enumerate(owners):
        starts = None
        for at, (key, own) in enumerate(zip(keys, lines, strict=True)):
            span, places = _places(own[street], key)
            shifted = {place - at for place in places}
            starts = shifted if starts is None else starts & shifted
        found |= {whose[start // span] for start in starts}
    return found


def _places(line: str, key: str) -> tuple[int, list[int]]:
    (span,) = numbers(re.match(r"[!-~]+", line)[0])
    (distances,) = re.findall(rf"(?<=[!-~]){key}([!-~]+)", line) or [""]
    return span, list(accumulate(numbers(distances)))
