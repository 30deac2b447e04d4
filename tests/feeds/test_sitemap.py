"""sitemap.xml: days from the content, as many files as the protocol asks for, hosts in ASCII; what is missed without an
address is told.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.feeds import sitemap
from tests.conftest import CITY, HOME

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def rows(data: bytes) -> dict[str, str | None]:
    return {row.findtext(f"{NAMESPACE}loc"): row.findtext(f"{NAMESPACE}lastmod") for row in ET.fromstring(data)}


def build(folder, *more: str, command: str = "build"):
    site = folder.root.parent / "site"
    arguments = [command, "--content", folder.root, "--site", site, "--as-of", "2026-11-23", *more]
    return site, CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)


def test_more_addresses_than_one_file_may_hold_are_dealt_out(monkeypatch):
    monkeypatch.setattr(sitemap, "MAX_ADDRESSES", 3)
    made = dict(
        sitemap.sitemap("https://example.org/a/", {f"p{n}/": f"2026-01-0{n}" if n > 3 else "" for n in range(1, 8)})
    )
    assert list(made) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert rows(made["sitemap.xml"]) == {
        "https://example.org/a/sitemap-1.xml": None, "https://example.org/a/sitemap-2.xml": "2026-01-06", "https://example.org/a/sitemap-3.xml": "2026-01-07",
    }  # fmt: skip
    assert ET.fromstring(made["sitemap.xml"]).tag == f"{NAMESPACE}sitemapindex"
    assert len({address for name in list(made)[1:] for address in rows(made[name])}) == 7


def test_fifty_thousand_stand_in_one_file():
    assert [name for name, _ in sitemap.sitemap("https://example.org/", {f"{n}/": "" for n in range(50_000)})] == [
        "sitemap.xml"
    ]
    assert [name for name, _ in sitemap.sitemap("https://example.org/", {f"{n}/": "" for n in range(50_001)})] == [
        "sitemap.xml",
        "sitemap-1.xml",
        "sitemap-2.xml",
    ]


def test_days_are_the_contents_own(folder):
    folder.write("city.yml", CITY + "site: {url: https://example.org/}\n")
    folder.home("home.yml", HOME + "office: {address: 枣营北里 1 号楼, checked_on: 2026-10-20}\n")
    folder.home("activities/2026-09-01-a.md", "---\ntitle: 去年\ndate: 2026-09-01\n---\n办过了。\n")
    folder.home("activities/2026-12-20-b.md", "---\ntitle: 将来\ndate: 2026-12-20\nsignup: 电话预约\n---\n")
    folder.write("press/2026-11-01-a.md", "---\ntitle: 稿子\ndate: 2026-11-01\n---\n文。\n")
    site, done = build(folder)
    assert done.exit_code == 0, done.output
    found = rows((site / "sitemap.xml").read_bytes())
    home = "https://example.org/homes/chaoyang/zaoying-beili/"
    assert found[home] == "2026-10-20"
    assert found[f"{home}activities/2026-09-01-a/"] == "2026-09-01"
    assert found[f"{home}activities/2026-12-20-b/"] is None
    assert found["https://example.org/districts/chaoyang/"] == found["https://example.org/"] == "2026-10-20"
    assert found["https://example.org/press/2026-11-01-a/"] == "2026-11-01"
    assert "2026-11-23" not in found.values()
    folder.home("home.yml", HOME + "office: {address: 枣营北里 1 号楼, checked_on: 2026-11-02}\n")
    build(folder)
    assert rows((site / "sitemap.xml").read_bytes())[home] == "2026-11-02"


@pytest.mark.parametrize(
    ("written", "ascii_"),
    [
        (
            "https://朝阳妇联.中国/妇女之家/",
            "https://xn--gvsz92alvt35t.xn--fiqs8s/%E5%A6%87%E5%A5%B3%E4%B9%8B%E5%AE%B6/",
        ),
        ("https://例子.公司:8443/", "https://xn--fsqu00a.xn--55qx5d:8443/"),
    ],
)
def test_a_chinese_host_is_written_in_ascii(folder, written, ascii_):
    folder.write("city.yml", CITY + f"site: {{url: '{written}'}}\n")
    site, done = build(folder)
    assert done.exit_code == 0, done.output
    home = (site / "homes/chaoyang/zaoying-beili/index.html").read_text()
    assert f'<link rel="canonical" href="{ascii_}homes/chaoyang/zaoying-beili/">' in home
    assert f'property="og:url" content="{ascii_}homes/' in home
    host = written.split("/")[2]
    wrong = [
        path
        for path in site.rglob("*.*")
        if path.suffix in (".html", ".xml", ".ics", ".json", ".svg") and f"//{host}" in path.read_text()
    ]
    assert wrong == []
    assert all(address.startswith(ascii_) for address in rows((site / "sitemap.xml").read_bytes()))


def test_a_host_that_is_none_is_told(folder):
    folder.write("city.yml", CITY + f"site: {{url: https://{'妇' * 60}.中国/}}\n")
    _, done = build(folder)
    assert done.exit_code == 1 and "city.yml" in done.stderr and "域名" in done.stderr


def test_what_a_site_without_an_address_misses_is_told(folder):
    _, done = build(folder)
    assert "city.yml" in done.stderr and "url: https://" in done.stderr and "没有站点地图" in done.stderr
    folder.home("intro.md", "改了一句。\n")
    site, done = build(folder)
    assert "网站的地址" not in done.stderr, "it is told once"
    assert "没有站点地图" in (site.parent / ".homes-site/findings.txt").read_text()
    folder.write("city.yml", CITY + "site: {url: https://example.org/}\n")
    _, done = build(folder)
    assert "网站的地址" not in done.stderr
