"""Last good versions: the texts that the live release rests on, and what of them stands in for files that broke since.

They are no cache: nothing else knows them. A record is written when the release that rests on it goes out, and holds by
path what was read, each with the day since which it counts; values of single fields would be records of the same kind,
by `<path>:<field>`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping

from generator.content.intake import Snapshot
from generator.content.text import decode
from generator.model.files import LastGoodText, Sources
from generator.model.last_good_text import strip_values
from generator.model.reader import Positions
from generator.store import Records

_FEDERATION = "city"  # the record of all that lies outside homes/


class LastGood:
    """The kept texts, by home.

    None for a reading that must not know of them: a check, or a build that begins afresh.
    """

    def __init__(self, records: Records | None = None):
        self._records = records

    def of(self, identity: str | None) -> Callable[[], Mapping[str, LastGoodText]]:
        """What gives the kept texts of a home, or of the federation, by path; read only when asked."""
        return lambda: _kept(self._records, identity or _FEDERATION)

    def has(self, identity: str) -> bool:
        """Whether a home could do without its present files."""
        return f"homes/{identity}/home.yml" in self.of(identity)()


def _kept(records: Records | None, name: str) -> dict[str, LastGoodText]:
    found = records.read(name) if records else None
    return {path: LastGoodText(text, day) for path, (text, day) in (found or {}).items()}


class LastGoodWriter:
    """Stages, while homes are read, what each file said; counts only once the release that rests on it is out."""

    def __init__(self, records: Records, fresh: bool):
        self._records, self._fresh = records, fresh
        self._known = {} if fresh else records.stamps()
        self.staged: dict[str, str] = {}  # home → stamp, in this build

    def stage(
        self,
        name: str | None,
        snapshot: Snapshot,
        sources: Sources,
        positions: Mapping[str, Positions],
        redacted: Collection[str],
        today: dt.date,
    ) -> str:
        """Of a home, or (None) of the federation: its texts without what is redacted.

        Returns their stamp; what is unchanged stays.

        In a worker or not. Text that is redacted is kept nowhere.
        """
        last_good_digest = hashlib.sha256("\0".join((sources.digest, *sorted(redacted))).encode()).hexdigest()
        key = name or _FEDERATION
        if self._known.get(key) != last_good_digest:
            before, folder = _kept(self._records, key), f"homes/{name}/" if name else ""
            found = {}
            for path, text, day, own in _used(snapshot, sources, positions, today.isoformat()):
                text = strip_values(path.removeprefix(folder), text, own, redacted)
                if text is not None:
                    same = path in before and before[path].text == text
                    found[path] = (text, before[path].day if same else day)
            self._records.prepare(key, found)
        return last_good_digest

    def has(self, identity: str, last_good_digest: str) -> bool:
        """Whether just this counts already, or will with this build."""
        return last_good_digest in (self._known.get(identity), self.staged.get(identity))

    def commit(self, last_good_digests: Mapping[str | None, str]) -> None:
        """After the switch: what was staged of the homes in the release, and nothing else, is what counts from now on."""
        if self._fresh:
            self._records.forget()
        self._records.publish(
            {name or _FEDERATION: last_good_digest for name, last_good_digest in last_good_digests.items()}
        )


def _used(
    snapshot: Snapshot, sources: Sources, positions: Mapping[str, Positions], today: str
) -> Iterator[tuple[str, str, str, Positions]]:
    """Path, text, the day since which it counts, and the places in it, of each file."""
    for path in sources.read:
        yield path, decode(snapshot.texts[path])[0], today, positions[path]
    for path, older in sources.stand_ins.items():
        yield path, older.last_good.text, older.last_good.day, older.positions
