"""Rows of consents, and what hangs on them: what is in doubt about a consent is published by none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping

from generator.content.values import half_width
from generator.content.values.nothing import is_unfilled, says_none
from generator.model.honours import Consent
from generator.office.intake.fields import CONSENTS
from generator.office.intake.outcomes import Change, Conflict, Outcome, Problem
from generator.office.intake.returned import Cell, Entry
from generator.office.intake.values import Plain

_ID, _WITHDRAWN = f"{CONSENTS}.id", f"{CONSENTS}.withdrawn"
_NOT_WITHDRAWN = re.compile("(?:还|尚)?(?:未|没有?|不)(?:撤回|撤)?(?:过|了)?|否|有效")


def numbers_of(entry: Entry, record: Consent | None) -> set[str]:
    """The numbers by which others may name the consent of a row: the one that stands, and the one that was written."""
    written = entry.cells.get(_ID)
    return {number for number in (record and record.id, written and written.text) if number}


def withdrawal_alarm(identity: str, entry: Entry, base: Mapping[str, Cell], record: Consent | None) -> str:
    """What the office is told where a row says that a consent which it does not know to be withdrawn is; else empty."""
    cell, before = entry.cells.get(_WITHDRAWN), base.get(_WITHDRAWN)
    if cell is None or not (cell.text or cell.mark) or (record and not record.stands(dt.date.max)):
        return ""
    if (before and before[::2] == cell[::2]) or _tells_no_withdrawal(cell.text):
        return ""
    number = (record and record.id) or entry.cells.get(_ID, cell).text
    said = f"“{cell.text[:30]}”" if cell.text else "不出结果的公式"
    how = f"撤回不等审核，现在就运行：homes withdraw {identity} {number}"
    return f"{cell.place} 同意书 {number} 的撤回日期写着{said}，是有人撤回了同意。{how}"


def _tells_no_withdrawal(text: str) -> bool:
    plain = half_width(text)
    return bool(text) and (is_unfilled(text) or says_none(text) or _NOT_WITHDRAWN.fullmatch(plain) is not None)


def hold_back(outcome: Outcome, refused: Collection[str]) -> None:
    """Takes out what names a consent whose row was `refused`, with all else of its row: it has to come again."""
    came = [(one, one.after) for one in outcome.changes] + [(one, one.came) for one in outcome.conflicts]
    held: dict[tuple[str, str], Problem] = {}
    for one, value in came:
        for number in sorted(_named(one.key, value).intersection(refused)):
            message = f"同意书 {number} 那一行没有收，用它的这一条也没有收"
            problem = Problem(one.place, "", message, "改好同意书那一行，和这一条一起再交", one.at, one.key, grave=True)
            held.setdefault(_row_of(one), problem)
    outcome.changes = [one for one in outcome.changes if _row_of(one) not in held]
    outcome.conflicts = [one for one in outcome.conflicts if _row_of(one) not in held]
    outcome.deletions = [one for one in outcome.deletions if _row_of(one) not in held]
    outcome.errors += held.values()


def _named(key: str, value: Plain) -> set[str]:
    """The consents that a value names, by the field `consent` wherever it stands in it."""
    if isinstance(value, dict):
        return set().union(*(_named(name, one) for name, one in value.items()))
    if isinstance(value, list):
        return set().union(*(_named(key, one) for one in value))
    return {value} if value and key.rpartition(".")[2] == "consent" else set()


def _row_of(one: Change | Conflict) -> tuple[str, str]:
    """What stands and falls together: an entry; of the home itself the record that a field is of."""
    if one.at and one.key:
        return one.at, ""
    return (one.at, one.place) if one.at else ("", one.key.rpartition(".")[0])
