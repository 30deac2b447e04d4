"""The house rules, which no clause asks for: content is safe to publish and consistent."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.standard.house.violation import HouseRule

HOUSE_RULES: tuple[HouseRule, ...] = (
    HouseRule(
        id="house.unique",
        title="编号不重复",
        says="同意书、家庭、制度的编号在一个{home}里不重复，{street}、荣誉级别的代号也不重复；重复的同意书一份也不算数",
    ),
    HouseRule(
        id="house.untouched", title="样例换成了自己的", says="名称和样例里的内容都换成自己的；没有填写的一家先不公开"
    ),
    HouseRule(id="house.copied", title="每家是自己的", says="没有两家的名称、电话和地址全都一样"),
    HouseRule(
        id="house.reference",
        title="写到的都存在",
        says="照片、同意书、制度正文、接替的{home}、报道、认定和撤回里的{home}都要存在",
    ),
    HouseRule(
        id="house.approvals",
        title="审核记录没有被改过",
        says="approvals/ 里的记录只往后加，每一条接着前一条；要审核的城市，没有审过的改动先不公开",
    ),
    HouseRule(id="house.location", title="位置在本市", says="经纬度在 city.yml 写的范围里，并写明坐标系"),
    HouseRule(id="house.hours", title="开放时间不重叠", says="同一天的开放时间不互相重叠"),
    HouseRule(
        id="house.schedule",
        title="服务时间看得出是哪天",
        says="居民能按日子找到每一项服务",
        severity=Severity.ADVICE,
    ),
    HouseRule(id="house.phone", title="电话是座机", says="电话是座机、400 或服务短号；手机号写在“手机”里并取得同意"),
    HouseRule(
        id="house.checked", title="信息核对过", says="一年内有人核对过地址、电话和开放时间", severity=Severity.ADVICE
    ),
    HouseRule(
        id="house.dates",
        title="日期写对了",
        says="台账的一份清单里，同一天只写一次；已经做过的事，日期不在以后",
        severity=Severity.NOTICE,
    ),
    HouseRule(id="house.photo-text", title="照片有说明", says="每张照片有替代文字、说明和摄影"),
    HouseRule(id="house.photo-file", title="照片打得开", says="照片的文件在 photos/ 里，是 JPEG、PNG 或 WebP"),
    HouseRule(
        id="house.photo-twice", title="照片不重样", says="一个{home}里，同一张照片只放一次", severity=Severity.NOTICE
    ),
    HouseRule(
        id="house.photo-people",
        title="照片里的人同意过",
        says="写明照片里有没有人；有人的要有有效的、同意公开照片的同意书",
    ),
    HouseRule(id="house.mobile-consent", title="手机号经本人同意", says="公开手机号要有有效的、同意公开手机号的同意书"),
    HouseRule(
        id="house.family-consent",
        title="家庭同意过",
        says="家庭的姓名、事迹、照片按同意书的范围公开",
        severity=Severity.NOTICE,
    ),
    HouseRule(
        id="house.family-level", title="上级荣誉有名单", says="高于本家一级的“最美家庭”要在{city}{district}妇联的名单里"
    ),
    HouseRule(
        id="house.family-honour",
        title="家庭荣誉有文号",
        says="家庭荣誉的名单里，{district}级以上的写明文号；一个{district}自己的名单只写本{district}的家",
    ),
    HouseRule(
        id="house.division", title="区划代码属于本{district}", says="区划代码是 12 位数字，开头和本{district}的代码一致"
    ),
    HouseRule(id="house.grid", title="示意图上一格一个{district}", says="district.yml 的 at 写行和列，一格只放一个"),
    HouseRule(
        id="house.link",
        title="链接打得开",
        says="正文里的链接写完整：https:// 开头的网址、mailto: 加邮箱、tel: 加电话；写不全的只显示文字",
        severity=Severity.NOTICE,
    ),
    HouseRule(
        id="house.old-law",
        title="不写已经废止的法律",
        says="《婚姻法》已由《民法典》取代，公开的文字里写到它就提醒",
        severity=Severity.NOTICE,
    ),
    HouseRule(
        id="house.policy", title="政策文件有效", says="建设标准依据的文件，要确认现在有效", severity=Severity.NOTICE
    ),
    HouseRule(id="house.identity-number", title="没有身份证号", says="公开的文字里没有身份证号"),
    HouseRule(id="house.mobile", title="没有手机号", says="除“手机”一栏外，公开的文字里没有手机号"),
    HouseRule(id="house.bank-card", title="没有银行卡号", says="公开的文字里没有银行卡号"),
    HouseRule(id="house.flat-address", title="没有门牌住址", says="除办公地址外，公开的文字里没有具体到单元或室的住址"),
    HouseRule(id="house.child", title="不写孩子的姓名和学校", says="像是孩子的姓名、学校和班级的文字，审核后才公开"),
    HouseRule(
        id="house.press",
        title="稿子发出那天是齐的",
        says="稿子有正文、导语、作者、来源；照片到发出那天还能公开，媒体可用的有说明、摄影和够大的像素",
        severity=Severity.ADVICE,
    ),
    HouseRule(
        id="house.roster-file", title="不放名册文件", says="{home}的文件夹里不放名册、信访、妇情日记、困难家庭等文件"
    ),
)
BY_ID = {rule.id: rule for rule in HOUSE_RULES}
