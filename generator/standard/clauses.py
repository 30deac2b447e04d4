"""The clauses of the policy that require something, each with a heading, and why some have no rule.

The headings are not those of the policy; 以原文为准.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Clause:
    """A clause as it is cited, what it is about (`asks`), and why no rule covers it (empty where rules do).

    `leads`: name and address of the page of the site that serves it.
    """

    clause: str
    asks: str
    reason: str = ""
    leads: tuple[str, str] | None = None


_MANNER = "讲的是做法和作风，文件夹里没有能如实记录它的事实"
_ABOVE = "是对各级妇联的工作要求，不由一个妇女之家的文件夹反映"
_FORM = "是申报表里的一栏，由 homes report 打印附件2 时从已有的内容填出"

CLAUSES: tuple[Clause, ...] = (
    Clause("一", "重要意义", "讲的是为什么要建，没有可以核对的要求"),
    Clause("二", "基本原则：党建带妇建，建家、管家、用家相结合", "讲的是怎么建的原则；场地共用由“有活动场所”看"),
    Clause("三", "建设范围：所有乡镇街道、村和社区"),
    Clause("四（一）1（1）", "普法宣传"),
    Clause("四（一）1（2）", "信访接待"),
    Clause("四（一）1（3）", "矛盾调处，重要事件如实上报"),
    Clause("四（一）1（4）", "平安创建"),
    Clause("四（一）2（1）", "创业就业政策宣传与信息"),
    Clause("四（一）2（2）", "特色产业与自主创业"),
    Clause("四（一）2（3）", "转移就业与技能培训"),
    Clause("四（一）2（4）", "科技致富指导"),
    Clause("四（一）3（1）", "弘扬家庭美德"),
    Clause("四（一）3（2）", "推进家庭教育"),
    Clause("四（一）3（3）", "发展家庭服务"),
    Clause("四（一）4", "困难帮扶，定期走访"),
    Clause("四（二）1", "有活动场所"),
    Clause("四（二）2（1）", "组织机构：负责人和分工"),
    Clause("四（二）2（2）", "兼职负责人和巾帼志愿者队伍"),
    Clause("四（二）3", "有经费保障：区级划拨、基层纳入"),
    Clause("四（二）4（1）", "标识、牌子、妇联徽、制度上墙"),
    Clause("四（二）4（2）", "必要设施，经常使用"),
    Clause("四（二）5（1）", "活动经常化"),
    Clause("四（二）5（2）", "管理制度化"),
    Clause("四（二）5（3）", "工作精细化：汇报和考核"),
    Clause("四（二）6", "有特色活动和品牌"),
    Clause("四（二）7（1）", "台账：制度类"),
    Clause("四（二）7（2）", "台账：名册类"),
    Clause("四（二）7（3）", "台账：记录类"),
    Clause("四（二）7（4）", "台账：综合类"),
    Clause("四（二）7（5）", "台账：其他类"),
    Clause("四（示范）1", "创建数量"),
    Clause("四（示范）2", "创建标准"),
    Clause("四（示范）3", "创建办法：申报和考核"),
    Clause("四（示范）4", "重新认定、递补和备案"),
    Clause("五1", "提高认识，加强领导", _ABOVE),
    Clause("五2", "加强宣传，营造氛围", _ABOVE, ("好做法", "press/")),
    Clause("五3", "完善机制，制定实施方案"),
    Clause("附件1 一1", "组织机构"),
    Clause("附件1 一2", "会议制度"),
    Clause("附件1 一3", "汇报制度"),
    Clause("附件1 一4", "活动制度"),
    Clause("附件1 一5", "档案制度"),
    Clause("附件1 二1", "实行妇女代表联系制度", "制度是否通过由“六项规章制度”看；所参照的代表联系制度另有文件"),
    Clause("附件1 二2", "每位代表联系妇女群众"),
    Clause("附件1 二3", "了解并反映妇女意见"),
    Clause("附件1 二4", "代表学习培训"),
    Clause("附件1 二5", "联系册及其检查"),
    Clause("附件1 三1", "专人负责宣传培训"),
    Clause("附件1 三2", "宣传培训的形式", _MANNER),
    Clause("附件1 三3", "全年计划，活动有记录和总结"),
    Clause("附件1 四1", "志愿服务的领导和指导", _MANNER),
    Clause("附件1 四2", "按特长分服务队"),
    Clause("附件1 四3", "定期或不定期开展志愿服务", "原文不定次数；活动次数由“活动经常化”看"),
    Clause("附件1 四4", "志愿者遵守纪律", _MANNER),
    Clause("附件1 四5", "志愿服务台账"),
    Clause("附件1 四6", "志愿者队伍会议"),
    Clause(
        "附件1 五1", "依法维护妇女儿童权益（所列《婚姻法》已由《民法典》取代）",
        "讲的是工作的法律依据，没有可以记录的数；所列《婚姻法》已由《民法典》取代",
    ),
    Clause("附件1 五2", "维权培训和工作计划"),
    Clause("附件1 五3", "每年普法活动"),
    Clause("附件1 五4", "接待来信来访来电，归档"),
    Clause("附件1 五5", "信访情况上报"),
    Clause("附件1 六1", "“最美家庭”：光荣榜、宣传栏、推荐箱，每年推出"),
    Clause("附件1 六2", "家庭教育指导服务"),
    Clause("附件1 六3", "家庭工作计划、总结和数据"),
    Clause("附件2 申报单位", "申报单位", _FORM),
    Clause("附件2 负责人", "负责人姓名、职务", _FORM),
    Clause("附件2 人员数量", "专职人员、兼职人员", _FORM),
    Clause("附件2 经费保障情况", "常住妇女人口、工作经费", _FORM),
    Clause("附件2 规范化建设情况", "规范化建设情况", _FORM),
    Clause("附件2 特色活动和品牌", "特色活动和品牌", _FORM),
    Clause("附件2 各级意见", "乡镇（街道）党（工）委、区妇联、市妇联意见"),
)  # fmt: skip
