"""附件2, the application form of a “示范妇女之家”: its cells, filled from the records of a home."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.model.federation import DISTRICT, PlaqueLevel
from generator.model.home import Funding, Person, Staff
from generator.model.load import Home
from generator.model.recognition import Application, Opinion
from generator.model.standard import CityStandard
from generator.model.wording import Wording
from generator.office.reports import file_names
from generator.office.reports.home import HomeReport
from generator.office.reports.rounds import decides
from generator.standard.rule import HomeCase, Outcome

FOLDER = "附件2"
BLANK = "空白"
RECORD_COPY = "录入件，以盖章原件为准"
_LOWER_LEVEL = "参照附件 2 的样式"


@dataclass(frozen=True)
class Given:
    """An opinion: whose, what it says and when, which are empty until somebody writes and seals it."""

    who: str
    text: str = ""
    day: dt.date | None = None


@dataclass(frozen=True)
class Form:
    """What stands in the cells of the form; empty texts in one to be filled in by hand.

    `level` is its name; `place` the file's; `remarks` stand below the table, `heading` above it.
    """

    level: str
    place: str
    year: int
    heading: str
    title: str
    unit: str
    director: str
    post: str
    figures: tuple[str, str, str, str]
    conditions: tuple[tuple[str, str], ...]
    brand: tuple[str, ...]
    opinions: tuple[Given, Given, Given]
    remarks: tuple[str, ...]

    @property
    def file(self) -> str:
        """`附件2/<year>-<level>/<district>_<street>_<home>`."""
        return f"{FOLDER}/{self.year}-{self.level}/{self.place}"


def blank(standard: CityStandard, level: PlaqueLevel, year: int) -> Form:
    """The form with nothing filled in but the year."""
    word = Wording(standard)
    who = (
        word("所在{town_street}党（工）委意见"), word("{district}妇联意见"), f"{decides(level.id, standard)}意见"
    )  # fmt: skip
    label, plaque = level.label or level.id, level.plaque or standard.terms.home or ""
    remarks = (_LOWER_LEVEL,) if standard.profile and level.id == DISTRICT else ()
    folder, heading = file_names.of_levels(standard)[level.id], "附件2" if standard.profile else ""
    return Form(
        folder, BLANK, year, heading, f"{label}“{plaque}”申报表",
        "", "", "", ("", "", "", ""), (), (), (Given(who[0]), Given(who[1]), Given(who[2])), remarks,
    )  # fmt: skip


def form(report: HomeReport, level: PlaqueLevel, year: int, place: str) -> Form:
    """The form of a home as of the report's day, to be sealed: without opinions. `place`: the name of its file."""
    home, standard = report.judged.home, report.judged.standing.standard
    staff, funding = home.profile.staff or Staff(), home.profile.funding or Funding()
    director = staff.director or Person()
    case = HomeCase(home, report.today, standard=standard)
    return dataclasses.replace(
        blank(standard, level, year),
        place=place,
        unit=home.profile.name,
        director=director.name or "",
        post=director.title or "",
        figures=(
            _figure(staff.full_time),
            _figure(staff.part_time),
            _figure(funding.female_residents),
            _figure(funding.annual_budget),
        ),
        conditions=tuple((name, text) for name, text in _conditions(case, report) if text),
        brand=tuple(_brand(home, standard.function_labels)),
    )


def record_copy(form: Form, application: Application, on: dt.date) -> Form:
    """The form with the opinions that are recorded of an application up to the day, and marked as such a copy."""
    recorded = (application.street_party_opinion, application.district_opinion, application.city_opinion)
    first, second, third = (
        dataclasses.replace(given, **_recorded(opinion, on))
        for given, opinion in zip(form.opinions, recorded, strict=True)
    )
    return dataclasses.replace(form, opinions=(first, second, third), remarks=(RECORD_COPY, *form.remarks))


def _recorded(opinion: Opinion | None, on: dt.date) -> dict[str, Any]:
    if opinion is None or opinion.date is None or opinion.date > on:
        return {}
    return {"text": opinion.text or "", "day": opinion.date}


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


_OWN_BOXES = ("funding", "brand")
"""Haves that the form asks about in boxes of their own."""


def _conditions(case: HomeCase, report: HomeReport) -> list[tuple[str, str]]:
    """The “规范化建设情况” of the form: the city's haves, from figures; what is not recorded is left out.

    Of a have of the city's own, what is done.
    """
    figures = {"venue": _venue, "team": _team, "facilities": _facilities, "mechanism": _mechanism, "ledger": _ledger}
    found = []
    for (code, label), have in zip(case.standard.have_labels.items(), report.haves, strict=True):
        if code in figures:
            found.append((label.removeprefix("有"), figures[code](case)))
        elif code not in _OWN_BOXES:
            done = [line.rule.title for line in have.rules if line.verdict.outcome is Outcome.MET]
            found.append((label.removeprefix("有"), _sentence("、".join(done))))
    return found


def _sentence(*parts: str | None) -> str:
    text = "，".join(part for part in parts if part)
    return f"{text}。" if text else ""


def _if(condition: object, text: str) -> str:
    return text if condition else ""


def _venue(case: HomeCase) -> str:
    venue, office = case.home.profile.venue, case.home.profile.office
    if venue is None:
        return ""
    rooms = f"设有{'、'.join(venue.rooms)}" if venue.rooms else ""
    shared = f"与{venue.shared_with}共用" if venue.shared_with else "自有场所"
    return _sentence(
        office.address if office else None, shared, f"面积 {venue.area:g} 平方米" if venue.area else None, rooms
    )


def _team(case: HomeCase) -> str:
    staff = case.home.profile.staff
    if staff is None:
        return ""
    teams = [f"{t.name}（{t.members} 人）" if t.members is not None else t.name for t in staff.volunteer_teams]
    women = case.ledger_value("contacts.women")
    return _sentence(
        _if(staff.representatives, f"妇女代表 {staff.representatives} 人"),
        _if(women, f"联系妇女 {women} 人"),
        f"巾帼志愿服务队 {len(teams)} 支：{'、'.join(teams)}" if teams else "",
    )


def _facilities(case: HomeCase) -> str:
    facilities = case.home.profile.facilities
    if facilities is None:
        return ""
    plate = f"“{case.standard.terms.home}”牌子"
    names = {
        "sign": "醒目标识", "plaque": plate, "emblem": "妇联徽", "rules_on_wall": "上墙制度",
        "honour_board": "“最美家庭”光荣榜", "publicity_board": "宣传栏", "recommendation_box": "推荐箱",
    }  # fmt: skip
    there = "、".join(name for key, name in names.items() if getattr(facilities, key))
    equipment = "、".join(facilities.equipment)
    return _sentence(there and f"有{there}", equipment and f"设施设备：{equipment}")


def _mechanism(case: HomeCase) -> str:
    counted = {
        "meetings.work": "工作例会",
        "meetings.council": "妇女代表议事会议",
        "meetings.congress": "妇女代表会议（妇女大会）",
        "reports.party": "向同级党组织汇报",
        "reports.federation": "向上级妇联汇报",
    }
    times = {name: len(case.year.among(case.ledger_dates(path))) for path, name in counted.items()}
    meetings = "、".join(f"{name} {count} 次" for name, count in times.items() if count)
    chosen = [s for s in case.ledger_value("family.selected") or () if s.date in case.year]
    families = f"推出“最美家庭” {sum(s.households for s in chosen)} 户" if chosen else ""
    held = f"开展活动 {len(case.activities_in_year)} 次" if case.activities_in_year else ""
    done = [part for part in (meetings, held, families) if part]
    adopted = sum(1 for r in case.home.regulations if r.regulation and r.adopted and r.adopted <= case.on)
    return _sentence(_if(adopted, f"通过规章制度 {adopted} 项")) + (f"一年来，{_sentence(*done)}" if done else "")


def _ledger(case: HomeCase) -> str:
    kept = {name: case.ledger_value(name) for name in ("rosters", "records")}
    counts = {name: sum(value is not None for value in vars(part).values()) for name, part in kept.items() if part}
    return _sentence(
        _if(counts.get("rosters"), f"名册 {counts.get('rosters')} 种"),
        _if(counts.get("records"), f"记录 {counts.get('records')} 种"),
        _if(case.ledger_day("general.plan"), "有年度工作计划"),
        _if(case.ledger_day("general.summary"), "有年度工作总结"),
        _if(case.ledger_day("other.honours"), "存有荣誉资料"),
    )


def _brand(home: Home, labels: Mapping[str, str]) -> list[str]:
    brand = home.brand
    if brand is None:
        return []
    since = f"始于 {brand.since} 年" if brand.since else ""
    functions = "、".join(labels[code] for code in brand.functions)
    lines = [_sentence(f"“{brand.title}”", since, functions and f"属于{functions}")]
    lines += [brand.summary] if brand.summary else []
    lines += [_sentence("、".join(f"{r.label} {r.value}" for r in brand.results))] if brand.results else []
    outlets = "、".join(f"{m.outlet or ''}《{m.title}》" for m in brand.featured_in)
    return lines + ([f"媒体报道：{outlets}。"] if outlets else [])
