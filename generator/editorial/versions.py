"""Approved versions of homes: what is kept of one, and how a city begins."""

from __future__ import annotations

import dataclasses
import difflib
import io
import os
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.content import intake
from generator.content.text import decode
from generator.diagnostics import Finding, InvalidInput
from generator.editorial.importing import stage_count
from generator.model.approvals import AGREED, NOT_IN_VERSIONS, Approval, Approvals, version_path
from generator.model.load import Content, load_federation
from generator.office.intake import applying, approvals
from generator.office.intake.approvals import folder_digest
from generator.office.intake.inbox import Inbox
from generator.reading.approved import ApprovedVersions
from generator.reading.options import Progress, no_progress

BASELINE, BY_HAND = "baseline", "by-hand"
"""Stand in the record in the place of a submission."""
_FIXED = (1980, 1, 1, 0, 0, 0)


def approve_baseline(content: Path, by_role: str, on: str, show: Progress = no_progress) -> list[str]:
    """Takes what is there as approved; the homes of which that says something new, in order.

    Raises `InvalidInput`, `CityUnreadable`, OSError.
    """
    made = Approval(BASELINE, "", 1, by_role, AGREED, "启用审核：现在的内容都算审过", on)
    return _approve(content, made, intake.take_city_snapshot(content).homes, {}, show)


def approve_by_hand(content: Path, seen: Mapping[str, Difference], by_role: str, on: str) -> list[str]:
    """Takes homes as approved that somebody looked at, by identity; those that were recorded.

    Raises `InvalidInput` where one is another by now, `CityUnreadable`, OSError.
    """
    made = Approval(BY_HAND, "", 1, by_role, AGREED, "直接在文件夹里改的，看过，同意", on)
    return _approve(content, made, list(seen), {one: difference.digest for one, difference in seen.items()})


def _approve(
    content: Path,
    made: Approval,
    homes: Sequence[str],
    seen: Mapping[str, str | None],
    show: Progress = no_progress,
) -> list[str]:
    inbox = Inbox(content)
    with applying.locked(inbox.folder):
        applying.finish(inbox.folder, content)
        known = _sound_record(content)
        stages = stage_count(content)
        taken = []
        for number, identity in enumerate(homes, 1):
            files = files_of_home(content, identity)
            before, after = known.approved.get(identity), folder_digest(files)
            if seen.get(identity, after) != after:
                raise InvalidInput(f"{identity} 刚才又改了，没有登记", "再运行一次，看过再登记")
            if files and (before is None or before.digest != after):
                was = before.digest if before else None
                applying.apply(inbox.folder, content, version_file(files))
                taken.append(dataclasses.replace(made, home=identity, stage=stages, before=was, after=after))
            show("登记", number, len(homes))
        approvals.append(content, taken)
    return [one.home for one in taken]


def _sound_record(content: Path) -> Approvals:
    known = approvals.read(content)
    if known.unreadable or known.broken:
        raise InvalidInput(str((*known.unreadable, *known.broken)[0]), "先从备份里恢复审核记录")
    return known


class Difference(NamedTuple):
    """What of a home is not as approved: the digest of its folder, and words for each file that differs."""

    digest: str | None
    lines: Sequence[str]


def difference(content: Path, identity: str) -> Difference:
    """How a home differs from its last approved version. Raises `CityUnreadable`, `InvalidInput`, OSError."""
    snapshot = intake.take_city_snapshot(content)
    approved = ApprovedVersions(snapshot, _sound_record(content).approved)
    own, digest = intake.take_home_snapshot(snapshot, identity), folder_digest(files_of_home(content, identity))
    if approved.publishable(identity, own).finding is None:
        return Difference(digest, ())
    lines = []
    try:
        was = approved.approved_files(identity)
    except (InvalidInput, OSError):
        was = None, {}
        lines.append("上次审过的那一版读不了，下面是现在的全部内容：")
    for path in approved.changed_files(own, identity, was[1]):
        key = f"homes/{identity}/{path}"
        present = (content / key).exists()
        lines += _file_lines(path, key, was[0].texts if was[0] else {}, own.texts, was[1], present)
    return Difference(digest, lines)


def _file_lines(
    path: str, key: str, was: Mapping[str, bytes], now: Mapping[str, bytes], sums: Mapping[str, str], present: bool
) -> Iterator[str]:
    """A file in words, and the lines of a text with a minus and a plus before what went and what came."""
    before, after = (_lines(texts.get(key, b"")) for texts in (was, now))
    yield f"{path}：" + ("新的文件" if path not in sums else "改过" if present else "删掉了")
    for line in list(difflib.unified_diff(before, after, n=1, lineterm=""))[2:]:
        yield "  ……" if line.startswith("@@") else f"  {line}"


def _lines(data: bytes) -> list[str]:
    try:
        return decode(data)[0].splitlines()
    except InvalidInput:
        return data.decode("utf-8", "replace").splitlines()


def unapproved(content: Path) -> Iterator[Finding]:
    """Homes whose folder is not what was approved last; in a city that must approve, also those that never were.

    Raises `CityUnreadable`.
    """
    versions = approvals.read(content).approved
    snapshot = intake.take_city_snapshot(content)
    required = approval_required(load_federation(snapshot))
    approved = ApprovedVersions(snapshot, versions)
    for identity in snapshot.homes:
        if identity in versions or required:
            finding = approved.publishable(identity, intake.take_home_snapshot(snapshot, identity)).finding
            if finding:
                yield finding


def edits_unseen(content: Path, identities: Collection[str]) -> dict[str, str]:
    """Why nothing may be accepted for some of these homes: with it, edits that nobody reviewed would count as approved.

    Only in a city that must approve. Raises `CityUnreadable`.
    """
    if not identities:
        return {}
    snapshot = intake.take_city_snapshot(content)
    if not approval_required(load_federation(snapshot)):
        return {}
    approved = ApprovedVersions(snapshot, approvals.read(content).approved)
    return {
        identity: _message_of(approved, identity, own, finding)
        for identity in identities
        if identity in snapshot.homes
        and (own := intake.take_home_snapshot(snapshot, identity))
        and (finding := approved.publishable(identity, own).finding)
    }


def _message_of(approved: ApprovedVersions, identity: str, own: intake.Snapshot, finding: Finding) -> str:
    try:
        files = f"（{'、'.join(approved.changed_files(own, identity, approved.approved_files(identity)[1]))}）"
    except (InvalidInput, OSError):
        return f"{finding.message}。{finding.remedy}"
    return (
        f"文件夹 homes/{identity} 里有没有审过的改动{files}，收进去就都算审过了。"
        f"先运行 homes approve {identity}，看过、登记；不要这些改动的，改回去"
    )


def approval_required(federation: Content) -> bool:
    """Whether the city publishes nothing but what was approved."""
    publish = federation.city.publish
    return publish is not None and publish.approval == "required"


def files_of_home(content: Path, identity: str) -> dict[str, bytes]:
    """All files of a home by path in its folder."""
    return dict(_walk(content / "homes" / identity))


def _walk(folder: Path) -> Iterator[tuple[str, bytes]]:
    for above, _, names in os.walk(folder):
        for name in names:
            file = Path(above) / name
            if file.is_file() and not file.is_symlink():
                yield file.relative_to(folder).as_posix(), file.read_bytes()


def version_file(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The approved version by its path: the files that may be shown again, in a ZIP that is the same each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, data in sorted(files.items()):
            if path not in NOT_IN_VERSIONS:
                archive.writestr(zipfile.ZipInfo(path, _FIXED), data)
    return {version_path(folder_digest(files) or ""): stream.getvalue()}
