"""The command for forms in one file, which go out to be filled in offline."""

from __future__ import annotations

from pathlib import Path

import click

from generator.console import content_option, exit_with, relative
from generator.diagnostics import CityUnreadable, InvalidInput


@click.command()
@click.argument("asked", metavar="[<区>/<家>]", required=False)
@click.option("--blank", is_flag=True, help="空的一张，给还没有的妇女之家；前面写上 <区>，就只有这个区的街道乡镇")
@click.option("--activity", is_flag=True, help="短的一张：只写一次活动，带照片")
@click.option("--private", "with_private", is_flag=True, help="连不公开的也问：台账、同意书、家庭。名字里写明不发微信")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE.html",
    help="写成哪个文件；不能在网站或内容里",
)
@content_option
def form(asked: str | None, blank: bool, activity: bool, with_private: bool, out: Path, content: Path) -> None:
    """双击就能填的表，给一家。

    一个文件，不用连网，不用装东西；里面是这一家现在的内容。填好存成一个包交回来，用 homes import 收。

    \b
    例：homes form chaoyang/zaoying-beili --out 枣营北里.html
    homes form chaoyang/zaoying-beili --activity --out 枣营北里-活动.html
    homes form --blank --out 新的妇女之家.html
    """
    from generator.office.form import sending
    from generator.office.reports import report_folder

    if out.suffix.lower() not in (".html", ".htm"):
        exit_with(f"“{out}”不是网页文件的名字。写成 --out {out.stem or '信息表'}.html", 2)
    if not (asked or blank):
        exit_with("写是哪一家：homes form <区>/<家>；新的一家，写 --blank", 2)
    if activity and (blank or with_private):
        exit_with("--activity 是已有的一家的一次活动，不和 --blank、--private 一起写", 2)
    if blank and asked and "/" in asked:
        exit_with(f"“{asked}”已经是一家了。要它的表，不写 --blank；要空的，只写区", 2)
    try:
        report_folder.check_report_folder(out.parent, content)
        if blank:
            made = sending.form_of_new_home(content, asked, with_private)
        else:
            made = sending.form_of_home(content, asked or "", with_private, activity)
    except CityUnreadable as error:
        exit_with("\n".join(map(str, error.findings)), 1)
    except InvalidInput as error:
        exit_with(f"{error.message}。{error.remedy}", 2)
    except report_folder.ForbiddenFolder as error:
        exit_with(str(error).replace("报告里", "表里").replace("--out reports", "--out 信息表.html"), 2)
    file = sending.file_of(made, out)
    file.parent.mkdir(parents=True, exist_ok=True)
    sending.send(made, file, content)
    click.echo(f"{relative(file)}　表号 {made.number}")
    click.echo(
        "不用微信、QQ 传。" if with_private else "微信发给填表的人，双击就能填；填好发回来的包，用 homes import 收。"
    )
