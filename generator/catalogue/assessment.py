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
from generator.standard.standing import Standing, assess


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

    `publishable` is the content without what the rules of our own withhold: public views are made from it alone.
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


def judge(content: Content, stray: Mapping[str, tuple[Finding, ...]], moment: dt.datetime) -> Assessment:
    """Judges everything as of `moment`. `stray`: homes left out for files that may not lie in their folders, and why."""
    today = moment.date()
    content = _without(content, stray)
    plaques = recognition.badges(content, today)
    findings = [*content.findings, *(finding for found in stray.values() for finding in found)]
    homes = {identity: Judged(identity) for identity in content.left_out}
    publishable = {}
    for identity, home in content.homes.items():
        standing = assess(home, content.districts[home.district], today)
        inspection = house.inspect(home, content, today)
        findings += [*standing.findings, *inspection.findings]
        homes[identity] = Judged(identity, home, standing, plaques.get(identity, {}))
        publishable[identity] = house.redact(home, inspection.withheld)
    districts = {slug: federation.assess_district(content, d, today) for slug, d in content.districts.items()}
    city, own = federation.assess_city(content, today), house.city_inspection(content, today)
    redirects, collisions = addresses.redirects(content)
    findings += [*(f for judgement in (*districts.values(), city) for f in judgement.findings), *collisions, *own.findings]
    return Assessment(
        moment,
        content,
        house.redact_city(dataclasses.replace(content, homes=publishable), own.withheld),
        homes,
        {slug: {rule: o.value for rule, o in judgement.outcomes.items()} for slug, judgement in districts.items()},
        {rule: outcome.value for rule, outcome in city.outcomes.items()},
        tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order)),
        redirects,
        {slug: refinement.asks_more(district) for slug, district in content.districts.items()},
    )


def _without(content: Content, homes: Mapping[str, object]) -> Content:
    """The content with these homes left out, as if they could not be read."""
    kept = {identity: home for identity, home in content.homes.items() if identity not in homes}
    left_out = tuple(sorted({*content.left_out, *(content.homes.keys() - kept.keys())}))
    return dataclasses.replace(content, homes=kept, left_out=left_out)
