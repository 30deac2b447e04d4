"""The name list: what the browser searches in, by its documented shape."""

from __future__ import annotations

import json

import pytest

from generator.model import vocabulary as words
from generator.search import names

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
    assert names.pinyin(name).replace("nv", "nü") == spoken


def test_the_list_is_as_documented(folder):
    folder.home("home.yml", HOME)
    document = listed(folder)
    assert list(document["functions"]) == ["rights", "work", "family", "care"]
    assert [code for code, _ in document["items"]] == list(words.ITEMS)
    assert document["districts"] == [["chaoyang", "朝阳区"]]
    assert document["streets"] == [[0, "maizidian", "麦子店街道"], [0, "wangjing", "望京街道"]]
    row = next(home for home in document["homes"] if home[0] == "zaoying-beili")
    slug, name, street, items, flags, pinyin, aliases, phone = row
    assert (name, document["streets"][street][1], pinyin) == ("枣营北里社区妇女之家", "wangjing", "zao ying bei li")
    assert (aliases, phone) == ("枣北之家 北里妇女之家", "010-0000 1234")
    offered = {code for bit, (code, _) in enumerate(document["items"]) if items >> bit & 1}
    assert offered == {"rights.reception", "care.support"}
    assert {flag for bit, flag in enumerate(document["flags"]) if flags >> bit & 1} == {"step-free", "weekend"}


def test_homes_stand_in_the_order_of_the_full_text_index(folder):
    slugs = [home[0] for home in listed(folder)["homes"]]
    assert slugs == [home.identity.partition("/")[2] for home in folder.site().homes]


def test_a_closed_home_is_not_listed(folder):
    folder.home("home.yml", HOME + "closed: {on: 2026-08-01}\n")
    assert [home[0] for home in listed(folder)["homes"]] == ["bystander"]


def test_a_badge_is_a_flag(folder):
    folder.home("home.yml", HOME)
    decision = "level: city\nyear: 2025\ndecided_on: 2025-12-18\nrecognised: [chaoyang/zaoying-beili]\n"
    folder.write("recognition/2025-city.yml", decision)
    document = listed(folder)
    bit = document["flags"].index("city")
    assert {home[0]: home[4] >> bit & 1 for home in document["homes"]} == {"bystander": 0, "zaoying-beili": 1}


def test_residents_words_are_passed_on(folder):
    folder.write("synonyms.yml", "- {words: [找工作, 招聘], items: [work.policy, work.transfer]}\n")
    assert listed(folder)["synonyms"] == [[["找工作", "招聘"], ["work.policy", "work.transfer"]]]


def test_nothing_private_is_in_the_list(folder):
    folder.home("home.yml", HOME + "system_id: 秘密编号\nfunding: {annual_budget: 7654321}\nstaff: {publicity: {name: 某某宣传}}\n")
    text = names.names(folder.site()).decode()
    assert "秘密编号" not in text and "7654321" not in text and "某某宣传" not in text
