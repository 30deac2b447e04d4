"""Which paths may be published: valid on every file system, and distinct on those that ignore case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from generator.store.errors import BadPath

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
_MAX_NAME = 255  # bytes, on all file systems in use


def check(path: str) -> None:
    """Raises `BadPath` unless `path` is relative, separated by `/`, and valid everywhere."""
    if not path:
        raise BadPath("文件路径是空的。", "给每个页面一个地址。")
    if _UNSAFE.search(path):
        raise BadPath(f"路径含有控制字符或反斜杠：{path!r}", "改用字母、数字、短横线。")
    names = path.split("/")
    if any(name in ("", ".", "..") for name in names):
        raise BadPath(f"路径必须是站点内的相对路径：{path}", "去掉开头的“/”和“..”。")
    if not path.isascii() and path != unicodedata.normalize("NFC", path):
        raise BadPath(f"路径里的文字不是 NFC 形式：{path}", "重新输入这个名称。")
    if len(path) * 4 > _MAX_NAME and any(len(name.encode()) > _MAX_NAME for name in names):
        raise BadPath(f"名称太长：{path}", "名称不超过 80 个汉字。")


class UsedPaths:
    """Paths in use. Rejects two that differ only in case, and a file where another path needs a folder."""

    def __init__(self, used: Iterable[str] = ()) -> None:
        self._spelling: dict[str, str] = {}  # case-folded → as written; that of a folder ends in "/"
        for path in used:
            self.add(path)

    def add(self, path: str) -> None:
        """Adds a checked path. Raises `BadPath`."""
        folded = path.casefold()
        if (other := self._spelling.get(folded)) is not None:
            raise _collision(path, other)
        self._spelling[folded] = path
        folder = path.rpartition("/")[0]
        while folder:
            known = self._spelling.get(folder.casefold())
            if known == folder + "/":
                return  # and the folders above it were added with it
            if known is not None:
                raise _collision(path, known)
            self._spelling[folder.casefold()] = folder + "/"
            folder = folder.rpartition("/")[0]


def _collision(path: str, other: str) -> BadPath:
    if path == other:
        return BadPath(f"同一个文件写了两次：{path}", "给其中一个换个地址。")
    return BadPath(f"路径冲突：{path} 与 {other}", "在不分大小写的服务器上它们是同一个，请改名。")
