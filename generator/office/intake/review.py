"""The review page: what waits, home by home, as one private file that asks nothing of the network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from generator.office.intake.decisions import LATER, Decision
from generator.office.intake.effects import Effect, Have
from generator.office.intake.inbox import Waiting
from generator.office.intake.outcomes import Outcome
from generator.office.intake.review_items import ShownItem, shown_items
from generator.office.intake.submission import Submission, summary

_TEMPLATES = Path(__file__).parent / "templates"
STAGES = {1: ("审核",), 2: ("初审", "终审"), 3: ("初审", "复审", "终审")}
"""What the stages are called, where there are one, two or three."""
_MET = "met"
_DECISIONS = {"agreed": "同意", "returned": "退回", "later": "以后再说"}


@dataclass(frozen=True)
class Shown:
    """A submission that waits. `effects`, `digests`: by identity, what it would do, and of what is shown of it.

    `picture`: the `data:` address of a photo by identity and file name, empty where there is none.
    """

    waiting: Waiting
    submission: Submission
    effects: Mapping[str, Effect]
    digests: Mapping[str, str]
    picture: Callable[[str, str], str]


def page(
    found: Sequence[Shown],
    earlier: Sequence[Decision],
    stages: int,
    federation: str,
    today: str,
    problems: Sequence[str],
    edited: Sequence[str],
    unseen: Mapping[str, str],
) -> str:
    """The page of the stage that follows the `earlier` decisions.

    `problems`: what is wrong with the record; `edited`: homes that are not as they were approved; `unseen`: those among
    the shown of which nothing can be accepted before that is settled, and why, by identity.
    """
    stage = earlier[0].stage + 1 if earlier else 1
    before = {one.submission: one for one in earlier}
    asked = [one for one in found if not earlier or one.waiting.id in before]
    homes = [home for one in asked for home in _homes(one, before, unseen)]
    style, script = ((_TEMPLATES / f"review.{kind}").read_text() for kind in ("css", "js"))
    chain = {one.submission: [_as_row(step) for step in (*one.earlier, one)] for one in earlier}
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template("review.html").render(
        stage=stage,
        stages=stages,
        stage_name=STAGES[stages][stage - 1],
        federation=federation,
        today=today,
        queues=_queues(homes),
        homes=homes,
        problems=[*problems, *_unplaced(asked)],
        edited=edited,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        earlier_json=_inline({"stage": stage, "decisions": chain}),
    )


def _unplaced(found: Sequence[Shown]) -> Iterator[str]:
    """What could not be read, and rows of which it can't be told whose they are."""
    for one in found:
        if one.submission.refused:
            yield f"“{one.waiting.name}”读不了了：{one.submission.refused.message}"
        for problem in one.submission.errors:
            yield f"“{one.waiting.name}”{problem.place}：{problem.message}。{problem.remedy}"


def _queues(homes: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The homes in the order in which to look at them, numbered so; an empty group is left out."""
    groups: dict[str, list[dict[str, Any]]] = {"要先看": [], "新家": [], "一般改动": []}
    for home in homes:
        groups["新家" if home["new"] else "要先看" if home["red"] else "一般改动"].append(home)
    homes[:] = [home for group in groups.values() for home in group]
    for number, home in enumerate(homes, 1):
        home["number"] = number
    return [(name, group) for name, group in groups.items() if group]


def _homes(one: Shown, before: Mapping[str, Decision], unseen: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    previous = before.get(one.waiting.id)
    for identity, outcome in one.submission.homes.items():
        verdict = previous.homes.get(identity) if previous else None
        if previous and (verdict is None or verdict.decision == LATER):
            continue
        effect = one.effects.get(identity, Effect())
        items = shown_items(outcome, effect, verdict, partial(one.picture, identity), one.submission.own)
        own = [remark for remark in effect.remarks if not remark.item]
        yield {
            "submission": one.waiting.id,
            "file": one.waiting.name,
            "received": one.waiting.received,
            "identity": identity,
            "name": outcome.name or identity,
            "new": outcome.new,
            "shown": one.digests[identity],
            "summary": summary(outcome),
            "items": items,
            "items_count": len(items),
            "red": _red(items, outcome, effect),
            "alarms": outcome.alarms,
            "effect": effect,
            "remarks": own,
            "unseen": unseen.get(identity, ""),
            "haves": [_have(have) for have in effect.haves],
            "errors": outcome.errors,
            "questions": outcome.questions,
            "chosen": verdict.decision if verdict else LATER,
            "reason": verdict.reason if verdict else "",
            "code": verdict.identity if verdict and verdict.identity else identity,
            "earlier": _earlier(previous, identity),
        }


def _red(items: Sequence[ShownItem], outcome: Outcome, effect: Effect) -> int:
    """How many places have to be looked at first."""
    own = sum(not remark.item for remark in effect.remarks) + bool(effect.problem)
    grave = sum(one.grave for one in outcome.errors)
    return sum(item.red for item in items) + own + grave + len(outcome.alarms)


def _have(have: Have) -> tuple[str, str, str]:
    """Label, a class, and what becomes of it in a word."""
    was, now = have.before == _MET, have.after == _MET
    if have.before is None or was == now:
        return have.label, "has" if now else "not", "有" if now else "还没有"
    return have.label, "up" if now else "down", "多了" if now else "少了"


def _earlier(previous: Decision | None, identity: str) -> list[str]:
    steps = (*previous.earlier, previous) if previous else ()
    return [
        f"第 {step.stage} 级（{step.by_role}，{step.on}）：{_DECISIONS[said.decision]}"
        + (f"，{said.reason}" if said.reason else "")
        + (f"，其中 {len(said.returned)} 处退回" if said.returned else "")
        for step in steps
        if (said := step.homes.get(identity))
    ]


def _as_row(step: Decision) -> dict[str, Any]:
    return {key: value for key, value in asdict(step).items() if key != "earlier"}


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _inline(said: Any) -> Markup:
    """JSON that stays within its script element."""
    return Markup(json.dumps(said, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028"))
