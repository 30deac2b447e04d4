"""What is known to be withdrawn stays so, whatever becomes of the files that said it; and where they can't be told,
nobody is shown.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.diagnostics import Severity
from tests.conftest import Folder
from tests.output import everything, holding
from tests.public.test_consent_built import ledger_without_findings
from tests.test_build import build, files, site

HOME, OTHER = "chaoyang/zaoying-beili", "chaoyang/bystander"
CONSENTS, ELSEWHERE = f"homes/{HOME}/consents.yml", f"homes/{OTHER}/consents.yml"
AGREED = (
    "- {id: C-1, obtained: 2026-01-01, scope: [name, story, photo]}\n"
    "- {id: C-2, obtained: 2026-01-01, scope: [name, story, photo]}\n"
)
ENTRY = f"- {{home: {HOME}, consent: C-1, on: 2026-11-20}}\n"
LIST = "withdrawals.yml"
FIRST, SECOND, THIRD = "欧阳卿", "司马", "诸葛"


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    """A city in which everybody is shown."""
    folder = Folder(tmp_path_factory.mktemp("withdrawals") / "content")
    folder.home("families.yml", "".join(f"- {{id: {who}, family: {name}家庭, year: 2026, story: {name}说, consent: {number}}}\n"
                                        for who, name, number in (("ouyang", FIRST, "C-1"), ("sima", SECOND, "C-2"))))  # fmt: skip
    folder.home(
        "families.yml", f"- {{id: zhuge, family: {THIRD}家庭, year: 2026, story: {THIRD}说, consent: C-9}}\n", OTHER
    )
    folder.write(CONSENTS, AGREED)
    folder.write(
        ELSEWHERE,
        "- {id: C-9, obtained: 2026-01-01, scope: [name, story, photo]}\n- {id: C-2, obtained: 2026-01-01, "
        "scope: [name]}\n",
    )
    assert build(folder).exit_code == 0
    assert shown(folder) == {FIRST, SECOND, THIRD}
    return folder.root.parent


@pytest.fixture(scope="module")
def after(first, tmp_path_factory) -> Path:
    """The same after one of them took it back."""
    copy = tmp_path_factory.mktemp("withdrawn") / "city"
    shutil.copytree(first, copy, symlinks=True)
    (copy / "content" / LIST).write_text(ENTRY)
    folder = _folder(copy)
    assert build(folder).exit_code == 0 and shown(folder) == {SECOND, THIRD}
    return copy


def _folder(where: Path) -> Folder:
    folder = Folder.__new__(Folder)
    folder.root = where / "content"
    return folder


@pytest.fixture
def city(first, tmp_path) -> Folder:
    shutil.copytree(first, tmp_path / "city", symlinks=True)
    return _folder(tmp_path / "city")


@pytest.fixture
def withdrawn(after, tmp_path) -> Folder:
    shutil.copytree(after, tmp_path / "city", symlinks=True)
    return _folder(tmp_path / "city")


def shown(folder: Folder) -> set[str]:
    found = everything(site(folder))
    return {name for name in (FIRST, SECOND, THIRD) if holding(found, name)}


def beside(folder: Folder) -> Path:
    return site(folder).parent / ".homes-site"


def rebuilt(folder: Folder, *more: str, day: str = "2026-11-23") -> Result:
    result = CliRunner().invoke(
        main,
        ["build", "--content", str(folder.root), "--site", str(site(folder)), "--as-of", day, *more],
        catch_exceptions=False,
    )
    assert result.exit_code == 0, result.output
    return result


def errors(folder: Folder) -> str:
    return "\n".join(line for line in (beside(folder) / "findings.txt").read_text().splitlines() if "错误" in line)


# ---- the files that said it are lost

LOSSES = {
    "emptied": lambda folder: folder.write(LIST, ""),
    "an empty list": lambda folder: folder.write(LIST, "[]\n"),
    "deleted": lambda folder: (folder.root / LIST).unlink(),
    "cut": lambda folder: folder.write(LIST, ENTRY[:20]),
    "no text": lambda folder: folder.write(LIST, b"\x00" * 50),
    "another entry": lambda folder: folder.write(LIST, f"- {{home: {OTHER}, consent: C-2, on: 2026-11-21}}\n"),
    "a folder": lambda folder: ((folder.root / LIST).unlink(), (folder.root / LIST).mkdir()),
}


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_nobody_comes_back(withdrawn, lose):
    lose(withdrawn)
    rebuilt(withdrawn)
    assert FIRST not in shown(withdrawn)
    shutil.rmtree(beside(withdrawn) / "cache")
    shutil.rmtree(beside(withdrawn) / "good")
    rebuilt(withdrawn, "--fresh")
    assert FIRST not in shown(withdrawn)
    assert "C-1 在 2026 年 11 月 20 日撤回了" in errors(withdrawn) or LIST in errors(withdrawn)


@pytest.mark.parametrize(
    "text", ["", None, "- {id: C-1, obtained", AGREED], ids=["emptied", "deleted", "damaged", "as before"]
)
def test_a_withdrawal_of_the_homes_own_outlives_its_file(city, text):
    city.write(CONSENTS, AGREED.replace("photo]}", "photo], withdrawn: 2026-11-20}", 1))
    rebuilt(city)
    assert shown(city) == {SECOND, THIRD}
    (city.root / CONSENTS).unlink() if text is None else city.write(CONSENTS, text)
    rebuilt(city, "--fresh")
    assert FIRST not in shown(city)
    city.write(CONSENTS, AGREED)
    rebuilt(city)
    assert shown(city) == {SECOND, THIRD}


def test_what_was_withdrawn_stays_so_under_a_new_name(withdrawn):
    (withdrawn.root / LIST).unlink()
    shutil.move(withdrawn.root / f"homes/{HOME}", withdrawn.root / "homes/chaoyang/zaoying")
    withdrawn.write(
        "homes/chaoyang/zaoying/home.yml", f"name: 枣营\nkind: community\nstreet: maizidian\nformerly: [{HOME}]\n"
    )
    rebuilt(withdrawn)
    assert shown(withdrawn) == {SECOND, THIRD}


def test_a_home_renamed_by_the_build_that_reads_a_withdrawal_of_it_is_not_taken_for_another(city):
    """Another home has the number, too, and is known before the renamed one has been read."""
    city.write(ELSEWHERE, AGREED)
    families = city.root / f"homes/{OTHER}/families.yml"
    families.write_text(families.read_text("utf-8").replace("C-9", "C-2"), "utf-8")
    rebuilt(city)
    shutil.move(city.root / f"homes/{HOME}", city.root / "homes/chaoyang/zaoying")
    city.write(
        "homes/chaoyang/zaoying/home.yml", f"name: 枣营\nkind: community\nstreet: maizidian\nformerly: [{HOME}]\n"
    )
    city.write(LIST, ENTRY.replace("C-1", "C-2"))
    rebuilt(city)
    assert shown(city) == {FIRST, THIRD}


def test_a_mistake_is_taken_back_from_the_day_after(withdrawn):
    back = f"- {{home: {HOME}, consent: C-1, restored_on: %s, reason: 登记错了编号, by_role: 区妇联权益部}}\n"
    for day, text, seen in (
        ("2026-11-23", ENTRY + back % "2026-11-20", False),
        ("2026-11-23", ENTRY + back % "2026-11-21", True),
        ("2026-11-24", ENTRY + back % "2026-11-21" + ENTRY.replace("11-20", "11-22"), False),
        ("2026-11-24", back % "2026-11-25", False),
        ("2026-11-25", back % "2026-11-25", True),
        ("2026-11-26", "", False),
        ("2026-11-26", f"- {{home: {HOME}, consent: C-1, restored_on: 2026-11-25}}\n", False),
    ):
        withdrawn.write(LIST, text)
        rebuilt(withdrawn, day=day)
        assert (FIRST in shown(withdrawn)) == seen, text
    assert "要写明原因和审核岗位" in errors(withdrawn)


def test_a_record_that_is_damaged_closes_its_district(withdrawn):
    record = beside(withdrawn) / "known/consents/chaoyang.json"
    record.write_bytes(record.read_bytes().replace(b"2026-11-20", b"2026-11-21"))
    withdrawn.write(LIST, "")
    rebuilt(withdrawn)
    assert shown(withdrawn) == set() and "known/consents/chaoyang.json 坏了" in errors(withdrawn)
    record.unlink()
    withdrawn.write(LIST, ENTRY)
    rebuilt(withdrawn)
    assert shown(withdrawn) == {SECOND, THIRD}


# ---- what can't be told counts against publishing: a home each, one build of them all

E = "- {home: chaoyang/%s, consent: C-1, on: 2026-11-20}\n"
TAKEN, CLOSED, OPEN = {"second"}, set(), {"first", "second"}
# what is written in withdrawals.yml about a home → what is told, and who may be seen
DOUBTS = {
    "good": (E, "", TAKEN),
    "small letter": (E.replace("C-1", "c-1"), "是不是“C-1”？", CLOSED),
    "full width": (E.replace("C-1", "Ｃ-1"), "是不是“C-1”？", CLOSED),
    "never had": (E.replace("C-1", "X-77"), "从来没有编号是“X-77”", CLOSED),
    "withdrew": (E.replace("on:", "withdrew:"), "不认识字段“withdrew”", CLOSED),
    "撤回": (E.replace("on:", "撤回:"), "是不是“撤回日期”？", CLOSED),
    "已撤回": (E.replace("on: 2026-11-20", "已撤回: 是"), "不认识字段“已撤回”", CLOSED),
    "a day that is none": (E.replace("11-20", "13-45"), "2026-13-45", CLOSED),
    "no day": (E.replace(", on: 2026-11-20", ""), "缺少“撤回日期”", CLOSED),
    "a field twice": (E.replace("}", ", on: 2026-11-21}"), "写了两次", CLOSED),
    "restored without a reason": (
        E + E.replace("on:", "restored_on:").replace("11-20", "11-22"),
        "要写明原因和审核岗位",
        CLOSED,
    ),
    "the home mistyped": (E.replace("C-1", "U-1").replace("%s", "%s-x"), "有这个编号，先按它撤下", TAKEN),
    "no home": (E.replace("home: chaoyang/%s, ", "").replace("C-1", "V-1"), "缺少“妇女之家”", CLOSED),
    "the home mistyped, a number of many": (E.replace("C-1", "C-2").replace("%s", "%s-x"), "没有起作用", OPEN),
}
# what is written in the home's own consents.yml in the place of its end
OWN = {
    "own: good": ("withdrawn: 2026-11-20", "", TAKEN),
    "own: withdrew": ("withdrew: 2026-11-20", "是不是“withdrawn”？", CLOSED),
    "own: 撤回": ("撤回: 2026-11-20", "是不是“撤回日期”？", CLOSED),
    "own: 已撤回": ("已撤回: 2026-11-20", "不认识字段“已撤回”", CLOSED),
    "own: a day that is none": ("withdrawn: 上个月", "上个月", CLOSED),
}
SLUGS = {name: f"h{number}" for number, name in enumerate((*DOUBTS, *OWN))}
NUMBERS = {"the home mistyped": "U-1", "no home": "V-1"}


def _mark(name: str, who: str) -> str:
    return f"{SLUGS[name]}{who}end"


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("doubts") / "content")
    for name, slug in SLUGS.items():
        number, more = NUMBERS.get(name, "C-1"), f", {OWN[name][0]}" if name in OWN else ""
        home = f"chaoyang/{slug}"
        folder.home("home.yml", f"name: {slug}之家\nkind: community\nstreet: maizidian\n", home)
        folder.home("families.yml", f"- {{id: a, family: {_mark(name, 'first')}, year: 2026, story: 一, consent: {number}}}\n"
                                    f"- {{id: b, family: {_mark(name, 'second')}, year: 2026, story: 二, "
"consent: C-2}\n", home)  # fmt: skip
        folder.home(
            "consents.yml",
            f"- {{id: {number}, obtained: 2026-01-01, scope: [name]{more}}}\n- {{id: C-2, obtained: "
            "2026-01-01, scope: [name]}\n",
            home,
        )
    folder.write(LIST, "".join(text.replace("%s", SLUGS[name]) for name, (text, *_) in DOUBTS.items()))
    rebuilt(folder)
    return folder


@pytest.mark.parametrize(
    ("name", "told", "seen"), [(name, told, seen) for name, (_, told, seen) in (DOUBTS | OWN).items()], ids=SLUGS
)
def test_what_cannot_be_told_is_an_error_and_closed_until_it_is_mended(doubtful, name, told, seen):
    found = everything(site(doubtful))
    assert {who for who in ("first", "second") if holding(found, _mark(name, who))} == seen
    assert told in errors(doubtful)


def test_check_tells_the_same(doubtful):
    told = "\n".join(str(f) for f in doubtful.assess().findings if f.severity is Severity.ERROR)
    assert [one for _, one, _ in (DOUBTS | OWN).values() if one not in told] == []


NOBODY_KNOWS_WHOM = {
    "no name at all": "- {on: 2026-11-20}\n",
    "no record": "- 枣营北里 C-1\n",
    "not closed": ENTRY.replace("}", ""),
}


@pytest.mark.parametrize("text", NOBODY_KNOWS_WHOM.values(), ids=NOBODY_KNOWS_WHOM)
def test_where_nobody_can_tell_whom_it_is_about_all_are_closed_until_it_is_mended(city, text):
    city.write(LIST, text)
    rebuilt(city)
    assert shown(city) == set() and LIST in errors(city)
    city.write(LIST, ENTRY)
    rebuilt(city)
    assert shown(city) == {SECOND, THIRD}


def test_a_consent_that_was_once_there_may_be_gone_from_its_file(city):
    city.write(CONSENTS, AGREED.splitlines(keepends=True)[1])
    rebuilt(city)
    city.write(LIST, ENTRY)
    rebuilt(city)
    assert shown(city) == {SECOND, THIRD} and LIST not in errors(city)


# ---- nothing of it is left

TRACES = ("欧阳卿", "ouyang")


@pytest.mark.parametrize("text", [ENTRY, ENTRY.replace("beili", "beil")], ids=["plain", "home mistyped"])
def test_it_is_gone_from_trees_caches_and_records(city, text):
    city.write(LIST, text)
    rebuilt(city)
    left = {path: text for path, text in everything(beside(city)).items() if not path.startswith("ledger.")}
    left["ledger"] = ledger_without_findings(beside(city))
    assert {word: holding(left, word) for word in TRACES if holding(left, word)} == {}


def test_no_release_that_shows_it_comes_back(city):
    city.write("homes/chaoyang/bystander/intro.md", "新写的。\n")
    rebuilt(city)
    city.write(LIST, ENTRY)
    rebuilt(city)
    before = files(site(city))
    assert CliRunner().invoke(main, ["rollback", "--site", str(site(city))]).exit_code == 1
    assert files(site(city)) == before


def test_where_nothing_is_said_nothing_is_found(first):
    assert not [
        line
        for line in (first / ".homes-site/findings.txt").read_text().splitlines()
        if Severity.ERROR.label in line and "consents" in line
    ]
