"""The public views let out what they name and nothing beside."""

import dataclasses
import datetime as dt

from generator.model import federation, home, honours, writings
from generator.model.kinds import BEIJING
from generator.model.ledger import Ledger
from generator.model.terms import Keyed, Many, Record, terms

HOME = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n"
CANARIES = {
    "system_id": "system_id: 金丝雀一号",
    "division": 'division: "110105987654"',
    "staff.publicity": "staff: {publicity: {name: 金丝雀二号, title: 委员}}",
    "staff.director.duties": "staff: {director: {name: 王秀兰, title: 主席, duties: 金丝雀三号}}",
    "staff.deputies.name": "staff: {deputies: [{name: 金丝雀四号, title: 委员}]}",
    "funding": "funding: {female_residents: 3120, annual_budget: 98765432}",
    "staff.representatives": "staff: {representatives: 98765}",
}
MARKS = ("金丝雀", "987654", "98765432", "98765")


def everything(view) -> str:
    return repr(dataclasses.asdict(view))


def test_no_private_field_is_in_any_view(folder):
    for written in CANARIES.values():
        folder.home("home.yml", HOME + written + "\n")
        seen = everything(folder.site())
        assert not any(mark in seen for mark in MARKS), written


def test_ledger_and_consents_are_in_no_view(folder):
    folder.home("ledger.yml", "contacts: {women: 987654}\nsystem: {synced: 2026-10-31}\n")
    folder.home("consents.yml", "- {id: 金丝雀五号, obtained: 2026-01-01, scope: [name]}\n")
    seen = everything(folder.site())
    assert not any(mark in seen for mark in MARKS)


def test_the_private_records_declare_nothing_public():
    private = (Ledger, honours.Consent, home.Funding, federation.DistrictFunding, federation.Application, federation.Renewal)
    for record in (*private, federation.Withdrawal, federation.Review):
        assert not any(t.public for t in _all_terms(record)), record


def _all_terms(record):
    for t in terms(record).values():
        yield t
        kind = t.kind.of if isinstance(t.kind, Many | Keyed) else t.kind
        if isinstance(kind, Record):
            yield from _all_terms(kind.of)


def test_small_numbers_of_people_are_not_told(folder):
    folder.home("home.yml", HOME + "staff: {full_time: 1, part_time: 5, volunteer_teams: [{name: 队, field: rights, members: 4}]}\n")
    staff = folder.view().staff
    assert (staff.full_time, staff.part_time, staff.teams[0].members) == ("少于 5", "5", "少于 5")


def test_a_feature_does_not_exist_before_its_embargo(folder):
    folder.write("press/2026-11-25-x.md", "---\ntitle: 石榴\ndate: 2026-11-25\nembargo: 2026-11-25T09:30\n---\n正文\n")
    early = dt.datetime(2026, 11, 25, 9, 29, tzinfo=BEIJING)
    assert folder.site(early).features == ()
    assert [f.title for f in folder.site(early + dt.timedelta(minutes=1)).features] == ["石榴"]


def test_standing_is_public_as_the_city_says(folder):
    for policy, seen in (("met-only", {True, None}), ("full", {True, False}), ("none", set())):
        folder.write("city.yml", f"name: 北京市\nfederation: 妇联\npublish: {{standing: {policy}}}\n")
        assert {have.met for have in folder.view().haves} <= seen


def test_activities_without_report_or_sign_up_have_no_page(folder):
    folder.home("activities/2026-11-01-a.md", "---\ntitle: 无报告\ndate: 2026-11-01\nrecord: 2026-11-02\n---\n")
    folder.home("activities/2026-12-01-b.md", "---\ntitle: 能报名\ndate: 2026-12-01\nsignup: 电话\n---\n")
    folder.home("activities/2026-11-02-c.md", "---\ntitle: 有报告\ndate: 2026-11-02\n---\n很多人来了。\n")
    pages = {a.title: bool(a.address) for a in folder.view().activities}
    assert pages == {"无报告": False, "能报名": True, "有报告": True}


def test_a_family_above_home_level_needs_the_federations_list(folder):
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [name]}\n")
    folder.home("families.yml", "- {id: zhang, family: 张××家庭, year: 2026, level: capital, consent: C-1}\n")
    assert folder.view().families[0].level == "home"
    folder.write("recognition/2026-families.yml", "- {home: chaoyang/zaoying-beili, family: zhang, level: capital}\n")
    assert folder.view().families[0].level_label == "首都"


def test_every_field_of_a_view_comes_from_a_term_that_is_public():
    """A private term's key may not be the name of a view's field."""
    from generator.public import views

    named = {f.name for view in vars(views).values() if dataclasses.is_dataclass(view) for f in dataclasses.fields(view)}
    private = {t.key for record in (home.Profile, writings.Activity) for t in terms(record).values() if not t.public}
    assert not named & private


def test_a_home_gives_its_families_no_title_that_only_the_federation_can_give(folder):
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [name]}\n")
    folder.home("families.yml", "- {id: zhang, family: 张××家庭, year: 2026, titles: [孝老爱亲, 首都最美家庭], consent: C-1}\n")
    assert folder.view().families[0].titles == ("孝老爱亲",)
    folder.write("recognition/2026-families.yml", "- {home: chaoyang/zaoying-beili, family: zhang, level: capital}\n")
    assert folder.view().families[0].titles == ("孝老爱亲", "首都最美家庭")
