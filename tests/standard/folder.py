"""A content folder on disk with one good home, and small edits of it: every test reads real files through the real
loader.
"""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import re
from pathlib import Path
from typing import Any

import yaml

from generator.content.intake import take_snapshot
from generator.model.load import Content, Home, load_federation, load_home, with_homes

ON = dt.date(2026, 11, 23)
HOME = "homes/chaoyang/zaoying-beili"
GONE = object()
"""The value of an edit that takes a field, or with an empty field a whole file, away."""
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20

_MONTHLY = ["2025-12-09"] + [f"2026-{month:02d}-09" for month in range(1, 11)]
_SIX = ("management", "liaison", "publicity", "volunteers", "rights", "family")
_ROSTERS = ("women", "representatives", "party_members", "volunteers", "hardship", "left_behind", "talents", "groups")
_RECORDS = ("diary", "meetings", "study", "activities", "opinions", "assistance", "petitions")

BASE: dict[str, Any] = {
    "city.yml": {
        "name": "北京市", "federation": "北京市妇女联合会", "coordinates": "wgs84",
        "quota": {"city": 160, "per_district": 10, "tolerance": 2}, "funding": {"per_woman": 2},
        "bounds": {"west": 115.4, "south": 39.4, "east": 117.6, "north": 41.1},
    },
    "districts/chaoyang/district.yml": {
        "name": "朝阳区",
        "code": "110105",
        "streets": [{"slug": "maizidian", "name": "麦子店街道", "kind": "street"}],
        "funding": {"female_residents": 1000, "allocation": 2000, "year": 2026},
        "assessment": {"issued": "2026-03-01", "in_yearly_review": True},
        "plan": {"issued": "2026-02-10"},
        "weights": {"venue": 10, "team": 15, "funding": 10, "facilities": 10, "mechanism": 25, "brand": 15, "ledger": 15},
    },
    "districts/haidian/district.yml": {
        "name": "海淀区", "code": "110108", "streets": [{"slug": "yanyuan", "name": "燕园街道"}],
    },
    f"{HOME}/home.yml": {
        "name": "枣营北里社区妇女之家", "kind": "community", "street": "maizidian", "division": "110105023004",
        "office": {
            "address": "朝阳区枣营北里1号楼101室", "location": {"longitude": 116.4712, "latitude": 39.9476, "datum": "wgs84"},
            "phone": "010-0000 1234", "hours": [{"days": "周一至周五", "open": ["09:00-11:30", "13:30-17:30"]}],
            "checked_on": "2026-10-20",
        },
        "services": [{"item": item, "title": "服务"} for item in ("rights.reception", "work.policy", "family.virtue", "care.support")],
        "organisation": {"federation": "枣营北里社区妇联", "party": "枣营北里社区党委"},
        "staff": {
            "director": {"name": "王秀兰", "title": "社区妇联主席", "duties": "全面负责"},
            "deputies": [{"name": "李云", "title": "兼职负责人", "duties": "家庭工作"}],
            "publicity": {"name": "李敏", "title": "专职委员"},
            "full_time": 1, "part_time": 2, "representatives": 12,
            "volunteer_teams": [{"name": "巾帼维权服务队", "field": "rights", "members": 18}],
        },
        "venue": {"shared_with": "党群服务中心", "area": 120},
        "facilities": {
            "sign": True, "plaque": True, "emblem": True, "rules_on_wall": True, "honour_board": True, "publicity_board": True,
            "recommendation_box": True, "equipment": ["图书角"], "in_use": True,
        },
        "funding": {"female_residents": 3120, "annual_budget": 8000, "in_party_budget": True, "year": 2026},
        "photos": [{"file": "front.jpg", "caption": "正门", "alt": "大门", "credit": "社区妇联", "people": "none"}],
    },
    f"{HOME}/consents.yml": [
        {"id": "C-1", "obtained": "2026-04-02", "scope": ["name", "story", "photo", "mobile"], "adults": 2, "until": "2029-04-01"},
    ],
    f"{HOME}/ledger.yml": {
        "meetings": {
            "work": _MONTHLY, "council": ["2026-06-20"], "congress": ["2026-06-20"],
            "volunteers": ["2026-01-05", "2026-04-05", "2026-07-05"],
        },
        "reports": {"party": ["2026-03-30", "2026-06-30"], "federation": ["2026-03-30", "2026-06-30"]},
        "contacts": {
            "women": 131, "fewest": 10, "book_checked": ["2026-06-30"], "training": ["2026-05-11"], "opinions": ["2026-06-30"],
        },
        "publicity": {"plan": "2026-01-15"},
        "volunteers": {"records": "2026-10-30"},
        "rights": {
            "plan": "2026-01-20", "training": ["2026-04-02"], "petitions_reported": ["2026-06-30"], "archived": "2026-06-30",
            "incidents_reported": ["2026-06-30"],
        },
        "care": {"visits": ["2026-02-03"]},
        "family": {
            "plan": "2026-01-20", "summary": "2025-12-20", "data_reported": ["2026-06-30"],
            "selected": [{"date": "2026-06-15", "households": 12}],
        },
        "system": {"synced": "2026-10-31"},
        "rosters": {name: {"updated": "2026-03-01", "count": 0} for name in _ROSTERS},
        "records": {name: {"updated": "2026-10-30"} for name in _RECORDS},
        "general": {"plan": "2026-01-10", "summary": "2025-12-20", "superior_documents": "2026-02-01", "materials": "2026-09-01"},
        "other": {"honours": "2026-05-15", "cases": "2026-05-15"},
    },
    f"{HOME}/regulations.yml": [{"regulation": name, "adopted": "2025-01-10", "on_wall": True} for name in _SIX],
    f"{HOME}/brand.md": {
        "title": "周三说事", "level": "home", "functions": ["rights"], "results": [{"label": "调解", "value": "146 件"}], "body": "说事。",
    },
    f"{HOME}/families.yml": [
        {"id": "zhang-2026", "family": "张××家庭", "year": 2026, "level": "home", "story": "孝老爱亲。", "consent": "C-1"},
    ],
    f"{HOME}/activities/2026-03-08-pufa.md": {"title": "普法", "date": "2026-03-08", "item": "rights.law-education", "body": "讲法。"},
    f"{HOME}/activities/2026-05-15-jiajiao.md": {"title": "家教", "date": "2026-05-15", "item": "family.education", "body": "讲课。"},
    f"{HOME}/activities/2026-07-01-jineng.md": {
        "title": "技能", "date": "2026-07-01", "item": "work.transfer", "kind": "training", "body": "培训。",
    },
    f"{HOME}/activities/2026-09-10-bangfu.md": {"title": "帮扶", "date": "2026-09-10", "item": "care.support", "record": "2026-09-12"},
    f"{HOME}/photos/front.jpg": JPEG,
}  # fmt: skip


def build(root: Path, edits: dict[str, Any] | None = None) -> Content:
    """Writes the folder with `edits` and loads it.

    An edit is `file:dotted.field` → value; files without a folder are the home's.
    """
    files = copy.deepcopy(BASE)
    for where, value in (edits or {}).items():
        _edit(files, where, value)
    for path, value in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_written(path, value))
    snapshot = take_snapshot(root)
    federation = load_federation(snapshot)
    return with_homes(federation, (load_home(snapshot, identity, federation) for identity in snapshot.homes))


def home_of(content: Content) -> Home:
    return content.homes["chaoyang/zaoying-beili"]


def _edit(files: dict[str, Any], where: str, value: Any) -> None:
    file, _, field = where.partition(":")
    path = (
        file
        if file.partition("/")[0] in ("city.yml", "districts", "recognition", "press", "reviews", "homes")
        else f"{HOME}/{file}"
    )
    if file == "withdrawals.yml":
        path = file
    if not field:
        if value is GONE:
            files.pop(path)
        else:
            files[path] = value
        return
    node = files.setdefault(path, {})
    steps = [int(s) if s.isdigit() else s for s in re.findall(r"[^.\[\]]+", field)]
    for step, following in itertools.pairwise(steps):
        if isinstance(node, list) or step in node:
            node = node[step]
        else:
            node[step] = [] if isinstance(following, int) else {}
            node = node[step]
    if value is GONE:
        del node[steps[-1]]
    elif isinstance(node, list) and steps[-1] == len(node):
        node.append(value)
    else:
        node[steps[-1]] = value


def _written(path: str, value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    if path.endswith(".md"):
        front = {key: item for key, item in value.items() if key != "body"}
        return f"---\n{_yaml(front)}---\n\n{value.get('body', '')}\n".encode()
    return _yaml(value).encode()


class _Plain(yaml.SafeDumper):
    """Without anchors, which content may not have."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(value: Any) -> str:
    return yaml.dump(value, allow_unicode=True, sort_keys=False, Dumper=_Plain)
