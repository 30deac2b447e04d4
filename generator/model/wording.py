"""What a city calls things, put into the texts that leave a place for it: `{district}`, `{regulations}` …; and into the
declarations of fields, which are in the usual words.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from generator.diagnostics import Finding
from generator.model.by_identity import ByIdentity
from generator.model.federation import DISTRICT
from generator.model.standard import CityStandard
from generator.model.vocabulary import CITY_ROSTER

_NUMERALS = "零一二三四五六七八九"
_PLACE = re.compile(r"\{(\w+)\}")
_IF = re.compile(r"\[([^\[\]]*)\?(\w+)\]")
_PLACES = {
    "乡镇（街道）": "{town_street}",
    "街道（乡镇）": "{street_town}",
    "街道、乡镇": "{streets}",
    "街道乡镇": "{street}",
    "妇女之家": "{home}",
    "市、区妇联": "{city}、{district}妇联",
    "区妇联": "{district}妇联",
    "市妇联": "{city}妇联",
    "区级": "{district}级",
    "本区": "本{district}",
    "各区": "各{district}",
    "个区": "个{district}",
    "全市": "全{city}",
    CITY_ROSTER: "{top}名册备案",
}
"""The usual words of declarations → places."""
_USUAL = re.compile("|".join(f"(?<!社){word}{'(?![县划])' if word[-1] == '区' else ''}" for word in _PLACES))


def wording_of(standard: CityStandard) -> Wording:
    """The wording of a standard, made once."""
    return _wording(ByIdentity(standard))


@lru_cache(8)
def _wording(key: ByIdentity) -> Wording:
    return Wording(key.of)


def numeral(count: int) -> str:
    """六, 十二, 二十: a number under a hundred in Chinese."""
    tens, ones = divmod(count, 10)
    return (
        (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones] if ones or not tens else "")
    )


def counted(count: int) -> str:
    """一, 两, 三 …: a number before a measure word."""
    return "两" if count == 2 else numeral(count)


def places(declared: str) -> str:
    """A declared text with places for what cities call otherwise."""
    return _USUAL.sub(lambda found: _PLACES[found[0]], declared)


class Wording:
    """Fills the places of texts with a city's own words.

    `[text?name]` is left out where the city has nothing by the name. What stands in braces with a format belongs to the
    parameters of rules, and is left alone.
    """

    def __init__(self, standard: CityStandard):
        self._standard = standard

    def __call__(self, text: str) -> str:
        if "{" not in text and "[" not in text:
            return text
        return self.filled(_IF.sub(lambda found: found[1] if self.names.get(found[2]) else "", text))

    def filled(self, text: str) -> str:
        """A message, which may quote anything: its places alone."""
        return _PLACE.sub(lambda found: self.names.get(found[1], found[0]), text) if "{" in text else text

    def declared(self, text: str) -> str:
        """The label, help or example of a field."""
        return self.filled(places(text))

    def finding(self, finding: Finding) -> Finding:
        """A finding, with the label of its field."""
        label = self.declared(finding.label)
        message = self.filled(finding.message).replace(f"“{finding.label}”", f"“{label}”")
        return dataclasses.replace(finding, message=message, remedy=self.filled(finding.remedy), label=label)

    def findings(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(map(self.finding, findings))

    @cached_property
    def usual(self) -> dict[str, str]:
        """The city's words where they differ → the usual ones, the longest first."""
        own = {self.filled(place): word for word, place in _PLACES.items() if self.filled(place) != word}
        return {word: own[word] for word in sorted(own, key=len, reverse=True)}

    @cached_property
    def names(self) -> dict[str, str]:
        """Place → what stands there, empty where the city has none."""
        terms, standard = self._standard.terms, self._standard
        levels = standard.honours.homes
        top = levels[0] if levels else None
        usual = terms.street == "街道、乡镇"
        found = {
            "standard": standard.name,
            "haves": counted(len(standard.haves)),
            "functions": counted(len(standard.functions)),
            "having": "有" if all(label.startswith("有") for label in standard.have_labels.values()) else "",
            "have_names": "、".join(standard.have_labels.values()),
            "function_names": "、".join(standard.function_labels.values()),
            "items": counted(len(standard.items)),
            "regulations": counted(len(standard.regulations)),
            "home": terms.home or "",
            "district": terms.district or "",
            "street": (terms.street or "").replace("、", ""),
            "streets": terms.street or "",
            "town_street": "乡镇（街道）" if usual else (terms.street or "").replace("、", ""),
            "street_town": "街道（乡镇）" if usual else (terms.street or "").replace("、", ""),
            "city": standard.city,
            "information_system": (terms.information_system or "").replace("“", "‘").replace("”", "’"),
            "liaison_document": terms.liaison_document or "",
            "per_woman": "" if standard.per_woman is None else f"{standard.per_woman:g}",
            "top": (top and top.label) or "",
            "top_file": top.id if top and top.id != DISTRICT else "",
            "own_level": standard.honours.home_labels.get(DISTRICT, ""),
            "plaque": (top and top.plaque) or "",
            "plaques": "".join(f"“{one}”" for one in dict.fromkeys(level.plaque for level in levels if level.plaque)),
            "levels": f"{standard.city}{terms.district}两级" if len(levels) == 2 else "各级",
        }
        giver = places((top and top.giver) or "{city}妇联")
        return found | {"top_giver": _PLACE.sub(lambda place: found.get(place[1], place[0]), giver)}
