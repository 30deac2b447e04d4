"""A content folder with something distinct in every field of every file, made from the declared terms.

A field that is added later is filled by itself. Nothing here knows which fields are private: `Term.public` says so.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from generator.model.choices import Choice
from generator.model.documents import Activity, Feature
from generator.model.field_types import Boolean, Date, DateTime, Integer, Month, Number, Text
from generator.model.home import Photo
from generator.model.honours import Family
from generator.model.hours import Dates, MonthDay, Recurrence, Times, TimeSpan, Weekdays
from generator.model.identifiers import FileName, Identity, Slug, WebAddress
from generator.model.phones import Telephone
from generator.model.terms import ListOf, MapOf, Record, Term, terms
from generator.office.files import FILES
from tests.conftest import Folder

HOME = "chaoyang/zaoying-beili"
OTHER = "chaoyang/bystander"

# What has to fit together, or would hide the rest. Everything else is made up.
FIXED: dict[str, Any] = {
    "home.kind": "community", "home.street": "maizidian", "home.closed": None, "home.formerly": ["chaoyang/old-name"],
    "home.office.location.datum": "wgs84", "home.office.location.longitude": "116.47", "home.office.location.latitude": "39.94",
    "home.office.phone": "010-0000 1234", "home.office.mobile.number": "14200012345", "home.office.closed.from": "2026-12-01",
    "home.office.closed.to": "2026-12-02", "home.office.notice.until": "2026-12-31", "home.photos.people": "adults", "home.photos.use": "press",
    "consents.scope": ["name", "story", "photo", "mobile", "press"], "consents.withdrawn": None, "consents.minors": None,
    "families.revoked": None, "families.year": "2026", "families.level": "home", "brand.level": "home", "brand.photos": None,
    "activity.date": "2026-11-10", "activity.campaign": "march8", "city.campaigns.id": "march8", "activity.cancelled": None, "activity.photos": None,
    "regulations.regulation": None, "regulations.file": "own.md", "feature.date": "2026-11-01",
    "city.sample": None, "city.coordinates": None, "city.publish.standing": "none", "city.publish.approval": "none", "city.honours": {"homes": [{"id": "city"}, {"id": "district"}]},
    "city.bounds": {"west": "116", "south": "39", "east": "117", "north": "40"}, "city.site.url": "https://example.org/sub/",
    "district.code": "110105", "district.streets.slug": "maizidian", "district.streets.kind": "street", "district.streets.phone": "010-0000 1235",
    "district.standard": {"mechanism.activities": {"minimum": 24}},
    "recognition.level": "city", "recognition.year": "2026", "recognition.decided_on": "2026-03-01", "recognition.recognised": [HOME],
    "recognition.applications.home": OTHER, "recognition.reserves": [OTHER],
    "recognition.renewals.level": "district", "recognition.renewals.decision": "delisted", "recognition.renewals.home": OTHER, "recognition.renewals.substitute": None,
    "family-honours.home": HOME, "chosen-brands.brand": HOME, "feature.homes": [HOME], "feature.brand": HOME, "feature.photos": None, "feature.embargo": "2026-01-01",
    "withdrawals.home": OTHER, "holidays.year": "2026", "holidays.holidays.from": "2026-10-01", "holidays.holidays.to": "2026-10-02",
    "holidays.workdays": ["2026-10-10"],
    "standard.based_on": "beijing", "standard.regulations": ["management", "liaison", "zqown"], "standard.own.file": "library.md", "standard.drop": ["mechanism.family-education"],
    "standard.rules.have": "mechanism", "standard.rules.check": "in-year", "standard.rules.field": "meetings.work", "standard.rules.advice": None,
    "standard.rules.why": None, "standard.rules.minimum": None, "standard.rules.per": None, "standard.rules.months": None,
    "standard.rules.per_woman": None, "standard.rules.item": None, "standard.rules.period": None,
}  # fmt: skip
KEYS = {
    "standard.haves": "venue",
    "standard.functions": "rights",
    "standard.functions.items": "rights.law-education",
    "standard.own": "zqown",
    "standard.rules": "mechanism.zqrule",
}
"""Of the one entry of a map whose keys are a city's own."""
CONSENTS = {
    "consents.id",
    "home.office.mobile.consent",
    "home.photos.consent",
    "families.consent",
    "families.photo.consent",
}
HIDDEN_ALL_THE_SAME = {"home.staff.deputies.name", "home.photos.file", "families.photo.file"}
"""Private where they stand although their terms are public: a deputy is shown by her post, a photo under a name of ours."""


@dataclass
class Planter:
    """Fills records.

    `private` and `public`: where → the forms in which the value could show. `turn` makes other private values.
    """

    turn: int = 0
    number: int = 0
    private: dict[str, tuple[str, ...]] = field(default_factory=dict)
    public: dict[str, tuple[str, ...]] = field(default_factory=dict)
    every: set[str] = field(default_factory=set)
    files: dict[str, str] = field(default_factory=dict)  # where → name of a file that must lie there

    def record(self, name: str, of: type, public: bool = True) -> dict[str, Any]:
        filled = {t.key: self.term(f"{name}.{t.key}", t, public) for t in terms(of).values()}
        return {key: value for key, value in filled.items() if value is not None}

    def term(self, name: str, t: Term, public: bool) -> Any:
        self.every.add(name)
        plain = re.sub(r" \(.*?\)", "", name)
        public = public and t.public and plain not in HIDDEN_ALL_THE_SAME
        if plain in CONSENTS:
            self.private[name] = (f"zqc{self.turn}v",)
            return f"zqc{self.turn}v"
        return FIXED[plain] if plain in FIXED else self.value(name, t.kind, public)

    def value(self, name: str, kind: Any, public: bool) -> Any:
        if isinstance(kind, Record):
            return self.record(name, kind.of, public)
        if isinstance(kind, ListOf):
            return [self.value(name, kind.of, public)]
        if isinstance(kind, MapOf):
            if isinstance(kind.by, Choice):
                return self.shares(name, list(kind.by.names))
            return {KEYS[name]: self.value(name, kind.of, public)} if name in KEYS else None
        self.number += 1
        number = self.number if public else self.number + 1500 * self.turn
        value, forms = _made(name, kind, number, public, self.turn)
        if forms:
            (self.public if public else self.private)[name] = forms
        if isinstance(kind, FileName):
            self.files[name] = value
        return value

    def shares(self, name: str, keys: list[str]) -> dict[str, str]:
        """Numbers that sum to 100, none like another."""
        found = {
            key: round(100 / len(keys) + (at - len(keys) // 2) * (0.0137 + self.turn / 1000), 4)
            for at, key in enumerate(keys)
        }
        found[keys[-1]] = round(100 - sum(list(found.values())[:-1]), 4)
        self.private |= {f"{name}.{key}": (str(share),) for key, share in found.items()}
        return {key: str(share) for key, share in found.items()}

    def word(self, name: str, public: bool = False) -> str:
        """Something planted beside the records."""
        return self.value(name, Text(20), public)


def _made(name: str, kind: Any, number: int, public: bool, turn: int) -> tuple[str, tuple[str, ...]]:
    """A value of a kind, and the forms in which it could show; none of one so short that it stands in a drawing by
    chance: whether anything depends on it is told by a build with other values.
    """
    word = f"zq{number:03x}v"
    if isinstance(kind, FileName):
        return f"{word}.jpg", (word,)
    if isinstance(kind, Text | Slug):
        return word, (word,)
    if isinstance(kind, Recurrence):
        return f"{word}约", (word,)
    if isinstance(kind, WebAddress):
        return f"https://example.org/{word}", (word,)
    if isinstance(kind, Identity):
        return f"chaoyang/{word}", (word,)
    if isinstance(kind, Date):
        if public:
            return "2026-01-01", ()
        day = dt.date(2087 if name == "consents.until" else 1991, 1, 1) + dt.timedelta(days=number)
        return day.isoformat(), (day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日")
    if isinstance(kind, Telephone):
        return f"010-0000 {number:04}", (f"010-0000 {number:04}",)
    if isinstance(kind, Number):
        if kind.maximum < 1e9:
            return str(round(kind.maximum * (0.3 + number / 3000), 4)), ()
        value = 731_000_000 + number + 0.25
        return str(value), () if public else (str(value), f"{value:,}")
    if isinstance(kind, Integer):
        if kind.maximum < 10_000_000:
            small = max(kind.minimum, 2000 if kind.maximum > 2000 else 900) + number % 90
            return str(min(small, kind.maximum) if kind.maximum < 100_000 else 61_000 + number), ()
        value = 27_310_000 + number
        return str(value), () if public else (str(value), f"{value:,}")
    if isinstance(kind, Boolean):
        return "是" if public or not turn else "否", ()
    if isinstance(kind, Choice):
        return list(kind.names)[0 if public or not turn else -1], ()
    fixed = {Month: "2012-03", DateTime: "2026-01-01", TimeSpan: "9:00-11:00", Weekdays: "周一至周五"}
    fixed |= {MonthDay: "06-01", Dates: "2026-01-01", Times: "9:00-11:00"}
    return next(value for of, value in fixed.items() if isinstance(kind, of)), ()


def plant(folder: Folder, turn: int = 0) -> Planter:
    """Writes the whole folder and tells what was planted."""
    planter = Planter(turn)
    filled: dict[str, Any] = {kind.name: planter.record(kind.name, kind.record) for kind in FILES}
    filled = {kind.name: [filled[kind.name]] if kind.listed else filled[kind.name] for kind in FILES}
    filled["synonyms"][0] |= {"quiet": "no"}  # the words of quiet ones are on no page
    _add_families(planter, filled)
    filled["home"]["photos"] += _hidden_photos(planter)
    home, word = f"homes/{HOME}", planter.word
    for name, path in {
        "home": f"{home}/home.yml", "consents": f"{home}/consents.yml", "ledger": f"{home}/ledger.yml", "intro": f"{home}/intro.md",
        "brand": f"{home}/brand.md", "families": f"{home}/families.yml", "regulations": f"{home}/regulations.yml",
        "activity": f"{home}/activities/2026-11-10-{word('activity.slug', True)}.md", "regulation": f"{home}/regulations/own.md",
        "city": "city.yml", "district": "districts/chaoyang/district.yml", "recognition": "recognition/2026-city.yml",
        "family-honours": "recognition/2026-families.yml", "chosen-brands": "recognition/2026-brands.yml", "feature": f"press/2026-11-01-{word('feature.slug', True)}.md",
        "reviews": "reviews/chaoyang.yml", "withdrawals": "withdrawals.yml", "withheld": "withheld.yml", "holidays": "holidays.yml", "synonyms": "synonyms.yml",
        "words": "words.yml", "standard": "standard.yml", "standard-regulation": "regulations/library.md",
    }.items():  # fmt: skip
        _write(folder, path, planter, name, filled[name])
    coming = planter.record("activity (coming)", Activity) | {"date": "2026-12-20"}
    _write(
        folder,
        f"{home}/activities/2026-12-20-{word('activity (coming).slug', True)}.md",
        planter,
        "activity (coming)",
        coming,
    )
    early = planter.record("feature (embargoed)", Feature, public=False) | {"embargo": "2026-11-24T09:00"}
    _write(
        folder,
        f"press/2026-11-01-{word('feature (embargoed).slug')}.md",
        planter,
        "feature (embargoed)",
        early,
        public=False,
    )
    for number, name in enumerate(planter.files.values()):
        folder.write(f"{home}/photos/{name}", picture(number, planter))
    _litter(folder, planter)
    return planter


def _write(folder: Folder, path: str, planter: Planter, name: str, filled: Any, public: bool = True) -> None:
    """The record with a key that nobody knows and a remark; a text with a remark of its own and a body."""
    if isinstance(filled, dict):
        filled = filled | {f"{planter.word(f'{name}: unknown key')}": planter.word(f"{name}: value of an unknown key")}
    text = json.dumps(filled, ensure_ascii=False) + f" # {planter.word(f'{name}: remark')}\n"
    if path.endswith(".md"):
        remark = f"<!-- {planter.word(f'{name}: remark in the text')} -->"
        text = f"---\n{text}---\n{planter.word(f'{name}.body', public)}\n\n{remark}\n\n又{remark}说\n"
    folder.write(path, text)


def _add_families(planter: Planter, filled: dict[str, Any]) -> None:
    """Families that may not be seen, wholly or in part, and the consents that say so."""
    number = 0

    def add(why: str, consent: dict[str, Any] | None, seen: tuple[str, ...] = (), **more: Any) -> None:
        nonlocal number
        number += 1
        family = (
            planter.record(f"families ({why})", Family, public=False)
            | {"consent": planter.word(f"consent ({why})")}
            | more
        )
        for part in seen:
            planter.private.pop(f"families ({why}).{part}")
            family[part] = planter.value(f"families ({why}).{part}", terms(Family)[part].kind, public=True)
        filled["families"].append(family)
        if consent is not None:
            filled["consents"].append(
                {"id": family["consent"], "obtained": "2026-01-01", "scope": ["name", "story", "photo"]} | consent
            )

    add("revoked", {}, revoked="2026-11-01")
    add("without consent", None)
    add("withdrawn", {"withdrawn": "2027-01-01"})
    add("ended", {"until": "2026-11-22"})
    add("not yet", {"obtained": "2026-11-24"})
    add("no guardian", {"minors": "1"})
    add("name alone", {"scope": ["name"]}, seen=("family", "id", "motto", "titles", "published"))
    add("story alone", {"scope": ["story"]}, seen=("story", "id", "motto", "titles", "published"))


def _hidden_photos(planter: Planter) -> list[dict[str, Any]]:
    photos = []
    for why, more in {
        "people, no consent": {"people": "minors", "consent": "C-none"},
        "people not told": {"people": None, "consent": None},
    }.items():
        photo = planter.record(f"home.photos ({why})", Photo, public=False) | more
        photos.append({key: value for key, value in photo.items() if value is not None})
    return photos


def _litter(folder: Folder, planter: Planter) -> None:
    """Files that lie around, in every folder that a person might leave them in."""
    for where in (f"homes/{HOME}", f"homes/{HOME}/activities", f"homes/{HOME}/photos", f"homes/{HOME}/regulations", "recognition", "press", "reviews",
                  "districts/chaoyang", "."):  # fmt: skip
        for ending in ("txt", "docx", "html", "yml", "svg", "js"):
            name, words = planter.word(f"{where}: name of .{ending}"), planter.word(f"{where}: words of .{ending}")
            folder.write(f"{where}/{name}.{ending}", f"<p>{words}</p>")
    for name in ("~$home.yml", ".hidden.md", "home.yml.bak", "home 副本.yml"):
        folder.write(f"homes/{HOME}/{name}", f"name: {planter.word(name)}\n")
    folder.write(f"homes/{HOME}/photos/{planter.word('unlisted photo')}.jpg", picture(99, planter))
    folder.write(
        "homes/chaoyang/left-out/home.yml",
        f"name: {planter.word('left out: name')}\nsummary: {planter.word('left out: summary')}\n",
    )
    folder.write(f"homes/chaoyang/{planter.word('left out: folder')}/home.yml", "name: [\n")


def picture(number: int, planter: Planter) -> bytes:
    """A JPEG or PNG that says more of itself than it shows: who took it where, with which words, and something behind
    its end.
    """
    words = {key: planter.word(f"photo {number}: {key}") for key in ("description", "artist", "comment", "xmp", "tail")}
    image = Image.new("RGB", (60 + number, 40), (40 * number % 255, 90, 160))
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = words["description"], words["artist"]
    exif.get_ifd(0x8825)[29] = "1991:02:03"
    data = io.BytesIO()
    if number % 2:
        texts = PngInfo()
        texts.add_text("Comment", words["comment"])
        texts.add_itxt("XML:com.adobe.xmp", f"<x>{words['xmp']}</x>")
        image.save(data, "PNG", exif=exif, pnginfo=texts)
    else:
        image.save(data, "JPEG", exif=exif, comment=words["comment"].encode(), xmp=f"<x>{words['xmp']}</x>".encode())
    return data.getvalue() + words["tail"].encode()
