"""The ZIP file of a handout: its text in three formats, photos with caption, credit and terms, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.documents import docx, formats, xlsx, xmp
from generator.documents.handout import Handout, terms_of
from generator.documents.lists import Listing, Value
from generator.documents.xmp import Notice

PHOTOS = "图片/"
"""The folder of the photos, which alone may say something of themselves."""
_HEAD, _WIDTHS = ("文件", "说明", "摄影", "拍摄日期", "可以怎么用"), (22, 80, 34, 28, 83)  # mm
_MARK = "\ufeff"  # by which old editors of Windows know the encoding


def write(handout: Handout, jpegs: Sequence[bytes], card: bytes) -> bytes:
    """The pack, the same bytes each time. `jpegs`: of its photos, in order, without metadata; `card`: a PNG."""
    photos = zip(handout.photos, jpegs, strict=True)
    files = {
        f"{PHOTOS}{handout.name(number)}": xmp.embed(
            jpeg, Notice(photo.caption or photo.alt, photo.credit, terms_of(photo))
        )
        for number, (photo, jpeg) in enumerate(photos, 1)
    }
    files |= {
        "文章.docx": formats.word(handout),
        "文章.md": formats.as_markdown(handout).encode(),
        "公众号.html": formats.page(handout).encode(),
        "使用说明.txt": (_MARK + "\r\n".join(_notes(handout)) + "\r\n").encode(),
        "分享图.png": card,
    }
    if handout.photos:
        listing = Listing("图片说明", _HEAD, tuple(_rows(handout)), _WIDTHS, handout.title)
        files["图片说明.xlsx"] = xlsx.write((listing,), handout.title, handout.origin)
    return docx.pack(files)


def _rows(handout: Handout) -> Iterator[tuple[Value, ...]]:
    for number, photo in enumerate(handout.photos, 1):
        yield handout.name(number), photo.caption or photo.alt, photo.credit, photo.taken, terms_of(photo)


def _notes(handout: Handout) -> Iterator[str]:
    yield handout.title
    yield ""
    yield "文章.docx　文章.md　全文，可以改、可以摘，请写明来源。"
    yield "公众号.html　用浏览器打开，全选、复制，粘贴到公众号后台；图的位置写着图号，从“图片”里找到插进去。"
    if handout.photos:
        yield "图片　照片，长边最多 2400 像素。说明、摄影者写在“图片说明.xlsx”里，也写在每张图的文件里。"
        yield "　　　可以登报、上网、转发，写明摄影者；不作广告，不改画面。"
    yield "分享图.png　转发时用的封面。"
    yield "照片里的人、写到的人以后可能改主意：用之前再到网页上看一眼，还在的才能用；接到撤下的通知，请删掉已经用了的。"
    yield ""
    yield f"材料来自：{handout.origin}"
    if handout.contact:
        yield f"联系：{handout.contact}"
