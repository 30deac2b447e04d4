"""What was agreed, as the files of a home: only what changed is another text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.content import frontmatter, yaml_nodes
from generator.content.pinyin import pinyin
from generator.content.text import decode
from generator.diagnostics import InvalidInput
from generator.model.documents import Activity, AdoptedRegulation, Brand, Introduction, RegulationText
from generator.model.federation import District
from generator.model.home import Profile
from generator.model.honours import Consent, Family
from generator.model.ledger import Ledger
from generator.model.load import Home
from generator.model.reader import RecordReader
from generator.office import scaffold
from generator.office.intake.documents import patch_document
from generator.office.intake.in_full import Names, Path
from generator.office.intake.outcomes import Change, Conflict, Outcome, Problem
from generator.office.intake.patching import END, Edit, patch
from generator.office.intake.submission import label, sentence, where
from generator.office.own_words import USUAL, OwnWords

_BOM = b"\xef\xbb\xbf"
_STEP = re.compile(r"([a-z_]+)|\[(\d*)\]")
_RECORDS: dict[str, type] = {
    "home.yml": Profile,
    "ledger.yml": Ledger,
    "intro.md": Introduction,
    "brand.md": Brand,
    "families.yml": Family,
    "consents.yml": Consent,
    "regulations.yml": AdoptedRegulation,
}
_LISTS = ("families.yml", "consents.yml", "regulations.yml")
_FOLDERS: dict[str, type] = {"activities": Activity, "regulations": RegulationText}

Files = Mapping[str, bytes]
"""Bytes by path in the folder of a home."""


@dataclass
class _FileEdits:
    edits: list[Edit] = field(default_factory=list)
    body: str | None = None
    gone: bool = False


def accepted_files(
    outcome: Outcome, home: Home | None, district: District, files: Files, own: OwnWords = USUAL
) -> dict[str, bytes | None]:
    """The files that differ once all changes and deletions are made; None for one that goes.

    `files` of the home as they stand; of a new home there are none. Raises `InvalidInput`.
    """
    if outcome.new:
        files = {name: text.encode() for name, text in scaffold.files(district, own).items()}
    edits: dict[str, _FileEdits] = {}
    for change in (*outcome.changes, *outcome.deletions):
        _place(outcome.identity, change, home, files, edits, own)
    changed: dict[str, bytes | None] = dict(files) if outcome.new else {}
    for path, wanted in edits.items():
        changed |= _changed(path, wanted, files, own)
    return changed


def writable(outcome: Outcome, home: Home | None, district: District, files: Files, own: OwnWords = USUAL) -> Outcome:
    """What came, with each change that no file takes by itself among the errors instead: the others don't wait for it.

    As `accepted_files`.
    """
    errors: list[Problem] = []

    def fits(one: Change | Conflict) -> bool:
        change = one if isinstance(one, Change) else Change(one.at, one.key, one.now, one.came, one.public, one.place)
        try:
            accepted_files(replace(outcome, changes=[change], deletions=[]), home, district, files, own)
        except InvalidInput as error:
            remedy = f"请管内容的人手工改：{sentence(change, own)}"
            errors.append(Problem(one.place, own(label(one.at, one.key)), error.message, remedy, one.at, one.key))
            return False
        return True

    left = replace(
        outcome,
        changes=list(filter(fits, outcome.changes)),
        deletions=list(filter(fits, outcome.deletions)),
        conflicts=list(filter(fits, outcome.conflicts)),
    )
    return replace(left, errors=[*outcome.errors, *errors])


def _place(
    identity: str, change: Change, home: Home | None, files: Files, edits: dict[str, _FileEdits], own: OwnWords
) -> None:
    """Enters what a change means for which file."""
    path, inside = where(identity, change.at, change.key)
    name = path.removeprefix(f"homes/{identity}/")
    value = change.after
    if name.startswith("activities/") and not inside:
        _whole_document(name, value, files, edits)
        return
    text_field = re.fullmatch(r"\[(\d+)\]\.text\.(.+)", inside) if name == "regulations.yml" else None
    if text_field:
        _regulation_text(int(text_field[1]), text_field[2], value, home, edits)
        return
    if name == "regulations.yml" and isinstance(value, dict) and "text" in value:
        value = _with_text_file(dict(value), files, edits)
    wanted = edits.setdefault(name, _FileEdits())
    if inside == "body":
        wanted.body = str(value or "")
    else:
        wanted.edits.append(Edit(_steps(name, inside, files, own), value))


def _whole_document(name: str, value: Any, files: Files, edits: dict[str, _FileEdits]) -> None:
    if value is None:
        edits[name] = _FileEdits(gone=True)
        return
    stem, number = name.removesuffix(".md"), 2
    while name in files or name in edits:
        name, number = f"{stem}-{number}.md", number + 1
    edits[name] = _document_edits(dict(value))


def _document_edits(value: dict[str, Any]) -> _FileEdits:
    body = value.pop("body", "")
    return _FileEdits([Edit((key,), one) for key, one in value.items()], str(body))


def _regulation_text(number: int, key: str, value: Any, home: Home | None, edits: dict[str, _FileEdits]) -> None:
    """A field of the file that a regulation names; a regulation without one gets one."""
    entry = home.regulations[number] if home else None
    file = entry.file if entry and entry.file else None
    if file is None:
        title = (entry.title if entry else None) or f"zhidu {number + 1}"
        file = "-".join(pinyin(title).split())[:50] + ".md"
        edits.setdefault("regulations.yml", _FileEdits()).edits.append(Edit((number, "file"), file))
    wanted = edits.setdefault(f"regulations/{file.removesuffix('.md')}.md", _FileEdits())
    if key == "body":
        wanted.body = str(value or "")
    else:
        wanted.edits.append(Edit((key,), value))


def _with_text_file(value: dict[str, Any], files: Files, edits: dict[str, _FileEdits]) -> dict[str, Any]:
    """A new regulation without its text, which becomes a file that it names."""
    text = value.pop("text")
    title = str(value.get("title") or text.get("title") or "zhidu")
    stem, number = "-".join(pinyin(title).split())[:50] or "zhidu", 2
    name = f"{stem}.md"
    while f"regulations/{name}" in files or f"regulations/{name}" in edits:
        name, number = f"{stem}-{number}.md", number + 1
    name = str(value.setdefault("file", name))
    edits[f"regulations/{name.removesuffix('.md')}.md"] = _document_edits(dict(text))
    return value


def _record_of(name: str) -> type | None:
    return _RECORDS.get(name) or _FOLDERS.get(name.partition("/")[0])


def _steps(name: str, inside: str, files: Files, own: OwnWords) -> Path:
    """The path of a field in its file; entries that could not be read stand there too, and count."""
    steps: list[str | int] = []
    for found in _STEP.finditer(inside):
        if found[1]:
            steps.append(found[1])
        elif found[2]:
            listed = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
            steps.append(_number_in_file(name, listed, int(found[2]), files, own))
        else:
            steps.append(END)
    return tuple(steps)


def _number_in_file(name: str, listed: str, number: int, files: Files, own: OwnWords) -> int:
    """The number in the file of an entry that is `number` among those that could be read."""
    record = _record_of(name)
    root = yaml_nodes.parse(_head(name, files)).root if name in files else None
    if root is None or record is None:
        return number
    reader = RecordReader(name, lists=own.lists, usual=own.word.usual)
    if name in _LISTS:
        reader.records(root, record)
    else:
        reader.record(root, record, partial=True)
    lost = {path for path in reader.lost if path.startswith(f"{listed}[")}
    at = -1
    for _ in range(number + 1):
        at += 1
        while f"{listed}[{at}]" in lost:
            at += 1
    return at


def _head(name: str, files: Files) -> str:
    """The YAML of a file."""
    text = decode(files[name])[0]
    return frontmatter.split(text).head if name.endswith(".md") else text


def _changed(name: str, wanted: _FileEdits, files: Files, own: OwnWords) -> dict[str, bytes | None]:
    """The file with its edits; an activity moves with its day."""
    if wanted.gone:
        return {name: None}
    data = files.get(name, b"")
    bom, body = (_BOM, data[len(_BOM) :]) if data.startswith(_BOM) else (b"", data)
    encoding = "gb18030" if data and decode(data)[1] else "utf-8"
    text, names = body.decode(encoding), Names(_record_of(name), own.lists)
    try:
        if name.endswith(".md"):
            text = patch_document(text, wanted.edits, names, wanted.body)
        else:
            text = patch(text, wanted.edits, names)
    except InvalidInput as error:
        raise InvalidInput(f"{name}：{error.message}", error.remedy) from None
    written = bom + text.encode(encoding)
    day = next((str(edit.value)[:10] for edit in wanted.edits if edit.path == ("date",) and name in files), None)
    if name.startswith("activities/") and day and not name.startswith(f"activities/{day}"):
        return {name: None, f"activities/{day}{name[len('activities/2026-01-01') :]}": written}
    return {name: written}
