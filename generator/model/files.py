"""Reads files into records: decode, parse, read.

A value that can't be read is reported and costs itself: its last good value is used where there is one. Of a file that
can't be parsed the last good version is.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.content import frontmatter, slips, yaml_nodes
from generator.content.intake import Snapshot, home_of
from generator.content.mangled import conflict, page_code
from generator.content.text import decode, forbidden_character, many_lines
from generator.content.values.nothing import says_none
from generator.diagnostics import Finding, InvalidInput, Place, Severity
from generator.model.fields import field_names, how_written, not_fields
from generator.model.home_names import HomeNames
from generator.model.mending import is_complete, with_last_good
from generator.model.positions import Positions
from generator.model.reader import Lists, R, RecordReader, reading_notice
from generator.model.terms import terms

DOUBT_CLOSES = frozenset({"city.yml", "consents.yml", "withdrawals.yml", "withheld.yml"})
"""Files in which any error makes the whole invalid: what can't be read may be what keeps something from the public."""
_DOUBTS = DOUBT_CLOSES - {"city.yml"}
NO_STAND_IN = frozenset({"city.yml", "consents.yml", "ledger.yml", "withdrawals.yml", "withheld.yml"})
"""Files that no older version may replace: consents, the ledger that the standard is judged by, and city.yml."""
MAX_BODY_LENGTH = 20_000  # characters of a Markdown body


@dataclass(frozen=True, slots=True)
class LastGoodText:
    """The text of a file as last read without error, and the day (ISO) of the build that first used it."""

    text: str
    day: str


@dataclass(frozen=True, slots=True)
class StandIn:
    """The last good text used for an unreadable file, or for those of its `fields` that can't be read (None: all).

    `positions` are those in this text.
    """

    last_good: LastGoodText
    positions: Positions
    fields: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that something was read from: those without errors, those replaced by an older version, and a digest of
    all their texts.
    """

    read: tuple[str, ...] = ()
    stand_ins: Mapping[str, StandIn] = field(default_factory=dict)
    digest: str = ""

    @property
    def has_older(self) -> bool:
        """Whether anything older is shown."""
        return any(one.fields is None or one.fields for one in self.stand_ins.values())


Read = Callable[[str, RecordReader], R | None]
"""Reads a record from a text; problems go to the reader."""
Check = Callable[[Any, Positions], "Finding | None"]
"""The problem of a record that was read without error and cannot be used all the same, or None."""


@dataclass
class Files:
    """Reads the files of a snapshot, with the city's own `lists`, and its words for the `usual` ones in keys.

    `positions` and `findings` collect those of all files read; `broken` names the files that failed, `flawed` those in
    which a value did. `last_good` gives the last good texts by path; `stand_ins` are those that were used. With
    `use_last_good` nothing but them is read: of a home whose files are valid and could not be processed.
    """

    snapshot: Snapshot
    last_good: Callable[[], Mapping[str, LastGoodText]] = dict
    use_last_good: bool = False
    lists: Lists = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    positions: dict[str, Positions] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    flawed: set[str] = field(default_factory=set)
    stand_ins: dict[str, StandIn] = field(default_factory=dict)

    def record(self, path: str, of: type[R], check: Check | None = None, **given: Any) -> R | None:
        """The record of a YAML file, or None if it is missing or invalid.

        `given` are fields that follow from the path.
        """

        def read(text: str, reader: RecordReader) -> R | None:
            root = self._parse(text, reader, of) or self._empty_record(text, reader)
            return reader.record(root, of, partial=True, **given) if root else None

        return self._read_or_last_good(path, read, check)

    def records(self, path: str, of: type[R]) -> tuple[R, ...]:
        """The records of a YAML file that is a list; empty if it is missing, empty or invalid."""

        def read(text: str, reader: RecordReader) -> tuple[R, ...] | None:
            root = self._parse(text, reader, of, listed=True)
            return None if root is None and _has_error(reader) else reader.records(root, of)

        return self._read_or_last_good(path, read) or ()

    def entries(self, path: str, of: type[R]) -> list[tuple[R | None, bool]] | None:
        """The records of a list, each with whether it is valid: an invalid entry does not discard the others.

        No older version is used. None where the file cannot be parsed.
        """
        text, reader = self._text(path), self._reader(path)
        if text is None:
            return None if path in self.broken else []
        root = self._parse(text, reader, of, listed=True)
        found = None if _has_error(reader) else reader.entries(root, of)
        self.positions[path] = reader.positions
        self.findings += reader.findings
        if _has_error(reader):
            self.broken.add(path)
        return found

    def document(self, path: str, of: type[R], check: Check | None = None, **given: Any) -> R | None:
        """The record of a Markdown file: its front matter, with the body as `body`."""

        def read(text: str, reader: RecordReader) -> R | None:
            try:
                split = frontmatter.split(text, field_names(of))
            except yaml_nodes.ContentSyntaxError as error:
                self._fail(reader, error.message, error.remedy, error.line, error.column)
                return None
            root = self._parse(split.head, reader, of, split.head_line)
            body = self._body(split, reader)
            if root is None and not reader.findings:
                if not body:
                    return None  # as `homes new` creates it
                root = yaml_nodes.Mapping((), 1, 1)
            return reader.record(root, of, partial=True, **given, body=body) if root else None

        return self._read_or_last_good(path, read, check)

    def text_paths(self, folder: str, ending: str = "") -> list[str]:
        """Sorted paths of the text files directly in `folder`, unreadable ones with a last good version included."""
        paths = set(self.snapshot.text_paths(folder, ending))
        if self.use_last_good or any(
            path.startswith(folder) or folder.startswith(path) for path in self.snapshot.refused
        ):
            here = (path for path in self.last_good() if path.rpartition("/")[0] == folder and path.endswith(ending))
            paths |= {path for path in here if path in self.snapshot.texts or self.snapshot.refuses(path)}
        return sorted(paths)

    @cached_property
    def _home_names(self) -> HomeNames:
        return HomeNames(self.snapshot.root, self.snapshot.homes)

    def _reader(self, path: str) -> RecordReader:
        home = home_of(path)
        named = None if home else self._home_names.find
        doubts = path.rpartition("/")[2] in _DOUBTS
        return RecordReader(path, home, homes_named=named, lists=self.lists, usual=self.usual, doubts=doubts)

    @property
    def sources(self) -> Sources:
        """The files read so far, without those that no older version may replace."""
        whole = self.positions.keys() - self.broken - self.flawed
        read = tuple(sorted(path for path in whole if path.rpartition("/")[2] not in NO_STAND_IN))
        digest = hashlib.sha256()
        for path in read:
            digest.update(f"{path}\0{len(self.snapshot.texts[path])}\0".encode() + self.snapshot.texts[path])
        for path, older in sorted(self.stand_ins.items()):
            digest.update(f"{path}\0{older.last_good.day}\0{older.last_good.text}".encode())
        return Sources(read, self.stand_ins, digest.hexdigest())

    def has(self, path: str) -> bool:
        """Whether a file exists, readable or not."""
        return path in self.snapshot.texts or self.snapshot.refuses(path)

    def _read_or_last_good(self, path: str, read: Read[R], check: Check | None = None) -> R | None:
        """The record of the file, with last good values for what can't be read; where it has none that of its last good
        text; else None.
        """
        text = None if self._is_skipped(path) else self._text(path)
        if text is not None:
            reader = self._reader(path)
            value = read(text, reader)
            self.positions[path] = reader.positions
            if _has_error(reader) and path.rpartition("/")[2] in DOUBT_CLOSES:
                value = None
            elif value is not None:
                value = self._mended(reader, value, read, check)
            self.findings += reader.findings
            if value is not None or not _has_error(reader):
                return value
            self.broken.add(path)
        return self._last_good_record(path, read, check) if path in self.broken else None

    def _mended(self, reader: RecordReader, value: R, read: Read[R], check: Check | None) -> R | None:
        """The record with last good values where its own can't be read or used; None where it can't do without them."""
        if not reader.findings and not check:
            return value
        if _has_error(reader):
            value = self._with_last_good(reader, value, read, reader.findings)
        if not is_complete(value) or self._is_held_back(reader, type(value)):
            return None
        problem = check(value, reader.positions) if check else None
        if problem and check:
            reader.findings.append(problem)
            value = self._with_last_good(reader, self._without(value, problem.field), read, [problem])
            if not is_complete(value) or check(value, reader.positions):
                return None
        return value

    def _is_held_back(self, reader: RecordReader, of: type) -> bool:
        """Whether a field that keeps the whole record back can't be read, and nothing older says what it was."""
        if "" not in reader.doubtful:
            return False
        stand_in = self.stand_ins.get(reader.path)
        return not any(t.vital and t.key in (stand_in.fields or ()) for t in terms(of).values()) if stand_in else True

    def _with_last_good(self, reader: RecordReader, value: R, read: Read[R], findings: list[Finding]) -> R:
        path = reader.path
        self.flawed.add(path)
        older = self._last_good(path, read)
        if older is None:
            return value
        old, stand_in = older
        fields = [finding.field for finding in findings if finding.severity is Severity.ERROR and finding.field]
        value, taken = with_last_good(value, old, fields, reader.lost)
        self.stand_ins[path] = dataclasses.replace(stand_in, fields=taken)
        for at in taken:
            finding = next(finding for finding in findings if finding.field == at)
            message = f"用的是 {format_iso_day(stand_in.last_good.day)}收下的旧内容"
            reader.findings.append(
                dataclasses.replace(
                    finding,
                    severity=Severity.NOTICE,
                    message=message,
                    remedy="改好这一处，下一次生成就用新的",
                    rule="house.kept",
                )
            )
        return value

    @staticmethod
    def _without(value: R, at: str) -> R:
        """The record without a field that can't be used."""
        name = next((name for name, t in terms(type(value)).items() if t.key == at), None)
        return dataclasses.replace(value, **{name: None}) if name else value  # type: ignore[type-var]  # records are dataclasses

    def _last_good(self, path: str, read: Read[R]) -> tuple[R, StandIn] | None:
        """The record of the last good text of a file."""
        last_good = None if path.rpartition("/")[2] in NO_STAND_IN else self.last_good().get(path)
        if last_good is None:
            return None
        reader = self._reader(path)
        value = read(last_good.text, reader)
        if value is None or _has_error(reader) or not is_complete(value):
            return None
        return value, StandIn(last_good, reader.positions)

    def _last_good_record(self, path: str, read: Read[R], check: Check | None) -> R | None:
        """The record of the last good text.

        Its positions are none of the file, and its findings were reported in its time.
        """
        older = self._last_good(path, read)
        if older is None:
            return None
        value, stand_in = older
        if check and check(value, stand_in.positions):
            return None
        self.positions.pop(path, None)
        self.stand_ins[path] = stand_in
        if not self.use_last_good:
            message = f"现在用的是 {format_iso_day(stand_in.last_good.day)}收下的旧版"
            self._add(Severity.NOTICE, path, message, "改好这个文件，下一次生成就用新的", rule="house.kept")
        return value

    def _is_skipped(self, path: str) -> bool:
        """Whether a file is skipped for its last good version: files that no older version may replace are read."""
        if self.use_last_good and path.rpartition("/")[2] not in NO_STAND_IN and self.has(path):
            self.broken.add(path)
            return True
        return False

    def _empty_record(self, text: str, reader: RecordReader) -> yaml_nodes.Mapping | None:
        """An empty record for a file of comments alone; an empty file is an error."""
        if not text.strip():
            self._fail(reader, "文件是空的", "照 homes new 生成的样例填写，或删掉这个文件", 1, 1)
        return None if _has_error(reader) else yaml_nodes.Mapping((), 1, 1)

    def _text(self, path: str) -> str | None:
        data = self.snapshot.texts.get(path)
        if data is None:
            if self.snapshot.refuses(path):
                self.broken.add(path)
            return None
        try:
            text, notice = decode(data)
        except InvalidInput as error:
            self.broken.add(path)
            self._add(Severity.ERROR, path, error.message, error.remedy)
            return None
        if notice:
            self._add(Severity.NOTICE, path, notice, "用记事本打开，另存为，编码选 UTF-8")
        if (at := conflict(text)) is not None:
            self.broken.add(path)
            message, remedy = "两个版本并在了一起", "两段里只留对的一段；<<<<<<<、=======、>>>>>>> 开头的三行删掉"
            place = Place(path, text.count("\n", 0, at) + 1, 1)
            self.findings.append(
                Finding(Severity.ERROR, message, remedy, place, rule="house.shape", home=home_of(path))
            )
            return None
        if code := page_code(text):
            before, message = text[: code[0]], f"“{code[1]}”是网页的代码，页面上会原样显示出来"
            place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
            remedy = "只留文字：粘贴时选“只保留文本”，或先粘到记事本里再复制过来"
            finding = Finding(Severity.ADVICE, message, remedy, place, rule="house.shape", home=home_of(path))
            self.findings.append(finding)
        return text

    def _parse(
        self, text: str, reader: RecordReader, of: type, first_line: int = 1, listed: bool = False
    ) -> yaml_nodes.Node | None:
        """The root of a YAML text: a record `of`, or `listed` a list of them; None where it is empty or wrong."""
        reader.source = source = slips.Source(text, field_names(of), first_line, "某" in text or "×" in text)
        try:
            parsed = yaml_nodes.parse(text, first_line)
            root = parsed.root
            if isinstance(root, yaml_nodes.Scalar) and says_none(root.text or "") and not reader.doubts:
                place = Place(reader.path, root.line, root.column)
                reader.findings.append(reading_notice(place, "", "", root.text or "", "", reader.home, ""))
                return None
            if isinstance(root, yaml_nodes.Scalar):
                message, remedy = not_fields(root), how_written(of, listed)
                raise yaml_nodes.ContentSyntaxError(message, remedy, root.line, root.column, stumbled=True)
        except yaml_nodes.ContentSyntaxError as error:
            for slip in slips.find(source, error) if error.stumbled else (error,):
                self._fail(reader, slip.message, slip.remedy, slip.line, slip.column)
            return None
        for line, column, message, remedy, wrong in parsed.hints:
            place, severity = Place(reader.path, line, column), Severity.ERROR if wrong else Severity.ADVICE
            reader.findings.append(Finding(severity, message, remedy, place, rule="house.shape", home=reader.home))
        if parsed.root is not None:
            reader.add_position("", parsed.root.line, parsed.root.column)
        return parsed.root

    def _body(self, split: frontmatter.Split, reader: RecordReader) -> str:
        found = forbidden_character(split.body)
        if found:
            before = split.body[: found[0]]
            line = split.body_line + before.count("\n")
            column = len(before) - before.rfind("\n")
            self._fail(reader, f"正文里有{found[1]}", "删掉这一处，重新输入", line, column, "body")
            return ""
        if len(split.body) > MAX_BODY_LENGTH:
            message = f"正文有 {len(split.body)} 个字，超过 {MAX_BODY_LENGTH} 个"
            self._fail(reader, message, "分成几篇", split.body_line, 1, "body")
            return ""
        blank = split.body[: len(split.body) - len(split.body.lstrip())]
        reader.add_position("body", split.body_line + blank.count("\n"), len(blank) - blank.rfind("\n"))
        return many_lines(split.body)

    def _fail(self, reader: RecordReader, message: str, remedy: str, line: int, column: int, at: str = "") -> None:
        place = Place(reader.path, line, column)
        finding = Finding(Severity.ERROR, message, remedy, place, at, rule="house.shape", home=reader.home)
        reader.findings.append(finding)

    def _add(self, severity: Severity, path: str, message: str, remedy: str, rule: str = "house.shape") -> None:
        self.findings.append(Finding(severity, message, remedy, Place(path), rule=rule, home=home_of(path)))


def _has_error(reader: RecordReader) -> bool:
    return Severity.ERROR in [finding.severity for finding in reader.findings]


def format_iso_day(day: str) -> str:
    """`2026 年 3 月 8 日` of an ISO date."""
    year, month, date = day.split("-")
    return f"{year} 年 {int(month)} 月 {int(date)} 日"
