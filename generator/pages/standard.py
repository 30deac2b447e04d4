"""The standard as residents and workers read it: one page over all, a page a rule, a page for each of the six
regulations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalogue import addresses
from generator.model.standard import CityStandard
from generator.model.wording import Wording, numeral
from generator.pages.page import Page
from generator.public.views import CityView, Link, Site
from generator.standard.clauses import clauses_of
from generator.standard.rule import SITE_CHOICES, Rule
from generator.standard.rules import all_rules, citing

_HERE = Link("建设标准", "standard/")
_KEY = re.compile("（[a-z][a-z_.-]*）")  # a field's key: those who edit files have it from `homes check`


def pages(site: Site) -> Iterator[Page]:
    """`standard/` and everything below it."""
    standard, word = site.city.standard, Wording(site.city.standard)
    rules = tuple(rule for rule in all_rules(standard) if rule.applies)
    yield _overview(standard, rules, word)
    yield from (_rule(rule, standard) for rule in rules)
    for number, code in enumerate(standard.regulations, 1):
        yield _regulation(code, number, site.city, rules, word)
    yield _later_laws(word)


def _overview(standard: CityStandard, rules: tuple[Rule, ...], word: Wording) -> Page:
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
            "functions": standard.functions,
            "regulations": standard.regulations,
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
    regulation = standard.regulations[code]
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
            "body": city.regulation_texts.get(code, ""),
            "regulations": standard.regulation_titles,
            "rules": cited,
        },
        (_HERE,),
    )


def _later_laws(word: Wording) -> Page:
    return Page(
        addresses.later_laws(),
        "后来的法律",
        word(
            "建设标准的文件之后施行的法律：民法典、新修订的妇女权益保障法、家庭教育促进法，和{home}的工作有什么关系。"
        ),
        "standard_later_laws.html",
        {},
        (_HERE,),
    )
