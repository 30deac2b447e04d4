"""Sky, hills, trees, plants, weather."""

from __future__ import annotations

from math import cos, pi, sin, sqrt

from .primitives import blob, darker, disc, group, lighter, line, mix, num, oval, path, rect, shadow, wave
from .sheet import Sheet

BARK = "#6B4B38"


def sky(s: Sheet, horizon: float = 800) -> str:
    top, low = s.look.sky
    marks = rect(0, 0, 1200, horizon, s.fade(top, low))
    x, y = s.between(150, 420), s.between(90, 170) if s.look.hour != "dusk" else horizon * 0.62
    marks += disc(x, y, 230, s.glow(s.look.beam, 0.9)) + disc(x, y, 40, lighter(s.look.beam, 0.4), 0.85)
    for _ in range(s.rng.randint(1, 3)):
        marks += cloud(s.between(380, 1150), s.between(60, horizon * 0.4), s.between(0.6, 1.2))
    return marks


def cloud(x: float, y: float, scale: float) -> str:
    puffs = blob(0, 0, 70, 17, 0) + blob(-34, -12, 34, 20, 0) + blob(16, -20, 42, 26, 0) + blob(66, -4, 40, 15, 0)
    return group(path(puffs, "#FFFDF7", 0.62), x, y, 0, scale)


def hills(s: Sheet, base: float, height: float, colour: str = "", layers: int = 3) -> str:
    """Ranges one behind another, the far ones in the haze."""
    near, haze = colour or mix(s.look.leaves[0], s.look.leaves[1], 0.4), s.look.sky[1]
    if s.look.hour == "dusk":
        near = mix(near, "#6F7F9F", 0.55)
    marks = ""
    for k in range(layers):
        share = (k + 1) / (layers + 0.6)
        y = base - height * (1 - (k + 0.2) / layers)
        ridge = wave(-80, 1280, y, height * 0.42, s.between(210, 330), s.between(0, 6))
        marks += path(
            f"{ridge}V{num(base + 60)}H-80z", s.fade(mix(haze, near, share * 0.8), mix(haze, near, share * 0.45))
        )
    return marks


def ground(s: Sheet, y: float, near: str = "", far: str = "") -> str:
    a, b = s.look.grass
    return rect(0, y, 1200, 800 - y, s.fade(far or a, near or b))


def paving(s: Sheet, y: float, colour: str = "#D6CCBB", centre: float = 600) -> str:
    """Stone slabs running away from the viewer."""
    marks = rect(0, y, 1200, 800 - y, s.fade(darker(colour, 0.1), lighter(colour, 0.25)))
    d = "".join(f"M{num(centre + k * 52)} {num(y)}L{num(centre + k * 178)} 800" for k in range(-14, 15))
    step, row = 12.0, y + 12
    while row < 800:
        d += f"M0 {num(row)}H1200"
        step *= 1.5
        row += step
    return marks + line(d, darker(colour, 0.2), 1.8, 0.55) + rect(0, y, 1200, 10, "#2B2118", 0, 0.12)


def crown(s: Sheet, x: float, y: float, rx: float, ry: float, tones: tuple[str, ...], leaf: float = 1) -> str:
    """Leaves in four tones, the light ones towards the sun on the left."""
    marks = ""
    plan = ((60, 0, 0.14, 1.0), (60, 0, 0.04, 0.96), (46, -0.1, -0.12, 0.8), (22, -0.24, -0.3, 0.6))
    for tone, (count, dx, dy, spread) in zip(tones, plan, strict=True):
        d = ""
        for _ in range(round(count * max(0.5, min(1.6, rx * ry / 22000)))):
            a, q = s.rng.random() * 2 * pi, sqrt(s.rng.random()) * spread
            size = s.between(0.75, 1.3) * leaf
            d += blob(
                x + dx * rx + cos(a) * q * rx,
                y + dy * ry + sin(a) * q * ry,
                21 * size,
                12.5 * size,
                s.rng.random() * 180,
            )
        marks += path(d, tone)
    return marks


def trunk(x: float, base: float, height: float, width: float, colour: str = BARK, branching: bool = True) -> str:
    top, w = base - height, width
    marks = path(
        f"M{num(x - w)} {num(base)}C{num(x - w * 0.3)} {num(base - height * 0.3)} {num(x - w * 0.5)}"
        f" {num(base - height * 0.6)}"
        f" {num(x - w * 0.34)} {num(top)}"
        f"H{num(x + w * 0.34)}C{num(x + w * 0.5)} {num(base - height * 0.6)}"
        f" {num(x + w * 0.3)} {num(base - height * 0.3)} {num(x + w)} {num(base)}z",
        colour,
    )
    marks += line(
        f"M{num(x - w * 0.4)} {num(base - 6)}C{num(x - w * 0.1)} {num(base - height * 0.3)} {num(x - w * 0.3)}"
        f" {num(base - height * 0.6)} {num(x - w * 0.14)} {num(top)}",
        lighter(colour, 0.2),
        w * 0.26,
        0.7,
    )
    return marks + (limbs(x, base, height, width, colour) if branching else "")


def limbs(x: float, base: float, height: float, w: float, colour: str) -> str:
    top = base - height
    d = (
        f"M{num(x)} {num(top + height * 0.3)}Q{num(x - w)} {num(top)} {num(x - w * 3)} {num(top - height * 0.24)}"
        f"M{num(x)} {num(top + height * 0.2)}Q{num(x + w)} {num(top)} {num(x + w * 3.2)} {num(top - height * 0.26)}"
    )
    return line(d, colour, w * 0.6)


def twigs(s: Sheet, x: float, y: float, length: float, lean: float, depth: int) -> str:
    """The path data of a bare branch and what grows from it."""
    ex, ey = x + sin(lean) * length, y - cos(lean) * length
    d = (
        f"M{num(x)} {num(y)}Q{num(x + sin(lean) * length * 0.4 + s.between(-8, 8))} {num(y - cos(lean) * length * 0.6)}"
        f" {num(ex)} {num(ey)}"
    )
    if depth:
        for side in (-1, 1):
            d += twigs(s, ex, ey, length * s.between(0.62, 0.8), lean + side * s.between(0.25, 0.6), depth - 1)
    return d


def bare_tree(s: Sheet, x: float, base: float, height: float, width: float, snow: bool = False) -> str:
    marks, top = trunk(x, base, height * 0.5, width, BARK, False), base - height * 0.46
    for lean in (-0.55, -0.12, 0.4):
        d = twigs(s, x, top, height * 0.21, lean, 3)
        marks += line(d, BARK, width * 0.24)
        if snow:
            marks += group(line(d, "#FFFFFF", width * 0.1, 0.85), -1, -3)
    return marks


FRUIT = {
    "pomegranate": ("#AE2438", 11),
    "persimmon": ("#DE7A2C", 10),
    "apple": ("#C23B36", 9),
    "jujube": ("#9C3A2A", 6),
    "blossom": ("#F3C3C4", 7),
    "pear": ("#E8C766", 9),
}


def fruits(s: Sheet, x: float, y: float, rx: float, ry: float, kind: str, count: int) -> str:
    colour, r = FRUIT[kind]
    body = below = spark = ""
    for k in range(count):
        a, q = k * 2.399 + s.between(-0.2, 0.2), sqrt((k + 0.6) / count) * 0.9
        fx, fy = x + cos(a) * q * rx, y + sin(a) * q * ry
        size = r * s.between(0.85, 1.15)
        body += blob(fx, fy, size, size * 0.95, 0)
        below += blob(fx + size * 0.22, fy + size * 0.3, size * 0.66, size * 0.56, 0)
        spark += blob(fx - size * 0.35, fy - size * 0.35, size * 0.3, size * 0.24, -30)
    return path(body, colour) + path(below, darker(colour, 0.25), 0.5) + path(spark, "#FFF4E2", 0.75)


def tree(
    s: Sheet,
    x: float,
    base: float,
    rx: float,
    ry: float,
    fruit: str = "",
    count: int = 14,
    stem: float = 0,
    tones: tuple[str, ...] = (),
) -> str:
    """A tree standing at (x, base) with its crown's half width and half height; bare in winter."""
    stem = stem or ry * 1.1
    width, y = rx * 0.13 + 4, base - stem - ry * 0.72
    marks = shadow(x + rx * 0.12, base, rx * 0.8, rx * 0.1)
    if s.look.bare and not tones:
        return (
            marks
            + bare_tree(s, x, base, stem + ry * 1.3, width)
            + (fruits(s, x, y, rx * 0.7, ry * 0.7, fruit, count // 2) if fruit == "persimmon" else "")
        )
    marks += trunk(x, base, stem, width) + crown(s, x, y, rx, ry, tones or s.look.leaves, max(0.7, min(1.15, rx / 150)))
    return marks + (fruits(s, x, y, rx, ry, fruit, count) if fruit else "")


def pine(s: Sheet, x: float, base: float, height: float, snow: bool = False) -> str:
    w, marks = (
        height * 0.27,
        shadow(x, base, height * 0.26, height * 0.035)
        + rect(x - height * 0.025, base - height * 0.2, height * 0.05, height * 0.2, BARK),
    )
    for k in range(4):
        y, half = base - height * (0.14 + k * 0.2), w * (1 - k * 0.2)
        tip = y - height * 0.32
        marks += path(
            f"M{num(x)} {num(tip)}L{num(x + half)} {num(y)}Q{num(x)} {num(y + height * 0.05)} {num(x - half)}"
            f" {num(y)}z",
            mix("#2F5546", "#5C8068", k * 0.16),
        )
        marks += path(
            f"M{num(x)} {num(tip)}L{num(x - half)} {num(y)}Q{num(x - half * 0.5)} {num(y + height * 0.03)}"
            f" {num(x - half * 0.2)} {num(y + height * 0.02)}z",
            "#FFFFFF" if snow else "#86A68A",
            0.75 if snow else 0.4,
        )
    return marks


def bush(s: Sheet, x: float, y: float, w: float, tones: tuple[str, ...] = ()) -> str:
    tones = tones or s.look.leaves
    return shadow(x, y, w * 0.55, w * 0.06) + crown(s, x, y - w * 0.2, w * 0.5, w * 0.19, tones, max(0.42, w / 330))


def flowers(s: Sheet, x0: float, x1: float, y: float, depth: float, colours: tuple[str, ...], count: int = 26) -> str:
    """Flowers of a bed, the near ones larger."""
    stems, heads = "", ""
    for k in range(count):
        x, near = s.between(x0, x1), k / count
        fy, r = y + near * depth, 5 + near * 5
        stems += f"M{num(x)} {num(fy)}v{num(r * 3.4)}"
        colour = s.rng.choice(colours)
        heads += path(
            "".join(
                blob(x + cos(a * pi / 2.5) * r * 0.8, fy + sin(a * pi / 2.5) * r * 0.8, r * 0.62, r * 0.62, 0)
                for a in range(5)
            ),
            colour,
        ) + disc(x, fy, r * 0.4, "#F4D27A")
    return line(stems, "#5E8C5A", 2.5) + heads


def scattered(
    s: Sheet, x0: float, x1: float, y0: float, y1: float, colours: tuple[str, ...], count: int, size: float = 7
) -> str:
    """Fallen leaves or petals lying on the ground."""
    return "".join(
        path(
            "".join(
                blob(s.between(x0, x1), s.between(y0, y1), size, size * 0.42, s.rng.random() * 180)
                for _ in range(count // len(colours))
            ),
            c,
            0.9,
        )
        for c in colours
    )


def snowfall(s: Sheet, count: int = 130) -> str:
    small = "".join(blob(s.between(0, 1200), s.between(0, 800), 2.2, 2.2, 0) for _ in range(count))
    large = "".join(blob(s.between(0, 1200), s.between(0, 800), 4, 4, 0) for _ in range(count // 4))
    return path(small, "#FFFFFF", 0.8) + path(large, "#FFFFFF", 0.6)


def pot(x: float, y: float, scale: float = 1, leaf: str = "#4B7859", clay: str = "#B5704D") -> str:
    """A plant in a clay pot standing at (x, y)."""
    marks = shadow(4, 2, 34, 6)
    for k, (dx, dy) in enumerate(((-30, -92), (-12, -118), (12, -122), (31, -90), (-18, -84), (18, -86), (0, -96))):
        marks += path(
            f"M0 -44Q{num(dx * 1.6)} {num((dy - 44) * 0.5)} {dx} {dy}Q{num(dx * 0.1)} {num((dy - 44) * 0.5)} 0 -44z",
            leaf if k % 2 else lighter(leaf, 0.22),
        )
    marks += (
        path("M-26 -44h52l-7 44h-38z", clay)
        + path("M-26 -44h18l-3 44h-8z", lighter(clay, 0.2))
        + rect(-30, -54, 60, 13, darker(clay, 0.12), 3)
    )
    return group(marks, x, y, 0, scale)


def tuft(x: float, y: float, size: float, colour: str) -> str:
    return line(
        "".join(
            f"M{num(x + k * size * 0.14)} {num(y)}q{num(k * size * 0.12)} {num(-size * 0.5)}"
            f" {num(k * size * 0.3)}"
            f" {num(-size * (1 - abs(k) * 0.16))}"
            for k in (-2, -1, 0, 1, 2)
        ),
        colour,
        size * 0.09,
    )


def tufts(s: Sheet, y0: float, y1: float, count: int, colour: str = "") -> str:
    marks = ""
    for k in range(count):
        y = y0 + (y1 - y0) * (k + 0.5) / count
        marks += tuft(s.between(0, 1200), y, 12 + 20 * (y - y0) / (y1 - y0), colour or darker(s.look.grass[1], 0.16))
    return marks


def water(s: Sheet, y: float, bottom: float) -> str:
    marks = rect(
        0, y, 1200, bottom - y, s.fade(mix(s.look.sky[1], "#7FA3A6", 0.45), mix(s.look.sky[0], "#5C8890", 0.5))
    )
    d = "".join(
        f"M{num(x)} {num(y + 14 + k * k * 0.5)}h{num(40 + k * 8)}"
        for k in range(1, int(sqrt((bottom - y) * 2)) - 1)
        for x in (s.between(0, 360), s.between(380, 760), s.between(780, 1140))
    )
    return marks + line(d, "#FFFDF4", 2.4, 0.4) + oval(300, y + 60, 150, 40, s.glow(s.look.beam, 0.7))
