"""What was typed wrong, told in Chinese: what it is, and how to write it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any

import click
from click.exceptions import NoArgsIsHelpError

_HAN = re.compile("[\u4e00-\u9fff]")
_QUOTED = re.compile("'(.*?)'", re.DOTALL)
_EXTRA = re.compile(r"\((.*)\)$", re.DOTALL)
_LONGEST = 80  # characters of what was typed


class UsageErrorInChinese(click.UsageError):
    """A usage error in Chinese, which is shown without more."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file, err=file is None)


def in_chinese(error: click.UsageError, group: click.Group, ctx: click.Context) -> click.UsageError:
    """The error as it is shown; help itself stays as it is. `ctx`: of the `group`."""
    if isinstance(error, NoArgsIsHelpError):
        return error
    name = "" if isinstance(error, click.NoSuchCommand) else ctx.invoked_subcommand or ""
    command = (group.get_command(ctx, name) if name else None) or group
    path = f"{ctx.command_path} {name}".strip()
    return UsageErrorInChinese(f"{_what(error, command, group, ctx)}。写法见 {path} --help", error.ctx)


def _what(error: click.UsageError, command: click.Command, group: click.Group, ctx: click.Context) -> str:
    match error:
        case _ if _HAN.search(error.message):
            hint = f"{_name(error.param)} " if isinstance(error, click.BadParameter) and error.param else ""
            return hint + error.message.rstrip("。")
        case click.MissingParameter(param=click.Option() as option):
            return f"没有写 {_name(option)}，加上 {_name(option)} {option.make_metavar(ctx)}"
        case click.MissingParameter(param=click.Parameter() as parameter):
            return f"没有写 {_name(parameter)}"
        case click.NoSuchCommand():
            near = get_close_matches(error.command_name, group.list_commands(ctx))
            return f"没有“{error.command_name}”这个命令{_or_rather(near)}"
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项{_or_rather(error.possibilities)}"
        case click.BadOptionUsage():
            known = (one for one in command.params if error.option_name in one.opts)
            takes_none = any(isinstance(one, click.Option) and one.is_flag for one in known)
            return f"{error.option_name} 后面{'不用写值' if takes_none else '要写一个值'}"
        case click.BadParameter(param=click.Parameter() as parameter):
            typed = _QUOTED.search(error.message)
            return f"{_name(parameter)} {_bad_value(parameter.type, typed[1][:_LONGEST] if typed else '')}"
        case _ if extra := _EXTRA.search(error.message):
            return f"多写了“{extra[1][:_LONGEST]}”"
    return "命令没有写对" if command is not group else "没有写命令"


def _name(parameter: click.Parameter) -> str:
    """`--out`; an argument by what the help calls it."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return (parameter.metavar or "").strip("[]") or (parameter.name or "").upper()


def _or_rather(near: list[str] | None) -> str:
    return f"，是不是 {' 或 '.join(near)}" if near else ""


def _bad_value(kind: click.ParamType[Any], typed: str) -> str:
    """What is wrong with what was typed for a type of parameter."""
    match kind:
        case click.Choice():
            return f"没有“{typed}”，只能写 {'、'.join(map(str, kind.choices))}"
        case click.IntRange():
            return f"要写 {_range(kind)}的整数"
        case click.Path():
            return _bad_path(Path(typed), kind)
    return f"写成“{typed}”读不懂"


def _range(kind: click.IntRange) -> str:
    least = "" if kind.min is None else f"{kind.min:.0f}"
    return f"{least} 到 {kind.max:.0f} " if least and kind.max is not None else f"{least} 以上" if least else ""


def _bad_path(path: Path, kind: click.Path[Any]) -> str:
    what = "文件" if kind.file_okay else "文件夹"
    if not path.exists():
        return f"找不到{what} {path}，核对写的名字和位置"
    if path.is_dir() != (not kind.file_okay) and not (kind.file_okay and kind.dir_okay):
        return f"要写{what}，{path} 是{'文件夹' if path.is_dir() else '文件'}"
    return f"打不开 {path}，检查有没有权限"
