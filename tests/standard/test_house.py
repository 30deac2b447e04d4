"""Rules of our own over real folders: what is found, where, and what it keeps from being published."""

from __future__ import annotations

import pytest

from generator.content.intake import take_snapshot
from generator.standard.house import HOUSE_RULES, city_inspection, forbidden_files, inspect, permits, redact
from generator.standard.house.pages import redact_pages

from .folder import GONE, JPEG, ON, build, home_of

PHOTO = {"file": "front.jpg", "caption": "正门", "alt": "大门", "credit": "妇联"}
ID = "11010519491231002X"
_OFFICE, _STORY, _BODY = "home.yml:office", "families.yml:[0].story", "brand.md:body"
_SERVICE = "home.yml:services[0]"


def _photo(**more) -> dict:
    return {"home.yml:photos[0]": PHOTO | more}


def _words(field: str, text: str) -> dict:
    return {field: text}


# rule → reason → (edits, what is withheld; None: the rule finds nothing, (): found but nothing withheld)
_CASES: dict[str, dict[str, tuple[dict, tuple[str, ...] | None]]] = {
    "house.unique": {
        "distinct": ({}, None),
        "family_twice": (
            {"families.yml:[1]": {"id": "zhang-2026", "family": "张", "year": 2026, "consent": "C-1"}}, ("families.yml:[1]",),
        ),
        "consent_twice": (
            {"consents.yml:[1]": {"id": "C-1", "obtained": "2026-01-01", "scope": ["name"]}},
            ("families.yml:[0].family", "families.yml:[0].story", "families.yml:[0]"),
        ),
        "regulation_twice": ({"regulations.yml:[6]": {"regulation": "rights", "adopted": "2026-01-01"}}, ("regulations.yml:[6]",)),
    },
    "house.old-law": {
        "none": ({}, None),
        "in_a_story": ({_STORY: "学过《婚姻法》的人家。"}, ()),
        "with_its_whole_name": ({_BODY: "讲《中华人民共和国婚姻法》。"}, ()),
        "without_brackets": ({"home.yml:summary": "婚姻法咨询"}, ()),
        "in_an_activity": ({"activities/2026-03-08-pufa.md:title": "《婚姻法》讲座"}, ()),
        "laws_on_marriage": ({_BODY: "婚姻法律咨询，婚姻家庭编。"}, None),
        "what_replaced_it": ({_BODY: "讲《民法典》婚姻家庭编。"}, None),
    },
    "house.reference": {
        "all_there": ({}, None),
        "successor": ({"home.yml:closed": {"on": "2026-08-01", "successor": "chaoyang/nowhere"}}, ("home.yml:closed.successor",)),
        "brand_photo": ({"brand.md:photos": ["gone.jpg"]}, ("photos/gone.jpg",)),
        "body_image": ({_BODY: "![x](gone.jpg)"}, ("photos/gone.jpg",)),
        "regulation_text": ({"regulations.yml:[6]": {"title": "借阅", "file": "library.md"}}, ()),
        "regulation_text_there": (
            {"regulations.yml:[6]": {"title": "借阅", "file": "library.md"}, "regulations/library.md": {"body": "一人一本。"}}, None,
        ),
        "consent": (_photo(people="adults", consent="C-9"), ("home.yml:photos[0]", "photos/front.jpg")),
        "unnamed_regulation": ({"regulations.yml:[6]": {"adopted": "2026-01-01"}}, ("regulations.yml:[6]",)),
    },
    "house.dates": {
        "past": ({"home.yml:founded": "2012-03"}, None),
        "this_month": ({"home.yml:founded": "2026-11"}, None),
        "founded_in_the_future": ({"home.yml:founded": "2032-03"}, ()),
        "today": ({"ledger.yml:care.visits": ["2026-11-23"]}, None),
        "twice": ({"ledger.yml:reports.party": ["2026-03-30", "2026-03-30"]}, ()),
        "one_day_in_two_lists": ({"ledger.yml:reports.party": ["2026-03-30", "2026-03-31"]}, None),
        "in_the_future": ({"ledger.yml:care.visits": ["2026-09-10", "2027-09-10"]}, ()),
        "one_date_in_the_future": ({"ledger.yml:general.plan": "2027-01-10"}, ()),
        "roster_in_the_future": ({"ledger.yml:rosters.women.updated": "2027-01-10"}, ()),
        "selection_in_the_future": ({"ledger.yml:family.selected": [{"date": "2027-05-15", "households": 3}]}, ()),
    },
    "house.location": {
        "inside": ({}, None),
        "citys_datum": ({f"{_OFFICE}.location.datum": GONE}, None),
        "no_datum": ({f"{_OFFICE}.location.datum": GONE, "city.yml:coordinates": GONE}, ("home.yml:office.location",)),
        "swapped": ({f"{_OFFICE}.location": {"longitude": 39.9, "latitude": 89}}, ("home.yml:office.location",)),
        "elsewhere": ({f"{_OFFICE}.location.longitude": 121.4}, ("home.yml:office.location",)),
    },
    "house.hours": {
        "morning_and_afternoon": ({}, None),
        "closed_backwards": (
            {f"{_OFFICE}.closed": [{"from": "2026-10-07", "to": "2026-10-01"}]},
            ("home.yml:office.closed[0]",),
        ),
        "same_line": ({f"{_OFFICE}.hours[0].open": ["9:00-12:00", "11:30-13:00"]}, ()),
        "other_line": ({f"{_OFFICE}.hours[1]": {"days": "周三", "open": ["17:00-19:00"]}}, ()),
        "touching": ({f"{_OFFICE}.hours[1]": {"days": "周三", "open": ["17:30-19:00"]}}, None),
        "other_day": ({f"{_OFFICE}.hours[1]": {"days": "周六", "open": ["9:00-19:00"]}}, None),
        "other_season": ({f"{_OFFICE}.hours": "工作日 夏季（5月1日至9月30日）8:30-12:00，冬季9:00-12:00"}, None),
        "same_season": ({f"{_OFFICE}.hours": "工作日 5月-9月 8:30-12:00，9月-4月 9:00-12:00"}, ()),
    },
    "house.schedule": {
        "no_schedule": ({}, None),
        "day": ({f"{_SERVICE}.schedule": "每月最后一个周五"}, None),
        "any_time": ({f"{_SERVICE}.schedule": "电话预约"}, None),
        "every_other_week": ({f"{_SERVICE}.schedule": "双周周六"}, ()),
        "market_days": ({f"{_SERVICE}.schedule": "逢五逢十"}, ()),
    },
    "house.phone": {
        "landline": ({}, None),
        "extension": ({f"{_OFFICE}.phone": "010-00001234 转 801"}, None),
        "two": ({f"{_OFFICE}.phone": "010-00001234、010-00001235"}, None),
        "four_hundred": ({f"{_OFFICE}.phone": "400-000-1234"}, None),
        "service": ({f"{_OFFICE}.phone": "12338"}, None),
        "mobile": ({f"{_OFFICE}.phone": "14200012345"}, ("home.yml:office.phone",)),
        "mobile_among": ({f"{_OFFICE}.phone": "010-00001234、142 0001 2345"}, ("home.yml:office.phone[1]",)),
        "mobile_listed": ({f"{_OFFICE}.phone": ["14200012345", "010-00001234"]}, ("home.yml:office.phone[0]",)),
        "words": ({f"{_OFFICE}.phone": "问居委会"}, ("home.yml:office.phone",)),
    },
    "house.checked": {
        "a_month_ago": ({}, None),
        "never": ({f"{_OFFICE}.checked_on": GONE}, ()),
        "too_long_ago": ({f"{_OFFICE}.checked_on": "2025-11-23"}, ()),
        "closed": ({f"{_OFFICE}.checked_on": GONE, "home.yml:closed": {"on": "2026-01-01"}}, None),
    },
    "house.photo-text": {
        "all": ({}, None),
        "no_alt": ({"home.yml:photos[0].alt": GONE}, ()),
        "no_caption": ({"home.yml:photos[0].caption": GONE}, ()),
        "no_credit": ({"home.yml:photos[0].credit": GONE}, ()),
        "family_needs_no_caption": (
            {"families.yml:[0].photo": {"file": "f.jpg", "alt": "全家", "credit": "妇联"}, "photos/f.jpg": JPEG}, None,
        ),
        "family_without_alt": (
            {"families.yml:[0].photo": {"file": "f.jpg", "credit": "妇联"}, "photos/f.jpg": JPEG}, (),
        ),
    },
    "house.photo-file": {
        "jpeg": ({}, None),
        "missing": ({"photos/front.jpg": GONE}, ("home.yml:photos[0]", "photos/front.jpg")),
        "gif_in_disguise": ({"photos/front.jpg": b"GIF89a" + b"\0" * 20}, ("home.yml:photos[0]", "photos/front.jpg")),
        "heic_in_disguise": ({"photos/front.jpg": b"\0\0\0\x18ftypheic" + b"\0" * 20}, ("home.yml:photos[0]", "photos/front.jpg")),
        "png_named_jpg": ({"photos/front.jpg": b"\x89PNG\r\n\x1a\n" + b"\0" * 20}, None),
        "empty": ({"photos/front.jpg": b""}, ("home.yml:photos[0]", "photos/front.jpg")),
        "avif_in_disguise": ({"photos/front.jpg": b"\0\0\0\x18ftypavis" + b"\0" * 20}, ("home.yml:photos[0]", "photos/front.jpg")),
        "tiff_in_disguise": ({"photos/front.jpg": b"II*\0" + b"\0" * 20}, ("home.yml:photos[0]", "photos/front.jpg")),
        "bmp_in_disguise": ({"photos/front.jpg": b"BM" + b"\0" * 20}, ("home.yml:photos[0]", "photos/front.jpg")),
        "too_large": ({"photos/front.jpg": JPEG + b"\0" * 64 * 2**20}, ("home.yml:photos[0]", "photos/front.jpg")),
        "gif": ({"home.yml:photos[0].file": "a.gif", "photos/a.gif": b"GIF89a"}, ("home.yml:photos[0]", "photos/a.gif")),
        "familys": ({"families.yml:[0].photo": {"file": "f.jpg", "alt": "全家", "credit": "妇联"}}, ("families.yml:[0].photo", "photos/f.jpg")),
    },
    "house.photo-twice": {
        "one": ({}, None),
        "other_bytes": ({"home.yml:photos[1]": PHOTO | {"file": "b.jpg"}, "photos/b.jpg": JPEG[:-1] + b"1"}, None),
        "same_bytes": ({"home.yml:photos[1]": PHOTO | {"file": "b.jpg"}, "photos/b.jpg": JPEG}, ()),
        "one_file_in_two_places": ({"families.yml:[0].photo": {"file": "front.jpg", "alt": "全家", "credit": "妇联"}}, None),
    },
    "house.photo-people": {
        "nobody": ({}, None),
        "consent": (_photo(people="adults", consent="C-1"), None),
        "no_consent": (_photo(people="adults"), ("home.yml:photos[0]", "photos/front.jpg")),
        "not_said": ({"home.yml:photos[0].people": GONE}, ("home.yml:photos[0]", "photos/front.jpg")),
        "expired": (_photo(people="adults", consent="C-1") | {"consents.yml:[0].until": "2026-11-22"}, ("photos/front.jpg",)),
        "withdrawn": (
            _photo(people="adults", consent="C-1")
            | {"withdrawals.yml": [{"home": "chaoyang/zaoying-beili", "consent": "C-1", "on": "2027-01-01"}]},
            ("photos/front.jpg",),
        ),
        "other_scope": (_photo(people="adults", consent="C-1") | {"consents.yml:[0].scope": ["name"]}, ("photos/front.jpg",)),
        "consent_of_no_minors": (_photo(people="minors", consent="C-1"), ("photos/front.jpg",)),
        "minors_without_guardian": (
            _photo(people="minors", consent="C-1") | {"consents.yml:[0].minors": 1}, ("photos/front.jpg",),
        ),
        "minors_with_guardian": (
            _photo(people="minors", consent="C-1") | {"consents.yml:[0].minors": 1, "consents.yml:[0].guardian": True}, None,
        ),
        "consents_unreadable": (_photo(people="adults", consent="C-1") | {"consents.yml": "- id: ["}, ("photos/front.jpg",)),
        "not_listed": ({"photos/other.jpg": JPEG, "brand.md:photos": ["other.jpg"]}, ("photos/other.jpg",)),
    },
    "house.mobile-consent": {
        "none": ({}, None),
        "agreed": ({f"{_OFFICE}.mobile": {"number": "14200012345", "consent": "C-1"}}, None),
        "not_agreed": (
            {f"{_OFFICE}.mobile": {"number": "14200012345", "consent": "C-1"}, "consents.yml:[0].scope": ["name"]},
            ("home.yml:office.mobile",),
        ),
    },
    "house.family-consent": {
        "agreed": ({}, None),
        "name_alone": ({"consents.yml:[0].scope": ["name"]}, None),
        "none": ({"families.yml:[0].consent": GONE}, ("families.yml:[0]",)),
    },
    "house.family-level": {
        "own": ({}, None),
        "listed": (
            {"families.yml:[0].level": "capital",
             "recognition/2026-families.yml": [{"home": "chaoyang/zaoying-beili", "family": "zhang-2026", "level": "capital"}]}, None,
        ),
        "not_listed": ({"families.yml:[0].level": "capital"}, ("families.yml:[0].level",)),
        "listed_lower": (
            {"families.yml:[0].level": "national",
             "recognition/2026-families.yml": [{"home": "chaoyang/zaoying-beili", "family": "zhang-2026", "level": "capital"}]},
            ("families.yml:[0].level",),
        ),
    },
    "house.division": {
        "districts": ({}, None),
        "anothers": ({"home.yml:division": "110108023004"}, ()),
        "too_short": ({"home.yml:division": "110105"}, ()),
    },
    "house.identity-number": {
        "in_a_story": (_words(_STORY, f"身份证{ID}。"), ("families.yml:[0].story",)),
        "broken_up": (_words(_STORY, "110105 19491231 002x"), ("families.yml:[0].story",)),
        "full_width": (_words(_STORY, "１１０１０５１９４９１２３１００２Ｘ"), ("families.yml:[0].story",)),
        "wrong_check_digit": (_words(_STORY, "110105194912310021"), None),
        "in_a_name_field_takes_the_entry": (_words("home.yml:staff.volunteer_teams[0].name", ID), ("home.yml:staff.volunteer_teams[0]",)),
    },
    "house.mobile": {
        "plain": (_words(_BODY, "请打14200012345。"), ("brand.md:body",)),
        "broken_up": (_words(_BODY, "请打 142-0001-2345"), ("brand.md:body",)),
        "with_country": (_words(_BODY, "+86 142 0001 2345"), ("brand.md:body",)),
        "in_chinese": (_words(_BODY, "一四二零零零一二三四五"), ("brand.md:body",)),
        "in_sign_up": (_words("activities/2026-03-08-pufa.md:signup", "14200012345"), ("activities/2026-03-08-pufa.md:signup",)),
        "in_a_title_takes_the_file": (_words("activities/2026-03-08-pufa.md:title", "14200012345"), ("activities/2026-03-08-pufa.md",)),
        "in_its_own_field": ({f"{_OFFICE}.mobile": {"number": "14200012345", "consent": "C-1"}}, None),
        "landline": (_words(_BODY, "请打 010-00001234，时间 2026-03-08 14:00-16:00"), None),
        "longer_number": (_words(_BODY, "编号 9142000123456"), None),
    },
    "house.bank-card": {
        "plain": (_words(_BODY, "编号6222020200112233445"), None),
        "announced": (_words(_BODY, "账号6222020200112233445"), ("brand.md:body",)),
        "luhn": (_words(_BODY, "账号 4111 1111 1111 1111"), ("brand.md:body",)),
        "dates": (_words(_BODY, "2026-03-08 2026-03-16"), None),
    },
    "house.link": {
        "mailto": (_words(_BODY, "[写信](mailto)"), ()),
        "whole": (_words(_BODY, "[写信](mailto:a@example.org)、[看](https://example.org)"), None),
    },
    "house.flat-address": {
        "home": (_words(_STORY, "住在枣营北里3号楼2单元501室。"), ("families.yml:[0].story",)),
        "chinese": (_words(_STORY, "家在五号楼三单元二零一"), ("families.yml:[0].story",)),
        "building_and_flat": (_words(_STORY, "5号楼 301 室"), ("families.yml:[0].story",)),
        "building_alone": (_words(_STORY, "在3号楼前的花园。"), None),
        "the_homes_own": (_words("activities/2026-03-08-pufa.md:place", "1号楼101室"), None),
        "office_address": ({}, None),
    },
    "house.child": {
        "name": (_words(_STORY, "女儿叫张小雨，今年上学。"), ("families.yml:[0].story",)),
        "school": (_words(_STORY, "在枣营小学三年级2班。"), ("families.yml:[0].story",)),
        "school_and_class_alone": (_words(_STORY, "在枣营小学1班。"), ("families.yml:[0].story",)),
        "kindergarten": (_words(_STORY, "上了枣营幼儿园大班。"), ("families.yml:[0].story",)),
        "small_classes": (_words(_STORY, "社区学校实行小班教学，坐3路班车。"), None),
        "school_alone": (_words(_STORY, "和枣营小学一起办活动。"), None),
        "no_name": (_words(_STORY, "孩子叫苦也不放弃，孩子报名参加。"), None),
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "edits", "withheld"),
    [(rule, *case) for rule, cases in _CASES.items() for case in cases.values()],
    ids=[f"{rule}_{reason}" for rule, cases in _CASES.items() for reason in cases],
)
def test_house_rule(tmp_path, rule, edits, withheld):
    content = build(tmp_path, edits)
    inspection = inspect(home_of(content), content, ON)
    own = [finding for finding in inspection.findings if finding.rule == rule]
    assert bool(own) == (withheld is not None), [str(f) for f in inspection.findings]
    assert set(withheld or ()) <= inspection.redacted
    severity = {"house.checked": "advice", "house.schedule": "advice", "house.family-consent": "notice", "house.link": "notice", "house.photo-twice": "notice",
                "house.old-law": "notice", "house.dates": "notice"}.get(rule, "error")  # fmt: skip
    for finding in own:
        assert finding.severity == severity and finding.message and finding.remedy and finding.home


def test_a_number_without_area_code_stays_and_is_asked_about(tmp_path):
    content = build(tmp_path, {f"{_OFFICE}.phone": "8460 1234 转 8"})
    inspection = inspect(home_of(content), content, ON)
    told = [finding for finding in inspection.findings if finding.rule == "house.phone"]
    assert [(one.severity, one.field) for one in told] == [("advice", "office.phone")] and "区号" in told[0].message
    assert "home.yml:office.phone" not in inspection.redacted


def test_a_regulation_twice_is_told_once(tmp_path):
    content = build(tmp_path, {"regulations.yml:[6]": {"regulation": "rights", "adopted": "2026-01-01"}})
    told = inspect(home_of(content), content, ON).findings
    assert [finding.field for finding in told if finding.rule == "house.unique"] == ["[6].regulation"]


def test_every_house_rule_has_both_cases():
    elsewhere = {
        "house.family-honour",
        "house.roster-file",
        "house.policy",
        "house.untouched",
        "house.copied",
        "house.grid",
        "house.approvals",
        "house.press",
    }
    assert _CASES.keys() | elsewhere == {rule.id for rule in HOUSE_RULES}
    for rule, cases in _CASES.items():
        assert any(withheld is not None for _, withheld in cases.values()), rule
        assert any(withheld is None for _, withheld in cases.values()), rule


def test_good_home_is_clean(tmp_path):
    content = build(tmp_path)
    inspection = inspect(home_of(content), content, ON)
    assert inspection.findings == () and inspection.redacted == frozenset()


def test_numbers_are_not_repeated_whole(tmp_path):
    content = build(tmp_path, _words(_STORY, ID))
    (finding,) = inspect(home_of(content), content, ON).findings
    assert ID not in str(finding) and finding.place.line


def test_withheld_hides_what_lies_beneath(tmp_path):
    content = build(tmp_path, {"photos/front.jpg": GONE})
    inspection = inspect(home_of(content), content, ON)
    assert inspection.hides("home.yml", "photos[0]") and inspection.hides("home.yml", "photos[0].alt")
    assert inspection.hides("photos/front.jpg") and not inspection.hides("home.yml", "photos")


_REVIEW = {
    "home": "chaoyang/zaoying-beili", "path": "homes/chaoyang/zaoying-beili/families.yml", "rule": "house.child",
    "text": "女儿叫张小雨", "reason": "本人和监护人同意", "by_role": "审核", "on": "2026-06-01",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "cleared"),
    [
        ({}, True), ({"path": "families.yml"}, True), ({"text": "女儿叫张小雨，今年上学。"}, True), ({"text": "女儿叫张大雨"}, False),
        ({"rule": "house.mobile"}, False), ({"path": "brand.md"}, False), ({"on": "2026-12-01"}, False), ({"home": "chaoyang/x"}, False),
    ],
    ids=["cleared", "short_path", "whole_sentence", "other_text", "other_rule", "other_file", "later", "other_home"],
)  # fmt: skip
def test_review_clears_one_finding_for_that_text(tmp_path, change, cleared):
    content = build(tmp_path, {_STORY: "女儿叫张小雨，今年上学。", "reviews/chaoyang.yml": [_REVIEW | change]})
    inspection = inspect(home_of(content), content, ON)
    assert (inspection.findings == ()) == cleared
    assert inspection.hides("families.yml", "[0].story") != cleared


def test_consents_with_one_number_are_told_apart_by_their_lines(tmp_path):
    content = build(tmp_path, {"consents.yml:[1]": {"id": "C-1", "obtained": "2026-01-01", "scope": ["name"]}})
    home = home_of(content)
    told = next(f for f in inspect(home, content, ON).findings if f.rule == "house.family-consent")
    lines = [
        n
        for n, line in enumerate((tmp_path / home.folder / "consents.yml").read_text().split("\n"), 1)
        if "C-1" in line
    ]
    assert "好几份" in told.message and f"第 {lines[0]}、{lines[1]} 行的编号一样" in told.remedy


def test_double_consent_permits_nothing(tmp_path):
    content = build(tmp_path, {"consents.yml:[1]": {"id": "C-1", "obtained": "2026-01-01", "scope": ["name"]}})
    assert not permits(home_of(content), "C-1", "name", ON)


@pytest.mark.parametrize(
    ("name", "out"),
    [("妇女名册.xlsx", True), ("信访记录.docx", True), ("activities/困难家庭.xls", True), ("photos/名册.jpg", True), ("妇情日记.md", True),
     ("方案.docx", False), ("photos/kunnan-bangfu.jpg", False), ("activities/2026-03-08-xinfang-jiedai.md", False)],
)  # fmt: skip
def test_roster_file_leaves_the_home_out(tmp_path, name, out):
    content = {name: JPEG if name.startswith("photos") else "x"}
    build(tmp_path, content)
    home = "chaoyang/zaoying-beili"
    assert [finding.rule for finding in forbidden_files(home, take_snapshot(tmp_path).of_home(home))] == [
        "house.roster-file"
    ] * out


@pytest.mark.parametrize(
    ("policy", "told"),
    [({"status": "待确认"}, True), ({"status": "现行有效", "confirmed_on": "2026-05-01"}, False), ({}, False)],
    ids=["unconfirmed", "confirmed", "not_said"],
)
def test_a_policy_that_nobody_confirmed_is_told(tmp_path, policy, told):
    inspection = city_inspection(build(tmp_path, {"city.yml:policy": {"title": "意见"} | policy}), ON)
    found = [(f.severity, f.place.path, f.field) for f in inspection.findings if f.rule == "house.policy"]
    assert found == [("notice", "city.yml", "policy.status")] * told and not inspection.redacted


def test_the_old_law_is_noticed_in_anybodys_text_at_its_place(tmp_path):
    edits = {
        "press/2026-11-01-x.md": {"title": "专题", "date": "2026-11-01", "body": "头一段。\n\n当年学《婚姻法》。"},
        "districts/chaoyang/brand.md": {"title": "区品牌", "summary": "《婚姻法》宣传"},
    }
    content = build(tmp_path, edits)
    found = [f for f in city_inspection(content, ON).findings if f.rule == "house.old-law"]
    assert {(f.place.path, f.field) for f in found} == {
        ("press/2026-11-01-x.md", "body"),
        ("districts/chaoyang/brand.md", "summary"),
    }
    place = next(f.place for f in found if f.field == "body")
    assert (tmp_path / place.path).read_text().split("\n")[place.line - 1][place.column - 1 :].startswith("婚姻法")
    left, told = redact_pages({"about.md": "# 关于\n\n《婚姻法》。\n".encode()}, content, ON)
    assert left["about.md"] == "# 关于\n\n《婚姻法》。\n".encode()
    assert [(f.rule, f.severity, f.place.line) for f in told] == [("house.old-law", "notice", 3)]


def test_federations_own_writings(tmp_path):
    feature = {"title": "专题", "date": "2026-11-01", "homes": ["chaoyang/nowhere"], "photos": ["chaoyang/zaoying-beili/gone.jpg"],
               "brand": "chaoyang/maizidian", "body": "电话14200012345"}  # fmt: skip
    edits = {
        "press/2026-11-01-x.md": feature,
        "districts/chaoyang/brand.md": {"title": "区品牌", "body": "电话14200012345"},
        "districts/chaoyang/district.yml:streets[0].phone": "14200012345",
    }
    inspection = city_inspection(build(tmp_path, edits), ON)
    assert {"press/2026-11-01-x.md:homes[0]", "press/2026-11-01-x.md:photos[0]", "press/2026-11-01-x.md:brand",
            "press/2026-11-01-x.md:body", "districts/chaoyang/brand.md:body",
            "districts/chaoyang/district.yml:streets[0].phone"} == inspection.redacted  # fmt: skip
    assert all(finding.home is None for finding in inspection.findings)


@pytest.mark.parametrize(
    "edits",
    [edits for cases in _CASES.values() for edits, withheld in cases.values() if withheld],
    ids=[f"{rule}_{reason}" for rule, cases in _CASES.items() for reason, (_, withheld) in cases.items() if withheld],
)
def test_redacted_home_has_nothing_left_to_withhold(tmp_path, edits):
    content = build(tmp_path, edits)
    home = home_of(content)
    redacted = redact(home, inspect(home, content, ON).redacted)
    again = inspect(redacted, content, ON)
    gone = {"house.reference", "house.family-consent"}  # a writing still names a photo that is not there any more
    left = [
        f
        for f in again.findings
        if f.severity != "advice" and f.rule not in gone and "consents.yml" not in f.place.path
    ]
    assert not left, list(map(str, left))


def test_redaction_takes_no_more_than_it_must(tmp_path):
    content = build(
        tmp_path, {"families.yml:[0].motto": "电话14200012345", "home.yml:also_known_as": ["好家", "14200012345"]}
    )
    home = home_of(content)
    redacted = redact(home, inspect(home, content, ON).redacted)
    assert redacted.families[0].motto is None and redacted.families[0].story == home.families[0].story
    assert redacted.profile.also_known_as == ("好家",) and redacted.profile.name == home.profile.name
    assert redacted.brand is home.brand and redact(home, frozenset()) is home


def test_name_that_may_not_be_shown(tmp_path):
    content = build(tmp_path, {"home.yml:name": "联系14200012345"})
    home = home_of(content)
    assert redact(home, inspect(home, content, ON).redacted).profile.name == "妇女之家"


@pytest.mark.parametrize(
    ("path", "at", "entries"),
    [
        (
            "districts/chaoyang/district.yml",
            "streets",
            [{"slug": "a", "name": "甲街道"}, {"slug": "@", "name": "乙街道"}],
        ),
        ("city.yml", "campaigns", [{"id": "a", "name": "甲"}, {"id": "@", "name": "乙"}]),
        ("city.yml", "honours.homes", [{"id": "a"}, {"id": "@"}]),
        ("city.yml", "honours.families", [{"id": "a"}, {"id": "@"}]),
    ],
)
@pytest.mark.parametrize("code", ["a", "b"])
def test_two_of_a_federations_list_with_one_code(tmp_path, path, at, entries, code):
    key = next(iter(entries[0]))
    field, _, inner = at.partition(".")
    listed = [entries[0], entries[1] | {key: code}]
    content = build(tmp_path, {f"{path}:{field}": {inner: listed} if inner else listed})
    inspection = city_inspection(content, ON)
    found = [(f.place.path, f.field) for f in inspection.findings if f.rule == "house.unique"]
    assert found == [(path, f"{at}[1].{key}")] * (code == "a")
    assert inspection.redacted == ({f"{path}:{at}[1]"} if code == "a" else set())
