"""Finds out what changed since the last build, from the status of files: neither content nor site is read."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TypeVar

from generator.content.fingerprints import fingerprints
from generator.pipeline.build_ledger import BuildLedger, ReleaseState
from generator.publish import headers
from generator.reading.options import BuildOptions
from generator.store import FileEntry, Slot, State, difference
from generator.workers import Executor, unwrap

T = TypeVar("T")

_PROGRAM = Path(__file__).resolve().parents[1]
_INSTALLED = Path(sysconfig.get_path("purelib"))  # its mtime changes with every package that is installed or removed


@dataclass(frozen=True)
class Status:
    """`program`, `options`: digests. `fingerprints` of the content: by home, and "" for everything else; empty for
    files modified at this moment. `changed`: homes with another fingerprint than in the last release. `files`: a
    function that returns the manifest of the last release. `live`, `idle`: paths in which these trees differ from it.
    `current`: the last release, if a build would make it again.
    """

    program: bytes
    options: bytes
    fingerprints: Mapping[str, str]
    changed: frozenset[str]
    files: Callable[[], dict[str, FileEntry]]
    live: frozenset[str]
    idle: Callable[[], frozenset[str]]
    current: ReleaseState | None

    @property
    def manifest(self) -> dict[str, FileEntry]:
        """The files of the last release."""
        return self.files()

    @property
    def available(self) -> frozenset[str]:
        """Paths of the last release that are intact in one of the trees."""
        return frozenset(self.manifest).difference(self.lost)

    @cached_property
    def lost(self) -> frozenset[str]:
        """Paths of the last release that are intact in neither tree."""
        return self.live & self.idle() if self.live else frozenset()


def probe(options: BuildOptions, theme: Path, state: State, ledger: BuildLedger, executor: Executor) -> Status:
    """Two processes look at the content and at the live tree at the same time."""
    content = _start(executor, partial(fingerprints, options.content, options.only))
    tasks = ledger.tasks

    @cache
    def files() -> dict[str, FileEntry]:
        return {path: entry for task in tasks.values() for path, entry in task.entries()}

    differs = partial(_differs, state, ledger, files, options.fresh)
    live_tree = _start(executor, partial(differs, state.live))
    program, options_digest, before = _program_digest(), _options_digest(options, theme), ledger.release
    current, live = content(), live_tree()
    earlier = before.fingerprints if before else {}
    changed = frozenset(one for one in current if not current[one] or current[one] != earlier.get(one))
    status = partial(Status, program, options_digest, current, changed, files, live)
    unchanged = not (changed or live or earlier.keys() != current.keys() or options.fresh)
    if (
        before
        and ledger.finished
        and unchanged
        and not state.must_replace_idle()
        and all(state.has_public(name, text) for name, text in headers.files())
        and (before.program, before.options) == (program, options_digest)
        and before.is_valid(options.as_of)
    ):
        return status(frozenset, before)
    return status(cache(_start(executor, partial(differs, state.idle))), None)


def _differs(
    state: State, ledger: BuildLedger, files: Callable[[], dict[str, FileEntry]], read_all: bool, slot: Slot | None
) -> frozenset[str]:
    if slot is None:
        return frozenset(files())
    return difference(slot.root, files(), None if read_all else ledger.tree(slot.name))


def _start(executor: Executor, function: Callable[[], T]) -> Callable[[], T]:
    """Runs a function in another process; returns a function that waits for its result."""
    results = executor.each(lambda _: function(), [None])
    return lambda: unwrap(*results)  # to their end, which ends the process


def _program_digest() -> bytes:
    """Of everything that affects pages beside content and theme."""
    return _status_digest(sys.version, (*sorted(_files(_PROGRAM)), _INSTALLED))


def _options_digest(options: BuildOptions, theme: Path) -> bytes:
    """Of everything that affects a release beside content, program and time."""
    chosen = (options.photos, options.cards, options.packs, options.only, options.unapproved, options.embargoed)
    text = "\0".join(map(str, chosen))
    return _status_digest(text, (*sorted(_files(theme)), theme.parent / "mkdocs.yml"))


def _status_digest(text: str, files: Iterable[str | Path]) -> bytes:
    digest = hashlib.blake2b(text.encode(), digest_size=16)
    for path in files:
        status = os.stat(path)
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.digest()


def _files(folder: Path) -> list[str]:
    return [
        os.path.join(root, name) for root, _, names in os.walk(folder) for name in names if not name.endswith(".pyc")
    ]
