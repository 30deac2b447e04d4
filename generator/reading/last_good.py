"""Last good versions: the texts that the live release was made from, to replace files that have become unreadable.

They are not a cache, because nothing else can restore them. A home's record maps a path to its text and the day from
which that text was used; it is written when a release made from it is published. Values of single fields could be
stored in the same way, under `<path>:<field>`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping

from generator.content.intake import Snapshot
from generator.content.text import decode
from generator.model.files import LastGoodText, Sources
from generator.model.last_good_text import strip_values
from generator.model.positions import Positions
from generator.store import Records

_FEDERATION = "city"  # the record of all files outside homes/


class LastGood:
    """Reads last good texts. Without `records` there are none: for checks, and for builds with `--fresh`."""

    def __init__(self, records: Records | None = None):
        self._records = records

    def loader(self, identity: str | None) -> Callable[[], Mapping[str, LastGoodText]]:
        """A function that reads the texts of a home, or (None) of the federation's files, by path."""
        return lambda: _read(self._records, identity or _FEDERATION)

    def has(self, identity: str) -> bool:
        """Whether the home can be built from its last good texts."""
        return f"homes/{identity}/home.yml" in self.loader(identity)()


def _read(records: Records | None, name: str) -> dict[str, LastGoodText]:
    found = records.read(name) if records else None
    return {path: LastGoodText(text, day) for path, (text, day) in (found or {}).items()}


class LastGoodWriter:
    """Stages the texts of homes while they are read; `commit` makes them the last good ones after publication."""

    def __init__(self, records: Records, fresh: bool):
        self._records, self._fresh = records, fresh
        self._committed: dict[str, str] = {} if fresh else records.digests()
        self.staged: dict[str, str] = {}  # home → digest, in this build

    def stage(
        self,
        identity: str | None,
        snapshot: Snapshot,
        sources: Sources,
        positions: Mapping[str, Positions],
        redacted: Collection[str],
        today: dt.date,
    ) -> str:
        """Writes the texts of a home, or (None) of the federation's files, if they changed; returns their digest.

        Values that are redacted (`file:field`) are removed from the texts. May run in a worker.
        """
        digest = hashlib.sha256("\0".join((sources.digest, *sorted(redacted))).encode()).hexdigest()
        name = identity or _FEDERATION
        if self._committed.get(name) != digest:
            before, folder = _read(self._records, name), f"homes/{identity}/" if identity else ""
            record = {}
            for path, original, day, places in _used_texts(snapshot, sources, positions, today.isoformat()):
                file, older = path.removeprefix(folder), sources.stand_ins.get(path)
                if older and older.fields is not None and any(value.partition(":")[0] == file for value in redacted):
                    continue  # entries may be numbered otherwise there: what is redacted now can't be found in it
                text = strip_values(file, original, places, redacted)
                if text is not None:
                    same = path in before and before[path].text == text
                    record[path] = (text, before[path].day if same else day)
            self._records.stage(name, record)
        return digest

    def has(self, identity: str, digest: str) -> bool:
        """Whether these texts are committed, or staged in this build."""
        return digest in (self._committed.get(identity), self.staged.get(identity))

    def commit(self, digests: Mapping[str | None, str]) -> None:
        """Keeps exactly the texts with these digests, by identity: those of the release just published."""
        if self._fresh:
            self._records.clear()
        self._records.publish({identity or _FEDERATION: digest for identity, digest in digests.items()})


def will_read_the_same(identity: str, sources: Sources, redacted: Collection[str]) -> bool:
    """Whether a home will be the same when the texts that were staged are read in the place of its files again: not if
    something was removed from a text that stands in now.
    """
    texts = ((path.removeprefix(f"homes/{identity}/"), older) for path, older in sources.stand_ins.items())
    return all(
        older.fields is None
        and strip_values(file, older.last_good.text, older.positions, redacted) == older.last_good.text
        for file, older in texts
        if any(value.partition(":")[0] == file for value in redacted)
    )


def _used_texts(
    snapshot: Snapshot, sources: Sources, positions: Mapping[str, Positions], today: str
) -> Iterator[tuple[str, str, str, Positions]]:
    """Path, text, the day from which it is used, and the positions in it, of each file."""
    for path in sources.read:
        yield path, decode(snapshot.texts[path])[0], today, positions[path]
    for path, older in sources.stand_ins.items():
        yield path, older.last_good.text, older.last_good.day, older.positions
