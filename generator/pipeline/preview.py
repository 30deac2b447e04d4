"""The stages of a build for whoever does not publish: pages of single homes from memory, share cards ahead of a build."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from generator.content import intake
from generator.diagnostics import Finding
from generator.pages.page import Shell
from generator.pipeline import consent_history, release, stages
from generator.pipeline.build_ledger import BuildLedger
from generator.pipeline.context import BuildContext, RenderShell
from generator.pipeline.drawings import missing_url_notice
from generator.pipeline.entries import PackedHome, decode_entry
from generator.pipeline.failures import FailedHomes, without_failing
from generator.pipeline.last_good import LastGood
from generator.pipeline.options import BuildFailed, BuildOptions, Progress, as_build_failed, make_executor, no_progress
from generator.pipeline.photos import make_pictures
from generator.pipeline.reading import HomeReader, gc_paused
from generator.pipeline.stages import Gathered
from generator.pipeline.task_runner import Job, RenderContext, TaskRunner
from generator.pipeline.tasks import home_tasks
from generator.store import FileEntry, Ledger, State
from generator.workers import Failure, Workers


@contextmanager
def _beside(
    options: BuildOptions, theme: Path, render_shell: RenderShell, progress: Progress = no_progress
) -> Iterator[BuildContext]:
    """With what is kept beside a site, which is locked meanwhile. Raises as `build` does."""
    state = State.beside(options.site)
    with (
        as_build_failed(),
        state.lock(),
        closing(Ledger(state.folder)) as ledger,
        make_executor(options, state, theme) as executor,
        gc_paused(),
    ):
        snapshot, known = intake.take_city_snapshot(options.content, options.only), BuildLedger(ledger)
        program, remembered = known.release.program if known.release else b"", consent_history.recall(state)
        yield BuildContext(
            options,
            theme,
            render_shell,
            snapshot,
            program,
            {},
            known,
            executor,
            state.cache,
            LastGood(state.records),
            None,
            progress,
            remembered,
        )


def _gathered(context: BuildContext) -> Gathered:
    """Everything, as the content is now: each home's files are looked at."""

    def attempt(failed: FailedHomes) -> Gathered:
        return stages.gather(context, failed, frozenset(context.snapshot.homes), ())

    return without_failing(attempt, context.last_good, len(context.snapshot.homes))


def draw_cards(options: BuildOptions, theme: Path, progress: Progress = no_progress) -> tuple[int, tuple[Finding, ...]]:
    """Makes every share card ahead of a build, into what is kept beside the site.

    Returns how many there are, and what could not be drawn. Raises as `build` does.
    """
    with _beside(options, theme, _no_shell, progress) as context:
        gathered = _gathered(context)
        drawn = [stages.draw_kinds(context, gathered), *stages.draw_own(context, gathered).values()]
        keys = {key for cards in drawn for key in cards.keys.values()}
        context.cache.prune("card", keys)
        context.known.ledger.commit()
    problems = (
        *gathered.problems,
        *(problem for cards in drawn for problem in cards.problems),
        *missing_url_notice(gathered.city.view, True),
    )
    return sum(len(cards.keys) for cards in drawn), problems


def _no_shell(*_: object) -> tuple[Shell, dict[str, bytes]]:
    return Shell({}), {}


class Preview:
    """Of a home it shows what its files say this moment, with the neighbours and badges that it has in the live
    release.

    Raises `CityUnreadable`, `AnotherBuild`, `BuildFailed`.
    """

    def __init__(self, options: BuildOptions, theme: Path, render_shell: RenderShell):
        with _beside(options, theme, render_shell) as context:
            if context.known.release is None:
                raise BuildFailed("还没有生成过网站")
            self._context = dataclasses.replace(context, executor=None)
            gathered = stages.gather(context, FailedHomes(), (), ())
            self._around = release.fold(context, gathered).context
            self._gathered, self._city = gathered, gathered.city
            self._city.top_family_digests  # noqa: B018 (while the ledger is open)

    def knows(self, identity: str | None) -> bool:
        """Whether it is a home that was there already."""
        return identity in self._city.homes

    def files(self, identities: Iterable[str]) -> dict[str, bytes]:
        """Path → bytes of everything that these homes publish by themselves.

        What breaks on the way is left to the build to tell.
        """
        known, wanted = self._context, list(identities)
        reader = HomeReader(known.options, known.snapshot, self._gathered.federation, known.last_good, FailedHomes())
        with Workers() as workers:  # whatever a file does, it does to a process of its own
            found = dict(zip(wanted, workers.each(reader, [(one, b"") for one in wanted]), strict=True))
            read = {one: home for one, home in found.items() if isinstance(home, PackedHome) and home.facets}
            entries = {one: decode_entry(home.entry) for one, home in read.items()}
            city = copy.copy(self._city)
            city.homes, city.load = (
                city.homes | entries,
                lambda one, names: {name: read[one].facets[name] for name in names},
            )
            photos = {one: entry.photos for one, entry in entries.items() if entry.photos and known.options.photos}
            city.pictures = city.pictures | {
                one: made.made for one, made in make_pictures(photos, known.cache, workers, no_progress).items()
            }
            tasks = [task for task in home_tasks(city, {}) if task.home in read]
            made = workers.each(partial(_in_memory, self._around), [task.job(None, frozenset()) for task in tasks])
            return {path: data for files in made if not isinstance(files, Failure) for path, data in files.items()}


def _in_memory(context: RenderContext, job: Job) -> dict[str, bytes]:
    target = _Memory()
    TaskRunner(context, target)(job)
    return target.files


class _Memory:
    """Takes files as a tree does."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def write(self, path: str, data: bytes) -> FileEntry:
        self.files[path] = data
        return FileEntry.of(data)
