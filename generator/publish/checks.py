"""Validates what was written before the release is switched: a site with a broken link, a foreign script or a private
number never goes live.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from generator.content.intake import home_of
from generator.content.markup import BREAK
from generator.diagnostics import Finding, Place, Severity
from generator.documents import packs, xmp
from generator.publish import CHECKSUMS, archives, lines, metadata, privacy, uses
from generator.publish.lines import PageScan
from generator.publish.uses import UseKind

_TYPES = re.compile(r"\.(html|css|js|json|svg|webp|jpg|png|txt|xml|ics|webmanifest|csv|ndjson|atom|zip|docx|xlsx)")
_IN_ARCHIVES = re.compile(rf"{_TYPES.pattern}|\.md")
_UP = re.compile(r"^(?:\.\./)+")
_LINK = "publish.link"
_TYPE = "publish.type"
_ENCODING = "publish.encoding"
_PICTURE = "publish.picture"
_ARCHIVE = "publish.archive"
_REMEDIES = {
    _LINK: "检查生成这一页的模板，或补上缺少的文件。",
    _TYPE: "这种文件不发布；确有需要，先加入允许的类型。",
    _ENCODING: "以 UTF-8 重新保存。",
    _PICTURE: "照片只发布重新画过的：用 homes build --fresh 再生成一次；主题里的图片，先去掉附加信息。",
    _ARCHIVE: "用 homes build --fresh 再生成一次；还是这样，请把这一条告诉维护网站的人。",
    UseKind.SCRIPT: "把脚本放进单独的 .js 文件。",
    UseKind.FOREIGN: "改用站内的文件。",
    UseKind.SHAPE: "去掉它。",
    UseKind.STYLE: "把样式写进样式表。",
}
_MAX_CACHED = 20_000
_READ = (*privacy.ENDINGS, ".css", *metadata.ENDINGS, *archives.ENDINGS)
_MISSED_REMEDY = "从内容里删掉它再生成。内容检查本该先拦下它，请把这一条告诉维护网站的人。"

Problem = tuple[str, str]
"""Its rule, and a message in Chinese."""


class Map(Protocol):
    """The built-in `map`, or that of workers: results in the order of the items."""

    def __call__(self, work: Callable[[str], list[Problem]], items: Sequence[str], /) -> Iterable[list[Problem]]: ...


def validate(
    root: Path,
    changed: Iterable[str],
    published: Collection[str],
    base: str = "/",
    across: Map = map,
    allowed: Collection[str] = (),
) -> list[Finding]:
    """Validates the `changed` files below `root`; an empty list if there are no problems.

    `published`: all paths of the release, which links may lead to. `base`: the site's path on its server, which only
    `404.html` may use. `across`: the `map` of workers. `allowed`: digits of numbers that may be published although they
    look private. Files that did not change are not read: pass all pages when files were removed that others may link
    to.
    """
    published = published if isinstance(published, (set, frozenset, dict)) else frozenset(published)
    places: dict[tuple[str | None, Problem], list[str]] = {}
    paths = sorted(changed)
    for path, problems in zip(
        paths, across(lambda path: _file(root, path, published, base, allowed), paths), strict=True
    ):
        for problem in problems:
            places.setdefault((home_of(path), problem), []).append(path)
    return [_finding(problem, where, home) for (home, problem), where in places.items()]


def _finding(problem: Problem, places: list[str], home: str | None) -> Finding:
    """One finding, at the first file, for a problem that many pages of a home (or of none) share: one in the shell is
    in all.
    """
    rule, what = problem
    more = f"（共 {len(places)} 个文件）" if len(places) > 1 else ""
    return Finding(
        Severity.ERROR, what + more, _REMEDIES.get(rule, _MISSED_REMEDY), Place(places[0]), rule=rule, home=home
    )


def _file(root: Path, path: str, published: Collection[str], base: str, allowed: Collection[str]) -> list[Problem]:
    data = _read(f"{root}/{path}") if is_read(path) else b""
    problems, targets = examine(path, data, base, allowed)
    return sorted(
        {*problems, *((_LINK, f"链接指向不存在的文件：{target}") for target in targets if target not in published)}
    )


def _read(file: str) -> bytes:
    """In half the time of `Path.read_bytes`."""
    with open(file, "rb", buffering=0) as stream:
        return stream.read()


def is_read(path: str) -> bool:
    """Whether the content of such a file is validated, not only its type."""
    return path != CHECKSUMS and path.endswith(_READ)


def is_picture(path: str) -> bool:
    """Whether a file references no others, so that it need not be validated again while it stays the same."""
    return path.endswith(metadata.ENDINGS)


def examine(
    path: str, data: bytes, base: str = "/", allowed: Collection[str] = ()
) -> tuple[frozenset[Problem], frozenset[str]]:
    """Problems of the file `path` by itself, and the paths that its links lead to, whether they exist or not.

    A pure function: results can be cached by the file's path and digest. `base` and `allowed` as for `validate`.
    """
    ending = os.path.splitext(path)[1]
    if not _TYPES.fullmatch(ending):
        return _unknown_type(ending), frozenset()
    if not is_read(path):
        return frozenset(), frozenset()
    if is_picture(path):
        problem = metadata.embedded_metadata(ending, data)
        return frozenset([(_PICTURE, problem)] if problem else []), frozenset()
    if ending in archives.ENDINGS:
        return frozenset(_of_archive(path, data, allowed, archives.Budget.of(data))), frozenset()
    return _of_text(path, ending, data, base, allowed)


def _unknown_type(ending: str) -> frozenset[Problem]:
    return frozenset([(_TYPE, f"不发布这种类型的文件：{ending or '没有扩展名'}")])


def _of_text(
    path: str, ending: str, data: bytes, base: str, allowed: Collection[str]
) -> tuple[frozenset[Problem], frozenset[str]]:
    try:
        found = _found(ending, data)
        suspect = found.may_hold_number or privacy.may_hold_number(path)
        private = privacy.private_numbers(path, data.decode(), allowed) if suspect else ()
    except UnicodeDecodeError:
        return frozenset([(_ENCODING, "不是 UTF-8 文本")]), frozenset()
    problems: set[Problem] = {*private, *((use.kind.value, use.text) for use in found.wrong)}
    folder = path.split("/")[:-1]
    climbing = _targets_at_depth(len(folder))
    known = set(map(climbing.__getitem__, found.addresses))
    targets = {target for target in known if target is not None}
    if None in known:
        for address in found.addresses:
            if climbing[address] is None:
                meant = resolve_target(path, folder, address, base)
                if isinstance(meant, str):
                    targets.add(meant)
                else:
                    problems.add(meant)
    return frozenset(problems), frozenset(targets)


def _of_archive(
    path: str, data: bytes, allowed: Collection[str], budget: archives.Budget, depth: int = 1
) -> Iterator[Problem]:
    """Problems of all that lies in an archive: each file is examined as if it lay in a site of its own."""
    name = path.rpartition("/")[2]
    if depth > archives.MAX_DEPTH:
        yield _ARCHIVE, f"{name}：压缩文件里还有压缩文件"
        return
    is_document = path.endswith(archives.OFFICE)
    names: set[str] = set()
    targets: set[str] = set()
    try:
        for member, content in archives.members(data, budget):
            names.add(member)
            found: Iterable[Problem]
            if is_document:
                found = _of_document_part(member, content, allowed)
            elif member.endswith(archives.ENDINGS):
                found = _of_archive(member, content, allowed, budget, depth + 1)
            else:
                found, leads = _of_member(member, content, allowed)
                targets |= leads
            shown = "一个文件" if privacy.may_hold_number(member) else member
            yield from ((rule, f"{name} 里的 {shown}：{what}") for rule, what in found)
    except archives.BadArchive as error:
        yield _ARCHIVE, f"{name}：{error}"
        return
    yield from ((_LINK, f"{name} 里的链接指向里面没有的文件：{target}") for target in targets - names)


def _of_member(path: str, data: bytes, allowed: Collection[str]) -> tuple[Iterable[Problem], frozenset[str]]:
    """As `examine`, of a file in an archive: Markdown may lie there, a page may have styles to be copied with it, and
    a photo its caption, credit and terms.
    """
    ending = os.path.splitext(path)[1]
    if not _IN_ARCHIVES.fullmatch(ending):
        return _unknown_type(ending), frozenset()
    if ending == ".md":
        return _of_text(path, ending, data, "/", allowed)
    if ending == ".jpg" and path.startswith(packs.PHOTOS):
        problem = metadata.embedded_metadata(ending, data, captioned=True)
        texts = BREAK.join((path.replace("/", BREAK), *(xmp.of_jpeg(data) or ())))
        return {*privacy.numbers_in(texts, allowed), *([(_PICTURE, problem)] if problem else [])}, frozenset()
    problems, leads = examine(path, data, allowed=allowed)
    return [one for one in problems if one[0] != UseKind.STYLE], leads


def _of_document_part(name: str, data: bytes, allowed: Collection[str]) -> Iterator[Problem]:
    """Problems of a part of a document of Word or Excel. Raises `BadArchive`."""
    if ending := archives.office_picture(name):
        problem = metadata.embedded_metadata(ending, data)
        if problem:
            yield _PICTURE, problem
        return
    try:
        yield from privacy.numbers_in(archives.office_text(name, data), allowed)
    except UnicodeDecodeError:
        yield _ENCODING, "不是 UTF-8 文本"


def _found(ending: str, data: bytes) -> PageScan:
    """Raises `UnicodeDecodeError`."""
    if ending == ".html":
        return lines.scan_page(data)
    text = data.decode()
    if ending == ".css":
        return lines.from_uses(uses.scan_style(text), may_hold_number=False)
    return lines.from_uses(uses.scan_markup(text) if ending == ".svg" else set())


class _RelativeTargets(dict[str, str | None]):
    """Cache for files `depth` folders deep: an address that climbs to the root, as nearly all do → its target.

    None: any other address, which depends on the file's own folder.
    """

    def __init__(self, depth: int):
        self._up = "../" * depth

    def __missing__(self, address: str) -> str | None:
        if len(self) > _MAX_CACHED:
            self.clear()
        written = unquote(address.removeprefix(self._up))
        target = resolve([], written) if address.startswith(self._up) and not written.startswith("/") else None
        self[address] = target
        return target


_targets_at_depth = cache(_RelativeTargets)


def resolve_target(path: str, folder: list[str], address: str, base: str) -> str | Problem:
    """The target file of a local address in the file `path`, or the problem with it."""
    written = unquote(address) if "%" in address else address
    start = folder
    if path == "404.html":  # answered at any address, it asks for its own files from every depth
        written = _UP.sub("", written)
    if written.startswith("/"):
        base = base.rstrip("/") + "/"
        if path != "404.html" or not written.startswith(base):
            return UseKind.SHAPE.value, f"地址以“/”开头，站点换到子路径下就断了：{address}"
        start, written = [], written[len(base) :]
    return resolve(start, written) or (_LINK, f"链接指到了站点之外：{address}")


def resolve(folder: list[str], written: str) -> str | None:
    """The target file of a relative address in `folder`: for a folder its `index.html`. None outside the site."""
    names = folder.copy()
    name = ""
    for name in written.split("/"):
        if name == "..":
            if not names:
                return None
            names.pop()
        elif name not in ("", "."):
            names.append(name)
    if name in ("", ".", ".."):
        names.append("index.html")
    return "/".join(names)
