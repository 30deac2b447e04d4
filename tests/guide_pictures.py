"""Takes the pictures of the guide: `make pictures`, after a change of what they show. Look at each before it is committed.

Everything in them is invented, the day is always the same. The sheets are drawn by LibreOffice (`soffice`) and Poppler
(`pdftoppm`), which no test needs, the form and the review page by the Chromium of the tests.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from copy import copy
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, sync_playwright

from generator.model.field_types import BEIJING
from tests.browser.chromium import launch, open_context
from tests.office.returned_books import Returned, inbox, run, send_out

PROJECT = Path(__file__).parent.parent
FOLDER = PROJECT / "content/pages/guide/pictures"
WIDEST = 1280  # pixels
HEAVIEST = 60_000  # bytes
_QUALITY = 80
_FONT = "Noto Sans CJK SC"  # for one that only Windows has
_PHOTO = PROJECT / "content/homes/chaoyang/zaoying-beili/photos/reading.jpg"
_MOMENT = dt.datetime(2026, 11, 23, 10, 0, tzinfo=BEIJING)
_ON = ("--as-of", f"{_MOMENT:%Y-%m-%d}")
_HOME = "shili/liuyin-li"
_CITY = {
    "city.yml": "name: 示例市\nfederation: 示例市妇女联合会\nsample: true\n",
    "districts/shili/district.yml": """name: 示例区
code: "110105"
phone: 010-0000 1400
streets:
  - {slug: liuyin, name: 柳荫街道, kind: street, phone: 010-0000 1401}
  - {slug: shiqiao, name: 石桥镇, kind: town}
""",
    f"homes/{_HOME}/home.yml": """name: 柳荫里社区妇女之家
kind: community
street: liuyin
founded: 2012-03
summary: 一张议事桌，一间图书角，律师每周三来。
office:
  address: 示例区柳荫里 8 号院
  transit: 公交柳荫里站下车往里走 100 米
  phone: 010-0000 1234
  hours: 周一至周五 9:00-11:30、13:30-17:30
  checked_on: 2026-09-20
services:
  - {item: rights.reception, title: 律师坐班咨询, schedule: 每周三 14:00-16:00, fee: 免费}
  - {item: family.education, title: 四点半书桌, audience: [children, parents], schedule: 工作日 16:30-17:30}
  - {item: care.support, title: 独居老人每周一访, schedule: 每周四 9:00-11:30}
staff: {director: {name: 王秀兰, title: 社区妇联主席}, full_time: 1, part_time: 3}
venue: {area: 120}
""",
    "homes/shili/huashuyuan/home.yml": """name: 花树园社区妇女之家
kind: community
street: liuyin
office: {address: 示例区花树园 3 号楼一层, phone: 010-0000 1235, hours: 周一至周五 9:00-17:00}
""",
    "homes/shili/shiqiao/home.yml": """name: 石桥村妇女之家
kind: village
street: shiqiao
office: {address: 示例区石桥镇石桥村 1 号, phone: 010-0000 1236, hours: 工作日 8:30-11:30}
""",
}


class Studio:
    """A folder to work in, with the invented city below `content`, and the browser."""

    def __init__(self, folder: Path, browser: Browser):
        self.folder, self.content, self.browser = folder, folder / "content", browser
        for name, text in _CITY.items():
            (self.content / name).parent.mkdir(parents=True, exist_ok=True)
            (self.content / name).write_text(text, "utf-8")

    def run(self, *words: object) -> None:
        run(*words, "--content", self.content)

    def form(self, width: int, height: int, *asked: str) -> Page:
        """A form that was sent out, opened."""
        file = self.folder / "form.html"
        file.unlink(missing_ok=True)
        self.run("form", *asked, "--out", file)
        return self.open(file, width, height)

    def open(self, file: Path, width: int, height: int) -> Page:
        """A page in a window so large, in CSS pixels; a phone's has more than one pixel for each."""
        size, scale = {"width": width, "height": height}, 1.7 if width < 600 else 1
        context = open_context(self.browser, _MOMENT, viewport=size, offline=True, device_scale_factor=scale)
        page = context.new_page()
        page.goto(file.as_uri())
        return page

    def decide(self, home: dict[str, object], out: Path) -> None:
        """Takes the decision of the last stage about the only submission."""
        (submission,) = (one.name for one in inbox(self.content).iterdir() if re.fullmatch("[0-9a-f]{16}", one.name))
        said = {"submission": submission, "stage": 1, "by_role": "示例区妇联", "on": f"{_MOMENT:%Y-%m-%d}"}
        out.mkdir()
        (out / "决定.json").write_text(json.dumps(said | {"homes": {_HOME: home}}), "utf-8")
        self.run("accept", out / "决定.json", *_ON)


def _shot(page: Page, at: str, left: int = 0, width: int | None = None, above: int = 16) -> Image.Image:
    """What the window shows, scrolled so that the element `at` begins `above` CSS pixels below its edge; of that `width`
    CSS pixels from `left`.
    """
    script = "([at, above]) => scrollTo(0, document.querySelector(at).getBoundingClientRect().top + scrollY - above)"
    page.evaluate("document.activeElement.blur()")
    page.evaluate(script, [at, above])
    size = page.viewport_size
    assert size
    clip = {"x": left, "y": 0, "width": width or size["width"], "height": size["height"]}
    return Image.open(io.BytesIO(page.screenshot(clip=clip, animations="disabled")))


def _sheet(studio: Studio, book: Path, name: str, columns: Mapping[str, float], rows: int) -> Image.Image:
    """A sheet as a spreadsheet shows it, with the letters of its columns and the numbers of its rows.

    `columns`: those that are shown, from letter to width in digits; a picture has no room for all.
    """
    opened = openpyxl.load_workbook(book)
    for other in opened.sheetnames:
        if other != name:
            opened.remove(opened[other])
    sheet = opened[name]
    for number in range(1, sheet.max_column + 1):
        letter = get_column_letter(number)
        column = sheet.column_dimensions[letter]
        column.min = column.max = number
        column.hidden, column.width = letter not in columns, columns.get(letter, 1)
    for cell in (cell for row in sheet.iter_rows(max_row=rows) for cell in row):
        font = copy(cell.font)
        font.name, cell.font = _FONT, font
        if cell.hyperlink:
            cell.hyperlink = None  # which LibreOffice draws blue, whatever the font's colour
    sheet.print_area, sheet.print_title_rows, sheet.print_title_cols = f"A1:{max(columns)}{rows}", None, None
    sheet.print_options.headings = True
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.scale = 8, "landscape", 100  # A3
    sheet.oddFooter.left.text = sheet.oddFooter.right.text = None
    file = studio.folder / "sheet.xlsx"
    opened.save(file)
    profile = (studio.folder / "office").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, studio.folder, file], check=True, timeout=180, capture_output=True)
    draw = ["pdftoppm", "-png", "-singlefile", "-r", "150", file.with_suffix(".pdf"), studio.folder / "sheet"]
    subprocess.run(draw, check=True, timeout=60)
    drawn = Image.open(file.with_suffix(".png")).convert("RGB")
    return drawn.crop(ImageChops.invert(drawn).getbbox())


def workbook(studio: Studio) -> Image.Image:
    """基本情况 as it is sent out: name, kind, address, telephone, hours."""
    book = send_out(studio.content, "shili", studio.folder / "信息表.xlsx")
    return _sheet(studio, book, "基本情况", {"B": 20.7, "C": 9, "I": 26, "M": 21, "P": 35}, 11)


def form(studio: Studio) -> Image.Image:
    """The form on a computer: a telephone with a slip, hours that were changed."""
    page = studio.form(1280, 720, _HOME)
    page.fill("#part-hours textarea", "周一至周五 9:00-11:30、13:30-17:30\n周六 9:00-11:30")
    page.get_by_label("办公电话").fill("010-0000 12")
    page.wait_for_selector("#part-hours .note--bad")
    page.wait_for_selector("#part-hours .week th:text-is('周日')")
    page.wait_for_selector("#part-hours .was:has-text('原来写的：周一')")
    return _shot(page, "#part-hours", 60, 1160)


def phone(studio: Studio) -> Image.Image:
    """The short form of one activity on a phone, with a photo."""
    page = studio.form(390, 550, _HOME, "--activity")
    page.get_by_label("活动名称").fill("包饺子，认认新邻居")
    page.get_by_label("活动日期").fill("2026-11-21")
    page.get_by_label("报名").fill("电话预约，二十户")
    page.get_by_label("活动摘要").fill("一张长桌，三百个饺子，新搬来的都认识了。")
    page.set_input_files("#part-activities input[type=file]", _PHOTO)
    page.wait_for_selector("#part-activities .chip img")
    return _shot(page, "#part-activities .chip img", above=226)


def review(studio: Studio) -> Image.Image:
    """The review page: a deletion, what was changed in the form, a photo; another home waits."""
    page = studio.form(1280, 720, _HOME)
    page.get_by_label("办公电话").fill("010-0000 1237")
    page.locator("#part-services .card").nth(2).get_by_role("button", name="去掉").click()
    page.set_input_files("#part-photos input[type=file]", _PHOTO)
    card = page.locator("#part-photos .card--open")
    card.get_by_label("照片说明").fill("图书角，靠窗的长桌")
    card.get_by_label("照片里有什么").fill("靠窗一张长桌，墙边两排书架")
    card.get_by_label("摄影").fill("社区妇联")
    card.locator(".chip", has_text="没有人像").click()
    with page.expect_download() as download:
        page.click("#save")
    packet = studio.folder / download.value.suggested_filename
    download.value.save_as(packet)
    other = Returned(send_out(studio.content, "shili/huashuyuan", studio.folder / "花树园.xlsx"))
    other.set("基本情况", "shili/huashuyuan", "venue.area", 90)
    studio.run("import", packet, other.save(), *_ON)
    studio.run("review", "--out", studio.folder / "review.html", *_ON)
    page = studio.open(studio.folder / "review.html", 1180, 1000)
    return _shot(page, "article", above=62).crop((0, 0, 1180, 705))  # without the bar at the foot of the window


def marked(studio: Studio) -> Image.Image:
    """The first sheet of a book that goes back."""
    book = Returned(send_out(studio.content, _HOME, studio.folder / "信息表.xlsx"))
    book.set("基本情况", _HOME, "office.checked_on", "上个月")
    book.set("基本情况", _HOME, "venue.area", "四五十")
    book.set("基本情况", _HOME, "office.address", "门口那栋")
    studio.run("import", book.save(), *_ON)
    returned = {"home.yml:office.address": "请写清楚门牌号和几层"}
    studio.decide({"decision": "agreed", "reason": "", "returned": returned}, studio.folder / "back")
    columns = {"A": 6, "B": 20, "C": 25, "D": 20, "E": 36}
    return _sheet(studio, studio.folder / "back/需要修改-信息表.xlsx", "需要修改", columns, 6)


PICTURES: dict[str, Callable[[Studio], Image.Image]] = {
    "workbook.webp": workbook,
    "form.webp": form,
    "phone.webp": phone,
    "review.webp": review,
    "marked.webp": marked,
}
"""File in `FOLDER` → what takes it."""


def take(browser: Browser, name: str, folder: Path) -> str | None:
    """Writes a picture; what is wrong with it, if anything."""
    with TemporaryDirectory(prefix="homes-pictures-") as work:
        picture = PICTURES[name](Studio(Path(work), browser)).convert("RGB")
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, round(picture.height * WIDEST / picture.width)), Image.Resampling.LANCZOS)
    file = folder / name
    picture.save(file, "WEBP", quality=_QUALITY, method=6)
    size = file.stat().st_size
    print(f"{name}: {picture.width} × {picture.height}, {size / 1000:.1f} kB")
    return f"{name} weighs {size:,} bytes, more than {HEAVIEST:,}: cut it smaller." if size > HEAVIEST else None


def main(names: list[str]) -> None:
    """Takes all pictures, or those named."""
    if unknown := [name for name in names if name not in PICTURES]:
        sys.exit(f"No such picture: {', '.join(unknown)}. There are {', '.join(PICTURES)}.")
    if missing := [program for program in ("soffice", "pdftoppm") if not shutil.which(program)]:
        sys.exit(
            f"Not on PATH: {', '.join(missing)}. Sheets are drawn by LibreOffice (soffice) and Poppler (pdftoppm)."
        )
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        wrong = [take(browser, name, FOLDER) for name in names or PICTURES]
        browser.close()
    if any(wrong):
        sys.exit("\n".join(filter(None, wrong)))


if __name__ == "__main__":
    main(sys.argv[1:])
