"""What is written well and can't be meant: each becomes a finding at its place."""

from __future__ import annotations

import json

import pytest

from generator.content.mangled import broken_text, conflict, page_code
from generator.content.markdown import render
from generator.diagnostics import Severity
from generator.office.findings import as_json
from tests.conftest import HOME

OWN = "chaoyang/zaoying-beili"


def told(folder, file: str = "home.yml") -> list[tuple[int | None, int | None, str, str]]:
    """Place, rule and message of a file's findings, without what the standard asks for."""
    found = [f for f in folder.assess().findings if f.place.path == f"homes/{OWN}/{file}" and f.rule[:6] == "house."]
    return [(f.place.line, f.place.column, f.rule, f.message) for f in found if f.severity is not Severity.NOTICE]


ODD = {
    "2:00-5:00": "凌晨",
    "[2:00-5:00]": "凌晨",
    "[14:00-17:00, 9:00-11:00]": "时间却更早",
}


@pytest.mark.parametrize("slots", ODD)
def test_hours_at_night_or_out_of_order_are_asked_about(folder, slots):
    folder.home("home.yml", f"{HOME}office:\n  checked_on: 2026-11-01\n  hours:\n  - days: 周一\n    open: {slots}\n")
    ((line, _, rule, message),) = told(folder)
    assert (line, rule) == (8, "house.hours") and ODD[slots] in message


def test_a_day_of_checking_that_is_yet_to_come_is_an_error(folder):
    folder.home("home.yml", HOME + "office: {checked_on: 2027-10-20}\n")
    ((_, _, rule, message),) = told(folder)
    assert rule == "house.checked" and "还没有到" in message
    assert folder.view().office.checked_on is None


OFFICE = "office: {address: 某街 1 号, phone: 010-00001234, checked_on: 2026-11-01}\n"


def test_a_copied_folder_is_told_of_both(folder):
    folder.home("home.yml", HOME + OFFICE)
    folder.home("home.yml", HOME + OFFICE, "chaoyang/copy")
    found = [f for f in folder.assess().findings if f.rule == "house.copied"]
    assert {(f.home, f.severity, f.place.line) for f in found} == {
        (OWN, Severity.ERROR, 1),
        ("chaoyang/copy", Severity.ERROR, 1),
    }
    folder.home("home.yml", HOME + OFFICE.replace("1234", "1235"), "chaoyang/copy")
    assert not [f for f in folder.assess().findings if f.rule == "house.copied"]


def test_a_division_code_is_used_once(folder):
    code = 'division: "110105023004"\n'
    folder.home("home.yml", HOME + code)
    folder.home("home.yml", HOME.replace("枣营北里", "另一家") + code, "chaoyang/other")
    found = [f for f in folder.assess().findings if f.rule == "house.division"]
    assert [(f.home, f.place.line) for f in found] == [("chaoyang/other", 4), (OWN, 4)]


@pytest.mark.parametrize("code", ["11010", "1101O5", "110105"])
def test_a_districts_code_has_six_digits_and_is_its_own(folder, code):
    folder.write(
        "districts/haidian/district.yml",
        f'name: 海淀区\ncode: "{code}"\nstreets: [{{slug: yanyuan, name: 燕园街道}}]\n',
    )
    found = [f for f in folder.assess().findings if f.rule == "house.division"]
    assert [(f.place.path, f.place.line) for f in found] == [("districts/haidian/district.yml", 2)]


BROKEN = ["妇女\ufffd家", "锟斤拷锟斤拷", "濡囧コ涔嬪", "å¦‡å¥³ä¹‹å®¶"]


@pytest.mark.parametrize("text", BROKEN)
def test_broken_text_is_an_error_and_stays_in(folder, text):
    folder.home("home.yml", f"{HOME}summary: {text}\n")
    folder.home("intro.md", f"第一段。\n\n第二段{text}。\n")
    ((line, column, _, message),) = [one for one in told(folder) if one[2] == "house.shape"]
    assert (line, column) == (4, 10) and "乱码" in message
    ((line, column, _, message),) = told(folder, "intro.md")
    assert (line, column) == (3, 4 + max(text.find("\ufffd"), 0)) and "乱码" in message
    view = folder.view()
    assert not view.summary and not view.introduction


@pytest.mark.parametrize("text", ["锛子、凿子", "café", "São Paulo", "Ångström", "锟"])
def test_rare_letters_are_letters(text):
    assert broken_text(text) is None


@pytest.mark.parametrize(
    "text", ["<p>第一段</p>", "第一段&nbsp;第二段", '<span style="color:red">红</span>', "一<br/>二"]
)
def test_pasted_html_is_told_where_it_stands(folder, text):
    folder.home("intro.md", f"第一段。\n\n看 {text}\n")
    ((line, _, rule, message),) = told(folder, "intro.md")
    assert (line, rule) == (3, "house.shape") and "网页的代码" in message


@pytest.mark.parametrize("text", ["1 < 2 & 3 > 2", "<https://example.org/>", "A&B", "<!-- 说明 -->", "《<》"])
def test_signs_are_no_html(text):
    assert page_code(text) is None
    render(text)


def test_what_systems_leave_behind_is_neither_read_nor_counted(folder):
    for path in ("__MACOSX/homes/._x", "homes/__MACOSX/a/home.yml", "homes/chaoyang/__MACOSX/._home.yml"):
        folder.write(path, b"\0\x05\x16\x07")
    for name in ("__MACOSX/._home.yml", "Thumbs.db", "photos/desktop.ini", ".DS_Store", "@eaDir/x.jpg"):
        folder.home(name, b"\0\x05\x16\x07")
    assessment = folder.assess()
    assert set(assessment.homes) == {OWN, "chaoyang/bystander"}
    assert not [f for f in assessment.findings if "MACOSX" in f.place.path or f.rule == "house.file"]
    assert set(json.loads(as_json(assessment, ()))["homes"]) == set(assessment.homes)


def test_hours_past_midnight_overlap_those_of_the_next_day(folder):
    office = f"{HOME}office:\n  checked_on: 2026-11-01\n  hours: "
    folder.home("home.yml", f"{office}[周日 22:00-次日2:00, 周一 1:30-8:00]\n")
    assert ("house.hours", "周日的 22:00–次日 2:00 和 1:30–8:00 重叠") in [row[2:] for row in told(folder)]
    folder.home("home.yml", f"{office}[周日 22:00-次日2:00, 周一 9:00-11:00]\n")
    assert told(folder) == []


def test_hours_of_a_season_may_stand_in_the_place_of_the_usual_ones(folder):
    """The lines of the format's own description."""
    office = f"""{HOME}office:
  checked_on: 2026-11-01
  hours:
    - {{days: 周一至周五, open: ["09:00-11:30", "13:30-17:30"]}}
    - {{days: 周六, open: ["09:00-11:30"]}}
    - {{days: 每天, open: ["08:00-20:00"], from: 06-01, to: 09-30, holidays: true}}
"""
    folder.home("home.yml", office)
    assert told(folder) == []
    folder.home("home.yml", f'{office}    - {{days: 周六, open: ["09:00-10:00"], from: 09-01, to: 10-31}}\n')
    assert [row[2:] for row in told(folder)] == [("house.hours", "周六的 8:00–20:00 和 9:00–10:00 重叠")]


def test_no_message_shows_the_place_of_a_word(folder):
    folder.home("困难家庭名册.xls", b"x")
    shown = [str(finding) for finding in folder.assess().findings]
    assert any("这个妇女之家先不公开" in line for line in shown)
    assert not [line for line in shown if "{" in line]


def test_what_a_consent_says_of_itself_is_known(folder):
    folder.home("families.yml", "- {id: one, family: 欧阳卿家庭, year: 2026, consent: F-1}\n")
    entry = "id: F-1, obtained: 2026-01-01, scope: [name, story]"
    folder.home("consents.yml", f"- {{{entry}, signed: 3, separate: true, form: '2', kept_at: 办公室}}\n")
    assert told(folder, "consents.yml") == told(folder, "families.yml") == []


@pytest.mark.parametrize("notice", ["装修期间请到二层", "{text: 装修期间请到二层}"])
def test_a_notice_without_an_end_is_asked_about(folder, notice):
    folder.home("home.yml", f"{HOME}office: {{checked_on: 2026-11-01, notice: {notice}}}\n")
    ((_, _, rule, message),) = told(folder)
    assert rule == "house.hours" and "没有写到哪天为止" in message
    folder.home("home.yml", f"{HOME}office: {{checked_on: 2026-11-01, notice: {{text: 请到二层, until: 长期}}}}\n")
    assert told(folder) == []


FAMILY = "- {{id: {id}, family: 李××家庭, year: {year}, story: 好, consent: {consent}}}\n"
CONSENT = "- {{id: {id}, obtained: 2026-01-02, scope: [name, story, photo], adults: 2{more}}}\n"


def test_a_consent_that_there_is_not_is_answered_with_those_that_there_are(folder):
    folder.home("home.yml", HOME + OFFICE)
    folder.home("consents.yml", CONSENT.format(id="C-2026-001", more=", minors: 1, guardian: ×"))
    for consent, remedy in (("C-2026-01", "是不是“C-2026-001”"), ("甲乙丙", "登记过的有 C-2026-001")):
        folder.home("families.yml", FAMILY.format(id="li", year=2026, consent=consent))
        assert [remedy in f.remedy for f in folder.assess().findings if f.rule == "house.reference"] == [True]
    folder.home("families.yml", FAMILY.format(id="li", year=2026, consent="C-2026-001"))
    assert ["监护人签字" in f.remedy for f in folder.assess().findings if f.rule == "house.family-consent"] == [True]


def test_a_consent_is_named_by_its_family(folder):
    photo = "photos: [{file: a.jpg, people: adults, consent: 李××家庭, alt: 一家人, caption: 一家人, credit: 社区}]\n"
    folder.home("home.yml", HOME + OFFICE + photo)
    folder.home("consents.yml", CONSENT.format(id="C-1", more="") + CONSENT.format(id="C-2", more=""))
    folder.home("families.yml", FAMILY.format(id="li", year=2026, consent="C-1"))
    found = folder.assess().findings
    assert ("李××家庭", "C-1") in [(f.text, f.value) for f in found if f.rule == "house.reading"]
    assert not [f for f in found if f.rule in ("house.reference", "house.photo-people")]
    folder.home(
        "families.yml",
        FAMILY.format(id="li", year=2026, consent="C-1") + FAMILY.format(id="li-2", year=2025, consent="C-2"),
    )
    both = [f.remedy for f in folder.assess().findings if f.rule == "house.reference" and "2 份" in f.message]
    assert len(both) == 1 and "C-1" in both[0] and "C-2" in both[0]


def test_a_home_that_cannot_be_read_is_told_of_its_other_files_too(folder):
    folder.home("home.yml", "name：枣营\n")
    folder.home("families.yml", "- {id: li, family: 李家}\n")
    folder.home("activities/2026-03-05-x.md", "---\ntitle: 讲座\ndate: 三月初五\n---\n")
    assessment = folder.assess()
    assert assessment.homes[OWN] is None
    paths = {f.place.path.partition(OWN)[2] for f in assessment.findings if f.severity is Severity.ERROR and f.home}
    assert paths == {"/home.yml", "/families.yml", "/activities/2026-03-05-x.md"}


def test_an_activity_and_a_service_at_night_are_asked_about(folder):
    folder.home("home.yml", HOME + "services:\n- {item: 普法宣传, schedule: 每周三 2:00-4:00}\n")
    folder.home(
        "activities/2026-10-10-a.md", "---\ntitle: 讲座\ndate: 2026-10-10\ntime: 2:00-4:00\n---\n来了四十人。\n"
    )
    assert [one[2:] for one in told(folder) if one[2] == "house.schedule"] == [
        ("house.schedule", "2:00–4:00 是凌晨 2:00 开始")
    ]
    assert [one[2:] for one in told(folder, "activities/2026-10-10-a.md")] == [
        ("house.hours", "2:00–4:00 是凌晨 2:00 开始")
    ]


@pytest.mark.parametrize("text", ["标题\n=======\n正文", "<<<<<<<", "a <<<<<<< b", "<<<<<<<< 八个"])
def test_only_the_marks_of_two_versions_are_told(text):
    assert (conflict(text) is not None) == (text == "<<<<<<<")
