"""`homes press`: the press desk, for staff alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator import editorial, private
from generator.cli.publishing import exiting_on_failure
from generator.console import (
    FOLDER,
    BeijingTime,
    content_option,
    exit_with,
    moment_option,
    progress,
    site_option,
    workers_option,
)
from generator.diagnostics import InvalidInput
from generator.reading.options import BuildOptions

_PAGE, _BOOK = "index.html", "press.xlsx"


@click.command()
@click.option("--since", type=BeijingTime(), default=None, metavar="DATE", help="从哪天起的算新的；不写是三十天")
@click.option("--district", metavar="SLUG", default="", help="只看这一处的；写代号")
@content_option
@site_option
@moment_option
@workers_option
@click.option(
    "--out",
    type=FOLDER,
    default=Path("press-desk"),
    show_default=True,
    help="写到哪个文件夹；不能在网站或内容里",
)
def press(
    since: dt.datetime | None,
    district: str,
    content: Path,
    site: Path,
    moment: dt.datetime,
    workers: int | None,
    out: Path,
) -> None:
    """宣传工作台：写什么、用什么、等什么、删什么。

    新的消息、媒体可用的照片、联系人、解禁的时间、快到期的同意书、要请人删的。不对外公开。

    \b
    例：homes press --since 2026-11-01
    homes press --district chaoyang --out press-chaoyang
    """
    from generator.office.reports import report_folder

    options = BuildOptions(content, moment, site, workers)
    try:
        report_folder.check_report_folder(out, content)
        with exiting_on_failure(), progress() as show:
            made = editorial.make_press_desk(options, since.date() if since else None, district, show)
    except report_folder.ForbiddenFolder:
        exit_with(f"{out} 在网站或内容文件夹里。工作台里有不公开的内容，放到别处，如 --out press-desk", 2)
    except InvalidInput as error:
        exit_with(f"{error.message}。{error.remedy}", 2)
    private.make_folder(out)
    private.write(out / _BOOK, made.book)
    private.write(out / _PAGE, made.page.encode())
    for name in (_PAGE, _BOOK):
        private.set_mode(out / name, private.FILE)
    desk = made.desk
    click.echo(
        f"新的 {len(desk.new)} 条，媒体可用的照片 {len(desk.photos)} 张，"
        f"快到期的同意书 {len(desk.consents)} 份，要请人删的 {len(desk.removals)} 处。"
    )
    click.echo(f"打开 {out / _PAGE} 来看；全部的在 {out / _BOOK}。")
