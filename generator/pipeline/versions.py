"""Approved versions of homes: what is kept of one, and how a city begins."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.content import intake
from generator.diagnostics import Finding, InvalidInput
from generator.model.approvals import AGREED, NOT_IN_VERSIONS, Approval, version_path
from generator.model.load import load_federation
from generator.office.intake import applying, approvals
from generator.office.intake.approvals import folder_digest
from generator.office.intake.inbox import Inbox
from generator.pipeline.approved import ApprovedVersions
from generator.pipeline.importing import stage_count
from generator.pipeline.options import Progress, no_progress

BASELINE = "baseline"
"""Stands in the record in the place of a submission."""
_FIXED = (1980, 1, 1, 0, 0, 0)


def approve_baseline(content: Path, by_role: str, on: str, show: Progress = no_progress) -> list[str]:
    """Takes what is there as approved; the homes of which that says something new, in order.

    Raises `InvalidInput`, `CityUnreadable`, OSError.
    """
    inbox = Inbox(content)
    with applying.locked(inbox.folder):
        applying.finish(inbox.folder, content)
        snapshot = intake.take_city_snapshot(content)
        known = approvals.read(content)
        if known.unreadable or known.broken:
            raise InvalidInput(str((*known.unreadable, *known.broken)[0]), "先从备份里恢复审核记录")
        stages = stage_count(content)
        taken = []
        for number, identity in enumerate(snapshot.homes, 1):
            files = files_of_home(content, identity)
            before, after = known.approved.get(identity), folder_digest(files)
            if files and (before is None or before.digest != after):
                was = before.digest if before else None
                reason = "启用审核：现在的内容都算审过"
                made = Approval(BASELINE, identity, stages, by_role, AGREED, reason, on, (), was, after)
                applying.apply(inbox.folder, content, version_file(files))
                taken.append(made)
            show("登记", number, len(snapshot.homes))
        approvals.append(content, taken)
    return [one.home for one in taken]


def unapproved(content: Path) -> Iterator[Finding]:
    """Homes whose folder is not what was approved last; in a city that must approve, also those that never were.

    Raises `CityUnreadable`.
    """
    versions = approvals.read(content).approved
    snapshot = intake.take_city_snapshot(content)
    publish = load_federation(snapshot).city.publish
    required = publish is not None and publish.approval == "required"
    approved = ApprovedVersions(snapshot, versions)
    for identity in snapshot.homes:
        if identity in versions or required:
            finding = approved.publishable(identity, intake.take_home_snapshot(snapshot, identity)).finding
            if finding:
                yield finding


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
