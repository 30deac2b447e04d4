"""Names that the federation announced, as the codes that its files want. What is not sure is asked, and then nothing is
written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.content.values import half_width
from generator.model.federation import District
from generator.model.vocabulary import AWARDS, HOME_NAMES
from generator.office.intake.headings import bare, is_known
from generator.office.intake.lines import Lines
from generator.office.intake.owners import Known, plain_name
from generator.office.own_words import USUAL, OwnWords
from generator.office.workbook.columns import SHEETS, headings

_TITLE = re.compile("名单|通报|通知|决定$|公告|公示|关于|名册|附件")
_SORT = re.compile(r"(?:示范|先进|优秀|规范化|基层|[省市区县]级|[0-9一二三四五六七八九十百]+[个家所])$")
"""Before the word for a home: it speaks of homes, and names none."""
_MENTION = "\0"
_PARTED = re.compile(f"[、,;:]|(?:以及|和|及|与)(?={_MENTION})|(?<={_MENTION})(?:以及|和|及|与)")
_COMMUNITY = re.compile("[^各]+(?:社区|村|居委会|村委会)$")
_FAMILY = re.compile("[^、,;:()]*家庭")
_HEADINGS = {bare(word) for sheet in SHEETS for word in headings(sheet)}


@dataclass(frozen=True)
class NamedFamily:
    """A family of a home: its code and how it is called."""

    id: str
    family: str
    year: int


@dataclass(frozen=True)
class Named:
    """A line of the list, or its part where it names several; the home that it names, and why it is not taken; of a
    list of families its code and level.

    A title names no home, and is no reason to take nothing.
    """

    line: str
    home: str = ""
    why: str = ""
    family: str = ""
    level: str = ""


@dataclass
class NameFinder:
    """`homes` that may be named; `families` by home; `levels`: words for a level → its code; `own`: the
    city's words.
    """

    districts: Mapping[str, District]
    homes: Sequence[Known]
    families: Mapping[str, Sequence[NamedFamily]] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    year: int = 0
    own: OwnWords = USUAL

    def __post_init__(self) -> None:
        self._names_home = re.compile("|".join(map(re.escape, (self.own("妇女之家"), *HOME_NAMES))))
        self._by_name: dict[str, list[Known]] = {}
        for home in self.homes:
            self._by_name.setdefault(plain_name(home.name), []).append(home)
        self._short = {short for name in self._by_name for short in _short_names(self._names_home.sub("", name))}
        self._areas = {one.name for one in self.districts.values()}
        self._areas |= {street.name for one in self.districts.values() for street in one.streets}

    def homes_in(self, lines: Lines, district: str) -> Iterator[Named]:
        """The homes of a list. A line that names a district alone is a heading for those below."""
        for line, cells in self._lines(lines):
            text = "".join(cells)
            district = self._heading(text) or district
            if self._names_home.search(text):
                yield from self._homes(line, cells, district)

    def families_in(self, lines: Lines) -> Iterator[Named]:
        """The families of a list, each beside its home; a level above them is that of those below."""
        district = level = ""
        for line, cells in self._lines(lines):
            text = "".join(cells)
            district = self._heading(text) or district
            said = self._level(text)
            if not self._names_home.search(text):
                level = said or level
                if _FAMILY.search(text) and any(self._calls(one, text) for one in self._all()):
                    yield Named(line, why=self.own("没有写是哪个妇女之家的"))
                continue
            found = self._homes(line, cells, district)
            named = found[0] if len(found) == 1 else Named(line, why="写了几家的，一行只写一家的一户")
            yield named if named.why or not named.home else self._family(named, text, said or level)

    @staticmethod
    def _lines(lines: Lines) -> Iterator[tuple[str, list[str]]]:
        """Each line as it is written, and its cells as they are compared."""
        for texts in lines:
            if len(texts) > 1 and all(is_known(text) or bare(text) in _HEADINGS for text in texts):
                continue  # the head of a table
            yield " ".join(texts), [plain_name(text) for text in texts]

    def _heading(self, text: str) -> str:
        found = [slug for slug, one in self.districts.items() if one.name in text]
        return found[0] if len(found) == 1 and not self._names_home.search(text) else ""

    def _homes(self, line: str, cells: Sequence[str], district: str) -> list[Named]:
        """What the names on a line come to, each by itself; a title alone where it names nothing."""
        text = "".join(cells)
        spans = self._mentions(text)
        known = [one for one in spans if text[slice(*one)] in self._by_name]
        if not known and _TITLE.search(text):
            return [Named(line)]
        named = [one for one in spans if one in known or not _SORT.search(text[: one[0]])]
        left_over = [piece for cell in cells for piece in self._left_over(cell)]
        found = []
        behind = 0
        for start, end in named:
            around = text[behind:end] + (text[end:] if (start, end) == named[-1] else _bracket(text[end:]))
            district = next((slug for slug, one in self.districts.items() if one.name in around), district)
            part = line if len(named) == 1 else text[behind:end].lstrip("、,;:和及与")
            found.append(self._home(part, self._by_name.get(text[start:end], ()), around, district))
            behind = end
        found += [Named(line, why=f"“{piece}”没有写全称，认不准是哪一家") for piece in left_over]
        return found or [Named(line)]

    def _mentions(self, text: str) -> list[tuple[int, int]]:
        """Where names of homes stand, the longest first taken; and where the word for one does in no name that is
        known.
        """
        spans: list[tuple[int, int]] = []
        names = sorted((name for name in self._by_name if name in text), key=len, reverse=True)
        for pattern in (*map(re.escape, names), self._names_home.pattern):
            found = (one.span() for one in re.finditer(pattern, text))
            spans += [(start, end) for start, end in found if all(end <= a or b <= start for a, b in spans)]
        return sorted(spans)

    def _left_over(self, text: str) -> Iterator[str]:
        """Short names in a text that gives the full names of others: 甲社区、乙社区妇女之家."""
        spans = self._mentions(text)
        named = {short for start, end in spans for short in _short_names(self._names_home.sub("", text[start:end]))}
        for start, end in reversed(spans):
            text = text[:start] + _MENTION + text[end:]
        for piece in _PARTED.split(re.sub(r"\([^()]*\)", "", text)) if spans else ():
            is_short = _COMMUNITY.match(piece) or any(piece.endswith(short) for short in self._short)
            is_area = piece.endswith(tuple(self._areas)) and not named & self._areas
            if _MENTION not in piece and is_short and not is_area and piece not in named:
                yield piece

    def _home(self, line: str, found: Sequence[Known], around: str, district: str) -> Named:
        """The one of that name in the `district`, and in the street that stands `around` it."""
        found = [home for home in found if not district or home.identity.startswith(f"{district}/")]
        found = [home for home in found if self._street(home) in around] or found
        if len(found) == 1:
            return Named(line, found[0].identity)
        if found:
            return Named(line, why=f"同名的有 {'、'.join(home.identity for home in found[:5])}，写上街道")
        return Named(line, why=f"{self.own('没有这个妇女之家')}，核对{self.own.standard.terms.district}和全称")

    def _street(self, home: Known) -> str:
        street = self.districts[home.identity.partition("/")[0]].street(home.street)
        return street.name if street else "\0"

    def _family(self, named: Named, text: str, level: str) -> Named:
        found = [one for one in self.families.get(named.home, ()) if self._calls(one, text) and one.year == self.year]
        unknown = self._unknown_families(text, found)
        if found and unknown:
            return Named(named.line, named.home, f"一行只写一户，认不准“{unknown[0]}”")
        if len(found) != 1:
            why = f"{named.home} 的 families.yml 里{'有几户' if found else '没有'}这一户（{self.year} 年）"
            return Named(named.line, named.home, why)
        if not level:
            return Named(named.line, named.home, f"没有写级别：{'、'.join(self.levels)}")
        return Named(named.line, named.home, "", found[0].id, level)

    @staticmethod
    def _unknown_families(text: str, found: Sequence[NamedFamily]) -> list[str]:
        """What is called a family, and is neither one that was found nor an honour."""
        for known in (*(plain_name(one.family) for one in found), *AWARDS):
            text = text.replace(known, "、")
        return _FAMILY.findall(text)

    @staticmethod
    def _calls(family: NamedFamily, text: str) -> bool:
        return plain_name(half_width(family.family)) in text

    def _all(self) -> Iterator[NamedFamily]:
        return (one for families in self.families.values() for one in families)

    def _level(self, text: str) -> str:
        found = {code for word, code in self.levels.items() if len(word) > 1 and plain_name(word) in text}
        return found.pop() if len(found) == 1 else ""


def _short_names(stem: str) -> set[str]:
    """What a home whose name begins with `stem` is called for short: 枣营北里社区, 枣营北里."""
    return {short for short in (stem, re.sub("(?:社区|村)$", "", stem)) if len(short) > 1}


def _bracket(text: str) -> str:
    """What stands in brackets at the beginning of a text: 甲妇女之家（麦子店街道）."""
    found = re.match(r"\([^()]*\)", text)
    return found[0] if found else ""
