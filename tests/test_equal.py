"""Whatever happened before, a build makes what a build from nothing makes: the same bytes, the same report.

Each sequence is random edits, renames, removals, withdrawals, breakage, templates, days, `--only`, damage and kills of
one small city, from a seed. Of a few sequences every step is compared, by real workers and MkDocs. `SEQUENCES=2000
pytest tests/test_equal.py` runs many (`SEED` is the first): in this process, without doing twice what is a function of bytes that were all
compared; where the last step is not equal, the sequence is done again with a comparison at every step.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import random
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline, workers
from generator.media import cards
from generator.media.canvas import DrawingAssets
from generator.pages.assets import is_named_by_content
from generator.pipeline import publishing, release, stages
from generator.pipeline.results import Summary
from generator.plugin import render_shell
from generator.reading.options import BuildFailed, BuildOptions
from generator.store import Ledger, State
from tests.conftest import CITY, DAY, DISTRICT, Folder
from tests.test_approved import approve as approve_homes

FEW, STEPS = 2, 8
SEQUENCES, FIRST = int(os.environ.get("SEQUENCES", FEW)), int(os.environ.get("SEED", "0"))
PROJECT = Path(__file__).parent.parent
HOMES = ("chaoyang/zaoying-beili", "chaoyang/bystander", "chaoyang/third", "haidian/shuimo", "haidian/qinghe")
OTHER = DISTRICT.replace("朝阳区", "海淀区").replace("110105", "110108")
LICENCE = "licence: {name: CC BY 4.0, locations: true}\n"
CONSENTS = (
    "- {id: C-1, obtained: 2026-01-01, scope: [name, story], until: 2026-12-31}\n- {id: C-2, obtained: 2026-01-01, "
    "scope: [name, story, photo]}\n"
)


def profile(name: str, dice: random.Random) -> str:
    lines = [f"name: {name}", "kind: community", f"street: {dice.choice(['maizidian', 'wangjing'])}"]
    lines += [f"summary: 门口第 {dice.randrange(9)} 棵树"] * dice.randrange(2)
    lines += ["services:\n- {item: work.transfer, title: 招聘小集, fee: 免费}"] * dice.randrange(2)
    places = f"location: {{longitude: 116.4{dice.randrange(9)}, latitude: 39.9{dice.randrange(9)}, datum: wgs84}}"
    lines += [
        f'office: {{phone: "010-0000 {dice.randrange(1000, 9999)}", address: 院里 {dice.randrange(9)} 号, {places}}}'
    ] * dice.randrange(2)
    return "\n".join(lines) + "\n"


def edit_profile(folder: Folder, dice: random.Random, home: str) -> None:
    folder.home("home.yml", profile(dice.choice(["枣营北里", "霞光里", "水碓子", "清河"]) + "社区妇女之家", dice), home)


def edit_intro(folder: Folder, dice: random.Random, home: str) -> None:
    folder.home("intro.md", f"第 {dice.randrange(99)} 遍。\n\n<b>粗</b>\n", home)


def edit_families(folder: Folder, dice: random.Random, home: str) -> None:
    rows = [
        f"- {{id: f-{n}, family: {dice.choice('张李王')}××家庭, year: {dice.choice([2025, 2026])}, level: "
f"{dice.choice(['home', 'district'])}, "
        f"titles: [孝老爱亲], motto: 第 {dice.randrange(9)} 句, story: 第 {dice.randrange(9)} 段, consent: "
f"C-{dice.randrange(1, 3)}}}\n"
        for n in range(dice.randrange(4))
    ]  # fmt: skip
    folder.home("families.yml", "".join(rows) or "[]\n", home)
    folder.home("consents.yml", CONSENTS, home)


def edit_activity(folder: Folder, dice: random.Random, home: str) -> None:
    day = f"2026-{dice.choice(['11', '12'])}-{dice.randrange(10, 29)}"
    body = "来了九个人。\n" * dice.randrange(2)
    folder.home(
        f"activities/{day}-yishi.md",
        f"---\ntitle: 议事{dice.randrange(9)}\ndate: {day}\nitem: rights.law-education\n---\n{body}",
        home,
    )


def edit_brand(folder: Folder, dice: random.Random, home: str) -> None:
    folder.home("brand.md", f"---\ntitle: 第 {dice.randrange(9)} 角\n---\n{dice.randrange(9)} 把椅子。\n", home)


def remove(folder: Folder, dice: random.Random, home: str) -> None:
    files = [path for path in sorted((folder.root / "homes" / home).rglob("*")) if path.is_file()]
    for file in dice.sample(files, min(len(files), dice.randrange(1, 3))):
        file.unlink()


def remove_home(folder: Folder, dice: random.Random, home: str) -> None:
    shutil.rmtree(folder.root / "homes" / home, ignore_errors=True)


def rename(folder: Folder, dice: random.Random, home: str) -> None:
    source, new = folder.root / "homes" / home, f"{home}-{dice.randrange(3)}"
    target = folder.root / "homes" / new
    if source.exists() and not target.exists() and (source / "home.yml").exists():
        source.rename(target)
        with open(target / "home.yml", "a", encoding="utf-8") as file:
            file.write(f"formerly: [{home}]\n")


def close(folder: Folder, dice: random.Random, home: str) -> None:
    text = (
        profile("关了的妇女之家", dice)
        + f"closed: {{on: 2026-11-{dice.randrange(10, 30)}, successor: {dice.choice(HOMES)}}}\n"
    )
    folder.home("home.yml", text, home)


def mend(folder: Folder, dice: random.Random, home: str) -> None:
    """Every home that is there reads well again."""
    for file in (folder.root / "homes").glob("*/*/home.yml"):
        if "[" in file.read_text("utf-8", "replace").partition("\n")[0]:
            file.write_text(profile("好了的妇女之家", dice), "utf-8")


def break_file(folder: Folder, dice: random.Random, home: str) -> None:
    folder.home(
        dice.choice(["home.yml", "families.yml", "brand.md", "consents.yml"]),
        dice.choice(["name: [\n", b"\xff\xff\xff", ""]),
        home,
    )


def federation(folder: Folder, dice: random.Random, home: str) -> None:
    path, text = dice.choice([
        ("city.yml", CITY + LICENCE + f"# {dice.randrange(9)}\n"),
        ("city.yml", CITY.replace("北京市妇女联合会", f"北京市妇女联合会{dice.randrange(3)}")),
        ("city.yml", CITY + "site: {url: https://example.org/sub/}\n"),
        ("districts/chaoyang/district.yml", DISTRICT + f"# {dice.randrange(9)}\n"),
        ("districts/chaoyang/district.yml", DISTRICT.replace("麦子店街道", f"麦子店地区{dice.randrange(3)}")),
        ("districts/chaoyang/district.yml", DISTRICT + "standard:\n  mechanism.activities: {times: 40}\n"),
        ("districts/haidian/district.yml", OTHER.replace("kind: street}", 'kind: street, phone: "010-0000 7777"}')),
        ("districts/haidian/brand.md", f"---\ntitle: 一区一品{dice.randrange(9)}\n---\n街坊都来。\n"),
        ("recognition/2026-families.yml", f"- {{home: {home}, family: f-{dice.randrange(3)}, level: district}}\n"),
        ("recognition/2025-chaoyang.yml", f"level: district\nyear: 2025\ndecided_on: 2025-12-01\nrecognised: [{dice.choice(HOMES)}]\n"),
        ("press/2026-11-20-hao.md", f"---\ntitle: 好做法{dice.randrange(9)}\ndate: 2026-11-20\nhomes: [{home}]\nbrand: "
f"{dice.choice(HOMES)}\n---\n正文。\n"),
        ("press/2026-11-21-mi.md", "---\ntitle: 快了\ndate: 2026-11-21\nembargo: 2026-11-24 09:00\n---\n正文。\n"),
        ("synonyms.yml", f"- {{words: [找工作, 找{dice.randrange(9)}], items: [work.policy]}}\n"),
        ("pages/about.md", f"# 关于\n\n第 {dice.randrange(9)} 版说明。\n"),
        (f"pages/homes/{home}/index.md", "# 别的\n\n写在家的地址上。\n"),
    ])  # fmt: skip
    folder.write(path, text)


def withdraw(folder: Folder, dice: random.Random, home: str) -> None:
    folder.write("withdrawals.yml", f"- {{home: {home}, consent: C-{dice.randrange(1, 3)}, on: 2026-11-01}}\n")


def withhold(folder: Folder, dice: random.Random, home: str) -> None:
    address = dice.choice([f"/homes/{home}/", f"/homes/{home}/families/f-0/", f"/homes/{home}/brand/", "/about/"])
    folder.write("withheld.yml", f"- {{address: {address}, on: 2026-11-20, reason: 本人要求, by_role: 市妇联}}\n")


def approve(folder: Folder, dice: random.Random, home: str) -> None:
    """In a city where homes must be approved, or not any more, some are; the record may be changed later."""
    folder.write("city.yml", CITY + LICENCE + "publish: {approval: required}\n" * dice.randrange(2))
    homes = sorted("/".join(path.parts[-2:]) for path in (folder.root / "homes").glob("*/*") if any(path.iterdir()))
    approve_homes(folder, *dice.sample(homes, dice.randrange(len(homes) + 1)))
    for file in (folder.root / "approvals").glob("*.yml"):
        if dice.randrange(4) == 0:
            file.write_text(file.read_text("utf-8").replace("区妇联", "市妇联", 1), "utf-8")


CHANGES: dict[Callable, int] = {
    edit_profile: 6, edit_intro: 4, edit_families: 5, edit_activity: 4, edit_brand: 3, remove: 2, remove_home: 1, rename: 2, close: 1,
    break_file: 1, mend: 1, federation: 8, withdraw: 1, withhold: 1, approve: 3,
}  # fmt: skip


class Killed(BaseException):
    """In the place of a kill: nothing more of the build is done, nothing is told to anybody."""


COMMITS = [
    (Ledger, "commit"), (State, "switch"), (State, "sync"), (State, "open_idle_tree"), (publishing, "_catch_up"), (publishing, "_clean_up"), (stages, "gather"),
    (release, "plan"), (release, "_check"),
]  # fmt: skip


@contextmanager
def killed(dice: random.Random):
    """A build that ends before or after some commit point."""
    where, name = dice.choice(COMMITS)
    after, real = dice.choice([True, False]), getattr(where, name)
    left = [dice.randrange(3)]

    def dying(*given, **named):
        left[0] -= 1
        if left[0] < 0 and not after:
            raise Killed
        made = real(*given, **named)
        if left[0] < 0:
            raise Killed
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, dying)
        yield


class City:
    """A content folder, a theme of its own, and a site that is built again and again."""

    def __init__(self, root: Path, seed: int):
        self.root, self.dice, self.day = root, random.Random(seed), DAY
        self.folder = Folder(root / "content")
        self.folder.write("districts/haidian/district.yml", OTHER)
        for home in HOMES:
            self.folder.home(
                "home.yml",
                profile(f"{home}妇女之家", self.dice).replace("chaoyang", "朝").replace("haidian", "海"),
                home,
            )
        self.project = root / "project"
        shutil.copytree(PROJECT / "theme", self.project / "theme", ignore=shutil.ignore_patterns("fonts"))
        (self.project / "theme/fonts").symlink_to(PROJECT / "theme/fonts")
        shutil.copy(PROJECT / "mkdocs.yml", self.project)

    def build(self, site: Path, only: str | None = None):
        options = BuildOptions(self.folder.root, self.day, site, 1, photos=False, only=only)
        return pipeline.build(options, self.project / "theme", render_shell_once)

    def outcome(self, site: Path) -> tuple[dict[str, bytes], Summary, str | None] | str:
        """Files, summary and report of a build, or why it failed."""
        try:
            result = self.build(site)
            return whole(site.resolve()), result.summary, result.report
        except BuildFailed as error:
            return str(error)

    def step(self) -> str:
        dice, site = self.dice, self.root / "site"
        what = dice.choices(["change", "template", "day", "only", "kill", "damage", "nothing"], [12, 2, 2, 1, 4, 1, 1])[
            0
        ]
        if what == "change" or what == "kill":
            for change in dice.choices(list(CHANGES), list(CHANGES.values()), k=dice.randrange(1, 4)):
                homes = sorted("/".join(path.parts[-2:]) for path in (self.folder.root / "homes").glob("*/*")) or list(
                    HOMES
                )
                change(self.folder, dice, dice.choice(homes))
        elif what == "template":
            file = (
                self.project
                / "theme"
                / dice.choice(
                    [
                        "templates/home.html",
                        "templates/parts/cards.html",
                        "templates/families_roll.html",
                        "chrome/footer.html",
                        "scripts/search.js",
                    ]
                )
            )
            original = PROJECT / file.relative_to(self.project)
            comment = "// {}\n" if file.suffix == ".js" else "<!-- {} -->\n"
            file.write_text(original.read_text("utf-8") + comment.format(dice.randrange(3)), "utf-8")
        elif what == "day":
            self.day += dice.choice([-1, 1, 3, 40]) * (self.day.replace(day=2) - self.day.replace(day=1))
        elif what == "damage":
            ledger = self.root / ".homes-site/ledger.sqlite"
            if ledger.exists():
                data = bytearray(ledger.read_bytes())
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
                ledger.write_bytes(data)
        try:
            if what == "kill":
                with killed(dice):
                    self.build(site)
            elif what == "only":
                self.build(site, dice.choice(HOMES))
        except (Killed, BuildFailed):
            pass
        return what


def whole(site: Path) -> dict[str, bytes]:
    """All files but styles and scripts of a theme before, which checksums.txt does not list."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    listed = {line[66:] for line in files["checksums.txt"].decode().splitlines()}
    return {path: data for path, data in files.items() if path in listed or not is_named_by_content(path)}


def records(state: Path) -> dict[str, object]:
    return {
        path.relative_to(state).as_posix(): json.loads(path.read_bytes().partition(b"\n")[2])
        for path in sorted((state / "good").rglob("*.json"))
    }


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEQUENCES))
def test_every_build_equals_one_from_nothing(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch):
    if SEQUENCES <= FEW:
        return hold(City(tmp_path, seed), range(STEPS))
    in_this_process(monkeypatch)
    try:
        hold(City(tmp_path / "once", seed), [random.Random(seed).choice([2, 4, STEPS - 1])])
    except AssertionError:
        hold(City(tmp_path / "again", seed), range(STEPS))
        raise
    finally:
        shutil.rmtree(tmp_path)


def hold(city: City, compared: Collection[int]) -> None:
    """Takes steps, and after those that are `compared` a build must equal one from nothing."""
    done, root, state = [], city.root, city.root / ".homes-site"
    for turn in range(max(compared) + 1):
        done.append(city.step())
        other, sites = root / f"anew-{turn}", [root / "site"]
        if turn in compared:
            sites.append(other / "site")
        for name in ("good", "known"):  # no cache: what nothing else knows
            if (state / name).exists():
                shutil.copytree(state / name, other / ".homes-site" / name)
        outcomes = [city.outcome(site) for site in sites]
        now, anew = outcomes[0], outcomes[-1]
        if isinstance(now, str) or isinstance(anew, str):
            assert now == anew, done
        elif turn in compared:
            assert {
                path for path in now[0].keys() | anew[0].keys() if now[0].get(path) != anew[0].get(path)
            } == set(), (turn, done)
            assert now[1] == anew[1], (turn, done)
            assert now[2] in (None, anew[2]), (turn, done)
            assert records(state) == records(other / ".homes-site"), (turn, done)
        shutil.rmtree(other, ignore_errors=True)


# ---- many sequences: what costs most is done once for the same bytes


def in_this_process(patch: pytest.MonkeyPatch) -> None:
    """Items are done one after another by this process, and cards drawn and templates parsed once."""

    def each(
        self: workers.Workers, function: Callable, items: Iterable, load: Callable = lambda item: item, large: int = 0
    ) -> Iterator:
        return iter([workers._result(function, load(item)) for item in items])

    patch.setattr(workers.Workers, "each", each)
    patch.setattr(workers.Workers, "each_loaded", each)
    patch.setattr(cards, "draw", draw_once)


SHELLS: dict[bytes, Any] = {}
CARDS: dict[bytes, bytes] = {}
DRAW = cards.draw


def render_shell_once(project: Path, *given: object) -> Any:
    """What MkDocs made of the same arguments and the same bytes of every file of the project but our own templates."""
    files = [
        (path.relative_to(project).as_posix(), path.read_bytes())
        for path in sorted(project.rglob("*"))
        if path.is_file() and "templates" not in path.parts
    ]
    key = hashlib.sha256(pickle.dumps((files, given))).digest()
    if SEQUENCES <= FEW:
        return render_shell(project, *given)
    if key not in SHELLS:
        SHELLS[key] = render_shell(project, *given)
    return SHELLS[key]


def draw_once(card: cards.Card, photo: bytes | None, studio: DrawingAssets) -> bytes:
    """Sequences do not change fonts, drawings or styles."""
    key = pickle.dumps((card, photo))
    if key not in CARDS:
        CARDS[key] = DRAW(card, photo, studio)
    return CARDS[key]
