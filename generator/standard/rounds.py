"""What the rules of recognition are asked about: all rounds on a day; and how they answer."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.diagnostics import Severity
from generator.model.federation import Quota, Round
from generator.model.load import Content
from generator.standard.recognition import PlaqueHistory, plaque_level, renamed_homes, replay

DEFAULT_QUOTA = Quota(city=160, per_district=10, tolerance=2)


def quota_of(content: Content) -> Quota:
    """The city's own figures, and those of 四（示范）1 where it names none."""
    given = content.city.quota or Quota()
    return dataclasses.replace(
        DEFAULT_QUOTA, **{name: value for name, value in vars(given).items() if value is not None}
    )


@dataclass(frozen=True)
class RecognitionIssue:
    """One thing wrong in a recognition file. `severity` is given where it is not the rule's own."""

    path: str
    field: str
    message: str
    remedy: str = ""
    severity: Severity | None = None


@dataclass(frozen=True)
class RoundsReview:
    """What a rule found; `assessed` is false where nothing recorded lets it be judged."""

    issues: tuple[RecognitionIssue, ...] = ()
    assessed: bool = True


@dataclass(frozen=True)
class PastStanding:
    """How a home stood on the day of a decision: titles of what was missing; `unsure` where records renewed since hide
    it.
    """

    lacking: tuple[str, ...]
    unsure: bool


@dataclass(frozen=True)
class RoundsCase:
    """All rounds as the city's rules see them on a day. `past_standings`: by home and day of the decision."""

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
    def quota(self) -> Quota:
        return quota_of(self.content)

    @cached_property
    def known_homes(self) -> set[str]:
        """Identities that a folder has, or had before a rename."""
        old = (name for home in self.content.homes.values() for name in home.profile.formerly)
        return {*self.content.homes, *self.content.left_out, *old}

    @cached_property
    def _renamed(self) -> dict[str, str]:
        return renamed_homes(self.content)

    def present_identity(self, home: str) -> str:
        """The identity of today of a home that a round names, maybe by an old one."""
        return self._renamed.get(home, home)

    def home_label(self, home: str) -> str:
        found = self.content.homes.get(self.present_identity(home))
        return f"{found.profile.name}（{home}）" if found else home
