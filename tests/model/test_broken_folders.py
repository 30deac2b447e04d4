"""Folders broken as people break them: each gets a message that names the spot and the remedy; the neighbour stays as
it was.
"""

import pytest

from generator.diagnostics import Finding, Severity
from generator.model.phones import Phone

HOME = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n"
HOME_YML = "homes/chaoyang/zaoying-beili/home.yml"

# key_reason: (file in the home's folder, bytes, line, column, words of message or remedy, home is left out)
BROKEN = {
    "home_half-a-character": ("home.yml", HOME.encode()[:-1] + "社".encode()[:2], None, None, "断了", True),
    "home_empty": ("home.yml", b"", 1, 1, "空的", True),
    "home_binary": ("home.yml", bytes(range(256)), None, None, "编码", True),
    "home_list": ("home.yml", b"- name: x\n", 1, 1, "字段: 内容", True),
    "home_tab": ("home.yml", HOME + "office:\n\tphone: 1\n", 5, 1, "制表符", True),
    "home_full-width-colon": ("home.yml", HOME.replace("kind:", "kind："), 2, 5, "英文冒号", True),
    "home_field-twice": ("home.yml", HOME + "名称: 别的\n", 4, 1, "写了两次", False),
    "home_name-missing": ("home.yml", HOME.replace("name:", "# name:"), 2, 1, "缺少“名称”", True),
    "home_name-null": ("home.yml", HOME.replace("枣营北里社区妇女之家", "~"), 1, 1, "缺少“名称”", True),
    "home_kind-unknown": ("home.yml", HOME.replace("community", "小区"), 2, 7, "社区", True),
    "home_street-unknown": ("home.yml", HOME.replace("maizidian", "maizidan"), 3, 9, "是不是“maizidian”", True),
    "home_not-a-number": ("home.yml", HOME + "staff: {part_time: 若干}\n", 4, 20, "只写数字", False),
    "home_no-for-yes": ("home.yml", HOME + "facilities: {sign: 也许}\n", 4, 20, "写 否", False),
    "home_alias-bomb": ("home.yml", HOME + "also_known_as: &a [x]\nphotos: [*a, *a]\n", 4, 16, "锚点", True),
    "home_nested-300-deep": (
        "home.yml",
        HOME + "venue: " + "{a: " * 300 + "x" + "}" * 300,
        None,
        None,
        "层次太深",
        True,
    ),
    "home_bidi": ("home.yml", HOME.replace("枣营", "枣\u202e营"), 1, 7, "文字方向", True),
    "home_bad-date": ("home.yml", HOME + "office: {checked_on: 2024-13-45}\n", 4, 22, "没有 2024-13-45 这一天", False),
    "home_bad-hours": (
        "home.yml",
        HOME + "office:\n  hours:\n    - {days: 周八, open: 9:00-11:00}\n",
        6,
        14,
        "周一至周五",
        False,
    ),
    "families_bad-year": ("families.yml", "- {id: zhang, family: 张××家庭, year: 去年}\n", 1, 36, "四位年份", False),
    "consents_cut": ("consents.yml", b"- {id: C-1, obtained: 2026-01-01, scope: [name", None, None, "括号", False),
    "ledger_bad-list": ("ledger.yml", "meetings: 开了\n", 1, 11, "字段: 内容", False),
    "activity_bad-name": (
        "activities/lecture.md",
        "---\ntitle: x\ndate: 2026-01-01\n---\n",
        None,
        None,
        "2026-11-20-",
        False,
    ),
    "activity_unclosed": ("activities/2026-01-01-x.md", "---\ntitle: x\n", 1, 1, "没有配对", False),
    "home_two-versions": (
        "home.yml",
        HOME + "<<<<<<< HEAD\nfounded: 2012-03\n=======\nfounded: 2013-03\n>>>>>>> other\n",
        4,
        1,
        "两个版本并在了一起",
        True,
    ),
    "intro_two-versions": (
        "intro.md",
        "一段。\n\n<<<<<<< HEAD\n二\n=======\n三\n>>>>>>> other\n",
        3,
        1,
        "两段里只留对的一段",
        False,
    ),
    "brand_no-title": ("brand.md", "一家一品的故事", 1, 1, "缺少“品牌名称”", False),
}


def finding(assessment, path: str, severity: Severity, words: str) -> Finding:
    """The one finding of the file that says these words."""
    found = [f for f in assessment.findings if f.place.path == path and f.severity is severity]
    matching = [f for f in found if words in f.message + f.remedy]
    assert matching, [str(f) for f in assessment.findings]
    return matching[0]


@pytest.mark.parametrize("name,data,line,column,words,out", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_named_and_costs_its_home_alone(folder, name, data, line, column, words, out):
    before = folder.assess()
    folder.home(name, data)
    after = folder.assess()
    found = finding(after, f"homes/chaoyang/zaoying-beili/{name}", Severity.ERROR, words)
    assert found.remedy
    assert found.home == "chaoyang/zaoying-beili"
    assert line is None or (found.place.line, found.place.column) == (line, column)
    assert (after.homes["chaoyang/zaoying-beili"] is None) == out
    assert after.homes["chaoyang/bystander"] == before.homes["chaoyang/bystander"]


FORGIVEN = {
    "home_bom": "\ufeff" + HOME,
    "home_windows-lines": HOME.replace("\n", "\r\n"),
    "home_gb18030": HOME.encode("gb18030"),
    "home_chinese-keys": "名称: 枣营北里社区妇女之家\n类别: 社区\n所在街道乡镇: maizidian\n",
    "home_number-like-phone": HOME + "office: {phone: 01065001234}\n",
    "home_slash-date": HOME + "office: {checked_on: 2026/5/1}\n",
    "home_yes-in-chinese": HOME + "facilities: {sign: 有, plaque: no}\n",
    "home_unknown-key": HOME + "summry: x\n",
    "home_unicode-composition": HOME.replace("枣营", "Cafe\u0301"),
}


@pytest.mark.parametrize("data", FORGIVEN.values(), ids=FORGIVEN)
def test_what_people_write_in_good_faith_is_understood(folder, data):
    folder.home("home.yml", data)
    home = folder.assess().homes["chaoyang/zaoying-beili"].home
    assert home is not None
    assert home.profile.kind == "community"


def test_values_keep_what_was_typed(folder):
    folder.home(
        "home.yml",
        HOME + "office: {phone: 01065001234, checked_on: 2024/5/1}\nfacilities: {sign: no}\nvenue: {rooms: no}\n",
    )
    profile = folder.assess().homes["chaoyang/zaoying-beili"].home.profile
    assert profile.office.phone == (Phone("01065001234"),)
    assert profile.office.checked_on.isoformat() == "2024-05-01"
    assert profile.facilities.sign is False
    assert profile.venue.rooms == ("no",)


def test_an_unknown_key_is_a_notice_with_the_nearest_known_one(folder):
    folder.home("home.yml", HOME + "summry: x\n")
    found = finding(folder.assess(), HOME_YML, Severity.NOTICE, "summary")
    assert (found.place.line, found.place.column) == (4, 1)


def test_gb18030_is_a_notice(folder):
    folder.home("home.yml", HOME.encode("gb18030"))
    assert "UTF-8" in finding(folder.assess(), HOME_YML, Severity.NOTICE, "GB18030").remedy


def test_a_missing_home_yml_is_told_and_the_folder_listed(folder):
    (folder.root / HOME_YML).unlink()
    folder.home("intro.md", "你好")
    after = folder.assess()
    assert after.homes["chaoyang/zaoying-beili"] is None
    assert finding(after, HOME_YML, Severity.ERROR, "没有 home.yml").place.line is None


def test_a_home_folder_with_a_name_no_address_can_have(folder):
    folder.home("home.yml", HOME, "chaoyang/Zao Ying")
    after = folder.assess()
    assert after.homes["chaoyang/Zao Ying"] is None
    assert "文件夹名" in finding(after, "homes/chaoyang/Zao Ying", Severity.ERROR, "拼音").message


def test_an_unreadable_consents_yml_lets_nothing_out_that_needs_one(folder):
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [name, story]}\n")
    folder.home("families.yml", "- {id: zhang, family: 张××家庭, year: 2026, consent: C-1, story: 好}\n")
    assert [family.name for family in folder.view().families] == ["张××家庭"]
    folder.home("consents.yml", "- {id: C-1, obtained：2026-01-01}\n")
    assert folder.view().families == ()


def test_a_broken_city_yml_stops_the_build_with_its_message(folder):
    from generator.diagnostics import CityUnreadable

    folder.write("city.yml", "name：北京市\n")
    with pytest.raises(CityUnreadable) as caught:
        folder.assess()
    assert any("冒号" in f.message for f in caught.value.findings)
