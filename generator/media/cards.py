"""Share cards, 1200 × 630 pixels: the preview that WeChat shows of a shared page, one for each kind of page and for
single pages.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from PIL import Image

from generator.media.canvas import CREAM, ROSETTES, Canvas, DrawingAssets, height
from generator.media.fonts import BOLD, REGULAR
from generator.media.typeset import Block, Measure, clean, fit, fit_sentences, line_limit, wrap_balanced, wrap_name
from generator.model.city import GENERIC
from generator.model.vocabulary import HOME_NAMES
from generator.model.wording import Wording
from generator.public.views import BrandView, CityView, FamilyView, FeatureView, HomeView, PhotoView

WIDTH, HEIGHT = 1200, 630
MOST_BYTES = 120_000
_PANEL = 744  # where the picture begins
_LEFT, _RIGHT = 64, 696
_COLUMN = _RIGHT - _LEFT
_TOP, _BOTTOM = 56, 574
_SIZES = range(108, 39, -4)  # of a title
_LARGE, _SMALL = 84, 56  # above the one a title is one line; below the other its text gives way
_QUALITIES = (82, 74, 66, 56, 44, 32, 24)

_COURTYARD = "courtyard"
_KINDS = {  # kind: title, text, motif
    "site": ("就近找到{home}", "看几点开门，打个电话，或者走过去。", _COURTYARD),
    "homes": ("社区里、村里的{home}", "在哪儿、几点开门、能帮什么忙，一页看明白。", _COURTYARD),
    "districts": ("各{district}的{home}", "一个{street}一个{street}地看，离您最近的在哪儿。", "house"),
    "services": ("能帮您什么忙", "{function_names}。", "branch"),
    "activities": ("近期活动", "讲座、培训、亲子、邻里，看看最近有什么。", "fish"),
    "families": ("“最美家庭”光荣榜", "街坊推荐，自己同意，才写在这里。", "rosette-2"),
    "brands": ("各有各的拿手活", "一{district}一品，一镇一品，一家一品。", "rosette-4"),
    "press": ("好做法", "{home}里的人和事。", "rosette-1"),
    "standard": ("{home}，怎样才算建好", "建设标准一条一条看，示范名单随时查。", "house"),
}


@dataclass(frozen=True)
class Card:
    """The content of a card.

    `page`: the address of its page, or the name of its kind; `home`: the identity of its home, for findings about
    characters that can't be drawn; `figures`: (value, label); `badges`: (tone, words); `motif`: the drawing that
    stands in for a photo; `called`: what the city calls a home, on the plate.
    """

    page: str
    home: str | None
    city: str
    sample: bool
    title: str
    motif: str
    kicker: str = ""
    text: str = ""
    foot: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    badges: tuple[tuple[str, str], ...] = ()
    photo: PhotoView | None = None
    called: str = GENERIC.home or ""

    @property
    def words(self) -> str:
        """All its text."""
        rows = (*self.figures, *self.badges)
        return "".join(
            (
                self.called,
                self.city,
                self.title,
                self.kicker,
                self.text,
                *self.foot,
                *(word for row in rows for word in row),
            )
        )


def of_kinds(city: CityView) -> Iterator[Card]:
    """The cards of pages that have none of their own."""
    word = Wording(city.standard)
    for kind, (title, text, motif) in _KINDS.items():
        yield Card(
            kind, None, city.name, city.sample, word(title), motif, text=word(text), called=city.terms.home or ""
        )


def kind_of(address: str) -> str:
    """Which of them a page at `address` uses."""
    room, *rest = address.split("/")
    if room == "homes" and len(rest) > 2:
        return {"families": "families", "activities": "activities", "brand": "brands"}.get(rest[2], "homes")
    return "standard" if room == "demonstration" else room if room in _KINDS else "site"


def of_home(city: CityView, home: HomeView) -> Iterator[Card]:
    """A card for an open home and its brand, and for every family whose consent says so."""
    if home.closed_on is None:
        yield _of_home(city, home)
        if home.brand:
            yield _of_brand(city, home, home.brand)
    yield from (_of_family(city, home, family) for family in home.families if family.card)


def of_features(city: CityView, features: Iterable[FeatureView]) -> Iterator[Card]:
    """A card for every feature."""
    yield from (_of_feature(city, feature) for feature in features)


def of_page(city: CityView, page: FeatureView | HomeView, brand: BrandView | None = None) -> Card:
    """The card of a feature, of a home, or of its brand."""
    if isinstance(page, FeatureView):
        return _of_feature(city, page)
    return _of_brand(city, page, brand) if brand else _of_home(city, page)


def _photographic(card: Card, photo: str | bytes | None) -> bool:
    return bool(photo) or card.motif == _COURTYARD


def address(card: Card, key: str, photo: str) -> str:
    """Where the card lies: beside its page, named by everything drawn, so that WeChat shows a new one at once."""
    folder = "cards/" + card.page if card.page in _KINDS else card.page + "card"
    return f"{folder}-{key[:10]}.{'jpg' if _photographic(card, photo) else 'png'}"


def key(card: Card, photo: str, studio: DrawingAssets) -> str:
    """Names everything that the picture depends on. `photo`: the address of its photo, which is named by content."""
    return studio.key(dataclasses.replace(card, photo=None), photo, card.words)


def draw(card: Card, photo: bytes | None, studio: DrawingAssets) -> bytes:
    """The card, at most `MOST_BYTES`: of paper-cuts a PNG, which is smaller, else a JPEG.

    `photo`: one of the pictures that pages show.
    """
    canvas = _drawn(card, photo, studio)
    if not _photographic(card, photo):
        return canvas.png()
    made = b""
    for quality in _QUALITIES:
        made = canvas.jpeg(quality)
        if len(made) <= MOST_BYTES:
            break
    return made


def draw_png(card: Card, photo: bytes | None, studio: DrawingAssets) -> bytes:
    """The card as a PNG of 256 colours, to be taken away."""
    canvas = _drawn(card, photo, studio)
    return canvas.png_of_photo() if _photographic(card, photo) else canvas.png()


def _drawn(card: Card, photo: bytes | None, studio: DrawingAssets) -> Canvas:
    canvas = Canvas(studio, WIDTH, HEIGHT, "rice")
    _picture(canvas, card, photo)
    _head(canvas, card)
    floor = _foot(canvas, card)
    _middle(canvas, card, floor)
    return canvas


def _picture(canvas: Canvas, card: Card, photo: bytes | None) -> None:
    box = (_PANEL, 0, WIDTH, HEIGHT)
    centre = ((_PANEL + WIDTH) // 2, HEIGHT // 2)
    if photo:
        with Image.open(io.BytesIO(photo)) as picture:
            picture.draft("RGB", (WIDTH - _PANEL, HEIGHT))  # decoded no larger than needed
            canvas.photo(box, picture.convert("RGB"))
    elif card.motif == _COURTYARD:
        yard = canvas.studio.drawing(_COURTYARD)
        canvas.photo(box, yard.crop((yard.width - round(yard.height * 0.78), 0, yard.width, yard.height)))
    else:
        canvas.fill(box, "red")
        canvas.lattice(box, CREAM, 0.14, 60)
        size = 400 if card.motif in ROSETTES or card.motif == "house" else 380
        canvas.paper_cut(card.motif, centre, size, CREAM, box)
    canvas.fill((_PANEL - 6, 0, _PANEL, HEIGHT), "red")


def _head(canvas: Canvas, card: Card) -> None:
    right = canvas.plate(_LEFT, _TOP, 30, card.called)
    end = canvas.text(right + 18, _TOP + 14, card.city, 28, "ink", BOLD)
    if card.sample:
        canvas.chip(round(end) + 18, _TOP + 12, "示例", 19, "ink-2", "rice", "line-2")


def _foot(canvas: Canvas, card: Card) -> int:
    """The last lines, from the bottom up. Returns where they begin."""
    y = _BOTTOM
    for number, line in reversed(list(enumerate(card.foot))):
        weight = BOLD if number == 0 else REGULAR
        block = fit(line, _COLUMN, 1, (30, 28, 26, 24), canvas.studio.measure(weight))
        y -= 42 if number else 40
        canvas.block(_LEFT, y, block, "ink" if number == 0 else "ink-2", weight)
    if card.foot:
        y -= 24
        canvas.fill((_LEFT, y, _RIGHT, y + 2), "line")
    y = _figures(canvas, card, y)
    if card.badges:
        y, x = y - 62, _LEFT
        for shade, words in card.badges:
            tone = "gold" if shade == "city" else "slate"
            x = canvas.chip(x, y, words, 24, tone, f"{tone}-wash", f"{tone}-line") + 14
    return y


def _figures(canvas: Canvas, card: Card, floor: int) -> int:
    """Up to three results beside each other above `floor`; those that do not fit are left out.

    Returns where they begin.
    """
    bold, plain = canvas.studio.measure(BOLD), canvas.studio.measure(REGULAR)
    x, y, top = _LEFT, floor - 120, floor
    for value, label in ((clean(value), clean(label)) for value, label in card.figures[:3]):
        wide = max(bold(value) * 48, plain(label) * 24)
        if x + wide > _RIGHT:
            break
        canvas.text(x, y, value, 48, "red", BOLD)
        canvas.text(x, y + 64, label, 24, "ink-2")
        x += round(wide) + 44
        top = y - 8
    return top


def _middle(canvas: Canvas, card: Card, floor: int) -> None:
    """Kicker, title and text, set as large as the room allows and hung a little above its middle."""
    studio, ceiling = canvas.studio, _TOP + 56 + 40
    room = floor - ceiling - 24
    bold, plain = studio.measure(BOLD), studio.measure(REGULAR)
    kicker = fit(card.kicker, _COLUMN, 1, (28, 26, 24), bold) if card.kicker else Block((), 28)
    for most in (3, 2, 1, 0):
        text = fit_sentences(card.text, partial(_body, most=most, measure=plain))
        taken = (height(kicker) + 22 if kicker.lines else 0) + (height(text) + 26 if text.lines else 0)
        title = _title(card.title, room - taken, bold)
        if text.cut and card.figures:
            continue  # results say more than half a sentence
        if not title.cut and (title.size >= _SMALL or most == 0):
            break
    y = ceiling + max(0, (room - taken - height(title, 1.28)) * 0.42)
    if kicker.lines:
        y = canvas.block(_LEFT, y, kicker, "red", BOLD) + 22
    y = canvas.block(_LEFT, y, title, "ink", BOLD, 1.28) + 26
    canvas.block(_LEFT, y, text, "ink-2")


def _body(text: str, most: int, measure: Measure) -> Block:
    return fit(text, _COLUMN, most, (30, 28), measure, wrap_balanced)


def _title(text: str, room: float, measure: Measure) -> Block:
    """As large as the room allows: the largest sizes for a single line, the others for up to four."""
    how = wrap_name if text.endswith(HOME_NAMES) else wrap_balanced
    several = line_limit(room, 1.28, 4)
    return fit(text, _COLUMN, lambda size: min(several(size), 1 if size > _LARGE else 4), _SIZES, measure, how)


def _motif(seed: str) -> str:
    """One of the paper-cuts; the same seed, the same one."""
    motifs = (*ROSETTES, "branch", "fish")
    return motifs[sum(seed.encode()) % len(motifs)]


def _of_home(city: CityView, home: HomeView) -> Card:
    return Card(
        home.address, home.identity, city.name, city.sample, home.name, _motif(home.identity),
        kicker=f"{home.district.name} · {home.street.name}",
        text=home.summary,
        foot=tuple(filter(None, (home.office.address, _phone_line(home)))),
        badges=tuple((badge.tone, f"{badge.label} {badge.year}") for badge in home.badges),
        photo=_photo(home.photos),
        called=city.terms.home or "",
    )  # fmt: skip


def _phone_line(home: HomeView) -> str:
    phones = "、".join(map(str, home.office.phones))
    return phones and f"电话 {phones}"


def _of_family(city: CityView, home: HomeView, family: FamilyView) -> Card:
    return Card(
        family.address, home.identity, city.name, city.sample,
        f"“{family.motto}”" if family.motto else family.name, _motif(family.address),
        kicker=" · ".join((f"{family.year} 年{family.honour}", *family.titles[:1])),
        foot=tuple(filter(None, (family.motto and family.name, f"{family.district.name} {home.name}"))),
        photo=family.photo,
        called=city.terms.home or "",
    )  # fmt: skip


def _of_brand(city: CityView, home: HomeView, brand: BrandView) -> Card:
    return Card(
        brand.address, home.identity, city.name, city.sample, brand.title, _motif(brand.address),
        kicker="一家一品" + (f" · {brand.since} 年起" if brand.since else ""),
        text=brand.summary,
        foot=(f"{home.district.name} {home.name}",),
        figures=tuple((value, label) for label, value in brand.results),
        photo=_photo((*brand.photos, *home.photos)),
        called=city.terms.home or "",
    )  # fmt: skip


def _of_feature(city: CityView, feature: FeatureView) -> Card:
    day = f"{feature.date.year} 年 {feature.date.month} 月 {feature.date.day} 日"
    return Card(
        feature.address, None, city.name, city.sample, feature.title, _motif(feature.slug),
        kicker=f"好做法 · {day}",
        text=feature.subtitle or feature.summary,
        foot=tuple(link.name for link in feature.homes[:1]),
        photo=_photo(feature.photos),
        called=city.terms.home or "",
    )  # fmt: skip


def _photo(photos: tuple[PhotoView, ...]) -> PhotoView | None:
    return next((photo for photo in photos if photo.card), None)
