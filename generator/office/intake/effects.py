"""What agreeing would do to a home: the haves that it meets then, what the detectors say then, which items are held."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.catalogue.assessment import Judgement, judge
from generator.content.intake import Snapshot
from generator.diagnostics import Finding, InvalidInput, Severity
from generator.model.federation import District
from generator.model.load import Content, Home, LoadedHome, load_home
from generator.model.vocabulary import SENSITIVE
from generator.office.intake.accepting import accepted_files, writable
from generator.office.intake.alike import Alike
from generator.office.intake.decisions import CAME, SENT, Verdict
from generator.office.intake.fields import FIELDS
from generator.office.intake.items import Item, decided, named_items, place_of
from generator.office.intake.outcomes import Change, Conflict, Outcome
from generator.office.intake.sensitive import HOLD, listed_words, matters, texts_of
from generator.office.intake.values import Plain
from generator.office.own_words import OwnWords
from generator.standard import house
from generator.standard.fields import labels, record_of
from generator.standard.house.texts import of_home
from generator.standard.rule import Outcome as Standing
from generator.standard.standing import rules_of

PRIVACY, BLOCKED, HELD, CLASH, NOTICE = "privacy", "blocked", "held", "clash", "notice"
_FAMILIES = "families["
_NO_TEXTS = ("file", "id", ".photos", "consent")  # fields that are public and nothing to read
_TOLD = ("story", "motto", "titles", "family", "caption", "alt")  # fields of a family, and of its photo


@dataclass(frozen=True)
class Remark:
    """What a reviewer is told of an item, or of the home where `item` is empty.

    `kind`: `PRIVACY` (the detectors), `BLOCKED` (no consent names what is told: the item can't be agreed), `HELD` (it
    is agreed with a reason only), `CLASH` (another submission says something else), `NOTICE`. `text`: the words that it
    is about.
    """

    kind: str
    message: str
    item: str = ""
    text: str = ""


@dataclass(frozen=True)
class Have:
    """One of the haves before and after, as outcomes of the standard; `before` is None for a new home."""

    label: str
    before: str | None
    after: str


class Text(NamedTuple):
    """A public text of a home. `is_new`: whether it does not stand there yet."""

    label: str
    text: str
    is_new: bool


@dataclass(frozen=True)
class Effect:
    """`lost`, `gained`: titles of duties that would be missed and are met now, and the other way round; `alike`: homes
    that a new one may be; `street`: its name; `ask`: the number of its street or district; `texts`: all that would be
    public; `problem`: why nothing else can be told.
    """

    haves: Sequence[Have] = ()
    remarks: Sequence[Remark] = ()
    lost: Sequence[str] = ()
    gained: Sequence[str] = ()
    alike: Sequence[Alike] = ()
    street: str = ""
    ask: str = ""
    texts: Sequence[Text] = ()
    problem: str = ""


def effect(outcome: Outcome, own: Snapshot, federation: Content, on: dt.date) -> Effect:
    """The effect of agreeing to all that came for a home.

    `own`: the snapshot of its folder, empty for a new one; `federation` names all homes in `left_out`.
    """
    try:
        return _Effect(outcome, own, federation, on).measure()
    except InvalidInput as error:
        return Effect(problem=f"{error.message}。{error.remedy}")


def without_unwritable(outcome: Outcome, own: Snapshot, federation: Content) -> Outcome:
    """What came for a home, with the changes that its files can't take among the errors; as for `effect`."""
    before = None if outcome.new else load_home(own, outcome.identity, federation).home
    district = federation.districts[outcome.identity.partition("/")[0]]
    return writable(outcome, before, district, _files(own, outcome.identity), OwnWords(federation.standard))


def _files(own: Snapshot, identity: str) -> Mapping[str, bytes]:
    """Bytes by path in the folder of a home."""
    folder = f"homes/{identity}/"
    return {path.removeprefix(folder): data for path, data in own.texts.items() if path.startswith(folder)}


@dataclass
class _Effect:
    outcome: Outcome
    own: Snapshot
    federation: Content
    on: dt.date
    items: Mapping[str, Item] = field(init=False)

    def __post_init__(self) -> None:
        self.items = named_items(self.outcome)

    def measure(self) -> Effect:
        identity = self.outcome.identity
        before = None if self.outcome.new else load_home(self.own, identity, self.federation).home
        loaded = self._agreed_to(self.outcome, before)
        if loaded.home is None:
            return Effect(problem=f"都同意的话，这一家用不了：{_errors(loaded)}")
        return self._compare(before, loaded.home, loaded.findings)

    @property
    def _district(self) -> District:
        return self.federation.districts[self.outcome.identity.partition("/")[0]]

    def _agreed_to(self, outcome: Outcome, before: Home | None) -> LoadedHome:
        """The home with all changes and deletions of an outcome."""
        identity = outcome.identity
        folder = f"homes/{identity}/"
        files = _files(self.own, identity)
        changed = accepted_files(outcome, before, self._district, files, OwnWords(self.federation.standard))
        gone = {folder + path for path, data in changed.items() if data is None}
        texts = {path: data for path, data in self.own.texts.items() if path not in gone}
        texts |= {folder + path: data for path, data in changed.items() if data is not None}
        result = dataclasses.replace(self.own, texts=texts, homes=sorted({*self.own.homes, identity}))
        return load_home(result, identity, self.federation)

    def _compare(self, before: Home | None, after: Home, findings: Sequence[Finding]) -> Effect:
        district = self._district
        was = judge(before, self.federation, self.on) if before else None
        now = judge(after, self.federation, self.on)
        remarks = [*self._privacy(was, now, findings), *self._told_of_families(before, after), *self._words()]
        remarks += self._chosen(before, was)
        duties = {rule.id: rule.title for rule in rules_of(district, self.federation.standard) if not rule.advice}
        met, held = (_met(judged) & duties.keys() for judged in (now, was or now))
        lost, gained = ([duties[id_] for id_ in duties if id_ in ids] for ids in (held - met, met - held))
        street = district.street(after.profile.street)
        phones = (street.phone if street else ()) or district.phone
        return Effect(
            list(self._haves(was, now)),
            remarks,
            lost,
            gained,
            street=street.name if street else "",
            ask=str(phones[0]) if phones else "",
            texts=list(_texts(before, after)),
        )

    def _haves(self, was: Judgement | None, now: Judgement) -> Iterator[Have]:
        for code, name in self.federation.standard.have_labels.items():
            before = was.standing.haves[code].value if was else None
            yield Have(name, before, now.standing.haves[code].value)

    def _privacy(self, was: Judgement | None, now: Judgement, loaded: Sequence[Finding]) -> Iterator[Remark]:
        """What the rules of the site find that they did not find before."""
        known = {(one.rule, one.message) for one in was.findings} if was else set()
        places = {place_of(self.outcome.identity, one): name for name, one in self.items.items()}
        for one in dict.fromkeys((*loaded, *now.findings)):
            if one.severity is Severity.ERROR and (one.rule, one.message) not in known:
                path = one.place.path.removeprefix(f"homes/{self.outcome.identity}/") if one.place else ""
                field_ = f"{path}:{one.field}"
                spots = (field_, re.sub(r"\[\d+\].*", "[]", field_))  # a new entry of a list has no number yet
                item = next((name for spot in spots for at, name in places.items() if spot.startswith(at)), "")
                yield Remark(PRIVACY, f"{one.message}。{one.remedy}", item)

    def _chosen(self, before: Home | None, was: Judgement | None) -> Iterator[Remark]:
        """What the rules of the site find in a value that is chosen in a conflict."""
        clashes = [name for name, one in self.items.items() if isinstance(one, Conflict)]
        for choice, words in ((CAME, "这回送来的"), (SENT, "发出去时的")) if clashes else ():
            loaded = self._agreed_to(decided(self.outcome, Verdict("", values=dict.fromkeys(clashes, choice))), before)
            if loaded.home is None:
                yield Remark(PRIVACY, f"都选“{words}”，这一家用不了：{_errors(loaded)}")
                continue
            for one in self._privacy(was, judge(loaded.home, self.federation, self.on), loaded.findings):
                if one.item in clashes:
                    yield dataclasses.replace(one, message=f"选“{words}”：{one.message}")

    def _told_of_families(self, before: Home | None, after: Home) -> Iterator[Remark]:
        """Matters of a family that what is new tells of, and its consent does not name."""
        for name, one in self.items.items():
            if not one.at.startswith(_FAMILIES) or not (one.key.rpartition(".")[2] in _TOLD or not one.key):
                continue
            found = matters("\n".join(texts_of(_proposed_value(one))))
            agreed = self._agreed(one, before, after)
            for matter in found.keys() - agreed:
                message = (
                    f"写了{SENSITIVE[matter]}（“{found[matter]}”）。同意书的“敏感情况”里没有它，不能同意：请家庭看过、签了字再报，"
                    "或者退回去改"
                )
                yield Remark(BLOCKED, message, name, found[matter])

    def _agreed(self, one: Item, before: Home | None, after: Home) -> set[str]:
        """The matters that the consent of the family names, in force on that day."""
        number = one.at[len(_FAMILIES) : -1]
        known = before.families if before else ()
        id_ = known[int(number)].id if number and int(number) < len(known) else None
        if id_ is None and isinstance(one, Change) and isinstance(one.after, dict):
            id_ = str(one.after.get("id"))
        family = next((family for family in after.families if family.id == id_), None)
        consent = house.find_consent(after, family.consent) if family else None
        return set(consent.sensitive) if consent and consent.covers("story", self.on) else set()

    def _words(self) -> Iterator[Remark]:
        """Words of the city's list in what would be public."""
        for name, one in self.items.items():
            if not one.public:
                continue
            column = FIELDS.get(one.key)
            if column is not None and not column.public:
                continue
            for word in listed_words("\n".join(texts_of(_proposed_value(one))), self.federation.words):
                instead = f"，改成“{word.instead}”" if word.instead else ""
                reason = f"（{word.reason}）" if word.reason else ""
                held = word.action == HOLD
                message = f"用了“{word.word}”{reason}{instead}" + ("。要同意，写明理由" if held else "")
                yield Remark(HELD if held else NOTICE, message, name, word.word)


def _errors(loaded: LoadedHome) -> str:
    """Why a home can't be used."""
    return "；".join(f"{one.message}。{one.remedy}" for one in loaded.findings if one.severity is Severity.ERROR)


def _met(judged: Judgement) -> set[str]:
    """The rules that are met."""
    return {id_ for id_, outcome in judged.standing.outcomes.items() if outcome is Standing.MET}


def _texts(before: Home | None, after: Home) -> Iterator[Text]:
    known = {text.text for text in of_home(before)} if before else set()
    for one in of_home(after):
        if not one.field.endswith(_NO_TEXTS):
            name = "·".join(labels(record_of(one.file), one.field)) or "文件名"  # which is part of the address
            yield Text(name, one.text, one.text not in known)


def _proposed_value(one: Item) -> Plain:
    """What an item would bring in: of a conflict whichever value is chosen."""
    return one.after if isinstance(one, Change) else [one.came, one.sent]
