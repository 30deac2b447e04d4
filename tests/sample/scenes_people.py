"""Plain figures from behind or from the side: nobody in particular."""

from __future__ import annotations

from math import cos, sin

from .buildings import flags, house, lantern, sign
from .furniture import beam, bookcase, cup, pendant, pile, room, teapot, window
from .nature import bare_tree, hills, paving, pot, sky, tree
from .palette import CLOTHES
from .primitives import darker, disc, group, lighter, line, mix, num, oval, path, rect, shadow
from .sheet import Sheet

SKIN = ("#E9C3A0", "#DDB08A", "#E3B896")
HAIR = ("#2F2624", "#3B2E2A", "#4A3A33", "#8B8680", "#C9C5BE")


def from_behind(s: Sheet, x: float, y: float, scale: float, small: bool = False, seat: bool = True) -> str:
    """Someone sitting with the back to us; the seat's feet are on y."""
    coat, hair, skin = s.rng.choice(CLOTHES), s.rng.choice(HAIR[:2] if small else HAIR), s.rng.choice(SKIN)
    marks = shadow(0, 0, 60, 9) if seat else ""
    if seat:
        marks += line("M-38 0L-30 -60M38 0L30 -60", s.look.wood[2], 9) + rect(-50, -76, 100, 16, s.look.wood[1], 7)
    marks += (
        path("M-54 -72q-8 -96 14 -124q14 -16 40 -16t40 16q22 28 14 124q-54 16 -108 0z", coat)
        + path("M-54 -72q-8 -96 14 -124q6 -8 18 -12q-14 50 -10 140z", lighter(coat, 0.22), 0.6)
        + path("M20 -206q18 4 24 20q18 40 10 112l-16 3q4 -80 -18 -135z", darker(coat, 0.18), 0.7)
    )
    marks += rect(-12, -228, 24, 26, darker(skin, 0.08), 8) + path("M-16 -206q16 12 32 0v-8h-32z", darker(coat, 0.25))
    kind = s.rng.randrange(4)
    marks += disc(0, -250, 34, hair) + oval(-34, -244, 6, 9, skin) + oval(34, -244, 6, 9, skin)
    if small and kind < 2:
        marks += (
            disc(-34, -268, 15, hair)
            + disc(34, -268, 15, hair)
            + disc(-27, -264, 5, "#C2303F")
            + disc(27, -264, 5, "#C2303F")
        )
    elif kind == 0:
        marks += disc(0, -284, 17, hair) + rect(-11, -276, 22, 6, s.look.accent, 3)
    elif kind == 1:
        marks += path("M-34 -250q0 46 10 56q24 8 48 0q10 -10 10 -56z", hair)
    elif kind == 2:
        marks += path("M-9 -240q-8 50 6 92q10 6 14 -2q-8 -44 4 -90z", hair) + rect(-8, -216, 18, 7, s.look.accent, 3)
    marks += path(
        "M-24 -262q10 -18 28 -18", "none", 0.4, f'stroke="{lighter(hair, 0.4)}" stroke-width="5" stroke-linecap="round"'
    )
    return group(marks, x, y, 0, scale * (0.72 if small else 1))


def from_side(s: Sheet, x: float, y: float, scale: float, facing: int, holding: str = "") -> str:
    """Someone sitting, seen from the side; facing 1 looks right. No features."""
    coat, hair, skin = s.rng.choice(CLOTHES), s.rng.choice(HAIR), s.rng.choice(SKIN)
    legs = s.rng.choice(("#3F4A55", "#4A3F3A", "#5B5348"))
    marks = (
        shadow(10, 0, 84, 9)
        + line("M-34 0L-28 -66M34 0L28 -66", s.look.wood[2], 9)
        + rect(-50, -80, 100, 16, s.look.wood[1], 7)
    )
    marks += path("M-40 -84q0 -22 30 -22h70q26 0 28 26l6 66h-28l-10 -54h-70q-26 -2 -26 -16z", legs) + path(
        "M66 -16h40q8 10 4 16h-44z", "#3A2F2A"
    )
    marks += path("M-48 -84q-10 -86 22 -128q14 -14 36 -12q22 4 26 30l4 110q-44 16 -88 0z", coat) + path(
        "M-48 -84q-10 -86 22 -128q6 -6 14 -9q-22 60 -16 141z", lighter(coat, 0.22), 0.6
    )
    marks += (
        rect(-8, -246, 22, 30, darker(skin, 0.08), 8)
        + oval(8, -268, 30, 33, skin)
        + path("M34 -274q12 8 10 14q-4 6 -12 2z", skin)
        + path("M-28 -252q-10 -56 32 -60q34 -2 34 22q-30 -4 -40 16q-2 16 -8 26q-10 4 -18 -4z", hair)
    )
    marks += (
        disc(-32, -276, 14, hair) if s.rng.random() < 0.5 else path("M-28 -262q-14 34 2 50q12 2 18 -8l-6 -40z", hair)
    )
    marks += line("M2 -196q20 50 46 54q22 0 40 -14", darker(coat, 0.12), 24) + disc(92, -160, 13, skin) + holding
    return group(f'<g transform="scale({facing} 1)">{marks}</g>', x, y, 0, scale)


def gathering(s: Sheet) -> str:
    marks = room(s, 540) + window(s, 130, 80, 330, 270, 2) + beam(s, 130, 380, 330, -80) + sign(s, 850, 90, 62)
    marks += (
        rect(690, 190, 320, 190, s.look.wood[1], 4)
        + rect(700, 200, 300, 170, "#FBF3E2")
        + "".join(
            rect(
                716 + k % 4 * 70,
                216 + k // 4 * 74,
                58,
                60,
                s.rng.choice(("#C9D8C6", "#EBC9A9", "#C7D3DD", "#E7C4BF")),
                2,
            )
            for k in range(8)
        )
    )
    marks += pot(1120, 560, 1.7, "#47705A") + pendant(s, 600, 150, 74, s.look.accent)
    marks += from_side(s, 215, 700, 1.12, 1) + from_side(s, 985, 700, 1.12, -1)
    light, _, dark = s.look.wood
    marks += (
        shadow(600, 716, 290, 18)
        + path("M556 610h88l22 104q-66 18 -132 0z", dark)
        + oval(600, 592, 330, 64, dark)
        + oval(600, 578, 330, 64, light)
        + oval(600, 574, 304, 53, lighter(light, 0.18))
    )
    marks += (
        teapot(600, 572, 0.62, "#47705A")
        + "".join(cup(x, y, 0.85) for x, y in ((430, 580), (500, 610), (700, 612), (770, 580), (540, 556), (672, 556)))
        + oval(630, 604, 46, 11, "#FBF8F1")
        + "".join(disc(606 + k * 16, 598 - (k % 2) * 6, 9, "#DE8A3A") for k in range(4))
    )
    xs = s.rng.choice(((400, 600, 800), (360, 530, 700, 870)))
    return marks + "".join(from_behind(s, x, 806 + s.between(-6, 10), 1.16) for x in xs)


def dancer(s: Sheet, x: float, y: float, scale: float, coat: str, step: float) -> str:
    """A yangge dancer with a fan and a ribbon, stepping."""
    sash, skin, swing = s.rng.choice(("#E4BE6A", "#2E6B52", "#D8787A")), s.rng.choice(SKIN), sin(step) * 18
    marks = (
        shadow(0, 0, 60, 9)
        + path(f"M-34 -130L{num(-40 - swing)} -6h32L0 -110L{num(12 + swing)} -6h32L36 -130z", lighter(coat, 0.5))
        + path(f"M{num(-46 - swing)} -8h40q2 10 -6 10h-36zM{num(8 + swing)} -8h40q4 10 -6 10h-36z", "#8F2F2C")
    )
    marks += (
        path("M-42 -126q-4 -80 6 -104q10 -16 36 -16t36 16q10 24 6 104q-42 22 -84 0z", coat)
        + path("M-42 -126q-4 -80 6 -104q6 -10 16 -13q-12 40 -8 127z", lighter(coat, 0.25), 0.6)
        + rect(-43, -156, 86, 18, sash, 6)
        + path("M30 -148q40 30 26 84l-14 -4q6 -44 -26 -66z", sash)
    )
    for sign_, ax, ay in ((-1, -92, -250 + swing), (1, 96, -226 - swing)):
        marks += line(
            f"M{34 * sign_} -222Q{num(70 * sign_)} {num(-200 + sign_ * swing)} {ax} {num(ay)}", coat, 24
        ) + disc(ax, ay, 12, skin)
    marks += fan(96, -232 - swing, 34 + step * 6, s.rng.choice(("#C2303F", "#E4BE6A", "#D8787A", "#2E6B52")))
    marks += line(f"M-92 {num(-250 + swing)}q-50 -50 -20 -90t-30 -70", "#C2303F", 13, 0.9) + line(
        f"M-92 {num(-250 + swing)}q-70 0 -80 60t-50 50", "#E4BE6A", 11, 0.9
    )
    marks += (
        rect(-11, -262, 22, 24, skin, 8)
        + disc(0, -284, 32, "#2F2624")
        + disc(0, -320, 15, "#2F2624")
        + "".join(disc(dx, -318 + abs(dx) * 0.5, 9, c) for dx, c in ((-22, "#C2303F"), (22, "#E4BE6A"), (0, "#D8787A")))
    )
    return group(marks, x, y, 0, scale)


def fan(x: float, y: float, turn: float, colour: str) -> str:
    ribs = "".join(f"M0 0L{num(82 * sin(a))} {num(-82 * cos(a))}" for a in (-0.9, -0.6, -0.3, 0, 0.3, 0.6, 0.9))
    marks = (
        path("M0 0L-72 -56A92 92 0 0 1 72 -56z", colour)
        + path("M-72 -56A92 92 0 0 1 72 -56l-12 10A76 76 0 0 0 -60 -46z", lighter(colour, 0.5))
        + line(ribs, darker(colour, 0.2), 2, 0.6)
    )
    return group(marks, x, y, turn)


def parade(s: Sheet) -> str:
    marks = (
        sky(s, 560)
        + hills(s, 500, 200)
        + house(s, -60, 300, 620, 560, False, 0.5)
        + house(s, 640, 300, 640, 560, False, 0.5, False)
        + paving(s, 560)
    )
    marks += (
        (bare_tree(s, 600, 590, 480, 26) if s.look.bare else tree(s, 600, 590, 120, 110, "blossom", 18, 150))
        + flags(-20, 600, 90, 46, ("#A61E32", "#E4BE6A", "#2E6B52"))
        + flags(600, 1220, 90, 46, ("#E4BE6A", "#A61E32", "#3F5F80"))
    )
    coats = s.rng.sample(("#B3263B", "#C26A45", "#2E6B52", "#C58A35", "#3F5F80"), 2)
    marks += "".join(
        dancer(s, x, 660 + (k % 2) * 10, 0.68, coats[k % 2], k * 1.3) for k, x in enumerate((290, 455, 745, 910))
    )
    marks += drum(s, 600, 716) if s.rng.random() < 0.5 else dancer(s, 600, 690, 0.74, coats[0], 2)
    return (
        marks
        + "".join(dancer(s, x, 792, 1.02, coats[(k + 1) % 2], k * 1.7 + 1) for k, x in enumerate((140, 1055)))
        + "".join(lantern(x, 340, 0.5) for x in (116, 384, 826, 1094))
    )


def drum(s: Sheet, x: float, y: float) -> str:
    """The big drum on its stand."""
    marks = (
        shadow(0, 0, 96, 12)
        + line("M-70 0L-40 -60M70 0L40 -60M-70 0H70", "#7C2A28", 12)
        + path("M-88 -150q-14 50 0 100h176q14 -50 0 -100z", "#B3263B")
        + oval(0, -150, 88, 22, "#F3E3C4")
        + oval(0, -150, 74, 17, "#FBF3E2")
    )
    return group(
        marks
        + "".join(disc(dx, -134 + (1 - (dx / 90) ** 2) * 16, 5, "#E4BE6A") for dx in range(-75, 80, 25))
        + line("M-30 -170L20 -152M60 -186L14 -156", "#8A5B3B", 7),
        x,
        y,
    )


def storytime(s: Sheet) -> str:
    marks = (
        room(s, 540) + window(s, 640, 90, 420, 270, 3) + beam(s, 640, 390, 420, 240) + bookcase(s, 60, 90, 380, 552, 4)
    )
    rug = mix(s.look.second, "#FFF3E0", 0.5)
    marks += (
        oval(600, 700, 520, 96, darker(rug, 0.1))
        + oval(600, 694, 520, 96, rug)
        + oval(600, 694, 440, 78, lighter(rug, 0.4))
        + oval(600, 694, 370, 62, rug)
    )
    book = group(
        path("M-6 0q34 -20 62 -6l-4 62q-28 -12 -60 6z", "#A61E32")
        + path("M-2 2q30 -16 54 -4l-4 52q-26 -10 -52 4z", "#FFFBF1"),
        70,
        -214,
        10,
    )
    marks += from_side(s, 470, 664, 1.22, 1, book) if s.rng.random() < 0.8 else from_side(s, 500, 664, 1.2, 1, book)
    marks += pot(1120, 560, 1.5, "#47705A") + pile(s, 330, 660, 4) + pendant(s, 470, 120, 64, s.look.accent)
    for x, y, scale in (
        (700, 690, 1.12),
        (840, 668, 1.0),
        (970, 700, 1.1),
        (620, 786, 1.3),
        (780, 800, 1.36),
        (940, 792, 1.28),
    )[: s.rng.randint(4, 6)]:
        tone = s.rng.choice(("#E4BE6A", "#8FB0A0", "#D98A72", "#93A9BD"))
        marks += (
            oval(x, y - 6, 74 * scale, 20 * scale, darker(tone, 0.1))
            + oval(x, y - 14, 74 * scale, 20 * scale, tone)
            + from_behind(s, x, y + 44 * scale, scale, True, False)
        )
    return marks
