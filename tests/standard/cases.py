"""For each rule of the seven haves small edits of the good home, and the outcome each must have: rule → reason →
(edits, outcome).
"""

from __future__ import annotations

from .folder import GONE

MET, UNMET, SILENT = "met", "unmet", "not-assessed"
Cases = dict[str, tuple[dict, str]]


def _days(path: str, *, old: str = "2025-11-23", edge: str = "2025-11-24") -> Cases:
    """A list of dates of the ledger of which one must lie within the year."""
    at = f"ledger.yml:{path}"
    return {
        "recorded": ({}, MET),
        "first_day_of_the_year": ({at: [edge]}, MET),
        "on_the_day": ({at: ["2026-11-23"]}, MET),
        "a_day_too_old": ({at: [old]}, UNMET),
        "only_in_future": ({at: ["2026-11-24"]}, SILENT),
        "nothing": ({at: GONE}, SILENT),
    }


def _kept(path: str) -> Cases:
    """The last day that something was done, which must lie within the year."""
    at = f"ledger.yml:{path}"
    return {
        "recorded": ({}, MET),
        "first_day_of_the_year": ({at: "2025-11-24"}, MET),
        "a_day_too_old": ({at: "2025-11-23"}, UNMET),
        "only_in_future": ({at: "2026-11-24"}, SILENT),
        "nothing": ({at: GONE}, SILENT),
    }


def _plans(path: str, *more: tuple[str, tuple[dict, str]]) -> Cases:
    """A dated document within fifteen months."""
    at = f"ledger.yml:{path}"
    cases = {
        "recorded": ({}, MET),
        "fifteen_months_to_the_day": ({at: "2025-08-24"}, MET),
        "older_than_fifteen_months": ({at: "2025-08-23"}, UNMET),
        "only_in_future": ({at: "2026-11-24"}, SILENT),
    }
    return cases | dict(more)


def _boolean(name: str) -> Cases:
    at = f"home.yml:facilities.{name}"
    return {"there": ({}, MET), "not_there": ({at: False}, UNMET), "nothing": ({at: GONE}, SILENT)}


_NO_ACTIVITIES = {
    f"activities/{name}.md": GONE
    for name in ("2026-03-08-pufa", "2026-05-15-jiajiao", "2026-07-01-jineng", "2026-09-10-bangfu")
}
_A, _B, _C, _D = _NO_ACTIVITIES
_NO_LEDGER = {"ledger.yml": GONE}

CASES: dict[str, Cases] = {
    "venue.place": {
        "shared": ({}, MET),
        "own": ({"home.yml:venue": {"area": 80}}, MET),
        "no_address": ({"home.yml:office.address": GONE}, UNMET),
        "no_venue": ({"home.yml:venue": GONE}, SILENT),
        "venue_says_nothing": ({"home.yml:venue": {"shared_with": None}}, SILENT),
    },
    "team.director": {
        "named_with_post": ({}, MET),
        "no_post": ({"home.yml:staff.director.title": GONE}, UNMET),
        "no_name": ({"home.yml:staff.director.name": GONE}, UNMET),
        "nobody": ({"home.yml:staff.director": GONE}, SILENT),
        "no_staff": ({"home.yml:staff": GONE}, SILENT),
    },
    "team.organisation": {
        "named": ({}, MET),
        "party_alone": ({"home.yml:organisation.federation": GONE}, SILENT),
        "nothing": ({"home.yml:organisation": GONE}, SILENT),
    },
    "team.deputies": {
        "two": ({}, MET),
        "named_but_not_counted": ({"home.yml:staff.part_time": GONE}, MET),
        "none": ({"home.yml:staff.part_time": 0}, UNMET),
        "nothing": ({"home.yml:staff.part_time": GONE, "home.yml:staff.deputies": GONE}, SILENT),
    },
    "team.duties": {
        "all": ({}, MET),
        "one_missing": ({"home.yml:staff.deputies[0].duties": GONE}, UNMET),
        "the_directors_missing": ({"home.yml:staff.director.duties": GONE}, UNMET),
        "director_alone": ({"home.yml:staff.deputies": GONE}, MET),
        "nobody": ({"home.yml:staff.deputies[0].duties": GONE, "home.yml:staff.director.duties": GONE}, SILENT),
    },
    "team.volunteers": {
        "one_team": ({}, MET),
        "by_its_older_name": ({"home.yml:staff.volunteer_teams[0].field": "扶贫济困"}, MET),
        "by_its_name": ({"home.yml:staff.volunteer_teams[0].field": "帮困助残"}, MET),
        "no_field": ({"home.yml:staff.volunteer_teams[0].field": GONE}, UNMET),
        "none": ({"home.yml:staff.volunteer_teams": GONE}, SILENT),
    },
    "team.volunteer-meetings": {
        "each_whole_quarter": ({}, MET),
        "a_quarter_missing": ({"ledger.yml:meetings.volunteers": ["2026-01-05", "2026-07-05"]}, UNMET),
        "nothing": ({"ledger.yml:meetings.volunteers": GONE}, SILENT),
    },
    "team.volunteer-records": _kept("volunteers.records"),
    "team.contacts": {
        "enough": ({}, MET),
        "just_enough": ({"ledger.yml:contacts.women": 120}, MET),
        "no_fewest_given": ({"ledger.yml:contacts.fewest": GONE}, MET),
        "one_too_few": ({"ledger.yml:contacts.women": 119}, UNMET),
        "one_has_nine": ({"ledger.yml:contacts.fewest": 9}, UNMET),
        "no_representatives": ({"home.yml:staff.representatives": GONE}, SILENT),
        "no_women": ({"ledger.yml:contacts.women": GONE}, SILENT),
        "no_ledger": (_NO_LEDGER, SILENT),
    },
    "team.contact-book": _days("contacts.book_checked"),
    "team.representative-training": _days("contacts.training"),
    "team.opinions": _days("contacts.opinions"),
    "funding.home": {
        "declared": ({}, MET),
        "not_in_the_party_budget": ({"home.yml:funding.in_party_budget": False}, UNMET),
        "no_budget": ({"home.yml:funding.annual_budget": GONE}, UNMET),
        "budget_of_nothing": ({"home.yml:funding.annual_budget": 0}, UNMET),
        "no_residents": ({"home.yml:funding.female_residents": GONE}, UNMET),
        "nothing": ({"home.yml:funding": GONE}, SILENT),
    },
    "facilities.sign": _boolean("sign"),
    "facilities.plaque": _boolean("plaque"),
    "facilities.emblem": _boolean("emblem"),
    "facilities.rules-on-wall": _boolean("rules_on_wall"),
    "facilities.honour-board": _boolean("honour_board"),
    "facilities.publicity-board": _boolean("publicity_board"),
    "facilities.recommendation-box": _boolean("recommendation_box"),
    "facilities.in-use": _boolean("in_use"),
    "facilities.equipment": {
        "one": ({}, MET),
        "nothing": ({"home.yml:facilities.equipment": GONE}, SILENT),
        "fewer_than_the_district_asks": (
            {"districts/chaoyang/district.yml:standard": {"facilities.equipment": {"minimum": 2}}}, UNMET,
        ),
    },
    "mechanism.monthly-meeting": {
        "each_whole_month": ({}, MET),
        "a_month_missing": ({"ledger.yml:meetings.work": ["2026-01-12"]}, UNMET),
        "nothing": ({"ledger.yml:meetings.work": GONE}, SILENT),
    },
    "mechanism.council": {
        "each_whole_half_year": ({}, MET),
        "half_year_missing": ({"ledger.yml:meetings.council": ["2026-07-01"]}, UNMET),
        "nothing": ({"ledger.yml:meetings.council": GONE}, SILENT),
    },
    "mechanism.meetings": {
        "both": ({}, MET),
        "council_for_congress": ({"ledger.yml:meetings.congress": GONE}, MET),
        "no_congress": ({"ledger.yml:meetings.congress": GONE, "ledger.yml:meetings.council": GONE}, UNMET),
        "no_work": ({"ledger.yml:meetings.work": GONE}, UNMET),
        "one_of_each": ({"ledger.yml:meetings": {"work": ["2025-11-24"], "congress": ["2026-11-23"]}}, MET),
        "work_too_old": ({"ledger.yml:meetings.work": ["2025-11-23"]}, UNMET),
        "congress_to_come": ({"ledger.yml:meetings": {"work": ["2026-11-02"], "congress": ["2026-11-24"]}}, UNMET),
        "nothing": (_NO_LEDGER, SILENT),
    },
    "mechanism.reports": {
        "two_each": ({}, MET),
        "one_to_the_party": ({"ledger.yml:reports.party": ["2026-03-30"]}, UNMET),
        "one_in_the_year": ({"ledger.yml:reports.federation": ["2025-03-30", "2026-03-30"]}, UNMET),
        "none_to_the_federation": ({"ledger.yml:reports.federation": GONE}, UNMET),
        "future_does_not_count": ({"ledger.yml:reports.party": ["2026-03-30", "2026-12-30"]}, UNMET),
        "one_day_twice": ({"ledger.yml:reports.party": ["2026-03-30", "2026-03-30"]}, UNMET),
        "nothing": ({"ledger.yml:reports": GONE}, SILENT),
    },
    "mechanism.activities": {
        "four": ({}, MET),
        "three": ({_A: GONE}, UNMET),
        "one_cancelled": ({f"{_A}:cancelled": True}, UNMET),
        "one_to_come": (
            {_A: GONE, "activities/2026-12-01-x.md": {"title": "未来", "date": "2026-12-01"}}, UNMET,
        ),
        "none_ever": (_NO_ACTIVITIES, SILENT),
    },
    "mechanism.training": {
        "one": ({}, MET),
        "other_kind": ({f"{_C}:kind": "event"}, UNMET),
        "no_kind": ({f"{_C}:kind": GONE}, UNMET),
        "cancelled": ({f"{_C}:cancelled": True}, UNMET),
        "no_activities": (_NO_ACTIVITIES, SILENT),
    },
    "mechanism.four-functions": {
        "services": ({}, MET),
        "activities_alone": ({"home.yml:services": GONE}, MET),
        "one_missing": ({"home.yml:services": GONE, _D: GONE}, UNMET),
        "nothing": (_NO_ACTIVITIES | {"home.yml:services": GONE}, SILENT),
    },
    "mechanism.publicity-person": {
        "named": ({}, MET),
        "no_name": ({"home.yml:staff.publicity.name": GONE}, UNMET),
        "nobody": ({"home.yml:staff.publicity": GONE}, SILENT),
    },
    "mechanism.publicity-plan": _plans("publicity.plan", ("nothing", ({"ledger.yml:publicity": GONE}, SILENT))),
    "mechanism.activity-records": {
        "body_or_record": ({}, MET),
        "one_without": ({f"{_D}:record": GONE}, UNMET),
        "filed_in_future": ({f"{_D}:record": "2026-12-01"}, UNMET),
        "no_activities": (_NO_ACTIVITIES, SILENT),
    },
    "mechanism.legal-event": {
        "one": ({}, MET),
        "other_item": ({f"{_A}:item": "rights.safety"}, UNMET),
        "no_activities": (_NO_ACTIVITIES, SILENT),
    },
    "mechanism.rights-plan": _plans("rights.plan", ("nothing", ({"ledger.yml:rights.plan": GONE}, SILENT))),
    "mechanism.rights-training": _days("rights.training"),
    "mechanism.petitions": _days("rights.petitions_reported"),
    "mechanism.petition-archive": _kept("rights.archived"),
    "mechanism.incidents": _days("rights.incidents_reported"),
    "mechanism.care-visits": _days("care.visits"),
    "mechanism.family-education": {
        "one": ({}, MET),
        "other_item": ({f"{_B}:item": "family.virtue"}, UNMET),
        "no_activities": (_NO_ACTIVITIES, SILENT),
    },
    "mechanism.family-plan": _plans(
        "family.plan",
        ("no_summary", ({"ledger.yml:family.summary": GONE}, UNMET)),
        ("old_summary", ({"ledger.yml:family.summary": "2024-12-20"}, UNMET)),
        ("neither", ({"ledger.yml:family.plan": GONE, "ledger.yml:family.summary": GONE}, SILENT)),
    ),
    "mechanism.family-data": _days("family.data_reported"),
    "mechanism.regulations": {
        "six": ({}, MET),
        "wall_not_said": ({"regulations.yml:[2].on_wall": GONE}, MET),
        "five": ({"regulations.yml:[2]": GONE}, UNMET),
        "one_not_dated": ({"regulations.yml:[2].adopted": GONE}, UNMET),
        "one_not_on_the_wall": ({"regulations.yml:[2].on_wall": False}, UNMET),
        "nothing": ({"regulations.yml": GONE}, SILENT),
    },
    "mechanism.information-system": _kept("system.synced"),
    "honour.yearly": {
        "chosen": ({}, MET),
        "no_household": ({"ledger.yml:family.selected[0].households": 0}, UNMET),
        "too_old": ({"ledger.yml:family.selected[0].date": "2025-11-23"}, UNMET),
        "nothing": ({"ledger.yml:family.selected": GONE}, SILENT),
    },
    "honour.fresh": {
        "five_months": ({}, MET),
        "no_household": ({"ledger.yml:family.selected[0].households": 0}, UNMET),
        "six_months_to_the_day": ({"ledger.yml:family.selected[0].date": "2026-05-24"}, MET),
        "older": ({"ledger.yml:family.selected[0].date": "2026-05-23"}, UNMET),
        "nothing": ({"ledger.yml:family.selected": GONE}, SILENT),
    },
    "brand.present": {
        "whole": ({}, MET),
        "no_story": ({"brand.md:body": ""}, UNMET),
        "no_functions": ({"brand.md:functions": GONE}, UNMET),
        "no_level": ({"brand.md:level": GONE}, UNMET),
        "level_above_its_own": ({"brand.md:level": "district"}, UNMET),
        "nothing": ({"brand.md": GONE}, SILENT),
    },
    "brand.active": {
        "results": ({}, MET),
        "an_activity": ({"brand.md:results": GONE}, MET),
        "neither": ({"brand.md:results": GONE, "brand.md:functions": ["work"], _C: GONE}, UNMET),
        "nothing": ({"brand.md": GONE}, SILENT),
    },
    "ledger.rules": {
        "six_of_old": ({}, MET),
        "off_the_wall_too": ({"regulations.yml:[2].on_wall": False}, MET),
        "five": ({"regulations.yml:[2]": GONE}, UNMET),
        "nothing": ({"regulations.yml": GONE}, SILENT),
    },
    "ledger.rosters": {
        "all": ({}, MET),
        "village_without_its_own": ({"home.yml:kind": "village"}, UNMET),
        "village_with_its_own": (
            {"home.yml:kind": "village", "ledger.yml:rosters.village_representatives": {"updated": "2026-03-01"}}, MET,
        ),
        "one_missing": ({"ledger.yml:rosters.talents": GONE}, UNMET),
        "one_old": ({"ledger.yml:rosters.talents.updated": "2025-03-01"}, UNMET),
        "one_in_future": ({"ledger.yml:rosters.talents.updated": "2026-12-01"}, SILENT),
        "nothing": ({"ledger.yml:rosters": GONE}, SILENT),
    },
    "ledger.records": {
        "all": ({}, MET),
        "one_missing": ({"ledger.yml:records.diary": GONE}, UNMET),
        "by_an_older_label": ({"ledger.yml:records.assistance": GONE, "ledger.yml:records.扶贫助困记录": {"updated": "2026-10-30"}}, MET),
        "by_its_label": ({"ledger.yml:records.assistance": GONE, "ledger.yml:records.帮困助残记录": {"updated": "2026-10-30"}}, MET),
        "nothing": ({"ledger.yml:records": GONE}, SILENT),
    },
    "ledger.general": {
        "all": ({}, MET),
        "old_plan": ({"ledger.yml:general.plan": "2025-01-10"}, UNMET),
        "no_documents": ({"ledger.yml:general.superior_documents": GONE}, UNMET),
        "old_documents_are_kept": ({"ledger.yml:general.superior_documents": "2019-02-01"}, MET),
        "documents_alone": ({"ledger.yml:general": {"materials": "2026-09-01"}}, UNMET),
        "nothing": ({"ledger.yml:general": GONE}, SILENT),
    },
    "ledger.other": {
        "both": ({}, MET),
        "cases_alone": ({"ledger.yml:other.honours": GONE}, UNMET),
        "honours_alone": ({"ledger.yml:other.cases": GONE}, UNMET),
        "first_day_of_the_year": ({"ledger.yml:other": {"honours": "2025-11-24", "cases": "2025-11-24"}}, MET),
        "old_honours": ({"ledger.yml:other.honours": "2025-11-23"}, UNMET),
        "cases_to_come": ({"ledger.yml:other.cases": "2026-11-24"}, UNMET),
        "none_this_year": ({"ledger.yml:other": {"none_this_year": "2026-01-05"}}, MET),
        "none_this_year_beside_old_ones": ({"ledger.yml:other": {"honours": "2023-05-15", "none_this_year": "2025-12-30"}}, MET),
        "none_in_a_year_before": ({"ledger.yml:other": {"honours": "2023-05-15", "none_this_year": "2024-12-30"}}, UNMET),
        "none_to_come": ({"ledger.yml:other": {"none_this_year": "2026-12-31"}}, SILENT),
        "materials_alone": ({"ledger.yml:other": {"materials": "2026-05-15"}}, SILENT),
        "nothing": ({"ledger.yml:other": GONE}, SILENT),
    },
}  # fmt: skip
