"""The badge of a demonstration home, drawn as SVG: level and year, never the federation's emblem."""

from __future__ import annotations

import math
from collections.abc import Iterator

from generator.content.markdown import escape
from generator.public.views import BadgeView, CityView, HomeView

_COLOURS = {"city": ("#714B00", "#FAEFD2", "#D9B665"), "district": ("#35506B", "#E9EFF5", "#A9BCCE")}
_FONT = "PingFang SC, HarmonyOS Sans SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif"


def files(home: HomeView, city: CityView) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of the drawing of each badge that a home holds, beside the page that answers for it."""
    for badge in home.badges:
        address = f"{city.url.rstrip('/')}/{badge.address}".lstrip("/")
        yield f"{badge.address}badge.svg", draw(badge, home.name, address, city.terms.home or "").encode()


def draw(badge: BadgeView, home: str, address: str, term: str) -> str:
    """A plaque of 360 × 400 as SVG.

    `address`, in small print: the page that says whether the badge is still held; `term`: what the city calls a home.
    """
    (ink, ground, line), label, year = _COLOURS[badge.tone], badge.label, badge.year
    petals = "".join(_petal(angle, line) for angle in range(0, 360, 30))
    house = f'<circle r="34" fill="{ink}"/><path d="M-17 6 0-12l17 18v12h-34z" fill="{ground}"/>'
    title = f"{escape(home)}：{escape(label)}“{escape(term)}”（{year} 年度）"
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 400" role="img" aria-label="{title}">
<title>{title}</title><desc>是否仍在示范名单上，请看 {escape(address)}</desc>
<rect x="6" y="6" width="348" height="388" rx="18" fill="{ground}" stroke="{ink}" stroke-width="4"/>
<rect x="18" y="18" width="324" height="364" rx="10" fill="none" stroke="{line}" stroke-width="3"/>
<g transform="translate(180 118)">{petals}{house}</g>
<g fill="{ink}" font-family="{_FONT}" text-anchor="middle" font-weight="700">
<text x="180" y="252" font-size="44">{escape(label)}</text>
<text x="180" y="302" font-size="38">{escape(term)}</text>
<text x="180" y="342" font-size="26" font-weight="400">{year} 年度</text>
<text x="180" y="368" font-size="11" font-weight="400">{escape(address)}</text></g></svg>
"""


def _petal(angle: int, fill: str) -> str:
    turn = math.radians(angle)
    x, y = 60 * math.sin(turn), -60 * math.cos(turn)
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="11" ry="20" transform="rotate({angle} {x:.1f} {y:.1f})" '
        f'fill="{fill}"/>'
    )
