"""What came of one file, as `homes import` tells it: JSON by the contract, and text for people."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import InvalidInput, visible
from generator.office.intake.fields import heading_of, list_of
from generator.office.intake.foreign import AskedHeading
from generator.office.intake.outcomes import Change, Conflict, Outcome, Problem
from generator.office.intake.returned import Entry, Heading
from generator.office.intake.showing import list_key, shown
from generator.office.intake.values import Plain
from generator.office.own_words import USUAL, OwnWords

_ID_LENGTH = 16
_FILES = {"intro": "intro.md", "brand": "brand.md", "ledger": "ledger.yml"}
_LIST_FILES = {name: f"{name}.yml" for name in ("families", "consents", "regulations")}
_LIST_NAMES = {
    "services[]": "服务",
    "staff.volunteer_teams[]": "志愿服务队",
    "staff.deputies[]": "兼职负责人",
    "office.closed[]": "临时关闭",
    "activities[]": "活动",
    "regulations[]": "规章制度",
    "photos[]": "照片",
    "families[]": "家庭",
    "consents[]": "同意书",
    "ledger.family.selected[]": "推出“最美家庭”",
}
_SHOWN = 60  # characters of a value in a line


@dataclass
class Submission:
    """`id`: of the bytes of the file; `file`: its name; `refused`: why nothing of it could be taken.

    `errors`: rows of which it can't be told whose they are; `notes`: what was done with the sheets as they came;
    `known`: the day (ISO) on which the same file came before; `district`: the one that a list was said to be about;
    `asked`: headings of a list that nobody knows; `rows`: identity → what came, as it was written; `own`: the
    city's words.
    """

    id: str
    file: str
    refused: InvalidInput | None = None
    number: str = ""
    homes: dict[str, Outcome] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    known: str = ""
    district: str = ""
    asked: list[AskedHeading] = field(default_factory=list)
    rows: dict[str, Sequence[Entry]] = field(default_factory=dict)
    own: OwnWords = USUAL

    @property
    def is_empty(self) -> bool:
        """Whether nobody has to look at anything."""
        return not self.errors and not self.asked and all(outcome.is_empty for outcome in self.homes.values())


def submission_id(data: bytes) -> str:
    """The number of a file by its bytes: the same file has the same."""
    return hashlib.sha256(data).hexdigest()[:_ID_LENGTH]


def where(identity: str, at: str, key: str) -> tuple[str, str]:
    """Path of the file in the content folder, and the field in it, as messages of `homes check` name them.

    `at`: an entry, empty for the home itself; `key`: of a field, empty for a whole entry.
    """
    folder = f"homes/{identity}/"
    rest = key[len(list_of(key)) :].lstrip(".") if at else key
    if at.startswith("activities["):
        return f"{folder}activities/{at[len('activities[') : -1]}.md", rest
    name, dot, inside = (f"{at}.{rest}" if at and rest else at or rest).partition(".")
    if name in _FILES and dot:
        return folder + _FILES[name], inside
    listed = name.partition("[")[0]
    if listed in _LIST_FILES:
        return folder + _LIST_FILES[listed], f"{name[len(listed) :]}{dot}{inside}"
    return f"{folder}home.yml", f"{name}{dot}{inside}"


def label(at: str, key: str) -> str:
    """What an entry or a field is called: “服务”第 3 条的“时间”."""
    listed = _LIST_NAMES.get(list_key(at)) if at else None
    number = re.search(r"\[(\d+)\]$", at)
    entry = f"{listed}{f'第 {int(number[1]) + 1} 条' if number else ''}" if listed else ""
    return "·".join(filter(None, (entry, heading_of(key))))


def as_json(submission: Submission) -> dict[str, Any]:
    """The object of the contract."""
    refused = submission.refused
    return {
        "submission": submission.id,
        "file": submission.file,
        "number": submission.number or None,
        "known": submission.known or None,
        "refused": f"{refused.message}。{refused.remedy}" if refused else None,
        "homes": {one: _home(outcome) for one, outcome in submission.homes.items()},
        "headings": [{"heading": one.heading, "field": one.key, "how": one.how} for one in submission.headings],
        "errors": [_problem(problem) for problem in submission.errors],
        "questions": [
            {"cell": one.place, "text": _ask(one), "proposal": " 或 ".join(one.proposals) or None}
            for one in submission.asked
        ],
        "notes": submission.notes,
    }


def _ask(one: AskedHeading) -> str:
    return f"不知道“{one.heading}”填到哪一栏；下面写的是 {'；'.join(one.examples)[:_SHOWN]}"


def _home(outcome: Outcome) -> dict[str, Any]:
    identity = outcome.identity
    return {
        "name": outcome.name,
        "new": outcome.new,
        "changes": [_change(identity, change) for change in outcome.changes],
        "conflicts": [_conflict(identity, conflict) for conflict in outcome.conflicts],
        "deletions": [
            _place(identity, one) | {"from": one.before, "public": one.public, "cell": one.place}
            for one in outcome.deletions
        ],
        "errors": [_problem(problem) for problem in outcome.errors],
        "questions": [
            {"cell": one.place, "text": one.text, "proposal": one.proposal or None} for one in outcome.questions
        ],
        **({"alarms": outcome.alarms} if outcome.alarms else {}),
    }


def _place(identity: str, one: Change | Conflict) -> dict[str, Any]:
    path, inside = where(identity, one.at, one.key)
    return {"path": path, "field": inside}


def _change(identity: str, change: Change) -> dict[str, Any]:
    read = {"from": change.before, "to": change.after, "public": change.public, "cell": change.place}
    return _place(identity, change) | read | ({"written": change.written} if change.written else {})


def _conflict(identity: str, one: Conflict) -> dict[str, Any]:
    return _place(identity, one) | {"sent": one.sent, "now": one.now, "came": one.came, "cell": one.place}


def _problem(problem: Problem) -> dict[str, Any]:
    return {"cell": problem.place, "message": _message(problem), "remedy": problem.remedy}


def _message(problem: Problem) -> str:
    return f"“{problem.label}” {problem.message}" if problem.label else problem.message


def as_text(submission: Submission) -> str:
    """Each home with what came for it, a line each."""
    return "\n".join(map(visible, _lines(submission)))


def _lines(submission: Submission) -> Iterator[str]:
    head = submission.file + (f"　表号 {submission.number}" if submission.number else "")
    if refused := submission.refused:
        yield f"{head}：没有收。{refused.message}　→ {refused.remedy}"
        return
    yield head
    if submission.known:
        yield f"  同一个文件 {submission.known} 已经收过，这一次没有再放"
    yield from (f"  {note}" for note in submission.notes)
    yield from (f"  {line}" for line in _problem_lines(submission.errors))
    for asked in submission.asked:
        proposal = f"　→ 像是 {' 或 '.join(asked.proposals)}" if asked.proposals else ""
        yield f"  {asked.place} {_ask(asked)}{proposal}"
    unknown = [one.heading for one in submission.headings if one.how == "unknown"]
    if unknown and not submission.asked:
        yield f"  不认识这些列，没有收：{'、'.join(unknown)}"
    for outcome in submission.homes.values():
        if not outcome.is_empty:
            yield f"  {outcome.name or outcome.identity}（{outcome.identity}）：{summary(outcome)}"
            yield from (f"    {line}" for line in _outcome_lines(outcome, submission.own))
    same = sum(outcome.is_empty for outcome in submission.homes.values())
    if same:
        yield f"  {same} 家没有改动"


def summary(outcome: Outcome) -> str:
    """改 3 处，删 1 处，…"""
    counts = (
        ("改 {} 处", outcome.changes),
        ("删 {} 处", outcome.deletions),
        ("两边都改了 {} 处", outcome.conflicts),
        ("{} 格要重写", outcome.errors),
        ("{} 处要问", outcome.questions),
    )
    words = [words.format(len(found)) for words, found in counts if found]
    return ("新的一家，" if outcome.new else "") + "，".join(words)


def _outcome_lines(outcome: Outcome, own: OwnWords) -> Iterator[str]:
    def in_words(value: Plain, one: Change | Conflict, at: str = "") -> str:
        return _cut(shown(value, one.key, at, own))

    yield from (f"！{alarm}" for alarm in outcome.alarms)
    for change in outcome.changes:
        seen = "公开" if change.public else "不公开"
        yield f"{change.place} {sentence(change, own)}{_as_written(change)}【{seen}】"
    for one in outcome.deletions:
        yield f"{one.place} 删掉{own(label(one.at, one.key))}：{in_words(one.before, one, one.at)}{_as_written(one)}"
    for clash in outcome.conflicts:
        yield (
            f"{clash.place} {own(label(clash.at, clash.key))}两边都改了：发出去时 {in_words(clash.sent, clash)}，"
            f"现在 {in_words(clash.now, clash)}，交回来 {in_words(clash.came, clash)}"
        )
    yield from _problem_lines(outcome.errors)
    for question in outcome.questions:
        yield f"{question.place} {question.text}" + (f"　→ {question.proposal}" if question.proposal else "")


def _as_written(change: Change) -> str:
    """What the cell says, where that was read as something else."""
    return f"（写的是“{_cut(change.written)}”）" if change.written and change.key != "street" else ""


def sentence(change: Change, own: OwnWords = USUAL) -> str:
    """电话由 … 改为 …"""
    name = own(label(change.at, change.key))
    before, after = (_cut(shown(value, change.key, change.at, own)) for value in (change.before, change.after))
    if change.key == "street" and change.written:  # a name that stands for a code
        after = change.written
    if not change.key:
        return f"新增{name}：{after}"
    return f"{name}填上 {after}" if change.before is None else f"{name}由 {before} 改为 {after}"


def _problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    return (f"{one.place} {_message(one)}　→ {one.remedy}" for one in problems)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def alarms(submissions: Iterable[Submission]) -> Iterator[str]:
    """What the office has to do at once, a line each, with the name of the home."""
    homes = (outcome for one in submissions for outcome in one.homes.values())
    return (f"{one.name or one.identity}：{alarm}" for one in homes for alarm in one.alarms)


def totals(submissions: Sequence[Submission]) -> str:
    """The last line: how much came, and what to do next."""
    homes = [outcome for one in submissions for outcome in one.homes.values() if not outcome.is_empty]
    errors = sum(len(outcome.errors) for outcome in homes) + sum(len(one.errors) for one in submissions)
    return f"{len(homes)} 家有改动" + (f"，{errors} 格要重写" if errors else "") + "。"
