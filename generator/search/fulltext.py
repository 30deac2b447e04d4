"""The full-text index: Pagefind's plain binary over one stub page a home, a space round every Han character.

Asked with a quoted phrase spaced the same way, it finds exactly the homes that say the words, and none beside.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import pagefind_bin

from generator.content.markdown import render
from generator.public.views import HomeView

FOLDER = "search/fulltext/"
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_NEEDED = re.compile(r"(pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|wasm\..*|.*\.pf_meta|index/.*|fragment/.*)")

Kept = Callable[[str, Callable[[], bytes]], bytes]
"""A key of letters and digits, and how to make what is kept under it → the bytes, kept or made."""


class IndexingFailed(RuntimeError):
    """Pagefind ended with an error; the message quotes its own last line."""


class _Apart(dict):
    """For `str.translate`: a Han character with a space on either side; each is looked at once, when it first comes."""

    def __missing__(self, code: int) -> str:
        self[code] = f" {chr(code)} " if _HAN.fullmatch(chr(code)) else chr(code)
        return self[code]


_APART = _Apart()


def spaced(text: str) -> str:
    """Every Han character apart, as the index holds them and as it must be asked."""
    return " ".join(filter(None, text.translate(_APART).split(" "))).strip()


def index(stubs: list[str], kept: Kept = lambda key, make: make()) -> Iterator[tuple[str, bytes]]:
    """Addresses and bytes of the index's files, of what the homes of the list have `said`. Raises `IndexingFailed`.

    `homes.json`: Pagefind's id of each home, in the order of the list of homes: a hit is known without fetching its fragment.
    """
    if not stubs:
        return
    with zipfile.ZipFile(io.BytesIO(kept(_key(stubs), lambda: _indexed(stubs)))) as files:
        for name in files.namelist():
            yield FOLDER + name, files.read(name)


def _key(stubs: list[str]) -> str:
    """Of all that the index depends on: its pages and the program."""
    told = hashlib.sha256(version("pagefind-bin").encode())
    for stub in stubs:
        told.update(stub.encode())
    return told.hexdigest()


def _indexed(stubs: list[str]) -> bytes:
    """A ZIP file of the index's files."""
    with TemporaryDirectory(prefix="homes-index-") as folder:
        pages, out = Path(folder) / "pages", Path(folder) / "out"
        pages.mkdir()
        for number, stub in enumerate(stubs):  # in one folder: a folder costs as much as a file
            (pages / f"{number}.html").write_text(stub, encoding="utf-8")
        _run(pages, out)
        names = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*")) if path.is_file()}
        files = {name: path.read_bytes() for name, path in names.items() if _NEEDED.fullmatch(name)}
    files["homes.json"] = _numbers(files, len(stubs))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, data in files.items():
            target.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()


def _numbers(files: dict[str, bytes], count: int) -> bytes:
    ids = {}
    for name, data in files.items():
        if name.startswith("fragment/"):
            fragment = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
            ids[fragment["url"]] = Path(name).stem
    return json.dumps([ids.get(f"/{number}.html") for number in range(count)], separators=(",", ":")).encode()


def _run(stubs: Path, out: Path) -> None:
    binary = Path(pagefind_bin.__file__).parent / "pagefind"
    command = [str(binary), "--site", str(stubs), "--output-path", str(out), "--force-language", "unknown", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().rpartition("\n")[2] or f"停在 {done.returncode}"
        raise IndexingFailed(f"全文索引没有做成：pagefind 说“{said}”。检查临时文件夹的空间和系统的限制，再运行一次")


def said(home: HomeView) -> str:
    body = "\n".join(f"<p>{html.escape(spaced(part))}</p>" for part in _texts(home) if part)
    name = html.escape(spaced(home.name))
    return f'<!doctype html><html lang="unknown"><head><title>{name}</title></head><body><h1>{name}</h1>\n{body}</body></html>'


def _texts(home: HomeView) -> Iterator[str]:
    """What a home says, most telling first; an excerpt reads as a sentence."""
    yield _listed(home.district.name + home.street.name, *home.also_known_as, home.summary)
    yield _listed(home.office.notice, *(f"{line.days.text}{'、'.join(map(str, line.spans))}" for line in home.office.hours))
    for service in home.services:
        when = service.schedule.text if service.schedule else ""
        yield _listed(service.title, service.description, when, service.booking, service.fee, service.item_label, service.function_label)
    yield _listed(home.office.address, home.office.transit, *home.office.accessibility)
    yield _listed(f"{home.staff.director_title}{home.staff.director}", *home.staff.deputies, *(t.name for t in home.staff.teams))
    yield _listed(home.venue.shared_with, *home.venue.rooms, *home.venue.equipment)
    yield render(home.introduction).text
    if home.brand:
        yield _listed(home.brand.title, home.brand.summary, *(f"{label}{value}" for label, value in home.brand.results))
        yield render(home.brand.story).text
    for family in home.families:
        yield _listed(family.name, *family.titles, family.motto)
        yield render(family.story).text
    for activity in home.activities:
        yield _listed(activity.title, activity.summary, activity.place)
        yield render(activity.body).text
    for regulation in home.regulations:
        yield _listed(regulation.title)
        yield render(regulation.text).text


def _listed(*parts: str) -> str:
    words = "，".join(part.rstrip("。，") for part in parts if part)
    return f"{words}。" if words else ""
