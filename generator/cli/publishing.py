"""What commands that publish do, so that each ends with the right message and status."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import pipeline, private
from generator.cli.shared import embargoed_line
from generator.console import exit_with, progress, relative
from generator.diagnostics import CityUnreadable, explain_os_error
from generator.pipeline import AnotherBuild, BuildFailed, BuildOptions
from generator.pipeline.results import Summary
from generator.publish import CHECKSUMS
from generator.resources import project

if TYPE_CHECKING:
    from generator.pages.page import Shell
    from generator.pipeline import HandWritten
    from generator.public.views import CityView

BUSY = 75
_ELSEWHERE = """\
这台电脑的系统（Windows）上只能新建和检查：homes init、new、check、schema 都能用，生成和预览网站不行。
装上 Windows 自带的 Linux（在终端里运行 wsl --install），在那里面装好本程序，再运行同样的命令；
或者把内容交给管网站的同事，在服务器上生成。"""


def publish(options: BuildOptions, *, as_json: bool = False) -> None:
    """Builds the site and prints the result; exits with 1 where no home could be published."""
    require_workers()
    with exiting_on_failure(), progress() as show:
        result = pipeline.build(options, project() / "theme", render_shell, show)
    for line in result.summary.problems + result.new_notices:
        click.echo(line, err=True)
    if as_json:
        _save_report(result)
        click.echo(json.dumps(_as_data(result, options), ensure_ascii=False))
    else:
        _print_result(result)
    if result.summary.homes and len(result.summary.unpublished) == result.summary.homes:
        sys.exit(1)


def require_workers() -> None:
    """Exits with 1 on a system where nothing can be built."""
    if not pipeline.CAN_BUILD:
        exit_with(_ELSEWHERE, 1)


@contextmanager
def exiting_on_failure() -> Iterator[None]:
    """Ends the command with the message and status of what stopped a build."""
    try:
        yield
    except CityUnreadable as error:
        exit_with("\n".join(map(str, error.findings)), 1)
    except AnotherBuild:
        exit_with("另一个生成正在进行，等它结束再试", BUSY)
    except BuildFailed as error:
        exit_with(str(error), 1)


def _print_result(result: pipeline.BuildResult) -> None:
    summary = result.summary
    click.echo(f"{summary.pages} 个页面，{result.written} 个文件有变化，用时 {result.seconds:.1f} 秒。")
    older, unpublished = _home_list(summary.using_last_good), _home_list(summary.unpublished)
    line = f"发布 {_fresh(summary)} 家，沿用旧版 {older}，没有发布 {unpublished}。"
    if summary.unapproved:
        line += f"\n改过还没有审的 {_home_list(summary.unapproved)}。公开的是上次审过的；一次也没有审过的先不公开。"
    click.echo(line)
    if report := _save_report(result, line):
        click.echo(f"每家的问题和改法：{relative(report)}")
    if summary.embargoed:
        click.echo(embargoed_line(summary.embargoed))
    click.echo(f"下一次自己会变：{summary.next_change or '没有，内容不改就不会变'}")


def _save_report(result: pipeline.BuildResult, last_line: str = "") -> Path | None:
    """Where the findings of all homes are written to; None where that failed, though the site is published."""
    report = result.state / "findings.txt"
    try:
        if result.report is not None:
            text = "\n".join((result.report, *result.summary.notices, last_line))
            private.write(report, f"{text}\n".encode())
    except OSError as error:
        click.echo(f"每家的问题和改法没有写成：{explain_os_error(error).message}。运行 homes check 来看", err=True)
        return None
    return report


def _as_data(result: pipeline.BuildResult, options: BuildOptions) -> dict[str, object]:
    """What is printed for monitoring; `release` names the bytes that were published."""
    summary = result.summary
    return {
        "published": _fresh(summary),
        "kept": list(summary.using_last_good),
        "left_out": list(summary.unpublished),
        "pages": summary.pages,
        "changed": result.written,
        "as_of": options.as_of.isoformat(timespec="minutes"),
        "release": hashlib.sha256((options.site / CHECKSUMS).read_bytes()).hexdigest()[:16],
        "next_change": summary.next_change or None,
        "seconds": round(result.seconds, 1),
    }


def _fresh(summary: Summary) -> int:
    """How many homes are published as their folders are."""
    return summary.homes - len(summary.unpublished) - len(summary.using_last_good)


def _home_list(homes: Sequence[str]) -> str:
    return f"{len(homes)} 家" + (f"：{'、'.join(homes)}" if homes else "")


def render_shell(project: Path, city: CityView, pages: HandWritten, card: str) -> tuple[Shell, dict[str, bytes]]:
    """A `pipeline.RenderShell`."""
    from generator import plugin  # imports MkDocs, which takes 0.3 s and is seldom needed

    return plugin.render_shell(project, city, pages, card)
