"""The items of a home as the review page shows them: each one sentence, what has to be looked at first in front."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from generator.office.intake.decisions import Verdict
from generator.office.intake.effects import BLOCKED, HELD, NOTICE, Effect, Remark
from generator.office.intake.items import Item, named_items
from generator.office.intake.outcomes import Change, Conflict, Outcome
from generator.office.intake.showing import shown
from generator.office.intake.submission import label
from generator.office.own_words import USUAL, OwnWords

_CONTEXT = 24  # characters kept on either side of what changed in a long text
_LONG = 90
_STREET = "street"
_PHOTO_KEYS = re.compile(r"(?:photos\[\]\.file|photo\.file|\.photos)$")

Pictures = Callable[[str], str]
"""The `data:` address of a photo of the home by file name, empty where there is none."""


@dataclass(frozen=True)
class ShownItem:
    """`kind`: change, new, gone or clash; `before`, `after`, `sent`: marked-up values; `red`: to be decided by itself.

    `lead`, `tail`: what stands before and behind the part of a long text that changed; `pictures`: `data:` addresses.
    """

    name: str
    kind: str
    label: str
    public: bool
    place: str
    red: bool
    before: Markup = Markup()
    after: Markup = Markup()
    sent: Markup = Markup()
    lead: str = ""
    tail: str = ""
    written: str = ""
    remarks: Sequence[Remark] = ()
    reason: str = ""
    choice: str = ""
    pictures: Sequence[tuple[str, str]] = ()

    @property
    def blocked(self) -> bool:
        return any(one.kind == BLOCKED for one in self.remarks)

    @property
    def held(self) -> bool:
        return any(one.kind == HELD for one in self.remarks)


def shown_items(
    outcome: Outcome, found: Effect, verdict: Verdict | None, picture: Pictures, own: OwnWords = USUAL
) -> list[ShownItem]:
    """All items, red ones first, in the city's `own` words."""
    said = verdict or Verdict("")
    made = [
        _shown(name, one, [remark for remark in found.remarks if remark.item == name], said, picture, own)
        for name, one in named_items(outcome).items()
    ]
    return sorted(made, key=lambda one: not one.red)


def _shown(
    name: str, one: Item, remarks: Sequence[Remark], said: Verdict, picture: Pictures, own: OwnWords
) -> ShownItem:
    marks = [remark.text for remark in remarks if remark.text]
    item = ShownItem(
        name,
        "clash",
        own(label(one.at, one.key)) or "这一家",
        one.public,
        one.place,
        True,
        remarks=remarks,
        reason=said.returned.get(name, ""),
        choice=said.values.get(name, ""),
    )
    if isinstance(one, Conflict):
        sent, now, came = (_marked(shown(value, one.key, own=own), marks) for value in (one.sent, one.now, one.came))
        return replace(item, sent=sent, before=now, after=came)
    before, after = (shown(value, one.key, one.at, own) for value in (one.before, one.after))
    if one.after is None:
        return replace(item, kind="gone", before=_marked(before, ()), written=one.written)
    red = any(remark.kind != NOTICE for remark in remarks) or _unanswered(one)
    pictures = [(file, address) for file in photos_of(one) if (address := picture(file))]
    item = replace(item, kind="change", red=red, pictures=pictures, written=one.written)
    if one.before is None:
        if one.key == _STREET and one.written:  # a name that stands for a code
            item, after = replace(item, written=""), one.written
        return replace(item, kind="change" if one.key else "new", after=_marked(after, marks))
    lead, old, new, tail = _focused(before, after)
    return replace(item, before=_marked(old, ()), after=_marked(new, marks), lead=lead, tail=tail)


def _unanswered(one: Change) -> bool:
    """Whether a new photo does not say if people are on it."""
    return one.at.startswith("photos[") and not one.key and isinstance(one.after, dict) and "people" not in one.after


def photos_of(one: Change) -> Iterator[str]:
    """File names of the photos that a change is about."""
    if _PHOTO_KEYS.search(one.key) and one.after:
        yield from one.after if isinstance(one.after, list) else [str(one.after)]
    elif not one.key and isinstance(one.after, dict):
        within = one.after.get("photo")
        names = [
            one.after.get("file"),
            within.get("file") if isinstance(within, dict) else None,
            *(one.after.get("photos") or ()),
        ]
        yield from (str(name) for name in names if name)


def _focused(before: str, after: str) -> tuple[str, str, str, str]:
    """Of long texts what differs, with a little around it."""
    if max(len(before), len(after)) <= _LONG:
        return "", before, after, ""
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    most = min(len(before), len(after)) - start
    end = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    lead, tail = after[:start], after[len(after) - end :]
    lead = f"……{lead[-_CONTEXT:]}" if len(lead) > _CONTEXT else lead
    tail = f"{tail[:_CONTEXT]}……" if len(tail) > _CONTEXT else tail
    return lead, before[start : len(before) - end], after[start : len(after) - end], tail


def _marked(text: str, words: Iterable[str]) -> Markup:
    """The text with the words that a remark is about marked in it."""
    found = [word for word in words if word in text]
    if not found:
        return escape(text)
    parts = re.split("(" + "|".join(map(re.escape, found)) + ")", text)
    return Markup().join(
        Markup("<mark>{}</mark>").format(part) if n % 2 else escape(part) for n, part in enumerate(parts)
    )
