"""Every home judged at one moment, with all that was found on the way: the standard, rules of our own, recognition,
addresses.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.catalogue import addresses, withheld
from generator.diagnostics import Finding
from generator.model.load import Content, Home
from generator.standard import federation, house, recognition, refinement
from generator.standard.recognition import Recognition
from generator.standard.recognition_rules import standings_at_decisions
from generator.standard.rounds import PastStanding
from generator.standard.standing import Standing, assess, rules_of


@dataclass(frozen=True)
class AssessedHome:
    """A home with what is known of it at the moment; `home` and `standing` are None where its folder can't be used."""

    identity: str
    home: Home | None = None
    standing: Standing | None = None
    recognitions: Mapping[str, Recognition] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessment:
    """The city judged at `as_of` (aware, Beijing).

    `findings` are in the order of files and lines.

    `publishable` is what the federation's own files let out, without the homes: public views are made from it and from
    homes without what the rules of our own withhold. `redacted` names that in the federation's own files.
    """

    as_of: dt.datetime
    content: Content
    publishable: Content
    homes: dict[str, AssessedHome]
    district_rules: dict[str, dict[str, str]]
    city_rules: dict[str, str]
    findings: tuple[Finding, ...]
    redirects: dict[str, str]
    stricter_requirements: dict[str, tuple[str, ...]]
    redacted: frozenset[str] = frozenset()

    @property
    def usable(self) -> tuple[AssessedHome, ...]:
        """Homes that can be published, by identity."""
        return tuple(one for _, one in sorted(self.homes.items()) if one.home)


@dataclass(frozen=True)
class UnreadableCity:
    """What stands in an assessment's place where city.yml can't be read: the homes by name, and nothing known of them."""

    as_of: dt.datetime
    homes: dict[str, AssessedHome]
    district_rules: dict[str, dict[str, str]] = field(default_factory=dict)
    city_rules: dict[str, str] = field(default_factory=dict)


def unreadable_city(homes: Iterable[str], as_of: dt.datetime) -> UnreadableCity:
    """All of `homes` left out."""
    return UnreadableCity(as_of, {identity: AssessedHome(identity) for identity in homes})


@dataclass(frozen=True)
class Judgement:
    """What is found in one home's folder.

    It may come out of another process: the standing leaves out its rules, which are code.

    `past_standings`: how it stood on the days on which the federation decided upon it.
    """

    standing: Standing
    findings: tuple[Finding, ...]
    redacted: frozenset[str]
    past_standings: Mapping[dt.date, PastStanding]


def judge(home: Home, content: Content, on: dt.date) -> Judgement:
    """One home by itself.

    Of other homes `content` need only say that they are there, and of renamed ones under which name.
    """
    standing = assess(home, content.districts[home.district], on)
    inspection = house.inspect(home, content, on)
    findings = (*standing.findings, *inspection.findings)
    past_standings = standings_at_decisions(home, content, standing)
    hidden = inspection.redacted.union(withheld.of_home(home, content.withheld.on(on)))
    return Judgement(dataclasses.replace(standing, rules=()), findings, hidden, past_standings)


def publishable(content: Content, on: dt.date) -> Content:
    """What the federation's own files let out, without the homes."""
    hidden = house.city_inspection(content, on).redacted.union(withheld.of_city(content, content.withheld.on(on)))
    return house.redact_city(dataclasses.replace(content, homes={}), hidden)


@dataclass(frozen=True)
class CityJudgement:
    """What is found by looking at the federation's files and at all homes together.

    `plaques`: identity → level → plaque, delisted too.
    """

    plaques: dict[str, dict[str, Recognition]]
    publishable: Content
    districts: dict[str, federation.RuleVerdicts]
    city: federation.RuleVerdicts
    findings: tuple[Finding, ...]
    redirects: dict[str, str]
    stricter_requirements: dict[str, tuple[str, ...]]
    redacted: frozenset[str]


def judge_city(
    content: Content, past_standings: Mapping[tuple[str, dt.date], PastStanding], on: dt.date
) -> CityJudgement:
    """The federation's part.

    Of the homes it asks for names, present and former, streets, closures, consents' numbers, brands and photos;
    `past_standings`: by identity and day, how they stood when they were decided upon.
    """
    own = house.city_inspection(content, on)
    hidden = own.redacted.union(withheld.of_city(content, content.withheld.on(on)))
    districts = {
        slug: federation.assess_district(content, district, on) for slug, district in content.districts.items()
    }
    city = federation.assess_city(content, on, past_standings)
    redirects, collisions = addresses.redirects(content)
    findings = [
        *collisions,
        *own.findings,
        *(f for judgement in (*districts.values(), city) for f in judgement.findings),
    ]
    return CityJudgement(
        recognition.plaques(content, on),
        house.redact_city(dataclasses.replace(content, homes={}), hidden),
        districts,
        city,
        tuple(findings),
        redirects,
        {slug: refinement.stricter_requirements(district) for slug, district in content.districts.items()},
        hidden,
    )


def assessment(content: Content, judgements: Mapping[str, Judgement], as_of: dt.datetime) -> Assessment:
    """The whole city, from the judgements of all its homes."""
    past_standings = {
        (one, day): how for one, judgement in judgements.items() for day, how in judgement.past_standings.items()
    }
    city = judge_city(content, past_standings, as_of.date())
    homes = {identity: AssessedHome(identity) for identity in content.left_out}
    homes |= {
        one: _known(home, content, judgements[one], city.plaques.get(one, {})) for one, home in content.homes.items()
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
        city.stricter_requirements,
        city.redacted,
    )


def _known(home: Home, content: Content, judgement: Judgement, plaques: Mapping[str, Recognition]) -> AssessedHome:
    """The home with what is known of it."""
    standing = dataclasses.replace(judgement.standing, rules=rules_of(content.districts[home.district]))
    return AssessedHome(home.identity, home, standing, plaques)
