"""Redacts hand-written pages: the paragraph with a private number is removed, the page stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from generator.content.markdown import remove_lines
from generator.diagnostics import Finding
from generator.model.load import Content
from generator.model.pages import FRONT_MATTER
from generator.standard.house import detectors
from generator.standard.house.inspection import finding_in_page, violations_in_texts
from generator.standard.house.texts import PublicText


def redact_pages(
    pages: Mapping[str, bytes], content: Content, on: dt.date
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The redacted pages, by path below pages/, and the findings. Files that are no UTF-8 are left to MkDocs."""
    kept, found = {}, []
    for path, data in pages.items():
        try:
            text = data.decode()
        except UnicodeDecodeError:
            kept[path] = data
            continue
        left, findings = _page(f"pages/{path}", text, content, on)
        found += findings
        if left is not None:
            kept[path] = left.encode() if findings else data
    return kept, tuple(found)


def _page(file: str, text: str, content: Content, on: dt.date) -> tuple[str | None, list[Finding]]:
    """The redacted text of a page, and its findings; None where its file name holds a number."""
    front = matched[0] if (matched := FRONT_MATTER.match(text)) else ""
    body = text.removeprefix(front)
    words = (
        PublicText(file, "", file, file),
        PublicText(file, "title", front, f"{file}:title"),
        PublicText(file, "body", body, f"{file}:body", markdown=True),
    )
    violations = [
        violation
        for violation in violations_in_texts(words, content, on)
        if violation.rule in (*detectors.NUMBER_RULES, "house.old-law")
    ]
    hidden = {name for violation in violations for name in violation.redacts}
    findings = [
        finding_in_page(violation, 1 + front.count("\n") * (violation.field == "body")) for violation in violations
    ]
    if file in hidden:
        return None, findings
    if not hidden:
        return text, findings
    spans = [name.rpartition("#")[2].split("-") for name in hidden if "#" in name]
    left = "" if f"{file}:body" in hidden else remove_lines(body, [(int(first), int(end)) for first, end in spans])
    return ("" if f"{file}:title" in hidden else front) + left, findings
