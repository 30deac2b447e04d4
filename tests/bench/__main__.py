"""`make bench`: the whole build measured on an invented city, beside stock MkDocs Material and Hugo on the same texts.

Prints a Markdown table. Wall seconds are those of this machine with whatever else runs on it; CPU seconds (user and system, all
processes) say more where it is shared.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from generator import pipeline
from tests.bench import rivals
from tests.bench.city import MOMENT, write
from tests.bench.running import Cost, middle, run

PROJECT = Path(__file__).resolve().parents[2]
_MAIN = "from generator.cli import main; main()"


class Bench:
    """A city and a copy of the project in one folder, so that content and templates can be changed."""

    def __init__(self, folder: Path, homes: int, runs: int):
        self.folder, self.homes, self.runs = folder, homes, runs
        self.content, self.project, self.site = folder / "content", folder / "project", folder / "out/site"

    def prepare(self) -> None:
        write(self.content, self.homes, PROJECT / "content")
        for part in ("generator", "theme"):
            shutil.copytree(PROJECT / part, self.project / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(PROJECT / "mkdocs.yml", self.project)
        self.site.parent.mkdir()

    def build(self, *options: str) -> Cost:
        told = ("--content", str(self.content), "--site", str(self.site), "--as-of", f"{MOMENT:%Y-%m-%dT%H:%M}", "--no-photos")
        return run([sys.executable, "-c", _MAIN, "build", *told, *options], self.project, {"PYTHONPATH": str(self.project)})

    def cold(self, number: int) -> Cost:
        shutil.rmtree(self.site.parent)
        self.site.parent.mkdir()
        return self.build()

    def unchanged(self, number: int) -> Cost:
        return self.build()

    def one_home(self, number: int) -> Cost:
        homes = sorted((self.content / "homes").glob("*/*"))
        with open(homes[len(homes) // 2] / "intro.md", "a", encoding="utf-8") as file:
            file.write(f"\n第 {number + 1} 次改写，门口添了一把藤椅。\n")
        return self.build()

    def one_district(self, number: int) -> Cost:
        file = sorted((self.content / "districts").glob("*/district.yml"))[0]
        text = file.read_text("utf-8")
        file.write_text(text.replace("010-0000 0000", f"010-0000 8{number:03}").replace(f"010-0000 8{number - 1:03}", f"010-0000 8{number:03}"), "utf-8")
        return self.build()

    def template(self, number: int) -> Cost:
        with open(self.project / "theme/templates/home.html", "a", encoding="utf-8") as file:
            file.write(f"{{# {number} #}}\n<!-- {number} -->\n")
        return self.build()

    def rows(self) -> Iterator[tuple[str, Cost]]:
        steps: dict[str, Callable[[int], Cost]] = {
            "cold": self.cold, "nothing changed": self.unchanged, "one home changed": self.one_home,
            "one district file changed": self.one_district, "a template changed": self.template,
        }  # fmt: skip
        for name, step in steps.items():
            if name == "nothing changed":
                self.build()  # the second tree is brought up to date
            yield name, middle([step(number) for number in range(self.runs)])

    def rival(self, make: Callable, name: str) -> Cost:
        folder = self.folder / name
        command = make(folder, pipeline.read(pipeline.Order(self.content, MOMENT)).site)
        environment = {"NO_MKDOCS_2_WARNING": "1"}

        def cold() -> Cost:
            for written in ("site", "public"):
                shutil.rmtree(folder / written, ignore_errors=True)
            return run(command, folder, environment)

        return middle([cold() for _ in range(self.runs)])


def size(folder: Path) -> tuple[int, int, int]:
    """Files, of which pages, bytes below `folder`, a link followed."""
    files = [Path(above, name) for above, _, names in os.walk(folder.resolve()) for name in names]
    return len(files), sum(file.suffix == ".html" for file in files), sum(file.stat().st_size for file in files)


@click.command()
@click.option("--homes", default=1000, show_default=True, help="how many homes the city has")
@click.option("--runs", default=3, show_default=True, help="of how many runs each figure is the median")
@click.option("--alone", is_flag=True, help="without MkDocs Material and Hugo")
def main(homes: int, runs: int, alone: bool) -> None:
    """Measures and prints; takes some minutes."""
    with tempfile.TemporaryDirectory(prefix="homes-bench-") as name:
        bench = Bench(Path(name), homes, runs)
        bench.prepare()
        click.echo(f"{homes} homes, {os.cpu_count()} processors, median of {runs}\n")
        click.echo("| | wall s | CPU s | peak MB | ratio of CPU |\n|---|---|---|---|---|")
        cold = None
        for told, cost in bench.rows():
            cold = cold or cost
            _row(told, cost, cold)
        if not alone:
            for told, make in (("MkDocs Material, out of its navigation, its search", rivals.material), ("Hugo, bare templates, no search", rivals.hugo)):
                if make is rivals.hugo and not shutil.which("hugo"):
                    click.echo(f"| {told} | not installed | | | |")
                    continue
                _row(told, bench.rival(make, make.__name__), cold)
        for told, folder in (("ours", bench.site), ("MkDocs Material", Path(name, "material/site")), ("Hugo", Path(name, "hugo/public"))):
            if folder.exists():
                files, pages, amount = size(folder)
                click.echo(f"\n{told}: {pages:,} pages, {files:,} files, {amount / 1e6:,.0f} MB", nl=False)
        click.echo()


def _row(told: str, cost: Cost, cold: Cost) -> None:
    click.echo(f"| {told} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.peak / 1e6:,.0f} | {cost.cpu / cold.cpu:.2f} |")


if __name__ == "__main__":
    main()
