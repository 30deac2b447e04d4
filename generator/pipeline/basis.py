"""What a release rests on, noted with it: as much of every home as the next build needs to leave it alone, and of the city as much
as a home's own pages show.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from generator.pages import homes
from generator.pages.page import Shell
from generator.pipeline.data_pages import Frame, Note, Notes
from generator.pipeline.known import Reading
from generator.public.city import Joint
from generator.public.views import DistrictView, Picture, Site
from generator.store import State

_NOTE = "basis"


@dataclass(frozen=True)
class HomeBasis:
    """Of one home: `outline` and `digest` as in `HomeRead`, what joined it to others, the note of its files."""

    outline: str
    digest: str
    joint: Joint
    note: Note


@dataclass(frozen=True)
class Basis:
    """`homes` by identity, packed: of most of them nothing is asked. `site` is what a home's own pages show of the city: of districts
    no more than their names, of families those that are read next, with `pictures` of them. `changes`: when what is said of a home
    changes by itself, by identity, "" being the city.
    """

    homes: dict[str, msgspec.Raw]
    streets: list[list[str]]
    site: Site
    pictures: dict[str, Picture]
    shell: Shell
    assets: dict[str, str]
    cards: dict[str, str]
    changes: dict[str, str]

    def home(self, identity: str) -> HomeBasis:
        return _HOME.decode(self.homes[identity])

    def amended(self, homes: Mapping[str, HomeBasis], changes: Mapping[str, str]) -> Basis:
        """The same where of some homes something else is known."""
        packed = {one: _packed(home) for one, home in homes.items()}
        return dataclasses.replace(self, homes=self.homes | packed, changes=self.changes | changes)


def _packed(home: HomeBasis) -> msgspec.Raw:
    return msgspec.Raw(_ENCODER.encode(home))


_HOME, _BASIS, _ENCODER = msgspec.msgpack.Decoder(HomeBasis), msgspec.msgpack.Decoder(Basis), msgspec.msgpack.Encoder()


def of(reading: Reading, frame: Frame, notes: Notes) -> Basis:
    """What a release rests on."""
    site = reading.site
    read = {one: reading.homes[one] for one in reading.used}
    known = {one: _packed(HomeBasis(home.outline, home.digest, reading.joints[one], notes[one])) for one, home in read.items()}
    best = tuple(family for families in homes.foremost(site).values() for family in families)
    photos = [family.photo.key for family in best if family.photo]
    pictures = {key: frame.media.pictures[key] for key in photos if key in frame.media.pictures}
    districts = tuple(DistrictView(district.slug, district.name, district.address) for district in site.districts)
    shown = Site(site.moment, site.city, (), districts, families=best)
    return Basis(known, reading.streets, shown, pictures, frame.shell, frame.assets.addresses, frame.drawn.addresses, reading.changes)


def remember(basis: Basis, state: State) -> None:
    """Notes it with the live release."""
    state.remember(_NOTE, _ENCODER.encode(basis))


def recall(state: State) -> Basis | None:
    """What the live release rests on; None where nothing is known of it, or the program that noted it was another."""
    note = state.recall(_NOTE)
    try:
        return _BASIS.decode(note) if note else None
    except msgspec.ValidationError:
        return None


def notes(state: State) -> Notes:
    """The notes of the files of every home in the live release."""
    basis = recall(state)
    return {one: basis.home(one).note for one in basis.homes} if basis else {}
