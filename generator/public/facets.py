"""Facets: the parts of a home's view that pages of others show, each packed and compared by itself, the whole view for
its own pages, and its words for the search.

A page that shows names only does not depend on telephone numbers and can't show one: reading a field of a view that was
not unpacked raises AttributeError. Facets are MessagePack with typed decoders; the same view gives the same bytes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from functools import cache
from types import GenericAlias
from typing import Any, get_type_hints

import msgspec

from generator.public.views import HomeView, PhotoView, Picture

FIELDS = {
    "name": ("identity", "address", "name", "street", "district", "closed_on", "uid"),
    "words": ("also_known_as", "summary"),
    "profile": ("kind", "kind_label", "founded", "federation", "venue"),
    "office": ("office",),
    "services": ("services",),
    "photos": ("photos",),
    "dated": ("newest",),
    "brand": ("brand",),
    "families": ("families",),
    "activities": ("activities",),
}
"""Facet → the fields of a `HomeView` in it. Without prose: stories are shown on the home's own pages alone."""
OWN = "own"
"""The facet that holds the whole view, without `Relations`."""
TEXT = "text"
"""The facet that holds what the full-text search finds of a home, as `search.fulltext.search_text` writes it, in UTF-8:
days change the view and hardly ever a word of it.
"""

_ENCODER = msgspec.msgpack.Encoder()
_OWN = msgspec.msgpack.Decoder(HomeView)


def pack(view: HomeView) -> dict[str, bytes]:
    """Every facet that is cut from a home's view; what reads homes adds `TEXT`."""
    shown = _without_prose(view)
    facets = {
        name: _ENCODER.encode(tuple(getattr(shown, field) for field in fields)) for name, fields in FIELDS.items()
    }
    return facets | {OWN: _ENCODER.encode(view)}


def unpack(facets: Mapping[str, bytes]) -> HomeView:
    """A view with the fields of these facets. Raises `ValueError` if another version of the program packed them."""
    if OWN in facets:
        return _OWN.decode(facets[OWN])
    view = object.__new__(HomeView)
    for name, data in facets.items():
        for field, value in zip(FIELDS[name], _decoder(name).decode(data), strict=True):
            object.__setattr__(view, field, value)
    return view


def with_field(view: HomeView, name: str, value: object) -> HomeView:
    """Sets a field of a view in place, which no other code may hold yet."""
    object.__setattr__(view, name, value)
    return view


def with_pictures(view: HomeView, pictures: Mapping[str, Picture]) -> HomeView:
    """Sets the pictures of photos, by key, in a view in place, which no other code may hold yet."""
    for field in ("photos", "brand", "families", "activities") if pictures else ():
        if hasattr(view, field):
            object.__setattr__(view, field, _pictured(getattr(view, field), pictures))
    return view


def _pictured(value: Any, pictures: Mapping[str, Picture]) -> Any:
    if isinstance(value, PhotoView):
        return dataclasses.replace(value, picture=pictures.get(value.key))
    if isinstance(value, tuple):
        return tuple(_pictured(item, pictures) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        name: _pictured(getattr(value, name), pictures) for name in ("photo", "photos") if getattr(value, name, None)
    }
    return dataclasses.replace(value, **changed) if changed else value


def shown_photos(view: HomeView) -> Iterable[PhotoView]:
    """Every photo that any page shows of a home."""
    yield from view.photos
    yield from (family.photo for family in view.families if family.photo)


@cache
def _decoder(facet: str) -> msgspec.msgpack.Decoder[tuple[object, ...]]:
    hints = get_type_hints(HomeView)
    return msgspec.msgpack.Decoder(GenericAlias(tuple, tuple(hints[field] for field in FIELDS[facet])))


def _without_prose(home: HomeView) -> HomeView:
    """Replaces prose by a placeholder that still says whether there is any."""
    return dataclasses.replace(
        home,
        brand=home.brand and dataclasses.replace(home.brand, story=""),
        families=tuple(dataclasses.replace(family, story="…" if family.story else "") for family in home.families),
        activities=tuple(
            dataclasses.replace(activity, body="") if activity.body else activity for activity in home.activities
        ),
    )
