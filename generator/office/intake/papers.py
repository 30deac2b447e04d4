"""Papers of the review: 《信息发布审核单》 to sign, and all public text in one document to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.documents import docx
from generator.documents.parts import Cell, Paragraph, Run, Section, Table, row, text
from generator.model.approvals import AGREED, RETURNED
from generator.office.intake.decisions import Decision, Verdict
from generator.office.intake.effects import Effect
from generator.office.intake.inbox import Waiting
from generator.office.intake.items import Item, decided, named_items
from generator.office.intake.outcomes import Conflict, Outcome
from generator.office.intake.review import STAGES
from generator.office.intake.submission import Submission, label, sentence
from generator.office.own_words import OwnWords

_SHEET, _PROOF = "信息发布审核单", "公开文字校对稿"
_UNREAD = "没有收"
_DECISIONS = {AGREED: "同意", RETURNED: "退回"}
_NOTE = "审核岗位是各人自己填的，电脑不核对是谁；以这张单子上的签字为准。签好的原件存档。"
_HOW_TO_READ = "【新】是这一回新写的或改过的。电话、日期和数字请在审核页面上核对。"


def approval_sheet(one: Waiting, submission: Submission, decision: Decision, federation: str) -> bytes:
    """《信息发布审核单》 of a submission that was decided, as .docx."""
    steps = (*decision.earlier, decision)
    names = STAGES.get(len(steps), ())
    facts = [("收件编号", one.id), ("交来的文件", one.name), ("收到的日期", one.received)]
    posts = [
        row(names[number] if names else f"第 {step.stage} 级", step.by_role, step.on, _opinion(step), "")
        for number, step in enumerate(steps)
    ]
    rows = [
        one
        for identity, verdict in decision.homes.items()
        if verdict.decision in _DECISIONS and (outcome := submission.homes.get(identity))
        for one in _rows(outcome.name or identity, list(_decided(outcome, verdict, submission.own)))
    ]
    rows[-1:] = map(_kept, rows[-1:])  # what is signed, and where, stay on one page
    heads = row("级", "岗位", "日期", "意见", "签字")
    blocks = (
        text(_SHEET, "title"),
        text(federation, align="center"),
        Table(tuple(row(*fact) for fact in facts), (36, 120)),
        text("一、内容", "heading1"),
        Table((row(submission.own("妇女之家"), "内容", "决定", "原因"), *rows), (34, 74, 16, 32), head=1),
        text("二、审核", "heading1"),
        Table((_kept(heads), *map(_kept, posts)), (18, 36, 28, 38, 36), head=1),
        text(_NOTE, "note"),
    )
    return docx.write([Section(blocks)], _SHEET, federation)


def _opinion(step: Decision) -> str:
    counts = ((kind, sum(one.decision == kind for one in step.homes.values())) for kind in _DECISIONS)
    return "，".join(f"{_DECISIONS[kind]} {number} 家" for kind, number in counts if number)


def _rows(name: str, decided: Sequence[tuple[str, str, str]]) -> Iterator[tuple[Cell, ...]]:
    """A row for each change of a home, so that they go over pages; its name stands once."""
    for number, words in enumerate(decided):
        called, *others = row(name if number == 0 else "", *words)
        yield replace(called, merge="first" if number == 0 else "on", align="top"), *others


def _kept(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """A row on one page with what follows."""
    return tuple(
        replace(cell, paragraphs=tuple(replace(one, keep_next=True) for one in cell.paragraphs)) for cell in cells
    )


def _decided(outcome: Outcome, verdict: Verdict, own: OwnWords) -> Iterator[tuple[str, str, str]]:
    """What came for a home, one by one, with what was decided of it and the reason."""
    whole = _DECISIONS[verdict.decision]
    items = named_items(outcome)
    back = [(items[name], why) for name, why in verdict.returned.items() if name in items]
    kept = outcome if verdict.decision == RETURNED else decided(outcome, verdict)
    sentences = list(_sentences(kept, own)) or ([] if back or outcome.errors else ["没有改动"])
    for number, words in enumerate(sentences):
        yield words, whole, verdict.reason if number == 0 else ""
    for one, why in back:
        yield own(label(one.at, one.key)), _DECISIONS[RETURNED], why
    for problem in outcome.errors:
        yield f"{problem.place} {own(problem.label)}".strip(), _UNREAD, f"{problem.message}。{problem.remedy}"


def _sentences(outcome: Outcome, own: OwnWords) -> Iterator[str]:
    items: list[Item] = [*outcome.changes, *outcome.deletions, *outcome.conflicts]
    for one in items:
        if isinstance(one, Conflict):
            yield f"{own(label(one.at, one.key))}两边都改了"
        elif one.after is None:
            yield f"去掉{own(label(one.at, one.key))}"
        else:
            yield sentence(one, own) + ("" if one.public else "（不公开）")


@dataclass(frozen=True)
class Proof:
    """A home as one submission, in the file of this name, would make it."""

    identity: str
    name: str
    file: str
    effect: Effect


def proof(found: Sequence[Proof], federation: str, today: str) -> bytes:
    """All texts that would be public, home by home, as .docx; new ones begin with a mark. Of a home of which several
    submissions wait, the others add what they have new.
    """
    homes: dict[str, list[Proof]] = {}
    for one in found:
        homes.setdefault(one.identity, []).append(one)
    blocks: list[Paragraph | Table] = [
        text(_PROOF, "title"),
        text(f"{federation}　{today}", align="center"),
        text(f"{len(homes)} 家，是都同意以后的样子。{_HOW_TO_READ}", "note"),
    ]
    for first, *others in homes.values():
        blocks.append(text(first.name, "heading1"))
        blocks += _proof_of(first.effect)
        told = set(first.effect.texts)
        for other in others:
            new = [one for one in other.effect.texts if one.is_new and one not in told]
            told.update(new)
            blocks.append(text(f"“{other.file}”里还有", "heading2"))
            blocks += _proof_of(replace(other.effect, texts=new))
    return docx.write([Section(tuple(blocks))], _PROOF, federation)


def _proof_of(effect: Effect) -> Iterator[Paragraph]:
    if effect.problem:
        yield text(effect.problem)
    marks: Mapping[bool, str] = {True: "【新】", False: ""}
    for one in effect.texts:
        yield Paragraph((Run(f"{marks[one.is_new]}{one.label}：", bold=True), Run(one.text)))
