"""The list of homes: one small file from which names, pinyin, services, days, opening and counts are answered in the
browser.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.content.pinyin import pinyin as read_aloud
from generator.content.pinyin import readings
from generator.model import vocabulary as words
from generator.model.hours import Schedule
from generator.public.views import HomeView, HoursLine, ServiceView, Site
from generator.search.columns import pack
from generator.search.simplified import SIMPLIFIED, TRADITIONAL

ADDRESS = "search/names.json"
FLAGS = ("city", "district", "step-free")
ENDINGS = tuple(f"{kind}妇女之家" for kind in ("社区", "村", "街道", "镇", "乡", "地区", "")) + ("",)
_ITEMS, _AUDIENCES = list(words.ITEMS), list(words.AUDIENCES)
_NO_ITEM, _NOBODY, _NO_DAY = len(_ITEMS), 1 << len(_AUDIENCES), 1 << 7
_ANY_TIME = re.compile("随时|(电话|提前)?预约")  # while the office is open
_TAIL = 4  # digits of a telephone number that neighbours don't share

Offer = tuple[int, int, int]
"""A service as it is filtered by: number of its item, bit mask of audiences, bit mask of days (bit 0 is Monday)."""


def homes_in_order(site: Site) -> tuple[HomeView, ...]:
    """The open homes in the order of every list: district by district, street by street."""
    return tuple(home for district in site.districts for street in district.streets for home in street.homes)


def names(site: Site) -> bytes:
    """Tables, in the order by which columns number their rows:

    `city`: its name; `functions`: code → label; `items`, `audiences`: [code, label]; `flags`: names; `districts`:
    [slug, name]; `streets`: [district, slug, name, how many homes]: homes stand street by street, so that none tells
    its own; `hours`: each way of being open once, as a page's `data-hours` has it; `offers`: [item, audiences], and
    `days`, of services, each different one once. Audiences and days are bit masks in the order of `audiences` and of
    the week. A service for nobody in particular is for everyone; one without a schedule, or at any time, is on the days
    its office is open; one whose schedule can't be read is on no day; a home none of whose services has a day has one
    more of no item and no audience, on the days its office is open. Of each, the one after the last says “none”.
    `letters` of the names, commonest first, then those of endings and other names alone; `sounds`: the ways each is
    read, parted by `/`, the usual one first; `endings` of names; `traditional` characters and their `simplified` forms;
    `heads`: telephone numbers without their last four characters, in the order in which they first come; `synonyms`:
    [words, items].

    Columns, a home after the other, numbers as `columns.pack` writes them: `names`: the letters that tell homes apart
    (+ number of endings), then the ending; `slugs`: 1 + bit mask of the syllables that a hyphen follows, 0 for a slug
    not made of the name's pinyin; `marks`: bit mask of flags; `open`: number of its hours; `services`: 1 + each offer,
    then 0; `when`: the days of each service; `head`: of its telephone, 0 for the next new one, else 1 + how many others
    came since it last did; `tails`: the last four characters as they are, padded with spaces.

    What few have, by number of the home: `phones`, where it has several or one with an extension; `slug` and `pinyin`
    (spaced by syllable) where the columns don't give them, `aliases`, `closures`: [from, to, reason] of those to come,
    `lapses`: flag → the last day on which it is true.
    """
    homes = homes_in_order(site)
    stems = [_stem(home.name) for home in homes]
    sounds = _sounds(stems, (*ENDINGS, *(name for home in homes for name in home.also_known_as)))
    offers = [_offers(home) for home in homes]
    hours = [json.dumps(list(_lines(home.office.hours))) for home in homes]
    kinds = _table(offer[:2] for each in offers for offer in each)
    days, ways = _table(offer[2] for each in offers for offer in each), _table(hours)
    slugs = [home.identity.partition("/")[2] for home in homes]
    hyphens = [_hyphens(slug, pinyin(home.name).split()) for slug, home in zip(slugs, homes, strict=True)]
    document = {
        "city": site.city.name,
        "functions": words.FUNCTIONS,
        "items": list(words.ITEMS.items()),
        "audiences": list(words.AUDIENCES.items()),
        "flags": FLAGS,
        "districts": [[d.slug, d.name] for d in site.districts],
        "streets": [
            [number, s.slug, s.name, len(s.homes)] for number, d in enumerate(site.districts) for s in d.streets
        ],
        "hours": [json.loads(way) for way in ways],
        "offers": list(kinds),
        "days": list(days),
        "letters": "".join(sounds),
        "sounds": " ".join(map("/".join, sounds.values())),
        "endings": ENDINGS,
        "traditional": TRADITIONAL,
        "simplified": SIMPLIFIED,
        **_phones([list(map(str, home.office.phones)) for home in homes]),
        "names": pack(_letters(homes, stems, list(sounds))),
        "slugs": pack(0 if mask is None else mask + 1 for mask in hyphens),
        "marks": pack(map(_flags, homes)),
        "open": pack(ways[way] for way in hours),
        "services": pack(number for each in offers for number in [*(kinds[offer[:2]] + 1 for offer in each), 0]),
        "when": pack(days[offer[2]] for each in offers for offer in each),
        "slug": {number: slug for number, slug in enumerate(slugs) if hyphens[number] is None},
        "pinyin": {
            n: own for n, home in enumerate(homes) if (own := pinyin(home.name)) != _usual_pinyin(stems[n], sounds)
        },
        "aliases": {number: " ".join(home.also_known_as) for number, home in enumerate(homes) if home.also_known_as},
        "closures": {
            number: closures for number, home in enumerate(homes) if (closures := _closures(home, site.today))
        },
        "lapses": {number: lapses for number, home in enumerate(homes) if (lapses := _lapses(home))},
        "synonyms": [[list(synonyms), list(items)] for synonyms, items in site.synonyms],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _table(values: Iterable) -> dict:
    """Value → its number, the commonest first."""
    return {
        value: number
        for number, (value, _) in enumerate(sorted(Counter(values).items(), key=lambda row: (-row[1], row[0])))
    }


# ---- names and their sound


def pinyin(name: str) -> str:
    """`枣营北里社区妇女之家` → `zao ying bei li`: the part of a name that tells homes apart."""
    return read_aloud(_stem(name))


def _stem(name: str) -> str:
    """`枣营北里社区妇女之家` → `枣营北里`; a name that is all ending stays whole."""
    return next(stem for ending in ENDINGS if name.endswith(ending) and (stem := name.removesuffix(ending)))


def _letters(homes: Sequence[HomeView], stems: list[str], alphabet: list[str]) -> Iterator[int]:
    number = {letter: len(ENDINGS) + place for place, letter in enumerate(alphabet)}
    for home, stem in zip(homes, stems, strict=True):
        yield from (number[letter] for letter in stem)
        yield ENDINGS.index(home.name.removeprefix(stem))


def _sounds(stems: Iterable[str], others: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Letter → the ways it is read, the commonest letters of the stems first."""
    return {
        letter: readings(letter)
        for letter in (*_table("".join(stems)), *sorted(set("".join(others)).difference("".join(stems))))
    }


def _usual_pinyin(stem: str, sounds: dict[str, tuple[str, ...]]) -> str:
    return " ".join(sounds[letter][0] for letter in stem if sounds[letter])


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


# ---- what it offers, when it is open


def _offers(home: HomeView) -> list[Offer]:
    open_on = _days(day for line in home.office.hours for day in line.days.days)
    found = sorted({_offer(service, open_on) for service in home.services})
    return found if any(days != _NO_DAY for _, _, days in found) else [*found, (_NO_ITEM, _NOBODY, open_on)]


def _offer(service: ServiceView, open_on: int) -> Offer:
    audience = sum(1 << _AUDIENCES.index(code) for code, _ in service.audience) or 1 << _AUDIENCES.index("everyone")
    return _ITEMS.index(service.item), audience, _service_days(service.schedule, open_on)


def _service_days(schedule: Schedule | None, open_on: int) -> int:
    if schedule is None or _ANY_TIME.fullmatch(schedule.text):
        return open_on
    return _days(schedule.days.days) if schedule.days else _NO_DAY


def _days(days: Iterable[int]) -> int:
    return sum(1 << day for day in set(days)) or _NO_DAY


def _flags(home: HomeView) -> int:
    levels = {badge.level for badge in home.badges}
    true = ("city" in levels, "district" in levels, words.ACCESSIBILITY["step-free"] in home.office.accessibility)
    return sum(1 << number for number, value in enumerate(true) if value)


def _lines(hours: Iterable[HoursLine]) -> Iterator[list]:
    for line in hours:
        yield [list(line.days.days), line.days.working, [[span.start, span.end] for span in line.spans]]


def _closures(home: HomeView, today: dt.date) -> list[list[str]]:
    return [
        [one.start.isoformat(), one.end.isoformat(), one.reason] for one in home.office.closures if one.end >= today
    ]


def _lapses(home: HomeView) -> dict[str, str]:
    return {badge.level: badge.lapses.isoformat() for badge in home.badges if badge.lapses}


def _phones(all_phones: list[list[str]]) -> dict[str, object]:
    """`heads`, `head`, `tails` and `phones`.

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
