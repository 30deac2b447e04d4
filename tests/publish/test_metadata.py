"""Pictures as they go out: pixels alone. Whatever else one carries is seen, and stops the release."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from PIL import Image, PngImagePlugin

from generator.cli import main
from generator.media import photos
from generator.publish import checks, metadata
from tests.media import profiles
from tests.media.test_photos import chunk, corners, exif, saved, text

SECRET = b"116.4712-39.9476"
TEXT = PngImagePlugin.PngInfo()
TEXT.add_text("Comment", SECRET.decode())


def thumbnail() -> bytes:
    """A JPEG with a small picture in its first segment."""
    plain = saved(corners(), "JPEG")
    return plain[:2] + b"\xff\xe0" + (2 + 14 + 3).to_bytes(2) + b"JFIF\0\1\1\0\0\1\0\1\1\1" + b"abc" + plain[20:]


def before_end(data: bytes, name: bytes) -> bytes:
    at = data.index(b"IEND") - 4
    return data[:at] + chunk(name, SECRET) + data[at:]


CARRIED = {
    "jpeg-exif": (".jpg", saved(corners(), "JPEG", exif=exif(1).tobytes()), "EXIF"),
    "jpeg-xmp": (".jpg", saved(corners(), "JPEG", xmp=SECRET), "XMP"),
    "jpeg-remark": (".jpg", saved(corners(), "JPEG", comment=SECRET), "备注"),
    "jpeg-profile": (".jpg", saved(corners(), "JPEG", icc_profile=profiles.grey()), "ICC"),
    "jpeg-thumbnail": (".jpg", thumbnail(), "附加信息"),
    "jpeg-tail": (".jpg", saved(corners(), "JPEG") + SECRET, "末尾"),
    "jpeg-another-picture": (".jpg", saved(corners(), "JPEG") + saved(corners(), "JPEG"), "末尾"),
    "jpeg-of-two": (".jpg", saved(corners(), "MPO", save_all=True, append_images=[corners()]), "MPF"),
    "jpeg-progressive-remark-among-scans": (".jpg", saved(corners(), "JPEG", progressive=True).replace(b"\xff\xda", b"\xff\xfe\0\x06abcd\xff\xda"), "备注"),
    "jpeg-cut": (".jpg", saved(corners(), "JPEG")[:-400], "不是完整"),
    "script": (".jpg", b"\xff\xd8\xff\xe0<script>alert(1)</script>", "不是完整"),
    "png-exif": (".png", saved(corners(), "PNG", exif=exif(1).tobytes()), "EXIF"),
    "png-text": (".png", saved(corners(), "PNG", pnginfo=TEXT), "备注"),
    "png-more-text": (".png", saved(corners(), "PNG", pnginfo=text()), "备注"),
    "png-profile": (".png", saved(corners(), "PNG", icc_profile=profiles.grey()), "ICC"),
    "png-private-chunk": (".png", before_end(saved(corners(), "PNG"), b"prVt"), "附加信息"),
    "png-tail": (".png", saved(corners(), "PNG") + SECRET, "末尾"),
    "png-cut": (".png", saved(corners(), "PNG")[:-20], "不是完整"),
    "webp-exif": (".webp", saved(corners(), "WEBP", exif=exif(1).tobytes()), "EXIF"),
    "webp-xmp": (".webp", saved(corners(), "WEBP", xmp=SECRET), "XMP"),
    "webp-profile": (".webp", saved(corners(), "WEBP", icc_profile=profiles.grey()), "ICC"),
    "webp-tail": (".webp", saved(corners(), "WEBP") + SECRET, "末尾"),
    "webp-cut": (".webp", saved(corners(), "WEBP")[:-20], "不是完整"),
    "png-called-webp": (".webp", saved(corners(), "PNG"), "不是完整"),
    "nothing": (".jpg", b"", "不是完整"),
}  # fmt: skip


@pytest.mark.parametrize("what", CARRIED)
def test_what_a_picture_carries_is_seen(what):
    ending, data, told = CARRIED[what]
    assert told in (metadata.embedded_metadata(ending, data) or "")
    problems, _ = checks.examine(f"media/x{ending}", data)
    assert {rule for rule, _ in problems} == {"publish.picture"}


@pytest.mark.parametrize(
    "form,how",
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"optimize": True}),
        ("PNG", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
    ],
)
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_pixels_alone_carry_nothing(form, how, mode):
    picture = Image.effect_noise((300, 200), 80).convert(mode)
    assert (
        metadata.embedded_metadata({"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}[form], saved(picture, form, **how))
        is None
    )


def test_restarts_in_pixels_are_no_end():
    assert metadata.embedded_metadata(".jpg", saved(corners(), "JPEG", restart_marker_blocks=4)) is None


def test_what_is_drawn_anew_carries_nothing():
    data = (
        saved(corners(), "JPEG", exif=exif(6).tobytes(), comment=SECRET, icc_profile=profiles.rgb(profiles.DISPLAY_P3))
        + SECRET
    )
    for _, kind, made in photos.encode(data).files:
        assert metadata.embedded_metadata(".jpg" if kind == "image/jpeg" else ".webp", made) is None


def test_a_picture_that_carries_something_stops_the_release(folder, monkeypatch):
    """As if the one function had been changed so that it lets the camera's remarks through."""
    made = photos.encode

    def careless(data: bytes) -> photos.Encoded:
        encoded = made(data)
        *files, (width, kind, _) = encoded.files
        return photos.Encoded(
            (*files, (width, kind, data)), encoded.width, encoded.height, encoded.colour, encoded.perceptual_hash
        )

    def build() -> object:
        where = ["--content", folder.root, "--site", folder.root.parent / "site", "--as-of", "2026-11-23"]
        return CliRunner().invoke(main, ["build", *map(str, where)])

    folder.home("photos/front.jpg", saved(corners(), "JPEG", exif=exif(1).tobytes()))
    entry = "photos:\n  - {file: front.jpg, caption: 正门, alt: 大门, credit: 社区, people: none}\n"
    folder.home("home.yml", f"name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n{entry}")
    monkeypatch.setattr(photos, "encode", careless)
    stopped = build()
    assert stopped.exit_code == 1 and "图片里带着拍摄信息（EXIF）" in stopped.stderr and "--fresh" in stopped.stderr
    assert not (folder.root.parent / "site").exists()
