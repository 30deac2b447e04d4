"""Photos in a whole build: a bad one is told and missing, and that is all."""

from __future__ import annotations

import io
import re
from pathlib import Path

from click.testing import CliRunner
from PIL import Image

from generator.cli import main
from tests.media.test_photos import corners, png_bomb, saved

PHOTO = "  - {{file: {0}, caption: 正门, alt: 大门, credit: 社区, people: none}}\n"
HOME = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\nphotos:\n"


def build(folder) -> str:
    where = ["--content", folder.root, "--site", folder.root.parent / "site", "--as-of", "2026-11-23"]
    result = CliRunner().invoke(main, ["build", *map(str, where)])
    assert result.exit_code == 0, result.output
    return result.stderr


def media(folder) -> dict[str, bytes]:
    root = Path(folder.root.parent / "site/media").resolve()
    return {path.name: path.read_bytes() for path in sorted(root.glob("*"))}


def test_bad_photos_are_told_and_change_no_byte_of_a_good_one(folder):
    noise = Image.effect_noise((40, 30), 120).resize((1200, 900), Image.Resampling.BICUBIC).convert("RGB")
    folder.home("photos/good.jpg", saved(corners(1000, 750), "PNG"))
    folder.home("home.yml", HOME + PHOTO.format("good.jpg"))
    assert "photos/" not in build(folder)
    before = media(folder)
    assert sorted(name.partition("-")[2] for name in before) == ["1000.webp", "480.webp", "960.jpg", "960.webp"]
    folder.home("photos/bomb.png", png_bomb(20_000, 20_000))
    folder.home("photos/cut.jpg", saved(noise, "JPEG")[:3000])
    folder.home("photos/noise.jpg", saved(noise, "JPEG", quality=92))
    folder.home("photos/again.webp", saved(noise.resize((800, 600)), "WEBP"))
    names = ("good.jpg", "bomb.png", "cut.jpg", "noise.jpg", "again.webp")
    folder.home("home.yml", HOME + "".join(map(PHOTO.format, names)))
    told = [line for line in build(folder).splitlines() if "photos/" in line]
    after = media(folder)
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 4 + 3
    said = {"bomb.png": "20000×20000", "cut.jpg": "打不开", "noise.jpg": "again.webp"}
    assert len(told) == len(said)
    assert all(any(f"photos/{name}: " in line and words in line for line in told) for name, words in said.items()), told


def test_the_size_of_a_photo_stands_in_the_page(folder):
    buffer = io.BytesIO()
    corners(1000, 750).save(buffer, "JPEG")
    folder.home("photos/good.jpg", buffer.getvalue())
    folder.home("home.yml", HOME + PHOTO.format("good.jpg"))
    build(folder)
    page = (folder.root.parent / "site/homes/chaoyang/zaoying-beili/index.html").read_text(encoding="utf-8")
    assert 'width="1000" height="750"' in page and 'style="' not in page


def test_a_quiet_colour_stands_where_a_photo_is_on_its_way(folder):
    folder.home("photos/good.jpg", saved(Image.new("RGB", (1000, 750), (200, 40, 50)), "JPEG"))
    folder.home("home.yml", HOME + PHOTO.format("good.jpg"))
    build(folder)
    site = folder.root.parent / "site"
    number = re.search(
        r'<img class="[^"]*tint-(\d+)"', (site / "homes/chaoyang/zaoying-beili/index.html").read_text(encoding="utf-8")
    )[1]
    (sheet,) = site.glob("assets/site-*.css")
    red, green, blue = bytes.fromhex(
        re.search(rf"\.tint-{number} {{ background-color: #(\w+);", sheet.read_text(encoding="utf-8"))[1]
    )
    assert red > green + 20 and red > blue + 20
