"""A home's report as plain text, for a terminal in which a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.office.reports.home import HomeReport
from generator.office.reports.todo_list import Row
from generator.office.reports.todos import Todo
from generator.standard.rule import Outcome

_NARROWEST = 40
_NOT_FIRST = "，。；：、！？）”’》」％,.;:!?)"
_NOT_LAST = "（“‘《「("


def width(text: str) -> int:
    """Columns that a terminal gives to `text`."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 0 if unicodedata.combining(sign) else 1 for sign in text
    )


def wrap(text: str, columns: int, indent: str = "") -> Iterator[str]:
    """Lines no wider than `columns`, all after the first after `indent`; words and figures are not cut."""
    line, room = "", columns - width(indent)
    for piece in _pieces(text):
        if line and width(line) + width(piece) > room:
            yield indent + line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield indent + line


def _pieces(text: str) -> Iterator[str]:
    """Pieces that must not be broken: single wide characters and runs of narrow ones, each with its punctuation."""
    piece = ""
    for sign in text:
        if piece and _may_part(piece[-1], sign):
            yield piece
            piece = ""
        piece += sign
    yield piece


def _may_part(before: str, after: str) -> bool:
    if before in _NOT_LAST or after in _NOT_FIRST:
        return False
    return before == " " or after == " " or width(before) == 2 or width(after) == 2


def text(report: HomeReport, columns: int = 80) -> str:
    """The whole report; `columns` is the terminal's width."""
    return "\n".join(_lines(report, max(columns, _NARROWEST))) + "\n"


def _lines(report: HomeReport, columns: int) -> Iterator[str]:
    standing = report.judged.standing
    yield f"{report.name}（{report.identity}）"
    yield from wrap(f"{report.district} {report.street}　截至 {report.today}　{_score(report)}", columns)
    for badge in report.badges:
        yield from wrap(badge, columns)
    yield ""
    yield from wrap(report.headline, columns)
    for number, row in enumerate(report.first, 1):
        yield from _hanging(f"{number}. ", row.text, columns)
    for heading, lines in report.stages():
        yield ""
        yield f"【{heading}】"
        for row in lines:
            yield from _row(row, columns)
    yield ""
    yield f"【{standing.standard.name}】"
    for have in report.haves:
        lacking = f"，差：{'、'.join(have.lacking)}" if have.lacking else ""
        yield from _hanging(f"{have.symbol} ", f"{have.name}{lacking}", columns)
    if report.later:
        yield ""
        yield "【再往后】"
        for todo in report.later:
            yield from _hanging("· ", f"{todo.due} 前：{todo.title}", columns)
    met = sum(verdict.outcome is Outcome.MET for verdict in standing.verdicts.values())
    yield ""
    yield from wrap(
        f"{standing.standard.name}达到 {report.haves_met} 样；全部 {len(standing.verdicts)} 条标准里达到 {met} 条。",
        columns,
    )


def _score(report: HomeReport) -> str:
    score = report.judged.standing.score
    return (
        f"本{report.judged.standing.standard.terms.district}没有设权重，不计分"
        if score is None
        else f"得分 {score:.1f}"
    )


def _row(row: Row, columns: int) -> Iterator[str]:
    first = row.todos[0]
    if row.grouped:
        yield from _hanging("· ", f"在 {first.inside}补上 {len(row.todos)} 项记录：", columns)
        for todo in row.todos:
            yield from _hanging("    - ", f"{todo.title}　{todo.remedy_here}（{todo.clause}）", columns)
        return
    due = f"最晚 {first.due}　" if first.due else ""
    yield from _hanging("· ", f"{due}{first.title}：{first.message}", columns)
    yield from _hanging("    怎么做：", first.remedy, columns)
    yield from _hanging("    写在：", _where(first), columns)


def _where(todo: Todo) -> str:
    return todo.where + (f"　依据 {todo.clause}" if todo.clause else "")


def _hanging(lead: str, text: str, columns: int) -> Iterator[str]:
    """`text` after `lead`, with further lines indented below its first."""
    indent = " " * width(lead)
    first, *rest = wrap(text, columns, indent)
    yield lead + first[len(indent) :]
    yield from rest
