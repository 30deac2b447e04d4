"""Every home judged at one moment, with all that was found on the way: the standard, rules of our own, recognition, addresses."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.catalogue import addresses
from generator.diagnostics import Finding
from generator.model.load import Content, Home
from generator.standard import federation, house, recognition, refinement
from generator.standard.recognition import Recognition
from generator.standard.standing import Standing, assess, rules_of


@dataclass(frozen=True)
class Judged:
    """A home with what is known of it at the moment; `home` and `standing` are None where its folder can't be used."""

    identity: str
    home: Home | None = None
    standing: Standing | None = None
    recognitions: Mapping[str, Recognition] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessment:
    """The city judged at `moment` (aware, Beijing). `findings` are in the order of files and lines.

    `publishable` is what the federation's own files let out, without the homes: public views are made from it and from homes
    without what the rules of our own withhold. `withheld` names that by the home; None stands for the federation's own files.
    """

    moment: dt.datetime
    content: Content
    publishable: Content
    homes: dict[str, Judged]
    district_rules: dict[str, dict[str, str]]
    city_rules: dict[str, str]
    findings: tuple[Finding, ...]
    redirects: dict[str, str]
    asks_more: dict[str, tuple[str, ...]]
    withheld: Mapping[str | None, frozenset[str]] = field(default_factory=dict)

    @property
    def usable(self) -> tuple[Judged, ...]:
        """Homes that can be published, by identity."""
        return tuple(one for _, one in sorted(self.homes.items()) if one.home)


@dataclass(frozen=True)
class Unjudged:
    """What stands in an assessment's place where city.yml can't be read: the homes by name, and nothing known of them."""

    moment: dt.datetime
    homes: dict[str, Judged]
    district_rules: dict[str, dict[str, str]] = field(default_factory=dict)
    city_rules: dict[str, str] = field(default_factory=dict)


def unjudged(homes: Iterable[str], moment: dt.datetime) -> Unjudged:
    """All of `homes` left out."""
    return Unjudged(moment, {identity: Judged(identity) for identity in homes})


@dataclass(frozen=True)
class Judgement:
    """What is found in one home's folder. It may come out of another process: the standing leaves out its rules, which are code."""

    standing: Standing
    findings: tuple[Finding, ...]
    withheld: frozenset[str]


class Assessor:
    """Judges the homes of a city one by one, in any order and any process, and then the city as a whole, as of `moment`.

    `stray`: homes left out for what lies in their folders, and why.
    """

    def __init__(self, content: Content, stray: Mapping[str, tuple[Finding, ...]], moment: dt.datetime):
        self.content, self.stray, self.moment = _without(content, stray), stray, moment
        self.today = moment.date()
        self.plaques = recognition.badges(self.content, self.today)
        self.own = house.city_inspection(self.content, self.today)
        self.publishable = house.redact_city(dataclasses.replace(self.content, homes={}), self.own.withheld)

    def judge(self, home: Home) -> Judgement:
        """One home by itself."""
        standing = assess(home, self.content.districts[home.district], self.today)
        inspection = house.inspect(home, self.content, self.today)
        return Judgement(dataclasses.replace(standing, rules=()), (*standing.findings, *inspection.findings), inspection.withheld)

    def known(self, home: Home, judgement: Judgement) -> Judged:
        """The home with what is known of it."""
        standing = dataclasses.replace(judgement.standing, rules=rules_of(self.content.districts[home.district]))
        return Judged(home.identity, home, standing, self.plaques.get(home.identity, {}))

    def assessment(self, judgements: Mapping[str, Judgement]) -> Assessment:
        """The whole, from the judgements of all homes of the content."""
        content = self.content
        homes = {identity: Judged(identity) for identity in content.left_out}
        homes |= {identity: self.known(home, judgements[identity]) for identity, home in content.homes.items()}
        districts = {slug: federation.assess_district(content, d, self.today) for slug, d in content.districts.items()}
        city = federation.assess_city(content, self.today)
        redirects, collisions = addresses.redirects(content)
        findings = [*content.findings, *(f for found in self.stray.values() for f in found), *collisions, *self.own.findings]
        findings += [f for judgement in (*judgements.values(), *districts.values(), city) for f in judgement.findings]
        return Assessment(
            self.moment,
            content,
            self.publishable,
            homes,
            {slug: {rule: o.value for rule, o in judgement.outcomes.items()} for slug, judgement in districts.items()},
            {rule: outcome.value for rule, outcome in city.outcomes.items()},
            tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order)),
            redirects,
            {slug: refinement.asks_more(district) for slug, district in content.districts.items()},
            {None: self.own.withheld, **{identity: judgement.withheld for identity, judgement in judgements.items()}},
        )


def _without(content: Content, homes: Mapping[str, object]) -> Content:
    """The content with these homes left out, as if they could not be read."""
    kept = {identity: home for identity, home in content.homes.items() if identity not in homes}
    left_out = tuple(sorted({*content.left_out, *(content.homes.keys() - kept.keys())}))
    return dataclasses.replace(content, homes=kept, left_out=left_out)
