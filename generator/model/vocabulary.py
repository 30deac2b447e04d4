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
ACCESSIBILITY = {
    "step-free": "无台阶入口",
    "lift": "电梯",
    "toilet": "无障碍卫生间",
    "nursing-room": "母婴室",
    "seats": "座椅",
    "parking": "停车位",
    "hearing-loop": "助听设备",
}
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
