"""Packs: what the press may take away, who may be in it, and when it is made again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from generator import pipeline
from generator.cli.publishing import render_shell
from generator.documents import formats, handout, xmp
from generator.documents.blocks import illustrated, parse
from generator.documents.docx import pack
from generator.media import cards
from generator.model.field_types import BEIJING
from generator.pipeline import BuildOptions
from generator.public.views import Picture, Variant
from generator.publish import checks
from generator.resources import project
from tests.conftest import CITY, Folder

HOME, OTHER = "chaoyang/zaoying-beili", "chaoyang/bystander"
FEATURE, EARLY = "press/2026-11-01-tea/", "press/2026-11-02-early/"
AT = dt.datetime(2026, 11, 23, 9, 30, tzinfo=BEIJING)  # when the embargo of EARLY ends
MINUTE = dt.timedelta(minutes=1)
CONSENTS = """
- {id: C-all, obtained: 2026-01-01, scope: [name, story, photo, press, card]}
- {id: C-site, obtained: 2026-01-01, scope: [name, story, photo, card]}
- {id: C-uncarded, obtained: 2026-01-01, scope: [name, story, photo, press]}
- {id: C-press, obtained: 2026-01-01, scope: [press, card]}
- {id: C-gone, obtained: 2026-01-01, scope: [name, story, photo, press], withdrawn: 2026-11-01}
- {id: C-over, obtained: 2026-01-01, scope: [name, story, photo, press], until: 2026-11-22}
- {id: C-mobile, obtained: 2026-01-01, scope: [mobile, press]}
- {id: C-ends, obtained: 2026-01-01, scope: [name, story, photo, press, card], until: 2026-11-23}
"""
# file → (its line in home.yml, whether it is in packs)
PHOTOS = {
    "free": ("people: none, use: press", True),
    "own": ("people: none, use: site", False),
    "all": ("people: adults, consent: C-all, use: press", True),
    "ends": ("people: adults, consent: C-ends, use: press", True),
    "seen": ("people: adults, consent: C-site, use: press", False),
    "pressonly": ("people: adults, consent: C-press, use: press", False),
    "gone": ("people: adults, consent: C-gone, use: press", False),
    "over": ("people: adults, consent: C-over, use: press", False),
    "nobody": ("people: adults, use: press", False),
}
FAMILIES = {"all": True, "uncarded": True, "site": False, "gone": False, "over": False, "ends": True}


def picture(seed: int, size: tuple[int, int] = (300, 200)) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "canaryexif"
    data = io.BytesIO()
    image = Image.effect_noise(size, 60).convert("RGB")
    image.paste((seed * 17 % 255, 90, 120), (0, 0, 40 + seed, 40))
    image.save(data, "JPEG", exif=exif)
    return data.getvalue()


def write(root: Path) -> Folder:
    folder = Folder(root)
    folder.write(
        "city.yml", CITY + "site: {url: https://example.org/sub/}\nhost: {name: 妇联, contact: 010-0000 1233}\n"
    )
    listed = "\n".join(
        f"  - {{file: {name}.jpg, caption: caption{name}, alt: alt{name}, credit: credit{name}, {more}}}"
        for name, (more, _) in PHOTOS.items()
    )
    folder.home(
        "home.yml",
        "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\nsummary: 一句话\n"
        "office: {address: 一号楼, phone: 010-0000 4321, mobile: {number: 14200012345, consent: C-mobile}}\n"
        f"photos:\n{listed}\n",
    )
    folder.home("intro.md", "这个家的介绍。\n\n- 一样\n- **两样**\n\n![x](free.jpg)\n\n> 说的话\n")
    folder.home(
        "brand.md",
        "---\ntitle: 周三<一壶>茶\nfunctions: [rights]\nsince: 2018\nsummary: 说开了\nresults: [{label: 家事, value: 612 件}]\n"
        "photos: [free.jpg, own.jpg, seen.jpg, all.jpg]\n---\n故事&经过。\n\n![x](own.jpg)\n\n![x](all.jpg)\n\n又说。\n",
    )
    folder.home("consents.yml", CONSENTS)
    folder.home(
        "families.yml",
        "".join(
            f"- {{id: {name}, family: family{name}, year: 2026, consent: C-{name}, story: story{name}, motto: motto{name},\n"
            f"   photo: {{file: f{name}.jpg, alt: altf{name}, credit: creditf{name}, use: press}}}}\n"
            for name in FAMILIES
        ),
    )
    for number, name in enumerate([*PHOTOS, *(f"f{name}" for name in FAMILIES)]):
        folder.home(f"photos/{name}.jpg", picture(number, (3000, 1800) if name == "free" else (300, 200)))
    named = ", ".join(f"{HOME}/{name}.jpg" for name in PHOTOS)
    for address, more in ((FEATURE, ""), (EARLY, "embargo: 2026-11-23T09:30\n")):
        name = address.split("/")[1]
        folder.write(
            f"press/{name}.md",
            f"---\ntitle: 稿{name}\nsummary: 导语{name}\ndate: {name[:10]}\nauthor: 记者甲\nhomes: [{HOME}]\nbrand: {HOME}\n"
            f"photos: [{named}]\n{more}---\n正文{name}。\n",
        )
    return folder


def build(folder: Folder, site: Path, moment: dt.datetime = AT - MINUTE, **options: bool) -> None:
    chosen = BuildOptions(folder.root, moment, site, workers=1, **({"packs": True} | options))
    pipeline.build(chosen, project() / "theme", render_shell)


def packs(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.zip")}


def inside(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words(name: str, data: bytes) -> str:
    """All that a file says, in archives within it too, and its name."""
    if data[:2] == b"PK":
        return name + "".join(words(*member) for member in inside(data).items())
    text = data.decode("utf-8", "replace")
    return name + text + re.sub("<[^>]*>", "", text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Folder:
    return write(tmp_path_factory.mktemp("packs") / "content")


@pytest.fixture(scope="module")
def site(folder) -> Path:
    root = folder.root.parent / "site"
    build(folder, root)
    return root


@pytest.fixture(scope="module")
def said(site) -> dict[str, str]:
    return {path: words(path, data) for path, data in packs(site).items()}


def test_features_brands_and_homes_have_packs_with_all_that_is_promised(site):
    found = packs(site)
    assert set(found) == {f"{FEATURE}pack.zip", f"homes/{HOME}/pack.zip", f"homes/{HOME}/brand/pack.zip"}
    for path, data in found.items():
        names = set(inside(data))
        assert names >= {
            "文章.docx",
            "文章.md",
            "公众号.html",
            "图片说明.xlsx",
            "使用说明.txt",
            "分享图.png",
            "图片/01.jpg",
        }, path
        page = (site / path).with_name("index.html").read_text()
        size = len(data)
        assert f"{size / 2**20:.1f} MB" in page or f"{round(size / 1024)} KB" in page
        assert (site / path).with_name("article.docx").read_bytes() == inside(data)["文章.docx"]


def test_photos_and_families_are_in_as_far_as_the_press_may_have_them(said):
    for name, (_, usable) in PHOTOS.items():
        for path in (f"{FEATURE}pack.zip", f"homes/{HOME}/pack.zip"):
            assert (f"caption{name}" in said[path]) is usable, (name, path)
    for name, usable in FAMILIES.items():
        for what in ("family", "story", "motto"):
            assert (f"{what}{name}" in said[f"homes/{HOME}/pack.zip"]) is usable, (name, what)
        assert (f"altf{name}" in said[f"homes/{HOME}/pack.zip"]) is usable, name
    brand = said[f"homes/{HOME}/brand/pack.zip"]
    assert {name for name in PHOTOS if f"caption{name}" in brand} == {"free", "all"}
    assert not [path for path, text in said.items() if "canaryexif" in text or "early" in text or "14200012345" in text]


def test_what_is_pasted_says_no_more_than_the_pack(site):
    for address in (FEATURE, f"homes/{HOME}/", f"homes/{HOME}/brand/"):
        page = (site / address / "index.html").read_text()
        pasted = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[1]
        for name, (_, usable) in PHOTOS.items():
            assert usable or f"caption{name}" not in pasted
        for name, usable in FAMILIES.items():
            assert usable or f"story{name}" not in pasted


def test_photos_hold_pixels_caption_credit_and_terms(site):
    for data in packs(site).values():
        for name, jpeg in inside(data).items():
            if name.endswith(".jpg"):
                notice = xmp.of_jpeg(jpeg)
                assert notice.caption in words("", inside(data)["图片说明.xlsx"])
                assert notice.credit
                assert notice.credit in notice.terms
                packet = ET.fromstring(re.search(rb"<x:xmpmeta.*</x:xmpmeta>", jpeg)[0])
                said = ["".join(one.itertext()) for one in packet[0][0]]
                assert [one.tag.rpartition("}")[2] for one in packet[0][0]] == [
                    "description", "creator", "rights", "Credit", "UsageTerms",
                ]  # fmt: skip
                assert said == [notice.caption, notice.credit, notice.terms, notice.credit, notice.terms]
                with Image.open(io.BytesIO(jpeg)) as picture:
                    assert max(picture.size) <= 2400
                    assert not picture.getexif()
                    assert "icc_profile" not in picture.info
    with Image.open(io.BytesIO(inside(packs(site)[f"{FEATURE}pack.zip"])["图片/01.jpg"])) as picture:
        assert picture.size == (2400, 1440)


def test_cards_are_pictures_to_share(site):
    card = inside(packs(site)[f"{FEATURE}pack.zip"])["分享图.png"]
    with Image.open(io.BytesIO(card)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (1200, 630))


def test_a_card_shows_the_first_photo_that_is_for_cards_and_for_the_press(folder):
    home = folder.view(moment=AT)
    picture = Picture((), Variant("media/a-960.jpg", 960, "image/jpeg"), 960, 640, "#ffffff")
    shown = {photo.key.rpartition("/")[2]: dataclasses.replace(photo, picture=picture) for photo in home.photos}
    photos = tuple(dataclasses.replace(shown[name], card=card) for name, card in
                   {"own.jpg": True, "seen.jpg": True, "all.jpg": False, "free.jpg": True}.items())  # fmt: skip
    usable = dataclasses.replace(home, photos=handout.usable(photos))
    card = cards.of_page(folder.site(AT).city, usable)
    assert [photo.key.rpartition("/")[2] for photo in usable.photos] == ["all.jpg", "free.jpg"]
    assert card.photo.key.endswith("/free.jpg")


def test_the_list_of_photos_opens_with_a_line_for_each(site):
    book = openpyxl.load_workbook(io.BytesIO(inside(packs(site)[f"{FEATURE}pack.zip"])["图片说明.xlsx"]))
    rows = list(book.active.iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == ["文件", "01.jpg", "02.jpg", "03.jpg"]
    assert [row[1] for row in rows[1:]] == ["captionfree", "captionall", "captionends"]


def test_html_to_paste_has_what_wechat_keeps(site):
    for data in packs(site).values():
        page = inside(data)["公众号.html"].decode()
        tags = set(re.findall(r"<([a-z][a-z0-9]*)", page.partition("<body")[2]))
        assert tags <= {*formats.STYLES, "br"}
        assert not re.search(r'class=|id=|webp|src=|href=|url\(|"https?://', page)


def test_two_builds_in_two_places_are_the_same_bytes(site, folder, tmp_path):
    other = write(tmp_path / "elsewhere" / "content")
    for path in (folder.root / "homes").rglob("*.jpg"):  # noise differs
        (other.root / path.relative_to(folder.root)).write_bytes(path.read_bytes())
    build(other, tmp_path / "here", fresh=True)
    assert packs(tmp_path / "here") == packs(site)
    assert (tmp_path / "here/checksums.txt").read_bytes() == (site / "checksums.txt").read_bytes()


def test_nothing_is_made_without_the_option(folder, tmp_path):
    build(folder, tmp_path / "site", packs=False)
    assert packs(tmp_path / "site") == {}
    page = (tmp_path / "site" / FEATURE / "index.html").read_text()
    assert 'data-take="wechat"' in page
    assert "pack.zip" not in page


@pytest.fixture(scope="module")
def changing(tmp_path_factory) -> tuple[Folder, Path]:
    """A site that the tests below build again and again, one after the other."""
    folder = write(tmp_path_factory.mktemp("changing") / "content")
    site = folder.root.parent / "site"
    build(folder, site)
    return folder, site


def changed(changing, moment: dt.datetime = AT - MINUTE) -> dict[str, str]:
    """Packs that differ → what they say now; an empty text for those that are gone."""
    folder, site = changing
    before = packs(site)
    build(folder, site, moment)
    after = packs(site)
    differing = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    return {path: words(path, after[path]) if path in after else "" for path in differing}


def edit(changing, name: str, old: str, new: str) -> None:
    path = changing[0].root / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_caption_changes_exactly_the_packs_that_show_it(changing):
    edit(changing, f"homes/{HOME}/home.yml", "captionends", "anothercaption")
    assert set(changed(changing)) == {f"{FEATURE}pack.zip", f"homes/{HOME}/pack.zip"}
    edit(changing, f"homes/{HOME}/home.yml", "captionown", "stillnotout")
    assert changed(changing) == {}


def test_what_is_in_no_pack_changes_none(changing):
    edit(changing, f"homes/{OTHER}/home.yml", "霞光里", "晚霞里")
    edit(changing, f"homes/{HOME}/home.yml", "summary: 一句话", "summary: 一句话\nfounded: 2011-03")
    assert set(changed(changing)) == {f"homes/{HOME}/pack.zip"}


def test_an_embargo_ends_at_its_minute(changing):
    assert changed(changing, AT - MINUTE) == {}
    assert set(changed(changing, AT)) == {f"{EARLY}pack.zip"}
    assert set(changed(changing, AT - MINUTE)) == {f"{EARLY}pack.zip"}


def test_a_consent_that_ends_leaves_packs_the_day_after(changing):
    found = changed(changing, AT - MINUTE + dt.timedelta(days=1))
    assert {f"{FEATURE}pack.zip", f"homes/{HOME}/pack.zip"} <= set(found)
    assert not [path for path, text in found.items() if "anothercaption" in text or "familyends" in text]


def test_a_withdrawal_and_what_is_withheld_leave_packs_and_every_store(changing):
    folder, site = changing
    day = AT - MINUTE + dt.timedelta(days=1)
    folder.write("withdrawals.yml", f"- {{home: {HOME}, consent: C-all, on: 2026-11-24}}\n")
    found = changed(changing, day)
    assert not [path for path, text in found.items() if "captionall" in text or "familyall" in text]
    folder.write(
        "withheld.yml",
        f"- {{address: {FEATURE}, on: 2026-11-24}}\n- {{path: homes/{HOME}/photos/free.jpg, on: 2026-11-24}}\n",
    )
    found = changed(changing, day)
    assert found[f"{FEATURE}pack.zip"] == ""
    assert not [
        path
        for path in site.rglob("*")
        if "captionfree" in words(path.name, path.read_bytes() if path.is_file() else b"")
    ]
    with pytest.raises(pipeline.BuildFailed):
        pipeline.roll_back(site, day.date())


def test_a_withdrawal_published_at_once_keeps_packs(site, folder):
    assert pipeline.with_live_options(BuildOptions(folder.root, AT, site)).packs


def test_what_the_last_look_does_not_know_stops_a_release():
    jpeg = io.BytesIO()
    Image.new("RGB", (8, 8)).save(jpeg, "JPEG")
    good = xmp.embed(jpeg.getvalue(), xmp.Notice("门 & 窗", "甲", "可以登报"))
    with_exif = io.BytesIO()
    Image.open(io.BytesIO(good)).save(with_exif, "JPEG", exif=Image.Exif(), comment=b"x")
    foreign = io.BytesIO()
    Image.new("RGB", (8, 8)).save(foreign, "JPEG", xmp=b"<x/>")
    phone = xmp.embed(jpeg.getvalue(), xmp.Notice("打 13800138000", "甲", ""))
    twice = xmp.embed(good, xmp.Notice("又", "", ""))
    padded = good.replace(b"<photoshop:Credit>", b"<photoshop:Credit> <!-- -->", 1)
    assert rules({"图片/01.jpg": good, "文章.md": "# 题".encode()}) == set()
    assert rules({"别处/01.jpg": good}) == {"publish.picture"}
    for bad in (with_exif.getvalue(), foreign.getvalue(), twice, padded, good + b"x"):
        assert rules({"图片/01.jpg": bad}) == {"publish.picture"}
    assert rules({"图片/01.jpg": phone})
    assert rules({"a.md": b"13800138000"})
    assert rules({"a.exe": b"x"}) == {"publish.type"}
    assert rules({"a.html": b'<p style="background:url(https://example.com/x)">'}) == {"publish.foreign"}
    assert checks.examine("a.md", b"x")[0]


def rules(files: dict[str, bytes]) -> set[str]:
    return {rule for rule, _ in checks.examine("pack.zip", pack(files))[0]}


def test_pages_mark_the_photos_that_the_press_may_use(site):
    mark = '<span class="press-mark">媒体可用</span>'
    page, brand = ((site / address / "index.html").read_text() for address in (f"homes/{HOME}", f"homes/{HOME}/brand"))
    (title,) = re.findall(r'<p class="photo-hero__may">(.*?)</p>', page)
    assert title == f'<span>captionfree</span> <span class="credit">creditfree 供图</span> {mark}'
    captions = {re.search("caption([a-z]+)", one)[1]: one for one in re.findall("<figcaption>(.*?)</figcaption>", page)}
    assert len(captions) > 3
    assert {name: mark in one for name, one in captions.items()} == {name: PHOTOS[name][1] for name in captions}
    assert f"题图：creditfree 供图 {mark}" in brand


def test_pictures_stand_within_the_text(site):
    """Where the text names them, else spread over it; a family's behind its story."""
    pasted = inside(packs(site)[f"homes/{HOME}/pack.zip"])["公众号.html"].decode()
    order = [pasted.index(one) for one in ("captionall", "captionends", "一样", "captionfree", "说的话")]
    assert order == sorted(order) and pasted.index("storyall") < pasted.index("altfall") < pasted.index("storyends")
    assert pasted.rindex("【图") < pasted.index("材料来自")
    blocks = parse("## 题\n\n一\n\n二\n\n> 引\n>\n> —— 人\n\n三\n\n- 甲\n- 乙\n\n四\n")
    for number in range(9):
        found = illustrated(blocks, range(1, number + 1))
        assert [one.picture for one in found if one.picture] == list(range(1, number + 1))
        assert tuple(one for one in found if not one.picture) == blocks
        assert found[-1].text == "四" and (not number or found[0].picture)
        for before, after in pairwise(found):
            assert not (after.picture and before.kind == "heading")
            assert number > 6 or not (before.picture and after.picture)
        text = [f"{one.kind[0]}{one.text[:1]}" for one in found]
        assert text.index("q—") == text.index("q引") + 1 and text.index("i乙") == text.index("i甲") + 1


def test_pictures_stand_beside_none_that_the_text_names():
    blocks = parse("一\n\n![x](a.jpg)\n\n二\n\n三\n\n四\n\n![x](b.jpg)\n\n五\n", lambda name: 9)
    for number in range(4):
        found = illustrated(blocks, range(1, number + 1))
        assert [one.picture for one in found if 0 < one.picture < 9] == list(range(1, number + 1))
        assert not any(before.picture and after.picture for before, after in pairwise(found)), number
    assert illustrated(blocks[1:], [1])[0].picture == 9


def test_a_quotation_and_who_said_it_are_one_block():
    said = handout.Handout("a/", "题", "本站", blocks=parse("前\n\n> “有人等着。”\n>\n> —— **王**\n\n后\n"))
    assert "<blockquote>“有人等着。”<br>—— <strong>王</strong></blockquote>" in formats.paste(said)
    assert "\n\n> “有人等着。”  \n> —— **王**\n\n" in formats.as_markdown(said)


def test_blocks_of_markdown():
    found = parse("## 标题\n\n一段**粗**的\n\n1. 甲\n2. 乙\n\n> 引\n\n![x](a.jpg)![x](b.jpg)\n\n| 子 | 丑 |\n|---|---|\n| 寅 | 卯 |\n",
                  lambda name: int(name == "a.jpg"))  # fmt: skip
    assert [(one.kind, one.mark, one.text, one.picture) for one in found] == [
        ("heading", "", "标题", 0), ("paragraph", "", "一段粗的", 0), ("item", "1. ", "甲", 0), ("item", "2. ", "乙", 0),
        ("quote", "", "引", 0), ("picture", "", "", 1), ("paragraph", "", "子｜丑", 0), ("paragraph", "", "寅｜卯", 0),
    ]  # fmt: skip
