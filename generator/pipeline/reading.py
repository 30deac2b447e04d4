"""From the content folder to what the public may see of it: home by home in workers, then related to each other."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from generator.catalogue import addresses
from generator.catalogue.assessment import Assessment, assessment, judge
from generator.content import intake
from generator.content.intake import UNREADABLE_RULE, Snapshot
from generator.diagnostics import Finding, Place, Severity
from generator.model.load import Home, LoadedHome, load_home, with_homes
from generator.model.withdrawals import NO_HISTORY, ConsentHistory
from generator.model.withheld import FILE, RULE
from generator.pipeline import validity
from generator.pipeline.entries import (
    EntryOrigin,
    FullHome,
    JudgedHome,
    PackedHome,
    encode,
    make_entry,
    unusable_entry,
)
from generator.pipeline.failures import FailedHomes, home_failure, raise_if_failed, without_failing
from generator.pipeline.federation import Federation, read_federation
from generator.pipeline.last_good import LastGood, LastGoodWriter
from generator.pipeline.options import BuildOptions, Progress, as_build_failed, no_progress
from generator.public import city, consent, facets
from generator.public.home import badges
from generator.public.views import Site
from generator.standard import house
from generator.standard.recognition import renamed_homes
from generator.store import content_digest
from generator.workers import Executor, Failure, Workers

R = TypeVar("R")


@dataclass(frozen=True)
class Reading:
    """The content with its assessment, and its public view, completely in memory."""

    options: BuildOptions
    snapshot: Snapshot
    assessment: Assessment
    site: Site


def assess(options: BuildOptions, progress: Progress = no_progress) -> Assessment:
    """For `homes check` and `homes report`. Raises `CityUnreadable`, `BuildFailed`."""
    return read(options, progress).assessment


def read(options: BuildOptions, progress: Progress = no_progress, history: ConsentHistory = NO_HISTORY) -> Reading:
    """Reads everything, without last good versions. Whatever is published needs the site's consent `history`.

    Raises `CityUnreadable`, `BuildFailed`.
    """
    snapshot, last_good = intake.take_city_snapshot(options.content, options.only), LastGood()
    with as_build_failed(), Workers(options.workers) as workers, gc_paused():
        attempt = partial(read_once, options, snapshot, last_good, workers, progress, history=history)
        return without_failing(attempt, last_good, len(snapshot.homes))


def read_once(
    options: BuildOptions,
    snapshot: Snapshot,
    last_good: LastGood,
    executor: Executor,
    progress: Progress,
    failed: FailedHomes,
    history: ConsentHistory = NO_HISTORY,
) -> Reading:
    """Raises `CityUnreadable`, `HomesFailed`."""
    federation = read_federation(snapshot, last_good, history, b"", options.today)

    def read_full(federation: Federation, identities: Sequence[str]) -> dict[str, FullHome]:
        reader = FullReader(options, snapshot, federation, last_good, failed)
        return dict(read_homes(reader, [(one, b"") for one in identities], executor, progress))

    homes = read_full(federation, snapshot.homes)
    content = with_homes(federation.content, (home.loaded for home in homes.values()))
    renamed, withdrawn = renamed_homes(content), {} if options.only else house.withdrawal_homes(content, options.today)
    if again := {*renamed.values(), *withdrawn.values()}:  # the federation's files may name them by former names
        federation = federation.with_renames(renamed, withdrawn)
        homes |= read_full(federation, sorted(again))
        content = with_homes(federation.content, (home.loaded for home in homes.values()))
    judged = {one: home.judged for one, home in sorted(homes.items()) if home.judged}
    city_assessment = assessment(content, {one: home.judgement for one, home in judged.items()}, options.as_of)
    return Reading(options, federation.snapshot, city_assessment, _site(city_assessment, judged))


def _site(judged: Assessment, homes: Mapping[str, JudgedHome]) -> Site:
    views = {one: home.view for one, home in homes.items()}
    points = {
        one: (view.office.point.longitude, view.office.point.latitude)
        for one, view in views.items()
        if view.office.point and view.closed_on is None
    }
    nearest, names = city.nearest_homes(points), {one: view.name for one, view in views.items()}
    related, levels = [], city.city_view(judged.publishable).levels
    for one, view in views.items():
        successor = addresses.identity(view.successor.address) if view.successor else ""
        assessed = judged.homes[one]
        held = badges(one, assessed.recognitions.values() if assessed else (), levels)
        related.append(city.relations(one, held, nearest, successor, names).with_relations(view))
    former_names = {name for home in homes.values() for name in home.public_former_names}
    return city.build_site(judged, related, former_names)


class _Reader(Generic[R]):
    """Called in a worker with a home and the digest of its files for which its stored entry is valid.

    Returns that digest where the files have it, else what `_usable` or `_unusable` makes of the home, or None for one
    that fails even with its last good versions.
    """

    def __init__(
        self,
        options: BuildOptions,
        snapshot: Snapshot,
        federation: Federation,
        last_good: LastGood,
        failed: FailedHomes,
    ):
        self._snapshot, self._federation, self._last_good, self._failed = snapshot, federation, last_good, failed
        self._today = options.today
        self.failed = failed.findings

    def __call__(self, item: tuple[str, bytes]) -> R | bytes | None:
        identity, known_digest = item
        own = intake.take_home_snapshot(self._snapshot, identity)
        content = self._digest(identity, own)
        if content and content == known_digest:
            return known_digest
        loaded = self._load(identity, own)
        if loaded.home is None and identity in self._failed.use_last_good:
            return None
        blocking = self._blocking_findings(loaded.home, own) if loaded.home else []
        if loaded.home is None or blocking:
            unusable = LoadedHome(identity, None, (*loaded.findings, *blocking), loaded.sources)
            return self._unusable(unusable, content)
        home, context = loaded.home, self._federation.district_content(loaded.home.district)
        judgement = judge(home, context, self._today)
        redacted = house.redact(home, judgement.redacted)
        view = self._federation.view_factory(home.district).view(redacted, judgement.standing)
        return self._usable(loaded, home, JudgedHome(judgement, view, redacted.profile.formerly), own, content)

    def _unusable(self, loaded: LoadedHome, content: bytes) -> R:
        raise NotImplementedError

    def _usable(self, loaded: LoadedHome, home: Home, judged: JudgedHome, own: Snapshot, content: bytes) -> R:
        raise NotImplementedError

    def _blocking_findings(self, home: Home, own: Snapshot) -> list[Finding]:
        """Why a home without errors must not be published."""
        if forbidden := house.forbidden_files(home.identity, own.of_home(home.identity)):
            return list(forbidden)
        if self._federation.hidden.hides(addresses.home(home.identity), home.folder):
            message = "这一家撤下了，不公开"
            return [Finding(Severity.NOTICE, message, "", Place(FILE), rule=RULE, home=home.identity)]
        return []

    def _digest(self, identity: str, own: Snapshot) -> bytes:
        """Of the home's files; empty where they must be read by every build: it failed, or one could not be opened.

        Photos count by their status, because they are read later.
        """
        if identity in self.failed or any(
            f.rule == UNREADABLE_RULE and f.severity is Severity.ERROR for f in own.findings
        ):
            return b""
        texts = (
            f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data
            for path, data in sorted(own.texts.items())
        )
        return content_digest(encode((sorted(own.photos.items()), sorted(own.others), own.findings)), *texts)

    def _load(self, identity: str, own: Snapshot) -> LoadedHome:
        failure = (self.failed[identity],) if identity in self.failed else ()
        if identity in self._failed.excluded:
            return LoadedHome(identity, None, (*failure, *own.findings))
        use_last_good = identity in self._failed.use_last_good
        context = self._federation.district_content(identity.partition("/")[0])
        loaded = load_home(own, identity, context, self._last_good.loader(identity), use_last_good)
        return LoadedHome(identity, loaded.home, (*failure, *own.findings, *loaded.findings), loaded.sources)


class FullReader(_Reader[FullHome]):
    """Returns homes completely."""

    def _unusable(self, loaded: LoadedHome, content: bytes) -> FullHome:
        return FullHome(loaded)

    def _usable(self, loaded: LoadedHome, home: Home, judged: JudgedHome, own: Snapshot, content: bytes) -> FullHome:
        return FullHome(loaded, judged)


class HomeReader(_Reader[PackedHome]):
    """Returns homes packed for the ledger, and stages their last good texts."""

    def __init__(
        self,
        options: BuildOptions,
        snapshot: Snapshot,
        federation: Federation,
        last_good: LastGood,
        failed: FailedHomes,
        writer: LastGoodWriter | None = None,
    ):
        super().__init__(options, snapshot, federation, last_good, failed)
        self._writer = writer

    def _unusable(self, loaded: LoadedHome, content: bytes) -> PackedHome:
        digest = self._federation.home_digest(loaded.identity)
        entry = unusable_entry(loaded.identity, content, digest, self._today, loaded.findings)
        return PackedHome(encode(entry), {}, encode(list(loaded.findings)))

    def _usable(self, loaded: LoadedHome, home: Home, judged: JudgedHome, own: Snapshot, content: bytes) -> PackedHome:
        federation, today, profile = self._federation, self._today, home.profile
        context, judgement, view = federation.district_content(home.district), judged.judgement, judged.view
        last_good_digest = ""
        if self._writer:
            last_good_digest = self._writer.stage(
                home.identity, own, loaded.sources, home.positions, judgement.redacted, today
            )
        successor = (profile.closed and profile.closed.successor) or ""
        street = None if view.office.calls else profile.street
        origin = EntryOrigin(
            content=content,
            surroundings=federation.home_digest(home.identity, profile.formerly, successor, street),
            valid_from=today,
            valid_until=validity.valid_until(home, context, today),
            next_change=validity.next_home_change(home, judgement.standing, context),
            last_good_digest=last_good_digest,
            uses_last_good=loaded.sources.has_older,
        )
        findings = sorted({*loaded.findings, *judgement.findings}, key=lambda finding: finding.sort_key)
        files = {f"{home.folder}/photos/{name}": file for name, file in home.photo_files.items()}
        photos = {photo.key: files[photo.key] for photo in facets.shown_photos(view)}
        packed = facets.pack(view)
        consents = dict(consent.consents_in_force(home, today))
        entry = make_entry(home, judged, packed, photos, consents, findings, origin)
        return PackedHome(encode(entry), packed, encode(findings))


def read_homes(
    reader: _Reader[R], items: Sequence[tuple[str, bytes]], executor: Executor, progress: Progress = no_progress
) -> Iterator[tuple[str, R]]:
    """Identity and result of each home whose files are not those of its stored entry (see `_Reader`).

    Raises `HomesFailed` at the end.
    """
    failed = {}
    for number, ((identity, _), home) in enumerate(zip(items, executor.each(reader, items), strict=True), 1):
        progress("读各家", number, len(items))
        if isinstance(home, Failure):
            failed[identity] = home_failure(home, identity, "读它、检查它的内容")
        elif home is None:
            failed[identity] = reader.failed[identity]
        elif not isinstance(home, bytes):
            yield identity, home
    raise_if_failed(failed)


@contextmanager
def gc_paused() -> Iterator[None]:
    """Without the cyclic garbage collector, which would traverse millions of live records again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
