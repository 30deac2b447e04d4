"""The fallback: mkdocs.yml, theme, city.yml and hand-written pages of the live release.

When they are broken, a withdrawal is published with these; homes and the federation's files have last good versions.
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
from generator.model import approvals, withdrawals, withheld
from generator.model.files import Files
from generator.model.home import Profile
from generator.model.honours import Consent
from generator.model.load import Home
from generator.public import consent
from generator.reading.consent_history import update_history
from generator.reading.last_good import LastGood
from generator.reading.options import BuildOptions
from generator.store import State, remove_tree, unique_name
from generator.workers import Executor, Failure

_CITY, _PAGES = "city.yml", "pages"
_ALWAYS_CURRENT = (withdrawals.FILE, withheld.FILE, f"{approvals.FOLDER}/")


@dataclass(frozen=True)
class Fallback:
    """`project`: a folder with mkdocs.yml, theme/, city.yml and pages/."""

    project: Path

    @property
    def theme(self) -> Path:
        return self.project / "theme"

    def snapshot(self, now: Snapshot, last_good: LastGood) -> Snapshot:
        """`now` with the former city, federation and pages, but with the present withdrawals and homes."""
        texts = {path: older.text.encode() for path, older in last_good.loader(None)().items()}
        texts[_CITY] = (self.project / _CITY).read_bytes()
        texts |= {path: data for path, data in now.texts.items() if path.startswith(_ALWAYS_CURRENT)}
        root = self.project / _PAGES
        pages = {path.relative_to(root).as_posix(): path.read_bytes() for path in _files(root)}
        return dataclasses.replace(now, texts=texts, pages=pages)


def load_fallback(state: State) -> Fallback | None:
    folders = sorted(state.fallback.glob("*")) if state.live else []
    return Fallback(folders[-1]) if folders else None


def save_fallback(state: State, snapshot: Snapshot, theme: Path, pages: dict[str, bytes]) -> None:
    """Saves the fallback of the release just published; `pages` without withheld ones. Raises OSError."""
    files = {_CITY: snapshot.texts[_CITY]} | {f"{_PAGES}/{path}": data for path, data in pages.items()}
    files |= {f"theme/{path.relative_to(theme).as_posix()}": path.read_bytes() for path in _files(theme)}
    files["mkdocs.yml"] = (theme.parent / "mkdocs.yml").read_bytes()
    digest = hashlib.sha256()
    for path, data in sorted(files.items()):
        digest.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    target = state.fallback / digest.hexdigest()
    if not target.is_dir():
        temporary = state.scratch / unique_name()
        for path, data in files.items():
            private.make_folder((temporary / path).parent)
            private.write(temporary / path, data)
        private.make_folder(state.fallback)
        os.rename(temporary, target)
    for other in state.fallback.iterdir():
        if other != target:
            remove_tree(other)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def must_unpublish(options: BuildOptions, state: State, executor: Executor) -> bool:
    """Whether the live release shows something that is withdrawn or withheld by now."""
    basis, today = state.live_basis, options.today
    if basis is None:
        return True
    snapshot = intake.take_city_snapshot(options.content)
    history, files = update_history(snapshot, options, state), Files(snapshot)
    if not set(basis.withheld).issuperset(withheld.load(files, history.withheld).on(today).entries):
        return True
    known = withdrawals.load(files, history)

    def consents_of(identity: str) -> list[str]:
        own = Files(intake.take_home_snapshot(snapshot, identity))
        path = f"homes/{identity}/consents.yml"
        profile = own.record(f"homes/{identity}/home.yml", Profile) or Profile()
        written = own.records(path, Consent)
        names = {identity, *profile.formerly}
        consents, _ = withdrawals.apply(None if path in own.broken else written, names, known, own.positions, path)
        return [text for text, _ in consent.consents_in_force(Home(identity, profile, consents), today)]

    homes = sorted({text.partition(" ")[0] for text in basis.consents})
    found = (texts for texts in executor.each(consents_of, homes) if not isinstance(texts, Failure))
    return not basis.consents.keys() <= {text for texts in found for text in texts}
