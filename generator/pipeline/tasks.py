"""The tasks of a release, each with digests of its inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import feeds, pages, search
from generator.feeds import atom, calendar
from generator.media import badges
from generator.pages import homes
from generator.pages.render import redirect
from generator.pipeline.build_ledger import TaskEntry
from generator.pipeline.city_index import CityIndex
from generator.pipeline.task_runner import Job, RenderContext, TaskOutput, as_outputs
from generator.public import facets, partial
from generator.public.city import Relations
from generator.public.kinds import BADGES, TaskKind
from generator.public.open_data.declared import MAX_WHOLE
from generator.public.views import BadgeView, CityView, DistrictView, ExportedFile, FamilyView, FeatureView, Picture
from generator.search import fulltext
from generator.store import content_digest, encode

KINDS: tuple[TaskKind, ...] = (*pages.KINDS, *search.KINDS, *feeds.KINDS)
_WITH_PICTURES = {"photos", "brand", "families", "activities"}  # facets that show pictures


@dataclass(frozen=True)
class Task:
    """`inputs`: label → digest. `load` returns the arguments of `make`, which runs in a worker.

    `by_context`: a page is rendered again only when its context changes, otherwise with any input. `home`: whose pages
    they are. `cards`: page → address of its own share card. `large`: needs a district or the whole city.
    """

    name: str
    inputs: Mapping[str, bytes]
    make: Callable[..., Iterable[TaskOutput]]
    load: Callable[[], tuple[Any, ...]]
    by_context: bool = True
    home: str | None = None
    cards: Mapping[str, str] | None = None
    large: bool = False

    def reasons(self, before: TaskEntry | None, context: RenderContext, damaged: frozenset[str]) -> list[str]:
        """The inputs that changed since the task was last run; empty where its files can stay."""
        if before is None:
            return ["new"]
        now = self.all_inputs(before.templates, context)
        changed = [name for name in sorted(now | before.inputs) if now.get(name) != before.inputs.get(name)]
        return changed + (["damaged"] if damaged and not damaged.isdisjoint(before.paths) else [])

    def all_inputs(self, templates: Iterable[str], context: RenderContext) -> dict[str, bytes]:
        """With the inputs of rendering these templates."""
        used = sorted({name for name in templates if name})
        inputs = {"program": context.program}
        if context.hidden:
            inputs["withheld"] = content_digest(encode(context.hidden))
        inputs |= self.inputs
        if used:
            inputs["frame"] = context.frame
        return inputs | {f"template {name}": context.closures.get(name, b"") for name in used}

    def job(self, before: TaskEntry | None, damaged: frozenset[str]) -> Job:
        """For a worker, with its arguments loaded."""
        page_inputs = None if self.by_context else content_digest(encode(sorted(self.inputs.items())))
        before = before or TaskEntry()
        damaged = damaged.intersection(before.paths)
        return Job(self.name, self.make, self.load(), page_inputs, before, damaged, self.cards or {})


# ---- kinds of pages and files


def export_tasks(city: CityIndex) -> Iterator[Task]:
    """Those that make the files of the open data."""
    yield from _kind_tasks(city, (kind for kind in KINDS if kind.is_exported), {}, {})


def kind_tasks(
    city: CityIndex, cards: Mapping[str, str], packs: Mapping[str, int], exports: Mapping[str, ExportedFile]
) -> Iterator[Task]:
    """One for each other kind, or for each district or street of a kind. `cards`: page of a feature → address;
    `packs`: path of what may be taken away of features → bytes; `exports`: path → file of the open data.
    """
    files = {"packs": packs, "exports": exports}
    yield from _kind_tasks(city, (kind for kind in KINDS if not kind.is_exported), cards, files)


def _kind_tasks(
    city: CityIndex, kinds: Iterable[TaskKind], cards: Mapping[str, str], files: Mapping[str, Mapping[str, object]]
) -> Iterator[Task]:
    for kind in kinds:
        if kind.licensed and city.view.licence is None:
            continue
        for place in _places(city, kind):
            yield _kind_task(city, kind, place, cards, files)


@dataclass(frozen=True)
class _Place:
    """What a task is for: the city, or a district, or a street of a district."""

    district: DistrictView | None = None
    street: str | None = None

    @property
    def slugs(self) -> list[str]:
        return [slug for slug in (self.district and self.district.slug, self.street) if slug]

    def districts(self, city: CityIndex, kind: TaskKind) -> tuple[DistrictView, ...]:
        """The districts that the task may show; for a street, with no other street."""
        if self.district is None:
            return city.areas if {"places", "areas"}.intersection(kind.parts) else ()
        if self.street is None:
            return (self.district,)
        streets = [one for one in self.district.streets if one.slug == self.street]
        return (partial.with_streets(self.district, streets),)

    def homes(self, city: CityIndex, kind: TaskKind) -> Sequence[str]:
        if self.district and self.street:
            return city.in_street.get((self.district.slug, self.street), [])
        if self.district:
            return city.in_district.get(self.district.slug, [])
        if kind.each == "highlights":
            return city.highlights
        if kind.each == "small-city" and len(city.open) > MAX_WHOLE:
            return ()
        return city.specimens if kind.each == "specimens" else list(city.homes)


def _places(city: CityIndex, kind: TaskKind) -> list[_Place]:
    if kind.each == "district":
        return [_Place(district) for district in city.areas]
    if kind.each == "street":
        return [_Place(district, street.slug) for district in city.areas for street in district.streets]
    return [_Place()]


def _kind_task(
    city: CityIndex,
    kind: TaskKind,
    place: _Place,
    cards: Mapping[str, str],
    files: Mapping[str, Mapping[str, object]],
) -> Task:
    names = ("name", *kind.facets) if kind.facets else ()
    scope = (kind.each, *place.slugs)
    chosen = place.homes(city, kind) if names else []
    part_names = [name for name in kind.parts if name not in ("places", "areas", *files)]
    parts = {name: city.parts[name] for name in part_names}
    inputs = {"city": city.digests["city"], **{name: city.digests[name] for name in part_names}}
    for name in files.keys() & kind.parts:
        parts[name] = files[name]
        inputs[name] = content_digest(encode(sorted(files[name].items())))
    districts = place.districts(city, kind)
    if districts:
        label = "areas" if "areas" in kind.parts else "places"
        inputs[label] = content_digest(encode(_declared(kind, districts)))
    inputs |= {f"homes.{name}": city.homes_digest(scope, chosen, name) for name in names}
    own_cards = cards if "features" in kind.parts else {}
    if own_cards:
        inputs["cards"] = content_digest(encode(sorted(own_cards.items())))
    with_pictures = not _WITH_PICTURES.isdisjoint(names)
    if with_pictures:
        inputs["homes.pictures"] = city.homes_digest(scope, chosen, "pictures")

    def load() -> tuple[_KindInputs]:
        return (
            _KindInputs(
                kind,
                city.view,
                parts,
                districts,
                place.district is not None,
                place.street,
                [(one, city.load(one, [name for name in names if name != BADGES])) for one in chosen],
                {one: city.badges.get(one, ()) for one in chosen} if BADGES in names else None,
                {one: city.pictures[one] for one in chosen if one in city.pictures} if with_pictures else {},
            ),
        )

    name = "/".join((kind.name, *place.slugs))
    return Task(name, inputs, _make_kind, load, kind.by_context, cards=own_cards, large=place.street is None)


def _declared(kind: TaskKind, places: Iterable[DistrictView]) -> list[DistrictView]:
    return list(places if "areas" in kind.parts else map(partial.names_only, places))


@dataclass(frozen=True)
class _KindInputs:
    """What a task of a kind declared, and nothing else: `homes` with their packed facets."""

    kind: TaskKind
    view: CityView
    parts: Mapping[str, Any]
    districts: Sequence[DistrictView]
    of_district: bool
    street: str | None
    homes: Sequence[tuple[str, Mapping[str, bytes]]]
    badges: Mapping[str, tuple[BadgeView, ...]] | None
    pictures: Mapping[str, Mapping[str, Picture]]


def _make_kind(given: _KindInputs) -> Iterator[TaskOutput]:
    """In a worker."""
    shown = []
    for one, packed in given.homes:
        home = facets.with_pictures(facets.unpack(packed), given.pictures.get(one, {}))
        shown.append(home if given.badges is None else facets.with_field(home, BADGES, given.badges[one]))
    fields = dict(given.parts)
    for day in ("today", "year"):
        if day in fields:
            fields["as_of"] = fields.pop(day)
    if "figures" in fields:
        fields["figures"], fields["function_counts"], fields["newest"] = fields.pop("figures")
    site = partial.partial_site(shown, _declared(given.kind, given.districts), city=given.view, **fields)
    arguments: list[object] = [site]
    if given.of_district:
        arguments += site.districts[:1]
    if given.street:
        arguments += site.districts[0].streets
    yield from as_outputs(given.kind.make(*arguments))


# ---- homes


def home_tasks(
    city: CityIndex, cards: Mapping[str, Mapping[str, str]], packs: Mapping[str, Mapping[str, int]]
) -> Iterator[Task]:
    """One for each home: its own pages and files. `cards`: home → page → address; `packs`: home → path of what may be
    taken away → bytes.
    """
    for one, entry in city.homes.items():
        related = city.relations(one)
        years = sorted({rank.year for rank in entry.family_ranks})
        inputs = {
            "city": city.digests["city"],
            "own": entry.facets[facets.OWN],
            "relations": content_digest(encode(related)),
        }
        if years:
            inputs["best"] = content_digest(*(city.top_family_digests[year] for year in years))
        features = city.features_of.get(one, ())
        if features:
            inputs["features"] = content_digest(encode(features))
        if one in city.pictures:
            inputs["pictures"] = content_digest(encode(city.pictures[one]))
        if one in cards:
            inputs["cards"] = content_digest(encode(sorted(cards[one].items())))
        taken = packs.get(one, {})
        if taken:
            inputs["packs"] = content_digest(encode(sorted(taken.items())))
        load = _HomeLoader(city, one, related, years, features, taken)
        yield Task(f"home/{one}", inputs, _make_home, load, by_context=False, home=one, cards=cards.get(one))


@dataclass(frozen=True)
class _HomeLoader:
    city: CityIndex
    identity: str
    related: Relations
    years: Sequence[int]
    features: tuple[FeatureView, ...]
    packs: Mapping[str, int]

    def __call__(self) -> tuple[object, ...]:
        """The arguments of `_make_home`."""
        top_families = {year: self.city.top_families[year] for year in self.years}
        own = self.city.load(self.identity, [facets.OWN, facets.TEXT])
        pictures = self.city.pictures.get(self.identity, {})
        return self.city.view, own, self.related, top_families, pictures, self.features, self.packs


def _make_home(
    city: CityView,
    own: Mapping[str, bytes],
    related: Relations,
    top_families: Mapping[int, tuple[FamilyView, ...]],
    pictures: Mapping[str, Picture],
    features: tuple[FeatureView, ...],
    packs: Mapping[str, int],
) -> Iterator[TaskOutput]:
    """In a worker: everything that a home publishes by itself."""
    home = facets.with_pictures(related.with_relations(facets.unpack(own)), pictures)
    yield from homes.pages(home, city, top_families, packs)
    yield from calendar.home_calendars(home, city)
    yield from atom.of_home(home, city, features)
    yield from badges.files(home, city)
    if home.closed_on is None:
        yield f"{home.address}{fulltext.TEXT_FILE}", own[facets.TEXT]


# ---- other files


def files_task(name: str, files: Mapping[str, bytes | Path]) -> Task:
    """Files that exist already, as bytes or in a folder; the names of the latter contain their digests."""
    data = [(path, data if isinstance(data, bytes) else b"") for path, data in sorted(files.items())]
    return Task(name, {"files": content_digest(encode(data))}, _unchanged, lambda: (list(files.items()),))


def _unchanged(outputs: Iterable[TaskOutput]) -> Iterable[TaskOutput]:
    return outputs


def redirects_task(city: CityIndex) -> Task:
    """Pages at former addresses."""
    moved = city.parts["redirects"]
    return Task("redirects", {"redirects": city.digests["redirects"]}, _redirects, lambda: (moved,))


def _redirects(moved: Mapping[str, str]) -> Iterator[TaskOutput]:
    yield from ((f"{old}index.html", redirect(old, new)) for old, new in moved.items())
