"""A build where some homes changed and nobody else shows what did: their own pages are made anew, all else stays as it is.

Where anything else would have to change, or something is odd, nothing is done: a whole build follows, which knows what to say.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from generator.catalogue.assessment import Assessment
from generator.content import intake
from generator.model.load import joined, load_federation
from generator.pages.assets import Assets
from generator.pages.homes import foremost
from generator.pipeline import basis, index, report, unchanged
from generator.pipeline.basis import Basis, HomeBasis
from generator.pipeline.data_pages import Frame, Note, files_of, keys_of
from generator.pipeline.drawings import Cards
from generator.pipeline.failures import Excuses
from generator.pipeline.good import Keeper, LastGood
from generator.pipeline.known import Reading
from generator.pipeline.order import Order, Outcome
from generator.pipeline.photos import Media, media_of
from generator.pipeline.reading import Reader
from generator.pipeline.reuse import Reuse
from generator.pipeline.unchanged import Built, Look
from generator.pipeline.whole import look_for
from generator.publish import checks, release
from generator.store import State, Stats
from generator.workers import Lost, Workers

MOST = 64  # homes; a whole build is as quick with more


def build(order: Order, theme: Path, state: State, looked: Look, before: Built) -> Outcome | None:
    """The live release, amended; None where that can't be. `before`: what that was made from, which is there but for some homes.

    The state must be locked. Raises `CityUnreadable`.
    """
    changed = [one for one, sign in looked.inputs.signs.items() if before.inputs.signs[one] != sign]
    if order.cards or order.cluster or order.only or len(changed) > MOST:
        return None
    known, said = basis.recall(state), report.recall(state)
    if known is None or said is None or not known.homes.keys() >= set(changed):
        return None
    homes, keeper = {one: known.home(one) for one in changed}, Keeper(state.records, order.fresh)
    with Workers(order.workers) as workers:
        reading = _read(order, state, looked, known, homes, keeper, workers)
        if reading is None:
            return None
        frame = _frame(reading, theme, looked.inputs.asked, known, state, workers)
        made = _files(reading, frame, homes, workers)
        stats = made and _publish(reading, made, known, homes, state, looked, workers)
    if not stats:
        return None
    keeper.keep_also({one: read.stamp for one, read in reading.homes.items()})
    amended = {one: dataclasses.replace(home, digest=reading.homes[one].digest, note=made[one][0]) for one, home in homes.items()}
    found = {one: said.found(one, reading.homes[one]) for one in sorted(homes)}
    said = said.amended(found)
    basis.remember(known.amended(amended), state)
    report.remember(said, state)
    unchanged.remember(dataclasses.replace(before, inputs=looked.inputs), state)
    return Outcome(before.told, state.folder, len(stats.changed), findings=tuple(chain(*found.values())), report=said.text)


def _read(
    order: Order, state: State, looked: Look, known: Basis, homes: Mapping[str, HomeBasis], keeper: Keeper, workers: Workers
) -> Reading | None:
    """The homes as they are now, in a city of which no more is known than their pages show; None where others show what changed."""
    city, good = intake.take_city(order.content), LastGood(state.records)
    federation = load_federation(city, good.of(None))
    reuse = Reuse(state.shelf, looked.inputs.asked, looked.inputs.signs, city, keeper)
    reuse.judged_by(federation)
    every = dataclasses.replace(federation, left_out=tuple(city.homes))
    reader = Reader(order, city, good, Excuses(), every, keeper, reuse, whole=False)
    read = dict(zip(homes, workers.each(reader, homes), strict=True))
    for one, home in read.items():
        # Of a home that had another name, more is read than its own files.
        if home is None or isinstance(home, Lost) or home.outline != homes[one].outline or home.folder.home.profile.formerly:
            return None
    joints = {one: home.joint for one, home in homes.items()}
    content = joined(federation, (home.folder for home in read.values()))
    judged = Assessment(order.moment, content, content, {}, {}, {}, (), {}, {})
    shown = tuple(joints[one].joined(home.view) for one, home in read.items())
    site = dataclasses.replace(known.site, moment=order.moment, homes=shown)
    return Reading(order, city, judged, site, read, joints, reuse.whole)


def _frame(reading: Reading, theme: Path, asked: str, known: Basis, state: State, workers: Workers) -> Frame:
    """What the live release's pages were put into."""
    own = dataclasses.replace(reading, site=dataclasses.replace(reading.site, families=()))
    media = media_of(own, state.cache, workers)
    media = dataclasses.replace(media, pictures=known.pictures | media.pictures)
    return Frame(asked, theme, known.shell, Assets(known.assets, {}), media, Cards(known.cards, {}, frozenset(), ()))


Made = Mapping[str, tuple[Note, Mapping[str, bytes]]]
"""By home: the note of its files, and the bytes of each."""


def _files(reading: Reading, frame: Frame, homes: Mapping[str, HomeBasis], workers: Workers) -> Made | None:
    """All files of the homes; None where there are others than before."""
    best, render = foremost(reading.site), frame.renderer(reading.site).html
    keys = keys_of(reading, frame, best)

    def made(identity: str) -> tuple[list[str], dict[str, bytes]]:
        files = list(files_of(reading, identity, best, render))
        return [page.address for _, _, page in files if page and page.listed], {path: data for path, data, _ in files}

    found = {}
    for one, result in zip(homes, workers.each(made, homes), strict=True):
        before = homes[one].note
        if isinstance(result, Lost) or (before.listed, before.paths) != (result[0], [*result[1]]):
            return None
        found[one] = before._replace(key=keys[one]), result[1]
    return found


def _publish(
    reading: Reading, made: Made, known: Basis, homes: Mapping[str, HomeBasis], state: State, looked: Look, workers: Workers
) -> Stats | None:
    """Makes the release with these files the live one; None where they should not go out."""
    leave, files = state.leave, {path: data for _, own in made.values() for path, data in own.items()}
    if leave is None:
        return None
    changed = {one: reading.homes[one].digest for one, home in homes.items() if reading.homes[one].digest != home.digest}
    try:
        files |= index.amended(state.live.root, known.streets, lambda one: known.home(one).digest, changed, reading.said, state.cache)
    except (LookupError, OSError):  # a neighbour that is not on the shelf, or a file that went this moment
        return None
    base, let_out = look_for(reading)
    examined = workers.map(lambda path: checks.examined(path, files[path], base, let_out), files)
    with state.staging(looked.other) as tree:
        if not tree.keep_rest(but={*files, release.CHECKSUMS}):
            return None
        for path, data in files.items():
            tree.write(path, data)
        if any(problems or not targets <= tree.entries.keys() for problems, targets in examined):
            return None
        tree.write(release.CHECKSUMS, release.checksums(tree.entries))
        stats = tree.finish()
    state.switch(tree, leave)
    return stats
