"""The whole build: probe, read what changed, fold it, make what is stale, publish."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from generator.content import intake
from generator.content.intake import Snapshot
from generator.diagnostics import CityUnreadable
from generator.pipeline import consent_history
from generator.pipeline.build_ledger import BuildLedger
from generator.pipeline.context import BuildContext, RenderShell
from generator.pipeline.failures import FailedHomes, without_failing
from generator.pipeline.last_good import LastGood, LastGoodWriter
from generator.pipeline.options import (
    BuildFailed,
    BuildOptions,
    BuildResult,
    Progress,
    as_build_failed,
    make_executor,
    no_progress,
)
from generator.pipeline.probe import probe
from generator.pipeline.reading import gc_paused
from generator.store import Ledger, LedgerDamaged, State
from generator.workers import Workers

log = logging.getLogger(__name__)


def build(
    options: BuildOptions, theme: Path, render_shell: RenderShell, progress: Progress = no_progress
) -> BuildResult:
    """A whole new site at `options.site`, or the old one. Raises `CityUnreadable`, `AnotherBuild`, `BuildFailed`."""
    started, state = time.monotonic(), State.beside(options.site)
    with as_build_failed(), state.lock(), closing(Ledger(state.folder)) as ledger:
        make = partial(_whatever_the_ledger, render_shell=render_shell, state=state, ledger=ledger, progress=progress)
        try:
            with as_build_failed():
                result = make(options, theme)
        except (BuildFailed, CityUnreadable) as error:
            _urgent(options, make, state, error)
            raise
    return dataclasses.replace(result, seconds=time.monotonic() - started)


def _whatever_the_ledger(options: BuildOptions, theme: Path, ledger: Ledger, **rest: Any) -> BuildResult:
    try:
        return _build(options, theme, ledger=ledger, **rest)
    except LedgerDamaged as error:
        log.warning("留着备用的东西坏了（%s），从头做起", error)
        ledger.forget()
        return _build(options, theme, ledger=ledger, **rest)


def _build(
    options: BuildOptions,
    theme: Path,
    render_shell: RenderShell,
    state: State,
    ledger: Ledger,
    progress: Progress,
    stood_in: Callable[[Snapshot, LastGood], Snapshot] | None = None,
) -> BuildResult:
    """`stood_in`: what stands in for all but the homes."""
    known = BuildLedger(ledger)
    with Workers(options.workers) as probing:
        status = probe(options, theme, state, known, probing)
        if status.current:
            return BuildResult(status.current.summary, state.folder)
        from generator.pipeline import publishing, release, stages  # a build that makes nothing does not wait for them

        if options.fresh:
            known.start_afresh()
            state.cache.clear()
        last_good = LastGood(None if options.fresh else state.records)
        snapshot = intake.take_city_snapshot(options.content, options.only)
        if stood_in:
            snapshot = stood_in(snapshot, last_good)
        remembered = consent_history.learned(snapshot, options, state)
        with (
            make_executor(options, state, theme) as executor,
            publishing.Staging(state, known, status, executor) as staging,
        ):
            context = BuildContext(
                options,
                theme,
                render_shell,
                snapshot,
                status.program,
                status.fingerprints,
                known,
                executor,
                state.cache,
                last_good,
                LastGoodWriter(state.records, options.fresh),
                progress,
                remembered,
                partial(consent_history.learn, state, today=options.today),
            )

            def attempt(failed: FailedHomes) -> release.Release:
                with gc_paused():
                    folded = release.fold(context, stages.gather(context, failed, status.changed, status.there))
                return release.make(context, folded, staging)

            made = without_failing(attempt, last_good, len(snapshot.homes))
            return publishing.publish(context, made, staging, lasting=stood_in is None)


def _urgent(
    options: BuildOptions, make: Callable[..., BuildResult], state: State, error: BuildFailed | CityUnreadable
) -> None:
    """What must not be seen any more goes out though the build came to nothing: on the last good rest.

    Raises what says how that went.
    """
    from generator.pipeline import fallback

    with Workers(options.workers) as workers:
        if options.only or state.live is None or not fallback.overdue(options, state, workers):
            return
    why = "\n".join(map(str, error.findings)) if isinstance(error, CityUnreadable) else str(error)
    kept = fallback.recall(state)
    if kept is None:
        raise BuildFailed(f"{why}\n{_NOT_OUT}") from error
    try:
        with as_build_failed():
            make(dataclasses.replace(options, fresh=False), kept.theme, stood_in=kept.snapshot)
    except (BuildFailed, CityUnreadable):
        raise BuildFailed(f"{why}\n{_NOT_OUT}") from error
    raise BuildFailed(f"{why}\n{_OUT}") from error


_OUT = "撤回的、撤下的已经从网站上拿掉，其余的先用上一次的；改好上面的错误，再运行一次"
_NOT_OUT = "注意：撤回的、撤下的还在网站上！先改好上面的错误，马上再运行一次；改不好的，请管服务器的人先把网站停下"
