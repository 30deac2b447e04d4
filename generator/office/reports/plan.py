"""The plan of a round: the last day of each step, who holds each paper now, what is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from generator.documents import lists, xlsx
from generator.documents.lists import Listing, Value
from generator.model.federation import DISTRICT
from generator.model.recognition import Application, Deadlines, Opinion, Round
from generator.office.reports import rounds
from generator.office.reports.filing import Scope, outcome
from generator.standard.recognition_rules import filings
from generator.standard.rounds import RoundsCase

FOLDER = "计划"
_STEPS = ("applied", "street_party_opinion", "district_opinion", "papers", "spot_check", "city_opinion")
_OF_DISTRICT = ("applied", "papers", "spot_check")


@dataclass(frozen=True)
class Step:
    """A step of a round, by the field it is recorded in: what it is called, who takes it, its last day."""

    field: str
    name: str
    who: str
    deadline: dt.date | None


@dataclass(frozen=True)
class Holding:
    """An application and the step it waits for: None after the last, or where somebody refused."""

    application: Application
    step: Step | None
    since: dt.date | None
    state: str


def steps(scope: Scope, level: str, round: Round) -> tuple[Step, ...]:
    """The steps of a round that every application takes; a spot check is for those alone who are drawn."""
    word, judge = scope.word, decider(scope, level)
    own = word("{district}妇联")
    known = {
        "applied": ("申报", word("{home}")),
        "street_party_opinion": (word("{town_street}党（工）委意见"), word("{town_street}党（工）委")),
        "district_opinion": (f"{own}意见", own),
        "papers": ("材料审核", judge),
        "spot_check": ("实地抽查", judge),
        "city_opinion": (f"{judge}意见", judge),
    }
    deadlines = round.deadlines or Deadlines()
    fields = _OF_DISTRICT if level == DISTRICT else _STEPS
    return tuple(Step(field, *known[field], getattr(deadlines, field)) for field in fields)


def done(application: Application, field: str, on: dt.date) -> dt.date | None:
    """The day on which a step was taken, up to `on`."""
    value = getattr(application, field)
    day = value.date if isinstance(value, Opinion) else value
    return day if day and day <= on else None


def holding(scope: Scope, level: str, round: Round, one: Application) -> Holding:
    """Who holds the papers of an application."""
    on, taken = scope.case.on, None
    decided = outcome(scope.case, round, one.home)
    if round.decided_on and round.decided_on <= on:
        return Holding(one, None, round.decided_on, decided)
    for step in steps(scope, level, round):
        value, day = getattr(one, step.field), done(one, step.field, on)
        if day and isinstance(value, Opinion) and value.refuses:
            return Holding(one, None, day, f"{step.who}不同意")
        if day is None and (step.field != "spot_check" or _is_drawn(scope, one)):
            return Holding(one, step, taken, late(step.deadline, on))
        taken = day or taken
    last = Step("decided_on", "决定", decider(scope, level), _deadline(round, "decided_on"))
    return Holding(one, last, taken, late(last.deadline, on))


def decider(scope: Scope, level: str) -> str:
    """Who decides in a round of a level."""
    return scope.word("{district}妇联") if level == DISTRICT else rounds.decides(level, scope.case.content.standard)


def _is_drawn(scope: Scope, one: Application) -> bool:
    return scope.case.present_identity(one.home) in scope.sampled


def _deadline(round: Round, field: str) -> dt.date | None:
    found: dt.date | None = getattr(round.deadlines or Deadlines(), field)
    return found


def late(deadline: dt.date | None, on: dt.date) -> str:
    """How much time is left, or since how many days there is none."""
    if deadline is None:
        return "没有定期限"
    days = (deadline - on).days
    return f"逾期 {-days} 天" if days < 0 else f"还有 {days} 天" if days else "今天到期"


def listings(scope: Scope) -> tuple[Listing, ...]:
    """The lists of a plan."""
    district, street, home = map(scope.word, ("{district}", "{street}", "{home}"))
    filed = filings(scope.case)
    return (
        Listing(
            "时间安排", ("级别", "步骤", "谁办", "期限", "办好", "情况"), tuple(_schedule(scope)),
            (20, 71, 71, 28, 25, 32),
        ),
        Listing(
            "材料现在在谁手里",
            ("级别", district, street, home, "等哪一步", "在谁手里", "上一步", "期限", "情况"), tuple(_holdings(scope)),
            (14, 20, 28, 46, 37, 34, 22, 22, 24), "逾期的排在前面。",
        ),
        Listing(
            "等重新认定的牌子", ("级别", district, street, home, "认定年度", "期限", "情况"), tuple(_reviews(scope)),
            (20, 30, 40, 72, 25, 28, 32),
        ),
        Listing(
            "备案", (district, *filed.values(), "期限", "情况"), tuple(_filings(scope)),
            (40, *[45.0] * len(filed), 32, 40),
        ),
    )  # fmt: skip


def _schedule(scope: Scope) -> Iterator[tuple[Value, ...]]:
    case = scope.case
    for level, round in scope.rounds():
        if level == DISTRICT and not scope.district:
            continue  # each district has a plan of its own
        applied = [a for a in round.applications if scope.covers(a.home)]
        first = case.levels[level]
        for step in steps(scope, level, round):
            those = [a for a in applied if step.field != "spot_check" or _is_drawn(scope, a)]
            if not those:
                continue
            finished = sum(done(a, step.field, case.on) is not None for a in those)
            state = "已办好" if finished == len(those) else late(step.deadline, case.on)
            yield (first, step.name, step.who, step.deadline, f"{finished}/{len(those)}", state)
        posted = round.publicised.to if round.publicised else None
        for field, name, day in (("publicised", "公示", posted), ("decided_on", "决定", round.decided_on)):
            finished, deadline = day is not None and day <= case.on, _deadline(round, field)
            state = "已办好" if finished else late(deadline, case.on)
            yield (first, name, decider(scope, level), deadline, "是" if finished else "否", state)


def _holdings(scope: Scope) -> Iterator[tuple[Value, ...]]:
    found = [
        (level, holding(scope, level, round, one))
        for level, round in scope.rounds()
        for one in round.applications
        if scope.covers(one.home)
    ]
    places, levels = rounds.in_order(scope.case), list(scope.case.levels)
    found.sort(
        key=lambda pair: (
            not pair[1].state.startswith("逾期"),
            levels.index(pair[0]),
            places.get(pair[1].application.home.partition("/")[0], -1),
        )
    )
    for level, one in found:
        step = one.step
        waits = (step.name, step.who) if step else ("", "")
        yield (
            scope.case.levels[level], *scope.where(one.application.home), *waits,
            one.since, step.deadline if step else None, one.state,
        )  # fmt: skip


def _end(case: RoundsCase, year: int, field: str) -> dt.date:
    """The last day of what districts do by the end of the year, or sooner where the city says so."""
    given = (_deadline(r, field) for r in case.rounds if r.year == year and case.top and r.by == case.top.id)
    return next(filter(None, given), dt.date(year, 12, 31))


def _reviews(scope: Scope) -> Iterator[tuple[Value, ...]]:
    case = scope.case
    for line in rounds.outstanding(case, scope.district):
        due = min(_end(case, scope.year, "renewals"), line.plaque.review_by or dt.date.max)
        yield (line.level, *scope.where(line.home), line.plaque.year, due, late(due, case.on))


def _filings(scope: Scope) -> Iterator[tuple[Value, ...]]:
    case, due = scope.case, _end(scope.case, scope.year, "filed")
    for slug in rounds.in_order(case):
        round = next((r for r in case.rounds if r.year == scope.year and r.by == slug), None)
        if round is None or not scope.covers(f"{slug}/"):
            continue
        days = [getattr(round.filed, field, None) for field in filings(case)]
        known = [day if day and day <= case.on else None for day in days]
        yield (case.content.districts[slug].name, *known, due, "已办好" if all(known) else late(due, case.on))


def papers(scope: Scope) -> Iterator[tuple[str, bytes]]:
    """The plan of a district or the city, as Word and Excel; internal."""
    case = scope.case
    mark = case.content.standard.terms.internal_mark or ""
    title = f"{scope.name} {scope.year} 年度{scope.word('{plaques}')}评定计划"
    below = [f"截至 {case.on.year} 年 {case.on.month} 月 {case.on.day} 日"]
    below += ["示例：内容是虚构的"] if case.content.city.sample else []
    found = listings(scope)
    path = f"{FOLDER}/{scope.year}/{scope.place}_{scope.year}年度_评定计划"
    yield f"{path}.docx", lists.write(found, title, scope.sender, mark, below)
    yield f"{path}.xlsx", xlsx.write(found, title, scope.sender, mark)
