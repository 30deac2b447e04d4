"""Which tasks have to be done again, and the doing: what changed nothing is kept as it is."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from urllib.parse import unquote, urlsplit

from generator.catalogue import addresses
from generator.feeds import sitemap
from generator.pages.render import PageFailed
from generator.pipeline import stages
from generator.pipeline.build_ledger import TaskEntry
from generator.pipeline.context import BuildContext
from generator.pipeline.drawings import Cards
from generator.pipeline.explaining import in_words
from generator.pipeline.failures import failure, raise_if_failed, why
from generator.pipeline.options import BuildFailed
from generator.pipeline.publishing import Staging
from generator.pipeline.stages import Gathered
from generator.pipeline.task_runner import RenderContext, TaskResult, TaskRunner
from generator.pipeline.tasks import Task, files_task, home_tasks, index_task, kind_tasks, redirects_task
from generator.pipeline.validation import validate
from generator.publish import links
from generator.standard import house
from generator.store import CHECKSUMS, BadPath, FileEntry, UsedPaths, checksums
from generator.workers import Failure

log = logging.getLogger(__name__)
_FAMILY = re.compile(r"homes/[^/]+/[^/]+/families/[^/]+/")
_LATE = ("pages", "sitemap.xml", "checksums")  # made of what all others are


@dataclass(frozen=True)
class Plan:
    """The tasks of a release, and what their pages are put into.

    `pages` are the hand-written ones; `drawn`: share cards.
    """

    gathered: Gathered
    context: RenderContext
    tasks: dict[str, Task]
    pages: Mapping[str, bytes]
    drawn: tuple[Cards, ...]


@dataclass(frozen=True)
class Release:
    """Everything that is to be published: `made` tasks with the paths that their links lead to, the names of tasks that
    are `gone`, all files.
    """

    plan: Plan
    made: dict[str, tuple[TaskEntry, set[str]]]
    gone: list[str]
    manifest: dict[str, FileEntry]


def fold(context: BuildContext, gathered: Gathered) -> Plan:
    """All tasks, each with the digests of what it is made from."""
    whole, options = gathered.city, context.options
    kinds = stages.draw_kinds(context, gathered)
    own = stages.draw_own(context, gathered) if options.cards else {}
    shell, assets, pages = stages.render_frame(context, gathered, kinds.addresses["site"])
    content = gathered.federation.content
    shown = (
        *(number for entry in whole.homes.values() for number in entry.mobiles),
        *(str(line.phone) for line in whole.view.hotlines),
    )
    allowed = {number for text in shown for number in house.private_digits(text)} | house.cleared_numbers(
        content, options.today
    )
    around = RenderContext(
        context.program, context.theme, shell, assets.addresses, whole.view, kinds.addresses, stages.template_closures(context, assets.addresses),
        unquote(urlsplit(whole.view.url).path) or "/", frozenset(allowed), gathered.federation.hidden,
    )  # fmt: skip
    drawn = (kinds, *own.values())
    addresses = {name: cards.addresses for name, cards in own.items()}
    cards = {address: context.cache.get("card", key) for one in drawn for address, key in one.keys.items()}
    streets = stages.index_streets(context, gathered)

    def lines(street: tuple[str, str]) -> bytes:
        return stages.street_lines(context, street)

    tasks: list[Task] = [
        *kind_tasks(whole, addresses.pop("press", {})),
        index_task(streets, lines, whole),
        *home_tasks(whole, addresses),
        redirects_task(whole),
        files_task("assets", assets.files),
        files_task("media", gathered.files),
        files_task("cards", cards),
    ]
    return Plan(gathered, around, {task.name: task for task in tasks}, pages, drawn)


def make(context: BuildContext, plan: Plan, staging: Staging) -> Release:
    """Does what is stale.

    Raises `HomesFailed` for homes whose pages can't be made or should not go out, `BuildFailed` for any other page.
    """
    known, tasks = context.known, plan.tasks
    reasons = {
        name: why
        for name, task in tasks.items()
        if (why := task.reasons(known.tasks.get(name), plan.context, staging.damaged))
    }
    for name, why in reasons.items():
        log.info("重做 %s：%s", name, in_words(why))
    made = _make(context, plan, [tasks[name] for name in reasons], reasons, staging)
    gone = [name for name in known.tasks if name not in tasks and name not in _LATE]
    release = Release(plan, made, gone, {})
    _add_files(release.manifest, known.tasks, made, {*gone, *_LATE})
    for task in _late_tasks(release, known.tasks, plan):
        if why := task.reasons(known.tasks.get(task.name), plan.context, staging.damaged):
            made |= _make_here(context, plan, task, why, staging)
        _add(release.manifest, (made[task.name][0] if task.name in made else known.tasks[task.name]).entries())
    if not plan.gathered.city.view.url and "sitemap.xml" in known.tasks:
        gone.append("sitemap.xml")
    _check_names(release.manifest, staging.before)
    validate(context, plan.context, release.manifest, made, staging)
    return release


def _make(
    context: BuildContext, plan: Plan, stale: list[Task], reasons: Mapping[str, list[str]], staging: Staging
) -> dict[str, tuple[TaskEntry, set[str]]]:
    if not stale:
        return {}
    known, lost, made = context.known, {}, {}
    damaged, tree = staging.damaged, staging.open()

    def load(task: Task):
        return task.job(known.tasks.get(task.name), damaged)

    maker = TaskRunner(plan.context, tree)
    large, small = (
        [task for task in stale if task.large is size] for size in (True, False)
    )  # 64 small ones are handed out at once
    results = chain.from_iterable(
        zip(tasks, context.executor.each(maker, tasks, load), strict=True) for tasks in (large, small)
    )
    for number, (task, result) in enumerate(results, 1):
        context.progress("生成页面", number, len(stale))
        if isinstance(result, Failure):
            if task.home is None:
                raise BuildFailed(_failed(task, result))
            lost[task.home] = failure(result, task.home, f"生成页面 /homes/{task.home}/ ")
        else:
            made[task.name] = _taken(context, plan, task, result, reasons[task.name], staging)
    raise_if_failed(lost)
    return made


def _make_here(
    context: BuildContext, plan: Plan, task: Task, why: list[str], staging: Staging
) -> dict[str, tuple[TaskEntry, set[str]]]:
    """A task that is not worth a process."""
    result = TaskRunner(plan.context, staging.open())(task.job(context.known.tasks.get(task.name), staging.damaged))
    return {task.name: _taken(context, plan, task, result, why, staging)}


def _taken(
    context: BuildContext, plan: Plan, task: Task, result: TaskResult, why: list[str], staging: Staging
) -> tuple[TaskEntry, set[str]]:
    staging.written.update(result.written)
    staging.wrong.update(result.wrong)
    templates = {file.template for file in result.files}
    inputs = task.all_inputs(templates, plan.context)
    entry = TaskEntry.of(result.files, inputs=inputs, reason=why, made=context.options.as_of.isoformat())
    kept = len(result.written) < len(result.files)
    return entry, result.links | (context.known.links(task.name) if kept else set())


def _failed(task: Task, lost: Failure) -> str:
    """Raises what is the machine's fault: a page of no home has no other."""
    if isinstance(lost.error, OSError):
        raise lost.error
    return str(lost.error) if isinstance(lost.error, PageFailed) else f"生成 {task.name} 时{why(lost)}"


def _late_tasks(release: Release, before: Mapping[str, TaskEntry], plan: Plan) -> Iterator[Task]:
    """Each is made of the files that are there when it is asked for."""
    own = dict(_hand_written(plan, {path: data for path, data in plan.pages.items() if path not in release.manifest}))
    yield files_task("pages", own)
    if url := plan.gathered.city.view.url:
        tasks = (release.made[name][0] if name in release.made else before[name] for name in plan.tasks)
        listed = {path.removesuffix("index.html"): "" for path in own if path.endswith("index.html")}
        rows = (row for entry in tasks for row in zip(entry.paths, entry.listed, strict=True))
        listed |= {path.removesuffix("index.html"): day for path, day in rows if day is not None}
        yield files_task("sitemap.xml", dict(sitemap.sitemap(url, listed)))
    yield files_task("checksums", {CHECKSUMS: checksums(release.manifest)})


def _hand_written(plan: Plan, pages: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Without what is withheld, and without links to it or to a family that is shown no more."""
    context, whole = plan.context, plan.gathered.city
    families = {addresses.family(one, family.order[3]) for one, entry in whole.homes.items() for family in entry.roll}

    def gone(address: str) -> bool:
        return context.hidden.hides(address) or (_FAMILY.fullmatch(address) is not None and address not in families)

    for path, data in pages.items():
        if not gone(path.removesuffix("index.html")):
            yield path, links.remove_links(path, data, gone, context.base) if path.endswith(".html") else data


def _add_files(
    manifest: dict[str, FileEntry],
    tasks: Mapping[str, TaskEntry],
    made: Mapping[str, tuple[TaskEntry, set[str]]],
    but: set[str],
) -> None:
    for name, entry in tasks.items():
        if name not in but and name not in made:
            _add(manifest, entry.entries())
    for entry, _ in made.values():
        _add(manifest, entry.entries())


def _add(manifest: dict[str, FileEntry], files: Iterable[tuple[str, FileEntry]]) -> None:
    """Raises `BadPath` where two tasks make one file."""
    for path, entry in files:
        if path in manifest:
            raise BadPath(f"同一个文件写了两次：{path}", "给其中一个换个地址。")
        manifest[path] = entry


def _check_names(manifest: Mapping[str, FileEntry], before: Mapping[str, FileEntry]) -> None:
    """Paths of the last release got on together; the first that it has not is held against all. Raises `BadPath`."""
    if not manifest.keys() <= before.keys():
        UsedPaths(manifest)
