"""有服务设施, 四（二）4 and 附件1 六1."""

from __future__ import annotations

from collections.abc import Callable

from generator.standard.fields import label, quoted, spot
from generator.standard.recorded import at_least
from generator.standard.rule import MET, HomeCase, Rule, Verdict, not_recorded, unmet


def there(name: str, no: str) -> Callable[[HomeCase], Verdict]:
    """A check of one yes-or-no question about the rooms."""

    def check(case: HomeCase) -> Verdict:
        answer = getattr(case.home.profile.facilities, name, None)
        if answer is None:
            return not_recorded(f"没有写这一项：{label('home.yml', f'facilities.{name}')}")
        return MET if answer else unmet(no)

    return check


def _equipment(case: HomeCase) -> Verdict:
    facilities = case.home.profile.facilities
    if facilities is None or not facilities.equipment:
        return not_recorded("没有写设施设备")
    return at_least(len(facilities.equipment), case.parameters["minimum"], "设施设备", "项", span="")


def _rule(name: str, title: str, no: str, met_when: str, todo: str, field: str) -> Rule:
    return Rule(
        id=f"facilities.{name}",
        title=title,
        check=there(field, no),
        reads=f"home.yml 里的{quoted('home.yml', f'facilities.{field}')}",
        met_when=met_when,
        remedy=f"{todo}后，把 {spot('home.yml', f'facilities.{field}')}写成“是”",
        file="home.yml",
        field=f"facilities.{field}",
    )


RULES = (
    _rule(
        name="sign",
        title="醒目标识",
        no="活动场所没有醒目的标识",
        met_when="活动场所有醒目的标识",
        todo="设置标识",
        field="sign",
    ),
    _rule(
        name="plaque",
        title="“{home}”牌子",
        no="室内没有悬挂“{home}”牌子",
        met_when="室内悬挂“{home}”牌子",
        todo="挂上牌子",
        field="plaque",
    ),
    _rule(
        name="emblem",
        title="妇联徽上墙",
        no="妇联徽没有上墙",
        met_when="妇联徽上墙展示",
        todo="挂上妇联徽",
        field="emblem",
    ),
    _rule(
        name="rules-on-wall",
        title="制度上墙",
        no="工作制度没有上墙",
        met_when="工作制度上墙展示",
        todo="张贴工作制度",
        field="rules_on_wall",
    ),
    Rule(
        id="facilities.equipment",
        title="必要的设施",
        check=_equipment,
        reads="home.yml 里的设施设备",
        met_when="写明的设施设备不少于 {minimum:g} 项（项数是本站口径）",
        remedy=f"填写 {spot('home.yml', 'facilities.equipment')}，如图书角、投影",
        file="home.yml",
        field="facilities.equipment",
        parameters={"minimum": 1},
        site_choices=("minimum",),
    ),
    _rule(
        name="in-use",
        title="经常使用、管理有序",
        no="设施没有做到经常使用、管理有序",
        met_when="设施经常使用，管理有序",
        todo="用起来、管起来",
        field="in_use",
    ),
    _rule(
        name="honour-board",
        title="“最美家庭”光荣榜",
        no="没有“最美家庭”光荣榜",
        met_when="设有“最美家庭”光荣榜",
        todo="设立光荣榜",
        field="honour_board",
    ),
    _rule(
        name="publicity-board",
        title="宣传栏",
        no="没有“最美家庭”宣传栏",
        met_when="设有“最美家庭”宣传栏",
        todo="设立宣传栏",
        field="publicity_board",
    ),
    _rule(
        name="recommendation-box",
        title="推荐箱",
        no="没有“最美家庭”推荐箱",
        met_when="设有“最美家庭”推荐箱",
        todo="设立推荐箱",
        field="recommendation_box",
    ),
)
