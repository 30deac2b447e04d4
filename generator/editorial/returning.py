"""What goes back to who handed in: a workbook with what is to be mended, or the form's packet, and a message."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import private
from generator.content import intake
from generator.editorial.importing import Pending, compare_again
from generator.model.federation import District
from generator.model.load import Content, Home, load_federation, load_home
from generator.office.intake import mending, papers
from generator.office.intake.decisions import Decision
from generator.office.intake.inbox import sent_folder
from generator.office.intake.mending import Mend
from generator.office.intake.overlay import Overlay
from generator.office.own_words import OwnWords
from generator.office.workbook.book import Scope, book
from generator.office.workbook.columns import SHEETS
from generator.office.workbook.marks import Mark, Marks
from generator.office.workbook.writing import write

_FORM, _REMARKS = "form.json", "remarks.json"
_PRIVATE_LISTS = {sheet.holds for sheet in SHEETS if sheet.private}
_PRIVATE_MARK = "-内部资料-不发微信"
_LEDGER = "ledger."
_FIXED = (1980, 1, 1, 0, 0, 0)

Paper = tuple[str, bytes]
"""Name of a file, and its bytes."""


def papers_of(content: Path, pending: Pending, decision: Decision) -> Iterator[Paper]:
    """《信息发布审核单》, and what goes back, once the content is written. Raises `CityUnreadable`."""
    snapshot = intake.take_city_snapshot(content)
    federation = load_federation(snapshot)
    stem = Path(pending.waiting.name).stem
    sheet = papers.approval_sheet(pending.waiting, pending.submission, decision, federation.city.federation)
    yield f"审核单-{stem}-{decision.on}.docx", sheet
    mends = mending.to_mend(pending.submission, decision)
    if mends:
        yield from _Back(content, snapshot, federation, pending, mends, stem).files()


@dataclass
class _Back:
    """What goes back of one submission."""

    content: Path
    snapshot: intake.Snapshot
    federation: Content
    pending: Pending
    mends: Sequence[Mend]
    stem: str

    def files(self) -> Iterator[Paper]:
        homes = [home for one in self._identities for home in self._load(one)]
        asks = {self._ask(district, homes) for district in self._districts}
        ask = asks.pop() if len(asks) == 1 else ""
        packet = _with_remarks(
            self.pending.waiting.file.read_bytes(),
            mending.remarks_json(self.mends, ask, OwnWords(self.federation.standard)),
        )
        marks: list[Mark] = []
        if packet:
            yield f"需要修改-{self.stem}.zip", packet
            marks = [Mark(one.name, one.item, "", one.how, one.must) for one in self.mends]
        else:
            stem, private_mark = self.stem.removesuffix(_PRIVATE_MARK), _PRIVATE_MARK * self._is_private
            for district in self._districts:
                made, own_marks = self._book(district, homes)
                which = f"-{district.name}" if len(self._districts) > 1 else ""
                yield f"需要修改-{stem}{which}{private_mark}.xlsx", made
                marks += own_marks
        yield f"需要修改-{self.stem}.txt", f"{mending.message(marks, ask, packet is not None)}\n".encode()

    @property
    def _identities(self) -> list[str]:
        return list(dict.fromkeys(one.identity for one in self.mends if one.identity))

    def _load(self, identity: str) -> Iterator[Home]:
        if identity in self.snapshot.homes:
            home = load_home(intake.take_home_snapshot(self.snapshot, identity), identity, self.federation).home
            yield from filter(None, [home])

    @property
    def _districts(self) -> list[District]:
        """The districts of these homes: drop-downs and streets of a book are those of one."""
        found = dict.fromkeys(one.partition("/")[0] for one in self._identities)
        return [self.federation.districts[one] for one in found]

    def _ask(self, district: District, homes: Sequence[Home]) -> str:
        """One number to ring: of the street where it is one alone, else of the district."""
        streets = {home.profile.street for home in _of(district, homes)}
        street = district.street(next(iter(streets))) if len(streets) == 1 else None
        phones = (street.phone if street else ()) or district.phone
        return str(phones[0]) if phones else ""

    @property
    def _is_private(self) -> bool:
        rows = [row for one in self._identities for row in self.pending.submission.rows.get(one, ())]
        return bool(rows) and all(
            row.list_key in _PRIVATE_LISTS or any(key.startswith(_LEDGER) for key in row.cells) for row in rows
        )

    def _book(self, district: District, homes: Sequence[Home]) -> tuple[bytes, Marks]:
        """The book of a district's homes, as it stands and is remembered, with what was written put back into it; rows
        of nobody are told in the first.
        """
        ask, homes = self._ask(district, homes), _of(district, homes)
        identities = [one for one in self._identities if one.startswith(f"{district.slug}/")]
        if identities == [home.identity for home in homes][:1]:
            scope = Scope(homes[0].identity, "home", homes[0].profile.name)
        else:
            scope = Scope(district.slug, "district", f"{district.name}{self.federation.standard.terms.home}")
        own, name = OwnWords(self.federation.standard), self.federation.city.federation
        stands = book(scope, district, homes, self._is_private, own)
        private.make_folder(sent_folder(self.content))
        private.write(sent_folder(self.content) / f"{stands.number}.xlsx", write(stands, name))
        again, overlay = compare_again(self.content, self.pending.waiting), Overlay(stands)
        for identity in identities:
            if identity in again.homes:
                overlay.put(again.homes[identity], again.rows[identity])
        texts = mending.texts_by_place([row for rows in self.pending.submission.rows.values() for row in rows])
        is_first = district.slug == self._districts[0].slug
        mends = [one for one in self.mends if one.identity in identities or (is_first and not one.identity)]
        marks = overlay.marks(mends, texts)
        return write(overlay.finished(), name, marks=marks, ask=ask), marks


def _of(district: District, homes: Sequence[Home]) -> list[Home]:
    return [home for home in homes if home.identity.startswith(f"{district.slug}/")]


def _with_remarks(data: bytes, remarks: bytes) -> bytes | None:
    """The packet of a form with the remarks in it; None for what is none."""
    if not data.startswith(b"PK\3\4"):
        return None
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packet, zipfile.ZipFile(stream, "w") as copy:
        form = min((name for name in packet.namelist() if name.rpartition("/")[2] == _FORM), key=len, default=None)
        if form is None:
            return None
        place = form.removesuffix(_FORM) + _REMARKS
        for part in packet.infolist():
            if part.filename != place:
                copy.writestr(part, packet.read(part))
        copy.writestr(zipfile.ZipInfo(place, _FIXED), remarks)
    return stream.getvalue()
