"""有特色活动, 四（二）6."""

from __future__ import annotations

from generator.model.vocabulary import BRAND_LEVELS, function_of
from generator.standard.fields import label, spot
from generator.standard.rule import MET, HomeCase, Rule, Verdict, not_recorded, unmet


def _present(case: HomeCase) -> Verdict:
    brand = case.home.brand
    if brand is None:
        return not_recorded("没有写特色活动和品牌")
    missing = [name for name in ("level", "functions", "body") if not getattr(brand, name)]
    if missing:
        listed = "、".join(f"“{label('brand.md', name)}”" for name in missing)
        return unmet(f"品牌“{brand.title}”没有写{listed}", field=missing[0])
    if brand.level and brand.level != "home":
        claimed = BRAND_LEVELS[brand.level]
        remedy = "把“级别”（level）写成 home；一镇一品、一区一品由街道和区写在 districts/ 里"
        return unmet(f"品牌“{brand.title}”的级别写成了{claimed}，{{home}}的品牌是一家一品", remedy, field="level")
    return MET


def _active(case: HomeCase) -> Verdict:
    brand = case.home.brand
    if brand is None:
        return not_recorded("没有写特色活动和品牌")
    if brand.results or any(a.item and function_of(a.item) in brand.functions for a in case.activities_in_year):
        return MET
    functions = "、".join(case.standard.function_labels[code] for code in brand.functions) or "所属功能"
    return unmet(f"品牌“{brand.title}”没有写成效，一年内也没有{functions}的活动")


RULES = (
    Rule(
        id="brand.present",
        title="有特色品牌",
        check=_present,
        reads="brand.md 里的级别、功能和正文",
        met_when="有一个品牌，写明级别、功能和它的故事",
        remedy=f"填写 {spot('brand.md', 'level', 'functions')}，并把品牌的故事写在正文里",
        file="brand.md",
    ),
    Rule(
        id="brand.active",
        title="品牌有成效、有活动",
        check=_active,
        reads="brand.md 里的成效，activities/ 里一年内属于这个品牌功能的活动",
        met_when="写有成效，或一年内办过它所属功能的活动（“一年”是本站口径）",
        remedy=f"填写 {spot('brand.md', 'results')}，或在 activities/ 里写上办过的活动并填“服务事项”",
        file="brand.md",
        field="results",
        site_choices=("year",),
    ),
)
