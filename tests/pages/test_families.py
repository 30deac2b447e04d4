"""The honour roll by year, level, title, district and home: each family stands where it belongs, and nowhere else."""

from __future__ import annotations

import pytest

HOME = "homes/chaoyang/zaoying-beili/"
CONSENT = "- {id: C-1, obtained: 2024-01-01, scope: [name, story], adults: 2}\n"


def family(number: int, year: int, title: str) -> str:
    return (
        f"- {{id: f{number}, family: 第{number}家, year: {year}, level: home, titles: [{title}], motto: "
        f"家训{number}, story: 事迹, consent: C-1}}\n"
    )


@pytest.fixture
def built(folder, pages):
    rows = [family(n, 2026 if n < 40 else 2025, "孝老爱亲" if n % 2 else "书香传家") for n in range(44)]
    folder.home("families.yml", "".join([*rows, family(90, 2025, "只此一家")]))
    folder.home("consents.yml", CONSENT)
    folder.write(
        "recognition/2026-families.yml",
        "- {home: chaoyang/zaoying-beili, family: f3, level: capital, document: 示例文件}\n",
    )
    return pages(folder)


def listed(built, *addresses: str) -> list[str]:
    """The families on these pages, in order."""
    pages = (built[f"{address}index.html"] for address in addresses)
    links = (attributes.get("href") or "" for page in pages for tag, attributes in page.elements if tag == "a")
    return [
        link.rsplit("families/", 1)[1].strip("/")
        for link in links
        if f"{HOME}families/f" in link or link.startswith("f")
    ]


def test_a_year_holds_its_families_on_light_pages(built):
    first, second = "families/2026/", "families/2026/page-2/"
    assert len(listed(built, first)) == 36
    assert sorted(listed(built, first, second)) == sorted(f"f{n}" for n in range(40))
    assert "families/2026/page-3/index.html" not in built
    assert sorted(listed(built, "families/2025/")) == sorted([*(f"f{n}" for n in range(40, 44)), "f90"])


def test_the_most_honoured_come_first_and_have_their_level(built):
    assert listed(built, "families/2026/")[0] == "f3"
    assert listed(built, "families/2026/capital/") == ["f3"]
    assert "families/2026/national/index.html" not in built


def test_a_title_that_several_share_has_a_page(built):
    assert sorted(listed(built, "families/titles/xiao-lao-ai-qin/")) == sorted(f"f{n}" for n in range(44) if n % 2)
    assert not [path for path in built if path.startswith("families/titles/zhi-ci")]


def test_a_district_and_a_home_have_theirs(built):
    for address in ("families/chaoyang/", f"{HOME}families/"):
        both = [
            path.removesuffix("index.html")
            for path in built
            if path.startswith(address) and path.count("/") <= address.count("/") + 1
        ]
        turns = [path for path in both if path == address or "page-" in path]
        assert sorted(listed(built, *turns)) == sorted([*(f"f{n}" for n in range(44)), "f90"])
    assert len(listed(built, "families/chaoyang/2025/")) == 5


def test_a_home_without_families_has_no_roll(built):
    assert "homes/chaoyang/bystander/families/index.html" not in built


def test_a_withheld_family_is_on_no_roll(folder, pages):
    folder.home("families.yml", family(1, 2026, "孝老爱亲"))
    folder.home("consents.yml", CONSENT.replace("adults: 2", "adults: 2, until: 2026-11-22"))
    built = pages(folder)
    assert not [path for path in built if "families/f1" in path or path.startswith("families/2026")]


def test_the_recommendation_form_sends_nothing(built):
    page = built["families/recommend/index.html"]
    assert not [tag for tag, _ in page.elements if tag in ("form", "input", "textarea")]
    assert "推荐谁家" in "".join(page.text)
