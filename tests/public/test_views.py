"""The public views let out what they name and nothing beside."""

import ast
import dataclasses
import datetime as dt
import re
from pathlib import Path

import pytest

from generator.content import intake
from generator.model import city_lists, documents, federation, home, honours, load, recognition
from generator.model.field_types import BEIJING, Text
from generator.model.files import Files
from generator.model.ledger import Ledger
from generator.model.terms import ListOf, MapOf, Record, term, terms
from generator.public import views

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


ALLOWED = {
    "Link": "name address",
    "PhotoView": "key alt caption credit taken press card picture",
    "Variant": "address width type",
    "Picture": "variants fallback width height colour",
    "BadgeView": "level label year years document address lapses tone since",
    "HoursLine": "days spans season period holidays",
    "ClosureView": "start end reason",
    "Point": "longitude latitude",
    "ContactView": "name phones",
    "OfficeView": "address point transit phones mobiles hours closures notice notice_until accessibility checked_on "
"stale_from stale fallback_contact",
    "ServiceView": "item item_label function function_label title description audience schedule booking fee place bring phones",
    "TeamView": "name field members",
    "StaffView": "director director_title deputies full_time part_time teams",
    "VenueView": "shared_with area rooms equipment",
    "HaveView": "have label met",
    "FamilyView": "id address name year level level_label titles home district street motto story photo card rank published "
    "award press",
    "ActivityView": "slug address title date day home district street past span sessions place home_address phones item item_label function "
"audience participants signup kind_label summary body photos cancelled campaign kind has_report",
    "MentionView": "title outlet date url",
    "BrandView": "title level level_label address owner district functions since summary results contact photos mentions "
"chosen story published items",
    "RegulationView": "title address standard adopted on_wall text",
    "Neighbour": "home metres",
    "HomeView": "identity address name kind kind_label street district also_known_as founded summary closed_on "
"closed_reason successor federation party office services staff venue introduction photos brand families "
"activities regulations badges haves neighbours newest uid",
    "StreetView": "slug name address kind kind_label district phones homes brand",
    "DistrictHead": "slug name address prefecture",
    "DistrictView": "slug name address streets homes brand asks_more phones prefecture at postal_code",
    "FactsView": "owner place since results contact phones checked_on",
    "NewsView": "kind uid address title published updated home district summary outside functions author body",
    "FeatureView": "slug address title date subtitle summary author source tags homes brand photos body released uid functions "
"districts facts mentions embargo",
    "HotlineView": "name phone use",
    "QuietView": "words items",
    "LevelView": "id label plaque short long full tone filter giver quota per_district years review",
    "LicenceView": "name url citation locations",
    "CityView": "name federation host contact policy standard regulation_texts hotlines quiet pinyin sample url icp police identifier licence",
    "DistrictTile": "slug name homes prefecture at",
    "Site": "as_of city homes districts tiles families brands activities features holidays synonyms redirects years "
"plaques figures newest function_counts packs exports",
}  # fmt: skip
"""Every field of every view. Whoever adds one asks first whether the public may know it."""


def everything(view) -> str:
    return repr(dataclasses.asdict(view))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("周五晚上读小说和散文。", False),
        ("收集传说和童谣；据说和邻村一样；她说和孩子一起来。", False),
        ("从小说开始读，再听说开店的事，他说开门早。", False),
        ("房东房客来说和。", True),
        ("河边说和队天天在。", True),
        ("讲课、咨询、说和都在这儿。", True),
        ("坐下来就说开了。", True),
        ("碾子边说开的事，读小说和散文。", True),
        ("家事调解。", True),
    ],
)
def test_a_brand_is_about_mediation_where_its_text_says_so(folder, text, found):
    folder.home("brand.md", f"---\ntitle: 周三\nfunctions: [rights]\n---\n{text}\n")
    (brand,) = folder.site().brands
    assert ("rights.mediation" in dict(brand.items)) is found


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
    private = (
        Ledger,
        honours.Consent,
        home.Funding,
        federation.DistrictFunding,
        recognition.Application,
    )
    for record in (*private, city_lists.Withdrawal, recognition.Review):
        assert not any(t.public for t in _all_terms(record)), record
    renewal = terms(recognition.Renewal).values()
    assert [t.key for t in renewal if t.public] == ["document"]  # that of the plaque from then on


def _all_terms(record):
    for t in terms(record).values():
        yield t
        kind = t.kind.of if isinstance(t.kind, ListOf | MapOf) else t.kind
        if isinstance(kind, Record):
            yield from _all_terms(kind.of)


def test_small_numbers_of_people_are_not_told(folder):
    folder.home(
        "home.yml",
        HOME + "staff: {full_time: 1, part_time: 5, volunteer_teams: [{name: 队, field: rights, members: 4}]}\n",
    )
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
    took_sign_ups = "---\ntitle: 报过名\ndate: 2026-11-01\nrecord: 2026-11-02\nsignup: 电话\n---\n"
    folder.home("activities/2026-11-01-d.md", took_sign_ups)
    folder.home("activities/2026-11-02-c.md", "---\ntitle: 有报告\ndate: 2026-11-02\n---\n很多人来了。\n")
    pages = {a.title: bool(a.address) for a in folder.view().activities}
    assert pages == {"无报告": False, "能报名": True, "报过名": True, "有报告": True}


def test_a_family_above_home_level_needs_the_federations_list(folder):
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [name]}\n")
    folder.home("families.yml", "- {id: zhang, family: 张××家庭, year: 2026, level: capital, consent: C-1}\n")
    assert folder.view().families[0].level == "home"
    folder.write("recognition/2026-families.yml", "- {home: chaoyang/zaoying-beili, family: zhang, level: capital}\n")
    assert folder.view().families[0].level_label == "首都"


def test_a_brand_is_chosen_by_the_federation_alone(folder):
    folder.home("home.yml", HOME)
    folder.home("brand.md", "---\ntitle: 周三说事\nlevel: home\n---\n说事。\n")
    folder.write("districts/chaoyang/maizidian.md", "---\ntitle: 一条街\n---\n好。\n")
    folder.write("recognition/2024-brands.yml", "- {brand: chaoyang/zaoying-beili}\n")
    folder.write(
        "recognition/2026-brands.yml",
        "- {brand: chaoyang/maizidian}\n- {brand: chaoyang/zaoying-beili, document: 京妇发〔2026〕3号}\n- "
        "{brand: chaoyang/nowhere}\n",
    )
    site = folder.site()
    assert {brand.title: brand.chosen for brand in site.brands} == {
        "周三说事": ((2026, "京妇发〔2026〕3号"), (2024, "")), "一条街": ((2026, ""),),
    }  # fmt: skip
    found = [f for f in folder.assess().findings if f.place.path == "recognition/2026-brands.yml"]
    assert [(f.rule, f.place.line) for f in found] == [("house.reference", 3)] and "chaoyang/nowhere" in found[
        0
    ].message


def test_every_field_of_a_view_comes_from_a_term_that_is_public():
    """A private term's key may not be the name of a view's field."""
    named = {
        f.name for view in vars(views).values() if dataclasses.is_dataclass(view) for f in dataclasses.fields(view)
    }
    private = {t.key for record in (home.Profile, documents.Activity) for t in terms(record).values() if not t.public}
    assert not named & private


def test_a_home_gives_its_families_no_title_that_only_the_federation_can_give(folder):
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [name]}\n")
    folder.home(
        "families.yml", "- {id: zhang, family: 张××家庭, year: 2026, titles: [孝老爱亲, 首都最美家庭], consent: C-1}\n"
    )
    assert folder.view().families[0].titles == ("孝老爱亲",)
    folder.write("recognition/2026-families.yml", "- {home: chaoyang/zaoying-beili, family: zhang, level: capital}\n")
    assert folder.view().families[0].titles == ("孝老爱亲", "首都最美家庭")


def test_the_views_are_a_closed_list():
    seen = {
        name: " ".join(field.name for field in dataclasses.fields(view))
        for name, view in vars(views).items()
        if dataclasses.is_dataclass(view) and view.__module__.startswith(views.__name__)
    }
    assert seen == ALLOWED


def test_a_field_that_no_view_names_is_nowhere(folder, monkeypatch):
    """Even one declared public: somebody has to let it out by name."""
    more = [("secret", str | None, term("新字段", Text(40), public=True))]
    wider = dataclasses.make_dataclass("Profile", more, bases=(home.Profile,), frozen=True)
    for module in (home, load):
        monkeypatch.setattr(module, "Profile", wider)
    folder.home("home.yml", HOME + "secret: 金丝雀九号\n")
    assert (
        Files(intake.take_snapshot(folder.root)).record("homes/chaoyang/zaoying-beili/home.yml", wider).secret
        == "金丝雀九号"
    )
    assert "金丝雀" not in everything(folder.site())


def test_views_are_filled_field_by_field():
    """Nothing in the room copies records as a whole. Who sees views alone cuts them as is useful."""
    for path in sorted(Path(views.__file__).parents[1].rglob("*.py")):
        tree = ast.parse(path.read_text())
        if {
            node.module
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module.startswith("generator.")
        } <= {"generator.public", "generator.public.views"}:
            continue
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not calls & {
            "dataclasses.asdict",
            "asdict",
            "dataclasses.fields",
            "fields",
            "vars",
            "getattr",
            "terms",
        }, path
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg is None], path  # **
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "__dict__"], (
            path
        )


@pytest.mark.parametrize(("count", "told"), [(0, ""), (1, "少于 5"), (4, "少于 5"), (5, "5"), (1234, "1,234")])
def test_a_number_of_people(folder, count, told):
    folder.home(
        "home.yml",
        HOME + f"staff: {{full_time: {count}, part_time: {count}, volunteer_teams: [{{name: 队, field: rights, "
        f"members: {count}}}]}}\n",
    )
    folder.home("activities/2026-11-01-a.md", f"---\ntitle: 议事\ndate: 2026-11-01\nparticipants: {count}\n---\n谈。\n")
    view = folder.view()
    assert {
        view.staff.full_time,
        view.staff.part_time,
        view.staff.teams[0].members,
        view.activities[0].participants,
    } == {told}


def test_small_numbers_of_people_are_on_no_page(folder, pages):
    folder.home(
        "home.yml",
        HOME + "staff: {full_time: 3, part_time: 3, volunteer_teams: [{name: 巾帼队, field: rights, members: 3}]}\n",
    )
    folder.home("activities/2026-11-01-a.md", "---\ntitle: 议事\ndate: 2026-11-01\nparticipants: 3\n---\n谈。\n")
    text = " ".join(
        " ".join("".join(page.text).split())
        for path, page in pages(folder).items()
        if "zaoying-beili" in path or "activities" in path
    )
    assert text.count("少于 5 人") >= 4 and not re.search(r"(?<!\d)3 ?人", text)
