"""The standard as residents and workers read it: one page over all, a page a rule, a page for each of the six
regulations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalogue import addresses
from generator.model import vocabulary as words
from generator.pages.page import Page
from generator.public.views import Link, Site
from generator.standard.clauses import CLAUSES
from generator.standard.haves import HOME_RULES
from generator.standard.rule import SITE_CHOICES, Rule
from generator.standard.rules import RULES, citing

_HERE = Link("建设标准", "standard/")
_KEY = re.compile("（[a-z][a-z_.-]*）")  # a field's key: those who edit files have it from `homes check`


def pages(site: Site) -> Iterator[Page]:
    """`standard/` and everything below it."""
    yield _overview(site)
    yield from map(_rule, RULES)
    yield from (_regulation(code, title) for code, title in words.REGULATIONS.items())
    yield _later_laws()


def _overview(site: Site) -> Page:
    haves = tuple((have, label, tuple(r for r in HOME_RULES if r.have == have)) for have, label in words.HAVES.items())
    clauses = tuple((c.clause, c.asks, citing(c.clause), c.reason, c.leads) for c in CLAUSES)
    return Page(
        "standard/",
        "一个妇女之家，该是什么样",
        "妇女之家的建设标准：四项功能、“七有”、六项制度、示范怎么评，逐条对照。",
        "standard.html",
        {
            "functions": words.FUNCTIONS,
            "items": words.ITEMS,
            "regulations": words.REGULATIONS,
            "haves": haves,
            "clauses": clauses,
            "quota": site.city.quota,
        },
    )


def _rule(rule: Rule) -> Page:
    label = words.HAVES.get(rule.have, "")
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


def _regulation(code: str, title: str) -> Page:
    ordinal = "一二三四五六"[list(words.REGULATIONS).index(code)]
    return Page(
        addresses.standard_regulation(code),
        title,
        f"妇女之家的六项制度之{ordinal}：{title}，用我们自己的话说清每一条。",
        "standard_regulation.html",
        {"code": code, "title": title, "regulations": words.REGULATIONS, "rules": citing(f"附件1 {ordinal}")},
        (_HERE,),
    )


def _later_laws() -> Page:
    return Page(
        addresses.later_laws(),
        "后来的法律",
        "建设标准的文件之后施行的法律：民法典、新修订的妇女权益保障法、家庭教育促进法，和妇女之家的工作有什么关系。",
        "standard_later_laws.html",
        {},
        (_HERE,),
    )
