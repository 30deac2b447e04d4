"""What is withheld is nowhere: no page, list, search, feed, picture; and links to it vanish.

`homes withdraw` and `withhold` publish at once.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.diagnostics import Severity
from tests.conftest import DISTRICT, Folder
from tests.output import everything, holding
from tests.public.test_consent_built import ledger_without_findings, picture
from tests.test_build import site

HOME, OTHER = "chaoyang/zaoying-beili", "chaoyang/bystander"
OWN = f"homes/{HOME}/"
DAY = "2026-11-23"
LIST = "withheld.yml"
CONTENT = {
    "city.yml": "name: 北京市\nfederation: 北京市妇女联合会\nsite: {url: https://example.org/sub/}\n",
    f"{OWN}home.yml": "name: 枣营北里妇女之家\nkind: community\nstreet: maizidian\n"
    "photos: [{file: door.jpg, alt: 门前石狮, caption: 门前石狮, credit: 妇联, people: none}]\n"
    "services: [{item: rights.reception, title: 坐班咨询, schedule: 每周三 14:00-16:00}]\n",
    f"{OWN}intro.md": "院子里有一棵老槐树。\n",
    f"{OWN}consents.yml": "- {id: C-1, obtained: 2026-01-01, scope: [name, story, photo]}\n- {id: C-2, obtained: 2026-01-01, scope: "
    "[name, story]}\n",
    f"{OWN}families.yml": "- {id: ouyang, family: 欧阳卿家庭, year: 2026, story: 一粥一饭, consent: C-1}\n"
    "- {id: sima, family: 司马家庭, year: 2026, story: 一砖一瓦, consent: C-2}\n",
    f"{OWN}activities/2026-11-28-jiangzuo.md": "---\ntitle: 剪纸讲座\ndate: 2026-11-28\ntime: 14:00-16:00\nsignup: 到门口报名\n---\n红纸自带。\n",
    f"{OWN}brand.md": "---\ntitle: 周三议事角\nfunctions: [rights]\n---\n一张桌子四把椅子。\n",
    f"{OWN}regulations.yml": "- {title: 图书借阅制度, file: library.md, adopted: 2026-01-02}\n"
    "- {regulation: management, file: guanli.md, adopted: 2026-01-02, additions: 钥匙挂在门后。}\n"
    "- {title: 雨伞借用约定, adopted: 2026-01-03, additions: 雨停了就还。}\n",
    f"{OWN}regulations/library.md": "---\ntitle: 图书借阅制度\n---\n借书不收费。\n",
    f"{OWN}regulations/guanli.md": "---\ntitle: 日常管理\n---\n轮流值日。\n",
    "press/2026-11-01-jiao.md": f"---\ntitle: 一个角落\ndate: 2026-11-01\nhomes: [{HOME}]\nphotos: [{HOME}/door.jpg]\n---\n记者走进院子。\n",
    "districts/chaoyang/brand.md": "---\ntitle: 朝阳姐姐\n---\n街坊都来。\n",
    "pages/index.md": "# 首页\n",
    "pages/about.md": f"# 关于本站\n\n看[那一户](../{OWN}families/ouyang/)，[那一家](../{OWN})，"
    "[那一篇](../press/2026-11-01-jiao/)，[隐私](privacy.md)。\n",
    "pages/privacy.md": "# 隐私说明\n\n不留脚印。回到[关于](about.md)。\n",
}
# what is withheld, as an address or a path → what can't be found any more, and what stays
THINGS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "a family": (f"/{OWN}families/ouyang/", ("欧阳卿", "families/ouyang"), ("司马家庭", "枣营北里")),
    "a family, with the site's address": (f"https://example.org/sub/{OWN}families/ouyang/index.html", ("欧阳卿",), ("司马家庭",)),
    "an activity": (f"/{OWN}activities/2026-11-28-jiangzuo/", ("剪纸讲座", "红纸自带", "2026-11-28-jiangzuo"), ("枣营北里",)),
    "a brand": (f"/{OWN}brand/", ("周三议事角", "四把椅子"), ("枣营北里", "朝阳姐姐")),
    "a regulation": (f"/{OWN}regulations/library/", ("借书不收费",), ("枣营北里",)),
    "a regulation of the standard": (f"/{OWN}regulations/management/", ("钥匙挂在门后", "轮流值日"), ("枣营北里",)),
    "an introduction": (f"content/{OWN}intro.md", ("老槐树",), ("枣营北里",)),
    "a photo": (f"{OWN}photos/door.jpg", ("门前石狮", "media/"), ("枣营北里", "一个角落")),
    "a home": (f"/{OWN}", ("枣营北里", "欧阳卿", "剪纸讲座", "议事角", "坐班咨询", "门前石狮", OWN), ("霞光里", "一个角落")),
    "a home, by its folder": (f"content/homes/{HOME}", ("枣营北里", "欧阳卿", OWN), ("霞光里",)),
    "a feature": ("/press/2026-11-01-jiao/", ("一个角落", "记者走进院子", "2026-11-01-jiao"), ("枣营北里",)),
    "a district's brand": ("districts/chaoyang/brand.md", ("朝阳姐姐",), ("议事角",)),
    "a hand-written page": ("/privacy/", ("不留脚印", 'href="../privacy/"', "sub/privacy/", "隐私说明"), ("关于本站",)),
    "another page": ("/demonstration/", ('href="../demonstration/"', "sub/demonstration/"), ("枣营北里",)),
}  # fmt: skip


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    folder = Folder(tmp_path_factory.mktemp("withheld") / "content")
    for path, text in CONTENT.items():
        folder.write(path, text)
    folder.home("photos/door.jpg", picture(9))
    assert run(folder, "build").exit_code == 0
    return folder.root.parent


@pytest.fixture
def city(first, tmp_path) -> Folder:
    shutil.copytree(first, tmp_path / "city", symlinks=True)
    folder = Folder.__new__(Folder)
    folder.root = tmp_path / "city/content"
    return folder


def run(folder: Folder, *command: str, day: str = DAY) -> Result:
    where = ["--content", str(folder.root), "--site", str(site(folder)), "--as-of", day]
    return CliRunner().invoke(main, [command[0], *where, *command[1:]], catch_exceptions=False)


def run_rollback(folder: Folder) -> Result:
    return CliRunner().invoke(main, ["rollback", "--site", str(site(folder))])


def seen(folder: Folder) -> dict[str, str]:
    return everything(site(folder))


def beside(folder: Folder) -> Path:
    return site(folder).parent / ".homes-site"


HOMES = ("a home", "a home, by its folder")


def test_each_thing_is_nowhere_and_everything_else_stays(city):
    before, small = seen(city), {name: thing for name, thing in THINGS.items() if name not in HOMES}
    assert not [
        word
        for _, gone, there in small.values()
        for word in (*gone, *there)
        if not holding(before, word) and "href" not in word
    ]
    kinds = {True: "path", False: "address"}
    city.write(
        LIST, "".join(f"- {kinds['.md' in thing or '.jpg' in thing]}: {thing}\n" for thing, *_ in small.values())
    )
    assert run(city, "build").exit_code == 0
    after = seen(city)
    gone = {word for _, words, _ in small.values() for word in words}
    assert {word: holding(after, word) for word in gone if holding(after, word)} == {}
    assert all(holding(after, word) for word in ("司马家庭", "枣营北里", "霞光里", "关于本站", "那一户", "那一篇"))
    (city.root / LIST).unlink()
    assert run(city, "build", "--fresh").exit_code == 0  # the record, and no cache, holds it
    assert seen(city) == after


LISTS = {
    "/districts/chaoyang/": ("districts/chaoyang", "朝阳姐姐"), "/activities/chaoyang/": ("activities/chaoyang/",), "/brands/": ("/brands/\"",),
    "/services/rights-reception/": ("services/rights-reception",), "/families/2026/": ("families/2026/",), "/press/": ("/press/", "一个角落"),
    f"/{OWN}families/": (f"{OWN}families", "欧阳卿", "司马"), f"/{OWN}activities/": (f"{OWN}activities", "剪纸讲座"),
}  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_of_a_list_that_is_withheld_nothing_is_left_in_any_other(city, address):
    assert all(holding(seen(city), word) for word in LISTS[address])
    city.write(LIST, f"- address: {address}\n")
    assert run(city, "build").exit_code == 0
    after = seen(city)
    assert {word: found for word in LISTS[address] if (found := holding(after, word))} == {}
    assert all(holding(after, word) for word in ("枣营北里", "霞光里", "关于本站"))


@pytest.mark.parametrize("thing", HOMES)
def test_a_home_is_nowhere_and_nothing_is_left_of_it_beside_the_site(city, thing):
    address, gone, there = THINGS[thing]
    done = run(city, "withhold", address)
    assert done.exit_code == 0, done.output
    after = seen(city)
    assert {word: holding(after, word) for word in gone if holding(after, word)} == {}
    assert all(holding(after, word) for word in there)
    left = {path: text for path, text in everything(beside(city)).items() if not path.startswith(("rest/", "known/"))}
    words = [word for word in gone if "/" not in word and word != "枣营北里"]
    assert {word: holding(left, word) for word in words if holding(left, word)} == {}
    assert run_rollback(city).exit_code == 1 and seen(city) == after


def test_a_picture_is_withheld_by_its_address(city):
    address = next(path for path in seen(city) if path.startswith("media/"))
    assert run(city, "withhold", f"https://example.org/sub/{address}").exit_code == 0
    assert not holding(seen(city), "media/") and not holding(seen(city), "门前石狮")


LOST = {"deleted": None, "damaged": "- {address: ["}


@pytest.mark.parametrize("text", LOST.values(), ids=LOST)
def test_it_stays_so_whatever_becomes_of_the_file(city, text):
    assert run(city, "withhold", f"/{OWN}families/ouyang/").exit_code == 0
    (city.root / LIST).unlink() if text is None else city.write(LIST, text)
    assert run(city, "build", "--fresh").exit_code == 0
    assert not holding(seen(city), "欧阳卿")
    assert "错误" in (beside(city) / "findings.txt").read_text() and LIST in (beside(city) / "findings.txt").read_text()


def test_it_comes_back_after_its_last_day(city):
    entry = f"- {{address: /{OWN}families/ouyang/, on: 2026-11-23, until: 2026-11-24}}\n"
    for day, text, shown in (
        ("2026-11-23", entry, False), ("2026-11-24", entry, False), ("2026-11-25", entry, True),
        ("2026-11-25", entry.replace("until: 2026-11-24", "untill: 2026-11-24"), False), ("2026-11-25", entry, True),
    ):  # fmt: skip
        city.write(LIST, text)
        assert run(city, "build", day=day).exit_code == 0
        assert bool(holding(seen(city), "欧阳卿")) == shown, (day, text)


@pytest.mark.parametrize("entry", [f"address: /{OWN}", f"path: homes/{HOME}", f"address: /{OWN}families/ouyang/"])
def test_what_is_withheld_stays_so_under_another_name(city, entry):
    city.write(LIST, f"- {{{entry}, on: 2026-11-23}}\n")
    assert run(city, "build").exit_code == 0 and not holding(seen(city), "欧阳卿")
    new = city.root / "homes/chaoyang/zaoying-xincun"
    (city.root / OWN).rename(new)
    text = (new / "home.yml").read_text()
    (new / "home.yml").write_text(f"{text}formerly: [{HOME}]\n")
    for fresh in ((), ("--fresh",)):
        assert run(city, "build", *fresh).exit_code == 0
        assert not holding(seen(city), "欧阳卿") and holding(seen(city), "霞光里")
    assert [f for f in city.assess().findings if f.place.path == LIST and f.severity is Severity.ERROR] == []


def test_a_slip_is_told_by_check(city):
    city.write(LIST, f"- {{adress: /{OWN}}}\n- {{address: /{OWN}, until: 不知道}}\n- {{on: 2026-11-23}}\n")
    found = [str(f) for f in city.assess().findings if f.place.path == LIST and f.severity is Severity.ERROR]
    assert [any(word in line for line in found) for word in ("“adress”", "不知道", "没有写撤下什么")] == [True] * 3
    assert HOME in city.assess().content.left_out


# ---- the commands touch no other line

FILES = {
    "none": (None, "{added}"),
    "empty": (b"", "{added}"),
    "comments": ("# 清单\n".encode(), "# 清单\n{added}"),
    "no line end": (b"- {home: chaoyang/x, consent: C-9, on: 2026-01-01}", "- {{home: chaoyang/x, consent: C-9, on: 2026-01-01}}\n{added}"),
    "brackets": (b"[]\n", "[{entry}]\n"),
    "brackets with one": (b"# a\n[{home: chaoyang/x, consent: C-9, on: 2026-01-01}]  # b\n", "# a\n[{{home: chaoyang/x, consent: C-9, on: 2026-01-01}}, {entry}]  # b\n"),
    "brackets, a comma": (b"[{home: chaoyang/x, consent: C-9, on: 2026-01-01},]\n", "[{{home: chaoyang/x, consent: C-9, on: 2026-01-01}}, {entry}]\n"),
    "indented": (b"  - {home: chaoyang/x, consent: C-9, on: 2026-01-01}\n", "  - {{home: chaoyang/x, consent: C-9, on: 2026-01-01}}\n  {added}"),
    "blocks": ("-   home: chaoyang/x   # 说明\n    consent: C-9\n    on: 2026-1-1\n\n# 完\n".encode(), "-   home: chaoyang/x   # 说明\n    consent: C-9\n    on: 2026-1-1\n\n# 完\n{added}"),
}  # fmt: skip
ENTRY = f"{{home: {HOME}, consent: C-1, on: {DAY}}}"


@pytest.mark.parametrize(("before", "after"), FILES.values(), ids=FILES)
def test_a_withdrawal_is_entered(folder, before, after):
    from generator.content import entry

    file = folder.root / "withdrawals.yml"
    if before is not None:
        file.write_bytes(before)
        file.chmod(0o640)
    entry.append_entry(file, {"home": HOME, "consent": "C-1", "on": DAY})
    assert file.read_text() == after.format(added=f"- {ENTRY}\n", entry=ENTRY)
    assert before is None or file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ("﻿# 一\r\n- {home: a/b, consent: C, on: 2026-1-1}\r\n".encode(), "utf-8"),
        ("# 清单说明\n".encode("gb18030"), "gb18030"),
    ],
    ids=["BOM and CRLF", "GB18030"],
)
def test_an_entry_is_in_the_files_own_letters(data, kept):
    from generator.content.entry import with_entry

    made = with_entry(data, {"path": "homes/a/b", "reason": "家里人要求"})
    assert made.startswith(data) and "家里人要求" in made.decode(kept)
    assert made.endswith(b"\r\n") == (b"\r\n" in data)


def test_a_withdrawal_goes_out_at_once(city):
    city.write("withdrawals.yml", "# 撤回的\n")
    done = run(city, "withdraw", HOME, "C-1")
    assert done.exit_code == 0, done.output
    assert (city.root / "withdrawals.yml").read_text() == f"# 撤回的\n- {ENTRY}\n"
    assert not holding(seen(city), "欧阳卿") and holding(seen(city), "司马家庭")
    assert (site(city) / "about/index.html").is_file() and "那一户" in (site(city) / "about/index.html").read_text()


def test_a_list_that_is_broken_does_not_keep_a_withdrawal(city):
    city.write("withdrawals.yml", "- {home: [\n")
    done = run(city, "withdraw", HOME, "C-1")
    assert done.exit_code == 0 and "没能写进" in done.output and ENTRY in done.output
    assert not holding(seen(city), "欧阳卿")
    city.write("withdrawals.yml", "")
    assert run(city, "build").exit_code == 0
    assert not holding(seen(city), "欧阳卿") and holding(seen(city), "司马家庭")


def test_nor_a_thing_that_is_withheld(city):
    city.write(LIST, "- {home: [\n")
    assert run(city, "build").exit_code == 0
    done = run(city, "withhold", f"/{OWN}families/ouyang/")
    assert done.exit_code == 0 and "没能写进" in done.output
    assert not holding(seen(city), "欧阳卿")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("withdraw", "chaoyang/zaoying", "C-1"), f"是不是“{HOME}”？"), (("withdraw", HOME, "C-3"), "是不是“C-"), (("withdraw", "../x", "C-1"), "没有"),
        (("withhold", "/homes/chaoyang/zaoying-beil/"), f"是不是 /{OWN}"), (("withhold", "/"), "首页"), (("withhold", "../../etc/passwd"), "没有"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused(city, command, told):
    before = seen(city)
    done = run(city, *command)
    assert done.exit_code == 2 and told in done.output, done.output
    assert not (city.root / LIST).exists() and not (city.root / "withdrawals.yml").exists() and seen(city) == before


def test_the_live_sites_own_wishes_are_kept(city):
    assert run(city, "build", "--no-photos", "--cards").exit_code == 0
    cards = [path for path in seen(city) if "/card-" in path]
    assert run(city, "withdraw", HOME, "C-1").exit_code == 0
    after = seen(city)
    assert not any(path.startswith("media/") for path in after)
    assert [path for path in after if "/card-" in path] == cards != []


# ---- a withdrawal goes out though everything else is broken

BREAKAGE = {
    "a bad link": lambda folder: folder.write("pages/about.md", "# 关于\n\n[没有](../nowhere/)\n"),
    "a bracket in city.yml": lambda folder: folder.write("city.yml", "name: [北京市\n"),
    "no city.yml": lambda folder: (folder.root / "city.yml").unlink(),
    "all of it": lambda folder: [folder.write(path, "{[") for path in ("city.yml", "districts/chaoyang/district.yml", "pages/about.md", "press/2026-11-01-jiao.md")],
}  # fmt: skip
WAYS = {
    "by number": lambda folder: folder.write("withdrawals.yml", f"- {ENTRY}\n"),
    "in its own file": lambda folder: folder.write(
        f"{OWN}consents.yml", CONTENT[f"{OWN}consents.yml"].replace("]}", "], withdrawn: 2026-11-23}", 1)
    ),
    "withheld": lambda folder: folder.write(LIST, f"- {{address: /{OWN}families/ouyang/}}\n"),
}
PAIRS = [
    ("a bad link", "withheld"),
    ("a bad link", "by number"),
    ("no city.yml", "by number"),
    ("a bracket in city.yml", "in its own file"),
]


@pytest.mark.parametrize(("broken", "way"), PAIRS)
def test_it_goes_out_on_the_last_good_rest(city, broken, way):
    BREAKAGE[broken](city)
    WAYS[way](city)
    goes_out(city)


def goes_out(city: Folder) -> dict[str, str]:
    done = run(city, "build")
    assert done.exit_code == 1 and "已经从网站上拿掉" in done.output, done.output
    new = seen(city)
    assert not holding(new, "欧阳卿") and not holding(new, "families/ouyang")
    assert all(holding(new, word) for word in ("司马家庭", "枣营北里", "一个角落", "关于本站"))
    left = {path: text for path, text in everything(beside(city)).items() if not path.startswith("ledger.")}
    left["ledger"] = ledger_without_findings(beside(city))
    assert not holding(left, "欧阳卿")
    assert run_rollback(city).exit_code == 1
    return new


def test_nothing_else_goes_out(city):
    old = seen(city)
    BREAKAGE["all of it"](city)
    assert run(city, "build").exit_code == 1 and seen(city) == old  # nothing is urgent, so nothing moves
    WAYS["by number"](city)
    new = goes_out(city)
    again = run(city, "build")
    assert again.exit_code == 1 and "已经从网站上拿掉" not in again.output and seen(city) == new
    for path, text in CONTENT.items():
        city.write(path, text)
    city.write("districts/chaoyang/district.yml", DISTRICT)
    assert run(city, "build").exit_code == 0 and not holding(seen(city), "欧阳卿")


@pytest.mark.parametrize("template", ["templates/home.html", "main.html"])
def test_a_broken_template_keeps_nobody(city, template, monkeypatch):
    project = city.root.parent / "project"
    here = Path(__file__).parent.parent
    shutil.copytree(here / "theme", project / "theme")
    shutil.copy(here / "mkdocs.yml", project)
    monkeypatch.chdir(project)
    assert run(city, "build").exit_code == 0
    (project / "theme" / template).write_text("{% for %}")
    city.write("withdrawals.yml", f"- {ENTRY}\n")
    done = run(city, "build")
    assert done.exit_code == 1 and "已经从网站上拿掉" in done.output, done.output
    assert not holding(seen(city), "欧阳卿") and holding(seen(city), "司马家庭")


def test_an_error_of_the_program_keeps_nobody(city, monkeypatch):
    def read(text: str, unit: str):
        raise KeyError(text)

    city.write("city.yml", CONTENT["city.yml"] + "quota: {city: 77, per_district: 10, tolerance: 2}\n")
    monkeypatch.setattr("generator.model.field_types.read_integer", read)
    done = CliRunner().invoke(main, ["check", "--content", str(city.root)], catch_exceptions=False)
    assert done.exit_code and "程序自己出了错（KeyError：'77'）" in done.output and "Traceback" not in done.output
    city.write("withdrawals.yml", f"- {ENTRY}\n")
    done = run(city, "build")
    assert done.exit_code == 1 and "已经从网站上拿掉" in done.output, done.output
    assert not holding(seen(city), "欧阳卿") and holding(seen(city), "司马家庭")
    log = Path(re.search(r"详情在 (\S+\.txt)", done.output)[1])
    assert "Traceback" in log.read_text()
    log.unlink()


def test_where_it_can_not_go_out_it_is_said(city):
    shutil.rmtree(beside(city) / "rest")
    city.write("city.yml", "name: [\n")
    city.write("withdrawals.yml", f"- {ENTRY}\n")
    done = run(city, "build")
    assert done.exit_code == 1 and "还在网站上" in done.output
