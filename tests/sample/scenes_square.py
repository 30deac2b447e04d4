"""Squares: a stage, stalls, the foot of the towers."""

from __future__ import annotations

from .buildings import (
    basket,
    flags,
    lamp_post,
    sign,
    tower,
)
from .furniture import cup, stool, table
from .nature import bush, flowers, ground, hills, paving, pot, shadow, sky, tree
from .primitives import darker, disc, group, lighter, line, mix, num, oval, path, poly, rect, rosette
from .sheet import Sheet


def towers(s: Sheet) -> str:
    marks = sky(s, 620) + hills(s, 520, 180)
    far = s.rng.choice(("#B9B3A6", "#B5A898"))
    marks += "".join(tower(s, x, 600, 84, s.rng.randint(9, 15), far, 0.62, 20) for x in range(20, 1180, 150))
    near = s.rng.sample(("#D9B48E", "#C99A78", "#E2D3B8", "#B7C0BC", "#D7C3A5", "#C4826A"), 3)
    marks += "".join(
        tower(s, x, 640, w, f, c, 0.12, 30)
        for x, w, f, c in (
            (60, 190, s.rng.randint(12, 16), near[0]),
            (470, 170, s.rng.randint(8, 12), near[1]),
            (880, 200, s.rng.randint(13, 17), near[2]),
        )
    )
    marks += ground(s, 622) + "".join(
        tree(
            s, x, 640, 60, 54, tones=s.look.leaves if not s.look.bare else ("#35544A", "#48695C", "#658476", "#8DA799")
        )
        for x in (300, 380, 730, 810, 1150)
    )
    marks += (
        rect(380, 560, 330, 92, "#EFE4D0")
        + rect(370, 548, 350, 18, "#7E2530")
        + "".join(
            rect(400 + k * 62, 586, 44, 40, "#F6DDA4", 2)
            + rect(400 + k * 62, 586, 44, 40, "none", 2, 1, 'stroke="#7C3A2D" stroke-width="4"')
            for k in (0, 1, 3, 4)
        )
        + rect(524, 580, 44, 72, "#9B3331")
        + sign(s, 546, 522, 36)
    )
    marks += (
        paving(s, 700, "#D9D0C0")
        + poly(((500, 652), (592, 652), (760, 800), (330, 800)), "#E3DBCC")
        + line("M500 652L330 800M592 652L760 800", "#BDB3A0", 4)
    )
    marks += bush(s, 160, 690, 220) + bush(s, 960, 694, 260) + lamp_post(s, 300, 726, 190) + lamp_post(s, 870, 726, 190)
    marks += (
        rect(90, 716, 150, 12, s.look.wood[0], 3)
        + rect(90, 690, 150, 10, s.look.wood[0], 3)
        + line("M104 690V752M226 690V752", "#4C5551", 7)
    )
    return (
        marks + flowers(s, 820, 1180, 730, 50, ("#D8787A", "#E4BE6A", "#FBF3E2", s.look.accent), 24)
        if not s.look.bare
        else marks
    )


def stage(s: Sheet) -> str:
    red = s.rng.choice(("#A61E32", "#8F2F2C", "#B5443A"))
    marks = (
        sky(s, 620)
        + hills(s, 560, 170)
        + "".join(tower(s, x, 600, 100, s.rng.randint(8, 13), "#C9B79C", 0.5, 22) for x in (20, 150, 960, 1090))
        + ground(s, 580)
    )
    marks += (
        tree(s, 110, 640, 110, 100)
        + tree(s, 1100, 640, 120, 105)
        + rect(250, 180, 26, 420, "#5D5148")
        + rect(924, 180, 26, 420, "#5D5148")
    )
    marks += (
        rect(262, 200, 676, 370, s.fade(lighter(red, 0.1), darker(red, 0.18)))
        + line("".join(f"M{290 + k * 44} 204V566" for k in range(15)), darker(red, 0.2), 5, 0.5)
        + sign(s, 600, 230, 76, "妇女之家", darker(red, 0.3), "#F6DFA6")
    )
    marks += (
        rosette(400, 430, 84, 1, "#F3D9A0", red)
        + rosette(800, 430, 84, 1, "#F3D9A0", red)
        + rosette(600, 430, 60, 2, "#F3D9A0", red)
        + rect(230, 160, 740, 30, "#5D5148", 4)
    )
    marks += path("M262 190h110q-10 160 -110 220zM938 190h-110q10 160 110 220z", darker(red, 0.26))
    marks += (
        poly(((200, 570), (1000, 570), (1080, 640), (120, 640)), s.look.wood[0])
        + rect(120, 640, 960, 48, s.look.wood[2])
        + line("".join(f"M{260 + k * 85} 572L{200 + k * 100} 638" for k in range(9)), s.look.wood[1], 3)
        + rect(120, 640, 960, 8, lighter(s.look.wood[1], 0.2))
    )
    marks += (
        line("M600 632V500M580 634H620", "#3F4643", 5)
        + group(rect(-8, -24, 16, 30, "#3F4643", 8), 606, 498, 24)
        + "".join(
            rect(x, 500, 60, 130, "#3A3A3A", 5) + disc(x + 30, 594, 22, "#55534F") + disc(x + 30, 538, 14, "#55534F")
            for x in (196, 944)
        )
    )
    marks += (
        rect(520, 688, 160, 20, s.look.wood[1])
        + rect(500, 708, 200, 22, s.look.wood[0])
        + flags(20, 600, 90, 46, ("#A61E32", "#C58A35", "#2E6B52", "#3F5F80"))
        + flags(600, 1180, 90, 46, ("#C58A35", "#3F5F80", "#A61E32", "#2E6B52"))
    )
    marks += paving(s, 730, "#D6CCBB") + "".join(
        stool(s, 120 + k * 138, 800, 1.05, s.look.accent if k % 3 else s.look.second) for k in range(8)
    )
    return marks + "".join(pot(x, 690, 0.75, "#47705A") for x in (150, 1050))


def canopy(x: float, y: float, w: float, colour: str, other: str, base: float) -> str:
    """A tent roof in stripes on two poles."""
    n = 8
    marks = rect(x + 6, y + 40, 9, base - y - 40, "#8B867C") + rect(x + w - 15, y + 40, 9, base - y - 40, "#8B867C")
    for k in range(n):
        tone = colour if k % 2 else other
        a, b = x + w * k / n, x + w * (k + 1) / n
        c, d = x + w * (0.14 + 0.72 * k / n), x + w * (0.14 + 0.72 * (k + 1) / n)
        marks += poly(((c, y - 40), (d, y - 40), (b, y + 44), (a, y + 44)), tone) + path(
            f"M{num(a)} {num(y + 44)}H{num(b)}q0 26 {num(-(b - a) / 2)} 26t{num(-(b - a) / 2)} -26z", darker(tone, 0.1)
        )
    return marks


def fair(s: Sheet) -> str:
    marks = (
        sky(s, 600)
        + "".join(
            tower(s, x, 560, 120, s.rng.randint(9, 14), c, 0.45, 24)
            for x, c in ((30, "#C9B79C"), (210, "#B7C0BC"), (860, "#D9B48E"), (1040, "#C9B79C"))
        )
        + paving(s, 560)
    )
    marks += flags(0, 600, 60, 40, ("#A61E32", "#C58A35", "#2E6B52")) + flags(
        600, 1200, 60, 40, ("#3F5F80", "#A61E32", "#C58A35")
    )
    for k, x in enumerate((40, 430, 820)):
        tone = (s.look.accent, s.look.second, "#C58A35")[k]
        marks += (
            rect(x + 22, 300, 296, 290, lighter(tone, 0.78))
            + canopy(x, 270, 340, tone, "#FBF3E2", 690)
            + rect(x + 60, 366, 220, 70, tone, 4)
        )
        marks += s.word(x + 170, 420, 46, "招聘", "#FFF7E6", 20) + "".join(
            rect(x + 60 + j * 76, 456, 64, 84, "#FFFDF6", 3)
            + rect(x + 68 + j * 76, 466, 48, 30, s.rng.choice(("#C9D8C6", "#EBC9A9", "#C7D3DD")))
            + "".join(rect(x + 68 + j * 76, 504 + i * 10, 44 - i * 9, 4, "#B9AD98") for i in range(3))
            for j in range(3)
        )
        marks += (
            table(s, x + 10, 628, 320, 730, mix(tone, "#FFF6E6", 0.25), 30)
            + rect(x + 60, 600, 70, 16, "#FFFDF6", 2)
            + rect(x + 66, 594, 66, 8, "#F1E6CE", 2)
            + cup(x + 270, 618, 0.7)
            + pot(x + 220, 620, 0.5, "#47705A")
        )
    return marks + "".join(
        stool(s, x, 792, 0.95, s.look.accent if k % 2 else s.look.second)
        for k, x in enumerate((130, 280, 520, 670, 910, 1060))
    )


def crate(s: Sheet, x: float, y: float, w: float, colours: tuple[str, ...], r: float = 15, leafy: bool = False) -> str:
    """A tilted box of produce, its front edge on y."""
    wood = s.look.wood[0]
    marks, rows = poly(((x + 14, y - 70), (x + w - 14, y - 70), (x + w, y), (x, y)), darker(wood, 0.35)), 4
    for row in range(rows):
        cy, size = y - 62 + row * 17, r * (0.82 + row * 0.07)
        count = max(3, int((w - 26) / (size * 1.72)))
        for k in range(count):
            cx, c = x + 18 + (w - 36) * (k + (0.5 if row % 2 else 0.1)) / count, s.rng.choice(colours)
            marks += disc(cx, cy, size, c) + disc(cx - size * 0.3, cy - size * 0.3, size * 0.34, "#FFFFFF", 0.3)
            marks += (
                path(f"M{num(cx)} {num(cy - size)}q-9 -18 -16 -14q4 10 16 14q0 -18 8 -20q4 10 -8 20z", "#5C8A5E")
                if leafy
                else ""
            )
    return marks + rect(x - 2, y - 4, w + 4, 34, wood, 2) + rect(x - 2, y + 10, w + 4, 3, darker(wood, 0.25))


def market(s: Sheet) -> str:
    marks = (
        sky(s, 560)
        + hills(s, 560, 260)
        + ground(s, 520)
        + "".join(tree(s, x, 550, 70, 60) for x in (60, 620, 1150))
        + paving(s, 600, "#D3C4A8")
    )
    goods = [
        (("#C9503E", "#D9653E"), 15, False),
        (("#E2A23C", "#DE7A2C"), 15, False),
        (("#7FA36B", "#94B565"), 17, False),
        (("#F3E6CF", "#FBF3E2"), 14, True),
        (("#7A4A6C", "#6A3F60"), 14, True),
        (("#C9A24E", "#B98A4E"), 13, False),
        (("#D8787A", "#E3A38F"), 15, False),
        (("#B3263B", "#C23B36"), 12, False),
    ]
    s.rng.shuffle(goods)
    for k, x in enumerate((50, 620)):
        tone = (s.look.accent, s.look.second)[k]
        marks += rect(x + 30, 240, 480, 300, "#2B2118", 0, 0.07) + canopy(x, 210, 540, tone, "#FBF3E2", 720)
        marks += line(f"M{x + 60} 280H{x + 480}", "#8B6B4E", 4) + "".join(
            path(
                f"M{x + 90 + j * 62} 282q-16 40 -8 66q8 10 16 0q10 -26 -8 -66z",
                ("#E2B13C", "#C23B36", "#F3E6CF")[(j + k) % 3],
            )
            + path(f"M{x + 84 + j * 62} 282h12l-6 10z", "#5C8A5E")
            for j in range(7)
        )
        marks += shadow(x + 270, 728, 270, 14) + rect(x + 14, 560, 512, 166, s.look.wood[1])
        marks += (
            "".join(crate(s, x + 20 + j * 170, 560, 160, *goods[k * 4 + j]) for j in range(3))
            + rect(x + 14, 590, 512, 136, s.look.wood[1])
            + "".join(rect(x + 24 + j * 84, 600, 76, 116, lighter(s.look.wood[1], 0.14), 3) for j in range(6))
            + sign(s, x + 270, 628, 46)
        )
    return (
        marks
        + basket(200, 744, 130)
        + "".join(disc(160 + k * 20, 740 - (k % 2) * 8, 15, "#E2A23C") for k in range(5))
        + basket(600, 752, 120, "#A87B48")
        + "".join(oval(566 + k * 18, 746, 14, 12, "#7FA36B") for k in range(4))
        + basket(1010, 744, 130)
        + "".join(disc(970 + k * 20, 740 - (k % 2) * 8, 14, "#C23B36") for k in range(5))
    )
