"""A small city on disk that tests change file by file, and read through the real intake and loader."""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2
import pytest
from jinja2.bccache import Bucket
from playwright.sync_api import Browser, sync_playwright

from generator import reading, workers
from generator.catalogue.assessment import Assessment
from generator.media import cards
from generator.media.canvas import DrawingAssets
from generator.model.field_types import BEIJING
from generator.pages import render
from generator.pipeline import BuildOptions
from generator.public.views import CityView
from tests.browser.chromium import launch

CITY = """name: 北京市
federation: 北京市妇女联合会
hotlines: [{name: 妇女维权公益服务热线, phone: "12338"}]
quota: {city: 160, per_district: 10, tolerance: 2}
funding: {per_woman: 2}
sample: true
"""
DISTRICT = """name: 朝阳区
code: "110105"
streets:
  - {slug: maizidian, name: 麦子店街道, kind: street}
  - {slug: wangjing, name: 望京街道, kind: street}
"""
HOME = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
"""
DAY = dt.datetime(2026, 11, 23, 12, 0, tzinfo=BEIJING)


class Folder:
    """A content folder of one city, one district and the homes `chaoyang/zaoying-beili` and `chaoyang/bystander`."""

    def __init__(self, root: Path):
        self.root = root
        self.write("city.yml", CITY)
        self.write("districts/chaoyang/district.yml", DISTRICT)
        self.write("homes/chaoyang/bystander/home.yml", HOME.replace("枣营北里", "霞光里"))
        self.home("home.yml", HOME)

    def write(self, path: str, data: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        return file

    def home(self, name: str, data: str | bytes, identity: str = "chaoyang/zaoying-beili") -> Path:
        return self.write(f"homes/{identity}/{name}", data)

    def assess(self, moment: dt.datetime = DAY) -> Assessment:
        return reading.assess(BuildOptions(self.root, moment, workers=1))

    def site(self, moment: dt.datetime = DAY):
        return reading.read(BuildOptions(self.root, moment, workers=1)).site

    def view(self, identity: str = "chaoyang/zaoying-beili", moment: dt.datetime = DAY):
        return next(home for home in self.site(moment).homes if home.identity == identity)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What builds sites and opens pages first, and what is done in a moment last: all processes are at work to the end."""
    items.sort(
        key=lambda item: (
            item.path.parent.name not in ("tests", "bench", "browser", "faults", "hostile", "pages", "public")
        )
    )


class CompiledByText(jinja2.FileSystemBytecodeCache):
    """Wherever a template lies: Jinja's own cache counts its path, too."""

    def get_bucket(self, environment, name, filename, source):
        key = hashlib.sha256(f"{type(environment)}\0{name}\0{source}".encode()).hexdigest()
        bucket = Bucket(environment, key, key)
        self.load_bytecode(bucket)
        return bucket


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Builds in this process, and their workers, share what Jinja compiled, by a template's text: half the CPU of a
    small build.
    """
    folder = tmp_path_factory.mktemp("templates")
    kept, compile_template = CompiledByText(str(folder)), render.compile_template
    jinja2.Environment.bytecode_cache = property(lambda _: kept, lambda *_: None)

    def compiled(city: CityView, template: tuple[str, str]) -> bytes:
        key = pickle.dumps((render.FastEnvironment.__name__, city.standard, template))
        file = folder / hashlib.sha256(key).hexdigest()
        if not file.exists():
            made = file.with_name(f"{file.name}.{os.getpid()}")
            made.write_bytes(compile_template(city, template))
            made.rename(file)
        return file.read_bytes()

    render.compile_template = compiled


WITH_WORKERS = {
    "faults",
    "bench",
    "media",
    "store",
    "test_alone.py",
    "test_workers.py",
    "test_cluster.py",
    "test_serve.py",
}


class WithoutFork(workers.Workers):
    """Works in this process, as where there is no fork."""

    def each(self, function, items):
        return (workers._result(function, item) for item in items)

    def each_loaded(self, function, items, load, large=0):
        return (workers._result(function, load(item)) for item in items)


def patch_workers(patch: pytest.MonkeyPatch) -> None:
    """Lets builds and readings in this process do without forks."""
    for module in ("pipeline.build", "pipeline.results", "reading.homes"):  # by name: `build` is the function, too
        patch.setattr(import_module(f"generator.{module}"), "Workers", WithoutFork)


@pytest.fixture(scope="module", autouse=True)
def without_workers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Builds in this process work in it, too: 0.9 instead of 1.9 CPU s for two homes.

    Builds by the command, the sample that browsers see, sheets, and tests about workers have them.
    """
    with pytest.MonkeyPatch.context() as patch:
        if not WITH_WORKERS & set(request.path.parts):
            patch_workers(patch)
        yield


@pytest.fixture(scope="module", autouse=True)
def drawn_once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds share what they drew, by all that names a card's file: the cards of kinds of pages, which are the same in
    most cities here, took four tenths of a small build. Tests of drawing draw.
    """
    draw, folder = cards.draw, tmp_path_factory.getbasetemp() / "cards"
    folder.mkdir(exist_ok=True)

    def drawn(card: cards.Card, photo: bytes | None, studio: DrawingAssets) -> bytes:
        file = folder / hashlib.sha256(cards.key(card, "", studio).encode() + (photo or b"")).hexdigest()
        if not file.exists():
            made = file.with_name(f"{file.name}.{os.getpid()}")
            made.write_bytes(draw(card, photo, studio))
            made.rename(file)
        return file.read_bytes()

    with pytest.MonkeyPatch.context() as patch:
        if not {"media", "test_equal.py"} & set(request.path.parts):
            patch.setattr(cards, "draw", drawn)
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "content")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run: a second one in the same process is refused."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], Any]], Any]:
    """`once(name, make)`: what `make(folder)` returned in the first process of this run that asked; the others wait for
    it.
    """
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root

    def once_(name: str, make: Callable[[Path], Any]) -> Any:
        made = root / f"{name}.pickle"
        with open(root / f"{name}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                (root / name).mkdir()
                made.write_bytes(pickle.dumps(make(root / name)))
        return pickle.loads(made.read_bytes())

    return once_


@pytest.fixture(scope="session")
def hostile(once):
    """The city of hostile homes (`tests.hostile.site.Built`), built once."""
    from tests.hostile.site import built

    return once("hostile", built)
