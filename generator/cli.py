"""The commands.

They print and set the exit status: 0 done, 1 nothing to publish or an error found, 2 usage, 75 busy.
"""

from __future__ import annotations

import datetime as dt
import errno
import logging
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from generator import pipeline, private
from generator.console import (
    FOLDER,
    cluster_option,
    content_option,
    counter,
    moment_option,
    now,
    progress,
    require_one_executor,
    require_separate_folders,
    short,
    site_option,
    stop,
    workers_option,
)
from generator.content import entry
from generator.diagnostics import CityUnreadable, Finding, InvalidInput, Severity, explain_os_error
from generator.model.field_types import Identity
from generator.model.withheld import content_path, site_address
from generator.office import findings
from generator.pipeline import AnotherBuild, BuildFailed, BuildOptions

BUSY = 75


class _Commands(click.Group):
    """What the machine refuses to a command is told in Chinese."""

    def invoke(self, ctx: click.Context):
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # `| head` has enough: click ends quietly
            refused = explain_os_error(error)
            stop(f"做不下去：{refused.message}。{refused.remedy}，再运行一次", 1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="womens-homes", message="%(version)s")
def main() -> None:
    """妇女之家公开主页：检查内容，生成网站。

    例：homes check && homes build
    """


@main.command()
@click.argument("identity", metavar="<区>/<家>")
@content_option
def new(identity: str, content: Path) -> None:
    """新建一个妇女之家的文件夹，里面的说明都是中文。

    例：homes new chaoyang/zaoying-beili
    """
    from generator.content import intake
    from generator.model.federation import District
    from generator.model.files import Files
    from generator.office import scaffold

    try:
        Identity().read(identity)
        path = f"districts/{identity.partition('/')[0]}/district.yml"
        district = Files(intake.take_snapshot(content)).record(path, District)
        if district is None:
            raise InvalidInput(f"{content / path} 不存在或有错误", "先建好这个区的 district.yml，再新建妇女之家")
        written = scaffold.create(content, identity, district)
    except InvalidInput as error:
        stop(f"{error.message}。{error.remedy}", 2)
    except FileExistsError:
        stop(f"{content / 'homes' / identity} 已经有了。换一个名字，或直接修改里面的文件", 2)
    for file in written:
        click.echo(file)
    click.echo("填好以后，运行 homes check 看有没有问题。")


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
@content_option
@moment_option
@click.option(
    "--format", "form", type=click.Choice(list(findings.FORMATS)), default="text", show_default=True, help="输出格式"
)
def check(paths: tuple[Path, ...], content: Path, moment: dt.datetime, form: str) -> None:
    """检查内容：格式、隐私、建设标准。只看某几个文件或文件夹，就把它们写在后面。

    例：homes check content/homes/chaoyang/zaoying-beili
    """
    from generator.catalogue.assessment import unreadable_city

    try:
        with progress() as shown:
            assessment = pipeline.assess(BuildOptions(content, moment), shown)
    except BuildFailed as error:
        stop(str(error), 1)
    except CityUnreadable as error:
        if form != "text":
            click.echo(findings.FORMATS[form](unreadable_city(error.homes, moment), error.findings))
        stop("\n".join(map(str, error.findings)), 1)
    chosen = [finding for finding in assessment.findings if _asked(finding, paths, content)]
    click.echo(findings.FORMATS[form](assessment, chosen))
    sys.exit(any(finding.severity is Severity.ERROR for finding in chosen))


def _asked(finding: Finding, paths: tuple[Path, ...], content: Path) -> bool:
    """Whether the finding lies under one of the paths, given from here or from the content folder."""
    place = Path(finding.place.path)
    return not paths or any(
        (content / place).resolve().is_relative_to(path.resolve()) or place.is_relative_to(path) for path in paths
    )


@main.command()
@content_option
@site_option
@moment_option
@workers_option
@cluster_option
@click.option("--no-photos", is_flag=True, help="不处理照片，用剪纸图案代替")
@click.option("--fresh", is_flag=True, help="不用上一次留下的缓存，从头生成")
@click.option("-v", "--verbose", is_flag=True, help="说出做了什么、为什么做")
@click.option(
    "--explain",
    "path",
    metavar="SITE-PATH",
    default=None,
    help="生成以后，说出网站里这个文件由什么做成、最近为什么重做",
)
@click.option("--cards", is_flag=True, help="每家、每户、每个品牌、每篇稿子都有自己的分享图；不加就用同类页面共用的")
def build(
    content: Path,
    site: Path,
    moment: dt.datetime,
    workers: int | None,
    cluster: str | None,
    no_photos: bool,
    fresh: bool,
    cards: bool,
    verbose: bool,
    path: str | None,
) -> None:
    """生成网站。要么得到一个完整的新网站，要么旧网站原样不动。

    \b
    例：homes build --as-of 2026-12-31
    homes build --explain homes/chaoyang/zaoying-beili/
    homes build --cluster tcp://10.0.0.5:8786
    """
    require_one_executor(workers, cluster)
    if verbose:
        logging.basicConfig(format="%(message)s")
        logging.getLogger("generator").setLevel(logging.INFO)
    require_separate_folders(content, site)
    _publish(BuildOptions(content, moment, site, workers, not no_photos, fresh, cards=cards, cluster=cluster))
    if path is not None:
        with _exiting_on_failure():
            click.echo(pipeline.explain(site, path))


@main.command()
@click.argument("identity", metavar="<区>/<家>")
@click.argument("number", metavar="<同意书编号>")
@content_option
@site_option
@moment_option
@workers_option
def withdraw(identity: str, number: str, content: Path, site: Path, moment: dt.datetime, workers: int | None) -> None:
    """撤回一份同意书：写进 withdrawals.yml，马上从网站上拿掉。别的行不动。

    例：homes withdraw chaoyang/zaoying-beili C-2026-014
    """
    require_separate_folders(content, site)
    _known(content, identity)
    options = BuildOptions(content, moment, site, workers, **pipeline.live_options(site))
    had = pipeline.consent_numbers(options, identity)
    if had is not None and number not in had:
        near = get_close_matches(number, had, 1, 0.4)
        stop(f"{identity} 没有编号是“{number}”的同意书" + (f"。是不是“{near[0]}”？" if near else ""), 2)
    _enter(content / "withdrawals.yml", {"home": identity, "consent": number, "on": moment.date().isoformat()})
    with _exiting_on_failure():
        pipeline.record_withdrawal(options, identity, number)
    _publish(options)


@main.command()
@click.argument("address", metavar="ADDRESS")
@content_option
@site_option
@moment_option
@workers_option
def withhold(address: str, content: Path, site: Path, moment: dt.datetime, workers: int | None) -> None:
    """马上撤下一个页面、一张照片、一家、一篇稿子：写网址，或内容里的文件。写进 withheld.yml，别的行不动。

    \b
    例：homes withhold /homes/chaoyang/zaoying-beili/families/zhang-2026/
    homes withhold content/homes/chaoyang/zaoying-beili/photos/front.jpg
    """
    require_separate_folders(content, site)
    options = BuildOptions(content, moment, site, workers, **pipeline.live_options(site))
    place = _place(address, content, site)
    _enter(content / "withheld.yml", place | {"on": moment.date().isoformat()})
    with _exiting_on_failure():
        pipeline.record_withheld(options, place)
    _publish(options)


def _place(written: str, content: Path, site: Path) -> dict[str, str]:
    """The address or the path that is meant; stops with 2 where neither is there."""
    path, there, address = content_path(written), pipeline.published_addresses(site), site_address(written)
    meant = address
    while meant and meant not in there:  # of a whole address the site's own path may come first
        meant = meant.partition("/")[2]
    if not meant and path and ".." not in path.split("/") and (content / path).exists():
        return {"path": path}
    if not meant:
        near = get_close_matches(address, there, 1, 0.6)
        told = f"网站上没有 /{address}，内容里也没有这个文件" if address else "首页撤不下来"
        stop(told + (f"。是不是 /{near[0]}？" if near else ""), 2)
    return {"address": f"/{meant}"}


def _enter(file: Path, said: dict[str, str]) -> None:
    """Writes an entry into one of the federation's lists; where that can't be done it is said, and all else goes on."""
    try:
        entry.append_entry(file, said)
    except (InvalidInput, OSError) as error:
        told = error if isinstance(error, InvalidInput) else explain_os_error(error)
        click.echo(
            f"没能写进 {short(file)}：{told.message}。改好它，再补上这一行：\n{entry.format_entry(said)}", err=True
        )
    else:
        click.echo(f"写进了 {short(file)}：{entry.format_entry(said)}")


def _publish(options: BuildOptions) -> None:
    """Publishes at once what was entered."""
    with _exiting_on_failure(), progress() as shown:
        result = pipeline.build(options, _project() / "theme", _render_shell, shown)
    _report(result)


@contextmanager
def _exiting_on_failure() -> Iterator[None]:
    """What stops a build stops the command: the message, and the status that goes with it."""
    try:
        yield
    except CityUnreadable as error:
        stop("\n".join(map(str, error.findings)), 1)
    except AnotherBuild:
        stop("另一个生成正在进行，等它结束再试", BUSY)
    except BuildFailed as error:
        stop(str(error), 1)


def _report(result: pipeline.BuildResult) -> None:
    summary = result.summary
    for line in summary.problems:
        click.echo(line, err=True)
    click.echo(f"{summary.pages} 个页面，{result.written} 个文件有变化，用时 {result.seconds:.1f} 秒。")
    fresh = summary.homes - len(summary.unpublished) - len(summary.using_last_good)
    line = f"发布 {fresh} 家，沿用旧版 {_counted(summary.using_last_good)}，没有发布 {_counted(summary.unpublished)}。"
    click.echo(line)
    report = result.state / "findings.txt"
    try:
        if result.report is not None:
            private.write(report, f"{result.report}\n{line}\n".encode())
    except OSError as error:  # the site is out all the same
        click.echo(f"每家的问题和改法没有写成：{explain_os_error(error).message}。运行 homes check 来看", err=True)
    else:
        click.echo(f"每家的问题和改法：{short(report)}")
    click.echo(f"下一次自己会变：{summary.next_change or '没有，内容不改就不会变'}")
    if summary.homes and len(summary.unpublished) == summary.homes:
        sys.exit(1)


def _counted(homes: Sequence[str]) -> str:
    return f"{len(homes)} 家" + (f"：{'、'.join(homes)}" if homes else "")


@main.command()
@site_option
@moment_option
def rollback(site: Path, moment: dt.datetime) -> None:
    """退回上一版网站。撤回、到期了的同意书涉及的旧版退不回去。再运行一次，又回到现在这一版。

    例：homes rollback
    """
    with _exiting_on_failure():
        live = pipeline.roll_back(site, moment.date())
    click.echo(
        f"{short(live.site)} 已退回上一版（{live.pages} 个页面，{live.built:%Y 年 %-m 月 %-d 日 %H:%M} 生成的）。"
    )
    click.echo("内容没有动：改好以后，运行 homes build 生成新的一版。")


@main.command(name="cards")
@content_option
@site_option
@moment_option
@workers_option
@cluster_option
def cards_command(content: Path, site: Path, moment: dt.datetime, workers: int | None, cluster: str | None) -> None:
    """先把分享图画好（每家、每户、每个品牌、每篇稿子一张），存在网站旁边；随后的 homes build --cards 直接用，不再重画。

    例：homes cards && homes build --cards
    """
    require_one_executor(workers, cluster)
    require_separate_folders(content, site)
    options = BuildOptions(content, moment, site, workers, cards=True, cluster=cluster)
    with _exiting_on_failure(), progress() as shown:
        count, problems = pipeline.draw_cards(options, _project() / "theme", shown)
    for finding in problems:
        click.echo(str(finding), err=True)
    click.echo(f"{count} 张分享图画好了。运行 homes build --cards 放进网站。")


@main.command()
@click.argument("identity", metavar="[<区>/<家>]", required=False)
@click.option("--all", "every", is_flag=True, help="全部妇女之家；不写哪一家也是全部")
@content_option
@site_option
@moment_option
@workers_option
@click.option(
    "--out", type=FOLDER, default=Path("posters"), show_default=True, help="海报写到哪个文件夹；不能在网站或内容里"
)
def poster(
    identity: str | None, every: bool, content: Path, site: Path, moment: dt.datetime, workers: int | None, out: Path
) -> None:
    """画海报：一张 A4 的 PDF，打印出来贴在门口，扫码看主页。

    例：homes poster chaoyang/zaoying-beili
    """
    from generator.office.reports import writing

    if identity and every:
        stop("写了哪一家，就不用加 --all；要全部的，只写 --all", 2)
    if identity:
        _known(content, identity)
    require_separate_folders(content, site)
    options = BuildOptions(content, moment, site, workers, only=identity)
    try:
        writing.check_report_folder(out, content)
        with _exiting_on_failure(), progress() as shown:
            reading = pipeline.read(options, history=pipeline.history_of(options))
            homes = [home for home in reading.site.homes if home.closed_on is None]
            if not reading.site.city.url:
                where = "site:\n  url: https://网站的地址/"
                stop(
                    f"海报上的二维码要通到网站，可 {content / 'city.yml'} 里没有写网站的地址。"
                    f"加上这两行，再运行一次：\n{where}",
                    1,
                )
            if not homes:
                stop("没有可以画海报的妇女之家：还没有，或已撤并，或内容有错误。先运行 homes check 看一看", 1)
            files, problems = pipeline.draw_posters(reading, _project() / "theme", homes, out, shown)
    except writing.ForbiddenFolder:
        stop(f"{out} 在网站或内容文件夹里，海报不放在那儿；放到别处，如 --out posters", 2)
    for finding in problems:
        click.echo(str(finding), err=True)
    click.echo(f"{len(files)} 张海报，在 {files[0] if identity else out}。用 A4 纸按实际大小打印。")


@main.command(name="serve")
@content_option
@click.option("--only", metavar="<区>/<家>", help="只看这一家，启动更快")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口；0 是任选一个空的")
def serve_command(content: Path, only: str | None, port: int) -> None:
    """在本机预览网站；存一下文件，页面就更新。按 Ctrl+C 结束。

    例：homes serve --only chaoyang/zaoying-beili
    """
    from generator import serve  # with a server; what one command needs, no other has to wait for

    if only is not None:
        _known(content, only)
    previews = (
        content.absolute().parent / f"{private.STATE_PREFIX}preview"
    )  # kept, so that the next preview starts at once
    previews.mkdir(private.FOLDER, exist_ok=True)
    private.set_mode(previews, private.FOLDER)
    site = previews / (only or "all")
    with _exiting_on_failure():
        serve.run(BuildOptions(content, now(), site, only=only), _project() / "theme", _render_shell, port, click.echo)


@main.command(name="schema")
@click.option("--out", type=FOLDER, default=None, help="写到哪个文件夹；不写就列出有哪些")
def schema_command(out: Path | None) -> None:
    """每种文件的 JSON Schema，编辑器用它提示字段。

    例：homes schema --out .schemas
    """
    from generator.office import schema

    made = schema.schemas()
    if out is None:
        click.echo("\n".join(made))
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (out / name).write_text(text, encoding="utf-8")
        click.echo(out / name)


@main.command(name="report")
@content_option
@moment_option
@click.option(
    "--out", type=FOLDER, default=Path("reports"), show_default=True, help="报告写到哪个文件夹；不能在网站或内容里"
)
@click.option("--home", "identity", metavar="<区>/<家>", help="只看这一家，直接显示，不写文件")
def report_command(content: Path, moment: dt.datetime, out: Path, identity: str | None) -> None:
    """建设标准的报告：每家要做的事和期限、各区得分、全市进度、附件2。不对外公开。

    例：homes report --home chaoyang/zaoying-beili
    """
    from generator.office.reports import writing

    try:
        if identity:
            click.echo(_one_home(content, moment, identity), nl=False)
            return
        writing.check_report_folder(out, content)
        with progress() as shown:
            assessment = pipeline.assess(BuildOptions(content, moment), shown)
        with progress() as shown:
            written = writing.write(assessment, out, counter(shown, "写报告", len(assessment.homes)))
    except CityUnreadable as error:
        stop("\n".join(map(str, error.findings)), 1)
    except BuildFailed as error:
        stop(str(error), 1)
    except writing.ForbiddenFolder as error:
        stop(str(error), 2)
    click.echo(
        f"{written.homes} 家的报告、{written.forms} 份附件2，共 {written.files} 个文件。先打开 {out / 'index.html'}"
    )


def _one_home(content: Path, moment: dt.datetime, identity: str) -> str:
    """The text of one home's report; stops with 2 where there is no such home."""
    from generator.office.reports import home as home_report
    from generator.office.reports import terminal

    _known(content, identity)
    assessment = pipeline.assess(BuildOptions(content, moment, only=identity))
    judged = assessment.homes[identity]
    if judged and judged.home.profile.closed:  # whoever takes over has to be there to be found
        assessment = pipeline.assess(BuildOptions(content, moment))
        judged = assessment.homes[identity]
    own = [finding for finding in assessment.findings if finding.home == identity]
    if judged is None:
        return "".join(f"{finding}\n" for finding in own)
    made = home_report.report(judged, assessment.content.districts[judged.home.district], own)
    return terminal.text(made, shutil.get_terminal_size().columns)


def _known(content: Path, identity: str) -> None:
    """Stops with 2 where there is no such home."""
    known = sorted(f"{path.parent.name}/{path.name}" for path in content.glob("homes/*/*") if path.is_dir())
    if identity not in known:
        near = get_close_matches(identity, known, 1, 0.4)
        stop(
            f"没有“{identity}”这个妇女之家"
            + (f"。是不是“{near[0]}”？" if near else "。写成 <区>/<家>，和 homes/ 里的文件夹一样"),
            2,
        )


def _render_shell(*known: Any) -> tuple:
    """A `pipeline.RenderShell`."""
    from generator.plugin import render_shell  # MkDocs takes a third of a second to import, and is hardly ever needed

    return render_shell(*known)


def _project() -> Path:
    """Where mkdocs.yml and theme/ lie: this folder, else the checkout that the package was installed from."""
    here = Path.cwd()
    return here if (here / "mkdocs.yml").is_file() else Path(__file__).resolve().parent.parent
