"""Commands for workbooks: they go out to be filled in, and come back."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import click

from generator import editorial
from generator.console import content_option, counter, exit_with, moment_option, progress, relative
from generator.diagnostics import CityUnreadable, InvalidInput


@click.command()
@click.argument("asked", metavar="<区>|<区>/<家>")
@click.option("--by", "by", type=click.Choice(["street"]), default=None, help="street：每个街道乡镇一本")
@click.option("--private", "with_private", is_flag=True, help="另外再出一本不公开的：台账、同意书、家庭")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE.xlsx",
    help="写成哪个文件；不能在网站或内容里。几本的，名字后面加街道",
)
@content_option
def workbook(asked: str, by: str | None, with_private: bool, out: Path, content: Path) -> None:
    """给街道、社区填的 Excel 表，里面是现在的内容。填好交回来，用 homes import 收。

    \b
    例：homes workbook chaoyang --by street --out 信息表.xlsx
    homes workbook chaoyang/zaoying-beili --private --out 枣营北里.xlsx
    """
    from generator.office.reports import report_folder
    from generator.office.workbook import sending

    if out.suffix.lower() != ".xlsx":
        exit_with(f"“{out}”不是 Excel 文件的名字。写成 --out {out.stem or '信息表'}.xlsx", 2)
    if by and "/" in asked:
        exit_with("只要一家的，不用加 --by street", 2)
    try:
        report_folder.check_report_folder(out.parent, content)
        with progress() as show:
            chosen = sending.choose(content, asked, lambda total: counter(show, "读", total))
    except CityUnreadable as error:
        exit_with("\n".join(map(str, error.findings)), 1)
    except InvalidInput as error:
        exit_with(f"{error.message}。{error.remedy}", 2)
    except report_folder.ForbiddenFolder as error:
        exit_with(str(error).replace("报告里", "表里").replace("--out reports", "--out 信息表.xlsx"), 2)
    for identity in chosen.unreadable:
        click.echo(f"没有放进去：{identity}，它的 home.yml 用不了。homes check 会说哪里要改", err=True)
    if chosen.only and not chosen.homes:
        exit_with("一家也没有，没有写表", 1)
    if not chosen.district.streets:
        file = relative(content / f"districts/{chosen.district.slug}/district.yml")
        exit_with(
            f"{chosen.district.name}还没有{chosen.own('街道乡镇')}，新的一家没有地方填。先在 {file} 的 streets 里写上",
            1,
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    for behind, book in sending.books(chosen, by == "street", with_private):
        file = out.with_name(f"{out.stem}{behind}{out.suffix}")
        with progress() as show:
            sending.send(book, file, chosen.federation, content, counter(show, f"写 {file.name}", len(book.sheets)))
        count = f"{len(book.homes)} 家" if book.homes else "还没有填过的，新的写在空行里"
        click.echo(f"{relative(file)}　表号 {book.number}，{count}")
    if with_private and chosen.homes:
        click.echo("名字里有“内部资料”的，不要用微信、QQ 传。")


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@content_option
@moment_option
@click.option("--dry-run", is_flag=True, help="只看会改什么，不放进收件箱")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="输出格式",
)
@click.option("--district", default="", metavar="SLUG", help="别人的名单是哪个区的，写区的代号；有“区县”一列的不用写")
@click.option(
    "--names",
    default="",
    metavar="YEAR-city|YEAR-<区>|YEAR-families",
    help="文件是认定或表彰的名单（文字、表、.docx）：先看认作哪几家，再加 --write 写进 recognition/",
)
@click.option("--write", is_flag=True, help="看过了，把名单写进 recognition/")
def import_command(
    files: tuple[Path, ...],
    content: Path,
    moment: dt.datetime,
    dry_run: bool,
    output_format: str,
    district: str,
    names: str,
    write: bool,
) -> None:
    """收交回来的表：.xlsx、.xls、.ods、.csv 都行。和发出去的、现在的比一比，放进收件箱等审核；内容一个字也不动。

    街道自己的名单、活动台账、信息系统的导出也收。不认识的表头写在收件箱的 表头对照.csv 里，填上“填到哪一栏”，以后记得。

    \b
    例：homes import 交回来/*.xlsx
    homes import --district chaoyang 街道名单.xlsx
    homes import --dry-run --format json 枣营北里.xlsx
    homes import --names 2026-city 通报.docx
    """
    if names or write:
        _take_names(files, content, names, write and not dry_run)
        return
    from generator.office.intake import submission
    from generator.office.intake.answers import answers_file

    found = []
    try:
        with progress() as show:
            for one in editorial.compare(content, files, moment.date().isoformat(), not dry_run, show, district):
                found.append(one)
                if output_format == "text":
                    click.echo(submission.as_text(one))
    except CityUnreadable as error:
        exit_with("\n".join(map(str, error.findings)), 1)
    except InvalidInput as error:
        exit_with(f"{error.message}。{error.remedy}", 2)
    if output_format == "json":
        click.echo(json.dumps([submission.as_json(one) for one in found], ensure_ascii=False, indent=1))
    else:
        click.echo(submission.totals(found))
        changed = {identity for one in found for identity, outcome in one.homes.items() if not outcome.is_empty}
        for identity, why in editorial.edits_unseen(content, sorted(changed)).items():
            click.echo(f"{identity}：{why}", err=True)
        for alarm in submission.alarms(found):
            click.echo(click.style(alarm, fg="red"), err=True)
        if any(one.asked for one in found):
            where = relative(answers_file(content))
            click.echo(
                "不认识的表头，加 --dry-run 的不写下来；不加，写在收件箱的 表头对照.csv 里等您填。"
                if dry_run
                else f"有不认识的表头：打开 {where}，在“填到哪一栏”里写上，再运行一次。不要的写“不收”。"
            )
    sys.exit(any(one.refused for one in found))


def _take_names(files: tuple[Path, ...], content: Path, names: str, write: bool) -> None:
    """Shows what a list of names comes to, and writes it where it was looked through."""
    try:
        result = editorial.announced(content, files, names)
        for one in result.names:
            taken = " ".join(filter(None, (one.home, one.family, one.level))) or "标题"
            click.echo(f"{one.line[:80]}　→ {one.why or taken}")
        sure = sum(bool(one.home and not one.why) for one in result.names)
        click.echo(f"{result.file}：认出 {sure} 个，其中 {result.there} 个已经在里面；认不准 {len(result.doubts)} 个。")
        if result.doubts:
            exit_with("还有认不准的，没有写。照上面说的改好名单，再运行一次。", 1)
        if not sure:
            exit_with("一个名字也没有认出来，没有写。一行写一家的区、街道和全称。", 1)
        if write:
            editorial.write_names(content, result)
            click.echo("写好了。运行 homes check 看一遍；文号、日期在文件里补上。")
        else:
            click.echo("还没有写。看过没有错，加上 --write 再运行一次。")
    except CityUnreadable as error:
        exit_with("\n".join(map(str, error.findings)), 1)
    except InvalidInput as error:
        exit_with(f"{error.message}。{error.remedy}", 2)
