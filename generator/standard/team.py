"""有骨干力量, 四（二）2 and 附件1 一, 二, 四."""

from __future__ import annotations

from generator.standard.fields import spot
from generator.standard.recorded import at_least, dated_in_year, listed_in_year, once_each_period
from generator.standard.rule import MET, HomeCase, Rule, Verdict, not_recorded, unmet


def _director(case: HomeCase) -> Verdict:
    staff = case.home.profile.staff
    director = staff and staff.director
    if not director or not (director.name or director.title):
        return not_recorded("没有写负责人")
    if not director.name:
        return unmet("负责人没有写姓名", field="staff.director")
    return MET if director.title else unmet("负责人没有写职务", field="staff.director")


def _organisation(case: HomeCase) -> Verdict:
    organisation = case.home.profile.organisation
    return MET if organisation and organisation.federation else not_recorded("没有写是哪个妇联组织办的")


def _deputies(case: HomeCase) -> Verdict:
    staff = case.home.profile.staff
    if not staff or (staff.part_time is None and not staff.deputies):
        return not_recorded("没有写兼职人员")
    found = len(staff.deputies) if staff.part_time is None else staff.part_time
    return at_least(found, case.parameters["minimum"], "兼职人员", "人", span="")


def _duties(case: HomeCase) -> Verdict:
    staff = case.home.profile.staff
    people = [person for person in (staff.director, *staff.deputies) if person] if staff else []
    stated = [person for person in people if person.duties]
    if not stated:
        return not_recorded("没有写分工")
    missing = len(people) - len(stated)
    return unmet(f"负责人和兼职负责人共 {len(people)} 人，其中 {missing} 人没有写分工") if missing else MET


def _volunteers(case: HomeCase) -> Verdict:
    staff = case.home.profile.staff
    teams = staff.volunteer_teams if staff else ()
    if not teams:
        return not_recorded("没有写巾帼志愿服务队")
    for number, team in enumerate(teams):
        if not team.field:
            return unmet(f"“{team.name}”没有写类别", field=f"staff.volunteer_teams[{number}].field")
    return at_least(len(teams), case.parameters["minimum"], "巾帼志愿服务队", "支", span="")


def _contacts(case: HomeCase) -> Verdict:
    staff, per = case.home.profile.staff, case.parameters["per"]
    representatives = staff.representatives if staff else None
    if not representatives:
        where, told = spot("home.yml", "staff.representatives"), "没有写妇女代表人数"
        if representatives == 0:
            told = "妇女代表人数写的是 0，没有代表的联系可评"
        return not_recorded(told, f"填写 {where}，写实际有几位", "home.yml", "staff.representatives")
    women, fewest, least = (
        case.ledger_value("contacts.women"),
        case.ledger_value("contacts.fewest"),
        representatives * per,
    )
    if fewest is not None and fewest < per:
        return unmet(f"联系最少的代表联系了 {fewest} 人，每位代表至少要联系 {per:g} 人", field="contacts.fewest")
    if women is None:
        return not_recorded("没有写联系了多少妇女", field="contacts.women")
    if women < least:
        message = (
            f"{representatives} 位代表联系了 {women} 人，每人至少 {per:g} 人，"
            f"共要 {least:g} 人（还差 {least - women:g} 人）"
        )
        return unmet(message, field="contacts.women")
    return MET


RULES = (
    Rule(
        id="team.director",
        title="负责人",
        check=_director,
        reads="home.yml 里负责人的姓名和职务",
        met_when="写明负责人的姓名和职务；由妇联组织负责人担任",
        remedy=f"填写 {spot('home.yml', 'staff.director.name', 'staff.director.title')}，职务写在妇联组织里的职务",
        file="home.yml",
        field="staff.director",
    ),
    Rule(
        id="team.organisation",
        title="组织机构",
        check=_organisation,
        reads="home.yml 里的妇联组织",
        met_when="写明由哪个妇联组织负责",
        remedy=f"填写 {spot('home.yml', 'organisation.federation')}，如幸福里社区妇联",
        file="home.yml",
        field="organisation.federation",
    ),
    Rule(
        id="team.deputies",
        title="兼职负责人",
        check=_deputies,
        reads="home.yml 里的兼职人员数；没有写时数兼职负责人",
        met_when="兼职人员不少于 {minimum:g} 人（人数是本站口径）",
        remedy=f"配齐后填写 {spot('home.yml', 'staff.part_time')}，并在“兼职负责人”里写上",
        file="home.yml",
        field="staff.part_time",
        parameters={"minimum": 1},
        site_choices=("minimum",),
    ),
    Rule(
        id="team.duties",
        title="分工明确",
        check=_duties,
        reads="home.yml 里负责人和兼职负责人的分工",
        met_when="负责人和每位兼职负责人都写明分工",
        remedy=f"填写 {spot('home.yml', 'staff.director.duties', 'staff.deputies.duties')}",
        file="home.yml",
        field="staff",
    ),
    Rule(
        id="team.volunteers",
        title="巾帼志愿者队伍",
        check=_volunteers,
        reads="home.yml 里的巾帼志愿服务队和每支队伍的类别",
        met_when="巾帼志愿服务队不少于 {minimum:g} 支（支数是本站口径），每支写明类别",
        remedy=f"填写 {spot('home.yml', 'staff.volunteer_teams')}：队名、类别、人数",
        file="home.yml",
        field="staff.volunteer_teams",
        parameters={"minimum": 1},
        site_choices=("minimum",),
    ),
    Rule(
        id="team.volunteer-meetings",
        title="志愿者队伍会议",
        check=once_each_period("meetings.volunteers", 3, "志愿者队伍会议"),
        reads="ledger.yml 里志愿者队伍会议的日期",
        met_when="一年里每个完整的季度都开过志愿者队伍会议（原则上）",
        remedy=f"开会后把日期补进 {spot('ledger.yml', 'meetings.volunteers')}",
        file="ledger.yml",
        field="meetings.volunteers",
    ),
    Rule(
        id="team.volunteer-records",
        title="志愿服务台账",
        check=dated_in_year("volunteers.records"),
        reads="ledger.yml 里志愿服务台账的日期",
        met_when="一年内记过志愿服务活动的台账（“一年”是本站口径）",
        remedy=f"记好后，把最近一次的日期填进 {spot('ledger.yml', 'volunteers.records')}",
        file="ledger.yml",
        field="volunteers.records",
        site_choices=("year",),
    ),
    Rule(
        id="team.contacts",
        title="妇女代表联系群众",
        check=_contacts,
        reads="home.yml 里的妇女代表人数，ledger.yml 里联系的妇女人数和代表最少联系的人数",
        met_when="联系的妇女不少于妇女代表人数的 {per:g} 倍；写了代表最少联系人数的，也不少于 {per:g} 人",
        remedy=f"补齐联系后更新 {spot('ledger.yml', 'contacts.women', 'contacts.fewest')}",
        file="ledger.yml",
        field="contacts",
        parameters={"per": 10},
    ),
    Rule(
        id="team.contact-book",
        title="检查联系册",
        check=listed_in_year("contacts.book_checked"),
        reads="ledger.yml 里检查联系册的日期",
        met_when="一年内检查过妇女代表联系册（“一年”是本站口径）",
        remedy=f"检查后把日期补进 {spot('ledger.yml', 'contacts.book_checked')}",
        file="ledger.yml",
        field="contacts.book_checked",
        site_choices=("year",),
    ),
    Rule(
        id="team.representative-training",
        title="妇女代表学习培训",
        check=listed_in_year("contacts.training"),
        reads="ledger.yml 里代表学习培训的日期",
        met_when="一年内组织过妇女代表学习、交流或培训（“一年”是本站口径）",
        remedy=f"组织后把日期补进 {spot('ledger.yml', 'contacts.training')}",
        file="ledger.yml",
        field="contacts.training",
        site_choices=("year",),
    ),
    Rule(
        id="team.opinions",
        title="反映妇女意见",
        check=listed_in_year("contacts.opinions"),
        reads="ledger.yml 里向同级党组织反映意见的日期",
        met_when="一年内向同级党组织反映过妇女代表听到的困难和要求，没有听到的报过一次“无”也算（“一年”是本站口径）",
        remedy=f"反映（没有就报一次“无”）后，把日期补进 {spot('ledger.yml', 'contacts.opinions')}",
        file="ledger.yml",
        field="contacts.opinions",
        site_choices=("year",),
    ),
)
