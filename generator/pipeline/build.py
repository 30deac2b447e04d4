"""A build: probe, read what changed, plan the tasks, run those with changed inputs, publish."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from generator.content import intake
from generator.content.intake import Snapshot
from generator.diagnostics import CityUnreadable
from generator.pipeline.build_ledger import BuildLedger
from generator.pipeline.context import BuildContext, RenderShell
from generator.pipeline.probe import probe
from generator.pipeline.results import BuildResult, make_executor
from generator.reading.consent_history import record_consents, update_history
from generator.reading.failures import FailedHomes, without_failing
from generator.reading.homes import gc_paused
from generator.reading.last_good import LastGood, LastGoodWriter
from generator.reading.options import BuildFailed, BuildOptions, Progress, as_build_failed, no_progress
from generator.store import Ledger, LedgerDamaged, State
from generator.workers import Workers

log = logging.getLogger(__name__)

ReplaceSnapshot = Callable[[Snapshot, LastGood], Snapshot]
Attempt = Callable[[BuildOptions, Path, ReplaceSnapshot | None], BuildResult]
"""A build with a theme, and for a fallback a function that replaces everything but the homes."""


def build(
    options: BuildOptions, theme: Path, render_shell: RenderShell, progress: Progress = no_progress
) -> BuildResult:
    """Publishes a new site at `options.site`, or leaves the old one as it is.

    Raises `CityUnreadable`, `AnotherBuild`, `BuildFailed`.
    """
    started, state = time.monotonic(), State.beside(options.site)
    with as_build_failed(), state.lock(), closing(Ledger(state.folder)) as ledger:

        def attempt(options: BuildOptions, theme: Path, replace: ReplaceSnapshot | None = None) -> BuildResult:
            build_once = partial(_build_once, options, theme, render_shell, state, ledger, progress, replace)
            with as_build_failed():
                try:
                    return build_once()
                except LedgerDamaged as error:
                    log.warning("留着备用的东西坏了（%s），从头做起", error)
                    ledger.clear()
                    return build_once()

        try:
            result = attempt(options, theme)
        except (BuildFailed, CityUnreadable) as error:
            _publish_withdrawals(options, attempt, state, error)
            raise
    return dataclasses.replace(result, seconds=time.monotonic() - started)


def _build_once(
    options: BuildOptions,
    theme: Path,
    render_shell: RenderShell,
    state: State,
    raw_ledger: Ledger,
    progress: Progress,
    replace: ReplaceSnapshot | None,
) -> BuildResult:
    ledger = BuildLedger(raw_ledger)
    with Workers(options.workers) as probing:
        status = probe(options, theme, state, ledger, probing)
        if status.current:
            return BuildResult(status.current.summary, state.folder)
        from generator.pipeline import publishing, release, stages  # 0.3 s that an unchanged site need not wait for

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


def _publish_withdrawals(
    options: BuildOptions, attempt: Attempt, state: State, error: BuildFailed | CityUnreadable
) -> None:
    """After a failed build: if the live site shows something withdrawn or withheld, builds it with the fallback.

    Then raises `BuildFailed` with the first error and what became of the withdrawals.
    """
    from generator.pipeline.fallback import load_fallback, must_unpublish

    with Workers(options.workers) as workers:
        if options.only or state.live is None or not must_unpublish(options, state, workers):
            return
    reason = "\n".join(map(str, error.findings)) if isinstance(error, CityUnreadable) else str(error)
    fallback = load_fallback(state)
    if fallback is None:
        raise BuildFailed(f"{reason}\n{_STILL_SHOWN}") from error
    try:
        attempt(dataclasses.replace(options, fresh=False), fallback.theme, fallback.snapshot)
    except (BuildFailed, CityUnreadable):
        raise BuildFailed(f"{reason}\n{_STILL_SHOWN}") from error
    raise BuildFailed(f"{reason}\n{_REMOVED}") from error


_REMOVED = "撤回的、撤下的已经从网站上拿掉，其余的先用上一次的；改好上面的错误，再运行一次"
_STILL_SHOWN = "注意：撤回的、撤下的还在网站上！先改好上面的错误，马上再运行一次；改不好的，请管服务器的人先把网站停下"
