"""A city of hostile homes, made from the declared terms, beside one that is left in peace; built through the real
command.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from PIL import Image

from generator import reading
from generator.cli import main
from generator.content import intake
from generator.content.values.nothing import may_tell_nothing
from generator.diagnostics import InvalidInput
from generator.model.city_lists import HolidayYear, ReviewWord, Synonym, Withdrawal, Withheld
from generator.model.documents import Activity, AdoptedRegulation, Brand, Feature, Introduction, RegulationText
from generator.model.federation import City, District, Honours
from generator.model.field_types import Text
from generator.model.home import Profile
from generator.model.honours import Consent, Family
from generator.model.identifiers import FileName, WebAddress
from generator.model.ledger import Ledger
from generator.model.recognition import ChosenBrand, FamilyHonour, Review, Round
from generator.model.standard import StandardFile
from generator.model.terms import ListOf, terms
from generator.pipeline import BuildOptions
from generator.public.views import Site
from tests.conftest import DAY, HOME, Folder
from tests.hostile.corpus import REFUSED, STRINGS, shown
from tests.public.planted import Planter

HOMES = tuple(f"chaoyang/evil-{number}" for number in range(12))
IN_PEACE = "haidian/bystander"
PARTS = 6  # bodies into which the strings are dealt, so that what swallows the rest of one does not swallow all
STREETS = ("maizidian", "wangjing", "sanlitun")
_ADDRESS = "https://example.org/&quot;onload=__hit();//javascript:__hit(){{7*7}}${7}%22%3Cscript%3E&lt;script&gt;`|;'"[
    :-1
]
# What must be as it is, or the home would not be on the site.
_GIVEN: dict[str, Any] = {
    "home.formerly": None, "home.office.location.longitude": "116.47", "home.photos.people": "none", "home.closed": None,
    "brand.photos": None, "activity.photos": None, "home.division": None, "home.office.mobile": None, "families.id": "zhang", "home.venue.area": "120",
}  # fmt: skip


@dataclass
class Hostile(Planter):
    """Fills text fields with the strings, each of its own turn; everything else as the canaries' planter does."""

    turns: dict[int, int] = field(default_factory=dict)
    planted: set[str] = field(default_factory=set)
    fields: dict[str, int] = field(default_factory=dict)

    def term(self, name: str, t: Any, public: bool) -> Any:
        if name in _GIVEN:
            self.every.add(name)
            return _GIVEN[name]
        if isinstance(t.kind, Text) and t.required:  # one that tells nothing is as good as absent
            while may_tell_nothing(found := self.value(name, t.kind, public)):
                continue
            self.every.add(name)
            return found
        if isinstance(t.kind, Text) and name.rpartition(".")[2] not in ("consent", "id", "kind", "division"):
            self.every.add(name)
            return self.value(name, t.kind, public)
        return super().term(name, t, public)

    def value(self, name: str, kind: Any, public: bool) -> Any:
        if isinstance(kind, ListOf) and isinstance(kind.of, Text):
            return [self.value(name, kind.of, public) for _ in range(min(kind.max_items, 3))]
        if isinstance(kind, Text):
            self.fields[name] = self.fields.get(name, 0) + 1
            return self.body(name) if kind.lines else self.string(kind)
        if isinstance(kind, FileName):
            self.files[name] = self.string(kind) + ".jpg"
            return self.files[name]
        if isinstance(kind, WebAddress):
            return _ADDRESS
        return super().value(name, kind, public)

    def string(self, kind: Any) -> str:
        """The next string that the field takes."""
        most = getattr(kind, "max_length", 100)
        while True:
            turn = self.turns[most] = self.turns.get(most, most * 7) + 1
            text = STRINGS[turn % len(STRINGS)]
            if len(shown(text)) <= most and shown(text) and (isinstance(kind, Text) or _is_file_name(text)):
                self.planted.add(text)
                return text

    def body(self, name: str) -> str:
        """A part of the strings, each a paragraph, an item or a cell of its own."""
        self.fields[name] = self.fields.get(name, 0) + 1
        self.number += 1
        texts = STRINGS[self.number % PARTS :: PARTS]
        start = self.number * 37 % len(texts)
        lines = (
            ("{}", "- {}", "> {}", "## {}", '[{0}]({0} "{0}")', "![{0}]({0})")[n % 6].format(text)
            for n, text in enumerate(texts[start:] + texts[:start])
        )
        body = ""
        for line in lines:
            if len(body) + len(line) < 7900:
                body += f"{line}\n\n"
        return body


def _is_file_name(text: str) -> bool:
    try:
        name = FileName().read(f"{text}.jpg")
    except InvalidInput:
        return False
    return (
        name == f"{text}.jpg"
        and len(name.encode()) < 200
        and not intake._UNSAFE_NAME.search(name)
        and not intake._LITTER.search(name)
    )


@dataclass(frozen=True)
class Built:
    """The content, the site with the hostile homes and the one without, what the command said, and the public's view."""

    content: Folder
    site: Path
    peaceful: Path
    said: str
    view: Site
    planter: Hostile


def built(root: Path) -> Built:
    """Builds both sites below `root`."""
    folder, planter = Folder(root / "content"), Hostile()
    _city(folder, planter)
    _pages(folder)
    peaceful, _ = _build(folder, root / "peaceful")
    for number, identity in enumerate(HOMES):
        _home(folder, planter, identity, number)
    _recognition(folder, planter)
    _refused(folder)
    _names(folder)
    site, said = _build(folder, root / "site")
    view = reading.read(BuildOptions(folder.root, DAY)).site
    return Built(folder, site, peaceful, said, view, planter)


def _build(folder: Folder, site: Path) -> tuple[Path, str]:
    done = CliRunner().invoke(
        main,
        ["build", "--content", str(folder.root), "--site", str(site), "--as-of", f"{DAY:%Y-%m-%dT%H:%M}"],
        catch_exceptions=False,
    )
    assert done.exit_code == 0, done.output
    return site, done.output


def _write(folder: Folder, path: str, value: Any, body: str = "") -> None:
    """In quotes, as JSON is YAML too; `\\u` for what YAML would take for an end of line."""
    text = re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff]", lambda one: f"\\u{ord(one.group()):04x}", json.dumps(value, ensure_ascii=False)
    )
    folder.write(path, f"---\n{text}\n---\n{body}" if path.endswith(".md") else text + "\n")


def _city(folder: Folder, planter: Hostile) -> None:
    """The federation's files, hostile as well where they are text; and the home in peace, in a district of its own."""
    _write(
        folder,
        "city.yml",
        planter.record("city", City)
        | {
            "honours": _honours(planter),
            "site": {"url": "https://example.org/a/b/", "icp": planter.string(Text(60))},
            "publish": {"standing": "full"},
        },
    )
    district = planter.record("district", District) | {"weights": None, "standard": None}
    streets = [
        {"slug": slug, "name": planter.string(Text(30)), "kind": "street", "phone": "010-0000 1235"} for slug in STREETS
    ]
    _write(folder, "districts/chaoyang/district.yml", district | {"streets": streets})
    _write(
        folder,
        "districts/chaoyang/brand.md",
        planter.record("brand", Brand) | {"level": "district"},
        planter.body("brand.body"),
    )
    _write(
        folder,
        "districts/chaoyang/maizidian.md",
        planter.record("brand", Brand) | {"level": "street"},
        planter.body("brand.body"),
    )
    folder.write(
        "districts/haidian/district.yml",
        'name: 海淀区\ncode: "110108"\nstreets: [{slug: xueyuanlu, name: 学院路街道, kind: street}]\n',
    )
    for old in ("zaoying-beili", "bystander"):
        (folder.root / f"homes/chaoyang/{old}/home.yml").unlink()
        (folder.root / f"homes/chaoyang/{old}").rmdir()
    folder.home(
        "home.yml",
        HOME.replace("枣营北里", "霞光里").replace("maizidian", "xueyuanlu")
        + "office: {address: 霞光里 1 号, phone: 010-0000 0009}\n",
        IN_PEACE,
    )
    folder.home("brand.md", "---\ntitle: 月光船\nfunctions: [family]\n---\n折一只船。\n", IN_PEACE)
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [name, story]}\n", IN_PEACE)
    folder.home("families.yml", "- {id: li, family: 李××家庭, year: 2026, story: 一家人。, consent: C-1}\n", IN_PEACE)
    _write(folder, "standard.yml", planter.record("standard", StandardFile))
    _write(
        folder,
        "regulations/library.md",
        planter.record("standard-regulation", RegulationText),
        planter.body("standard-regulation.body"),
    )
    _write(folder, "holidays.yml", [planter.record("holidays", HolidayYear)])
    _write(folder, "words.yml", [planter.record("words", ReviewWord) for _ in range(8)])
    _write(folder, "synonyms.yml", [planter.record("synonyms", Synonym) for _ in range(8)])
    for number in range(4):
        feature = planter.record("feature", Feature) | {
            "homes": [HOMES[number], IN_PEACE],
            "brand": HOMES[0],
            "photos": None,
        }
        _write(folder, f"press/2026-11-01-evil-{number}.md", feature, planter.body("feature.body"))


def _honours(planter: Hostile) -> dict[str, Any]:
    """Levels with hostile names."""
    of = {one: _of(Honours, one) for one in ("homes", "families")}

    def level(kind: str, code: str) -> dict[str, Any]:
        named = {key: t for key, t in terms(of[kind]).items() if isinstance(t.kind, Text) and key != "id"}
        return {"id": code} | {
            key: planter.value(f"city.honours.{kind}.{key}", t.kind, True) for key, t in named.items()
        }

    levels = {"homes": ("city", "district"), "families": ("home", "street", "district", "capital", "national")}
    return {kind: [level(kind, code) for code in codes] for kind, codes in levels.items()}


def _pages(folder: Folder) -> None:
    """Hand-written pages: what lies beside them is not let out, and what is in them is cleaned."""
    for ending in ("html", "svg", "js", "css", "xml", "htm", "xhtml", "json"):
        folder.write(f"pages/active/x.{ending}", "<script>window.__hit && __hit()</script>")
    folder.write(
        "pages/about.md",
        "---\ntitle: <b onclick=__hit()>关于</b>\ntemplate: 404.html\nhead: "
        "<script>__hit()</script>\ndescription: '\"><script>__hit()</script>'\n---\n\n" + ABOUT,
    )


def _home(folder: Folder, planter: Hostile, identity: str, number: int) -> None:
    record, where = planter.record, f"homes/{identity}"
    profile = record("home", Profile) | {"street": STREETS[number % 3]}
    profile["office"]["location"] = {"longitude": f"{116.4 + number / 500:.3f}", "latitude": "39.94", "datum": "wgs84"}
    profile["photos"] = [record("home.photos", _of(Profile, "photos")) for _ in range(3)]
    if number % 4:  # one in four says a telephone number that is none
        profile["office"]["phone"] = "010-0000 1234"
    profile["services"] = [record("home.services", _of(Profile, "services")) for _ in range(3)]
    if number == 23:
        profile["closed"] = {"on": "2026-01-01", "reason": planter.string(Text(100))}
    _write(folder, f"{where}/home.yml", profile)
    for turn, photo in enumerate(profile["photos"]):
        folder.write(f"{where}/photos/{photo['file']}", _photo(3 * number + turn))
    _write(
        folder,
        f"{where}/consents.yml",
        [record("consents", Consent) | {"id": "C-1", "scope": ["name", "story", "photo"]}],
    )
    _write(folder, f"{where}/ledger.yml", record("ledger", Ledger))
    _write(folder, f"{where}/intro.md", record("intro", Introduction), planter.body("intro.body"))
    _write(folder, f"{where}/brand.md", record("brand", Brand), planter.body("brand.body"))
    _write(folder, f"{where}/families.yml", [record("families", Family) | {"consent": "C-1", "photo": None}])
    _write(
        folder, f"{where}/activities/2026-11-10-past.md", record("activity", Activity), planter.body("activity.body")
    )
    _write(
        folder,
        f"{where}/activities/2026-12-20-coming.md",
        record("activity", Activity) | {"date": "2026-12-20"},
        planter.body("activity.body"),
    )
    standard = record("regulations", AdoptedRegulation) | {"regulation": "management", "file": None, "title": None}
    own = record("regulations", AdoptedRegulation) | {"regulation": None, "file": "own.md", "additions": None}
    _write(folder, f"{where}/regulations.yml", [standard, own])
    _write(folder, f"{where}/regulations/own.md", record("regulation", RegulationText), planter.body("regulation.body"))


def _of(record: type, key: str) -> type:
    return terms(record)[key].kind.of.of


def _photo(number: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (64 + number, 48), (3 * number, 90, 160)).save(data, "JPEG")
    return data.getvalue()


def _recognition(folder: Folder, planter: Hostile) -> None:
    extra = {
        "applications": [planter.record("recognition", Round)["applications"][0] | {"home": HOMES[0]}],
        "reserves": None,
        "renewals": None,
    }
    for by, homes in (("city", HOMES[:2]), ("chaoyang", HOMES[2:4])):
        one = (
            planter.record("recognition", Round)
            | extra
            | {"level": "city" if by == "city" else "district", "recognised": list(homes)}
        )
        _write(folder, f"recognition/2026-{by}.yml", one)
    _write(
        folder,
        "recognition/2026-families.yml",
        [planter.record("family-honours", FamilyHonour) | {"home": HOMES[0], "family": "zhang"}],
    )
    _write(folder, "recognition/2026-brands.yml", [planter.record("chosen-brands", ChosenBrand) | {"brand": HOMES[0]}])
    _write(folder, "reviews/chaoyang.yml", [planter.record("reviews", Review)])
    _write(folder, "withdrawals.yml", [planter.record("withdrawals", Withdrawal) | {"home": "chaoyang/refused-0"}])
    _write(folder, "withheld.yml", [planter.record("withheld", Withheld) | {"on": "2026-01-01", "until": "2026-01-02"}])


def refused() -> Iterator[tuple[str, str, str]]:
    """Identity, file and text of each string that may not stand anywhere: in turn in a field and in a body."""
    for number, text in enumerate(REFUSED):
        yield f"chaoyang/refused-{number}", "intro.md" if number % 2 else "home.yml", text


def _refused(folder: Folder) -> None:
    for identity, file, text in refused():
        profile = {"name": "拒收社区妇女之家", "kind": "community", "street": "maizidian"}
        folder.write(
            f"homes/{identity}/home.yml", json.dumps(profile | ({"summary": text} if file == "home.yml" else {}))
        )
        if file == "intro.md":
            folder.write(f"homes/{identity}/intro.md", f"好的一段。\n\n{text}\n".encode())


def file_names() -> list[str]:
    """The strings that a file system takes as a name."""
    names = dict.fromkeys(
        text for text in (*STRINGS, *REFUSED) if "/" not in text and "\0" not in text and text not in (".", "..")
    )
    return [name for name in names if len(name.encode()) < 200]


def _names(folder: Folder) -> None:
    """Folders and files called like the strings, wherever names could lead somewhere."""
    for number, name in enumerate(file_names()):
        folder.write(f"homes/chaoyang/{name}/home.yml", HOME)
        home = f"homes/{HOMES[number % len(HOMES)]}"
        where = (f"{home}/activities/{name}.md", f"{home}/activities/2026-11-10-{name}.md", f"{home}/regulations/{name}.md", f"{home}/photos/{name}.svg", f"{home}/{name}",
                 f"press/{name}.md", f"recognition/{name}.yml", f"reviews/{name}.yml", f"pages/{name}.html", f"districts/chaoyang/{name}.md")[number % 10]  # fmt: skip
        folder.write(where, "---\ntitle: 名字\ndate: 2026-11-10\n---\n<script>__hit()</script>\n")


ABOUT = """# 关于 &lt;script&gt;__hit()&lt;/script&gt; <img onerror=__hit()>

<script>__hit()</script><style>p{}</style><iframe src="//evil.test"></iframe><svg onload="__hit()"></svg><form action="//evil.test"></form>

[点](javascript:__hit()) [外](https://example.org/ "a>b") <a href="javascript:__hit()" onclick="__hit()">点</a>

![图](https://evil.test/x.png) ![图](data:image/svg+xml,x)

一段{: onclick="__hit()" style="position:fixed" .btn }
"""
