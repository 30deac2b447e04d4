"""The papers of a round, on the sample's two years: what is filed, read back and held to the content."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from generator import reading
from generator.cli import main
from generator.documents.lists import Listing, breadth, shown
from generator.model.field_types import BEIJING
from generator.model.recognition import Opinion
from generator.office.reports import file_names, filing, honours, plan, round_papers, rounds
from generator.pipeline import BuildOptions
from generator.standard.rounds import RoundsCase

CONTENT = Path(__file__).parent.parent.parent / "content"
DAY = dt.datetime(2026, 11, 20, 12, tzinfo=BEIJING)
INTERNAL = "工作资料 不得外传"


@pytest.fixture(scope="module")
def sample():
    return reading.assess(BuildOptions(CONTENT, DAY, workers=1))


@pytest.fixture(scope="module")
def case(sample):
    return RoundsCase(sample.content, DAY.date())


@pytest.fixture(scope="module")
def papers(sample, case):
    """Path → bytes of the round of 2025."""
    return dict(round_papers.papers(sample, case, 2025))


def text_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def tables_of(data: bytes) -> list[list[list[str]]]:
    """Tables of a document, row by row."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(data)).tables
    ]


def sheets_of(data: bytes) -> dict[str, list[list[str]]]:
    """Name of a sheet → its rows below title and note, as texts."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    plain = lambda value: value.date() if isinstance(value, dt.datetime) else value  # noqa: E731
    return {
        sheet.title: [[shown(plain(cell)) for cell in row] for row in sheet.iter_rows(min_row=3, values_only=True)]
        for sheet in book
    }


def whole(data: bytes) -> str:
    """All parts of a document or book, or the text."""
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def round_file(name: str):
    return yaml.safe_load((CONTENT / f"recognition/{name}.yml").read_text("utf-8"))


def test_a_districts_pack_is_read_back_equal(sample, case, papers):
    scope = next(one for one in filing.scopes(sample, case, 2025) if one.district == "tongzhou")
    made = filing.listings(scope)
    book = sheets_of(papers["备案/2025/通州区/通州区_2025年度_考核结果和名册.xlsx"])
    assert list(book) == [one.title for one in made]
    assert list(book) == ["考核结果", "市级名册", "区级名册", "重新认定", "摘牌和递补", "实地抽查"]
    for one in made:
        rows = one.rows or [("无", *[None] * (len(one.head) - 1))]
        assert book[one.title] == [list(one.head), *([shown(value) for value in row] for row in rows)]
    printed = tables_of(papers["备案/2025/通州区/通州区_2025年度_考核结果和名册.docx"])
    assert printed == [rows for rows in book.values() if rows[1][0] != "无"] and len(printed) == 5


def test_a_districts_pack_says_what_the_content_says(case, papers):
    book = sheets_of(papers["备案/2025/通州区/通州区_2025年度_考核结果和名册.xlsx"])
    own, name = round_file("2025-tongzhou"), lambda home: case.content.homes[home].profile.name
    results = [row for row in book["考核结果"][1:] if row[0] == "区级"]
    assert [(row[3], float(row[5]), row[-3]) for row in results] == [
        (name(a["home"]), a["result"], str(a["papers"])) for a in own["applications"]
    ]
    decided = {
        (row[3], row[-1] if len(row) > 6 else "") for sheet in ("重新认定", "摘牌和递补") for row in book[sheet][1:]
    }
    assert decided == {(name(r["home"]), name(r["substitute"]) if "substitute" in r else "") for r in own["renewals"]}
    gone = {name(r["home"]) for r in own["renewals"] if r["decision"] == "delisted"}
    roster = [row[3] for row in book["区级名册"][1:]]
    assert (
        set(map(name, own["recognised"])) <= set(roster) and not gone & set(roster) and "兴贸物流园妇女之家" in roster
    )


def test_results_show_what_each_is_based_on(sample, case, papers):
    head, *rows = sheets_of(papers["备案/2025/通州区/通州区_2025年度_考核结果和名册.xlsx"])["考核结果"]
    assert head[6:13] == ["活动场所", "骨干力量", "经费保障", "服务设施", "长效机制", "特色活动", "台账资料"]
    standing = sample.homes["tongzhou/yufangli"].standing
    (row,) = (
        one for one in rows if one[3] == case.content.homes["tongzhou/yufangli"].profile.name and one[0] == "区级"
    )
    team = [r.id for r in standing.rules if r.have == "team" and not r.advice and standing.outcomes[r.id].counts]
    assert row[7] == f"{len([id for id in team if standing.outcomes[id].value == 'met'])}/{len(team)}"


def test_a_roster_shows_the_first_decision_and_the_renewal_apart(case, papers):
    head, *rows = sheets_of(papers["备案/2025/通州区/通州区_2025年度_考核结果和名册.xlsx"])["市级名册"]
    assert head[4:] == ["认定年度", "认定日期", "认定文号", "重新认定日期", "重新认定文号"]
    name = case.content.homes["tongzhou/binhecun"].profile.name
    (row,) = (one for one in rows if one[3] == name)
    first = round_file("2024-city")
    assert row[4:] == ["2024", str(first["decided_on"]), first["document"], "2025-12-08", "通妇发〔2025〕30号"]


def test_a_filing_says_whose_it_is_what_is_in_it_and_where_the_seal_goes(papers):
    for place, sender in (("全市", "北京市妇女联合会"), ("通州区", "通州区妇女联合会")):
        title, head, _, contents, *_, signed, _, seal, day = text_of(
            papers[f"备案/2025/{place}/{place}_2025年度_考核结果和名册.docx"]
        ).split("\n")
        assert title.endswith("年度“示范妇女之家”考核结果和名册")
        assert head == f"填报单位：{sender}　　填报日期：2026 年 11 月 20 日" and day == "2026 年 11 月 20 日"
        assert contents.startswith("目录：一、考核结果（") and "五、摘牌和递补（" in contents
        assert signed.startswith("填报人：") and seal == f"{sender}（盖章）"


@pytest.mark.parametrize(
    ("name", "federation", "expected"),
    [
        ("哈尔滨市", "哈尔滨市妇女联合会", "道里区妇女联合会"),
        ("哈尔滨市", "市妇联", "道里区妇联"),
    ],
)
def test_a_districts_federation_is_called_as_the_citys(sample, name, federation, expected):
    content = sample.content
    district = dataclasses.replace(content.districts["chaoyang"], name="道里区")
    city = dataclasses.replace(content.city, name=name, federation=federation)
    other = dataclasses.replace(content, city=city, districts={**content.districts, "chaoyang": district})
    case = RoundsCase(other, DAY.date())
    assert filing.Scope(case, case, {}, frozenset(), 2025, "chaoyang").sender == expected
    assert filing.Scope(case, case, {}, frozenset(), 2025).sender == federation


def test_days_documents_and_short_words_are_not_broken(papers):
    """Of each table of each document, a column is as wide as what must stand on a line."""
    seen = set()
    for path, data in papers.items():
        if not path.endswith(".docx"):
            continue
        for table in docx.Document(io.BytesIO(data)).tables:
            for row in table.rows:
                for cell in row.cells:
                    runs = [run for paragraph in cell.paragraphs for run in paragraph.runs]
                    for line in cell.text.split("\n"):
                        if re.fullmatch(r"\d{4}-\d\d-\d\d|\w+〔\d{4}〕\d+号|候补第 \d", line):
                            seen.add(line)
                            assert breadth(line) * runs[0].font.size.mm + 4 < cell.width.mm, (path, line)
    assert {"2025-12-18", "京妇发〔2025〕19号", "候补第 1"} <= seen


def test_a_table_without_room_is_as_wide_as_its_columns_need():
    full = Listing("", ("甲", "乙"), (("2025-12-18", "2025-12-18"),), (1, 1))
    least = full.fitted(1)
    assert least[0] == least[1] > 10 and sum(full.fitted(200)) == pytest.approx(200)


def test_books_print_on_the_width_of_a_page(papers):
    for path, data in papers.items():
        if path.endswith(".xlsx"):
            for sheet in openpyxl.load_workbook(io.BytesIO(data)):
                assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1), path
                assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_the_citys_pack_has_all_districts_in_order_of_their_code(case, papers):
    rows = sheets_of(papers["备案/2025/全市/全市_2025年度_考核结果和名册.xlsx"])["市级名册"][1:]
    order = [case.content.districts[slug].name for slug in rounds.in_order(case)]
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), key=order.index) and order[0] == "东城区"
    held = {home for home, levels in RoundsCase(case.content, dt.date(2025, 12, 31)).history.plaques.items()
            if "city" in levels and levels["city"].holding}  # fmt: skip
    assert len(rows) == len(held)


def test_the_notice_names_who_is_to_be_recognised_and_no_score(case, papers):
    said = text_of(papers["备案/2025/全市/全市_2025年度_市级公示稿.docx"])
    names = [case.content.homes[home].profile.name for home in round_file("2025-city")["recognised"]]
    assert all(name in said for name in names) and f"下列 {len(names)} 个妇女之家" in said
    assert "征求" in said and "得分" not in said and said.rstrip().splitlines()[-2] == "北京市妇女联合会"
    assert not [path for path in papers if re.fullmatch("备案/2025/全市/.*区级公示稿.*", path)]


def test_names_are_put_up_before_they_are_decided(sample):
    """With the names and without `decided_on`: a draft to put up, and no plaque."""
    rounds_before = [
        dataclasses.replace(one, decided_on=None, document=None) if (one.year, one.by) == (2025, "city") else one
        for one in sample.content.rounds
    ]
    case = RoundsCase(dataclasses.replace(sample.content, rounds=tuple(rounds_before)), dt.date(2025, 12, 12))
    (city, *_) = filing.scopes(sample, case, 2025)
    (draft,) = (data for path, data in filing.papers(city) if path.endswith("市级公示稿.docx"))
    names = round_file("2025-city")["recognised"]
    assert all(case.content.homes[one].profile.name in text_of(draft) for one in names)
    assert "公示时间：2025 年 12 月 11 日至 2025 年 12 月 17 日。" in text_of(draft)
    assert not [one for one in names if "city" in case.history.plaques.get(one, {})]


def test_the_contents_name_every_file_with_its_checksum(papers):
    folders = {path.rpartition("/")[0] for path in papers if path.startswith("备案/")}
    assert len(folders) == 17
    for folder in folders:
        listed = papers[f"{folder}/清单.txt"].decode("utf-8-sig")
        files = {path: data for path, data in papers.items() if path.startswith(f"{folder}/") and "清单" not in path}
        assert all(
            path.rpartition("/")[2] in listed and hashlib.sha256(data).hexdigest() in listed
            for path, data in files.items()
        )
        assert f"共 {len(files)} 个文件" in listed and "\r\n" in listed


def test_what_is_filed_has_no_internal_mark_and_nothing_of_anybodys_own(case, papers):
    homes = case.content.homes.values()
    staff = {home.profile.staff.director.name for home in homes if home.profile.staff and home.profile.staff.director}
    for path, data in papers.items():
        if path.startswith("备案/"):
            said = whole(data)
            assert INTERNAL not in said and not [name for name in staff if name and name in said], path
            assert not re.search(r"(?<![0-9a-f])1[3-9]\d{9}(?![0-9a-f])|homes/|generator", said), path


def test_the_plan_says_who_holds_each_paper_and_what_is_late(sample, case):
    papers = dict(round_papers.papers(sample, case, 2026))
    book = sheets_of(papers["计划/2026/全市_2026年度_评定计划.xlsx"])
    applied = next(row for row in book["时间安排"] if row[:2] == ["市级", "申报"])
    assert applied[3:] == ["2026-11-06", "16/16", "已办好"]
    step = next(row for row in book["时间安排"] if row[:2] == ["市级", "区妇联意见"])
    assert step[2:] == ["区妇联", "2026-11-20", "11/16", "今天到期"]
    held = {row[3]: row for row in book["材料现在在谁手里"] if row[0] == "市级"}
    name = lambda home: case.content.homes[home].profile.name  # noqa: E731
    waiting_for_district, waiting_for_city = name("fengtai/xingwu"), name("chaoyang/maitianli")
    assert held[waiting_for_district][4:] == ["区妇联意见", "区妇联", "2026-11-11", "2026-11-20", "今天到期"]
    assert held[waiting_for_city][4:] == ["材料审核", "市妇联", "2026-11-20", "2026-11-30", "还有 10 天"]
    later = RoundsCase(sample.content, dt.date(2026, 11, 25))
    (scope,) = (one for one in filing.scopes(sample, later, 2026) if one.district == "fengtai")
    rows = next(one.rows for one in plan.listings(scope) if "在谁手里" in one.title)
    assert rows[0][3] == waiting_for_district and rows[0][-1] == "逾期 5 天"
    assert {row[1] for row in book["备案"][1:]} == {""} and book["备案"][1][-2:] == ["2026-12-25", "还有 35 天"]
    waiting = [row for row in book if "等重新认定" in row]
    assert len(book[waiting[0]]) > 2 and book[waiting[0]][1][-2] == "2026-12-15"
    assert all(INTERNAL in whole(data) for path, data in papers.items() if path.startswith("计划/"))


def test_who_is_drawn_waits_for_the_visit_and_a_refusal_ends_the_way(sample, case):
    (scope,) = (one for one in filing.scopes(sample, case, 2026) if one.district == "chaoyang")
    level, round = next(scope.rounds())
    given = {"applied": DAY.date(), "papers": DAY.date(), "city_opinion": Opinion(DAY.date(), "同意")}
    one = dataclasses.replace(next(a for a in round.applications if a.home == "chaoyang/maitianli"), **given)
    assert plan.holding(scope, level, round, one).step.field == "spot_check"
    visited = dataclasses.replace(one, spot_check=DAY.date())
    assert plan.holding(scope, level, round, visited).step.field == "decided_on"
    refused = dataclasses.replace(one, district_opinion=Opinion(DAY.date(), "不同意"))
    assert plan.holding(scope, level, round, refused).state == "区妇联不同意"


def test_an_inspection_sheet_has_each_duty_with_room_for_what_is_found(sample, case):
    sheets = {path: data for path, data in round_papers.papers(sample, case, 2026) if path.startswith("抽查/")}
    applied = {a["home"] for a in round_file("2026-city")["applications"]}
    assert {Path(path).stem for path in sheets} == {file_names.of_homes(case.content)[home] for home in applied}
    data = sheets["抽查/2026/朝阳区_麦子店街道_麦田里社区妇女之家.docx"]
    rows = [row for table in tables_of(data) for row in table[1:]]
    standing = sample.homes["chaoyang/maitianli"].standing
    counting = [r for r in standing.rules if not r.advice and r.have and standing.outcomes[r.id].counts]
    assert len(rows) == len(counting) > 30 and all(row[1] and row[2] and not row[3] for row in rows)
    assert {row[0].partition("：")[0] for row in rows} == {rule.title for rule in counting}
    missed = {rule.title for rule in standing.duties_missed}
    assert {row[0].partition("：")[0] for row in rows if row[4]} == missed
    assert INTERNAL in whole(data)


def test_the_list_of_honours_names_the_document_and_no_family_that_did_not_agree(sample, case):
    papers = dict(round_papers.papers(sample, case, 2026))
    book = sheets_of(papers["表彰/2026/全市_2026年度_表彰名单.xlsx"])
    entries = yaml.safe_load((CONTENT / "recognition/2026-families.yml").read_text("utf-8"))
    assert len(book["家庭"]) - 1 == len([one for one in entries if "document" in one])
    assert book["家庭"][1][0] == "全国" and book["家庭"][1][-1] == "妇字〔2026〕15号"
    assert text_of(papers["表彰/2026/全市_2026年度_表彰名单.docx"]).startswith("北京市 2026 年度表彰名单\n")
    first = filing.scopes(sample, case, 2026)[0]
    assert book["妇女之家"][1:] == [["区级", *first.where("huairou/liwu"), "怀妇发〔2026〕18号"]]
    home = case.content.homes["chaoyang/zaoying-beili"]
    family = next(one for one in home.families if one.id == "zhang-2026").family
    assert family in {row[5] for row in book["家庭"]}
    silent = {**case.content.homes, home.identity: dataclasses.replace(home, consents=())}
    without = RoundsCase(dataclasses.replace(case.content, homes=silent), case.on)
    (scope,) = (one for one in filing.scopes(sample, without, 2026) if one.district == "chaoyang")
    names = {row[5] for row in honours.listings(scope)[1].rows}
    assert family not in names and "某某家庭" in names


def test_the_round_is_written_beside_what_is_there(tmp_path):
    out = tmp_path / "reports"
    command = ["report", "--content", str(CONTENT), "--as-of", "2026-11-20", "--out", str(out)]
    assert (
        "没有 2019 年的评定，有记录的是 2024、2025、2026 年"
        in CliRunner().invoke(main, [*command, "--round", "2019"]).output
    )
    assert not out.exists()
    for year in ("2025", "2026", "2025"):
        assert CliRunner().invoke(main, [*command, "--round", year]).exit_code == 0
    assert (out / "备案/2025/全市/清单.txt").is_file() and (out / "备案/2026/全市/清单.txt").is_file()


def test_twice_the_same_bytes(sample, papers):
    assert dict(round_papers.papers(sample, RoundsCase(sample.content, DAY.date()), 2025)) == papers
