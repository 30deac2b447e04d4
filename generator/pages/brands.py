"""Brands to find: all of them, and those of a function, a district, a level, some years, or of two of these."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from generator.model import vocabulary as words
from generator.model.wording import Wording
from generator.pages.page import Page
from generator.pages.words import figure
from generator.public.brands import level_labels
from generator.public.views import BrandView, Link, Site

PAGE_SIZE = 50
CHOSEN = "chosen"
"""What is chosen to be spread, beside the levels."""
_SPANS = 4  # into which the years are cut in which brands began
_MAX_CARDS = 12
_FEW = 5  # found: then others are shown too
_MAX_OTHERS = 6
_ROOT = "brands/"
_CALLED = re.compile(f"(?:{'|'.join(words.HOME_NAMES)})$")
_ORDER = ("function", "district", "level", "since")


@dataclass(frozen=True, slots=True)
class Row:
    """A brand as a list has it. `figure`: number, unit and what it counts; `group`: under which heading it stands."""

    title: str
    address: str
    summary: str
    owner: str
    since: int | None
    functions: str
    figure: tuple[str, str, str]
    group: str
    chosen: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen. `part`: of the address; `address`: where the choice leads, empty where nothing is found."""

    label: str
    part: str
    count: int = 0
    address: str = ""
    current: bool = False


Chosen = Mapping[str, str]
"""Dimension → part of the address, for those that are chosen."""


@dataclass(frozen=True)
class _Found:
    """A brand with what it is found by."""

    brand: BrandView
    parts: Mapping[str, tuple[str, ...]]
    """Dimension → the parts of addresses under which it stands."""

    def suits(self, chosen: Chosen) -> bool:
        return all(part in self.parts[name] for name, part in chosen.items())


def pages(site: Site) -> Iterator[Page]:
    """Every list that is not empty, in pages of fifty."""
    finder = _Finder(site)
    yield from finder.lists({})
    options = finder.options
    for one in _ORDER:
        for first in options[one]:
            yield from finder.lists({one: first.part})
    for one, other in combinations(_ORDER, 2):
        for first in options[one]:
            for second in options[other]:
                yield from finder.lists({one: first.part, other: second.part})


def address(chosen: Chosen) -> str:
    return _ROOT + "".join(f"{chosen[name]}/" for name in _ORDER if name in chosen)


class _Finder:
    """Finds brands, and counts what each further choice would leave."""

    def __init__(self, site: Site):
        self._site = site
        order = {district.address: number for number, district in enumerate(site.districts)}
        levels = list(words.BRAND_LEVELS)
        spans = _spans(brand.since for brand in site.brands if brand.since)

        def rank(brand: BrandView) -> tuple[int, int, int, str]:
            latest = brand.chosen[0][0] if brand.chosen else 0
            return (-latest, -levels.index(brand.level), order.get(brand.district.address, 0), brand.address)

        self._all = [_found(brand, spans) for brand in sorted(site.brands, key=rank)]
        labels = level_labels(site.city.standard)
        self.options: dict[str, list[Choice]] = {
            "function": [Choice(label, code) for code, label in site.city.standard.function_labels.items()],
            "district": [Choice(one.name, f"in-{one.slug}") for one in site.districts],
            "level": [
                Choice("中选", CHOSEN),
                *(Choice(labels[level], f"{level}-level") for level in reversed(levels)),
            ],
            "since": [Choice(_span_label(span), f"since-{span[0]}-{span[1]}") for span in spans],
        }
        self._labels = {choice.part: choice.label for choices in self.options.values() for choice in choices}
        self._counts = self._count()

    def _count(self) -> Counter[tuple[tuple[str, str], ...]]:
        """Choices, in their order → how many brands suit, of up to two choices."""
        counts: Counter[tuple[tuple[str, str], ...]] = Counter()
        for found in self._all:
            own = [(name, part) for name in _ORDER for part in found.parts[name]]
            counts[()] += 1
            counts.update((one,) for one in own)
            counts.update(pair for pair in combinations(own, 2) if pair[0][0] != pair[1][0])
        return counts

    def count(self, chosen: Chosen) -> int:
        return self._counts[tuple((name, chosen[name]) for name in _ORDER if name in chosen)]

    def lists(self, chosen: Chosen) -> Iterator[Page]:
        total = self.count(chosen)
        if not total and chosen.keys() - {"function"}:
            return  # those of a function have a page in any case
        found = [one.brand for one in self._all if one.suits(chosen)]
        cards = [brand for brand in found if brand.chosen][:_MAX_CARDS] if not chosen else []
        cards.sort(key=lambda brand: (not brand.photos, -brand.chosen[0][0]))
        shown = [*cards, *(brand for brand in found if brand not in cards)]
        turns = range(max(1, -(-len(shown) // PAGE_SIZE)))
        for number in turns:
            here = shown[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
            own = tuple(cards) if number == 0 else ()
            yield self._page(chosen, total, own, tuple(map(_row, here[len(own) :])), number, len(turns))

    def _page(
        self, chosen: Chosen, total: int, cards: tuple[BrandView, ...], rows: tuple[Row, ...], number: int, count: int
    ) -> Page:
        title, word = self._title(chosen), Wording(self._site.city.standard)
        turn = f"（第 {number + 1} 页）" if number else ""
        return Page(
            _turn(chosen, number),
            f"{title}{turn}" if chosen else word("一{district}一品、一镇一品、一家一品") + turn,
            f"{title}，共 {total} 个。看别人怎么做，来体验，也可以照着做。",
            "brands.html",
            {
                "title": title,
                "total": total,
                "cards": cards,
                "rows": rows,
                "filters": {name: self._filter(chosen, name) for name in _ORDER},
                "said": {name: self._labels[part] for name, part in chosen.items()},
                "wider": tuple(self._wider(chosen)),
                "others": self._others(chosen) if total < _FEW else (),
                "number": number + 1,
                "count": count,
                "before": _turn(chosen, number - 1) if number else "",
                "after": _turn(chosen, number + 1) if number + 1 < count else "",
            },
            (Link("品牌", _ROOT),) if chosen else (),
        )

    def _title(self, chosen: Chosen) -> str:
        if not chosen:
            return "各有各的拿手活"
        said = [self._labels[chosen[name]] for name in ("district", "since", "level", "function") if name in chosen]
        return f"{'，'.join(said)}的品牌"

    def _filter(self, chosen: Chosen, name: str) -> tuple[Choice, ...]:
        """What may be chosen of a dimension beside the choices of the others, of which one more is allowed."""
        others = {one: part for one, part in chosen.items() if one != name}
        if len(others) > 1:
            return ()
        made = []
        for choice in self.options[name]:
            wanted = {**others, name: choice.part}
            count, current = self.count(wanted), chosen.get(name) == choice.part
            made.append(replace(choice, count=count, address=address(wanted) if count else "", current=current))
        every = Choice("", "", self.count(others), address(others), name not in chosen)
        return (every, *made)

    def _wider(self, chosen: Chosen) -> Iterator[tuple[str, str, int]]:
        """(what, address, count) of the lists that this one is a part of."""
        for name in chosen:
            if others := {one: part for one, part in chosen.items() if one != name}:
                yield self._title(others), address(others), self.count(others)
        if chosen:
            yield "全部品牌", _ROOT, self.count({})

    def _others(self, chosen: Chosen) -> tuple[Row, ...]:
        """Those of other districts that suit all the same."""
        if "district" not in chosen or len(chosen) < 2:
            return ()
        rest = {name: part for name, part in chosen.items() if name != "district"}
        found = (one.brand for one in self._all if one.suits(rest) and not one.suits(chosen))
        return tuple(row for row, _ in zip(map(_row, found), range(_MAX_OTHERS), strict=False))


def _found(brand: BrandView, spans: Sequence[tuple[int, int]]) -> _Found:
    since = brand.since
    span = next((span for span in spans if since and span[0] <= since <= span[1]), None)
    return _Found(
        brand,
        {
            "function": tuple(code for code, _ in brand.functions),
            "district": (f"in-{brand.district.address.split('/')[1]}",),
            "level": (f"{brand.level}-level", *((CHOSEN,) if brand.chosen else ())),
            "since": (f"since-{span[0]}-{span[1]}",) if span else (),
        },
    )


def _turn(chosen: Chosen, number: int) -> str:
    return address(chosen) + (f"page-{number + 1}/" if number else "")


def _spans(years: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Years in which something began, cut into a few spans with about as many in each."""
    counts = sorted(Counter(years).items())
    spans: list[tuple[int, int]] = []
    left, held, first = sum(count for _, count in counts), 0, None
    for number, (year, count) in enumerate(counts):
        first = first if first is not None else year
        held += count
        if held >= left / (_SPANS - len(spans)) or number == len(counts) - 1:
            spans.append((first, year))
            left, held, first = left - held, 0, None
    return tuple(spans)


def _span_label(span: tuple[int, int]) -> str:
    return f"{span[0]} 年起" if span[0] == span[1] else f"{span[0]}–{span[1]} 年起"


def _row(brand: BrandView) -> Row:
    owner = _CALLED.sub("", brand.owner.name) if brand.level == "home" else brand.owner.name
    return Row(
        brand.title,
        brand.address,
        brand.summary,
        owner if brand.owner.name == brand.district.name else f"{brand.district.name} · {owner}",
        brand.since,
        "、".join(label for _, label in brand.functions),
        figure(brand.results[0][1], brand.results[0][0]) if brand.results else ("", "", ""),
        "中选" if brand.chosen else brand.level_label,
        brand.chosen[0][0] if brand.chosen else None,
    )
