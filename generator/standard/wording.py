"""What a city calls things, put into the texts that leave a place for it: `{district}`, `{regulations}` …"""

from __future__ import annotations

import re
from functools import cached_property

from generator.model.federation import DISTRICT
from generator.model.standard import CityStandard

_NUMERALS = "零一二三四五六七八九"
_PLACE = re.compile(r"\{(\w+)\}")
_IF = re.compile(r"\[([^\[\]]*)\?(\w+)\]")


def numeral(count: int) -> str:
    """六, 十二, 二十: a number under a hundred in Chinese."""
    tens, ones = divmod(count, 10)
    return (
        (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones] if ones or not tens else "")
    )


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
        kept = _IF.sub(lambda found: found[1] if self.names.get(found[2]) else "", text)
        return _PLACE.sub(lambda found: self.names.get(found[1], found[0]), kept)

    @cached_property
    def names(self) -> dict[str, str]:
        """Place → what stands there, empty where the city has none."""
        terms, standard = self._standard.terms, self._standard
        levels = standard.honours.homes
        top = levels[0] if levels else None
        return {
            "standard": standard.name,
            "haves": numeral(len(standard.haves)),
            "functions": numeral(len(standard.functions)),
            "function_names": "、".join(standard.function_labels.values()),
            "items": numeral(len(standard.items)),
            "regulations": numeral(len(standard.regulations)),
            "home": terms.home or "",
            "district": terms.district or "",
            "street": (terms.street or "").replace("、", ""),
            "information_system": (terms.information_system or "").replace("“", "‘").replace("”", "’"),
            "liaison_document": terms.liaison_document or "",
            "per_woman": "" if standard.per_woman is None else f"{standard.per_woman:g}",
            "top": (top and top.label) or "",
            "top_file": top.id if top and top.id != DISTRICT else "",
            "own_level": standard.honours.home_labels.get(DISTRICT, ""),
            "plaque": (top and top.plaque) or "",
        }
