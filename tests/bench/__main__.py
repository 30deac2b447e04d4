"""`make bench`: the whole build measured on an invented city, beside stock MkDocs Material and Hugo on the same texts.

Prints Markdown. Wall seconds are those of this machine with whatever else runs on it; CPU seconds (user and system, all
processes) say more where it is shared. Each cold run goes into a folder of its own, and nothing is deleted before the
end: some file systems make files many times slower for minutes after a large tree was deleted.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import click
from playwright.sync_api import sync_playwright

from generator import pipeline, reading
from generator.public.views import Site
from tests.bench import plots, rivals, searching
from tests.bench.city import MOMENT, write
from tests.bench.running import Cost, conditions, middle, run
from tests.browser.chromium import launch

PROJECT = Path(__file__).resolve().parents[2]
OURS = "this generator 本项目"
_MAIN = "from generator.start import main; main()"


class Bench:
    """A city and a copy of the project in one folder, so that content and templates can be changed."""

    def __init__(self, folder: Path, homes: int, runs: int = 1, photos: bool = False):
        self.folder, self.homes, self.runs, self.photos = folder, homes, runs, photos
        self.content, self.project = folder / "content", folder / "project"
        self.site = folder / "0/site"
        self.moment = MOMENT

    def prepare(self) -> None:
        write(self.content, self.homes, PROJECT / "content", self.photos)
        for part in ("generator", "theme"):
            shutil.copytree(PROJECT / part, self.project / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(PROJECT / "mkdocs.yml", self.project)

    @cached_property
    def view(self) -> Site:
        return reading.read(pipeline.BuildOptions(self.content, MOMENT)).site

    def build(self) -> Cost:
        told = ["--content", str(self.content), "--site", str(self.site), "--as-of", f"{self.moment:%Y-%m-%dT%H:%M}"]
        told += [] if self.photos else ["--no-photos"]
        environment = {"PYTHONPATH": str(self.project), "PYTHONDONTWRITEBYTECODE": ""}  # compiled once, as installed
        return run([sys.executable, "-c", _MAIN, "build", *told], self.project, environment)

    def cold(self, number: int) -> Cost:
        self.site = self.folder / str(number) / "site"
        self.site.parent.mkdir()
        return self.build()

    def unchanged(self, number: int) -> Cost:
        return self.build()

    def one_home(self, number: int) -> Cost:
        homes = sorted((self.content / "homes").glob("*/*"))
        with open(homes[len(homes) // 2] / "intro.md", "a", encoding="utf-8") as file:
            file.write(f"\n第 {number + 1} 次改写，门口添了一把藤椅。\n")
        return self.build()

    def one_name(self, number: int) -> Cost:
        """Lists, neighbours and the search show it too."""
        homes = sorted((self.content / "homes").glob("*/*"))
        file = homes[len(homes) // 2] / "home.yml"
        told = [
            f"summary: 第 {number + 1} 次改写" if line.startswith("summary:") else line
            for line in file.read_text("utf-8").split("\n")
        ]
        file.write_text("\n".join(told), "utf-8")
        return self.build()

    def one_district(self, number: int) -> Cost:
        file = sorted((self.content / "districts").glob("*/district.yml"))[0]
        text = file.read_text("utf-8")
        file.write_text(
            text.replace("010-0000 0000", f"010-0000 8{number:03}").replace(
                f"010-0000 8{number - 1:03}", f"010-0000 8{number:03}"
            ),
            "utf-8",
        )
        return self.build()

    def template(self, number: int) -> Cost:
        with open(self.project / "theme/templates/home.html", "a", encoding="utf-8") as file:
            file.write(f"{{# {number} #}}\n<!-- {number} -->\n")
        return self.build()

    def part(self, number: int) -> Cost:
        """One that every page has."""
        with open(self.project / "theme/templates/parts/cards.html", "a", encoding="utf-8") as file:
            file.write(f"{{# {number} #}}\n")
        return self.build()

    def next_day(self, number: int) -> Cost:
        self.moment += dt.timedelta(days=1)
        return self.build()

    def rows(self, whole: bool = True) -> Iterator[tuple[str, Cost]]:
        """What was done, and what it cost. Not `whole`: no more than the first three."""
        steps: dict[str, Callable[[int], Cost]] = {
            "cold": self.cold,
            "nothing changed": self.unchanged,
            "one home changed, for itself alone": self.one_home,
        }
        if whole:
            steps |= {"one home changed, in what others show": self.one_name}
            steps |= {"one district file changed": self.one_district, "a template changed": self.template}
            steps |= {"a part of all pages changed": self.part, "the next day, nothing edited": self.next_day}
        for name, step in steps.items():
            if name == "nothing changed":
                self.build()  # the second tree is brought up to date
            yield name, middle([step(number) for number in range(self.runs)])

    def rival(self, make: Callable[[Path, Site], list[str]]) -> Cost:
        """A cold build of the same texts by another."""

        def cold(number: int) -> Cost:
            folder = self.rivals_folder(make, number)
            return run(make(folder, self.view), folder, {"NO_MKDOCS_2_WARNING": "1"})

        return middle([cold(number) for number in range(self.runs)])

    def rivals_folder(self, make: Callable, number: int = 0) -> Path:
        return self.folder / f"{make.__name__}-{number}"


def size(folder: Path) -> tuple[int, int, int]:
    """Files, of which pages, bytes below `folder`, a link followed."""
    files = [Path(above, name) for above, _, names in os.walk(folder.resolve()) for name in names]
    return len(files), sum(file.suffix == ".html" for file in files), sum(file.stat().st_size for file in files)


def _table(*columns: str) -> None:
    _row(*columns)
    _row(*["---"] * len(columns))


def _row(*cells: str) -> None:
    click.echo(f"| {' | '.join(cells)} |")


def _figures(cost: Cost) -> tuple[str, str, str]:
    return f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.peak / 1e6:,.0f}"


def builds(bench: Bench, alone: bool) -> dict[str, Cost]:
    """Prints the table of all builds; returns the cold ones by who made them."""
    _table(f"{bench.homes:,} homes", "wall s", "CPU s", "peak MB", "CPU, of cold")
    cold: dict[str, Cost] = {}
    for told, cost in bench.rows():
        cold.setdefault(OURS, cost)
        _row(told, *_figures(cost), f"{cost.cpu / cold[OURS].cpu:.2f}")
    sizes = [("ours", bench.site)]
    others = (
        ()
        if alone
        else (
            ("MkDocs Material", rivals.material, "site", "pages out of its navigation, its search"),
            ("Hugo", rivals.hugo, "public", "three bare templates, no search"),
        )
    )
    for name, make, written, told in others:
        if make is rivals.hugo and not rivals.HUGO:
            _row(f"{name}: not installed", *[""] * 4)
            continue
        cost = cold[name] = bench.rival(make)
        _row(f"{name}, {told}, cold", *_figures(cost), f"{cost.cpu / cold[OURS].cpu:.2f}")
        sizes.append((name, bench.rivals_folder(make) / written))
    click.echo()
    _table("written", "pages", "files", "MB")
    for name, folder in sizes:
        files, pages, amount = size(folder)
        _row(name, f"{pages:,}", f"{files:,}", f"{amount / 1e6:,.0f}")
    return cold


def search(bench: Bench, alone: bool) -> None:
    """Prints the table of search, ours and Material's."""
    homes = bench.view.homes
    names = [home.name[:2] for home in homes[:: max(1, len(homes) // 6)]][:6]
    click.echo()
    _table(
        f"search, processor {searching.SLOWDOWN}× slower",
        "kB until the first answer",
        "ms from opening",
        "ms after the last key",
        "a name: ms after the last key",
        "no answer to",
    )
    asked = [("ours", bench.site, searching.OURS)]
    asked += [] if alone else [("MkDocs Material", bench.rivals_folder(rivals.material) / "site", searching.MATERIAL)]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, folder, box in asked:
            found = searching.ask(browser, folder, box, names)
            figures = (found.size / 1e3, found.opened, found.typed, found.name)
            _row(name, *(f"{figure:,.0f}" for figure in figures), "、".join(found.unanswered) or "–")


def growth(folder: Path, sizes: Sequence[int], photos: bool) -> dict[int, Cost]:
    """Prints the table of cities of several sizes, once each; returns the cold builds."""
    click.echo()
    _table(
        "homes",
        "cold: wall s",
        "CPU s",
        "peak MB",
        "CPU ms a home",
        "nothing changed: wall s",
        "CPU s",
        "one home, for itself: wall s",
        "CPU s",
    )
    cold: dict[int, Cost] = {}
    for homes in sizes:
        bench = Bench(folder / f"of-{homes}", homes, photos=photos)
        bench.prepare()
        cold[homes], *changes = [cost for _, cost in bench.rows(whole=False)]
        per_home = f"{cold[homes].cpu / homes * 1e3:.1f}"
        _row(f"{homes:,}", *_figures(cold[homes]), per_home, *(cell for cost in changes for cell in _figures(cost)[:2]))
    return cold


def draw(folder: Path, homes: int, cold: dict[str, Cost], grown: dict[int, Cost]) -> None:
    seconds = {name: cost.cpu for name, cost in cold.items()}
    plots.bars(
        folder / "cold.png",
        "Cold build 首次生成",
        f"{homes:,} homes, seconds of CPU  {homes:,} 家，处理器秒数",
        seconds,
        "s",
    )
    if not grown:
        return
    sizes = list(grown)
    spent = {
        "CPU 处理器": [cost.cpu / size * 1e3 for size, cost in grown.items()],
        "wall 实际": [cost.wall / size * 1e3 for size, cost in grown.items()],
    }
    plots.lines(folder / "time.png", "Time a home 每家用时", "cold build, milliseconds  首次生成，毫秒", sizes, spent)
    peaks = {"peak 峰值": [cost.peak / 1e6 for cost in grown.values()]}
    plots.lines(
        folder / "memory.png",
        "Peak memory 内存峰值",
        "cold build, MB, all processes  首次生成，全部进程，MB",
        sizes,
        peaks,
    )


def _sizes(context: click.Context, option: click.Parameter, given: str) -> list[int]:
    try:
        return sorted({int(one) for one in given.split(",") if one})
    except ValueError:
        raise click.BadParameter("numbers of homes, like 500,1000,2000") from None


@click.command()
@click.option("--homes", default=1000, show_default=True, help="how many homes the city has")
@click.option("--runs", default=3, show_default=True, help="of how many runs each figure is the median")
@click.option("--photos", is_flag=True, help="with photographs, two in one home of ten")
@click.option("--alone", is_flag=True, help="without MkDocs Material and Hugo")
@click.option("--search", "searched", is_flag=True, help="search too, in Chromium")
@click.option("--sizes", default="", callback=_sizes, help="cities of these sizes too, once each: 500,1000,2000")
@click.option(
    "--plots", "pictures", type=click.Path(file_okay=False, path_type=Path), help="where to draw charts (PNG)"
)
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="where to work; the system's folder for what is temporary",
)
def main(
    homes: int,
    runs: int,
    photos: bool,
    alone: bool,
    searched: bool,
    sizes: list[int],
    pictures: Path | None,
    folder: Path | None,
) -> None:
    """Measures and prints; takes some minutes."""
    with tempfile.TemporaryDirectory(prefix="homes-bench-", dir=folder) as name:
        click.echo(
            f"{conditions(Path(name))}; {rivals.versions()}. Median of {runs}; "
            f"{'with' if photos else 'without'} photos.\n"
        )
        bench = Bench(Path(name, "city"), homes, runs, photos)
        bench.prepare()
        cold = builds(bench, alone)
        if searched:
            search(bench, alone)
        grown = growth(Path(name), sizes, photos) if sizes else {}
        if pictures:
            draw(pictures, homes, cold, grown)


if __name__ == "__main__":
    main()
