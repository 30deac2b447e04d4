"""Share cards are drawn for real and looked at: ink where words stand, nothing over the edge, no squares."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generator.media import cards
from generator.media.canvas import Canvas
from generator.media.cards import Card
from generator.media.fonts import SUBSTITUTE, Faces

CARD = Card(
    "homes/a/b/",
    "a/b",
    "北京市",
    True,
    "枣营北里社区妇女之家",
    "fish",
    kicker="朝阳区 · 麦子店街道",
    text="一句话介绍。",
    foot=("地址", "电话"),
)
SEEN = (64, 152, 696, 574)  # where words stand below the plate
GAP = (716, 0, 738, 630)  # between them and the picture


def drawn(card: Card, studio, photo: bytes | None = None) -> Image.Image:
    return Image.open(io.BytesIO(cards.draw(card, photo, studio))).convert("RGB")


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many pixels of the box are far from the ground."""
    part = picture.crop(box)
    far = ImageChops.difference(part, Image.new("RGB", part.size, "#FBF8F2")).convert("L")
    return sum(far.histogram()[90:])


def photograph() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((960, 720), 90).convert("RGB").save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def test_every_card_of_a_sample_home_is_drawn_within_its_bounds(sample_site, studio):
    every = [
        *cards.of_kinds(sample_site.city),
        *(card for home in sample_site.homes for card in cards.of_home(sample_site.city, home)),
        *cards.of_features(sample_site.city, sample_site.features),
    ]
    pages = {card.page for card in every}
    assert {"site", "families", "homes/chaoyang/zaoying-beili/", "homes/chaoyang/zaoying-beili/brand/"} <= pages
    for card in every:
        data = cards.draw(card, None, studio)
        picture = Image.open(io.BytesIO(data)).convert("RGB")
        assert picture.size == (1200, 630)
        assert len(data) <= cards.MOST_BYTES
        assert ink(picture, SEEN) > 3000, card.page
        assert ink(picture, GAP) == 0, card.page


@pytest.mark.parametrize(
    "title",
    [
        "某" * 36 + "妇女之家",
        "“" + "一粥一饭当思来处不易，" * 5 + "当思来处不" + "”",
        "Wanderlust" * 6,
        "犇",
        "“" + "难" * 60 + "”",
    ],
)
def test_long_and_short_titles_stay_in_their_place(studio, title):
    picture = drawn(dataclasses.replace(CARD, title=title, text="一句话介绍，六十字以内。" * 5), studio)
    assert ink(picture, SEEN) > 3000
    assert ink(picture, GAP) == 0


def test_words_and_figures_do_not_run_into_each_other(studio, monkeypatch):
    tops, bottoms = [], []
    block, text = Canvas.block, Canvas.text
    monkeypatch.setattr(Canvas, "block", lambda self, *a, **k: bottoms.append(block(self, *a, **k)) or bottoms[-1])
    monkeypatch.setattr(
        Canvas,
        "text",
        lambda self, x, y, line, size, *a: (size == 48 and tops.append(y), text(self, x, y, line, size, *a))[1],
    )
    card = dataclasses.replace(
        CARD,
        title="说和茶桌",
        text="三泡茶，一张桌，十二年说和家事邻里事一千一百多件。" * 3,
        figures=(("1126 件", "说和"),),
    )
    cards.draw(card, None, studio)
    assert tops and bottoms[-1] <= tops[0]


def test_a_photo_fills_the_panel_and_the_card_stays_small(studio):
    data = cards.draw(CARD, photograph(), studio)
    assert len(data) <= cards.MOST_BYTES
    assert Image.open(io.BytesIO(data)).format == "JPEG"
    assert cards.address(CARD, "k" * 40, "media/x.jpg").endswith(".jpg")
    assert cards.address(CARD, "k" * 40, "").endswith(".png")


def test_the_same_card_is_the_same_bytes(studio):
    assert cards.draw(CARD, None, studio) == cards.draw(CARD, None, studio)


@pytest.mark.parametrize(
    "field,value", [("title", "别家"), ("text", ""), ("sample", False), ("badges", (("city", "市级示范 2025"),))]
)
def test_a_card_is_named_by_all_that_is_drawn(studio, field, value):
    assert cards.key(CARD, "", studio) != cards.key(dataclasses.replace(CARD, **{field: value}), "", studio)
    assert cards.key(CARD, "", studio) != cards.key(CARD, "media/x.jpg", studio)


def test_the_bundled_faces_have_what_homes_are_written_in(studio):
    content = Path(__file__).parent.parent.parent / "content"
    texts = "".join(path.read_text(encoding="utf-8-sig") for path in content.rglob("*.yml"))
    assert studio.faces.not_bundled(texts) == ""
    assert studio.faces.not_bundled("犇骉䶮×·—…《》“”‘’–①㎡１Ａ") == ""


def test_a_character_that_no_font_has_becomes_the_printers_sign(studio, tmp_path):
    faces = Faces(studio._theme / "fonts", installed=(str(tmp_path),))
    assert faces.undrawable("犇㙟家\U00020bb7") == "㙟\U00020bb7"
    bare = dataclasses.replace(CARD, title="㙟村妇女之家")
    signed = dataclasses.replace(CARD, title=f"{SUBSTITUTE}村妇女之家")
    alone = type(studio)(studio._theme)
    alone.faces = faces
    assert cards.draw(bare, None, alone) == cards.draw(signed, None, alone)


@pytest.mark.parametrize(
    "address,kind",
    [
        ("", "site"), ("nearby/", "site"), ("homes/a/b/", "homes"), ("homes/a/b/families/z/", "families"), ("homes/a/b/brand/", "brands"),
        ("homes/a/b/activities/2026-01-01-x/", "activities"), ("homes/a/b/badge-city/", "homes"), ("districts/a/", "districts"),
        ("demonstration/", "standard"), ("families/2026/", "families"), ("services/x/", "services"), ("press/x/", "press"),
    ],
)  # fmt: skip
def test_a_page_without_a_card_of_its_own_has_its_kinds(address, kind):
    assert cards.kind_of(address) == kind
