"""What Chinese public sites say of themselves: site, column and article in meta tags, and who answers for it in the
footer.
"""

from __future__ import annotations

import pytest

CITY = """name: 北京市
federation: 北京市妇女联合会
host: {name: 北京市妇女联合会, contact: 010-0000 1233}
site: {url: "https://example.org/home/", icp: 京ICP备00000000号, police: 京公网安备 11010000000000号, identifier: "1100000000"}
"""
FAMILY = """- id: zhang-2026
  family: 张××家庭
  year: 2026
  level: home
  titles: [孝老爱亲]
  motto: 一粥一饭
  story: 事迹。
  consent: C-1
"""
CONSENT = "- {id: C-1, obtained: 2026-01-01, scope: [name, story], adults: 2}\n"
ACTIVITY = "---\ntitle: 普法集市\ndate: 2026-11-20\nitem: rights.law-education\n---\n来了一百人。\n"
FEATURE = "---\ntitle: 一把钥匙\ndate: 2026-11-09\nauthor: 示例作者\nsource: 示例报\ntags: [家风, 社区]\n---\n正文。\n"


@pytest.fixture
def built(folder, pages):
    folder.write("city.yml", CITY)
    folder.home("families.yml", FAMILY)
    folder.home("consents.yml", CONSENT)
    folder.home("activities/2026-11-20-pufa.md", ACTIVITY)
    folder.write("press/2026-11-09-yaoshi.md", FEATURE)
    folder.write("pages/about.md", "---\ntitle: 关于本站\n---\n\n这里是示例。\n")
    return pages(folder)


def metas(page) -> dict[str, str]:
    return {a["name"]: a["content"] for tag, a in page.elements if tag == "meta" and "name" in a}


def test_every_page_names_the_site(built):
    for path, page in built.items():
        told = metas(page)
        assert told["SiteName"] == "北京市妇女之家", path
        assert told["SiteDomain"] == "example.org"
        assert told["SiteIDCode"] == "1100000000"


HOME = "homes/chaoyang/zaoying-beili/"
COLUMNS = {
    "": "首页",
    HOME: "妇女之家",
    f"{HOME}families/zhang-2026/": "最美家庭",
    f"{HOME}activities/2026-11-20-pufa/": "活动",
    "districts/chaoyang/maizidian/": "各区",
    "services/rights-reception/": "能帮什么忙",
    "press/2026-11-09-yaoshi/": "好做法",
    "standard/venue-place/": "建设标准",
    "help/rights/": "常用电话",
    "about/": "关于本站",
}


@pytest.mark.parametrize("address", COLUMNS)
def test_a_page_names_its_column(built, address):
    told = metas(built[f"{address}index.html"])
    assert told["ColumnName"] == COLUMNS[address]
    assert told["ColumnType"] in ("办事服务", "工作动态", "政策文件", "概况信息")


def test_what_is_read_names_its_source(built):
    feature = metas(built["press/2026-11-09-yaoshi/index.html"])
    assert (feature["ArticleTitle"], feature["PubDate"], feature["ContentSource"]) == (
        "一把钥匙",
        "2026-11-09 00:00",
        "示例报",
    )
    assert (feature["Author"], feature["Keywords"]) == ("示例作者", "家风,社区")
    assert feature["Url"] == "https://example.org/home/press/2026-11-09-yaoshi/"
    family = metas(built[f"{HOME}families/zhang-2026/index.html"])
    assert (family["ContentSource"], family["Keywords"]) == ("枣营北里社区妇女之家", "孝老爱亲")
    assert "ArticleTitle" not in metas(built[f"{HOME}index.html"])


def test_quiet_help_tells_no_address(built):
    assert "Url" not in metas(built["help/rights/index.html"])


def test_the_footer_names_host_and_registers(built):
    for path in ("index.html", f"{HOME}index.html", "about/index.html"):
        words = "".join(built[path].text)
        for told in (
            "主办：北京市妇女联合会（010-0000 1233）",
            "京ICP备00000000号",
            "京公网安备 11010000000000号",
            "网站标识码 1100000000",
            "以本站最近一次更新为准",
        ):
            assert told in words, path
        links = [attributes.get("href", "") for tag, attributes in built[path].elements if tag == "a"]
        assert "https://beian.mps.gov.cn/#/query/webSearch?code=11010000000000" in links


def test_without_numbers_the_footer_has_no_empty_places(folder, pages):
    words = "".join(pages(folder)["index.html"].text)
    assert "网站标识码" not in words and "公网安备" not in words


def test_every_page_says_where_one_is(built):
    for path, page in built.items():
        if path not in ("index.html", "404.html", "help/rights/index.html"):  # quiet help has one way out
            crumbs = [a for tag, a in page.elements if tag == "nav" and a.get("aria-label") == "当前位置"]
            assert len(crumbs) == 1, path


def test_the_site_map_leads_to_every_column(built):
    links = {attributes.get("href") for tag, attributes in built["sitemap/index.html"].elements if tag == "a"}
    for address in (
        "nearby/",
        "search/",
        "services/",
        "families/",
        "activities/",
        "brands/",
        "press/",
        "standard/",
        "demonstration/",
        "districts/chaoyang/",
    ):
        assert f"../{address}" in links
