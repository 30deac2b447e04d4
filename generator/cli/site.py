"""Commands that make and show the site, its cards and posters."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

import click

from generator import pipeline, private, reading
from generator.cli.publishing import exiting_on_failure, publish, render_shell, require_workers
from generator.cli.shared import require_home
from generator.console import (
    FOLDER,
    cluster_option,
    content_option,
    exit_with,
    moment_option,
    now,
    progress,
    relative,
    require_one_executor,
    require_separate_folders,
    site_option,
    workers_option,
)
from generator.pipeline import BuildOptions
from generator.resources import project

_EMBARGOED = "embargoed"
"""The folder of previews that show features before their embargo, apart from all others."""


@click.command()
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
    help="不生成，只说出上一次生成时，网站里这个文件由什么做成、为什么重做",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="结果的格式；json 给监控用",
)
@click.option("--cards", is_flag=True, help="每家、每户、每个品牌、每篇稿子都有自己的分享图；不加就用同类页面共用的")
@click.option(
    "--packs", is_flag=True, help="稿子、品牌和有媒体可用照片的各家，做好素材包（文章、照片和说明），网页上能下载"
)
def build(
    content: Path,
    site: Path,
    moment: dt.datetime,
    workers: int | None,
    cluster: str | None,
    no_photos: bool,
    fresh: bool,
    cards: bool,
    packs: bool,
    verbose: bool,
    path: str | None,
    output_format: str,
) -> None:
    """生成网站。要么得到一个完整的新网站，要么旧网站原样不动。

    \b
    例：homes build --as-of 2026-12-31
    homes build --explain homes/chaoyang/zaoying-beili/
    homes build --packs
    homes build --format json
    homes build --cluster tcp://10.0.0.5:8786
    """
    require_one_executor(workers, cluster)
    if verbose:
        logging.basicConfig(format="%(message)s")
        logging.getLogger("generator").setLevel(logging.INFO)
    if path is not None:
        with exiting_on_failure():
            click.echo(pipeline.explain(site, path))
        return
    require_separate_folders(content, site)
    options = BuildOptions(
        content, moment, site, workers, not no_photos, fresh, cards=cards, packs=packs, cluster=cluster
    )
    publish(options, as_json=output_format == "json")


@click.command()
@site_option
@moment_option
def rollback(site: Path, moment: dt.datetime) -> None:
    """退回上一版网站。撤回、到期了的同意书涉及的旧版退不回去。再运行一次，又回到现在这一版。

    例：homes rollback
    """
    with exiting_on_failure():
        live = pipeline.roll_back(site, moment.date())
    click.echo(
        f"{relative(live.site)} 已退回上一版（{live.pages} 个页面，{live.built:%Y 年 %-m 月 %-d 日 %H:%M} 生成的）。"
    )
    click.echo("内容没有动：改好以后，运行 homes build 生成新的一版。")


@click.command(name="cards")
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
    with exiting_on_failure(), progress() as show:
        count, problems = pipeline.draw_cards(options, project() / "theme", show)
    for finding in problems:
        click.echo(str(finding), err=True)
    click.echo(f"{count} 张分享图画好了。运行 homes build --cards 放进网站。")


@click.command()
@click.argument("identity", metavar="[<区>/<家>]", required=False)
@click.option("--all", "every", is_flag=True, help="全部各家；不写哪一家也是全部")
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
    from generator.office.reports import report_folder

    if identity and every:
        exit_with("写了哪一家，就不用加 --all；要全部的，只写 --all", 2)
    if identity:
        require_home(content, identity)
    require_separate_folders(content, site)
    options = BuildOptions(content, moment, site, workers, only=identity)
    try:
        report_folder.check_report_folder(out, content)
        with exiting_on_failure(), progress() as show:
            found = reading.read(options, history=reading.history_of(options))
            homes = [home for home in found.site.homes if home.closed_on is None]
            if not found.site.city.url:
                where = "site:\n  url: https://网站的地址/"
                exit_with(
                    f"海报上的二维码要通到网站，可 {content / 'city.yml'} 里没有写网站的地址。"
                    f"加上这两行，再运行一次：\n{where}",
                    1,
                )
            if not homes:
                exit_with("没有能画海报的一家：还没有，或已撤并，或内容有错误。先运行 homes check 看一看", 1)
            files, problems = pipeline.draw_posters(found, project() / "theme", homes, out, show)
    except report_folder.ForbiddenFolder:
        exit_with(f"{out} 在网站或内容文件夹里，海报不放在那儿；放到别处，如 --out posters", 2)
    for finding in problems:
        click.echo(str(finding), err=True)
    click.echo(f"{len(files)} 张海报，在 {files[0] if identity else out}。用 A4 纸按实际大小打印。")


@click.command(name="serve")
@content_option
@click.option("--only", metavar="<区>/<家>", help="只看这一家，启动更快")
@click.option("--embargoed", is_flag=True, help="没有解禁的稿子也看，都标着“尚未发布”")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口；0 是任选一个空的")
def serve_command(content: Path, only: str | None, embargoed: bool, port: int) -> None:
    """在本机预览网站；存一下文件，页面就更新。按 Ctrl+C 结束。别的电脑打不开。

    \b
    例：homes serve --only chaoyang/zaoying-beili
    homes serve --embargoed
    """
    require_workers()
    from generator import serve  # imports an HTTP server, which no other command needs

    if only is not None:
        require_home(content, only)
    # kept, so that the next preview starts at once
    previews = content.absolute().parent / f"{private.STATE_PREFIX}{private.PREVIEW}"
    previews.mkdir(private.FOLDER, exist_ok=True)
    private.set_mode(previews, private.FOLDER)
    site = previews / (_EMBARGOED if embargoed else "") / (only or "all")
    with exiting_on_failure():
        options = BuildOptions(content, now(), site, only=only, unapproved=True, embargoed=embargoed)
        serve.run(options, project() / "theme", render_shell, port, click.echo)
