"""SVG marks as strings. Pictures are drawn on a sheet 1200 wide and 800 high."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, radians, sin

Point = tuple[float, float]


def num(value: float) -> str:
    """A coordinate with at most one decimal: short files, and the same on every machine."""
    return f"{round(value, 1):g}"


def attributes(opacity: float, extra: str) -> str:
    faded = f' opacity="{opacity:g}"' if opacity != 1 else ""
    return faded + (f" {extra}" if extra else "")


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, o: float = 1, extra: str = "") -> str:
    corner = f' rx="{num(r)}"' if r else ""
    return (
        f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}" fil'
        f'l="{fill}"{corner}{attributes(o, extra)}/>'
    )


def path(d: str, fill: str, o: float = 1, extra: str = "") -> str:
    return f'<path d="{d}" fill="{fill}"{attributes(o, extra)}/>'


def poly(points: Iterable[Point], fill: str, o: float = 1) -> str:
    return path("M" + " ".join(f"{num(x)} {num(y)}" for x, y in points) + "z", fill, o)


def disc(x: float, y: float, r: float, fill: str, o: float = 1) -> str:
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(r)}" fill="{fill}"{attributes(o, "")}/>'


def ring(x: float, y: float, r: float, stroke: str, width: float = 3, o: float = 1) -> str:
    return (
        f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(r)}" fill="none" stroke="{stroke}" stroke-widt'
        f'h="{num(width)}"{attributes(o, "")}/>'
    )


def oval(x: float, y: float, rx: float, ry: float, fill: str, o: float = 1, turn: float = 0) -> str:
    turned = f'transform="rotate({num(turn)} {num(x)} {num(y)})"' if turn else ""
    return f'<ellipse cx="{num(x)}" cy="{num(y)}" rx="{num(rx)}" ry="{num(ry)}" fill="{fill}"{attributes(o, turned)}/>'


def line(d: str, stroke: str, width: float = 3, o: float = 1, cap: str = "round") -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{num(width)}" stroke-linecap="{cap}"'
        f' stroke-linejoin="round"{attributes(o, "")}/>'
    )


def group(body: str, x: float = 0, y: float = 0, turn: float = 0, scale: float = 1, o: float = 1) -> str:
    """The marks of `body` drawn round their own origin, put at (x, y)."""
    steps = [f"translate({num(x)} {num(y)})"]
    if turn:
        steps.append(f"rotate({num(turn)})")
    if scale != 1:
        steps.append(f"scale({scale:.3g})")
    return f'<g transform="{" ".join(steps)}"{attributes(o, "")}>{body}</g>'


def blob(x: float, y: float, rx: float, ry: float, turn: float) -> str:
    """An ellipse as a piece of path data, so that hundreds of leaves are one mark."""
    dx, dy = rx * cos(radians(turn)), rx * sin(radians(turn))
    arc = f"{num(rx)} {num(ry)} {num(turn)} 1 0 "
    return f"M{num(x - dx)} {num(y - dy)}a{arc}{num(2 * dx)} {num(2 * dy)}a{arc}{num(-2 * dx)} {num(-2 * dy)}z"


def box(x: float, y: float, w: float, h: float) -> str:
    """A rectangle as a piece of path data."""
    return f"M{num(x)} {num(y)}h{num(w)}v{num(h)}h{num(-w)}z"


def shadow(x: float, y: float, rx: float, ry: float, o: float = 0.16) -> str:
    """What a thing casts where it stands: a soft edge out of two ovals."""
    return oval(x, y, rx * 1.12, ry * 1.2, "#2B2118", o * 0.5) + oval(x, y, rx * 0.92, ry * 0.9, "#2B2118", o * 0.7)


def mix(a: str, b: str, share: float) -> str:
    """The colour `share` of the way from #rrggbb `a` to `b`."""
    pairs = ((int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(p + (q - p) * share):02X}" for p, q in pairs)


def darker(colour: str, share: float = 0.2) -> str:
    return mix(colour, "#2A1D1A", share)


def lighter(colour: str, share: float = 0.25) -> str:
    return mix(colour, "#FFF8EA", share)


def around(body: str, count: int, start: float = 0) -> str:
    return "".join(f'<g transform="rotate({num(360 / count * i + start)})">{body}</g>' for i in range(count))


def petal(inner: float, outer: float, width: float, fill: str) -> str:
    """A leaf pointing up from the origin, between two distances."""
    middle = (inner + outer) / 2
    return path(
        f"M0 {num(-outer)}Q{num(width)} {num(-middle)} 0 {num(-inner)}Q{num(-width)} {num(-middle)} 0 {num(-outer)}z",
        fill,
    )


def rosette(x: float, y: float, r: float, kind: int, cut: str = "#A61E32", ground: str = "#FBF3E2") -> str:
    """A round window flower, one of many by `kind`."""
    n = (6, 8, 12, 5, 10, 7)[kind % 6]
    w = r * (1.15 / n + 0.04)
    body = disc(0, 0, r * 0.86, cut) + around(disc(0, -r * 0.84, r * 0.15, cut), n * 2, 90 / n)
    body += around(disc(0, -r * 0.84, r * 0.055, ground), n * 2, 90 / n)
    body += around(petal(r * 0.3, r * 0.7, w, ground) + petal(r * 0.4, r * 0.6, w * 0.42, cut), n)
    body += around(petal(r * 0.52, r * 0.68, r * 0.05, ground), n, 180 / n) + disc(0, 0, r * 0.25, ground)
    heart = (
        around(petal(0, r * 0.21, r * 0.1, cut), 6),
        around(disc(0, -r * 0.13, r * 0.07, cut), 5) + disc(0, 0, r * 0.05, cut),
        disc(0, 0, r * 0.17, cut) + around(petal(r * 0.05, r * 0.14, r * 0.03, ground), 8),
    )
    return group(body + heart[kind % 3], x, y)


def wave(x0: float, x1: float, y: float, height: float, step: float, phase: float = 0) -> str:
    """Path data of a soft ridge from x0 to x1, without its closing."""
    d, x, k = f"M{num(x0)} {num(y)}", x0, 0
    while x < x1:
        rise = height * sin(phase + k * 1.9) * (0.6 + 0.4 * cos(phase * 3 + k * pi / 3))
        d += f"q{num(step / 2)} {num(-abs(rise) - height * 0.2)} {num(step)} 0"
        x, k = x + step, k + 1
    return d
