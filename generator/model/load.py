"""Loads the content folder: the city, its districts, each home, and decisions of the federation."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from generator.content.intake import PhotoFile, Snapshot, home_of
from generator.content.pinyin import as_dated_slug
from generator.content.text import one_line
from generator.diagnostics import CityUnreadable, Finding, Place, Severity
from generator.model import city as cities
from generator.model import national, pages, withdrawals, withheld
from generator.model.city_lists import HolidayYear, ReviewWord, Synonym
from generator.model.consent_names import with_consent_numbers
from generator.model.documents import Activity, AdoptedRegulation, Brand, Feature, Introduction, RegulationText
from generator.model.family_honours import family_honours
from generator.model.federation import City, District
from generator.model.files import Files, LastGoodText, Sources
from generator.model.home import Profile
from generator.model.home_files import folder_problem, report_unknown_files, untouched, untouched_names
from generator.model.honours import Consent, Family
from generator.model.ledger import Ledger
from generator.model.positions import Positions, locate
from generator.model.reader import R
from generator.model.recognition import ChosenBrand, FamilyHonour, Review, Round
from generator.model.standard import CityStandard, StandardFile
from generator.model.streets import unknown_street, with_street_code, with_streets
from generator.model.withdrawals import NO_HISTORY, ConsentHistory, Withdrawals
from generator.model.withheld import WithheldEntries
from generator.model.wording import Wording, wording_of

_Dated = TypeVar("_Dated", Activity, Feature)
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_ROUND = re.compile(r"(\d{4})-([a-z0-9-]+)\.yml")
REGULATIONS = "regulations"
"""The folder of texts of the city's own regulations."""
_LISTS = ("families", "brands")  # files of recognition/ that are no round


@dataclass(frozen=True)
class Home:
    """The records of the folder of one home.

    `consents` is None where consents.yml is unreadable: then nothing that needs one is published.
    """

    identity: str
    profile: Profile
    consents: tuple[Consent, ...] | None = ()
    ledger: Ledger | None = None
    intro: Introduction | None = None
    brand: Brand | None = None
    families: tuple[Family, ...] = ()
    activities: tuple[Activity, ...] = ()
    regulations: tuple[AdoptedRegulation, ...] = ()
    regulation_texts: dict[str, RegulationText] = field(default_factory=dict)
    photo_files: dict[str, PhotoFile] = field(default_factory=dict)
    positions: dict[str, Positions] = field(default_factory=dict)

    @property
    def district(self) -> str:
        return self.identity.partition("/")[0]

    @property
    def slug(self) -> str:
        return self.identity.partition("/")[2]

    @property
    def folder(self) -> str:
        return f"homes/{self.identity}"

    def place(self, file: str, at: str = "", key: bool = False) -> Place:
        """The place of the field `at` in `file` of this home: of its value, or of its key."""
        return locate(self.positions, f"{self.folder}/{file}", at, key)

    def consent(self, number: str | None) -> Consent | None:
        return next((c for c in self.consents or () if c.id == number), None)


@dataclass(frozen=True)
class Content:
    """The whole content.

    `left_out`: homes whose home.yml cannot be used; `findings` say why. `broken`: files of the federation that could
    not be read; `regulation_texts` of the city's own regulations, by file name; `standard` is what `standard_file`
    comes to with its profile; `sources`: the files read outside of
    homes/.
    """

    city: City
    districts: dict[str, District]
    homes: dict[str, Home]
    standard: CityStandard = field(default_factory=cities.default_standard)
    standard_file: StandardFile | None = None
    left_out: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    family_honours: tuple[tuple[int, FamilyHonour], ...] = ()
    chosen_brands: tuple[tuple[int, ChosenBrand], ...] = ()
    brands: dict[str, Brand] = field(default_factory=dict)
    regulation_texts: dict[str, RegulationText] = field(default_factory=dict)
    features: tuple[Feature, ...] = ()
    reviews: tuple[Review, ...] = ()
    withdrawals: Withdrawals = Withdrawals()
    withheld: WithheldEntries = WithheldEntries()
    holidays: tuple[HolidayYear, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    words: tuple[ReviewWord, ...] = ()
    positions: dict[str, Positions] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    broken: frozenset[str] = frozenset()
    sources: Sources = Sources()

    def place(self, path: str, at: str = "", key: bool = False) -> Place:
        return locate(self.positions, path, at, key)


@dataclass(frozen=True)
class LoadedHome:
    """The result of loading the folder of one home; `home` is None where it cannot be used."""

    identity: str
    home: Home | None
    findings: tuple[Finding, ...] = ()
    sources: Sources = Sources()


def load_federation(
    snapshot: Snapshot,
    last_good: Callable[[], Mapping[str, LastGoodText]] = dict,
    remembered: ConsentHistory = NO_HISTORY,
) -> Content:
    """Loads everything but the homes. Raises `CityUnreadable`; any other invalid file only affects what it provides.

    `last_good` gives the last good texts of the files, `remembered` what earlier builds knew of consents.
    """
    files = Files(snapshot, last_good)
    city = files.record("city.yml", City)
    if city is None:
        missing = Finding(
            Severity.ERROR, "没有 city.yml", "在内容文件夹里放一个 city.yml", Place("city.yml"), rule="house.shape"
        )
        raise CityUnreadable([*_usual().findings(files.findings or [missing])], snapshot.homes)
    standard_file = files.record("standard.yml", StandardFile)
    if standard_file is None and files.has("standard.yml"):
        # homes can't be judged by another city's standard
        raise CityUnreadable([*_usual().findings(files.findings)], snapshot.homes)
    city = cities.complete(city, cities.profile_of(standard_file))
    standard = cities.resolve(city, standard_file)
    files.lists, word = cities.lists(standard), Wording(standard)
    files.usual = word.usual
    files.findings += _misread(city, files.positions)
    withdrawn, withheld_entries = (
        withdrawals.load(files, remembered),
        withheld.load(files, remembered.withheld, partial(pages.may_exist, snapshot, standard)),
    )
    districts = _districts(files)
    return Content(
        city, districts, {}, standard,
        standard_file=standard_file,
        rounds=tuple(_rounds(files)),
        family_honours=family_honours(files, districts, standard.honours),
        chosen_brands=tuple(_yearly_entries(files, "brands", ChosenBrand)),
        brands=_district_brands(files, districts),
        regulation_texts=_regulation_texts(files, standard_file),
        features=tuple(_features(files)),
        reviews=tuple(r for path in files.text_paths("reviews", ".yml") for r in files.records(path, Review)),
        withdrawals=withdrawn,
        withheld=withheld_entries,
        holidays=national.with_holidays(files.records("holidays.yml", HolidayYear)),
        synonyms=national.with_synonyms(files.records("synonyms.yml", Synonym), standard.items),
        words=files.records("words.yml", ReviewWord),
        positions=files.positions,
        findings=word.findings((*snapshot.findings, *files.findings, *pages.dead_links(snapshot, standard))),
        broken=frozenset(files.broken),
        sources=files.sources,
    )  # fmt: skip


def standard_of(snapshot: Snapshot) -> CityStandard | None:
    """The city's standard with its words; None where city.yml or standard.yml can't be read."""
    files = Files(snapshot)
    city, own = files.record("city.yml", City), files.record("standard.yml", StandardFile)
    if city is None or (own is None and files.has("standard.yml")):
        return None
    return cities.resolve(cities.complete(city, cities.profile_of(own)), own)


def load_home(
    snapshot: Snapshot,
    identity: str,
    federation: Content,
    last_good: Callable[[], Mapping[str, LastGoodText]] = dict,
    use_last_good: bool = False,
) -> LoadedHome:
    """Loads the folder of one home.

    `last_good` gives the last good texts of its files; with `use_last_good` nothing but them is read.
    """
    word = wording_of(federation.standard)
    files = Files(snapshot, last_good, use_last_good, cities.lists(federation.standard), word.usual)
    home = _home(files, identity, federation)
    return LoadedHome(identity, home, word.findings(files.findings), files.sources)


def _usual() -> Wording:
    """The words of messages where the city's own are not known."""
    return Wording(cities.default_standard())


def _misread(city: City, positions: Mapping[str, Positions]) -> list[Finding]:
    """Findings of names whose reading has not a syllable for each letter."""
    known = dict(city.readings)
    return [
        Finding(
            Severity.ERROR,
            f"“{name}”有 {len(name)} 个字，读音写了 {len(sound.split())} 个",
            "一个字一个音，中间空一格；改好之前不用这一条",
            locate(positions, "city.yml", f"pinyin.{name}"),
            f"pinyin.{name}",
            "读音",
            "house.shape",
        )
        for name, sound in city.pinyin.items()
        if name not in known
    ]


def with_homes(federation: Content, folders: Iterable[LoadedHome]) -> Content:
    """The content of the federation with the homes that could be loaded."""
    homes, left_out, findings = {}, [], [*federation.findings]
    for folder in folders:
        findings += folder.findings
        if folder.home:
            homes[folder.identity] = folder.home
        else:
            left_out.append(folder.identity)
    return dataclasses.replace(federation, homes=homes, left_out=tuple(left_out), findings=tuple(findings))


def _districts(files: Files) -> dict[str, District]:
    found = {}
    for path in sorted({*files.snapshot.texts, *files.snapshot.refused}):
        parts = path.split("/")
        if len(parts) == 3 and parts[0] == "districts" and parts[2] == "district.yml":
            district = files.record(path, District, slug=parts[1])
            if district:
                found[parts[1]] = district
    return found


def _district_brands(files: Files, districts: dict[str, District]) -> dict[str, Brand]:
    """`<district>` → 一区一品, `<district>/<street>` → 一镇一品; the level follows from the path."""
    brands = {}
    for slug in districts:
        for path in files.text_paths(f"districts/{slug}", ".md"):
            name = path.rpartition("/")[2].removesuffix(".md")
            level, key = ("district", slug) if name == "brand" else ("street", f"{slug}/{name}")
            brand = files.document(path, Brand, level=level)
            if brand:
                brands[key] = brand
    return brands


def _regulation_texts(files: Files, standard: StandardFile | None) -> dict[str, RegulationText]:
    named = (own.file for own in standard.own.values()) if standard else ()
    return {name: text for name in named if name and (text := files.document(f"{REGULATIONS}/{name}", RegulationText))}


def _home(files: Files, identity: str, federation: Content) -> Home | None:
    """The home; None where it can't be had. Its other files are then read all the same, for what is wrong in them."""
    folder = f"homes/{identity}"
    problem = folder_problem(files, identity, federation.districts, federation.broken)
    if problem:
        files.findings.append(problem)
    profile = None if problem else _profile(files, identity, federation.districts[identity.partition("/")[0]])
    paths = files.snapshot.of_home(identity)
    report_unknown_files(files, identity, paths)
    regulation_texts = {
        path.rpartition("/")[2].removesuffix(".md"): text
        for path in files.text_paths(f"{folder}/regulations", ".md")
        if (text := files.document(path, RegulationText))
    }
    home = Home(
        identity,
        profile or Profile(name="", kind="", street=""),
        _consents(files, {identity, *(profile.formerly if profile else ())}, folder, federation),
        files.record(f"{folder}/ledger.yml", Ledger),
        files.document(f"{folder}/intro.md", Introduction),
        files.document(f"{folder}/brand.md", Brand),
        files.records(f"{folder}/families.yml", Family),
        tuple(_activities(files, folder)),
        files.records(f"{folder}/regulations.yml", AdoptedRegulation),
        regulation_texts,
        _photo_files(files.snapshot, f"{folder}/photos/", paths),
        {path: files.positions[path] for path in paths if path in files.positions},
    )
    return with_consent_numbers(home, files.findings) if profile else None


def _profile(files: Files, identity: str, district: District) -> Profile | None:
    path = f"homes/{identity}/home.yml"
    profile = files.record(path, Profile, lambda value, at: unknown_street(identity, value, district, at))
    if profile is None:
        files.findings[:] = [with_streets(finding, path, district) for finding in files.findings]
        return None
    if profile.name in untouched_names(files):
        files.findings.append(untouched(identity, locate(files.positions, path, "name")))
        return None
    return with_street_code(files, identity, profile, district)


def _photo_files(snapshot: Snapshot, folder: str, paths: list[str]) -> dict[str, PhotoFile]:
    """The photos by file name in NFC: some systems decompose letters like ü.

    Files in subfolders have the folder before their name, so that no field refers to them.
    """
    found: dict[str, PhotoFile] = {}
    for path in paths:
        if path.startswith(folder) and path in snapshot.photos:
            name = path.removeprefix(folder)
            if one_line(name) == name or one_line(name) not in found:
                found[one_line(name)] = snapshot.photos[path]
    return found


def _consents(files: Files, identities: set[str], folder: str, federation: Content) -> tuple[Consent, ...] | None:
    """The consents of a home.

    `identities` are its present and former ones: a withdrawal under an old name counts as well.
    """
    path = f"{folder}/consents.yml"
    beside = [one for one in files.snapshot.of_home(folder.removeprefix("homes/")) if one.rpartition("/")[0] == folder]
    read, misnamed = files.records(path, Consent), withdrawals.misnamed_files(beside)
    applied, findings = withdrawals.apply(
        None if path in files.broken else read, identities, federation.withdrawals, files.positions, path, misnamed
    )
    files.findings += findings
    return applied


def _activities(files: Files, folder: str) -> list[Activity]:
    found = []
    for path in files.text_paths(f"{folder}/activities", ".md"):
        activity = _read_dated(files, path, Activity)
        if activity:
            found.append(activity)
    return sorted(found, key=lambda a: (a.date, a.slug))


def _read_dated(files: Files, path: str, of: type[_Dated]) -> _Dated | None:
    """An activity or feature: date and slug of its file name must agree with the front matter."""
    name = path.rpartition("/")[2]
    found = _DATED.fullmatch(name)
    if not found:
        remedy = f"改成“日期-拼音.md”，如 {as_dated_slug(name.removesuffix('.md'))}.md，日期照里面写的"
        _report_file_name(files, path, f"文件名“{name}”不合规则", remedy)
        return None

    def check(value: Any, positions: Positions) -> Finding | None:
        message = f"日期 {value.date} 和文件名里的 {found[1]} 不一样"
        return None if value.date.isoformat() == found[1] else _name_mismatch(path, positions, "date", "日期", message)

    return files.document(path, of, check, slug=found[2])


def _report_file_name(files: Files, path: str, message: str, remedy: str) -> None:
    finding = Finding(Severity.ERROR, message, remedy, Place(path), rule="house.file-name", home=home_of(path))
    files.findings.append(finding)


def _name_mismatch(path: str, positions: Positions, at: str, label: str, message: str) -> Finding:
    """A finding for a file whose name differs from its fields: two files could claim one address."""
    spot, home = locate({path: positions}, path, at), home_of(path)
    return Finding(
        Severity.ERROR, message, "改成一样的；改好之前不用这个文件", spot, at, label, "house.file-name", home=home
    )


def _rounds(files: Files) -> list[Round]:
    found = []
    for path in files.text_paths("recognition", ".yml"):
        name = _ROUND.fullmatch(path.rpartition("/")[2])
        if not name:
            _report_file_name(
                files,
                path,
                "文件名不合规则",
                "写成 2026-city.yml、2026-<{district}>.yml、2026-families.yml 或 2026-brands.yml",
            )
        elif name[2].rpartition("-")[2] not in _LISTS:
            value = files.record(path, Round, partial(_check_year, path, name[1]), by=name[2])
            if value:
                found.append(value)
    return sorted(found, key=lambda r: (r.year, r.by))


def _check_year(path: str, year: str, value: Round, positions: Positions) -> Finding | None:
    message = f"年度 {value.year} 和文件名里的 {year} 不一样"
    return None if value.year == int(year) else _name_mismatch(path, positions, "year", "年度", message)


def _yearly_entries(files: Files, what: str, of: type[R]) -> list[tuple[int, R]]:
    """Entries of the yearly lists `recognition/<year>-<what>.yml`, each with its year."""
    paths = [p for p in files.text_paths("recognition", f"-{what}.yml") if _ROUND.fullmatch(p.rpartition("/")[2])]
    return [(int(path.rpartition("/")[2][:4]), entry) for path in paths for entry in files.records(path, of)]


def _features(files: Files) -> list[Feature]:
    found = [_read_dated(files, path, Feature) for path in files.text_paths("press", ".md")]
    return sorted((f for f in found if f), key=lambda f: (f.date, f.slug))
