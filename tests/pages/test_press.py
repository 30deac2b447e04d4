"""The newsroom: features by month, tag, function and district; what is new of a month; a feature as journalists want it."""

from __future__ import annotations

import pytest

from generator.pages.press import characters

CONSENT = "- {id: C-1, obtained: 2026-01-01, scope: [name]}\n"
FAMILY = "- {id: zhang, family: 张××家庭, year: 2026, published: 2026-11-03, consent: C-1}\n- {id: li, family: 李××家庭, year: 2026, consent: C-1}\n"
BRAND = (
    "---\ntitle: 周三说事\nfunctions: [rights]\nsince: 2018\npublished: 2026-11-05\ncontact: 社区妇联，010-0000 1234\n"
    "results: [{label: 说开的家事, value: 612 件}]\nfeatured_in: [{title: 一壶茶, outlet: 朝阳街坊, date: 2026-11-06}]\n---\n说事。\n"
)
TEXT = "枣营北里的人，2018 年起。\n\n> “有人等着。”\n>\n> —— 王秀兰\n\n**完**\n"


def feature(
    title: str, day: str, tags: str, more: str = "homes: [chaoyang/zaoying-beili]\nbrand: chaoyang/zaoying-beili\n"
) -> str:
    return f"---\ntitle: {title}\nsubtitle: 副题\nsummary: 导语{title}\ndate: {day}\nauthor: 记者甲\nsource: 记事\ntags: [{tags}]\n{more}---\n{TEXT}"


@pytest.fixture
def built(folder, pages):
    folder.home(
        "home.yml",
        "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\noffice: {address: 一号楼一层, phone: 010-0000 4321}\n",
    )
    folder.home("consents.yml", CONSENT)
    folder.home("families.yml", FAMILY)
    folder.home("brand.md", BRAND)
    folder.home("activities/2026-11-08-a.md", "---\ntitle: 读书会\ndate: 2026-11-08\n---\n来了。\n")
    folder.home("activities/2026-11-20-b.md", "---\ntitle: 只有记录\ndate: 2026-11-20\nrecord: 2026-11-21\n---\n")
    folder.write("press/2026-10-01-a.md", feature("第一篇", "2026-10-01", "调解"))
    folder.write("press/2026-11-01-b.md", feature("第二篇", "2026-11-01", "调解, 胡同"))
    folder.write("press/2026-11-10-c.md", feature("第三篇", "2026-11-10", "胡同", "homes: [chaoyang/bystander]\n"))
    folder.write("press/2026-11-11-d.md", feature("还没到点", "2026-11-11", "秘密", "embargo: 2026-11-24\n"))
    folder.write(
        "recognition/2026-chaoyang.yml",
        "level: district\nyear: 2026\ndecided_on: 2026-11-12\nrecognised: [chaoyang/zaoying-beili]\n",
    )
    return pages(folder)


def text(built, address: str) -> str:
    return "".join(built[f"{address}index.html"].text)


def test_features_are_found_by_month_tag_function_and_district(built):
    assert all(title in text(built, "press/") for title in ("第一篇", "第二篇", "第三篇"))
    for address, titles in {
        "press/2026-10/": {"第一篇"}, "press/2026-11/": {"第二篇", "第三篇"}, "press/tag-tiao-jie/": {"第一篇", "第二篇"},
        "press/tag-hu-tong/": {"第二篇", "第三篇"}, "press/function-rights/": {"第一篇", "第二篇"}, "press/in-chaoyang/": {"第一篇", "第二篇", "第三篇"},
    }.items():  # fmt: skip
        assert {title for title in ("第一篇", "第二篇", "第三篇") if title in text(built, address)} == titles, address
    assert not [path for path, page in built.items() if "还没到点" in "".join(page.text)]


def test_what_is_new_of_a_month_is_what_has_a_day_in_it(built):
    month = text(built, "press/2026-11/")
    for told in (
        "周三说事",
        "张××家庭",
        "朝阳街坊：一壶茶",
        "枣营北里社区妇女之家：区级示范妇女之家",
        "读书会",
        "第二篇",
    ):
        assert told in month
    assert "李××家庭" not in month and "只有记录" not in month and "第一篇" not in month
    assert "周三说事" not in text(built, "press/2026-10/")
    front = "".join(text(built, "press/").split())
    assert "11月" in front and "2好做法" in front and "1品牌" in front and "1荣誉" in front and "1示范" in front


def test_no_page_calls_it_news(built):
    assert not [
        path
        for path, page in built.items()
        if path.startswith(("press/", "subscribe/", "digest/")) and "新闻" in "".join(page.text)
    ]


def test_a_feature_has_the_shape_that_journalists_know(built):
    page = text(built, "press/2026-11-01-b/")
    for told in ("导语第二篇", "文 / 记者甲", "来源：记事", "2026 年 11 月 1 日", f"{characters(TEXT)} 字", "612", "说开的家事", "2018 年",
                 "一号楼一层", "010-0000 1234", "品牌：周三说事", "朝阳街坊", "第一篇", "第三篇"):  # fmt: skip
        assert told in page, told
    assert "第二篇" in text(built, "press/2026-11-10-c/") and "这是最新的一篇" in text(built, "press/2026-11-10-c/")
    assert "010-0000 4321" not in text(built, "press/2026-10-01-a/")  # the brand says whom to call


def test_characters_are_counted_once():
    assert characters("枣营，2018 年。") == 4
    assert characters(TEXT) == 10  # 枣营北里的人, 2018, 年起; 完; not what is pulled out of the text


def test_a_city_without_features_has_an_empty_newsroom(folder, pages):
    assert "还没有发布的稿子" in text(pages(folder), "press/")


def test_feeds_are_listed_in_plain_words(built):
    page = built["subscribe/index.html"]
    links = {attributes.get("href") for tag, attributes in page.elements if tag == "a"}
    assert {
        "../feed.atom",
        "../press/feed.atom",
        "../families/feed.atom",
        "../demonstration/feed.atom",
        "../districts/chaoyang/feed.atom",
    } <= links
    assert "feed.atom" in {
        attributes.get("href") for _, attributes in built["homes/chaoyang/zaoying-beili/index.html"].elements
    } or any(
        (attributes.get("href") or "").endswith("zaoying-beili/feed.atom")
        for _, attributes in built["homes/chaoyang/zaoying-beili/index.html"].elements
    )
