"""A city's districts and streets from a list of names and division codes, as statistics offices publish them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.content.pinyin import pinyin
from generator.diagnostics import InvalidInput
from generator.model.federation import Street
from generator.office.intake.sheets import Book, Sheet

MAX_SLUG = 60
_CODE = re.compile(r"(?<!\d)\d{6}(?:\d{3}){0,2}(?!\d)")
_NAME = re.compile(r"[㐀-鿿〇][㐀-鿿〇·（）]*")
_DISTRICT_SUFFIX = re.compile(r"(?<=..)(?:自治县|自治旗|特区|林区|新区|区|县|市|旗)$")
_STREET_KINDS = {
    "街道办事处": "street",
    "街道": "street",
    "地区办事处": "area",
    "地区": "area",
    "民族苏木": "township",
    "苏木": "township",
    "民族乡": "township",
    "乡": "township",
    "镇": "town",
}
_STREET_SUFFIX = re.compile(f"(?<=..)(?:{'|'.join(_STREET_KINDS)})$")
_COMMITTEES = {
    "社区居民委员会": "社区",
    "社区居委会": "社区",
    "居民委员会": "社区",
    "居委会": "社区",
    "村村民委员会": "村",
    "村村委会": "村",
    "村民委员会": "村",
    "村委会": "村",
}
_VILLAGE_SUFFIX = re.compile("(?<=..)(?:社区|村)$")


@dataclass
class Area:
    """A district: its code, name, slug and streets.

    The code has 6 digits; 9 where the city has no districts, and its streets and towns stand in their place.
    """

    code: str
    name: str
    slug: str
    streets: list[Street] = field(default_factory=list)

    @property
    def is_town(self) -> bool:
        """Whether it stands in the place of a district."""
        return len(self.code) == 9


def read_areas(book: Book, city: str) -> list[Area]:
    """The districts of the list, in its order, each with its streets; of a city without districts its streets and
    towns, each with its communities and villages.

    A line holds a code of 6, 9 or 12 digits and a name, in any order; lines for the city as a whole, 市辖区 and
    villages of a city with districts are skipped. Raises `InvalidInput` with all lines that can't be read.
    """
    areas: dict[str, Area] = {}
    wrong: list[str] = []
    own = ""
    for place, code, name in _lines(book, wrong):
        if name == city:
            own = code[:6]
        elif name in ("市辖区", "县", "省直辖县级行政区划") or not code[4:].strip("0"):
            continue
        elif not code[6:].strip("0"):
            _add_area(areas, code[:6], name, _DISTRICT_SUFFIX, place, wrong)
        elif not code[9:].strip("0") and (code.startswith("00", 4) or code[:6] == own):
            _add_area(areas, code[:9], name.removesuffix("办事处"), _STREET_SUFFIX, place, wrong)
        elif not code[9:].strip("0"):
            _add_street(areas, code[:6], name, place, wrong)
        elif code.startswith("00", 4) or code[:6] == own:
            _add_village(areas, code[:9], name, place, wrong)
    if wrong:
        raise InvalidInput(
            "名单有几行看不懂：" + "；".join(wrong), "一行一个区或街道：名称和区划代码，如 道里区 230102"
        )
    if not areas:
        raise InvalidInput("名单里没有区县", "一行一个：名称和 6 位区划代码，如 道里区 230102")
    return list(areas.values())


def slug_of(name: str, suffix: re.Pattern[str], taken: set[str]) -> str:
    """`道里区` → `daoli`; where that is taken, the suffix too, then a number."""
    for form in (suffix.sub("", name), name):
        slug = re.sub(r"[^a-z0-9]+", "-", "".join(pinyin(form).split()))[:MAX_SLUG].strip("-") or "area"
        if slug not in taken:
            return slug
    return next(f"{slug}-{number}" for number in range(2, len(taken) + 3) if f"{slug}-{number}" not in taken)


def _lines(book: Book, wrong: list[str]) -> Iterator[tuple[str, str, str]]:
    """Place, code of 12 digits and name of each line that has a number; the others are headings."""
    for sheet in book.sheets:
        for row, cells in sheet.rows.items():
            line = " ".join(cells)
            codes, names = _CODE.findall(line), _NAME.findall(line)
            if len(codes) == 1 and names:
                yield _place(book, sheet, row), codes[0].ljust(12, "0"), max(names, key=len)
            elif re.search(r"\d", line) or (row > 1 and names):
                wrong.append(f"{_place(book, sheet, row)}“{line.strip()[:30]}”")


def _place(book: Book, sheet: Sheet, row: int) -> str:
    return f"第 {row} 行" if len(book.sheets) == 1 else f"{sheet.name} 第 {row} 行"


def _add_area(
    areas: dict[str, Area], code: str, name: str, suffix: re.Pattern[str], place: str, wrong: list[str]
) -> None:
    if code in areas:
        wrong.append(f"{place}“{name}”的代码 {code} 和“{areas[code].name}”一样")
    else:
        areas[code] = Area(code, name, slug_of(name, suffix, {area.slug for area in areas.values()}))


def _add_street(districts: dict[str, Area], code: str, name: str, place: str, wrong: list[str]) -> None:
    district = districts.get(code)
    if district is None:
        wrong.append(f"{place}“{name}”前面没有它的区县（{code}）")
        return
    suffix = _STREET_SUFFIX.search(name)
    kind = _STREET_KINDS[suffix[0]] if suffix else None
    name = name.removesuffix("办事处")
    slug = slug_of(name, _STREET_SUFFIX, {street.slug for street in district.streets})
    district.streets.append(Street(slug, name, kind))


def _add_village(towns: dict[str, Area], code: str, name: str, place: str, wrong: list[str]) -> None:
    town = towns.get(code)
    if town is None:
        wrong.append(f"{place}“{name}”前面没有它的街道或镇（{code}）")
        return
    name = _village(name)
    town.streets.append(Street(slug_of(name, _VILLAGE_SUFFIX, {one.slug for one in town.streets}), name, None))


def _village(name: str) -> str:
    """花园社区居民委员会 → 花园社区, 石碣村委会 → 石碣村."""
    ending = next((ending for ending in _COMMITTEES if name.endswith(ending)), "")
    return name.removesuffix(ending) + _COMMITTEES[ending] if ending else name
