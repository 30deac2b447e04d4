"""Every field that a workbook asks for goes the whole way: cell, import, review, file, and is found as it was."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest

from generator.model.choices import Choice
from generator.model.field_types import Boolean, Date, Integer, Month, Number
from generator.model.identifiers import FileName, Identity, Slug, StreetCode, WebAddress
from generator.model.phones import Telephone
from generator.model.terms import ListOf, Record, terms
from generator.office.intake.fields import FIELDS, list_of
from generator.office.workbook.columns import SHEETS
from tests.conftest import CITY

from .returned_books import FIRST, Returned, inbox, look, run, send_out

ID, NAME = "chaoyang/zaoying-beili", "枣营北里社区妇女之家"
KINDS = ("changes", "conflicts", "deletions", "errors", "questions")
OWN = {
    "office.location.longitude": 116.4712,
    "office.location.latitude": 39.9476,
    "office.hours": "周一至周五 9:00-11:30、13:30-17:30",
    "activities[].date": dt.date(2026, 5, 2),
    "activities[].time": "14:00-16:00",
    "activities[].file": "",
    "division": "110105023004",
    "regulations[].file": "tushu.md",
    "closed.successor": "chaoyang/bystander",
    "formerly": "chaoyang/zaobei",
    "activities[].campaign": "三八维权周",
}


def example(key: str, kind: object) -> object:
    """A cell that the type of the field takes."""
    if key in OWN:
        return OWN[key]
    if isinstance(kind, ListOf):
        if isinstance(kind.of, Record):
            return "｜".join(str(example("", t.kind)) for t in terms(kind.of.of).values())
        return example("", kind.of)
    if isinstance(kind, Choice):
        return list(kind.names.values())[-1]
    for of, value in (
        (Boolean, "是"),
        (Date, dt.date(2026, 5, 2)),
        (Month, "2012-03"),
        (Slug, "zhang-2026"),
        (FileName, "front.jpg"),
        (Identity, "chaoyang/bystander"),
        (StreetCode, "望京街道"),
        (WebAddress, "https://example.org/a"),
        (Telephone, "010-6500 9876"),
    ):
        if isinstance(kind, of):
            return value if not isinstance(value, dt.date) or key else value.isoformat()
    if isinstance(kind, Integer | Number):
        return 2026 if kind.minimum >= 1000 else 12
    return "甲、乙" if key.endswith("rooms") else "甲: 乙 # 丙"


def filled(sheet) -> dict[str, object]:
    return {column.key: example(column.key, column.term.kind) for column in sheet.columns}


@pytest.mark.parametrize("private", [False, True])
def test_every_field_is_changed_written_and_found(folder, tmp_path, private):
    folder.write("city.yml", CITY + "campaigns: [{id: march8, name: 三八维权周}]\n")
    folder.home("ledger.yml", "# 台账\n")
    send_out(folder.root, "chaoyang", tmp_path / "表.xlsx", "--private")
    book = Returned(tmp_path / ("表-内部资料-不发微信.xlsx" if private else "表.xlsx"))
    asked: set[str] = set()
    for sheet in SHEETS:
        if sheet.private != private:
            continue
        for key, value in filled(sheet).items():
            asked.add(key)
            if sheet.one_a_home:
                book.set(sheet.name, ID, key, value)
        if not sheet.one_a_home:
            book.add(sheet.name, **{"#home": NAME}, **filled(sheet))
    if private:
        asked |= fill_ledger(book)
    book.save()
    home = look(folder.root, book.file)["homes"][ID]
    assert {kind: home[kind] for kind in KINDS[1:] if home[kind]} == {}
    assert changed_keys(home) == asked
    run("import", "--content", folder.root, "--as-of", "2026-11-20", book.file)
    run("accept", "--content", folder.root, agree(folder, tmp_path))
    again = look(folder.root, book.file)["homes"].get(ID)
    assert {kind: again[kind] for kind in KINDS if again[kind]} == {}
    for kept in (inbox(folder.root) / "sent").iterdir():
        kept.unlink()  # compared with what stands alone
    again = look(folder.root, book.file)["homes"][ID]
    assert {kind: again[kind] for kind in KINDS if again[kind]} == {}


def fill_ledger(book: Returned) -> set[str]:
    """Fills in each row of 台账; the fields."""
    page, asked = book.book["台账"], set()
    for row in range(FIRST, page.max_row + 1):
        if str(page.cell(row, 1).value).startswith(ID):
            for says, shows, value in (("#date-field", "#date", dt.date(2026, 5, 2)), ("#count-field", "#count", 12)):
                key = page.cell(row, book.column("台账", says)).value
                if key:
                    page.cell(row, book.column("台账", shows)).value = value
                    asked.add(re.sub(r"\[\d+\]", "[]", key))
    return asked


def changed_keys(home) -> set[str]:
    """Keys of the fields that change, those of new entries one by one."""
    found = set()
    for change in home["changes"]:
        path, inside = change["path"].removeprefix(f"homes/{ID}/"), change["field"]
        stem = re.sub(r"\.(yml|md)$", "", path)
        if path.startswith("activities/"):
            above = "activities[]"
        else:
            above = "" if stem == "home" else stem
            above = f"{above}{inside}" if inside.startswith("[") else ".".join(filter(None, (above, inside)))
        found |= {f"{above}.{key}" for key in leaves(change["to"])} if list_of(above) == above else {above}
    return found


def leaves(entry, above=""):
    for key, value in entry.items():
        if isinstance(value, dict) and f"{above}{key}" != "photos":
            yield from leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}"


def agree(folder, tmp_path):
    submission = next(path.name for path in inbox(folder.root).iterdir() if re.fullmatch("[0-9a-f]{16}", path.name))
    homes = {ID: {"decision": "agreed", "reason": ""}}
    said = {"submission": submission, "stage": 1, "by_role": "区妇联", "on": "2026-11-21", "homes": homes}
    file = tmp_path / "决定.json"
    file.write_text(json.dumps(said))
    return file


def test_no_field_is_left_out():
    assert len(FIELDS) > 150
