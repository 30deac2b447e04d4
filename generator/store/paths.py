"""Which paths may be published, and that no two of them are one on another file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from generator.store.errors import BadPath

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
_LONGEST = 255  # bytes of a name, on all file systems in use


def check(path: str) -> None:
    """Raises BadPath unless `path` is relative, `/` separated, and means the same place everywhere."""
    if not path:
        raise BadPath("文件路径是空的。", "给每个页面一个地址。")
    if _UNSAFE.search(path):
        raise BadPath(f"路径含有控制字符或反斜杠：{path!r}", "改用字母、数字、短横线。")
    names = path.split("/")
    if any(name in ("", ".", "..") for name in names):
        raise BadPath(f"路径必须是站点内的相对路径：{path}", "去掉开头的“/”和“..”。")
    if not path.isascii() and path != unicodedata.normalize("NFC", path):
        raise BadPath(f"路径里的文字不是 NFC 形式：{path}", "重新输入这个名称。")
    if len(path) * 4 > _LONGEST and any(len(name.encode()) > _LONGEST for name in names):
        raise BadPath(f"名称太长：{path}", "名称不超过 80 个汉字。")


class UsedPaths:
    """The paths in use. Two that differ in case alone, or a file where a folder must be, are refused."""

    def __init__(self, used: Iterable[str] = ()) -> None:
        self._spelling: dict[str, str] = {}  # folded → as written; a folder's ends in "/"
        for path in used:
            self.add(path)

    def add(self, path: str) -> None:
        """Takes a checked `path`; raises BadPath when another file or folder stands there."""
        folded = path.casefold()
        if (other := self._spelling.get(folded)) is not None:
            raise _collision(path, other)
        self._spelling[folded] = path
        folder = path.rpartition("/")[0]
        while folder:
            known = self._spelling.get(folder.casefold())
            if known == folder + "/":
                return  # and so are those above it
            if known is not None:
                raise _collision(path, known)
            self._spelling[folder.casefold()] = folder + "/"
            folder = folder.rpartition("/")[0]


def _collision(path: str, other: str) -> BadPath:
    if path == other:
        return BadPath(f"同一个文件写了两次：{path}", "给其中一个换个地址。")
    return BadPath(f"路径冲突：{path} 与 {other}", "在不分大小写的服务器上它们是同一个，请改名。")
