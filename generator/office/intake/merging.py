"""Three ways: what was sent out, what stands now, what came back. Nothing is changed that nobody changed.

An absent row, column or sheet changes nothing; an emptied cell takes away, and so does a mark. What changed on both
sides is a conflict with all three values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.content.pinyin import Readings, pinyin
from generator.diagnostics import InvalidInput
from generator.model.load import Home
from generator.office.intake import consents, persons
from generator.office.intake.fields import CONSENTS, FIELDS, entries_of, fields_of_list, is_vital, list_of
from generator.office.intake.outcomes import Change, Conflict, Outcome, Problem, Question
from generator.office.intake.returned import Asked, Cell, Entry
from generator.office.intake.sheets import Mark
from generator.office.intake.showing import list_key as list_of_entry
from generator.office.intake.showing import shown
from generator.office.intake.values import Plain, Values, plain, same
from generator.office.workbook.columns import Column

_NAMES: dict[str, tuple[str, ...]] = {
    "services[]": ("services[].item", "services[].title"),
    "staff.volunteer_teams[]": ("staff.volunteer_teams[].name",),
    "staff.deputies[]": ("staff.deputies[].name", "staff.deputies[].title"),
    "office.closed[]": ("office.closed[].from",),
    "photos[]": ("photos[].file",),
    "regulations[]": ("regulations[].regulation", "regulations[].title"),
    "families[]": ("families[].id",),
    "consents[]": ("consents[].id",),
}
"""What an entry of a list is known by when its number has changed."""
_MOST_LISTED = 8  # rows in a question


def merge(
    identity: str, home: Home | None, came: Sequence[Entry], sent: Sequence[Entry] | None, values: Values
) -> Outcome:
    """What the rows of one home say that does not stand there yet.

    `home` is None for a new one; `sent` for a book of which no copy was kept: then all that differs from now counts as
    changed, and empty cells say nothing.
    """
    return _Merge(identity, home, values, sent).run(came)


def changed_lists(came: Sequence[Entry], sent: Sequence[Entry] | None) -> list[Entry]:
    """The rows of those lists (the home itself counts as one) in which a cell is not as it was sent; only they have to
    be compared with what stands now. All rows where no copy was kept.
    """
    if sent is None:
        return list(came)
    before: dict[tuple[str | None, str], dict[str, Cell]] = {}
    for entry in sent:
        before.setdefault((entry.at, entry.list_key), {}).update(entry.cells)
    as_sent = (_is_as_sent(entry, before.get((entry.at, entry.list_key), {})) for entry in came)
    changed = {entry.list_key for entry, same in zip(came, as_sent, strict=True) if not same}
    return [entry for entry in came if entry.list_key in changed]


def _is_as_sent(entry: Entry, before: Mapping[str, Cell]) -> bool:
    if entry.deleted or entry.questions or entry.photos or entry.at is None:
        return False
    said = ((cell, before.get(key, _NOTHING)) for key, cell in entry.cells.items())
    return all(_says_the_same(cell, was) for cell, was in said)


@dataclass
class _Merge:
    identity: str
    home: Home | None
    values: Values
    sent: Sequence[Entry] | None
    outcome: Outcome = field(init=False)
    refused: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        name = self.home.profile.name if self.home else ""
        self.outcome = Outcome(self.identity, name, new=self.home is None)

    def run(self, came: Sequence[Entry]) -> Outcome:
        for entry in came:
            self._ask(entry.at or "", entry.questions)
        self._home_itself([entry for entry in came if not entry.list_key])
        for list_key in dict.fromkeys(entry.list_key for entry in came if entry.list_key):
            self._list(list_key, [entry for entry in came if entry.list_key == list_key])
        consents.hold_back(self.outcome, self.refused)
        return self.outcome

    def _home_itself(self, rows: Sequence[Entry]) -> None:
        base: dict[str, Cell] = {}
        for entry in self.sent or ():
            if not entry.list_key:
                base |= entry.cells
        if rows:
            self._fields("", self._joined(rows, base).cells, base, self.home)

    def _fields(self, at: str, cells: Mapping[str, Cell], base: Mapping[str, Cell] | None, record: Any) -> None:
        """The fields of what stands as `record`, or of a new home."""
        cells = self._parted(at, cells, base or {})
        for key, cell in cells.items():
            before = base.get(key) if base is not None and self.sent is not None else None
            if before is not None and _says_the_same(cell, before):
                continue
            if before is None and not cell.text and not cell.mark:
                continue
            self._field(at, FIELDS[key], cell, before, record)

    def _parted(self, at: str, cells: Mapping[str, Cell], base: Mapping[str, Cell]) -> Mapping[str, Cell]:
        """The cells with the posts out of the cells of names."""
        found, asked = persons.parted(cells, base)
        self._ask(at, asked)
        return found

    def _ask(self, at: str, asked: Sequence[Asked]) -> None:
        self.outcome.questions += (
            Question(one.place, one.text, at=at, key=one.key, written=one.written) for one in asked
        )

    def _field(self, at: str, column: Column, cell: Cell, before: Cell | None, record: Any) -> None:
        came = self._read(cell, column, at)
        if came is _UNREADABLE:
            return
        now = column.value(record) if record is not None else None
        sent = self._quietly(before, column) if before is not None else now
        if same(came, sent) or same(came, now):
            return
        after = plain(came)
        if not same(sent, now):
            self.outcome.conflicts.append(
                Conflict(at, column.key, plain(sent), plain(now), after, cell.place, column.public)
            )
        elif after is None and column.required:
            message = f"“{self.values.own(column.heading)}”不能空着"
            self._report(cell.place, column, message, "补上；不改的，写成原来的", at)
        elif after is None:
            self.outcome.deletions.append(
                Change(at, column.key, plain(now), None, column.public, cell.place, cell.text)
            )
        else:
            written = "" if cell.text in (after, shown(after, column.key, own=self.values.own)) else cell.text
            self.outcome.changes.append(Change(at, column.key, plain(now), after, column.public, cell.place, written))

    def _list(self, list_key: str, rows: Sequence[Entry]) -> None:
        columns = fields_of_list(list_key)
        standing = entries_of(self.home, list_key) if self.home else []
        sent = {entry.at: entry for entry in self.sent or () if entry.list_key == list_key and entry.at}
        rows = list(self._each_once(rows, sent))
        twins: list[str] = []
        places = self._places(columns, standing, sent, rows)
        for entry in rows:
            if entry.at is None or self._is_room_for_one(entry, standing, sent):
                twins += self._new_entry(list_key, columns, entry, standing)
                continue
            base = sent.get(entry.at)
            at = places.get(entry.at, entry.at if self.sent is None else None)
            record = next((record for one, record in standing if one == at), None)
            if at is None or record is None:
                self._gone(entry, base)
            elif entry.deleted:
                whole = self._entry_plain(columns, record)
                self.outcome.deletions.append(Change(at, "", whole, None, any(c.public for c in columns), entry.place))
            else:
                self._entry(at, entry, base, record)
            if list_key == CONSENTS and not entry.deleted:
                before = base.cells if base else {}
                alarm = consents.withdrawal_alarm(self.identity, entry, before, record)
                self.outcome.alarms += [alarm] if alarm else []
        if twins:
            listed = "、".join(twins[:_MOST_LISTED]) + (f" 等 {len(twins)} 行" if len(twins) > _MOST_LISTED else "")
            self.outcome.questions.append(Question(twins[0], f"{listed}和前面的行一样，只收一次"))

    def _each_once(self, rows: Sequence[Entry], sent: Mapping[str, Entry]) -> Iterator[Entry]:
        """The rows, those of one entry in a sheet and its copies as one."""
        of_entry: dict[str, list[Entry]] = {}
        for entry in rows:
            if entry.at is not None:
                of_entry.setdefault(entry.at, []).append(entry)
        for entry in rows:
            if entry.at is None:
                yield entry
            elif entry is of_entry[entry.at][0]:
                base = sent.get(entry.at)
                yield self._joined(of_entry[entry.at], base.cells if base else {})

    @staticmethod
    def _joined(rows: Sequence[Entry], base: Mapping[str, Cell]) -> Entry:
        """The rows of one entry as one: what was changed in any of them. What was changed differently is marked."""
        if len(rows) == 1:
            return rows[0]
        cells: dict[str, Cell] = {}
        for key in dict.fromkeys(key for entry in rows for key in entry.cells):
            said = [entry.cells[key] for entry in rows if key in entry.cells]
            changed = [cell for cell in said if not _says_the_same(cell, base.get(key, _NOTHING))]
            other = next((cell for cell in changed if not _says_the_same(cell, changed[0])), None)
            cells[key] = other._replace(mark=Mark.TWICE) if other else (changed or said)[0]
        return replace(rows[0], cells=cells, deleted=any(entry.deleted for entry in rows))

    def _entry(self, at: str, entry: Entry, base: Entry | None, record: Any) -> None:
        """The fields of an entry that stands; none of them where a vital one can't be read."""
        whole, self.outcome = self.outcome, Outcome(self.identity, "")
        self._fields(at, entry.cells, base.cells if base else None, record)
        came, self.outcome = self.outcome, whole
        if any(one.grave for one in came.errors):
            self._refuse(entry, record)
            came = Outcome(self.identity, "", errors=came.errors, questions=came.questions)
        whole.add(came)

    def _refuse(self, entry: Entry, record: Any = None) -> None:
        """Notes the consent of which a row is not taken."""
        if entry.list_key == CONSENTS:
            self.refused |= consents.numbers_of(entry, record)

    def _is_room_for_one(self, entry: Entry, standing: Sequence[tuple[str, Any]], sent: Mapping[str, Entry]) -> bool:
        """Whether a row was sent empty, with a number to add an entry under."""
        if self.sent is None:
            return all(at != entry.at for at, _ in standing)
        base = sent.get(entry.at or "")
        return base is not None and not any(cell.text for cell in base.cells.values())

    def _places(
        self,
        columns: Sequence[Column],
        standing: Sequence[tuple[str, Any]],
        sent: Mapping[str, Entry],
        came: Sequence[Entry],
    ) -> dict[str, str]:
        """Where each entry that was sent stands now: numbers change when others come and go.

        It is the one that says all that was sent, or all that came; else the one that goes by the same name; else the
        one with its number, where that says much of the same.
        """
        left = dict(standing)
        found: dict[str, str] = {}
        before = {at: self._values(entry, columns) for at, entry in sent.items()}
        after = {entry.at: self._values(entry, columns) for entry in came if entry.at in before}
        names = [column for column in columns if column.key in _NAMES.get(list_of(columns[0].key), ())]

        def alike(said: Mapping[str, Any], record: Any, by: Sequence[Column]) -> int:
            return sum(same(said[column.key], column.value(record)) for column in by if column.key in said)

        def claim(at: str, said: Mapping[str, Any], by: Sequence[Column]) -> None:
            whole = [one for one, record in left.items() if by and alike(said, record, by) == len(by)]
            if at not in found and whole:
                found[at] = at if at in whole else whole[0]
                del left[found[at]]

        for source, by in ((before, columns), (after, columns), (before, names)):
            for at, said in source.items():
                claim(at, said, by)
        for at, said in before.items():
            written = [column for column in columns if said.get(column.key) is not None]
            if at not in found and at in left and 2 * alike(said, left[at], written) > len(written):
                found[at] = at
                del left[at]
        return found

    def _values(self, entry: Entry, columns: Sequence[Column]) -> dict[str, Any]:
        """The values of an entry by key; of columns that the sheet does not have, none."""
        return {
            column.key: self._quietly(entry.cells[column.key], column)
            for column in columns
            if column.key in entry.cells
        }

    def _gone(self, entry: Entry, base: Entry | None) -> None:
        """A row of an entry that is not there any more."""
        unchanged = base is None or all(
            entry.cells[key].text == cell.text for key, cell in base.cells.items() if key in entry.cells
        )
        if not entry.deleted and not unchanged:
            self.outcome.questions.append(Question(entry.place, "这一行已经不在了，又改了它", "还要的，另填一行"))

    def _new_entry(
        self, list_key: str, columns: Sequence[Column], entry: Entry, standing: Sequence[tuple[str, Any]]
    ) -> list[str]:
        """Takes in what a row adds; its place where a row before it adds the same."""
        if entry.deleted:
            return []
        cells = self._parted("", entry.cells, {})
        written = [(FIELDS[key], cell) for key, cell in cells.items() if cell.text or cell.mark]
        if not written:
            return []
        read = [(column, cell, self._read(cell, column)) for column, cell in written]
        values = {column.key: came for column, _, came in read if came is not _UNREADABLE and came is not None}
        missing = [column for column in columns if column.required and column.key not in values]
        for column in missing:
            if not any(one is column for one, _, came in read if came is _UNREADABLE):
                self._report(entry.place, column, f"缺少“{self.values.own(column.heading)}”", "补上，或者删掉这一行")
        if missing or any(came is _UNREADABLE and is_vital(column) for column, _, came in read):
            self._refuse(entry)
            return []
        if any(all(same(FIELDS[key].value(record), value) for key, value in values.items()) for _, record in standing):
            return []
        after = self._nested(list_key, values)
        if any(one.after == after and list_of_entry(one.at) == list_key for one in self.outcome.changes if not one.key):
            return [entry.place]
        for column, cell, came in read:
            if came is None and cell.text and is_vital(column):
                self._ask_about_no_end(column, cell)
        at = _activity_at(values, self.values.readings) if list_key == "activities[]" else list_key
        public = any(FIELDS[key].public for key in values)
        self.outcome.changes.append(Change(at, "", None, after, public, entry.place))
        return []

    def _ask_about_no_end(self, column: Column, cell: Cell) -> None:
        """长期 is taken; that it never ends must not be overlooked."""
        text = f"“{self.values.own(column.heading)}”写的是“{cell.text[:20]}”，当作没有写：不限期"
        how = "有期限的，写到哪一天，如 2029-04-01"
        self.outcome.questions.append(Question(cell.place, text, how, key=column.key, written=cell.text))

    def _entry_plain(self, columns: Sequence[Column], record: Any) -> Plain:
        values = {column.key: column.value(record) for column in columns}
        return self._nested(columns[0].key.partition("[]")[0] + "[]", values)

    @staticmethod
    def _nested(list_key: str, values: Mapping[str, Any]) -> Plain:
        """Values by key as the record that a file has."""
        record: dict[str, Any] = {}
        for key, value in values.items():
            written = plain(value)
            if written is None:
                continue
            *above, last = key.removeprefix(f"{list_key}.").split(".")
            within = record
            for name in above:
                within = within.setdefault(name, {})
            within[last] = written
        return record

    def _read(self, cell: Cell, column: Column, at: str = "") -> Any:
        try:
            return self.values.read(cell, column)
        except InvalidInput as error:
            self._report(cell.place, column, error.message, error.remedy, at)
            return _UNREADABLE

    def _quietly(self, cell: Cell | None, column: Column) -> Any:
        """The value of a cell that was sent."""
        try:
            return self.values.read(cell, column) if cell else None
        except InvalidInput:
            return None

    def _report(self, place: str, column: Column, message: str, remedy: str, at: str = "") -> None:
        grave = is_vital(column)
        message += "，这一行都没有收" if grave else ""
        heading = self.values.own(column.heading)
        self.outcome.errors.append(Problem(place, heading, message, remedy, at, column.key, grave))


_UNREADABLE = object()
_NOTHING = Cell("", "")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def _says_the_same(one: Cell, other: Cell) -> bool:
    return one.text == other.text and one.mark is other.mark


def _activity_at(values: Mapping[str, Any], readings: Readings) -> str:
    """`activities[2026-11-20-dong-ji]`: the name of the file of a new activity."""
    days, title = plain(values["activities[].date"]), values["activities[].title"]
    day = str(days[0] if isinstance(days, list) else days)[:10]
    words = "-".join(pinyin(_TAG.sub(" ", title), readings).split())[:60].strip("-") or "huodong"
    return f"activities[{day}-{words}]"
