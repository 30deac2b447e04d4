"""Pictures beside hand-written pages: drawn anew like any other, and found by the pages that show them or link to them."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.media.test_photos import corners, exif, saved

SECRET = b"Chaoyang-116.4712-39.9476"
PAGE = """# 样子

![正门](front.jpg)

![竖的](../upright.JFIF "竖着的照片")
![小的](front.jpg){: width="300" }
<img src="../../guide/front.jpg" alt="直接写的">

[大图](front.jpg)　[图纸](plan.pdf)

![坏的](script.jpg)
![矢量](drawing.svg)
![Mac](lüyou.png)
"""


@pytest.fixture
def built(folder, pages):
    photo = saved(corners(2000, 1500), "JPEG", exif=exif(1).tobytes(), comment=SECRET) + b"<script>" + SECRET
    assert SECRET in photo
    folder.write("pages/guide/look.md", PAGE)
    folder.write("pages/guide/front.jpg", photo)
    folder.write("pages/upright.JFIF", saved(corners(300, 400), "JPEG"))
    folder.write("pages/guide/script.jpg", b"\xff\xd8\xff\xe0<script>alert(1)</script>")
    folder.write("pages/guide/drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    folder.write("pages/guide/plan.pdf", "%PDF-1.4")
    folder.write(f"pages/guide/{unicodedata.normalize('NFD', 'lüyou.png')}", saved(corners(), "PNG"))
    return pages(folder)


def site(folder) -> Path:
    return folder.root.parent / "site"


def test_pictures_are_drawn_anew_and_found(folder, built):
    images = [attributes for tag, attributes in built["guide/look/index.html"].elements if tag == "img"]
    assert [image["alt"] for image in images] == ["正门", "竖的", "小的", "直接写的", "Mac"]
    for image in images:
        file = (site(folder) / "guide/look" / image["src"]).resolve()
        with Image.open(file) as picture:
            assert not picture.getexif() and picture.width <= 960
        assert image["width"].isdigit() and image["height"].isdigit() and image["loading"] == "lazy"
        for candidate in image["srcset"].split(", "):
            assert (site(folder) / "guide/look" / candidate.split()[0]).is_file()
    assert [(image["width"], image["height"]) for image in images] == [
        ("1600", "1200"), ("300", "400"), ("300", "225"), ("1600", "1200"), ("640", "480"),
    ]  # fmt: skip
    assert images[1]["title"] == "竖着的照片"


def test_links_to_pictures_lead_to_them_and_to_what_is_not_published_nowhere(folder, built):
    links = [attributes.get("href") for tag, attributes in built["guide/look/index.html"].elements if tag == "a"]
    (large,) = [link for link in links if link and "media/" in link]
    assert (site(folder) / "guide/look" / urlsplit(large).path).is_file()
    assert not any(link and link.endswith(".pdf") for link in links)
    assert "图纸" in built["guide/look/index.html"].text


def test_nothing_of_the_files_themselves_goes_out(folder, built):
    files = [path for path in site(folder).rglob("*") if path.is_file()]
    assert not any(
        path.suffix.lower() in (".jfif", ".pdf") or path.name in ("front.jpg", "drawing.svg") for path in files
    )
    assert not any(SECRET in path.read_bytes() or b"<script>alert" in path.read_bytes() for path in files)


def test_what_is_not_published_is_named_with_a_remedy(folder):
    beside = {
        "x.svg": "PNG", "x.pdf": "附件", "x.css": "主题", "x.js": "主题", "x.html": "主题", "x.docx": "另存为图片", "x.HEIC": "兼容性最佳",
        "x.mp4": "截一张图", "x.txt": "附件", "no-ending": "附件",
    }  # fmt: skip
    for name in beside:
        folder.write(f"pages/{name}", "x")
    folder.write("pages/y.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 20)
    said = {
        f.place.path.removeprefix("pages/"): f for f in folder.assess().findings if f.place.path.startswith("pages/")
    }
    assert said.keys() == {*beside, "y.jpg"}
    assert all(words in said[name].remedy and "没有用它" in said[name].message for name, words in beside.items())
    assert "HEIC" in said["y.jpg"].message and "兼容性最佳" in said["y.jpg"].remedy
