"""Rooms and what stands in them, seen from the front."""

from __future__ import annotations

from .nature import hills, pot, sky
from .palette import BOOKS
from .primitives import box, darker, disc, group, lighter, line, mix, num, oval, path, poly, rect, rosette, shadow
from .sheet import Sheet


def room(s: Sheet, floor: float = 590, dado: bool | None = None) -> str:
    """An empty room: wall, skirting and a floor running away from the viewer."""
    wall, (f1, f2) = s.look.wall, s.look.floor
    marks = rect(0, 0, 1200, floor, s.fade(lighter(wall, 0.3), darker(wall, 0.05), across=True))
    marks += rect(0, 0, 1200, 120, s.fade("#2B2118", "#2B2118", 0.12, 0))
    if dado if dado is not None else s.rng.random() < 0.35:
        tone = mix(wall, s.look.second, 0.22)
        marks += rect(0, floor - 210, 1200, 210, tone) + rect(0, floor - 216, 1200, 7, lighter(wall, 0.5))
    marks += rect(0, floor, 1200, 800 - floor, s.fade(darker(f1, 0.08), lighter(f1, 0.12)))
    d = "".join(f"M{num(600 + k * 58)} {num(floor)}L{num(600 + k * 150)} 800" for k in range(-13, 14))
    if s.rng.random() < 0.5:
        d += f"M0 {floor + 30}H1200M0 {floor + 78}H1200M0 {floor + 150}H1200"
    return (
        marks
        + line(d, f2, 2.2, 0.7)
        + rect(0, floor - 14, 1200, 14, "#FBF4E4")
        + rect(0, floor, 1200, 14, s.fade("#2B2118", "#2B2118", 0.2, 0))
    )


def window(
    s: Sheet, x: float, y: float, w: float, h: float, panes: int = 3, frame: str = "#FBF8F2", cuts: bool = False
) -> str:
    """A window on the season outside."""
    clip = f"w{len(s.defs)}"
    s.defs.append(
        f'<clipPath id="{clip}"><rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}"/></clipPath>'
    )
    k = h / 500
    outside = group(
        sky(s, 560) + hills(s, 560, 240) + hills(s, 640, 110, s.look.leaves[1], 2), x - 60 * k, y, 0, max(k, w / 1100)
    )
    marks = (
        rect(x - 14, y - 12, w + 28, h + 26, darker(s.look.wall, 0.16), 3)
        + f'<g clip-path="url(#{clip})">{outside}</g>'
    )
    bars = "".join(box(x + w * i / panes - 4, y, 8, h) for i in range(1, panes)) + box(x, y + h * 0.36, w, 7)
    marks += path(bars, frame) + rect(x - 5, y - 5, w + 10, h + 10, "none", 3, 1, f'stroke="{frame}" stroke-width="13"')
    marks += poly(
        ((x + w * 0.1, y + 2), (x + w * 0.24, y + 2), (x + w * 0.06, y + h), (x, y + h), (x, y + h * 0.4)),
        "#FFFFFF",
        0.28,
    )
    if cuts:
        r = min(w / panes, h * 0.36) * 0.36
        marks += "".join(
            rosette(
                x + w * (i + 0.5) / panes,
                y + h * 0.19,
                r,
                s.rng.randrange(6),
                "#B3263B",
                mix(s.look.sky[0], "#FFFFFF", 0.5),
            )
            for i in range(panes)
        )
    return (
        marks
        + rect(x - 26, y + h + 6, w + 52, 17, lighter(s.look.wall, 0.7), 2)
        + rect(x - 26, y + h + 23, w + 52, 9, "#2B2118", 0, 0.1)
    )


def beam(s: Sheet, x: float, y: float, w: float, reach: float = 200) -> str:
    """Sunlight falling from a window's sill across the room to the floor."""
    paint = s.fade(s.look.beam, s.look.beam, 0.5, 0.16)
    return poly(((x, y), (x + w, y), (x + w + reach * 0.5, 800), (x - reach, 800)), paint) + poly(
        ((x + w * 0.12, 800), (x + w * 0.4, 800), (x + w * 0.48, y), (x + w * 0.3, y)), "#FFFFFF", 0.07
    )


def row_of_books(s: Sheet, x: float, y: float, w: float, tall: float, gaps: float = 0.06) -> str:
    """Books standing on y, leaning where the row ends."""
    marks, i = "", x
    while i < x + w - 30:
        bw, bh = s.between(10, 22), tall * s.between(0.6, 0.95)
        colour = s.rng.choice(BOOKS)
        if s.rng.random() < gaps:
            marks += group(rect(0, -bh, bw, bh, colour, 2), i + bh * 0.25, y - 2, 14)
            i += bw + bh * 0.34 + 8
            continue
        marks += (
            rect(i, y - bh, bw, bh, colour, 1.5)
            + rect(i, y - bh + bh * 0.14, bw, 4, "#FFF6DC", 0, 0.55)
            + rect(i, y - bh, bw * 0.25, bh, "#FFFFFF", 0, 0.14)
        )
        i += bw + 1.6
    return marks


def bookcase(s: Sheet, x: float, y: float, w: float, floor: float, shelves: int = 4) -> str:
    light, mid, dark = s.look.wood
    h = floor - y
    marks = shadow(x + w / 2, floor + 4, w * 0.55, 10) + rect(x, y, w, h, mid, 4) + rect(x, y, 8, h, light, 3, 0.8)
    gap = (h - 26) / shelves
    for k in range(shelves):
        top = y + 14 + k * gap
        marks += rect(x + 16, top, w - 32, gap - 14, darker(dark, 0.12)) + rect(
            x + 16, top, w - 32, 14, "#1C1210", 0, 0.3
        )
        base = top + gap - 14
        if s.rng.random() < 0.28:
            marks += row_of_books(s, x + 24, base, w * 0.5, gap - 24) + pot(
                x + w * 0.78, base, (gap - 24) / 130, s.look.leaves[1] if not s.look.bare else "#4B7859"
            )
        else:
            marks += row_of_books(s, x + 22, base, w - 40, gap - 24)
    return marks


def table(s: Sheet, x: float, y: float, w: float, floor: float, cloth: str = "", depth: float = 46) -> str:
    """A table: the far edge at y - depth, its legs on `floor`."""
    light, mid, dark = s.look.wood
    inset = depth * 1.1
    marks = (
        shadow(x + w / 2, floor, w * 0.5, 15)
        + rect(x + inset + 18, y, 16, floor - y - 30, dark)
        + rect(x + w - inset - 34, y, 16, floor - y - 30, dark)
    )
    marks += (
        rect(x + 22, y + 16, 22, floor - y - 16, mid, 2)
        + rect(x + w - 44, y + 16, 22, floor - y - 16, mid, 2)
        + rect(x + 22, y + 16, 7, floor - y - 16, light, 2, 0.6)
    )
    marks += rect(x + 30, y + 16, w - 60, 24, dark)
    top = cloth or light
    marks += poly(
        ((x + inset, y - depth), (x + w - inset, y - depth), (x + w, y), (x, y)),
        s.fade(lighter(top, 0.16), top, across=True),
    ) + rect(x, y, w, 18, darker(top, 0.18), 3)
    if cloth:
        marks += path(
            f"M{num(x)} {num(y)}H{num(x + w)}V{num(y + 60)}"
            + "".join(f"q-{num(w / 32)} 14 -{num(w / 16)} 0" for _ in range(16))
            + "z",
            darker(cloth, 0.08),
        ) + rect(x, y + 12, w, 4, lighter(cloth, 0.5), 0, 0.7)
    return marks


def stool(s: Sheet, x: float, y: float, scale: float = 1, colour: str = "") -> str:
    """A stool whose feet stand on y."""
    light, mid, dark = s.look.wood
    marks = (
        shadow(0, 0, 48, 8)
        + line("M-32 -2L-25 -70M32 -2L25 -70M-14 -12L-12 -70M14 -12L12 -70", dark, 9)
        + line("M-28 -30H28", dark, 6)
    )
    marks += rect(-44, -84, 88, 17, darker(colour or mid, 0.12), 8) + oval(0, -83, 44, 9, colour or light)
    return group(marks, x, y, 0, scale)


def chair_back(s: Sheet, x: float, y: float, scale: float, colour: str) -> str:
    """A chair seen from behind, its feet on y."""
    dark = s.look.wood[2]
    marks = (
        shadow(0, 0, 50, 8)
        + line("M-38 0L-36 -150M38 0L36 -150", dark, 8)
        + line("M-26 -12V-70M26 -12V-70", darker(dark, 0.2), 6)
    )
    marks += (
        rect(-42, -86, 84, 16, darker(colour, 0.25), 5)
        + rect(-44, -168, 88, 62, colour, 12)
        + rect(-44, -168, 88, 16, lighter(colour, 0.3), 8, 0.5)
    )
    return group(marks, x, y, 0, scale)


def chair_side(s: Sheet, x: float, y: float, scale: float, facing: int, colour: str = "") -> str:
    """A wooden chair from the side; `facing` 1 looks right, -1 left."""
    light, mid, dark = s.look.wood
    marks = (
        shadow(0, 0, 62, 8)
        + line("M-46 0L-42 -210M44 0L40 -100", mid, 12)
        + line("M-40 -96H42", darker(mid, 0.2), 9)
        + line("M-44 -44H42", dark, 6)
    )
    marks += rect(-50, -112, 100, 16, colour or light, 6) + line("M-43 -204Q-34 -170 -42 -124", light, 9)
    flip = f'<g transform="scale({facing} 1)">{marks}</g>'
    return group(flip, x, y, 0, scale)


def pendant(s: Sheet, x: float, y: float, size: float, colour: str) -> str:
    """A hanging lamp; its shade ends at y."""
    glow = disc(x, y + 8, size * 3.2, s.glow("#FFE2A0", 0.75 if s.look.hour == "dusk" else 0.4))
    return (
        glow
        + line(f"M{num(x)} -5V{num(y - size * 0.8)}", "#4F3A2E", 4)
        + disc(x, y + 2, size * 0.18, "#FFF0C4")
        + path(
            f"M{num(x - size)} {num(y)}Q{num(x - size * 0.8)} {num(y - size)} {num(x)} {num(y - size)}"
            f"Q{num(x + size * 0.8)} {num(y - size)} {num(x + size)} {num(y)}z",
            s.fade(lighter(colour, 0.18), darker(colour, 0.1), across=True),
        )
    )


def picture(s: Sheet, x: float, y: float, w: float, h: float) -> str:
    """A framed landscape."""
    kind = s.rng.randrange(3)
    marks = (
        rect(x + 5, y + 8, w, h, "#2B2118", 3, 0.16)
        + rect(x, y, w, h, s.look.wood[1], 3)
        + rect(x + 9, y + 9, w - 18, h - 18, "#FBF3E2")
    )
    a, b, c, d = x + 22, y + 22, w - 44, h - 44
    if kind == 0:
        marks += path(
            f"M{num(a)} {num(b + d)}q{num(c * 0.25)} {num(-d * 0.9)} {num(c * 0.5)} {num(-d * 0.4)}"
            f"t{num(c * 0.5)}"
            f" {num(-d * 0.2)}V{num(b + d)}z",
            "#A9C0AE",
        ) + disc(a + c * 0.76, b + d * 0.28, d * 0.14, "#D98A72")
    elif kind == 1:
        marks += rosette(x + w / 2, y + h / 2, min(c, d) * 0.48, s.rng.randrange(6))
    else:
        marks += line(
            f"M{num(a + c * 0.2)} {num(b + d)}Q{num(a + c * 0.5)} {num(b + d * 0.4)} {num(a + c * 0.8)}"
            f" {num(b + d * 0.1)}",
            "#5A4A3F",
            4,
        )
        marks += "".join(
            disc(a + c * t, b + d * (1 - t) * 0.95 + s.between(-9, 5), 7, "#D8787A")
            for t in (0.3, 0.42, 0.5, 0.6, 0.68, 0.8)
        )
    return marks


def cup(x: float, y: float, scale: float = 1, colour: str = "#FBF8F1", tea: str = "#B98A4E") -> str:
    marks = (
        shadow(4, 1, 24, 4, 0.2)
        + path("M-20 -30h40l-5 30h-30z", colour)
        + path("M-20 -30h12l-2 30h-5z", "#FFFFFF", 0.5)
        + oval(0, -30, 20, 5, lighter(colour, 0.5))
        + oval(0, -29.5, 16, 3.4, tea)
    )
    return group(marks, x, y, 0, scale)


def teapot(x: float, y: float, scale: float, colour: str) -> str:
    marks = (
        shadow(0, 0, 60, 7, 0.2)
        + line("M-44 -46q-34 2 -30 -20q6 -16 26 -2", colour, 8)
        + path("M40 -40q22 -2 30 -34l10 4q-6 48 -42 56z", colour)
    )
    marks += path("M-50 -40q0 -40 50 -40t50 40q0 40 -26 40h-48q-26 0 -26 -40z", colour) + path(
        "M-40 -44q4 -24 26 -28q-14 16 -10 44z", lighter(colour, 0.45), 0.7
    )
    return group(
        marks + oval(0, -78, 24, 6, darker(colour, 0.25)) + disc(0, -88, 7, darker(colour, 0.2)), x, y, 0, scale
    )


def bowl(s: Sheet, x: float, y: float, scale: float, fill: str, rim: str = "#56718A", steam: bool = True) -> str:
    """A bowl whose rim is at y."""
    marks = (
        shadow(6, 64, 52, 8, 0.22)
        + path("M-70 0q10 62 42 66h56q32 -4 42 -66z", "#FBF8F1")
        + path("M-70 0q10 62 42 66h14q-26 -10 -34 -62z", "#FFFFFF", 0.8)
    )
    marks += (
        path("M70 0q-10 62 -42 66h-10q26 -16 30 -62z", "#2B2118", 0.08)
        + line("M-62 26q62 22 124 0", rim, 5)
        + oval(0, 0, 70, 18, "#FBF8F1")
        + oval(0, 2, 61, 13.5, fill)
        + oval(-16, 0, 26, 5, lighter(fill, 0.4), 0.6)
    )
    if steam:
        marks += "".join(
            line(f"M{dx} -18c-16 -26 16 -40 0 -{h}", "#FFFDF6", 6, 0.6) for dx, h in ((-24, 70), (8, 86), (36, 66))
        )
    return group(marks, x, y, 0, scale)


def open_book(x: float, y: float, scale: float = 1) -> str:
    marks = shadow(0, 8, 122, 8, 0.2) + path(
        "M-124 4q60 -26 124 4q64 -30 124 -4v8q-60 -22 -124 6q-64 -28 -124 -6z", "#B9AD98"
    )
    marks += path("M-120 0q60 -34 120 -4q60 -30 120 4q-60 -18 -120 8q-60 -26 -120 -8z", "#FFFBF1")
    return group(
        marks + line("M-96 -7q40 -12 80 2M20 -7q40 -14 78 -3M-90 -13q38 -10 70 0M22 -13q36 -10 68 -2", "#C9BDA8", 2.2),
        x,
        y,
        0,
        scale,
    )


def pile(s: Sheet, x: float, y: float, count: int = 3) -> str:
    marks = shadow(x, y, 56, 5, 0.2)
    for _ in range(count):
        w, h = s.between(84, 110), s.between(14, 20)
        y -= h
        marks += rect(x - w / 2 + s.between(-6, 6), y, w, h, s.rng.choice(BOOKS), 2) + rect(
            x - w / 2 + 8, y + h * 0.35, w - 16, h * 0.3, "#FFF8EA", 0, 0.6
        )
    return marks
