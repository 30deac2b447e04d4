"""Whether a build would make what is there already: told from the signs of all that it would read, without reading it."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import jinja2

from generator.content.signs import signs
from generator.pipeline.order import Order, Reading, Told
from generator.publish import headers
from generator.store import State
from generator.workers import Workers

_NOTE = "built"
_PROGRAM = Path(__file__).resolve().parents[1]
_INSTALLED = Path(jinja2.__file__).parents[1]  # its time of change tells of every package that came or went


@dataclass(frozen=True)
class Inputs:
    """What a release is made from: `asked` of the order, the program and the theme, `signs` of the content by home; "" is the rest."""

    asked: str
    signs: dict[str, str]


def inputs_of(order: Order, theme: Path, state: State) -> tuple[Inputs, bool]:
    """The inputs as they are now, and whether the live tree is as it was made."""
    looks = (lambda: signs(order.content, order.only), state.intact)
    with Workers(order.workers) as workers:
        found, intact = workers.map(lambda look: look(), looks)
    return Inputs(_asked(order, theme), found), intact


def as_before(order: Order, inputs: Inputs, state: State) -> Told | None:
    """What was told of the live release where building it again would change nothing; else None.

    As the day goes by only embargoes end: a later moment of the same day is as good, up to the next of them.
    """
    note = state.recall(_NOTE)
    if note is None or not inputs.signs or note["inputs"] != dataclasses.asdict(inputs) or note["slot"] != state.live.name:
        return None
    if not note["from"] <= order.moment.isoformat() < note["until"]:
        return None
    if not all(state.has(name, text) for name, text in headers.files()):
        return None
    return Told(**note["told"])


def remember(reading: Reading, inputs: Inputs, told: Told, state: State) -> None:
    """Notes for the next build what the live release was made from."""
    embargoes = [f.embargo.isoformat() for f in reading.assessment.content.features if f.embargo and f.embargo > reading.order.moment]
    told_of = {"inputs": dataclasses.asdict(inputs), "slot": state.live.name, "told": dataclasses.asdict(told)}
    state.remember(_NOTE, told_of | {"from": reading.order.moment.isoformat(), "until": min(embargoes, default="9999")})


def forget(state: State) -> None:
    """Before a switch: what was noted is of a release that is live no more."""
    state.remember(_NOTE, None)


def _asked(order: Order, theme: Path) -> str:
    """Everything that a release depends on beside the content and the hour."""
    told = hashlib.sha256(f"{sys.version}\0{order.moment.date()}\0{order.photos}\0{order.cards}\0{order.only}".encode())
    for root in (_PROGRAM, theme, theme.parent / "mkdocs.yml", _INSTALLED):
        for path in [root] if root in (theme.parent / "mkdocs.yml", _INSTALLED) else sorted(_files(root)):
            status = os.stat(path)
            told.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return told.hexdigest()


def _files(folder: Path) -> list[str]:
    """All that a program or a theme is made of."""
    return [os.path.join(above, name) for above, _, names in os.walk(folder) for name in names if not name.endswith(".pyc")]
