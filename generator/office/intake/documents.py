"""Markdown files: their front matter is patched like any YAML, the body replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.office.intake.in_full import Names
from generator.office.intake.patching import Edit, patch

_PARTS = re.compile(r"\A(---[ \t]*\r?\n)(.*?)(^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z))", re.DOTALL | re.MULTILINE)


def patch_document(text: str, edits: Sequence[Edit], names: Names, body: str | None = None) -> str:
    """The text with the edits in its front matter and, where one is given, another body. Raises `InvalidInput`."""
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    found = _PARTS.match(text)
    opening, head, closing = found.groups() if found else (f"---{end_of_line}", "", f"---{end_of_line}")
    rest = text[found.end() :] if found else text
    if edits or found:
        head = patch(head, edits, names)
    if head and not head.endswith("\n"):
        head += end_of_line
    if body is not None:
        rest = body.replace("\n", end_of_line) + end_of_line
    if not found and not edits:
        return rest
    return f"{opening}{head}{closing}{end_of_line if body is not None else ''}{rest}"
