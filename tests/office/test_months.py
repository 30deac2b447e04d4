"""Figures of each month: what was held, who came, what is offered, who was honoured."""

from __future__ import annotations

import csv
import datetime as dt

from generator.model.field_types import BEIJING
from generator.office.reports import writing

HOME = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
services: [{item: rights.reception, title: 律师坐班}, {item: rights.safety}, {item: care.support}]
"""
VILLAGE = "name: 霞光里村妇女之家\nkind: village\nstreet: wangjing\nclosed: {on: 2026-06-30}\nservices: [{item: care.support}]\n"
FAMILIES = """- {id: a, family: 张××家庭, year: 2026, level: home, published: 2026-05-20}
- {id: b, family: 李××家庭, year: 2026, level: home}
- {id: c, family: 王××家庭, year: 2025, level: home, published: 2026-01-08}
- {id: d, family: 赵××家庭, year: 2026, level: home, published: 2026-05-20, revoked: 2026-06-01}
"""
NIGHT = dt.datetime(2026, 12, 20, 12, tzinfo=BEIJING)


def activity(folder, day: str, front: str, identity: str = "chaoyang/zaoying-beili") -> None:
    name = f"activities/{day}-{len(list(folder.root.rglob('activities/*')))}.md"
    folder.home(name, f"---\ntitle: 活动\ndate: {day}\n{front}\n---\n办了。\n", identity=identity)


def rows(folder, out) -> list[tuple]:
    writing.write(folder.assess(NIGHT), out)
    text = (out / "months.csv").read_text(encoding="utf-8-sig")
    found = [tuple(row) for row in csv.reader(text.splitlines())]
    assert found[0] == (
        "年", "月", "区", "类别", "功能", "活动", "参加人次", "没写人数的活动", "服务", "家庭荣誉", "示范认定",
    )  # fmt: skip
    return found[1:]


def test_each_month_has_its_figures(folder, tmp_path):
    folder.home("home.yml", HOME)
    folder.home("home.yml", VILLAGE, identity="chaoyang/bystander")
    folder.home("families.yml", FAMILIES)
    activity(folder, "2026-11-02", "item: rights.mediation\nparticipants: 3")
    activity(folder, "2026-11-09", "item: rights.safety")
    activity(folder, "2026-11-09", "participants: 20")
    activity(folder, "2026-11-10", "item: rights.safety\nparticipants: 40\ncancelled: 是")
    activity(folder, "2026-12-28", "item: rights.safety\nsignup: 电话")
    activity(folder, "2025-11-10", "item: rights.safety\nparticipants: 7")
    activity(folder, "2026-03-08", "item: care.support\nparticipants: 12", identity="chaoyang/bystander")
    folder.write(
        "recognition/2026-city.yml",
        "level: city\nyear: 2026\ndecided_on: 2026-12-18\nrecognised: [chaoyang/zaoying-beili]\n",
    )
    assert rows(folder, tmp_path / "reports") == [
        ("2026", "12", "朝阳区", "社区", "", "0", "0", "0", "0", "0", "1"),
        ("2026", "12", "朝阳区", "社区", "困难帮扶", "0", "0", "0", "1", "0", "0"),
        ("2026", "12", "朝阳区", "社区", "维护权益", "0", "0", "0", "2", "0", "0"),
        ("2026", "11", "朝阳区", "社区", "没写", "1", "20", "0", "0", "0", "0"),
        ("2026", "11", "朝阳区", "社区", "维护权益", "2", "3", "1", "0", "0", "0"),
        ("2026", "5", "朝阳区", "社区", "", "0", "0", "0", "0", "1", "0"),
        ("2026", "3", "朝阳区", "村", "困难帮扶", "1", "12", "0", "0", "0", "0"),
        ("2026", "", "朝阳区", "社区", "", "0", "0", "0", "0", "1", "0"),
        ("2025", "11", "朝阳区", "社区", "维护权益", "1", "7", "0", "0", "0", "0"),
        ("2025", "", "朝阳区", "社区", "", "0", "0", "0", "0", "1", "0"),
    ]
