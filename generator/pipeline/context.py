"""What all stages of a build share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.content.intake import Snapshot
from generator.model.honours import Consent
from generator.model.withdrawals import ConsentHistory, Withdrawals
from generator.pages.page import Shell
from generator.pipeline.build_ledger import BuildLedger
from generator.pipeline.last_good import LastGood, LastGoodWriter
from generator.pipeline.options import BuildOptions, Progress
from generator.public.views import CityView, Picture
from generator.store import Cache
from generator.workers import Workers

if TYPE_CHECKING:
    from generator.cluster import Cluster


class HandWritten(NamedTuple):
    """What MkDocs gets of hand-written pages: `texts` by path; the picture made of each file beside them, None for one
    that is not published; the cached `files` of these pictures, by address.
    """

    texts: Mapping[str, bytes]
    pictures: Mapping[str, Picture | None]
    files: Mapping[str, Path]


RenderShell = Callable[[Path, CityView, HandWritten, str], tuple[Shell, dict[str, bytes]]]
"""MkDocs, held by the plugin: the folder of mkdocs.yml, the city, the hand-written pages, and the address of the card that these share → the shell, and those pages
by path. Raises `PagesBroken`."""


def _learn_nothing(*_: object) -> None:
    """What a build knows of consents is written down; whoever publishes nothing writes nothing."""


@dataclass(frozen=True)
class BuildContext:
    """`program`: a digest of what homes are read and pages are made by; `fingerprints` of the content, by home.

    `cache` holds pictures and cards. `remembered` is what earlier builds knew to be withdrawn or withheld, `learn`
    writes down what this one came to know.
    """

    options: BuildOptions
    theme: Path
    render_shell: RenderShell
    snapshot: Snapshot
    program: bytes
    fingerprints: Mapping[str, str]
    known: BuildLedger
    executor: Workers | Cluster
    cache: Cache
    last_good: LastGood
    writer: LastGoodWriter | None
    progress: Progress
    remembered: ConsentHistory = ConsentHistory()
    learn: Callable[[Withdrawals, Iterable[tuple[str, Consent]]], object] = _learn_nothing
