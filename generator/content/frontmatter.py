"""A Markdown file is front matter between two `---` lines and a body; both keep the file's own line numbers."""

from __future__ import annotations

from dataclasses import dataclass

from generator.content.yaml_nodes import ContentSyntaxError


@dataclass(frozen=True, slots=True)
class Split:
    """`head` is YAML that starts at line 2 (empty if there is none); `body` starts at `body_line`."""

    head: str
    body: str
    body_line: int


def split(text: str) -> Split:
    """Splits a file. Raises `ContentSyntaxError` where the front matter is opened and never closed."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Split("", text, 1)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return Split("\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2)
    raise ContentSyntaxError("开头的 --- 没有配对", "在字段写完的下一行再写一个 ---，然后空一行写正文", 1, 1)
