"""A file that people keep by hand changes where something changed, and nowhere else."""

from __future__ import annotations

import difflib
from pathlib import Path
from random import Random

import pytest

from generator.content import yaml_nodes
from generator.content.text import decode
from generator.diagnostics import InvalidInput
from generator.model.documents import AdoptedRegulation
from generator.model.home import Profile
from generator.model.ledger import Ledger
from generator.office.intake.documents import patch_document
from generator.office.intake.in_full import Names
from generator.office.intake.patching import END, Edit, patch

SAMPLE = Path(__file__).resolve().parents[2] / "content"
FILE = """# 由社区维护
name: 枣营北里社区妇女之家   # 全称
kind: community

# 办公
office:
  address: 朝阳区枣营北里 1 号楼一层
  phone: [010-6500 1234]   # 白天
  hours:
    - {days: 周一至周五, open: ["09:00-11:30"]}
    # 周末不开
  notice:
services:
  - item: rights.reception   # 律师
    title: 律师坐班
    description: |
      第一段

      第二段

  - {item: family.education, title: 亲子阅读, audience: [parents, children]}
staff: {director: {name: 王秀兰, title: 主席}, full_time: 1}
venue:
  rooms:
  - 活动室
  - 调解室
# 完
"""
CASES = [
    (("name",), "新名: 字", ["-name: 枣营北里社区妇女之家   # 全称", '+name: "新名: 字"   # 全称']),
    (
        ("office", "phone"),
        ["010-1", "010-2"],
        ["-  phone: [010-6500 1234]   # 白天", "+  phone: [010-1, 010-2]   # 白天"],
    ),
    (("office", "transit"), "公交", ["+  transit: 公交"]),
    (("office", "notice", "text"), "装修", ["+    text: 装修"]),
    (("office", "address"), None, ["-  address: 朝阳区枣营北里 1 号楼一层"]),
    (("services", 0, "title"), "夜班", ["-    title: 律师坐班", "+    title: 夜班"]),
    (
        ("services", 0, "item"),
        None,
        ["-  - item: rights.reception   # 律师", "-    title: 律师坐班", "+  - title: 律师坐班"],
    ),
    (("services", 0, "description"), "甲\n乙", ["-      第一段", "-", "-      第二段", "+      甲", "+      乙"]),
    (
        ("services", 1, "title"),
        "a, b",
        [
            "-  - {item: family.education, title: 亲子阅读, audience: [parents, children]}",
            '+  - {item: family.education, title: "a, b", audience: [parents, children]}',
        ],
    ),
    (("services", 1), None, ["-  - {item: family.education, title: 亲子阅读, audience: [parents, children]}"]),
    (("services", END), {"item": "care.support"}, ["+  - {item: care.support}"]),
    (
        ("staff", "director", "name"),
        None,
        [
            "-staff: {director: {name: 王秀兰, title: 主席}, full_time: 1}",
            "+staff: {director: {title: 主席}, full_time: 1}",
        ],
    ),
    (
        ("staff", "deputies", END),
        {"name": "李敏"},
        [
            "-staff: {director: {name: 王秀兰, title: 主席}, full_time: 1}",
            "+staff: {director: {name: 王秀兰, title: 主席}, full_time: 1, deputies: [{name: 李敏}]}",
        ],
    ),
    (("venue", "rooms"), ["活动室", "书屋"], ["-  - 调解室", "+  - 书屋"]),
    (("funding", "annual_budget"), "8000", ["+funding:", "+  annual_budget: 8000"]),
    (("division",), "110105023004", ['+division: "110105023004"']),
    (("photos", END), {"file": "a.jpg"}, ["+photos:", "+  - {file: a.jpg}"]),
]


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:3] not in ("---", "+++") and not line.startswith("@@")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("path", "value", "lines"), CASES)
def test_only_the_lines_of_an_edit_change(path, value, lines, end):
    before = FILE.replace("\n", end)
    after = patch(before, [Edit(path, value)], Names(Profile))
    assert changed_lines(before, after) == lines
    assert after.count("\n") == after.count(end)


def test_entries_are_removed_by_their_numbers_as_they_were():
    after = patch(FILE, [Edit(("services", 0), None), Edit(("services", 1, "title"), "夜读")], Names(Profile))
    assert "律师" not in after and "title: 夜读" in after


def test_a_file_of_labels_keeps_them():
    text = "名称: 甲\n服务:\n- 服务事项: care.support\n  名称: 乙\n"
    edits = [Edit(("name",), "丙"), Edit(("services", 0, "title"), "丁")]
    assert patch(text, edits, Names(Profile)) == "名称: 丙\n服务:\n- 服务事项: care.support\n  名称: 丁\n"


@pytest.mark.parametrize("text", ["", "# 说明\n", "# 没有换行"])
def test_the_first_entries_of_a_list(text):
    edits = [Edit((END,), {"id": "a", "story": "甲\n乙"}), Edit((END,), {"id": "b"})]
    after = patch(text, edits, Names())
    assert after.startswith(text) and after.endswith("- id: a\n  story: |\n    甲\n    乙\n- id: b\n")


TEXTS = [
    "新的: 值", "# 井号", "- 横", "a, b", "[x]", "是", "true", "null", "~", "8:30", "甲\n乙\n\n丙", '"引号"', "it's", "* 星",
    "& 和", "! 叹", "% 百", "@ 艾", "`", "1.10", "0123", "：全角", "end:", "a #b", "|", ">", "?", "{", "]", "-", "中文“引号”",
]  # fmt: skip


def places(said, path=()):
    pairs = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for step, value in pairs:
        yield (*path, step), value
        yield from places(value, (*path, step))


def spoken(node):
    if isinstance(node, yaml_nodes.Mapping):
        return {key.text: value for key, child in node.entries if (value := spoken(child)) is not None}
    if isinstance(node, yaml_nodes.Sequence):
        return [value for child in node.items if (value := spoken(child)) is not None]
    return node.text if node else None


def test_any_text_at_any_place_of_the_sample_reads_back_as_it_is():
    random, count = Random(1), 0
    for file in sorted(SAMPLE.glob("homes/*/*/*.yml"))[::7]:
        text = decode(file.read_bytes())[0]
        found = [(path, old) for path, old in places(spoken(yaml_nodes.parse(text).root) or {}) if isinstance(old, str)]
        for path, old in random.sample(found, min(6, len(found))):
            for value in random.sample(TEXTS, 4):
                after = patch(text, [Edit(path, value)], Names())
                said = spoken(yaml_nodes.parse(after).root)
                for step in path:
                    said = said[step]
                assert said.strip() == value.strip()
                assert len(changed_lines(text, after)) <= 4 + value.count("\n") + old.count("\n")
                count += 1
    assert count > 500


def test_what_would_not_say_what_was_meant_is_refused():
    with pytest.raises(InvalidInput):
        patch("venue: 120 平方米\n", [Edit(("venue", "shared_with"), "党群中心")], Names(Profile))


IN_FULL = [
    (
        "staff:\n  director: 张丽（社区妇联主席）   # 六月换的\n  full_time: 1\n",
        (("staff", "director", "name"), "李敏"),
        "staff:\n  director:\n    name: 李敏\n    title: 社区妇联主席   # 六月换的\n  full_time: 1\n",
    ),
    (
        "staff: {director: 张丽（社区妇联主席）}\n",
        (("staff", "director", "duties"), "全面"),
        "staff: {director: {name: 张丽, title: 社区妇联主席, duties: 全面}}\n",
    ),
    (
        "staff:\n  volunteer_teams: 维权队18人、合唱队，12人   # 两支\n",
        (("staff", "volunteer_teams", 1, "members"), "15"),
        "staff:\n  volunteer_teams:\n    - {name: 维权队, members: 18}\n    - {name: 合唱队, members: 15}   # 两支\n",
    ),
    (
        "staff:\n  volunteer_teams:\n    - 维权队（18人）\n    - {name: 合唱队, members: 12}\n",
        (("staff", "volunteer_teams", 0, "members"), "20"),
        "staff:\n  volunteer_teams:\n    - {name: 维权队, members: 20}\n    - {name: 合唱队, members: 12}\n",
    ),
    (
        "services: 普法宣传、信访接待\nkind: community\n",
        (("services", END), {"item": "care.support", "title": "帮扶"}),
        "services:\n  - {item: rights.law-education, title: 普法宣传}\n  - {item: rights.reception, title: 信访接待}\n"
        "  - {item: care.support, title: 帮扶}\nkind: community\n",
    ),
    (
        "services: 普法宣传、信访接待\n",
        (("services", 0), None),
        "services:\n  - {item: rights.reception, title: 信访接待}\n",
    ),
    (
        "services: {item: care.support}\n",
        (("services", 0, "title"), "甲"),
        "services:\n  - {item: care.support, title: 甲}\n",
    ),
    (
        "office:\n  notice: 装修到月底\n",
        (("office", "notice", "until"), "2026-12-31"),
        "office:\n  notice:\n    text: 装修到月底\n    until: 2026-12-31\n",
    ),
    (
        "服务:\n- 普法宣传\n",
        (("services", 0, "place"), "一层"),
        "服务:\n- {item: rights.law-education, title: 普法宣传, place: 一层}\n",
    ),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "edit", "after"), IN_FULL)
def test_what_is_told_in_one_text_is_spelled_out_where_a_part_of_it_changes(text, edit, after, end):
    assert patch(text.replace("\n", end), [Edit(*edit)], Names(Profile)) == after.replace("\n", end)


def test_lists_and_ledgers_are_spelled_out_too():
    text = "- 日常管理制度，2025年1月10日，已上墙\n- {regulation: rights}\n"
    after = "- {regulation: management, adopted: 2025-01-10, on_wall: false}\n- {regulation: rights}\n"
    assert patch(text, [Edit((0, "on_wall"), "false")], Names(AdoptedRegulation)) == after
    text = "rosters:\n  women: 2026年3月1日，2110人\nrecords: {diary: 2026.10.30}\n"
    edits = [Edit(("rosters", "women", "count"), "2200"), Edit(("records", "diary", "updated"), "2026-11-02")]
    after = "rosters:\n  women:\n    updated: 2026-03-01\n    count: 2200\nrecords: {diary: {updated: 2026-11-02}}\n"
    assert patch(text, edits, Names(Ledger)) == after


def test_documents_keep_their_front_matter_and_line_ends():
    text = "---\r\ntitle: 甲   # 题\r\n---\r\n\r\n旧的。\r\n"
    assert patch_document(text, [Edit(("place",), "一层")], Names()) == (
        "---\r\ntitle: 甲   # 题\r\nplace: 一层\r\n---\r\n\r\n旧的。\r\n"
    )
    assert (
        patch_document(text, [], Names(), "新的。\n两行。")
        == "---\r\ntitle: 甲   # 题\r\n---\r\n\r\n新的。\r\n两行。\r\n"
    )
    assert patch_document("旧的。\n", [], Names(), "新的。") == "新的。\n"
    assert patch_document("旧的。\n", [Edit(("title",), "甲")], Names()) == "---\ntitle: 甲\n---\n旧的。\n"


HOMES_NEW = """name: 某家
# summary:   # 一句话介绍
# founded: 2012 年前后，没有查到
office:   # 办公信息
#   location:   # 位置
#     longitude:   # 经度
#     latitude:   # 纬度
#   checked_on:   # 核对日期
services:   # 服务
#   - item:   # 服务事项
#     title:   # 名称
venue:   # 活动场所
#   area:   # 面积
photos:   # 照片
#   - file:   # 文件
#     caption:   # 说明
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_field_that_stands_commented_out_is_filled_in_there(ends):
    edits = [
        Edit(("summary",), "家门口"),
        Edit(("founded",), "2012"),
        Edit(("office", "checked_on"), "2026-11-01"),
        Edit(("office", "location"), {"longitude": "116.5", "latitude": "39.5"}),
        Edit(("services", END), {"item": "rights.reception", "title": "坐班"}),
        Edit(("venue",), {"area": "30", "rooms": ["活动室"]}),
        Edit(("photos", END), {"file": "a.jpg"}),
    ]
    assert (
        patch(HOMES_NEW.replace("\n", ends), edits, Names(Profile))
        == """name: 某家
summary: 家门口
# founded: 2012 年前后，没有查到
office:   # 办公信息
  location:   # 位置
    longitude: 116.5
    latitude: 39.5
  checked_on: 2026-11-01
services:   # 服务
  - {item: rights.reception, title: 坐班}
#   - item:   # 服务事项
#     title:   # 名称
venue:   # 活动场所
  area: 30
  rooms: [活动室]
photos:   # 照片
  - {file: a.jpg}
#   - file:   # 文件
#     caption:   # 说明
founded: 2012
""".replace("\n", ends)
    )


def test_nothing_lands_between_a_field_and_what_stands_commented_out_below_it():
    text = "name: 某家\nphotos:   # 照片\n#   - file:   # 文件\n#     caption:   # 说明\n# 完\n"
    assert patch(text, [Edit(("summary",), "家门口")], Names(Profile)) == text.replace("# 完", "summary: 家门口\n# 完")


def test_what_was_filled_in_may_be_uncommented_further():
    """Whoever uncomments all that is left of a file writes no field twice."""
    after = patch(HOMES_NEW, [Edit(("summary",), "甲"), Edit(("office", "checked_on"), "2026-11-01")], Names(Profile))
    left = "\n".join(line[2:] if line.startswith("# ") else line for line in after.split("\n"))
    said = [key.text for key, _ in yaml_nodes.parse(left).root.entries]
    assert len(said) == len(set(said)) and said[-1] == "photos"
