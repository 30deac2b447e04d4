"""Photos of every make: what is used comes out upright, plain and bare; what can't be used says why and harms nothing
else.
"""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, PngImagePlugin

from generator.content.pictures import format_of
from generator.diagnostics import InvalidInput
from generator.media import photos
from tests.media import profiles

SECRET = b"Chaoyang-116.4712-39.9476"
RED, GREEN, BLUE, WHITE = (200, 30, 40), (20, 140, 60), (30, 60, 200), (255, 255, 255)


def corners(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """Red top left, green top right, blue bottom left, white bottom right."""
    picture = Image.new("RGB", (width, height), WHITE)
    draw = ImageDraw.Draw(picture)
    for (left, top), colour in (((0, 0), RED), ((width // 2, 0), GREEN), ((0, height // 2), BLUE)):
        draw.rectangle((left, top, left + width // 2 - 1, top + height // 2 - 1), colour)
    return picture.convert(mode)


def saved(picture: Image.Image, form: str, **how) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **how)
    return buffer.getvalue()


def seen(data: bytes) -> list[str]:
    """The names of the colours in the four corners of the largest picture made from a photo."""
    made = Image.open(io.BytesIO(photos.encode(data).files[-2][2])).convert("RGB")
    names = {"red": RED, "green": GREEN, "blue": BLUE, "white": WHITE}
    spots = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
    pixels = [made.getpixel((int(x * made.width), int(y * made.height))) for x, y in spots]
    return [
        min(names, key=lambda name: sum(abs(a - b) for a, b in zip(names[name], pixel, strict=True)))
        for pixel in pixels
    ]


def exif(orientation: int) -> Image.Exif:
    data = Image.Exif()
    data[0x0112], data[0x010E], data[0x013B] = orientation, SECRET.decode(), SECRET.decode()
    data.get_ifd(0x8825).update({1: "N", 2: (39.0, 56.0, 51.0), 29: SECRET.decode()})
    return data


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bomb(width: int, height: int) -> bytes:
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def webp_bomb(form: bytes) -> bytes:
    """16,383 × 16,383, in a few bytes."""
    side = 16_383
    lossless = b"\x2f" + struct.pack("<I", (side - 1) | (side - 1) << 14) + b"\0" * 60
    lossy = b"\x10\0\0\x9d\x01\x2a" + struct.pack("<HH", side, side) + b"\0" * 60
    body = (
        b"VP8L" + struct.pack("<I", len(lossless)) + lossless + b"\0"
        if form != b"VP8 "
        else form + struct.pack("<I", len(lossy)) + lossy
    )
    if form == b"VP8X":
        body = form + struct.pack("<I", 10) + b"\0" * 4 + struct.pack("<I", side - 1)[:3] * 2 + body
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


UPRIGHT = ["red", "green", "blue", "white"]
_BACK = {  # orientation → how an upright picture has to be turned to lie so in the file
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(form, orientation):
    turn = _BACK[orientation]
    lying = corners() if turn is None else corners().transpose(turn)
    data = saved(lying, form, exif=exif(orientation).tobytes())
    assert seen(data) == UPRIGHT
    made = photos.encode(data)
    assert (made.width, made.height) == (640, 480)


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return info


@pytest.mark.parametrize(
    "form,how",
    [
        (
            "JPEG",
            {"comment": SECRET, "xmp": SECRET, "exif": exif(1).tobytes(), "icc_profile": profile(), "dpi": (300, 300)},
        ),
        ("PNG", {"pnginfo": text(), "exif": exif(1).tobytes(), "icc_profile": profile(), "dpi": (300, 300)}),
        ("WEBP", {"xmp": SECRET, "exif": exif(1).tobytes(), "icc_profile": profile()}),
    ],
)
def test_nothing_but_pixels_survives(form, how):
    data = saved(corners(), form, **how) + SECRET
    assert SECRET in data
    for _, kind, made in photos.encode(data).files:
        with Image.open(io.BytesIO(made)) as picture:
            assert not picture.getexif() and set(picture.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
                "loop",
                "background",
                "timestamp",
                "duration",
            }
        assert SECRET not in made
        marks = (
            (b"EXIF", b"XMP ", b"ICCP")
            if kind == "image/webp"
            else (b"Exif\0", b"ICC_PROFILE", b"ns.adobe.com", b"\xff\xfe")
        )
        header = made[:64] if kind == "image/webp" else made[: made.index(b"\xff\xda")]
        assert not any(mark in header for mark in marks)


def test_broken_exif_leaves_the_photo_as_it_lies():
    assert seen(saved(corners(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xff" * 40)) == UPRIGHT


def without_adobe(data: bytes) -> bytes:
    at = data.index(b"\xff\xee")
    return data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4]) :]


def ycck() -> bytes:
    """As Photoshop saves pictures of four inks: three as luminance and chroma, and black, all inverted."""
    luminance, blue, red = ImageChops.invert(corners()).convert("YCbCr").split()
    inverted = Image.merge(
        "CMYK",
        [band.point(lambda level: 255 - level) for band in (luminance, blue, red)] + [Image.new("L", luminance.size)],
    )
    data = saved(inverted, "JPEG", quality=100, subsampling=0)
    at = data.index(b"Adobe") + 11
    return data[:at] + b"\2" + data[at + 1 :]


def sixteen_bits() -> bytes:
    rows = b"".join(b"\0" + b"".join(struct.pack(">H", 65535 * x // 639) for x in range(640)) for _ in range(480))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 640, 480, 16, 0, 0, 0, 0))
        + chunk(b"tRNS", struct.pack(">H", 65535))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def clear_corner(mode: str) -> Image.Image:
    """The white corner is transparent over black."""
    picture = corners(mode="RGBA")
    picture.paste((0, 0, 0, 0), (320, 240, 640, 480))
    return picture if mode == "RGBA" else picture.quantize(16)


MAKES = {
    "jpeg": lambda: saved(corners(), "JPEG"),
    "progressive": lambda: saved(corners(), "JPEG", progressive=True),
    "cmyk": lambda: saved(corners(mode="CMYK"), "JPEG"),
    "ycck": ycck,
    "cmyk-without-adobe": lambda: without_adobe(saved(corners(mode="CMYK"), "JPEG")),
    "two-pictures-in-one": lambda: saved(corners(), "MPO", save_all=True, append_images=[Image.new("RGB", (640, 480))]),
    "png": lambda: saved(corners(), "PNG"),
    "palette": lambda: saved(corners().quantize(8), "PNG"),
    "transparent": lambda: saved(clear_corner("RGBA"), "PNG"),
    "palette-transparent": lambda: saved(clear_corner("P"), "PNG"),
    "webp-transparent": lambda: saved(clear_corner("RGBA"), "WEBP", lossless=True),
    "animated-webp": lambda: saved(
        corners(), "WEBP", save_all=True, append_images=[Image.new("RGB", (640, 480))], duration=100
    ),
    "animated-png": lambda: saved(
        corners(), "PNG", save_all=True, append_images=[Image.new("RGB", (640, 480))], duration=100
    ),
    "jpeg-with-a-tail": lambda: saved(corners(), "JPEG") + b"\0" * 1000,
}


@pytest.mark.parametrize("make", MAKES)
def test_every_make_is_used(make):
    assert seen(MAKES[make]()) == UPRIGHT


def test_sixteen_bits_keep_their_greys():
    made = Image.open(io.BytesIO(photos.encode(sixteen_bits()).files[-1][2])).convert("L")
    greys = [made.getpixel((x, 240)) for x in (10, 320, 630)]
    assert greys[0] < 20 and 115 < greys[1] < 140 and greys[2] > 235


def test_sizes_go_up_to_the_photos_own_and_the_last_is_a_jpeg():
    made = photos.encode(saved(corners(1200, 900), "PNG"))
    assert [(width, kind) for width, kind, _ in made.files] == [
        (480, "image/webp"),
        (960, "image/webp"),
        (1200, "image/webp"),
        (960, "image/jpeg"),
    ]
    assert (made.width, made.height) == (1200, 900)
    assert all(format_of(data) == kind.removeprefix("image/") for _, kind, data in made.files)
    tiny = photos.encode(saved(corners(60, 40), "PNG"))
    assert [width for width, _, _ in tiny.files] == [60, 60]


REFUSED = {
    "nothing": (b"", "打不开"),
    "cut-jpeg": (saved(corners(), "JPEG")[:2000], "打不开"),
    "cut-png": (saved(corners(), "PNG")[:900], "打不开"),
    "cut-webp": (saved(corners(), "WEBP")[:400], "打不开"),
    "header-alone": (b"\xff\xd8\xff\xe0" + b"\0" * 20, "打不开"),
    "html": (b"<html>", "打不开"),
    "gif": (saved(corners(), "GIF"), "打不开"),
    "png-bomb": (png_bomb(20_000, 20_000), "20000×20000"),
    "just-too-many-pixels": (png_bomb(9_000, 5_001), "9000×5001"),
    "wide-bomb": (png_bomb(2_000_000_000, 2_000_000_000), "2000000000×2000000000"),
    "webp-bomb": (webp_bomb(b"VP8X"), "16383×16383"),
    "webp-lossless-bomb": (webp_bomb(b"VP8L"), "16383×16383"),
    "webp-lossy-bomb": (webp_bomb(b"VP8 "), "16383×16383"),
    "too-long": (saved(Image.new("L", (20, 60_000)), "PNG"), "太长"),
    "a-line": (saved(Image.new("L", (1, 20_000)), "JPEG"), "太长"),
    "no-pixels": (png_bomb(0, 0), "打不开"),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_cannot_be_used_is_refused_with_a_remedy(reason):
    data, said = REFUSED[reason]
    with pytest.raises(InvalidInput) as refused:
        photos.encode(data)
    assert said in refused.value.message and refused.value.remedy


def sized(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header says another size."""
    at = max(data.find(b"\xff\xc0"), data.find(b"\xff\xc2"))
    return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]


@pytest.mark.parametrize("size", [(60_000, 60_000), (13_000, 10_000)])
def test_a_jpeg_bomb_is_refused_by_its_header(size):
    with pytest.raises(InvalidInput, match="像素"):
        photos.encode(sized(saved(corners(), "JPEG"), *size))


def test_a_progressive_jpeg_is_whole_in_memory_and_so_may_be_less_large():
    with pytest.raises(InvalidInput, match="9000×7000 点，渐进式 JPEG") as refused:
        photos.encode(sized(saved(corners(), "JPEG", progressive=True), 9_000, 7_000))
    assert "普通的 JPEG" in refused.value.remedy


@pytest.mark.parametrize("size,orientation", [((5712, 4284), 1), ((8160, 6120), 1), ((8160, 6120), 6)])
def test_photos_of_todays_phones_are_taken(size, orientation):
    turn = _BACK[orientation]
    standing = corners(*(size if turn is None else size[::-1]))
    data = saved(standing if turn is None else standing.transpose(turn), "JPEG", exif=exif(orientation).tobytes())
    made = photos.encode(data)
    assert seen(data) == UPRIGHT
    assert (made.width, made.height) == (1600, round(1600 * standing.height / standing.width))


def shown(mode: str, ink, profile: bytes | None, form: str = "JPEG") -> tuple[int, ...]:
    """How a colour, in a file with this profile, comes out."""
    how = {"quality": 100} if form == "JPEG" else {}
    data = saved(Image.new(mode, (60, 40), ink), form, icc_profile=profile, **how)
    return Image.open(io.BytesIO(photos.encode(data).files[-1][2])).getpixel((30, 20))


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 8 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("space", [profiles.ADOBE_RGB, profiles.DISPLAY_P3])
@pytest.mark.parametrize("colour", [RED, (30, 140, 60), (40, 60, 200), (230, 180, 150)])
def test_colours_of_wide_spaces_look_the_same_without_their_profile(space, colour):
    levels = profiles.seen_in(space, colour)
    assert near(shown("RGB", levels, profiles.rgb(space)), colour)
    assert near(shown("RGBA", (*levels, 255), profiles.rgb(space), "PNG"), colour)
    assert near(shown("RGB", levels, None), levels)


def exif_of(colour_space: int | None, index: str | None) -> bytes:
    found = Image.Exif()
    if colour_space is not None:
        found.get_ifd(0x8769)[0xA001] = colour_space
    if index is not None:
        found.get_ifd(0x8769)[0xA005] = {1: index}
    return found.tobytes()


NAMED = {
    (2, None): True,
    (65535, "R03"): True,
    (2, "R03"): True,
    (None, "R03"): True,
    (1, "R98"): False,
    (65535, None): False,
    (None, None): False,
}


@pytest.mark.parametrize("named", NAMED, ids=str)
@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
@pytest.mark.parametrize("colour", [RED, (30, 140, 60), (40, 60, 200), (230, 180, 150)])
def test_colours_of_a_space_that_exif_alone_names_look_the_same(named, form, colour):
    levels = profiles.seen_in(profiles.ADOBE_RGB, colour)
    how = {"JPEG": {"quality": 100, "subsampling": 0}, "WEBP": {"lossless": True}, "PNG": {}}[form]
    data = saved(Image.new("RGB", (60, 40), levels), form, exif=exif_of(*named), **how)
    made = Image.open(io.BytesIO(photos.encode(data).files[-1][2])).getpixel((30, 20))
    assert near(made, colour if NAMED[named] else levels)


def test_a_profile_counts_before_what_exif_names():
    levels = profiles.seen_in(profiles.DISPLAY_P3, RED)
    data = saved(
        Image.new("RGB", (60, 40), levels), "PNG", exif=exif_of(2, "R03"), icc_profile=profiles.rgb(profiles.DISPLAY_P3)
    )
    assert near(Image.open(io.BytesIO(photos.encode(data).files[-1][2])).getpixel((30, 20)), RED)


def test_inks_and_greys_follow_their_profile():
    assert near(shown("CMYK", (255, 0, 0, 0), profiles.printer()), (227, 37, 39))
    assert near(shown("CMYK", (0, 0, 0, 0), profiles.printer()), (255, 255, 255))
    assert near(shown("L", 128, profiles.grey()), (188, 188, 188))
    assert near(shown("LA", (128, 255), profiles.grey(), "PNG"), (188, 188, 188))


BROKEN = {
    "junk": b"junk" * 50,
    "nothing": bytes(128),
    "cut": profiles.rgb(profiles.DISPLAY_P3)[:300],
    "all-black": profiles.rgb(((0, 0, 0),) * 3),
    "of-inks": profiles.printer(),
    "of-greys": profiles.grey(),
    "of-a-link": profiles.rgb(profiles.DISPLAY_P3).replace(b"mntr", b"link"),
}


@pytest.mark.parametrize("profile", BROKEN)
def test_a_broken_or_foreign_profile_leaves_the_colours_as_they_are(profile):
    assert near(shown("RGB", (180, 90, 60), BROKEN[profile]), (180, 90, 60))


def test_an_srgb_profile_changes_no_byte():
    with_profile, without = saved(corners(), "JPEG", icc_profile=profile()), saved(corners(), "JPEG")
    assert photos.encode(with_profile).files == photos.encode(without).files


def test_the_same_bytes_give_the_same_pictures():
    data = saved(corners(2000, 1500), "JPEG", icc_profile=profiles.rgb(profiles.DISPLAY_P3), exif=exif(6).tobytes())
    assert photos.encode(data) == photos.encode(data)


PEAK = """
import resource, sys
from pathlib import Path
from generator.content.intake import take_snapshot
from generator.diagnostics import InvalidInput
from generator.media import photos
from tests.media import profiles
file = take_snapshot(Path(sys.argv[1])).photos["x.jpg"]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    photos.encode(photos.read(file))
except InvalidInput as error:
    print(error.message)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("what", ["png-bomb", "webp-bomb", "webp-lossless-bomb", "webp-lossy-bomb", "300-megabytes"])
def test_bombs_and_huge_files_cost_no_memory(tmp_path, what):
    file = tmp_path / "x.jpg"
    file.write_bytes(REFUSED.get(what, (b"\xff\xd8\xff",))[0])
    if what == "300-megabytes":
        os.truncate(file, 300 * 2**20)
    done = subprocess.run(
        [sys.executable, "-c", PEAK, tmp_path],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    *said, peak = done.stdout.split("\n")[:2]
    assert "超过" in said[0]
    assert int(peak) < 16  # megabytes


def test_the_same_photo_saved_again_is_alike_and_another_is_not():
    noise = Image.effect_noise((40, 30), 120).resize((1600, 1200), Image.Resampling.BICUBIC).convert("RGB")
    one, again = (
        photos.encode(data).perceptual_hash
        for data in (saved(noise, "JPEG", quality=92), saved(noise.resize((1000, 750)), "PNG"))
    )
    other = photos.encode(saved(noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT), "JPEG")).perceptual_hash
    assert photos.look_same(one, again)
    assert not photos.look_same(one, other)
