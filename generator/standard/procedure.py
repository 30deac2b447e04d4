"""The steps of an application, in order and before the decision: 四（示范）3 and 附件2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.model.federation import DISTRICT
from generator.model.recognition import Application, Opinion, Round
from generator.standard.fields import label
from generator.standard.recognition import plaque_level, round_path
from generator.standard.rounds import RecognitionIssue, RoundsCase

_STEPS = ("applied", "street_party_opinion", "district_opinion", "papers", "city_opinion")
_DISTRICT_STEPS = ("applied", "papers")
_REFUSED = "不同意的，从“认定”（recognised）里删掉；意见写错了的，改这一条的“意见”（text）"


def procedure(case: RoundsCase) -> Iterator[RecognitionIssue]:
    """Missing or misordered steps in the applications of recognised homes."""
    for round in case.rounds:
        level = plaque_level(round)
        if level is None or not round.recognised:
            continue
        if round.decided_on is None:
            yield RecognitionIssue(
                round_path(round),
                "recognised",
                "写了认定名单，没有写决定日期，还不能挂牌",
                "填写“决定日期”（decided_on）",
            )
        elif round.decided_on <= case.on:
            yield from _round_procedure(case, round, level, round.decided_on)


def _round_procedure(case: RoundsCase, round: Round, level: str, decided_on: dt.date) -> Iterator[RecognitionIssue]:
    applications = {a.home: (number, a) for number, a in reversed(list(enumerate(round.applications)))}
    for number, home in enumerate(round.recognised):
        district = home.partition("/")[0]
        if home not in applications:
            remedy = "在“申报”（applications）里补上它的一条"
            yield RecognitionIssue(
                round_path(round),
                f"recognised[{number}]",
                f"{case.home_label(home)}没有申报记录",
                remedy,
                district=district,
            )
            continue
        at, application = applications[home]
        for field, message, remedy in _misordered_steps(application, level, decided_on):
            yield RecognitionIssue(
                round_path(round),
                f"applications[{at}].{field}",
                f"{case.home_label(home)}：{message}",
                remedy,
                district=district,
            )


def _misordered_steps(application: Application, level: str, decided_on: dt.date) -> Iterator[tuple[str, str, str]]:
    """Field, message, and the remedy where it is not that of the rule."""
    before, before_label = None, ""
    for step in _DISTRICT_STEPS if level == DISTRICT else _STEPS:
        named = label("recognition/x.yml", f"applications.{step}")
        value = getattr(application, step)
        if isinstance(value, Opinion) and value.refuses:
            yield step, f"“{named}”是不同意，不能认定", _REFUSED
        day = value if value is None or isinstance(value, dt.date) else value.date
        if day is None:
            yield step, f"没有“{named}”的日期", ""
            continue
        if before and day < before:
            yield step, f"“{named}”（{day}）早于“{before_label}”（{before}）", ""
        if day > decided_on:
            yield step, f"“{named}”（{day}）晚于决定日期（{decided_on}）", ""
        before, before_label = day, named
    check = application.spot_check
    if check and not (application.applied or check) <= check <= decided_on:
        yield "spot_check", f"“实地抽查”（{check}）不在申报和决定之间", ""
