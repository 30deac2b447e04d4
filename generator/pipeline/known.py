"""What is known of a city once it was read: its homes one by one, and what the public may see of it."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from generator.catalogue.assessment import Assessment, Judgement
from generator.content.intake import Snapshot
from generator.model.honours import Consent
from generator.model.load import Folder
from generator.model.withheld import Hidden
from generator.pipeline import changes
from generator.pipeline.order import Order
from generator.public.city import Joint
from generator.public.packed import unpack
from generator.public.views import HomeView, Link, Site


class Whole(NamedTuple):
    """All that may be seen of a home: its view, packed, and its words as full text has them."""

    view: bytes
    said: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.view + self.said.encode()).hexdigest()


@dataclass(frozen=True)
class HomeRead:
    """One home as it comes out of a worker: read, judged, and as the public may see it.

    `folder.home` is None where it can't be used, and there is no more of it then. `whole`: all that may be seen, left on the shelf
    where that has it, while `view` has what others see; `digest` of it.
    `formerly`: identities of before that may be seen; `leave`: its consents in force, with their last day; `stamp` of what was
    kept of it; `kept`: some file of it is an older version; `outline`: a digest of all that others could show of it; `change`: the
    next day on which something else is said of it, as `changes` has it.
    """

    folder: Folder
    judgement: Judgement | None = None
    view: HomeView | None = None
    digest: str = ""
    formerly: tuple[str, ...] = ()
    leave: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""
    kept: bool = False
    outline: str = ""
    whole: Whole | None = None
    change: str = ""

    def __reduce__(self) -> tuple:
        """A home comes out of a worker in a third of the time that pickle takes for its records."""
        return unpacked, (packed(self),)


def packed(read: HomeRead) -> bytes:
    """A home as bytes, typed and without anything that could run."""
    return _ENCODER.encode(read)


def unpacked(data: bytes) -> HomeRead:
    """The home. Raises `ValueError` where another version of the program wrote it."""
    return _sharing(_DECODER.decode(data))


def _sharing(read: HomeRead) -> HomeRead:
    """The same with words that come again and again (labels, rooms, the door) once for a whole city: it is half of its memory.

    The records are new and seen by nobody yet.
    """
    if len(_met) > _MOST_MET:
        _met.clear()
    view = read.view
    for part in (*view.activities, *view.families, *view.services) if view else ():
        for name in part.__slots__:
            value = getattr(part, name)
            if type(value) in (str, tuple, Link):
                object.__setattr__(part, name, _met.setdefault(value, value))
    return read


_MOST_MET = 200_000
_met: dict[Any, Any] = {}


def outlined(read: HomeRead) -> HomeRead:
    """The home as it was read, which has no more in memory than others see of it, with the digest of that."""
    withheld = sorted(read.judgement.withheld)  # a set has no order
    judgement = dataclasses.replace(read.judgement, findings=(), withheld=frozenset())
    folder = Folder(read.folder.identity, read.folder.home)
    seen = dataclasses.replace(read, folder=folder, judgement=judgement, whole=None, digest="", stamp="", change="")
    return dataclasses.replace(read, outline=hashlib.sha256(_ENCODER.encode((seen, withheld))).hexdigest())


def _plain(value: Any) -> bytes:
    """A path as the system has it, which need not be text."""
    if isinstance(value, Path):
        return os.fsencode(value)
    raise TypeError(type(value))


def _typed(kind: type, value: Any) -> Any:
    return Path(os.fsdecode(value)) if kind is Path else kind(value)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)
_DECODER = msgspec.msgpack.Decoder(HomeRead, dec_hook=_typed)


@dataclass(frozen=True)
class Reading:
    """The content, judged, and what the public may see of it. `homes`: those that were read, by identity, and `joints` what joins
    them to others; `shelved` gives what is not in memory."""

    order: Order
    snapshot: Snapshot
    assessment: Assessment
    site: Site
    homes: Mapping[str, HomeRead]
    joints: Mapping[str, Joint]
    shelved: Callable[[str], Whole]

    def view(self, identity: str) -> HomeView:
        """The whole of what may be seen of a home."""
        return self.joints[identity].joined(unpack(self._whole(identity).view))

    def said(self, identity: str) -> str:
        """What is asked of a home in full text."""
        return self._whole(identity).said

    def _whole(self, identity: str) -> Whole:
        read = self.homes.get(identity)
        return read.whole if read and read.whole else self.shelved(identity)

    @property
    def hidden(self) -> Hidden:
        """What must not be seen."""
        return self.assessment.content.withheld.on(self.order.moment.date())

    @property
    def used(self) -> tuple[str, ...]:
        """Homes that are published, sorted."""
        return tuple(self.joints)

    @property
    def streets(self) -> list[list[str]]:
        """The open homes of every street, in the order of the districts."""
        return [[home.identity for home in street.homes] for district in self.site.districts for street in district.streets]

    @property
    def leave(self) -> dict[str, str]:
        """Every consent in force that the site rests on, as `State.switch` asks."""
        return {told: until for one in self.used for told, until in self.homes[one].leave.items()}

    @property
    def consents(self) -> Iterator[tuple[str, Consent]]:
        """Every consent that could be read, with its home."""
        return ((one, consent) for one in self.used for consent in self.homes[one].folder.home.consents or ())

    @property
    def kept(self) -> tuple[str, ...]:
        """Homes that are shown with an older version of some file, sorted."""
        return tuple(one for one in self.used if self.homes[one].kept)

    @property
    def changes(self) -> dict[str, str]:
        """When what is said of a home changes by itself, by identity; "" is the city."""
        return {"": changes.of_city(self.assessment)} | {one: self.homes[one].change for one in self.used}

    @property
    def left_out(self) -> tuple[str, ...]:
        return tuple(sorted(self.assessment.content.left_out))
