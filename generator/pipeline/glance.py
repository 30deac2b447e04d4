"""A home's pages from its files as they are this moment, while the site is built anew behind them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.pipeline import basis
from generator.pipeline.alone import Alone, made
from generator.pipeline.known import HomeRead
from generator.pipeline.order import BuildFailed, Order, told
from generator.pipeline.unchanged import Inputs
from generator.store import State
from generator.workers import Lost, Workers


class Glance:
    """Of a home it shows what its files say now, with the neighbours and badges that it has in the live release.

    Raises `CityUnreadable`, `BuildFailed`.
    """

    def __init__(self, order: Order, theme: Path):
        with told():
            state = State.beside(order.site)
            known = basis.recall(state)
            if known is None:
                raise BuildFailed("还没有生成过网站")
            self._homes, self._alone = known.homes, Alone(order, theme, state, known, Inputs("", "", {}))

    def knows(self, identity: str | None) -> bool:
        """Whether it is a home that was there already."""
        return identity in self._homes

    def files(self, identities: Iterable[str]) -> dict[str, bytes]:
        """Path → bytes of everything that these homes publish by themselves. What breaks on the way is left to the build to tell."""
        found: dict[str, bytes] = {}
        with Workers() as workers:  # whatever a file does, it does to a process of its own
            read = self._alone.read(identities, workers)
            reading = self._alone.reading({one: home for one, home in read.items() if isinstance(home, HomeRead) and home.folder.home})
            for result in made(reading, self._alone.frame(reading, workers), workers).values():
                found |= {} if isinstance(result, Lost) else result[0]
        return found
