"""Every state of a consent, seen on what was built: one home a state, one build of them all."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli import main
from generator.reading.entries import decode_entry
from generator.store import Ledger, NoRelease, State
from tests.conftest import Folder
from tests.output import everything, holding

ALL = "scope: [name, story, photo, mobile]"
EVERYTHING, NOTHING = {"name", "story", "photo", "mobile"}, set()
# state → consents.yml (or None), what may be seen on 2026-11-23
STATES: dict[str, tuple[str | None, set[str]]] = {
    "ends-tomorrow": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}, until: 2026-11-24}}", EVERYTHING),
    "ends-today": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}, until: 2026-11-23}}", EVERYTHING),
    "ended-yesterday": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}, until: 2026-11-22}}", NOTHING),
    "without-end": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}}}", EVERYTHING),
    "obtained-today": (f"- {{id: C-1, obtained: 2026-11-23, {ALL}}}", EVERYTHING),
    "obtained-tomorrow": (f"- {{id: C-1, obtained: 2026-11-24, {ALL}}}", NOTHING),
    "withdrawn": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}, withdrawn: 2026-11-01}}", NOTHING),
    "withdrawn-next-year": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}, withdrawn: 2027-11-01}}", NOTHING),
    "withdrawn-by-number": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}}}", NOTHING),
    "withdrawn-under-old-name": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}}}", NOTHING),
    "another-withdrawn": (
        f"- {{id: C-1, obtained: 2026-01-01, {ALL}}}\n- {{id: C-9, obtained: 2026-01-01, {ALL}}}",
        EVERYTHING,
    ),
    "name-alone": ("- {id: C-1, obtained: 2026-01-01, scope: [name]}", {"name"}),
    "story-alone": ("- {id: C-1, obtained: 2026-01-01, scope: [story]}", {"story"}),
    "photo-alone": ("- {id: C-1, obtained: 2026-01-01, scope: [photo]}", {"photo"}),
    "mobile-alone": ("- {id: C-1, obtained: 2026-01-01, scope: [mobile]}", {"mobile"}),
    "packs-alone": ("- {id: C-1, obtained: 2026-01-01, scope: [press, card, data]}", NOTHING),
    "guardian-missing": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}, minors: 1}}", NOTHING),
    "guardian-refused": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}, minors: 1, guardian: 否}}", NOTHING),
    "guardian-agreed": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}, minors: 1, guardian: 是}}", EVERYTHING),
    "two-of-one-number": (
        f"- {{id: C-1, obtained: 2026-01-01, {ALL}}}\n- {{id: C-1, obtained: 2026-02-01, {ALL}}}",
        NOTHING,
    ),
    "broken": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}", NOTHING),
    "a-date-broken": (f"- {{id: C-1, obtained: 2026-01-01, {ALL}, until: 不知道}}", NOTHING),
    "no-file": (None, NOTHING),
    "another-number": (f"- {{id: C-2, obtained: 2026-01-01, {ALL}}}", NOTHING),
}
SLUGS = {state: f"h{number}" for number, state in enumerate(STATES)}


def marks(state: str) -> dict[str, str]:
    """What stands for each scope in the home of a state, and nowhere else. A phone number that nobody has."""
    number = list(STATES).index(state)
    return {"name": f"欧阳{chr(0x4E00 + 97 * number)}卿", "story": f"story{number:03}end", "photo": f"alt{number:03}end",
            "portrait": f"portrait{number:03}end", "mobile": f"142000{number:05}", "motto": f"motto{number:03}end"}  # fmt: skip


def picture(number: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40 + number, 30), (number, 255 - number, 99)).save(data, "JPEG")
    return data.getvalue()


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    folder = Folder(tmp_path_factory.mktemp("consents") / "content")
    for number, (state, (consents, _)) in enumerate(STATES.items()):
        mark, identity = marks(state), f"chaoyang/{SLUGS[state]}"
        home = [
            f"name: 第{number}妇女之家", "kind: community", "street: maizidian", f"formerly: [chaoyang/old-{SLUGS[state]}]",
            f"office: {{mobile: {{number: {mark['mobile']}, consent: C-1}}}}",
            f"photos: [{{file: b.jpg, alt: {mark['portrait']}, caption: 合影, credit: 妇联, people: adults, "
"consent: C-1, use: press}]",
        ]  # fmt: skip
        family = [
            "- id: ouyang", f"  family: {mark['name']}家庭", "  year: 2026", "  consent: C-1", f"  motto: {mark['motto']}",
            f"  story: {mark['name']}说：{mark['story']}", f"  photo: {{file: a.jpg, alt: {mark['photo']}, credit: {mark['name']}}}",
        ]  # fmt: skip
        folder.home("home.yml", "\n".join(home), identity)
        folder.home("families.yml", "\n".join(family), identity)
        folder.home("photos/a.jpg", picture(number), identity)
        folder.home("photos/b.jpg", picture(100 + number), identity)
        if consents is not None:
            folder.home("consents.yml", consents + "\n", identity)
    taken = [f"- {{home: chaoyang/{SLUGS['withdrawn-by-number']}, consent: C-1, on: 2026-12-31}}",
             f"- {{home: chaoyang/old-{SLUGS['withdrawn-under-old-name']}, consent: C-1, on: 2026-11-01}}",
             f"- {{home: chaoyang/{SLUGS['another-withdrawn']}, consent: C-9, on: 2026-11-01}}"]  # fmt: skip
    folder.write("withdrawals.yml", "\n".join(taken) + "\n")
    site = folder.root.parent / "site"
    result = CliRunner().invoke(
        main,
        ["build", "--content", str(folder.root), "--site", str(site), "--as-of", "2026-11-23"],
        catch_exceptions=False,
    )
    assert result.exit_code == 0, result.output
    return site, everything(site)


@pytest.mark.parametrize(("state", "seen"), [(state, seen) for state, (_, seen) in STATES.items()], ids=STATES)
def test_what_is_built_shows_what_is_covered_and_nothing_else(built, state, seen):
    _, files = built
    mark, home = marks(state), f"homes/chaoyang/{SLUGS[state]}/"
    shown = {scope for scope in EVERYTHING if holding(files, mark[scope])}
    assert shown == seen
    assert bool(holding(files, mark["portrait"])) == ("photo" in seen)
    page = files.get(f"{home}families/ouyang/index.html")
    assert bool(page) == bool(seen - {"mobile"}) == bool(holding(files, mark["motto"]))
    if page:
        assert ("<title>某某家庭" in page) == ("name" not in seen)


def test_each_picture_that_is_covered_is_there_and_no_other(built):
    """Two photos a home, each in every size; the cache holds those and no more."""
    site, files = built
    homes = sum("photo" in seen for _, seen in STATES.values())
    pictures = {path.partition("-")[0] for path in files if path.startswith("media/")}
    assert len(pictures) == 2 * homes
    kept = [path for path in (site.parent / ".homes-site/cache").rglob("*") if path.is_file() and "photo" in path.parts]
    assert len(kept) == sum(path.startswith("media/") for path in files)


def test_the_index_and_the_lists_tell_as_much_as_the_page(built):
    """That the last tests can fail: what is covered is found in the words that are searched, and on the honour roll."""
    _, files = built
    words = f"homes/chaoyang/{SLUGS['without-end']}/said.txt"
    assert {words, "families/2026/index.html"} <= set(holding(files, marks("without-end")["name"]))
    assert words in holding(files, marks("without-end")["story"])


# ---- what was shown goes everywhere: page, pictures, index, feeds, site map, caches, and the tree kept to go back to

CITY = "name: 北京市\nfederation: 北京市妇女联合会\nsite: {url: https://example.org/sub/}\n"
FAMILY = """- id: ouyang-qing
  family: 欧阳卿家庭
  year: 2026
  consent: C-1
  motto: motto900end
  story: story900end
  photo: {file: a.jpg, alt: alt900end, credit: 妇联}
"""
SHOWN = ("欧阳卿", "ouyang-qing", "motto900end", "story900end", "alt900end", "14200000900")


def build(folder: Folder, day: str) -> Path:
    site = folder.root.parent / "site"
    result = CliRunner().invoke(
        main, ["build", "--content", str(folder.root), "--site", str(site), "--as-of", day], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return site


def consent(folder: Folder, more: str = "") -> None:
    folder.home("consents.yml", f"- {{id: C-1, obtained: 2026-01-01, {ALL}{more}}}\n")


def lessened(folder: Folder) -> None:
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [press]}\n")


TAKEN_BACK = {
    "in the home's own file": (lambda folder: consent(folder, ", withdrawn: 2026-11-24"), "2026-11-23"),
    "in the federation's list": (lambda folder: folder.write("withdrawals.yml", "- {home: chaoyang/zaoying-beili, consent: C-1, on: 2026-11-24}\n"), "2026-11-23"),
    "scope lessened": (lessened, "2026-11-23"),
    "line deleted": (lambda folder: folder.home("consents.yml", "[]\n"), "2026-11-23"),
    "ended since": (lambda folder: None, "2027-01-01"),
}  # fmt: skip


def ledger_without_findings(state: Path) -> str:
    """What the ledger holds, without the findings: those may quote what is wrong."""
    with closing(Ledger(state)) as ledger:
        kinds = [name for (name,) in ledger._database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {(kind, name): data for kind in kinds if kind != "findings" for name, data in ledger.all(kind)}
    entries = {
        key: repr(dataclasses.replace(decode_entry(data), report=((), {})))
        for key, data in rows.items()
        if key[0] == "home"
    }
    return repr(entries) + "".join(
        f"{key} {data.decode('utf-8', 'replace')}" for key, data in rows.items() if key not in entries
    )


@pytest.mark.parametrize(("take_back", "day"), TAKEN_BACK.values(), ids=TAKEN_BACK)
def test_what_is_taken_back_is_gone_from_everywhere(folder, take_back, day):
    folder.write("city.yml", CITY)
    folder.home(
        "home.yml",
        "name: 枣营北里妇女之家\nkind: community\nstreet: maizidian\noffice: {mobile: {number: 14200000900, "
        "consent: C-1}}\n",
    )
    folder.home("families.yml", FAMILY)
    folder.home("photos/a.jpg", picture(7))
    consent(folder, ", until: 2026-12-31")
    site = build(folder, "2026-11-22")
    before = everything(site)
    for word in SHOWN:
        assert holding(before, word), word
    assert holding(before, "ouyang-qing") and "ouyang-qing" in before["sitemap.xml"]
    picture_names = {Path(path).name for path in before if path.startswith("media/")}
    take_back(folder)
    build(folder, day)
    state = site.parent / ".homes-site"
    for root in (site, state):  # the state holds both trees, their manifests and the cache
        left = everything(root)
        assert {word: holding(left, word) for word in SHOWN if holding(left, word) and word != "欧阳卿"} == {}
        assert not {Path(path).name for path in left} & picture_names
        assert not [path for path in holding(left, "欧阳卿") if not path.startswith(("findings.", "ledger."))]
    assert "欧阳卿" not in ledger_without_findings(state)
    assert not [
        path for path in (state / "cache").rglob("*") if path.is_file() and "card" not in path.parts
    ]  # cards of kinds
    with State.beside(site).lock() as held, pytest.raises(NoRelease):
        held.rollback(dt.date.fromisoformat(day))
