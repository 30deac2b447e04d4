"""Taking a release back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from generator.model.field_types import BEIJING
from generator.pipeline import consent_history
from generator.pipeline.options import as_build_failed
from generator.store import State


@dataclass(frozen=True)
class Live:
    """What visitors see: the site's place, its HTML pages, and when it was built (Beijing time)."""

    site: Path
    pages: int
    built: dt.datetime


def roll_back(site: Path, today: dt.date) -> Live:
    """Makes the release before the live one.

    Raises `AnotherBuild`, and `BuildFailed` where there is none that may be shown today.
    """
    state = State.beside(site)
    with as_build_failed(), state.lock():
        state.rollback(today, consent_history.known(state))
        live = state.live
        built = dt.datetime.fromtimestamp(live.release.stat().st_mtime, BEIJING)
        return Live(site, sum(1 for _ in live.root.rglob("*.html")), built)
