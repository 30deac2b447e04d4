"""A slip costs the field that it is in, and nothing else; what can be understood is, and says so."""

from __future__ import annotations

import json

import pytest

from generator.content.intake import take_snapshot
from generator.diagnostics import Severity
from generator.model.files import LastGoodText
from generator.model.load import load_federation, load_home
from generator.office.findings import as_json

HOME = "chaoyang/zaoying-beili"
BASE = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n"
DAY = "2026-11-01"


def load(folder, **last_good: str):
    """The home and its findings; `last_good`: texts of its files of an earlier day, by name."""
    snapshot = take_snapshot(folder.root)
    known = {f"homes/{HOME}/{name.replace('_', '.')}": LastGoodText(text, DAY) for name, text in last_good.items()}
    loaded = load_home(snapshot, HOME, load_federation(snapshot), lambda: known)
    return loaded.home, loaded.findings


# a slip in home.yml, the field that it costs, and what stays
SLIPS = {
    "number": ("venue: {area: 很大, rooms: [活动室]}\n", "venue.area", lambda home: home.profile.venue.rooms),
    "yes": ("facilities: {sign: 还行, plaque: √}\n", "facilities.sign", lambda home: home.profile.facilities.plaque),
    "date": ("office: {checked_on: 前几天, address: 一号楼}\n", "office.checked_on", lambda home: home.profile.office.address),
    "list-item": ("services:\n- {item: 修鞋}\n- {item: 普法宣传}\n", "services[0].item", lambda home: home.profile.services),
    "shape": ("office: 在一楼\nfounded: 2012\n", "office", lambda home: home.profile.founded),
    "twice": ("founded: 2012\n成立时间: 2013\n", "founded", lambda home: home.profile.founded),
}  # fmt: skip


@pytest.mark.parametrize(("text", "field", "rest"), SLIPS.values(), ids=SLIPS)
def test_a_slip_costs_its_field_and_the_home_is_published(folder, text, field, rest):
    folder.home("home.yml", BASE + text)
    home, findings = load(folder)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert [finding.field for finding in errors] == [field]
    assert home is not None and rest(home)
    assert folder.assess().homes[HOME].home is not None
    assert [view.identity for view in folder.site().homes] == ["chaoyang/bystander", HOME]


def test_what_the_home_cannot_be_without_leaves_it_out(folder):
    for text in (BASE.replace("community", "小区"), BASE.replace("street: maizidian\n", ""), "name: [\n"):
        folder.home("home.yml", text)
        assert load(folder)[0] is None


def test_its_last_good_value_stands_in_and_says_so(folder):
    folder.home("home.yml", BASE + "venue: {area: 很大}\noffice: {address: 二号楼, transit: [\u202e]}\nsummary: 新的\n")
    older = BASE + "venue: {area: 120}\noffice: {address: 一号楼, transit: 公交 8 路}\nsummary: 旧的\n"
    home, findings = load(folder, home_yml=older)
    assert (home.profile.venue.area, home.profile.office.transit) == (120, "公交 8 路")
    assert (home.profile.office.address, home.profile.summary) == ("二号楼", "新的")
    kept = {finding.field: finding.message for finding in findings if finding.rule == "house.kept"}
    assert kept.keys() == {"venue.area", "office.transit"}
    assert kept["venue.area"] == "用的是 2026 年 11 月 1 日收下的旧内容"


def test_a_street_that_nobody_knows_is_the_one_it_was(folder):
    folder.home("home.yml", BASE.replace("maizidian", "maizidan") + "summary: 新的\n")
    home, findings = load(folder, home_yml=BASE)
    assert (home.profile.street, home.profile.summary) == ("maizidian", "新的")
    assert any(finding.severity is Severity.ERROR and finding.field == "street" for finding in findings)


FAMILIES = "- {id: zhang, family: 张××家庭, year: 2026, motto: 和气}\n- {id: li, family: 李××家庭, year: 2025}\n"


def test_an_entry_of_a_list_falls_back_by_its_id(folder):
    folder.home("families.yml", FAMILIES.replace("2026", "今年").replace("李××", "李某某"))
    home, _ = load(folder, families_yml=FAMILIES)
    assert {family.id: (family.family, family.year) for family in home.families} == {
        "zhang": ("张××家庭", 2026),
        "li": ("李某某家庭", 2025),
    }
    home, _ = load(folder)
    assert [family.id for family in home.families] == ["li"]


def test_doubt_about_what_keeps_something_back_keeps_it_back(folder):
    folder.home("families.yml", FAMILIES.replace("motto: 和气", "revoked: 上个月"))
    home, _ = load(folder, families_yml=FAMILIES)
    assert [family.id for family in home.families] == ["li"]
    folder.home("home.yml", BASE + "photos:\n- {file: a.jpg, people: 好几个}\n- {file: b.jpg, people: 无}\n")
    assert [photo.file for photo in load(folder)[0].profile.photos] == ["b.jpg"]


def test_in_consents_a_slip_closes_the_whole(folder):
    folder.home(
        "consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [name]}\n- {id: C-2, obtained: 前天, scope: [name]}\n"
    )
    assert load(folder)[0].consents is None


def test_a_value_of_the_ledger_costs_the_rules_that_read_it(folder):
    folder.home("ledger.yml", "meetings: {work: [2026-01-12, 上周], council: 2026-06-20}\n")
    home, _ = load(folder, ledger_yml="meetings: {work: [2025-01-12]}\n")
    assert [str(day) for day in home.ledger.meetings.work] == ["2026-01-12"]
    assert home.ledger.meetings.council


# text, the field, what it is read as, and the notice's value
READ = {
    "venue: {area: 约120㎡}": ("venue.area", lambda home: home.profile.venue.area == 120, "120"),
    "funding: {annual_budget: 1.2万元}": ("funding.annual_budget", lambda home: home.profile.funding.annual_budget == 12000, "12000"),
    "kind: 行政村": ("kind", lambda home: home.profile.kind == "village", "village"),
    "street: 麦子店街道": ("street", lambda home: home.profile.street == "maizidian", "maizidian"),
    "office: {accessibility: 坡道}": ("office.accessibility[0]", lambda home: home.profile.office.accessibility == ("step-free",), "step-free"),
    "office: {location: '116.47,39.94'}": ("office.location", lambda home: home.profile.office.location.latitude == 39.94, "{longitude: 116.47, latitude: 39.94}"),
    "office: {location: {longitude: 116°26′, latitude: 39.94}}": ("office.location.longitude", lambda home: home.profile.office.location.longitude == 116.4333333, "116.4333333"),
    "staff: {director: 王秀兰}": ("staff.director", lambda home: home.profile.staff.director.name == "王秀兰", "{name: 王秀兰}"),
    "services: [{item: 心理疏导}]": ("services[0].item", lambda home: home.profile.services[0].item == "rights.reception", "rights.reception"),
    "office: {notice: {text: 修路, until: 长期}}": ("office.notice.until", lambda home: home.profile.office.notice.until is None, ""),
    "services: [{item: 普法宣传, fee: 不收费}]": ("services[0].fee", lambda home: home.profile.services[0].fee == "免费", "免费"),
    "founded: 二〇一二年三月": ("founded", lambda home: home.profile.founded == "2012-03", "2012-03"),
}  # fmt: skip


# what one text tells of a record of ledger.yml, and of an adopted regulation: day, count or wall
TOLD_IN_ONE = {
    "2026年3月1日，12人": ("2026-03-01", 12),
    "2026-03-01 12名": ("2026-03-01", 12),
    "2026年3月1日12人": ("2026-03-01", 12),
    "2026.3.1（共1,012人）": ("2026-03-01", 1012),
    "2,110人": (None, 2110),
    "2026-03-01": ("2026-03-01", None),
    "2026-03-0112人": (None, None),
    "3月1日，12人": (None, None),
}


@pytest.mark.parametrize("text", TOLD_IN_ONE)
def test_a_roster_may_be_one_text(folder, text):
    folder.home("home.yml", BASE)
    folder.home("ledger.yml", f"rosters: {{hardship: '{text}'}}\nrecords: {{diary: 2026-10-30}}\n")
    home, _ = load(folder)
    roster, (day, count) = home.ledger.rosters.hardship, TOLD_IN_ONE[text]
    assert (roster.updated and str(roster.updated), roster.count) == (day, count)
    assert str(home.ledger.records.diary.updated) == "2026-10-30"


def test_a_regulation_may_be_one_text(folder):
    folder.home("home.yml", BASE)
    written = ["日常管理制度，2025年1月10日，已上墙", "妇女代表联系制度（2025-1-10通过，√）", "宣传培训制度 2025.1.10"]
    folder.home("regulations.yml", "".join(f"- {text}\n" for text in (*written, "志愿服务制度", "图书借阅制度")))
    home, findings = load(folder)
    assert [(one.regulation, one.adopted and str(one.adopted), one.on_wall) for one in home.regulations] == [
        ("management", "2025-01-10", True),
        ("liaison", "2025-01-10", True),
        ("publicity", "2025-01-10", None),
        ("volunteers", None, None),
        (None, None, None),
    ]
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert [finding.place.line for finding in errors] == [5]
    assert "title: 图书借阅制度" in errors[0].remedy


@pytest.mark.parametrize(
    ("name", "proposed"),
    {
        "20261113 家风讲座.md": "2026-11-13-jia-feng-jiang-zuo.md",
        "2026年5月1日歌会.md": "2026-05-01-ge-hui.md",
        "讲座.md": "2026-11-20-jiang-zuo.md",
    }.items(),
)
def test_a_name_of_a_file_or_entry_is_proposed(folder, name, proposed):
    folder.home("home.yml", BASE)
    folder.home(f"activities/{name}", "---\ntitle: 讲座\ndate: 2026-11-13\n---\n")
    folder.home("families.yml", "- {id: 刘家 2026, family: 刘××家庭, year: 2026}\n")
    remedies = {f.place.path.rpartition("/")[2]: f.remedy for f in load(folder)[1] if f.severity is Severity.ERROR}
    assert proposed in remedies[name]
    assert "liu-jia-2026 " in remedies["families.yml"]


@pytest.mark.parametrize("text", READ)
def test_what_was_interpreted_is_a_notice_with_both(folder, text):
    field, holds, value = READ[text]
    own = [line for line in BASE.splitlines() if not line.startswith(text.partition(":")[0] + ":")]
    folder.home("home.yml", "\n".join([*own, text]) + "\n")
    home, _ = load(folder)
    assert holds(home)
    assessment = folder.assess()
    rows = [
        row
        for row in json.loads(as_json(assessment, assessment.findings))["findings"]
        if row["rule"] == "house.reading"
    ]
    assert [(row["field"], row["value"], row["severity"]) for row in rows] == [(field, value, "notice")]
    assert rows[0]["text"] in text.replace("'", "")


def test_people_are_told_in_words(folder):
    folder.home("home.yml", BASE.replace("community", "社区居委会") + "staff: {director: 王秀兰}\n")
    told = [finding.message for finding in load(folder)[1] if finding.rule == "house.reading"]
    assert told == ["“社区居委会”按“社区”算", "“王秀兰”按“姓名 王秀兰”算"]


def test_lists_are_parted_by_the_marks_that_people_use(folder):
    folder.home(
        "home.yml",
        BASE + "venue: {rooms: 活动室（一、二层）、图书角}\nservices:\n- {item: 普法宣传, audience: 家长、儿童}\n",
    )
    home, findings = load(folder)
    assert home.profile.venue.rooms == ("活动室（一、二层）", "图书角")
    assert home.profile.services[0].audience == ("parents", "children")
    assert not findings


def test_swapped_coordinates_are_asked_about(folder):
    folder.home("home.yml", BASE + "office: {location: {longitude: 39.94, latitude: 116.47}}\n")
    home, findings = load(folder)
    assert "写反" in findings[0].message and home.profile.office.location is None


def test_a_home_may_be_named_where_its_identity_is_wanted(folder):
    path = "recognition/2026-city.yml"
    round = "level: city\nyear: 2026\ndecided_on: 2026-11-02\nrecognised: [{}]\n"
    for name in ("枣营北里社区妇女之家", "朝阳区枣营北里社区妇女之家", "枣营北里 社区妇女之家"):
        folder.write(path, round.format(name))
        assessment = folder.assess()
        assert assessment.content.rounds[0].recognised == (HOME,)
        read = [finding for finding in assessment.findings if finding.rule == "house.reading"]
        assert [(finding.field, finding.text, finding.value) for finding in read] == [("recognised[0]", name, HOME)]


def test_where_two_homes_have_the_name_both_are_shown(folder):
    folder.home("home.yml", BASE, identity="chaoyang/other")
    folder.write(
        "recognition/2026-city.yml", "level: city\nyear: 2026\nrecognised: [枣营北里社区妇女之家, chaoyang/bystander]\n"
    )
    assessment = folder.assess()
    assert assessment.content.rounds[0].recognised == ("chaoyang/bystander",)
    found = next(finding for finding in assessment.findings if finding.severity is Severity.ERROR)
    assert found.field == "recognised[0]" and HOME in found.remedy and "chaoyang/other" in found.remedy


def readings(findings):
    return {finding.field: (finding.text, finding.value) for finding in findings if finding.rule == "house.reading"}


def test_what_only_fills_its_place_counts_as_not_written(folder):
    text = "summary: 无\nservices: 无\noffice: {address: —, phone: nan, mobile: 无, notice: 无}\nstaff: {director: 待定, deputies: 无}\n"
    folder.home("home.yml", BASE + text)
    home, findings = load(folder)
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]
    profile = home.profile
    assert (profile.summary, profile.services, profile.staff.director, profile.staff.deputies) == (None, (), None, ())
    office = profile.office
    assert (office.address, office.phone, office.mobile, office.notice) == (None, (), None, None)
    assert readings(findings)["office.phone"] == ("nan", "")
    assert len(readings(findings)) == 8


def test_a_name_that_says_nothing_is_missing(folder):
    folder.home("home.yml", BASE.replace("枣营北里社区妇女之家", "—"))
    home, findings = load(folder)
    assert home is None
    assert "缺少“名称”" in [finding.message for finding in findings if finding.severity is Severity.ERROR]


def test_what_points_to_another_place_costs_itself(folder):
    folder.home("home.yml", BASE + "office: {address: 同上}\nfacilities: {equipment: [投影, 详见附件]}\n")
    home, findings = load(folder)
    errors = [finding.field for finding in findings if finding.severity is Severity.ERROR]
    assert errors == ["office.address", "facilities.equipment[1]"]
    assert home.profile.office.address is None and home.profile.facilities.equipment == ("投影",)


def test_an_empty_cell_says_nothing_of_the_people_in_a_photo(folder):
    folder.home("home.yml", BASE + "photos:\n- {file: a.jpg, people: None}\n- {file: b.jpg, people: —}\n")
    home, findings = load(folder)
    errors = [finding.field for finding in findings if finding.severity is Severity.ERROR]
    assert {"photos[0].people", "photos[1].people"} <= set(errors)
    assert home.profile.photos == ()


def test_a_dash_is_no_answer_in_a_consent(folder):
    folder.home("home.yml", BASE)
    entry = "- {{id: C-1, obtained: 2026-03-08, scope: [name], adults: 1, minors: 0, until: {}, withdrawn: {}}}\n"
    for until, withdrawn, counts in (
        ("长期", "无", True),
        ("—", "无", False),
        ("待定", "无", False),
        ("长期", "None", False),
    ):
        folder.home("consents.yml", entry.format(until, withdrawn))
        findings = load(folder)[1]
        assert (not [finding for finding in findings if finding.severity is Severity.ERROR]) is counts, (
            until,
            withdrawn,
        )


def test_names_in_one_text_are_several(folder):
    folder.home("home.yml", BASE + "staff: {deputies: 王某、李某, volunteer_teams: 维权队；编织队}\n")
    staff = load(folder)[0].profile.staff
    assert [person.name for person in staff.deputies] == ["王某", "李某"]
    assert [team.name for team in staff.volunteer_teams] == ["维权队", "编织队"]


@pytest.mark.parametrize(
    ("written", "teams"),
    [
        ("巾帼维权队，18人", [("巾帼维权队", 18)]),
        ("巾帼维权队（共18人）", [("巾帼维权队", 18)]),
        ("巾帼维权队 18名、编织队（队员7人）；三八红旗队", [("巾帼维权队", 18), ("编织队", 7), ("三八红旗队", None)]),
        ("巾帼志愿者18人；三八志愿者 20人；巧娘队共7人", [("巾帼志愿者", 18), ("三八志愿者", 20), ("巧娘队", 7)]),
        ("[巾帼维权队18人, 编织队]", [("巾帼维权队", 18), ("编织队", None)]),
    ],
)
def test_teams_and_their_members_in_one_text(folder, written, teams):
    folder.home("home.yml", BASE + f"staff:\n  volunteer_teams: {written}\n")
    found = load(folder)[0].profile.staff.volunteer_teams
    assert [(team.name, team.members) for team in found] == teams


@pytest.mark.parametrize("street", ["麦子店街道办事处", "麦子店街道办", "朝阳区麦子店街道", "北京市朝阳区麦子店"])
def test_a_street_is_found_by_what_people_call_its_office(folder, street):
    folder.home("home.yml", BASE.replace("maizidian", street))
    assert load(folder)[0].profile.street == "maizidian"


def test_a_file_that_says_none_is_an_empty_one(folder):
    folder.home("home.yml", BASE)
    for name in ("families.yml", "ledger.yml", "regulations.yml"):
        folder.home(name, "无\n")
    home, findings = load(folder)
    assert home is not None
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("date", ["见台账", "—", "前几天", "[五月, 六月]"])
def test_an_activity_without_a_day_costs_itself(folder, date):
    folder.home("home.yml", BASE)
    folder.home("activities/2026-05-02-jiangzuo.md", f"---\ntitle: 讲座\ndate: {date}\n---\n来了不少人。\n")
    home, findings = load(folder)
    assert home is not None and not home.activities
    assert {finding.field.partition("[")[0] for finding in findings if finding.severity is Severity.ERROR} == {"date"}


def test_what_follows_an_entry_that_is_lost_is_told_at_its_own_line(folder):
    folder.home(
        "families.yml",
        "- {id: 孙家, family: 孙××家庭, year: 2026}\n- {id: li, family: 李××家庭, year: 2026, consent: C-9}\n",
    )
    found = [finding for finding in folder.assess().findings if "C-9" in finding.message]
    assert {finding.place.line for finding in found} == {2}


def test_a_required_field_that_is_there_and_empty_is_written_where_it_is(folder):
    folder.home("home.yml", "name:   # 名称\nkind: community\nstreet:\n")
    told = [finding.remedy for finding in load(folder)[1] if finding.message.startswith("缺少")]
    assert any(one.startswith("在第 1 行的冒号后面空一格，写 ") for one in told)
    assert any(one.startswith("在第 3 行的冒号后面空一格，写代号或名称") for one in told), told
