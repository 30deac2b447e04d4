"""What all stages of a build share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.content.intake import Snapshot
from generator.model.honours import Consent
from generator.model.withdrawals import NO_HISTORY, ConsentHistory, Withdrawals
from generator.pages.page import Shell
from generator.pipeline.build_ledger import BuildLedger
from generator.pipeline.home_ledger import HomeLedger
from generator.public.views import CityView, Picture
from generator.reading.last_good import LastGood, LastGoodWriter
from generator.reading.options import BuildOptions, Progress
from generator.store import Cache
from generator.workers import Executor


class HandWritten(NamedTuple):
    """Hand-written pages as MkDocs gets them: `texts` by path; the picture of each image file beside them, None for one
    that is not published; the cached `files` of these pictures by address.
    """

    texts: Mapping[str, bytes]
    pictures: Mapping[str, Picture | None]
    files: Mapping[str, Path]


RenderShell = Callable[[Path, CityView, HandWritten, str], tuple[Shell, dict[str, bytes]]]
"""Runs MkDocs: (folder of mkdocs.yml, city, hand-written pages, address of their share card) → the shell of all pages,
and the hand-written pages by path. Raises `PagesBroken`."""


def _record_nothing(withdrawals: Withdrawals, consents: Iterable[tuple[str, Consent]]) -> None:
    """Previews publish nothing, so they record nothing."""


@dataclass(frozen=True)
class BuildContext:
    """`program`: a digest of the program; `cache`: pictures and share cards; `last_good_writer`: None for previews;
    `history`: what earlier builds knew of withdrawn consents; `record_consents` adds what this build learned.
    """

    options: BuildOptions
    theme: Path
    render_shell: RenderShell
    snapshot: Snapshot
    program: bytes
    ledger: BuildLedger
    homes: HomeLedger
    executor: Executor
    cache: Cache
    last_good: LastGood
    last_good_writer: LastGoodWriter | None
    progress: Progress
    history: ConsentHistory = NO_HISTORY
    record_consents: Callable[[Withdrawals, Iterable[tuple[str, Consent]]], object] = _record_nothing
