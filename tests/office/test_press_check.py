"""What `homes check` says of a feature, as of the day on which it goes out."""

from __future__ import annotations

import io
import json

import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli import main
from tests.conftest import HOME, Folder

HEAD = "title: 一篇\ndate: 2026-12-20\nsummary: 导语\nauthor: 甲\nsource: 记事\nhomes: [chaoyang/zaoying-beili]\nembargo: 2026-12-20T09:00\n"
PHOTO = "photos:\n- {file: a.jpg, caption: 门前, alt: 一扇门, credit: 社区, people: adults, consent: C-1, use: press}\n"
CONSENT = "- {{id: C-1, obtained: 2026-01-01, scope: [photo, press], adults: 1, until: {}}}\n"


def picture(size: tuple[int, int], colour: str = "red") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "JPEG")
    return stream.getvalue()


def check(folder: Folder, head: str = HEAD, body: str = "正文。") -> list[dict]:
    folder.write("press/2026-12-20-x.md", f"---\n{head}---\n{body}\n")
    arguments = ["check", "press", "--content", str(folder.root), "--as-of", "2026-11-23", "--format", "json"]
    return json.loads(CliRunner().invoke(main, arguments, catch_exceptions=False).output)["findings"]


@pytest.fixture
def city(folder):
    folder.home("home.yml", HOME + PHOTO)
    folder.home("photos/a.jpg", picture((1200, 800)))
    folder.home("consents.yml", CONSENT.format("2027-01-01"))
    return folder


WITH_PHOTO = HEAD + "photos: [chaoyang/zaoying-beili/a.jpg]\n"


def test_a_feature_that_is_whole_is_told_nothing(city):
    assert check(city, WITH_PHOTO) == []


def test_a_consent_that_ends_before_the_day_is_an_error_that_names_it(city):
    city.home("consents.yml", CONSENT.format("2026-12-19"))
    (found,) = check(city, WITH_PHOTO)
    assert found["severity"] == "error" and "到发出那天（2026-12-20）不能公开" in found["message"]
    assert "2026-12-19 已过期" in found["message"] and found["rule"] == "house.press" and found["line"] == 9


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (WITH_PHOTO.replace("summary: 导语\nauthor: 甲\nsource: 记事\n", ""), "没有写导语、作者、来源"),
        (HEAD, "没有照片"),
        (WITH_PHOTO.replace("homes: [chaoyang/zaoying-beili]\n", ""), "没有写是哪一家的事"),
        (WITH_PHOTO.replace("embargo: 2026-12-20T09:00\n", ""), "没有解禁时间，现在就公开"),
        (WITH_PHOTO.replace("embargo: 2026-12-20", "embargo: 2026-12-22"), "2026-12-22 才解禁"),
    ],
)
def test_what_journalists_look_for_first_is_advice(city, head, told):
    (found,) = check(city, head)
    assert found["severity"] == "advice" and told in found["message"]


@pytest.mark.parametrize(
    ("change", "severity", "told"),
    [
        (("use: press", "use: site"), "advice", "没有写 use: press"),
        (("caption: 门前, ", ""), "advice", "没有写说明"),
        (("credit: 社区, ", ""), "advice", "没有写摄影"),
        (("alt: 一扇门, ", ""), "error", "没有替代文字"),
        (("consent: C-1", "consent: C-2"), "error", "没有同意书 C-2"),
        (("file: a.jpg", "file: b.jpg"), "error", "没有登记"),
    ],
)
def test_photos_are_looked_at_one_by_one(city, change, severity, told):
    city.home("home.yml", HOME + PHOTO.replace(*change))
    city.home("photos/b.jpg", picture((1200, 800), "blue"))
    assert [(found["severity"], told in found["message"]) for found in check(city, WITH_PHOTO)] == [(severity, True)]


def test_a_photo_too_small_to_print_a_brand_without_figures_a_closed_home_and_no_text(city):
    city.home("photos/a.jpg", picture((900, 600)))
    city.home("brand.md", "---\ntitle: 周三说事\n---\n说事。\n")
    city.home("home.yml", HOME + PHOTO + "closed: {on: 2026-12-01, reason: 合并}\n")
    told = " ".join(found["message"] for found in check(city, WITH_PHOTO + "brand: chaoyang/zaoying-beili\n", ""))
    assert all(words in told for words in ("长边只有 900 像素", "没有写成效", "已经撤并", "没有正文"))
