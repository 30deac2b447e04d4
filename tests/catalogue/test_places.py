import random

import pytest

from generator.catalogue.places import metres, nearest, to_wgs84, wgs84_to_gcj02

TIANANMEN = (116.397428, 39.90923)  # GCJ-02, as maps show it


def test_datums_lead_to_the_same_place():
    wgs = to_wgs84(*TIANANMEN, "gcj02")
    assert 400 < metres(wgs, TIANANMEN) < 700
    assert metres(wgs84_to_gcj02(*wgs), TIANANMEN) < 0.01


def test_baidus_shift_comes_on_top():
    assert metres(to_wgs84(116.403963, 39.915119, "bd09"), to_wgs84(*TIANANMEN, "gcj02")) < 60


def test_wgs84_stays():
    assert to_wgs84(116.4, 39.9, "wgs84") == (116.4, 39.9)


def test_a_degree_of_latitude():
    assert metres((116, 39), (116, 40)) == pytest.approx(111_195, abs=1)


def test_nearest_is_what_comparing_all_gives():
    chance = random.Random(1)
    points = {n: (115.5 + 2 * chance.random(), 39.5 + 1.5 * chance.random()) for n in range(300)}
    found = nearest(points, 3, 20_000)
    for key, here in points.items():
        far = sorted((metres(here, there), str(other), other) for other, there in points.items() if other != key)
        expected = [other for m, _, other in far if m <= 20_000][:3]
        assert [other for _, other in found[key]] == expected
