"""Atom feeds: valid, of the content's own days, and without anything that may not be seen."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.public.views import NewsView
from tests.conftest import CITY, HOME, Folder
from tests.feeds.rfc4287 import ATOM, problems

URL = "https://example.org/a/"
CONSENTS = "- {id: C-1, obtained: 2026-01-01, scope: [name, story]}\n- {id: C-2, obtained: 2026-01-01, scope: [name]}\n"
FAMILIES = """- {id: zhang, family: 张××家庭, year: 2026, titles: [孝老爱亲], motto: 一粥一饭, story: 长长的事迹, published: 2026-05-20, consent: C-1}
- {id: old, family: 老××家庭, year: 2020, consent: C-1}
- {id: late, family: 晚××家庭, year: 2026, published: 2026-12-20, consent: C-2}
"""
BRAND = """---
title: 周三说事 <b>&amp;
published: 2026-04-01
since: 2018
summary: 一壶茶
featured_in: [{title: 一壶茶, outlet: 朝阳街坊, date: 2026-05-01, url: "https://example.org/a?b=1&c=2"}]
---
说事。
"""
REPORT = "---\ntitle: 读书会\ndate: 2026-10-10\n---\n来了[很多人](https://example.org/)。\n\n- 一\n- 二\n"
FEATURE = "---\ntitle: {}\ndate: {}\nhomes: [chaoyang/zaoying-beili]\nauthor: 记者甲\n{}---\n稿子**正文**。\n"
ROUND = "level: city\nyear: 2025\ndocument: 京妇发〔2025〕12号\ndecided_on: 2025-12-18\nrecognised: [chaoyang/zaoying-beili, chaoyang/bystander]\n"
GONE = "level: district\nyear: 2026\nrenewals: [{home: chaoyang/bystander, level: city, decision: delisted, decided_on: 2026-11-01, reason: 不够突出}]\n"


def tell(folder: Folder) -> Folder:
    """Something new of every kind."""
    folder.home("consents.yml", CONSENTS)
    folder.home("families.yml", FAMILIES)
    folder.home("brand.md", BRAND)
    folder.home("activities/2026-10-10-dushu.md", REPORT)
    folder.write("districts/chaoyang/brand.md", "---\ntitle: 京城第一茶\npublished: 2026-03-01\n---\n茶。\n")
    folder.write("press/2026-11-02-a.md", FEATURE.format("茶凉了再续", "2026-11-02", ""))
    folder.write("press/2026-11-20-b.md", FEATURE.format("还没到点", "2026-11-20", "embargo: 2026-11-23T12:01\n"))
    folder.write("recognition/2025-city.yml", ROUND)
    folder.write("recognition/2026-chaoyang.yml", GONE)
    return folder


@pytest.fixture
def told(folder: Folder) -> Folder:
    return tell(folder)


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> str:
    return feeds_of(build(tell(Folder(tmp_path_factory.mktemp("valid") / "content"))))["feed.atom"].decode()


def build(folder: Folder, *more: str, at: str = "2026-11-23T12:00") -> Path:
    site = folder.root.parent / "site"
    arguments = [
        "build",
        "--content",
        folder.root,
        "--site",
        site,
        "--as-of",
        at,
        "--workers",
        "1",
        "--no-photos",
        *more,
    ]
    done = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return site


def feeds_of(site: Path) -> dict[str, bytes]:
    root = site.resolve()
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.atom")}


def titles(data: bytes) -> list[str]:
    return [entry.title for entry in feedparser.parse(data).entries]


def test_every_feed_is_there_and_valid(told):
    found = feeds_of(build(told))
    assert sorted(found) == [
        "demonstration/feed.atom", "districts/chaoyang/feed.atom", "families/feed.atom", "feed.atom",
        "homes/chaoyang/bystander/feed.atom", "homes/chaoyang/zaoying-beili/feed.atom", "press/feed.atom",
    ]  # fmt: skip
    assert {path: problems(data) for path, data in found.items() if problems(data)} == {}
    for data in found.values():
        read = feedparser.parse(data)
        assert not read.bozo and read.feed.title and read.feed.updated_parsed


def test_what_is_new_is_told_by_its_own_day_newest_first(told):
    found = feeds_of(build(told))
    everything = [
        "茶凉了再续", "读书会", "张××家庭：2026 年“最美家庭”", "朝阳街坊：一壶茶", "周三说事 <b>&amp;", "京城第一茶",
        "枣营北里社区妇女之家：市级示范妇女之家",
    ]  # fmt: skip
    assert [
        ET.fromstring(found["feed.atom"]).findall(f"{ATOM}entry/{ATOM}title")[n].text for n in range(7)
    ] == everything
    days = [entry.updated[:10] for entry in feedparser.parse(found["feed.atom"]).entries]
    assert days == ["2026-11-02", "2026-10-10", "2026-05-20", "2026-05-01", "2026-04-01", "2026-03-01", "2025-12-18"]
    assert feedparser.parse(found["feed.atom"]).feed.updated == "2026-11-02T00:00:00+08:00"
    assert titles(found["families/feed.atom"]) == ["张××家庭：2026 年“最美家庭”"]
    assert "妇女之家的 2026 年“最美家庭”" in feedparser.parse(found["families/feed.atom"]).entries[0].summary
    assert titles(found["demonstration/feed.atom"]) == [
        "枣营北里社区妇女之家：市级示范妇女之家"
    ]  # who was delisted is in none
    assert titles(found["press/feed.atom"]) == ["茶凉了再续"]
    assert len(titles(found["districts/chaoyang/feed.atom"])) == 7
    assert "京城第一茶" not in titles(found["homes/chaoyang/zaoying-beili/feed.atom"])
    assert "茶凉了再续" in titles(found["homes/chaoyang/zaoying-beili/feed.atom"])
    assert titles(found["homes/chaoyang/bystander/feed.atom"]) == []
    (feature,) = feedparser.parse(found["press/feed.atom"]).entries
    assert feature.author == "记者甲" and "<strong>正文</strong>" in feature.content[0].value


def test_an_embargo_holds_to_its_minute_and_its_entry_is_of_that_minute(told):
    assert "还没到点" not in b"".join(feeds_of(build(told)).values()).decode()
    found = feeds_of(build(told, at="2026-11-23T12:01"))
    assert titles(found["press/feed.atom"]) == ["还没到点", "茶凉了再续"]
    assert feedparser.parse(found["press/feed.atom"]).feed.updated == "2026-11-23T12:01:00+08:00"


def test_no_day_of_the_build_is_in_a_feed(told):
    first = feeds_of(build(told))
    told.write("withheld.yml", "[]\n")
    assert feeds_of(build(told, "--fresh", at="2026-11-30")) == {
        **first, **{path: data for path, data in feeds_of(build(told, at="2026-11-30")).items() if "还没到点" in data.decode()},
    }  # fmt: skip


def test_what_has_been_taken_back_is_in_no_feed(told):
    assert "张××家庭" in b"".join(feeds_of(build(told)).values()).decode()
    told.write("withdrawals.yml", "- {home: chaoyang/zaoying-beili, consent: C-1, on: 2026-11-22}\n")
    told.write(
        "withheld.yml",
        "- {path: press/2026-11-02-a.md, on: 2026-11-22, reason: 核对, by_role: 市妇联}\n- {path: homes/chaoyang/zaoying-beili/brand.md, on: 2026-11-22, reason: 核对, by_role: 市妇联}\n",
    )
    said = b"".join(feeds_of(build(told)).values()).decode()
    assert not [word for word in ("张××", "茶凉了再续", "周三说事", "朝阳街坊") if word in said]


def test_a_day_that_has_not_come_is_no_news(told):
    assert "晚××家庭" not in b"".join(feeds_of(build(told)).values()).decode()
    assert "晚××家庭" in feeds_of(build(told, at="2026-12-20"))["families/feed.atom"].decode()


def test_a_renamed_home_tells_nothing_twice(told):
    def ids(data: bytes) -> set[str]:
        return {entry.id for entry in feedparser.parse(data).entries} | {feedparser.parse(data).feed.id}

    before = feeds_of(build(told))["homes/chaoyang/zaoying-beili/feed.atom"]
    (told.root / "homes/chaoyang/zaoying-beili").rename(told.root / "homes/chaoyang/zaobei")
    told.home("home.yml", HOME + "formerly: [chaoyang/zaoying-beili]\n", "chaoyang/zaobei")
    for path in told.root.glob("press/*.md"):
        path.write_text(path.read_text().replace("zaoying-beili", "zaobei"))
    after = feeds_of(build(told))["homes/chaoyang/zaobei/feed.atom"]
    assert ids(before) == ids(after)
    told.home("home.yml", HOME + "formerly: [chaoyang/zaoying-beili, chaoyang/second]\n", "chaoyang/zaobei")
    assert ids(feeds_of(build(told))["homes/chaoyang/zaobei/feed.atom"]) == ids(before)


def test_addresses_are_whole_where_the_city_has_one(told):
    told.write("city.yml", CITY + f"site: {{url: {URL}}}\n")
    site = build(told)
    found = feeds_of(site)
    assert {path: problems(data) for path, data in found.items() if problems(data)} == {}
    for path, data in found.items():
        links = {link.get("rel"): link.get("href") for link in ET.fromstring(data).findall(f"{ATOM}link")}
        assert links["self"] == URL + path
        for entry in ET.fromstring(data).findall(f"{ATOM}entry"):
            address = next(link.get("href") for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate")
            assert (site / address.removeprefix(URL).partition("#")[0] / "index.html").is_file()


def test_ids_do_not_depend_on_the_address_of_the_site(told):
    def ids() -> list[str]:
        return [entry.id for entry in feedparser.parse(feeds_of(build(told))["feed.atom"]).entries]

    before = ids()
    told.write("city.yml", CITY + f"site: {{url: {URL}}}\n")
    assert ids() == before


def test_fifty_are_told(told):
    for n in range(60):
        told.home(
            f"activities/2026-0{n // 20 + 1}-{n % 20 + 1:02}-a.md",
            f"---\ntitle: 第{n}场\ndate: 2026-0{n // 20 + 1}-{n % 20 + 1:02}\n---\n办了。\n",
        )
    found = feeds_of(build(told))
    assert [
        len(titles(found[path]))
        for path in ("feed.atom", "districts/chaoyang/feed.atom", "homes/chaoyang/zaoying-beili/feed.atom")
    ] == [50] * 3
    assert "第59场" in titles(found["feed.atom"]) and "第0场" not in titles(found["feed.atom"])


def test_pages_name_their_feeds(told):
    site = build(told)
    for page, feed in {
        "": "feed.atom", "brands/": "../feed.atom", "press/": "../press/feed.atom", "families/": "../families/feed.atom",
        "demonstration/": "../demonstration/feed.atom", "districts/chaoyang/": "../../districts/chaoyang/feed.atom",
        "homes/chaoyang/zaoying-beili/": "../../../homes/chaoyang/zaoying-beili/feed.atom",
        "homes/chaoyang/zaoying-beili/brand/": "../../../../homes/chaoyang/zaoying-beili/feed.atom",
    }.items():  # fmt: skip
        text = (site / page / "index.html").read_text()
        assert f'href="{feed}"' in text.partition('type="application/atom+xml"')[2].partition(">")[0], page
    assert "atom+xml" not in (site / "help/rights/index.html").read_text()


SPOILED = {
    "no title": ("<title>", "<titel>", "</title>", "</titel>"),
    "no id": ("<id>", "<ident>", "</id>", "</ident>"),
    "an id that is none": ("urn:uuid:", ""),
    "no updated": ("<updated>2026-11-02T00:00:00+08:00</updated>", ""),
    "a day without a time": ("T00:00:00+08:00", ""),
    "a time without a zone": ("+08:00", ""),
    "a day that there is not": ("2026-10-10T", "2026-02-30T"),
    "no author": ("<author><name>北京市妇女联合会</name></author>", ""),
    "nobody's name": ("北京市妇女联合会</name>", "</name>"),
    "no link to itself": ('rel="self"', 'rel="via"'),
    "a link to nowhere": ("href=", "hreflang="),
    "an ampersand": ("&amp;", "&"),
    "elements in a title": ("<title>读书会", "<title><b>读书会</b>"),
    "no namespace": (' xmlns="http://www.w3.org/2005/Atom"', ""),
    "no language": (' xml:lang="zh-CN"', ""),
    "a category of nothing": ("term=", "name="),
    "an element of nobody's": ("<summary>", "<intro>", "</summary>", "</intro>"),
    "an entry twice": ("<entry>", "<entry><id>urn:uuid:00000000-0000-5000-8000-000000000000</id></entry><entry>"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_feed_is_refused(valid, how):
    assert problems(valid.encode()) == []
    text, pairs = valid, SPOILED[how]
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    assert problems(text.encode())


@pytest.mark.parametrize(
    "html",
    ["<script>1</script>", '<p onclick="1">', '<a href="javascript:1">', '<img src="../x.jpg">', '<p style="x">'],
)
def test_content_that_is_not_clean_is_refused(html):
    data = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh"><id>a:1</id><title>x</title><updated>2026-01-01T00:00:00Z</updated>
    <author><name>x</name></author><link rel="self" href="x"/><entry><id>a:2</id><title>x</title><updated>2026-01-01T00:00:00Z</updated>
    <content type="html">{html.replace("<", "&lt;")}</content></entry></feed>"""
    assert problems(data.encode())
    assert problems(data.replace(html.replace("<", "&lt;"), "&lt;p>好&lt;/p>").encode()) == []


def test_letters_that_xml_does_not_have_are_left_out(folder):
    from generator.feeds import atom

    city = folder.site().city
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    link = atom.Link("x\x00\ufffe<&>", "feed.atom")
    news = NewsView("activity", "00000000-0000-5000-8000-000000000000", "a/", "]]>\x0b<b>", day, day, link, link, "a&b")
    _, data = atom._write(atom.Feed(link, "00000000-0000-5000-8000-000000000001", "y", "", "z"), city, [news])
    assert problems(data) == []
