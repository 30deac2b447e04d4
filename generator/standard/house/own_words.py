"""Private numbers in a city's own words: those that its standard consists of, and its codes."""

from __future__ import annotations

import datetime as dt

from generator.content.markup import BREAK
from generator.diagnostics import Finding, Severity
from generator.model.load import Content
from generator.model.wording import Wording
from generator.standard.house import detectors, facts, texts
from generator.standard.house.inspection import cleared_numbers, violations_in_texts
from generator.standard.house.redaction import redact_standard


def without_private_words(content: Content, on: dt.date) -> Content:
    """The content with a standard that says nothing which must not be published, and no code twice. `inspect_city`
    tells what that is.
    """
    violations = (*violations_in_texts(texts.of_standard(content), content, on), *facts.repeated_codes(content))
    return redact_standard(content, frozenset(name for violation in violations for name in violation.redacts))


def numbered_codes(content: Content, on: dt.date) -> list[Finding]:
    """A finding for each code of city.yml and standard.yml that holds a private number, and can't be left out."""
    cleared, found = cleared_numbers(content, on), []
    for code in texts.codes(content):
        for hit in detectors.find_numbers(code.text.replace("-", BREAK)):
            if detectors.normalized_digits(hit.text) not in cleared:
                message = f"代号会写进网址，里面{detectors.MESSAGES[hit.rule][0]}：“{detectors.mask(hit)}”"
                place = content.place(code.file, code.field, key=True)
                remedy = "换一个代号，用到它的地方也改；改好之前不生成网站"
                found.append(Finding(Severity.ERROR, message, remedy, place, code.field, rule=hit.rule))
    return list(Wording(content.standard).findings(found))
