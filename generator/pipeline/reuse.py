"""Homes as an earlier build read them, where their files and all that they are judged by are still the same."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from generator.content.intake import UNOPENED, Snapshot
from generator.diagnostics import Severity
from generator.model.load import Content
from generator.pipeline.good import Keeper
from generator.pipeline.known import HomeRead, Whole, packed, unpacked
from generator.store import Shelf, Shelved


class Reuse:
    """`program` is what every home depends on beside the content (`unchanged.Inputs`), `signs` what tells a home's files without reading
    them: where the sign is the same the home is not even opened, where only the content is (a copy, a touched file) it is not worked on.

    Nothing is reused of a home that can't be used, or of which some file could not be opened: it may be the next time.
    """

    def __init__(self, shelf: Shelf, program: str, signs: Mapping[str, str], city: Snapshot, keeper: Keeper, today: dt.date):
        self._shelf, self._signs, self._keeper = shelf, signs, keeper
        self._homes, self._today = city.homes, today
        self._everybody = (program, str(city.root.resolve()), *city.homes)
        self._told = {path: hashlib.sha256(data).hexdigest() for path, data in city.texts.items()}
        self._by_district: dict[str, str] = {}

    def judged_by(self, federation: Content) -> None:
        """To be told before anything is asked: what the homes are judged by, older versions of the federation's files too."""
        self._told |= {path: f"{older.kept.day} {older.kept.text}" for path, older in federation.sources.stood_in.items()}
        self._withdrawals, self._by_district = federation.withdrawals, {}
        self._hidden = federation.withheld.on(self._today)
        self._elsewhere = sorted(federation.withdrawals.homes - set(self._homes))

    def _judged_by(self, identity: str) -> str:
        """A digest of what a home is judged by: features show homes and are not shown by them, no other district's files count, and of
        withdrawals those of the home, which may have had other names.
        """
        district = identity.partition("/")[0]
        if district not in self._by_district:
            files = sorted(path for path in self._told if not path.startswith(_NOT_BY) or path.startswith(f"districts/{district}/"))
            told = (*self._everybody, *(f"{path} {self._told[path]}" for path in files))
            self._by_district[district] = hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()
        own = (self._withdrawals.state_of((identity, *self._elsewhere)), self._hidden.around(f"homes/{identity}"))
        return f"{self._by_district[district]}{own}"

    def unread(self, identity: str) -> HomeRead | None:
        """The home, told by the sign of its files alone."""
        kept, sign = self._shelf.get(identity), self._sign(identity)
        return self._usable(identity, kept) if kept and sign and kept.sign == sign else None

    def unworked(self, identity: str, own: Snapshot) -> HomeRead | None:
        """The home, told by the content of its files."""
        kept, key = self._shelf.get(identity), self._key(identity, own)
        read = self._usable(identity, kept) if kept and kept.key == key else None
        if read:
            self._lay(identity, key, kept.data)
        return read

    def keep(self, identity: str, own: Snapshot, read: HomeRead) -> HomeRead:
        """Lays the home on the shelf, where it may lie; returns what of it stays in memory."""
        light = dataclasses.replace(read, whole=None)
        laid = self._may_keep(read) and self._lay(identity, self._key(identity, own), _ENCODER.encode(_Laid(packed(light), read.whole)))
        return light if laid else read

    def _lay(self, identity: str, key: str, data: bytes) -> bool:
        """Whether there was room; without it a build gets on as well."""
        try:
            self._shelf.put(identity, Shelved(self._sign(identity), key, data))
        except OSError:
            return False
        return True

    def whole(self, identity: str) -> Whole:
        """Of a home that this build read. Raises `LookupError` where somebody took it away."""
        kept = self._shelf.get(identity)
        if kept is None:
            raise LookupError(identity)
        return _DECODER.decode(kept.data).whole

    def prune(self, homes: Mapping[str, HomeRead]) -> None:
        """Drops what is of no use any more: it may hold what was withdrawn since."""
        self._shelf.prune([identity for identity, read in homes.items() if self._may_keep(read)])

    def _may_keep(self, read: HomeRead) -> bool:
        return read.folder.home is not None and not any(f.rule == UNOPENED and f.severity is Severity.ERROR for f in read.folder.findings)

    def _sign(self, identity: str) -> str:
        return self._digest(identity, self._signs[identity]) if identity in self._signs else ""

    def _key(self, identity: str, own: Snapshot) -> str:
        """Photos are read later and hold by their signs."""
        texts = b"".join(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data for path, data in sorted(own.texts.items()))
        return self._digest(identity, repr((hashlib.sha256(texts).digest(), sorted(own.photos.items()), sorted(own.others), own.findings)))

    def _digest(self, identity: str, told: str) -> str:
        return hashlib.sha256(f"{self._judged_by(identity)}\0{told}".encode("utf-8", "surrogateescape")).hexdigest()

    def _usable(self, identity: str, kept: Shelved) -> HomeRead | None:
        """What was kept, unless its last good version is there no more, which is made when a home is worked on."""
        try:
            read = unpacked(_DECODER.decode(kept.data).read)
        except ValueError:  # another version of the program wrote it
            return None
        return read if self._keeper.has(identity, read.stamp) else None


_NOT_BY = ("press/", "districts/", "withdrawals.yml", "withheld.yml")


class _Laid(NamedTuple):
    """A home on the shelf: what stays in memory, packed, and the rest."""

    read: bytes
    whole: Whole


_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(_Laid)
