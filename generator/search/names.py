"""The list of homes: one small file from which the browser answers questions for names, pinyin, services, days, opening
hours and counts.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from generator.content.pinyin import Readings, readings
from generator.content.pinyin import pinyin as read_aloud
from generator.content.values.schedules import Schedule
from generator.model import vocabulary as words
from generator.model.city import GENERIC
from generator.public.opening import opening_rule
from generator.public.views import HomeView, ServiceView, Site
from generator.search.packing import pack
from generator.search.simplified import SIMPLIFIED, TRADITIONAL

ADDRESS = "search/names.json"
STEP_FREE = "step-free"
_KINDS = ("社区", "村", "街道", "镇", "乡", "地区", "")
_AUDIENCES = list(words.AUDIENCES)
_NOBODY, _NO_DAY = 1 << len(_AUDIENCES), 1 << 7
_TAIL = 4  # digits of a telephone number that neighbours don't share

Offer = tuple[int, int, int]
"""A service as it is filtered by: number of its item, bit mask of audiences, bit mask of days (bit 0 is Monday)."""

T = TypeVar("T", str, int, tuple[int, int])


def homes_in_order(site: Site) -> tuple[HomeView, ...]:
    """The open homes in the order of every list: district by district, street by street."""
    return tuple(home for district in site.districts for street in district.streets for home in street.homes)


def names(site: Site) -> bytes:
    """The list as JSON. `theme/scripts/list.js` reads it.

    Tables hold each different value once; their order numbers the rows that columns refer to. Columns (see the
    functions below) have a number for each home, in the order of `homes_in_order`, packed by `packing.pack`. What only
    few homes have is an object: number of the home → value. Audiences and days are bit masks in the order of
    `audiences` and of the week.

    `functions`: code → label; `items`, `audiences`: [code, label]; `levels` of plaques: [code, label];
    `districts`: [slug, name], and the prefecture where there is one; `streets`: [number of the
    district, slug, name, how many homes]: homes stand street by street, so none names its own; `hours`: each way of
    being open, as a page's `data-hours` has it; `offers`: [item, audiences] and `days`: those of services; in both the
    value after the last means “none”; `letters` of the names with their `sounds`: the ways each is read, parted by `/`,
    the usual one first; `endings` of names; `traditional` characters and their `simplified` forms; `synonyms`: [words,
    items].
    """
    homes, standard = homes_in_order(site), site.city.standard
    ends = endings(standard.terms.home or "")
    items = standard.items
    stems = [_stem(home.name, ends) for home in homes]
    own = site.city.pinyin
    sounds = _sounds(stems, own, (*ends, *(name for home in homes for name in home.also_known_as)))
    offers = [_offers(home, list(items)) for home in homes]
    hours = [_hours(home) for home in homes]
    ways = _table(hours)
    kinds = _table((item, audiences) for own in offers for item, audiences, _ in own)
    days = _table(on for own in offers for _, _, on in own)
    slugs = [home.identity.partition("/")[2] for home in homes]
    hyphens = [_hyphens(slug, pinyin(home.name, own, ends).split()) for slug, home in zip(slugs, homes, strict=True)]
    document = {
        "city": site.city.name,
        "functions": standard.function_labels,
        "items": list(items.items()),
        "audiences": list(words.AUDIENCES.items()),
        "flags": (*standard.honours.home_labels, STEP_FREE),
        "levels": [[level.id, level.short] for level in site.city.levels],
        "districts": [[one.slug, one.name, *([one.prefecture] if one.prefecture else [])] for one in site.districts],
        "streets": [
            [number, street.slug, street.name, len(street.homes)]
            for number, district in enumerate(site.districts)
            for street in district.streets
        ],
        "hours": [json.loads(way) for way in ways],
        "offers": list(kinds),
        "days": list(days),
        "letters": "".join(sounds),
        "sounds": " ".join(map("/".join, sounds.values())),
        "endings": ends,
        "traditional": TRADITIONAL,
        "simplified": SIMPLIFIED,
        **_phones([list(map(str, home.office.phones)) for home in homes]),
        "names": _names_column(homes, stems, list(sounds), ends),
        "slugs": _slugs_column(hyphens),
        "marks": _marks_column(homes, list(standard.honours.home_labels)),
        "open": _open_column(hours, ways),
        "services": _services_column(offers, kinds),
        "when": _when_column(offers, days),
        "slug": _other_slugs(slugs, hyphens),
        "pinyin": _other_pinyin(homes, stems, sounds, own, ends),
        "aliases": _aliases(homes),
        "closures": _closures(homes, site.today),
        "lapses": _lapses(homes),
        "synonyms": [[list(synonyms), list(items)] for synonyms, items in site.synonyms],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _table(values: Iterable[T]) -> dict[T, int]:
    """Value → its number, the commonest first."""
    ranked = sorted(Counter(values).items(), key=lambda row: (-row[1], row[0]))
    return {value: number for number, (value, _) in enumerate(ranked)}


# ---- names and their sound


def endings(home: str) -> tuple[str, ...]:
    """What names end in, in a city that calls a home so: the kind of place with it, and nothing."""
    return (*(f"{kind}{home}" for kind in _KINDS), "")


def pinyin(name: str, own: Readings = (), ends: Sequence[str] = endings(GENERIC.home or "")) -> str:
    """`枣营北里社区妇女之家` → `zao ying bei li`: the part of a name that tells homes apart. `ends`: see `endings`."""
    return read_aloud(_stem(name, ends), own)


def _stem(name: str, ends: Sequence[str]) -> str:
    """`枣营北里社区妇女之家` → `枣营北里`; a name that is all ending stays whole."""
    return next(stem for ending in ends if name.endswith(ending) and (stem := name.removesuffix(ending)))


def _sounds(stems: Iterable[str], own: Readings, others: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Letter → the ways it is read: the commonest letters of the stems first, then those of other names alone."""
    return {
        letter: readings(letter, own)
        for letter in (*_table("".join(stems)), *sorted(set("".join(others)).difference("".join(stems))))
    }


def _names_column(homes: Sequence[HomeView], stems: list[str], alphabet: list[str], ends: Sequence[str]) -> str:
    """Of each home the letters of its stem (+ number of endings), then its ending."""
    number = {letter: len(ends) + place for place, letter in enumerate(alphabet)}
    return pack(
        code
        for home, stem in zip(homes, stems, strict=True)
        for code in (*(number[letter] for letter in stem), ends.index(home.name.removeprefix(stem)))
    )


def _slugs_column(hyphens: Iterable[int | None]) -> str:
    """1 + bit mask of the syllables that a hyphen follows; 0 for a slug that is not made of the name's pinyin."""
    return pack(0 if mask is None else mask + 1 for mask in hyphens)


def _hyphens(slug: str, syllables: list[str]) -> int | None:
    """Bit mask of the syllables that a hyphen follows, where the slug is made of just these."""
    mask, rest = 0, slug
    for number, syllable in enumerate(syllables):
        if number and rest.startswith("-"):
            mask, rest = mask | 1 << (number - 1), rest[1:]
        if not rest.startswith(syllable):
            return None
        rest = rest.removeprefix(syllable)
    return None if rest else mask


def _other_slugs(slugs: list[str], hyphens: list[int | None]) -> dict[int, str]:
    """Slugs that the column doesn't give."""
    return {number: slug for number, slug in enumerate(slugs) if hyphens[number] is None}


def _other_pinyin(
    homes: Sequence[HomeView],
    stems: list[str],
    sounds: dict[str, tuple[str, ...]],
    own: Readings,
    ends: Sequence[str],
) -> dict[int, str]:
    """The pinyin, spaced by syllable, of names whose letters are not all read in their usual way."""
    usual = (" ".join(sounds[letter][0] for letter in stem if sounds[letter]) for stem in stems)
    read = ((pinyin(home.name, own, ends), spelt) for home, spelt in zip(homes, usual, strict=True))
    return {number: aloud for number, (aloud, spelt) in enumerate(read) if aloud != spelt}


def _aliases(homes: Sequence[HomeView]) -> dict[int, str]:
    return {number: " ".join(home.also_known_as) for number, home in enumerate(homes) if home.also_known_as}


# ---- what it offers, when it is open


def _offers(home: HomeView, items: list[str]) -> list[Offer]:
    """Its services, each different one once, in order.

    A home none of whose services has a day gets one more of no item and no audience, on the days its office is open.
    """
    open_on = _days(day for line in home.office.hours for day in line.days.days)
    found = sorted({_offer(service, items, open_on) for service in home.services})
    return found if any(days != _NO_DAY for _, _, days in found) else [*found, (len(items), _NOBODY, open_on)]


def _offer(service: ServiceView, items: list[str], open_on: int) -> Offer:
    """A service for nobody in particular is for everyone."""
    audience = sum(1 << _AUDIENCES.index(code) for code, _ in service.audience) or 1 << _AUDIENCES.index("everyone")
    return items.index(service.item), audience, _service_days(service.schedule, open_on)


def _service_days(schedule: Schedule | None, open_on: int) -> int:
    """Without a schedule, or at any time: on the days its office is open; one that can't be read is on no day."""
    if schedule is None or schedule.any_time:
        return open_on
    return _days(schedule.days.days) if schedule.days else _NO_DAY


def _days(days: Iterable[int]) -> int:
    return sum(1 << day for day in set(days)) or _NO_DAY


def _services_column(offers: list[list[Offer]], kinds: dict[tuple[int, int], int]) -> str:
    """Of each home 1 + number of each service's `offers`, then 0."""
    return pack(number for own in offers for number in (*(kinds[item, who] + 1 for item, who, _ in own), 0))


def _when_column(offers: list[list[Offer]], days: dict[int, int]) -> str:
    """The number of the `days` of each service, in the order of the column before."""
    return pack(days[on] for own in offers for _, _, on in own)


def _hours(home: HomeView) -> str:
    """Its lines as scripts read them, as JSON."""
    return json.dumps(list(map(opening_rule, home.office.hours)))


def _open_column(hours: Iterable[str], ways: dict[str, int]) -> str:
    """The number of its `hours`."""
    return pack(ways[way] for way in hours)


def _marks_column(homes: Iterable[HomeView], levels: Sequence[str]) -> str:
    """Bit mask of `flags`."""
    return pack(_flags(home, levels) for home in homes)


def _flags(home: HomeView, levels: Sequence[str]) -> int:
    held = {badge.level for badge in home.badges}
    true = (*(level in held for level in levels), words.ACCESSIBILITY["step-free"] in home.office.accessibility)
    return sum(1 << number for number, value in enumerate(true) if value)


def _closures(homes: Sequence[HomeView], today: dt.date) -> dict[int, list[list[str]]]:
    """[from, to, reason] of the closures that are not over."""
    own = ([one for one in home.office.closures if one.end >= today] for home in homes)
    return {
        number: [[one.start.isoformat(), one.end.isoformat(), one.reason] for one in closures]
        for number, closures in enumerate(own)
        if closures
    }


def _lapses(homes: Sequence[HomeView]) -> dict[int, dict[str, str]]:
    """Flag → the last day on which it is true."""
    own = ({badge.level: badge.lapses.isoformat() for badge in home.badges if badge.lapses} for home in homes)
    return {number: lapses for number, lapses in enumerate(own) if lapses}


# ---- telephones


def _phones(all_phones: list[list[str]]) -> dict[str, object]:
    """`heads`: telephone numbers without their last four characters, in the order in which they first come; columns
    `head`: 0 for the next new one, else 1 + how many others came since it last did, and `tails`: the last four
    characters as they are, padded with spaces; `phones` of homes that have several, or one with an extension.

    A home without a plain number has the head of the one before it, and a blank tail.
    """
    more = {number: own for number, own in enumerate(all_phones) if len(own) > 1 or any("转" in phone for phone in own)}
    phones = [own[0] if own and number not in more else "" for number, own in enumerate(all_phones)]
    heads: list[str] = []
    recent: list[str] = []
    steps = []
    for phone in phones:
        head = phone[:-_TAIL] if phone or not recent else recent[0]
        steps.append(recent.index(head) + 1 if head in recent else 0)
        if head in recent:
            recent.remove(head)
        else:
            heads.append(head)
        recent.insert(0, head)
    return {
        "heads": heads,
        "head": pack(steps),
        "tails": "".join(phone[-_TAIL:].ljust(_TAIL) for phone in phones),
        "phones": more,
    }
