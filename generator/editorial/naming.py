"""Lists of names become lines of `recognition/`: looked through first, and written only when all names are sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.content import intake
from generator.content.text import decode
from generator.diagnostics import InvalidInput
from generator.editorial.placing import known_home, load_part
from generator.editorial.sheets import read_names
from generator.model import city as cities
from generator.model.load import Content, load_federation
from generator.model.recognition import FamilyHonour, Round
from generator.office.intake import applying
from generator.office.intake.in_full import Names
from generator.office.intake.inbox import Inbox
from generator.office.intake.naming import Named, NamedFamily, NameFinder
from generator.office.intake.owners import Known
from generator.office.intake.patching import END, Edit, patch
from generator.office.own_words import OwnWords
from generator.workers import Failure, Workers

_ASKED = re.compile(r"(\d{4})-([a-z0-9-]+)")
FAMILIES = "families"


@dataclass(frozen=True)
class Announced:
    """What a list of names comes to. `file`: the path in the content folder; `there`: how many stand in it already."""

    file: str
    names: tuple[Named, ...]
    there: int
    text: str

    @property
    def doubts(self) -> list[Named]:
        return [one for one in self.names if one.why]


def announced(content: Path, files: Sequence[Path], asked: str) -> Announced:
    """The names in `files` for `recognition/<asked>.yml`. Raises `InvalidInput`, `CityUnreadable`."""
    snapshot = intake.take_city_snapshot(content)
    federation = load_federation(snapshot)
    found = _ASKED.fullmatch(asked)
    if not found or found[2] not in ("city", FAMILIES, *federation.districts):
        raise InvalidInput(f"“{asked[:30]}”不是认定的文件", "写成 2026-city、2026-<区> 或 2026-families")
    finder = _finder(snapshot, federation, int(found[1]), found[2])
    names: list[Named] = []
    for lines in read_names(files):
        if isinstance(lines, InvalidInput):
            raise lines
        of = found[2] if found[2] in federation.districts else ""
        names += finder.families_in(lines) if found[2] == FAMILIES else finder.homes_in(lines, of)
    unique = tuple({(one.home, one.family, one.line if one.why else ""): one for one in names}.values())
    return _with_text(content, federation, f"recognition/{asked}.yml", found[2], int(found[1]), unique)


def write_names(content: Path, result: Announced) -> None:
    """Puts the file in its place. Raises `InvalidInput` where somebody else is writing."""
    inbox = Inbox(content)
    with applying.locked(inbox.folder):
        applying.finish(inbox.folder, content)
        applying.apply(inbox.folder, content, {result.file: result.text.encode()})


def _finder(snapshot: intake.Snapshot, federation: Content, year: int, what: str) -> NameFinder:
    homes = [one for one in snapshot.homes if what not in federation.districts or one.startswith(f"{what}/")]
    known: list[Known] = []
    families: dict[str, tuple[NamedFamily, ...]] = {}
    with Workers() as workers:
        for read in workers.each(partial(_read, snapshot, federation), homes):
            if read is not None and not isinstance(read, Failure):
                known.append(read[0])
                families[read[0].identity] = read[1]
    choice = cities.lists(federation.standard)[FAMILIES]
    levels = {label: code for code, label in choice.names.items()}
    return NameFinder(federation.districts, known, families, levels, year, OwnWords(federation.standard))


def _read(
    snapshot: intake.Snapshot, federation: Content, identity: str
) -> tuple[Known, tuple[NamedFamily, ...]] | None:
    """In a worker."""
    home = load_part(snapshot, federation, identity, ("home.yml", "families.yml"))
    if home is None:
        return None
    return known_home(home), tuple(NamedFamily(one.id, one.family, one.year) for one in home.families or ())


def _with_text(
    content: Path, federation: Content, file: str, what: str, year: int, names: tuple[Named, ...]
) -> Announced:
    """The file with the names that are not in it yet."""
    path = content / file
    head = "" if what == FAMILIES else f"level: {'city' if what == 'city' else 'district'}\nyear: {year}\n"
    text = decode(path.read_bytes())[0] if path.is_file() else head
    sure = [one for one in names if one.home and not one.why]
    if what == FAMILIES:
        honoured = [honour for of, honour in federation.family_honours if of == year]
        families = {(honour.home, honour.family, honour.level) for honour in honoured}
        new = [one for one in sure if (one.home, one.family, one.level) not in families]
        edits = [Edit((END,), {"home": one.home, "family": one.family, "level": one.level}) for one in new]
    else:
        there = {home for one in federation.rounds if (one.year, one.by) == (year, what) for home in one.recognised}
        new = [one for one in sure if one.home not in there]
        edits = [Edit(("recognised", END), one.home) for one in new]
    text = patch(text, edits, Names(FamilyHonour if what == FAMILIES else Round))
    return Announced(file, names, len(sure) - len(new), text)
