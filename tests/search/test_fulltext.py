"""The full-text index: whatever is asked for is found where it is said and nowhere else; the same words give the same
bytes.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from generator.public.views import Site
from generator.search import fulltext
from generator.search.fulltext import FOLDER, TEXT_FILE
from generator.search.letters import normalize
from generator.search.names import homes_in_order
from generator.search.simplified import SIMPLIFIED, TRADITIONAL
from generator.standard.house import detectors
from tests.search import reading
from tests.search.city import city

SIMPLE = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
FEW = "甲乙丙丁戊己甲乙甲A1六，。 \n"  # few letters, so that they repeat and overlap in every way


def read(site: Site) -> tuple[dict[str, bytes], reading.Owners, list[str]]:
    """The index's files, whose the words of each of its lines are, what each home says."""
    files = reading.index(site)
    return (
        files,
        reading.owners(site),
        [reading.searched(files[home.address + TEXT_FILE].decode()) for home in homes_in_order(site)],
    )


@cache
def compared(text: str) -> list[str]:
    """The lines of a text as they are compared, by the classes of Unicode: one blank for all signs between two letters,
    none for quotation marks, nor where a blank alone parts Chinese and Latin; a number whole, in brackets.
    """
    alike = "".join(SIMPLE.get(one, one) for one in unicodedata.normalize("NFKC", text).lower())
    alike = re.sub("[\"'“”‘’「」『』《》〈〉]", "", alike)
    alike = re.sub(r"(?<=[^\W\d_a-z]) +(?=[a-z\d])|(?<=[a-z\d]) +(?=[^\W\d_a-z])", "", alike)
    alike = re.sub(r"([0-9]),(?=[0-9]{3}(?![0-9]))", r"\1", alike)
    alike = re.sub(r"[0-9]+(\.[0-9]+)*", lambda run: "⟨" + run[0].replace(".", "\ue000") + "⟩", alike)
    alike = re.sub(
        "[〇零一二两三四五六七八九十百千]+",
        lambda run: f"⟨{counted(run[0].replace('〇', '零'))}⟩".replace("⟨⟩", run[0]),
        alike,
    )
    plain = "".join(one if one in "\n⟨\ue000⟩×" or unicodedata.category(one)[0] in "LN" else " " for one in alike)
    return [" ".join(line.split()) for line in plain.split("\n")]


def counted(run: str) -> str:
    """A numeral in digits, nothing where it is none."""
    digits = "零一二三四五六七八九"
    if run == "两" or not set(run) - set(digits):
        return "".join(str(digits.replace("二", "两").find(one) if one == "两" else digits.find(one)) for one in run)
    sum_, rest = 0, run
    for unit, size in (("千", 1000), ("百", 100), ("十", 10)):
        head, found, tail = rest.partition(unit)
        head = head.removeprefix("零")
        if found:
            if len(head) > 1 or head == "零" or (not head and size > 10) or (head == "两" and size == 10):
                return ""
            sum_, rest = (
                sum_
                + size * (digits.replace("二", "两").find(head) if head == "两" else digits.find(head) if head else 1),
                tail,
            )
    rest = rest.removeprefix("零")
    return (
        ""
        if len(rest) > 1 or rest in ("零", "两") or set(rest) & set("千百十")
        else str(sum_ + (digits.find(rest) if rest else 0))
    )


def naive(told: list[str], asked: str) -> set[int]:
    (wanted,) = compared(asked)
    return {number for number, text in enumerate(told) if any(wanted in line for line in compared(text))}


def with_stories(site: Site, dice: Random) -> Site:
    """Each home tells something long in few letters."""
    streets = {
        street: dataclasses.replace(street, homes=tuple(_telling(home, dice) for home in street.homes))
        for district in site.districts
        for street in district.streets
    }
    districts = (dataclasses.replace(one, streets=tuple(map(streets.get, one.streets))) for one in site.districts)
    return dataclasses.replace(site, districts=tuple(districts))


def _telling(home, dice: Random):
    return dataclasses.replace(
        home,
        introduction="".join(dice.choices(FEW, k=dice.choice((0, 40, 400)))),
        summary=home.name[:2] * dice.randrange(3),
    )


def questions(told: list[str], dice: Random) -> Iterator[str]:
    """Cut from what is said; across what separates; and as nobody may say it."""
    runs = [run for text in told for run in re.findall(r"\w\w+", text)]
    lines = ["".join(line.split()) for text in told for line in text.split("\n")]
    for size in (2, 3, 4, 5, 6, 9):
        for whole in (runs, lines):
            for one in dice.sample([one for one in whole if len(one) >= size], 25):
                at = dice.randrange(len(one) - size + 1)
                cut = re.sub(r"\W", "", one[at : at + size])
                yield cut
                yield cut[::-1]
                yield "".join(dice.sample(cut, len(cut)))


def test_what_is_asked_is_found_where_it_is_said_and_nowhere_else():
    dice = Random(7)
    files, owners, told = read(with_stories(city(150), dice))
    asked = sorted({one for one in questions(told, dice) if len(normalize(one)) > 1})
    right = {one: naive(told, one) for one in asked}
    assert len(asked) > 400 and sum(map(bool, right.values())) > 200 < sum(not homes for homes in right.values()) + 100
    assert {one: reading.saying(files, owners, one) for one in asked} == right


@pytest.mark.parametrize(
    "text,asked,found",
    [
        ("热线 12338，A座二层", "12338", True),
        ("热线 12338，Ａ座二层", "a座", True),
        ("热线 12338，A座二层", "38a", False),
        ("来喝茶。水也有。", "茶水", False),
        ("第一行\n\n第二行", "行第", False),
        ("编辑换了一\n行", "一行", True),
        ("二〇一二年的〇号楼", "二〇一二年", True),
        ("地铁 10 号线亮马桥站 B 口", "10号线", True),
        ("地铁 10 号线亮马桥站 B 口", "亮马桥站B口", True),
        ("地铁10号线", "１０ 号线", True),
        ("年满 60 岁的老人", "60岁", True),
        ("年满 160 岁的老人", "60岁", False),
        ("16 号楼", "6号楼", False),
        ("枣营 16 号楼 2 层", "16号楼2层", True),
        ("十六号楼", "六号楼", False),
        ("十八号楼", "18号楼", True),
        ("18 号楼", "十八号楼", True),
        ("一百二十七位老人", "127位", True),
        ("走 1.5 公里", "5公里", False),
        ("走 1.5 公里", "1.5公里", True),
        ("办了 3,100 多趟", "3100多趟", True),
        ("办了 3,100 多趟", "100多趟", False),
        ("两个房间", "2个房间", True),
        ("每月第二个周六 14:00 开始", "每月第二个周六", True),
        ("每月第二个周六14:00开始", "周六14", True),
        ("千家万户，百姓的事", "百姓", True),
        ("地铁10号线", "地铁，10号线", False),
        ("張××家庭", "张××家庭", True),
        ("张××家庭", "张XX家庭", True),
        ("张××家庭", "张某某家庭", True),
        ("李××家庭，张家港", "张××家庭", False),
        ("常樂園的婦女之家", "常乐园的妇女之家", True),
        ("老年大学老年饭桌", "学老年饭", True),
        ("老年大学老年饭桌", "老年饭学", False),
        ("𠮷祥胡同", "𠮷祥", True),
        ("好😀人", "好人", False),
        ("瓜嫂“三清楚”", "瓜嫂三清楚", True),
        ("学习《民法典》第一条", "学习民法典", True),
        ("学民法典", "学《民法典》", True),
        ("创新港「她空间」", "港'她空间'", True),
    ],
)
def test_words_end_where_signs_stand(folder, text, asked, found):
    folder.home("intro.md", text + "\n")
    files, owners, _ = read(folder.site())
    assert bool(reading.saying(files, owners, asked)) == found


def test_the_most_telling_comes_first(folder):
    folder.home("intro.md", "这里原来是锅炉房。\n")
    folder.home("services.yml", "- {item: rights.mediation, title: 夜话调解}\n")
    *_, told = read(folder.site())
    text = next(text for text in told if text.startswith("枣营北里"))
    assert text.index("枣营北里") < text.index("麦子店") < text.index("锅炉房")


def test_a_street_is_made_of_its_own_words_alone():
    """Whatever stands in a shard's other lines, and whoever made them."""
    site, start = city(60), 0
    whole, count, told = (
        reading.index(site),
        fulltext.shard_count(60),
        list(map(fulltext.search_text, homes_in_order(site))),
    )
    for number, street in enumerate(street for district in site.districts for street in district.streets):
        lines = fulltext.street_lines(told[start : start + len(street.homes)], count).decode().split("\n")
        assert lines == [whole[f"{FOLDER}{shard}.txt"].decode().split("\n")[number] for shard in range(count)]
        start += len(street.homes)


def test_new_words_change_the_shards_of_their_pairs_alone(folder):
    folder.home("intro.md", "这里原来是锅炉房。" * 9 + "\n")
    before = reading.index(folder.site())
    assert reading.index(folder.site()) == before
    folder.home("ledger.yml", "meetings: {work: [2026-01-12]}\n")
    assert reading.index(folder.site()) == before
    folder.home("intro.md", "这里原来是锅炉房。" * 9 + "夜话\n")
    after = reading.index(folder.site())
    changed = {path for path in after if after[path] != before[path]}
    assert "homes/chaoyang/zaoying-beili/said.txt" in changed and len(changed) <= 4


def test_no_number_can_be_read_in_a_shard():
    files, *_ = read(with_stories(city(150), Random(3)))
    for path, data in files.items():
        if path.startswith(FOLDER):
            text = data.decode()
            assert not re.search(r"\d", text) and not list(detectors.find_numbers(text)), path


TEXTS = ((0x20, 0x2C0), (0x391, 0x3F0), (0x2000, 0x2100), (0x2190, 0x2400), (0x3000, 0x3190), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00),
         (0xFF00, 0xFFF0), (0x1F300, 0x1FB00), (0x20000, 0x20100))  # fmt: skip
"""What Chinese texts are written in, signs and pictures too."""


def test_letters_are_those_of_unicode():
    known = [chr(code) for first, end in TEXTS for code in range(first, end) if unicodedata.category(chr(code)) != "Cn"]
    assert [one for one in known if (" " in normalize(f"人{one}人")) != (" " in compared(f"人{one}人")[0])] == []


def test_what_may_not_be_seen_is_not_in_the_index(folder):
    folder.home("home.yml", "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\nsystem_id: 秘密编号甲\n")
    folder.home("families.yml", "- {id: zhang, family: 张家家庭, year: 2026, story: 没有同意的事迹}\n")
    folder.write(
        "press/2026-11-01-x.md", "---\ntitle: 未解禁\ndate: 2026-11-01\nembargo: 2027-01-01\n---\n未解禁的正文\n"
    )
    files, owners, told = read(folder.site())
    for secret in ("秘密编号甲", "没有同意的事迹", "张家", "未解禁"):
        assert not any(secret in text for text in told) and not reading.saying(files, owners, secret)
    assert reading.saying(files, owners, "枣营北里")


def test_a_closed_home_is_not_found(folder):
    folder.home(
        "home.yml", "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\nclosed: {on: 2026-08-01}\n"
    )
    files, owners, told = read(folder.site())
    assert sum(map(len, owners)) == len(told) == 1
    assert not reading.saying(files, owners, "枣营北里")
