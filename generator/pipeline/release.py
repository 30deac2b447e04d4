"""Plans the tasks of a release, runs those with changed inputs, and checks the result."""

from __future__ import annotations

import dataclasses
import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from generator.catalogue import addresses
from generator.diagnostics import Finding, Place
from generator.feeds import sitemap
from generator.pages.assets import is_named_by_content
from generator.pages.render import PageFailed
from generator.pipeline import stages
from generator.pipeline.build_ledger import TaskEntry
from generator.pipeline.context import BuildContext
from generator.pipeline.drawings import Cards
from generator.pipeline.live_site import input_names
from generator.pipeline.packs import pack_tasks
from generator.pipeline.publishing import Staging
from generator.pipeline.stages import Gathered
from generator.pipeline.street_index import index_streets, index_tasks
from generator.pipeline.task_runner import Job, RenderContext, TaskResult, TaskRunner
from generator.pipeline.tasks import Task, export_tasks, files_task, home_tasks, kind_tasks, redirects_task
from generator.pipeline.templates import prepare_templates
from generator.public.open_data.declared import count_rows
from generator.public.views import ExportedFile
from generator.publish import CHECKSUMS, checks, links
from generator.reading.failures import FAILED, failure_text, home_failure, raise_if_failed
from generator.reading.options import BuildFailed
from generator.standard import house
from generator.store import BadPath, FileEntry, UsedPaths, checksums
from generator.workers import Failure

log = logging.getLogger(__name__)
_FAMILY = re.compile(r"homes/[^/]+/[^/]+/families/[^/]+/")
_FORMER_ASSETS = "former assets"
_LATE = ("pages", _FORMER_ASSETS, "sitemap.xml", "checksums")  # tasks whose inputs are the files of all others

_ROWS = msgspec.msgpack.Decoder(dict[str, int])

Packs = dict[str | None, dict[str, int]]
"""Home, None for features → path of what may be taken away → bytes."""
Exports = dict[str, ExportedFile]
"""Path → file of the open data."""
MadeTasks = dict[str, tuple[TaskEntry, set[str]]]
"""Tasks that were run, with the paths that their files link to."""


@dataclass(frozen=True)
class Plan:
    """The tasks of a release by name, but those that say how large `packs` and `exports` are: `linking` makes these.
    `pages`: hand-written pages by path; `drawn`: share cards.
    """

    gathered: Gathered
    render_context: RenderContext
    packs: dict[str, Task]
    exports: dict[str, Task]
    linking: Callable[[Packs, Exports], Iterable[Task]]
    tasks: dict[str, Task]
    pages: Mapping[str, bytes]
    drawn: tuple[Cards, ...]


@dataclass(frozen=True)
class Release:
    """What is to be published: the tasks that were `made`, the names of `removed` tasks, and all files."""

    plan: Plan
    made: MadeTasks
    removed: list[str]
    manifest: dict[str, FileEntry]


def plan(context: BuildContext, gathered: Gathered) -> Plan:
    """All tasks of a release, with the digests of their inputs."""
    index, options = gathered.city, context.options
    shared_cards = stages.draw_shared_cards(context, gathered)
    own_cards = stages.draw_own_cards(context, gathered) if options.cards else {}
    shell, assets, pages = stages.render_shell(context, gathered, shared_cards.addresses["site"])
    templates = prepare_templates(context, index, assets.addresses)
    render_context = RenderContext(
        program=context.program,
        templates=templates.compiled,
        shell=shell,
        assets=assets.addresses,
        city=index.view,
        cards=shared_cards.addresses,
        closures=templates.closures,
        base=unquote(urlsplit(index.view.url).path) or "/",
        allowed_numbers=_allowed_numbers(context, gathered),
        hidden=gathered.federation.hidden,
    )
    drawn = (shared_cards, *own_cards.values())
    card_addresses = {owner: cards.addresses for owner, cards in own_cards.items()}
    of_features = card_addresses.pop("press", {})

    def linking(packs: Packs, exports: Exports) -> Iterator[Task]:
        yield from kind_tasks(index, of_features, packs.get(None, {}), exports)
        yield from home_tasks(index, card_addresses, {home: files for home, files in packs.items() if home})

    packs = pack_tasks(index, context.theme, stages.drawings_digest(context)) if options.packs else ()
    tasks: list[Task] = [
        *index_tasks(context, index_streets(context, gathered)),
        redirects_task(index),
        files_task("assets", assets.files),
        files_task("media", gathered.files),
        files_task("cards", _card_files(context, drawn)),
    ]
    return Plan(
        gathered, render_context, _by_name(packs), _by_name(export_tasks(index)), linking, _by_name(tasks), pages, drawn
    )


def _by_name(tasks: Iterable[Task]) -> dict[str, Task]:
    return {task.name: task for task in tasks}


def _allowed_numbers(context: BuildContext, gathered: Gathered) -> frozenset[str]:
    """Numbers that look private and may be published: offices' mobiles, hotlines, and reviewed ones."""
    index = gathered.city
    shown = (
        *(number for entry in index.homes.values() for number in entry.mobiles),
        *(str(line.phone) for line in index.view.hotlines),
    )
    cleared = house.cleared_numbers(gathered.federation.content, context.options.today)
    return frozenset(number for text in shown for number in house.private_digits(text)) | cleared


def _card_files(context: BuildContext, drawn: Iterable[Cards]) -> dict[str, Path]:
    cached = {address: context.cache.get("card", key) for cards in drawn for address, key in cards.keys.items()}
    return {address: file for address, file in cached.items() if file}


def make(context: BuildContext, plan: Plan, staging: Staging) -> Release:
    """Runs the tasks with changed inputs.

    Raises `HomesFailed` for homes whose pages can't be rendered or must not be published, `BuildFailed` for others.
    """
    ledger, render_context = context.ledger, plan.render_context
    made = _run_stale(context, plan, plan.packs | plan.exports, staging)
    packs: Packs = defaultdict(dict)
    for name, task in plan.packs.items():
        entry = made[name][0] if name in made else ledger.tasks[name]
        packs[task.home].update({path: file.size for path, file in entry.entries()})
    linking = _by_name(plan.linking(packs, _exports(context, plan, made, staging)))
    made |= _run_stale(context, plan, linking | plan.tasks, staging)
    plan = dataclasses.replace(plan, tasks=plan.packs | plan.exports | linking | plan.tasks)
    tasks = plan.tasks
    removed = [name for name in ledger.tasks if name not in tasks and name not in _LATE]
    release = Release(plan, made, removed, {})
    for name, entry in ledger.tasks.items():
        if name not in removed and name not in _LATE and name not in made:
            _add(release.manifest, entry)
    for entry, _ in made.values():
        _add(release.manifest, entry)
    for task in _late_tasks(release, ledger.tasks, staging):
        before = ledger.tasks.get(task.name)
        if changed := task.reasons(before, render_context, staging.damaged):
            result = TaskRunner(render_context, staging.open())(task.job(before, staging.damaged))
            made[task.name] = _accept(context, plan, task, result, changed, staging)
        _add(release.manifest, made[task.name][0] if task.name in made else ledger.tasks[task.name])
    if not plan.gathered.city.view.url and "sitemap.xml" in ledger.tasks:
        removed.append("sitemap.xml")
    if not release.manifest.keys() <= staging.before.keys():
        UsedPaths(release.manifest)  # new paths may collide; raises BadPath
    _check(context, release, staging)
    return release


def _exports(context: BuildContext, plan: Plan, made: MadeTasks, staging: Staging) -> Exports:
    """The files of the open data, as they are after their tasks were run."""
    found: Exports = {}
    for name in plan.exports:
        files = dict((made[name][0] if name in made else context.ledger.tasks[name]).entries())
        rows = _rows(context, name, files, staging)
        found |= {path: ExportedFile(file.size, file.sha256.hex(), rows[path]) for path, file in files.items()}
    return found


def _rows(context: BuildContext, task: str, files: Mapping[str, FileEntry], staging: Staging) -> dict[str, int]:
    """Path → its rows; kept, because files of a large city have 75 MB."""
    inputs = {path: file.sha256 for path, file in files.items()}

    def count() -> dict[str, int]:
        return {path: count_rows(path, staging.read(path)) for path in files}

    return context.ledger.derive(f"rows {task}", inputs, _ROWS.decode, count)


def _run_stale(context: BuildContext, plan: Plan, tasks: Mapping[str, Task], staging: Staging) -> MadeTasks:
    """Runs those of the tasks whose inputs changed."""
    reasons = {}
    for name, task in tasks.items():
        if changed := task.reasons(context.ledger.tasks.get(name), plan.render_context, staging.damaged):
            reasons[name] = changed
            log.info("重做 %s：%s", name, input_names(changed))
    return _run(context, plan, [tasks[name] for name in reasons], reasons, staging)


def _run(
    context: BuildContext, plan: Plan, stale: list[Task], reasons: Mapping[str, list[str]], staging: Staging
) -> MadeTasks:
    """Runs tasks in workers."""
    if not stale:
        return {}
    failed: dict[str, Finding] = {}
    made: MadeTasks = {}
    damaged, runner = staging.damaged, TaskRunner(plan.render_context, staging.open())

    def load(task: Task) -> Job:
        return task.job(context.ledger.tasks.get(task.name), damaged)

    stale = sorted(stale, key=lambda task: task.large)
    large = sum(task.large for task in stale)
    results = zip(stale, context.executor.each_loaded(runner, stale, load, large), strict=True)
    for number, (task, result) in enumerate(results, 1):
        context.progress("生成页面", number, len(stale))
        if not isinstance(result, Failure):
            made[task.name] = _accept(context, plan, task, result, reasons[task.name], staging)
        elif task.home is None:
            raise BuildFailed(_failure_message(task, result))
        else:
            failed[task.home] = home_failure(result, task.home, f"生成页面 /homes/{task.home}/ ")
    raise_if_failed(failed)
    return made


def _accept(
    context: BuildContext, plan: Plan, task: Task, result: TaskResult, reason: list[str], staging: Staging
) -> tuple[TaskEntry, set[str]]:
    staging.written.update(result.written)
    staging.invalid.update(result.invalid)
    inputs = task.all_inputs({file.template for file in result.files}, plan.render_context)
    entry = TaskEntry.of(result.files, inputs, reason, context.options.as_of.isoformat())
    some_unchanged = len(result.written) < len(result.files)
    return entry, result.links | (context.ledger.links(task.name) if some_unchanged else set())


def _failure_message(task: Task, failure: Failure) -> str:
    """Why a task of no home failed. Raises errors of the machine."""
    if isinstance(failure.error, OSError):
        raise failure.error
    if isinstance(failure.error, PageFailed):
        return str(failure.error)
    return f"生成 {task.name} 时{failure_text(failure)}"


def _late_tasks(release: Release, before: Mapping[str, TaskEntry], staging: Staging) -> Iterator[Task]:
    """Each is made from the manifest as it is when the task is asked for."""
    plan, former = release.plan, _former_assets(release, before, staging)
    yield files_task(_FORMER_ASSETS, former)
    own = dict(_hand_written(plan, {path: data for path, data in plan.pages.items() if path not in release.manifest}))
    yield files_task("pages", own)
    if url := plan.gathered.city.view.url:
        entries = (release.made[name][0] if name in release.made else before[name] for name in plan.tasks)
        listed = {path.removesuffix("index.html"): "" for path in own if path.endswith("index.html")}
        rows = (row for entry in entries for row in zip(entry.paths, entry.listed, strict=True))
        listed |= {path.removesuffix("index.html"): day for path, day in rows if day is not None}
        yield files_task("sitemap.xml", dict(sitemap.sitemap(url, listed)))
    listed_files = {path: entry for path, entry in release.manifest.items() if path not in former}
    yield files_task("checksums", {CHECKSUMS: checksums(listed_files)})


def _former_assets(release: Release, before: Mapping[str, TaskEntry], staging: Staging) -> dict[str, Path]:
    """Styles and scripts of the theme before its last change, so that pages in browsers' caches stay as they were.

    A build from nothing does not have them, so checksums.txt leaves them out.
    """
    live = staging.state.live
    last, earlier = (before.get(name, TaskEntry()).paths for name in ("assets", _FORMER_ASSETS))
    kept = [path for path in last if path not in release.manifest] or earlier
    unusable = release.manifest.keys() | staging.status.live
    usable = (path for path in kept if is_named_by_content(path) and path not in unusable)
    return {path: live.root / path for path in usable} if live else {}


def _hand_written(plan: Plan, pages: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Without withheld pages, and without links to those and to families that are no longer shown."""
    context, homes = plan.render_context, plan.gathered.city.homes
    families = {addresses.family(one, rank.order[3]) for one, entry in homes.items() for rank in entry.family_ranks}

    def is_gone(address: str) -> bool:
        return context.hidden.hides(address) or (_FAMILY.fullmatch(address) is not None and address not in families)

    for path, data in pages.items():
        if not is_gone(path.removesuffix("index.html")):
            yield path, links.remove_links(path, data, is_gone, context.base) if path.endswith(".html") else data


def _add(manifest: dict[str, FileEntry], task: TaskEntry) -> None:
    """Raises `BadPath` where two tasks make the same file."""
    for path, entry in task.entries():
        if path in manifest:
            raise BadPath(f"同一个文件写了两次：{path}", "给其中一个换个地址。")
        manifest[path] = entry


def _check(context: BuildContext, release: Release, staging: Staging) -> None:
    """Checks files that failed when they were written, and all that may have links to nowhere.

    Raises `HomesFailed` where all problems are in homes' own pages, else `BuildFailed`.
    """
    known, published = context.ledger.tasks, release.manifest.keys()
    suspects = staging.invalid & published
    for entry, targets in release.made.values():
        if not targets <= published:
            suspects.update(entry.paths)
    for name in context.ledger.linking_to(staging.before.keys() - published):
        if name in known and name not in release.made:
            suspects.update(published & set(known[name].paths))
    if not suspects:
        return
    around = release.plan.render_context
    root, run = staging.open().root, context.executor.map
    problems = checks.validate(root, suspects, published, around.base, run, around.allowed_numbers)
    homes = {finding.home: finding for finding in reversed(problems) if finding.home in context.snapshot.homes}
    if any(finding.home not in homes for finding in problems):
        first = "\n".join(map(str, problems[:20]))
        raise BuildFailed(f"生成的网站有 {len(problems)} 处问题，没有发布，旧网站原样不动：\n{first}")
    raise_if_failed({home: _unpublishable(home, finding) for home, finding in homes.items() if home})


def _unpublishable(home: str, problem: Finding) -> Finding:
    """The finding of a home one of whose pages must not be published."""
    message = f"它的页面 /{problem.place.path.removesuffix('index.html')} 不能发布：{problem.message}"
    return dataclasses.replace(problem, message=message, place=Place(f"homes/{home}"), rule=FAILED)
