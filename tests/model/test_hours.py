"""Opening hours in a file: as fields, as a sentence, as several; one that can't be read costs itself alone."""

from __future__ import annotations

import pytest

from generator.content.values.times import Span
from generator.content.yaml_nodes import parse
from generator.diagnostics import Finding, Severity
from generator.model.home import Office
from generator.model.reader import RecordReader

MORNING, AFTERNOON = Span(540, 690), Span(840, 1020)
WORKING = ("工作日", (MORNING, AFTERNOON), None, None, None)


def read(hours: str) -> tuple[list[tuple], RecordReader]:
    reader = RecordReader("home.yml")
    office = reader.record(parse(f"hours:{hours}\n").root, Office)
    lines = [(one.days.text, one.open, one.from_, one.to, one.holidays) for one in office.hours]
    return lines, reader


def errors(reader: RecordReader) -> list[Finding]:
    return [finding for finding in reader.findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "hours",
    [
        " 工作日 上午9点-11点半 下午2:00-5:00",
        "\n- 工作日 上午9点-11点半 下午2:00-5:00",
        "\n- 工作日 上午9点-11点半 下午2:00-5:00\n- 周六日休息",
        " 工作日上午9:00—11:30，下午14：00-17：00（法定节假日除外）",
        '\n- {days: 工作日, open: ["9:00-11:30", "14:00-17:00"]}',
        '\n- {days: 工作日, open: ["9:00-11:30", "2:00-5:00"]}',
        "\n- days: 法定工作日\n  open: 上午9:00-11:30，下午2:00-5:00",
        "\n- {days: 工作日（节假日除外）, open: [上午9点至11点半, 下午2点至5点]}",
    ],
)
def test_hours_are_the_same_however_they_are_written(hours):
    lines, reader = read(hours)
    assert lines == [WORKING] and errors(reader) == []


def test_a_season_and_public_holidays():
    lines, reader = read(
        '\n- {days: 每天, open: ["8:00-20:00"], from: 06-01, to: 9月30日, holidays: true}\n'
        '- {日子: 周一至周五, 开放时间: "9:00-17:00", 从: 10.1, 到: 05-31}'
    )
    assert lines == [
        ("每天", (Span(480, 1200),), "06-01", "09-30", True),
        ("周一至周五", (Span(540, 1020),), "10-01", "05-31", None),
    ]
    assert [finding.value for finding in reader.findings] == ["09-30", "10-01"]


def test_what_cannot_be_read_costs_itself_alone():
    lines, reader = read("\n- 周一至周五 9:00-17:00\n- 周六 看情况\n- {days: 周日, open: [9:00-11:00, 上午]}")
    assert [line[0] for line in lines] == ["周一至周五", "周日"]
    assert [(finding.place.line, finding.place.column) for finding in errors(reader)] == [(3, 3), (4, 33)]
    assert "“周六看情况”看不懂" in errors(reader)[0].message and "周六 9:00-11:30" in errors(reader)[0].remedy


def test_hours_none_of_which_can_be_read_are_no_rest():
    """A line without spans would be shown as 休息."""
    lines, reader = read("\n- {days: 周六, open: 上午}\n- {days: 周一, open: 9:00-11:30}")
    assert [line[0] for line in lines] == ["周一"]
    assert [finding.place.line for finding in errors(reader)] == [2]


def test_items_have_the_places_of_their_texts():
    _, reader = read("\n- 周一至周五 9:00-17:00\n- 周六 9:00-11:30")
    assert [reader.positions.value(f"hours[{number}]") for number in (0, 1)] == [(2, 3), (3, 3)]
    _, reader = read("\n- {days: 周一, open: [9:00-11:30, 2:00-5:00]}")
    assert [reader.positions.value(f"hours[0].open[{number}]") for number in (0, 1)] == [(2, 21), (2, 33)]


def test_a_sentence_is_noted_with_its_lines():
    _, reader = read(" 工作日 上午9点-11点半 下午2:00-5:00")
    (notice,) = reader.findings
    assert (notice.rule, notice.text) == ("house.reading", "工作日 上午9点-11点半 下午2:00-5:00")
    assert notice.value == '{days: 工作日, open: ["9:00-11:30", "14:00-17:00"]}'


def test_hours_written_as_they_are_meant_are_no_notice():
    for written in ("周六 9:00-11:30", "周六 09:00-11:30"):
        lines, reader = read(f" {written}")
        assert len(lines) == 1 and reader.findings == []
