"""The rules of demonstration homes, 四（示范）, over all rounds of recognition."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from generator.diagnostics import Severity
from generator.model.by_identity import ByIdentity
from generator.model.federation import DISTRICT, PlaqueLevel
from generator.model.load import Content, Home
from generator.model.recognition import Renewal, Round
from generator.model.standard import CityStandard
from generator.standard.calendar import year_to
from generator.standard.fields import label
from generator.standard.procedure import procedure
from generator.standard.recognition import Decision, plaque_level, round_path
from generator.standard.renames import unknown_home
from generator.standard.rounds import PastStanding, RecognitionIssue, RoundsCase, RoundsReview, top_level
from generator.standard.rule import MET, Outcome, Rule, Verdict, not_recorded, unmet
from generator.standard.ruleset import asked_rules, not_applicable
from generator.standard.standing import Standing, assess


@dataclass(frozen=True)
class RoundsRule(Rule):
    """A rule over all rounds: `review` finds the issues, from which `check` derives the verdict."""

    review: Callable[[RoundsCase], RoundsReview] = lambda case: RoundsReview()


def rules(standard: CityStandard) -> tuple[RoundsRule, ...]:
    """The rules of recognition, in the city's words and with its quota."""
    return _rules(ByIdentity(standard))


@lru_cache(8)
def _rules(key: ByIdentity) -> tuple[RoundsRule, ...]:
    standard: CityStandard = key.of
    return tuple(_with_quota(rule, top_level(standard)) for rule in asked_rules(RULES, standard))


def _with_quota(rule: RoundsRule, top: PlaqueLevel | None) -> RoundsRule:
    if rule.id not in ("recognition.quota-city", "recognition.quota-city-per-district"):
        return rule
    known = top or PlaqueLevel()
    figures = {"city": known.quota, "per_district": known.per_district, "tolerance": known.tolerance}
    own = {name: float(value) for name, value in figures.items() if name in rule.parameters and value is not None}
    return replace(rule, parameters=own) if own.keys() == rule.parameters.keys() else not_applicable(rule)


def _rule(review: Callable[[RoundsCase], RoundsReview], remedy: str, **fields: Any) -> RoundsRule:
    def check(case: RoundsCase) -> Verdict:
        return _verdict(review(case), remedy)

    return RoundsRule(check=check, review=review, remedy=remedy, file="recognition", **fields)


def judge_rule(rule: RoundsRule, case: RoundsCase) -> tuple[Verdict, tuple[RecognitionIssue, ...]]:
    """One verdict over all rounds, and each issue with its place."""
    if not rule.applies:
        return Verdict(Outcome.NOT_APPLICABLE), ()
    review = rule.review(case)
    return _verdict(review, rule.remedy), review.issues


def _verdict(review: RoundsReview, remedy: str) -> Verdict:
    if review.issues:
        more = f"（共 {len(review.issues)} 处）" if len(review.issues) > 1 else ""
        return unmet(review.issues[0].message + more, remedy)
    return MET if review.assessed else not_recorded("没有可以评的认定记录")


def _check_rounds(
    check: Callable[[RoundsCase], Iterator[RecognitionIssue]], of: Callable[[RoundsCase], object]
) -> Callable[[RoundsCase], RoundsReview]:
    """A check that collects issues; not assessed while `of` finds nothing to judge."""
    return lambda case: RoundsReview(tuple(check(case)), bool(of(case)))


def _meets_standard(case: RoundsCase) -> RoundsReview:
    """Whether homes met the standard when they were recognised or renewed, or got the place of another.

    Only decisions of the last year: a ledger covers two years, and a decision is judged by the year before it.
    """
    issues, unsure, judged = [], False, False
    filled = {(round_path(d.round), _substitute(d.number)) for d in case.history.decisions if d.substitute}
    for path, field, named, day in _decisions_of_year(case.rounds, case.on):
        stood = case.past_standings.get((case.present_identity(named), day))
        if stood is None or (field.endswith(".substitute") and (path, field) not in filled):
            continue
        judged = True
        unsure |= stood.unsure
        if stood.lacking:
            message = f"{case.home_label(named)}在决定当日（{day}）没有达到：{'、'.join(stood.lacking)}"
            issues.append(RecognitionIssue(path, field, message, district=named.partition("/")[0]))
    return RoundsReview(tuple(issues), judged and not unsure)


def _decisions_of_year(rounds: Iterable[Round], on: dt.date) -> Iterator[tuple[str, str, str, dt.date]]:
    """Path, field, home as named, and day of each recognition, renewal and substitution decided within the year."""
    year = year_to(on)
    for round in rounds:
        day = round.decided_on
        if plaque_level(round) and day and day in year:
            for number, home in enumerate(round.recognised):
                yield round_path(round), f"recognised[{number}]", home, day
        for number, renewal in enumerate(round.renewals):
            if renewal.decision == "renewed" and renewal.decided_on in year:
                yield round_path(round), f"renewals[{number}]", renewal.home, renewal.decided_on
            elif renewal.substitute and renewal.decided_on in year:
                yield round_path(round), _substitute(number), renewal.substitute, renewal.decided_on


def _substitute(number: int) -> str:
    """The field of the substitute in the renewal at an index."""
    return f"renewals[{number}].substitute"


def standings_at_decisions(home: Home, content: Content, now: Standing) -> dict[dt.date, PastStanding]:
    """How a home stood on each day of the year on which it was decided upon, under a former name too; `now` is its
    present standing.
    """
    honoured, district = decision_days(content.rounds, now.on), content.districts[home.district]
    days = sorted({day for name in (home.identity, *home.profile.formerly) for day in honoured.get(name, ())})
    return {day: _stood(assess(home, district, day, content.standard), now) for day in days}


def decision_days(rounds: tuple[Round, ...], on: dt.date) -> dict[str, set[dt.date]]:
    """Home as named → the days of the year up to `on` of decisions upon it."""
    return _days(ByIdentity(rounds), on)


@lru_cache(maxsize=2)
def _days(rounds: ByIdentity, on: dt.date) -> dict[str, set[dt.date]]:
    found = defaultdict(set)
    for _, _, named, day in _decisions_of_year(rounds.of, on):
        found[named].add(day)
    return found


def _stood(then: Standing, now: Standing) -> PastStanding:
    lacking, later = [], False
    for rule in then.duties_missed:
        silent_then = then.verdicts[rule.id].outcome is Outcome.NOT_ASSESSED
        if silent_then and now.verdicts[rule.id].outcome is not Outcome.NOT_ASSESSED:
            later = True
        else:
            lacking.append(rule.title)
    return PastStanding(tuple(lacking), later)


def _quota_city(case: RoundsCase) -> Iterator[RecognitionIssue]:
    top = case.top
    if top is None or top.quota is None:
        return
    for round in _top_rounds(case):
        found = len(set(round.recognised))
        if found > top.quota:
            over = found - top.quota
            message = f"{round.year} 年认定{top.label}“{top.plaque}” {found} 个，最多 {top.quota} 个（多 {over} 个）"
            yield RecognitionIssue(round_path(round), "recognised", message)


def _quota_per_district(case: RoundsCase) -> Iterator[RecognitionIssue]:
    top = case.top
    if top is None or top.per_district is None or top.tolerance is None:
        return
    about, tolerance = top.per_district, top.tolerance
    for round in _top_rounds(case):
        counts = Counter(home.partition("/")[0] for home in set(round.recognised))
        for slug, district in case.content.districts.items():
            if abs(counts[slug] - about) > tolerance:
                bounds = f"{max(0, about - tolerance)}–{about + tolerance}"
                message = (
                    f"{round.year} 年{district.name}{top.label}“{top.plaque}” {counts[slug]} 个，"
                    f"每个{case.district_term} {about} 个左右（{bounds} 个）"
                )
                yield RecognitionIssue(round_path(round), "recognised", message, district=slug)


def _top_rounds(case: RoundsCase) -> list[Round]:
    """Rounds of the highest level that name homes, undecided ones included: a quota is best checked before the
    decision.
    """
    return [r for r in case.rounds if case.top and plaque_level(r) == case.top.id and r.recognised]


def _yearly_review(case: RoundsCase) -> Iterator[RecognitionIssue]:
    """Plaques not reviewed in their year, and renewals without effect."""
    paths = {round_path(r) for r in case.rounds}
    for home, levels in case.history.plaques.items():
        for level, plaque in levels.items():
            if plaque.status == "awaiting" and plaque.review_by:
                year = plaque.review_by.year
                due = f"recognition/{year}-{home.partition('/')[0]}.yml"
                message = (
                    f"{case.home_label(home)}的{case.levels[level]}牌匾应当在 {year} 年重新认定或摘牌，"
                    "还没有决定；有决定以前照常在册"
                )
                yield RecognitionIssue(due, "renewals" if due in paths else "", message)
    for decision in case.history.decisions:
        if not decision.effective:
            yield _without_effect(case, decision)


def _without_effect(case: RoundsCase, decision: Decision) -> RecognitionIssue:
    path, at, renewal = round_path(decision.round), f"renewals[{decision.number}]", decision.renewal
    message = f"{case.home_label(renewal.home)}的这条重新认定不起作用：{decision.reason}"
    if renewal.decided_on.year < decision.round.year:
        meant = f"{decision.round.year}-{renewal.decided_on:%m-%d}"
        return RecognitionIssue(path, f"{at}.decided_on", message, f"核对决定日期，是不是 {meant}？")
    return RecognitionIssue(path, at, message)


def _substitution(case: RoundsCase) -> Iterator[RecognitionIssue]:
    for decision in case.history.decisions:
        renewal, place = decision.renewal, _substitute(decision.number)
        if renewal.decision == "renewed" and renewal.substitute:
            yield RecognitionIssue(round_path(decision.round), place, "重新认定的没有空出名额，不能递补", "删掉“递补”")
        elif decision.effective and renewal.decision == "delisted" and decision.substitute is None:
            message = _not_filled(case, renewal, decision.next_reserve)
            if message:
                yield RecognitionIssue(round_path(decision.round), place, *message)


def _not_filled(case: RoundsCase, renewal: Renewal, due: str | None) -> tuple[str, str] | None:
    if renewal.substitute and due:
        message = (
            f"递补的是{case.home_label(renewal.substitute)}，"
            f"按候补次序应该是{case.home_label(due)}；不按次序的递补不起作用"
        )
        return message, f"改成 {due}"
    if renewal.substitute:
        return (
            f"{case.home_label(renewal.substitute)}不在本{{district}}的候补名单里，递补不起作用",
            "只从本{district}同一级的候补名单里依次递补",
        )
    if due:
        return (
            f"{case.home_label(renewal.home)}摘牌后没有递补，候补里轮到{case.home_label(due)}",
            f"填写 substitute: {due}",
        )
    return None


def _filed(case: RoundsCase) -> Iterator[RecognitionIssue]:
    for round in _to_file(case):
        filed = {named: getattr(round.filed, name, None) for name, named in filings(case).items()}
        missing = [named for named, day in filed.items() if day is None or day > case.on]
        if missing:
            missing_labels = "、".join(f"“{named}”" for named in missing)
            district = case.content.districts.get(round.by)
            yield RecognitionIssue(
                round_path(round),
                "filed",
                f"{district.name if district else round.by} {round.year} 年还没有报备：{missing_labels}",
            )


def filings(case: RoundsCase) -> dict[str, str]:
    """What a district files with its superior: the field of `Filed` → what it is called."""
    top = case.top
    return {
        "results": label("recognition/x.yml", "filed.results"),
        **({"city_roster": f"{top.label}名册备案"} if top and top.id != DISTRICT else {}),
        "district_roster": f"{case.district_term}级名册备案",
    }


def _to_file(case: RoundsCase) -> list[Round]:
    """Rounds of districts in which something was decided by the day."""
    decided = [r for r in case.rounds if plaque_level(r) == DISTRICT]
    return [
        r for r in decided
        if (r.decided_on and r.decided_on <= case.on) or any(renewal.decided_on <= case.on for renewal in r.renewals)
    ]  # fmt: skip


def misnamed(case: RoundsCase) -> Iterator[RecognitionIssue]:
    """Files whose level is not the one that they are named after: nothing in them is given."""
    for round in case.rounds:
        if plaque_level(round) is None or (plaque_level(round) == DISTRICT and round.by not in case.content.districts):
            above = [f"{named}写在 <年>-{id}.yml" for id, named in case.levels.items() if id != DISTRICT]
            own = "各{district}认定的一级代号写 district，写在 <年>-<{district}>.yml"
            remedy = f"{'，'.join([*above, own])}，“级别”和文件名要一致"
            message = "级别和文件名不符，这个文件的认定不起作用"
            yield RecognitionIssue(round_path(round), "level", message, remedy, Severity.ERROR)


def _known_home(case: RoundsCase) -> Iterator[RecognitionIssue]:
    yield from misnamed(case)
    yield from unresolved(case)


def unresolved(case: RoundsCase) -> Iterator[RecognitionIssue]:
    """Homes that rounds name and that there are not, are not theirs, or are named twice."""
    for round in case.rounds:
        path = round_path(round)
        of_district = plaque_level(round) in (DISTRICT, None) and round.by != "city"
        named = [
            (f"{part}[{n}]", home) for part in ("recognised", "reserves") for n, home in enumerate(getattr(round, part))
        ]
        for at, home in [*named, *_others(round)]:
            if home not in case.known_homes:
                yield _unknown(case, path, at, home, of_district)
            elif of_district and home.partition("/")[0] != round.by:
                yield RecognitionIssue(
                    path, at, f"“{home}”不是本{{district}}的，不起作用", "只写本{district}的{home}", Severity.ERROR
                )
        yield from _twice(path, named)
        yield from _twice(path, [(f"applications[{n}].home", a.home) for n, a in enumerate(round.applications)])


def _unknown(case: RoundsCase, path: str, at: str, home: str, of_district: bool) -> RecognitionIssue:
    message, remedy = unknown_home(case.content, home)
    if of_district and any(home in one.profile.formerly for one in case.content.homes.values()):
        remedy = "换了{district}的，由现在的{district}在它自己的 recognition/<年>-<{district}>.yml 里决定，这里的删掉"
    return RecognitionIssue(path, at, message, remedy, Severity.ERROR)


def _others(round: Round) -> Iterator[tuple[str, str]]:
    yield from ((f"applications[{n}].home", a.home) for n, a in enumerate(round.applications))
    for n, renewal in enumerate(round.renewals):
        yield f"renewals[{n}].home", renewal.home
        if renewal.substitute:
            yield _substitute(n), renewal.substitute


def _twice(path: str, named: list[tuple[str, str]]) -> Iterator[RecognitionIssue]:
    named_before: set[str] = set()
    for at, home in named:
        if home in named_before:
            yield RecognitionIssue(path, at, f"“{home}”同一年同一级写了两次", "只留一处", Severity.ERROR)
        named_before.add(home)


RULES = (
    _rule(
        id="recognition.meets-standard",
        title="先达标，再示范",
        review=_meets_standard,
        reads="一年内认定、递补和重新认定的{home}，按决定当日评{standard}、品牌和设施使用",
        met_when="认定、递补和重新认定的{home}在决定当日都达到“{standard}”，品牌有效，设施经常使用",
        remedy="核对它的台账；没有达到的不认定、不递补、不重新认定",
    ),
    _rule(
        id="recognition.quota-city",
        title="{top}名额",
        review=_check_rounds(_quota_city, _top_rounds),
        reads="每年 recognition/<年>-{top_file}.yml 的认定名单",
        met_when="{top}“{plaque}”一年不超过 {city:g} 个",
        remedy="减少到名额以内，其余列入候补",
        parameters={"city": 0},
    ),
    _rule(
        id="recognition.quota-city-per-district",
        title="每{district}名额",
        review=_check_rounds(_quota_per_district, _top_rounds),
        reads="每年 recognition/<年>-{top_file}.yml 的认定名单",
        met_when="{top}“{plaque}”每个{district} {per_district:g} 个左右（上下 {tolerance:g} 个，上下数是本站口径）；"
        "{own_level}没有名额",
        remedy="与{top_giver}核对各{district}的名额",
        parameters={"per_district": 0, "tolerance": 0},
        site_choices=("tolerance",),
    ),
    _rule(
        id="recognition.procedure",
        title="申报程序",
        review=_check_rounds(procedure, lambda case: case.decided),
        reads="recognition/ 里每个认定的申报和各步的日期",
        met_when="{top}：申报、{street}党（工）委意见、{district}妇联意见、材料审核、{top_giver}意见依次完成后决定；"
        "{own_level}：申报、材料审核后决定；抽查可有可无",
        remedy="补上这一步的日期，或核对日期的先后",
    ),
    _rule(
        id="recognition.yearly-review",
        title="次年重新认定",
        review=_check_rounds(_yearly_review, lambda case: case.history.plaques),
        reads="每块牌匾和各{district} recognition/<年>-<{district}>.yml 的重新认定",
        met_when="上一年的{levels}牌匾，次年由所在{district}重新认定或摘牌",
        remedy="由所在{district}在次年的 recognition/<年>-<{district}>.yml 的“重新认定”（renewals）里写上决定",
    ),
    _rule(
        id="recognition.substitution",
        title="依次递补",
        review=_check_rounds(
            _substitution, lambda case: [d for d in case.history.decisions if d.renewal.decision == "delisted"]
        ),
        reads="摘牌的决定、递补的{home}和同级的候补名单",
        met_when="摘牌空出的名额由本{district}同级的候补依次递补",
        remedy="按候补名单的次序填写“递补”（substitute）",
    ),
    _rule(
        id="recognition.filed",
        title="备案",
        review=_check_rounds(_filed, _to_file),
        reads="各{district} recognition/<年>-<{district}>.yml 的备案日期",
        met_when="考核结果和{levels}名册都已报{city}妇联备案",
        remedy="报备后填写“备案”里的三个日期：考核结果备案、{top}名册备案、{district}级名册备案",
    ),
    _rule(
        id="recognition.known-home",
        title="名单可核对",
        review=_check_rounds(_known_home, lambda case: case.rounds),
        reads="recognition/ 里写到的每个{home}",
        met_when="写到的{home}都存在，同一年同一级只写一次",
        remedy="核对{home}的代号",
    ),
)
