"""The case of the rules of recognition: all rounds on a day; and their results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.diagnostics import Severity
from generator.model.federation import PlaqueLevel
from generator.model.load import Content
from generator.model.recognition import Round
from generator.model.standard import CityStandard
from generator.standard.recognition import PlaqueHistory, plaque_level, replay
from generator.standard.renames import renamed_homes


def top_level(standard: CityStandard) -> PlaqueLevel | None:
    """The highest level of plaques, whose quota is that of the city."""
    levels = standard.honours.homes
    return levels[0] if levels else None


@dataclass(frozen=True)
class RecognitionIssue:
    """A problem in a recognition file. `severity` is given where it differs from that of the rule,
    `district` where the issue is about one or a home in it, whatever the file.
    """

    path: str
    field: str
    message: str
    remedy: str = ""
    severity: Severity | None = None
    district: str = ""


@dataclass(frozen=True)
class RoundsReview:
    """The result of a rule over all rounds; not `assessed` where nothing recorded can be judged."""

    issues: tuple[RecognitionIssue, ...] = ()
    assessed: bool = True


@dataclass(frozen=True)
class PastStanding:
    """How a home stood on the day of a decision: titles of duties not met, and whether records renewed since make that
    uncertain (`unsure`).
    """

    lacking: tuple[str, ...]
    unsure: bool


@dataclass(frozen=True)
class RoundsCase:
    """All rounds on a day. `past_standings`: by home and day of the decision."""

    content: Content
    on: dt.date
    past_standings: Mapping[tuple[str, dt.date], PastStanding] = field(default_factory=dict)

    @cached_property
    def history(self) -> PlaqueHistory:
        return replay(self.content, self.on)

    @property
    def rounds(self) -> tuple[Round, ...]:
        return self.content.rounds

    @property
    def decided(self) -> tuple[Round, ...]:
        """Rounds decided by the day, whose file may decide for its level."""
        return tuple(r for r in self.rounds if plaque_level(r) and r.decided_on and r.decided_on <= self.on)

    @property
    def top(self) -> PlaqueLevel | None:
        """The highest level of plaques, with its quota."""
        return top_level(self.content.standard)

    @property
    def levels(self) -> dict[str, str]:
        """Code of each level of plaques → what it is called, highest first."""
        return self.content.standard.honours.home_labels

    @property
    def district_term(self) -> str:
        return self.content.standard.terms.district or ""

    @cached_property
    def known_homes(self) -> set[str]:
        """Identities of all homes, and former ones that are theirs."""
        return {*self.content.homes, *self.content.left_out, *self._renamed}

    @cached_property
    def _renamed(self) -> dict[str, str]:
        return renamed_homes(self.content)

    def present_identity(self, home: str) -> str:
        """The present identity of a home that a round may name by an old one."""
        return self._renamed.get(home, home)

    def home_label(self, home: str) -> str:
        """Name and identity of a home."""
        found = self.content.homes.get(self.present_identity(home))
        return f"{found.profile.name}（{home}）" if found else home
