"""What the clerk is told: what of hers has to be mended, said in sentences, in the order of her book."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.approvals import AGREED, RETURNED
from generator.office.intake.decisions import Decision, Verdict
from generator.office.intake.items import named_items
from generator.office.intake.outcomes import Outcome
from generator.office.intake.returned import Entry
from generator.office.intake.submission import Submission, label, where
from generator.office.own_words import OwnWords
from generator.office.workbook.marks import Mark, count

_HOW_IN_BOOK = "打开发回的表，第一张“需要修改”里点红字就到那一格，改完存盘发回来。"
_HOW_IN_FORM = (
    "双击原来那张网页的表，点“打开上次存的包”，选发回的包；要改的列在最上面，点一条就到那一格，改完保存，发回来。"
)
_MOST_LISTED = 40  # characters of what is listed in a message
_WHOLE = "这一家"


@dataclass(frozen=True)
class Mend:
    """One thing to mend. `identity`: of the home, under the code that it has by now, empty for a row of nobody's;
    `place`: the cell as it came; `at`, `key`: as of a change; `now`: what stands in a cell of no field.
    """

    identity: str
    name: str
    item: str
    place: str
    how: str
    must: bool = True
    at: str = ""
    key: str = ""
    now: str = ""


def to_mend(submission: Submission, decision: Decision) -> list[Mend]:
    """What was returned, and what could not be read of homes that were decided."""
    found = [mend for identity, verdict in decision.homes.items() for mend in _of_home(submission, identity, verdict)]
    if found:
        found += (Mend("", "", "这一行", one.place, f"{one.message}。{one.remedy}") for one in submission.errors)
    return found


def _of_home(submission: Submission, identity: str, verdict: Verdict) -> Iterator[Mend]:
    outcome = submission.homes.get(identity)
    if outcome is None or verdict.decision not in (AGREED, RETURNED):
        return
    known = verdict.identity if verdict.decision == AGREED and verdict.identity else identity
    name = outcome.name or identity
    if verdict.decision == RETURNED:
        yield Mend(known, name, _WHOLE, "", verdict.reason)
    for item, one in named_items(outcome).items():
        if item in verdict.returned:
            how = verdict.returned[item]
            yield Mend(known, name, label(one.at, one.key) or _WHOLE, one.place, how, True, one.at, one.key)
    yield from _unread(outcome, known, name)


def _unread(outcome: Outcome, identity: str, name: str) -> Iterator[Mend]:
    for one in outcome.errors:
        item = label(one.at, one.key) if one.key else one.label
        how = f"{one.message}。{one.remedy}"
        yield Mend(identity, name, item or one.label or "这一行", one.place, how, True, one.at, one.key)
    for question in outcome.questions:
        if question.proposal != outcome.identity:  # the code of a new home is no matter of hers
            how = f"{question.text}。{question.proposal}" if question.proposal else question.text
            at, key, written = question.at, question.key, question.written
            yield Mend(identity, name, "问一问", question.place, how, False, at, key, written)


def message(marks: Sequence[Mark], ask: str, form: bool) -> str:
    """For WeChat, under 200 characters, without a name of anybody or anything that was written; of a `form` or
    a book.
    """
    items = list(dict.fromkeys(mark.item for mark in marks if mark.must))
    told = f"您好，表收到了，{count(marks)}"
    listed = "、".join(items)
    if len(listed) > _MOST_LISTED:
        listed = listed[: listed.rfind("、", 0, _MOST_LISTED)] + "等"
    told += f"：{listed}。" if items else "。"
    told += _HOW_IN_FORM if form else _HOW_IN_BOOK
    return told + (f"不明白就打 {ask}。" if ask else "")


def remarks_json(mends: Sequence[Mend], ask: str, own: OwnWords) -> bytes:
    """For the form, which finds its fields by the city's words: docs/workbook.md lays it down."""
    remarks = [_remark(one, own) for one in mends]
    return json.dumps({"ask": ask, "remarks": remarks}, ensure_ascii=False, indent=1).encode()


def _remark(one: Mend, own: OwnWords) -> Mapping[str, str]:
    if not one.key and not one.at:
        return {"cell": own(one.place), "path": "", "field": "", "remark": one.how}
    path, inside = where(one.identity, one.at, one.key)
    path = path.removeprefix(f"homes/{one.identity}/")
    return {"cell": own(one.place), "path": path, "field": inside, "remark": one.how}


def texts_by_place(rows: Sequence[Entry]) -> dict[str, str]:
    """Place → what the cell says."""
    return {cell.place: cell.text for row in rows for cell in row.cells.values()}
