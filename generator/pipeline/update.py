"""What a build does after its probe: read what changed, plan the tasks, run those with changed inputs, publish."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from generator.content import intake
from generator.content.intake import Snapshot
from generator.pipeline import publishing, release, stages
from generator.pipeline.build_ledger import BuildLedger
from generator.pipeline.context import BuildContext, RenderShell
from generator.pipeline.home_ledger import HomeLedger
from generator.pipeline.probe import Status
from generator.pipeline.results import BuildResult, make_executor
from generator.reading.consent_history import record_consents, update_history
from generator.reading.failures import FailedHomes, without_failing
from generator.reading.homes import gc_paused
from generator.reading.last_good import LastGood, LastGoodWriter
from generator.reading.options import BuildOptions, Progress
from generator.store import Ledger, State

ReplaceSnapshot = Callable[[Snapshot, LastGood], Snapshot]
"""For a fallback: replaces everything but the homes."""


def update(
    options: BuildOptions,
    theme: Path,
    render_shell: RenderShell,
    state: State,
    raw_ledger: Ledger,
    ledger: BuildLedger,
    status: Status,
    progress: Progress,
    replace: ReplaceSnapshot | None,
) -> BuildResult:
    """Raises as `build` does."""
    if options.fresh:
        ledger.forget_results()
        state.cache.clear()
    last_good = LastGood(None if options.fresh else state.records)
    snapshot = intake.take_city_snapshot(options.content, options.only)
    if replace:
        snapshot = replace(snapshot, last_good)
    history = update_history(snapshot, options, state)
    with make_executor(options, state, theme) as executor:
        staging = publishing.Staging(state, ledger, status, executor)
        context = BuildContext(
            options,
            theme,
            render_shell,
            snapshot,
            status.program,
            ledger,
            HomeLedger(raw_ledger),
            executor,
            state.cache,
            last_good,
            LastGoodWriter(state.records, options.fresh),
            progress,
            history,
            partial(record_consents, state, today=options.today),
        )

        def attempt(failed: FailedHomes) -> release.Release:
            with gc_paused():
                plan = release.plan(context, stages.gather(context, failed, status.changed, status.available))
            return release.make(context, plan, staging)

        made = without_failing(attempt, last_good, len(snapshot.homes))
        return publishing.publish(context, made, staging, is_fallback=replace is not None)
