"""Names that the federation announced, as the codes that its files want. What is not sure is asked, and then nothing is
written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.content.values import half_width
from generator.model.federation import District
from generator.model.vocabulary import HOME_NAMES
from generator.office.intake.headings import bare, is_known
from generator.office.intake.lines import Lines
from generator.office.intake.owners import Known, plain_name
from generator.office.own_words import USUAL, OwnWords
from generator.office.workbook.columns import SHEETS, headings

_TITLE = re.compile("名单|通报|通知|决定|公告|公示|关于|名册|附件|示范妇女之家(?:[(:].*)?$")
_FAMILY = re.compile("家庭")
_HEADINGS = {bare(word) for sheet in SHEETS for word in headings(sheet)}


@dataclass(frozen=True)
class NamedFamily:
    """A family of a home: its code and how it is called."""

    id: str
    family: str
    year: int


@dataclass(frozen=True)
class Named:
    """A line of the list, the home that it names, and why it is not taken; of a list of families its code and level.

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

    def homes_in(self, lines: Lines, district: str) -> Iterator[Named]:
        """The homes of a list. A line that names a district alone is a heading for those below."""
        for line, text in self._lines(lines):
            district = self._heading(text) or district
            if self._names_home.search(text):
                yield self._home(line, text, district)

    def families_in(self, lines: Lines) -> Iterator[Named]:
        """The families of a list, each beside its home; a level above them is that of those below."""
        district = level = ""
        for line, text in self._lines(lines):
            district = self._heading(text) or district
            said = self._level(text)
            if not self._names_home.search(text):
                level = said or level
                if _FAMILY.search(text) and any(self._calls(one, text) for one in self._all()):
                    yield Named(line, why=self.own("没有写是哪个妇女之家的"))
                continue
            named = self._home(line, text, district)
            yield named if named.why or not named.home else self._family(named, text, said or level)

    @staticmethod
    def _lines(lines: Lines) -> Iterator[tuple[str, str]]:
        for texts in lines:
            if len(texts) > 1 and all(is_known(text) or bare(text) in _HEADINGS for text in texts):
                continue  # the head of a table
            yield " ".join(texts), plain_name("".join(texts))

    def _heading(self, text: str) -> str:
        found = [slug for slug, one in self.districts.items() if one.name in text]
        return found[0] if len(found) == 1 and not self._names_home.search(text) else ""

    def _home(self, line: str, text: str, district: str) -> Named:
        here = [slug for slug, one in self.districts.items() if one.name in text] or ([district] if district else [])
        found = [home for home in self.homes if plain_name(home.name) in text]
        found = [home for home in found if not here or home.identity.partition("/")[0] in here]
        longest = max((len(home.name) for home in found), default=0)
        found = [home for home in found if len(home.name) == longest]
        in_street = [home for home in found if self._street(home) in text]
        found = in_street or found
        if len(found) == 1:
            return Named(line, found[0].identity)
        if found:
            return Named(line, why=f"同名的有 {'、'.join(home.identity for home in found[:5])}，写上街道")
        unknown = f"{self.own('没有这个妇女之家')}，核对{self.own.standard.terms.district}和全称"
        return Named(line, why="" if _TITLE.search(text) else unknown)

    def _street(self, home: Known) -> str:
        street = self.districts[home.identity.partition("/")[0]].street(home.street)
        return street.name if street else "\0"

    def _family(self, named: Named, text: str, level: str) -> Named:
        found = [one for one in self.families.get(named.home, ()) if self._calls(one, text) and one.year == self.year]
        if len(found) != 1:
            why = f"{named.home} 的 families.yml 里{'有几户' if found else '没有'}这一户（{self.year} 年）"
            return Named(named.line, named.home, why)
        if not level:
            return Named(named.line, named.home, f"没有写级别：{'、'.join(self.levels)}")
        return Named(named.line, named.home, "", found[0].id, level)

    @staticmethod
    def _calls(family: NamedFamily, text: str) -> bool:
        return plain_name(half_width(family.family)) in text

    def _all(self) -> Iterator[NamedFamily]:
        return (one for families in self.families.values() for one in families)

    def _level(self, text: str) -> str:
        found = {code for word, code in self.levels.items() if len(word) > 1 and plain_name(word) in text}
        return found.pop() if len(found) == 1 else ""
