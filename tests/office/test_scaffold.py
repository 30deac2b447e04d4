"""A new home's folder teaches the format: nothing of it is public until somebody wrote it, and each line works."""

from __future__ import annotations

import re

import pytest

from generator.content import intake
from generator.diagnostics import Severity
from generator.model.federation import District
from generator.model.files import Files
from generator.model.home import UNTOUCHED_NAME, Profile
from generator.model.terms import terms
from generator.office import scaffold

from .returned_books import run

NEW = "chaoyang/xin-jia"


@pytest.fixture
def new(folder):
    district = Files(intake.take_snapshot(folder.root)).record("districts/chaoyang/district.yml", District)
    scaffold.create(folder.root, NEW, district)
    return folder


def shape_errors(folder) -> list[str]:
    found = [f for f in folder.assess().findings if f.home == NEW and f.rule == "house.shape"]
    return [str(f) for f in found if f.severity is Severity.ERROR]


def named(folder) -> None:
    """Fills in what a home can't do without."""
    path = folder.root / "homes" / NEW / "home.yml"
    text = path.read_text().replace(UNTOUCHED_NAME, "新家社区妇女之家")
    text = re.sub(r"^kind:", "kind: 社区", text, flags=re.MULTILINE)
    path.write_text(re.sub(r"^street:", "street: 麦子店街道", text, flags=re.MULTILINE))


def test_a_new_folder_is_held_back_as_it_comes(new):
    assessment = new.assess()
    assert assessment.homes[NEW] is None
    told = [(f.rule, f.place.line, f.severity) for f in assessment.findings if f.home == NEW]
    assert told == [("house.untouched", 4, Severity.ERROR)]
    assert NEW not in {view.identity for view in new.site().homes}


@pytest.mark.parametrize("written", ['"新的妇女之家"', "'新的妇女之家'  # 名称", " 新的妇女之家"])
def test_no_matter_how_its_name_is_written(new, written):
    new.home("home.yml", f"name: {written}\nkind: 社区\nstreet: 麦子店街道\n", NEW)
    assert [f.rule for f in new.assess().findings if f.home == NEW and f.severity is Severity.ERROR] == [
        "house.untouched"
    ]


def test_filled_in_it_is_published(new):
    named(new)
    home = new.assess().homes[NEW].home
    assert (home.profile.kind, home.profile.street) == ("community", "maizidian")
    assert [str(f) for f in new.assess().findings if f.home == NEW and f.severity is Severity.ERROR] == []
    assert new.view(NEW).name == "新家社区妇女之家"


def test_streets_are_those_of_the_district(new):
    assert "maizidian 麦子店街道、wangjing 望京街道" in (new.root / "homes" / NEW / "home.yml").read_text()
    new.home("home.yml", "name: 新家\nkind: 社区\nstreet:\n", NEW)
    (found,) = (f for f in new.assess().findings if f.home == NEW and f.field == "street")
    assert "maizidian（麦子店街道）" in found.remedy


def test_every_field_of_a_profile_is_shown_with_its_label(new):
    text = (new.root / "homes" / NEW / "home.yml").read_text()
    for term in terms(Profile).values():
        assert re.search(rf"^(# )?{term.key}:.*# {term.label}", text, re.MULTILINE), term.key


@pytest.mark.parametrize(
    "name", ["home.yml", "ledger.yml", "regulations.yml", "consents.yml", "families.yml", "brand.md"]
)
def test_uncommented_samples_can_be_read(new, name):
    """A line that is only uncommented says nothing: it is of the right form, and the public sees what it saw before."""
    named(new)
    before = new.view(NEW)
    path = new.root / "homes" / NEW / name
    lines = path.read_text().splitlines()
    sample = [re.sub(r"^# ", "", line) if re.match(r"# ( *- | *[a-z_]+:)", line) else line for line in lines]
    assert sum(a != b for a, b in zip(lines, sample, strict=True)) > 3
    path.write_text("\n".join(sample) + "\n")
    needed = "缺少"  # a required field is the home's to fill
    assert [error for error in shape_errors(new) if needed not in error] == []
    after = new.view(NEW)
    assert (after.office, after.services, after.staff, after.families) == (
        before.office, before.services, before.staff, before.families,
    )  # fmt: skip


EXAMPLES = {
    "office: {address: 某某路 1 号某楼一层}": "address",
    "office: {phone: [0××-×××× 1234, 0××-×××× 1235 转 802]}": "phone",
    "office: {phone: 0××-×××× 1234}": "phone",
    "office: {notice: {text: 某处在装修，请到某层}}": "notice",
    "also_known_as: 某某妇女之家": "also_known_as",
    "staff: {director: {name: 王某某, title: 主席}}": "director",
}


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_does_not_go_public(new, line):
    new.home("home.yml", f"name: 新家\nkind: 社区\nstreet: maizidian\n{line}\n", NEW)
    errors = [f for f in new.assess().findings if f.home == NEW and f.severity is Severity.ERROR]
    assert [error.rule for error in errors] == ["house.untouched"] and EXAMPLES[line] in errors[0].field
    shown = repr(new.view(NEW))
    assert "某" not in shown and "××" not in shown


def test_what_only_resembles_an_example_is_content(new):
    new.home("home.yml", "name: 新家\nkind: 社区\nstreet: maizidian\noffice: {address: 某某路 1 号}\n", NEW)
    assert new.view(NEW).office.address == "某某路 1 号"


def test_nothing_is_overwritten(new):
    district = Files(intake.take_snapshot(new.root)).record("districts/chaoyang/district.yml", District)
    with pytest.raises(FileExistsError):
        scaffold.create(new.root, NEW, district)


def test_kinds_are_those_of_the_city(folder):
    folder.write("city.yml", (folder.root / "city.yml").read_text("utf-8") + "kinds: {homes: {林场: other}}\n")
    run("new", NEW, "--content", folder.root)
    written = (folder.root / "homes" / NEW / "home.yml").read_text("utf-8")
    assert "other 其他、林场\n" in written
