"""Commands for reviewers: what waits in the inbox is looked at, decided, and written into the content."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from generator import editorial, private, reading
from generator.cli.shared import require_home
from generator.console import FOLDER, content_option, exit_with, moment_option, progress, relative
from generator.diagnostics import CityUnreadable, InvalidInput, Severity, visible
from generator.model.approvals import RULE
from generator.reading.options import BuildFailed, BuildOptions

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("decision", metavar="[DECISION.json]", required=False, type=_FILE)
@content_option
@moment_option
@click.option(
    "--out", type=_FILE, default=Path("审核.html"), show_default=True, metavar="FILE.html", help="写成哪个文件"
)
@click.option(
    "--proof", type=_FILE, default=None, metavar="FILE.docx", help="另外把公开的文字写进一个 Word 文件，通读用"
)
def review(decision: Path | None, content: Path, moment: dt.datetime, out: Path, proof: Path | None) -> None:
    """把等着审的做成一页：每家改了什么、公开不公开、哪里要问。

    双击打开，选好以后存成一个决定。这一页不对外公开。

    \b
    例：homes review --out 审核.html
    homes review 决定-第1级-2026-11-20.json --out 终审.html
    """
    from generator.office.intake import decisions
    from generator.office.reports import report_folder

    try:
        for file in (out, *([proof] if proof else [])):
            report_folder.check_report_folder(file.absolute().parent, content)
        earlier = decisions.read_decisions(decision) if decision else []
        with progress() as show:
            done = editorial.review(content, earlier, moment.date(), show)
    except CityUnreadable as error:
        exit_with("\n".join(map(str, error.findings)), 1)
    except InvalidInput as error:
        exit_with(f"{error.message}。{error.remedy}", 1)
    except report_folder.ForbiddenFolder:
        exit_with(f"{out} 在网站或内容文件夹里，审核的页面不放在那儿；放到别处，如 --out 审核.html", 2)
    private.write(out, done.page.encode())
    if proof:
        private.write(proof, done.proof())
    for problem in done.problems:
        click.echo(problem, err=True)
    if done.edited:
        click.echo(f"{done.edited} 家和审过的不一样，没有经过审核就改了：名单在这一页的最后。")
    click.echo(f"{done.homes} 家等着审，在 {relative(out)}。看完点“保存决定”，再运行 homes accept。")


@click.command()
@click.argument("decision", metavar="[DECISION.json]", required=False, type=_FILE)
@click.option("--undo", "submission", metavar="SUBMISSION", default=None, help="撤销一次：恢复成收下这一份以前的内容")
@click.option("--by-role", default="内容管理", show_default=True, help="撤销时，记下是哪个岗位")
@click.option(
    "--out",
    type=FOLDER,
    default=None,
    metavar="DIR",
    help="审核单和发回去的表写到哪个文件夹；不写，就在决定文件旁边",
)
@content_option
@moment_option
def accept(
    decision: Path | None,
    submission: str | None,
    by_role: str,
    out: Path | None,
    content: Path,
    moment: dt.datetime,
) -> None:
    """把最后一级同意的写进内容，记在 approvals/ 里；只动改了的那几行。

    旁边写好《信息发布审核单》（打印签字）；退回的，还有发回去的表和一句微信。

    \b
    例：homes accept 决定-第1级-2026-11-20.json
    homes accept --undo 1f0c9a7b2d3e4f56
    """
    from generator.office.intake import decisions
    from generator.office.reports import report_folder

    if (decision is None) == (submission is None):
        exit_with("写一个决定文件，或者写 --undo 和编号", 2)
    folder = out or (decision.absolute().parent if decision else Path())
    try:
        if decision:
            report_folder.check_report_folder(folder.absolute(), content)
        if submission is not None:
            homes = editorial.undo(content, submission, by_role, moment.date().isoformat())
            click.echo(f"撤销了 {submission}：{'、'.join(homes)} 恢复成收下以前的内容。它又回到收件箱里，等着审。")
            return
        assert decision is not None
        done = editorial.accept(content, decisions.read_decisions(decision), moment.date())
    except CityUnreadable as error:
        exit_with("\n".join(map(str, error.findings)), 1)
    except InvalidInput as error:
        exit_with(f"{error.message}。{error.remedy}", 1)
    except report_folder.ForbiddenFolder:
        exit_with(f"{folder} 在网站或内容文件夹里，审核单不放在那儿；加上 --out 和别的文件夹", 2)
    for note in done.notes:
        click.echo(note, err=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in done.papers:
        private.write(folder / name, data)
        click.echo(f"写了 {relative(folder / name)}")
    for identity, why in done.refused.items():
        click.echo(f"{identity} 没有写：{why}", err=True)
    for identity in done.returned:
        click.echo(f"{identity} 退回")
    for identity in done.written:
        click.echo(f"{identity} 写好了")
    parts = f"，另外退回 {done.parts} 处" if done.parts else ""
    click.echo(
        f"写了 {len(done.written)} 家，退回 {len(done.returned)} 家{parts}。运行 homes check 看一遍，再 homes build。"
    )
    sys.exit(bool(done.refused))


@click.command()
@click.argument("homes", nargs=-1, metavar="[<区>/<家>…]")
@click.option("--baseline", is_flag=True, help="启用审核：现在的内容都算审过，从这一天起改动要审")
@click.option("--by-role", default="内容管理", show_default=True, help="记下是哪个岗位定的；这不是登录，电脑不核对")
@click.option("--yes", is_flag=True, help="看过了，同意，登记；不写就先看改了什么，再问")
@content_option
@moment_option
def approve(
    homes: tuple[str, ...], baseline: bool, by_role: str, yes: bool, content: Path, moment: dt.datetime
) -> None:
    """把直接在文件夹里改的、新建的登记成审过的：先列出和上次审过的有什么不同，同意了再记。

    每一家审过的样子留一份在 approvals/versions/ 里。

    city.yml 里写了 publish: {approval: required} 的城市先做一次 --baseline；交回来的表用 homes review 审。

    \b
    例：homes approve chaoyang/zaoying-beili --by-role 市妇联宣传部
    homes approve --baseline --by-role 市妇联宣传部
    """
    if baseline == bool(homes):
        exit_with(
            "写上是哪一家，如 homes approve <区>/<家>；第一次启用审核，写 --baseline：现在的都算审过",
            2,
        )
    for identity in homes:
        require_home(content, identity)
    try:
        if baseline:
            _approve_baseline(content, by_role, moment)
        else:
            _approve_homes(content, list(dict.fromkeys(homes)), by_role, moment, yes)
    except CityUnreadable as error:
        exit_with("\n".join(map(str, error.findings)), 1)
    except (InvalidInput, BuildFailed) as error:
        exit_with(f"{error.message}。{error.remedy}" if isinstance(error, InvalidInput) else str(error), 1)


def _approve_baseline(content: Path, by_role: str, moment: dt.datetime) -> None:
    """Tells also what was taken unseen, and which homes have errors."""
    from generator.office.intake import approvals

    began = bool(approvals.read(content).entries)
    with progress() as show:
        homes = editorial.approve_baseline(content, by_role, moment.date().isoformat(), show)
    if not homes:
        click.echo("都已经登记过了，没有要记的。")
        return
    for identity in homes:
        click.echo(identity)
    click.echo(f"登记了 {len(homes)} 家，记在 approvals/ 里。")
    if began:
        click.echo(
            f"以前启用过审核：上面 {len(homes)} 家是后来改的或新建的，没有人看过就算审过了。"
            "下回一家一家看：homes approve <区>/<家>",
            err=True,
        )
    _tell_errors(content, homes, moment)


def _approve_homes(content: Path, homes: Sequence[str], by_role: str, moment: dt.datetime, yes: bool) -> None:
    """Shows what differs, and records it where somebody says so; exits with 1 where nobody does."""
    seen = {identity: editorial.difference(content, identity) for identity in homes}
    for identity, found in seen.items():
        click.echo(
            f"{identity}：" + ("和上次审过的不同，“-”是原来的，“+”是现在的" if found.lines else "和上次审过的一样")
        )
        for line in found.lines:
            click.echo(visible(line))
    seen = {identity: found for identity, found in seen.items() if found.lines}
    if not seen:
        click.echo("没有要登记的。")
        return
    _tell_errors(content, list(seen), moment)
    if not yes and not (sys.stdin.isatty() and click.confirm("都看过，同意，登记成审过的")):
        exit_with(f"还没有登记。看过同意的，运行 homes approve {' '.join(seen)} --by-role 岗位 --yes", 1)
    for identity in editorial.approve_by_hand(content, seen, by_role, moment.date().isoformat()):
        click.echo(f"{identity} 登记成审过的了，记在 approvals/ 里。")


def _tell_errors(content: Path, homes: Sequence[str], moment: dt.datetime) -> None:
    """Which of these homes have errors, which no approval mends."""
    only = homes[0] if len(homes) == 1 else None
    with progress() as show:
        found = reading.assess(BuildOptions(content, moment, only=only), show).findings
    wrong = [one for one in found if one.severity is Severity.ERROR and one.home in homes and one.rule != RULE]
    for identity, number in Counter(one.home for one in wrong).items():
        click.echo(f"{identity} 有 {number} 处错误，登记了也要改：homes check content/homes/{identity}", err=True)
