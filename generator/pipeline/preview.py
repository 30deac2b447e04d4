"""Stages of a build for those that publish nothing: previews of single homes, and drawing share cards in advance."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from generator.content import intake
from generator.diagnostics import Finding
from generator.pages.page import Shell
from generator.pipeline import release, stages
from generator.pipeline.build_ledger import BuildLedger
from generator.pipeline.context import BuildContext, HandWritten, RenderShell
from generator.pipeline.home_ledger import HomeLedger
from generator.pipeline.photos import make_pictures
from generator.pipeline.results import make_executor
from generator.pipeline.task_runner import Job, RenderContext, TaskRunner
from generator.pipeline.tasks import home_tasks
from generator.public.views import CityView
from generator.reading.consent_history import load_history
from generator.reading.entries import PackedHome, decode_entry
from generator.reading.failures import FailedHomes, without_failing
from generator.reading.homes import HomePacker, HomeReader, gc_paused
from generator.reading.last_good import LastGood
from generator.reading.options import BuildFailed, BuildOptions, Progress, as_build_failed, no_progress
from generator.store import FileEntry, Ledger, State
from generator.workers import Failure, Workers


@contextmanager
def _site_context(
    options: BuildOptions, theme: Path, render_shell: RenderShell, progress: Progress = no_progress
) -> Iterator[BuildContext]:
    """With the state of a site, locked meanwhile. Raises as `build` does."""
    state = State.beside(options.site)
    with (
        as_build_failed(),
        state.lock(),
        closing(Ledger(state.folder)) as raw_ledger,
        make_executor(options, state, theme) as executor,
        gc_paused(),
    ):
        ledger = BuildLedger(raw_ledger)
        yield BuildContext(
            options,
            theme,
            render_shell,
            snapshot=intake.take_city_snapshot(options.content, options.only),
            program=ledger.release.program if ledger.release else b"",
            ledger=ledger,
            homes=HomeLedger(raw_ledger),
            executor=executor,
            cache=state.cache,
            last_good=LastGood(state.records),
            last_good_writer=None,
            progress=progress,
            history=load_history(state),
        )


def draw_cards(options: BuildOptions, theme: Path, progress: Progress = no_progress) -> tuple[int, list[Finding]]:
    """Draws every share card of a site into its cache.

    Returns how many there are, and problems. Raises as `build` does.
    """
    with _site_context(options, theme, _no_shell, progress) as context:
        homes = context.snapshot.homes

        def attempt(failed: FailedHomes) -> stages.Gathered:
            return stages.gather(context, failed, frozenset(homes), ())

        gathered = without_failing(attempt, context.last_good, len(homes))
        drawn = [stages.draw_shared_cards(context, gathered), *stages.draw_own_cards(context, gathered).values()]
        context.cache.prune("card", {key for cards in drawn for key in cards.keys.values()})
        context.ledger.commit()
    problems = [*gathered.problems, *(problem for cards in drawn for problem in cards.problems)]
    return sum(len(cards.keys) for cards in drawn), problems


def _no_shell(project: Path, city: CityView, pages: HandWritten, card: str) -> tuple[Shell, dict[str, bytes]]:
    return Shell({}), {}


class Preview:
    """Renders single homes from their present files, with neighbours and plaques as in the live release.

    Raises `CityUnreadable`, `AnotherBuild`, `BuildFailed`.
    """

    def __init__(self, options: BuildOptions, theme: Path, render_shell: RenderShell):
        with _site_context(options, theme, render_shell) as context:
            if context.ledger.release is None:
                raise BuildFailed("还没有生成过网站")
            gathered = stages.gather(context, FailedHomes(), (), ())
            self._render_context = release.plan(context, gathered).render_context
            self._city, self._photos, self._cache = gathered.city, options.photos, context.cache
            self._city.top_family_digests  # noqa: B018 (computed while the ledger is open)
            reader = HomeReader(options, context.snapshot, gathered.federation, context.last_good, FailedHomes())
            self._read = HomePacker(reader, {})

    def has(self, identity: str) -> bool:
        """Whether it is a home of the live release."""
        return identity in self._city.homes

    def files(self, identities: Iterable[str]) -> dict[str, bytes]:
        """Path → bytes of everything that these homes publish by themselves. Errors are left to the build to report."""
        wanted = list(identities)
        with Workers() as workers:  # so that nothing in a file can crash this process
            results = zip(wanted, workers.each(self._read, wanted), strict=True)
            homes = {one: home for one, home in results if isinstance(home, PackedHome) and home.facets}
            entries = {one: decode_entry(home.entry) for one, home in homes.items()}
            photos = {one: entry.photos for one, entry in entries.items() if entry.photos and self._photos}
            pictures = make_pictures(photos, self._cache, workers, no_progress)
            city = copy.copy(self._city)
            city.homes = city.homes | entries
            city.pictures = {**city.pictures, **{one: made.made for one, made in pictures.items()}}
            city.load = lambda one, names: {name: homes[one].facets[name] for name in names}
            jobs = [task.job(None, frozenset()) for task in home_tasks(city, {}, {}) if task.home in homes]
            made = workers.each(partial(_render, self._render_context), jobs)
            return {path: data for files in made if not isinstance(files, Failure) for path, data in files.items()}


def _render(context: RenderContext, job: Job) -> dict[str, bytes]:
    sink = _MemorySink()
    TaskRunner(context, sink)(job)
    return sink.files


class _MemorySink:
    """A `FileSink` in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def write(self, path: str, data: bytes) -> None:
        self.files[path] = data

    def link(self, path: str, source: Path) -> FileEntry:
        self.files[path] = data = source.read_bytes()
        return FileEntry.of(data)
