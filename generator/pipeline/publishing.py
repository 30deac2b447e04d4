"""Publishes a release: updates the idle tree, commits the ledger, and switches the symlink."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.catalogue.addresses import feature as feature_address
from generator.diagnostics import Finding
from generator.model.withheld import address_of
from generator.pipeline.build_ledger import BuildLedger, ReleaseState
from generator.pipeline.context import BuildContext
from generator.pipeline.fallback import save_fallback
from generator.pipeline.photos import photo_cache_key
from generator.pipeline.probe import Status
from generator.pipeline.report import report_of, summary_of
from generator.pipeline.results import BuildResult, Summary
from generator.publish import headers
from generator.reading.failures import FAILED
from generator.store import FileEntry, ReleaseBasis, State, Tree, TreeRecord, difference
from generator.workers import Executor

if TYPE_CHECKING:
    from generator.pipeline.release import Release

log = logging.getLogger(__name__)
_MIN_PARALLEL = 256  # files; fewer are linked faster by this process


class Staging:
    """The idle tree, which is opened when the first file is to be written.

    `written`: paths that were written; `invalid`: those that failed the checks. When a build is tried again without
    some homes, both have to be written again.
    """

    def __init__(self, state: State, ledger: BuildLedger, status: Status, executor: Executor):
        self.state, self.status = state, status
        self.written: set[str] = set()
        self.invalid: set[str] = set()
        self._ledger, self._executor = ledger, executor
        self._tree: Tree | None = None

    @property
    def damaged(self) -> frozenset[str]:
        """Paths at which the idle tree, once opened, is not as the last release."""
        return self.status.lost | self.written

    @property
    def before(self) -> Mapping[str, FileEntry]:
        """The manifest of the last release."""
        return self.status.manifest

    @property
    def is_open(self) -> bool:
        return self._tree is not None

    def read(self, path: str) -> bytes:
        """A file of a task that is done, as this build or the last release has it. Raises OSError.

        The live tree may be of the release before: after a kill the ledger knows a finished one that the link does not
        lead to yet.
        """
        live = None if self.is_open or path in self.status.live else self.state.live
        return ((live or self.state.idle).root / path).read_bytes()

    def open(self) -> Tree:
        """The idle tree with the files of the last release. It has no record until it is finished."""
        if self._tree is None:
            idle, live = self.state.idle, self.state.live
            self._ledger.drop_tree(idle.name)
            self._ledger.commit()
            outdated = self.status.idle() - self.status.live
            self._tree = self.state.open_idle_tree()
            _catch_up(self._tree, outdated, self.before, live.root if live else None, self._executor)
        return self._tree


def _catch_up(
    tree: Tree, outdated: Collection[str], manifest: Mapping[str, FileEntry], source: Path | None, executor: Executor
) -> None:
    """Links the outdated paths from the tree at `source`, or removes those that the manifest lacks."""
    for path in outdated:
        if path not in manifest:
            tree.remove(path)
    missing = [path for path in outdated if path in manifest]
    if missing and source:
        link = partial(tree.link_from, source)
        for _ in map(link, missing) if len(missing) < _MIN_PARALLEL else executor.map(link, missing):
            pass


def publish(context: BuildContext, release: Release, staging: Staging, is_fallback: bool) -> BuildResult:
    """Makes the release the live one. After a fallback, the next build runs although nothing was edited.

    Killed at any moment, the site is this release or the one before, and the next build continues.
    """
    state, ledger, status = staging.state, context.ledger, staging.status
    before, now = staging.before, release.manifest
    changed = {path for path, entry in now.items() if before.get(path) != entry} | (status.live & now.keys())
    removed = before.keys() - now.keys()
    slot = state.live
    if staging.is_open or changed or removed or slot is None or state.must_replace_idle():
        tree = staging.open()
        for path in sorted((removed | staging.written | status.lost) - now.keys()):
            tree.remove(path)
        if slot:
            _mark_outdated(ledger, slot.name, status.live, changed | removed)
        slot = tree.slot
        ledger.put_tree(slot.name, TreeRecord(state.sync()))
    for name, text in headers.files():
        state.put_public(name, text)
    summary, problems = summary_of(context, release)
    known = ledger.release.summary.notices if ledger.release else ()
    ledger.put_tasks(release.made, release.removed, removed)
    ledger.put_release(_release_state(context, status, release, summary, problems, is_fallback))
    report = report_of(context, release, problems)
    ledger.commit()
    gathered = release.plan.gathered
    consents = {
        consent: last_day
        for entry in gathered.city.homes.values()
        for consent, last_day in entry.consents_in_force.items()
    }
    shown = [feature.address for feature in gathered.city.parts["features"]]
    basis = ReleaseBasis(consents, list(gathered.federation.hidden.entries), shown, _embargoed(context, release))
    state.switch(slot, basis)
    log.info("发布：%d 个文件有变化，%d 个没有了", len(changed), len(removed))
    _clean_up(context, release, state, is_fallback)
    with suppress(OSError):  # no room for one more line: the next build does it again
        ledger.finish()
    findings = tuple(finding for one in sorted(gathered.read) for finding in context.homes.findings(one))
    return BuildResult(
        summary,
        state.folder,
        len(changed) + len(removed),
        findings=(*problems, *findings),
        report=report,
        new_notices=tuple(one for one in summary.notices if one not in known),
    )


def _embargoed(context: BuildContext, release: Release) -> list[str]:
    """Addresses of features whose embargo has not ended."""
    content, now = release.plan.gathered.federation.content, context.options.as_of
    return [feature_address(one.date, one.slug) for one in content.features if one.embargo and one.embargo > now]


def _mark_outdated(ledger: BuildLedger, name: str, modified: frozenset[str], changed: Iterable[str]) -> None:
    """Of the tree that was live: the paths in which it differs from the new release.

    If it was modified from outside, it loses its record, so that the next probe reads it.
    """
    record = ledger.tree(name)
    if record and record.outdated == modified:
        ledger.put_tree(name, record._replace(outdated=record.outdated.union(changed)))
    else:
        ledger.drop_tree(name)


def _clean_up(context: BuildContext, release: Release, state: State, is_fallback: bool) -> None:
    """After the switch: updates the other tree if it shows something withdrawn, removes what is no longer used."""
    if state.must_replace_idle():
        _update_idle_tree(context, release, state)
    elif not state.idle.root.exists():
        with suppress(OSError):  # the release is published; the next build fills a tree without a record
            _update_idle_tree(context, release, state)
    _prune_cache(context, release)
    if context.options.only is None:
        _commit_last_good(context, release)
        if not is_fallback:
            with suppress(OSError):  # the release is published
                _save_fallback(context, release, state)


def _update_idle_tree(context: BuildContext, release: Release, state: State) -> None:
    """Makes the idle tree the same as the live one; it can't be rolled back to."""
    ledger, idle, live = context.ledger, state.idle, state.live
    record = ledger.tree(idle.name)
    ledger.drop_tree(idle.name)
    ledger.commit()
    outdated = record.outdated if record else difference(idle.root, release.manifest, None)
    _catch_up(state.open_idle_tree(), outdated, release.manifest, live.root if live else None, context.executor)
    ledger.put_tree(idle.name, TreeRecord(state.sync()))
    ledger.commit()


def _prune_cache(context: BuildContext, release: Release) -> None:
    """Removes photos and cards that the release does not show."""
    gathered = release.plan.gathered
    digests = {one.digest for pictures in gathered.pictures.values() for one in pictures.hashes.values()}
    context.cache.prune("card", {key for cards in release.plan.drawn for key in cards.keys.values()})
    context.cache.prune("photo", [photo_cache_key(path.removeprefix("media/")) for path in gathered.files])
    context.cache.prune("picture", map(photo_cache_key, digests))


def _commit_last_good(context: BuildContext, release: Release) -> None:
    if writer := context.last_good_writer:
        index, content = release.plan.gathered.city, release.plan.gathered.federation.content
        federation = writer.stage(
            None, context.snapshot, content.sources, content.positions, index.judged.redacted, context.options.today
        )
        writer.commit({None: federation} | {one: entry.last_good_digest for one, entry in index.homes.items()})


def _save_fallback(context: BuildContext, release: Release, state: State) -> None:
    federation = release.plan.gathered.federation
    pages = {
        path: data
        for path, data in federation.snapshot.pages.items()
        if not federation.hidden.hides(address_of(f"pages/{path}") or "")
    }
    save_fallback(state, context.snapshot, context.theme, pages)


def _release_state(
    context: BuildContext,
    status: Status,
    release: Release,
    summary: Summary,
    problems: list[Finding],
    is_fallback: bool,
) -> ReleaseState:
    """Valid until the next embargo ends; not at all if something failed that may succeed the next time."""
    as_of, content = context.options.as_of, release.plan.gathered.federation.content
    until = min((f.embargo.isoformat() for f in content.features if f.embargo and f.embargo > as_of), default="9999")
    retry = (
        is_fallback
        or any(finding.rule in (FAILED, "house.font") for finding in problems)
        or any(not entry.content for entry in context.homes.entries.values())
    )
    return ReleaseState(
        status.program,
        status.options,
        dict(status.fingerprints),
        as_of.isoformat(),
        "" if retry else until,
        summary,
        context.options.photos,
        context.options.cards,
        context.options.packs,
    )
