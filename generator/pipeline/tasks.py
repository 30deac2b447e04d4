"""What a release is made of, task by task: each with a digest of everything that it is made from, and what gets it
done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import feeds, pages, search
from generator.feeds import calendar
from generator.media import badges
from generator.pages import homes
from generator.pages.render import redirect
from generator.pipeline.build_ledger import TaskEntry
from generator.pipeline.city_index import City
from generator.pipeline.entries import encode
from generator.pipeline.task_runner import Job, RenderContext, TaskOutput, as_outputs
from generator.public import facets, partial
from generator.public.city import Relations
from generator.public.kinds import BADGES, TaskKind
from generator.public.views import CityView, DistrictView, FamilyView, Picture
from generator.search import fulltext
from generator.store import content_digest

KINDS = (*pages.KINDS, *search.KINDS, *feeds.KINDS)


@dataclass(frozen=True)
class Task:
    """`inputs`: label → digest.

    `load`: everything that it declared, which `make` gets in a worker. `by_context`: pages are kept that show the same;
    else they are made anew with any input. `home`: whose pages they are. `large`: made of the whole city, so handed out
    by itself.
    """

    name: str
    inputs: Mapping[str, bytes]
    make: Callable[..., Iterable[TaskOutput]]
    load: Callable[[], tuple]
    by_context: bool = True
    home: str | None = None
    cards: Mapping[str, str] | None = None
    large: bool = False

    def reasons(self, before: TaskEntry | None, context: RenderContext, damaged: frozenset[str]) -> list[str]:
        """Which inputs changed since the task was done; nothing where its files can stay."""
        if before is None:
            return ["new"]
        now = self.all_inputs(before.templates, context)
        changed = [name for name in sorted(now | before.inputs) if now.get(name) != before.inputs.get(name)]
        return changed + (["damaged"] if damaged and not damaged.isdisjoint(before.paths) else [])

    def all_inputs(self, templates: Iterable[str], context: RenderContext) -> dict[str, bytes]:
        """With what its pages are put into: these templates, the frame."""
        used = {name for name in templates if name}
        frame = {"frame": context.frame} if used else {}
        hidden = {"withheld": content_digest(encode(context.hidden))} if context.hidden else {}
        return {
            "program": context.program,
            **hidden,
            **self.inputs,
            **frame,
            **{f"template {name}": context.closures.get(name, b"") for name in sorted(used)},
        }

    def job(self, before: TaskEntry | None, damaged: frozenset[str]) -> Job:
        """What a worker gets."""
        told = None if self.by_context else content_digest(encode(sorted(self.inputs.items())))
        before = before or TaskEntry()
        return Job(
            self.name, self.make, self.load(), told, before, damaged.intersection(before.paths), self.cards or {}
        )


# ---- kinds of pages and files


def kind_tasks(city: City, cards: Mapping[str, str]) -> Iterator[Task]:
    """One for each kind, or for each district or street of a kind. `cards` of features: page → address."""
    for kind in KINDS:
        if kind.each == "district":
            yield from (_kind_task(city, kind, cards, district, None) for district in city.areas)
        elif kind.each == "street":
            yield from (
                _kind_task(city, kind, cards, district, street.slug)
                for district in city.areas
                for street in district.streets
            )
        else:
            yield _kind_task(city, kind, cards, None, None)


def _kind_task(
    city: City, kind: TaskKind, cards: Mapping[str, str], district: DistrictView | None, street: str | None
) -> Task:
    names = ("name", *kind.facets) if kind.facets else ()
    scope = (kind.each, district and district.slug, street)
    chosen = _homes(city, kind, district, street) if names else []
    known = {name: city.digests[name] for name in kind.parts if name not in ("places", "areas")}
    inputs = {"city": city.digests["city"], **known}
    places = _places(city, kind, district, street)
    if places:
        inputs["areas" if "areas" in kind.parts else "places"] = content_digest(encode(_declared(kind, places)))
    inputs |= {f"homes.{name}": city.fold(scope, chosen, name) for name in names}
    own = cards if "features" in kind.parts else {}
    if own:
        inputs["cards"] = content_digest(encode(sorted(own.items())))
    if {"photos", "brand", "families", "activities"}.intersection(names):
        inputs["homes.pictures"] = city.fold(scope, chosen, "pictures")

    def load() -> tuple:
        told = [(one, city.load(one, [name for name in names if name != BADGES])) for one in chosen]
        held = {one: city.badges.get(one, ()) for one in chosen} if BADGES in names else None
        pictures = (
            {one: city.pictures[one] for one in chosen if one in city.pictures} if "homes.pictures" in inputs else {}
        )
        parts = {name: city.parts[name] for name in kind.parts if name not in ("places", "areas")}
        return kind, city.view, parts, places, bool(district), street, told, held, pictures

    name = "/".join(filter(None, (kind.name, district and district.slug, street)))
    return Task(name, inputs, _make_kind, load, kind.by_context, cards=own, large=district is None)


def _homes(city: City, kind: TaskKind, district: DistrictView | None, street: str | None) -> Sequence[str]:
    if street:
        return city.in_street.get((district.slug, street), [])
    if district:
        return city.in_district.get(district.slug, [])
    return (
        {"highlights": city.highlights, "specimens": city.specimens}.get(kind.each)
        if kind.each != "city"
        else list(city.homes)
    )


def _places(city: City, kind: TaskKind, district: DistrictView | None, street: str | None) -> tuple[DistrictView, ...]:
    """The districts that a task knows; of a street's no other street."""
    if district is None and not {"places", "areas"}.intersection(kind.parts):
        return ()
    found = (district,) if district else city.areas
    if street:
        found = (partial.with_streets(district, [one for one in district.streets if one.slug == street]),)
    return found


def _declared(kind: TaskKind, places: Iterable[DistrictView]) -> list[DistrictView]:
    return list(places if "areas" in kind.parts else map(partial.names_only, places))


def _make_kind(
    kind: TaskKind,
    view: CityView,
    parts: Mapping[str, Any],
    places: Sequence[DistrictView],
    of_district: bool,
    street: str | None,
    homes: Sequence[tuple[str, Mapping[str, bytes]]],
    held: Mapping[str, tuple] | None,
    pictures: Mapping[str, Mapping[str, Picture]],
) -> Iterator[TaskOutput]:
    """In a worker."""
    shown = []
    for one, told in homes:
        home = facets.with_pictures(facets.unpack(told), pictures.get(one, {}))
        shown.append(home if held is None else facets.with_field(home, BADGES, held[one]))
    known = dict(parts)
    if "today" in known:
        known["as_of"] = known.pop("today")
    if "figures" in known:
        known["figures"], known["function_counts"], known["newest"] = known.pop("figures")
    site = partial.partial_site(shown, _declared(kind, places), city=view, **known)
    given = (site, *site.districts[:1]) if of_district else (site,)
    yield from as_outputs(kind.make(*given, *(site.districts[0].streets if street else ())))


# ---- homes


def home_tasks(city: City, cards: Mapping[str, Mapping[str, str]]) -> Iterator[Task]:
    """One for each home: its own pages and files. `cards`: home → page → address."""
    pictured = {one: content_digest(encode(made)) for one, made in city.pictures.items()}
    for one, entry in city.homes.items():
        related = city.relations(one)
        years = sorted({honoured.year for honoured in entry.roll})
        inputs = {
            "city": city.digests["city"],
            "own": entry.digests[facets.OWN],
            "relations": content_digest(encode(related)),
        }
        if years:
            inputs["best"] = content_digest(*(city.top_family_digests[year] for year in years))
        if one in pictured:
            inputs["pictures"] = pictured[one]
        if one in cards:
            inputs["cards"] = content_digest(encode(sorted(cards[one].items())))
        yield Task(
            f"home/{one}",
            inputs,
            _make_home,
            _HomeLoad(city, one, related, years),
            by_context=False,
            home=one,
            cards=cards.get(one),
        )


@dataclass(frozen=True)
class _HomeLoad:
    city: City
    identity: str
    related: Relations
    years: Sequence[int]

    def __call__(self) -> tuple:
        best = {year: self.city.top_families[year] for year in self.years}
        own = self.city.load(self.identity, [facets.OWN])
        return self.city.view, own, self.related, best, self.city.pictures.get(self.identity, {})


def _make_home(
    city: CityView,
    own: Mapping[str, bytes],
    related: Relations,
    best: Mapping[int, tuple[FamilyView, ...]],
    pictures: Mapping[str, Picture],
) -> Iterator[TaskOutput]:
    """In a worker: everything that a home publishes by itself."""
    home = facets.with_pictures(related.with_relations(facets.unpack(own)), pictures)
    yield from homes.pages(home, city, best)
    yield from calendar.home_calendars(home, city)
    yield from badges.files(home, city)
    if home.closed_on is None:
        yield f"{home.address}{fulltext.TEXT_FILE}", fulltext.search_text(home).encode()


# ---- files that are no pages of ours


def files_task(name: str, files: Mapping[str, bytes | Path]) -> Task:
    """Files that are there already. Those that lie in a folder are named by their content."""
    told = [(path, data if isinstance(data, bytes) else b"") for path, data in sorted(files.items())]
    return Task(name, {"files": content_digest(encode(told))}, _given, lambda: (list(files.items()),))


def _given(items: Iterable[TaskOutput]) -> Iterable[TaskOutput]:
    return items


def redirects_task(city: City) -> Task:
    """Pages at former addresses."""
    moved = city.parts["redirects"]
    return Task("redirects", {"redirects": city.digests["redirects"]}, _redirects, lambda: (moved,))


def _redirects(moved: Mapping[str, str]) -> Iterator[TaskOutput]:
    yield from ((f"{old}index.html", redirect(old, new)) for old, new in moved.items())


def index_task(streets: Mapping[tuple[str, str], bytes], lines: Callable[[tuple[str, str]], bytes], city: City) -> Task:
    """The full-text index, from the lines of every street and what is told of no home."""
    told = fulltext.city_search_text(
        partial.partial_site((), (), features=city.parts["features"], brands=city.parts["brands"])
    )
    inputs = {"streets": content_digest(encode(list(streets.items()))), "city": content_digest(told.encode())}
    shards = fulltext.shard_count(len(city.open))
    return Task("fulltext", inputs, _index, lambda: ([lines(street) for street in streets], told, shards), large=True)


def _index(streets: Sequence[bytes], told: str, shards: int) -> Iterator[TaskOutput]:
    yield from fulltext.merge_shards(lines.split(b"\n") for lines in (*streets, fulltext.city_lines(told, shards)))
