"""What only a consent lets out: seen on the public view for every state a consent can be in."""

import datetime as dt

import pytest

from generator.model.field_types import BEIJING
from generator.model.phones import Phone

HOME = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n"
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 64
FAMILY = """- id: zhang-2026
  family: 张××家庭
  year: 2026
  motto: 一粥一饭
  story: 一张饭桌，坐了四代人。
  photo: {file: table.jpg, alt: 饭桌, credit: 社区妇联}
  consent: C-1
"""


def family(folder, consent: str, moment=dt.datetime(2026, 11, 23, 12, tzinfo=BEIJING)):
    folder.home("photos/table.jpg", JPEG)
    folder.home("families.yml", FAMILY)
    folder.home("consents.yml", f"- {{id: C-1, obtained: 2026-01-01, {consent}}}\n")
    families = folder.view(moment=moment).families
    return families[0] if families else None


def test_a_full_consent_shows_everything(folder):
    shown = family(folder, "scope: [name, story, photo]")
    assert (shown.name, bool(shown.story), bool(shown.photo)) == ("张××家庭", True, True)


PARTS = {
    "name": ("张××家庭", False, False),
    "story": ("某某家庭", True, False),
    "photo": ("某某家庭", False, True),
}


@pytest.mark.parametrize("scope,shown", PARTS.items(), ids=PARTS)
def test_only_what_is_covered_is_shown(folder, scope, shown):
    found = family(folder, f"scope: [{scope}]")
    assert (found.name, bool(found.story), bool(found.photo)) == shown


@pytest.mark.parametrize("scope,card", [("name, story, photo", False), ("name, card", True)])
def test_a_share_card_needs_its_own_consent(folder, scope, card):
    assert family(folder, f"scope: [{scope}]").card is card


GONE = {
    "scope_other": "scope: [mobile]",
    "minors_no-guardian": "scope: [name, story], minors: 1",
    "minors_guardian-refused": "scope: [name, story], minors: 1, guardian: 否",
    "withdrawn_before": "scope: [name, story], withdrawn: 2026-05-01",
    "withdrawn_tomorrow": "scope: [name, story], withdrawn: 2026-11-24",
    "until_yesterday": "scope: [name, story], until: 2026-11-22",
}


@pytest.mark.parametrize("consent", GONE.values(), ids=GONE)
def test_without_a_consent_in_force_the_entry_is_gone(folder, consent):
    assert family(folder, consent) is None


@pytest.mark.parametrize("consent", ["until: 2026-11-23", "until: 2026-11-24", "minors: 1, guardian: 是"])
def test_a_consent_holds_to_its_last_day(folder, consent):
    assert family(folder, f"scope: [name], {consent}").name == "张××家庭"


def test_a_consent_not_yet_obtained_covers_nothing(folder):
    assert family(folder, "scope: [name]", dt.datetime(2025, 12, 31, tzinfo=BEIJING)) is None


def test_a_withdrawal_in_the_federations_list_counts_whatever_the_day(folder):
    folder.write("withdrawals.yml", "- {home: chaoyang/zaoying-beili, consent: C-1, on: 2027-01-01}\n")
    assert family(folder, "scope: [name, story, photo]") is None


def test_where_nobody_can_tell_what_was_withdrawn_everything_is(folder):
    folder.write("withdrawals.yml", "- {home: chaoyang/zaoying-beili, consent: C-1, on: 不记得}\n")
    assert family(folder, "scope: [name, story, photo]") is None


CALLED = "张秀兰说：来我家吃饭。大家都去了张秀兰家庭。"


@pytest.mark.parametrize(
    ("scope", "story"), [("name, story", CALLED), ("story", "某某说：来我家吃饭。大家都去了某某家庭。")]
)
def test_a_family_without_its_name_is_called_by_it_nowhere(folder, scope, story):
    folder.home(
        "families.yml",
        f"- {{id: z, family: 张秀兰家庭, year: 2026, motto: 张秀兰的话, story: {CALLED}, consent: C-1}}\n",
    )
    folder.home("consents.yml", f"- {{id: C-1, obtained: 2026-01-01, scope: [{scope}]}}\n")
    shown = folder.view().families[0]
    assert shown.story == story and shown.motto == ("张秀兰的话" if "name" in scope else "某某的话")


@pytest.mark.parametrize(
    ("people", "scope", "use", "packed"),
    [("none", "photo", "press", True), ("adults", "photo, press", "press", True), ("adults", "photo", "press", False),
     ("adults", "photo, press", "site", False)],
)  # fmt: skip
def test_a_photo_goes_into_packs_only_where_those_in_it_agreed_to_that(folder, people, scope, use, packed):
    folder.home("photos/table.jpg", JPEG)
    photo = (
        f"{{file: table.jpg, caption: 饭桌, alt: 饭桌, credit: 社区妇联, people: {people}, consent: C-1, use: {use}}}"
    )
    folder.home("home.yml", HOME + f"photos: [{photo}]\n")
    folder.home("consents.yml", f"- {{id: C-1, obtained: 2026-01-01, scope: [{scope}]}}\n")
    assert [one.press for one in folder.view().photos] == [packed]


def test_no_consent_no_entry(folder):
    folder.home("families.yml", FAMILY.replace("  consent: C-1\n", ""))
    assert folder.view().families == ()


def test_a_revoked_honour_is_gone_from_its_day(folder):
    shown = family(folder, "scope: [name]")
    assert shown
    folder.home("families.yml", FAMILY + "  revoked: 2026-11-23\n")
    assert folder.view().families == ()


PHOTO = "photos:\n  - {{file: table.jpg, caption: 饭桌, alt: 饭桌, credit: 社区妇联, people: {people}{consent}}}\n"


@pytest.mark.parametrize(
    "people,consent,shown",
    [("none", "", 1), ("adults", "", 0), ("minors", ", consent: C-1", 1), ("adults", ", consent: C-9", 0)],
)
def test_people_in_a_photo_need_a_consent(folder, people, consent, shown):
    folder.home("photos/table.jpg", JPEG)
    folder.home("home.yml", HOME + PHOTO.format(people=people, consent=consent))
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [photo], minors: 2, guardian: 是}\n")
    assert len(folder.view().photos) == shown


def test_a_mobile_number_needs_its_scope(folder):
    folder.home("home.yml", HOME + "office: {mobile: {number: 14200000001, consent: C-1}}\n")
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [name]}\n")
    assert folder.view().office.mobiles == ()
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [mobile]}\n")
    assert folder.view().office.mobiles == (Phone("142 0000 0001"),)


@pytest.mark.parametrize(
    "people,scope,card",
    [("none", "name, photo", False), ("none", "photo, card", True), ("adults", "photo, card", False)],
    ids=["the-familys-own", "the-family-agrees", "those-in-it-did-not"],
)
def test_a_photo_goes_onto_cards_only_as_everyone_in_it_agreed(folder, people, scope, card):
    folder.home("home.yml", HOME + PHOTO.format(people=people, consent=", consent: C-2"))
    folder.home("photos/table.jpg", JPEG)
    folder.home("families.yml", FAMILY)
    consents = (
        f"- {{id: C-1, obtained: 2026-01-01, scope: [{scope}]}}",
        "- {id: C-2, obtained: 2026-01-01, adults: 1, scope: [photo]}",
    )
    folder.home("consents.yml", "\n".join(consents))
    assert [photo.card for photo in folder.view().photos] == [card]
