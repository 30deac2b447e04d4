"""What `homes report` writes and prints: pages, tables, forms; where it refuses to write."""

from __future__ import annotations

import ast
import csv
import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.field_types import BEIJING
from generator.office.reports import area, rounds, terminal, writing
from generator.office.reports.sampling import sample
from generator.office.reports.tables import cell
from generator.standard.recognition_rules import judge_rule, rules
from generator.standard.rounds import RoundsCase

from . import report_home as good

ROOT = Path(__file__).parent.parent.parent
DAY = dt.datetime(2026, 7, 1, 12, tzinfo=BEIJING)
NIGHT = dt.datetime(2026, 12, 20, 12, tzinfo=BEIJING)
BARE = "chaoyang/bystander"
ANNEX = "附件2/2026-市级/朝阳区_麦子店街道_枣营北里社区妇女之家"

ROUNDS = {
    "2025-city": """level: city
year: 2025
decided_on: 2025-12-18
applications: [{home: chaoyang/bystander, applied: 2025-11-01, review_rank: 7, result: 90}]
recognised: [chaoyang/bystander]
reserves: [chaoyang/zaoying-beili]
""",
    "2026-chaoyang": """level: district
year: 2026
renewals:
  - {home: chaoyang/bystander, level: city, decision: delisted, decided_on: 2026-12-10, reason: 示范作用不够突出,
     substitute: chaoyang/zaoying-beili}
filed: {results: 2026-12-15}
""",
    "2026-city": """level: city
year: 2026
applications:
  - {home: chaoyang/zaoying-beili, applied: 2026-06-01, street_party_opinion: {date: 2026-06-05, text: 同意申报},
     district_opinion: {date: 2026-12-01, text: 同意推荐}, result: 96.5}
""",
}


@pytest.fixture
def city(folder):
    good.write(folder)
    for name, text in ROUNDS.items():
        folder.write(f"recognition/{name}.yml", text)
    return folder


def write(folder, out: Path, moment: dt.datetime = DAY) -> Path:
    writing.write(folder.assess(moment), out)
    return out


def run(*arguments: str):
    return CliRunner().invoke(main, ["report", "--as-of", "2026-07-01", *arguments])


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_everything_is_written_and_a_second_time_the_same_bytes(city, tmp_path):
    one, two = write(city, tmp_path / "one"), write(city, tmp_path / "two")
    files = {path.relative_to(one).as_posix(): path.read_bytes() for path in one.rglob("*") if path.is_file()}
    assert files == {path.relative_to(two).as_posix(): path.read_bytes() for path in two.rglob("*") if path.is_file()}
    pages = {"index.html", "districts/chaoyang.html", f"homes/{good.ID}.html", f"homes/{BARE}.html"}
    assert (
        pages | {"homes.csv", "rules.csv", "todos.csv", "months.csv", f"{ANNEX}.docx", f"{ANNEX}.html"} <= files.keys()
    )


def test_pages_lead_to_the_papers_that_are_theirs(city, tmp_path):
    out = write(city, tmp_path / "out", NIGHT)
    linked = {page: set(re.findall(r'href="([^"]+\.(?:docx|xlsx|txt))"', (out / page).read_text("utf-8")))
              for page in ("index.html", "districts/chaoyang.html")}  # fmt: skip
    assert {
        "计划/2026/全市_2026年度_评定计划.docx",
        "备案/2026/全市/清单.txt",
        "通报/2026年情况通报_工作参考稿.docx",
    } <= linked["index.html"]
    assert {
        "../计划/2026/朝阳区_2026年度_评定计划.xlsx",
        "../抽查/2026/朝阳区_麦子店街道_枣营北里社区妇女之家.docx",
    } <= linked["districts/chaoyang.html"]
    assert not [file for file in linked["districts/chaoyang.html"] if "全市" in file or "通报" in file]


def test_districts_stand_by_their_code(city, tmp_path):
    """Not by the slug, which would put 朝阳区 first."""
    for slug, name, code in (("xicheng", "西城区", "110102"), ("dongcheng", "东城区", "110103")):
        city.write(f"districts/{slug}/district.yml", f'name: {name}\ncode: "{code}"\n')
        city.write(f"recognition/2026-{slug}.yml", f"level: district\nyear: 2026\nrecognised: [{slug}/nobody]\n")
    page = (write(city, tmp_path / "out", NIGHT) / "index.html").read_text("utf-8")
    tables = [
        re.findall(">(东城区|西城区|朝阳区)<", table) for table in re.findall("<table.*?</table>", page, re.DOTALL)
    ]
    found = [list(dict.fromkeys(names)) for names in tables if len(names) > 1]
    assert len(found) == 3 and all(names == ["西城区", "东城区", "朝阳区"] for names in found)
    told = re.findall("recognition/2026-([a-z]+).yml 第", page)
    assert [slug for slug in dict.fromkeys(told) if slug in ("dongcheng", "xicheng")] == ["xicheng", "dongcheng"]


def test_a_finding_stands_with_its_district_and_not_with_one_named_in_it(city, tmp_path):
    """Though 城区 is named within 东城区, and every message has both."""
    for slug, name, code in (("inner", "城区", "110102"), ("dongcheng", "东城区", "110103")):
        city.write(f"districts/{slug}/district.yml", f'name: {name}\ncode: "{code}"\n')
    content = city.assess(NIGHT).content
    case = RoundsCase(content, NIGHT.date())
    (rule,) = (one for one in rules(content.standard) if one.id == "recognition.quota-city-per-district")
    issues = {issue.district: issue for issue in judge_rule(rule, case)[1]}
    assert set(issues) == set(content.districts)
    page = (write(city, tmp_path / "out", NIGHT) / "index.html").read_text("utf-8")
    assert re.findall(r"年(城区|东城区|朝阳区)\w+“", page) == ["城区", "东城区", "朝阳区"]


def test_pages_need_no_network_and_no_script(city, tmp_path):
    for page in write(city, tmp_path / "out").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"https?:|//[a-z]|<script|<link|src=|@import|url\(", text), page
        for target in re.findall(r'href="([^"]+)"', text):
            assert (page.parent / target).is_file(), (page, target)


def test_what_a_home_wrote_is_text_and_nothing_else(city, tmp_path):
    city.home("home.yml", good.HOME.replace("枣营北里社区妇女之家", "<b onclick=x>妇女之家"))
    out = write(city, tmp_path / "out", NIGHT)
    for page in (out / f"homes/{good.ID}.html", out / "index.html", out / "districts/chaoyang.html"):
        text = page.read_text(encoding="utf-8")
        assert "<b onclick" not in text and "&lt;b onclick=x&gt;妇女之家" in text


def test_the_worst_home_is_told_what_where_and_by_which_clause(city):
    text = run("--content", str(city.root), "--home", BARE).output
    assert text.startswith("霞光里社区妇女之家（chaoyang/bystander）\n")
    flat = re.sub(r"\s+", "", text)
    assert "七有还一样都没有达到。先做这三件事：1.在home.yml里补上" in flat
    for told in (
        "在ledger.yml（还没有，先新建）里补上20项",
        "填写“名册类”（rosters）",
        "“会议—妇女代表议事会议”（meetings.council）",
        "四（二）7（2）",
        "○有台账资料，差：制度类",
    ):
        assert told in flat, told
    assert max(map(terminal.width, text.splitlines())) <= 80


def test_a_home_that_lacks_one_thing_reads_so(city):
    city.home("ledger.yml", good.LEDGER.replace("book_checked: [2026-03-31]", "book_checked: [2025-03-31]"))
    text = run("--content", str(city.root), "--home", good.ID).output
    assert "七有里差一样：有骨干力量。先做这三件事：" in text
    assert "1. 最近一次“检查联系册”是 2025 年 3 月 31 日，已超过一年" in text
    assert "写在：ledger.yml 第 7 行“联系妇女群众—检查联系册”" in re.sub(r"\n\s+", "", text)


def test_a_good_home_is_told_what_to_remember(city):
    text = run("--content", str(city.root), "--home", good.ID).output
    assert "七有都达到了。接下来 90 天别忘了这两件事：" in text
    assert "1. 2026 年 9 月 10 日前，主动汇报工作：现在达到；" in text and "最晚 2026-09-12　活动有记录" in text


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("待确认", "这份文件现在是否有效待确认"),
        ("现行有效, confirmed_on: 2026-05-01", "文件现行有效（2026-05-01 确认）"),
    ],
)
def test_staff_see_whether_the_policy_is_in_force(city, tmp_path, status, told):
    text = (city.root / "city.yml").read_text(encoding="utf-8")
    city.write("city.yml", f"{text}policy: {{title: 意见, status: {status}}}\n")
    out = write(city, tmp_path / "out")
    for page in ("index.html", "districts/chaoyang.html", f"homes/{good.ID}.html"):
        assert told in (out / page).read_text(encoding="utf-8"), page


def test_an_unknown_home_ends_with_2_and_a_hint(city):
    outcome = run("--content", str(city.root), "--home", "chaoyang/zaoyin-beili")
    assert outcome.exit_code == 2 and "是不是“chaoyang/zaoying-beili”？" in outcome.output


def test_a_home_that_cannot_be_read_says_why(city):
    city.home("home.yml", "name: [\n")
    outcome = run("--content", str(city.root), "--home", good.ID)
    assert outcome.exit_code == 0 and "homes/chaoyang/zaoying-beili/home.yml" in outcome.output
    outcome = run("--content", str(city.root), "--out", str(city.root.parent / "out"))
    assert outcome.exit_code == 0
    assert "文件读不出来、没有评的：</b>chaoyang/zaoying-beili" in (city.root.parent / "out/index.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    "out", ["site", "site/reports", "content", "content/homes/x", "public/reports", ".homes-public/a"]
)
def test_reports_never_go_into_a_site_or_the_content(city, monkeypatch, out):
    monkeypatch.chdir(city.root.parent)
    for folder in ("public", ".homes-public"):  # a site of another name, known by its state beside it
        Path(folder).mkdir()
    before = sorted(city.root.parent.rglob("*"))
    outcome = run("--out", out)
    assert outcome.exit_code == 2 and "不公开" in outcome.output
    assert sorted(city.root.parent.rglob("*")) == before


def test_a_link_into_the_site_is_no_way_round(city, monkeypatch):
    monkeypatch.chdir(city.root.parent)
    Path("site").mkdir()
    Path("reports").symlink_to("site")
    assert run().exit_code == 2 and not list(Path("site").iterdir())


def test_what_the_site_is_made_of_knows_nothing_of_reports():
    site = ("pages", "public", "publish", "feeds", "search", "media", "catalogue", "pipeline", "plugin.py", "serve.py")
    sources = [
        p
        for room in site
        for p in ([ROOT / "generator" / room] if "." in room else (ROOT / "generator" / room).rglob("*.py"))
    ]
    for source in sources:
        names = [
            node.module or "" for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.ImportFrom)
        ]
        assert not any("reports" in name for name in names), source


def test_a_home_that_is_gone_takes_its_report_with_it_and_nothing_else(city, tmp_path):
    out = write(city, tmp_path / "out")
    (out / "笔记.txt").write_text("我的")
    (city.root / "homes/chaoyang/bystander/home.yml").unlink()
    (city.root / "homes/chaoyang/bystander").rmdir()
    write(city, out)
    assert not (out / f"homes/{BARE}.html").exists() and (out / f"homes/{good.ID}.html").exists()
    assert (out / "笔记.txt").read_text() == "我的"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"), ("＝1+1", "'＝1+1"), ("\u2003-1", "'\u2003-1"), (-2, "-2"), ("+86", "'+86"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), (" =1", "' =1"),
        ("　@x", "'　@x"), ("01012345678", "'01012345678"), ("110105023004", "'110105023004"), ("010-0000 1234", "010-0000 1234"),
        ("妇女之家", "妇女之家"), (96.5, "96.5"), (0, "0"), (None, ""), (dt.date(2026, 7, 1), "2026-07-01"),
    ],
)  # fmt: skip
def test_no_cell_is_calculated_or_spoilt(value, written):
    assert cell(value) == written


def test_tables_open_in_excel(city, tmp_path):
    city.home("home.yml", good.HOME.replace("枣营北里社区妇女之家", '=HYPERLINK("x")，家'))
    out = write(city, tmp_path / "out")
    for name in ("homes.csv", "rules.csv", "todos.csv"):
        assert (out / name).read_bytes().startswith(b"\xef\xbb\xbf")
    home = next(row for row in rows(out / "homes.csv") if row["代号"] == good.ID)
    assert home["名称"] == '\'=HYPERLINK("x")，家' and home["区划代码"] == "'110105023004"
    assert (home["得分"], home["有活动场所"], home["七有达标"]) == ("100", "达到", "是")
    rule = next(row for row in rows(out / "rules.csv") if row["代号"] == BARE)
    assert rule["工作经费（funding.home）"] == "没有记录，未评"
    todo = next(row for row in rows(out / "todos.csv") if row["规则"] == "mechanism.reports" and row["代号"] == good.ID)
    assert (todo["期限"], todo["还有几天"], todo["性质"], todo["依据"]) == (
        "2026-09-10",
        "71",
        "必须做到",
        "四（二）5（3），附件1 一3",
    )
    assert todo["文件"] == f"homes/{good.ID}/ledger.yml" and todo["字段"] == "汇报—向同级党组织汇报"


def test_a_district_sees_its_standard_its_ranking_and_its_gap(city, tmp_path):
    text = (write(city, tmp_path / "out") / "districts/chaoyang.html").read_text(encoding="utf-8")
    plain = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", text))
    assert (
        "本区比市里要求更高的有2条" in plain and "各汇报不少于2次一年内向同级党组织和上级妇联各汇报不少于3次" in plain
    )
    assert "建议改为必须做到" in plain
    assert "1,000人2元2,000元1,500元500元" in plain
    assert "1个还没有妇女之家：望京街道" in plain
    assert "1枣营北里社区妇女之家麦子店街道100.0" in plain and "2霞光里社区妇女之家" in plain
    assert "得分只供参考" in plain and not re.search("末位(?!淘汰)", plain)


def test_the_same_score_is_the_same_place():
    line = lambda name, score: area.HomeLine(name, name, "", score, (), False, (), (), 0)  # noqa: E731
    places = area.ranked([line("a", 90.0), line("b", 95.0), line("c", 90.0), line("d", 80.0)])
    assert [(place, one.identity) for place, one in places] == [(1, "b"), (2, "a"), (2, "c"), (4, "d")]
    assert [place for place, _ in area.ranked([line("a", None), line("b", None)])] == [None, None]


def test_the_city_sees_the_round(city, tmp_path):
    case = RoundsCase(city.assess(DAY).content, DAY.date())
    waiting = rounds.outstanding(case)
    assert [(line.home, line.level, line.days_left, line.review_rank) for line in waiting] == [(BARE, "市级", 183, 7)]
    view = next(rounds.view(case, r) for r in case.rounds if r.year == 2026 and r.by == "city")
    assert view.done == (1, 1, 0, 0, 0, 0)  # the district's opinion of December has not come yet
    case = RoundsCase(city.assess(NIGHT).content, NIGHT.date())
    assert rounds.outstanding(case) == ()
    decision = rounds.decisions(case, 2026)[0]
    assert (decision.decision, decision.reason, decision.substitute) == (
        "摘牌",
        "示范作用不够突出",
        "枣营北里社区妇女之家",
    )
    text = (write(city, tmp_path / "out", NIGHT) / "index.html").read_text(encoding="utf-8")
    assert "示范作用不够突出" in text and "名额 160 个" in text and "2026-12-15" in text


def test_applications_stand_in_the_districts_order_and_not_by_score(city, tmp_path):
    city.write(
        "recognition/2026-city.yml",
        """level: city
year: 2026
applications:
  - {home: chaoyang/zaoying-beili, applied: 2026-06-01, review_rank: 2, result: 99}
  - {home: chaoyang/bystander, applied: 2026-06-01, street_federation: {date: 2026-06-03, text: 推荐}, review_rank: 1, result: 61.5}
publicised: {from: 2026-12-08, to: 2026-12-14, objections: none}
consulted: [{unit: 市委组织部, on: 2026-12-02}, {unit: 市教委}]
""",
    )
    case = RoundsCase(city.assess(NIGHT).content, NIGHT.date())
    view = next(rounds.view(case, r) for r in case.rounds if r.year == 2026 and r.by == "city")
    assert [(line.home, line.review_rank, line.result) for line in view.lines] == [(BARE, 1, 61.5), (good.ID, 2, 99)]
    assert view.steps[1] == "街道乡镇妇联意见" and view.lines[0].steps[1] == "2026-06-03" and not view.lines[1].steps[1]
    text = (write(city, tmp_path / "out", NIGHT) / "index.html").read_text(encoding="utf-8")
    assert (
        "公示：2026-12-08 至 2026-12-14，异议：无。" in text and "征求意见：市委组织部（2026-12-02）、市教委。" in text
    )


def test_the_sample_is_the_same_for_everybody_and_new_every_year():
    homes = [f"chaoyang/home-{n}" for n in range(50)]
    assert sample(homes, 2026) == sample(reversed(homes), 2026) == ("chaoyang/home-11", "chaoyang/home-20")
    assert sample(homes, 2026) != sample(homes, 2027) and len(sample(homes, 2026, 5)) == 5


def test_a_district_without_weights_is_not_ranked(city, tmp_path):
    city.write("districts/chaoyang/district.yml", re.sub("weights:.*\n", "", good.DISTRICT))
    text = (write(city, tmp_path / "out") / "districts/chaoyang.html").read_text(encoding="utf-8")
    assert "不能计分。" in text
