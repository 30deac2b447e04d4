"""A photo that a file names and that lies there under another name is pointed out; how a computer writes a letter is no
other name.
"""

from __future__ import annotations

import io
import unicodedata

import pytest
from PIL import Image

HOME = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\nphotos:\n"
HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 20


def picture(form: str = "JPEG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 40)).save(data, form)
    return data.getvalue()


def told(folder, written: str, *lying: str, data: bytes = picture()) -> list[str]:
    """What is said of a photo that home.yml names, with these files in photos/."""
    for name in lying:
        folder.home(f"photos/{name}", data)
    folder.home("home.yml", HOME + f'  - {{file: "{written}", caption: 正门, alt: 大门, credit: 社区, people: none}}\n')
    found = [f for f in folder.assess().findings if f.home == "chaoyang/zaoying-beili" and "photo" in f.rule]
    return [f"{finding.message}→{finding.remedy}" for finding in found]


OTHERWISE = {
    "case": ("front.jpg", "Front.JPG", "大小写不一样"),
    "case-of-the-ending": ("front.jpg", "front.JPG", "大小写不一样"),
    "a-blank-within": ("活动室1.jpg", "活动室 1.jpg", "空格不一样"),
    "a-blank-too-many": ("front 2.jpg", "front2.jpg", "空格不一样"),
    "full-width-letters": ("front.jpg", "ｆｒｏｎｔ.jpg", "全角和半角不一样"),
    "full-width-digits": ("活动１.jpg", "活动1.jpg", "全角和半角不一样"),
    "full-width-stop": ("front.jpg", "front．jpg", "全角和半角不一样"),
    "full-width-brackets": ("活动(1).jpg", "活动（1）.jpg", "全角和半角不一样"),
    "other-ending": ("front.jpg", "front.jpeg", "扩展名不一样"),
    "of-windows": ("front.jpg", "front.jfif", "扩展名不一样"),
    "no-ending": ("front", "front.jpg", "扩展名不一样"),
    "two-endings": ("front.jpg", "front.jpg.jpg", "扩展名不一样"),
    "a-slip": ("IMG_20260502_frnt.jpg", "IMG_20260502_front.jpg", "很像"),
}  # fmt: skip


@pytest.mark.parametrize("how", OTHERWISE)
def test_a_photo_under_nearly_that_name_is_named(folder, how):
    written, lying, why = OTHERWISE[how]
    (said,) = told(folder, written, lying, "IMG_0013.jpg")
    assert f"photos/ 里没有 {written}，有一个 {lying}（{why}）" in said and f"这里写 {lying}，" in said


def test_a_photo_of_another_number_is_no_other_name(folder):
    (said,) = told(folder, "IMG_0012.jpg", "IMG_0013.jpg")
    assert "有一个" not in said and "那里有的文件名：IMG_0013.jpg" in said


def test_an_empty_folder_is_said_to_be_empty(folder):
    (said,) = told(folder, "front.jpg")
    assert "一张照片也没有" in said


def test_a_photo_in_a_folder_below_is_to_be_moved(folder):
    (said,) = told(folder, "front.jpg", "三八节/front.jpg")
    assert "把 三八节/front.jpg 移到 photos/ 里" in said


SAME = {
    "as-a-mac-writes-it": ("lüyou-é.jpg", unicodedata.normalize("NFD", "lüyou-é.jpg")),
    "written-on-a-mac": (unicodedata.normalize("NFD", "lüyou-é.jpg"), "lüyou-é.jpg"),
    "blanks-as-they-are": ("活动　 1.jpg", "活动　 1.jpg"),
    "with-its-folder": ("photos/front.jpg", "front.jpg"),
    "jfif": ("front.jfif", "front.jfif"),
    "jpe": ("front.JPE", "front.JPE"),
}


@pytest.mark.parametrize("how", SAME)
def test_a_photo_is_found_and_shown(folder, how):
    written, lying = SAME[how]
    assert told(folder, written, lying) == []
    assert len(folder.view().photos) == 1


@pytest.mark.parametrize("ending", ["jpg", "jfif", "webp", "png"])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_what_it_is_whatever_its_ending(folder, form, ending):
    assert told(folder, f"front.{ending}", f"front.{ending}", data=picture(form)) == []
    assert len(folder.view().photos) == 1


@pytest.mark.parametrize(
    "written,lying", [("IMG_1.HEIC", "IMG_1.HEIC"), ("IMG_1.jpg", "IMG_1.jpg"), ("IMG_1.jpg", "IMG_1.HEIC")]
)
def test_heic_is_named_with_what_to_do(folder, written, lying):
    said = [one for one in told(folder, written, lying, data=HEIC) if "HEIC" in one]
    assert said and all("兼容性最佳" in one for one in said)


def test_what_is_no_photo_is_named_where_it_lies(folder):
    for name in ("IMG_1.HEIC", "IMG_1.MOV", "活动.docx", "Thumbs.db", "三八节/front.jpg"):
        folder.home(f"photos/{name}", b"x")
    said = {f.place.path.partition("photos/")[2]: f for f in folder.assess().findings if "/photos/" in f.place.path}
    assert said.keys() == {"IMG_1.HEIC", "IMG_1.MOV", "活动.docx", "三八节/front.jpg"}
    assert "兼容性最佳" in said["IMG_1.HEIC"].remedy and "截一张图" in said["IMG_1.MOV"].remedy
    assert "另存为图片" in said["活动.docx"].remedy and "直接放进 photos/" in said["三八节/front.jpg"].remedy


def test_pictures_in_prose_and_in_the_press_are_pointed_out_too(folder):
    folder.home("photos/Front.JPG", picture())
    folder.home("intro.md", "好。\n\n![大门](front.jpg)\n")
    folder.write(
        "press/2026-11-01-x.md",
        "---\ntitle: 报道\ndate: 2026-11-01\nphotos: [chaoyang/zaoying-beili/front.jpg]\n---\n好。\n",
    )
    said = [f.message for f in folder.assess().findings if f.rule == "house.reference"]
    assert len(said) == 2 and all("有一个 Front.JPG（大小写不一样）" in one for one in said)
