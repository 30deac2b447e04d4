"""Courtyards, lanes, gates and squares of the town."""
from __future__ import annotations

from .buildings import (basket, bicycle, bricks, climbing, doors, flags, grey_wall, hanging_sign, house, lamp_post, lantern, lattice,
                        roof, sign, tower)
from .nature import bare_tree, bush, flowers, ground, hills, paving, pine, pot, scattered, shadow, sky, snowfall, tree
from .palette import CLOTHES
from .primitives import (blob, box, darker, disc, group, lighter, line, mix, num, oval, path, poly, rect, rosette)
from .furniture import cup, stool, table, teapot
from .sheet import Sheet


def stone_table(s: Sheet, x: float, y: float, scale: float = 1, snow: bool = False) -> str:
    top = "#FDFDFB" if snow else "#C6BFB1"
    marks = shadow(0, 0, 96, 12) + path("M-22 -62h44l12 62h-68z", "#9A9386") + path("M-22 -62h16l-6 62h-22z", "#B5AEA0") + path("M-92 -70a92 17 0 0 0 184 0v9a92 19 0 0 1 -184 0z", "#A39C8F") + oval(0, -70, 92, 17, top)
    if not snow:
        marks += group(teapot(0, 0, .5, "#47705A"), -10, -68) + group(cup(0, 0, .7), -54, -66) + group(cup(0, 0, .7), 48, -66)
    for dx in (-140, 140):
        marks += shadow(dx, 12, 42, 7) + path(f"M{dx - 36} -30q8 36 2 42q34 9 68 0q-6 -6 2 -42z", "#A39C8F") + oval(dx, -30, 36, 9, top)
    return group(marks, x, y, 0, scale)


def courtyard(s: Sheet) -> str:
    winter, sill = s.look.bare, 612
    fruit = s.rng.choice(("pomegranate", "pomegranate", "persimmon", "jujube")) if s.look.season in ("summer", "autumn") else "blossom"
    marks = sky(s, 640) + hills(s, 420, 220)
    marks += grey_wall(s, -10, 400, 440, 212) + group(roof(s, 0, 0, 260, 70, False), 60, 292) + house(s, 390, 330, 880, sill, winter and s.rng.random() < .4, .46)
    marks += grey_wall(s, -10, 400, 400, 212) + paving(s, sill, s.rng.choice(("#D6CCBB", "#CFC9BD", "#D9CBB4")))
    marks += poly(((730, 624), (856, 624), (900, 700), (690, 700)), "#FFE9B4", .5)
    marks += tree(s, 1060, 712, 172, 150, fruit, s.rng.randint(11, 18), 130) if s.rng.random() < .75 else tree(s, 190, 700, 165, 150, fruit, 14, 130)
    marks += stone_table(s, s.between(520, 600), 756, 1.05)
    marks += pot(330, 700, 1.0, "#47705A") + pot(270, 724, 1.25, "#3E6A4E") + ("" if s.rng.random() < .5 else pot(200, 700, .9, "#5C8A5E", "#8B867C"))
    return marks + ("" if winter else scattered(s, 880, 1200, 700, 790, s.look.leaves[1:3], 14))


def doorway(s: Sheet) -> str:
    wall, trim = s.look.wall, s.rng.choice(("#7E2530", "#7A4835", "#3F6457", "#5D6B62"))
    marks = rect(0, 0, 1200, 660, s.fade(lighter(wall, .2), darker(wall, .06), across=True)) + rect(0, 0, 1200, 60, darker(wall, .12)) + rect(0, 60, 1200, 30, s.fade("#2B2118", "#2B2118", .16, 0))
    brick = s.rng.choice(("#B9785C", "#A9A49A", "#C08A66"))
    marks += rect(0, 510, 1200, 150, brick) + bricks(s, 0, 512, 1200, 148, 60, 25, lighter(brick, .14), .4) + bricks(s, 0, 512, 1200, 148, 60, 25, darker(brick, .08), .3) + rect(0, 502, 1200, 11, lighter(wall, .6))
    for x in (70, 900):
        marks += lattice(s, x, 210, 230, 230, s.rng.choice(("#5D6B62", "#7C3A2D")), "#F8E6BE", 2, 2)
        marks += "".join(rect(x + 14 + k * 26, 433 - h, 20, h, c, 2) for k, (h, c) in enumerate((s.between(36, 90), s.rng.choice(CLOTHES)) for _ in range(8))) if s.rng.random() < .5 else path(f"M{x + 7} 433V{340}q50 -50 100 -10t116 0V433z", "#7DA07F", .6)
        marks += rect(x - 12, 447, 254, 13, "#CDBB9B", 2)
    marks += poly(((390, 176), (810, 176), (842, 214), (358, 214)), trim) + rect(358, 214, 484, 13, darker(trim, .2)) + rect(358, 227, 484, 34, s.fade("#2B2118", "#2B2118", .25, 0))
    marks += doors(s, 446, 252, 308, 404, s.look.wood[0], s.look.wood[2]) + sign(s, 600, 148, 66) + lantern(404, 262, .7) + lantern(796, 262, .7)
    if s.rng.random() < .7:
        marks += hanging_sign(s, 856, 250, 46)
    marks += paving(s, 660, "#CFC6B6") + rect(380, 656, 440, 24, "#BFB6A6") + rect(350, 680, 500, 26, "#ADA493") + rect(350, 680, 500, 6, "#CDC5B6")
    marks += poly(((850, 706), (1110, 706), (830, 660), (820, 660)), "#BDB4A3") + line("M846 626L1100 692M850 630V676M970 662V700M1098 692V712", "#5D6B62", 6)
    marks += poly(((446, 706), (754, 706), (800, 790), (400, 790)), "#FBE8BC", .4) + bicycle(70, 716, .78, s.look.second) + pot(320, 716, 1.15) + pot(900, 752, 1.0, "#3E6A4E") + pot(256, 742, .9, "#5C8A5E", "#8B867C")
    return marks + poly(((0, 0), (400, 0), (0, 500)), s.look.beam, .3) + ("" if s.look.bare else climbing(s, 930, 40, 280, 90))


def hutong(s: Sheet) -> str:
    winter, lane = s.look.bare, s.rng.choice(("#C9C2B5", "#BFB8AC", "#CDBFA9"))
    marks = sky(s, 560) + tree(s, 560, 520, 150, 120, "", 0, 160)
    marks += rect(470, 330, 260, 200, "#C8C0B2") + roof(s, 480, 270, 240, 70, False) + rect(560, 400, 80, 130, "#7C2A28")
    for flip in (1, -1):
        side = poly(((0, 150), (500, 345), (500, 530), (0, 720)), s.fade("#B5AFA4", "#D3CCBF", across=True))
        side += line("".join(f"M0 {150 + k * 570 / 15:g}L500 {345 + k * 185 / 15:g}" for k in range(1, 15)), "#9C968A", 2, .5)
        side += line("".join(f"M{x} {150 + x * .39 + 20:g}V{720 - x * .38 - 6:g}" for x in (60, 132, 214, 280, 342, 392, 436, 472)), "#9C968A", 1.5, .22)
        side += poly(((0, 94), (520, 322), (520, 350), (0, 160)), "#77756F") + line("M0 94L520 322", "#5F5D58", 12) + line("M0 160L520 350", "#5F5D58", 8)
        if flip == 1:
            side += poly(((150, 300), (290, 338), (290, 606), (150, 660)), "#7C2A28") + poly(((166, 322), (218, 334), (218, 632), (166, 652)), "#9B3331") + poly(((224, 336), (276, 348), (276, 610), (224, 630)), "#9B3331") + disc(212, 486, 6, "#E8C987") + disc(230, 484, 6, "#E8C987")
            side += poly(((120, 262), (306, 322), (312, 344), (112, 290)), "#8C3B30") + poly(((120, 216), (310, 300), (310, 324), (110, 262)), "#6B6963") + poly(((130, 664), (300, 600), (330, 616), (150, 690)), "#A29C91")
        else:
            side += poly(((200, 340), (310, 368), (310, 496), (200, 494)), "#7C3A2D") + poly(((208, 350), (302, 375), (302, 488), (208, 486)), "#F3DEB0") + line("M240 358V487M272 366V488M208 418L302 430", "#7C3A2D", 4)
        marks += side if flip == 1 else f'<g transform="translate(1200 0) scale(-1 1)">{side}</g>'
    marks += poly(((0, 720), (500, 530), (700, 530), (1200, 720), (1200, 800), (0, 800)), s.fade(darker(lane, .1), lighter(lane, .2)))
    marks += line("".join(f"M600 530L{600 + k * 190} 800" for k in range(-5, 6)) + "M440 552H760M380 576H820M280 614H920M140 668H1060M0 740H1200", darker(lane, .16), 2, .6)
    marks += poly(((0, 720), (500, 530), (560, 530), (330, 800), (0, 800)), "#2B2118", .12)
    marks += lantern(330, 300, .62) + lantern(908, 330, .5) + bicycle(790, 690, .82, s.look.second) + pot(130, 740, 1.1, "#47705A") + pot(60, 770, 1.3, "#5C8A5E", "#8B867C")
    marks += (bare_tree(s, 1060, 700, 520, 28) if winter else tree(s, 1070, 712, 200, 150, s.rng.choice(("", "persimmon", "jujube")) if s.look.season == "autumn" else "", 14, 330))
    return marks + ("" if winter else scattered(s, 500, 1180, 600, 780, s.look.leaves[1:3], 20)) + (flags(250, 960, 230, 26, ("#A61E32", "#C58A35", "#2E6B52"), 12) if s.rng.random() < .3 else "")


def towers(s: Sheet) -> str:
    marks = sky(s, 620) + hills(s, 520, 180)
    far = s.rng.choice(("#B9B3A6", "#B5A898"))
    marks += "".join(tower(s, x, 600, 84, s.rng.randint(9, 15), far, .62, 20) for x in range(20, 1180, 150))
    near = s.rng.sample(("#D9B48E", "#C99A78", "#E2D3B8", "#B7C0BC", "#D7C3A5", "#C4826A"), 3)
    marks += "".join(tower(s, x, 640, w, f, c, .12, 30) for x, w, f, c in ((60, 190, s.rng.randint(12, 16), near[0]), (470, 170, s.rng.randint(8, 12), near[1]), (880, 200, s.rng.randint(13, 17), near[2])))
    marks += ground(s, 622) + "".join(tree(s, x, 640, 60, 54, tones=s.look.leaves if not s.look.bare else ("#35544A", "#48695C", "#658476", "#8DA799")) for x in (300, 380, 730, 810, 1150))
    marks += rect(380, 560, 330, 92, "#EFE4D0") + rect(370, 548, 350, 18, "#7E2530") + "".join(rect(400 + k * 62, 586, 44, 40, "#F6DDA4", 2) + rect(400 + k * 62, 586, 44, 40, "none", 2, 1, 'stroke="#7C3A2D" stroke-width="4"') for k in (0, 1, 3, 4)) + rect(524, 580, 44, 72, "#9B3331") + sign(s, 546, 522, 36)
    marks += paving(s, 700, "#D9D0C0") + poly(((500, 652), (592, 652), (760, 800), (330, 800)), "#E3DBCC") + line("M500 652L330 800M592 652L760 800", "#BDB3A0", 4)
    marks += bush(s, 160, 690, 220) + bush(s, 960, 694, 260) + lamp_post(s, 300, 726, 190) + lamp_post(s, 870, 726, 190)
    marks += rect(90, 716, 150, 12, s.look.wood[0], 3) + rect(90, 690, 150, 10, s.look.wood[0], 3) + line("M104 690V752M226 690V752", "#4C5551", 7)
    return marks + flowers(s, 820, 1180, 730, 50, ("#D8787A", "#E4BE6A", "#FBF3E2", s.look.accent), 24) if not s.look.bare else marks


def bikes(s: Sheet) -> str:
    wall = s.rng.choice(("#C9C2B5", "#E6D8BF", "#D8C3A6"))
    marks = sky(s, 200) + grey_wall(s, -10, 150, 1230, 470, base=wall) + climbing(s, 20, 150, 330, 150)
    marks += doors(s, 700, 290, 200, 326, "#9B3331", "#7C2A28") + roof(s, 670, 160, 260, 70) + sign(s, 800, 252, 40)
    marks += lattice(s, 280, 260, 250, 190, "#7C3A2D", "#F6E2B2", 4, 3) + paving(s, 620, "#CFC6B6")
    colours = s.rng.sample(("#4F7D68", "#A61E32", "#3F5F80", "#C58A35", "#7A5A86"), 3)
    marks += bicycle(80, 690, 1.05, colours[0]) + bicycle(330, 730, 1.25, colours[1]) + (bicycle(930, 716, 1.1, colours[2]) if s.rng.random() < .7 else "")
    marks += lantern(668, 262, .62) + lantern(934, 262, .62) + pot(650, 660, .9) + pot(960, 640, .7, "#3E6A4E") + pot(1120, 780, 1.4, "#5C8A5E")
    return marks + poly(((0, 150), (330, 150), (0, 520)), s.look.beam, .25) + scattered(s, 0, 1200, 690, 790, s.look.leaves[1:3], 16)


def board(s: Sheet) -> str:
    wall = s.look.wall
    outside = s.rng.random() < .6
    if outside:
        marks = sky(s, 560) + grey_wall(s, -10, 210, 1230, 420) + ("" if s.look.bare else climbing(s, 0, 210, 260, 120)) + paving(s, 630)
        marks += tree(s, 1110, 650, 120, 140, "", 0, 200)
    else:
        marks = rect(0, 0, 1200, 640, s.fade(lighter(wall, .3), wall, across=True)) + rect(0, 640, 1200, 160, s.fade(darker(s.look.floor[0], .1), s.look.floor[0])) + rect(0, 626, 1200, 14, "#FBF4E4") + pot(90, 690, 1.7) + pot(1110, 690, 1.5, "#3E6A4E")
    red = s.rng.choice(("#9E1B32", "#8F2F2C", "#A61E32"))
    marks += shadow(600, 700, 420, 16) + rect(220, 180, 22, 520, darker(red, .3)) + rect(958, 180, 22, 520, darker(red, .3))
    marks += path("M176 176Q600 96 1024 176l-20 -44Q600 40 196 132z", "#77756F") + rect(200, 150, 800, 84, red, 4) + s.word(600, 214, 58, s.rng.choice(("光荣榜", "最美家庭")), "#F6DFA6", 26)
    marks += rect(200, 234, 800, 380, darker(red, .1)) + rect(218, 250, 764, 346, s.fade("#FBF6EA", "#F1E7D2"))
    ground_tones = ("#E9EFE6", "#F6E7CC", "#E7EDF2", "#F8E3DB")
    for k in range(8):
        x, y = 240 + k % 4 * 182, 270 + k // 4 * 164
        marks += rect(x + 3, y + 5, 164, 146, "#2B2118", 3, .12) + rect(x, y, 164, 146, "#FFFDF6", 3) + rect(x + 10, y + 10, 144, 86, ground_tones[s.rng.randrange(4)], 2)
        marks += family(s, x + 82, y + 96) + rect(x + 24, y + 108, 116, 8, s.look.accent, 4, .75) + rect(x + 40, y + 124, 84, 6, "#B9AD98", 3)
    marks += poly(((300, 250), (420, 250), (250, 596), (218, 596), (218, 440)), "#FFFFFF", .3) + poly(((470, 250), (500, 250), (330, 596), (300, 596)), "#FFFFFF", .22)
    marks += "".join(disc(x, 190, 17, "#E4BE6A") + rosette(x, 190, 15, 1, "#E4BE6A", red) for x in (262, 938))
    return marks + (flower_bed(s) if outside and not s.look.bare else "")


def flower_bed(s: Sheet) -> str:
    """A bed with a stone edge in front of the board."""
    marks = path("M150 744Q600 700 1050 744l-20 22Q600 736 170 766z", "#8B6B4E") + flowers(s, 190, 1010, 690, 46, ("#D8787A", "#E4BE6A", "#A61E32", "#FBF3E2"), 60)
    return marks + path("M140 744Q600 796 1060 744v18Q600 818 140 762z", "#B9B2A5")


def family(s: Sheet, x: float, y: float) -> str:
    """A few plain figures side by side, standing on y."""
    marks = ""
    for dx, h in s.rng.choice((((-28, 62), (0, 40), (28, 66)), ((-34, 60), (-8, 64), (18, 38), (38, 44)), ((-18, 60), (18, 64)))):
        c = s.rng.choice(CLOTHES)
        marks += path(f"M{x + dx - 15} {y}v{num(-h * .42)}q0 {num(-h * .2)} 15 {num(-h * .2)}t15 {num(h * .2)}v{num(h * .42)}z", c) + disc(x + dx, y - h * .74, h * .14 + 2, "#E9C3A0") + path(f"M{num(x + dx - h * .16 - 2)} {num(y - h * .74)}a{num(h * .16 + 2)} {num(h * .17 + 2)} 0 0 1 {num(h * .32 + 4)} 0z", "#3B2E2A")
    return marks


def stage(s: Sheet) -> str:
    red = s.rng.choice(("#A61E32", "#8F2F2C", "#B5443A"))
    marks = sky(s, 620) + hills(s, 560, 170) + "".join(tower(s, x, 600, 100, s.rng.randint(8, 13), "#C9B79C", .5, 22) for x in (20, 150, 960, 1090)) + ground(s, 580)
    marks += tree(s, 110, 640, 110, 100) + tree(s, 1100, 640, 120, 105) + rect(250, 180, 26, 420, "#5D5148") + rect(924, 180, 26, 420, "#5D5148")
    marks += rect(262, 200, 676, 370, s.fade(lighter(red, .1), darker(red, .18))) + line("".join(f"M{290 + k * 44} 204V566" for k in range(15)), darker(red, .2), 5, .5) + sign(s, 600, 230, 76, "妇女之家", darker(red, .3), "#F6DFA6")
    marks += rosette(400, 430, 84, 1, "#F3D9A0", red) + rosette(800, 430, 84, 1, "#F3D9A0", red) + rosette(600, 430, 60, 2, "#F3D9A0", red) + rect(230, 160, 740, 30, "#5D5148", 4)
    marks += path("M262 190h110q-10 160 -110 220zM938 190h-110q10 160 110 220z", darker(red, .26))
    marks += poly(((200, 570), (1000, 570), (1080, 640), (120, 640)), s.look.wood[0]) + rect(120, 640, 960, 48, s.look.wood[2]) + line("".join(f"M{260 + k * 85} 572L{200 + k * 100} 638" for k in range(9)), s.look.wood[1], 3) + rect(120, 640, 960, 8, lighter(s.look.wood[1], .2))
    marks += line("M600 632V500M580 634H620", "#3F4643", 5) + group(rect(-8, -24, 16, 30, "#3F4643", 8), 606, 498, 24) + "".join(rect(x, 500, 60, 130, "#3A3A3A", 5) + disc(x + 30, 594, 22, "#55534F") + disc(x + 30, 538, 14, "#55534F") for x in (196, 944))
    marks += rect(520, 688, 160, 20, s.look.wood[1]) + rect(500, 708, 200, 22, s.look.wood[0]) + flags(20, 600, 90, 46, ("#A61E32", "#C58A35", "#2E6B52", "#3F5F80")) + flags(600, 1180, 90, 46, ("#C58A35", "#3F5F80", "#A61E32", "#2E6B52"))
    marks += paving(s, 730, "#D6CCBB") + "".join(stool(s, 120 + k * 138, 800, 1.05, s.look.accent if k % 3 else s.look.second) for k in range(8))
    return marks + "".join(pot(x, 690, .75, "#47705A") for x in (150, 1050))


def canopy(x: float, y: float, w: float, colour: str, other: str, base: float) -> str:
    """A tent roof in stripes on two poles."""
    n = 8
    marks = rect(x + 6, y + 40, 9, base - y - 40, "#8B867C") + rect(x + w - 15, y + 40, 9, base - y - 40, "#8B867C")
    for k in range(n):
        tone = colour if k % 2 else other
        a, b = x + w * k / n, x + w * (k + 1) / n
        c, d = x + w * (.14 + .72 * k / n), x + w * (.14 + .72 * (k + 1) / n)
        marks += poly(((c, y - 40), (d, y - 40), (b, y + 44), (a, y + 44)), tone) + path(f"M{num(a)} {num(y + 44)}H{num(b)}q0 26 {num(-(b - a) / 2)} 26t{num(-(b - a) / 2)} -26z", darker(tone, .1))
    return marks


def fair(s: Sheet) -> str:
    marks = sky(s, 600) + "".join(tower(s, x, 560, 120, s.rng.randint(9, 14), c, .45, 24) for x, c in ((30, "#C9B79C"), (210, "#B7C0BC"), (860, "#D9B48E"), (1040, "#C9B79C"))) + tree(s, 560, 560, 90, 80) + tree(s, 690, 560, 100, 86) + paving(s, 560)
    marks += flags(0, 600, 60, 40, ("#A61E32", "#C58A35", "#2E6B52")) + flags(600, 1200, 60, 40, ("#3F5F80", "#A61E32", "#C58A35"))
    for k, x in enumerate((40, 430, 820)):
        tone = (s.look.accent, s.look.second, "#C58A35")[k]
        marks += rect(x + 22, 300, 296, 290, lighter(tone, .78)) + canopy(x, 270, 340, tone, "#FBF3E2", 690) + rect(x + 60, 366, 220, 70, tone, 4)
        marks += s.word(x + 170, 420, 46, "招聘", "#FFF7E6", 20) + "".join(rect(x + 60 + j * 76, 456, 64, 84, "#FFFDF6", 3) + rect(x + 68 + j * 76, 466, 48, 30, s.rng.choice(("#C9D8C6", "#EBC9A9", "#C7D3DD"))) + "".join(rect(x + 68 + j * 76, 504 + i * 10, 44 - i * 9, 4, "#B9AD98") for i in range(3)) for j in range(3))
        marks += table(s, x + 10, 628, 320, 730, mix(tone, "#FFF6E6", .25), 30) + rect(x + 60, 600, 70, 16, "#FFFDF6", 2) + rect(x + 66, 594, 66, 8, "#F1E6CE", 2) + cup(x + 270, 618, .7) + pot(x + 220, 620, .5, "#47705A")
    return marks + "".join(stool(s, x, 792, .95, s.look.accent if k % 2 else s.look.second) for k, x in enumerate((130, 280, 520, 670, 910, 1060)))


def crate(s: Sheet, x: float, y: float, w: float, colours: tuple[str, ...], r: float = 15, leafy: bool = False) -> str:
    """A tilted box of produce, its front edge on y."""
    wood = s.look.wood[0]
    marks, rows = poly(((x + 14, y - 70), (x + w - 14, y - 70), (x + w, y), (x, y)), darker(wood, .35)), 4
    for row in range(rows):
        cy, size = y - 62 + row * 17, r * (.82 + row * .07)
        count = max(3, int((w - 26) / (size * 1.72)))
        for k in range(count):
            cx, c = x + 18 + (w - 36) * (k + (.5 if row % 2 else .1)) / count, s.rng.choice(colours)
            marks += disc(cx, cy, size, c) + disc(cx - size * .3, cy - size * .3, size * .34, "#FFFFFF", .3)
            marks += path(f"M{num(cx)} {num(cy - size)}q-9 -18 -16 -14q4 10 16 14q0 -18 8 -20q4 10 -8 20z", "#5C8A5E") if leafy else ""
    return marks + rect(x - 2, y - 4, w + 4, 34, wood, 2) + rect(x - 2, y + 10, w + 4, 3, darker(wood, .25))


def market(s: Sheet) -> str:
    marks = sky(s, 560) + hills(s, 560, 260) + ground(s, 520) + "".join(tree(s, x, 550, 70, 60) for x in (60, 620, 1150)) + paving(s, 600, "#D3C4A8")
    goods = [(("#C9503E", "#D9653E"), 15, False), (("#E2A23C", "#DE7A2C"), 15, False), (("#7FA36B", "#94B565"), 17, False), (("#F3E6CF", "#FBF3E2"), 14, True), (("#7A4A6C", "#6A3F60"), 14, True), (("#C9A24E", "#B98A4E"), 13, False), (("#D8787A", "#E3A38F"), 15, False), (("#B3263B", "#C23B36"), 12, False)]
    s.rng.shuffle(goods)
    for k, x in enumerate((50, 620)):
        tone = (s.look.accent, s.look.second)[k]
        marks += rect(x + 30, 240, 480, 300, "#2B2118", 0, .07) + canopy(x, 210, 540, tone, "#FBF3E2", 720)
        marks += line(f"M{x + 60} 280H{x + 480}", "#8B6B4E", 4) + "".join(path(f"M{x + 90 + j * 62} 282q-16 40 -8 66q8 10 16 0q10 -26 -8 -66z", ("#E2B13C", "#C23B36", "#F3E6CF")[(j + k) % 3]) + path(f"M{x + 84 + j * 62} 282h12l-6 10z", "#5C8A5E") for j in range(7))
        marks += shadow(x + 270, 728, 270, 14) + rect(x + 14, 560, 512, 166, s.look.wood[1])
        marks += "".join(crate(s, x + 20 + j * 170, 560, 160, *goods[k * 4 + j]) for j in range(3)) + rect(x + 14, 590, 512, 136, s.look.wood[1]) + "".join(rect(x + 24 + j * 84, 600, 76, 116, lighter(s.look.wood[1], .14), 3) for j in range(6)) + sign(s, x + 270, 628, 46)
    return marks + basket(200, 744, 130) + "".join(disc(160 + k * 20, 740 - (k % 2) * 8, 15, "#E2A23C") for k in range(5)) + basket(600, 752, 120, "#A87B48") + "".join(oval(566 + k * 18, 746, 14, 12, "#7FA36B") for k in range(4)) + basket(1010, 744, 130) + "".join(disc(970 + k * 20, 740 - (k % 2) * 8, 14, "#C23B36") for k in range(5))


def snow(s: Sheet) -> str:
    share = s.rng.choice((.36, .42, .5))
    door = 380 + 880 * share
    marks = rect(0, 0, 1200, 640, s.fade(mix(s.look.sky[0], "#C9D3DA", .6), mix(s.look.sky[1], "#F3EFE8", .5))) + hills(s, 420, 220, "#A9B8BE")
    marks += grey_wall(s, -10, 400, 420, 220, True) + house(s, 380, 330, 880, 620, True, share)
    marks += rect(0, 620, 1200, 180, s.fade("#E6EAEC", "#FFFFFF")) + path("M0 634q200 -26 420 -4t420 0t380 -6V660H0z", "#FFFFFF", .8)
    marks += poly(((door - 50, 632), (door + 50, 632), (760, 800), (480, 800)), "#D9CFBE") + line("".join(f"M{num(door - 54 - (door - 424) * k * .19)} {654 + k * 30}h{112 + k * 32}" for k in range(5)), "#C3B8A4", 2.5, .7)
    marks += bare_tree(s, 190, 700, 520, 30, True) + (fruit_snow(s) if s.rng.random() < .6 else "") + pine(s, 1120, 720, 330, True)
    marks += stone_table(s, 330, 750, .85, True) + "".join(lantern(x, 378, .58, s.look.hour == "dusk") for x in (door - 107, door + 107)) + broom(940, 720)
    marks += path("M980 752q60 -40 130 0t110 10V800H960z", "#FFFFFF") + oval(1090, 772, 120, 16, "#C9D3DA", .35) + snowman(s, 1000, 764)
    return marks + snowfall(s, s.rng.choice((0, 60, 150)))


def fruit_snow(s: Sheet) -> str:
    spots = [(s.between(70, 330), s.between(230, 400)) for _ in range(9)]
    return path("".join(blob(x, y, 11, 11, 0) for x, y in spots), "#DE7A2C") + path("".join(blob(x, y - 6, 10, 6, 0) for x, y in spots), "#FFFFFF")


def broom(x: float, y: float) -> str:
    return group(rect(-4, -230, 8, 170, "#B98A4E", 3) + path("M-12 -66h24l22 80q-34 12 -68 0z", "#C9A24E") + line("M-10 -50l-16 60M0 -50v64M10 -50l16 60M-12 -56h24", "#8B6B2E", 3), x, y, 8)


def snowman(s: Sheet, x: float, y: float) -> str:
    marks = shadow(0, 2, 60, 8) + disc(0, -44, 50, "#FFFFFF") + disc(0, -120, 34, "#FFFFFF") + oval(18, -34, 28, 40, "#C9D3DA", .4) + rect(-34, -96, 68, 14, s.look.accent, 7) + path("M14 -92l26 8l-6 34l-16 -4z", s.look.accent)
    return group(marks + disc(-11, -126, 4, "#3A2A22") + disc(11, -126, 4, "#3A2A22") + path("M0 -118l26 6l-26 5z", "#DE7A2C") + path("M-26 -146h52l-8 -34h-36z", "#9A6A45") + rect(-32, -152, 64, 9, "#7D5233", 4), x, y, 0, .8)


def lanterns(s: Sheet) -> str:
    marks = sky(s, 640) + group(roof(s, 0, 0, 460, 110, True), -120, 470) + group(roof(s, 0, 0, 460, 110, True), 880, 430) + rect(-20, 590, 400, 230, "#C8BFAF") + rect(860, 560, 400, 250, "#C8BFAF")
    marks += house(s, 250, 420, 700, 690, s.rng.random() < .4, .5) + paving(s, 690, "#B9B0A2") + poly(((500, 700), (700, 700), (790, 800), (410, 800)), "#FFDB94", .5)
    marks += bare_tree(s, 1080, 780, 700, 34) + line("M-20 90Q300 210 620 120T1220 90M-20 250Q260 330 560 262T1220 270", "#4A3A34", 3)
    lit, glow = s.look.hour == "dusk", s.glow("#FFC27A", .75)
    for x, y, scale in ((110, 160, 1.15), (300, 186, 1.3), (500, 168, 1.1), (710, 136, 1.25), (930, 130, 1.1), (1120, 120, 1.3), (200, 316, .8), (420, 312, .75), (640, 282, .8), (850, 290, .75), (1040, 290, .85)):
        marks += lantern(x, y, scale, lit, glow if lit else "")
    return marks + pot(330, 770, 1.2, "#47705A") + pot(870, 770, 1.2, "#47705A") + "".join(lantern(x, 560, .6, lit) for x in (452, 748))
