"""The last good version of a file stands in for a broken one; and a release can be taken back."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.content import intake
from generator.diagnostics import Severity
from generator.pipeline import BuildOptions, no_progress, publishing
from generator.reading import Reading
from generator.reading.failures import FailedHomes
from generator.reading.homes import read_once
from generator.reading.last_good import LastGood
from generator.store import State
from generator.workers import Workers
from tests.conftest import DAY, DISTRICT, Folder
from tests.output import everything, holding
from tests.public.test_consent_built import ledger_without_findings
from tests.test_build import build, files, site

HOME = "chaoyang/zaoying-beili"
OWN = f"homes/{HOME}/"
MOBILE = "14200000900"  # a number that nobody has
GOOD = {
    f"{OWN}home.yml": "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n"
    f"office: {{mobile: {{number: {MOBILE}, consent: C-1}}, notice: {{text: 请到二层, until: 2026-11-30}}}}\n",
    f"{OWN}intro.md": "院子里有一棵老槐树。\n",
    f"{OWN}brand.md": "---\ntitle: 周三议事角\n---\n一张桌子。\n",
    f"{OWN}families.yml": "- {id: ouyang, family: 欧阳卿家庭, year: 2026, titles: [孝老爱亲], story: 一粥一饭, consent: C-1}\n"
    "- {id: sima, family: 司马家庭, year: 2026, titles: [邻里和睦], story: 一砖一瓦, consent: C-2}\n",
    f"{OWN}activities/2026-11-20-yishi.md": "---\ntitle: 议事\ndate: 2026-11-20\n---\n来了九个人。\n",
    f"{OWN}regulations.yml": "- {title: 图书借阅制度, file: library.md, adopted: 2026-01-02}\n",
    f"{OWN}regulations/library.md": "---\ntitle: 图书借阅制度\n---\n借书不收费。\n",
    "districts/chaoyang/district.yml": DISTRICT,
    "districts/chaoyang/brand.md": "---\ntitle: 一区一品\n---\n街坊都来。\n",
    "press/2026-11-01-jiao.md": "---\ntitle: 一个角落\ndate: 2026-11-01\n---\n正文。\n",
    "recognition/2025-chaoyang.yml": f"level: district\nyear: 2025\ndecided_on: 2025-12-01\nrecognised: [{HOME}]\n",
    "holidays.yml": "- {year: 2026, closed: [2026-10-01], working: []}\n",
    "synonyms.yml": "- {words: [找工作], items: [work.policy]}\n",
}
CONSENTS = f"{OWN}consents.yml"
AGREED = (
    "- {id: C-1, obtained: 2026-01-01, scope: [name, story, photo, mobile], until: 2026-12-31}\n"
    "- {id: C-2, obtained: 2026-01-01, scope: [name, story, photo]}\n"
)
BROKEN = b"---\n- {a: [b\n"


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    folder = Folder(tmp_path_factory.mktemp("good") / "content")
    for path, text in {**GOOD, CONSENTS: AGREED}.items():
        folder.write(path, text)
    result = build(folder)
    assert result.exit_code == 0 and "错误" not in result.output, result.output
    return folder.root.parent


@pytest.fixture
def built(folder, first):
    shutil.rmtree(folder.root)
    shutil.copytree(first, folder.root.parent, symlinks=True, dirs_exist_ok=True)
    return folder


def state(folder) -> State:
    return State.beside(site(folder))


def reading(folder, good: bool = True, moment=DAY) -> Reading:
    """As a build reads it, with the last good texts that lie beside the site, or without."""
    kept = LastGood(state(folder).records if good else None)
    with Workers(1) as workers:
        return read_once(
            BuildOptions(folder.root, moment),
            intake.take_snapshot(folder.root),
            kept,
            workers,
            no_progress,
            FailedHomes(),
        )


def rows(folder, path: str, severity: Severity, good: bool = True) -> list[str]:
    return [
        f.message for f in reading(folder, good).assessment.findings if f.place.path == path and f.severity is severity
    ]


def kept(folder) -> dict[str, bytes]:
    return files(state(folder).folder / "good")


# ---- the last good version


@pytest.mark.parametrize("path", GOOD)
def test_a_broken_file_changes_nothing_that_is_seen(built, path):
    before = reading(built).site
    built.write(path, BROKEN)
    assert reading(built).site == before
    assert rows(built, path, Severity.ERROR)
    assert any("2026 年 11 月 23 日收下的旧版" in message for message in rows(built, path, Severity.NOTICE))


@pytest.mark.parametrize("path", GOOD)
def test_without_an_older_version_it_is_missing(built, path):
    before = reading(built).site
    built.write(path, BROKEN)
    assert reading(built, good=False).site != before
    assert rows(built, path, Severity.ERROR, good=False)


WAYS_TO_BREAK = {
    "another street": lambda file: file.write_text(file.read_text().replace("maizidian", "nowhere")),
    "not text": lambda file: file.write_bytes(b"\xff\xfe\xff"),
    "a link": lambda file: (file.unlink(), file.symlink_to("/etc/hostname")),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
    "too large": lambda file: file.write_bytes(b"x" * 2_000_000),
}


@pytest.mark.parametrize("spoil", WAYS_TO_BREAK.values(), ids=WAYS_TO_BREAK)
def test_however_it_broke(built, spoil):
    before = reading(built).site
    spoil(built.root / OWN / "home.yml")
    if (built.root / OWN / "home.yml").is_dir():  # a home.yml that is a folder is no file that broke
        assert HOME in reading(built).assessment.content.left_out
    else:
        assert reading(built).site == before


def test_an_activity_whose_date_and_name_disagree_stays_as_it_was(built):
    before = reading(built).site
    path = f"{OWN}activities/2026-11-20-yishi.md"
    built.write(path, GOOD[path].replace("date: 2026-11-20", "date: 2026-11-21"))
    assert reading(built).site == before


def test_a_build_says_what_it_kept_and_goes_on_keeping_it(built):
    before = files(site(built))
    for path in GOOD:
        built.write(path, BROKEN)
    for _ in range(2):
        result = build(built)
        assert result.exit_code == 0
        assert result.stdout.splitlines()[-3] == f"发布 1 家，沿用旧版 1 家：{HOME}，没有发布 0 家。"
        assert files(site(built)) == before
    report = (state(built).folder / "findings.txt").read_text(encoding="utf-8")
    assert f"{OWN}intro.md: 提示 [house.kept] 现在用的是 2026 年 11 月 23 日收下的旧版" in report


def test_fresh_and_check_know_of_no_older_version(built):
    built.write(f"{OWN}home.yml", BROKEN)
    assert built.assess().content.left_out == (HOME,)
    result = build(built, "--fresh")
    assert f"发布 1 家，沿用旧版 0 家，没有发布 1 家：{HOME}。" in result.stdout
    assert not any("zaoying" in path for path in kept(built))


def test_a_file_that_is_gone_is_gone(built):
    (built.root / OWN / "brand.md").unlink()
    shown = next(home for home in reading(built).site.homes if home.identity == HOME)
    assert shown.brand is None
    assert build(built).exit_code == 0
    assert not holding(everything(state(built).folder / "good"), "周三议事角")


def test_a_home_that_is_gone_takes_its_records_along(built):
    shutil.rmtree(built.root / OWN)
    assert build(built).exit_code == 0
    assert f"{HOME}.json" not in kept(built)


def test_an_unchanged_build_writes_no_record_and_a_damaged_one_is_none(built):
    times = {path: path.stat().st_mtime_ns for path in (state(built).folder / "good").rglob("*.json")}
    assert len(times) == 4
    assert build(built, day="2026-11-24").exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in times} == times
    record = state(built).folder / "good" / f"{HOME}.json"
    record.write_bytes(record.read_bytes().replace("老槐树".encode(), "小槐树".encode()))
    built.write(f"{OWN}home.yml", BROKEN)
    assert HOME in reading(built).assessment.content.left_out


# ---- an older version is judged anew


def test_it_is_judged_on_the_day_of_the_build(built):
    built.write(f"{OWN}home.yml", BROKEN)
    page = f"{OWN}index.html"
    assert build(built).exit_code == 0 and "请到二层" in files(site(built))[page].decode()
    assert build(built, day="2026-12-05").exit_code == 0 and "请到二层" not in files(site(built))[page].decode()


ENDED = {
    "until": ("2027-01-01", lambda folder: None),
    "withdrawn": (
        "2026-11-24",
        lambda folder: folder.write(CONSENTS, AGREED.replace("until: 2026-12-31", "withdrawn: 2026-11-24")),
    ),
    "federation": (
        "2026-11-24",
        lambda folder: folder.write("withdrawals.yml", f"- {{home: {HOME}, consent: C-1, on: 2026-11-24}}\n"),
    ),
}


@pytest.mark.parametrize(("day", "end"), ENDED.values(), ids=ENDED)
def test_what_nobody_consents_to_any_more_does_not_come_back(built, day, end):
    end(built)
    for name in ("home.yml", "families.yml"):
        built.write(OWN + name, BROKEN)
    result = build(built, day=day)
    assert result.exit_code == 0 and "沿用旧版 1 家" in result.stdout
    for root in (site(built), state(built).folder):
        left = everything(root)
        if root == state(built).folder:
            left["ledger.sqlite"] = ledger_without_findings(root)
        assert not [
            path
            for word in ("欧阳卿", "一粥一饭", MOBILE)
            for path in holding(left, word)
            if not path.startswith("findings.")
        ]
        assert holding(left, "司马家庭") and holding(left, "枣营北里")


def test_consents_and_ledgers_have_no_older_version(built):
    built.write(CONSENTS, BROKEN)
    built.write(f"{OWN}ledger.yml", BROKEN)
    result = build(built)
    assert result.exit_code == 0 and "沿用旧版 0 家" in result.stdout
    assert not holding(everything(site(built)), "司马家庭")
    assert not [
        name for text in kept(built).values() for name in ("consents.yml", "ledger.yml") if name.encode() in text
    ]


def test_what_may_not_be_published_is_no_broken_file(built):
    built.write(f"{OWN}intro.md", "请打 14200000901，找我。\n")
    result = build(built)
    assert "沿用旧版 0 家" in result.stdout
    left = everything(site(built))
    assert not holding(left, "老槐树") and not holding(left, "14200000901")
    assert not holding(everything(state(built).folder / "good"), "14200000901")


@pytest.mark.parametrize("way", [(), ("--fresh",)])
def test_a_home_that_is_gone_leaves_no_word_in_the_ledger(built, way):
    assert holding(everything(state(built).folder), "老槐树")
    shutil.rmtree(built.root / OWN)
    assert build(built, *way).exit_code == 0
    left = everything(state(built).folder)
    assert not [word for word in ("老槐树", "司马家庭", "借书不收费") if word in str(left["ledger.sqlite"])]


# ---- a release can be taken back


def rollback(folder, day: str = "2026-11-24") -> Result:
    return CliRunner().invoke(main, ["rollback", "--site", str(site(folder)), "--as-of", day])


def test_a_release_is_taken_back_and_brought_back(built):
    before = files(site(built))
    built.write(f"{OWN}intro.md", "院子里有两棵老槐树。\n")
    assert build(built).exit_code == 0
    after = files(site(built))
    assert after != before
    result = rollback(built)
    assert result.exit_code == 0 and "已退回上一版" in result.stdout, result.output
    assert files(site(built)) == before
    assert rollback(built).exit_code == 0
    assert files(site(built)) == after


def test_never_behind_a_withdrawal(built):
    built.write("withdrawals.yml", f"- {{home: {HOME}, consent: C-1, on: 2026-11-24}}\n")
    assert build(built, day="2026-11-24").exit_code == 0
    after = files(site(built))
    result = rollback(built)
    assert result.exit_code == 1 and "没有可以退回的上一版" in result.stderr
    assert files(site(built)) == after


def test_without_a_release_before_there_is_nothing_to_take_back(built, folder):
    before = files(site(built))
    assert rollback(built).exit_code == 1
    assert files(site(built)) == before


def test_not_while_a_build_is_running(built):
    with open(state(built).folder / "lock", "a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert rollback(built).exit_code == 75


def test_what_a_kill_after_the_switch_left_undone_is_done_by_the_next_build(built, monkeypatch):
    class Killed(BaseException):
        """In the place of a kill: nobody handles it."""

    def die(*_):
        raise Killed

    built.home("intro.md", "换了一句话。\n")
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "_commit_last_good", die)
        with pytest.raises(Killed):
            build(built)
    assert "换了一句话" in (site(built) / f"{OWN}index.html").read_text()
    assert "换了一句话".encode() not in b"".join(kept(built).values())
    assert build(built).exit_code == 0
    assert "换了一句话".encode() in b"".join(kept(built).values())


def test_an_older_list_is_not_kept_where_something_of_it_is_redacted_and_a_slip_moves_its_entries(built):
    families = GOOD[f"{OWN}families.yml"].replace("id: ouyang", "id: 欧阳")
    built.home("families.yml", families)
    built.write("withdrawals.yml", f"- {{home: {HOME}, consent: C-2, on: 2026-11-20}}\n")
    assert build(built).exit_code == 0
    assert "司马".encode() not in b"".join(kept(built).values())


def test_what_is_removed_from_a_text_that_stands_in_is_not_told_for_ever(built):
    """The successor is gone and the file broken: the next build no longer knows whom it named, nor says so."""
    built.home(
        "home.yml",
        "name: 枣营北里妇女之家\nkind: community\nstreet: maizidian\nclosed: {on: 2026-11-01, successor: chaoyang/bystander}\n",
    )
    build(built)
    shutil.rmtree(built.root / "homes/chaoyang/bystander")
    built.home("home.yml", BROKEN)
    report = state(built).folder / "findings.txt"
    build(built)
    assert "没有“chaoyang/bystander”这个妇女之家" in report.read_text()
    build(built)
    again = report.read_text()
    assert "没有“chaoyang/bystander”这个妇女之家" not in again
    build(built)
    assert report.read_text() == again
