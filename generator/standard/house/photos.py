"""Photos: the file is there and is a picture, it has its words, and whoever is in it agreed."""

from __future__ import annotations

import datetime as dt
import filecmp
import re
from collections.abc import Iterator

from generator.content.intake import LARGEST_PHOTO, PHOTO_ENDINGS, PhotoFile
from generator.content.markdown import photo_names
from generator.model.load import Home
from generator.model.vocabulary import PEOPLE
from generator.standard.house.consents import consent_named, permits, what_to_do, why_not
from generator.standard.house.frame import Slip
from generator.standard.lasting import activity_file

_CONVERT = "用手机或电脑的看图软件打开，另存为 JPEG，再放进来"
_APPLE = "手机“设置—相机—格式”里选“兼容性最佳”再拍；已经拍好的，用微信发给自己，存下来就是 JPEG"
_KINDS = ((rb"GIF8", "GIF"), (rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)", "HEIC"), (rb"....ftyp(avif|avis)", "AVIF"), (rb"BM", "BMP"),
          (rb"II\*\x00|MM\x00\*", "TIFF"), (rb"%PDF", "PDF"), (rb"\s*<(svg|\?xml|!DOCTYPE|html)", "网页或 SVG"))  # fmt: skip


def listed(home: Home, on: dt.date) -> Iterator[Slip]:
    """The photos of home.yml."""
    for number, photo in enumerate(home.profile.photos):
        at, hide = f"photos[{number}]", (f"home.yml:photos[{number}]", f"photos/{photo.file}")
        yield from _file(home, photo.file, "home.yml", f"{at}.file", hide)
        missing = [name for name in ("alt", "caption", "credit") if not getattr(photo, name)]
        if missing:
            yield _wordless(photo.file, "home.yml", at, missing)
        yield from _people(home, number, on, hide)


def of_families(home: Home) -> Iterator[Slip]:
    """A family's picture stands or goes with the family's own consent, silently where that leaves pictures out."""
    for number, family in enumerate(home.families):
        if family.photo:
            at, file = f"[{number}].photo", family.photo.file
            hide = (f"families.yml:{at}", f"photos/{file}")
            yield from _file(home, file, "families.yml", f"{at}.file", hide)
            missing = [name for name in ("alt", "credit") if not getattr(family.photo, name)]
            if missing:
                yield _wordless(file, "families.yml", at, missing)


def twice(home: Home) -> Iterator[Slip]:
    """Two names for the same bytes; photos that only look the same are found when they are decoded."""
    places = [("home.yml", f"photos[{n}].file", photo.file) for n, photo in enumerate(home.profile.photos)]
    places += [("families.yml", f"[{n}].photo.file", family.photo.file) for n, family in enumerate(home.families) if family.photo]
    first: dict[int, list[str]] = {}  # by size, so that few files are read
    for where, field, name in places:
        found = home.photo_files.get(name)
        if found is None or found.format is None or found.size > LARGEST_PHOTO:
            continue
        others = first.setdefault(found.size, [])
        same = next((other for other in others if other != name and _same(home.photo_files[other], found)), None)
        if same:
            yield Slip("house.photo-twice", where, field, f"{name} 和 {same} 是同一张照片", "留一个文件，两处都写它的名字，或换一张不同的")
        elif name not in others:
            others.append(name)


def _same(one: PhotoFile, other: PhotoFile) -> bool:
    try:
        return filecmp.cmp(one.path, other.path, shallow=False)
    except OSError:
        return False


def named(home: Home) -> Iterator[Slip]:
    """Photos that writings name: in front matter, and as images in their text."""
    registered = {photo.file for photo in home.profile.photos} | {f.photo.file for f in home.families if f.photo}
    for file, field, name, before in _names(home):
        if name in registered:
            continue
        if name not in home.photo_files:
            told = f"photos/ 里没有 {name[:60]}" if name else "有一张图片没有写文件名"
            remedy = "核对文件名（大小写也要一样），或把照片放进 photos/"
            yield Slip("house.reference", file, field, told, remedy, (f"photos/{name}",), before=before)
        else:
            remedy = "在 home.yml 的“照片”（photos）里登记它：说明、替代文字、摄影、有没有人"
            told = f"照片 {name} 没有在 home.yml 登记，不知道里面有没有人"
            yield Slip("house.photo-people", file, field, told, remedy, (f"photos/{name}",), before=before)


def _names(home: Home) -> Iterator[tuple[str, str, str, str]]:
    """File, field and name of each photo named, and the text of a body before it."""
    writings = [("intro.md", home.intro), ("brand.md", home.brand)]
    writings += [(activity_file(home, a), a) for a in home.activities]
    writings += [(f"regulations/{name}.md", text) for name, text in home.regulation_texts.items()]
    for file, writing in writings:
        if writing:
            yield from ((file, f"photos[{n}]", name, "") for n, name in enumerate(getattr(writing, "photos", ())))
            yield from ((file, "body", name, _before(writing.body, name)) for name in _images(writing.body))
    for number, family in enumerate(home.families):
        yield from (("families.yml", f"[{number}].story", name, "") for name in _images(family.story))


def _before(body: str, name: str) -> str:
    """The text before a photo's name, where it is written as it is."""
    return body.partition(name)[0] if name and name in body else ""


def _images(source: str | None) -> tuple[str, ...]:
    return photo_names(source) if source and "![" in source else ()


def _people(home: Home, number: int, on: dt.date, hide: tuple[str, ...]) -> Iterator[Slip]:
    photo = home.profile.photos[number]
    at = f"photos[{number}]"
    if photo.people == "none":
        return
    if photo.people is None and not photo.consent:
        remedy = "填写“人像”（people）：none 没有人像，adults 有成年人，minors 有未成年人；有人的再填同意书编号"
        yield Slip("house.photo-people", "home.yml", at, f"照片 {photo.file} 没有写里面有没有人", remedy, hide)
        return
    reason = ""
    if not permits(home, photo.consent, "photo", on):
        reason = why_not(home, photo.consent, "photo", on)
    elif photo.people == "minors" and not consent_named(home, photo.consent).minors:
        reason = f"同意书 {photo.consent} 里没有未成年人"
    if reason:
        told = f"照片 {photo.file} {PEOPLE.get(photo.people, '可能有人')}，不能公开：{reason}"
        how = what_to_do(home, "取得同意书（范围写上 photo），在 consents.yml 里登记并填“同意书编号”，或换一张没有人的照片")
        yield Slip("house.photo-people", "home.yml", at, told, how, hide)


def _wordless(file: str, where: str, at: str, missing: list[str]) -> Slip:
    names = {"alt": "替代文字（alt）", "caption": "说明（caption）", "credit": "摄影（credit）"}
    said = "、".join(names[name] for name in missing)
    return Slip("house.photo-text", where, at, f"照片 {file} 没有写{said}", f"补上{said}")


def _file(home: Home, name: str, where: str, field: str, hide: tuple[str, ...]) -> Iterator[Slip]:
    found = home.photo_files.get(name)
    if found is None:
        told, remedy = f"photos/ 里没有 {name}", "核对文件名（大小写也要一样），或把照片放进 photos/"
        if not name.lower().endswith(PHOTO_ENDINGS):
            told, remedy = f"{name} 不是 JPEG、PNG 或 WebP", _APPLE if name.lower().endswith((".heic", ".heif")) else _CONVERT
        yield Slip("house.photo-file", where, field, told, remedy, hide)
    elif found.format is None:
        kind = kind_of(found)
        yield Slip("house.photo-file", where, field, f"{name} 是 {kind}，不是 JPEG、PNG 或 WebP", _APPLE if kind == "HEIC" else _CONVERT, hide)
    elif found.size > LARGEST_PHOTO:
        told = f"{name} 有 {found.size / 2**20:.0f} MiB，超过 {LARGEST_PHOTO // 2**20} MiB"
        yield Slip("house.photo-file", where, field, told, "缩小后再放进来", hide)


def kind_of(file: PhotoFile) -> str:
    """What the bytes of a file that is no JPEG, PNG or WebP are, in a word for people."""
    try:
        with open(file.path, "rb") as stream:
            header = stream.read(32)
    except OSError:
        return "打不开的文件"
    return next((name for pattern, name in _KINDS if re.match(pattern, header, re.DOTALL)), "其他格式" if header else "空文件")
