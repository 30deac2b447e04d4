"""Rules of photos: the file exists and is a picture, it is described, and the people in it agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.content import pictures
from generator.content.intake import MAX_PHOTO_BYTES, PhotoFile
from generator.content.markdown import photo_names
from generator.diagnostics import InvalidInput
from generator.model.documents import Activity, Brand, Introduction, RegulationText
from generator.model.load import Home
from generator.model.vocabulary import PEOPLE
from generator.standard.annex_systems import activity_file
from generator.standard.house.consents import consent_remedy, find_consent, permits, refusal_reason
from generator.standard.house.violation import Violation

_MAX_NAMES = 5  # names in a message
_ONCE, _ONE_FILE = "去掉这一条，photos/ 里多出来的文件也删掉", "留一个文件，两处都写它的名字，或换一张不同的"


def listed(home: Home, on: dt.date) -> Iterator[Violation]:
    """The photos of home.yml."""
    for number, photo in enumerate(home.profile.photos):
        at, redacts = f"photos[{number}]", (f"home.yml:photos[{number}]", f"photos/{photo.file}")
        yield from _file(home, photo.file, "home.yml", f"{at}.file", redacts)
        missing = [name for name in ("alt", "caption", "credit") if not getattr(photo, name)]
        if missing:
            yield _wordless(photo.file, "home.yml", at, missing)
        yield from _people(home, number, on, redacts)


def of_families(home: Home) -> Iterator[Violation]:
    """Photos of families; their consent is that of the family, and leaves pictures out silently."""
    for number, family in enumerate(home.families):
        if family.photo:
            at, file = f"[{number}].photo", family.photo.file
            redacts = (f"families.yml:{at}", f"photos/{file}")
            yield from _file(home, file, "families.yml", f"{at}.file", redacts)
            missing = [name for name in ("alt", "credit") if not getattr(family.photo, name)]
            if missing:
                yield _wordless(file, "families.yml", at, missing)


def twice(home: Home) -> Iterator[Violation]:
    """Two names for the same bytes; photos that only look alike are found when they are decoded."""
    places = [("home.yml", f"photos[{n}].file", photo.file) for n, photo in enumerate(home.profile.photos)]
    places += [
        ("families.yml", f"[{n}].photo.file", family.photo.file)
        for n, family in enumerate(home.families)
        if family.photo
    ]
    first: dict[int, list[str]] = {}  # by size, so that few files are read
    for where, field, name in places:
        found = home.photo_files.get(name)
        if found is None or found.format is None or found.size > MAX_PHOTO_BYTES:
            continue
        others = first.setdefault(found.size, [])
        same = next((other for other in others if other != name and _same(home.photo_files[other], found)), None)
        if same:
            yield Violation(
                "house.photo-twice",
                where,
                field,
                f"{name} 和 {same} 是同一张照片",
                _ONCE if where == "home.yml" else _ONE_FILE,
            )
        elif name not in others:
            others.append(name)


def _same(one: PhotoFile, other: PhotoFile) -> bool:
    try:
        data = one.read()
        return data is not None and data == other.read()
    except (OSError, InvalidInput):
        return False


def named(home: Home) -> Iterator[Violation]:
    """Photos that Markdown files refer to: in front matter, and as images."""
    registered = {photo.file for photo in home.profile.photos} | {f.photo.file for f in home.families if f.photo}
    for file, field, name, before in _names(home):
        if name in registered:
            continue
        if name not in home.photo_files:
            message, remedy = missing(home, name) if name else ("有一张图片没有写文件名", "写上 photos/ 里的文件名")
            yield Violation("house.reference", file, field, message, remedy, (f"photos/{name}",), before=before)
        else:
            remedy = "在 home.yml 的“照片”（photos）里登记它：说明、替代文字、摄影、有没有人"
            message = f"照片 {name} 没有在 home.yml 登记，不知道里面有没有人"
            yield Violation("house.photo-people", file, field, message, remedy, (f"photos/{name}",), before=before)


def _names(home: Home) -> Iterator[tuple[str, str, str, str]]:
    """File, field and name of each photo named, and the text of a body before it."""
    documents: list[tuple[str, Introduction | Brand | Activity | RegulationText | None]] = [
        ("intro.md", home.intro),
        ("brand.md", home.brand),
    ]
    documents += [(activity_file(home, a), a) for a in home.activities]
    documents += [(f"regulations/{name}.md", text) for name, text in home.regulation_texts.items()]
    for file, document in documents:
        if document:
            yield from ((file, f"photos[{n}]", name, "") for n, name in enumerate(getattr(document, "photos", ())))
            yield from ((file, "body", name, _before(document.body, name)) for name in _images(document.body))
    for number, family in enumerate(home.families):
        yield from (("families.yml", f"[{number}].story", name, "") for name in _images(family.story))


def _before(body: str, name: str) -> str:
    """The text before a photo's name, where it is written as it is."""
    return body.partition(name)[0] if name and name in body else ""


def _images(source: str | None) -> tuple[str, ...]:
    return photo_names(source) if source and "![" in source else ()


def _people(home: Home, number: int, on: dt.date, redacts: tuple[str, ...]) -> Iterator[Violation]:
    photo = home.profile.photos[number]
    at = f"photos[{number}]"
    if photo.people == "none":
        return
    if photo.people is None and not photo.consent:
        remedy = "填写“人像”（people）：none 没有人像，adults 有成年人，minors 有未成年人；有人的再填同意书编号"
        yield Violation("house.photo-people", "home.yml", at, f"照片 {photo.file} 没有写里面有没有人", remedy, redacts)
        return
    reason = ""
    if not permits(home, photo.consent, "photo", on):
        reason = refusal_reason(home, photo.consent, "photo", on)
    elif photo.people == "minors" and not ((consent := find_consent(home, photo.consent)) and consent.minors):
        reason = f"同意书 {photo.consent} 里没有未成年人"
    if reason:
        message = f"照片 {photo.file} {PEOPLE.get(photo.people or '', '可能有人')}，不能公开：{reason}"
        otherwise = "取得同意书（范围写上 照片），在 consents.yml 里登记并填“同意书编号”，或换一张没有人的照片"
        how = consent_remedy(home, photo.consent, "photo", on, otherwise)
        yield Violation("house.photo-people", "home.yml", at, message, how, redacts)


def _wordless(file: str, where: str, at: str, missing: list[str]) -> Violation:
    names = {"alt": "替代文字（alt）", "caption": "说明（caption）", "credit": "摄影（credit）"}
    labels = "、".join(names[name] for name in missing)
    return Violation("house.photo-text", where, at, f"照片 {file} 没有写{labels}", f"补上{labels}")


def _file(home: Home, name: str, where: str, field: str, redacts: tuple[str, ...]) -> Iterator[Violation]:
    found = home.photo_files.get(name)
    if found is None:
        yield Violation("house.photo-file", where, field, *missing(home, name), redacts)
    elif found.format is None:
        kind = _kind_of(found)
        yield Violation(
            "house.photo-file",
            where,
            field,
            f"{name} 其实是 {kind}，不是 JPEG、PNG 或 WebP",
            pictures.remedy(kind),
            redacts,
        )
    elif found.size > MAX_PHOTO_BYTES:
        message = f"{name} 有 {found.size / 2**20:.0f} MiB，超过 {MAX_PHOTO_BYTES // 2**20} MiB"
        yield Violation("house.photo-file", where, field, message, "缩小后再放进来", redacts)


def missing(home: Home, name: str) -> tuple[str, str]:
    """What is labels of a photo that does not lie in photos/, and what to do: the file that may be meant is named."""
    names = sorted(home.photo_files, key=lambda name: (home.photo_files[name].format is None, name))
    message = f"photos/ 里没有 {name[:60]}"
    if not names:
        return f"{message}，那里一张照片也没有", "把照片放进 photos/ 文件夹"
    if (near := pictures.closest_name(name, names)) is None:
        shown = "、".join(names[:_MAX_NAMES]) + (f" 等 {len(names)} 个" if len(names) > _MAX_NAMES else "")
        return message, f"把照片放进 photos/，或改成那里有的文件名：{shown}"
    other, how = near
    message += f"，有一个 {other}（{how}）"
    if "/" in other:
        return message, f"把 {other} 移到 photos/ 里，不要放在下一层文件夹"
    if home.photo_files[other].format is None:
        kind = _kind_of(home.photo_files[other])
        return f"{message}，是 {kind}，网页上放不了", f"{pictures.remedy(kind)}，文件名和这里写的一样"
    return message, f"要用它的话，这里写 {other}，一个字母、一个空格也别差"


def _kind_of(file: PhotoFile) -> str:
    """The format of a file that is no JPEG, PNG or WebP, in Chinese."""
    try:
        return pictures.describe_content(file.read(pictures.HEADER_BYTES) or b"")
    except (OSError, InvalidInput):
        return "打不开的文件"
