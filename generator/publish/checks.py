"""The look at what was written, before the switch: a site with a broken link, a foreign script or a private number never goes live."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from generator.content.intake import home_of
from generator.diagnostics import Finding, Place, Severity
from generator.publish import privacy, uses
from generator.publish.release import CHECKSUMS
from generator.publish.uses import Kind

_TYPES = re.compile(r"\.(html|css|js|json|svg|webp|jpg|png|avif|ico|txt|xml|ics|webmanifest|csv|atom)")
_LINK = "publish.link"
_TYPE = "publish.type"
_ENCODING = "publish.encoding"
_REMEDIES = {
    _LINK: "检查生成这一页的模板，或补上缺少的文件。",
    _TYPE: "这种文件不发布；确有需要，先加入允许的类型。",
    _ENCODING: "以 UTF-8 重新保存。",
    Kind.SCRIPT: "把脚本放进单独的 .js 文件。",
    Kind.FOREIGN: "改用站内的文件。",
    Kind.SHAPE: "去掉它。",
}
_SLIPPED = "从内容里删掉它再生成。内容检查本该先拦下它，请把这一条告诉维护网站的人。"

_Problem = tuple[str, str]  # rule, what


def look(
    root: Path,
    changed: Iterable[str],
    published: Collection[str],
    base: str = "/",
    across: Callable[..., Iterable] = map,
    allowed: Collection[str] = (),
) -> list[Finding]:
    """Reads the `changed` files below `root`; `published` are all paths of the release. Nothing found: an empty list.

    `base` is the site's path on its server, which only `404.html` may build upon; `across` the `map` of workers;
    `allowed` the digits of numbers that would be private if they had not been let out.
    A page that did not change is not read again: pass all pages when files that others may link to have gone.
    """
    paths = sorted(changed)
    base = base.rstrip("/") + "/"
    published = published if isinstance(published, (set, frozenset, dict)) else frozenset(published)
    places: dict[tuple[str | None, _Problem], list[str]] = {}
    for path, problems in zip(paths, across(lambda path: _file(root, path, published, base, allowed), paths), strict=True):
        for problem in problems:
            places.setdefault((home_of(path), problem), []).append(path)
    return [_finding(problem, where, home) for (home, problem), where in places.items()]


def _finding(problem: _Problem, places: list[str], home: str | None) -> Finding:
    """One finding for what is the same in many pages of a home, or of none, at the first of them: a slip in the frame is in all."""
    rule, what = problem
    more = f"（共 {len(places)} 个文件）" if len(places) > 1 else ""
    return Finding(Severity.ERROR, what + more, _REMEDIES.get(rule, _SLIPPED), Place(places[0]), rule=rule, home=home)


def _file(root: Path, path: str, published: Collection[str], base: str, allowed: Collection[str]) -> list[_Problem]:
    ending = os.path.splitext(path)[1]
    if not _TYPES.fullmatch(ending):
        return [(_TYPE, f"不发布这种类型的文件：{ending or '没有扩展名'}")]
    if path == CHECKSUMS or ending not in (*privacy.ENDINGS, ".css"):
        return []
    try:
        text = (root / path).read_bytes().decode()
    except UnicodeDecodeError:
        return [(_ENCODING, "不是 UTF-8 文本")]
    if ending == ".css":
        return sorted(set(_problems(path, uses.of_style(text), published, base)))
    private = privacy.private_numbers(path, text, allowed)
    found = uses.of_markup(text) if ending in (".html", ".svg") else ()
    return sorted({*_problems(path, found, published, base), *private})


def _problems(path: str, found: Iterable[uses.Use], published: Collection[str], base: str) -> Iterator[_Problem]:
    folder = path.split("/")[:-1]
    for use in found:
        if use.kind is not Kind.ADDRESS:
            yield use.kind.value, use.text
            continue
        written = unquote(use.text) if "%" in use.text else use.text
        start = folder
        if written.startswith("/"):
            if path != "404.html" or not written.startswith(base):
                yield Kind.SHAPE.value, f"地址以“/”开头，站点换到子路径下就断了：{use.text}"
                continue
            start, written = [], written[len(base) :]
        target = resolve(start, written)
        if target is None:
            yield _LINK, f"链接指到了站点之外：{use.text}"
        elif target not in published:
            yield _LINK, f"链接指向不存在的文件：{target}"


def resolve(folder: list[str], written: str) -> str | None:
    """The file that a relative address in `folder` means: a folder's is its `index.html`. None outside the site."""
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
