"""Copies of one book that several people filled in: where two that wait say different things of one field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.office.intake.effects import CLASH, Remark
from generator.office.intake.items import Item, named_items
from generator.office.intake.outcomes import Change
from generator.office.intake.showing import shown
from generator.office.intake.submission import Submission
from generator.office.intake.values import Plain

Clashes = Mapping[tuple[str, str], Sequence[Remark]]
"""Number of a submission and identity of a home → remarks on its items."""
_MOST_SHOWN = 60  # characters of a value


def clashes(found: Sequence[Submission]) -> Clashes:
    """Remarks on the items of each submission that clash with those of others."""
    of_home: dict[str, list[tuple[Submission, str, Item]]] = {}
    for submission in found:
        for identity, outcome in submission.homes.items():
            items = named_items(outcome).items()
            of_home.setdefault(identity, []).extend((submission, name, one) for name, one in items)
    remarks: dict[tuple[str, str], list[Remark]] = {}
    for identity, came in of_home.items():
        for submission, name, one in came:
            others = [(other, item) for other, _, item in came if other is not submission and _clash(one, item)]
            own = remarks.setdefault((submission.id, identity), [])
            own += (Remark(CLASH, message, name) for message in _messages(others))
    return remarks


def _clash(one: Item, other: Item) -> bool:
    """Whether both can't be written: another value of the field, or what is left of an entry that goes."""
    if _is_new(one) or _is_new(other) or one.at != other.at:
        return False
    return _value(one) != _value(other) if one.key == other.key else bool(one.at) and "" in (one.key, other.key)


def _is_new(one: Item) -> bool:
    return not one.key and isinstance(one, Change) and one.after is not None


def _value(one: Item) -> Plain:
    return one.after if isinstance(one, Change) else one.came


def _messages(others: Sequence[tuple[Submission, Item]]) -> Iterator[str]:
    for submission, one in others:
        value = _value(one)
        words = " ".join(shown(value, one.key, one.at, submission.own).split())[:_MOST_SHOWN]
        text = "去掉" if value is None else f"写成“{words}”"
        yield f"“{submission.file}”里把它{text}：同意一份的，另一份退回"
