"""Commands for offices: checks, reports, schemas."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import reading
from generator.cli.shared import embargoed_line, require_home
from generator.console import FOLDER, content_option, counter, exit_with, moment_option, progress
from generator.diagnostics import CityUnreadable, Finding, Severity
from generator.office import findings
from generator.reading.options import BuildFailed, BuildOptions

if TYPE_CHECKING:
    from generator.catalogue.assessment import Assessment


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
@content_option
@moment_option
@click.option(
    "--format",
    "output_format",
    type=click.Choice(list(findings.FORMATS)),
    default="text",
    show_default=True,
    help="输出格式",
)
@click.option("--all", "everything", is_flag=True, help="每一条都列出来，提示也列")
def check(paths: tuple[Path, ...], content: Path, moment: dt.datetime, output_format: str, everything: bool) -> None:
    """检查内容：格式、隐私、建设标准。只看某几个文件或文件夹，就把它们写在后面。

    先说总数，再一家一家说错误，别的只说有几条。稿子按发出的那一天来看。

    \b
    例：homes check content/homes/chaoyang/zaoying-beili
    homes check content/press/
    """
    from generator.catalogue import features
    from generator.catalogue.assessment import unreadable_city
    from generator.office.press import checking

    try:
        with progress() as show:
            assessment = reading.assess(BuildOptions(content, moment), show)
    except BuildFailed as error:
        exit_with(str(error), 1)
    except CityUnreadable as error:
        if output_format != "text":
            click.echo(findings.FORMATS[output_format](unreadable_city(error.homes, moment), error.findings))
        exit_with("\n".join(map(str, error.findings)), 1)
    found = sorted((*assessment.findings, *checking.findings(assessment)), key=lambda one: one.sort_key)
    chosen = [finding for finding in found if _is_selected(finding, paths, content)]
    if unknown := [path for path in paths if not _is_there(path, content, found)]:
        exit_with("\n".join(_not_found(path, content) for path in unknown), 2)
    if output_format == "text":
        brief = {Severity.UNMET, Severity.ADVICE} if paths else set()
        click.echo(findings.overview(assessment, chosen, set(Severity) if everything else brief))
        waiting = features.embargoed(assessment.content, moment)
        if own := [row for row in waiting if _is_below(row[0], paths, content)]:
            click.echo(embargoed_line(own))
    else:
        click.echo(findings.FORMATS[output_format](assessment, chosen))
    sys.exit(any(finding.severity is Severity.ERROR for finding in chosen))


def _is_selected(finding: Finding, paths: tuple[Path, ...], content: Path) -> bool:
    return _is_below(finding.place.path, paths, content)


def _is_below(file: str, paths: tuple[Path, ...], content: Path) -> bool:
    """Whether a file of the content is below one of the paths, relative to here or to the content folder."""
    place = Path(file)
    return not paths or any(
        (content / place).resolve().is_relative_to(path.resolve()) or place.is_relative_to(path) for path in paths
    )


def _is_there(path: Path, content: Path, found: Sequence[Finding]) -> bool:
    """Whether a path leads to something, relative to here or to the content folder, or to what a finding misses."""
    return path.exists() or (content / path).exists() or any(_is_selected(one, (path,), content) for one in found)


def _not_found(path: Path, content: Path) -> str:
    """That there is no such path, with the nearest that there is."""
    beside = [one for place in (path, content / path) if place.parent.is_dir() for one in place.parent.iterdir()]
    names = get_close_matches(path.name, [one.name for one in beside], 1, 0.6)
    near = [one for one in beside if one.name in names]
    remedy = f"是不是“{near[0]}”？" if near else f"照 {content} 里的文件夹写，如 homes check {content}/homes/<区>/<家>"
    return f"找不到这个路径：{path}。{remedy}"


@click.command(name="schema")
@click.option("--out", type=FOLDER, default=None, help="写到哪个文件夹；不写就列出有哪些")
@content_option
def schema_command(out: Path | None, content: Path) -> None:
    """每种文件的 JSON Schema，编辑器用它提示字段；内容文件夹里有 city.yml 的，照那里的称呼和名单。

    例：homes schema --out .schemas
    """
    from generator.content import intake
    from generator.model.load import standard_of
    from generator.office import schema

    known = content.is_dir()
    made = schema.schemas(standard_of(intake.take_snapshot(content)) if known else None)
    if out is None:
        click.echo("\n".join(made))
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (out / name).write_text(text, encoding="utf-8")
        click.echo(out / name)


@click.command(name="report")
@content_option
@moment_option
@click.option(
    "--out", type=FOLDER, default=Path("reports"), show_default=True, help="报告写到哪个文件夹；不能在网站或内容里"
)
@click.option("--home", "identity", metavar="<区>/<家>", help="只看这一家，直接显示，不写文件")
@click.option("--record-copy", is_flag=True, help="附件2里填上登记过的各级意见，并标明是录入件；不写就空着等盖章")
@click.option(
    "--round",
    "year",
    type=click.IntRange(1990, 2200),
    metavar="年",
    help="只写这一年评定的材料；通报讲的是当天的情况，不在里面",
)
@click.option(
    "--print",
    "printed",
    metavar="<区>/<家>",
    help="只写这一家要打印的：同意书、活动签到、推荐表、光荣榜、制度上墙、每月活动",
)
@click.option("--campaign", metavar="代号", help="只写一次专项行动的小结；代号或名称照 city.yml 的 campaigns")
def report_command(
    content: Path,
    moment: dt.datetime,
    out: Path,
    identity: str | None,
    record_copy: bool,
    year: int | None,
    printed: str | None,
    campaign: str | None,
) -> None:
    """建设标准的报告：每家要做的事和期限、各区得分、全市进度、附件2、备案材料。不对外公开。

    例：homes report --out reports

    例：homes report --home chaoyang/zaoying-beili

    例：homes report --round 2026 --out reports

    例：homes report --print chaoyang/zaoying-beili

    例：homes report --campaign march8 --out reports
    """
    from generator.office.reports import report_folder

    try:
        if identity:
            click.echo(_one_home(content, moment, identity), nl=False)
            return
        report_folder.check_report_folder(out, content)
        if printed:
            click.echo(_papers(content, moment, printed, out))
            return
        with progress() as show:
            assessment = reading.assess(BuildOptions(content, moment), show)
        if year or campaign:
            parts = [_round(assessment, out, year)] if year else []
            click.echo("\n".join([*parts, *([_campaign(assessment, out, campaign)] if campaign else [])]))
        else:
            click.echo(_everything(assessment, out, record_copy))
    except CityUnreadable as error:
        exit_with("\n".join(map(str, error.findings)), 1)
    except BuildFailed as error:
        exit_with(str(error), 1)
    except report_folder.ForbiddenFolder as error:
        exit_with(str(error), 2)


def _everything(assessment: Assessment, out: Path, record_copy: bool) -> str:
    from generator.office.reports import writing

    with progress() as show:
        written = writing.write(assessment, out, counter(show, "写报告", len(assessment.homes)), record_copy)
    return f"{written.homes} 家的报告、{written.forms} 份附件2，共 {written.files} 个文件。先打开 {out / 'index.html'}"


def _round(assessment: Assessment, out: Path, year: int) -> str:
    """Writes the papers of a round; exits with 2 where there is none of that year."""
    from generator.office.reports import round_papers, writing
    from generator.standard.rounds import RoundsCase

    years = sorted({round.year for round in assessment.content.rounds})
    if year not in years:
        known = f"有记录的是 {'、'.join(map(str, years))} 年" if years else "里面还没有评定的文件"
        exit_with(f"recognition/ 里没有 {year} 年的评定，{known}。运行 homes new --recognition {year} 建好文件", 2)
    case = RoundsCase(assessment.content, assessment.as_of.date())
    written = writing.write_papers(assessment, out, round_papers.papers(assessment, case, year))
    return "\n".join((f"{year} 年评定的材料，共 {len(written)} 个文件，在 {out} 里：", *written))


def _papers(content: Path, moment: dt.datetime, identity: str, out: Path) -> str:
    """Writes what a home prints; exits with 1 where it has no public view, or is closed."""
    from generator.office.papers import writing

    require_home(content, identity)
    options = BuildOptions(content, moment, workers=1, only=identity)
    found = reading.read(options, history=reading.history_of(options))
    home = next((one for one in found.site.homes if one.identity == identity and one.closed_on is None), None)
    if home is None:
        exit_with(f"{identity} 现在不能公开，或已撤并。运行 homes check {content / 'homes' / identity} 看差什么", 1)
    photos = {
        f"{loaded.folder}/photos/{name}": file
        for loaded in found.assessment.content.homes.values()
        for name, file in loaded.photo_files.items()
    }
    files = writing.write(home, found.site.city, moment.date(), lambda key: photos[key].read(), out)
    names = "、".join(file.stem for file in files)
    return f"{names}，在 {files[0].parent} 里。用浏览器打开，打印；纸的大小写在每一页上面。"


def _campaign(assessment: Assessment, out: Path, asked: str) -> str:
    """Writes the papers of a campaign; exits with 2 where the city has none of that code or name."""
    from generator.office.reports import campaign, writing

    found = campaign.find(assessment, asked)
    if found is None:
        named = "、".join(f"{one.id}（{one.name}）" for one in assessment.content.city.campaigns)
        known = f"有 {named}" if named else "city.yml 里还没有写 campaigns"
        exit_with(f"没有“{asked}”这个专项行动，{known}", 2)
    written = writing.write_papers(assessment, out, campaign.papers(assessment, found))
    return "\n".join((f"“{found.name}”的材料，在 {out} 里：", *written))


def _one_home(content: Path, moment: dt.datetime, identity: str) -> str:
    """The text of one home's report; exits with 2 where there is no such home."""
    from generator.office.reports import home as home_report
    from generator.office.reports import terminal

    require_home(content, identity)
    assessment = reading.assess(BuildOptions(content, moment, only=identity))
    judged = assessment.homes[identity]
    if judged and judged.home.profile.closed:  # the home that replaces it must be read, too
        assessment = reading.assess(BuildOptions(content, moment))
        judged = assessment.homes[identity]
    own = [finding for finding in assessment.findings if finding.home == identity]
    if judged is None:
        return "".join(f"{finding}\n" for finding in own)
    text = home_report.report(judged, assessment.content.districts[judged.home.district], own)
    return terminal.text(text, shutil.get_terminal_size().columns)
