"""Commands that take something off the site at once."""

from __future__ import annotations

import datetime as dt
from difflib import get_close_matches
from pathlib import Path

import click

from generator import pipeline, reading
from generator.cli.publishing import exiting_on_failure, publish
from generator.cli.shared import require_home
from generator.console import (
    content_option,
    exit_with,
    moment_option,
    relative,
    require_separate_folders,
    site_option,
    workers_option,
)
from generator.content import entry
from generator.diagnostics import InvalidInput, explain_os_error
from generator.model.withheld import content_path, site_address
from generator.pipeline import BuildOptions


@click.command()
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
    require_home(content, identity)
    options = pipeline.with_live_options(BuildOptions(content, moment, site, workers))
    had = reading.consent_numbers(options, identity)
    if had is not None and number not in had:
        near = get_close_matches(number, had, 1, 0.4)
        exit_with(f"{identity} 没有编号是“{number}”的同意书" + (f"。是不是“{near[0]}”？" if near else ""), 2)
    _append(content / "withdrawals.yml", {"home": identity, "consent": number, "on": moment.date().isoformat()})
    with exiting_on_failure():
        reading.record_withdrawal(options, identity, number)
    publish(options)


@click.command()
@click.argument("address", metavar="ADDRESS")
@content_option
@site_option
@moment_option
@workers_option
def withhold(address: str, content: Path, site: Path, moment: dt.datetime, workers: int | None) -> None:
    """马上撤下一个页面、一张照片、一家、一篇稿子：写网址，或内容里的文件。写进 withheld.yml，别的行不动。

    \b
    例：homes withhold /homes/chaoyang/zaoying-beili/families/zhang-2026/
    homes withhold content/homes/chaoyang/zaoying-beili/photos/courtyard.jpg
    """
    require_separate_folders(content, site)
    options = pipeline.with_live_options(BuildOptions(content, moment, site, workers))
    place = _withheld_place(address, content, site)
    _append(content / "withheld.yml", place | {"on": moment.date().isoformat()})
    with exiting_on_failure():
        reading.record_withheld(options, place)
    publish(options)


def _withheld_place(written: str, content: Path, site: Path) -> dict[str, str]:
    """The entry for withheld.yml: a published address, or a path in the content; exits with 2 if it is neither."""
    path, published, address = content_path(written), pipeline.published_addresses(site), site_address(written)
    meant = address
    while meant and meant not in published:  # a full URL may start with the path of the site on its server
        meant = meant.partition("/")[2]
    if not meant and path and ".." not in path.split("/") and (content / path).exists():
        return {"path": path}
    if not meant:
        near = get_close_matches(address, published, 1, 0.6)
        message = f"网站上没有 /{address}，内容里也没有这个文件" if address else "首页撤不下来"
        exit_with(message + (f"。是不是 /{near[0]}？" if near else ""), 2)
    return {"address": f"/{meant}"}


def _append(file: Path, fields: dict[str, str]) -> None:
    """Appends an entry to withdrawals.yml or withheld.yml; if that fails, says so and goes on."""
    try:
        entry.append_entry(file, fields)
    except (InvalidInput, OSError) as error:
        problem = error if isinstance(error, InvalidInput) else explain_os_error(error)
        click.echo(
            f"没能写进 {relative(file)}：{problem.message}。改好它，再补上这一行：\n{entry.format_entry(fields)}",
            err=True,
        )
    else:
        click.echo(f"写进了 {relative(file)}：{entry.format_entry(fields)}")
