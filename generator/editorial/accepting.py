"""What the last stage agreed becomes content: a home's files together or not at all, with a record of who agreed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.content import intake
from generator.diagnostics import InvalidInput
from generator.editorial import form_photos
from generator.editorial.importing import Pending, stage_count, waiting
from generator.editorial.returning import Paper, papers_of
from generator.editorial.sheets import read_photos
from generator.editorial.versions import edits_unseen, files_of_home, version_file
from generator.model.approvals import AGREED, FOLDER, RETURNED, Approval
from generator.model.identifiers import Identity
from generator.model.load import Content, load_federation, load_home
from generator.office.intake import applying, approvals, items
from generator.office.intake.accepting import accepted_files
from generator.office.intake.approvals import folder_digest
from generator.office.intake.decisions import NOW, Decision, Verdict
from generator.office.intake.effects import BLOCKED, HELD, Effect
from generator.office.intake.inbox import Inbox
from generator.office.intake.outcomes import Change, Conflict, Outcome
from generator.office.intake.submission import Submission, alarms, as_json, label, where
from generator.office.own_words import OwnWords

_AGAIN = "用 homes review 重新审"


@dataclass
class Accepted:
    """Identities of the homes that were written, with what changed, and of those given back.

    `parts`: how many places were given back of homes that were written.
    `refused`: identity → why not; `papers`: names and bytes of what is to be printed or sent back; `notes`: what is
    odd about a decision, and what has to be done at once, in Chinese.
    """

    written: dict[str, list[Change]] = field(default_factory=dict)
    returned: list[str] = field(default_factory=list)
    parts: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    papers: list[Paper] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def shown_digest(outcome: Outcome) -> str:
    """What a decision is about: a digest of all that was shown of a home."""
    shown = dataclasses.replace(outcome, alarms=[])  # they end with `homes withdraw`, and what was agreed still holds
    submission = Submission("", "", homes={outcome.identity: shown})
    said = json.dumps(as_json(submission)["homes"], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def accept(content: Path, decisions: Sequence[Decision], on: dt.date) -> Accepted:
    """Writes what was agreed, records it and what was given back; what is held is judged as of `on`.

    Raises `InvalidInput`, `CityUnreadable`, OSError.
    """
    inbox = Inbox(content)
    done = Accepted()
    with applying.locked(inbox.folder):
        applying.finish(inbox.folder, content)
        if unreadable := approvals.read(content).unreadable:
            raise InvalidInput(str(unreadable[0]), "从备份里恢复这个文件")
        stages = stage_count(content)
        for decision in decisions:
            if decision.stage != stages:
                raise InvalidInput(
                    f"这是第 {decision.stage} 级的决定，一共审 {stages} 级，没有写",
                    "用 homes review 打开这个文件，给下一级审" if decision.stage < stages else _AGAIN,
                )
        found = {one.waiting.id: one for one in waiting(content, on)}
        for decision in decisions:
            if decision.submission not in found:
                raise InvalidInput(
                    f"收件箱里没有 {decision.submission}，或者它已经全部审完了", "用 homes review 看还有什么在等"
                )
            missing = stages - 1 - len(decision.earlier)
            if missing > 0:
                done.notes.append(f"决定里少了前面 {missing} 级的，审核记录里就没有它们：请核对这个文件是怎么来的")
            seen = now = found[decision.submission]
            if set(decision.homes) & set(done.written):  # what was written just now stands there
                now = next(one for one in waiting(content, on) if one.waiting.id == decision.submission)
            carried_out = _Acceptance(content, inbox, seen, now.submission, decision, done).run()
            if carried_out.homes:
                done.papers += papers_of(content, seen, carried_out)
    return done


def undo(content: Path, id_: str, by_role: str, on: str) -> list[str]:
    """Puts back what a submission replaced; the homes. Raises `InvalidInput` where they changed since."""
    inbox = Inbox(content)
    with applying.locked(inbox.folder):
        applying.finish(inbox.folder, content)
        one = inbox.find(id_)
        before = applying.load(inbox.undo_folder(id_))
        if one is None or not before:
            raise InvalidInput(f"没有可以撤销的：{id_}", "写 homes accept 时显示的那个编号")
        last = {
            entry.home: entry
            for entry in approvals.read(content).entries
            if entry.submission == id_ and entry.decision == AGREED and entry.after
        }
        standing = {identity: files_of_home(content, identity) for identity in last}
        changed = [identity for identity, files in standing.items() if folder_digest(files) != last[identity].after]
        if changed:
            raise InvalidInput(f"后来又改过：{'、'.join(changed)}", "请在内容里手工改回去")
        applying.apply(inbox.folder, content, before)
        reason = "撤销：恢复成收下以前的内容"
        approvals.append(
            content,
            [
                Approval(
                    id_,
                    home,
                    entry.stage,
                    by_role,
                    RETURNED,
                    reason,
                    on,
                    entry.fields,
                    entry.after,
                    folder_digest(files_of_home(content, home)),
                )
                for home, entry in last.items()
            ],
        )
        inbox.decide(one, {home: kind for home, kind in one.decided.items() if kind != AGREED})
        return sorted(last)


@dataclass
class _Acceptance:
    """One submission: all homes that can be written, in one plan. `pending`: as it was reviewed; `now`: compared with
    what stands now, where another was written since.
    """

    content: Path
    inbox: Inbox
    pending: Pending
    now: Submission
    decision: Decision
    done: Accepted
    changed: dict[str, bytes | None] = field(default_factory=dict)
    record: list[Approval] = field(default_factory=list)
    decided: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.snapshot = intake.take_city_snapshot(self.content)
        self.federation = load_federation(self.snapshot)
        self.decided |= self.pending.waiting.decided
        agreed = [one for one, verdict in self.decision.homes.items() if verdict.decision == AGREED]
        self.unseen = edits_unseen(self.content, agreed)

    def run(self) -> Decision:
        """Writes it; the decision of the homes for which it was carried out."""
        for identity, verdict in self.decision.homes.items():
            try:
                self._decide(identity, verdict)
            except InvalidInput as error:
                self._refuse(identity, f"{error.message}。{error.remedy}" if error.remedy else error.message)
        before = {path: _read(self.content / path) for path in self.changed if not path.startswith(FOLDER)}
        undo_folder = self.inbox.undo_folder(self.pending.waiting.id)
        applying.keep(undo_folder, before | applying.load(undo_folder))
        applying.apply(self.inbox.folder, self.content, self.changed)
        approvals.append(self.content, self.record)
        self.done.notes += alarms([self.pending.submission])
        left = self.pending.submission.homes.keys() - self.decided.keys()
        self.inbox.decide(self.pending.waiting, self.decided, "" if left else self.decision.on)
        known = self.pending.submission.homes
        homes = {one: said for one, said in self.decision.homes.items() if one in self.decided and one in known}
        return dataclasses.replace(self.decision, homes=homes)

    def _refuse(self, identity: str, why: str) -> None:
        before = self.done.refused.get(identity)
        self.done.refused[identity] = f"{before}；{why}" if before else why

    def _decide(self, identity: str, verdict: Verdict) -> None:
        outcome = self.pending.submission.homes.get(identity)
        if outcome is None:
            raise InvalidInput("没有等着审的内容，或者已经审过", "")
        if verdict.shown and verdict.shown != shown_digest(outcome):
            raise InvalidInput("审过以后内容又变了，用 homes review 重新看", "")
        if verdict.decision == RETURNED:
            self.record += self.decision.approvals(identity, identity, (), None, None)
            self.decided[identity] = RETURNED
            self.done.returned.append(identity)
        elif verdict.decision == AGREED:
            if identity in self.unseen and not outcome.new:
                raise InvalidInput(self.unseen[identity], "")
            _check_held(outcome, self.pending.effects.get(identity, Effect()), verdict)
            self._agree(_with_code(outcome, verdict.identity), identity, verdict)

    def _agree(self, outcome: Outcome, identity: str, verdict: Verdict) -> None:
        agreed, left = items.decided(outcome, verdict), list[Change]()
        if self.now is not self.pending.submission and not outcome.new:
            now = self.now.homes.get(identity, Outcome(identity, outcome.name))
            agreed, left = items.as_standing(agreed, now, self.done.written.get(identity, ()))
        if left:
            names = "、".join(self.pending.submission.own(label(one.at, one.key)) or "这一家" for one in left)
            self._refuse(identity, f"“{names}”别的表已经改成另一个样子，这一份里的留在收件箱，用 homes review 重新看")
            if not (agreed.changes or agreed.deletions):
                return
        files = files_of_home(self.content, outcome.identity)
        wanted = _wanted(self.snapshot, self.federation, agreed, files)
        wanted |= _photos(self.pending.waiting.file, agreed, files)
        after = {**files, **{path: data for path, data in wanted.items() if data is not None}}
        after = {path: data for path, data in after.items() if wanted.get(path, b"") is not None}
        folder = f"homes/{outcome.identity}/"
        self.changed |= {folder + path: data for path, data in wanted.items()} | version_file(after)
        digests = folder_digest(files), folder_digest(after)
        self.record += self.decision.approvals(identity, outcome.identity, _fields(agreed), *digests)
        self.done.written.setdefault(outcome.identity, []).extend((*agreed.changes, *agreed.deletions))
        if outcome.errors:
            self.done.notes.append(_left_out(outcome))
        if left:  # waits on, and is reviewed against what stands now
            return
        if verdict.returned:
            self.record.append(self.decision.part_returned(identity, outcome.identity, list(verdict.returned)))
            self.done.parts += len(verdict.returned)
        self.decided[identity] = AGREED


def _left_out(outcome: Outcome) -> str:
    """The cells of a home that were not written, and why."""
    cells = "\n".join(f"  {one.place}：{one.message}。{one.remedy}" for one in outcome.errors)
    return f"{outcome.identity} 有 {len(outcome.errors)} 格没有写：\n{cells}"


def _check_held(outcome: Outcome, found: Effect, verdict: Verdict) -> None:
    """Raises `InvalidInput` where what is agreed may not be, or not without a reason."""
    named = items.named_items(outcome)
    kept = {name for name, one in named.items() if isinstance(one, Conflict) and verdict.values.get(name, NOW) == NOW}
    left = [one for one in found.remarks if one.item not in verdict.returned and one.item not in kept]
    if blocked := next((one for one in left if one.kind == BLOCKED), None):
        raise InvalidInput(blocked.message, "")
    held = next((one for one in left if one.kind == HELD), None)
    if held and not verdict.reason:
        raise InvalidInput(held.message, "在审核页面上写了理由再同意")
    if found.problem and not verdict.returned:
        raise InvalidInput(found.problem, "")


def _photos(file: Path, outcome: Outcome, files: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """The photos that came with what was agreed, and that are not there yet. Raises `InvalidInput`."""
    found: dict[str, bytes | None] = {}
    for name, data in read_photos(file, form_photos.texts(outcome)).items():
        path = f"photos/{name}"
        if files.get(path, data) != data:
            raise InvalidInput(f"已经有另一张照片叫 {name}", _AGAIN)
        if path not in files:
            found[path] = data
    return found


def _with_code(outcome: Outcome, identity: str) -> Outcome:
    """A new home under the code that the reviewer gave it. Raises `InvalidInput`."""
    if not identity or identity == outcome.identity:
        return outcome
    if not outcome.new:
        raise InvalidInput("已有的一家不能换代号", "要换代号，请管内容的人改文件夹名，旧的写进 formerly")
    district = outcome.identity.partition("/")[0]
    if Identity().read(identity).partition("/")[0] != district:
        raise InvalidInput(f"“{identity}”不在这个区", f"以 {district}/ 开头")
    return dataclasses.replace(outcome, identity=identity)


def _wanted(
    snapshot: intake.Snapshot, federation: Content, outcome: Outcome, files: Mapping[str, bytes]
) -> dict[str, bytes | None]:
    identity = outcome.identity
    home = None
    if not outcome.new:
        home = load_home(intake.take_home_snapshot(snapshot, identity), identity, federation).home
    elif files:
        raise InvalidInput(f"{identity} 已经有了", "用 homes review 重新看")
    district, own = federation.districts[identity.partition("/")[0]], OwnWords(federation.standard)
    return accepted_files(outcome, home, district, files, own)


def _fields(outcome: Outcome) -> list[str]:
    """The fields that change, as paths of files and fields."""
    folder = f"homes/{outcome.identity}/"
    places = (where(outcome.identity, one.at, one.key) for one in (*outcome.changes, *outcome.deletions))
    return list(dict.fromkeys(f"{path.removeprefix(folder)}:{inside}" for path, inside in places))


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
