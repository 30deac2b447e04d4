"""The commands as a person or a script meets them: help, exit statuses, formats, and never a traceback."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path

import click
import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import COMMANDS, main
from generator.content.intake import take_snapshot
from generator.model import national as national_files
from generator.office.files import FILES

SAMPLE = Path(__file__).parent.parent / "content"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
RECORD = {"home", "path", "line", "column", "field", "rule", "severity", "message", "remedy", "clause"}
HOME = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n"
BROKEN = {
    "empty": b"",
    "binary": bytes(range(256)),
    "cut-in-a-character": HOME.encode()[:-1] + "社".encode()[:2],
    "not-a-mapping": b"- name\n",
    "full-width-colon": "name：x\n".encode(),
    "bomb": (HOME + "also_known_as: &a [x]\nphotos: [*a, *a]\n").encode(),
    "deep": (HOME + "venue: " + "{a: " * 500 + "x" + "}" * 500).encode(),
    "tag": (HOME + "summary: !!python/object/apply:os.system [id]\n").encode(),
    "nul": (HOME + "summary: a\0b\n").encode(),
    "list-for-text": (HOME + "summary: [一, {二: 三}]\n").encode(),
    "text-for-list": (HOME + "services: 法律咨询\nstaff: 王秀兰\noffice: 一层\n").encode(),
    "huge-number": (HOME + "staff: {full_time: " + "9" * 5000 + "}\n").encode(),
    "unknown-street": HOME.replace("maizidian", "nowhere").encode(),
    "two-documents": (HOME + "---\n" + HOME).encode(),
}


def homes(*arguments: object) -> Result:
    """Runs a command in this process. An exception that reaches the shell as a traceback fails the test here."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


def checked(folder, *arguments: object) -> dict:
    """What `check --format json` says on the tests' day."""
    return json.loads(
        homes("check", "--content", folder.root, "--as-of", "2026-11-23", "--format", "json", *arguments).stdout
    )


# ---- help and usage


def _command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_shows_an_example(command):
    result = homes(command, "--help")
    assert result.exit_code == 0
    assert f"例：homes {command}" in result.stdout
    assert CHINESE.search(_command(command).get_short_help_str())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_in_chinese_what_it_is_for(command):
    silent = [
        p.name for p in _command(command).params if p.param_type_name == "option" and not CHINESE.search(p.help or "")
    ]
    assert silent == []


@pytest.mark.parametrize("line", ["chekc", "check --formt json", "check --format xml", "new", "build --workers 0"])
def test_wrong_usage_is_2(line):
    assert homes(*line.split()).exit_code == 2


# ---- new


def test_a_new_home_is_held_back_until_it_is_filled_in(folder):
    result = homes("new", "chaoyang/xin-jia", "--content", folder.root)
    assert result.exit_code == 0
    files = (path for path in (folder.root / "homes/chaoyang/xin-jia").rglob("*") if path.is_file())
    written = {path.relative_to(folder.root).as_posix() for path in files}
    assert {f"homes/chaoyang/xin-jia/{name}" for name in ("home.yml", "consents.yml", "ledger.yml")} <= written
    assert all(path in result.stdout for path in written)
    report = checked(folder)
    mine = [finding for finding in report["findings"] if finding["home"] == "chaoyang/xin-jia"]
    assert [(f["rule"], f["severity"]) for f in mine] == [("house.untouched", "error")]
    assert report["homes"]["chaoyang/xin-jia"]["status"] == "left-out"


def test_a_second_new_changes_nothing(folder):
    assert homes("new", "chaoyang/xin-jia", "--content", folder.root).exit_code == 0
    file = folder.home("home.yml", HOME, "chaoyang/xin-jia")
    again = homes("new", "chaoyang/xin-jia", "--content", folder.root)
    assert again.exit_code == 2
    assert "已经有了" in again.stderr
    assert file.read_text() == HOME


@pytest.mark.parametrize(
    "identity",
    [
        "chaoyang",
        "chaoyang/",
        "/x",
        "chaoyang/a/b",
        "chaoyang/新家",
        "Chaoyang/x",
        "../chaoyang/x",
        "chaoyang/..",
        "nowhere/x",
        "chaoyang/" + "a" * 61,
    ],
)
def test_a_bad_identity_or_district_is_told_and_nothing_is_written(folder, identity):
    before = sorted(folder.root.parent.rglob("*"))
    result = homes("new", identity, "--content", folder.root)
    assert result.exit_code == 2
    assert CHINESE.search(result.stderr)
    assert sorted(folder.root.parent.rglob("*")) == before


# ---- check


def test_check_is_0_without_errors_and_1_with_one(folder):
    assert homes("check", "--content", folder.root).exit_code == 0
    folder.home("home.yml", HOME.replace("community", "小区"))
    result = homes("check", "--content", folder.root)
    assert result.exit_code == 1
    assert "homes/chaoyang/zaoying-beili/home.yml:2:7: 错误" in result.stdout


@pytest.mark.parametrize("below", ["homes/chaoyang/zaoying-beil", "homes/chaoyang/nosuch/home.yml", "/nofile"])
@pytest.mark.parametrize("more", [(), ("--format", "json")])
def test_check_of_a_path_that_is_not_there_is_no_clean_one(folder, below, more):
    for path in (below, folder.root / below):
        result = homes("check", path, "--content", folder.root, *more)
        assert result.exit_code == 2 and f"找不到这个路径：{path}" in result.stderr and not result.stdout
    near = homes("check", folder.root / "homes/chaoyang/zaoying-beil", "--content", folder.root).stderr
    assert f"是不是“{folder.root}/homes/chaoyang/zaoying-beili”" in near


def test_check_of_a_file_that_is_said_to_be_missing(folder):
    folder.home("families.yml", "- {id: a, family: 张××家庭, year: 2026, consent: C-1}\n")
    for path in ("homes/chaoyang/zaoying-beili", "homes/chaoyang/zaoying-beili/families.yml", "city.yml"):
        assert homes("check", path, "--content", folder.root).exit_code in (0, 1)


def test_check_of_a_broken_city_names_the_spot(folder):
    folder.write("city.yml", "name：北京市\n")
    result = homes("check", "--content", folder.root, "--format", "json")
    assert result.exit_code == 1
    assert "city.yml:1:5" in result.stderr


def test_check_of_no_folder_at_all(tmp_path):
    result = homes("check", "--content", tmp_path / "none")
    assert result.exit_code == 1
    assert CHINESE.search(result.stderr)


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize(
    "name", ["home.yml", "consents.yml", "families.yml", "ledger.yml", "intro.md", "activities/2026-01-01-x.md"]
)
def test_no_broken_file_brings_down_a_check(folder, name, data):
    folder.home(name, data)
    report = checked(folder)
    assert report["homes"]["chaoyang/bystander"]["status"] == "published"
    named = [f for f in report["findings"] if f["path"] == f"homes/chaoyang/zaoying-beili/{name}"]
    assert name == "intro.md" or data == b"" or named


@pytest.mark.parametrize(
    "path",
    [
        "districts/chaoyang/district.yml",
        "withdrawals.yml",
        "withheld.yml",
        "holidays.yml",
        "synonyms.yml",
        "words.yml",
        "reviews/chaoyang.yml",
        "recognition/2026-city.yml",
        "recognition/2026-families.yml",
        "press/2026-11-01-x.md",
    ],
)
@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_no_broken_file_of_the_federation_brings_down_a_check(folder, path, data):
    folder.write(path, data)
    report = checked(folder)
    assert set(report["homes"]) == {"chaoyang/bystander", "chaoyang/zaoying-beili"}


def test_json_is_the_contract(folder):
    folder.home("home.yml", HOME + "staff: {full_time: 1}\nsummry: x\n")
    folder.home("home.yml", "name: 坏的\n", "chaoyang/huai-de")
    report = checked(folder)
    assert list(report) == ["as_of", "findings", "homes", "districts", "city"]
    assert report["as_of"] == "2026-11-23T00:00+08:00"
    assert {frozenset(finding) for finding in report["findings"]} == {frozenset(RECORD)}
    assert {finding["severity"] for finding in report["findings"]} <= {"error", "unmet", "advice", "notice"}
    assert all(finding["message"] and CHINESE.search(finding["message"]) for finding in report["findings"])
    home = report["homes"]["chaoyang/zaoying-beili"]
    assert set(home) == {"status", "meets_standard", "score", "haves", "rules", "recognition"}
    assert list(home["haves"]) == ["venue", "team", "funding", "facilities", "mechanism", "brand", "ledger"]
    assert home["recognition"] == {"city": None, "district": None}
    assert set(report["districts"]["chaoyang"]) == {"rules", "homes", "meeting_standard"}
    assert report["districts"]["chaoyang"]["homes"] == 3
    assert set(report["city"]) == {"rules"}


def test_an_unreadable_home_is_listed_with_nulls(folder):
    folder.home("home.yml", b"\xff\xfe")
    home = checked(folder)["homes"]["chaoyang/zaoying-beili"]
    assert home == {"status": "left-out"} | dict.fromkeys(["meets_standard", "score", "haves", "rules", "recognition"])


def test_places_are_as_people_count_them(folder):
    folder.home("home.yml", HOME + "staff: {full_time: 若干}\n")
    report = checked(folder)
    error = next(f for f in report["findings"] if f["severity"] == "error")
    assert (error["path"], error["line"], error["column"]) == ("homes/chaoyang/zaoying-beili/home.yml", 4, 20)
    assert error["field"] == "staff.full_time"


def test_a_missing_file_has_no_line_and_a_missing_field_its_parents(folder):
    folder.home("home.yml", HOME + "staff: {full_time: 1}\n")
    found = [f for f in checked(folder)["findings"] if f["home"] == "chaoyang/zaoying-beili"]
    ledger = [f for f in found if f["path"].endswith("/ledger.yml")]
    assert ledger and all(f["line"] is None and f["column"] is None for f in ledger)
    director = next(f for f in found if f["field"] == "staff.director")
    assert director["line"] == 4


def test_sarif_and_github_say_the_same_as_json(folder):
    folder.home("home.yml", HOME + "staff: {full_time: 若干}\nsummry: 50%，约：一半\n")
    found = checked(folder)["findings"]
    sarif = json.loads(homes("check", "--content", folder.root, "--as-of", "2026-11-23", "--format", "sarif").stdout)
    run = sarif["runs"][0]
    assert (sarif["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [place["artifactLocation"]["uri"] for place in places] == [f["path"] for f in found]
    assert [place.get("region", {}).get("startLine") for place in places] == [f["line"] for f in found]
    assert {r["ruleId"] for r in run["results"] if "ruleId" in r} == {
        rule["id"] for rule in run["tool"]["driver"]["rules"]
    }
    lines = homes("check", "--content", folder.root, "--as-of", "2026-11-23", "--format", "github").stdout.splitlines()
    pattern = re.compile(r"::(error|warning|notice) file=([^,:]+)(?:,line=(\d+),col=(\d+))?,title=[^:,]*::.+")
    parsed = [pattern.fullmatch(line) for line in lines]
    assert [(p[2], p[3] and int(p[3])) for p in parsed] == [(f["path"], f["line"]) for f in found]
    assert [p[1] == "error" for p in parsed] == [f["severity"] == "error" for f in found]


def test_a_path_narrows_the_findings_and_the_exit_status(folder):
    folder.home("home.yml", HOME + "staff: {full_time: 若干}\n")
    mine, other = "homes/chaoyang/zaoying-beili", "homes/chaoyang/bystander"
    assert {f["home"] for f in checked(folder, folder.root / mine)["findings"]} == {"chaoyang/zaoying-beili"}
    assert {f["path"] for f in checked(folder, folder.root / mine / "home.yml")["findings"]} == {f"{mine}/home.yml"}
    assert {f["home"] for f in checked(folder, mine, other)["findings"]} == {
        "chaoyang/zaoying-beili",
        "chaoyang/bystander",
    }
    assert homes("check", folder.root / mine, "--content", folder.root).exit_code == 1
    assert homes("check", folder.root / other, "--content", folder.root).exit_code == 0


@pytest.mark.parametrize(
    "written,read",
    [
        ("2026-11-23", "2026-11-23T00:00+08:00"),
        ("2026/3/8", "2026-03-08T00:00+08:00"),
        ("2026年3月8日", "2026-03-08T00:00+08:00"),
        ("2026-11-25T09:30", "2026-11-25T09:30+08:00"),
        ("2026-11-25 9:30", "2026-11-25T09:30+08:00"),
    ],
)
def test_as_of_is_a_date_or_a_beijing_time(folder, written, read):
    result = homes("check", "--content", folder.root, "--as-of", written, "--format", "json")
    assert json.loads(result.stdout)["as_of"] == read


@pytest.mark.parametrize("written", ["昨天", "2026-02-30", "2026-11-25T25:00", "11/23", ""])
def test_a_moment_that_is_none_is_told_and_is_2(folder, written):
    result = homes("check", "--content", folder.root, "--as-of", written)
    assert result.exit_code == 2
    assert CHINESE.search(result.stderr)


@pytest.mark.parametrize("written", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31", "1999-12-31T23:59"])
def test_a_day_of_another_age_is_wrong_usage(folder, written):
    result = homes("check", "--content", folder.root, "--as-of", written)
    assert result.exit_code == 2 and result.stdout == ""
    assert "2000-01-01 到 2100-12-31" in result.stderr


@pytest.mark.parametrize("written", ["2000-01-01", "2100-12-31T23:59"])
def test_the_first_and_the_last_day_are_days(folder, written):
    assert homes("check", "--content", folder.root, "--as-of", written).exit_code in (0, 1)


def test_without_as_of_it_is_now_in_beijing(folder):
    told = dt.datetime.fromisoformat(
        json.loads(homes("check", "--content", folder.root, "--format", "json").stdout)["as_of"]
    )
    assert told.utcoffset() == dt.timedelta(hours=8)
    assert abs(dt.datetime.now(dt.UTC) - told) < dt.timedelta(minutes=2)


def test_text_ends_in_a_count(folder):
    folder.home("home.yml", HOME + "staff: {full_time: 若干}\n")
    last = homes("check", "--content", folder.root).stdout.splitlines()[-1]
    assert last.startswith("共 2 家，能发布 ") and "错误 1" in last


def test_the_count_says_which_of_the_homes_are_closed(folder):
    folder.home("home.yml", HOME + "closed: {on: 2026-11-20}\n")
    asked = ("check", "--content", folder.root, "--as-of")
    assert "共 2 家（其中 1 家已关闭），能发布 2 家" in homes(*asked, "2026-11-20").stdout
    assert "共 2 家，能发布 2 家" in homes(*asked, "2026-11-19").stdout


def test_text_says_first_what_matters(folder):
    folder.home("home.yml", HOME + "staff: {full_time: 若干}\nsummry: 一句话\n")
    lines = homes("check", "--content", folder.root).stdout.splitlines()
    assert lines[0] == lines[-1] and lines[0].startswith("共 2 家")
    assert lines[2] == "── chaoyang/zaoying-beili 枣营北里社区妇女之家，错误 1。"
    assert lines[3].startswith("homes/chaoyang/zaoying-beili/home.yml:4:20: 错误 ")
    slip = "homes/chaoyang/zaoying-beili/home.yml:5:1: 提示 [house.shape] 不认识字段“summry”"
    assert [line.startswith(slip) for line in lines if ": 提示 " in line or ": 未达标 " in line] == [True]
    own = homes("check", folder.root / "homes/chaoyang/zaoying-beili", "--content", folder.root).stdout
    assert ": 建议 " in own and [slip in line for line in own.splitlines() if ": 提示 " in line] == [True]
    every = homes("check", "--all", "--content", folder.root).stdout
    assert "home.yml:5:1: 提示 [house.shape] 不认识字段“summry”" in every and "--all" not in every


def test_text_names_a_home_that_is_not_published(folder):
    folder.home("home.yml", "name：枣营\n")
    lines = homes("check", "--content", folder.root).stdout.splitlines()
    assert lines[2] == "── chaoyang/zaoying-beili（没有发布；别的文件也检查了，一起改），错误 1。"


# ---- schema


class Editor(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: numbers and true/false; dates, times and yes/no stay text."""


Editor.yaml_implicit_resolvers = {}
Editor.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
Editor.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789"))
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), list("tf"))
Editor.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|)$"), ["~", "n", ""])

KINDS = {
    "city": r"city\.yml",
    "district": r"districts/[^/]+/district\.yml",
    "brand": r"districts/[^/]+/[^/]+\.md|homes/[^/]+/[^/]+/brand\.md",
    "family-honours": r"recognition/\d{4}-families\.yml",
    "chosen-brands": r"recognition/\d{4}-brands\.yml",
    "recognition": r"recognition/\d{4}-(?!families|brands)[a-z-]+\.yml",
    "feature": r"press/[^/]+\.md",
    "reviews": r"reviews/[^/]+\.yml",
    "activity": r"homes/[^/]+/[^/]+/activities/[^/]+\.md",
    "regulation": r"homes/[^/]+/[^/]+/regulations/[^/]+\.md",
    "intro": r"homes/[^/]+/[^/]+/intro\.md",
}
KINDS |= {name: rf"homes/[^/]+/[^/]+/{name}\.yml" for name in ("home", "consents", "ledger", "families", "regulations")}
KINDS |= {name: rf"{name}\.yml" for name in ("withdrawals", "withheld", "holidays", "synonyms", "words")}


def as_an_editor_reads(path: str, data: bytes):
    """A YAML file, or the front matter of a Markdown file."""
    text = data.decode("utf-8-sig")
    if path.endswith(".md"):
        return yaml.load(text.split("---", 2)[1], Editor) or {} if text.startswith("---") else {}
    return yaml.load(text, Editor) or []


def test_every_file_of_the_sample_keeps_to_its_schema(tmp_path):
    """An editor that warns of what we accept would teach people to ignore it."""
    assert homes("schema", "--out", tmp_path).exit_code == 0
    schemas = {path.name.removesuffix(".schema.json"): json.loads(path.read_text()) for path in tmp_path.iterdir()}
    validators = {name: jsonschema.Draft202012Validator(schema) for name, schema in schemas.items()}
    assert set(validators) == {kind.name for kind in FILES}
    wrong, seen = [], set()
    national = Path(national_files.__file__).parent
    texts = {path.name: path.read_bytes() for path in national.glob("*.yml")}
    for path, data in (take_snapshot(SAMPLE).texts | texts).items():
        name = next((name for name, pattern in KINDS.items() if re.fullmatch(pattern, path)), None)
        assert name, f"{path} has no schema"
        seen.add(name)
        errors = validators[name].iter_errors(as_an_editor_reads(path, data))
        wrong += [f"{path}: {error.json_path} {error.message[:200]}" for error in errors]
    assert wrong == []
    assert seen >= set(KINDS) - {"withdrawals", "withheld", "reviews", "family-honours", "regulation"}


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {},
        {"name": "x", "kind": "小区", "street": "a"},
        {"name": "x", "kind": "community", "street": "A B"},
        {"name": "x", "kind": "社区", "street": "a", "staff": {"full_time": -1}},
        {"name": "x", "kind": "社区", "street": "a", "photos": [{"caption": "没有文件"}]},
    ],
)
def test_the_schema_refuses_a_wrong_home(tmp_path, wrong):
    homes("schema", "--out", tmp_path)
    schema = json.loads((tmp_path / "home.schema.json").read_text())
    assert not jsonschema.Draft202012Validator(schema).is_valid(wrong)
    assert jsonschema.Draft202012Validator(schema).is_valid({"名称": "x", "类别": "社区", "street": "a"})


def test_schema_without_a_folder_lists_them():
    assert homes("schema").stdout.split() == [f"{kind.name}.schema.json" for kind in FILES]


def test_a_field_under_a_wrong_heading_is_listed_and_not_only_counted(folder):
    text = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\noffice: {area: 120}\n"
    folder.home("home.yml", text)
    told = CliRunner().invoke(main, ["check", "--content", str(folder.root), "--as-of", "2026-11-23"]).output
    assert "home.yml:4:10: 提示" in told and "加一行“venue:”，移到它下面" in told


def test_an_error_of_the_program_shows_no_traceback():
    code = "from generator import cli, start; cli.main = lambda: {}['a key']; start.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "") and done.stderr.startswith("程序自己出了错（KeyError：'a key'）")
    log = Path(re.search(r"详情在 (\S+\.txt)", done.stderr)[1])
    assert "Traceback" in log.read_text()
    log.unlink()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("workbook chaoyang", "没有写 --out，加上 --out FILE.xlsx。写法见"),
        ("workbook --out a.xlsx", "没有写 <区>|<区>/<家>。"),
        ("workbook a b --out c.xlsx", "多写了“b”。"),
        ("buil", "没有“buil”这个命令，是不是 build。"),
        ("--nope", "没有 --nope 这个选项。"),
        ("check --formt json", "没有 --formt 这个选项，是不是 --format。"),
        ("check --format xml", "--format 没有“xml”，只能写 text、json、github、sarif。"),
        ("check --all=3", "--all 后面不用写值。"),
        ("report --round", "--round 后面要写一个值。"),
        ("report --round abc", "--round 要写 1990 到 2200 的整数。"),
        ("report --round 3", "--round 要写 1990 到 2200 的整数。"),
        ("build --workers 0", "--workers 要写 1 以上的整数。"),
        ("init x --city 甲市 --districts nofile.csv", "--districts 找不到文件 nofile.csv"),
        (f"check --content {__file__}", "--content 要写文件夹"),
        ("accept tests", "DECISION.json 要写文件，tests 是文件夹。"),
        ("check --as-of foo", "--as-of “foo”不是日期。"),
    ],
)
def test_what_was_typed_wrong_is_told_in_chinese(typed, told):
    result = homes(*typed.split())
    assert result.exit_code == 2 and told in result.stderr and result.stderr.count("\n") == 1
    assert not re.search("Error|Usage|Invalid|such|Missing", result.stderr)


def test_without_a_command_the_help_is_shown():
    assert "homes check && homes build" in homes().output


@pytest.mark.parametrize("command", COMMANDS)
def test_the_paths_of_an_example_are_there(command):
    for path in re.findall(r"content/[\w./-]+", homes(command, "--help").output):
        assert (Path(__file__).parents[1] / path).exists(), path
