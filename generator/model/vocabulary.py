"""The closed lists of values: four functions and their twelve items (四（一）), kinds of home, audiences, levels."""

from __future__ import annotations

FUNCTIONS = {"rights": "维护权益", "work": "创业就业", "family": "家庭建设", "care": "困难帮扶"}
ITEMS = {
    "rights.law-education": "普法宣传",
    "rights.reception": "信访接待",
    "rights.mediation": "矛盾调处",
    "rights.safety": "平安创建",
    "work.policy": "政策宣传与信息",
    "work.enterprise": "特色产业与自主创业",
    "work.transfer": "转移就业与技能培训",
    "work.technology": "科技致富指导",
    "family.virtue": "弘扬家庭美德",
    "family.education": "推进家庭教育",
    "family.services": "发展家庭服务",
    "care.support": "困难帮扶",
}
HOME_KINDS = {"community": "社区", "village": "村", "street": "街道", "township": "乡镇", "other": "其他"}
HOME_KINDS_ALSO = {
    "居委会": "community",
    "社区居委会": "community",
    "社区居民委员会": "community",
    "居民区": "community",
    "村委会": "village",
    "村民委员会": "village",
    "行政村": "village",
    "农村": "village",
    "嘎查": "village",
    "街道办": "street",
    "街道办事处": "street",
    "地区": "street",
    "地区办事处": "street",
    "镇": "township",
    "乡": "township",
    "建制镇": "township",
    "民族乡": "township",
    "苏木": "township",
    "园区": "other",
    "企业": "other",
    "机关": "other",
    "学校": "other",
    "商圈": "other",
    "市场": "other",
}
"""What people call a kind of home."""
STREET_KINDS = {"street": "街道", "town": "镇", "township": "乡", "area": "地区"}
AUDIENCES = {
    "everyone": "所有人",
    "elderly": "老年人",
    "single-parent": "单亲家庭",
    "hardship": "困难家庭",
    "left-behind": "留守妇女儿童",
    "migrant": "流动妇女儿童",
    "disabled": "残疾人",
    "children": "儿童",
    "parents": "家长",
    "job-seekers": "求职者",
}
AUDIENCES_ALSO = {
    **dict.fromkeys(
        "不限 无限制 全体 全体居民 居民 社区居民 村民 群众 妇女 全体妇女 辖区妇女 妇女群众 大家".split(), "everyone"
    ),
    **dict.fromkeys("老人 老年 老年妇女 空巢老人 独居老人 高龄老人 银发族".split(), "elderly"),
    **dict.fromkeys("单亲 单亲母亲 单亲妈妈".split(), "single-parent"),
    **dict.fromkeys("困难妇女 困难群众 困难母亲 低保户 低保家庭 贫困家庭".split(), "hardship"),
    **dict.fromkeys("留守 留守儿童 留守妇女".split(), "left-behind"),
    **dict.fromkeys("流动 流动妇女 流动儿童 外来务工 外来务工人员 外来妇女 新市民".split(), "migrant"),
    **dict.fromkeys("残疾 残疾妇女 残障人士 残疾人家庭".split(), "disabled"),
    **dict.fromkeys("孩子 小朋友 未成年人 青少年 少年儿童 学生".split(), "children"),
    **dict.fromkeys("父母 爸爸妈妈 家长们 宝妈 妈妈 孕妈妈 孕产妇".split(), "parents"),
    **dict.fromkeys("求职 求职妇女 失业 失业妇女 待业 待业妇女 下岗妇女 找工作的人".split(), "job-seekers"),
}
"""What people call an audience."""
ACCESSIBILITY = {
    "step-free": "无台阶入口",
    "lift": "电梯",
    "toilet": "无障碍卫生间",
    "nursing-room": "母婴室",
    "seats": "座椅",
    "parking": "停车位",
    "hearing-loop": "助听设备",
}
ACCESSIBILITY_ALSO = {
    **dict.fromkeys(
        "无台阶 没有台阶 无障碍入口 无障碍通道 无障碍坡道 坡道 轮椅坡道 有坡道 平进平出".split(), "step-free"
    ),
    **dict.fromkeys("有电梯 无障碍电梯 直梯".split(), "lift"),
    **dict.fromkeys("无障碍厕所 无障碍洗手间 第三卫生间".split(), "toilet"),
    **dict.fromkeys("哺乳室 哺乳间 妈咪小屋 母婴间 爱心母婴室".split(), "nursing-room"),
    **dict.fromkeys("椅子 有椅子 有座椅 休息座椅 座位".split(), "seats"),
    **dict.fromkeys("停车 停车场 车位 无障碍停车位 可停车".split(), "parking"),
    **dict.fromkeys("助听 助听器 助听环路".split(), "hearing-loop"),
}
"""What people call what a place offers."""
ITEMS_ALSO = {
    **dict.fromkeys("普法 普法讲座 法律宣传 法治宣传 法律知识 普法活动".split(), "rights.law-education"),
    **dict.fromkeys(
        "信访 来访接待 法律咨询 法律援助 律师咨询 维权 维权服务 心理疏导 心理咨询 心理辅导".split(), "rights.reception"
    ),
    **dict.fromkeys("调解 家事调解 矛盾调解 纠纷调解 婚姻调解 婚姻家庭纠纷调解".split(), "rights.mediation"),
    **dict.fromkeys("平安 平安家庭 平安建设 反家暴 禁毒宣传".split(), "rights.safety"),
    **dict.fromkeys("政策宣传 政策咨询 政策信息".split(), "work.policy"),
    **dict.fromkeys("创业 自主创业 创业扶持 特色产业 手工编织 手工制作 巧娘".split(), "work.enterprise"),
    **dict.fromkeys(
        "就业 找工作 招聘 招聘会 技能培训 就业培训 就业指导 职业技能培训 月嫂培训 育婴师培训".split(), "work.transfer"
    ),
    **dict.fromkeys("科技指导 科技培训 农技培训 农业技术 种植技术 养殖技术".split(), "work.technology"),
    **dict.fromkeys("家庭美德 最美家庭 家风 好家风 家风家训 五好家庭 婚恋交友 相亲 联谊".split(), "family.virtue"),
    **dict.fromkeys("家庭教育 家教 亲子 亲子活动 亲子阅读 家长课堂 家长学校 育儿 早教".split(), "family.education"),
    **dict.fromkeys(
        "家政 家政服务 家庭服务 托管 四点半课堂 课后托管 养老 养老服务 理发 缝补".split(), "family.services"
    ),
    **dict.fromkeys("帮扶 困难救助 救助 慰问 走访慰问 两癌救助 结对帮扶 助困 扶贫帮困".split(), "care.support"),
}
"""Ordinary names of services, and the item that each belongs to."""
VOLUNTEER_FIELDS = {
    "rights": "普法维权",
    "technology": "科技培训",
    "hardship": "帮困助残",
    "culture": "文体宣传",
    "kinship": "亲情服务",
    "other": "其他",
}
VOLUNTEER_FIELDS_FORMERLY = {"扶贫济困": "hardship"}
"""Older labels, still read."""
REGULATIONS = {
    "management": "日常管理制度",
    "liaison": "妇女代表联系制度",
    "publicity": "宣传培训制度",
    "volunteers": "志愿服务制度",
    "rights": "维权保障服务制度",
    "family": "家庭建设制度",
}
FAMILY_LEVELS = {"home": "本家", "street": "街道乡镇", "district": "区级", "capital": "首都", "national": "全国"}
BRAND_LEVELS = {"home": "一家一品", "street": "一镇一品", "district": "一区一品"}
ACTIVITY_KINDS = {"event": "活动", "training": "培训", "visit": "走访", "culture": "文体"}
CONSENT_SCOPES = {
    "name": "姓名",
    "story": "事迹",
    "photo": "照片",
    "mobile": "手机号",
    "press": "媒体素材",
    "card": "分享卡片",
    "data": "开放数据",
}
RECOGNITION_LEVELS = {"city": "市级", "district": "区级"}
POLICY_STATUS = {"in-force": "现行有效", "unconfirmed": "待确认"}
DECISIONS = {"renewed": "重新认定", "delisted": "摘牌"}
PEOPLE = {"none": "没有人像", "adults": "有成年人", "minors": "有未成年人"}
PEOPLE_ALSO = {
    **dict.fromkeys("无 没有 无人 没有人".split(), "none"),
    **dict.fromkeys("成人 大人 成年人 有大人".split(), "adults"),
    **dict.fromkeys("孩子 有孩子 儿童 未成年人".split(), "minors"),
}
HOTLINE_USES = {"danger": "遇到危险", "advice": "求助咨询", "general": "其他事务"}
PHOTO_USES = {"site": "本站", "press": "媒体可用"}
DATUMS = {"wgs84": "WGS-84（GPS）", "gcj02": "GCJ-02（高德、腾讯）", "bd09": "BD-09（百度）"}
HAVES = {
    "venue": "有活动场所",
    "team": "有骨干力量",
    "funding": "有经费保障",
    "facilities": "有服务设施",
    "mechanism": "有长效机制",
    "brand": "有特色活动",
    "ledger": "有台账资料",
}


def function_of(item: str) -> str:
    """`rights` of `rights.reception`."""
    return item.partition(".")[0]


FIELDS_ALSO = {
    **dict.fromkeys(("简介", "介绍", "概况"), "一句话介绍"),
    **dict.fromkeys(("单位名称", "全称"), "名称"),
    "类型": "类别",
    **dict.fromkeys(("街道", "乡镇"), "所在街道乡镇"),
    **dict.fromkeys(("联系电话", "座机"), "电话"),
    **dict.fromkeys(("办公地址", "地点"), "地址"),
    **dict.fromkeys(("工作时间", "服务时间"), "开放时间"),
    **dict.fromkeys(("题目", "主题", "活动名称"), "标题"),
}
"""What people call fields: each leads to the label of one, where the file has that."""
