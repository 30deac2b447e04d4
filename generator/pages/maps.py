"""Links to a home in the maps that people have on their phones. All three get its point in GCJ-02."""

from __future__ import annotations

from functools import lru_cache, partial
from urllib.parse import quote_plus, urlencode

from generator.catalogue.places import wgs84_to_gcj02
from generator.public.views import HomeView, Link

_REFERRER = "womens-homes"  # each map wants to know who sends people
_query = partial(
    urlencode, quote_via=lru_cache(1_000)(quote_plus)
)  # much is the same for all homes, or for each of the maps


def maps(home: HomeView) -> tuple[Link, ...]:
    """The home in Amap, Baidu and Tencent's map, by their web addresses; nothing where its point is unknown."""
    if home.office.point is None:
        return ()
    longitude, latitude = (
        f"{degrees:.6f}" for degrees in wgs84_to_gcj02(home.office.point.longitude, home.office.point.latitude)
    )
    address = home.office.address or home.street.name
    amap = {"to": f"{longitude},{latitude},{_plain(home.name)}", "mode": "bus", "coordinate": "gaode", "src": _REFERRER}
    baidu = {
        "location": f"{latitude},{longitude}",
        "coord_type": "gcj02",
        "title": home.name,
        "content": address,
        "output": "html",
        "src": _REFERRER,
    }
    marker = f"coord:{latitude},{longitude};title:{_plain(home.name)};addr:{_plain(address)}"
    return (
        Link("高德地图", "https://uri.amap.com/navigation?" + _query(amap)),
        Link("百度地图", "https://api.map.baidu.com/marker?" + _query(baidu)),
        Link("腾讯地图", "https://apis.map.qq.com/uri/v1/marker?" + _query({"marker": marker, "referer": _REFERRER})),
    )


def _plain(words: str) -> str:
    """Without the marks that part a value in these addresses."""
    return words.translate({ord(mark): " " for mark in ",;:|"})
