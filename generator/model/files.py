"""One file to one record: decode, parse, read; a file with an error gives nothing, and says why."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from generator.content import frontmatter, marked
from generator.content.intake import Snapshot, home_of
from generator.content.text import decode, forbidden_character, many_lines
from generator.diagnostics import Finding, Misread, Place, Severity
from generator.model.reader import Marks, Reader

LONGEST_BODY = 20_000  # characters of a Markdown body


@dataclass
class Files:
    """Reads the files of a snapshot. `marks` and `findings` gather for all files read; `broken` names those that failed."""

    snapshot: Snapshot
    marks: dict[str, Marks] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def record(self, path: str, of: type, **given: Any) -> Any:
        """The record of a YAML file, or None if it is missing or broken. `given` are fields that the path itself tells."""
        text = self._text(path)
        if text is None:
            return None
        reader = self._reader(path)
        root = self._parse(text, reader) or self._unwritten(text, reader)
        value = reader.record(root, of) if root else None
        return self._judge(reader, value, given)

    def records(self, path: str, of: type) -> tuple:
        """The records of a YAML file that is a list; empty if it is missing, empty or broken."""
        text = self._text(path)
        if text is None:
            return ()
        reader = self._reader(path)
        root = self._parse(text, reader)
        return self._judge(reader, reader.records(root, of), {}) or ()

    def writing(self, path: str, of: type, **given: Any) -> Any:
        """The record of a Markdown file: its front matter, with the body as `body`."""
        text = self._text(path)
        if text is None:
            return None
        reader = self._reader(path)
        try:
            split = frontmatter.split(text)
        except marked.Misplaced as error:
            self._fail(reader, error.message, error.remedy, error.line, error.column)
            return self._judge(reader, None, {})
        root = self._parse(split.head, reader, first_line=2)
        body = self._body(split, reader)
        if root is None and not reader.findings:
            if not body:
                return None  # as homes new leaves it: nothing written yet
            root = marked.Mapping((), 1, 1)
        value = reader.record(root, of) if root else None
        return self._judge(reader, value, {**given, "body": body})

    def _unwritten(self, text: str, reader: Reader) -> marked.Mapping | None:
        """A file of comments alone is a record with nothing in it; an empty file is a mistake."""
        if not text.strip():
            self._fail(reader, "文件是空的", "照 homes new 生成的样例填写，或删掉这个文件", 1, 1)
        return None if reader.findings else marked.Mapping((), 1, 1)

    def _text(self, path: str) -> str | None:
        data = self.snapshot.texts.get(path)
        if data is None:
            return None
        try:
            text, notice = decode(data)
        except Misread as error:
            self.broken.add(path)
            self._add(Severity.ERROR, path, error.message, error.remedy)
            return None
        if notice:
            self._add(Severity.NOTICE, path, notice, "用记事本打开，另存为，编码选 UTF-8")
        return text

    def _reader(self, path: str) -> Reader:
        reader = Reader(path, home_of(path))
        self.marks[path] = reader.marks
        return reader

    def _parse(self, text: str, reader: Reader, first_line: int = 1) -> marked.Node | None:
        try:
            parsed = marked.parse(text, first_line)
        except marked.Misplaced as error:
            self._fail(reader, error.message, error.remedy, error.line, error.column)
            return None
        for line, column, message in parsed.hints:
            place = Place(reader.path, line, column)
            reader.findings.append(Finding(Severity.NOTICE, message, "", place, rule="house.shape", home=reader.home))
        if parsed.root is not None:
            reader.marks[""] = (parsed.root.line, parsed.root.column)
        return parsed.root

    def _body(self, split: frontmatter.Split, reader: Reader) -> str:
        found = forbidden_character(split.body)
        if found:
            before = split.body[: found[0]]
            line = split.body_line + before.count("\n")
            self._fail(reader, f"正文里有{found[1]}", "删掉这一处，重新输入", line, len(before) - before.rfind("\n"))
        if len(split.body) > LONGEST_BODY:
            self._fail(reader, f"正文有 {len(split.body)} 个字，超过 {LONGEST_BODY} 个", "分成几篇", split.body_line, 1)
        blank = split.body[: len(split.body) - len(split.body.lstrip())]
        reader.marks["body"] = (split.body_line + blank.count("\n"), len(blank) - blank.rfind("\n"))
        return many_lines(split.body)

    def _judge(self, reader: Reader, value: Any, given: dict[str, Any]) -> Any:
        self.findings += reader.findings
        if any(finding.severity is Severity.ERROR for finding in reader.findings):
            self.broken.add(reader.path)
            return None
        return dataclasses.replace(value, **given) if value is not None and given else value

    def _fail(self, reader: Reader, message: str, remedy: str, line: int, column: int) -> None:
        place = Place(reader.path, line, column)
        reader.findings.append(Finding(Severity.ERROR, message, remedy, place, rule="house.shape", home=reader.home))

    def _add(self, severity: Severity, path: str, message: str, remedy: str) -> None:
        self.findings.append(Finding(severity, message, remedy, Place(path), rule="house.shape", home=home_of(path)))


def place(marks: dict[str, Marks], path: str, at: str, key: bool = False) -> Place:
    """Where the field `at` stands in the file, else its nearest parent that was written; no line if the file is missing.

    What is wrong with a value is shown at the value; what a rule finds in a field, with `key`, at the field's name.
    """
    known = marks.get(path)
    if known is None:
        return Place(path)
    if key and f"{at}:" in known:
        return Place(path, *known[f"{at}:"])
    while at and at not in known:
        at = at[: max(at.rfind("."), at.rfind("["), 0)]
    return Place(path, *known.get(at, (1, 1)))
