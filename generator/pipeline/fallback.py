"""The last good rest: what a city has beside its homes, as the live release was made from it.

On this a withdrawal goes out while something else is broken; what homes and the federation wrote stands in the last
good records.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import private
from generator.content import intake
from generator.content.intake import Snapshot
from generator.model import withdrawals, withheld
from generator.model.files import Files
from generator.model.home import Profile
from generator.model.honours import Consent
from generator.model.load import Home
from generator.pipeline import consent_history
from generator.pipeline.last_good import LastGood
from generator.pipeline.options import BuildOptions
from generator.public import consent
from generator.store import State, remove_tree, unique
from generator.workers import Failure, Workers

_CITY, _PAGES = "city.yml", "pages"
_FIRST = (withdrawals.FILE, withheld.FILE)


@dataclass(frozen=True)
class Fallback:
    """`project`: a folder with mkdocs.yml and theme/, city.yml and pages/ beside them."""

    project: Path

    @property
    def theme(self) -> Path:
        return self.project / "theme"

    def snapshot(self, now: Snapshot, last_good: LastGood) -> Snapshot:
        """The city as it was, with the withdrawals and the homes of now."""
        texts = {path: kept.text.encode() for path, kept in last_good.of(None)().items()} | {
            _CITY: (self.project / _CITY).read_bytes()
        }
        texts |= {path: now.texts[path] for path in _FIRST if path in now.texts}
        pages = {
            path.relative_to(self.project / _PAGES).as_posix(): path.read_bytes()
            for path in _files(self.project / _PAGES)
        }
        return dataclasses.replace(now, texts=texts, pages=pages)


def recall(state: State) -> Fallback | None:
    """What was kept with a release, once one is out."""
    kept = sorted(state.rest.glob("*")) if state.live else []
    return Fallback(kept[-1]) if kept else None


def keep(state: State, snapshot: Snapshot, theme: Path, pages: dict[str, bytes]) -> None:
    """Keeps what the release that is out now was made from; `pages` without those that are withheld."""
    files = {_CITY: snapshot.texts[_CITY]} | {f"{_PAGES}/{path}": data for path, data in pages.items()}
    files |= {f"theme/{path.relative_to(theme).as_posix()}": path.read_bytes() for path in _files(theme)}
    files["mkdocs.yml"] = (theme.parent / "mkdocs.yml").read_bytes()
    told = hashlib.sha256()
    for path, data in sorted(files.items()):
        told.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    target = state.rest / told.hexdigest()
    if not target.is_dir():
        making = state.scratch / unique()
        for path, data in files.items():
            private.make_folder((making / path).parent)
            private.write(making / path, data)
        private.make_folder(state.rest)
        os.rename(making, target)
    for other in state.rest.iterdir():
        if other != target:
            remove_tree(other)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def overdue(options: BuildOptions, state: State, workers: Workers) -> bool:
    """Whether the live release shows what by now is withdrawn, or withheld."""
    rests, today = state.live_basis, options.today
    if rests is None:
        return True
    snapshot = intake.take_city_snapshot(options.content)
    known, files = consent_history.learned(snapshot, options, state), Files(snapshot)
    if not set(rests["withheld"]).issuperset(withheld.load(files, known.withheld).on(today).entries):
        return True
    taken_back = withdrawals.load(files, known)

    def granted(identity: str) -> list[str]:
        own = Files(intake.take_home_snapshot(snapshot, identity))
        path = f"homes/{identity}/consents.yml"
        profile, read = own.record(f"homes/{identity}/home.yml", Profile), own.records(path, Consent)
        names = {identity, *(profile.formerly if profile else ())}
        consents, _ = withdrawals.apply(None if path in own.broken else read, names, taken_back, own.positions, path)
        return [told for told, _ in consent.consents_in_force(Home(identity, profile, consents), today)]

    homes = sorted({told.partition(" ")[0] for told in rests["consents"]})
    return not rests["consents"].keys() <= {
        told for one in workers.each(granted, homes) if not isinstance(one, Failure) for told in one
    }
