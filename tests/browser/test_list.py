"""The one script that unpacks the list of homes, against another reading of the same form."""

from __future__ import annotations

import json

from generator.model.phones import parse_phones
from generator.search import names, nearby
from tests.model.test_phones import WRITTEN
from tests.search import reading
from tests.search.city import city

HOMES = """([data, where]) => homesList(data, where).homes.map(home => ({
  identity: home.identity, name: home.name, pinyin: home.sounds.map(ways => ways[0]).join(" "), aliases: home.aliases, phones: home.phones,
  closures: home.closures, offers: home.services.map(one => [Math.log2(one[0]), one[1], one[2]]),
  place: home.point && home.point.map(one => Math.round(one * 1e5)) }))"""


def test_the_script_dials_what_the_pages_dial(visit):
    page = visit("search/")
    numbers = [phone for written in WRITTEN for phone in parse_phones(written)]
    assert page.evaluate("phones => phones.map(homesCall)", list(map(str, numbers))) == [
        phone.link for phone in numbers
    ]


def test_the_script_reads_every_home(visit, sample):
    page = visit("search/")
    for site in (sample.site, city(400)):
        listed, where = names.names(site), nearby.nearby(site)
        told = page.evaluate(HOMES, [json.loads(listed), json.loads(where)])
        expected = reading.homes(listed, where)
        assert len(told) == len(expected)
        for home, own in zip(told, expected, strict=True):
            offers = [tuple(map(round, offer)) for offer in home.pop("offers")]
            place = home.pop("place")
            assert home == {key: own[key] for key in home}
            assert (offers, place and tuple(place)) == (own["offers"], own["place"])


def test_one_list_serves_both_pages(visit, sample):
    """Each page asks for what it needs, once: the search for the list alone."""
    for address, files in (
        ("search/", {"names.json"}),
        ("nearby/?street=chaoyang/wangjing", {"names.json", "nearby.json"}),
    ):
        asked: list[str] = []
        page = visit("about/")
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(sample.root + address)
        page.locator(".results li").first.wait_for()
        lists = [url.rpartition("/")[2] for url in asked if url.endswith(("search/names.json", "search/nearby.json"))]
        assert sorted(lists) == sorted(files)
