"""Every home judged at one moment, with all that was found on the way: the standard, rules of our own, recognition, addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.catalogue import addresses
from generator.diagnostics import Finding
from generator.model.load import Content, Home
from generator.standard import federation, house, recognition, refinement
from generator.standard.recognition import Recognition
from generator.standard.standing import Standing, assess


@dataclass(frozen=True)
class Judged:
    """A home with what is known of it at the moment; `home` and `standing` are None where its home.yml can't be used.

    `withheld` names values that must not be published, as `<file>:<dotted path>`.
    """

    identity: str
    home: Home | None = None
    standing: Standing | None = None
    withheld: frozenset[str] = frozenset()
    recognitions: Mapping[str, Recognition] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessment:
    """The city judged at `moment` (aware, Beijing). `findings` are in the order of files and lines."""

    moment: dt.datetime
    content: Content
    homes: dict[str, Judged]
    district_rules: dict[str, dict[str, str]]
    city_rules: dict[str, str]
    findings: tuple[Finding, ...]
    redirects: dict[str, str]
    asks_more: dict[str, tuple[str, ...]]

    @property
    def usable(self) -> tuple[Judged, ...]:
        """Homes that can be published, by identity."""
        return tuple(one for _, one in sorted(self.homes.items()) if one.home)


def judge(content: Content, moment: dt.datetime) -> Assessment:
    """Judges everything as of `moment`."""
    today = moment.date()
    plaques = recognition.badges(content, today)
    findings = list(content.findings)
    homes = {identity: Judged(identity) for identity in content.left_out}
    for identity, home in content.homes.items():
        standing = assess(home, content.districts[home.district], today)
        inspection = house.inspect(home, content, today)
        findings += [*standing.findings, *inspection.findings]
        homes[identity] = Judged(identity, home, standing, inspection.withheld, plaques.get(identity, {}))
    districts = {slug: federation.assess_district(content, d, today) for slug, d in content.districts.items()}
    city = federation.assess_city(content, today)
    redirects, collisions = addresses.redirects(content)
    for judgement in (*districts.values(), city):
        findings += judgement.findings
    findings += [*collisions, *house.inspect_city(content, today)]
    return Assessment(
        moment,
        content,
        homes,
        {slug: {rule: o.value for rule, o in judgement.outcomes.items()} for slug, judgement in districts.items()},
        {rule: outcome.value for rule, outcome in city.outcomes.items()},
        tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order)),
        redirects,
        {slug: refinement.asks_more(district) for slug, district in content.districts.items()},
    )
