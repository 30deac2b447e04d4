"""To-dos of a home, most urgent first: what is wrong now, and what is due, with the place to record it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.diagnostics import Finding, Severity
from generator.model.load import Home
from generator.model.wording import Wording
from generator.standard.calendar import months_before
from generator.standard.due import Due, upcoming_dues
from generator.standard.fields import labels, record_of
from generator.standard.house import facts
from generator.standard.house.consents import permits
from generator.standard.house.rules import BY_ID as HOUSE_RULES
from generator.standard.recorded import format_day
from generator.standard.rule import Outcome
from generator.standard.standing import Standing, finding_for, severity_of

SOON, AHEAD, FAR = 30, 90, 456
"""Days: what is due within them is urgent, to be planned, or still worth listing (fifteen months)."""


_INNER_QUOTES = str.maketrans("“”", "‘’")


class TodoKind(StrEnum):
    """How binding a to-do is."""

    ERROR = "error"
    DUTY = "duty"
    ADVICE = "advice"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        return {"error": "必须改正", "duty": "必须做到", "advice": "建议", "notice": "提示"}[self.value]


_KINDS = {
    Severity.ERROR: TodoKind.ERROR,
    Severity.UNMET: TodoKind.DUTY,
    Severity.ADVICE: TodoKind.ADVICE,
    Severity.NOTICE: TodoKind.NOTICE,
}


@dataclass(frozen=True, slots=True)
class Todo:
    """A to-do.

    `due` is None where it is wrong already; `file` is in the folder of the home; `silent`: nothing was recorded.
    """

    rule: str
    title: str
    kind: TodoKind
    due: dt.date | None
    message: str
    remedy: str
    file: str = ""
    line: int | None = None
    label: str = ""
    clause: str = ""
    have: str = ""
    silent: bool = False

    @property
    def where(self) -> str:
        """`ledger.yml 第 14 行“会议—工作例会”`."""
        return self.file_and_line + self.field

    @property
    def file_and_line(self) -> str:
        """`ledger.yml 第 14 行`, or the folder that a file is still to be put in."""
        if "." not in self.file:
            return f"{self.file}/ 文件夹"
        return f"{self.file} 第 {self.line} 行" if self.line else self.file

    @property
    def inside(self) -> str:
        """`ledger.yml 里`; a file that is not there yet has no line."""
        if "." not in self.file:
            return f"{self.file}/ 文件夹里"
        return f"{self.file} 里" if self.line else f"{self.file}（还没有，先新建）里"

    @property
    def field(self) -> str:
        """`“会议—工作例会”`, or nothing where no field is meant."""
        return f"“{self.label.translate(_INNER_QUOTES)}”" if self.label else ""

    @property
    def field_unless_in_remedy(self) -> str:
        """The field where the remedy does not name it."""
        return "" if self.field[1:-1] in self.remedy or self.label.rpartition("—")[2] in self.remedy else self.field

    @property
    def remedy_here(self) -> str:
        """The remedy where its file has just been named."""
        return re.sub(f" ?{re.escape(self.file)} 的|在 {re.escape(self.file)} 里", "", self.remedy)

    def within(self, days: int, today: dt.date) -> bool:
        """Whether it falls due within so many days; False for what is wrong now."""
        return self.due is not None and (self.due - today).days <= days


def todos_of(home: Home, standing: Standing, findings: Iterable[Finding]) -> tuple[Todo, ...]:
    """All to-dos of a home.

    `findings` are all of the home; those of the standard are taken from the standing instead.
    """
    word = Wording(standing.standard)
    closed = home.profile.closed is not None and home.profile.closed.on <= standing.on
    house = [_of_finding(home, f) for f in findings if f.rule not in standing.verdicts]
    if closed:
        return tuple(_in_words(todo, word) for todo in house if todo.kind is TodoKind.ERROR)
    now = list(_now(home, standing))
    later = [*(_of_due(home, due) for due in upcoming_dues(home, standing)), *_house_dues(home, standing.on)]
    ordered = sorted([*house, *now, *later], key=_Urgency(standing, now))
    return tuple(_in_words(todo, word) for todo in ordered)


def _in_words(todo: Todo, word: Wording) -> Todo:
    """The to-do with title, label and texts in the city's words."""
    title, message = word.filled(todo.title), word.filled(todo.message)
    remedy, label = word.filled(todo.remedy), word.filled(todo.label)
    return dataclasses.replace(todo, title=title, message=message, remedy=remedy, label=label)


class _Urgency:
    """A sort key: errors, missed duties (those of the have nearest to being met first), due duties by date, then advice
    likewise.
    """

    def __init__(self, standing: Standing, now: list[Todo]):
        self._on = standing.on
        self._missing = Counter(todo.have for todo in now if todo.kind is TodoKind.DUTY)
        self._order = {rule.id: number for number, rule in enumerate(standing.rules)}

    def __call__(self, todo: Todo) -> tuple[int, dt.date, int, int, str, int, str]:
        if todo.due is None:
            stage = {TodoKind.ERROR: 0, TodoKind.DUTY: 1, TodoKind.ADVICE: 4, TodoKind.NOTICE: 6}[todo.kind]
        elif todo.within(AHEAD, self._on):
            stage = {TodoKind.DUTY: 2, TodoKind.ADVICE: 5}.get(todo.kind, 6)
        else:
            stage = 7
        near = self._missing[todo.have] if stage == 1 else 0
        order = self._order.get(todo.rule, len(self._order))
        return stage, todo.due or self._on, near, order, todo.file, todo.line or 0, todo.message


def _now(home: Home, standing: Standing) -> Iterator[Todo]:
    for rule in standing.rules:
        verdict = standing.verdicts[rule.id]
        severity = severity_of(rule, verdict.outcome)
        if severity:
            silent = verdict.outcome is Outcome.NOT_ASSESSED
            kind = TodoKind.ADVICE if rule.advice else TodoKind.DUTY
            yield _todo(
                home,
                finding_for(home, rule, verdict, severity),
                rule.title,
                kind,
                None,
                verdict.message,
                rule.have,
                silent,
            )


def _of_due(home: Home, due: Due) -> Todo:
    rule, verdict = due.rule, due.verdict
    finding = finding_for(home, rule, verdict, Severity.ADVICE if rule.advice else Severity.UNMET)
    kind = TodoKind.ADVICE if rule.advice else TodoKind.DUTY
    return _todo(home, finding, rule.title, kind, due.day, _why(due), rule.have)


def _why(due: Due) -> str:
    """Why the rule is no longer met on the day."""
    if due.record is None:
        return f"现在达到；到这天还没有新的记录，就会是：{due.verdict.message}"
    if due.record >= due.day:
        return f"{format_day(due.record)}的{due.of}过后要补记录，不然就会是：{due.verdict.message}"
    return f"现在达到；{format_day(due.record)}的{due.of}到这天过期，没有新的就会是：{due.verdict.message}"


def _todo(
    home: Home,
    finding: Finding,
    title: str,
    kind: TodoKind,
    due: dt.date | None,
    message: str,
    have: str,
    silent: bool = False,
) -> Todo:
    file = finding.place.path.removeprefix(f"{home.folder}/")
    label = "—".join(labels(record_of(file), finding.field))
    return Todo(
        finding.rule,
        title,
        kind,
        due,
        message,
        finding.remedy,
        file,
        finding.place.line,
        label,
        finding.clause,
        have,
        silent,
    )


def _of_finding(home: Home, finding: Finding) -> Todo:
    rule = HOUSE_RULES.get(finding.rule)
    return _todo(home, finding, rule.title if rule else "文件写法", _KINDS[finding.severity], None, finding.message, "")


def _house_dues(home: Home, on: dt.date) -> Iterator[Todo]:
    office = home.profile.office
    if office and office.checked_on and not any(facts.checked(home, on)):
        day = next(day for day in _year_after(office.checked_on) if any(facts.checked(home, day)))
        message = f"上次核对是 {format_day(office.checked_on)}，到这天就满一年"
        remedy = "核对地址、电话和开放时间后，更新“核对日期”（office.checked_on）"
        yield _house_todo(home, "house.checked", TodoKind.ADVICE, day, message, remedy, "office.checked_on")
    if office and office.notice and office.notice.until and office.notice.until >= on:
        message, remedy = (
            f"门口通知“{office.notice.text}”到这天为止，之后不再显示",
            "还要挂就改“截止日期”，不用了就删掉",
        )
        yield _house_todo(
            home,
            "house.notice",
            TodoKind.NOTICE,
            office.notice.until,
            message,
            remedy,
            "office.notice.until",
            "通知到期",
        )
    yield from _consents_ending(home, on)


def _year_after(day: dt.date) -> Iterator[dt.date]:
    later = months_before(day, -12)
    yield from (later, later + dt.timedelta(days=1))


def _consents_ending(home: Home, on: dt.date) -> Iterator[Todo]:
    """Consents in force whose end removes something from the site."""
    for number, consent in enumerate(home.consents or ()):
        if consent.until is None or (consent.until - on).days > FAR:
            continue
        after = consent.until + dt.timedelta(days=1)
        ending = [
            name for name, scope in _consented(home, consent.id)
            if permits(home, consent.id, scope, on) and not permits(home, consent.id, scope, after)
        ]  # fmt: skip
        if ending:
            names = "、".join(dict.fromkeys(ending))
            message = f"同意书 {consent.id} 到 {format_day(consent.until)}为止，之后不再公开：{names}"
            place = home.place("consents.yml", f"[{number}].until")
            remedy = "请本人（孩子还要监护人）续签，在 consents.yml 里登记新的一份，并改用新的编号"
            yield Todo(
                "house.consent",
                "同意书到期",
                TodoKind.NOTICE,
                consent.until,
                message,
                remedy,
                "consents.yml",
                place.line,
                "有效期至",
            )


def _consented(home: Home, number: str) -> Iterator[tuple[str, str]]:
    """What a consent covers, in words, with its scope."""
    mobile = home.profile.office and home.profile.office.mobile
    if mobile and mobile.consent == number:
        yield "手机号", "mobile"
    for family in home.families:
        if family.consent == number:
            yield from ((family.family, scope) for scope in ("name", "story", "photo"))
    for photo in home.profile.photos:
        if photo.consent == number:
            yield f"照片“{photo.caption or photo.file}”", "photo"


def _house_todo(
    home: Home,
    rule: str,
    kind: TodoKind,
    due: dt.date,
    message: str,
    remedy: str,
    field: str,
    title: str = "信息核对过",
) -> Todo:
    place = home.place("home.yml", field)
    label = "—".join(labels(record_of("home.yml"), field))
    return Todo(rule, title, kind, due, message, remedy, "home.yml", place.line, label)
