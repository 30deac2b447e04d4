"""Last good versions: the texts that the live release rests on, and what of them stands in for files that broke since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping

from generator.content.text import decode
from generator.model.files import Kept
from generator.model.kept import without
from generator.model.reader import Marks
from generator.pipeline.order import Reading
from generator.store import Records
from generator.workers import Lost, Workers

_FEDERATION = "city"  # the record of all that lies outside homes/


class LastGood:
    """The kept texts, by home. None for a reading that must not know of them: a check, or a build that begins afresh."""

    def __init__(self, records: Records | None = None):
        self._records = records

    def of(self, identity: str | None) -> Callable[[], Mapping[str, Kept]]:
        """What gives the kept texts of a home, or of the federation, by path; read only when asked."""
        return lambda: _kept(self._records, identity or _FEDERATION)

    def has(self, identity: str) -> bool:
        """Whether a home could do without its present files."""
        return f"homes/{identity}/home.yml" in self.of(identity)()


def _kept(records: Records | None, name: str) -> dict[str, Kept]:
    found = records.read(name) if records else None
    return {path: Kept(text, day) for path, (text, day) in (found or {}).items()}


def keep(reading: Reading, records: Records, workers: Workers) -> None:
    """Keeps what the release just published rests on: of every home in it, each file as it was read. What is unchanged stays."""
    if reading.order.fresh:
        records.forget()
    texts = {name: _Texts(reading, name) for name in (None, *reading.assessment.content.homes)}
    stamps = {name or _FEDERATION: one.stamp for name, one in texts.items()}
    stale = records.stale(stamps)

    def write(name: str) -> None:
        records.write(name, texts[None if name == _FEDERATION else name].kept(_kept(records, name)))

    for name, done in zip(stale, workers.each(write, stale), strict=True):
        if isinstance(done, Lost):
            records.forget([name])
            del stamps[name]
    records.stamp(stamps)


class _Texts:
    """What is kept of one home, or (None) of the federation: its texts without what is withheld."""

    def __init__(self, reading: Reading, name: str | None):
        self._reading = reading
        self._sources = reading.sources[name]
        self._withheld = reading.assessment.withheld[name]
        content = reading.assessment.content
        self._marks, self._folder = (content.homes[name].marks, f"homes/{name}/") if name else (content.marks, "")

    @property
    def stamp(self) -> str:
        return hashlib.sha256("\0".join((self._sources.digest, *sorted(self._withheld))).encode()).hexdigest()

    def kept(self, before: Mapping[str, Kept]) -> dict[str, tuple[str, str]]:
        """Path → text, and the day since which it is so; runs in a worker."""
        found = {}
        for path, text, day, marks in self._used():
            text = without(path.removeprefix(self._folder), text, marks, self._withheld)
            if text is not None:
                same = path in before and before[path].text == text
                found[path] = (text, before[path].day if same else day)
        return found

    def _used(self) -> Iterator[tuple[str, str, str, Marks]]:
        """Path, text, day and places of each file."""
        today = self._reading.site.today.isoformat()
        for path in self._sources.read:
            yield path, decode(self._reading.snapshot.texts[path])[0], today, self._marks[path]
        for path, older in self._sources.stood_in.items():
            yield path, older.kept.text, older.kept.day, older.marks
