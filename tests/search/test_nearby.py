"""What the browser needs to find the nearest home, by its documented shape."""

from __future__ import annotations

import json

from generator.search import names, nearby

HOME = """name: {name}
kind: community
street: wangjing
office:
  location: {{longitude: {longitude}, latitude: {latitude}, datum: wgs84}}
  hours: [{{days: 周六, open: "9:00-11:00"}}]
"""


def told(folder) -> dict:
    return json.loads(nearby.nearby(folder.site()))


def test_columns_stand_in_the_order_of_the_name_list(folder):
    site = folder.site()
    listed, where = json.loads(names.names(site)), told(folder)
    assert len(where["streets"]) == len(listed["streets"])
    assert {len(where[column]) for column in ("east", "north", "open")} == {len(listed["homes"])}


def test_a_home_lies_where_its_point_is(folder):
    folder.home("home.yml", HOME.format(name="甲社区妇女之家", longitude=116.470214, latitude=39.946187), "chaoyang/jia")
    folder.home("home.yml", HOME.format(name="乙社区妇女之家", longitude=116.480001, latitude=39.950002), "chaoyang/yi")
    listed, where = json.loads(names.names(folder.site())), told(folder)
    found = {}
    for row, east, north, way in zip(listed["homes"], where["east"], where["north"], where["open"], strict=True):
        if east is not None:
            middle = where["streets"][row[2]]
            found[row[0]] = (middle[0] + east, middle[1] + north, where["hours"][way])
    assert found["jia"] == (11647021, 3994619, [[[5], False, [[540, 660]]]])
    assert found["yi"] == (11648000, 3995000, [[[5], False, [[540, 660]]]])


def test_without_a_point_there_is_none(folder):
    folder.home("home.yml", "name: 丙社区妇女之家\nkind: community\nstreet: wangjing\n", "chaoyang/bing")
    listed, where = json.loads(names.names(folder.site())), told(folder)
    number = [row[0] for row in listed["homes"]].index("bing")
    assert (where["east"][number], where["north"][number]) == (None, None)
    assert where["hours"][where["open"][number]] == []


def test_closures_that_are_over_are_left_out(folder):
    today = folder.site().today
    closed = f"closed: [{{from: 2001-01-01, to: 2001-01-02}}, {{from: {today}, to: {today}, reason: 盘点}}]"
    folder.home("home.yml", HOME.format(name="甲社区妇女之家", longitude=116.47, latitude=39.94) + f"  {closed}\n", "chaoyang/jia")
    assert list(told(folder)["closures"].values()) == [[[str(today), str(today), "盘点"]]]
