"""The second check for private numbers, over the files that were written; the first is the inspection of the content.

Whatever is found here passed the first check by mistake, so the release stops. Only numbers are checked: an address or
a school may have been cleared by a reviewer.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import unquote

from generator.content.markup import BREAK, INLINE, LINE, NOT_TEXT, text_of
from generator.patterns import lazy
from generator.standard.house import detectors

_DIGEST = lazy(r"(?<![0-9A-Za-z])(?=[0-9a-f]*[a-f])[0-9a-f]{16,}(?![0-9A-Za-z])")  # names of our own files
# Whole values of data that are made by us: days, and UUIDs. Lists of days cost 2 CPU s a megabyte to look at.
_DAY = r"(?:19|20)\d\d-[01]\d-[0-3]\d"
_GENERATED = lazy(rf"{_DAY}(?:,{_DAY})*|[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}")
_FOLDED = lazy(r"\r?\n[ \t]")  # RFC 5545, 3.1
_CONTEXT_CHARS = 12  # characters quoted before a number, to find it by
_MIN_NUMBER = 10**10  # a number as long as a mobile's
# Eleven digits with nothing between them that parts numbers, or fewer at the end.
_JOINER = rf"(?:(?![\n<>]){detectors.BETWEEN}|{INLINE}|{LINE}|&(?:amp|gt|lt|#39|#x27);)*+"
_LONG = lazy(
    rf"(?:{detectors.FIRST}|"
    rf"{detectors.ZERO}{_JOINER}{detectors.ZERO}){_JOINER}(?:{detectors.DIGIT}{_JOINER}){{0,9}}+(?:{detectors.DIGIT}|\n|\Z)"
)
_ENTITY = lazy("&(?!(?:amp|gt|quot|#34|#39|#x27);)")  # an entity that may stand for a digit, or for a tag
_OPEN_ATTRIBUTE = lazy(r'="[^"\n]*+(?!")')  # an attribute, or what looks like one, that the next line may go on with
_OPENS_SILENT = lazy(r"<(?:[sS][cC][rR][iI][pP][tT]|[sS][tT][yY][lL][eE])\b(?![^>]*json)")
# Data that scripts unpack is no prose: the last digits of one home's telephone beside those of the next are no number.
# In these files a string at the top level is a column over all homes; their texts stand in `said.txt` too, where they
# are checked. The full-text index holds nothing else.
_PACKED = frozenset({"search/names.json", "search/nearby.json", "search/stories.json"})
_INDEX = "search/fulltext/"
ENDINGS = (".html", ".svg", ".xml", ".atom", ".json", ".ics", ".csv", ".ndjson", ".txt")
"""Files whose text is checked; `checksums.txt` has none."""


def private_numbers(path: str, text: str, allowed: Collection[str]) -> Iterator[tuple[str, str]]:
    """Rule and a message in Chinese for each number in the file `path`, its address included, that is not `allowed`.

    `allowed`: digits of numbers that may be seen: a mobile number by consent, a hotline, what a reviewer cleared.
    """
    yield from numbers_in(BREAK.join((path.replace("/", BREAK), _visible_text(path, text))), allowed)


def numbers_in(words: str, allowed: Collection[str]) -> Iterator[tuple[str, str]]:
    """Rule and a message in Chinese for each number in a text as a reader sees it, that is not `allowed`."""
    if not detectors.may_hold_number(words):
        return
    words = _DIGEST.sub(BREAK, words)
    for hit in detectors.find_numbers(words):
        if detectors.normalized_digits(hit.text) not in allowed:
            before = words[: words.index(hit.text)].rpartition(BREAK)[2][-_CONTEXT_CHARS:].lstrip()
            yield hit.rule, f"要发布的文件里{detectors.MESSAGES[hit.rule][0]}：“{before}{detectors.mask(hit)}”"


def may_hold_number(path: str) -> bool:
    """Whether a private number may stand in a file's address."""
    return detectors.may_hold_number(path.replace("/", BREAK))


def may_hold_or_begin(lines: str) -> bool:
    """Whether lines of HTML may hold a number, or one may run from a line into the next, or a tag may hide one.

    A fast test without parsing, with false positives but no false negatives: where it is False for all lines and
    `may_hold_number` is False for the address, `private_numbers` finds nothing.
    """
    if (
        _OPEN_ATTRIBUTE.search(lines)
        or _may_contain_number(lines)
        or ("%" in lines and _may_contain_number(unquote(lines)))
    ):
        return True
    if not _OPENS_SILENT.search(lines):
        return False
    audible = NOT_TEXT.sub("", lines)
    return "\n" in lines or _may_contain_number(audible) or _OPENS_SILENT.search(audible) is not None


def _may_contain_number(markup: str) -> bool:
    return _LONG.search(markup) is not None or ("&" in markup and _ENTITY.search(markup) is not None)


def _visible_text(path: str, text: str) -> str:
    """The text of a file as a reader sees it, with `BREAK` between separate texts."""
    if path.startswith(_INDEX):
        return ""
    if path.endswith(".json"):
        try:
            data = json.loads(text)
        except ValueError:
            return text
        return BREAK.join(_strings(_prose(data) if path in _PACKED else data))
    if path.endswith(".ics"):
        lines = _FOLDED.sub("", text).splitlines()
        return BREAK.join(line.partition(":")[2].replace("\\n", BREAK) for line in lines)
    if path.endswith(".ndjson"):
        return BREAK.join(_visible_text("line.json", line) for line in text.splitlines())
    if path.endswith(".csv"):
        return BREAK.join(_cells(text))
    if path.endswith((".txt", ".md")):
        return re.sub(r"[,\n]", BREAK, text)
    return text_of(text)


def _cells(text: str) -> Iterator[str]:
    """The cells of a CSV file; the lines of what is none."""
    try:
        yield from (cell for row in csv.reader(text.splitlines()) for cell in row)
    except csv.Error:
        yield from text.splitlines()


def _prose(data: dict[str, Any]) -> dict[str, Any]:
    """Packed data without its columns, which are strings at the top level."""
    return {name: value for name, value in data.items() if not isinstance(value, str)}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str) and not _GENERATED.fullmatch(value):
        yield value
    elif isinstance(value, int) and value >= _MIN_NUMBER:
        yield str(value)
