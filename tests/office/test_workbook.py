"""The workbook: every field has a column, every value is read back, and the bytes are the same each time."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from generator.cli import main
from generator.content.values import split_list
from generator.model.choices import Choice, CityChoice
from generator.model.documents import Activity, AdoptedRegulation, Brand, Introduction, RegulationText
from generator.model.field_types import Integer, Text
from generator.model.home import Profile
from generator.model.honours import Consent, Family
from generator.model.identifiers import Identity, StreetCode
from generator.model.ledger import Ledger
from generator.model.load import Home
from generator.model.terms import ListOf, Record, terms
from generator.office.workbook import sending
from generator.office.workbook.book import Book
from generator.office.workbook.columns import SHEETS, headings
from generator.office.workbook.writing import FIRST_ROW, HEAD_ROW, KEY_ROW, write
from tests.conftest import CITY, HOME

SAMPLE = Path(__file__).resolve().parents[2] / "content"
DISTRICTS = sorted(path.name for path in (SAMPLE / "homes").iterdir())
RECORDS = {
    "": Profile,
    "intro.": Introduction,
    "brand.": Brand,
    "activities[].": Activity,
    "regulations[].": AdoptedRegulation,
    "regulations[].text.": RegulationText,
    "consents[].": Consent,
    "families[].": Family,
}
BODIES = {"intro.body", "brand.body", "activities[].body", "regulations[].text.body"}
IN_ONE_CELL = {"office.hours", "brand.results", "brand.featured_in"}


def leaves(record: type, at: str):
    """The paths of all fields below a record; those of a list of records with []."""
    for t in terms(record).values():
        path = f"{at}{t.key}"
        listed = isinstance(t.kind, ListOf) and isinstance(t.kind.of, Record) and path not in IN_ONE_CELL
        if isinstance(t.kind, Record):
            yield from leaves(t.kind.of, f"{path}.")
        elif listed:
            yield from leaves(t.kind.of.of, f"{path}[].")
        else:
            yield path


class Sheet:
    """A sheet of data as it is read: rows by key."""

    def __init__(self, rows: list[list[Any]]):
        self.keys = [key for key in rows[KEY_ROW] if key not in (None, "")]
        cells = [[None if cell == "" else cell for cell in row] for row in rows[FIRST_ROW:]]
        self.rows = [dict(zip(self.keys, row, strict=False)) for row in cells]

    def told(self) -> dict[str, dict[str, Any]]:
        return {row["#row"]: row for row in self.rows if row["#row"]}


@cache
def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


@cache
def sheets(data: bytes) -> dict[str, Sheet]:
    return {
        sheet.title: Sheet([list(row) for row in sheet.iter_rows(values_only=True)])
        for sheet in opened(data)
        if sheet.sheet_state == "visible" and sheet.title != "填写说明"
    }


def codes(data: bytes) -> dict[str, dict[str, str]]:
    """Key → what is shown → code, of the hidden sheet."""
    columns = list(opened(data)["_名单"].iter_cols(values_only=True))
    return {
        shown[0]: {name: code or "" for name, code in zip(shown[1:], meant[1:], strict=True) if name}
        for shown, meant in zip(columns[::2], columns[1::2], strict=True)
    }


@cache
def sample(district: str) -> tuple[sending.Chosen, dict[bool, tuple[Book, bytes]]]:
    chosen = sending.choose(SAMPLE, district, lambda total: lambda home: None)
    made = [(book, write(book, chosen.federation)) for _, book in sending.books(chosen, False, True)]
    return chosen, {book.private: (book, data) for book, data in made}


def read(cell: Any, kind: Any, names: dict[type, dict[str, str]]) -> Any:
    """The value of a cell: how docs/workbook.md says it is written."""
    if cell is None:
        return kind.absent
    if isinstance(kind, ListOf) and kind.together and "｜" not in plain(cell):
        return kind.together.read(plain(cell))
    if isinstance(kind, ListOf) and isinstance(kind.of, Record):
        return tuple(record(line, kind.of.of, names) for line in cell.split("\n"))
    if isinstance(kind, ListOf):
        return tuple(read(one, kind.of, names) for one in parts(str(plain(cell)), kind.of))
    text = plain(cell)
    if isinstance(kind, CityChoice):  # as the city calls them
        return names[CityChoice].get(text, text) if kind.of == "campaigns" else kind.read(text)
    if mapped := names.get(type(kind)):
        return mapped.get(text, text)
    return kind.read(text)


def plain(cell: Any) -> str:
    return cell.date().isoformat() if isinstance(cell, dt.datetime) else str(cell)


def parts(text: str, kind: Any) -> tuple[str, ...]:
    if isinstance(kind, Text) and "\n" in text:
        return tuple(text.splitlines())
    return kind.split(text) if hasattr(kind, "split") else split_list(text, kind.separators)


def record(line: str, of: type, names: dict[type, dict[str, str]]) -> Any:
    cells = line.split("｜")
    pairs = zip(terms(of).items(), [*cells, *[None] * 9], strict=False)
    return of(**{name: read(cell or None, t.kind, names) for (name, t), cell in pairs})


def test_every_field_of_a_home_has_one_column():
    keys = [column.key for sheet in SHEETS for column in sheet.columns]
    assert len(set(keys)) == len(keys)
    assert set(keys) == {leaf for at, of in RECORDS.items() for leaf in leaves(of, at)} | BODIES


def test_every_field_of_the_ledger_has_one_cell():
    _, books = sample("chaoyang")
    for home in books[True][0].homes:
        rows = [row for row in sheets(books[True][1])["台账"].rows if (row["#row"] or "").startswith(f"{home}:")]
        fields = [row[key] for row in rows for key in ("#date-field", "#count-field") if row[key]]
        assert len(set(fields)) == len(fields)
        bare = {field.replace("[0]", "[]") for field in fields}
        assert {one for one in bare if "[1]" not in one and "[2]" not in one and "[3]" not in one} == set(
            leaves(Ledger, "ledger.")
        )


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_headings_are_told_apart(sheet):
    written = [column.heading for column in sheet.columns]
    assert len(set(written)) == len(written)
    known = headings(sheet)
    assert all(known[column.heading] == column.key for column in sheet.columns)


@pytest.mark.parametrize(
    ("heading", "key"),
    {
        "街道（乡镇）": "street", "名称": "name", "类别": "kind", "地址": "office.address", "负责人": "staff.director.name",
        "电话": "office.phone", "面积": "venue.area", "开放时间": "office.hours", "经费": "funding.annual_budget",
        "成立时间": "founded", "年度": None, "原因": None, "备注": None, "说明": None,
    }.items(),
)  # fmt: skip
def test_what_else_people_write_over_a_column(heading, key):
    assert headings(SHEETS[0]).get(heading) == key


def count_read_back(chosen: sending.Chosen, books: dict[bool, tuple[Book, bytes]]) -> Counter[str]:
    """How often each column holds a value; each is compared with what its cell reads as."""
    names = {
        StreetCode: codes(books[False][1])["street"],
        Identity: {home.profile.name: home.identity for home in chosen.homes},
        CityChoice: {name: code for code, name in chosen.own.standard.campaigns.items()},
    }
    read_sheets = {private: sheets(data) for private, (_, data) in books.items()}
    seen: Counter[str] = Counter()
    for sheet in SHEETS:
        rows = read_sheets[sheet.private][sheet.name].told()
        for home in chosen.homes:
            for at, entry in sheet.entries(home):
                row = rows.pop(f"{home.identity}:{at}" if at else home.identity)
                assert row.get("#home", home.profile.name) == home.profile.name
                for column in sheet.columns:
                    value = column.value(entry)
                    came = read(row[column.key], column.term.kind, names)
                    assert came == value or (value is None and came == column.term.kind.absent) or value in ("", ()), (
                        column.key
                    )
                    seen[column.key] += value not in (None, "", ())
        assert rows == {}
    return seen


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_value_of_the_sample_is_read_back(district):
    chosen, books = sample(district)
    assert count_read_back(chosen, books).total() > 50 * len(chosen.homes)


PLAIN = {
    "Boolean": "是", "Date": "2026-10-20", "Dates": "2026-11-20", "FileName": "front.jpg", "Identity": "chaoyang/old",
    "Month": "2012-03", "MonthDay": "06-01", "Number": "39.5", "Recurrence": "每周三 14:00-16:00", "Slug": "zhang-2026",
    "StreetCode": "maizidian", "Telephone": "010-0000 1234", "Text": "“甲”与乙：A&B <丙>", "TimeSpan": "9:00-11:30",
    "Times": "14:00-16:00", "WebAddress": "https://example.org/a", "Weekdays": "周一至周五",
}  # fmt: skip


def value_of(kind: Any) -> str:
    """Something that may stand in a field, as YAML."""
    if isinstance(kind, ListOf):
        return f"[{value_of(kind.of)}]"
    if isinstance(kind, Choice):
        return next(iter(kind.names), "march8")
    if isinstance(kind, Integer):
        return "2026" if kind.minimum else "12"
    text = next(PLAIN[of.__name__] for of in type(kind).__mro__ if of.__name__ in PLAIN)
    return json.dumps(text[: getattr(kind, "max_length", None)], ensure_ascii=False)


def filled(record: type, **given: str) -> str:
    """A record with every field, as a flow mapping of YAML."""
    fields = []
    for t in terms(record).values():
        if isinstance(t.kind, Record):
            value = filled(t.kind.of)
        elif isinstance(t.kind, ListOf) and isinstance(t.kind.of, Record):
            value = f"[{filled(t.kind.of.of)}]"
        else:
            value = value_of(t.kind)
        fields.append(f"{t.key}: {given.get(t.key, value)}")
    return "{" + ", ".join(fields) + "}"


def test_every_field_is_written_and_read_back(folder):
    folder.write("city.yml", CITY + "campaigns: [{id: march8, name: 三八维权周}]\n")
    folder.home("home.yml", filled(Profile))
    folder.home("intro.md", f"---\n{filled(Introduction)}\n---\n一段。\n\n又一段。\n")
    folder.home("brand.md", f"---\n{filled(Brand)}\n---\n故事\n")
    folder.home("activities/2026-11-20-ke.md", f"---\n{filled(Activity)}\n---\n报道\n")
    folder.home("regulations.yml", f"- {filled(AdoptedRegulation, file='library.md')}\n")
    folder.home("regulations/library.md", f"---\n{filled(RegulationText)}\n---\n正文\n")
    folder.home("consents.yml", f"- {filled(Consent)}\n")
    folder.home("families.yml", f"- {filled(Family)}\n")
    folder.home("ledger.yml", filled(Ledger))
    chosen = sending.choose(folder.root, "chaoyang/zaoying-beili", lambda total: lambda home: None)
    made = [(book, write(book, chosen.federation)) for _, book in sending.books(chosen, False, True)]
    books = {book.private: (book, data) for book, data in made}
    seen = count_read_back(chosen, books)
    assert [column.key for sheet in SHEETS for column in sheet.columns if not seen[column.key]] == []
    for row in sheets(books[True][1])["台账"].told().values():
        again = row["#row"].endswith("[1]")  # the row to add to
        for field, cell in ((row["#date-field"], row["#date"]), (row["#count-field"], row["#count"])):
            assert (cell is not None) == bool(field and not again), row["#row"]


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_day_and_number_of_the_ledgers_is_read_back(district):
    chosen, books = sample(district)
    rows = sheets(books[True][1])["台账"].told().values()
    found: dict[tuple[str, str], Any] = {}
    for row in rows:
        home = row["#row"].partition(":")[0]
        for field, cell in ((row["#date-field"], row["#date"]), (row["#count-field"], row["#count"])):
            if field and cell is not None:
                found[home, field] = plain(cell)
    wanted = {}
    for home in chosen.homes:
        if home.ledger:
            wanted |= {(home.identity, at): text for at, text in written(home.ledger, Ledger, "ledger")}
    assert found == wanted


def written(value: Any, of: type, at: str):
    for name, t in terms(of).items():
        inner, path = getattr(value, name), f"{at}.{t.key}"
        if isinstance(t.kind, Record) and inner is not None:
            yield from written(inner, t.kind.of, path)
        elif isinstance(t.kind, ListOf) and isinstance(t.kind.of, Record):
            for number, one in enumerate(inner):
                yield from written(one, t.kind.of.of, f"{path}[{number}]")
        elif inner not in (None, ()):
            yield path, "、".join(map(str, inner)) if isinstance(inner, tuple) else str(inner)


def test_calamine_reads_what_openpyxl_reads():
    for book, data in sample("chaoyang")[1].values():
        other = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for filled in book.sheets:
            rows = other.get_sheet_by_name(filled.name).to_python(skip_empty_area=False)
            assert Sheet(rows).keys == sheets(data)[filled.name].keys
            mine, theirs = sheets(data)[filled.name].told(), Sheet(rows).told()
            assert mine.keys() == theirs.keys()
            for at, row in mine.items():
                for key, cell in row.items():
                    came = theirs[at][key]
                    if isinstance(cell, dt.datetime):
                        assert came == cell.date()
                    else:
                        assert came == cell


def test_the_bytes_are_the_same_each_time_and_the_number_is_that_of_what_it_says(folder):
    def made() -> tuple[str, bytes]:
        chosen = sending.choose(folder.root, "chaoyang", lambda total: lambda home: None)
        ((_, book),) = sending.books(chosen, False, False)
        return book.number, write(book, chosen.federation)

    first = made()
    assert made() == first
    folder.home("home.yml", HOME + "summary: 老小区里的一间大屋\n")
    assert made()[0] != first[0]
    with zipfile.ZipFile(io.BytesIO(first[1])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


NASTY = ["A&B <x>", "=1+1", "+86", "@here", "'先", "_x0041_", "2026-03-08", "1E5", "007"]


@pytest.mark.parametrize("text", NASTY)
def test_a_text_stays_what_it_is(folder, text):
    folder.home("home.yml", HOME + f'summary: "{text}"\n')
    chosen = sending.choose(folder.root, "chaoyang/zaoying-beili", lambda total: lambda home: None)
    ((_, book),) = sending.books(chosen, False, False)
    (row,) = sheets(write(book, chosen.federation))["基本情况"].told().values()
    assert row["summary"] == text


def test_texts_that_hold_a_mark_stand_in_lines(folder):
    folder.home("home.yml", HOME + "venue:\n  rooms: [二层，有电梯, 图书角]\n")
    folder.home("home.yml", HOME + "venue:\n  rooms: ['二层，有电梯']\n", "chaoyang/bystander")
    chosen = sending.choose(folder.root, "chaoyang", lambda total: lambda home: None)
    ((_, book),) = sending.books(chosen, False, False)
    rows = sheets(write(book, chosen.federation))["基本情况"].told()
    rooms = {home.identity: home.profile.venue.rooms for home in chosen.homes}
    assert {identity: parts(row["venue.rooms"], Text(20)) for identity, row in rows.items()} == rooms


HOURS = {
    '[{days: 周一至周五, open: ["9:00-11:30", "13:30-17:30"]}, {days: 周六, open: ["9:00-11:30"]}]':
        "周一至周五 9:00-11:30、13:30-17:30\n周六 9:00-11:30",
    '[{days: 每天, open: ["8:00-20:00"], from: 06-01, to: 09-30, holidays: true}]':
        "6月1日至9月30日 每天 8:00-20:00\n节假日照常开放",
    '[{days: 周日, open: ["8:00-20:00"], holidays: true}, {days: 周一, open: ["8:00-20:00"]}]':
        "周日｜8:00-20:00｜｜｜是\n周一｜8:00-20:00",
}  # fmt: skip


@pytest.mark.parametrize(("hours", "cell"), HOURS.items())
def test_hours_are_as_on_the_door(folder, hours, cell):
    folder.home("home.yml", HOME + f"office:\n  hours: {hours}\n")
    chosen = sending.choose(folder.root, "chaoyang/zaoying-beili", lambda total: lambda home: None)
    ((_, book),) = sending.books(chosen, False, False)
    (row,) = sheets(write(book, chosen.federation))["基本情况"].told().values()
    assert row["office.hours"] == cell
    kind = terms(type(chosen.homes[0].profile.office))["hours"].kind
    assert read(cell, kind, {}) == chosen.homes[0].profile.office.hours


def test_homes_of_one_name_are_told_apart(folder):
    for slug, street in (("a", "maizidian"), ("b", "wangjing"), ("c", "wangjing")):
        folder.home("home.yml", HOME.replace("maizidian", street).replace("枣营", "同名"), f"chaoyang/{slug}")
    chosen = sending.choose(folder.root, "chaoyang", lambda total: lambda home: None)
    ((_, book),) = sending.books(chosen, False, False)
    name = "同名北里社区妇女之家"
    called = {f"{name}（麦子店街道）": "a", f"{name}（望京街道）（b）": "b", f"{name}（望京街道）（c）": "c"}
    found = codes(write(book, chosen.federation))["#home"]
    assert {shown: home for shown, home in found.items() if name in shown} == {
        shown: f"chaoyang/{slug}" for shown, slug in called.items()
    }


def test_it_can_be_sorted_filtered_and_chosen_from():
    for _, data in sample("chaoyang")[1].values():
        workbook = opened(data)
        assert [sheet.title for sheet in workbook if sheet.sheet_state == "hidden"] == ["_表", "_名单"]
        for sheet in workbook:
            assert not sheet.protection.sheet
        for name in sheets(data):
            sheet = workbook[name]
            assert sheet.auto_filter.ref.startswith(f"A{HEAD_ROW + 1}:")
            assert sheet.freeze_panes == f"C{FIRST_ROW + 1}"
            assert sheet.row_dimensions[KEY_ROW + 1].hidden
            assert sheet.column_dimensions["A"].hidden
    lists = {
        validation.formula1: str(validation.sqref)
        for validation in opened(sample("chaoyang")[1][False][1])["服务"].data_validations.dataValidation
        if validation.type == "list"
    }
    assert [formula for formula in lists if formula.startswith("'_名单'!$")] and '"是,否"' not in lists


def run(*arguments: object):
    return CliRunner().invoke(main, ["workbook", *map(str, arguments)])


def test_the_command_writes_the_books_and_keeps_what_it_sent(folder, tmp_path):
    out = tmp_path / "out" / "信息表.xlsx"
    done = run("chaoyang", "--private", "--out", out, "--content", folder.root)
    assert done.exit_code == 0, done.output
    own = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in own] == ["信息表-内部资料-不发微信.xlsx", "信息表.xlsx"]
    kept = folder.root.parent / ".homes-inbox" / "sent"
    assert {path.read_bytes() for path in kept.iterdir()} == {path.read_bytes() for path in own}
    assert kept.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (*kept.iterdir(), *own)} == {0o600}
    for path in own:
        about = dict(opened(path.read_bytes())["_表"].iter_rows(values_only=True, max_col=2))
        assert (kept / f"{about['number']}.xlsx").read_bytes() == path.read_bytes()
        assert f"表号 {about['number']}，2 家" in done.output
        assert about["book"] == ("private" if "内部" in path.name else "public")
        assert (about["scope"], about["kind"], about["homes"]) == ("chaoyang", "district", "2")
    first = opened(own[0].read_bytes())["填写说明"]
    assert any("不用微信" in str(cell) for row in first.iter_rows(values_only=True) for cell in row)


def test_a_book_a_street(folder, tmp_path):
    folder.home("home.yml", HOME.replace("maizidian", "wangjing"), "chaoyang/wangjing")
    done = run("chaoyang", "--by", "street", "--out", tmp_path / "表.xlsx", "--content", folder.root)
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["表-望京街道.xlsx", "表-麦子店街道.xlsx"]
    assert sheets((tmp_path / "表-望京街道.xlsx").read_bytes())["基本情况"].told().keys() == {"chaoyang/wangjing"}


def test_a_home_that_cannot_be_read_is_named_and_the_others_are_sent(folder, tmp_path):
    folder.home("home.yml", "name: [\n", "chaoyang/broken")
    done = run("chaoyang", "--out", tmp_path / "表.xlsx", "--content", folder.root)
    assert done.exit_code == 0 and "没有放进去：chaoyang/broken" in done.output
    assert len(sheets((tmp_path / "表.xlsx").read_bytes())["基本情况"].told()) == 2


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["nowhere", "--out", "a.xlsx"], "没有“nowhere”这个区", 2),
        (["chaoyang/nobody", "--out", "a.xlsx"], "没有“chaoyang/nobody”这个妇女之家", 2),
        (["chaoyang", "--out", "a.xls"], "不是 Excel 文件的名字", 2),
        (["chaoyang/bystander", "--by", "street", "--out", "a.xlsx"], "不用加 --by street", 2),
        (["chaoyang", "--out", "content/a.xlsx"], "在内容文件夹里", 2),
    ],
)
def test_what_it_refuses(folder, tmp_path, monkeypatch, arguments, words, status):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments, "--content", folder.root)
    assert (done.exit_code, words in done.output) == (status, True), done.output
    assert not list(tmp_path.rglob("*.xls*"))


def test_a_home_without_anything_else_has_a_book(folder):
    chosen = sending.choose(folder.root, "chaoyang/bystander", lambda total: lambda home: None)
    assert isinstance(chosen.homes[0], Home)
    for _, book in sending.books(chosen, False, True):
        told = sheets(write(book, chosen.federation))
        assert told.keys() == {filled.name for filled in book.sheets}
