"""公示稿: the names that a round is going to recognise, to be put up before the decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.documents import docx
from generator.documents.parts import Paragraph, Run, Section, text
from generator.model.recognition import Round
from generator.model.wording import Wording
from generator.office.reports import rounds
from generator.standard.rounds import RoundsCase

_GAP = "〔　　〕"


def write(case: RoundsCase, level: str, round: Round, sender: str) -> bytes:
    """The .docx file. What is not recorded is a gap to fill in."""
    honour = next(one for one in case.content.standard.honours.homes if one.id == level)
    word = Wording(case.content.standard)
    plaque = f"{honour.label or level}“{honour.plaque or word('{home}')}”"
    title = f"关于 {round.year} 年度{plaque}拟认定名单的公示"
    asked = "、".join(one.unit for one in round.consulted if one.on is None or one.on <= case.on)
    steps = "、".join(["申报", "材料审核", *(["实地抽查"] if any(a.spot_check for a in round.applications) else [])])
    said = f"经{steps}{f'，征求{asked}意见' if asked else ''}，拟认定下列 {len(round.recognised)} 个{word('{home}')}"
    posted = round.publicised
    start, end = (posted.from_, posted.to) if posted else (None, None)
    span = f"{day(start)}至 {day(end)}"
    contact = _contact(case, round)
    blocks = (
        text(title, "title"),
        text(f"{said}为 {round.year} 年度{plaque}，现予公示。", indent=2),
        *(text(line, indent=2) for line in _names(case, round)),
        text(f"公示时间：{span}。", indent=2),
        Paragraph((Run(f"公示期间如有不同意见，请向{sender}反映，联系方式：{contact}。"),), indent=2, keep_next=True),
        Paragraph((), keep_next=True),
        Paragraph((Run(sender),), align="right", end=4, keep_next=True),
        Paragraph((Run(day(start)),), align="right", end=4),
    )
    return docx.write([Section(blocks)], title, sender)


def day(value: dt.date | None) -> str:
    """A date in words, or a gap."""
    return f"{value.year} 年 {value.month} 月 {value.day} 日" if value else f"{_GAP}年{_GAP}月{_GAP}日"


def _names(case: RoundsCase, round: Round) -> Iterator[str]:
    """Homes in the order of their districts, a line a district."""
    districts, places = case.content.districts, rounds.in_order(case)
    named: dict[str, list[str]] = {}
    for home in round.recognised:
        named.setdefault(home.partition("/")[0], []).append(rounds.name(case, home))
    for slug in sorted(named, key=lambda one: (places.get(one, -1), one)):
        names = "、".join(named[slug])
        yield f"{districts[slug].name if slug in districts else slug}：{names}" if len(named) > 1 else names


def _contact(case: RoundsCase, round: Round) -> str:
    district = case.content.districts.get(round.by)
    if district:
        return "、".join(map(str, district.phone)) or _GAP
    host = case.content.city.host
    return (host.contact if host else None) or _GAP
