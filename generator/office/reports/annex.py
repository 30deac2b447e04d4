"""附件2, the application form of a “示范妇女之家”, filled from the records of the home and the round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.federation import Application, Opinion, Round
from generator.model.load import Home
from generator.model.wording import Wording
from generator.office.reports.home import HomeReport
from generator.office.reports.rounds import decides
from generator.standard.rule import HomeCase, Outcome


@dataclass(frozen=True)
class Form:
    """The fields of the form.

    `level` is its code; `conditions`: paragraphs on the haves; `opinions`: (who, text, date).
    """

    level: str
    level_label: str
    plaque: str
    year: int
    home: Home
    report: HomeReport
    conditions: list[tuple[str, str]]
    brand: list[str]
    opinions: list[tuple[str, str, dt.date | None]]

    @property
    def file(self) -> str:
        """`<year>/附件2-<level>-<district>_<home>.html`; identities have no underscore, so that names are unique."""
        return f"{self.year}/附件2-{self.level}-{self.home.identity.replace('/', '_')}.html"


def form(report: HomeReport, round: Round, application: Application) -> Form:
    """The form of one application, as of the report's day."""
    home = report.judged.home
    standard = report.judged.standing.standard
    level = next(level for level in standard.honours.homes if level.id == round.level)
    word = Wording(standard)
    names = (word("{town_street}党（工）委意见"), word("{district}妇联意见"), f"{decides(level.id, standard)}意见")
    given = (application.street_party_opinion, application.district_opinion, application.city_opinion)
    opinions = [(who, *_opinion(opinion, report.today)) for who, opinion in zip(names, given, strict=True)]
    return Form(
        level=level.id,
        level_label=level.label or level.id,
        plaque=level.plaque or standard.terms.home or "",
        year=round.year,
        home=home,
        report=report,
        conditions=[
            (name, text) for name, text in _conditions(HomeCase(home, report.today, standard=standard), report) if text
        ],
        brand=_brand(home, standard.function_labels),
        opinions=opinions,
    )


def _opinion(opinion: Opinion | None, on: dt.date) -> tuple[str, dt.date | None]:
    if opinion is None or opinion.date is None or opinion.date > on:
        return "", None
    return opinion.text or "", opinion.date


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
