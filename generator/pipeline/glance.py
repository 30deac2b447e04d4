"""A home's pages from its files as they are this moment, while the site is built anew behind them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from generator.content import intake
from generator.pages import homes
from generator.pipeline import data_pages
from generator.pipeline.whole import frame_of
from generator.pipeline.failures import Excuses, one_by_one
from generator.pipeline.good import LastGood
from generator.pipeline.known import Engine, HomeRead
from generator.pipeline.order import Order, told
from generator.pipeline.reading import Reader, read_once
from generator.store import State
from generator.workers import Lost, Workers


class Glance:
    """Holds the city as it was read; of a home it shows what its files say now, with the neighbours and badges of then.

    Raises as `build` does.
    """

    def __init__(self, order: Order, theme: Path, engine: Engine):
        state = State.beside(order.site)
        city, good = intake.take_city(order.content, order.only), LastGood(state.records)
        with told(), Workers(order.workers) as workers:
            self._reading = one_by_one(lambda excuses: read_once(order, city, good, excuses, workers, whole=False), good, len(city.homes))
            frame, _ = frame_of(self._reading, theme, engine, "", state.cache, workers)
        content = self._reading.assessment.content
        self._reader = Reader(order, city, good, Excuses(), content, whole=False)
        self._render, self._best = frame.renderer(self._reading.site).html, homes.foremost(self._reading.site)

    def knows(self, identity: str | None) -> bool:
        """Whether it is a home that was there already."""
        return identity in self._reading.joints

    def files(self, identities: Iterable[str]) -> dict[str, bytes]:
        """Path → bytes of everything that these homes publish by themselves. What breaks on the way is left to the build to tell."""
        found: dict[str, bytes] = {}
        with Workers() as workers:  # whatever a file does, it does to a process of its own
            for files in workers.each(self._files, identities):
                found |= {} if isinstance(files, Lost) else files
        return found

    def _files(self, identity: str) -> dict[str, bytes]:
        read: HomeRead | None = self._reader(identity)
        if read is None or read.folder.home is None:
            return {}
        now = dataclasses.replace(self._reading, homes={identity: read})
        return {path: data for path, data, _ in data_pages.files_of(now, identity, self._best, self._render)}
