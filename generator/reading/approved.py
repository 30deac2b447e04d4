"""What of a home may be published in a city where that must be approved: its folder if it is what was approved last,
else its last approved version.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from generator.content.archived import take_archived_snapshot
from generator.content.intake import Snapshot, is_ignored, stat_fingerprint
from generator.diagnostics import Finding, InvalidInput, Place, Severity
from generator.model.approvals import NOT_IN_VERSIONS, RULE, Version, folder_digest, version_path
from generator.model.files import format_iso_day

_REMEDY = "运行 homes approve {home}：看改了什么，同意就登记成审过的"


class Publishable(NamedTuple):
    """The files of a home to be published, None where there are none, and why they are not those in its folder."""

    snapshot: Snapshot | None
    finding: Finding | None = None


class ApprovedVersions:
    """`versions`: identity → the last approved version of a home."""

    def __init__(self, snapshot: Snapshot, versions: Mapping[str, Version]):
        self._snapshot, self._versions = snapshot, versions

    def key(self, identity: str) -> object:
        """All that decides beside a home's folder."""
        version = self._versions.get(identity)
        try:
            return version and (version, stat_fingerprint(os.lstat(self._file(version))))
        except OSError:
            return version

    def publishable(self, identity: str, own: Snapshot) -> Publishable:
        """`own`: the files in the home's folder. Its consents and ledger count as they lie there."""
        version = self._versions.get(identity)
        if version is None:
            return Publishable(None, _finding(identity, "这一家还没有审过，先不公开"))
        sums = _folder_sums(own, identity)
        if f"homes/{identity}" in own.refused or folder_digest(sums) == version.digest:
            return Publishable(own)
        try:
            approved, approved_sums = take_archived_snapshot(self._snapshot, identity, self._file(version))
        except (InvalidInput, OSError):
            where = version_path(version.digest)
            message = f"改过的内容还没有审过，{format_iso_day(version.on)}审过的那一版又读不了（{where}），先不公开"
            remedy = f"从备份里恢复这个文件，或运行 homes approve {identity}，看过现在的内容，登记成审过的"
            return Publishable(None, _finding(identity, message, remedy, Severity.ERROR))
        if _public(sums) == _public(approved_sums):
            return Publishable(own)
        message = f"改过的内容还没有审过，公开的是 {format_iso_day(version.on)}审过的那一版"
        return Publishable(_with_private_files(approved, identity, own), _finding(identity, message))

    def approved_files(self, identity: str) -> tuple[Snapshot | None, Mapping[str, str]]:
        """The last approved version and the SHA-256 of each file; nothing where there is none. Raises as `publishable`
        would tell: `InvalidInput`, OSError.
        """
        version = self._versions.get(identity)
        if version is None:
            return None, {}
        return take_archived_snapshot(self._snapshot, identity, self._file(version))

    @staticmethod
    def changed_files(own: Snapshot, identity: str, approved: Mapping[str, str]) -> list[str]:
        """Paths of the files that are not as approved, of which `approved` has the SHA-256 of each."""
        was, now = _public(approved), _public(_folder_sums(own, identity))
        return sorted(path for path in was.keys() | now.keys() if was.get(path) != now.get(path))

    def _file(self, version: Version) -> Path:
        return self._snapshot.root / version_path(version.digest)


def _finding(identity: str, message: str, remedy: str = _REMEDY, severity: Severity = Severity.NOTICE) -> Finding:
    remedy = remedy.format(home=identity)
    return Finding(severity, message, remedy, Place(f"homes/{identity}"), rule=RULE, home=identity)


def _folder_sums(own: Snapshot, identity: str) -> dict[str, str]:
    """Path in the home's folder → SHA-256 (hex) of each file, "" of one that can't be read. Texts as they were read."""
    folder, sums = own.root / "homes" / identity, {}
    for above, _, names in os.walk(folder):
        for file in (Path(above) / name for name in names):
            if file.is_file() and not file.is_symlink():
                path = file.relative_to(folder).as_posix()
                sums[path] = _sum(file, own.texts.get(f"homes/{identity}/{path}"))
    return sums


def _sum(file: Path, text: bytes | None) -> str:
    try:
        if text is not None:
            return hashlib.sha256(text).hexdigest()
        with open(file, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _public(sums: Mapping[str, str]) -> dict[str, str]:
    """Without the files that versions lack, and those that systems leave."""
    return {
        path: digest
        for path, digest in sums.items()
        if path not in NOT_IN_VERSIONS and not any(map(is_ignored, path.split("/")))
    }


def _with_private_files(approved: Snapshot, identity: str, own: Snapshot) -> Snapshot:
    paths = {f"homes/{identity}/{name}" for name in NOT_IN_VERSIONS}
    approved.texts = {path: data for path, data in approved.texts.items() if path not in paths}
    approved.texts |= {path: own.texts[path] for path in paths if path in own.texts}
    approved.findings += [finding for finding in own.findings if finding.place.path in paths]
    return approved
