"""How things are before a build: told from the status of all that it would read and of what it wrote the last time,
without reading either.
"""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path

from generator.content.fingerprints import fingerprints
from generator.pipeline.build_ledger import BuildLedger, ReleaseState
from generator.pipeline.options import BuildOptions
from generator.publish import headers
from generator.store import FileEntry, Slot, State, difference
from generator.workers import Workers, whole

_PROGRAM = Path(__file__).resolve().parents[1]
_INSTALLED = Path(sysconfig.get_path("purelib"))  # its time of change tells of every package that came or went


@dataclass(frozen=True)
class Status:
    """`fingerprints` of the content by home, "" being the rest, empty where something changed just now.

    `changed`: homes that have another than in the last build. `manifest` of the last release; `live` are the paths at
    which the live tree holds something else, `idle` tells those of the other. `current`: the last release, where a
    build would make it again.
    """

    program: bytes
    wishes: bytes
    fingerprints: dict[str, str]
    changed: frozenset[str]
    manifest: dict[str, FileEntry]
    live: frozenset[str]
    idle: Callable[[], frozenset[str]]
    current: ReleaseState | None

    @property
    def there(self) -> frozenset[str]:
        """Paths of the last release that lie in one of the trees as they should."""
        return frozenset(self.manifest).difference(self.lost)

    @cached_property
    def lost(self) -> frozenset[str]:
        """Paths of the last release that neither tree has as it should."""
        return self.live & self.idle() if self.live else frozenset()


def probe(options: BuildOptions, theme: Path, state: State, known: BuildLedger, workers: Workers) -> Status:
    """How things are: two processes look at the content and at the live tree meanwhile."""
    looking = workers.each(_call, [partial(fingerprints, options.content, options.only)])
    manifest = {path: entry for task in known.tasks.values() for path, entry in task.entries()}
    live, idle = (partial(_differs, state, known, manifest, slot, options.fresh) for slot in (state.live, state.idle))
    looking_at_live = workers.each(_call, [live])
    program, wishes, before = _program(), _wishes(options, theme), known.release
    prints, differs = whole(next(looking)), whole(next(looking_at_live))
    then = before.fingerprints if before else {}
    changed = frozenset(one for one in prints if not prints[one] or prints[one] != then.get(one))
    status = partial(Status, program, wishes, prints, changed, manifest, differs)
    if before and not (
        changed or differs or then.keys() != prints.keys() or options.fresh or state.must_replace_idle()
    ):
        kept = all(state.has(name, text) for name, text in headers.files())
        if kept and (before.program, before.wishes) == (program, wishes) and before.holds(options.as_of):
            return status(frozenset, before)
    looking_at_idle = workers.each(_call, [idle])
    return status(cache(lambda: whole(next(looking_at_idle))), None)


def _differs(
    state: State, known: BuildLedger, manifest: dict[str, FileEntry], slot: Slot | None, thorough: bool
) -> frozenset[str]:
    return (
        frozenset(manifest)
        if slot is None
        else difference(slot.root, manifest, None if thorough else known.tree(slot.name))
    )


def _call(act: Callable[[], object]) -> object:
    return act()


def _program() -> bytes:
    """What homes are read and pages are made by, beside content and theme."""
    return _digest(sys.version, (*sorted(_files(_PROGRAM)), _INSTALLED))


def _wishes(options: BuildOptions, theme: Path) -> bytes:
    """Everything that a release depends on beside the content, the program and the moment."""
    return _digest(
        f"{options.photos}\0{options.cards}\0{options.only}", (*sorted(_files(theme)), theme.parent / "mkdocs.yml")
    )


def _digest(told: str, files: Iterable[str | Path]) -> bytes:
    found = hashlib.blake2b(told.encode(), digest_size=16)
    for path in files:
        status = os.stat(path)
        found.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return found.digest()


def _files(folder: Path) -> list[str]:
    """All that a program or a theme is made of."""
    return [
        os.path.join(above, name) for above, _, names in os.walk(folder) for name in names if not name.endswith(".pyc")
    ]
