"""A build: what is there already is not made again."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generator.content import intake
from generator.diagnostics import CityUnreadable
from generator.pipeline import unchanged
from generator.pipeline.good import LastGood
from generator.pipeline.order import BuildFailed, Order, Outcome, Step, told
from generator.store import State
from generator.workers import Workers

if TYPE_CHECKING:
    from generator.pipeline.whole import Engine


def build(order: Order, theme: Path, engine: Engine, step: Step = lambda home: None) -> Outcome:
    """A whole new site at `order.site`, or the old one. Raises `CityUnreadable`, `AnotherBuild`, `BuildFailed`."""
    started = time.monotonic()
    state = State.beside(order.site)
    with told(), state.lock(), Workers(order.workers) as workers:
        try:
            with told():
                made = _made(order, theme, engine, state, workers, step)
        except (BuildFailed, CityUnreadable) as error:
            _urgent(order, engine, state, workers, step, error)
            raise
    return dataclasses.replace(made, seconds=time.monotonic() - started)


def _made(order: Order, theme: Path, engine: Engine, state: State, workers: Workers, step: Step) -> Outcome:
    seen = unchanged.looking(order, state, workers)
    from generator.pipeline import amended, whole  # meanwhile: it takes nearly as long

    looked, before = unchanged.look(order, theme, seen), None
    if order.fresh:
        state.forget()
    elif looked.intact:
        before = unchanged.as_before(order, looked.inputs, state)
    if before and before.inputs == looked.inputs:
        return Outcome(before.told, state.folder, 0)
    made = before and amended.build(order, theme, state, looked, before)
    return made or whole.build(order, theme, engine, state, looked, step)


def _urgent(order: Order, engine: Engine, state: State, workers: Workers, step: Step, error: BuildFailed | CityUnreadable) -> None:
    """What must not be seen any more goes out though the build came to nothing: on the last good rest. Raises what says how that went."""
    from generator.pipeline import rest, whole

    if order.only or state.live is None or not rest.overdue(order, state, workers):
        return
    why = "\n".join(map(str, error.findings)) if isinstance(error, CityUnreadable) else str(error)
    good, kept = LastGood(state.records), rest.recall(state)
    if kept is None:
        raise BuildFailed(f"{why}\n{_NOT_OUT}") from error
    snapshot = kept.snapshot(intake.take_city(order.content), good)
    order = dataclasses.replace(order, fresh=False)
    try:
        with told():
            looked = unchanged.look(order, kept.theme, unchanged.looking(order, state, workers))
            whole.build(order, kept.theme, engine, state, looked, step, snapshot)
    except (BuildFailed, CityUnreadable):
        raise BuildFailed(f"{why}\n{_NOT_OUT}") from error
    raise BuildFailed(f"{why}\n{_OUT}") from error


_OUT = "撤回的、撤下的已经从网站上拿掉，其余的先用上一次的；改好上面的错误，再运行一次"
_NOT_OUT = "注意：撤回的、撤下的还在网站上！先改好上面的错误，马上再运行一次；改不好的，请管服务器的人先把网站停下"
