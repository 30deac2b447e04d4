"""Whether a build would make what is there already: told from the signs of all that it would read, without reading it."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import msgspec

from generator.content.signs import signs
from generator.pipeline.order import Order, Told
from generator.publish import headers
from generator.store import State
from generator.workers import Workers

_NOTE, _WISHES = "built", "wishes"
_PROGRAM = Path(__file__).resolve().parents[1]
_INSTALLED = Path(sysconfig.get_path("purelib"))  # its time of change tells of every package that came or went


@dataclass(frozen=True)
class Inputs:
    """What a release is made from: `program` and day, `asked` with the theme and the order's wishes too, `signs` of the content by home;
    "" is the rest.
    """

    program: str
    asked: str
    signs: dict[str, str]


@dataclass(frozen=True)
class Look:
    """How things are before a build: what it would be made from, whether the live tree is as it was made, and `other`, which
    waits until it is known whether the other tree is.
    """

    inputs: Inputs
    intact: bool
    other: Callable[[], bool]


@dataclass(frozen=True)
class Built:
    """What the live release was made from, and what was told of it; `since` and `until` are moments (ISO).

    As the day goes by only embargoes end: a later moment of the same day is as good, up to the next of them.
    """

    inputs: Inputs
    since: str
    until: str
    told: Told

    def holds(self, order: Order) -> bool:
        """Whether it would be just as good at the order's moment."""
        return self.since <= order.moment.isoformat() < self.until


Looking = Iterator[Any]
"""What was seen, one thing after another as somebody asks for it."""


def looking(order: Order, state: State, workers: Workers) -> Looking:
    """Begins to look."""
    return workers.map(lambda one: one(), (partial(signs, order.content, order.only), state.intact, state.other_intact))


def look(order: Order, theme: Path, seen: Looking) -> Look:
    """How things are."""
    program = _program(order)
    return Look(Inputs(program, _asked(order, theme, program), next(seen)), next(seen), cache(partial(next, seen)))


def as_before(order: Order, inputs: Inputs, state: State) -> Built | None:
    """What is known of the live release, where building it again would change nothing but for homes whose signs differ."""
    built = recall(state)
    if built is None or not inputs.signs or not built.holds(order) or not all(state.has(name, text) for name, text in headers.files()):
        return None
    before, now = built.inputs, inputs
    same = (before.asked, before.signs.get(""), before.signs.keys()) == (now.asked, now.signs.get(""), now.signs.keys())
    return built if same else None


def wishes(site: Path) -> dict[str, bool]:
    """Whether the live release was built with photos, and with cards: whoever publishes in a hurry wants nothing else changed."""
    note = State.beside(site).recall(_WISHES)
    return msgspec.msgpack.decode(note, type=dict[str, bool]) if note else {}


def remember_wishes(order: Order, state: State) -> None:
    """Notes them with the live release."""
    state.remember(_WISHES, msgspec.msgpack.encode({"photos": order.photos, "cards": order.cards}))


def recall(state: State) -> Built | None:
    """What was noted of the live release."""
    note = state.recall(_NOTE)
    return msgspec.msgpack.decode(note, type=Built) if note else None


def forget(state: State) -> None:
    """The next build makes the release anew, though its inputs be the same."""
    state.remember(_NOTE, b"")


def remember(built: Built, state: State) -> None:
    """Notes for the next build what the live release was made from."""
    state.remember(_NOTE, msgspec.msgpack.encode(built))


def _program(order: Order) -> str:
    """What homes are read and judged by, beside the content."""
    return _digest(f"{sys.version}\0{order.moment.date()}", (*sorted(_files(_PROGRAM)), _INSTALLED))


def _asked(order: Order, theme: Path, program: str) -> str:
    """Everything that a release depends on beside the content and the hour."""
    return _digest(f"{program}\0{order.photos}\0{order.cards}\0{order.only}", (*sorted(_files(theme)), theme.parent / "mkdocs.yml"))


def _digest(told: str, files: Iterable[str | Path]) -> str:
    found = hashlib.sha256(told.encode())
    for path in files:
        status = os.stat(path)
        found.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def _files(folder: Path) -> list[str]:
    """All that a program or a theme is made of."""
    return [os.path.join(above, name) for above, _, names in os.walk(folder) for name in names if not name.endswith(".pyc")]
