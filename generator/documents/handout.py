"""What others may take away of a feature, a brand or a home: its text in blocks, and the photos that they may print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.documents.blocks import Block, illustrated, line, parse
from generator.public.views import BrandView, CityView, FamilyView, FeatureView, HomeView, PhotoView

PACK, WORD = "pack.zip", "article.docx"
"""Names of the files beside the page of a handout."""
MOST_PHOTOS = 20
"""In a pack: each of 12 megapixels costs 0.4 CPU s."""


@dataclass(frozen=True)
class Handout:
    """`address` of its page; `origin`: where it is from, in words; `photos` by their numbers, from 1."""

    address: str
    title: str
    origin: str
    contact: str = ""
    subtitle: str = ""
    lead: str = ""
    byline: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()
    photos: tuple[PhotoView, ...] = ()

    def name(self, number: int) -> str:
        """The file of a picture in the pack."""
        return f"{number:02}.jpg"

    def caption(self, number: int) -> str:
        """Caption and credit of a picture."""
        photo = self.photos[number - 1]
        return (photo.caption or photo.alt) + (f"（{photo.credit} 摄）" if photo.credit else "")


def terms_of(photo: PhotoView) -> str:
    """What may be done with a photo."""
    return f"可以登报、上网、转发，署名“{photo.credit or '供图单位'}”；不作广告，不改画面；要求撤下时请撤下。"


def usable(photos: Iterable[PhotoView]) -> tuple[PhotoView, ...]:
    """The first of the photos that the press may print, each once."""
    return tuple(dict.fromkeys(photo for photo in photos if photo.press and photo.picture))[:MOST_PHOTOS]


def of_feature(feature: FeatureView, city: CityView) -> Handout:
    photos = usable(feature.photos)
    facts = feature.facts
    rows: list[tuple[str, str]] = []
    if facts:
        phones = "、".join(map(str, facts.phones))
        rows = [
            ("在哪里", "，".join(filter(None, (facts.owner.name, facts.place)))),
            *([("哪年起", f"{facts.since} 年")] if facts.since else []),
            *facts.results,
            ("联系", facts.contact or phones),
        ]
    byline = (
        feature.author and f"文 / {feature.author}",
        feature.source and f"来源：{feature.source}",
        f"{feature.date.year} 年 {feature.date.month} 月 {feature.date.day} 日",
    )
    return _handout(
        city, feature.address, feature.title, photos, feature.subtitle, feature.summary, byline, rows,
        _illustrated(feature.body, photos),
    )  # fmt: skip


def of_brand(brand: BrandView, city: CityView) -> Handout:
    since = [("哪年起", f"{brand.since} 年")] if brand.since else []
    rows = [("谁的品牌", brand.owner.name), *since, *brand.results, ("联系", brand.contact)]
    byline = (brand.level_label, "、".join(label for _, label in brand.functions))
    photos = usable(brand.photos)
    body = _illustrated(brand.story, photos)
    return _handout(city, brand.address, brand.title, photos, "", brand.summary, byline, rows, body)


def of_home(home: HomeView, city: CityView) -> Handout | None:
    """None for a home without a photo that the press may print, and for a closed one."""
    families = [family for family in home.families if family.press]
    photos = usable((*home.photos, *(family.photo for family in families if family.photo)))
    if not photos or home.closed_on:
        return None
    office, fallback = home.office, home.office.fallback_contact
    phones = office.phones or (fallback.phones if fallback else ())  # no mobile number: its consent is for the site
    rows = [("地址", office.address), ("电话", "、".join(map(str, phones))), ("成立", home.founded)]
    own = [photo for photo in photos if photo in home.photos]
    body = (*_illustrated(home.introduction, own), *_of_home(home, families, photos))
    byline = (home.district.name, home.street.name)
    return _handout(city, home.address, home.name, photos, "", home.summary, byline, rows, body)


def _of_home(home: HomeView, families: Sequence[FamilyView], photos: Sequence[PhotoView]) -> Iterator[Block]:
    """`photos` by their numbers."""
    if home.services:
        yield line("heading", "能帮什么忙")
        yield from (line("item", title, "· ") for title in dict.fromkeys(one.title for one in home.services))
    if home.brand:
        yield line("heading", f"品牌：{home.brand.title}")
        if home.brand.summary:
            yield line("paragraph", home.brand.summary)
    for family in families:
        yield line("heading", f"{family.name}（{family.year} 年{family.honour}）")
        if family.motto:
            yield line("quote", family.motto)
        yield from parse(family.story)
        if family.photo in photos and family.photo not in home.photos:
            yield Block("picture", picture=photos.index(family.photo) + 1)


def _illustrated(text: str, photos: Sequence[PhotoView]) -> tuple[Block, ...]:
    """A text with these photos, which have the first numbers: where it names them, the others spread over it."""
    numbers = {photo.key.rpartition("/")[2]: number for number, photo in enumerate(photos, 1)}
    blocks = parse(text, lambda name: numbers.get(name, 0))
    placed = {block.picture for block in blocks}
    return illustrated(blocks, [number for number in range(1, len(photos) + 1) if number not in placed])


def _handout(
    city: CityView,
    address: str,
    title: str,
    photos: tuple[PhotoView, ...],
    subtitle: str,
    lead: str,
    byline: Iterable[str],
    facts: Iterable[tuple[str, str]],
    blocks: tuple[Block, ...],
) -> Handout:
    return Handout(
        address,
        title,
        f"{city.site_name}　{city.url.rstrip('/')}/{address}" if city.url else city.site_name,
        city.contact,
        subtitle,
        lead,
        tuple(filter(None, byline)),
        tuple((label, value) for label, value in facts if value),
        blocks,
        photos,
    )
