"""The record of what was approved: content/approvals/<month>.yml, only appended to, each entry with the digest of the
one before. A role in it is no login: it says which post was named, not who sat there.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.content import yaml_nodes
from generator.content.text import decode
from generator.diagnostics import Finding, InvalidInput, Place, Severity

FOLDER = "approvals"
RULE = "house.approvals"
AGREED, RETURNED = "agreed", "returned"
NOT_IN_VERSIONS = ("consents.yml", "ledger.yml")
"""Files of a home that no approved version holds: they are never published."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Approval:
    """`before` and `after`: digests of the home's folder (`folder_digest`), None where there was none; those of an
    entry that changed nothing in it are both None. `on`: a day (ISO).
    """

    submission: str
    home: str
    stage: int
    by_role: str
    decision: str
    reason: str
    on: str
    fields: Sequence[str] = ()
    before: str | None = None
    after: str | None = None

    def as_entry(self, previous: str | None) -> dict[str, Any]:
        """The entry as the file has it."""
        return {**dataclasses.asdict(self), "fields": list(self.fields), "previous": previous}

    def digest(self, previous: str | None) -> str:
        """SHA-256 of the entry: of its keys and values in order, as JSON without blanks."""
        text = json.dumps(self.as_entry(previous), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class Version(NamedTuple):
    """A home as it was approved: the digest of its folder, and the day (ISO)."""

    digest: str
    on: str


@dataclass(frozen=True)
class Approvals:
    """`entries` in the order in which they were made; `last`: the digest of the last of them, which the next one names
    as `previous`, and the `month` of its file; `approved`: identity → the last approved version of a home;
    `unreadable`: what can't be read; `broken`: where an entry does not follow from the one before.
    """

    entries: tuple[Approval, ...] = ()
    last: str | None = None
    month: str = ""
    approved: Mapping[str, Version] = field(default_factory=dict)
    unreadable: tuple[Finding, ...] = ()
    broken: tuple[Finding, ...] = ()


def version_path(digest: str) -> str:
    """Where the files of an approved version lie in the content folder."""
    return f"{FOLDER}/versions/{digest}.zip"


def folder_digest(sums: Mapping[str, str]) -> str | None:
    """SHA-256 over the sorted paths in a home's folder and the SHA-256 (hex) of each file; None where there is none."""
    lines = (f"{path}\0{digest}\n" for path, digest in sorted(sums.items()))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest() if sums else None


def load(texts: Mapping[str, bytes]) -> Approvals:
    """Reads the record from texts by path in the content folder.

    Doubt counts against what changed: where an entry does not follow from the one before, neither of them counts, and
    an entry that can't be read counts for nothing.
    """
    entries: list[_Entry] = []
    unreadable: list[Finding] = []
    broken: list[Finding] = []
    files = [path for path in sorted(texts) if path.rpartition("/")[0] == FOLDER and path.endswith(".yml")]
    for path in files:
        entries += _read(path, texts[path], unreadable)
    last, doubted = None, set()
    for number, entry in enumerate(entries):
        after_known = number == 0 or entries[number - 1].approval
        if entry.approval and after_known and entry.previous != last:
            homes = [one.approval.home for one in entries[max(0, number - 1) : number + 1] if one.approval]
            broken.append(_broken(entry.place, homes))
            doubted |= {number - 1, number}
        last = entry.approval.digest(entry.previous) if entry.approval else None
    counted = [entry.approval for n, entry in enumerate(entries) if entry.approval and n not in doubted]
    made = tuple(entry.approval for entry in entries if entry.approval)
    month = files[-1].rpartition("/")[2].removesuffix(".yml") if files else ""
    return Approvals(made, last, month, _approved(counted), tuple(unreadable), tuple(broken))


def _approved(entries: Sequence[Approval]) -> dict[str, Version]:
    """The last approved version by home. What is given back after it was written counts as never approved."""
    versions: dict[str, list[Version | None]] = {}
    for one in entries:
        known = versions.setdefault(one.home, [])
        if one.decision == AGREED and (one.before or one.after):
            known.append(Version(one.after, one.on) if one.after else None)
        elif one.decision == RETURNED and known and one.before == (known[-1] and known[-1].digest) and one.before:
            known.pop()
    return {home: known[-1] for home, known in versions.items() if known and known[-1]}


class _Entry(NamedTuple):
    """`approval` is None for what can't be read."""

    approval: Approval | None
    previous: str | None
    place: Place


def _broken(place: Place, homes: Sequence[str]) -> Finding:
    message = "这一条审核记录接不上前一条：有人改过，或者中间少了几条"
    remedy = f"从备份里恢复这个文件；恢复以前，这一条和前一条（{'、'.join(dict.fromkeys(homes))}）都不算审过"
    return Finding(Severity.ERROR, message, remedy, place, rule=RULE)


def _unreadable(place: Place) -> Finding:
    message, remedy = "这里的审核记录读不懂，被改坏了", "从备份里恢复这个文件；恢复以前，这一处不算审过"
    return Finding(Severity.ERROR, message, remedy, place, rule=RULE)


def _read(path: str, data: bytes, unreadable: list[Finding]) -> Iterator[_Entry]:
    """The entries of a month: an object of JSON on each line, as the commands write them, or any other YAML."""
    try:
        text = decode(data)[0]
    except InvalidInput:
        text = data.decode("utf-8", "replace")
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    parsed = [(number, _json(line)) for number, line in lines]
    if not all(values for _, values in parsed) and (listed := _yaml(text)) is not None:
        parsed = listed
    for number, values in parsed:
        place = Place(path, number, 1)
        try:
            yield _Entry(*_approval(values or {}), place)
        except (KeyError, TypeError, ValueError):
            unreadable.append(_unreadable(place))
            yield _Entry(None, None, place)


def _json(line: str) -> dict[str, Any] | None:
    try:
        values = json.loads(line[2:]) if line.startswith("- ") else None
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def _yaml(text: str) -> list[tuple[int, dict[str, Any] | None]] | None:
    """Line and values of each entry, as texts; None for what is no list in YAML."""
    try:
        root = yaml_nodes.parse(text).root
    except yaml_nodes.ContentSyntaxError:
        return None
    if root is None:
        return []
    return [(one.line, _values(one)) for one in root.items] if isinstance(root, yaml_nodes.Sequence) else None


def _values(node: yaml_nodes.Node) -> dict[str, Any]:
    """What is no mapping of texts and lists of texts has none."""
    if not isinstance(node, yaml_nodes.Mapping):
        return {}
    return {
        key.text or "": [one.text for one in value.items if isinstance(one, yaml_nodes.Scalar)]
        if isinstance(value, yaml_nodes.Sequence)
        else getattr(value, "text", None)
        for key, value in node.entries
    }


def _approval(values: Mapping[str, Any]) -> tuple[Approval, str | None]:
    """An entry and its `previous`. Raises KeyError, TypeError, ValueError."""
    texts = {key: str(values[key]) for key in ("submission", "home", "by_role", "decision", "on")}
    dt.date.fromisoformat(texts["on"])
    if not texts["home"] or texts["decision"] not in (AGREED, RETURNED):
        raise ValueError(values)
    before, after, previous = (_digest(values.get(key)) for key in ("before", "after", "previous"))
    fields = tuple(map(str, values.get("fields") or ()))
    reason = str(values.get("reason") or "")
    stage = int(values["stage"])
    return Approval(**texts, stage=stage, reason=reason, fields=fields, before=before, after=after), previous


def _digest(value: object) -> str | None:
    if value is not None and not _DIGEST.fullmatch(str(value)):
        raise ValueError(value)
    return None if value is None else str(value)
