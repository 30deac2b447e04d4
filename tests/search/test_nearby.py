"""What the browser needs to find the nearest home, by its documented shape."""

from __future__ import annotations

import json

from generator.search import names, nearby
from tests.search import reading

HOME = """name: {name}
kind: community
street: wangjing
office:
  location: {{longitude: {longitude}, latitude: {latitude}, datum: wgs84}}
  hours: [{{days: 周六, open: "9:00-11:00"}}]
"""


def places(folder) -> dict[str, tuple[int, int] | None]:
    """Identity → where it lies, in hundred-thousandths of a degree."""
    site = folder.site()
    return {home["identity"]: home["place"] for home in reading.homes(names.names(site), nearby.nearby(site))}


def test_a_home_lies_where_its_point_is(folder):
    folder.home(
        "home.yml", HOME.format(name="甲社区妇女之家", longitude=116.470214, latitude=39.946187), "chaoyang/jia"
    )
    folder.home("home.yml", HOME.format(name="乙社区妇女之家", longitude=116.480001, latitude=39.950002), "chaoyang/yi")
    found = places(folder)
    assert found["chaoyang/jia"] == (11647021, 3994619)
    assert found["chaoyang/yi"] == (11648000, 3995000)


def test_without_a_point_there_is_none(folder):
    folder.home("home.yml", "name: 丙社区妇女之家\nkind: community\nstreet: wangjing\n", "chaoyang/bing")
    assert places(folder)["chaoyang/bing"] is None


def test_a_street_nobody_has_marked_has_no_middle(folder):
    folder.home("home.yml", HOME.format(name="甲社区妇女之家", longitude=116.47, latitude=39.94), "chaoyang/jia")
    assert json.loads(nearby.nearby(folder.site()))["streets"] == [None, [11647000, 3994000]]
