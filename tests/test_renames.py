"""A home under a new name: what names it by the old one follows within its district, and is told across districts."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import CITY, HOME, Folder
from tests.public.test_consent_built import picture
from tests.test_build import build, files, site

OLD, NEW = "chaoyang/zaoying-beili", "chaoyang/zaoying"
STANDARD = """based_on: none
haves: {place: {label: 有地方}}
rules: {venue.place: {have: place}}
"""
CITY_ROUND = f"level: city\nyear: 2025\ndecided_on: 2025-12-18\nrecognised: [{OLD}]\n"
FEATURE = f"""---
title: 一个角落
date: 2026-11-01
homes: [{OLD}]
brand: {OLD}
photos: [{OLD}/front.jpg]
---
正文。
"""


@pytest.fixture
def city(folder: Folder) -> Folder:
    """A home with a plaque, a feature and a closed neighbour that it took over, in a city with a standard of its own."""
    folder.write(
        "city.yml",
        f"{CITY}honours: {{homes: [{{id: city, label: 市级, plaque: 示范}}, {{id: district, label: 区级, plaque: 示范}}]}}\n",
    )
    folder.write("standard.yml", STANDARD)
    folder.write(
        "districts/haidian/district.yml", "name: 海淀区\ncode: '110108'\nstreets: [{slug: wanliu, name: 万柳街道}]\n"
    )
    folder.home("home.yml", HOME + "photos: [{file: front.jpg, alt: 门, caption: 门, credit: 妇联, people: none}]\n")
    folder.home("photos/front.jpg", picture(7))
    folder.home("brand.md", "---\ntitle: 议事角\n---\n说事。\n")
    folder.home(
        "home.yml", f"{HOME.replace('枣营北里', '旧里')}closed: {{on: 2026-01-05, successor: {OLD}}}\n", "chaoyang/old"
    )
    folder.write("recognition/2025-city.yml", CITY_ROUND)
    folder.write("press/2026-11-01-jiao.md", FEATURE)
    return folder


def move(folder: Folder, to: str, street: str = "maizidian") -> None:
    (folder.root / "homes" / to).parent.mkdir(parents=True, exist_ok=True)
    shutil.move(folder.root / "homes" / OLD, folder.root / "homes" / to)
    file = folder.root / "homes" / to / "home.yml"
    file.write_text(f"{file.read_text().replace('maizidian', street)}formerly: [{OLD}]\n")


def errors(folder: Folder) -> dict[str, str]:
    found = folder.assess().findings
    return {f"{f.place.path}:{f.field}": f"{f.message}→{f.remedy}" for f in found if f.severity == "error"}


def test_what_names_it_by_the_old_name_follows(city):
    assert not errors(city)
    assert build(city).exit_code == 0
    move(city, NEW)
    assert not errors(city)
    assert build(city).exit_code == 0
    changed = files(site(city))
    press, closed = (changed[f"{path}/index.html"].decode() for path in ("press/2026-11-01-jiao", "homes/chaoyang/old"))
    assert f"homes/{NEW}/" in press and f"homes/{NEW}/brand/" in press and "<picture" in press
    assert f"{NEW.partition('/')[2]}/" in closed
    assert build(city, "--fresh").exit_code == 0
    assert files(site(city)) == changed


def test_a_printed_badge_leads_to_the_badge(city):
    move(city, NEW)
    assert build(city).exit_code == 0
    found = files(site(city))
    assert f"homes/{NEW}/badge-city/index.html" in found
    assert "zaoying/badge-city/" in found[f"homes/{OLD}/badge-city/index.html"].decode()


def test_across_districts_each_place_says_what_to_do(city):
    move(city, "haidian/zaoying", "wanliu")
    found = errors(city)
    for place in (
        "recognition/2025-city.yml:recognised[0]",
        "press/2026-11-01-jiao.md:homes[0]",
        "press/2026-11-01-jiao.md:brand",
        "press/2026-11-01-jiao.md:photos[0]",
    ):
        assert "haidian/zaoying 写着曾用这个代号" in found[place] and "改成 haidian/zaoying" in found[place]
    city.write("recognition/2025-city.yml", CITY_ROUND.replace(OLD, "haidian/zaoying"))
    assessed = city.assess()
    assert assessed.homes["haidian/zaoying"].recognitions["city"].status == "held"
    assert not any(f.place.path == "recognition/2025-city.yml" for f in assessed.findings)


def test_a_plaque_of_a_district_is_decided_by_the_new_one(city):
    city.write("recognition/2025-chaoyang.yml", CITY_ROUND.replace("level: city", "level: district"))
    move(city, "haidian/zaoying", "wanliu")
    assert "由现在的区在它自己的" in errors(city)["recognition/2025-chaoyang.yml:recognised[0]"]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (f"[{OLD}]", ""),
        ("[chaoyang/none]", "没有“chaoyang/none”这个妇女之家"),
        (f"[{OLD}, {OLD}]", "写了两次"),
    ],
)
def test_names_are_resolved_whatever_standard_a_city_has(city, named, told):
    city.write("recognition/2025-city.yml", CITY_ROUND.replace(f"[{OLD}]", named))
    found = [message for place, message in errors(city).items() if place.startswith("recognition/2025-city.yml")]
    assert [told in message for message in found] == [True] * bool(told)


def test_two_homes_that_claim_one_name_are_both_named(city):
    city.home("home.yml", f"{HOME}formerly: [chaoyang/lost]\n", "chaoyang/bystander")
    city.home("home.yml", f"{HOME}formerly: [chaoyang/lost]\n")
    city.write("recognition/2025-city.yml", CITY_ROUND.replace(OLD, "chaoyang/lost"))
    assert "chaoyang/bystander、chaoyang/zaoying-beili都写着" in errors(city)["recognition/2025-city.yml:recognised[0]"]
