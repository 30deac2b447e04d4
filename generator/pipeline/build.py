"""A build: what is there already is not made again."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generator.pipeline import unchanged
from generator.pipeline.order import Order, Outcome, Step, told
from generator.store import State
from generator.workers import Workers

if TYPE_CHECKING:
    from generator.pipeline.whole import Engine


def build(order: Order, theme: Path, engine: Engine, step: Step = lambda home: None) -> Outcome:
    """A whole new site at `order.site`, or the old one. Raises `CityUnreadable`, `AnotherBuild`, `BuildFailed`."""
    started = time.monotonic()
    state = State.beside(order.site)
    with told(), state.lock(), Workers(order.workers) as workers:
        seen = unchanged.looking(order, state, workers)
        from generator.pipeline import amended, whole  # meanwhile: it takes nearly as long

        looked, before = unchanged.look(order, theme, seen), None
        if order.fresh:
            state.forget()
        elif looked.intact:
            before = unchanged.as_before(order, looked.inputs, state)
        if before and before.inputs == looked.inputs:
            made = Outcome(before.told, state.folder, 0)
        else:
            made = before and amended.build(order, theme, state, looked, before)
            made = made or whole.build(order, theme, engine, state, looked, step)
    return dataclasses.replace(made, seconds=time.monotonic() - started)
