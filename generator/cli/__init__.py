"""The `homes` command. Its exit status: 0 done, 1 nothing to publish or an error found, 2 usage, 75 busy."""

from __future__ import annotations

import errno
from typing import Any

import click

from generator.cli import consents, forms, office, press, review, scaffolds, site, workbooks
from generator.console import exit_with
from generator.diagnostics import explain_os_error


class _Commands(click.Group):
    """Reports errors of the system in Chinese."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
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


for command in (
    scaffolds.init,
    scaffolds.new,
    office.check,
    office.schema_command,
    office.report_command,
    press.press,
    workbooks.workbook,
    forms.form,
    workbooks.import_command,
    review.review,
    review.accept,
    review.approve,
    site.build,
    site.rollback,
    site.cards_command,
    site.poster,
    site.serve_command,
    consents.withdraw,
    consents.withhold,
):
    main.add_command(command)
