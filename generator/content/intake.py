"""A snapshot of the content folder, taken before anything is read: regular files only, no links followed."""

from __future__ import annotations

import os
import re
import stat
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.diagnostics import Finding, Place, Severity

MOST_FILES = 2_000  # in one home's folder
LARGEST_PHOTO = 20 * 1024 * 1024  # bytes
PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
TEXT_ENDINGS = (".yml", ".yaml", ".md")
_HEADER = 16  # bytes that tell a picture's format
_UNSAFE_NAME = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\\]")  # a lone surrogate: a byte in another encoding
_LITTER = re.compile(r"^(~\$|\.)|\.(tmp|bak|swp)$|conflict|冲突|副本", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A picture lying in the content folder. `format` is what its bytes say: jpeg, png, webp, or None for others."""

    path: Path
    size: int
    format: str | None


@dataclass
class Snapshot:
    """All files, by path relative to `root` with `/` between folders. Folders of homes are listed even when empty."""

    root: Path
    only: str | None = None
    texts: dict[str, bytes] = field(default_factory=dict)
    photos: dict[str, PhotoFile] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    homes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def under(self, folder: str, ending: str = "") -> list[str]:
        """Sorted paths of the text files directly in `folder`."""
        return sorted(path for path in self._folders.get(folder, ()) if path.endswith(ending))

    def of_home(self, identity: str) -> list[str]:
        """Sorted paths of all files, of any kind, in a home's folder and below it."""
        return self._homes.get(identity, [])

    @cached_property
    def _folders(self) -> dict[str, list[str]]:
        folders = defaultdict(list)
        for path in self.texts:
            folders[path.rpartition("/")[0]].append(path)
        return folders

    @cached_property
    def _homes(self) -> dict[str, list[str]]:
        homes = defaultdict(list)
        for path in sorted((*self.texts, *self.photos, *self.others)):
            homes[home_of(path)].append(path)
        return homes


def take(root: Path, only: str | None = None) -> Snapshot:
    """Reads everything under `root` but `pages/`, which is MkDocs's own; of the homes only the identity `only`, if given.

    Missing folders are simply empty.
    """
    snapshot = Snapshot(root, only=only)
    for entry in _listing(root, snapshot, ""):
        if entry.name != "pages":
            _visit(entry, entry.name, snapshot)
    snapshot.homes.sort()
    return snapshot


def home_of(path: str) -> str | None:
    """The identity `<district>/<home>` whose folder holds `path`, or None outside `homes/`."""
    parts = path.split("/")
    return f"{parts[1]}/{parts[2]}" if parts[0] == "homes" and len(parts) > 2 else None


def _visit(entry: os.DirEntry, path: str, snapshot: Snapshot) -> None:
    home = home_of(path)
    if entry.name.startswith(".") or (home and snapshot.only not in (None, home)):
        return
    if _UNSAFE_NAME.search(entry.name):
        _report(snapshot, _UNSAFE_NAME.sub(_escaped, path), "文件名里有看不见的字符或乱码", "重新起一个名字")
    elif entry.is_symlink():
        _report(snapshot, path, "这是一个快捷方式（链接），不会跟着它走", "把真正的文件放到这里")
        _list_home(path, snapshot)
    elif entry.is_dir(follow_symlinks=False):
        _list_home(path, snapshot)
        entries = _listing(Path(entry.path), snapshot, path)
        if len(entries) > MOST_FILES and path.count("/") > 1:
            _report(snapshot, path, f"文件夹里有 {len(entries)} 个文件，超过 {MOST_FILES} 个", "把用不到的文件移走")
            return
        for child in entries:
            _visit(child, f"{path}/{child.name}", snapshot)
    else:
        _read(Path(entry.path), path, snapshot)


def _escaped(found: re.Match) -> str:
    return found.group().encode("unicode_escape").decode()


def _list_home(path: str, snapshot: Snapshot) -> None:
    if path.startswith("homes/") and path.count("/") == 2:
        snapshot.homes.append(path.removeprefix("homes/"))


def _listing(folder: Path, snapshot: Snapshot, path: str) -> list[os.DirEntry]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        _report(snapshot, path, f"文件夹打不开（{error.strerror}）", "检查文件夹是否存在、有没有读取权限")
        return []


def _read(file: Path, path: str, snapshot: Snapshot) -> None:
    ending = file.suffix.lower()
    if _LITTER.search(file.name):
        _report(snapshot, path, "像是没存完或同步冲突留下的副本，没有用它", "确认哪一份是对的，删掉另一份", Severity.NOTICE)
        return
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        _report(snapshot, path, f"文件打不开（{error.strerror}）", "检查文件的读取权限，或重新上传")
        return
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            _report(snapshot, path, "这不是普通文件", "删掉它")
        elif ending in TEXT_ENDINGS:
            snapshot.texts[path] = stream.read(2 * LARGEST_PHOTO)
        elif ending in PHOTO_ENDINGS:
            snapshot.photos[path] = PhotoFile(file, status.st_size, picture_format(stream.read(_HEADER)))
        else:
            snapshot.others.append(path)


def picture_format(header: bytes) -> str | None:
    """What a picture is by its first bytes, whatever its name says."""
    if header.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if header.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if header[:4] == b"RIFF" and header[8:12] == b"WEBP":
        return "webp"
    return None


def _report(snapshot: Snapshot, path: str, message: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
    snapshot.findings.append(Finding(severity, message, remedy, Place(path), rule="house.file", home=home_of(path)))
