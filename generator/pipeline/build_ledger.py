"""Typed access to the ledger: tasks, trees, the release, and derived values with their inputs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cached_property
from typing import NamedTuple, TypeVar

import msgspec

from generator.pipeline.results import Summary
from generator.store import FileEntry, Ledger, LedgerDamaged, TreeRecord, content_digest, encode

T = TypeVar("T")

_OF_RELEASES = {"task", "links", "whole", "release", "tree"}  # kinds of rows
_SHA256_SIZE, KEY_SIZE = 32, 16  # bytes


class File(NamedTuple):
    """A file that a task made. `key`: a digest of what a page was made from; `template`: of a page; `listed`: the day
    (ISO) of the newest fact on the page or "", None where search engines must not list it.
    """

    path: str
    sha256: bytes
    size: int
    key: bytes
    template: str
    listed: str | None


class TaskEntry(msgspec.Struct, frozen=True, array_like=True):
    """A task's inputs (label → digest), its files in columns as `File` has them, the labels of the inputs that changed
    before it last ran (`reason`), and when that was (`made`, ISO).
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
    def of(cls, files: list[File], inputs: dict[str, bytes], reason: list[str], made: str) -> TaskEntry:
        return cls(
            inputs,
            [file.path for file in files],
            b"".join(file.sha256 for file in files),
            [file.size for file in files],
            b"".join(file.key for file in files),
            [file.template for file in files],
            [file.listed for file in files],
            reason,
            made,
        )

    def files(self) -> Iterator[File]:
        columns = zip(self.entries(), self.templates, self.listed, strict=True)
        for n, ((path, entry), template, listed) in enumerate(columns):
            yield File(path, *entry, self.keys[n * KEY_SIZE : (n + 1) * KEY_SIZE], template, listed)

    def entries(self) -> Iterator[tuple[str, FileEntry]]:
        """Path and manifest entry of each file."""
        for n, (path, size) in enumerate(zip(self.paths, self.sizes, strict=True)):
            yield path, FileEntry(self.sums[n * _SHA256_SIZE : (n + 1) * _SHA256_SIZE], size)


class ReleaseState(NamedTuple):
    """What the live release was made from, as far as a probe compares it.

    `program` and `options` are digests; `fingerprints`: of each home's folder, and of everything else under "". It is
    valid from `valid_from` until `valid_until` (ISO times), on that day. `photos`, `cards`, `packs`: the options of
    that name.
    """

    program: bytes
    options: bytes
    fingerprints: dict[str, str]
    valid_from: str
    valid_until: str
    summary: Summary
    photos: bool
    cards: bool
    packs: bool

    def is_valid(self, as_of: dt.datetime) -> bool:
        """Within a day, only the end of an embargo changes the site."""
        now = as_of.isoformat()
        return self.valid_from[:10] == now[:10] and self.valid_from <= now < self.valid_until


class BuildLedger:
    """Changes become permanent with `commit`. Any method may raise `LedgerDamaged`."""

    def __init__(self, ledger: Ledger):
        self._ledger = ledger

    def commit(self) -> None:
        """Raises OSError."""
        self._ledger.commit()

    # ---- the release and the trees

    @property
    def release(self) -> ReleaseState | None:
        data = self._ledger.get("release", "live")
        return decoded(_RELEASE.decode, data) if data else None

    def put_release(self, release: ReleaseState) -> None:
        self._ledger.put("release", {"live": encode(release)})
        self._ledger.drop("release", ["finished"])

    @property
    def finished(self) -> bool:
        """Whether the last build also did what follows the switch: a kill in between leaves last good texts unsaved."""
        return self._ledger.get("release", "finished") is not None

    def finish(self) -> None:
        self._ledger.put("release", {"finished": b""})
        self._ledger.commit()

    def tree(self, name: str) -> TreeRecord | None:
        data = self._ledger.get("tree", name)
        return decoded(_TREE.decode, data) if data else None

    def put_tree(self, name: str, record: TreeRecord) -> None:
        self._ledger.put("tree", {name: encode(record)})

    def drop_tree(self, name: str) -> None:
        """The next probe reads every byte of the tree."""
        self._ledger.drop("tree", [name])

    # ---- derived values

    def derived(self, kind: str, name: str, inputs: Mapping[str, bytes], decode: Callable[[bytes], T]) -> T | None:
        """The value that was derived from the same inputs (label → digest), or None."""
        data = self._ledger.get(kind, name)
        if data is None:
            return None
        made_from, value = decoded(_DERIVED.decode, data)
        return decoded(decode, value) if made_from == inputs else None

    def derive(self, name: str, inputs: Mapping[str, bytes], decode: Callable[[bytes], T], make: Callable[[], T]) -> T:
        """The value of this name that was derived from the same inputs, or what `make` returns, which is kept."""
        value = self.derived("derived", name, inputs, decode)
        if value is None:
            value = make()
            self.put_derived("derived", name, inputs, encode(value))
        return value

    def put_derived(self, kind: str, name: str, inputs: Mapping[str, bytes], value: bytes) -> None:
        self._ledger.put(kind, {name: encode((inputs, value))})

    def drop_others(self, kind: str, names: Iterable[str]) -> None:
        """Forgets the values of a kind that have other names."""
        self._ledger.drop(kind, self._ledger.names(kind).difference(names))

    # ---- tasks

    @cached_property
    def tasks(self) -> dict[str, TaskEntry]:
        """By name."""
        tasks = {name: decoded(_TASK.decode, data) for name, data in self._ledger.all("task")}
        if self._ledger.get("whole", "task") not in (None, _digest(tasks)):
            raise LedgerDamaged("tasks of several builds")
        return tasks

    def put_tasks(
        self, made: Mapping[str, tuple[TaskEntry, Iterable[str]]], removed_tasks: Iterable[str], removed_paths: Set[str]
    ) -> None:
        """`made`: tasks with the paths that their files link to."""
        for name in removed_tasks:
            del self.tasks[name]
            self._ledger.drop("task", [name])
            self._ledger.drop("links", [name])
        self.tasks.update({name: entry for name, (entry, _) in made.items()})
        self._ledger.put("task", {name: encode(entry) for name, (entry, _) in made.items()})
        links = {name: set(links) for name, (_, links) in made.items()}
        self._put_links(links)
        self._put_links({name: self.links(name) - removed_paths for name in self.linking_to(removed_paths)})
        self._ledger.put("whole", {"task": _digest(self.tasks)})

    def _put_links(self, links: Mapping[str, Set[str]]) -> None:
        self._ledger.put("links", {name: "\n".join(sorted(paths)).encode() for name, paths in links.items()})

    def links(self, name: str) -> set[str]:
        """The paths that a task's files link to."""
        data = self._ledger.get("links", name)
        return set(data.decode().split("\n")) if data else set()

    def linking_to(self, paths: Set[str]) -> list[str]:
        """Tasks with links to any of these paths."""
        if not paths:
            return []
        return [name for name, data in self._ledger.all("links") if not paths.isdisjoint(data.decode().split("\n"))]

    def forget_results(self) -> None:
        """Everything is made again; only the manifest of the last release stays known."""
        for kind in self._ledger.kinds - _OF_RELEASES:
            self._ledger.drop(kind, self._ledger.names(kind))
        self.tasks = {
            name: msgspec.structs.replace(entry, inputs={}, keys=bytes(len(entry.keys)))
            for name, entry in self.tasks.items()
        }


def _digest(tasks: Mapping[str, TaskEntry]) -> bytes:
    """Of all tasks together, to detect rows that a power cut left from an older build."""
    return content_digest(*(name.encode() + entry.sums + entry.keys for name, entry in sorted(tasks.items())))


def decoded(decode: Callable[[bytes], T], data: bytes) -> T:
    """A value of the ledger. Raises `LedgerDamaged` for what another version of the program wrote."""
    try:
        return decode(data)
    except ValueError as error:
        raise LedgerDamaged(str(error)) from error


_TASK = msgspec.msgpack.Decoder(TaskEntry)
_RELEASE = msgspec.msgpack.Decoder(ReleaseState)
_TREE = msgspec.msgpack.Decoder(TreeRecord)
_DERIVED = msgspec.msgpack.Decoder(tuple[dict[str, bytes], bytes])
