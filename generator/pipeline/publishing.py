"""From finished files to the live site: the idle tree is brought up to date, everything is put down, the link is
turned.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import Finding
from generator.model.withheld import address_of
from generator.pipeline import fallback, validity
from generator.pipeline.build_ledger import BuildLedger, ReleaseState
from generator.pipeline.context import BuildContext
from generator.pipeline.drawings import missing_url_notice
from generator.pipeline.failures import FAILED
from generator.pipeline.options import BuildResult, Summary
from generator.pipeline.photos import photo_cache_key
from generator.pipeline.probe import Status
from generator.pipeline.report import report_of
from generator.publish import headers
from generator.store import FileEntry, State, Tree, TreeRecord, difference
from generator.workers import Workers

if TYPE_CHECKING:
    from generator.cluster import Cluster
    from generator.pipeline.release import Release

log = logging.getLogger(__name__)
_MANY = 256  # files; more are linked by workers


class Staging:
    """The idle tree, opened when the first file is to be written.

    `written` and `wrong`: paths that were put there, and those of them that should not go out; whoever tries again has
    to write these again.
    """

    def __init__(self, state: State, known: BuildLedger, status: Status, executor: Workers | Cluster):
        self.state, self.status = state, status
        self.written: set[str] = set()
        self.wrong: set[str] = set()
        self._known, self._executor, self._tree = known, executor, None

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_: object) -> None:
        self._tree = None

    @property
    def damaged(self) -> frozenset[str]:
        """Paths at which the idle tree, once opened, does not hold what the last release has."""
        return self.status.lost | self.written

    @property
    def before(self) -> Mapping[str, FileEntry]:
        """The files of the last release."""
        return self.status.manifest

    @property
    def is_open(self) -> bool:
        return self._tree is not None

    def open(self) -> Tree:
        """The tree as the last release has it. Nobody vouches for it any more until it is finished."""
        if self._tree is None:
            idle, live = self.state.idle, self.state.live
            self._known.ledger.drop("tree", [idle.name])
            self._known.ledger.commit()
            differs = self.status.idle()
            self._tree = self.state.staged()
            catch_up(self._tree, differs - self.status.live, self.status.manifest, live and live.root, self._executor)
        return self._tree


def catch_up(
    tree: Tree,
    differs: Collection[str],
    manifest: Mapping[str, FileEntry],
    source: Path | None,
    executor: Workers | Cluster,
) -> None:
    """Takes from the tree at `source` what the manifest has at these paths; removes what it has not."""
    for path in differs:
        if path not in manifest:
            tree.remove(path)
    wanted = [path for path in differs if path in manifest]
    take = partial(_take, tree, source)
    for _ in map(take, wanted) if len(wanted) < _MANY else executor.map(take, wanted):
        pass


def _take(tree: Tree, source: Path, path: str) -> None:
    tree.take(path, source)


def publish(context: BuildContext, release: Release, staging: Staging, lasting: bool = True) -> BuildResult:
    """Makes the release the live one; unless it is `lasting`, the next build makes another of the same content.

    Killed anywhere, the site is this or the one before, and the next build goes on from what is known.
    """
    state, known, status = staging.state, context.known, staging.status
    before, now = status.manifest, release.manifest
    changed = {path for path, entry in now.items() if before.get(path) != entry} | (status.live & now.keys())
    gone = before.keys() - now.keys()
    slot = state.live
    if staging.is_open or changed or gone or slot is None or state.must_replace_idle():
        tree = staging.open()
        for path in sorted((gone | (staging.written - now.keys()) | (status.live & status.idle())) - now.keys()):
            tree.remove(path)
        if slot:
            _note_behind(known, slot.name, status.live, changed | gone)
        slot = tree.slot
        known.put_tree(slot.name, TreeRecord(state.finished()))
    for name, text in headers.files():
        state.put(name, text)
    summary, problems = _summary(context, release)
    known.put_tasks(release.made, release.gone, gone)
    known.put_release(_record(context, status, release, summary, problems, lasting))
    report = report_of(context, release, problems)
    known.ledger.commit()
    state.switch(slot, _consents(context, release), release.plan.gathered.federation.hidden.entries)
    log.info("发布：%d 个文件有变化，%d 个没有了", len(changed), len(gone))
    _tidy_up(context, release, staging, lasting)
    findings = tuple(finding for one in sorted(release.plan.gathered.read) for finding in known.findings(one))
    return BuildResult(summary, state.folder, len(changed) + len(gone), findings=(*problems, *findings), report=report)


def _note_behind(known: BuildLedger, name: str, differs: frozenset[str], changed: Iterable[str]) -> None:
    """What was the live tree holds the new release but for these paths; where somebody touched it, it is read the next
    time.
    """
    record = known.tree(name)
    if record and record.behind == differs:
        known.put_tree(name, record._replace(behind=record.behind.union(changed)))
    else:
        known.ledger.drop("tree", [name])


def _tidy_up(context: BuildContext, release: Release, staging: Staging, lasting: bool) -> None:
    """After the switch: the other tree shows nothing that was withdrawn, and is there; what is of no use any more goes."""
    state = staging.state
    if state.must_replace_idle():
        _bring_along(context, release, state)
    elif not state.idle.root.exists():
        with suppress(
            OSError
        ):  # the release is out; nobody vouches for a tree half filled, and the next build fills it
            _bring_along(context, release, state)
    _prune(context, release)
    if context.options.only is None:
        _keep_last_good(context, release)
    if context.options.only is None and lasting:
        federation = release.plan.gathered.federation
        pages = {
            path: data
            for path, data in federation.snapshot.pages.items()
            if not federation.hidden.hides(address_of(f"pages/{path}"))
        }
        with suppress(OSError):  # the release is out
            fallback.keep(state, context.snapshot, context.theme, pages)


def _bring_along(context: BuildContext, release: Release, state: State) -> None:
    """The idle tree becomes what the live one is, and nobody's to go back to."""
    known, idle = context.known, state.idle
    record = known.tree(idle.name)
    known.ledger.drop("tree", [idle.name])
    known.ledger.commit()
    differs = record.behind if record else difference(idle.root, release.manifest, None)
    catch_up(state.staged(), differs, release.manifest, state.live.root, context.executor)
    known.put_tree(idle.name, TreeRecord(state.finished()))
    known.ledger.commit()


def _prune(context: BuildContext, release: Release) -> None:
    """A photo that is shown no more leaves the cache with its release, and so does a card."""
    gathered = release.plan.gathered
    context.cache.prune("card", {key for cards in release.plan.drawn for key in cards.keys.values()})
    context.cache.prune("photo", [photo_cache_key(path.removeprefix("media/")) for path in gathered.files])
    context.cache.prune(
        "picture", {photo_cache_key(seen.digest) for one in gathered.pictures.values() for seen in one.seen.values()}
    )


def _keep_last_good(context: BuildContext, release: Release) -> None:
    """What the release just published rests on is what counts from now on."""
    gathered = release.plan.gathered
    content, whole = gathered.federation.content, gathered.city
    federation = context.writer.stage(
        None, context.snapshot, content.sources, content.positions, whole.judged.redacted, context.options.today
    )
    context.writer.commit({None: federation} | {one: entry.last_good_digest for one, entry in whole.homes.items()})


def _consents(context: BuildContext, release: Release) -> dict[str, str]:
    """Every consent in force that the release rests on, as `State.switch` asks."""
    return {
        consent: until
        for entry in release.plan.gathered.city.homes.values()
        for consent, until in entry.consents.items()
    }


def _summary(context: BuildContext, release: Release) -> tuple[Summary, list[Finding]]:
    """With what whoever builds should hear at once: photos and cards, homes whose work came to nothing."""
    gathered, homes = release.plan.gathered, context.snapshot.homes
    usable, entries = gathered.city.homes, context.known.entries
    problems = [*gathered.problems, *(problem for cards in release.plan.drawn for problem in cards.problems)]
    failed = [
        finding
        for one in homes
        if not entries[one].content
        for finding in context.known.findings(one)
        if finding.rule == FAILED
    ]
    pages = sum(path.endswith(".html") for path in release.manifest)
    kept = tuple(one for one, entry in usable.items() if entry.kept)
    left_out = tuple(one for one in homes if one not in usable)
    whole = gathered.city
    change = validity.of_city(gathered.federation.content, whole.judged, context.options.as_of)
    change = validity.earliest([change, *(entry.change for entry in usable.values())])
    told = (*problems, *failed, *missing_url_notice(whole.view, context.options.cards))
    return Summary(pages, len(homes), kept, left_out, tuple(map(str, told)), change), problems


def _record(
    context: BuildContext,
    status: Status,
    release: Release,
    summary: Summary,
    problems: list[Finding],
    lasting: bool,
) -> ReleaseState:
    """It holds up to the next moment at which an embargo ends; not at all where something went wrong that may go right
    the next time.
    """
    moment, content = context.options.as_of, release.plan.gathered.federation.content
    until = min((f.embargo.isoformat() for f in content.features if f.embargo and f.embargo > moment), default="9999")
    failed = any(finding.rule == FAILED or finding.rule == "house.font" for finding in problems)
    failed = failed or not lasting or any(not entry.content for entry in context.known.entries.values())
    return ReleaseState(
        status.program,
        status.wishes,
        dict(status.fingerprints),
        moment.isoformat(),
        "" if failed else until,
        summary,
        context.options.photos,
        context.options.cards,
    )
