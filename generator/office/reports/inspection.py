"""实地抽查单: for each home that is drawn, what is asked, what is on record, and room for what is found."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from generator.catalogue.assessment import Assessment
from generator.documents import docx, lists
from generator.documents.lists import Listing, Value
from generator.documents.parts import Paragraph, Run, Section, Table, text
from generator.office.reports import file_names
from generator.office.reports import home as home_reports
from generator.office.reports.home import HaveLine, HomeReport
from generator.office.reports.sampling import drawn
from generator.standard.rounds import RoundsCase
from generator.standard.rule import Outcome

FOLDER = "抽查"
_HEAD = ("标准", "依据", "记录里的情况", "现场看到的", "怎么改")
_WIDTHS = (60.0, 38.0, 54.0, 50.0, 45.0)
_ROW = 10.0  # mm: room to write
_SIGNED = "抽查人：　　　　　　　　　　负责人：　　　　　　　　　　日期：　　　　年　　月　　日"


def papers(assessment: Assessment, case: RoundsCase, year: int) -> Iterator[tuple[str, bytes]]:
    """A sheet for each home that is drawn; internal."""
    names = file_names.of_homes(case.content)
    for homes in drawn(case, year).values():
        for identity in homes:
            judged = assessment.homes.get(identity)
            if judged:
                found = [one for one in assessment.findings if one.home == identity]
                report = home_reports.report(judged, case.content.districts[judged.home.district], found)
                yield f"{FOLDER}/{year}/{names[identity]}.docx", write(report, case, year)


def listings(report: HomeReport) -> list[Listing]:
    """A list of each have's duties: what is found is left empty, and how to mend it where it is met."""
    tables = (Listing(f"{have.symbol} {have.name}", _HEAD, tuple(_rows(have)), _WIDTHS) for have in report.haves)
    return [one for one in tables if one.rows]


def _rows(have: HaveLine) -> Iterator[tuple[Value, ...]]:
    for line in have.rules:
        if line.rule.advice or line.verdict.outcome is Outcome.NOT_APPLICABLE:
            continue
        met = line.verdict.outcome is Outcome.MET
        until = f"\n记录管到 {line.due}" if line.due else ""
        evidence = f"{line.verdict.outcome.label}{until}" if met else line.verdict.message
        remedy = "" if met else line.verdict.remedy or line.rule.remedy
        yield (f"{line.rule.title}：{line.rule.sentence()}", "\n".join(line.rule.clauses), evidence, "", remedy)


def write(report: HomeReport, case: RoundsCase, year: int) -> bytes:
    """The sheet as .docx."""
    city = case.content.city
    title, mark = f"{year} 年实地抽查单", case.content.standard.terms.internal_mark or ""
    office = report.judged.home.profile.office
    phone = "、".join(map(str, office.phone)) if office else ""
    where = (report.district, report.street, (office and office.address) or "", phone and f"电话 {phone}")
    blocks: list[Paragraph | Table] = [text(title, "title"), text(report.name, "heading1", "center")]
    blocks += [text("　".join(filter(None, where)), "note", "center")]
    blocks += [text("示例：内容是虚构的", "note", "center")] if city.sample else []
    for one in listings(report):
        blocks += map(_with_room, lists.blocks_of(one))
    blocks += [Paragraph((Run("总的看法："),), "note", keep_next=True), Paragraph((), keep_next=True)]
    blocks += [text(_SIGNED, "note")]
    return docx.write([Section(tuple(blocks), lists.WIDE)], f"{title} {report.name}", city.federation, mark)


def _with_room(block: Paragraph | Table) -> Paragraph | Table:
    """A table has room to write in its rows."""
    if isinstance(block, Table):
        return dataclasses.replace(block, heights=(0.0, *[_ROW] * (len(block.rows) - 1)))
    return block
