"""The folder of the reports: pages, tables and papers, for their owner alone; never in a site or in the content."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2

from generator import private
from generator.office.reports.tables import Table

_WRITTEN = ".written"
"""Lists the files of the last run, so that the next one removes stale ones."""


class ForbiddenFolder(ValueError):
    """A folder that must not hold reports; the message says why, in Chinese."""


def check_report_folder(out: Path, content: Path) -> None:
    """Raises `ForbiddenFolder` for a folder in the content, in a site, or in the state beside a site."""
    if out.resolve().is_relative_to(content.resolve()):
        raise ForbiddenFolder(f"{out} 在内容文件夹里。报告里有不公开的内容，放到别处，如 --out reports")
    above = (folder for place in (out.absolute(), out.resolve()) for folder in (place, *place.parents))
    if private.enclosing_site(out) or any(folder.name in ("site", "site-mkdocs") for folder in above):
        raise ForbiddenFolder(f"{out} 在网站文件夹里。报告里有不公开的内容，不能放进网站；放到别处，如 --out reports")


@dataclass
class Folder:
    """The folder of the reports, and the files that this run wrote."""

    root: Path
    environment: jinja2.Environment
    written: set[str] = field(default_factory=set)

    def page(self, file: str, template: str, **context: Any) -> None:
        path = self._path(file)
        text = self.environment.get_template(template).render(context, root="../" * file.count("/"))
        path.write_text(text, encoding="utf-8", newline="\n")

    def data(self, file: str, data: bytes) -> None:
        self._path(file).write_bytes(data)

    def table(self, file: str, head: list[str]) -> Table:
        return Table(self._path(file), head)

    def _path(self, file: str) -> Path:
        self.written.add(file)
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # what an older version left is open to others
        return path

    def tidy(self, others: bool = False) -> None:
        """Removes files of an earlier run that this one did not write, and records the present ones.

        With `others` this run wrote a part alone, and the rest stays.
        """
        for folder in {above for file in self.written for above in Path(file).parents} - {Path()}:
            private.set_mode(self.root / folder, private.FOLDER)
        note = self.root / _WRITTEN
        before = set(note.read_text(encoding="utf-8").splitlines()) if note.is_file() else set()
        if others:
            self.written |= before
        for file in before - self.written:
            gone = (self.root / file).resolve()
            if gone.is_relative_to(self.root.resolve()):
                gone.unlink(missing_ok=True)
        note.unlink(missing_ok=True)
        note.write_text("".join(f"{file}\n" for file in sorted(self.written)), encoding="utf-8")
