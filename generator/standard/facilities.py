"""有服务设施, 四（二）4 and 附件1 六1."""

from __future__ import annotations

from collections.abc import Callable

from generator.standard.fields import label, spot
from generator.standard.recorded import at_least
from generator.standard.rule import MET, HomeCase, Rule, Verdict, not_recorded, unmet


def _there(name: str, no: str) -> Callable[[HomeCase], Verdict]:
    """Whether the home answered 是 to one question about its rooms."""

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


def _rule(name: str, clause: str, title: str, no: str, met_when: str, todo: str, field: str) -> Rule:
    return Rule(
        f"facilities.{name}", (clause,), title, _there(field, no), "facilities",
        reads=f"home.yml 里的“{label('home.yml', f'facilities.{field}')}”",
        met_when=met_when,
        remedy=f"{todo}后，把 {spot('home.yml', f'facilities.{field}')}写成“是”",
        file="home.yml", field=f"facilities.{field}",
    )  # fmt: skip


_WALL, _ROOM, _BOARDS = "四（二）4（1）", "四（二）4（2）", "附件1 六1"

RULES = (
    _rule("sign", _WALL, "醒目标识", "活动场所没有醒目的标识", "活动场所有醒目的标识", "设置标识", "sign"),
    _rule("plaque", _WALL, "“妇女之家”牌子", "室内没有悬挂“妇女之家”牌子", "室内悬挂“妇女之家”牌子", "挂上牌子", "plaque"),
    _rule("emblem", _WALL, "妇联徽上墙", "妇联徽没有上墙", "妇联徽上墙展示", "挂上妇联徽", "emblem"),
    _rule("rules-on-wall", _WALL, "制度上墙", "工作制度没有上墙", "工作制度上墙展示", "张贴工作制度", "rules_on_wall"),
    Rule(
        "facilities.equipment", (_ROOM,), "必要的设施", _equipment, "facilities",
        reads="home.yml 里的设施设备",
        met_when="写明的设施设备不少于 {minimum:g} 项（项数是本站口径）",
        remedy=f"填写 {spot('home.yml', 'facilities.equipment')}，如图书角、投影",
        file="home.yml", field="facilities.equipment", parameters={"minimum": 1}, site_choices=("minimum",),
    ),
    _rule(
        "in-use", _ROOM, "经常使用、管理有序", "设施没有做到经常使用、管理有序", "设施经常使用，管理有序",
        "用起来、管起来", "in_use",
    ),
    _rule("honour-board", _BOARDS, "“最美家庭”光荣榜", "没有“最美家庭”光荣榜", "设有“最美家庭”光荣榜", "设立光荣榜", "honour_board"),
    _rule("publicity-board", _BOARDS, "宣传栏", "没有“最美家庭”宣传栏", "设有“最美家庭”宣传栏", "设立宣传栏", "publicity_board"),
    _rule("recommendation-box", _BOARDS, "推荐箱", "没有“最美家庭”推荐箱", "设有“最美家庭”推荐箱", "设立推荐箱", "recommendation_box"),
)  # fmt: skip
