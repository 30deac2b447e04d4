"""A slip costs itself: neither its home nor the city is lost to it, and `homes check` tells it as `homes build` treats
it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.conftest import CITY, DISTRICT, HOME, Folder
from tests.output import everything, holding

DAY = "2026-11-23"
MOBILE = "13800138000"
PAGE = f"""---
title: 找{MOBILE}
---
# 关于本站

| 事 | 找谁 |
|---|---|
| 借书 | {MOBILE} |
| 还书 | 值班的人 |

请打 138-0013-8000
或者当面说

见[隐私](privacy.md)。
"""
REGULATIONS = """
- {title: 图书借阅制度, adopted: 2025-01-01, additions: 一人两本}
- {title: 场地制度, file: place.md}
- {title: 场地制度二, file: place.md}
- {regulation: management, adopted: 2025-01-01, additions: 每周一次}
- {title: 管理细则, file: management.md}
- {title: 茶水制度, file: 茶水 ?#%.md}
"""


def command(*given: object) -> str:
    result = CliRunner().invoke(main, [str(one) for one in given])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.output


def checked(folder: Folder) -> tuple[dict[str, str], set[tuple]]:
    """The homes' statuses, and the errors: rule, file, line and field."""
    told = json.loads(command("check", "--content", folder.root, "--as-of", DAY, "--format", "json"))
    return {one: home["status"] for one, home in told["homes"].items()}, {
        (f["rule"], f["path"], f["line"], f["field"]) for f in told["findings"] if f["severity"] == "error"
    }


def built(folder: Folder) -> Path:
    """The site; all homes that `check` calls published are in it."""
    site = folder.root.parent / "site"
    output = command("build", "--content", folder.root, "--site", site, "--as-of", DAY, "--workers", 1)
    homes = {
        one: "published" if (site / "homes" / one / "index.html").exists() else "left-out" for one in checked(folder)[0]
    }
    assert homes == checked(folder)[0], output
    return site


@pytest.fixture(scope="module")
def slips(tmp_path_factory) -> tuple[Folder, dict[str, str]]:
    """A city with private numbers where the federation writes, and regulations in each other's way; and all its site
    says.
    """
    folder = Folder(tmp_path_factory.mktemp("slips") / "content")
    city = CITY.replace("北京市\n", f"北京{MOBILE}\n", 1).replace("北京市妇女联合会", f"妇联{MOBILE}")
    folder.write(
        "city.yml",
        city.replace("quota: {city: 160, per_district: 10, tolerance: 2}", "quota: {city: 88, per_district: 7}"),
    )
    folder.write(
        "districts/chaoyang/district.yml",
        DISTRICT.replace("朝阳区", f"朝阳{MOBILE}").replace("麦子店街道", "麦子店 138 0013 8000"),
    )
    folder.write("pages/index.md", "# 首页\n")
    folder.write("pages/about.md", PAGE)
    folder.write("pages/privacy.md", "# 隐私\n")
    folder.write(f"pages/{MOBILE}.md", "# 一页\n")
    folder.home(
        "brand.md",
        "---\ntitle: 周三\nresults: [{label: 联系 1380013, value: '8000'}, {label: 调解, value: 146 件}]\n---\n故事\n",
    )
    folder.home("regulations.yml", REGULATIONS)
    for name in ("place", "management", "茶水 ?#%"):
        folder.home(f"regulations/{name}.md", f"{name}的正文\n")
    return folder, everything(built(folder))


def test_a_private_number_in_a_name_or_a_page_costs_itself(slips):
    _folder, site = slips
    assert not [path for number in (MOBILE, "138-0013-8000") for path in holding(site, number)]
    about = site["about/index.html"]
    assert "值班的人" in about and "见<a" in about and "当面说" not in about and "借书" not in about
    assert "本市妇女之家" in site["index.html"] and "maizidian" in site["districts/chaoyang/maizidian/index.html"]
    assert "调解" in site["homes/chaoyang/zaoying-beili/brand/index.html"] and not holding(site, "1380013")


def test_check_tells_every_private_number_at_its_place(slips):
    assert checked(slips[0])[1] >= {
        ("house.mobile", "city.yml", 1, "name"),
        ("house.mobile", "city.yml", 2, "federation"),
        ("house.mobile", "districts/chaoyang/district.yml", 1, "name"),
        ("house.mobile", "districts/chaoyang/district.yml", 4, "streets[0].name"),
        ("house.mobile", "pages/about.md", 1, "title"),
        ("house.mobile", "pages/about.md", 8, "body"),
        ("house.mobile", f"pages/{MOBILE}.md", 1, None),
        ("house.mobile", "homes/chaoyang/zaoying-beili/brand.md", 3, "results[0]"),
    }


def test_regulations_in_one_place_cost_the_second(slips):
    folder, site = slips
    own = {path: text for path, text in site.items() if path.startswith("homes/chaoyang/zaoying-beili/regulations/")}
    assert (
        len(own) == 4
        and len(holding(own, "一人两本")) == len(holding(own, "place的正文")) == len(holding(own, "每周一次")) == 1
    )
    path = "homes/chaoyang/zaoying-beili/regulations.yml"
    assert checked(folder)[1] >= {("house.unique", path, 4, "[2].file"), ("house.unique", path, 6, "[4].file")}


def test_the_standard_tells_the_citys_own_quota(slips):
    for page in ("standard/index.html", "demonstration/index.html"):
        assert "市级每年挂牌88个，每个区7个左右" in slips[1][page]


@pytest.mark.parametrize(
    "name",
    [
        "withdrawals.yaml",
        "Withdrawals.yml",
        "withdrawal.yml",
        "撤回.yml",
        "homes/chaoyang/zaoying-beili/withdrawals.yml",
    ],
)
def test_a_withdrawal_in_a_file_of_another_name_is_an_error_and_meanwhile_counts_against(folder: Folder, name: str):
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [name, story]}\n")
    folder.home("families.yml", "- {id: sima, family: 司马家庭, year: 2026, story: 一砖一瓦, consent: C-1}\n")
    assert folder.view().families
    folder.write(name, "- {home: chaoyang/zaoying-beili, consent: C-1, on: 2026-11-01}\n")
    assert not folder.view().families
    assert any(f.place.path == name and f.severity.value == "error" for f in folder.assess().findings)


def test_a_copy_beside_the_withdrawals_is_an_error_alone(folder: Folder):
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [name, story]}\n")
    folder.home("families.yml", "- {id: sima, family: 司马家庭, year: 2026, story: 一砖一瓦, consent: C-1}\n")
    folder.write("withdrawals.yml", "[]\n")
    folder.write("withdrawals (1).yml", "- {home: chaoyang/zaoying-beili, consent: C-1, on: 2026-11-01}\n")
    assert folder.view().families
    assert any(f.place.path == "withdrawals (1).yml" and f.severity.value == "error" for f in folder.assess().findings)


def test_what_is_withheld_must_be_of_a_home_there_is(folder: Folder):
    entries = ("homes/chaoyang/zaoying-bei1i/", "homes/chaoyang/bystander/", "homes/chaoyang/")
    folder.write(
        "withheld.yml",
        "".join(f"- {{address: /{one}, on: 2026-11-01, reason: 急, by_role: 宣传}}\n" for one in entries[:2]),
    )
    folder.write("withhold.yml", "[]\n")
    told = [finding for finding in folder.assess().findings if finding.severity.value == "error"]
    assert [finding.place.path for finding in told] == ["withheld.yml", "withhold.yml"]
    assert "zaoying-bei1i" in told[0].message and "zaoying-beili" in told[0].remedy


def test_an_activity_while_the_home_is_closed_stays_and_is_noticed(folder: Folder):
    folder.home("home.yml", HOME + "office: {address: 一号, closed: [{from: 2026-12-30, to: 2027-01-02}]}\n")
    for day in ("2026-12-29", "2026-12-30", "2027-01-02", "2027-01-03"):
        folder.home(f"activities/{day}-x.md", f"---\ntitle: 讲座\ndate: {day}\n---\n")
    told = [finding.place.path for finding in folder.assess().findings if "临时关闭期间" in finding.message]
    assert [path.rpartition("/")[2] for path in told] == ["2026-12-30-x.md", "2027-01-02-x.md"] and len(
        folder.view().activities
    ) == 4


def test_a_remark_beside_a_telephone_is_noticed_and_costs_nothing(folder: Folder):
    folder.home("home.yml", HOME + "office: {address: 一号, phone: 010-0000 1234（工作日）、居委会 010-0000 1235}\n")
    assert [phone.link for phone in folder.view().office.phones] == ["tel:01000001234", "tel:01000001235"]
    told = [finding for finding in folder.assess().findings if finding.field == "office.phone"]
    assert [(finding.severity.value, "工作日、居委会" in finding.message) for finding in told] == [("notice", True)]
