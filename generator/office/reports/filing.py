"""备案, what a district or the city files of a round (四（示范）4): results, rosters, renewals, spot checks, 公示稿."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.catalogue.assessment import Assessment
from generator.documents import docx, lists, xlsx
from generator.documents.lists import Listing, Value
from generator.documents.parts import Paragraph, Run, Section, text
from generator.model.federation import DISTRICT
from generator.model.recognition import Application, Round
from generator.model.wording import Wording, counted, numeral
from generator.office.reports import file_names, notice, rounds
from generator.office.reports.sampling import drawn
from generator.standard.recognition import plaque_level
from generator.standard.rounds import RoundsCase
from generator.standard.rule import Outcome
from generator.standard.standing import Standing

FOLDER = "备案"
LISTS = "考核结果和名册"
CONTENTS = "清单.txt"
_SIZE = 9.0  # points: of its tables, whose rows are to stay on a line
_SIGNED = "填报人：　　　　　　　　　审核人：　　　　　　　　　负责人：　　　　　　　　　联系电话："


@dataclass(frozen=True)
class Scope:
    """Whose pack it is: `district` is a slug, empty for the whole city.

    `then`: the rounds on the day that the rosters are of; `sampled`: the homes that are drawn for spot checks.
    """

    case: RoundsCase
    then: RoundsCase
    standings: Mapping[str, Standing]
    sampled: frozenset[str]
    year: int
    district: str = ""

    @property
    def name(self) -> str:
        content = self.case.content
        return content.districts[self.district].name if self.district else content.city.name

    @property
    def sender(self) -> str:
        """The full name of the federation that sends it: of a district, as the city's is called."""
        city = self.case.content.city
        if not self.district:
            return city.federation
        own = city.federation.removeprefix(city.name)
        return f"{self.name}{own if own != city.federation else '妇联'}"

    @property
    def place(self) -> str:
        """What its files begin with."""
        return file_names.of_districts(self.case.content)[self.district] if self.district else self.word("全{city}")

    @property
    def folder(self) -> str:
        return f"{FOLDER}/{self.year}/{self.place}"

    @property
    def word(self) -> Wording:
        return Wording(self.case.content.standard)

    def covers(self, home: str) -> bool:
        return not self.district or home.partition("/")[0] == self.district

    def rounds(self) -> Iterator[tuple[str, Round]]:
        """Code of a level and each round of it in the year, the highest first, districts in their order."""
        places = rounds.in_order(self.case)
        levels = list(self.case.levels)
        found = [(level, r) for r in self.case.rounds if r.year == self.year and (level := plaque_level(r))]
        found.sort(key=lambda one: (levels.index(one[0]), places.get(one[1].by, -1)))
        return ((level, r) for level, r in found if not (level == DISTRICT and self.district not in ("", r.by)))

    def where(self, home: str) -> tuple[str, str, str]:
        """Names of its district, street and itself, as they are today."""
        case, now = self.case, self.case.present_identity(home)
        district = case.content.districts.get(now.partition("/")[0])
        found = case.content.homes.get(now)
        street = district.street(found.profile.street) if district and found else None
        return (district.name if district else "", street.name if street else "", rounds.name(case, home))


def scopes(assessment: Assessment, case: RoundsCase, year: int) -> list[Scope]:
    """A scope for each district that has something to file of the year, and one of the city."""
    standings = {one.identity: one.standing for one in assessment.usable}
    of_year = [r for r in case.rounds if r.year == year]
    named = {a.home.partition("/")[0] for r in of_year for a in r.applications}
    there = named | {r.by for r in of_year} | {home.partition("/")[0] for r in of_year for home in r.recognised}
    if not there:
        return []
    day = last_day(case, year)
    then = case if day == case.on else RoundsCase(case.content, day)
    sampled = frozenset(home for homes in drawn(case, year).values() for home in homes)
    return [
        Scope(case, then, standings, sampled, year, slug)
        for slug in ("", *(s for s in rounds.in_order(case) if s in there))
    ]


def last_day(case: RoundsCase, year: int) -> dt.date:
    """The day that the rosters of a year's round are of: the end of the year, or its last decision; not after today."""
    decided = [r.decided_on for r in case.rounds if r.year == year and r.decided_on]
    renewed = [one.decided_on for r in case.rounds if r.year == year for one in r.renewals]
    return min(case.on, max([dt.date(year, 12, 31), *decided, *renewed]))


def listings(scope: Scope) -> tuple[Listing, ...]:
    """The lists of a pack."""
    own = f"{scope.case.levels.get(DISTRICT, '')}名册"
    levels = {level: f"{label}名册" if level != DISTRICT else own for level, label in scope.case.levels.items()}
    return (
        _results(scope),
        *(_roster(scope, level, title) for level, title in levels.items()),
        *_renewals(scope),
        _spot_checks(scope),
    )


def _results(scope: Scope) -> Listing:
    rows: list[tuple[Value, ...]] = []
    for level, round in scope.rounds():
        applied = sorted(
            (a for a in round.applications if scope.covers(a.home)), key=lambda a: (a.result is None, -(a.result or 0))
        )
        for one in applied:
            rank = 1 + sum(other.result is not None and other.result > (one.result or 0) for other in applied)
            rows.append(_result(scope, level, round, one, rank if one.result is not None else None))
    haves = tuple(label.removeprefix("有") for label in scope.case.content.standard.have_labels.values())
    note = (
        f"得分是评定时记下的；{haves[0]}等{counted(len(haves))}项是得分的依据：截至本日的记录，达到几条/共几条。"
        if haves
        else ""
    )
    head = ("级别", scope.word("{district}"), scope.word("{street}"), scope.word("{home}"),
            "名次", "得分", *haves, "材料审核", "实地抽查", "结果")  # fmt: skip
    widths = (11, 16, 22, 38, 10, 11, *[11.0] * len(haves), 23, 23, 16)
    return Listing("考核结果", head, tuple(rows), widths, note)


def _result(scope: Scope, level: str, round: Round, one: Application, rank: int | None) -> tuple[Value, ...]:
    case = scope.case
    return (
        case.levels[level], *scope.where(one.home), rank, one.result, *basis(scope, one.home),
        _by(case, one.papers), _by(case, one.spot_check), outcome(case, round, one.home),
    )  # fmt: skip


def _by(case: RoundsCase, day: dt.date | None) -> dt.date | None:
    return day if day and day <= case.on else None


def outcome(case: RoundsCase, round: Round, home: str) -> str:
    """What a round decided about a home."""
    if round.decided_on is None or round.decided_on > case.on:
        return "还没有决定"
    if home in round.recognised:
        return "认定"
    return f"候补第 {round.reserves.index(home) + 1}" if home in round.reserves else "未认定"


def basis(scope: Scope, home: str) -> tuple[str, ...]:
    """Of each have, how many of its duties a home meets: 4/5; nothing where none is asked."""
    standing = scope.standings.get(scope.case.present_identity(home))
    found = []
    for have in scope.case.content.standard.have_labels:
        duties = [r.id for r in standing.rules if r.have == have and not r.advice] if standing else []
        counting = [one for id in duties if standing and (one := standing.verdicts[id].outcome).counts]
        found.append(f"{sum(one is Outcome.MET for one in counting)}/{len(counting)}" if counting else "")
    return tuple(found)


def _roster(scope: Scope, level: str, title: str) -> Listing:
    then = scope.then
    places = rounds.in_order(then)
    held = [
        plaque
        for home, levels in then.history.plaques.items()
        for own, plaque in levels.items()
        if own == level and plaque.holding and scope.covers(home)
    ]
    held.sort(key=lambda p: (places.get(p.home.partition("/")[0], -1), p.year, p.home))
    rows = [
        (
            number, *scope.where(p.home), p.year, p.since, p.given_by,
            "\n".join(str(day) for day, _ in p.renewals), "\n".join(document for _, document in p.renewals),
        )
        for number, p in enumerate(held, 1)
    ]  # fmt: skip
    head = ("序号", scope.word("{district}"), scope.word("{street}"), scope.word("{home}"),
            "认定年度", "认定日期", "认定文号", "重新认定日期", "重新认定文号")  # fmt: skip
    return Listing(title, head, tuple(rows), (12, 18, 28, 50, 17, 24, 36, 24, 38), f"截至 {then.on}。")


def _renewals(scope: Scope) -> Iterator[Listing]:
    case, word = scope.case, scope.word
    levels = {label: at for at, label in enumerate(case.levels.values())}
    places = rounds.in_order(case)
    found = sorted(
        rounds.decisions(case, scope.year, scope.district),
        key=lambda d: (levels[d.level], places.get(d.home.partition("/")[0], -1), d.decided_on),
    )
    where = (word("{district}"), word("{street}"), word("{home}"))
    renewed = tuple(
        (d.level, *scope.where(d.home), d.decided_on, d.document) for d in found if d.effective and d.renewed
    )
    yield Listing("重新认定", ("级别", *where, "决定日期", "文号"), renewed, (20, 28, 40, 72, 32, 55))
    gone = tuple(
        (d.level, *scope.where(d.home), d.decided_on, d.document, d.reason, d.substitute or d.note)
        for d in found
        if d.effective and not d.renewed
    )
    yield Listing(
        "摘牌和递补", ("级别", *where, "决定日期", "文号", "原因", "递补"), gone, (16, 20, 26, 42, 24, 34, 45, 40)
    )


def _spot_checks(scope: Scope) -> Listing:
    rows: list[tuple[Value, ...]] = []
    for level, round in scope.rounds():
        for one in round.applications:
            visited, now = _by(scope.case, one.spot_check), scope.case.present_identity(one.home)
            chosen = now in scope.sampled and scope.case.top is not None and level == scope.case.top.id
            if scope.covers(one.home) and (visited or chosen):
                rows.append((scope.case.levels[level], *scope.where(one.home), "抽中" if chosen else "", visited))
    head = ("级别", scope.word("{district}"), scope.word("{street}"), scope.word("{home}"), "抽签", "实地抽查")
    return Listing(
        "实地抽查", head, tuple(rows), (20, 28, 45, 84, 30, 40), "抽查的从申报的里面抽，按年份和代号算，谁算都一样。"
    )


def papers(scope: Scope) -> Iterator[tuple[str, bytes]]:
    """Files of a pack: (path, bytes), the list of them last."""
    title = f"{scope.name} {scope.year} 年度{scope.word('{plaques}')}{LISTS}"
    found, name = listings(scope), f"{scope.place}_{scope.year}年度"
    levels = file_names.of_levels(scope.case.content.standard)
    files = {
        f"{name}_{LISTS}.docx": _printed(scope, title, found),
        f"{name}_{LISTS}.xlsx": xlsx.write(found, title, scope.sender),
    }
    for level, round in scope.rounds():
        # a district puts up its own list, and the city that of the levels above
        if round.recognised and (round.by == scope.district or (not scope.district and level != DISTRICT)):
            files[f"{name}_{levels[level]}公示稿.docx"] = notice.write(scope.case, level, round, scope.sender)
    for file, data in files.items():
        yield f"{scope.folder}/{file}", data
    yield f"{scope.folder}/{CONTENTS}", contents(title, files)


def _printed(scope: Scope, title: str, found: Sequence[Listing]) -> bytes:
    """The lists as one filing: who files it and what is in it above, names and the place of the seal below."""
    inside = "　".join(f"{numeral(n)}、{one.title}（{len(one.rows) or '无'}）" for n, one in enumerate(found, 1))
    sample = [text("示例：内容是虚构的", "note", "center")] if scope.case.content.city.sample else []
    blocks = (
        text(title, "title"),
        text(f"填报单位：{scope.sender}　　填报日期：{notice.day(scope.case.on)}", "note", "center"),
        *sample,
        Paragraph((Run(f"目录：{inside}", size=lists.SIZE),), "note", "center"),
        *lists.numbered(found, _SIZE),
        Paragraph((), "note", line=12, keep_next=True),
        Paragraph((Run(_SIGNED),), "note", keep_next=True),
        Paragraph((), keep_next=True),
        Paragraph((Run(f"{scope.sender}（盖章）"),), align="right", end=4, keep_next=True),
        Paragraph((Run(notice.day(scope.case.on)),), align="right", end=4),
    )
    return docx.write([Section(blocks, lists.WIDE)], title, scope.sender)


def contents(title: str, files: Mapping[str, bytes]) -> bytes:
    """What is inside, with each file's SHA-256 and length, for Notepad."""
    lines = [title, "", f"共 {len(files)} 个文件。校验值是 SHA-256，收到以后重算，一样就是没有改过。", ""]
    for name, data in files.items():
        lines += [name, f"    {len(data)} 字节", f"    {hashlib.sha256(data).hexdigest()}"]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
