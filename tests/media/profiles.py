"""Small colour profiles (ICC.1:2001), made from numbers: two wide RGB spaces, a linear grey, a printer whose cyan is
red.
"""

from __future__ import annotations

import struct
from itertools import product

GAMMA = 2.2
# Red, green, blue as XYZ under D50.
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
DISPLAY_P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
_D50 = (0.9642, 1.0, 0.8249)


def rgb(primaries: tuple) -> bytes:
    """An RGB space of these primaries."""
    colorants = {name: _xyz(*primary) for name, primary in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)}
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(GAMMA))
    return _profile(b"mntr", b"RGB ", b"XYZ ", {b"wtpt": _xyz(*_D50)} | colorants | curves)


def grey() -> bytes:
    """A grey whose levels are amounts of light."""
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"wtpt": _xyz(*_D50), b"kTRC": _curve(1.0)})


def printer() -> bytes:
    """Four inks on white paper; the one called cyan prints red."""
    nodes = b""
    for cyan, magenta, yellow, black in product((0, 1), repeat=4):  # the first channel varies slowest
        light = 255 * (1 - 0.5 * cyan) * (1 - 0.4 * magenta) * (1 - 0.1 * yellow) * (1 - black)
        nodes += bytes((round(light), 128 + 70 * cyan * (1 - black), 128 + 50 * cyan * (1 - black)))
    straight = bytes(range(256))
    table = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + struct.pack(">9i", *(65536 * (n % 4 == 0) for n in range(9)))
    return _profile(
        b"prtr", b"CMYK", b"Lab ", {b"wtpt": _xyz(*_D50), b"A2B0": table + straight * 4 + nodes + straight * 3}
    )


def seen_in(primaries: tuple, colour: tuple[int, int, int]) -> tuple[int, ...]:
    """The levels in a space of these primaries that look like an sRGB colour."""
    linear = [(level / 255) ** GAMMA for level in colour]
    light = [sum(part * primary[axis] for part, primary in zip(linear, SRGB, strict=True)) for axis in range(3)]
    return tuple(round(255 * max(0.0, part) ** (1 / GAMMA)) for part in _solved(primaries, light))


def _solved(primaries: tuple, light: list[float]) -> list[float]:
    """Cramer's rule: how much of each primary makes the light."""
    columns = list(map(list, primaries))
    whole = _determinant(columns)
    return [_determinant([*columns[:n], light, *columns[n + 1 :]]) / whole for n in range(3)]


def _determinant(columns: list[list[float]]) -> float:
    (a, b, c), (d, e, f), (g, h, i) = columns
    return a * (e * i - f * h) - d * (b * i - c * h) + g * (b * f - c * e)


def _profile(kind: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s12s4s", at + len(body), b"", 0x02100000, kind, space, connection, bytes(12), b"acsp")
    head += bytes(28) + _numbers(*_D50) + bytes(48)
    return head + struct.pack(">I", len(tags)) + table + body


def _numbers(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + _numbers(*values)


def _curve(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))
