"""The fields of Open Referral's Human Services Data Specification (HSDS 3.1) that are exported, and what they say."""

from __future__ import annotations

VERSION = "3.1"
TYPES: dict[str, tuple[str, dict[str, str]]] = {
    "organization": (
        "{home}",
        {
            "id": "编号，同 homes 表",
            "name": "名称",
            "alternate_name": "又名",
            "description": "一句话介绍；没有的写它是哪儿的{home}",
            "website": "网页；写了网站地址的才有",
            "year_incorporated": "建立的年份",
        },
    ),
    "location": (
        "在哪儿",
        {
            "id": "编号",
            "organization_id": "{home}的编号",
            "location_type": "都是 physical",
            "name": "名称",
            "transportation": "坐车",
            "latitude": "纬度（WGS-84，三位小数），公开经纬度的才有",
            "longitude": "经度",
        },
    ),
    "address": (
        "地址",
        {
            "id": "编号",
            "location_id": "地点的编号",
            "address_1": "地址",
            "city": "{district}",
            "region": "{street}",
            "state_province": "城市",
            "postal_code": "邮政编码，{district}没有写的空着",
            "country": "都是 CN",
            "address_type": "都是 physical",
        },
    ),
    "phone": (
        "电话",
        {
            "id": "编号",
            "location_id": "地点的编号",
            "number": "座机或服务号码；手机号不导出",
            "extension": "分机",
        },
    ),
    "accessibility": ("无障碍", {"id": "编号", "location_id": "地点的编号", "description": "有什么"}),
    "service": (
        "服务",
        {
            "id": "编号，同 services 表",
            "organization_id": "{home}的编号",
            "name": "名称",
            "description": "说明",
            "status": "都是 active",
            "application_process": "怎么预约",
            "fees_description": "收费",
            "eligibility_description": "对象",
            "url": "网页；写了网站地址的才有",
        },
    ),
    "service_at_location": (
        "在哪儿提供",
        {"id": "编号", "service_id": "服务的编号", "location_id": "地点的编号", "description": "在哪一间"},
    ),
    "schedule": (
        "什么时候",
        {
            "id": "编号",
            "service_id": "服务的编号；开放时间没有",
            "location_id": "地点的编号；服务时间没有",
            "description": "原来写的话",
            "freq": "WEEKLY 每周，MONTHLY 每月",
            "byday": "星期几；每月第几个的前面有数，最后一个是 -1",
            "bymonthday": "每月几号",
            "dtstart": "规则的第一天",
            "until": "规则的最后一天：明年年底以后的假日还没有公布",
            "timezone": "8，即北京时间",
            "opens_at": "几点开始",
            "closes_at": "几点结束；早于开始的，是第二天",
            "exdate": "规则里不算的日子：法定节假日、临时关闭（照 iCalendar，HSDS 里没有，是补的）",
            "rdate": "规则以外也算的日子：调休上班（照 iCalendar，HSDS 里没有，是补的）",
        },
    ),
    "taxonomy": ("功能和服务事项", {"id": "编号", "name": "名称", "description": "说明"}),
    "taxonomy_term": (
        "一个功能或事项",
        {
            "id": "编号",
            "taxonomy_id": "分类的编号",
            "parent_id": "事项属于哪个功能",
            "code": "代号",
            "name": "名称",
            "description": "说明",
        },
    ),
    "attribute": (
        "服务属于哪个事项",
        {"id": "编号", "link_id": "服务的编号", "link_entity": "都是 service", "taxonomy_term_id": "事项的编号"},
    ),
}
"""Type of record → what it is, and its fields: `{"type": …, "id": …}`, a record a line."""
