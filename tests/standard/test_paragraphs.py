"""What is private takes its paragraph, item or row with it and nothing else; a review lets one finding out."""

from __future__ import annotations

import re

import pytest

from generator.standard.house import inspect, redact

from .folder import ON, build, home_of

CHILD = "女儿叫小红"
BODIES = {
    "paragraph": ("第一段。\n\n她家{0}，\n爱画画。\n\n第三段。", "第一段。\n\n\n\n第三段。"),
    "item": ("- 甲\n- {0}\n- 丙\n\n后来。", "- 甲\n- 丙\n\n后来。"),
    "nested": ("- 甲\n  - {0}\n  - 乙\n- 丙", "- 甲\n  - 乙\n- 丙"),
    "row": ("| 谁 | 说 |\n|---|---|\n| 甲 | {0} |\n| 乙 | 好 |", "| 谁 | 说 |\n|---|---|\n| 乙 | 好 |"),
    "head of a table": ("前面。\n\n| 谁 | {0} |\n|---|---|\n| 甲 | 好 |", "前面。"),
    "heading": ("## {0}\n\n正文。", "正文。"),
    "quotation": ("> 甲说。\n>\n> {0}。\n\n后来。", "> 甲说。\n>\n\n后来。"),
    "remark": ("前面。\n\n<!-- {0}\n\n也别说 -->\n\n后面。", "前面。\n\n\n\n后面。"),
    "twice": ("{0}。\n\n中间。\n\n还是{0}。", "中间。"),
    "disguised": ("中间。\n\n女儿**叫**小红。", "中间。"),
    "entities": ("中间。\n\n女儿&#21483;小红。", "中间。"),
    "all": ("{0}。", ""),
}


@pytest.mark.parametrize(("body", "left"), BODIES.values(), ids=BODIES)
def test_only_the_paragraph_goes_and_it_is_said_as_an_error(tmp_path, body, left):
    content = build(tmp_path, {"brand.md:body": body.format(CHILD)})
    inspection = inspect(home_of(content), content, ON)
    (told,) = [finding for finding in inspection.findings if finding.rule == "house.child"]
    assert told.severity == "error" and told.place.line
    assert redact(home_of(content), inspection.redacted).brand.body == re.sub(r"\n{3,}", "\n\n\n", left)


def test_two_writings_of_one_number_both_go(tmp_path):
    content = build(
        tmp_path,
        {
            "brand.md:body": "打14200012345。\n\n中间。\n\n也打 142 0001 2345。",
            "families.yml:[0].story": "好。\n\n打14200012345。",
        },
    )
    redacted = redact(home_of(content), inspect(home_of(content), content, ON).redacted)
    assert (redacted.brand.body, redacted.families[0].story) == ("中间。", "好。")


def test_two_addresses_and_two_children_are_not_taken_for_one(tmp_path):
    body = "好。\n\n家住12号楼3单元501。\n\n又住1号楼23单元501。\n\n女儿叫小红。\n\n儿子叫小明。"
    content = build(tmp_path, {"brand.md:body": body})
    inspection = inspect(home_of(content), content, ON)
    assert sorted(f.rule for f in inspection.findings) == [
        "house.child",
        "house.child",
        "house.flat-address",
        "house.flat-address",
    ]
    assert redact(home_of(content), inspection.redacted).brand.body == "好。"


def test_the_remedy_says_what_a_reviewer_writes_and_that_lets_it_out(tmp_path):
    edits = {"brand.md:body": f"第一段。\n\n她家{CHILD}，爱画画。\n\n儿子叫小明。"}
    content = build(tmp_path / "before", edits)
    remedies = [
        finding.remedy for finding in inspect(home_of(content), content, ON).findings if finding.rule == "house.child"
    ]
    entry = re.search(r"\{(.*)\}", next(remedy for remedy in remedies if "小红" in remedy))[1]
    review = dict(part.split(": ", 1) for part in entry.split(", ")) | {"on": "2026-06-01"}
    review["text"] = review["text"].strip('"')
    content = build(tmp_path / "after", edits | {"reviews/chaoyang.yml": [review]})
    inspection = inspect(home_of(content), content, ON)
    assert redact(home_of(content), inspection.redacted).brand.body == f"第一段。\n\n她家{CHILD}，爱画画。"
