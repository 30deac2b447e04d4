"""The summary of a release, and the report with the findings of all homes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from generator.catalogue import features
from generator.diagnostics import Finding
from generator.office import findings as reports
from generator.pipeline.context import BuildContext
from generator.pipeline.drawings import missing_url_notice
from generator.pipeline.results import Summary
from generator.reading import validity
from generator.reading.entries import Report
from generator.reading.failures import FAILED

if TYPE_CHECKING:
    from generator.pipeline.release import Release


def summary_of(context: BuildContext, release: Release) -> tuple[Summary, list[Finding]]:
    """Also returns the problems with photos and cards, which are in no home's findings."""
    gathered, homes, options = release.plan.gathered, context.snapshot.homes, context.options
    index, entries = gathered.city, context.homes.entries
    problems = [*gathered.problems, *(problem for cards in release.plan.drawn for problem in cards.problems)]
    failed = [
        finding
        for one in homes
        if not entries[one].content
        for finding in context.homes.findings(one)
        if finding.rule == FAILED
    ]
    changes = (
        validity.next_city_change(gathered.federation.content, index.judged, options.as_of),
        *(entry.next_change for entry in index.homes.values()),
    )
    summary = Summary(
        pages=sum(path.endswith(".html") for path in release.manifest),
        homes=len(homes),
        using_last_good=tuple(one for one, entry in index.homes.items() if entry.uses_last_good),
        unpublished=tuple(one for one in homes if one not in index.homes),
        problems=tuple(map(str, (*problems, *failed))),
        next_change=min(filter(None, changes), default=""),
        unapproved=tuple(one for one in homes if entries[one].unapproved),
        notices=tuple(map(str, missing_url_notice(index.view))),
        embargoed=features.embargoed(gathered.federation.content, options.as_of),
    )
    return summary, problems


_ERRORS, _OTHERS = attrgetter("errors"), attrgetter("others")


def report_of(context: BuildContext, release: Release, problems: list[Finding]) -> str:
    """The text of findings.txt in the order of `homes check`: the count, errors home by home, then the rest; `problems`
    as `summary_of` returns them.
    """
    gathered, entries = release.plan.gathered, context.homes.entries
    elsewhere = defaultdict(list)  # findings outside the home's folder, by home
    for finding in (*gathered.federation.content.findings, *gathered.city.judged.findings):
        elsewhere[finding.home or ""].append(finding)
    by_home = {one: entries[one].report for one in context.snapshot.homes}
    for one, found in elsewhere.items():
        own = context.homes.findings(one) if one in by_home else ()
        by_home[one] = Report.of(_sorted({*own, *found}))
    by_home[""] = Report.of([*problems, *_sorted(elsewhere.get("", ()))])
    rows = [by_home[one] for one in sorted(by_home)]
    counts = sum((Counter(row.counts) for row in rows), Counter())
    usable = gathered.city.homes.values()
    standing = reports.standing_line(
        len(context.snapshot.homes),
        len(usable),
        sum(entry.meets_standard for entry in usable),
        sum(entry.closed for entry in usable),
        gathered.federation.content.standard,
    )
    total = standing + reports.severity_counts(counts)
    errors, others = ([line for row in rows for line in lines(row)] for lines in (_ERRORS, _OTHERS))
    return "\n".join([total, *errors, *others, total])


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key)
