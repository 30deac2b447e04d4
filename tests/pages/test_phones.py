"""Every telephone number that a page, a list or a feed shows is a link of its own, with its extension."""

from __future__ import annotations

import json

HOME = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
office: {address: 枣营北里 1 号楼, phone: "%s"}
services: [{item: rights.reception, booking: 电话预约：010-0000 1236转3}]
"""
ACTIVITY = "---\ntitle: 冬天防跌倒\ndate: 2026-12-01\nitem: family.services\nsignup: 打 010-0000 1238 报名\n---\n"
CITY = """name: 北京市
federation: 北京市妇联
host: {name: 北京市妇联, contact: 010-0000 1240转 9}
hotlines: [{name: 热线, phone: "12345转3", for: advice}, {name: 两个号码, phone: 010-0000 1241、010-0000 1242, for: advice}]
"""
DISTRICT = """name: 朝阳区
code: "110105"
phone: 010-0000 1245
streets: [{slug: maizidian, name: 麦子店街道, phone: [010-0000 1246, 010-0000 1247 转 1]}, {slug: wangjing, name: 望京街道}]
"""
FOOTER = {
    "12345 转 3": "tel:12345,3",
    "010-0000 1241": "tel:01000001241",
    "010-0000 1242": "tel:01000001242",
    "010-0000 1240 转 9": "tel:01000001240,9",
}
OWN = {"0451-0000 4401 转 802": "tel:045100004401,802", "010-0000 1235": "tel:01000001235"}
PLACES = {
    "homes/chaoyang/zaoying-beili/index.html": OWN
    | {"010-0000 1236 转 3": "tel:01000001236,3", "010-0000 1238": "tel:01000001238"},
    "homes/chaoyang/zaoying-beili/activities/2026-12-01-fang-diedao/index.html": OWN
    | {"010-0000 1238": "tel:01000001238"},
    "activities/chaoyang/index.html": {
        "010-0000 1238": "tel:01000001238"
    },  # whom a sign-up names is called, not the home too
    "services/rights-reception/index.html": OWN,
    "help/rights/index.html": OWN,
    "districts/chaoyang/index.html": {"010-0000 1245": "tel:01000001245"},
    "districts/chaoyang/maizidian/index.html": {
        "010-0000 1246": "tel:01000001246",
        "010-0000 1247 转 1": "tel:01000001247,1",
    },
}


WAYS = {
    '"010-0000 1234,802"': ["010-0000 1234 转 802"], "010-0000 1234x802": ["010-0000 1234 转 802"], "010-00001234#802": ["010-00001234 转 802"],
    "010.0000.1234": ["010-0000-1234"], "(010) 0000 1234": ["(010) 0000 1234"], "+86 10 0000 1234": ["+86 10 0000 1234"],
    "010—0000—1234": ["010-0000-1234"], "[010-0000 1234,802]": ["010-0000 1234 转 802"], "[010-0000 1234, 12345]": ["010-0000 1234", "12345"],
    "[010-0000 1234,802, 010.0000.1235]": ["010-0000 1234 转 802", "010-0000-1235"], "010-0000 1234x802、010-0000 1235": ["010-0000 1234 转 802", "010-0000 1235"],
}  # fmt: skip


def test_numbers_are_dialled_as_people_type_them(folder, pages):
    for number, written in enumerate(WAYS):
        text = HOME.replace('"%s"', written)
        folder.write(
            f"homes/chaoyang/n{number}/home.yml", text.replace("枣营北里社区", f"甲{number}社区").replace("转3", "x3")
        )
    folder.write("districts/chaoyang/district.yml", DISTRICT)
    built = pages(folder)
    for number, shown in enumerate(WAYS.values()):
        page = built[f"homes/chaoyang/n{number}/index.html"]
        text, links = (
            "".join(page.text),
            [attributes["href"] for tag, attributes in page.elements if tag == "a" and "href" in attributes],
        )
        for one in [*shown, "010-0000 1236 转 3"]:
            assert (
                one in text and "tel:" + "".join(c for c in one.replace("转", ",") if c in "+,0123456789") in links
            ), (shown, text)
        assert json.loads(next(filter(None, page.scripts)))["telephone"] in (shown, shown[0])


def test_one_link_each(folder, pages):
    folder.home("home.yml", HOME % "0451-0000 4401转802、010-0000 1235")
    folder.home("activities/2026-12-01-fang-diedao.md", ACTIVITY)
    folder.write("city.yml", CITY)
    folder.write("districts/chaoyang/district.yml", DISTRICT)
    built = pages(folder)
    for path, expected in PLACES.items():
        links = [
            attributes["href"]
            for tag, attributes in built[path].elements
            if tag == "a" and (attributes.get("href") or "").startswith("tel:")
        ]
        text = "".join(built[path].text)
        for shown, link in (expected | FOOTER).items():
            assert shown in text and link in links, (path, shown)
        assert all(len(link) < 22 for link in links), (path, links)
    site = folder.root.parent / "site"
    assert json.loads(next(filter(None, built["homes/chaoyang/zaoying-beili/index.html"].scripts)))[
        "telephone"
    ] == list(OWN)
    assert (
        "0451-0000 4401 转 802、010-0000 1235"
        in (site / "homes/chaoyang/zaoying-beili/activities/2026-12-01-fang-diedao.ics").read_text()
    )
    coming = json.loads((site / "activities/chaoyang/coming.json").read_text())
    assert coming["homes"][0][4] == list(OWN)
    assert coming["signup"] == [["打 ", "010-0000 1238", " 报名"]]
    assert json.loads((site / "search/names.json").read_text())["phones"] == {"1": list(OWN)}
