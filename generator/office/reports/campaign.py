"""专项行动 of a city: what was held, who came, which photos may go out, and a summary to hand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalogue import tiles
from generator.catalogue.assessment import Assessment, judge
from generator.documents import docx, lists, xlsx
from generator.documents.lists import Listing, Value
from generator.documents.names import unique
from generator.documents.parts import Page, Paragraph, Run, Section, Table, text
from generator.model import vocabulary as words
from generator.model.documents import Activity
from generator.model.federation import Campaign
from generator.model.home import Photo
from generator.model.load import Home
from generator.model.wording import Wording
from generator.office.reports.notice import day
from generator.public import consent
from generator.standard import house

FOLDER = "专项行动"
_TO_WRITE = ("主要做法", "成效", "下一步打算")
_ROOM = 4  # lines to write each of these


@dataclass(frozen=True)
class Held:
    """An activity that was held, without what must not be published, and its photos that may go out."""

    home: Home
    activity: Activity
    photos: tuple[Photo, ...]


def find(assessment: Assessment, asked: str) -> Campaign | None:
    """The campaign of a code or a name."""
    return next((one for one in assessment.content.city.campaigns if asked in (one.id, one.name)), None)


def held(assessment: Assessment, campaign: Campaign) -> list[Held]:
    """Its activities up to the day, in the order of the districts, by the day, and the home."""
    content, on, found = assessment.content, assessment.as_of.date(), []
    for judged in assessment.usable:
        own = judged.home
        if any(one.campaign == campaign.id and one.counts(on) for one in own.activities):
            hidden = judge(own, content, on).redacted
            shown = house.redact(own, hidden, content.standard.terms.home or "")
            photos = {
                photo.file: photo for photo in shown.profile.photos if photo.file in shown.photo_files and photo.alt
            }
            for one in shown.activities:
                if one.campaign == campaign.id and one.counts(on):
                    may = (photos[name] for name in one.photos if name in photos)
                    out = tuple(p for p in may if consent.press_allowed(own, p, on))
                    found.append(Held(shown, one, out))
    places = {slug: at for at, slug in enumerate(tiles.in_order(content.districts))}
    found.sort(key=lambda one: (places[one.home.district], one.activity.date, one.home.identity, one.activity.slug))
    return found


def listings(assessment: Assessment, found: list[Held]) -> tuple[Listing, ...]:
    """Counts by district and by item of service, the activities, the photos."""
    standard = assessment.content.standard
    word = Wording(standard)
    district, street, home = map(word, ("{district}", "{street}", "{home}"))
    districts = assessment.content.districts
    by_district = [
        (districts[slug].name, *_counts([held for held in found if held.home.district == slug]))
        for slug in tiles.in_order(districts)
        if any(held.home.district == slug for held in found)
    ]
    functions = [
        (label, *_counts([held for held in found if words.function_of(held.activity.item or "") == code]))
        for code, label in standard.function_labels.items()
    ]
    head = (f"{home}数", "活动场数", "参加人数", "没有记人数的场数")
    return (
        Listing(f"各{district}", (district, *head), tuple(by_district), (67, 45, 45, 45, 45)),
        Listing("各项功能", ("功能", *head), tuple(row for row in functions if row[2]), (67, 45, 45, 45, 45)),
        Listing(
            "活动", (district, street, home, "日期", "活动", "事项", "参加人数"),
            tuple(_activity(assessment, one) for one in found), (20, 30, 50, 26, 65, 34, 22),
        ),
        Listing(
            "可以用的照片", (district, home, "活动", "照片", "说明", "摄影"),
            tuple(_photo(assessment, one, photo) for one in found for photo in one.photos), (20, 45, 50, 62, 45, 25),
            "家里标了可以给媒体用，照片里的人也同意的；用的时候署名。",
        ),
    )  # fmt: skip


def _counts(found: list[Held]) -> tuple[int, int, int, int]:
    """Homes, activities, people, and activities whose people were not counted."""
    counted = [one.activity.participants for one in found]
    known = [number for number in counted if number is not None]
    return len({one.home.identity for one in found}), len(found), sum(known), len(counted) - len(known)


def _activity(assessment: Assessment, one: Held) -> tuple[Value, ...]:
    own = assessment.content.districts[one.home.district]
    street = own.street(one.home.profile.street)
    item = assessment.content.standard.items.get(one.activity.item or "", "")
    name = street.name if street else ""
    held_on, people = one.activity.date, one.activity.participants
    return (own.name, name, one.home.profile.name, held_on, one.activity.title, item, people)


def _photo(assessment: Assessment, one: Held, photo: Photo) -> tuple[Value, ...]:
    own = assessment.content.districts[one.home.district]
    file, said = f"{one.home.folder}/photos/{photo.file}", photo.caption or photo.alt or ""
    return (own.name, one.home.profile.name, one.activity.title, file, said, photo.credit or "")


def papers(assessment: Assessment, campaign: Campaign) -> Iterator[tuple[str, bytes]]:
    """The summary to hand in as .docx, and all lists as .xlsx, which stays in the house."""
    found = held(assessment, campaign)
    tables = listings(assessment, found)
    city, mark = assessment.content.city, assessment.content.standard.terms.internal_mark or ""
    title = f"“{campaign.name}”活动小结"
    campaigns = {one.id: one for one in city.campaigns}
    name = unique({id: one.name for id, one in campaigns.items()}, {id: id for id in campaigns})[campaign.id]
    path = f"{FOLDER}/{name}"
    yield f"{path}/{name}_小结.docx", _summary(assessment, campaign, found, tables, title)
    yield f"{path}/{name}_活动和照片.xlsx", xlsx.write(tables, f"{campaign.name}：活动和照片", city.federation, mark)


def _summary(
    assessment: Assessment, campaign: Campaign, found: list[Held], tables: tuple[Listing, ...], title: str
) -> bytes:
    city, word = assessment.content.city, Wording(assessment.content.standard)
    homes, count, people, uncounted = _counts(found)
    span = f"{day(campaign.from_)}至 {day(campaign.to)}" if campaign.from_ or campaign.to else ""
    said = f"{span}，" if span else ""
    said += word(f"全{{city}} {homes} 个{{home}}开展“{campaign.name}”活动 {count} 场，记下的参加人数共 {people} 人")
    said += f"，另有 {uncounted} 场没有记人数。" if uncounted else "。"
    blocks: list[Paragraph | Table] = [text(title, "title"), text(said, indent=2)]
    blocks += [text("示例：内容是虚构的", "note")] if city.sample else []
    for one in tables[:2]:
        if one.rows:
            blocks += lists.blocks_of(one, page=Page())
    for heading in _TO_WRITE:
        blocks += [text(heading, "heading1"), *[text("")] * _ROOM]
    blocks += [
        Paragraph((), keep_next=True),
        Paragraph((Run(city.federation),), align="right", end=4, keep_next=True),
        Paragraph((Run(day(None)),), align="right", end=4),
    ]
    return docx.write([Section(tuple(blocks))], title, city.federation)
