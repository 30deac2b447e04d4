"""Returned workbooks, compared home by home with what was sent and what stands now. Nothing of the content changes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.content import intake
from generator.diagnostics import InvalidInput
from generator.editorial import book_photos, form_photos
from generator.editorial.placing import (
    HOME_FILES,
    HomeRows,
    are_of_home_files,
    find_entries,
    load_part,
    new_code,
    place_lists,
)
from generator.editorial.sheets import Submitted, read_submitted
from generator.model.federation import District
from generator.model.load import Content, Home, load_federation, load_home
from generator.model.wording import Wording
from generator.office.intake.alike import Alike, look_alikes
from generator.office.intake.answers import answers_file, ask, read_answers
from generator.office.intake.effects import Effect, effect, without_unwritable
from generator.office.intake.foreign import Foreign
from generator.office.intake.forms import with_family_codes
from generator.office.intake.inbox import Inbox, Waiting, sent_copy
from generator.office.intake.merging import changed_lists, merge
from generator.office.intake.outcomes import Outcome, Problem, Question
from generator.office.intake.reading import load
from generator.office.intake.returned import Entry, Returned, photo_rows
from generator.office.intake.submission import Submission, label, submission_id
from generator.office.intake.values import Values
from generator.office.own_words import OwnWords
from generator.reading.options import Progress, no_progress
from generator.workers import Failure, Workers

_NO_COPY = "没有找到发出去时留下的那一份，只能和现在的内容比：空着的格子不算改动"


def compare(
    content: Path,
    files: Sequence[Path],
    today: str,
    keep: bool,
    progress: Progress = no_progress,
    district: str = "",
) -> Iterator[Submission]:
    """What each file brings, in order; with `keep` it is put into the inbox. Raises `CityUnreadable`, `InvalidInput`.

    `today`: the day (ISO) on which they came; `district`: the one that lists of others are about, by its slug.
    """
    snapshot = intake.take_city_snapshot(content)
    federation = load_federation(snapshot)
    if district and district not in federation.districts:
        known = "、".join(f"{slug}（{one.name}）" for slug, one in federation.districts.items())
        raise InvalidInput(f"没有“{district}”这个区", f"--district 写区的代号：{known}")
    inbox = Inbox(content)
    comparing = _Comparing(content, snapshot, federation, None, progress)
    for file, came in zip(files, comparing.read(files), strict=True):
        try:
            data = load(file)
        except InvalidInput as error:
            yield Submission("", file.name or str(file), error)
            continue
        submission = Submission(submission_id(data), file.name, district=district)
        comparing.compare(submission, came)
        before = inbox.find(submission.id)
        submission.known = before.received if before else ""
        if keep and before and district and before.district != district:
            inbox.keep_district(before, district)
        if keep and submission.asked:
            ask(answers_file(content), submission.asked, file.name)
        if keep and not before and not submission.refused and not submission.is_empty:
            inbox.put(submission.id, file.name, today, data, district)
        yield submission


@dataclass(frozen=True)
class Pending:
    """A submission compared with what stands now, without the homes that are decided; `effects` by identity."""

    waiting: Waiting
    submission: Submission
    effects: Mapping[str, Effect]


def waiting(content: Path, on: dt.date, show: Progress = no_progress) -> Iterator[Pending]:
    """What waits in the inbox, and what it would do to each home as judged on a day. Raises `CityUnreadable`."""
    snapshot = intake.take_city_snapshot(content)
    federation = load_federation(snapshot)
    inbox = Inbox(content)
    inbox.discard_old(on)
    comparing = _Comparing(content, snapshot, federation, on, show)
    entries = [one for one in inbox.all() if not one.closed]
    for one, came in zip(entries, comparing.read([one.file for one in entries]), strict=True):
        submission = Submission(one.id, one.name, district=one.district)
        effects = comparing.compare(submission, came)
        submission.homes = {
            identity: outcome
            for identity, outcome in submission.homes.items()
            if identity not in one.decided and not outcome.is_empty
        }
        yield Pending(one, submission, effects)


def compare_again(content: Path, one: Waiting) -> Submission:
    """All that a submission brings, compared with what stands by now. Raises `CityUnreadable`."""
    snapshot = intake.take_city_snapshot(content)
    submission = Submission(one.id, one.name, district=one.district)
    comparing = _Comparing(content, snapshot, load_federation(snapshot), None, no_progress)
    comparing.compare(submission, next(comparing.read([one.file])))
    return submission


def stage_count(content: Path) -> int:
    """How many stages of review the city has. Raises `CityUnreadable`."""
    publish = load_federation(intake.take_city_snapshot(content)).city.publish
    return (publish.stages if publish else None) or 1


@dataclass
class _Comparing:
    """Compares what came with what stands now; `on`: the day to judge effects on, None for none."""

    content: Path
    snapshot: intake.Snapshot
    federation: Content
    on: dt.date | None
    show: Progress

    def __post_init__(self) -> None:
        self.own = OwnWords(self.federation.standard)
        self.answers, self.wrong = read_answers(answers_file(self.content), self.own.word.usual)

    def read(self, files: Sequence[Path]) -> Iterator[Submitted | InvalidInput]:
        """What the files hold, in order."""
        return read_submitted(files, self.answers, partial(sent_copy, self.content), self.snapshot.homes)

    def compare(self, submission: Submission, came: Submitted | InvalidInput) -> dict[str, Effect]:
        """Fills in what a file brings; the effects, where there is a day to judge on."""
        submission.own = self.own
        if isinstance(came, InvalidInput):
            submission.refused = came
            return {}
        returned, sent = came
        submission.number, submission.headings, submission.notes = returned.number, returned.headings, returned.notes
        homes = _Homes(self.snapshot, self.federation, returned, sent, self.on)
        if isinstance(returned, Foreign):
            submission.notes, submission.asked = [*self.wrong, *returned.notes], returned.asked
            return _merged(
                submission, homes, place_lists(returned, self.snapshot, self.federation, submission), self.show
            )
        if sent is None:
            submission.notes = [_NO_COPY, *submission.notes]
        say = Wording(self.federation.standard).filled
        submission.errors = [Problem(place, "", say(message), say(remedy)) for place, message, remedy in returned.stray]
        return _merged(submission, homes, homes.items(submission), self.show)


def _merged(submission: Submission, homes: _Homes, found: Iterable[HomeRows], show: Progress) -> dict[str, Effect]:
    items = []
    for given in found:
        item = dataclasses.replace(given, came=[*given.came, *photo_rows(given.came)])
        submission.homes[item.identity] = Outcome(item.identity, "", item.is_new)
        submission.rows[item.identity] = item.came
        if changed := changed_lists(item.came, item.sent):
            items.append(dataclasses.replace(item, came=changed))
    effects = {}
    with Workers() as workers:
        for done, (item, made) in enumerate(zip(items, workers.each(homes.compare, items), strict=True), start=1):
            outcome, one = (_failed(item), Effect()) if isinstance(made, Failure) else made
            submission.homes[item.identity] = outcome
            effects[item.identity] = dataclasses.replace(one, alike=homes.look_alikes(item))
            show("比对", done, len(items))
    return effects


def _failed(item: HomeRows) -> Outcome:
    outcome = Outcome(item.identity, "", item.is_new)
    outcome.errors.append(Problem(item.came[0].place, "", "这一家的内容处理不了", "把文件和命令告诉管程序的人"))
    return outcome


class _Homes:
    """The homes that a returned book is about."""

    def __init__(
        self,
        snapshot: intake.Snapshot,
        federation: Content,
        returned: Returned,
        sent: Returned | None,
        on: dt.date | None,
    ):
        self.snapshot, self.federation, self.returned, self.sent, self.on = snapshot, federation, returned, sent, on
        self._among_homes = dataclasses.replace(federation, left_out=tuple(snapshot.homes))
        self._of_district: dict[str, list[Home]] = {}
        self.own = OwnWords(federation.standard)

    def items(self, submission: Submission) -> Iterator[HomeRows]:
        """The homes that are there, and those that are new; what can't be placed is reported.

        A file is refused of which all homes are those of somewhere else.
        """
        entries: dict[str, list[Entry]] = {}
        unknown = []
        for identity, rows in self.returned.entries.items():
            if identity in self.snapshot.homes and self._district(identity):
                entries[identity] = rows
            else:
                unknown.append(self._unknown(identity, rows))
        district = self._district(self.returned.scope or next(iter(entries), ""))
        if district is None:
            unknown += self._nowhere()
        if unknown and not entries and not (district and self.returned.new):
            submission.refused = InvalidInput(unknown[0].message, unknown[0].remedy)
            return
        submission.errors += unknown
        new = list(self._new(submission, entries, district)) if district else []
        for identity, rows in entries.items():
            yield HomeRows(identity, False, rows, self.sent.entries.get(identity, []) if self.sent else None)
        yield from new

    def _unknown(self, identity: str, rows: Sequence[Entry]) -> Problem:
        """What is told of the rows of a home that is not there."""
        if not self.returned.is_form:
            photos = rows[0].left_photos if len(rows) == 1 else ""
            message = f"没有“{identity}”这一家，它的 {len(rows)} 行没有收{photos}"
            remedy = "核对是不是别的城市的表；新的一家写在“基本情况”下面的空行里，不要改 A 列"
            return Problem(rows[0].place, "", message, remedy)
        name = next((name for name, one in self.returned.homes.items() if one == identity), "")
        added = Counter(label(row.list_key, "") for row in rows if row.list_key and row.at is None)
        listed = "、".join(f"{kind} {count} 条" for kind, count in added.items())
        left = f"，里面新填的{listed}也没有收" if listed else ""
        message = f"这张表是“{name}”（{identity}）的，这里没有这一家，一项也没有收{left}"
        remedy = "核对是不是别的城市的表；是这里的，用 homes form 再出一份，把内容填过去"
        return Problem("", "", message, remedy)

    def _nowhere(self) -> Iterator[Problem]:
        """What is told of new homes in a district that is not there."""
        remedy = "核对是不是别的城市的表；是这里的，再出一份这个区的，填在那里"
        return (Problem(rows[0].place, "", "看不出是哪个区的", remedy) for rows in self.returned.new.values())

    def _new(self, submission: Submission, entries: dict[str, list[Entry]], district: District) -> Iterator[HomeRows]:
        """Codes and rows of new homes; rows that say name and street of one that is there go to that one."""
        if not self.returned.new:
            return
        taken = set(self.snapshot.homes)
        standing = self._standing(district)
        for name, rows in self.returned.new.items():
            main = next(row for row in rows if not row.list_key and "name" in row.cells)
            if not name:
                submission.errors.append(Problem(main.place, "", "看不出是哪一家", "补上名称"))
                continue
            street = main.cells["street"].text if "street" in main.cells else ""
            identity = standing.get((name, street))
            if identity:
                here = entries.setdefault(identity, [])
                has_own = any(not row.list_key for row in here)
                for row in (row for row in rows if not row.list_key):
                    row.at = ""
                    if has_own:  # typed anew below: what it leaves empty was not emptied
                        row.cells = {key: cell for key, cell in row.cells.items() if cell.text or cell.mark}
                here += rows
                continue
            identity = new_code(district, name, street, taken, self.federation.city.readings)
            taken.add(identity)
            yield HomeRows(
                identity, True, rows, None, sorted({one for (known, _), one in standing.items() if known == name})
            )

    def _standing(self, district: District) -> dict[tuple[str, str], str]:
        """Name and street of the homes of a district → identity."""
        found: dict[tuple[str, str], str] = {}
        for identity in self.snapshot.homes:
            is_here = identity.startswith(f"{district.slug}/")
            if is_here and (home := load_part(self.snapshot, self.federation, identity)):
                street = district.street(home.profile.street)
                for name in (street.name, street.slug) if street else ():
                    found[home.profile.name, name] = identity
        return found

    def look_alikes(self, item: HomeRows) -> list[Alike]:
        """Homes that a new one may be, for a reviewer."""
        district = self._district(item.identity)
        if self.on is None or not item.is_new or district is None:
            return []
        if district.slug not in self._of_district:
            own = (one for one in self.snapshot.homes if one.startswith(f"{district.slug}/"))
            read = (load_part(self.snapshot, self.federation, one) for one in own)
            self._of_district[district.slug] = [home for home in read if home]
        cells = {key: cell for row in item.came if not row.list_key for key, cell in row.cells.items()}
        return look_alikes(cells, self._of_district[district.slug], {one.slug: one.name for one in district.streets})

    def compare(self, item: HomeRows) -> tuple[Outcome, Effect]:
        """In a worker: what came for one home, and what it would do."""
        outcome = self._merge(item)
        if self.on is None or outcome.is_empty:
            return outcome, Effect()
        if item.is_new:
            own = intake.Snapshot(self.snapshot.root)
        else:
            own = intake.take_home_snapshot(self.snapshot, item.identity)
        form_photos.announce(own, item.identity, self.returned, outcome)
        made = effect(outcome, own, self._among_homes, self.on)
        if made.problem:
            outcome = without_unwritable(outcome, own, self.federation)
            made = effect(outcome, own, self._among_homes, self.on)
        return outcome, made

    def _merge(self, item: HomeRows) -> Outcome:
        district = self._district(item.identity)
        assert district is not None
        values = Values(district, self.returned.homes, self.federation.city.readings, self.own)
        home = None if item.is_new else self._load(item.identity, item.came)
        if home is None and not item.is_new:
            outcome = Outcome(item.identity, "")
            message = "这一家的 home.yml 现在用不了，交来的没法和它比"
            outcome.errors.append(Problem(item.came[0].place, "", message, "运行 homes check，先改好它"))
            return outcome
        if home is not None and isinstance(self.returned, Foreign):
            find_entries(home, item.came, values)
        with_family_codes(item.came, home)
        came = book_photos.without_known(item.came, home)
        outcome = merge(item.identity, home, came, item.sent, values)
        folder = self.snapshot.root / "homes" / item.identity
        outcome.errors += form_photos.collisions(folder, self.returned, outcome)
        outcome.errors += form_photos.missing(folder, self.returned, outcome)
        if item.is_new:
            outcome.name = next(row.cells["name"].text for row in item.came if "name" in row.cells)
            outcome.questions.append(Question(item.came[0].place, "新的一家，代号是按拼音起的", item.identity))
            if item.alike:
                question = f"已经有同名的：{'、'.join(item.alike)}。是不是同一家"
                outcome.questions.append(Question(item.came[0].place, question))
        return outcome

    def _load(self, identity: str, came: Sequence[Entry]) -> Home | None:
        """The home, as far as these rows need it."""
        if are_of_home_files(came):
            return load_part(self.snapshot, self.federation, identity, HOME_FILES)
        own = intake.take_home_snapshot(self.snapshot, identity)
        return load_home(own, identity, self.federation).home

    def _district(self, path: str) -> District | None:
        districts: Mapping[str, District] = self.federation.districts
        return districts.get(path.partition("/")[0])
