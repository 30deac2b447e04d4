"""A home on disk that has recorded a good year, for the tests of the reports."""

from __future__ import annotations

ID = "chaoyang/zaoying-beili"

DISTRICT = """name: 朝阳区
code: "110105"
streets:
  - {slug: maizidian, name: 麦子店街道, kind: street}
  - {slug: wangjing, name: 望京街道, kind: street}
funding: {female_residents: 1000, allocation: 1500, year: 2026}
standard:
  mechanism.reports: {minimum: 3}
  mechanism.council: {duty: true}
weights: {venue: 10, team: 15, funding: 10, facilities: 10, mechanism: 25, brand: 15, ledger: 15}
"""
HOME = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
division: "110105023004"
office:
  address: 朝阳区枣营北里 1 号楼
  phone: 010-0000 1234
  checked_on: 2026-01-20
  notice: {text: 装修期间请到二层, until: 2026-12-31}
services:
  - {item: rights.reception}
  - {item: work.policy}
  - {item: family.virtue}
  - {item: care.support}
organisation: {federation: 枣营北里社区妇联}
staff:
  director: {name: 王秀兰, title: 社区妇联主席, duties: 全面负责}
  publicity: {name: 李敏, title: 专职委员}
  full_time: 1
  part_time: 2
  representatives: 12
  volunteer_teams: [{name: 巾帼维权服务队, field: rights, members: 18}]
venue: {shared_with: 党群服务中心, area: 120, rooms: [活动室]}
facilities: {sign: 是, plaque: 是, emblem: 是, rules_on_wall: 是, honour_board: 是, publicity_board: 是,
             recommendation_box: 是, equipment: [图书角], in_use: 是}
funding: {female_residents: 3120, annual_budget: 8000, in_party_budget: 是}
"""
LEDGER = """meetings:
  work: [2025-08-09, 2025-09-09, 2025-10-09, 2025-11-09, 2025-12-09, 2026-01-09, 2026-02-09, 2026-03-09, 2026-04-09, 2026-05-09, 2026-06-09]
  council: [2025-12-20, 2026-06-20]
  congress: [2026-06-20]
  volunteers: [2025-10-05, 2026-01-05, 2026-04-05]
reports: {party: [2025-09-10, 2025-12-10, 2026-06-10], federation: [2025-09-10, 2025-12-10, 2026-06-11]}
contacts: {women: 131, book_checked: [2026-03-31], training: [2026-05-11], opinions: [2026-02-28]}
publicity: {plan: 2026-01-15}
volunteers: {records: 2026-06-30}
rights: {plan: 2026-01-20, training: [2026-04-02], petitions_reported: [2026-06-30], archived: 2026-06-30}
family:
  plan: 2026-01-20
  summary: 2025-11-30
  data_reported: [2026-06-30]
  selected: [{date: 2026-05-15, households: 12}]
system: {synced: 2026-06-30}
rosters:
  women: {updated: 2026-03-01, count: 1}
  representatives: {updated: 2026-03-02, count: 1}
  party_members: {updated: 2026-03-03, count: 1}
  volunteers: {updated: 2026-03-04, count: 1}
  hardship: {updated: 2026-03-05, count: 1}
  left_behind: {updated: 2026-03-06, count: 1}
  talents: {updated: 2026-03-07, count: 1}
  groups: {updated: 2026-03-08, count: 1}
records:
  diary: {updated: 2026-06-30}
  meetings: {updated: 2026-06-30}
  study: {updated: 2026-06-30}
  activities: {updated: 2026-06-30}
  opinions: {updated: 2026-06-30}
  assistance: {updated: 2026-06-30}
  petitions: {updated: 2026-06-30}
general: {plan: 2026-01-10, summary: 2025-12-20, superior_documents: 2026-02-01, materials: 2026-06-30}
other: {honours: 2026-05-15, cases: 2026-05-15}
"""
CONSENTS = "- {id: C-1, obtained: 2026-01-01, scope: [name, story], adults: 2, until: 2026-09-30}\n"
FAMILIES = "- {id: zhang-2026, family: 张××家庭, year: 2026, level: home, story: 孝老爱亲。, consent: C-1}\n"
_SIX = ("management", "liaison", "publicity", "volunteers", "rights", "family")
ACTIVITIES = {
    "2025-09-20-jineng": "work.transfer", "2026-02-14-pufa": "rights.law-education", "2026-03-08-jiajiao": "family.education",
    "2026-05-15-bangfu": "care.support", "2026-06-01-yueli": "family.virtue",
}  # fmt: skip


def write(folder) -> None:
    """Puts the good home into the folder of the `folder` fixture."""
    folder.write("districts/chaoyang/district.yml", DISTRICT)
    files = {"home.yml": HOME, "ledger.yml": LEDGER, "consents.yml": CONSENTS, "families.yml": FAMILIES}
    files["regulations.yml"] = "".join(f"- {{regulation: {code}, adopted: 2025-01-10}}\n" for code in _SIX)
    files["brand.md"] = "---\ntitle: 周三说事\nlevel: home\nfunctions: [rights]\n---\n\n说事。\n"
    for name, item in ACTIVITIES.items():
        files[f"activities/{name}.md"] = f"---\ntitle: 活动\ndate: {name[:10]}\nitem: {item}\n---\n\n办了。\n"
    # one to come, announced in front matter alone: once past, it needs its record
    files["activities/2026-09-12-zhongqiu.md"] = "---\ntitle: 中秋\ndate: 2026-09-12\nitem: family.virtue\n---\n"
    for name, text in files.items():
        folder.home(name, text)
