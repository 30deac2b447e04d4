"""A consistent snapshot of the content folder, taken before anything is parsed: regular files only, no links followed.

What people sync and copy is not trusted: each folder is opened relative to its parent, each file is examined before it
is opened, and a home that changed meanwhile is taken again.
"""

from __future__ import annotations

import os
import re
import stat
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from generator.content import opening, pictures, zips
from generator.content.opening import Folder
from generator.content.text import FORBIDDEN, MAX_FILE_BYTES, one_line
from generator.diagnostics import Finding, Place, Severity, explain_os_error, out_of_resources

PAGES = "pages/"
"""The folder of hand-written pages, and of their pictures."""
UNREADABLE_RULE = "house.file"
"""Rule of findings about files and folders that could not be read."""
MAX_FILES = 2_000  # in one home
MAX_TEXT_BYTES = 32 * 1024 * 1024  # bytes of all text files of one home
MAX_DEPTH = 6  # folders below the content folder that a file can lie in; homes/<district>/<home>/photos/ are four
MAX_PHOTO_BYTES = 64 * 1024 * 1024  # bytes
TEXT_SUFFIXES = (".yml", ".yaml", ".md")
_ATTEMPTS = 3
_UNSAFE_NAME = re.compile(
    rf"{FORBIDDEN}|[\t\n\r\x85\xad\u180e\u200b-\u200d\u2028\u2029\u2060-\u206f\U000e0000-\U000e007f\\]"
)  # a lone surrogate: a byte in another encoding
_COPY = (  # suffixes that only sync and copy tools append
    r"\.sync-conflict-\d{8}-\d{6}(-\w+)?"  # Syncthing
    r"|[ _-]?[(（][^()（）]*(conflicted copy|conflict on|[NS][SF]Conflict|Case Conflict|冲突的?(副本|文件|"
    r"版本)|冲突_)[^()（）]*[)）]"  # Dropbox, 坚果云, WPS, Seafile
    r"|_conflict-\d{8}-\d{6}|[ _-]冲突(副本|文件|版本)([ _-].*)?"  # Nextcloud, 百度
    r"|-(DESKTOP|LAPTOP|PC)-[0-9A-Z]{5,}"  # OneDrive
    r"|( - |_)(副本|Copy)( ?[(（]\d+[)）]|\d*)| (副本|copy)( \d+)?"  # Windows, WPS; macOS
)
_LITTER = re.compile(
    rf"~\$.*|.*\.(tmp|bak|swp|part|crdownload)|.*({_COPY})(\.[^.]*)?|.* ?[(（]\d+[)）]\.(md|ya?ml)",
    re.IGNORECASE | re.DOTALL,
)

_SYSTEM_NAMES = {
    "__macosx", "@eadir", "$recycle.bin", "system volume information", "lost+found", "thumbs.db", "ehthumbs.db",
    "desktop.ini", "icon\r", "#recycle", "@recently-snapshot",
}  # fmt: skip
StatFingerprint = tuple[int, ...]
"""Identifies a version of a file: inode, mode, links, size, times of change."""
Opened = TypeVar("Opened", int, Folder)


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A file among the pictures.

    `format` by its bytes: jpeg, png, webp, or None for others. `entry`: its name in the ZIP file at `path`, if it lies
    in one, of which `fingerprint` then is.
    """

    path: Path
    size: int
    format: str | None
    fingerprint: StatFingerprint = ()
    entry: str = ""

    def read(self, most: int = -1) -> bytes | None:
        """The (first `most`) bytes as of the snapshot; None where the file was replaced since.

        Raises OSError, and `InvalidInput` for a damaged ZIP file.
        """
        with open(os.open(self.path, opening.READ), "rb") as stream:
            if stat_fingerprint(os.fstat(stream.fileno())) != self.fingerprint:
                return None
            return zips.read_start(stream, self.entry, most) if self.entry else stream.read(most)


@dataclass
class Snapshot:
    """All files, by path relative to `root` with `/` between folders.

    `homes` lists the folders of homes, empty ones too. `pages` are the hand-written pages by path below `pages/`; their
    pictures are among the `photos`. `refused_outside`: paths around the folder of a home that could not be read.
    """

    root: Path
    only: str | None = None
    refused_outside: frozenset[str] = frozenset()
    texts: dict[str, bytes] = field(default_factory=dict)
    photos: dict[str, PhotoFile] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    pages: dict[str, bytes] = field(default_factory=dict)
    homes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def text_paths(self, folder: str, ending: str = "") -> list[str]:
        """Sorted paths of the text files directly in `folder`."""
        return sorted(path for path in self._folders.get(folder, ()) if path.endswith(ending))

    def of_home(self, identity: str) -> list[str]:
        """Sorted paths of all files, of any kind, in a home's folder and below it."""
        return self._homes.get(identity, [])

    @property
    def top_level_names(self) -> list[str]:
        """Sorted names of all files in the content folder itself, those that could not be read included."""
        found = (*self.texts, *self.photos, *self.others, *(finding.place.path for finding in self.findings))
        return sorted({path for path in found if path and "/" not in path})

    @cached_property
    def refused(self) -> frozenset[str]:
        """Paths of files and folders that exist and could not be read."""
        errors = self.refused_outside.union(f.place.path for f in self.findings if f.severity is Severity.ERROR)
        return errors - self.texts.keys() - self.photos.keys()

    def refuses(self, path: str) -> bool:
        """Whether the file `path`, or a folder above it, could not be read."""
        parts = path.split("/")
        return bool(self.refused) and any("/".join(parts[: count + 1]) in self.refused for count in range(len(parts)))

    @cached_property
    def _folders(self) -> dict[str, list[str]]:
        folders: dict[str, list[str]] = defaultdict(list)
        for path in self.texts:
            folders[path.rpartition("/")[0]].append(path)
        return folders

    @cached_property
    def _homes(self) -> dict[str, list[str]]:
        homes: dict[str, list[str]] = defaultdict(list)
        for path in sorted((*self.texts, *self.photos, *self.others)):
            homes[home_of(path) or ""].append(path)
        return homes

    def add(self, part: Snapshot) -> None:
        """Adds the files and findings of another snapshot of the same folder."""
        self.texts |= part.texts
        self.photos |= part.photos
        self.pages |= part.pages
        self.others += part.others
        self.findings += part.findings


def take_snapshot(root: Path, only: str | None = None) -> Snapshot:
    """Reads everything under `root`; of the homes only the identity `only`, if given.

    Missing folders are simply empty.
    """
    city = take_city_snapshot(root, only)
    snapshot = Snapshot(root, only, homes=city.homes)
    snapshot.add(city)
    for identity in city.homes:
        snapshot.add(take_home_snapshot(city, identity))
    return snapshot


def take_city_snapshot(root: Path, only: str | None = None) -> Snapshot:
    """All files outside the folders of homes, and the identities of `homes`; `take_home_snapshot` reads those."""
    snapshot = Snapshot(root, only)
    try:
        top = opening.open_root(root)
    except OSError as error:
        if out_of_resources(error):
            raise
        _report(
            snapshot, "", f"文件夹打不开（{explain_os_error(error).message}）", "检查文件夹是否存在、有没有读取权限"
        )
        return snapshot
    try:
        _Walker(snapshot).folder(top, "")
    finally:
        opening.close(top)
    snapshot.homes.sort()
    return snapshot


def take_home_snapshot(city: Snapshot, identity: str) -> Snapshot:
    """The files of one home at one moment: read again while somebody is still writing."""
    district, _, slug = identity.partition("/")
    with _Opened(opening.open_folder, os.fspath(city.root), "homes") as homes:
        if homes is not None:
            with _Opened(opening.open_folder, homes, district) as parent:
                if parent is not None:
                    return _stable_snapshot(city, parent, slug, identity)
    return _unreadable_home(city, identity, "文件夹打不开", "检查文件夹有没有读取权限")


def _stable_snapshot(city: Snapshot, parent: Folder, slug: str, identity: str) -> Snapshot:
    for _ in range(_ATTEMPTS):
        part = Snapshot(city.root, refused_outside=city.refused)
        walk, again = _Walker(part, identity), _Walker(Snapshot(city.root), identity)
        try:
            status = opening.status(parent, slug)
        except OSError:
            return _unreadable_home(city, identity, "文件夹打不开", "检查文件夹有没有读取权限")
        walk.entry(parent, slug, f"homes/{identity}", status)
        again.rescan(parent, slug, f"homes/{identity}")
        if walk.fingerprints == again.fingerprints:
            return part
    return _unreadable_home(city, identity, "文件夹还在变，读不到一份前后一致的内容", "等它传完、存好，再运行一次")


def _unreadable_home(city: Snapshot, identity: str, message: str, remedy: str) -> Snapshot:
    part = Snapshot(city.root, refused_outside=city.refused)
    _report(part, f"homes/{identity}", message, remedy)
    return part


def is_usable_name(name: str) -> bool:
    """Whether a file or folder may have this name: nothing invisible in it, and no copy that a tool has left."""
    return not _is_unsafe(name) and not _LITTER.fullmatch(name)


def is_ignored(name: str) -> bool:
    """Whether a file or folder is a system's own: hidden, or left by an archive, a share or a disk."""
    return name.startswith(".") or name.lower() in _SYSTEM_NAMES


def home_of(path: str) -> str | None:
    """The identity `<district>/<home>` whose folder holds `path`, or None outside `homes/`."""
    parts = path.split("/")
    return f"{parts[1]}/{parts[2]}" if parts[0] == "homes" and len(parts) > 2 else None


class _Walker:
    """Reads folders into a snapshot, with the limits of one home.

    `home` is the home whose folder it is; without it, homes are only listed. `fingerprints`: all entries that were met.
    """

    def __init__(self, snapshot: Snapshot, home: str | None = None):
        self.snapshot, self.home = snapshot, home
        self.fingerprints: list[tuple[str, StatFingerprint]] = []
        self.files = self.text = 0

    def folder(self, parent: Folder, path: str) -> None:
        """Reads an open folder; files first, so that deeper folders do not use up the limits."""
        entries = self._entries(parent, path)
        _report_name_clashes(self.snapshot, path, [name for name, _ in entries])
        for name, status in sorted(entries, key=lambda entry: stat.S_ISDIR(entry[1].st_mode)):
            self.entry(parent, name, f"{path}/{name}" if path else name, status)

    def _entries(self, parent: Folder, path: str) -> list[tuple[str, os.stat_result]]:
        try:
            names = sorted(os.listdir(parent))
        except OSError as error:
            if out_of_resources(error):
                raise
            self._refuse(path, f"文件夹打不开（{explain_os_error(error).message}）", "检查文件夹有没有读取权限")
            return []
        entries = []
        for name in names:
            if is_ignored(name):
                continue
            try:
                status = opening.status(parent, name)
            except OSError:  # gone since: the second look finds the folder changed
                continue
            self.fingerprints.append((f"{path}/{name}", stat_fingerprint(status)))
            entries.append((name, status))
        return entries

    def entry(self, parent: Folder, name: str, path: str, status: os.stat_result) -> None:
        home = self.home or home_of(path)
        if self.snapshot.only not in (None, home) and home:
            return
        is_home = path.startswith("homes/") and path.count("/") == 2
        linked, folder = stat.S_ISLNK(status.st_mode), stat.S_ISDIR(status.st_mode)
        if _is_unsafe(name):
            self._refuse(_UNSAFE_NAME.sub(_escaped, path), "文件名里有看不见的字符或乱码", "重新起一个名字")
        elif home and is_home and not self.home and (linked or folder):
            self.snapshot.homes.append(home)
        elif linked:
            self._refuse(path, "这是一个快捷方式（链接），不会跟着它走", "把真正的文件放到这里")
        elif folder:
            self.below(parent, name, path)
        else:
            self._file(parent, name, path, status)

    def rescan(self, parent: Folder, name: str, path: str) -> None:
        """Records the entries of a folder and below once more, without reading."""
        with _Opened(opening.open_folder, parent, name) as folder:
            if folder is not None and path.count("/") < MAX_DEPTH:
                for child, status in self._entries(folder, path):
                    if stat.S_ISDIR(status.st_mode) and not _is_unsafe(child):
                        self.rescan(folder, child, f"{path}/{child}")

    def below(self, parent: Folder, name: str, path: str) -> None:
        if path.count("/") >= MAX_DEPTH and not path.startswith(PAGES):
            return self._refuse(path, "文件夹套得太深，里面的没有用", "把文件移到上一层，删掉多余的文件夹")
        with _Opened(opening.open_folder, parent, name) as folder:
            if folder is None:
                return self._refuse(path, "文件夹打不开", "检查文件夹有没有读取权限")
            self.folder(folder, path)

    def _file(self, parent: Folder, name: str, path: str, status: os.stat_result) -> None:
        self.files += 1
        if self.files > MAX_FILES and home_of(path):
            if self.files == MAX_FILES + 1:
                self._refuse(path, f"文件超过 {MAX_FILES} 个，从这一个起都没有用", "把用不到的文件移走")
        elif not stat.S_ISREG(status.st_mode):
            self._refuse(path, "这不是普通文件", "删掉它")
        elif status.st_nlink > 1:
            self._refuse(path, "这个文件在别处还有一个名字（硬链接），没有用它", "复制一份，用复制出来的替换它")
        elif _LITTER.fullmatch(name):
            self._refuse(
                path, "像是没存完或同步冲突留下的副本，没有用它", "确认哪一份是对的，删掉另一份", Severity.NOTICE
            )
        elif path.startswith(PAGES) and not name.lower().endswith((".md", *pictures.SUFFIXES)):
            self._refuse(
                path, "手写页面的文件夹里只放 Markdown 文件（.md）和照片，没有用它", _remedy_beside_pages(name)
            )
        elif name.lower().endswith((*TEXT_SUFFIXES, *pictures.SUFFIXES)) or _is_among_photos(path):
            self._read(parent, name, path)
        else:
            self.snapshot.others.append(path)

    def _read(self, parent: Folder, name: str, path: str) -> None:
        with _Opened(opening.open_file, parent, name) as descriptor:
            if descriptor is None:
                return self._refuse(path, "文件打不开", "检查文件的读取权限，或重新上传")
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):  # changed places since it was looked at
                return self._refuse(path, "这不是普通文件", "删掉它")
            if not name.lower().endswith(TEXT_SUFFIXES):
                header = _read_at_most(pictures.HEADER_BYTES, descriptor, status.st_size)
                self._photo(
                    path,
                    header,
                    PhotoFile(
                        self.snapshot.root / path, status.st_size, pictures.format_of(header), stat_fingerprint(status)
                    ),
                )
            elif path.startswith(PAGES):
                self._page(path, _read_at_most(MAX_FILE_BYTES + 1, descriptor, status.st_size))
            else:
                self._text(path, _read_at_most(MAX_FILE_BYTES + 1, descriptor, status.st_size))

    def _photo(self, path: str, header: bytes, file: PhotoFile) -> None:
        if path.startswith(PAGES) and file.format is None:  # of a home's the rules tell more
            kind = pictures.describe_content(header)
            return self._refuse(path, f"这其实是 {kind}，不是 JPEG、PNG 或 WebP，没有用它", pictures.remedy(kind))
        self.snapshot.photos[path] = file

    def _page(self, path: str, data: bytes) -> None:
        if len(data) > MAX_FILE_BYTES:
            return self._refuse(path, f"文件超过 {MAX_FILE_BYTES // 2**20} MiB，没有用它", "分成几页")
        self.snapshot.pages[path.removeprefix(PAGES)] = data

    def _text(self, path: str, data: bytes) -> None:
        self.text += len(data)
        if self.text > MAX_TEXT_BYTES and home_of(path):
            return self._refuse(
                path, f"文字一共超过 {MAX_TEXT_BYTES // 2**20} MiB，这个文件没有用", "把用不到的文件移走"
            )
        self.snapshot.texts[path] = data

    def _refuse(self, path: str, message: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        _report(self.snapshot, path, message, remedy, severity)


class _Opened(Generic[Opened]):
    """A context manager that opens `name` in an open folder; None if it cannot be opened."""

    def __init__(self, open_in: Callable[[Folder, str], Opened], parent: Folder, name: str):
        self.opened: Opened | None = None
        try:
            self.opened = open_in(parent, name)
        except OSError as error:
            if out_of_resources(error):
                raise

    def __enter__(self) -> Opened | None:
        return self.opened

    def __exit__(self, *_: object) -> None:
        if self.opened is not None:
            opening.close(self.opened)


def _read_at_most(most: int, descriptor: int, size: int) -> bytes:
    """At most the first `most` bytes of an open file of `size` bytes."""
    parts = []
    while most and (part := os.read(descriptor, min(most, size + 1))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _is_unsafe(name: str) -> bool:
    return ("\\" in name or not name.isprintable()) and _UNSAFE_NAME.search(name) is not None


def stat_fingerprint(status: os.stat_result) -> StatFingerprint:
    """The identity of a version of a file.

    Of a folder without its times: entries that come and go are recorded themselves.
    """
    same = (status.st_ino, status.st_mode)  # without the device: each machine numbers a shared folder in its own way
    if stat.S_ISDIR(status.st_mode):
        return same
    return (*same, status.st_nlink, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _remedy_beside_pages(name: str) -> str:
    """The remedy for a file that is neither page nor picture, and can be neither inspected nor re-encoded."""
    lower = name.lower()
    if lower.endswith(".svg"):
        return "SVG 里能藏脚本和文字，不发布；导出成 PNG 再放进来"
    if lower.endswith((".html", ".htm", ".xhtml", ".js", ".mjs", ".css", ".json", ".xml")):
        return "网页的样子和脚本由主题（theme/）定，不从这里发布；文字写进 .md 文件"
    if (kind := pictures.describe_suffix(name)) and kind != "PDF":
        return pictures.remedy(kind)
    return "附件里可能有看不见的个人信息，不发布；把内容写进 .md 文件，或放在单位自己的网站上，这里写一个 https 链接"


def _is_among_photos(path: str) -> bool:
    return path.startswith("homes/") and path.split("/")[3:4] == ["photos"]


def _report_name_clashes(snapshot: Snapshot, path: str, names: list[str]) -> None:
    """Reports names that differ only in case, where copying elsewhere loses a file, or in invisible blanks."""
    spelled: dict[str, str] = {}
    for name in names:
        other = spelled.setdefault(one_line(name).casefold(), name)
        if other != name and not _UNSAFE_NAME.search(name):
            where = f"{path}/{name}" if path else name
            _report(
                snapshot,
                where,
                f"和“{_UNSAFE_NAME.sub(_escaped, other)}”只差大小写或空格，换一台电脑就会丢掉一个",
                "改成两个不同的名字，或删掉一个",
            )


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()


def _report(snapshot: Snapshot, path: str, message: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
    snapshot.findings.append(Finding(severity, message, remedy, Place(path), rule=UNREADABLE_RULE, home=home_of(path)))
