"""Degrees as maps and people write them: 116.4712, 116°26′30″, 东经116.47°."""

from __future__ import annotations

import re

from generator.content.values.value import Value, half_width
from generator.diagnostics import InvalidInput
from generator.patterns import lazy

_PLAIN = lazy(r"[-+]?\d{1,3}(?:\.\d{1,40})?")
_NAME = r"(?:东经|西经|北纬|南纬|经度|纬度|lng|lon(?:gitude)?|lat(?:itude)?|[EWNS])?\s*[:=]?\s*"
_LONGITUDE, _LATITUDE = (
    re.compile(rf"{words}|[{marks}]\s*$|^\s*[{marks}](?![a-z])", re.IGNORECASE)
    for words, marks in (("经|^\\s*(?:lng|lon)", "EW"), ("纬|^\\s*lat", "NS"))
)
_DEGREES = lazy(
    rf"{_NAME}([-+]?\d{{1,3}}(?:\.\d+)?)\s*(?:[°度]|o)?\s*(?:(\d{{1,2}}(?:\.\d+)?)\s*['′分]\s*(?:(\d{{1,2}}(?:\.\d+)?)\s*(?:\"|″|''|秒))?)?"
    r"\s*[EWNS]?",
    re.IGNORECASE,
)


def read_degrees(text: str, latitude: bool | None = None) -> Value[float]:
    """Degrees, with minutes and seconds or with decimals; of a `latitude`, a longitude (False), or either.

    Raises `InvalidInput`.
    """
    plain = _plain(text)
    if _PLAIN.fullmatch(plain):
        return Value(float(plain))
    found = _DEGREES.fullmatch(plain)
    if found is None and (apart := re.fullmatch(r"(\d{1,3})[ .](\d{1,2})[ .](\d{1,2}(?:\.\d+)?)", plain)):
        raise InvalidInput(f"“{text[:30]}”不是经纬度", f"是度、分、秒的，写成 {apart[1]}°{apart[2]}′{apart[3]}″")
    if found is None and (comma := re.fullmatch(r"(\d{1,3}),(\d{1,7})", plain)):
        raise InvalidInput(f"“{text[:30]}”不是经纬度", f"逗号是小数点的，写成 {comma[1]}.{comma[2]}")
    if found is None or float(found[2] or 0) >= 60 or float(found[3] or 0) >= 60:
        raise InvalidInput(f"“{text[:30]}”不是经纬度", "写成带小数的度，如 120.1234")
    value = round(float(found[1]) + float(found[2] or 0) / 60 + float(found[3] or 0) / 3600, 7)
    if re.search("西经|南纬|[WS]$|^[WS]", plain, re.IGNORECASE):
        value = -value
    if latitude is not None and (_LATITUDE if not latitude else _LONGITUDE).search(plain):
        named, other = ("纬度", "经度") if not latitude else ("经度", "纬度")
        raise InvalidInput(f"“{text[:30]}”说的是{named}，写在了{other}", "核对经度和纬度，多半写反了")
    return Value(value, f"{value:g}" if value == round(value, 3) else f"{value:.7f}".rstrip("0"))


_SOUTHERNMOST, _NORTHERNMOST = 3, 54  # degrees of the country, which begins at 73 in the west


def refuse_swapped(longitude: float) -> None:
    """Raises `InvalidInput` for a longitude that is a latitude of the country: half a point must not be taken."""
    if _SOUTHERNMOST < longitude <= _NORTHERNMOST:
        raise InvalidInput(f"{longitude:g} 不会是经度，经度和纬度多半写反了", "把两个数对调")


_BEHIND_MARK, _BEFORE_MARK = lazy(r"(?<=['\"°\d])([EWNS])\s*(?=\d)"), lazy(r"(?<=['\"°\d])()\s*(?=[EWNS]\d)")


def split_point(text: str) -> tuple[str, str]:
    """Longitude and latitude of one text, 120.1234,30.5678; where they are named, in either order.

    Raises `InvalidInput`.
    """
    plain = _plain(text).strip("()[]")
    plain = re.sub(r"(?<=['\"°度分秒\d])\s*(?=[东西]经|[南北]纬)", ",", plain)
    plain = (_BEFORE_MARK if plain[:1] in "EWNS" else _BEHIND_MARK).sub(r"\1,", plain)
    plain = re.sub(r"(?<=[°度'\"分])\s+(?=\d)|(?<=[EWNSewns经纬度])\s+(?=\d)", "", plain)
    parts = [part for part in re.split(r"[,、;/&\s]+", plain) if part]
    if len(parts) != 2:
        raise InvalidInput(f"“{text[:40]}”不是一个位置", "写成 经度,纬度，如 120.1234,30.5678")
    first, second = parts
    return (second, first) if _LATITUDE.search(first) and _LONGITUDE.search(second) else (first, second)


def _plain(text: str) -> str:
    """Minutes and seconds by one mark each: the double prime comes apart in half width."""
    plain = half_width(re.sub("[˚º]", "°", re.sub("[″”“＂]|′′|''|``", '"', text)))
    return re.sub("[′’‘`]", "'", plain).rstrip(",;。")
