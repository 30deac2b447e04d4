"""The standard as residents and workers read it: one page over all, a page a rule, a page for each of the six
regulations.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from generator.catalogue import addresses
from generator.model.city import default_standard, profile_regulations
from generator.model.standard import CityStandard, Function, Regulation
from generator.model.wording import Wording, numeral
from generator.pages import honours
from generator.pages.page import Page
from generator.public.views import CityView, Link, Site
from generator.standard.clauses import clauses_of
from generator.standard.rule import SITE_CHOICES, Advice, Rule
from generator.standard.rules import all_rules, citing

_HERE = Link("建设标准", "standard/")
_REASONS = {
    Advice.IN_PRINCIPLE: "有的文件里说的是“原则上”",
    Advice.NO_HAVE: "有的只写在{functions}项功能里",
    Advice.NOT_A_HOME: "有的是对{district}里、{city}里的要求",
    Advice.OURS: "有的次数或期限是本站定的",
    Advice.CITY: "有的是本{city}的标准定为建议的",
}
_KEY = re.compile("（[a-z][a-z_.-]*）")  # a field's key: those who edit files have it from `homes check`


def pages(site: Site) -> Iterator[Page]:
    """`standard/` and everything below it."""
    standard, word = site.city.standard, Wording(site.city.standard)
    rules = tuple(rule for rule in all_rules(standard) if rule.applies)
    yield _overview(site.city, rules, word)
    yield from (_rule(rule, standard) for rule in rules)
    for number, code in enumerate(standard.regulations, 1):
        yield _regulation(code, number, site.city, rules, word)
    yield _later_laws(word, standard.profile)


def _overview(city: CityView, rules: tuple[Rule, ...], word: Wording) -> Page:
    standard, advice = city.standard, {rule.advice for rule in rules}
    haves = tuple((code, have, tuple(r for r in rules if r.have == code)) for code, have in standard.haves.items())
    clauses = tuple(
        (c.clause, word(c.asks), citing(c.clause, rules), word(c.reason), c.leads) for c in clauses_of(standard.profile)
    )
    return Page(
        "standard/",
        word("一个{home}，该是什么样"),
        word("{home}的建设标准：{functions}项功能、“{standard}”、{regulations}项制度、示范怎么评，逐条对照。"),
        "standard.html",
        {
            **honours.told(city),
            "functions": {code: _own_function(code, standard) for code in standard.functions},
            "regulations": {code: _own_regulation(code, standard) for code in standard.regulations},
            "covering": any(rule.id == "district.coverage" for rule in rules),
            "reasons": tuple(word(said) for reason, said in _REASONS.items() if reason in advice),
            "ours": any(rule.site_choices for rule in rules),
            "haves": haves,
            "clauses": clauses,
            "chapters": bool(clauses),
        },
    )


def _rule(rule: Rule, standard: CityStandard) -> Page:
    label = standard.have_labels.get(rule.have, "")
    return Page(
        addresses.rule(rule.id),
        rule.title,
        f"{label or '建设标准'}：{rule.sentence()}",
        "rule.html",
        {
            "rule": rule,
            "have_label": label,
            "reads": _KEY.sub("", rule.reads),
            "remedy": _KEY.sub("", rule.remedy),
            "ours": tuple(SITE_CHOICES[name] for name in rule.site_choices),
        },
        (_HERE,),
    )


def _regulation(code: str, number: int, city: CityView, rules: tuple[Rule, ...], word: Wording) -> Page:
    standard = city.standard
    regulation = _own_regulation(code, standard)
    cited = citing(regulation.clause, rules) if regulation.clause else ()
    return Page(
        addresses.standard_regulation(code),
        regulation.title,
        word("{home}的{regulations}项制度之") + f"{numeral(number)}：{regulation.title}，用我们自己的话说清每一条。",
        "standard_regulation.html",
        {
            "code": code,
            "title": regulation.title,
            "regulation": regulation,
            "usual": bool(standard.profile) or _borrowed_regulation(code, standard),
            "borrowed": _borrowed_regulation(code, standard),
            "body": city.regulation_texts.get(code, ""),
            "regulations": standard.regulation_titles,
            "rules": cited,
        },
        (_HERE,),
    )


def _own_function(code: str, standard: CityStandard) -> Function:
    """A function, without the clause of a document that is not the city's."""
    function = standard.functions[code]
    borrowed = not standard.profile and function == default_standard().functions.get(code)
    return dataclasses.replace(function, clause=None) if borrowed else function


def _borrowed_regulation(code: str, standard: CityStandard) -> bool:
    """Whether a city with a standard of its own names a regulation as the program has it."""
    return not standard.profile and standard.regulations[code] == profile_regulations().get(code)


def _own_regulation(code: str, standard: CityStandard) -> Regulation:
    """A regulation, without what a document that is not the city's says of it."""
    regulation = standard.regulations[code]
    if not _borrowed_regulation(code, standard):
        return regulation
    return dataclasses.replace(regulation, clause=None, explains=None)


def _later_laws(word: Wording, profile: str) -> Page:
    return Page(
        addresses.later_laws(),
        "后来的法律",
        word(
            f"{'建设标准的文件之后' if profile else '近年'}施行的法律：民法典、新修订的妇女权益保障法、家庭教育促进法，"
            "和{home}的工作有什么关系。"
        ),
        "standard_later_laws.html",
        {},
        (_HERE,),
    )
