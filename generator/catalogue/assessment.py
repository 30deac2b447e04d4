"""The assessment of all homes at one moment, with all findings: the standard, house rules, recognition, addresses."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.catalogue import addresses, duplicates, tiles, withheld
from generator.diagnostics import Finding
from generator.model.city import default_standard
from generator.model.load import Content, Home
from generator.model.standard import CityStandard
from generator.model.wording import Wording
from generator.standard import federation, house, recognition, refinement, renames
from generator.standard.recognition import Recognition
from generator.standard.recognition_rules import standings_at_decisions
from generator.standard.rounds import PastStanding
from generator.standard.standing import Standing, assess, rules_of


@dataclass(frozen=True)
class AssessedHome:
    """A home that can be published, with its standing and its plaques by level."""

    home: Home
    standing: Standing
    recognitions: Mapping[str, Recognition] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        return self.home.identity


@dataclass(frozen=True)
class Assessment:
    """The assessment of the city at `as_of` (aware, Beijing).

    `homes` has None for homes that cannot be used. `findings` are ordered by file and line. `publishable`: the redacted
    files of the federation, without homes; `redacted` names the values removed from them; `renamed`: former identity →
    present one.
    """

    as_of: dt.datetime
    content: Content
    publishable: Content
    homes: dict[str, AssessedHome | None]
    district_rules: dict[str, dict[str, str]]
    city_rules: dict[str, str]
    findings: tuple[Finding, ...]
    redirects: dict[str, str]
    renamed: dict[str, str]
    stricter_requirements: dict[str, tuple[str, ...]]
    redacted: frozenset[str] = frozenset()

    @property
    def standard(self) -> CityStandard:
        """What its homes are judged by."""
        return self.content.standard

    @property
    def usable(self) -> tuple[AssessedHome, ...]:
        """Homes that can be published, by identity."""
        return tuple(one for _, one in sorted(self.homes.items()) if one)


@dataclass(frozen=True)
class UnreadableCity:
    """Takes the place of an assessment where city.yml is unreadable: the identities of the homes alone."""

    as_of: dt.datetime
    homes: dict[str, AssessedHome | None]
    district_rules: dict[str, dict[str, str]] = field(default_factory=dict)
    city_rules: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    standard: CityStandard = field(default_factory=default_standard)


def unreadable_city(homes: Iterable[str], as_of: dt.datetime) -> UnreadableCity:
    """An assessment in which all `homes` are left out."""
    return UnreadableCity(as_of, dict.fromkeys(homes))


@dataclass(frozen=True)
class Judgement:
    """The assessment of one home by itself.

    It may come from another process: the standing omits its rules, which are code. `redacted`: values that must not be
    published; `past_standings`: how it stood on the days of decisions upon it.
    """

    standing: Standing
    findings: tuple[Finding, ...]
    redacted: frozenset[str]
    past_standings: Mapping[dt.date, PastStanding]


def judge(home: Home, content: Content, on: dt.date) -> Judgement:
    """Assesses one home.

    Of other homes `content` needs only identities and former ones.
    """
    standing = assess(home, content.districts[home.district], on, content.standard)
    inspection = house.inspect(home, content, on)
    findings = Wording(content.standard).findings((*standing.findings, *inspection.findings))
    past_standings = standings_at_decisions(home, content, standing)
    hidden = inspection.redacted.union(withheld.of_home(home, content.withheld.on(on)))
    return Judgement(dataclasses.replace(standing, rules=(), of=None), findings, hidden, past_standings)


def publishable(content: Content, on: dt.date) -> Content:
    """The redacted files of the federation, without homes."""
    hidden = house.city_inspection(content, on).redacted.union(withheld.of_city(content, content.withheld.on(on)))
    return house.redact_city(dataclasses.replace(content, homes={}), hidden)


@dataclass(frozen=True)
class CityJudgement:
    """The assessment of the files of the federation and of all homes together.

    `plaques`: identity → level → plaque, delisted ones included; `renamed`: former identity → present one.
    """

    plaques: dict[str, dict[str, Recognition]]
    publishable: Content
    districts: dict[str, federation.RuleVerdicts]
    city: federation.RuleVerdicts
    findings: tuple[Finding, ...]
    redirects: dict[str, str]
    renamed: dict[str, str]
    stricter_requirements: dict[str, tuple[str, ...]]
    redacted: frozenset[str]


def judge_city(
    content: Content, past_standings: Mapping[tuple[str, dt.date], PastStanding], on: dt.date
) -> CityJudgement:
    """Assesses the files of the federation.

    Of homes it needs names, former identities, streets, closings, numbers of consents, brands and photos, and what
    `duplicates` compares.
    `past_standings`: by identity and day of a decision.
    """
    content = renames.with_present_names(content)
    own = house.city_inspection(content, on)
    hidden = own.redacted.union(withheld.of_city(content, content.withheld.on(on)))
    shown = house.redact_city(dataclasses.replace(content, homes={}), hidden)
    districts = {
        slug: federation.assess_district(content, district, on) for slug, district in content.districts.items()
    }
    city = federation.assess_city(content, on, past_standings)
    redirects, collisions = addresses.redirects(content)
    findings = [
        *collisions,
        *duplicates.findings(content),
        *tiles.findings(content),
        *own.findings,
        *(f for judgement in (*districts.values(), city) for f in judgement.findings),
    ]
    return CityJudgement(
        recognition.plaques(dataclasses.replace(content, rounds=shown.rounds), on),
        shown,
        districts,
        city,
        Wording(content.standard).findings(findings),
        redirects,
        renames.renamed_homes(content),
        {
            slug: refinement.stricter_requirements(district, content.standard)
            for slug, district in content.districts.items()
        },
        hidden,
    )


def assessment(content: Content, judgements: Mapping[str, Judgement], as_of: dt.datetime) -> Assessment:
    """Combines the judgements of all homes into the assessment of the city."""
    content = renames.with_present_names(content)
    past_standings = {
        (one, day): how for one, judgement in judgements.items() for day, how in judgement.past_standings.items()
    }
    city = judge_city(content, past_standings, as_of.date())
    homes: dict[str, AssessedHome | None] = dict.fromkeys(content.left_out)
    homes |= {
        one: _assessed(home, content, judgements[one], city.plaques.get(one, {})) for one, home in content.homes.items()
    }
    findings = [
        *content.findings,
        *city.findings,
        *(f for judgement in judgements.values() for f in judgement.findings),
    ]
    return Assessment(
        as_of,
        content,
        city.publishable,
        homes,
        {slug: {rule: o.value for rule, o in judgement.outcomes.items()} for slug, judgement in city.districts.items()},
        {rule: outcome.value for rule, outcome in city.city.outcomes.items()},
        tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key)),
        city.redirects,
        city.renamed,
        city.stricter_requirements,
        city.redacted,
    )


def _assessed(home: Home, content: Content, judgement: Judgement, plaques: Mapping[str, Recognition]) -> AssessedHome:
    """The home with its standing, its rules restored, and its plaques."""
    rules = rules_of(content.districts[home.district], content.standard)
    standing = dataclasses.replace(judgement.standing, rules=rules, of=content.standard)
    return AssessedHome(home, standing, plaques)
