"""The rules of our own, which no clause asks for: that content is safe to publish and hangs together."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.standard.house.violation import HouseRule

HOUSE_RULES: tuple[HouseRule, ...] = (
    HouseRule("house.unique", "编号不重复", "同意书、家庭、制度的编号在一个妇女之家里不重复；重复的同意书一份也不算数"),
    HouseRule(
        "house.reference", "写到的都存在", "照片、同意书、制度正文、接替的妇女之家、报道和撤回里的妇女之家都要存在"
    ),
    HouseRule("house.location", "位置在北京", "经纬度在北京市范围里，并写明坐标系"),
    HouseRule("house.hours", "开放时间不重叠", "同一天的开放时间不互相重叠"),
    HouseRule("house.phone", "电话是座机", "电话是座机、400 或服务短号；手机号写在“手机”里并取得同意"),
    HouseRule("house.checked", "信息核对过", "一年内有人核对过地址、电话和开放时间", Severity.ADVICE),
    HouseRule("house.photo-text", "照片有说明", "每张照片有替代文字、说明和摄影"),
    HouseRule("house.photo-file", "照片打得开", "照片的文件在 photos/ 里，是 JPEG、PNG 或 WebP"),
    HouseRule("house.photo-twice", "照片不重样", "一个妇女之家里，同一张照片只放一次", Severity.NOTICE),
    HouseRule("house.photo-people", "照片里的人同意过", "写明照片里有没有人；有人的要有有效的、同意公开照片的同意书"),
    HouseRule("house.mobile-consent", "手机号经本人同意", "公开手机号要有有效的、同意公开手机号的同意书"),
    HouseRule("house.family-consent", "家庭同意过", "家庭的姓名、事迹、照片按同意书的范围公开", Severity.NOTICE),
    HouseRule("house.family-level", "上级荣誉有名单", "高于本家一级的“最美家庭”要在市区妇联的名单里"),
    HouseRule("house.division", "区划代码属于本区", "区划代码是 12 位数字，开头和本区的代码一致"),
    HouseRule(
        "house.link",
        "链接打得开",
        "正文里的链接写完整：https:// 开头的网址、mailto: 加邮箱、tel: 加电话；写不全的只显示文字",
        Severity.NOTICE,
    ),
    HouseRule(
        "house.old-law", "不写已经废止的法律", "《婚姻法》已由《民法典》取代，公开的文字里写到它就提醒", Severity.NOTICE
    ),
    HouseRule("house.policy", "政策文件有效", "建设标准依据的文件，要确认现在有效", Severity.NOTICE),
    HouseRule("house.identity-number", "没有身份证号", "公开的文字里没有身份证号"),
    HouseRule("house.mobile", "没有手机号", "除“手机”一栏外，公开的文字里没有手机号"),
    HouseRule("house.bank-card", "没有银行卡号", "公开的文字里没有银行卡号"),
    HouseRule("house.flat-address", "没有门牌住址", "除办公地址外，公开的文字里没有具体到单元或室的住址"),
    HouseRule("house.child", "不写孩子的姓名和学校", "像是孩子的姓名、学校和班级的文字，审核后才公开"),
    HouseRule("house.roster-file", "不放名册文件", "妇女之家的文件夹里不放名册、信访、妇情日记、困难家庭等文件"),
)
BY_ID = {rule.id: rule for rule in HOUSE_RULES}
