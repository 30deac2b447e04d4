"""A build where some homes changed and nobody else shows what did: their own pages are made anew, all else stays as it is.

Where anything else would have to change, or something is odd, nothing is done: a whole build follows, which knows what to say.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from generator.pages.homes import foremost
from generator.pipeline import basis, changes, index, report, unchanged
from generator.pipeline.alone import Alone, Made, made
from generator.pipeline.basis import Basis, HomeBasis
from generator.pipeline.data_pages import keys_of
from generator.pipeline.good import Keeper
from generator.pipeline.known import HomeRead, Reading
from generator.pipeline.order import Order, Outcome
from generator.pipeline.unchanged import Built, Look
from generator.pipeline.whole import look_for
from generator.publish import checks, release
from generator.store import State, Stats
from generator.workers import Lost, Workers

_MOST = 64  # homes; a whole build is as quick with more


def build(order: Order, theme: Path, state: State, looked: Look, before: Built) -> Outcome | None:
    """The live release, amended; None where that can't be. `before`: what that was made from, which is there but for some homes.

    The state must be locked. Raises `CityUnreadable`.
    """
    changed = [one for one, sign in looked.inputs.signs.items() if before.inputs.signs[one] != sign]
    if order.cards or order.cluster or order.only or len(changed) > _MOST:
        return None
    known, said = basis.recall(state), report.recall(state)
    if known is None or said is None or not known.homes.keys() >= set(changed):
        return None
    homes, keeper = {one: known.home(one) for one in changed}, Keeper(state.records, fresh=False)
    alone = Alone(order, theme, state, known, looked.inputs, keeper)
    with Workers(order.workers) as workers:
        read = alone.read(homes, workers)
        if not all(_for_itself(read[one], home) for one, home in homes.items()):
            return None
        reading = alone.reading(read)
        frame = alone.frame(reading, workers)
        files = _same_files(homes, made(reading, frame, workers))
        stats = files and _publish(reading, files, known, homes, state, looked, workers)
    if not stats:
        return None
    keeper.keep_also({one: home.stamp for one, home in read.items()})
    keys = keys_of(reading, frame, foremost(reading.site))
    amended = {one: dataclasses.replace(home, digest=read[one].digest, note=home.note._replace(key=keys[one])) for one, home in homes.items()}
    found = {one: said.found(one, read[one]) for one in sorted(homes)}
    said = said.amended(found)
    known = known.amended(amended, {one: home.change for one, home in read.items()})
    basis.remember(known, state)
    report.remember(said, state)
    unchanged.remember_wishes(order, state)
    told = dataclasses.replace(before.told, next_change=changes.soonest(known.changes))
    unchanged.remember(dataclasses.replace(before, inputs=looked.inputs, told=told), state)
    return Outcome(told, state.folder, len(stats.changed), findings=tuple(chain(*found.values())), report=said.text)


def _for_itself(read: HomeRead | Lost | None, before: HomeBasis) -> bool:
    """Whether nobody else shows what changed. Of a home that had another name more is read than its own files."""
    return isinstance(read, HomeRead) and read.outline == before.outline and not read.folder.home.profile.formerly


def _same_files(homes: Mapping[str, HomeBasis], made: Mapping[str, Made | Lost]) -> dict[str, bytes] | None:
    """All files of the homes; None where there are others than before."""
    found: dict[str, bytes] = {}
    for one, result in made.items():
        if isinstance(result, Lost) or (homes[one].note.paths, homes[one].note.listed) != ([*result[0]], result[1]):
            return None
        found |= result[0]
    return found


def _publish(
    reading: Reading, files: dict[str, bytes], known: Basis, homes: Mapping[str, HomeBasis], state: State, looked: Look, workers: Workers
) -> Stats | None:
    """Makes the release with these files the live one; None where they should not go out."""
    leave, withheld = state.leave, state.withheld
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
    state.switch(tree, leave, withheld)
    return stats
