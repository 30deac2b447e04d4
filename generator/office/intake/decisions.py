"""Decisions as the review page saves them and `homes accept` reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnostics import InvalidInput, explain_os_error
from generator.model.approvals import AGREED, RETURNED, Approval

LATER = "later"
NOW, CAME, SENT = "now", "came", "sent"
"""The values of a conflict."""
_MAX_BYTES = 16 * 2**20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_REMEDY = "用审核页面上的“保存决定”再存一份"


@dataclass(frozen=True)
class Verdict:
    """`shown`: the digest of what was shown, where the page said it; `identity`: another code for a new home.

    Of a home that is agreed `returned` names the items that are not, each with a reason, and `values` says of conflicts
    which value they are to have: `now`, `came` or `sent` (see `items`).
    """

    decision: str
    reason: str = ""
    shown: str = ""
    identity: str = ""
    returned: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What one stage decided of one submission; `earlier`: what the stages before it did, first to last."""

    submission: str
    stage: int
    by_role: str
    on: str
    homes: Mapping[str, Verdict]
    earlier: Sequence[Decision] = field(default=())

    def approvals(
        self, identity: str, home: str, fields: Sequence[str], before: str | None, after: str | None
    ) -> list[Approval]:
        """The entries of the record for a home: one a stage that decided; what is written is the last one's.

        `home`: its code, which for a new home may be another one than was proposed.
        """
        found = [one._approval(identity, home, fields, None, None) for one in self.earlier if identity in one.homes]
        return [*found, self._approval(identity, home, fields, before, after)]

    def part_returned(self, identity: str, home: str, fields: Sequence[str]) -> Approval:
        """The entry for what was returned of a home that was agreed."""
        reason = "；".join(dict.fromkeys(self.homes[identity].returned.values()))
        return Approval(self.submission, home, self.stage, self.by_role, RETURNED, reason, self.on, fields)

    def _approval(
        self, identity: str, home: str, fields: Sequence[str], before: str | None, after: str | None
    ) -> Approval:
        said = self.homes[identity]
        post = self.stage, self.by_role, said.decision, said.reason, self.on
        return Approval(self.submission, home, *post, fields, before, after)


def read_decisions(file: Path) -> list[Decision]:
    """The decisions of a file: an object, or a list of them. Raises `InvalidInput`."""
    try:
        with open(file, "rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
        said = json.loads(data) if len(data) <= _MAX_BYTES else None
    except OSError as error:
        raise explain_os_error(error) from None
    except (ValueError, RecursionError):
        said = None
    if not said or not isinstance(said, dict | list):
        raise InvalidInput(f"{file.name} 不是审核页面保存的决定", _REMEDY)
    return [_decision(one, file.name) for one in (said if isinstance(said, list) else [said])]


def _decision(said: Any, name: str) -> Decision:
    try:
        homes = {str(identity): _verdict(one) for identity, one in said["homes"].items()}
        earlier = tuple(_decision(one, name) for one in said.get("earlier") or ())
        found = Decision(
            str(said["submission"]), int(said["stage"]), str(said["by_role"]).strip(), str(said["on"]), homes, earlier
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InvalidInput(f"{name} 不是审核页面保存的决定", _REMEDY) from None
    if not found.by_role or not _DAY.fullmatch(found.on):
        raise InvalidInput(f"{name} 里没有写审核岗位或日期", "在审核页面上填好岗位和日期，再保存")
    for identity, verdict in homes.items():
        if verdict.decision == RETURNED and not verdict.reason:
            raise InvalidInput(f"{identity} 退回了，没有写原因", "在审核页面上补上原因，再保存")
        if not all(verdict.returned.values()):
            raise InvalidInput(f"{identity} 有一处退回了，没有写原因", "在审核页面上补上原因，再保存")
    return found


def _verdict(said: Any) -> Verdict:
    decision = str(said["decision"])
    if decision not in (AGREED, RETURNED, LATER):
        raise ValueError(decision)
    reason, shown, identity = (str(said.get(key) or "").strip() for key in ("reason", "shown", "identity"))
    returned = {str(item): str(why).strip() for item, why in (said.get("returned") or {}).items()}
    values = {str(item): str(choice) for item, choice in (said.get("values") or {}).items()}
    if not set(values.values()) <= {NOW, CAME, SENT}:
        raise ValueError(values)
    return Verdict(decision, reason, shown, identity, returned, values)
