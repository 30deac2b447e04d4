"""Lists that a federation keeps for its city: words to review, what is taken back or withheld, holidays, synonyms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.model import vocabulary as words
from generator.model.choices import Choice
from generator.model.field_types import Boolean, Date, Integer, Text
from generator.model.home import ITEM
from generator.model.identifiers import Identity
from generator.model.terms import ListOf, Record, term


@dataclass(frozen=True)
class ReviewWord:
    """words.yml: a word that reviewers are told of, wherever it is public."""

    word: str = term("词语", Text(40), required=True, example="弱势群体")
    instead: str | None = term("改成", Text(60), example="有困难的妇女")
    reason: str | None = term("原因", Text(120), example="不这样称呼人")
    action: str | None = term(
        "处理", Choice(words.WORD_ACTIONS, words.WORD_ACTIONS_ALSO), example="hold",
        help="提醒：审核页面上标出来，不写就是它；暂停：写了理由才能同意",
    )  # fmt: skip


@dataclass(frozen=True)
class Withdrawal:
    """withdrawals.yml: a withdrawn consent, effective whatever the date of the build.

    With `restored_on` the withdrawal was a mistake. Fields are optional because invalid entries count as well.
    """

    STRICT = True

    home: str | None = term("妇女之家", Identity(), required=True)
    consent: str | None = term("同意书编号", Text(40), required=True)
    on: dt.date | None = term("撤回日期", Date(), help="撤回的必填", example="2026-11-20")
    restored_on: dt.date | None = term("恢复日期", Date(), help="撤回写错了，从这一天起恢复；比撤回日期晚才算")
    reason: str | None = term("原因", Text(200), help="恢复的必填")
    by_role: str | None = term("审核岗位", Text(40), help="恢复的必填")


@dataclass(frozen=True)
class Withheld:
    """withheld.yml: content withheld at once by address or file, with all below it."""

    STRICT = True

    address: str | None = term(
        "网址", Text(300), help="网址和文件写一个就行", example="/homes/<区>/<家>/families/zhang-2026/"
    )
    path: str | None = term(
        "文件", Text(300), help="内容文件夹里的文件或文件夹", example="homes/<区>/<家>/photos/front.jpg"
    )
    on: dt.date | None = term("撤下日期", Date(), example="2026-11-20")
    until: dt.date | None = term("撤下到", Date(True, True), help="最后一天；不写就一直不公开")
    reason: str | None = term("原因", Text(200))
    by_role: str | None = term("审核岗位", Text(40))


@dataclass(frozen=True)
class Holiday:
    name: str = term("节日", Text(20), required=True, public=True)
    from_: dt.date = term("开始", Date(), required=True, public=True, key="from")
    to: dt.date | None = term("结束", Date(), public=True)


@dataclass(frozen=True)
class HolidayYear:
    """holidays.yml: one year's public holidays and make-up working days."""

    year: int = term("年度", Integer(1990, 2200, "年"), required=True, public=True)
    holidays: tuple[Holiday, ...] = term("放假", ListOf(Record(Holiday), 30), public=True)
    workdays: tuple[dt.date, ...] = term("调休上班", ListOf(Date(), 30), public=True)


@dataclass(frozen=True)
class Synonym:
    """synonyms.yml: residents' words for items of service."""

    words: tuple[str, ...] = term("说法", ListOf(Text(20), 50), required=True, public=True, example="[找工作]")
    items: tuple[str, ...] = term("服务事项", ListOf(ITEM, 12), public=True, example="[work.policy]")
    quiet: bool | None = term(
        "安静求助", Boolean(), public=True, example="否",
        help="受到伤害时的说法写“是”：先给求助电话，找过什么不留在网址和浏览记录里，也不当成矛盾调处",
    )  # fmt: skip
