"""What the ledger knows of homes, tasks and trees, typed; and what this build has found out beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any, NamedTuple

import msgspec

from generator.diagnostics import Finding
from generator.pipeline.entries import CacheEntry, PackedHome, decode_entry, decode_findings, encode
from generator.pipeline.options import Summary
from generator.public import facets
from generator.store import FileEntry, Ledger, LedgerDamaged, TreeRecord, content_digest

_SUM, _KEY = 32, 16  # bytes


class TaskEntry(msgspec.Struct, frozen=True, array_like=True):
    """What a task was made from, label → digest, and its files: a column of each fact.

    `keys` tell what a page was made from by itself, `templates` by which; `listed` is the day of the newest dated fact
    (ISO) or nothing, None for what search engines may not list. `reason`: why it was made last, `made`: when.
    """

    inputs: dict[str, bytes] = {}
    paths: list[str] = []
    sums: bytes = b""
    sizes: list[int] = []
    keys: bytes = b""
    templates: list[str] = []
    listed: list[str | None] = []
    reason: list[str] = []
    made: str = ""

    @classmethod
    def of(cls, files: Iterable[File], **known: Any) -> TaskEntry:
        rows = list(files)
        sums, keys = (b"".join(row[column] for row in rows) for column in (1, 3))
        return cls(paths=[f.path for f in rows], sums=sums, sizes=[f.size for f in rows], keys=keys, templates=[f.template for f in rows],
                   listed=[f.listed for f in rows], **known)  # fmt: skip

    def files(self) -> Iterator[File]:
        for n, (path, size, template, listed) in enumerate(
            zip(self.paths, self.sizes, self.templates, self.listed, strict=True)
        ):
            yield File(
                path, self.sums[n * _SUM : (n + 1) * _SUM], size, self.keys[n * _KEY : (n + 1) * _KEY], template, listed
            )

    def entries(self) -> Iterator[tuple[str, FileEntry]]:
        """Path and entry of each file."""
        for n, (path, size) in enumerate(zip(self.paths, self.sizes, strict=True)):
            yield path, FileEntry(self.sums[n * _SUM : (n + 1) * _SUM], size)


class File(NamedTuple):
    """One file that a task made."""

    path: str
    sha256: bytes
    size: int
    key: bytes
    template: str
    listed: str | None


class ReleaseState(NamedTuple):
    """What the live release was made from, as far as it is told without reading: `program`, `wishes` with the theme;
    the fingerprint of each home's folder, and of all else under "". It is as good from the moment `since` up to
    `until` (ISO). `photos`, `cards`: whether it has them.
    """

    program: bytes
    wishes: bytes
    fingerprints: dict[str, str]
    since: str
    until: str
    summary: Summary
    photos: bool
    cards: bool

    def holds(self, as_of: dt.datetime) -> bool:
        """As a day goes by only embargoes end: a later moment of the same day is as good, up to the next of them."""
        moment = as_of.isoformat()
        return self.since[:10] == moment[:10] and self.since <= moment < self.until


class BuildLedger:
    """Reads the ledger as far as it is asked.

    What is put counts with the next `commit`. Raises `LedgerDamaged` anywhere.
    """

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.tasks: dict[str, TaskEntry] = _decoded(ledger.all("task"), _TASK.decode)
        self._entries: dict[str, CacheEntry] | None = None
        if (ledger.get("whole", "task") or self._whole()) != self._whole():
            raise LedgerDamaged("tasks of several builds")

    @property
    def entries(self) -> dict[str, CacheEntry]:
        if self._entries is None:
            self._entries = _decoded(self.ledger.all("home"), decode_entry)
        return self._entries

    @property
    def release(self) -> ReleaseState | None:
        data = self.ledger.get("release", "live")
        return _checked(_RELEASE.decode, data) if data else None

    def put_release(self, release: ReleaseState) -> None:
        self.ledger.put("release", {"live": encode(release)})

    def tree(self, name: str) -> TreeRecord | None:
        data = self.ledger.get("tree", name)
        return _checked(_TREE.decode, data) if data else None

    def put_tree(self, name: str, record: TreeRecord) -> None:
        self.ledger.put("tree", {name: encode(record)})

    def put_homes(self, homes: Mapping[str, PackedHome]) -> None:
        """Homes that were read."""
        self.ledger.put("home", {one: read.entry for one, read in homes.items()})
        for facet in (*facets.FIELDS, facets.OWN):
            self.ledger.put(f"facet {facet}", {one: read.facets[facet] for one, read in homes.items() if read.facets})
            self.ledger.drop(f"facet {facet}", [one for one, read in homes.items() if not read.facets])
        self.ledger.put("findings", {one: read.findings for one, read in homes.items()})
        self.entries.update({one: decode_entry(read.entry) for one, read in homes.items()})

    def drop_homes(self, homes: Iterable[str]) -> None:
        """Homes that are there no more."""
        gone = list(homes)
        for kind in (
            "home",
            "findings",
            "pictures",
            "cards",
            *(f"facet {name}" for name in (*facets.FIELDS, facets.OWN)),
        ):
            self.ledger.drop(kind, gone)
        for one in gone:
            self.entries.pop(one, None)

    def findings(self, identity: str) -> list[Finding]:
        """What is found in a home's folder alone, in order."""
        return _checked(decode_findings, next(self.ledger.of("findings", [identity])))

    def facets_of(self, identity: str, names: Iterable[str]) -> dict[str, bytes]:
        """Raises `LedgerDamaged` also for one that is not there."""
        return {name: next(self.ledger.of(f"facet {name}", [identity])) for name in names}

    def derived(self, kind: str, name: str, inputs: Mapping[str, bytes], decode: Callable[[bytes], Any] = bytes) -> Any:
        """What was worked out from the same inputs; None where it has to be worked out again."""
        data = self.ledger.get(kind, name)
        if data is None:
            return None
        made_from, value = _checked(_DERIVED.decode, data)
        return _checked(decode, value) if made_from == inputs else None

    def derived_value(self, kind: str, name: str) -> bytes:
        """What was put last, whatever it was made from."""
        return _checked(_DERIVED.decode, next(self.ledger.of(kind, [name])))[1]

    def put_derived(self, kind: str, name: str, inputs: Mapping[str, bytes], value: bytes) -> None:
        self.ledger.put(kind, {name: encode((inputs, value))})

    def put_tasks(
        self, made: Mapping[str, tuple[TaskEntry, Iterable[str]]], gone: Iterable[str], removed: Set[str]
    ) -> None:
        """Tasks with the paths that links in their files lead to; tasks that are no more; and paths that are in no task
        any more.
        """
        for name in gone:
            del self.tasks[name]
            self.ledger.drop("task", [name])
            self.ledger.drop("links", [name])
        self.tasks.update({name: entry for name, (entry, _) in made.items()})
        self.ledger.put("task", {name: encode(entry) for name, (entry, _) in made.items()})
        self.ledger.put("links", {name: "\n".join(sorted(links)).encode() for name, (_, links) in made.items()})
        self.ledger.put(
            "links", {name: "\n".join(sorted(self.links(name) - removed)).encode() for name in self.leading_to(removed)}
        )
        self.ledger.put("whole", {"task": self._whole()})

    def _whole(self) -> bytes:
        """A digest of all tasks: rows of an older build, or too few of them, are no release."""
        return content_digest(*(name.encode() + entry.sums + entry.keys for name, entry in sorted(self.tasks.items())))

    def links(self, name: str) -> set[str]:
        data = self.ledger.get("links", name)
        return set(data.decode().split("\n")) if data else set()

    def leading_to(self, paths: Iterable[str]) -> list[str]:
        """Tasks some of whose files may lead to one of these paths."""
        wanted = set(paths)
        return (
            [name for name, data in self.ledger.all("links") if not wanted.isdisjoint(data.decode().split("\n"))]
            if wanted
            else []
        )

    def start_afresh(self) -> None:
        """Forgets all but what lies in the trees."""
        for kind in ("home", "findings", "derived", "pictures", "cards", "street"):
            self.ledger.drop(kind, [name for name, _ in self.ledger.all(kind)])
        self._entries = {}
        self.tasks = {
            name: msgspec.structs.replace(entry, inputs={}, keys=bytes(len(entry.keys)))
            for name, entry in self.tasks.items()
        }


def _decoded(rows: Iterable[tuple[str, bytes]], decode: Callable[[bytes], Any]) -> dict[str, Any]:
    return {name: _checked(decode, data) for name, data in rows}


def _checked(decode: Callable[[bytes], Any], data: bytes) -> Any:
    """Raises `LedgerDamaged` for what another version of the program wrote."""
    try:
        return decode(data)
    except ValueError as error:
        raise LedgerDamaged(str(error)) from error


_TASK = msgspec.msgpack.Decoder(TaskEntry)
_RELEASE = msgspec.msgpack.Decoder(ReleaseState)
_TREE = msgspec.msgpack.Decoder(TreeRecord)
_DERIVED = msgspec.msgpack.Decoder(tuple[dict[str, bytes], bytes])
