"""Some homes by themselves, in a city of which no more is known than their own pages show: what the live release rests on tells it."""

from __future__ import annotations

import dataclasses
from collections import ChainMap
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.catalogue.assessment import Assessment
from generator.content import intake
from generator.model.load import joined, load_federation
from generator.pages.assets import Assets
from generator.pages.homes import foremost
from generator.pipeline import withdrawn
from generator.pipeline.basis import Basis
from generator.pipeline.data_pages import Frame, Listed, files_of, listed_of
from generator.pipeline.drawings import Cards
from generator.pipeline.failures import Excuses
from generator.pipeline.good import Keeper, LastGood
from generator.pipeline.known import HomeRead, Reading
from generator.pipeline.order import Order
from generator.pipeline.photos import media_of
from generator.pipeline.reading import Reader, nowhere
from generator.pipeline.reuse import Reuse
from generator.pipeline.unchanged import Inputs
from generator.store import State
from generator.workers import Lost, Workers

Files = Mapping[str, bytes]
"""Path → bytes of what a home publishes by itself."""


class Alone:
    """`basis` is of the live release. Given a `keeper`, homes are kept for the next build as in a whole one, told by their `inputs`.

    Raises `CityUnreadable`.
    """

    def __init__(self, order: Order, theme: Path, state: State, basis: Basis, inputs: Inputs, keeper: Keeper | None = None):
        self._city, good = intake.take_city(order.content, order.only), LastGood(state.records)
        self._order, self._theme, self._state, self._basis, self._asked = order, theme, state, basis, inputs.asked
        self._federation = load_federation(self._city, good.of(None), withdrawn.recall(state))
        self._reuse = Reuse(state.shelf, inputs.program, inputs.signs, self._city, keeper, order.moment.date()) if keeper else None
        if self._reuse:
            self._reuse.judged_by(self._federation)
        every = dataclasses.replace(self._federation, left_out=tuple(self._city.homes))
        self._reader = Reader(order, self._city, good, Excuses(), every, keeper, self._reuse, whole=False)

    def read(self, identities: Iterable[str], workers: Workers) -> dict[str, HomeRead | Lost | None]:
        """Each home as its files are now; None for one that can't be used."""
        homes = list(identities)
        return dict(zip(homes, workers.each(self._reader, homes), strict=True))

    def reading(self, read: Mapping[str, HomeRead]) -> Reading:
        """The homes in their city, joined to others as in the live release."""
        joints = {one: self._basis.home(one).joint for one in read}
        content = joined(self._federation, (home.folder for home in read.values()))
        judged = Assessment(self._order.moment, content, content, {}, {}, {}, (), {}, {})
        shown = tuple(joints[one].joined(home.view) for one, home in read.items())
        site = dataclasses.replace(self._basis.site, moment=self._order.moment, homes=shown)
        return Reading(self._order, self._city, judged, site, read, joints, self._reuse.whole if self._reuse else nowhere)

    def frame(self, reading: Reading, workers: Workers) -> Frame:
        """What the live release's pages were put into, with the homes' own pictures."""
        basis, nothing = self._basis, intake.Snapshot(self._order.content)
        own = dataclasses.replace(reading, snapshot=nothing, site=dataclasses.replace(reading.site, families=()))
        media = media_of(own, self._state.cache, workers)
        media = dataclasses.replace(media, pictures=basis.pictures | media.pictures)
        return Frame(self._asked, self._theme, basis.shell, Assets(basis.assets, {}), media, Cards(basis.cards, {}, frozenset(), ()))


Made = tuple[Files, Listed]
"""Its files, and what search engines may list of them."""


def made(reading: Reading, frame: Frame, workers: Workers) -> dict[str, Made | Lost]:
    """What each of the homes publishes by itself."""
    best, render = foremost(reading.site), frame.renderer(reading.site).html

    def of_home(identity: str) -> Made:
        files = list(files_of(reading, identity, best, render))
        return {path: data for path, data, _ in files}, dict(ChainMap(*(listed_of(page) for _, _, page in files)))

    return dict(zip(reading.used, workers.each(of_home, reading.used), strict=True))
