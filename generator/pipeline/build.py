"""A build: probe, and `update` where anything changed; once more where the ledger is damaged, or with the fallback."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import CityUnreadable
from generator.pipeline.build_ledger import BuildLedger
from generator.pipeline.probe import probe
from generator.pipeline.results import BuildResult
from generator.reading.options import BuildFailed, BuildOptions, Progress, as_build_failed, no_progress
from generator.store import Ledger, LedgerDamaged, State
from generator.workers import Workers

if TYPE_CHECKING:
    from generator.pipeline.context import RenderShell
    from generator.pipeline.update import ReplaceSnapshot

log = logging.getLogger(__name__)

Attempt = Callable[[BuildOptions, Path, "ReplaceSnapshot | None"], BuildResult]
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
        from generator.pipeline.update import update  # a second of imports that an unchanged site need not wait for

        return update(options, theme, render_shell, state, raw_ledger, ledger, status, progress, replace)


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
