"""Brands to find: plain links with the number that they lead to, those that were chosen first, fifty on a page."""

from __future__ import annotations

import posixpath
import re

import pytest

from tests.conftest import HOME

DISTRICT = 'name: {}\ncode: "{}"\nstreets:\n  - {{slug: one, name: 一号街道, kind: street}}\n'


def brand(title: str, functions: str, since: int, result: str = "") -> str:
    results = f"results: [{{label: 说开的家事, value: {result}}}]\n" if result else ""
    return (
        f"---\ntitle: {title}\nfunctions: [{functions}]\nsince: {since}\nsummary: 说的是{title}\n{results}---\n故事。\n"
    )


@pytest.fixture
def built(folder, pages):
    folder.write("districts/haidian/district.yml", DISTRICT.format("海淀区", "110108"))
    for n in range(60):
        functions = "rights" if n % 3 == 0 else "rights, family" if n % 3 == 1 else "work"
        identity = f"{'chaoyang' if n % 2 else 'haidian'}/h{n}"
        street = "maizidian" if n % 2 else "one"
        folder.home("home.yml", HOME.replace("枣营北里", f"第{n}").replace("maizidian", street), identity)
        folder.home(
            "brand.md", brand(f"品牌{n:02}号", functions, 2010 + n % 8, "612 件" if n else "从 6 户到 31 户"), identity
        )
    folder.write("districts/chaoyang/brand.md", brand("一区之品", "care", 2012))
    folder.write("districts/haidian/one.md", brand("一镇之品", "rights", 2011))
    folder.write(
        "recognition/2026-brands.yml", "- {brand: haidian/h58, document: 京妇发〔2026〕3号}\n- {brand: haidian/one}\n"
    )
    return pages(folder)


def listed(built, address: str) -> list[str]:
    """The titles of the brands on all pages of a list, in order."""
    found, number = [], 1
    while (page := built.get(f"{address}{f'page-{number}/' if number > 1 else ''}index.html")) is not None:
        found += re.findall(
            r"品牌\d\d号|一[区镇]之品", "".join(text for text in page.text if not text.startswith("说的是"))
        )
        number += 1
    return found


def test_all_are_listed_once_fifty_on_a_page(built):
    found = listed(built, "brands/")
    assert len(found) == len(set(found)) == 62
    assert set(found[:2]) == {"品牌58号", "一镇之品"}  # what was chosen comes first
    assert found[2] == "一区之品"
    assert "brands/page-2/index.html" in built and "brands/page-3/index.html" not in built


@pytest.mark.parametrize(
    ("address", "suits"),
    [
        ("brands/rights/", lambda n: n % 3 != 2), ("brands/work/", lambda n: n % 3 == 2), ("brands/in-haidian/", lambda n: n % 2 == 0),
        ("brands/rights/in-chaoyang/", lambda n: n % 3 != 2 and n % 2 == 1), ("brands/family/home-level/", lambda n: n % 3 == 1),
    ],
)  # fmt: skip
def test_a_list_has_what_suits_and_nothing_else(built, address, suits):
    found = [title for title in listed(built, address) if title.startswith("品牌")]
    assert sorted(found) == sorted(f"品牌{n:02}号" for n in range(60) if suits(n))


def test_levels_and_what_was_chosen(built):
    assert listed(built, "brands/district-level/") == ["一区之品"]
    assert listed(built, "brands/street-level/") == ["一镇之品"]
    assert set(listed(built, "brands/chosen/")) == {"品牌58号", "一镇之品"}
    assert set(listed(built, "brands/in-haidian/chosen/")) == {"品牌58号", "一镇之品"}
    assert listed(built, "brands/rights/")[0] == "一镇之品"


@pytest.mark.parametrize("address", ["brands/", "brands/rights/", "brands/in-haidian/", "brands/rights/in-chaoyang/"])
def test_every_number_is_that_of_the_list_it_leads_to(built, address):
    """As its title says: 找到 12 个."""
    checked = 0
    for link, count in re.findall(
        r'<a href="([^"]*/)"[^>]*>[^<]* <(?:small|b)>([\d,]+)</', built[f"{address}index.html"].source
    ):
        there = posixpath.normpath(posixpath.join(address, link)) + "/"
        assert int(count) == len(listed(built, there)), there
        checked += 1
    assert checked > 5


def test_years_are_cut_into_a_few_spans_that_hold_all(built):
    spans = [path.split("/")[1] for path in built if re.fullmatch(r"brands/since-\d+-\d+/index.html", path)]
    assert 2 <= len(spans) <= 4
    assert sum(len(listed(built, f"brands/{span}/")) for span in spans) == 62


def test_a_function_has_a_page_even_without_brands(folder, pages):
    built = pages(folder)
    assert "还没有登记的品牌" in "".join(built["brands/index.html"].text)
    assert all(f"brands/{code}/index.html" in built for code in ("rights", "work", "family", "care"))
    assert not [path for path in built if path.startswith("brands/in-")]


def test_a_figure_is_a_number_with_its_unit_or_words(built):
    text = "".join(built["brands/in-haidian/index.html"].text)
    assert "612" in text and "从 6 户到 31 户" in text
