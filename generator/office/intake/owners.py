"""Whose a row of a foreign list is: by code, system number, or street and full name; never by a name alone, for 128
homes of a city share name and kind with another of their district.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.content.values import half_width
from generator.model.federation import District
from generator.model.streets import streets_named
from generator.office.intake.headings import COMMUNITY, DISTRICT, IDENTITY, NAME
from generator.office.intake.returned import Cell

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_AREA_END = re.compile("(?:区|县|市|旗|自治县)$")
_KIND_END = re.compile("(?:社区|居委会|村|嘎查|街道|镇|乡|地区)$")
_IN_TEXT = re.compile(r"\b[a-z0-9-]+/[a-z0-9-]+\b")


@dataclass(frozen=True)
class Known:
    """A home that is there. `street`: the slug."""

    identity: str
    name: str
    street: str
    system_id: str = ""
    division: str = ""


@dataclass(frozen=True)
class Owner:
    """`identity` of the home that a row is of, else `district`, `street` (a slug) and `name` of a new one; else `why`
    none can be told, and the `remedy`. `alike`: homes of that name; `doubts`: what was read into it; `calls`: whether
    the name of the row is one to be taken, and not only what the home was found by.
    """

    identity: str = ""
    district: str = ""
    street: str = ""
    name: str = ""
    why: str = ""
    remedy: str = ""
    alike: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    calls: bool = True


Who = Mapping[str, Cell]


@dataclass
class Owners:
    """Finds the homes that rows name. `district`: the one that a list was said to be about, by its slug; `home`: what
    the city calls a home.
    """

    districts: Mapping[str, District]
    known: Iterable[Known]
    home: str
    district: str = ""
    by_identity: dict[str, Known] = field(default_factory=dict)
    by_system: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_division: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, str], list[Known]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for home in self.known:
            self.by_identity[home.identity] = home
            if home.system_id:
                self.by_system[home.system_id].append(home)
            if home.division:
                self.by_division[home.division].append(home)
            self.by_name[home.identity.partition("/")[0], plain_name(home.name)].append(home)

    def find(self, who: Who, above: Sequence[str] = (), new: bool = True) -> Owner:
        """The home of a row; `above`: the texts over its table; `new`: whether the row may be that of a new home."""
        if IDENTITY in who or not who:
            return self._by_code(who, above)
        numbered = self._by_number(who, "system_id", self.by_system)
        if numbered and numbered.why:
            return numbered
        district, why = self._district(who, above)
        if why and not numbered:
            return Owner(why=why, remedy="运行时写 --district 加区的代号，或者把区写对")
        district = district or (numbered.identity.partition("/")[0] if numbered else "")
        named = self._by_name(who, above, district, new)
        if numbered and named.identity and numbered.identity != named.identity:
            why = f"系统编号是 {numbered.identity} 的，街道和名称是 {named.identity} 的"
            return Owner(why=why, remedy="核对这一行是哪一家")
        return numbered or (named if named.identity else self._by_division(who, district) or named)

    def _by_code(self, who: Who, above: Sequence[str]) -> Owner:
        text = who[IDENTITY].text.strip() if IDENTITY in who else ""
        if not text:
            found = (code for one in above for code in _IN_TEXT.findall(one))
            text = next((code for code in found if code in self.by_identity), "")
        identity = f"{self.district}/{text}" if self.district and _CODE.fullmatch(text) else text
        if identity in self.by_identity:
            return Owner(identity)
        if not text:
            return self._named_above(above)
        return Owner(why=f"没有“{text[:40]}”这个{self.home}", remedy="代号写成 <区>/<家>，和网址里的一样")

    def _named_above(self, above: Sequence[str]) -> Owner:
        """The home whose street and full name stand over a table."""
        plain = "".join(plain_name(text) for text in above)
        found = []
        for (district, name), homes in self.by_name.items():
            if name in plain and (not self.district or district == self.district):
                found += [home for home in homes if self._street_name(home) in plain]
        longest = max((len(home.name) for home in found), default=0)
        found = [home for home in found if len(home.name) == longest]
        if len(found) == 1:
            return Owner(found[0].identity)
        return Owner(
            why="看不出是哪一家的",
            remedy=f"加两列“街道”“{self.home}”，或者在表上面写一行：街道和全称，或代号（如 jiangbei/xingfu-li）",
        )

    def _street_name(self, home: Known) -> str:
        street = self.districts[home.identity.partition("/")[0]].street(home.street)
        return street.name if street else "\0"

    def _district(self, who: Who, above: Sequence[str]) -> tuple[str, str]:
        """Slug of the district of a row, and why there is none."""
        written = half_width(who[DISTRICT].text).replace(" ", "") if DISTRICT in who else ""
        if written:
            named = [slug for slug, one in self.districts.items() if _same_area(one.name, written) or slug == written]
            if len(named) != 1:
                return "", f"没有“{written[:20]}”这个区"
            if self.district and named[0] != self.district:
                return "", f"这一行是{written[:20]}的，不是{self.districts[self.district].name}的"
            return named[0], ""
        if self.district:
            return self.district, ""
        if len(self.districts) == 1:
            return next(iter(self.districts)), ""
        titled = [slug for slug, one in self.districts.items() if any(one.name in text for text in above)]
        if len(titled) == 1:
            return titled[0], ""
        street = who["street"].text if "street" in who else ""
        found = [slug for slug, one in self.districts.items() if street and len(_streets(one, street)) == 1]
        return (found[0], "") if len(found) == 1 else ("", "看不出是哪个区的")

    @staticmethod
    def _by_number(who: Who, key: str, homes: Mapping[str, list[Known]]) -> Owner | None:
        found = homes.get(who[key].text.strip(), []) if key in who and not who[key].mark else []
        if len(found) > 1:
            return Owner(why=f"编号 {who[key].text[:30]} 有 {len(found)} 家在用", remedy="核对编号")
        return Owner(found[0].identity) if found else None

    def _by_division(self, who: Who, district: str) -> Owner | None:
        """The one home of a community; that the list calls it otherwise is a doubt."""
        found = self.by_division.get(who["division"].text.strip(), []) if "division" in who else []
        if len(found) != 1 or not found[0].identity.startswith(f"{district}/"):
            return None
        doubt = f"按区划代码认作 {found[0].name}（{found[0].identity}），名称或街道不一样"
        return Owner(found[0].identity, doubts=(doubt,))

    def _by_name(self, who: Who, above: Sequence[str], slug: str, new: bool) -> Owner:
        district = self.districts[slug]
        name, doubts = full_name(who, self.home)
        if not name:
            return Owner(why="没有写是哪一家", remedy="补上名称")
        streets = self._streets(who, above, district)
        short = _without_area(plain_name(name), district, streets, self.home)
        homes = self.by_name.get((slug, short)) or self.by_name.get((slug, plain_name(name)), [])
        here = [home for home in homes if home.street in streets]
        if len(here) == 1:
            return Owner(here[0].identity, calls=False)
        alike = tuple(home.identity for home in homes)
        if len(streets) != 1:
            return _without_street(who, district, alike, here)
        if not new:
            return Owner(why=f"{district.name}没有“{name[:30]}”这个{self.home}", remedy="核对街道和全称；新的先报名单")
        return Owner("", slug, next(iter(streets)), name, alike=alike, doubts=doubts)

    @staticmethod
    def _streets(who: Who, above: Sequence[str], district: District) -> set[str]:
        """Slugs of the streets that a row, its name or the title may mean."""
        written = who["street"].text.strip() if "street" in who and not who["street"].mark else ""
        if written:
            return _streets(district, written)
        name = half_width(who[NAME].text) if NAME in who else ""
        for text in (name, *above):
            found = {street.slug for street in district.streets if street.name in text}
            if found:
                return found
        return set()


def _without_street(who: Who, district: District, alike: Sequence[str], here: Sequence[Known]) -> Owner:
    written = who["street"].text.strip() if "street" in who else ""
    if written:
        known = "、".join(street.name for street in district.streets[:30])
        return Owner(why=f"{district.name}没有“{written[:30]}”这个街道乡镇", remedy=f"写成：{known}")
    named = f"；叫这个名字的有 {'、'.join(alike[:5])}" if alike else ""
    return Owner(why=f"没有写街道，只凭名称认不准是哪一家{named}", remedy="加一列“街道（乡镇）”，或“代号”")


def full_name(who: Who, home: str) -> tuple[str, tuple[str, ...]]:
    """The name of a row, and what was read into it: 枣营北里社区 is that of its 妇女之家, or what the city calls a
    `home`.
    """
    name = " ".join(who[NAME].text.split()) if NAME in who and not who[NAME].mark else ""
    community = "".join(who[COMMUNITY].text.split()) if COMMUNITY in who else ""
    if name and not _KIND_END.search(name):
        return name, ()
    if name or _KIND_END.search(community):
        made = f"{name or community}{home}"
        return made, (f"名称写的是“{name or community}”，当作“{made}”",)
    if community:
        made = f"{community}社区{home}"
        return made, (f"没有写名称，按社区“{community}”当作“{made}”",)
    return "", ()


def plain_name(text: str) -> str:
    """A name as it is compared."""
    return "".join(half_width(text).split())


def _streets(district: District, written: str) -> set[str]:
    """Slugs of the streets that a slug or a name means."""
    return {written} if district.street(written) else set(streets_named(district, written))


def _same_area(name: str, written: str) -> bool:
    return name == written or _AREA_END.sub("", name) == written or written.endswith(name)


def _without_area(name: str, district: District, streets: Iterable[str], home: str) -> str:
    """Without district and street before it: 朝阳区麦子店街道枣营北里社区妇女之家."""
    rest = name.rpartition(district.name)[2] or name
    for slug in streets:
        street = district.street(slug)
        if street and rest.startswith(street.name) and len(rest) > len(street.name) + len(home):
            rest = rest[len(street.name) :]
    return rest
