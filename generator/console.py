"""What all commands share: options, progress, exit."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

import click

from generator import private
from generator.diagnostics import InvalidInput
from generator.model.field_types import BEIJING, DateTime

_SCHEDULER = re.compile(r"(tcp|tls)://[^\s/]+:\d+")
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
_BAR, _UPDATES = 20, 200  # characters of the progress bar, and how often it is redrawn in a stage
FOLDER = click.Path(path_type=Path, file_okay=False)


class BeijingTime(click.ParamType[dt.datetime]):
    """A date or a Beijing time, in the formats of the content's own dates."""

    name = "时间"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        if isinstance(value, dt.datetime):
            return value
        try:
            moment = DateTime().read(value)
        except InvalidInput as error:
            self.fail(f"{error.message}。{error.remedy}，在 {FIRST} 到 {LAST} 之间", param, ctx)
        if not FIRST <= moment.date() <= LAST:
            self.fail(f"“{value}”太早或太晚了。写 {FIRST} 到 {LAST} 之间的一天", param, ctx)
        return moment


def now() -> dt.datetime:
    return dt.datetime.now(BEIJING).replace(second=0, microsecond=0)


def _cluster(ctx: click.Context, _: click.Parameter, address: str | None) -> str | None:
    if address is not None and not _SCHEDULER.fullmatch(address):
        exit_with(f"“{address}”不像集群的地址。写成 tcp://机器:端口，如 tcp://10.0.0.5:8786", 2)
    return address


content_option = click.option("--content", type=FOLDER, default=Path("content"), show_default=True, help="内容文件夹")
moment_option = click.option(
    "--as-of",
    "moment",
    type=BeijingTime(),
    default=now,
    metavar="WHEN",
    help="按哪一天（或北京时间）来判断和发布；默认是现在",
)
site_option = click.option("--site", type=FOLDER, default=Path("site"), show_default=True, help="网站放在哪个文件夹")
workers_option = click.option(
    "--workers", type=click.IntRange(1), default=None, metavar="N", help="同时用几个进程；默认和处理器一样多"
)
cluster_option = click.option(
    "--cluster",
    callback=_cluster,
    default=None,
    metavar="ADDRESS",
    help=(
        "在 Dask 集群上做，写它的 scheduler 的地址，如 tcp://10.0.0.5:8786；"
        "每台机器要在同样的路径下看到同样的内容、网站和程序（共享文件夹）"
    ),
)


def require_one_executor(workers: int | None, cluster: str | None) -> None:
    """Exits with 2 where both are given."""
    if workers and cluster:
        exit_with("--cluster 和 --workers 只能写一个：集群上有多少进程，由它自己决定", 2)


def require_separate_folders(content: Path, site: Path) -> None:
    """Exits with 2 where the site would lie in the content or in another site, or the content in a site: one would
    publish or overwrite the other.
    """
    place, source = site.absolute().parent.resolve() / site.name, content.resolve()
    elsewhere = "写到别处，如 --site site"
    if place.is_relative_to(source):
        exit_with(f"网站不能放在内容文件夹里：{site} 在 {content} 里面。{elsewhere}", 2)
    if source.is_relative_to(place) or source.is_relative_to(site.resolve()):
        exit_with(f"内容不能放在网站里：{content} 在 {site} 里面，会被公开。把内容移到别处", 2)
    if place.name.startswith(private.STATE_PREFIX) or private.enclosing_site(site.absolute().parent):
        exit_with(f"网站不能放在另一个网站里，也不能放在网站旁边的 {private.STATE_PREFIX}… 里：{site}。{elsewhere}", 2)
    if place.name in private.RESERVED:
        exit_with(f"网站不能叫“{place.name}”：内容旁边的 {private.STATE_PREFIX}{place.name} 有别的用处。{elsewhere}", 2)
    if around := private.enclosing_site(content):
        exit_with(f"内容不能放在网站里：{content} 在 {around} 里面，会被公开。把内容移到别处", 2)


class progress:
    """A line with a progress bar on a terminal; nothing where stderr is not one."""

    def __init__(self) -> None:
        self._shown, self._drawn = sys.stderr.isatty(), ""

    def __enter__(self) -> Callable[[str, int, int], None]:
        return self.show

    def show(self, stage: str, done: int, total: int) -> None:
        if not self._shown:
            return
        full = _BAR * done // max(total, 1)
        line = f"{stage} {'█' * full}{'░' * (_BAR - full)} {done:,}/{total:,}，还有 {total - done:,}"
        if (
            done == total
            or self._drawn[: len(stage) + 1 + _BAR] != line[: len(stage) + 1 + _BAR]
            or total < _UPDATES
            or done % (total // _UPDATES) == 0
        ):
            click.echo(f"\r\033[K{line}", err=True, nl=False)
            self._drawn = line

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            click.echo("\r\033[K", err=True, nl=False)


def counter(show: Callable[[str, int, int], None], stage: str, total: int) -> Callable[[object], None]:
    """A function to be called after each of `total` items."""
    done = count(1)
    return lambda _: show(stage, next(done), total)


def exit_with(message: str, status: int) -> NoReturn:
    """Ends the command with a message on stderr and an exit status."""
    click.echo(message, err=True)
    sys.exit(status)


def relative(path: Path) -> Path:
    """The path relative to the working directory, if it is below."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
