"""The `homes` command. Its exit status: 0 done, 1 nothing to publish or an error found, 2 usage, 75 busy."""

from __future__ import annotations

import errno
from importlib import import_module
from typing import Any

import click

from generator.cli.usage import in_chinese
from generator.console import exit_with
from generator.diagnostics import explain_os_error

COMMANDS = {
    "accept": ("review", "accept"),
    "approve": ("review", "approve"),
    "build": ("site", "build"),
    "cards": ("site", "cards_command"),
    "check": ("office", "check"),
    "form": ("forms", "form"),
    "import": ("workbooks", "import_command"),
    "init": ("scaffolds", "init"),
    "new": ("scaffolds", "new"),
    "poster": ("site", "poster"),
    "press": ("press", "press"),
    "report": ("office", "report_command"),
    "review": ("review", "review"),
    "rollback": ("site", "rollback"),
    "schema": ("office", "schema_command"),
    "serve": ("site", "serve_command"),
    "withdraw": ("consents", "withdraw"),
    "withhold": ("consents", "withhold"),
    "workbook": ("workbooks", "workbook"),
}
"""Command → its module and its function: importing them all takes half a second, which a command need not wait for."""


class _Commands(click.Group):
    """Imports the command that is asked for, and reports errors of the system and of usage in Chinese."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, function = COMMANDS[name]
        command: click.Command = getattr(import_module(f"generator.cli.{module}"), function)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise in_chinese(error, self, ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise in_chinese(error, self, ctx) from None
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader, such as `| head`, has enough: click exits quietly
            refused = explain_os_error(error)
            exit_with(f"做不下去：{refused.message}。{refused.remedy}，再运行一次", 1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="womens-homes", message="%(version)s")
def main() -> None:
    """妇女之家公开主页：检查内容，生成网站。

    例：homes check && homes build
    """
