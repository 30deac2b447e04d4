"""Activities as search engines read them: of one day, several days, a series, with a start alone."""

from __future__ import annotations

import json

from tests.conftest import HOME

OWN = "homes/chaoyang/zaoying-beili/"
ASKED = {
    ("2027-05-10", "14:00-16:00"): {"startDate": "2027-05-10T14:00:00+08:00", "endDate": "2027-05-10T16:00:00+08:00"},
    ("2027-05-10", "14:00"): {"startDate": "2027-05-10T14:00:00+08:00", "endDate": None},
    ("2027-05-10", "全天"): {"startDate": "2027-05-10", "endDate": "2027-05-10"},
    ("2027-05-10", "22:00-次日2:00"): {"endDate": "2027-05-11T02:00:00+08:00"},
    ("2027-05-10 至 2027-05-12", "14:00-16:00"): {
        "startDate": "2027-05-10T14:00:00+08:00",
        "endDate": "2027-05-12T16:00:00+08:00",
    },
    ("[2027-05-10, 2027-05-17]", "14:00-16:00"): {
        "startDate": "2027-05-10T14:00:00+08:00",
        "endDate": "2027-05-17T16:00:00+08:00",
    },
}


def structured(page) -> dict:
    kinds = [attributes.get("type") for tag, attributes in page.elements if tag == "script"]
    return json.loads(page.scripts[kinds.index("application/ld+json")])


def test_activities_are_events_of_their_page_and_of_the_homes(folder, pages):
    folder.home("home.yml", HOME)
    for number, (date, time) in enumerate(ASKED):
        head = f'title: 讲座{number}\ndate: {date}\ntime: "{time}"\nplace: 二层\nsignup: 打电话'
        folder.home(f"activities/2027-05-10-x{number}.md", f"---\n{head}\n---\n")
    folder.home(
        "activities/2027-05-11-y.md", "---\ntitle: 讲座\ndate: 2027-05-11\ncancelled: 是\nsignup: 打电话\n---\n"
    )
    found = pages(folder)
    coming = {event["name"]: event for event in structured(found[f"{OWN}index.html"])["event"]}
    for number, ((date, _), told) in enumerate(ASKED.items()):
        event = structured(found[f"{OWN}activities/2027-05-10-x{number}/index.html"])
        assert (event["@type"], event["location"]["name"]) == ("Event", "二层")
        assert {key: event.get(key) for key in told} == told
        assert len(event.get("subEvent", ())) == (2 if date.startswith("[") else 0)
        assert ("eventSchedule" in event) == ("至" in date)
        assert {key: coming[f"讲座{number}"].get(key) for key in told} == told
    cancelled = structured(found[f"{OWN}activities/2027-05-11-y/index.html"])
    assert cancelled["eventStatus"] == coming["讲座"]["eventStatus"] == "https://schema.org/EventCancelled"
