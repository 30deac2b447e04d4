"""The press desk: reads the content, looks at the photos that the press may use, and makes page and workbook."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.content.intake import PhotoFile
from generator.diagnostics import InvalidInput
from generator.model import approvals
from generator.model.load import Home
from generator.office.intake import thumbnails
from generator.office.press import book, pictures
from generator.office.press.desk import SINCE, Desk, PhotoLine, gather
from generator.office.press.page import MOST_PICTURES, page
from generator.reading.consent_history import history_of
from generator.reading.homes import read
from generator.reading.options import BuildOptions, Progress, no_progress
from generator.workers import Failure, Workers

_NOTE = "内部资料，不要外传。{place}，{since} 到 {today}。"


class PressDesk(NamedTuple):
    """A page and a workbook, and what they tell."""

    page: str
    book: bytes
    desk: Desk


def make_press_desk(
    options: BuildOptions, since: dt.date | None, district: str = "", show: Progress = no_progress
) -> PressDesk:
    """`since`: by default thirty days before. Raises `CityUnreadable`, `BuildFailed`, `InvalidInput`."""
    reading = read(options, show, history_of(options))
    known = reading.assessment.content.districts
    district = next((slug for slug, one in known.items() if one.name == district), district)
    if district and district not in known:
        listed = "、".join(f"{slug}（{one.name}）" for slug, one in known.items())
        word = reading.assessment.content.standard.terms.district
        raise InvalidInput(f"没有“{district}”这个{word}", f"--district 写代号：{listed}")
    since = since or options.today - SINCE
    if since > options.today:
        raise InvalidInput(f"{since} 还没有到", f"--since 写 {options.today} 以前的一天")
    approved = approvals.load(reading.snapshot.texts).entries
    desk = gather(reading.assessment, reading.site, approved, since, district)
    desk = desk.with_photos(_looked_at(options, reading.assessment.content.homes, desk.photos, show))
    note = _NOTE.format(place=desk.place, since=desk.since, today=options.today)
    return PressDesk(page(desk), book.write(desk, f"{desk.federation}宣传工作台", note), desk)


def _looked_at(
    options: BuildOptions, homes: Mapping[str, Home], photos: Sequence[PhotoLine], show: Progress
) -> list[PhotoLine]:
    """With the size of each photo, and small pictures of the first. In workers, which a photo may bring down."""
    asked = [(_file(homes, one), number < MOST_PICTURES) for number, one in enumerate(photos)]
    found = []
    with Workers(options.workers) as workers:
        for number, (line, seen) in enumerate(zip(photos, workers.each(_look, asked), strict=True), 1):
            show("看照片", number, len(photos))
            size, picture = ((0, 0), "") if isinstance(seen, Failure) else seen
            found.append(dataclasses.replace(line, size=size, picture=picture))
    return found


def _file(homes: Mapping[str, Home], photo: PhotoLine) -> PhotoFile:
    identity, _, name = photo.file.removeprefix("homes/").partition("/photos/")
    return homes[identity].photo_files[name]


def _look(asked: tuple[PhotoFile, bool]) -> tuple[tuple[int, int], str]:
    file, shown = asked
    data = pictures.read(file)
    return pictures.pixels(data), thumbnails.data_address(data) if shown else ""
