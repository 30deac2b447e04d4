"""From the content folder to what the public may see of it: home by home in workers, then related to each other."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from generator.catalogue import addresses
from generator.catalogue.assessment import Assessment, assessment, judge
from generator.content import intake
from generator.content.intake import UNREADABLE_RULE, Snapshot
from generator.diagnostics import Finding, Place, Severity
from generator.model.load import Home, LoadedHome, load_home, with_homes
from generator.model.withdrawals import ConsentHistory
from generator.model.withheld import FILE, RULE
from generator.pipeline import validity
from generator.pipeline.entries import FullHome, PackedHome, encode, entry, unusable_entry
from generator.pipeline.failures import FailedHomes, failure, raise_if_failed, without_failing
from generator.pipeline.federation import Federation, read_federation
from generator.pipeline.last_good import LastGood, LastGoodWriter
from generator.pipeline.options import BuildOptions, Progress, as_build_failed, no_progress
from generator.public import city, consent, facets
from generator.public.home import badges
from generator.public.views import Site
from generator.standard import house
from generator.standard.recognition import renamed_homes
from generator.store import content_digest
from generator.workers import Failure, Workers

_STAGE = "读各家"


@dataclass(frozen=True)
class Reading:
    """The content, judged, and what the public may see of it: all of it in memory."""

    options: BuildOptions
    snapshot: Snapshot
    assessment: Assessment
    site: Site


def assess(options: BuildOptions, progress: Progress = no_progress) -> Assessment:
    """Content to judgement: what `homes check` and `homes report` need. Raises `CityUnreadable`, `BuildFailed`."""
    return read(options, progress).assessment


def read(
    options: BuildOptions, progress: Progress = no_progress, remembered: ConsentHistory = ConsentHistory()
) -> Reading:  # noqa: B008 (frozen)
    """Content, judged and made public, whole and without last good versions. Raises `CityUnreadable`, `BuildFailed`.

    Whatever of it is for the public takes what is `remembered` of the site.
    """
    snapshot, last_good = intake.take_city_snapshot(options.content, options.only), LastGood()
    with as_build_failed(), Workers(options.workers) as workers, gc_paused():
        attempt = partial(read_once, options, snapshot, last_good, workers, progress, remembered=remembered)
        return without_failing(attempt, last_good, len(snapshot.homes))


def read_once(
    options: BuildOptions,
    snapshot: Snapshot,
    last_good: LastGood,
    workers: Workers,
    progress: Progress,
    failed: FailedHomes,
    remembered: ConsentHistory = ConsentHistory(),  # noqa: B008 (frozen)
) -> Reading:
    federation = read_federation(snapshot, last_good, remembered, b"", options.today)

    def read_homes(federation: Federation, homes: Sequence[str]) -> dict[str, FullHome]:
        reader = HomeReader(options, snapshot, federation, last_good, failed, full=True)
        return dict(each(reader, [(one, b"") for one in homes], workers, progress))

    homes = read_homes(federation, snapshot.homes)
    content = with_homes(federation.content, (home.folder for home in homes.values()))
    renamed, meant = renamed_homes(content), {} if options.only else house.withdrawal_homes(content, options.today)
    if again := {*renamed.values(), *meant.values()}:  # what was said of them under other names counts too
        federation = federation.with_renames(renamed, meant)
        homes |= read_homes(federation, sorted(again))
        content = with_homes(federation.content, (home.folder for home in homes.values()))
    used = {one: home for one, home in sorted(homes.items()) if home.folder.home}
    judged = assessment(content, {one: home.judgement for one, home in used.items()}, options.as_of)
    return Reading(options, federation.snapshot, judged, _site(judged, used))


def _site(judged: Assessment, used: Mapping[str, FullHome]) -> Site:
    views = {one: home.view for one, home in used.items()}
    points = {
        one: (v.office.point.longitude, v.office.point.latitude)
        for one, v in views.items()
        if v.office.point and v.closed_on is None
    }
    near, names = city.nearest_homes(points), {one: view.name for one, view in views.items()}
    related = []
    for one, view in views.items():
        successor = addresses.identity(view.successor.address) if view.successor else ""
        home = judged.homes[one]
        held = badges(one, home.recognitions.values() if home else ())
        related.append(city.relations(one, held, near, successor, names).with_relations(view))
    return city.build_site(judged, related, {old for home in used.values() for old in home.formerly})


class HomeReader:
    """What is done with one home by itself, in a worker: from its files to what is shown of it."""

    def __init__(
        self,
        options: BuildOptions,
        snapshot: Snapshot,
        federation: Federation,
        last_good: LastGood,
        failed: FailedHomes,
        writer: LastGoodWriter | None = None,
        full: bool = False,
    ):
        self._city, self._federation, self._last_good, self._failed = snapshot, federation, last_good, failed
        self._writer, self._full, self._today = writer, full, options.today
        self.failed = failed.findings

    def __call__(self, item: tuple[str, bytes]) -> PackedHome | FullHome | bytes | None:
        """`item`: a home, and the digest of its files for which all that is known of it still holds: nothing comes back
        where they have it. None for a home that even its last good versions do not help.
        """
        identity, known = item
        own = intake.take_home_snapshot(self._city, identity)
        content = self._digest(identity, own)
        if content and content == known:
            return known
        folder = self._folder(identity, own)
        if folder.home is None and identity in self._failed.use_last_good:
            return None
        if folder.home and (strays := house.forbidden_files(identity, own.of_home(identity))):
            folder = LoadedHome(identity, None, (*folder.findings, *strays), folder.sources)
        if folder.home and self._federation.hidden.hides(addresses.home(identity), folder.home.folder):
            told = Finding(Severity.NOTICE, "这一家撤下了，不公开", "", Place(FILE), rule=RULE, home=identity)
            folder = LoadedHome(identity, None, (*folder.findings, told), folder.sources)
        return self._read(folder, own, content)

    def _digest(self, identity: str, own: Snapshot) -> bytes:
        """Of its files; nothing for a home that has to be read again: work on it failed, or a file could not be opened.

        Photos are read later and hold by what their status tells.
        """
        if identity in self.failed or any(
            f.rule == UNREADABLE_RULE and f.severity is Severity.ERROR for f in own.findings
        ):
            return b""
        told = encode((sorted(own.photos.items()), sorted(own.others), own.findings))
        texts = (
            f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data
            for path, data in sorted(own.texts.items())
        )
        return content_digest(told, *texts)

    def _folder(self, identity: str, own: Snapshot) -> LoadedHome:
        told = (self.failed[identity],) if identity in self.failed else ()
        if identity in self._failed.excluded:
            return LoadedHome(identity, None, (*told, *own.findings))
        use_last_good = identity in self._failed.use_last_good
        context = self._federation.context(identity.partition("/")[0])
        folder = load_home(own, identity, context, self._last_good.of(identity), use_last_good)
        return LoadedHome(identity, folder.home, (*told, *own.findings, *folder.findings), folder.sources)

    def _read(self, folder: LoadedHome, own: Snapshot, content: bytes) -> PackedHome | FullHome:
        home, identity = folder.home, folder.identity
        if home is None:
            context_digest = self._federation.context_digest(identity)
            return (
                FullHome(folder)
                if self._full
                else _packed(
                    unusable_entry(identity, content, context_digest, self._today, folder.findings), {}, folder.findings
                )
            )
        context = self._federation.context(home.district)
        judgement = judge(home, context, self._today)
        redacted = house.redact(home, judgement.redacted)
        view = self._federation.viewer(home.district).view(redacted, judgement.standing)
        if self._full:
            return FullHome(folder, judgement, view, redacted.profile.formerly)
        sources = (own, folder.sources, home.positions, judgement.redacted, self._today)
        last_good_digest = self._writer.stage(identity, *sources) if self._writer else ""
        found = sorted({*folder.findings, *judgement.findings}, key=lambda finding: finding.sort_key)
        packed, files = facets.pack(view), _photo_files(home)
        kept = entry(
            home, redacted, judgement, view, packed,
            {photo.key: files[photo.key] for photo in facets.shown_photos(view)},
            dict(consent.consents_in_force(home, self._today)),
            found,
            content=content,
            context_digest=self._federation.context_digest(identity, home.profile.formerly, _successor(home), None if view.office.calls else home.profile.street),
            last_good_digest=last_good_digest,
            since=self._today,
            until=validity.valid_until(home, context, self._today),
            change=validity.of_home(home, judgement.standing, context),
            kept=folder.sources.has_older,
        )  # fmt: skip
        return _packed(kept, packed, found)


def _successor(home: Home) -> str:
    return (home.profile.closed and home.profile.closed.successor) or ""


def _photo_files(home: Home) -> dict[str, intake.PhotoFile]:
    return {f"{home.folder}/photos/{name}": file for name, file in home.photo_files.items()}


def _packed(kept: object, packed: Mapping[str, bytes], findings: Iterable[Finding]) -> PackedHome:
    return PackedHome(encode(kept), dict(packed), encode(list(findings)))


def each(
    reader: Callable, items: Sequence[tuple[str, bytes]], workers: Workers, progress: Progress = no_progress
) -> Iterator[tuple[str, PackedHome | FullHome | bytes]]:
    """What comes of each home, by identity. Raises `HomesFailed` at the end."""
    lost = {}
    for number, ((identity, _), home) in enumerate(zip(items, workers.each(reader, items), strict=True), 1):
        progress(_STAGE, number, len(items))
        if isinstance(home, Failure):
            lost[identity] = failure(home, identity, "读它、检查它的内容")
        elif home is None:
            lost[identity] = reader.failed[identity]
        else:
            yield identity, home
    raise_if_failed(lost)


@contextmanager
def gc_paused() -> Iterator[None]:
    """Without the cycle collector: millions of records come in and all of them stay, so it would walk them over and
    over.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
