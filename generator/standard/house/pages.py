"""What is wrong in the pages that the federation writes by hand: the paragraph that holds a private number goes, the
page stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from generator.content.markdown import remove_lines
from generator.diagnostics import Finding
from generator.model.load import Content
from generator.model.pages import FRONT_MATTER
from generator.standard.house import detectors
from generator.standard.house.inspection import finding_in_page, violations_in_page
from generator.standard.house.texts import PublicText


def redact_pages(
    pages: Mapping[str, bytes], content: Content, on: dt.date
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The pages, by path below pages/, as they may go out, and what was found. What is no UTF-8 is MkDocs's to tell."""
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
    """None where the file's own name holds a number."""
    front = matched[0] if (matched := FRONT_MATTER.match(text)) else ""
    body = text.removeprefix(front)
    words = (
        PublicText(file, "", file, file),
        PublicText(file, "title", front, f"{file}:title"),
        PublicText(file, "body", body, f"{file}:body", markdown=True),
    )
    violations = [
        violation
        for violation in violations_in_page(words, content, on)
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
    left = (
        "" if f"{file}:body" in hidden else remove_lines(body, [(int(first), int(behind)) for first, behind in spans])
    )
    return ("" if f"{file}:title" in hidden else front) + left, findings
