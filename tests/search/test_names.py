"""The list of homes: what the browser searches in, by its documented form."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.content.pinyin import readings
from generator.model import vocabulary as words
from generator.model.phones import parse_phones
from generator.search import names, nearby
from tests.search import reading
from tests.search.city import city

HOME = """name: 枣营北里社区妇女之家
kind: community
street: wangjing
also_known_as: [枣北之家, 北里妇女之家]
office:
  phone: 010-0000 1234
  accessibility: [step-free]
  hours: [{days: 周六, open: "9:00-11:00"}]
services:
  - {item: rights.reception, title: 律师坐班}
  - {item: care.support, title: 困难帮扶}
"""


def listed(folder) -> dict:
    return json.loads(names.names(folder.site()))


def homes(folder) -> dict[str, dict]:
    """Identity → what the list says of each home."""
    return {home["identity"]: home for home in reading.homes(names.names(folder.site()))}


OWN = (("朝阳", "chao yang"), ("什刹海", "shi cha hai"), ("大栅栏", "da shi lan"))


@pytest.mark.parametrize(
    "name,spoken",
    [
        ("枣营北里社区妇女之家", "zao ying bei li"),
        ("霞光里社区妇女之家", "xia guang li"),
        ("高家园村妇女之家", "gao jia yuan"),
        ("雁栖镇妇女之家", "yan qi"),
        ("重庆路社区妇女之家", "chong qing lu"),
        ("长椿街社区妇女之家", "chang chun jie"),
        ("朝阳门社区妇女之家", "chao yang men"),
        ("什刹海街道妇女之家", "shi cha hai"),
        ("影都花园社区妇女之家", "ying du hua yuan"),
        ("安贞里 A3 区妇女之家", "an zhen li a3 qu"),
        ("妇女之家", "fu nü zhi jia"),
    ],
)
def test_pinyin_is_of_the_part_that_tells_homes_apart(name, spoken):
    assert names.pinyin(name, OWN).replace("nv", "nü") == spoken


def test_a_citys_own_readings_go_before_the_dictionary():
    assert names.pinyin("大栅栏社区妇女之家", OWN) == "da shi lan" != names.pinyin("大栅栏社区妇女之家")
    assert names.pinyin("前门大栅栏东村妇女之家", (*OWN, ("大", "tai"))) == "qian men da shi lan dong"
    assert readings("栅", (("栅", "shi"),))[0] == "shi" and "zha" in readings("栅", (("栅", "shi"),))


def test_the_list_is_as_documented(folder):
    folder.home("home.yml", HOME)
    document = listed(folder)
    assert list(document["functions"]) == ["rights", "work", "family", "care"]
    assert [code for code, _ in document["items"]] == list(words.ITEMS)
    assert [code for code, _ in document["audiences"]] == list(words.AUDIENCES)
    assert document["districts"] == [["chaoyang", "朝阳区"]]
    assert document["streets"] == [[0, "maizidian", "麦子店街道", 1], [0, "wangjing", "望京街道", 1]]
    home = homes(folder)["chaoyang/zaoying-beili"]
    assert (home["name"], home["street"], home["pinyin"]) == ("枣营北里社区妇女之家", "wangjing", "zao ying bei li")
    assert (home["aliases"], home["phones"]) == ("枣北之家 北里妇女之家", ["010-0000 1234"])
    assert home["flags"] == {"step-free"}
    assert home["hours"] == [[[5], False, [[540, 660]]]]


def test_a_service_tells_its_item_for_whom_and_when(folder):
    """Days are those of its schedule; without one, or at any time, those of the office; none where it can't be read."""
    services = """services:
  - {item: rights.reception, audience: [elderly, disabled], schedule: 每月第一个周三 9:00-11:00}
  - {item: rights.reception, schedule: 工作日}
  - {item: family.virtue}
  - {item: work.policy, audience: [everyone], schedule: 随时}
  - {item: care.support, audience: [everyone], schedule: 逢五逢十，集上}
"""
    folder.home("home.yml", HOME[: HOME.index("services:")] + services)
    items, audiences = list(words.ITEMS), list(words.AUDIENCES)
    told = {
        (items[item], frozenset(code for bit, code in enumerate(audiences) if mask >> bit & 1), _days(days))
        for item, mask, days in homes(folder)["chaoyang/zaoying-beili"]["offers"]
    }
    assert told == {
        ("rights.reception", frozenset({"elderly", "disabled"}), frozenset({2})),
        ("rights.reception", frozenset({"everyone"}), frozenset(range(5))),
        ("family.virtue", frozenset({"everyone"}), frozenset({5})),
        ("work.policy", frozenset({"everyone"}), frozenset({5})),
        ("care.support", frozenset({"everyone"}), frozenset()),
    }
    none = homes(folder)["chaoyang/bystander"]["offers"]
    assert none == [(len(items), 1 << len(audiences), 1 << 7)]


def test_a_home_whose_services_have_no_day_is_there_while_it_is_open(folder):
    services = "services: [{item: work.technology, schedule: 下雪天}]\n"
    folder.home("home.yml", HOME[: HOME.index("services:")] + services)
    offers = homes(folder)["chaoyang/zaoying-beili"]["offers"]
    items, nobody = list(words.ITEMS), 1 << len(words.AUDIENCES)
    assert offers == [(items.index("work.technology"), 1, 1 << 7), (len(items), nobody, 1 << 5)]


def _days(mask: int) -> frozenset[int]:
    return frozenset(day for day in range(7) if mask >> day & 1)


def test_every_home_is_read_back_as_it_is():
    site = city(400)
    read = reading.homes(names.names(site), nearby.nearby(site))
    listed_ = names.homes_in_order(site)
    assert {home["identity"] for home in read} == {home.identity for home in site.homes}
    for home, told in zip(listed_, read, strict=True):
        assert (told["identity"], told["name"], told["phones"]) == (
            home.identity,
            home.name,
            list(map(str, home.office.phones)),
        )
        assert told["pinyin"] == names.pinyin(home.name)
        assert told["street"] == home.street.address.split("/")[2]
        point = home.office.point
        assert told["place"] == (point and (round(point.longitude * 1e5), round(point.latitude * 1e5)))


@pytest.mark.parametrize(
    "name, slug, phone",
    [
        ("妇女之家", "jia-2", "110"),
        ("安贞里 A3 区妇女之家", "anzhenli", ""),
        ("镇妇女之家", "zhen", "400-000-0000转8、12345"),
        ("𠮷祥里之“家”\\", "jixiang-li", "12345"),
        ("重庆路社区妇女之家", "chongqing-lu", "010-0000 0000"),
    ],
)
def test_an_odd_one_is_read_back_too(name, slug, phone):
    site = city(20)
    first = names.homes_in_order(site)[0]
    odd = replace(
        first,
        name=name,
        identity=first.identity.split("/")[0] + "/" + slug,
        office=replace(first.office, phones=parse_phones(phone)),
    )
    streets = [
        replace(s, homes=tuple(odd if home is first else home for home in s.homes)) for s in site.districts[0].streets
    ]
    district = replace(site.districts[0], streets=tuple(streets))
    told = reading.homes(names.names(replace(site, districts=(district, *site.districts[1:]))))
    assert (told[0]["name"], told[0]["identity"], told[0]["phones"]) == (
        name,
        odd.identity,
        list(map(str, parse_phones(phone))),
    )
    assert told[0]["pinyin"] == names.pinyin(name)
    assert [home["phones"] for home in told[1:]] == [
        list(map(str, home.office.phones)) for home in names.homes_in_order(site)[1:]
    ]


def test_homes_stand_in_the_order_of_the_full_text_index(folder):
    assert list(homes(folder)) == [home.identity for home in names.homes_in_order(folder.site())]


def test_a_closed_home_is_not_listed(folder):
    folder.home("home.yml", HOME + "closed: {on: 2026-08-01}\n")
    assert list(homes(folder)) == ["chaoyang/bystander"]


def test_a_badge_is_a_flag(folder):
    folder.home("home.yml", HOME)
    decision = "level: city\nyear: 2025\ndecided_on: 2025-12-18\nrecognised: [chaoyang/zaoying-beili]\n"
    folder.write("recognition/2025-city.yml", decision)
    assert [identity for identity, home in homes(folder).items() if "city" in home["flags"]] == [
        "chaoyang/zaoying-beili"
    ]


def test_closures_that_are_over_are_left_out(folder):
    today = folder.site().today
    closed = f"  closed: [{{from: 2001-01-01, to: 2001-01-02}}, {{from: {today}, to: {today}, reason: 盘点}}]\n"
    folder.home("home.yml", HOME.replace("office:\n", f"office:\n{closed}"))
    assert homes(folder)["chaoyang/zaoying-beili"]["closures"] == [[str(today), str(today), "盘点"]]


def test_residents_words_are_passed_on(folder):
    folder.write("synonyms.yml", "- {words: [找工作, 招聘], items: [work.policy, work.transfer]}\n")
    assert listed(folder)["synonyms"][0] == [["找工作", "招聘"], ["work.policy", "work.transfer"]]


def test_nothing_private_is_in_the_list(folder):
    folder.home(
        "home.yml",
        HOME + "system_id: 秘密编号\nfunding: {annual_budget: 7654321}\nstaff: {publicity: {name: 某某宣传}}\n",
    )
    text = names.names(folder.site()).decode()
    assert "秘密编号" not in text and "7654321" not in text and "某某宣传" not in text
