"""A home of which little is known: whoever answers stands in, what is empty doesn't show, and no button leads to a mere
town.
"""

from __future__ import annotations

import pytest

HOME = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n"
CITY = (
    "name: 北京市\nfederation: 北京市妇联\nhost: {name: 北京市妇联, contact: 电话 010-0000 1240 转 9}\nhotlines: "
    "[]\npublish: {standing: met-only}\n"
)
DISTRICT = (
    "name: 朝阳区\ncode: '110105'\n%sstreets: [{slug: maizidian, name: 麦子店街道%s}, {slug: wangjing, name: "
    "望京街道}]\n"
)
PAGE = "homes/chaoyang/zaoying-beili/index.html"


@pytest.fixture
def page(folder, pages):
    """`page(home, street, district)`: the home's page and its HTML."""

    def build(home: str = "", street: str = "", district: str = ""):
        folder.home("home.yml", HOME + home)
        folder.write("city.yml", CITY)
        folder.write("districts/chaoyang/district.yml", DISTRICT % (district, street))
        return pages(folder)[PAGE], (folder.root.parent / "site" / PAGE).read_text()

    return build


def dialled(read) -> list[str]:
    return [
        attributes["href"]
        for tag, attributes in read.elements
        if tag == "a" and str(attributes.get("href")).startswith("tel:0")
    ]


@pytest.mark.parametrize(
    "street,district,whose,number",
    [
        (", phone: 010-0000 1246", "phone: 010-0000 1245\n", "麦子店街道", "tel:01000001246"),
        ("", "phone: 010-0000 1245\n", "朝阳区妇联", "tel:01000001245"),
        ("", "", "北京市妇联", "tel:01000001240,9"),
    ],
)
def test_whoever_answers_stands_in_and_is_named(page, street, district, whose, number):
    _, text = page("services: [{item: rights.reception, booking: 电话预约}]\n", street, district)
    main = text[text.index('id="main"') : text.index('class="help"')]
    assert f"这是{whose}的电话" in main
    assert main.count(f'href="{number}"') >= 5  # the button, the fact, the booking, at the door
    assert f'<a class="dial" href="{number}">电话预约</a>' in main
    assert "开放时间请打电话问" in main


def test_nobody_is_asked_by_telephone_where_nobody_answers(folder, pages):
    folder.write("city.yml", CITY.replace("电话 010-0000 1240 转 9", "写信到 fl@example.org"))
    assert pages(folder)[PAGE]
    text = (folder.root.parent / "site" / PAGE).read_text()
    assert "开放时间还没写" in text and "打电话</a>" not in text and "do-bar" not in text and "接的是" not in text


def test_its_own_number_comes_before_all_others(page):
    _, text = page(
        "office: {phone: 010-0000 1234}\nservices: [{item: rights.reception, booking: 请来电预约, phone: "
        "010-0000 1236 转 2}]\n",
        ", phone: 010-0000 1246",
    )
    assert "010-0000 1246" not in text and "的电话，这一家" not in text
    assert '<a class="dial" href="tel:01000001236,2">请来电预约</a>' in text


def test_empty_parts_do_not_show(page):
    _, text = page()
    for absent in (
        'id="standing"',
        "家底",
        "到这里去",
        'id="way"',
        "怎么走",
        'id="services"',
        'id="about"',
        '<dl class="facts">\n</dl>',
    ):
        assert absent not in text, absent
    assert text.index("到门口问") > text.index("profile__main")
    assert "在朝阳区麦子店街道，门牌还没有写" in text


@pytest.mark.parametrize(
    "address,leads", [("麦子店街道", False), ("朝阳区麦子店街道", False), ("枣营北里 1 号楼", True)]
)
def test_a_button_leads_to_a_door_and_not_to_a_town(page, address, leads):
    _, text = page(f"office: {{address: {address}}}\nstaff: {{director: {{name: 王秀兰, title: 主席}}}}\n")
    assert ("到这里去" in text) == leads and ('id="way"' in text) == leads
    assert ("门牌还没有写" in text) != leads
    assert "负责人是王秀兰（主席）" in text


def test_a_service_says_where_what_to_bring_and_whom_to_call(page):
    service = (
        "services: [{item: rights.reception, 地点: 二层，有电梯, bring: 身份证、合同, 电话: 010-0000 "
        "1236}]\noffice: {accessibility: [step-free, lift, 座椅]}\n"
    )
    _, text = page(service)
    assert "在二层，有电梯" in text and "带上：身份证、合同" in text and 'href="tel:01000001236"' in text
    assert "无台阶入口、电梯、座椅" in text
