"""Picture files: which formats are used, what other files are, and what to do with those."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches

SUFFIXES = (".jpg", ".jpeg", ".jfif", ".jpe", ".png", ".webp")
HEADER_BYTES = 32  # bytes that tell a file's kind
_APPLE = (
    "手机“设置—相机—格式”里选“兼容性最佳”（安卓手机在相机的设置里关掉 HEIF）再拍；"
    "已经拍好的，用微信发给自己，存下来就是 JPEG"
)
_CONVERT = "用手机或电脑的看图软件打开，另存为 JPEG，再放进来"
_STILL = "网站上只放照片；从视频里截一张图，存成 JPEG，再放进来"
_VIDEO = "视频"
_FORMATS = ((rb"\xff\xd8\xff", "jpeg"), (rb"\x89PNG\r\n\x1a\n", "png"), (rb"RIFF....WEBP", "webp"))
_KINDS = (
    (rb"GIF8", "GIF"), (rb"....ftyp(hei[cxmsf]|hev[cxms]|mif1|msf1)", "HEIC"), (rb"....ftypavi[fs]", "AVIF"),
    (rb"BM", "BMP"),
    (rb"II\*\x00|MM\x00\*", "TIFF"), (rb"%PDF", "PDF"), (rb"....(ftyp|moov|mdat)|\x1aE\xdf\xa3|RIFF....AVI ", _VIDEO),
    (rb"\s*<(svg|\?xml|!DOCTYPE|html)", "网页或 SVG"),
)  # fmt: skip
_NAMED = {
    "HEIC": (".heic", ".heif"), "AVIF": (".avif",), "GIF": (".gif",), "BMP": (".bmp",),
    "TIFF": (".tif", ".tiff"), "SVG": (".svg",),
    "Photoshop 文件": (".psd",), "相机的 RAW 文件": (".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf"),
    _VIDEO: (".mov", ".mp4", ".m4v", ".avi", ".3gp", ".mkv", ".wmv"), "Word 文件": (".doc", ".docx"), "PDF": (".pdf",),
    "压缩包": (".zip", ".rar", ".7z"),
}  # fmt: skip
_EMPTY = "空文件"
_REMEDIES = {
    "HEIC": _APPLE, _VIDEO: _STILL, "压缩包": "解开压缩包，把里面的照片一张一张放进来",
    "Word 文件": "在 Word 里右键点照片，“另存为图片”，再放进来",
    "PDF": "把要用的那一页截成图，存成 JPEG，再放进来", _EMPTY: "多半没有传完，重新传一次",
}  # fmt: skip
_SIMILAR = 0.8


def format_of(header: bytes) -> str | None:
    """`jpeg`, `png` or `webp` by the first bytes of a file, whatever its suffix; None for other formats."""
    return next((name for pattern, name in _FORMATS if re.match(pattern, header, re.DOTALL)), None)


def describe_content(header: bytes) -> str:
    """The format of another file by its first bytes, in Chinese."""
    return next(
        (name for pattern, name in _KINDS if re.match(pattern, header, re.DOTALL)), "其他格式" if header else _EMPTY
    )


def describe_suffix(name: str) -> str | None:
    """The format that the suffix of a file promises, in Chinese; None for used formats and unknown suffixes."""
    return next((kind for kind, endings in _NAMED.items() if name.lower().endswith(endings)), None)


def remedy(kind: str) -> str:
    """How to turn a file of the format `kind` into a usable picture, in Chinese."""
    return _REMEDIES.get(kind, _CONVERT)


def closest_name(name: str, names: Collection[str]) -> tuple[str, str] | None:
    """The existing name that `name` was most likely meant for, and how the two differ; None if unclear."""
    for difference, fold in _FOLDS:
        if found := min((other for other in names if fold(other) & fold(name)), key=_is_unused, default=None):
            return found, difference
    numbered = [
        other for other in names if re.findall(r"\d+", other) == re.findall(r"\d+", name)
    ]  # IMG_0012 never means IMG_0013
    close = get_close_matches(_folded(name), {_folded(other): other for other in numbered}, 1, _SIMILAR)
    return next(((other, "很像") for other in numbered if close and _folded(other) == close[0]), None)


def _is_unused(name: str) -> bool:
    return not name.lower().endswith(SUFFIXES)


def _folded(name: str) -> str:
    return re.sub(r"[\s\u200b-\u200f\ufeff]+", "", unicodedata.normalize("NFKC", name)).casefold()


def _without_suffix(name: str) -> set[str]:
    """The name with and without its suffix: Windows hides suffixes, so people write none, or two."""
    folded = _folded(name)
    return {folded, folded.rpartition(".")[0] or folded}


_FOLDS = (
    ("大小写不一样", lambda name: {name.casefold()}),
    ("全角和半角不一样", lambda name: {unicodedata.normalize("NFKC", name).casefold()}),
    ("空格不一样", lambda name: {_folded(name)}),
    ("扩展名不一样", _without_suffix),
)
