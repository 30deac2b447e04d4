"""Checks shared by many rules: done often enough, recently enough, or recorded at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from generator.model.documents import Activity
from generator.standard.calendar import Window
from generator.standard.fields import label
from generator.standard.rule import MET, HomeCase, Verdict, not_recorded, unmet

Check = Callable[[HomeCase], Verdict]


def format_day(date: dt.date) -> str:
    """`2026 年 3 月 8 日`."""
    return f"{date.year} 年 {date.month} 月 {date.day} 日"


def at_least(count: int, minimum: float, noun: str, unit: str = "次", span: str = "一年内") -> Verdict:
    """Met when `count` reaches `minimum`; the message says how many are missing."""
    if count >= minimum:
        return MET
    return unmet(f"{span}{noun} {count} {unit}，至少要 {minimum:g} {unit}（还差 {minimum - count:g} {unit}）")


def listed_in_year(path: str) -> Check:
    """A check: at least one date of the list `path` of the ledger lies within the year."""
    noun = label("ledger.yml", path)

    def check(case: HomeCase) -> Verdict:
        days = case.ledger_dates(path)
        if not days:
            return not_recorded(f"没有“{noun}”的记录")
        if case.year.among(days):
            return MET
        return unmet(f"最近一次“{noun}”是 {format_day(max(days))}，已超过一年")

    return check


def once_each_period(path: str, months: int, noun: str) -> Check:
    """A check: each whole calendar period of the year has a date of the list `path` of the ledger."""
    name = {1: "月", 3: "季度", 6: "半年"}[months]

    def check(case: HomeCase) -> Verdict:
        days = case.ledger_dates(path)
        if not days:
            return not_recorded(f"没有{noun}的记录")
        missed = [period for period in case.year.periods(months) if not period.among(days)]
        if not missed:
            return MET
        spans = "、".join(_period(period, months) for period in missed)
        return unmet(f"一年内有 {len(missed)} 个{name}没有{noun}：{spans}")

    return check


def _period(period: Window, months: int) -> str:
    year, month = period.first.year, period.first.month
    if months == 1:
        return f"{year} 年 {month} 月"
    return f"{year} 年第 {(month + 2) // 3} 季度" if months == 3 else f"{year} 年{'上' if month == 1 else '下'}半年"


def dated_within_months(*paths: str) -> Check:
    """A check: each dated document of the ledger was made within the `months` of the rule and not after the day."""

    def check(case: HomeCase) -> Verdict:
        days = {path: case.ledger_value(path) for path in paths}
        if not any(days.values()):
            return not_recorded("、".join(f"“{label('ledger.yml', path)}”" for path in paths) + "没有记录")
        window = case.months_window()
        for path, day in days.items():
            named = label("ledger.yml", path)
            if day is None:
                return unmet(f"没有“{named}”的日期", field=path)
            if day < window.first:
                return unmet(f"“{named}”是 {format_day(day)} 的，已超过 {case.parameters['months']:g} 个月", field=path)
        later = next((path for path, day in days.items() if day > case.on), None)
        return (
            not_recorded(f"“{label('ledger.yml', later)}”是 {format_day(days[later])}，还没有到", field=later)
            if later
            else MET
        )

    return check


def dated_in_year(path: str) -> Check:
    """A check: the date `path` of the ledger, when something was last done, lies within the year."""
    noun = label("ledger.yml", path)

    def check(case: HomeCase) -> Verdict:
        day = case.ledger_day(path)
        if day is None:
            return not_recorded(f"没有“{noun}”的记录")
        return MET if day in case.year else unmet(f"最近一次“{noun}”是 {format_day(day)}，已超过一年")

    return check


def enough_activities(of: Callable[[Activity], bool], noun: str) -> Check:
    """A check: enough activities within the year for which `of` holds."""

    def check(case: HomeCase) -> Verdict:
        if not case.held_activities:
            return not_recorded("没有办过的活动的记录")
        return at_least(sum(map(of, case.activities_in_year)), case.parameters["minimum"], noun, "场")

    return check


def enough_activities_of_item(item: str, noun: str) -> Check:
    """A check: enough activities of one service item within the year."""
    return enough_activities(lambda activity: activity.item == item, noun)
