"""A Markdown file is front matter between two `---` lines and a body; both keep the file's own line numbers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from generator.content.yaml_nodes import ContentSyntaxError

_RULE = re.compile(r"[-—–－_]{1,}|\.\.\.")
_FIELD = re.compile(r"([^\W\d]\w{0,19}) *[:：]")


@dataclass(frozen=True, slots=True)
class Split:
    """`head` is YAML that starts at line `head_line` (empty if there is none); `body` starts at `body_line`."""

    head: str
    body: str
    body_line: int
    head_line: int = 2


def split(text: str, names: Collection[str] = ()) -> Split:
    """Splits a file that may have the fields `names`; blank lines before the first `---` are let pass.

    Raises `ContentSyntaxError` where the front matter is never closed, or where fields stand outside of it.
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].rstrip() != "---":
        _check_fields(lines, first, names)
        return Split("", text, 1)
    for number, line in enumerate(lines[first + 1 :], start=first + 1):
        if line.rstrip() in ("---", "..."):
            body = "\n".join(lines[number + 1 :])
            return Split("\n".join(lines[first + 1 : number]), body, number + 2, first + 2)
    raise ContentSyntaxError("开头的 --- 没有配对", _where_to_close(lines, first, names), first + 1, 1)


def _check_fields(lines: list[str], first: int, names: Collection[str]) -> None:
    """Raises where a file begins with fields and no `---`, or one that isn't three hyphens."""
    begins = lines[first].strip()
    if _RULE.fullmatch(begins) and _is_field(lines[first + 1 : first + 2], names):
        message = f"开头的“{begins[:10]}”不是三个英文短横"
        raise ContentSyntaxError(message, "改成 ---，单独一行；字段写完的下一行也一样", first + 1, 1)
    if _is_field([begins], names):
        message = "前面少了一行 ---，下面的字段都没有认出来"
        raise ContentSyntaxError(message, "在最前面加一行 ---，字段写完的下一行再加一行 ---", first + 1, 1)


def _is_field(lines: list[str], names: Collection[str]) -> bool:
    found = _FIELD.match(lines[0].strip()) if lines else None
    return found is not None and found[1] in names


def _where_to_close(lines: list[str], first: int, names: Collection[str]) -> str:
    last = max((n for n, line in enumerate(lines) if n > first and _is_field([line], names)), default=None)
    where = f"第 {last + 1} 行（{lines[last].strip()[:20]}）" if last else "字段写完"
    return f"在{where}的下一行再写一个 ---，然后空一行写正文"
