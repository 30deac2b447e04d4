"""What is wrong in the pages that the federation writes by hand: the paragraph that holds a private number goes, the
page stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from generator.content.markdown import without
from generator.diagnostics import Finding
from generator.model.load import Content
from generator.model.pages import FRONT_MATTER
from generator.standard.house import detectors
from generator.standard.house.inspection import finding_in_page, slips_in_page
from generator.standard.house.texts import Words


def without_private(
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
        Words(file, "", file, file),
        Words(file, "title", front, f"{file}:title"),
        Words(file, "body", body, f"{file}:body", markdown=True),
    )
    slips = [
        slip for slip in slips_in_page(words, content, on) if slip.rule in (*detectors.NUMBER_RULES, "house.old-law")
    ]
    hidden = {name for slip in slips for name in slip.hide}
    findings = [finding_in_page(slip, 1 + front.count("\n") * (slip.field == "body")) for slip in slips]
    if file in hidden:
        return None, findings
    if not hidden:
        return text, findings
    spans = [name.rpartition("#")[2].split("-") for name in hidden if "#" in name]
    left = "" if f"{file}:body" in hidden else without(body, [(int(first), int(behind)) for first, behind in spans])
    return ("" if f"{file}:title" in hidden else front) + left, findings
