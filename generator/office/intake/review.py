"""The review page: what waits, home by home, as one private file that asks nothing of the network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from generator.diagnostics import Finding
from generator.office.intake.decisions import LATER, Decision
from generator.office.intake.inbox import Waiting
from generator.office.intake.merging import Change, Conflict, Outcome
from generator.office.intake.showing import shown
from generator.office.intake.submission import Submission, label, summary

_TEMPLATES = Path(__file__).parent / "templates"
STAGES = {1: ("审核",), 2: ("初审", "终审"), 3: ("初审", "复审", "终审")}
"""What the stages are called, where there are one, two or three."""
_DECISIONS = {"agreed": "同意", "returned": "退回", "later": "以后再说"}


@dataclass(frozen=True)
class Shown:
    """`digests`: identity → of what is shown of it, for each submission that waits."""

    waiting: Waiting
    submission: Submission
    digests: Mapping[str, str]


def page(
    found: Sequence[Shown],
    earlier: Sequence[Decision],
    stages: int,
    federation: str,
    today: str,
    broken: Sequence[Finding],
) -> str:
    """The page of the stage that follows the `earlier` decisions; `broken`: where the record is."""
    stage = earlier[0].stage + 1 if earlier else 1
    before = {one.submission: one for one in earlier}
    homes = [home for one in found if not earlier or one.waiting.id in before for home in _homes(one, before)]
    problems = [
        f"“{one.waiting.name}”读不了了：{one.submission.refused.message}" for one in found if one.submission.refused
    ]
    problems += map(str, broken)
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
        homes=[home | {"number": number} for number, home in enumerate(homes)],
        problems=problems,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        earlier_json=_inline({"stage": stage, "decisions": chain}),
    )


def _homes(one: Shown, before: Mapping[str, Decision]) -> Iterator[dict[str, Any]]:
    previous = before.get(one.waiting.id)
    for identity, outcome in one.submission.homes.items():
        verdict = previous.homes.get(identity) if previous else None
        if previous and (verdict is None or verdict.decision == LATER):
            continue
        yield {
            "submission": one.waiting.id,
            "file": one.waiting.name,
            "received": one.waiting.received,
            "identity": identity,
            "name": outcome.name or identity,
            "new": outcome.new,
            "shown": one.digests[identity],
            "summary": summary(outcome),
            "chosen": verdict.decision if verdict else LATER,
            "reason": verdict.reason if verdict else "",
            "earlier": _earlier(previous, identity),
            **_contents(outcome),
        }


def _contents(outcome: Outcome) -> dict[str, Any]:
    return {
        "changes": [_change(one) for one in outcome.changes],
        "deletions": [_change(one) for one in outcome.deletions],
        "conflicts": [_conflict(one) for one in outcome.conflicts],
        "errors": outcome.errors,
        "questions": outcome.questions,
    }


def _change(one: Change) -> dict[str, Any]:
    texts = {name: shown(value, one.key, one.at) for name, value in (("before", one.before), ("after", one.after))}
    if one.before is None:
        texts["before"] = ""
    new = "新增" if one.before is None and not one.key else ""
    return texts | {"label": new + label(one.at, one.key), "public": one.public, "written": one.written}


def _conflict(one: Conflict) -> dict[str, str]:
    texts = {"sent": one.sent, "now": one.now, "came": one.came}
    return {name: shown(value, one.key) for name, value in texts.items()} | {"label": label(one.at, one.key)}


def _earlier(previous: Decision | None, identity: str) -> list[str]:
    steps = (*previous.earlier, previous) if previous else ()
    return [
        f"第 {step.stage} 级（{step.by_role}，{step.on}）：{_DECISIONS[said.decision]}"
        + (f"，{said.reason}" if said.reason else "")
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
