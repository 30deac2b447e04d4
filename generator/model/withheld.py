"""Content withheld at once: withheld.yml, and the entries that earlier builds read there."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from generator.diagnostics import Finding, Place, Severity
from generator.model.city_lists import Withheld
from generator.model.files import Files
from generator.model.positions import locate

FILE = "withheld.yml"
RULE = "house.withheld"
_ABOVE = re.compile(r"^(?!(?:homes|press|media)/).*?/(?=(?:homes|press|media)/)")
_LIKE = re.compile(r"withh?[eo]ld|撤下", re.IGNORECASE)
_HOME = re.compile(r"homes/([^/]+/[^/]+)(?=/|$)")
_FAMILY = re.compile(r"(homes/[^/]+/[^/]+/)families/([^/]+)/")
_FOLDERS = {"home.yml": "", "families.yml": "families/"}


@dataclass(frozen=True)
class Hidden:
    """Addresses on the site and paths in the content withheld on a day, without a leading `/`.

    Each withholds all below it.
    """

    addresses: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.addresses or self.paths)

    @property
    def entries(self) -> tuple[str, ...]:
        """A text for each: an address of the site, or `content/` and a path."""
        return (*self.addresses, *(f"content/{path}" for path in self.paths))

    def hides(self, address: str, path: str = "") -> bool:
        """Whether the page at `address`, made from the file or folder `path`, is withheld."""
        return any(_is_below(address, one) for one in self.addresses) or (
            bool(path) and any(_is_below(path, one) for one in self.paths)
        )

    def around(self, folder: str) -> Hidden:
        """The part that concerns the folder of a home, whose address is the same; pictures may be of any home."""
        addresses, paths = (
            tuple(
                one
                for one in all_of
                if one.startswith("media/") or _is_below(one, folder) or _is_below(f"{folder}/", one)
            )
            for all_of in (self.addresses, self.paths)
        )
        return Hidden(addresses, paths)


def _is_below(one: str, other: str) -> bool:
    return one == other or one.startswith(other if other.endswith("/") else f"{other}/")


@dataclass(frozen=True)
class WithheldEntries:
    """All entries, past ones too; `until` is the last day. `renamed`: former identities of homes that some name; when
    the home is hidden by it, nothing else knows that it was renamed.
    """

    entries: tuple[Withheld, ...] = ()
    renamed: frozenset[str] = frozenset()

    def on(self, day: dt.date) -> Hidden:
        standing = [entry for entry in self.entries if entry.until is None or day <= entry.until]
        paths = {entry.path for entry in standing if entry.path}
        addresses = {entry.address for entry in standing if entry.address} | {
            found for path in paths if (found := address_of(path))
        }
        return Hidden(tuple(sorted(addresses)), tuple(sorted(paths)))

    def with_renames(self, renamed: Mapping[str, str]) -> WithheldEntries:
        """With an entry more for each that names a home by a former identity (→ today's)."""
        moved = (
            dataclasses.replace(entry, address=_moved(entry.address, renamed), path=_moved(entry.path, renamed))
            for entry in self.entries
        )
        return WithheldEntries(tuple(dict.fromkeys((*self.entries, *moved))), self.renamed.union(renamed))


def _moved(place: str | None, renamed: Mapping[str, str]) -> str | None:
    """An address or path below a home, with today's identity of the home."""
    found = _HOME.match(place or "")
    return place and (f"homes/{renamed[found[1]]}{place[found.end() :]}" if found and found[1] in renamed else place)


def load(files: Files, remembered: Iterable[Withheld], exists: Callable[[str], bool] = bool) -> WithheldEntries:
    """Reads withheld.yml: an invalid entry counts without an end, and so do entries of earlier builds that are gone.

    `exists` tells whether something can be published at an address outside of homes.
    """
    found, entries = {}, files.entries(FILE, Withheld)
    for number, (entry, valid) in enumerate(entries or ()):
        if entry and (known := read(entry)):
            found[known.address, known.path] = known if valid else dataclasses.replace(known, until=None)
            files.findings += _ineffective(files, number, known, exists)
        elif valid:
            where = locate(files.positions, FILE, f"[{number}]")
            files.findings.append(
                Finding(
                    Severity.ERROR,
                    "没有写撤下什么",
                    "写上 address: 网址，或 path: 文件",
                    where,
                    f"[{number}]",
                    rule=RULE,
                )
            )
    for path in files.snapshot.top_level_names:
        if path != FILE and _LIKE.match(path):
            message = "像是写撤下的文件，可是没有读它，里面写的都没有起作用"
            files.findings.append(
                Finding(Severity.ERROR, message, f"内容写到 {FILE}，再删掉它", Place(path), rule=RULE)
            )
    for entry in remembered:
        key = (entry.address, entry.path)
        if key not in found:
            found[key] = entry
            if entries is not None:
                message = f"“{entry.address or entry.path}”撤下了，可是 {FILE} 里不再写着，仍然不公开"
                remedy = "把它补写回去；要重新公开的，写上 until: 最后一天"
                files.findings.append(Finding(Severity.ERROR, message, remedy, Place(FILE), rule=RULE))
    return WithheldEntries(tuple(found.values()))


def _ineffective(files: Files, number: int, entry: Withheld, exists: Callable[[str], bool]) -> Iterator[Finding]:
    """An error for an entry that matches nothing; the house rules check whether a home is known, by an old name too."""
    for key, written, right in (
        ("address", entry.address, entry.address and exists(entry.address) and _has_family(files, entry.address)),
        (
            "path",
            entry.path,
            entry.path and ".." not in entry.path.split("/") and (files.snapshot.root / entry.path).exists(),
        ),
    ):
        home = "/".join((written or "").split("/")[1:3])
        if written and not right and (not written.startswith("homes/") or home in files.snapshot.homes):
            at = f"[{number}].{key}"
            near = get_close_matches(
                written,
                sorted({*map(str, files.snapshot.texts), *(f"pages/{page}" for page in files.snapshot.pages)}),
                1,
                0.8,
            )
            what = "内容里没有这个文件" if key == "path" else "网站上没有这个网址"
            remedy = (
                f"是不是“{near[0]}”？"
                if near and key == "path"
                else "从浏览器的地址栏复制网址，或写内容里的文件；内容已经删了的，写上 until: 最后一天"
            )
            yield Finding(
                Severity.ERROR,
                f"{what}，“{written}”没有撤下什么",
                remedy,
                locate(files.positions, FILE, at),
                at,
                rule="house.reference",
            )


def _has_family(files: Files, address: str) -> bool:
    """Whether the file of a home names the family at an address; True for all other addresses."""
    family = _FAMILY.fullmatch(address)
    file = files.snapshot.root / f"{family[1]}families.yml" if family else None
    return family is None or (file is not None and file.is_file() and family[2].encode() in file.read_bytes())


def read(entry: Withheld) -> Withheld | None:
    """The normalized entry, without comments for people; None where it names nothing."""
    address, path = site_address(entry.address or "") or None, content_path(entry.path or "") or None
    return Withheld(address, path, entry.on, entry.until) if address or path else None


def site_address(written: str) -> str:
    """Normalizes an address to one below the root of the site, without a leading `/`; that of a page ends in `/`.

    The site may lie below a path, which is recognized by what follows.
    """
    path = unquote(urlsplit(unicodedata.normalize("NFC", written.strip())).path)
    path = _ABOVE.sub("", path.removesuffix("index.html").lstrip("/"))
    return path if not path or path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"


def address_of(path: str) -> str | None:
    """The address of a file or folder of the content, if it has one."""
    written = path.removeprefix("pages/")
    folder, _, name = written.rpartition("/")
    inside = f"{folder}/" if folder else ""
    if name in _FOLDERS or (path.startswith("pages/") and name in ("index.md", "README.md")):
        return inside + _FOLDERS.get(name, "")
    if name.endswith(".md") or "." not in name:
        return f"{inside}{name.removesuffix('.md')}/"
    return written if path.startswith("pages/") else None


def content_path(written: str) -> str:
    """Normalizes a path to one below the content folder."""
    return unicodedata.normalize("NFC", written.strip()).lstrip("/").removeprefix("content/").rstrip("/")
