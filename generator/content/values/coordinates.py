"""Degrees as maps and people write them: 116.4712, 116°26′30″, 东经116.47°."""

from __future__ import annotations

import re

from generator.content.values.value import Value, half_width
from generator.diagnostics import InvalidInput

_PLAIN = re.compile(r"[-+]?\d{1,3}(?:\.\d{1,40})?")
_NAME = r"(?:东经|西经|北纬|南纬|经度|纬度|[EWNS])?\s*:?\s*"
_DEGREES = re.compile(
    rf"{_NAME}([-+]?\d{{1,3}}(?:\.\d+)?)\s*(?:[°度]|o)?\s*(?:(\d{{1,2}}(?:\.\d+)?)\s*['′分]\s*(?:(\d{{1,2}}(?:\.\d+)?)\s*(?:\"|″|''|秒))?)?"
    r"\s*[EWNS]?",
    re.IGNORECASE,
)


def read_degrees(text: str) -> Value[float]:
    """Degrees, with minutes and seconds or with decimals. Raises `InvalidInput`."""
    plain = half_width(text).replace("’", "'").replace("”", '"')
    if _PLAIN.fullmatch(plain):
        return Value(float(plain))
    found = _DEGREES.fullmatch(plain)
    if found is None or float(found[2] or 0) >= 60 or float(found[3] or 0) >= 60:
        raise InvalidInput(f"“{text[:30]}”不是经纬度", "写成带小数的度，如 116.4712")
    value = round(float(found[1]) + float(found[2] or 0) / 60 + float(found[3] or 0) / 3600, 7)
    if re.search("西经|南纬|[WS]$|^[WS]", plain, re.IGNORECASE):
        value = -value
    return Value(value, f"{value:g}" if value == round(value, 3) else f"{value:.7f}".rstrip("0"))


def split_point(text: str) -> tuple[str, str]:
    """Longitude and latitude of one text, 116.4712,39.9476. Raises `InvalidInput`."""
    parts = [part for part in re.split(r"[,，;；、\s]+", text.strip()) if part]
    if len(parts) != 2:
        raise InvalidInput(f"“{text[:40]}”不是一个位置", "写成 经度,纬度，如 116.4712,39.9476")
    return parts[0], parts[1]
