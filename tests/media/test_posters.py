"""Posters: the code leads where it should, the words are on the paper, the command says what is missing."""

from __future__ import annotations

import dataclasses

import pytest
import segno
from click.testing import CliRunner, Result

from generator.cli import main
from generator.media import posters
from generator.media.posters import Poster

URL = "https://example.org/zj/homes/chaoyang/zaoying-beili/"
SITE = "site: {url: https://example.org/zj/}\n"


@pytest.fixture(scope="module")
def poster(sample_site) -> Poster:
    site = dataclasses.replace(sample_site, city=dataclasses.replace(sample_site.city, url="https://example.org/zj/"))
    return posters.of_home(site, site.homes[0])


def homes(folder, *arguments: object) -> Result:
    out = folder.root.parent / "posters"
    where = ["--content", folder.root, "--site", folder.root.parent / "site", "--as-of", "2026-11-23", "--out", out]
    result = CliRunner().invoke(main, [str(one) for one in ("poster", *arguments, *where)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def dark(picture, box) -> int:
    return sum(picture.crop(box).convert("L").histogram()[:110])


def test_the_code_on_the_paper_is_the_homes_address(poster, studio):
    assert poster.url == URL
    picture = posters.paint(poster, studio).image.convert("L")
    expected = [[bool(module) for module in row] for row in segno.make_qr(URL, error="m").matrix]
    left, top, size = posters._QR
    module = size // (len(expected) + 8)
    start = (size - module * (len(expected) + 8)) // 2 + 4 * module
    found = [
        [
            picture.getpixel((left + start + x * module + module // 2, top + start + y * module + module // 2)) < 128
            for x in range(len(expected))
        ]
        for y in range(len(expected))
    ]
    assert found == expected
    assert module * 25.4 / posters.DPI > 0.7  # millimetres: a phone reads it at arm's length


def test_every_part_of_the_paper_has_its_words(poster, studio):
    picture = posters.paint(poster, studio).image
    assert picture.size == (2480, 3508)
    parts = {
        "hours": (130, 1320, 1195, 1980),
        "phone": (1285, 1320, 2350, 1480),
        "services": (130, 2130, 2350, 2860),
        "band": (640, 2940, 2350, 3370),
    }
    assert {name: dark(picture, box) > 4000 for name, box in parts.items()} == dict.fromkeys(parts, True)
    assert dark(picture, (0, 0, 120, 3508)) == dark(picture, (2360, 0, 2480, 3508)) == 0  # the margins


@pytest.mark.parametrize(
    "change",
    [
        {"name": "某" * 36 + "妇女之家"},
        {"hours": tuple((f"每周{day}", ("9:00–11:30", "13:30–17:30")) for day in "一二三四五六日")},
        {"hours": (("周一、周二、周三、周四、周五、周六", ("9:00–11:30",)),)},
        {
            "hours": (),
            "phones": (),
            "address": "",
            "transit": "",
            "services": (),
            "summary": "",
            "badges": (),
            "checked": "",
        },
        {
            "address": "朝阳区" + "很长的路" * 20,
            "transit": "地铁" * 60,
            "services": (("很长的一项服务" * 5, "每月第一个周六" * 4),) * 12,
        },
        {"badges": (("city", "市级示范妇女之家"), ("district", "区级示范妇女之家"))},
    ],
    ids=["long-name", "seven-days", "long-days", "bare", "long-words", "two-badges"],
)
def test_whatever_a_home_writes_stays_on_the_paper(poster, studio, change):
    picture = posters.paint(dataclasses.replace(poster, **change), studio).image
    assert dark(picture, (0, 0, 120, 3508)) == dark(picture, (2360, 0, 2480, 3508)) == 0
    assert dark(picture, (130, 1990, 2350, 2000)) == 0  # hours and way end above the services
    assert dark(picture, (130, 2864, 2350, 2878)) == 0  # and the services above the band


def test_the_command_writes_a_pdf_of_one_a4_page_and_leaves_it_when_nothing_changed(folder):
    folder.write("city.yml", (folder.root / "city.yml").read_text() + SITE)
    assert homes(folder).exit_code == 0
    file = folder.root.parent / "posters/chaoyang/zaoying-beili.pdf"
    data, time = file.read_bytes(), file.stat().st_mtime_ns
    assert data.startswith(b"%PDF") and data.count(b"/Type /Page\n") == 1 and b"595.2" in data and b"841.9" in data
    assert (file.parent / "bystander.pdf").is_file()
    file.with_name("bystander.pdf").unlink()
    assert homes(folder, "chaoyang/bystander", "--workers", "1").exit_code == 0
    assert homes(folder, "--all").exit_code == 0
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (data, time)


def test_without_an_address_of_the_site_the_command_says_what_to_add(folder):
    result = homes(folder, "chaoyang/zaoying-beili")
    assert result.exit_code == 1
    assert "city.yml" in result.stderr and "url:" in result.stderr


def test_a_home_that_is_not_there_is_2(folder):
    result = homes(folder, "chaoyang/zaoying-beil")
    assert result.exit_code == 2
    assert "chaoyang/zaoying-beili" in result.stderr


@pytest.mark.parametrize("place", ["site/posters", "content/posters", ".homes-site"])
def test_posters_go_neither_into_the_site_nor_into_the_content(folder, place):
    folder.write("city.yml", (folder.root / "city.yml").read_text() + SITE)
    where = folder.root.parent / place
    result = CliRunner().invoke(main, ["poster", "--content", str(folder.root), "--out", str(where)])
    assert result.exit_code == 2 and "海报" in result.stderr
    assert not where.exists()
