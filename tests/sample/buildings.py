"""Roofs, walls, gates, windows, towers and what hangs on them."""

from __future__ import annotations

from .nature import crown
from .primitives import box, darker, disc, group, lighter, line, mix, num, oval, path, poly, rect, rosette, shadow
from .sheet import Sheet

TILE, RIDGE = "#77756F", "#5F5D58"


def dots(x0: float, x1: float, y: float, step: float, r: float, fill: str) -> str:
    return (
        f'<path d="M{num(x0)} {num(y)}H{num(x1)}" fill="none" stroke="{fill}" stroke-width="{num(2 * r)}"'
        f' stroke-linecap="round" stroke-dasharray="0 {num(step)}"/>'
    )


def roof(s: Sheet, x: float, y: float, w: float, h: float, beam: bool = True, snow: bool = False) -> str:
    """A grey tile roof: ridge at y, eaves at y + h, reaching 30 beyond both walls."""
    tile = mix(TILE, "#F6F5F2", 0.78) if snow else TILE
    marks = path(
        f"M{num(x - 34)} {num(y + h)}Q{num(x - 4)} {num(y + h * 0.86)} {num(x + 22)} {num(y)}"
        f"H{num(x + w - 22)}"
        f"Q{num(x + w + 4)} {num(y + h * 0.86)} {num(x + w + 34)} {num(y + h)}z",
        s.fade(lighter(tile, 0.14), darker(tile, 0.14)),
    )
    d, i = "", x - 22
    while i < x + w + 24:
        top = max(x + 26, min(x + w - 26, i + (x + w / 2 - i) * 0.06))
        d += f"M{num(i)} {num(y + h - 3)}L{num(top)} {num(y + 8)}"
        i += 20
    marks += line(d, RIDGE, 3, 0.22 if snow else 0.5)
    marks += rect(x + 12, y - 10, w - 24, 15, RIDGE, 4) + rect(
        x + 20, y - 13 if snow else y - 7, w - 40, 8 if snow else 3, "#FDFDFB" if snow else "#94918A", 3
    )
    if beam:
        marks += rect(x - 6, y + h + 5, w + 12, 15, "#8C3B30") + rect(x - 6, y + h + 20, w + 12, 6, "#3F6457")
        marks += (
            f'<path d="M{num(x)} {num(y + h + 12)}H{num(x + w)}" stroke="#C2944F" stroke-width="7" s'
            'troke-dasharray="10'
            ' 16" opacity=".75"/>'
        )
    marks += dots(x - 28, x + w + 34, y + h + 1, 16, 6.4, RIDGE) + dots(
        x - 28, x + w + 34, y + h + 1, 16, 2.4, "#96938C"
    )
    return marks + (rect(x - 34, y + h - 7, w + 68, 7, "#FDFDFB", 3) if snow else "")


def bricks(
    s: Sheet, x: float, y: float, w: float, h: float, bw: float, bh: float, colour: str, share: float = 0.35
) -> str:
    d, row = "", 0
    while row * bh < h:
        k = x - (bw / 2 if row % 2 else 0)
        while k < x + w:
            if s.rng.random() < share:
                a, e = max(k, x), min(k + bw - 2.5, x + w)
                d += box(a, y + row * bh, e - a, min(bh - 2.5, h - row * bh)) if e > a else ""
            k += bw
        row += 1
    return path(d, colour)


def grey_wall(s: Sheet, x: float, y: float, w: float, h: float, snow: bool = False, base: str = "#BEB8AD") -> str:
    """A hutong wall with its tile coping."""
    marks = rect(x, y, w, h, s.fade(lighter(base, 0.12), darker(base, 0.06), across=True))
    marks += bricks(s, x, y + 16, w, h - 16, 38, 18, darker(base, 0.1), 0.3) + bricks(
        s, x, y + 16, w, h - 16, 38, 18, lighter(base, 0.35), 0.14
    )
    marks += rect(x, y, w, 18, s.fade("#2B2118", "#2B2118", 0.26, 0)) + rect(
        x, y + h - 34, w, 34, s.fade("#2B2118", "#2B2118", 0, 0.14)
    )
    marks += (
        rect(x - 6, y - 20, w + 12, 20, TILE, 3)
        + dots(x + 2, x + w, y, 15, 6, RIDGE)
        + rect(x - 2, y - 27, w + 4, 10, "#FDFDFB" if snow else RIDGE, 4)
    )
    return marks


def lattice(s: Sheet, x: float, y: float, w: float, h: float, frame: str, glass: str, n: int = 4, m: int = 3) -> str:
    """A window with its bars; lit from inside at dusk."""
    pane = s.fade(mix(glass, "#FFE3A0", 0.5), glass) if s.look.hour == "dusk" else s.fade(lighter(glass, 0.2), glass)
    bars = "".join(box(x + 7 + (w - 14) * i / n - 2, y + 7, 4, h - 14) for i in range(1, n))
    bars += "".join(box(x + 7, y + 7 + (h - 14) * j / m - 2, w - 14, 4) for j in range(1, m))
    marks = (
        rect(x - 5, y - 5, w + 10, h + 10, darker(frame, 0.3), 3)
        + rect(x, y, w, h, frame, 2)
        + rect(x + 7, y + 7, w - 14, h - 14, pane)
    )
    marks += poly(
        (
            (x + w * 0.2, y + 7),
            (x + w * 0.42, y + 7),
            (x + w * 0.2, y + h - 7),
            (x + 7, y + h - 7),
            (x + 7, y + h * 0.5),
        ),
        "#FFFFFF",
        0.2,
    )
    return (
        marks
        + path(bars, frame)
        + rect(x + 7, y + 7, w - 14, 8, "#2B2118", 0, 0.16)
        + rect(x - 12, y + h + 5, w + 24, 10, "#CDBFA6", 2)
    )


def sign(
    s: Sheet, x: float, y: float, height: float, text: str = "妇女之家", field: str = "#9E1B32", ink: str = "#FFF7E6"
) -> str:
    """A plaque over a door, centred on x, its top at y."""
    size = height * 0.62
    w = len(text) * size * 1.24 + height * 0.5
    marks = rect(x - w / 2 + 3, y + 6, w, height, "#2B1512", 4, 0.28) + rect(x - w / 2, y, w, height, field, 4)
    marks += rect(x - w / 2 + 5, y + 5, w - 10, height - 10, "none", 2, 0.7, f'stroke="{ink}" stroke-width="1.4"')
    return marks + s.word(x, y + height * 0.725, size, text, ink, size * 0.22)


def hanging_sign(s: Sheet, x: float, y: float, width: float, text: str = "妇女之家") -> str:
    """An upright board by the door, its top centre at (x, y)."""
    size = width * 0.62
    h = len(text) * size * 1.2 + width * 0.6
    marks = rect(x - width / 2 + 4, y + 5, width, h, "#2B1512", 3, 0.2) + rect(x - width / 2, y, width, h, "#FBF8F1", 3)
    marks += rect(x - width / 2 + 3, y + 3, width - 6, h - 6, "none", 2, 0.35, 'stroke="#231C18" stroke-width="1.3"')
    return marks + "".join(
        s.word(x, y + width * 0.3 + size * (0.92 + i * 1.2), size, c, "#231C18") for i, c in enumerate(text)
    )


def lantern(x: float, y: float, scale: float = 1, lit: bool = False, glow: str = "") -> str:
    """A red lantern whose ring is at (x, y)."""
    marks = (disc(0, 50, 120, glow) if glow else "") + line("M0 -30V12", "#5C2A22", 3)
    marks += path("M-20 16Q-52 48 -20 84H20Q52 48 20 16z", "#C2303F") + path(
        "M-8 16Q-22 48 -8 84H8Q22 48 8 16z", "#DB5148" if not lit else "#F4935C"
    )
    marks += line("M-20 16Q-52 48 -20 84M-8 16Q-22 48 -8 84M8 16Q22 48 8 84M20 16Q52 48 20 84", "#93202E", 1.8, 0.7)
    marks += (
        rect(-22, 8, 44, 10, "#D9B36A", 3)
        + rect(-22, 82, 44, 10, "#D9B36A", 3)
        + line("M-8 92v26M0 92v32M8 92v26", "#D9A84E", 4)
    )
    return group(marks, x, y, 0, scale)


def doors(s: Sheet, x: float, y: float, w: float, h: float, leaf: str = "#9B3331", frame: str = "#7C2A28") -> str:
    """An open double door with a warm room behind it; its sill is at y + h."""
    i = w * 0.06
    marks = rect(x - i, y - i, w + 2 * i, h + i, frame) + rect(x, y, w, h, s.fade("#FCE9B6", "#EEC67E"))
    marks += rect(x + w * 0.24, y + h * 0.5, w * 0.52, 5, "#C79C55") + rect(
        x + w * 0.24, y + h * 0.74, w * 0.52, 5, "#C79C55"
    )
    for k in range(7):
        for row in (0.5, 0.74):
            if s.rng.random() < 0.82:
                bh = h * s.between(0.08, 0.15)
                marks += rect(
                    x + w * (0.26 + k * 0.07),
                    y + h * row - bh,
                    w * 0.05,
                    bh,
                    s.rng.choice(("#A33A3A", "#47705A", "#C69A4E", "#56718A", "#8A5B43")),
                    1,
                )
    for a, b, hinge in ((x, x + w * 0.25, 1), (x + w, x + w * 0.75, -1)):
        marks += poly(((a, y), (b, y + h * 0.07), (b, y + h * 1.03), (a, y + h)), leaf)
        inset, end = a + hinge * w * 0.05, b - hinge * w * 0.04
        for t0, t1 in ((0.1, 0.5), (0.58, 0.92)):
            marks += line(
                f"M{num(inset)} {num(y + h * t0)}L{num(end)} {num(y + h * (t0 + 0.05))}"
                f"V{num(y + h * (t1 + 0.04))}"
                f"L{num(inset)} {num(y + h * t1)}z",
                lighter(leaf, 0.28),
                3,
                0.7,
            )
        marks += disc(b - hinge * 7, y + h * 0.56, 4.5, "#E8C987")
    return (
        marks
        + rect(x, y, w, 22, s.fade("#2B1512", "#2B1512", 0.4, 0))
        + rect(x - i - 8, y + h, w + 2 * i + 16, 12, "#A29C91", 2)
    )


def house(
    s: Sheet, x: float, y: float, w: float, sill: float, snow: bool = False, door: float = 0.5, plaque: bool = True
) -> str:
    """A courtyard house from the front: eaves at y, standing on `sill`."""
    h, wood, wall = (
        sill - y,
        s.rng.choice(("#8F2F2C", "#8F2F2C", "#7A4835")),
        s.rng.choice(("#EFE4D0", "#E8DECB", "#D9D2C5")),
    )
    low = h * 0.2
    marks = (
        rect(x, y, w, h, s.fade(wall, darker(wall, 0.06)))
        + rect(x, sill - low, w, low, "#A9A49A")
        + bricks(s, x, sill - low, w, low, 36, 17, "#BBB6AC", 0.6)
    )
    marks += rect(x, y + 22, w, 46, s.fade("#2B2118", "#2B2118", 0.3, 0)) + roof(s, x, y - 110, w, 110, True, snow)
    bay, dw = x + w * door, 150.0
    for post in (x + 14, bay - dw * 0.78, bay + dw * 0.78 - 20, x + w - 34):
        marks += (
            rect(post, y + 26, 20, h - 26, wood)
            + rect(post, y + 26, 6, h - 26, lighter(wood, 0.2), 0, 0.7)
            + rect(post - 5, sill - 12, 30, 12, "#8B867C", 2)
        )
    glass = "#F6E2B2"
    for a, b in ((x + 34, bay - dw * 0.78), (bay + dw * 0.78, x + w - 34)):
        ww = min(b - a - 50, 200)
        if ww > 70:
            cx, wy, wh = (a + b) / 2, y + h * 0.22, h * 0.46
            marks += lattice(s, cx - ww / 2, wy, ww, wh, darker(wood, 0.1), glass, max(2, round(ww / 45)), 4)
            marks += (
                rosette(cx, wy + wh * 0.5, min(ww, wh) * 0.2, s.rng.randrange(6), "#B3263B", "#F9E7BD")
                if s.rng.random() < 0.7
                else ""
            )
    marks += doors(s, bay - dw * 0.42, y + h * 0.2, dw * 0.84, h * 0.8 - 10, wood, darker(wood, 0.25))
    return marks + (sign(s, bay, y + 26, 42) if plaque else "")


def tower(s: Sheet, x: float, base: float, w: float, floors: int, colour: str, haze: float, step: float = 24) -> str:
    """A block of flats seen from the front with a shaded side."""
    haze_colour, top = s.look.sky[1], base - floors * step - 16
    face, side = mix(colour, haze_colour, haze), mix(darker(colour, 0.2), haze_colour, haze)
    marks = rect(x, top, w, base - top, s.fade(lighter(face, 0.2), face)) + poly(
        ((x + w, top), (x + w + w * 0.2, top + 14), (x + w + w * 0.2, base), (x + w, base)), side
    )
    marks += rect(x + w * 0.34, top - 20, w * 0.28, 20, side) + rect(x - 3, top - 4, w + 6, 7, side)
    dusk = s.look.hour == "dusk"
    dark, lit = "", ""
    for f in range(floors):
        for c in range(4):
            cell = box(x + w * (0.07 + c * 0.235), top + 10 + f * step, w * 0.155, step * 0.52)
            if s.rng.random() < (0.38 if dusk else 0.05):
                lit += cell
            else:
                dark += cell
    marks += path(dark, mix("#6F8A96" if not dusk else "#57657C", haze_colour, haze)) + path(
        lit, mix("#FFD98A", haze_colour, haze * 0.6)
    )
    sills = "".join(box(x + w * 0.04, top + 10 + f * step + step * 0.62, w * 0.92, 3) for f in range(floors))
    return marks + path(sills, lighter(face, 0.4), 0.7)


def bicycle(x: float, y: float, scale: float, colour: str) -> str:
    """A city bicycle with a basket; its wheels stand on y."""
    dark = "#3F4643"
    marks = shadow(78, 2, 128, 8)
    for cx in (0, 156):
        spokes = "".join(
            f"M{cx} -56L{num(cx + 52 * dx)} {num(-56 + 52 * dy)}"
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7))
        )
        marks += (
            f'<circle cx="{cx}" cy="-56" r="53" fill="none" stroke="{dark}" stroke-width="6"/>'
            + line(spokes, dark, 1.2, 0.5)
            + disc(cx, -56, 6, dark)
        )
    marks += line("M0 -56L52 -118H128L84 -56H0M52 -118L84 -56M128 -118L156 -56M128 -118L122 -146", colour, 7) + line(
        "M52 -118L46 -138", colour, 7
    )
    marks += (
        path("M26 -146q22 -6 40 0q-4 12 -20 12q-14 0 -20 -12z", dark)
        + line("M104 -146q18 -10 34 0", dark, 6)
        + disc(84, -56, 11, dark)
    )
    marks += path("M128 -146h52l-6 40h-40z", "#C69A4E") + line(
        "M131 -132h46M133 -118h42M142 -146l2 40M156 -146v40M168 -146l-3 40", "#9A7434", 2
    )
    return group(marks, x, y, 0, scale)


def lamp_post(s: Sheet, x: float, y: float, height: float) -> str:
    marks = (
        shadow(x, y, 18, 4) + rect(x - 4, y - height, 8, height, "#4C5551") + rect(x - 12, y - 12, 24, 12, "#4C5551", 3)
    )
    glow = disc(x, y - height - 18, 90, s.glow("#FFD98A", 0.9)) if s.look.hour == "dusk" else ""
    return (
        marks
        + glow
        + path(f"M{num(x - 20)} {num(y - height - 6)}h40l-7 -32h-26z", "#FBE9BE")
        + path(f"M{num(x - 22)} {num(y - height - 36)}q22 -20 44 0z", "#4C5551")
    )


def flags(x0: float, x1: float, y: float, sag: float, colours: tuple[str, ...], count: int = 14) -> str:
    """A string of small flags between two points at the same height."""
    marks = line(f"M{num(x0)} {num(y)}Q{num((x0 + x1) / 2)} {num(y + 2 * sag)} {num(x1)} {num(y)}", "#7D7364", 2)
    for k in range(count):
        t = (k + 0.5) / count
        x, fy = x0 + (x1 - x0) * t, y + 4 * sag * t * (1 - t)
        marks += path(f"M{num(x - 15)} {num(fy)}h30l-15 34z", colours[k % len(colours)]) + path(
            f"M{num(x - 15)} {num(fy)}h9l6 34z", "#FFFFFF", 0.2
        )
    return marks


def climbing(s: Sheet, x: float, y: float, w: float, h: float) -> str:
    """Leaves growing down a wall from its coping."""
    return "".join(
        crown(
            s, x + w * (k + 0.5) / 4, y + s.between(0, h * 0.3), w / 7, s.between(h * 0.3, h * 0.6), s.look.leaves, 0.5
        )
        for k in range(4)
    )


def basket(x: float, y: float, w: float, colour: str = "#B98A4E") -> str:
    """A woven basket: its rim centred on (x, y)."""
    h = w * 0.42
    marks = path(
        f"M{num(x - w / 2)} {num(y)}L{num(x - w * 0.4)} {num(y + h)}H{num(x + w * 0.4)}L{num(x + w / 2)} {num(y)}z",
        colour,
    )
    marks += line(
        "".join(
            f"M{num(x - w * (0.48 - k * 0.03))} {num(y + h * (k + 0.6) / 4)}H{num(x + w * (0.48 - k * 0.03))}"
            for k in range(4)
        ),
        darker(colour, 0.22),
        2.4,
        0.8,
    )
    marks += line(
        "".join(f"M{num(x + w * k / 12)} {num(y)}L{num(x + w * k / 14.5)} {num(y + h)}" for k in range(-5, 6)),
        lighter(colour, 0.25),
        1.8,
        0.6,
    )
    return (
        marks
        + oval(x, y, w / 2, w * 0.1, darker(colour, 0.25))
        + oval(x, y + 2, w * 0.46, w * 0.075, darker(colour, 0.5))
    )
