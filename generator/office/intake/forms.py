"""What a form of ours saved, as entries of homes. It comes from strangers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.content.pinyin import pinyin
from generator.content.zips import read_entry
from generator.diagnostics import InvalidInput
from generator.model.identifiers import MAX_SLUG_LENGTH, SLUG
from generator.model.load import Home
from generator.office.form.sections import ACTIVITIES, ACTIVITY, FAMILIES, NEW, PHOTOS, Part, parts_by_key
from generator.office.intake.fields import FIELDS, list_of
from generator.office.intake.packets import AGAIN, open_packet
from generator.office.intake.returned import Asked, Cell, Entry, Heading, Returned
from generator.office.intake.sheets import MAX_CELL_LENGTH
from generator.office.intake.showing import list_key

FORMAT, VERSION = "homes-form", 1
_NUMBER = re.compile("[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}")
_MAX_DATA = 8 * 2**20  # bytes
_MAX_ENTRIES = 5_000
_LOST = InvalidInput("包里的内容读不出来，可能没有传完", AGAIN)


def read_form(data: bytes) -> Returned:
    """The entries of all that a form saved. Raises `InvalidInput`."""
    packet = open_packet(data)
    said = _parse(read_entry(packet.archive, packet.data, _MAX_DATA) or b"")
    if said.get("format") != FORMAT or said.get("version") != VERSION:
        raise InvalidInput("这个包是别的版本的表存的", "用 homes form 再出一份表，把内容填过去")
    number, scope = _string(said.get("number")), _string(said.get("scope"))
    returned = Returned(number if _NUMBER.fullmatch(number) else "", scope, is_form=True)
    _Reader(said, returned).read()
    returned.notes += [f"包里多了“{name[:60]}”，没有收" for name in packet.others]
    return returned


def _parse(data: bytes) -> dict[str, Any]:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise _LOST
    return said


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


@dataclass
class _Reader:
    """Reads the entries of one saved form. `counts`: entries of each list so far."""

    said: Mapping[str, Any]
    returned: Returned
    counts: dict[str, int] = field(default_factory=dict)

    def read(self) -> None:
        entries, scope = self.said.get("entries"), self.returned.scope
        is_new = self.said.get("kind") == NEW
        if not isinstance(entries, list) or len(entries) > _MAX_ENTRIES:
            raise _LOST
        steps = scope.split("/")
        if len(steps) != (1 if is_new else 2) or not all(map(SLUG.fullmatch, steps)):
            raise InvalidInput("看不出这张表是哪一家的", "用 homes form 再出一份表，把内容填过去")
        found = [entry for one in entries if (entry := self._entry(one, is_new))]
        if self.said.get("kind") == ACTIVITY:
            _tie_photos(found)
        if is_new:
            own = next((entry.cells for entry in found if not entry.list_key), {})
            self.returned.new[own["name"].text if "name" in own else ""] = found
        else:
            self.returned.homes[_string(self.said.get("home"))] = scope
            self.returned.entries[scope] = found

    def _entry(self, said: Any, is_new: bool) -> Entry | None:
        """An entry; None for one that says nothing."""
        if not isinstance(said, dict) or not isinstance(said.get("cells"), dict):
            raise _LOST
        listed, at = _string(said.get("list")), _string(said.get("at"))
        self.counts[listed] = number = self.counts.get(listed, 0) + 1
        entry = Entry(None, listed, _place(_part_of(listed), "", number), {}, said.get("deleted") is True)
        if not is_new and list_key(at) == listed:
            entry.at = at
        for key, text in said["cells"].items():
            self._cell(entry, key, text, number)
        if listed and entry.at is None and not (entry.cells or entry.questions):
            return None
        return entry

    def _cell(self, entry: Entry, key: str, text: Any, number: int) -> None:
        """A text under the key of its field; one that no field claims is asked about."""
        if not isinstance(text, str) or len(text) > MAX_CELL_LENGTH:
            raise _LOST
        text = text.replace("\r\n", "\n") if text.strip() else ""
        place = _place(_PARTS.get(key), key, number)
        if key in FIELDS and list_of(key) == entry.list_key:
            entry.cells[key] = Cell(text, place)
        elif text:
            entry.questions.append(Asked(entry.place, f"“{text[:60]}”写在不认识的一项里，没有收", "", text))
            self.returned.headings.append(Heading(key[:60], None, "unknown"))


def _tie_photos(entries: Sequence[Entry]) -> None:
    """The photos of a form about one activity are that activity's, wherever they were added."""
    activities = [one for one in entries if one.list_key == ACTIVITIES]
    if len(activities) != 1:
        return
    cells, key = activities[0].cells, f"{ACTIVITIES}.photos"
    named = cells[key].text.split("、") if key in cells and cells[key].text else []
    added = [
        one.cells[f"{PHOTOS}.file"].text for one in entries if one.list_key == PHOTOS and f"{PHOTOS}.file" in one.cells
    ]
    names = list(dict.fromkeys((*named, *filter(None, added))))
    if names:
        cells[key] = Cell("、".join(names), cells[key].place if key in cells else activities[0].place)


_PARTS = parts_by_key("home", private=True)


def _part_of(listed: str) -> Part | None:
    return next((part for part in _PARTS.values() if part.list_key == listed), None)


def _place(part: Part | None, key: str, number: int) -> str:
    """`服务!第 2 条·服务时间`: where a form asks for a field."""
    if part is None:
        return "表!"
    return part.place(FIELDS.get(key), number if part.list_key else 0)


def with_family_codes(rows: Sequence[Entry], home: Home | None) -> None:
    """Gives each family that is new its code, by surname and year, as the address of its page: `zhang-2026`.

    One that the home has by now, by name and year, keeps the code that it has.
    """
    standing = {(one.family, str(one.year)): one.id for one in (home.families if home else ())}
    taken = set(standing.values())
    for entry in rows:
        cells = entry.cells
        if entry.list_key != FAMILIES or entry.at or f"{FAMILIES}.id" in cells:
            continue
        family, year = (
            cells[key].text if (key := f"{FAMILIES}.{name}") in cells else "" for name in ("family", "year")
        )
        code = standing.get((family, year)) or _free_code(family, year, taken)
        taken.add(code)
        cells[f"{FAMILIES}.id"] = Cell(code, entry.place)


def _free_code(family: str, year: str, taken: set[str]) -> str:
    words = "-".join(pinyin(family[:1]).split()) or "jiating"
    stem = "-".join(filter(None, (words, year if SLUG.fullmatch(year) else "")))[: MAX_SLUG_LENGTH - 4]
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if code not in taken)
