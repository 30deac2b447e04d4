"""The closed lists of values: functions and their items, kinds of home, audiences, levels.

Those that a city may have its own of are those of the profile here (see `model.city`).
"""

from __future__ import annotations

from generator.model import profiles

_HONOURS = profiles.data(profiles.DEFAULT, "city.yml")["honours"]
_STANDARD = profiles.data(profiles.DEFAULT, "standard.yml")
FUNCTIONS: dict[str, str] = {code: function["label"] for code, function in _STANDARD["functions"].items()}
ITEMS: dict[str, str] = {
    code: item["label"] for function in _STANDARD["functions"].values() for code, item in function["items"].items()
}
HOME_NAMES = ("妇女之家", "妇女儿童之家", "妇儿之家", "半边天家园")
"""What such a place is called in one city or another: words that stay whole."""
HOME_KINDS = {"community": "社区", "village": "村", "street": "街道", "township": "乡镇", "other": "其他"}
HOME_KINDS_ALSO = {
    **dict.fromkeys(
        "居委 城市社区 农村社区 涉农社区 村改居社区 村改居 城镇社区 新型社区 混合社区 移民社区 搬迁社区 安置社区"
        " 易地搬迁社区 易地搬迁安置社区 易地扶贫搬迁安置社区 社区居委".split(),
        "community",
    ),
    "居委会": "community",
    "社区居委会": "community",
    "社区居民委员会": "community",
    "居民区": "community",
    **dict.fromkeys("自然村 村庄 村居 村委 移民村 屯 民族村".split(), "village"),
    "村委会": "village",
    "村民委员会": "village",
    "行政村": "village",
    "农村": "village",
    **dict.fromkeys("嘎查 嘎查村 牧业村 连队 生产队 管理区".split(), "village"),
    "街道办": "street",
    "街道办事处": "street",
    "地区": "street",
    "地区办事处": "street",
    "镇": "township",
    "乡": "township",
    "建制镇": "township",
    "民族乡": "township",
    **dict.fromkeys("苏木 民族苏木 苏木乡镇 苏木镇 团场".split(), "township"),
    **dict.fromkeys(
        "其它 机关单位 党政机关 企业单位 国企 民企 非公企业 三新领域 新领域 专业市场 专业合作社 合作社 产业园"
        " 产业园区 科技园 楼宇 商务楼宇 高校 大学 医院 事业单位 企事业单位 国有企业 社会组织"
        " 两新组织 新就业群体 农场 林场 牧场 开发区 经济开发区 高新区 工业园区 工业园".split(),
        "other",
    ),
    "乡（镇）": "township",
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
        "不限 无限制 全体 全体居民 居民 社区居民 本社区居民 辖区居民 村民 群众 大家 全部 全体人员 妇女"
        " 女性 全体妇女 辖区妇女 社区妇女"
        " 辖区全体妇女 广大妇女 妇女同志 妇女姐妹 妇女群众 姐妹 姐妹们 全民 所有居民 全体村民 妇女居民 女居民 村里妇女"
        " 本村妇女 社会公众 公众".split(),
        "everyone",
    ),
    **dict.fromkeys(
        "老人 老年 高龄 独居 空巢 老年妇女 空巢老人 独居老人 高龄老人 留守老人 银发族 长者 老年群体".split(), "elderly"
    ),
    **dict.fromkeys("单亲 单亲母亲 单亲妈妈".split(), "single-parent"),
    **dict.fromkeys(
        "困难 低保 低收入 低收入家庭 困境妇女 困难妇女 困难群众 困难母亲 低保户 低保家庭 贫困家庭".split(), "hardship"
    ),
    **dict.fromkeys("留守 留守儿童 留守妇女".split(), "left-behind"),
    **dict.fromkeys(
        "流动 流动妇女 流动儿童 外来务工 外来务工人员 外来人口 流动人口 外来妇女 外来媳妇 外来务工妇女 务工妇女"
        " 新市民".split(),
        "migrant",
    ),
    **dict.fromkeys("残疾 残疾妇女 残障人士 残疾人家庭".split(), "disabled"),
    **dict.fromkeys(
        "孩子 小孩 小朋友 幼儿 婴幼儿 小学生 中学生 中小学生 学龄前儿童 未成年人 青少年 少年儿童 学生".split(),
        "children",
    ),
    **dict.fromkeys(
        "父母 爸爸妈妈 儿童家长 全职妈妈 新手妈妈 年轻妈妈 家长们 宝妈 妈妈 孕妈妈 孕妇 孕产妇 准妈妈 亲子家庭"
        " 家有儿童的家庭 有孩子的家庭".split(),
        "parents",
    ),
    **dict.fromkeys(
        "求职 求职妇女 失业 失业妇女 待业 待业妇女 下岗妇女 待业青年 失业人员 下岗人员 灵活就业人员 就业困难人员"
        " 找工作的人".split(),
        "job-seekers",
    ),
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
        "一层 在一层 一楼 在一楼 轮椅通道 无台阶 没有台阶 无障碍入口 无障碍通道 无障碍坡道 坡道 轮椅坡道"
        " 有坡道 平进平出 轮椅可进 轮椅可以进".split(),
        "step-free",
    ),
    **dict.fromkeys("直达电梯 有电梯 无障碍电梯 直梯 客梯 垂直电梯 升降梯".split(), "lift"),
    **dict.fromkeys("无障碍厕所 无障碍洗手间 第三卫生间".split(), "toilet"),
    **dict.fromkeys("哺乳室 哺乳间 妈咪小屋 母婴间 爱心母婴室".split(), "nursing-room"),
    **dict.fromkeys("椅子 有椅子 有座椅 休息座椅 爱心座椅 老人座椅 座位".split(), "seats"),
    **dict.fromkeys("停车 停车场 车位 无障碍停车位 可停车 免费停车 免费停车场 停车方便".split(), "parking"),
    **dict.fromkeys("助听 助听器 助听环路".split(), "hearing-loop"),
}
"""What people call what a place offers."""
ITEMS_ALSO = {
    **dict.fromkeys("法律讲座 普法 普法讲座 法律宣传 法治宣传 法律知识 普法活动".split(), "rights.law-education"),
    **dict.fromkeys(
        "接访 妇女信访 来信来访 律师服务 律师坐班 婚姻咨询 婚姻家庭咨询 婚姻辅导 心理健康 信访 来访接待"
        " 法律咨询 法律援助 律师咨询 维权 维权服务 妇女维权 妇女儿童维权 家暴投诉 家暴求助 投诉 求助 心理疏导 心理咨询"
        " 心理辅导 心理援助 情感咨询 情感疏导".split(),
        "rights.reception",
    ),
    **dict.fromkeys(
        "婚调 家庭纠纷调解 矛盾纠纷调解 调解 家事调解 矛盾调解 纠纷调解 婚姻调解 婚姻家庭纠纷调解"
        " 邻里纠纷调解 邻里调解 邻里矛盾调解 婆媳调解 家庭矛盾调解 离婚调解 说和 说开 评理".split(),
        "rights.mediation",
    ),
    **dict.fromkeys(
        "禁毒 反家庭暴力 反诈 反诈宣传 防诈骗 防诈骗宣传 防拐 安全教育 平安 平安家庭 平安家庭创建 平安建设 反家暴"
        " 反家暴宣传 禁毒宣传".split(),
        "rights.safety",
    ),
    **dict.fromkeys("政策宣传 政策咨询 政策信息".split(), "work.policy"),
    **dict.fromkeys(
        "手工 手工艺 创业 自主创业 创业扶持 特色产业 手工编织 手工制作 巧娘 巾帼创业"
        " 妇女创业 创业指导 创业贷款 小额贷款 妇女小额贷款 来料加工 巧手工坊 女红".split(),
        "work.enterprise",
    ),
    **dict.fromkeys(
        "岗位推荐 技能培训班 家政培训 电商培训 就业 找工作 招聘 招聘会 技能培训 就业培训 就业指导"
        " 职业技能培训 月嫂培训 育婴师培训 育婴培训 护工培训 直播带货培训 直播培训 找活 找活干 用工信息"
        " 就业帮扶".split(),
        "work.transfer",
    ),
    **dict.fromkeys("科技指导 科技培训 农技培训 农业技术 种植技术 养殖技术".split(), "work.technology"),
    **dict.fromkeys(
        "婚恋 交友 单身联谊 家风建设 最美家庭评选 家庭美德 最美家庭 家风 好家风 家风家训 五好家庭"
        " 婚恋交友 相亲 联谊 婚介 家风家教 家教家风 文明家庭 移风易俗".split(),
        "family.virtue",
    ),
    **dict.fromkeys(
        "亲子教育 亲子共读 家庭教育咨询 家庭教育 家教 亲子 亲子活动 亲子阅读 家长课堂 家长学校 育儿 育儿指导"
        " 早教 家教指导"
        " 家庭教育指导 家庭教育讲座".split(),
        "family.education",
    ),
    **dict.fromkeys(
        "托育 托幼 儿童托管 寒暑假托管 四点半 日间照料 助老 家政 家政服务 家庭服务 托管 四点半课堂"
        " 课后托管 暑期托管 暑期托管班 暑假托管 假期托管 留守儿童托管 养老 养老服务 助餐 老年助餐 养老助餐 理发"
        " 义务理发"
        " 缝补 家电维修".split(),
        "family.services",
    ),
    **dict.fromkeys(
        "帮困 助学 残疾人帮扶 单亲妈妈帮扶 留守儿童关爱 帮扶 困难救助 救助 慰问 走访慰问 两癌救助"
        " 结对帮扶 助困 扶贫帮困 慰问困难妇女 慰问困难家庭 困难妇女帮扶 关爱困难妇女 关爱留守儿童 两癌筛查 两癌检查"
        " 办低保 低保申请".split(),
        "care.support",
    ),
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
REGULATIONS: dict[str, str] = {code: _STANDARD["own"][code]["title"] for code in _STANDARD["regulations"]}
FAMILY_LEVELS: dict[str, str] = {level["id"]: level["label"] for level in _HONOURS["families"]}
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
SENSITIVE = {
    "health": "疾病和残疾",
    "hardship": "生活困难",
    "adoption": "收养",
    "divorce": "离婚和再婚",
    "prison": "服刑",
    "violence": "家庭暴力",
}
"""Matters of a family that are told of only where it agreed to that by itself."""
WORD_ACTIONS = {"notice": "提醒", "hold": "暂停"}
RECOGNITION_LEVELS: dict[str, str] = {level["id"]: level["label"] for level in _HONOURS["homes"]}
POLICY_STATUS = {"in-force": "现行有效", "unconfirmed": "待确认"}
CITY_ROSTER = f"{next(iter(RECOGNITION_LEVELS.values()))}名册备案"
AWARDS = {name: name for name in ("最美家庭", "五好家庭", "平安家庭", "绿色家庭", "学习型家庭", "廉洁家庭")}
"""What families are honoured as."""
DEFAULT_AWARD = next(iter(AWARDS))
DECISIONS = {"renewed": "重新认定", "delisted": "摘牌"}
PEOPLE = {"none": "没有人像", "adults": "有成年人", "minors": "有未成年人"}
PEOPLE_ALSO = {
    **dict.fromkeys("无 没有 无人 没有人 无人像 没有人物 无人物".split(), "none"),
    **dict.fromkeys("成人 成年 大人 成年人 有大人 只有大人 只有成年人".split(), "adults"),
    **dict.fromkeys(
        "孩子 有孩子 小孩 有小孩 小朋友 儿童 有儿童 学生 未成年 未成年人 大人和孩子 大人孩子 成人和儿童"
        " 成人、儿童 家长和孩子"
        " 有成年人和未成年人 成年人和未成年人 成年人、未成年人".split(),
        "minors",
    ),
}
FAMILY_LEVELS_ALSO = {
    **dict.fromkeys("本级 社区 村 家级".split(), "home"),
    **dict.fromkeys("街道 乡镇 镇 乡 街镇".split(), "street"),
    **dict.fromkeys("区 县 县级 区县 区县级 县区级".split(), "district"),
    **dict.fromkeys("国家 国家级 全国级".split(), "national"),
}
"""What people call a level, where a city has it: 社区级 is the home's own."""
RECOGNITION_LEVELS_ALSO = {"市": "city", **dict.fromkeys("区 县".split(), "district")}
BRAND_LEVELS_ALSO = dict.fromkeys("一街一品 一街道一品 一乡一品 一乡镇一品 一街镇一品".split(), "street")
ACTIVITY_KINDS_ALSO = {
    **dict.fromkeys("主题活动 宣传 宣传活动 比赛 会议 参观 招聘会 志愿服务 亲子活动".split(), "event"),
    **dict.fromkeys("讲座 课程 培训班 课堂 授课 学习".split(), "training"),
    **dict.fromkeys("慰问 走访慰问 入户 入户走访 探访".split(), "visit"),
    **dict.fromkeys("文艺 文体活动 文艺演出 文艺活动 演出 体育".split(), "culture"),
}
CONSENT_SCOPES_ALSO = {
    **dict.fromkeys("名字 称呼 家庭称呼".split(), "name"),
    **dict.fromkeys("故事 家庭事迹 事迹材料".split(), "story"),
    **dict.fromkeys("肖像 肖像权 相片 图片".split(), "photo"),
    **dict.fromkeys("手机 手机号码 移动电话".split(), "mobile"),
    **dict.fromkeys("媒体 新闻媒体 媒体报道".split(), "press"),
    "卡片": "card",
}
SENSITIVE_ALSO = {
    **dict.fromkeys("疾病 残疾 病情 健康 身体 患病".split(), "health"),
    **dict.fromkeys("困难 贫困 低保 经济困难".split(), "hardship"),
    **dict.fromkeys("领养 抱养 寄养".split(), "adoption"),
    **dict.fromkeys("离婚 再婚 离异 丧偶 婚姻".split(), "divorce"),
    **dict.fromkeys("坐牢 监狱 服刑人员".split(), "prison"),
    "家暴": "violence",
}
WORD_ACTIONS_ALSO = {
    **dict.fromkeys("提示 注意".split(), "notice"),
    **dict.fromkeys("拦下 不放行 停".split(), "hold"),
}
DECISIONS_ALSO = {"保留": "renewed", "复评通过": "renewed", "撤销": "delisted", "取消": "delisted"}
STREET_KINDS_ALSO = {
    **dict.fromkeys("街道办 街道办事处".split(), "street"),
    "建制镇": "town",
    **dict.fromkeys("民族乡 苏木 民族苏木 乡镇".split(), "township"),
    **dict.fromkeys(
        "地区办事处 团场 农场 林场 牧场 开发区 经济开发区 高新区 园区 工业园区 管委会 管理区".split(), "area"
    ),
}
VOLUNTEER_FIELDS_ALSO = {
    **dict.fromkeys("维权 普法 法律 普法维权服务".split(), "rights"),
    **dict.fromkeys("科技 技术".split(), "technology"),
    **dict.fromkeys("帮困 助困 助残 扶贫".split(), "hardship"),
    **dict.fromkeys("文体 文艺 宣传".split(), "culture"),
    "亲情": "kinship",
    "其它": "other",
}
REGULATIONS_ALSO = {
    **dict.fromkeys("日常管理 管理制度 日常管理规定".split(), "management"),
    **dict.fromkeys("联系制度 妇女代表联系 代表联系制度".split(), "liaison"),
    **dict.fromkeys("宣传培训 宣传制度 培训制度".split(), "publicity"),
    **dict.fromkeys("志愿服务 志愿者制度 志愿者服务制度".split(), "volunteers"),
    **dict.fromkeys("维权 维权制度 维权服务制度 维权保障 维权保障制度".split(), "rights"),
    "家庭建设": "family",
}
PHOTO_USES_ALSO = {
    **dict.fromkeys("网站 本网站 仅本站 只在本站 站内 官网".split(), "site"),
    **dict.fromkeys("媒体 可供媒体 可给媒体".split(), "press"),
}
DATUMS_ALSO = {
    **dict.fromkeys("GPS WGS-84 CGCS2000 国家2000 2000坐标系".split(), "wgs84"),
    **dict.fromkeys("高德 腾讯 GCJ-02 火星 火星坐标".split(), "gcj02"),
    **dict.fromkeys("百度 BD-09".split(), "bd09"),
}
HOTLINE_USES = {"danger": "遇到危险", "advice": "求助咨询", "general": "其他事务"}
PHOTO_USES = {"site": "本站", "press": "媒体可用"}
DATUMS = {"wgs84": "WGS-84（GPS）", "gcj02": "GCJ-02（高德、腾讯）", "bd09": "BD-09（百度）"}
HAVES: dict[str, str] = {code: have["label"] for code, have in _STANDARD["haves"].items()}


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
