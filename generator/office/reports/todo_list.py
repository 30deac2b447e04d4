"""The to-do list of a home: rows in order, and the headline."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.wording import counted
from generator.office.reports.todos import Todo, TodoKind
from generator.standard.recorded import format_day
from generator.standard.rule import Outcome
from generator.standard.standing import Standing


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a to-do list: one to-do, or several of one file that were never recorded."""

    todos: tuple[Todo, ...]

    @property
    def grouped(self) -> bool:
        return len(self.todos) > 1

    @property
    def text(self) -> str:
        """What is to be done, in a sentence."""
        first = self.todos[0]
        if not self.grouped:
            message = first.message if first.title in first.message else f"{first.title}：{first.message}"
            return f"{format_day(first.due)}前，{message}" if first.due else message
        titles = "、".join(todo.title for todo in self.todos[:3])
        more = "等" if len(self.todos) > 3 else ""
        return f"在 {first.inside}补上 {len(self.todos)} 项（{titles}{more}）"


_GROUP = 2


def rows(todos: Iterable[Todo]) -> tuple[Row, ...]:
    """Rows in order; unrecorded duties of one file are joined in one row, in the place of the first."""
    todos = tuple(todos)
    files = Counter(todo.file for todo in todos if todo.silent)
    made: dict[object, list[Todo]] = {}
    for todo in todos:
        key = todo.file if todo.silent and files[todo.file] >= _GROUP else id(todo)
        made.setdefault(key, []).append(todo)
    return tuple(Row(tuple(group)) for group in made.values())


def headline(standing: Standing, lines: tuple[Row, ...], closed: dt.date | None) -> tuple[str, tuple[Row, ...]]:
    """The headline, and the up to three rows that it tells to do first."""
    if closed and closed <= standing.on:
        return f"这个{standing.standard.terms.home}已于 {format_day(closed)}关闭，不再考核。", lines[:3]
    name, labels = standing.standard.name, standing.standard.have_labels
    missing = [labels[have] for have, outcome in standing.haves.items() if outcome is not Outcome.MET]
    first = tuple(row for row in lines if row.todos[0].kind in (TodoKind.ERROR, TodoKind.DUTY))[:3]
    things = f"这{counted(len(first))}件事" if len(first) > 1 else "这件事"
    if missing:
        lacking = (
            f"{name}里差{counted(len(missing))}样：{'、'.join(missing)}"
            if len(missing) < len(labels)
            else f"{name}还一样都没有达到"
        )
        return f"{lacking}。先做{things}：", first
    if not first:
        return f"{name}都达到了，90 天内也没有必须做的事到期。", ()
    if first[0].todos[0].kind is TodoKind.ERROR:
        return f"{name}都达到了，但写的内容有要改的地方。先做{things}：", first
    return f"{name}都达到了。接下来 90 天别忘了{things}：", first
