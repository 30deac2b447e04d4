"""The folder of a home: whether it can be one, the files it may hold, and those that were meant by another name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches

from generator.content import pictures
from generator.diagnostics import Finding, Place, Severity
from generator.model.files import Files
from generator.model.home import UNTOUCHED_NAME
from generator.model.identifiers import MAX_SLUG_LENGTH, SLUG

_HOME_FILES = {"home.yml", "consents.yml", "ledger.yml", "intro.md", "brand.md", "families.yml", "regulations.yml"}
_HOME_FOLDERS = ("activities", "regulations")
_TEXT_ENDING = re.compile(r"((ya?ml|md|markdown)\.?)*(txt|docx?)?")
_FILES_ALSO = {
    "基本信息 基本情况 妇女之家 首页 主页 home": "home.yml",
    "简介 介绍 概况 introduction about readme": "intro.md",
    "品牌 特色品牌 特色活动 brands": "brand.md",
    "家庭 最美家庭 光荣榜 family": "families.yml",
    "同意书 授权书 consent": "consents.yml",
    "制度 规章制度 regulation rules": "regulations.yml",
}
"""What people call the files of a home, without ending."""
_FOLDERS_ALSO = {
    "活动 activity": "activities",
    "照片 图片 相片 photo images pictures": "photos",
    "制度 regulation": "regulations",
}


def untouched_names(files: Files) -> set[str]:
    """The name that `homes new` gives a home, in the usual words and in the city's."""
    return {UNTOUCHED_NAME, *(UNTOUCHED_NAME.replace(word, own) for own, word in files.usual.items())}


def folder_problem(files: Files, identity: str, districts: Collection[str], broken: Collection[str]) -> Finding | None:
    """The problem that keeps a folder from being a home before its fields are read, or None."""
    path = f"homes/{identity}"
    district, _, slug = identity.partition("/")
    where = Place(path)
    for name in (district, slug):
        if not SLUG.fullmatch(name) or len(name) > MAX_SLUG_LENGTH:
            remedy = "改成小写拼音或英文字母、数字，用 - 连接，如 xingfu-jie"
            return Finding(
                Severity.ERROR, f"文件夹名“{name}”不能用在网址里", remedy, where, rule="house.identity", home=identity
            )
    if district not in districts and f"districts/{district}/district.yml" in broken:
        message, remedy = (
            f"districts/{district}/district.yml 有错误，这个{{district}}的{{home}}都发布不了",
            "请{city}、{district}妇联先改好它",
        )
        return Finding(Severity.ERROR, message, remedy, where, rule="house.street", home=identity)
    if district not in districts:
        remedy = f"检查文件夹名，或先让{{city}}妇联建立 districts/{district}/district.yml"
        message = f"没有“{district}”这个{{district}}"
        return Finding(Severity.ERROR, message, remedy, where, rule="house.street", home=identity)
    if not files.has(f"{path}/home.yml"):
        message, remedy, where = "没有 home.yml", "用 homes new 生成一份，再填写", Place(f"{path}/home.yml")
        inside = (one.removeprefix(f"{path}/") for one in files.snapshot.of_home(identity))
        if meant := next((name for name in inside if nearest_file(name) == "home.yml"), None):
            message, remedy = f"没有 home.yml，倒有一个“{meant}”", how_to_rename(meant, "home.yml")
            where = Place(f"{path}/{meant}")
        return Finding(Severity.ERROR, message, remedy, where, rule="house.shape", home=identity)
    text = files.snapshot.texts.get(f"{path}/home.yml", b"")
    names = [name for name in untouched_names(files) if name.encode() in text]
    line = rf"^(?:name|名称)[ \t]*:[ \t]*({'|'.join(map(re.escape, names))})[ \t]*(?:#|\r?$)"
    if names and (found := re.search(line, text.decode(errors="replace"), re.MULTILINE)):
        return untouched(identity, Place(f"{path}/home.yml", found.string.count("\n", 0, found.start(1)) + 1, 1))
    return None


def untouched(identity: str, place: Place) -> Finding:
    """The finding of a home that nobody has filled in."""
    message = "这一家还没有填写：名称还是新建时的样子，先不公开"
    remedy = "填上名称（name）、类别（kind）和所在{street}（street）；不要了的，删掉整个文件夹"
    return Finding(Severity.ERROR, message, remedy, place, "name", "名称", "house.untouched", home=identity)


def report_unknown_files(files: Files, identity: str, paths: list[str]) -> None:
    folder, told = f"homes/{identity}/", {finding.place.path for finding in files.findings}
    for path in paths:
        inside = path.removeprefix(folder)
        if not _is_known_file(inside) and path not in told:
            message, remedy = "不认识这个文件，没有用它", "检查文件名；不属于这里的文件请移走"
            severity = Severity.NOTICE
            if right := nearest_file(inside):
                taken, severity = f"{folder}{right}" in paths, Severity.ADVICE  # its content is missed
                remedy = f"内容写到 {right} 里，再把它移走" if taken else how_to_rename(inside, right)
            if inside.startswith("photos/") and path.lower().endswith(pictures.SUFFIXES):
                message, remedy = "照片放在了 photos/ 下面的文件夹里，没有用它", "把它直接放进 photos/"
                severity = Severity.ADVICE
            elif inside.startswith("photos/") and (kind := pictures.describe_suffix(path)):
                message, remedy = f"这是 {kind}，网页上放不了，没有用它", pictures.remedy(kind)
            files.findings.append(Finding(severity, message, remedy, Place(path), rule="house.file", home=identity))


def nearest_file(inside: str) -> str | None:
    """The file of a home, by its path in the folder, that was meant by another name: home.yml.txt, family.yml, 简介."""
    name = unicodedata.normalize("NFKC", inside).lower().replace(" ", "")
    if folder := name.rpartition("/")[0]:
        right = next((own for words, own in _FOLDERS_ALSO.items() if folder in words.split()), None)
        return right and f"{right}/{inside.rpartition('/')[2]}"
    stem, _, ending = name.partition(".")
    if inside in _HOME_FILES or not _TEXT_ENDING.fullmatch(ending):
        return None
    meant = next((file for words, file in _FILES_ALSO.items() if stem in words.split()), None)
    stems = {file.partition(".")[0]: file for file in _HOME_FILES}
    near = get_close_matches(stem, sorted(stems), 1, 0.7)
    return meant or (stems[near[0]] if near else None)


def how_to_rename(name: str, right: str) -> str:
    """The remedy for a file whose name should be `right`."""
    if "/" in right:
        return f"把它移到 {right.rpartition('/')[0]}/ 里"
    if name.lower().endswith((".doc", ".docx")):
        return f"这是 Word 文件，读不了；把里面的文字复制到 {right} 里"
    shown = "" if name.count(".") == 1 else "；看不到后缀的，先在“查看”里勾上“文件扩展名”"
    return f"把“{name}”改名为 {right}{shown}"


def _is_known_file(inside: str) -> bool:
    """Whether a file, by its path in the folder of a home, is one that is read."""
    folder, _, name = inside.rpartition("/")
    if folder == "photos":
        return name.lower().endswith(pictures.SUFFIXES)
    return inside in _HOME_FILES or (folder in _HOME_FOLDERS and name.endswith(".md"))
