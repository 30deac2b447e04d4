"""From the content folder to what the public may see of it: home by home in workers, then related to each other."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from generator.catalogue import addresses
from generator.catalogue.assessment import Assessment, assessment, judge
from generator.content import intake
from generator.content.intake import UNREADABLE_RULE, Snapshot
from generator.diagnostics import Finding, Place, Severity
from generator.model.load import Home, LoadedHome, load_home, with_homes
from generator.model.withdrawals import NO_HISTORY, ConsentHistory
from generator.model.withheld import FILE, RULE
from generator.model.wording import wording_of
from generator.public import city, consent, facets
from generator.public.home import badges
from generator.public.views import Site
from generator.reading import validity
from generator.reading.approved import Publishable
from generator.reading.entries import (
    EntryOrigin,
    FullHome,
    JudgedHome,
    PackedHome,
    make_entry,
    unusable_entry,
)
from generator.reading.failures import FailedHomes, home_failure, raise_if_failed, without_failing
from generator.reading.federation import Federation, read_federation
from generator.reading.last_good import LastGood, LastGoodWriter, will_read_the_same
from generator.reading.options import BuildOptions, Progress, as_build_failed, no_progress
from generator.search import fulltext
from generator.standard import house
from generator.standard.renames import renamed_homes
from generator.store import content_digest, encode
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
    return read(options, progress, as_written=True).assessment


def read(
    options: BuildOptions,
    progress: Progress = no_progress,
    history: ConsentHistory = NO_HISTORY,
    as_written: bool = False,
) -> Reading:
    """Reads everything, without last good versions. Whatever is published needs the site's consent `history`.

    `as_written`: homes as they lie in their folders, approved or not.

    Raises `CityUnreadable`, `BuildFailed`.
    """
    snapshot, last_good = intake.take_city_snapshot(options.content, options.only), LastGood()
    with as_build_failed(), Workers(options.workers) as workers, gc_paused():
        attempt = partial(
            read_once, options, snapshot, last_good, workers, progress, history=history, as_written=as_written
        )
        return without_failing(attempt, last_good, len(snapshot.homes))


def read_once(
    options: BuildOptions,
    snapshot: Snapshot,
    last_good: LastGood,
    executor: Executor,
    progress: Progress,
    failed: FailedHomes,
    history: ConsentHistory = NO_HISTORY,
    as_written: bool = False,
) -> Reading:
    """Raises `CityUnreadable`, `HomesFailed`."""
    federation = read_federation(snapshot, last_good, history, b"", options.today)

    def read_full(federation: Federation, identities: Sequence[str]) -> dict[str, FullHome]:
        reader = HomeReader(options, snapshot, federation, last_good, failed, as_written)
        return dict(read_homes(reader, identities, failed, executor, progress))

    homes = read_full(federation, snapshot.homes)
    content = with_homes(federation.content, (home.loaded for home in homes.values()))
    renamed, withdrawn = renamed_homes(content), {} if options.only else house.withdrawal_homes(content, options.today)
    follow = (one for one, home in content.homes.items() if home.profile.successor in renamed)
    if again := {*renamed.values(), *withdrawn.values(), *follow}:  # other files may name them by former names
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
        written = addresses.identity(view.successor.address) if view.successor else ""
        successor = judged.renamed.get(written, written)
        assessed = judged.homes[one]
        held = badges(one, assessed.recognitions.values() if assessed else (), levels)
        related.append(city.relations(one, held, nearest, successor, names).with_relations(view))
    former_names = {name for home in homes.values() for name in home.public_former_names}
    return city.build_site(judged, related, former_names)


class HomeReader:
    """Called in a worker with the identity of a home: reads and judges it, or returns None for one that fails even with
    its last good versions.

    In a city where homes must be approved it reads what may be published; `as_written`, what lies in the folder, which
    counts as usable where something of the home may be published.
    """

    def __init__(
        self,
        options: BuildOptions,
        snapshot: Snapshot,
        federation: Federation,
        last_good: LastGood,
        failed: FailedHomes,
        as_written: bool = False,
    ):
        self.snapshot, self.federation, self.today = snapshot, federation, options.today
        self._versions = None if options.unapproved else federation.versions
        self.failed, self._last_good, self._as_written = failed, last_good, as_written

    def __call__(self, identity: str) -> FullHome | None:
        own = intake.take_home_snapshot(self.snapshot, identity)
        allowed = self.publishable(identity, own)
        read = self.read(identity, allowed)
        if not self._as_written or allowed.finding is None:
            return read
        written = self.read(identity, Publishable(own, allowed.finding)) or FullHome(LoadedHome(identity, None))
        if read is None or read.judged is None:
            told = written.judged.judgement.findings if written.judged else ()
            findings = (*written.loaded.findings, *told)  # before it is approved, all that is to be mended
            return FullHome(dataclasses.replace(written.loaded, home=None, findings=findings))
        loaded = dataclasses.replace(read.loaded, findings=written.loaded.findings)
        return written if written.judged else FullHome(loaded, read.judged)

    def publishable(self, identity: str, own: Snapshot) -> Publishable:
        """What may be published of the files in a home's folder."""
        return self._versions.publishable(identity, own) if self._versions else Publishable(own)

    def read(self, identity: str, allowed: Publishable) -> FullHome | None:
        """The home as it is in these files. None as above."""
        loaded = self._load(identity, allowed)
        if loaded.home is None and identity in self.failed.use_last_good:
            return None
        blocking = self._blocking_findings(loaded.home, allowed.snapshot) if loaded.home and allowed.snapshot else []
        if loaded.home is None or blocking:
            return FullHome(LoadedHome(identity, None, (*loaded.findings, *blocking), loaded.sources))
        home, context = loaded.home, self.federation.district_content(loaded.home.district)
        judgement = judge(home, context, self.today)
        redacted = house.redact(home, judgement.redacted, context.standard.terms.home or "")
        view = self.federation.view_factory(home.district).view(redacted, judgement.standing)
        return FullHome(loaded, JudgedHome(judgement, view, redacted.profile.formerly))

    def _blocking_findings(self, home: Home, own: Snapshot) -> list[Finding]:
        """Why a home without errors must not be published."""
        if forbidden := house.forbidden_files(home.identity, own.of_home(home.identity)):
            return list(wording_of(self.federation.content.standard).findings(forbidden))
        if self.federation.hidden.hides(addresses.home(home.identity), home.folder):
            message = "这一家撤下了，不公开"
            return [Finding(Severity.NOTICE, message, "", Place(FILE), rule=RULE, home=home.identity)]
        return []

    def _load(self, identity: str, allowed: Publishable) -> LoadedHome:
        failure, own = _only(self.failed.findings.get(identity)), allowed.snapshot
        reason = _only(allowed.finding)
        if identity in self.failed.excluded or own is None:
            return LoadedHome(identity, None, (*failure, *reason, *(own.findings if own else ())))
        use_last_good = identity in self.failed.use_last_good
        context = self.federation.district_content(identity.partition("/")[0])
        loaded = load_home(own, identity, context, self._last_good.loader(identity), use_last_good)
        findings = (*failure, *reason, *own.findings, *loaded.findings)
        return LoadedHome(identity, loaded.home, findings, loaded.sources)


class HomePacker:
    """Called in a worker with the identity of a home: what the `reader` returns of it, packed for the ledger, with its
    last good texts staged; or the digest of its files, if it is the one `known` with its stored entry.
    """

    def __init__(self, reader: HomeReader, known: Mapping[str, bytes], writer: LastGoodWriter | None = None):
        self._reader, self._known, self._writer = reader, known, writer

    def __call__(self, identity: str) -> PackedHome | bytes | None:
        own = intake.take_home_snapshot(self._reader.snapshot, identity)
        content = self._digest(identity, own)
        if content and content == self._known.get(identity):
            return content
        allowed = self._reader.publishable(identity, own)
        if allowed.finding and allowed.finding.severity is Severity.ERROR:
            content = b""  # the approved version may be readable to the next build
        read = self._reader.read(identity, allowed)
        if read is None:
            return None
        home, judged = read.loaded.home, read.judged
        if home is None or judged is None:
            return self._unusable(read.loaded, content, allowed)
        return self._usable(read.loaded, home, judged, own, content, allowed)

    def _digest(self, identity: str, own: Snapshot) -> bytes:
        """Of the home's files; empty where the next build must read them: it failed, or one could not be opened.

        Photos count by their status, because they are read later.
        """
        if identity in self._reader.failed.findings or any(
            f.rule == UNREADABLE_RULE and f.severity is Severity.ERROR for f in own.findings
        ):
            return b""
        texts = (
            f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data
            for path, data in sorted(own.texts.items())
        )
        return content_digest(encode((sorted(own.photos.items()), sorted(own.others), own.findings)), *texts)

    def _unusable(self, loaded: LoadedHome, content: bytes, allowed: Publishable) -> PackedHome:
        federation = self._reader.federation
        digest, unapproved = federation.home_digest(loaded.identity), allowed.finding is not None
        entry = unusable_entry(loaded.identity, content, digest, self._reader.today, loaded.findings, unapproved)
        return PackedHome(encode(entry), {}, encode(list(loaded.findings)))

    def _usable(
        self, loaded: LoadedHome, home: Home, judged: JudgedHome, own: Snapshot, content: bytes, allowed: Publishable
    ) -> PackedHome:
        federation, today, profile = self._reader.federation, self._reader.today, home.profile
        context, judgement, view = federation.district_content(home.district), judged.judgement, judged.view
        shown, last_good_digest = allowed.snapshot or own, ""
        if self._writer:
            last_good_digest = self._writer.stage(
                home.identity, shown, loaded.sources, home.positions, judgement.redacted, today
            )
            if not will_read_the_same(home.identity, loaded.sources, judgement.redacted):
                content = b""
        successor = profile.successor or ""
        street = None if view.office.calls else profile.street
        origin = EntryOrigin(
            content=content,
            surroundings=federation.home_digest(home.identity, profile.formerly, successor, street),
            valid_from=today,
            valid_until=validity.valid_until(home, context, today),
            next_change=validity.next_home_change(home, judgement.standing, context),
            last_good_digest=last_good_digest,
            uses_last_good=loaded.sources.has_older or shown is not own,
            unapproved=allowed.finding is not None,
        )
        found = {_without_line(finding, own, shown) for finding in (*loaded.findings, *judgement.findings)}
        findings = sorted(found, key=lambda finding: finding.sort_key)
        files = {f"{home.folder}/photos/{name}": file for name, file in home.photo_files.items()}
        photos = {photo.key: files[photo.key] for photo in facets.shown_photos(view)}
        packed = facets.pack(view) | {facets.TEXT: fulltext.search_text(view).encode()}
        consents = dict(consent.consents_in_force(home, today))
        entry = make_entry(home, judged, packed, photos, consents, findings, origin)
        return PackedHome(encode(entry), packed, encode(findings))


def _only(finding: Finding | None) -> tuple[Finding, ...]:
    return (finding,) if finding else ()


def _without_line(finding: Finding, own: Snapshot, shown: Snapshot) -> Finding:
    """The finding of an approved version, whose lines are not those of the file that lies in the folder."""
    path = finding.place.path
    return finding if own.texts.get(path) == shown.texts.get(path) else dataclasses.replace(finding, place=Place(path))


def read_homes(
    read: Callable[[str], R | bytes | None],
    homes: Sequence[str],
    known_failures: FailedHomes,
    executor: Executor,
    progress: Progress = no_progress,
) -> Iterator[tuple[str, R]]:
    """Identity and result of each home whose files are not those of its stored entry.

    `read`: a `HomeReader` or `HomePacker`. Raises `HomesFailed` at the end.
    """
    failed = {}
    for number, (identity, home) in enumerate(zip(homes, executor.each(read, homes), strict=True), 1):
        progress("读各家", number, len(homes))
        if isinstance(home, Failure):
            failed[identity] = home_failure(home, identity, "读它、检查它的内容")
        elif home is None:
            failed[identity] = known_failures.findings[identity]
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
