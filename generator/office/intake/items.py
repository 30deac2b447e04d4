"""The items of what came for a home, one by one: how a decision names them, and what is left once it was made."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.office.intake.decisions import CAME, NOW, SENT, Verdict
from generator.office.intake.outcomes import Change, Conflict, Outcome
from generator.office.intake.submission import where

Item = Change | Conflict


def named_items(outcome: Outcome) -> dict[str, Item]:
    """Changes, deletions and conflicts by name: `home.yml:office.phone`, `home.yml:services[]#2` for the second that is
    new.
    """
    found: dict[str, Item] = {}
    seen: Counter[str] = Counter()
    items: list[Item] = [*outcome.changes, *outcome.deletions, *outcome.conflicts]
    for one in items:
        name = place_of(outcome.identity, one)
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name}#{seen[name]}"] = one
    return found


def place_of(identity: str, one: Item) -> str:
    """`home.yml:office.phone`: the file in the folder of the home, and the field in it."""
    path, inside = where(identity, one.at, one.key)
    return f"{path.removeprefix(f'homes/{identity}/')}:{inside}"


def decided(outcome: Outcome, verdict: Verdict) -> Outcome:
    """What was agreed of it: without the items that are returned, conflicts as chosen."""
    items = named_items(outcome)
    kept = {id(one) for name, one in items.items() if name not in verdict.returned}
    settled = list(_settled(items, verdict.values))
    return dataclasses.replace(
        outcome,
        changes=[one for one in outcome.changes if id(one) in kept] + [one for one in settled if one.after is not None],
        deletions=[one for one in outcome.deletions if id(one) in kept] + [one for one in settled if one.after is None],
        conflicts=[],
    )


def as_standing(agreed: Outcome, now: Outcome, written: Sequence[Change]) -> tuple[Outcome, list[Change]]:
    """What was agreed, as it has to be written where other submissions were `written` since; and what can't be, for its
    field has not the value any more that was reviewed. What was written just so is in neither.

    `now`: what the same submission brings, compared with what stands now.
    """
    standing: dict[tuple[str, str], list[Item]] = {}
    items: list[Item] = [*now.changes, *now.deletions, *now.conflicts]
    for one in items:
        standing.setdefault((one.place, one.key), []).append(one)
    done = [(one.key, one.before, one.after) for one in written]
    fit: list[Change] = []
    left: list[Change] = []
    for change in (*agreed.changes, *agreed.deletions):
        found = standing.get((change.place, change.key))
        if found:
            one = found.pop(0)
            before = one.now if isinstance(one, Conflict) else one.before
            (fit if before == change.before else left).append(dataclasses.replace(change, at=one.at))
        elif (change.key, change.before, change.after) not in done:
            left.append(change)
    changes, deletions = ([one for one in fit if (one.after is None) == gone] for gone in (False, True))
    return dataclasses.replace(agreed, changes=changes, deletions=deletions), left


def _settled(items: Mapping[str, Item], values: Mapping[str, str]) -> Iterator[Change]:
    """The changes that settle conflicts; what stands now stays where nothing was chosen."""
    for name, one in items.items():
        chosen = values.get(name, NOW)
        if isinstance(one, Conflict) and chosen != NOW:
            after = {CAME: one.came, SENT: one.sent}[chosen]
            yield Change(one.at, one.key, one.now, after, one.public, one.place)
