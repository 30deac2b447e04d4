"""The record of approvals: what it says was approved last, and what doubt costs."""

from __future__ import annotations

import json

import pytest

from generator.model.approvals import AGREED, RETURNED, Approval, load

A, B, C = (letter * 64 for letter in "abc")
ONE, TWO = "chaoyang/one", "chaoyang/two"


def approval(home: str, after: str | None, before: str | None = None, decision: str = AGREED) -> Approval:
    return Approval("s", home, 1, "区妇联", decision, "", "2026-11-20", ("home.yml:name",), before, after)


def record(*made: Approval) -> list[str]:
    lines, previous = [], None
    for one in made:
        lines.append(f"- {json.dumps(one.as_entry(previous), ensure_ascii=False)}")
        previous = one.digest(previous)
    return lines


def read(*lines: str, path: str = "approvals/2026-11.yml"):
    return load({path: "".join(f"{line}\n" for line in lines).encode(), "approvals/versions/x.yml": b"no record"})


def approved(*lines: str) -> dict[str, str]:
    return {home: version.digest for home, version in read(*lines).approved.items()}


def test_the_last_version_that_was_agreed_to_counts():
    lines = record(approval(ONE, A), approval(TWO, B), approval(ONE, C, A), approval(TWO, None, None, RETURNED))
    assert approved(*lines) == {ONE: C, TWO: B} and not read(*lines).broken


def test_what_was_undone_is_not_approved_any_more():
    assert approved(*record(approval(ONE, A), approval(ONE, C, A), approval(ONE, A, C, RETURNED))) == {ONE: A}
    assert approved(*record(approval(ONE, A), approval(ONE, None, A, RETURNED))) == {}
    assert approved(*record(approval(ONE, A), approval(ONE, None, A))) == {}


def test_stages_before_the_last_approve_nothing():
    assert approved(*record(approval(ONE, A), approval(ONE, None), approval(ONE, C, A))) == {ONE: C}


@pytest.mark.parametrize("number", range(3))
def test_an_entry_that_was_changed_costs_itself_and_its_neighbour(number: int):
    lines = record(approval(ONE, A), approval(TWO, B), approval(ONE, C, A), approval(TWO, A, B))
    lines[number] = lines[number].replace("区妇联", "市妇联")
    found = read(*lines)
    assert [finding.place.line for finding in found.broken] == [number + 2]
    assert approved(*lines) == [{ONE: C, TWO: A}, {ONE: A, TWO: A}, {ONE: A, TWO: B}][number]
    assert ONE in found.broken[0].remedy and TWO in found.broken[0].remedy


def test_an_entry_that_is_gone_is_noticed_where_the_next_stands():
    lines = record(approval(ONE, A), approval(TWO, B), approval(ONE, C, A))
    assert [finding.place.line for finding in read(*lines[1:]).broken] == [1]
    assert [finding.place.line for finding in read(lines[0], lines[2]).broken] == [2]
    assert approved(lines[0], lines[2]) == {}


def test_a_line_that_cannot_be_read_costs_itself():
    lines = record(approval(ONE, A), approval(TWO, B), approval(ONE, C, A))
    lines[1] = lines[1][:40]
    found = read(*lines)
    assert [finding.place.line for finding in found.unreadable] == [2] and not found.broken
    assert approved(*lines) == {ONE: C}


def test_other_yaml_means_the_same():
    entry = approval(ONE, A)
    text = f"""
- previous: null
  submission: s
  home: {ONE}
  stage: 1
  by_role: 区妇联
  decision: agreed
  reason: ""
  on: 2026-11-20
  fields: [home.yml:name]
  before: null
  after: {A}
- {json.dumps(approval(TWO, B).as_entry(entry.digest(None)), ensure_ascii=False)}"""
    found = read(text)
    assert approved(text) == {ONE: A, TWO: B} and not found.broken and not found.unreadable


def test_months_follow_each_other():
    first, second = record(approval(ONE, A), approval(ONE, C, A))
    texts = {"approvals/2026-11.yml": first.encode(), "approvals/2026-12.yml": f"{second}\n".encode()}
    assert not load(texts).broken and load(texts).month == "2026-12"
    assert [finding.place.path for finding in load({"approvals/2026-12.yml": second.encode()}).broken]


@pytest.mark.parametrize(
    "text", ["", "- ", "- []", "a: b", "- {home: x}", "- 1", "[" * 50, "- {a: {b: c}}", "\x00", "- &a [*a]"]
)
def test_nothing_in_it_stops_reading(text: str):
    found = read(text, *record(approval(ONE, A)))
    assert found.entries == () or found.approved == {} or found.approved[ONE].digest == A
