"""Packs as tasks: one for each feature, and one for each home, which makes that of its brand too.

A task is run again when its home or feature changes; of its files those are made again of which something in them did.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from generator.content.intake import PhotoFile, home_of
from generator.documents import formats, handout
from generator.documents import packs as documents
from generator.documents.handout import PACK, WORD, Handout
from generator.media import cards, photos
from generator.media.canvas import DrawingAssets
from generator.media.cards import Card
from generator.pipeline.city_index import CityIndex
from generator.pipeline.task_runner import KeyedFile
from generator.pipeline.tasks import Task
from generator.public import facets
from generator.public.views import BadgeView, BrandView, CityView, FeatureView, HomeView, PhotoView, Picture
from generator.store import content_digest, encode

V = TypeVar("V", FeatureView, HomeView, BrandView)
PhotoFiles = Mapping[str, PhotoFile]
"""Key of a photo → its file."""


def pack_tasks(city: CityIndex, theme: Path, drawings: bytes) -> Iterator[Task]:
    """`drawings`: a digest of what cards are drawn with."""
    same = {"city": city.digests["city"], "drawings": drawings}
    for feature in city.parts["features"]:
        inputs = same | {"feature": content_digest(encode(feature))}
        yield Task(f"pack/{feature.address}", inputs, _of_feature, _FeatureLoader(city, feature, theme))
    for one, entry in city.homes.items():
        if entry.closed or not (entry.has_brand or one in city.pictures):
            continue
        own = {"own": entry.facets[facets.OWN], "pictures": content_digest(encode(city.pictures.get(one, {})))}
        badges = {"relations": content_digest(encode(city.badges.get(one, ())))}
        yield Task(f"pack/{one}", same | own | badges, _of_home, _HomeLoader(city, one, theme), home=one)


@dataclass(frozen=True)
class _FeatureLoader:
    city: CityIndex
    feature: FeatureView
    theme: Path

    def __call__(self) -> tuple[Any, ...]:
        keys = [photo.key for photo in handout.usable(self.feature.photos)]
        files = {key: self.city.homes[home].photos[key] for key in keys if (home := home_of(key))}
        return self.city.view, self.feature, files, self.theme


@dataclass(frozen=True)
class _HomeLoader:
    city: CityIndex
    identity: str
    theme: Path

    def __call__(self) -> tuple[Any, ...]:
        city, one = self.city, self.identity
        own = city.load(one, [facets.OWN])
        return (
            city.view, own, city.badges.get(one, ()), city.pictures.get(one, {}), city.homes[one].photos, self.theme,
        )  # fmt: skip


def _of_feature(city: CityView, feature: FeatureView, files: PhotoFiles, theme: Path) -> Iterator[KeyedFile]:
    """In a worker."""
    card = cards.of_page(city, _with_usable(feature))
    yield from _files(handout.of_feature(feature, city), card, _printing(files), theme)


def _of_home(
    city: CityView,
    own: Mapping[str, bytes],
    badges: tuple[BadgeView, ...],
    pictures: Mapping[str, Picture],
    files: PhotoFiles,
    theme: Path,
) -> Iterator[KeyedFile]:
    """In a worker: of the home, and of its brand."""
    home = facets.with_pictures(facets.with_field(facets.unpack(own), "badges", badges), pictures)
    shown, jpeg = _with_usable(home), _printing(files)
    if made := handout.of_home(home, city):
        yield from _files(made, cards.of_page(city, shown), jpeg, theme)
    if home.brand:
        card = cards.of_page(city, shown, _with_usable(home.brand))
        yield from _files(handout.of_brand(home.brand, city), card, jpeg, theme)


def _with_usable(view: V) -> V:
    """With those photos alone that the press may print."""
    return dataclasses.replace(view, photos=handout.usable(view.photos))


def _printing(files: PhotoFiles) -> Callable[[PhotoView], bytes]:
    """A function that makes of each of these photos once what others may print."""
    return cache(lambda photo: photos.for_print(photos.read(files[photo.key])))


def _files(made: Handout, card: Card, jpeg: Callable[[PhotoView], bytes], theme: Path) -> Iterator[KeyedFile]:
    """The article, and the pack."""
    text = content_digest(encode(made))

    def pack() -> bytes:
        picture = jpeg(card.photo) if card.photo else None
        drawn = cards.draw_png(card, picture, _drawing_assets(theme))
        return documents.write(made, [jpeg(photo) for photo in made.photos], drawn)

    yield KeyedFile(made.address + WORD, text, partial(formats.word, made))
    yield KeyedFile(made.address + PACK, content_digest(text, encode(card)), pack)


@cache
def _drawing_assets(theme: Path) -> DrawingAssets:
    return DrawingAssets(theme)
