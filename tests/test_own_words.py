"""A city that calls everything otherwise: its own words stand on every page, in every paper and in every message."""

from __future__ import annotations

import re

import pytest

from tests.test_cities import DAY, run, write

USUAL = re.compile(
    "妇女之家|街道、乡镇|街道乡镇|乡镇（街道）|街道（乡镇）|(?<!社)[区市]妇联|市区妇联|本区|这个区|全市|市里|[区市]级"
)
"""What other cities say."""
YUNLING = {
    "city.yml": """
name: 云岭县
federation: 云岭县妇女联合会
host: {name: 云岭县妇女联合会}
sample: true
site: {url: "https://example.org/"}
terms: {home: 姐妹小院, district: 片, street: 寨、坊, information_system: null, liaison_document: null}
honours:
  homes: [{id: county, label: 县, plaque: 示范姐妹小院, giver: 县妇联}, {id: district, label: 片, plaque: 先进姐妹小院}]
  families: [{id: home, label: 本院}, {id: county, label: 全县}]
""",
    "standard.yml": "name: 七有\nbased_on: beijing\nregulations: [management, liaison, publicity, volunteers, rights, family]\n",
    "districts/kongtong/district.yml": """
name: 东片
code: "530999"
streets: [{slug: liuhu, name: 柳寨, kind: area}, {slug: shuifang, name: 水坊, kind: area}]
funding: {female_residents: 1000, allocation: 100, year: 2026}
standard: {mechanism.activities: {minimum: 2}, nothing.here: {minimum: 3}}
weights: {venue: 10, team: 15, funding: 10, facilities: 10, mechanism: 25, brand: 15, ledger: 15}
""",
    "districts/kongtong/brand.md": "---\ntitle: 东片夜话\nfunctions: [rights]\n---\n说话。\n",
    "recognition/2025-county.yml": "level: county\nyear: 2025\ndecided_on: 2025-12-01\nrecognised: [kongtong/home]\n",
    "recognition/2026-families.yml": "- {home: kongtong/home, family: zhang-2026, level: county, document: 云妇发〔2026〕1号}\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """The folder with `content`, `site` and `reports`."""
    root = tmp_path_factory.mktemp("yunling")
    content = write(root / "content", YUNLING, "柳寨姐妹小院")
    run("build", "--content", content, "--site", root / "site", "--as-of", DAY, "--no-photos", "--workers", 1)
    run("report", "--content", content, "--as-of", DAY, "--out", root / "reports")
    return root


def _said(root, paths):
    return {
        (path.relative_to(root).as_posix(), found[0])
        for path in paths
        for found in USUAL.finditer(path.read_text("utf-8"))
    }


def test_the_reports_speak_the_citys_words(city):
    papers = [path for kind in ("*.html", "*.csv") for path in (city / "reports").rglob(kind)]
    assert len(papers) > 5 and _said(city, papers) == set()


def test_the_site_speaks_the_citys_words(city):
    kinds = ("*.html", "*.json", "*.ics", "*.atom", "*.svg", "*.csv")
    pages = [path for kind in kinds for path in (city / "site").rglob(kind)]
    assert len(pages) > 60 and _said(city, pages) == set()
    every = "".join(path.read_text("utf-8") for path in pages)
    assert all(word in every for word in ("姐妹小院", "寨坊", "寨、坊", "全县", "县妇联", "一片一品", "东片"))
