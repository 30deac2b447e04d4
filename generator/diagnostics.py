"""Findings: what is wrong, where, what to write instead, and which clause asks for it; and errors of reading."""

from __future__ import annotations

import errno
import tempfile
import traceback
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Severity of a finding.

    `ERROR` (malformed or private content) makes `homes check` exit with 1.
    """

    ERROR = "error"
    UNMET = "unmet"
    ADVICE = "advice"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        return {"error": "错误", "unmet": "未达标", "advice": "建议", "notice": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Place:
    """A position in the content folder: `path` relative to it, `line` and `column` 1-based, in characters."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        if self.line is None:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One message for an editor.

    `field` is the dotted path of the field, `label` its Chinese name, `clause` the clause of the policy. `text` and
    `value`: of a value that was interpreted, as it is written and as the format writes it. `district`: the code of the
    one that an issue of recognition is about.
    """

    severity: Severity
    message: str
    remedy: str
    place: Place
    field: str = ""
    label: str = ""
    rule: str = ""
    clause: str = ""
    home: str | None = None
    text: str = ""
    value: str = ""
    district: str = ""

    def __str__(self) -> str:
        subject = f"“{self.label}” " if self.label and f"“{self.label}”" not in self.message else ""
        clause = f"（依据：{self.clause}）" if self.clause else ""
        remedy = f"　→ {self.remedy}" if self.remedy else ""
        rule = f" [{self.rule}]" if self.rule else ""
        return visible(f"{self.place}: {self.severity.label}{rule} {subject}{self.message}{clause}{remedy}")

    @property
    def sort_key(self) -> tuple[str, str, int, int, str, str]:
        """Orders findings by home, file, position and text, so that the same content gives the same list."""
        return (self.home or "", self.place.path, self.place.line or 0, self.place.column or 0, self.rule, self.message)


_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"}  # a letter that this Python does not know yet is a letter


def visible(text: str) -> str:
    """Escapes control and invisible characters, so that a message may quote any text in a terminal line."""
    if text.isprintable():
        return text
    return "".join(
        c if c in " \u3000" or unicodedata.category(c) not in _HIDDEN else c.encode("unicode_escape").decode()
        for c in text
    )


class BuildStopped(Exception):
    """Stops a build; the message says in Chinese why, and what to do."""


class InvalidInput(ValueError):
    """A value that cannot be parsed: what is wrong and what to write instead, both in Chinese."""

    def __init__(self, message: str, remedy: str = ""):
        super().__init__(message)
        self.message = message
        self.remedy = remedy


_REASONS = {
    errno.ENOSPC: ("磁盘满了", "腾出一些空间"),
    errno.EDQUOT: ("磁盘配额用完了", "腾出一些空间，或请管理员加大配额"),
    errno.EFBIG: ("文件超过了系统允许的大小", "放宽文件大小的限制（ulimit -f）"),
    errno.EMFILE: ("同时打开的文件太多", "放宽打开文件数的限制（ulimit -n）"),
    errno.ENFILE: ("同时打开的文件太多", "关掉别的程序"),
    errno.EAGAIN: ("进程太多，系统不让再开", "关掉别的程序，或加上 --workers 1"),
    errno.ENOMEM: ("内存不够", "关掉别的程序，或加上 --workers 1"),
    errno.EACCES: ("没有权限", "检查文件和文件夹的权限"),
    errno.EPERM: ("没有权限", "检查文件和文件夹的权限"),
    errno.EROFS: ("磁盘是只读的", "换一个能写的位置，或请管理员改成可写"),
    errno.EIO: ("磁盘读写出错", "检查磁盘是不是坏了"),
    errno.ENOENT: ("找不到", "检查它是不是被移走了"),
    errno.EADDRINUSE: ("端口被占用了", "换一个端口，如 --port 8001"),
}
_EXHAUSTED = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM}


def out_of_resources(error: OSError) -> bool:
    """Whether the machine ran out of space, files, processes or memory.

    Such an error says nothing about the file it met, and must stop the build.
    """
    return error.errno in _EXHAUSTED


def explain_os_error(error: OSError) -> InvalidInput:
    """Explains an `OSError` in Chinese with a remedy; rare errors keep the message of the system."""
    what, remedy = _REASONS.get(error.errno or 0, (error.strerror or str(error), "检查磁盘和文件夹"))
    return InvalidInput(f"{what}：{error.filename}" if error.filename else what, remedy)


def explain_crash(error: Exception) -> str:
    """What to do about an error of the program itself, in Chinese. Its traceback goes into a file, for a programmer."""
    details = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="homes-", suffix=".txt", delete=False) as file:
            file.write(details)
        where = f"详情在 {file.name}"
    except OSError:
        where = "详情没有写下来（临时文件夹写不了）"
    return f"程序自己出了错（{type(error).__name__}：{error}）。{where}，请交给管程序的人"


class CityUnreadable(Exception):
    """city.yml is missing or invalid, so that nothing can be built.

    `findings` say where; `homes` are the identities that wait for it.
    """

    def __init__(self, findings: list[Finding], homes: Iterable[str]):
        super().__init__("city.yml")
        self.findings = findings
        self.homes = tuple(homes)
