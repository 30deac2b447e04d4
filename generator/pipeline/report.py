"""The report on a whole city, put together from what each home's own lines say and what was found by looking at all of
them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from generator.diagnostics import Finding
from generator.office import findings as reports
from generator.pipeline.context import BuildContext
from generator.pipeline.entries import Report

if TYPE_CHECKING:
    from generator.pipeline.release import Release


def report_of(context: BuildContext, release: Release, problems: list[Finding]) -> str:
    """As `office.findings.as_text` has it; `problems` came up while the release was made."""
    gathered, entries = release.plan.gathered, context.known.entries
    around = defaultdict(list)
    for finding in (*gathered.federation.content.findings, *gathered.city.judged.findings):
        around[finding.home or ""].append(finding)
    told = {one: entries[one].report for one in context.snapshot.homes}
    for one, found in around.items():
        own = context.known.findings(one) if one in told else ()
        told[one] = Report.of(_in_order({*own, *found}))
    told[""] = Report.of([*problems, *_in_order(around.get("", ()))])
    rows = [told[one] for one in sorted(told)]
    counts = sum((Counter(row.counts) for row in rows), Counter())
    usable = gathered.city.homes.values()
    standing = reports.standing_line(
        len(context.snapshot.homes), len(usable), sum(entry.meets_standard for entry in usable)
    )
    return "\n".join([line for row in rows for line in row.lines] + [standing + reports.severity_counts(counts)])


def _in_order(findings) -> list[Finding]:
    return sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key)
