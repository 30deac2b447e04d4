"""A poster for a home's own wall: A4 at 300 dpi as a PDF, to be read from two metres; its QR code opens the home's
page.
"""

from __future__ import annotations

import io
import time
from dataclasses import dataclass

from generator.content.text import readable_address
from generator.media.canvas import CREAM, Canvas, DrawingAssets, height
from generator.media.fonts import BOLD, REGULAR
from generator.media.typeset import fit, fit_sentences, line_limit, wrap_address, wrap_balanced, wrap_name
from generator.public.views import HomeView, HoursLine, Site

WIDTH, HEIGHT, DPI = 2480, 3508, 300
_LEFT, _RIGHT = 130, 2350
_PLATE = (_LEFT, 130, _RIGHT, 1150)
_INSET = 120  # of the plate's words
_GUTTER = 90  # between two columns
_COLUMN = (_RIGHT - _LEFT - _GUTTER) // 2
_SECOND = _LEFT + _COLUMN + _GUTTER
_FACTS, _SERVICES = 1226, 2040  # where they begin
_BAND = (_LEFT, 2880, _RIGHT, 3378)
_QR = (_LEFT + 44, 2924, 410)  # left, top, size
_ROWS = 3  # of services, in two columns
_ROW = 224
_LABEL = 60
_NAME = 160  # a name set smaller than this needs more room
_WAY_SIZES, _LEADING = (72, 66, 60, 54), 1.4
_WAY = 290  # the least that the way needs, its label and two lines
_NUMBERS = 2  # of telephones
_LINES = 4  # of hours, below each other


@dataclass(frozen=True)
class Poster:
    """The content of a poster.

    `hours` are (days, spans), `services` (title, when); `url` is the page's address on the web.
    """

    home: str
    url: str
    host: str
    sample: bool
    name: str
    place: str
    summary: str
    badges: tuple[tuple[str, str], ...]
    hours: tuple[tuple[str, tuple[str, ...]], ...]
    address: str
    transit: str
    phones: tuple[str, ...]
    services: tuple[tuple[str, str], ...]
    checked: str

    @property
    def words(self) -> str:
        """All its text."""
        lists = (*self.badges, *self.services, *((days, *spans) for days, spans in self.hours))
        plain = (self.host, self.name, self.place, self.summary, self.address, self.transit, *self.phones)
        return "".join((*plain, *(word for row in lists for word in row)))


def of_home(site: Site, home: HomeView) -> Poster:
    """The poster of an open home of a site that knows its own address."""
    office, day = home.office, home.office.checked_on
    return Poster(
        home.identity,
        f"{site.city.url.rstrip('/')}/{home.address}",
        site.city.host,
        site.city.sample,
        home.name,
        f"{home.district.name} · {home.street.name}",
        home.summary,
        tuple((badge.tone, f"{badge.label}{site.city.terms.home}") for badge in home.badges),
        tuple((_days(line), tuple(map(str, line.spans)) or ("休息",)) for line in office.hours),
        office.address,
        office.transit,
        tuple(map(str, office.phones[:_NUMBERS])),
        tuple((service.title, service.schedule.text if service.schedule else "") for service in home.services),
        f"{day.year} 年 {day.month} 月 {day.day} 日核对" if day else "",
    )


def _days(line: HoursLine) -> str:
    return f"{line.days.text}（{line.season}）" if line.season else line.days.text


def draw(poster: Poster, studio: DrawingAssets) -> bytes:
    """The poster as a PDF of one page."""
    canvas = paint(poster, studio)
    buffer = io.BytesIO()
    then = time.gmtime(0)  # a date of today would make other bytes tomorrow
    canvas.image.save(
        buffer,
        "PDF",
        resolution=DPI,
        quality=90,
        subsampling=0,
        title=poster.name,
        author=poster.host,
        creationDate=then,
        modDate=then,
    )
    return buffer.getvalue()


def paint(poster: Poster, studio: DrawingAssets) -> Canvas:
    """The poster as a picture."""
    canvas = Canvas(studio, WIDTH, HEIGHT, "rice")
    _plate(canvas, poster)
    _facts(canvas, poster)
    _services(canvas, poster)
    _band(canvas, poster)
    return canvas


def modules(url: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of an address, dark modules true, without its quiet zone."""
    import segno  # with what it brings a tenth of a start; only a poster has one

    return tuple(tuple(map(bool, row)) for row in segno.make_qr(url, error="m").matrix)


def _plate(canvas: Canvas, poster: Poster) -> None:
    """The house plate: where, the name, its honours, a sentence."""
    bold, plain = canvas.studio.measure(BOLD), canvas.studio.measure(REGULAR)
    left, top, right, bottom = _PLATE
    inner = (left + 30, top + 30, right - 30, bottom - 30)
    canvas.fill(_PLATE, "red", 64)
    canvas.lattice(inner, CREAM, 0.1, 150, 42)
    canvas.paper_cut("rosette-2", (right - 330, bottom - 300), 900, CREAM, inner, 0.2, 42)
    canvas.frame(inner, "paper", 7, 42, 0.85)
    x, width = left + _INSET, right - left - 2 * _INSET
    canvas.block(x, top + 108, fit(poster.place, width - 300, 1, (84, 72, 60), bold), CREAM, BOLD)
    if poster.sample:
        canvas.chip(right - _INSET - 190, top + 100, "示例", 60, "ink", CREAM, CREAM)
    for words in (poster.summary, ""):  # the name before all: a very long one takes the sentence's place
        summary = fit(words, width, 2, (88, 80, 72, 64), plain, wrap_balanced)
        floor = bottom - 100 - height(summary, 1.45) - (168 if poster.badges else 0)
        room = floor - 60 - (top + 230)
        name = fit(poster.name, width, line_limit(room, 1.22, 4), range(290, 100, -10), bold, wrap_name)
        if name.size >= _NAME:
            break
    canvas.block(x, bottom - 100 - height(summary, 1.45), summary, CREAM, REGULAR, 1.45)
    start = x
    for shade, words in poster.badges:
        tone = "gold" if shade == "city" else "slate"
        start = canvas.chip(start, round(floor), words, 66, tone, f"{tone}-wash", f"{tone}-line") + 40
    canvas.block(x, top + 230 + max(0, (room - height(name, 1.22)) / 2), name, "paper", BOLD, 1.22)


def _label(canvas: Canvas, x: int, y: float, words: str) -> float:
    canvas.fill((x, round(y) + 6, x + 14, round(y) + _LABEL - 2), "red")
    canvas.text(x + 36, y, words, _LABEL, "red", BOLD)
    return y + _LABEL + 34


def _facts(canvas: Canvas, poster: Poster) -> None:
    """Hours on the left, phone and address on the right; directions in whichever column has more room."""
    floors = {_LEFT: _hours(canvas, poster), _SECOND: _where(canvas, poster)}
    if not poster.transit:
        return
    x = min(floors, key=lambda one: floors[one])
    y = floors[x] + 30 + _LABEL + 34
    plain = canvas.studio.measure(REGULAR)
    room = _SERVICES - 60 - y
    if room < _WAY_SIZES[-1]:
        return
    lines = line_limit(room, _LEADING)
    way = fit_sentences(poster.transit, lambda part: fit(part, _COLUMN, lines, _WAY_SIZES, plain, wrap_balanced))
    _label(canvas, x, floors[x] + 30, "怎么走")
    canvas.block(x, y, way, "ink-2", REGULAR, _LEADING)


def _hours(canvas: Canvas, poster: Poster) -> float:
    """Days and spans as a table, as large as its rows allow. Returns its bottom."""
    bold, plain = canvas.studio.measure(BOLD), canvas.studio.measure(REGULAR)
    y = _label(canvas, _LEFT, _FACTS, "开门时间")
    if not poster.hours:
        words = "来之前，请先打电话。" if poster.phones else "请扫下面的码看一看。"
        return canvas.block(_LEFT, y, fit(words, _COLUMN, 1, (100,), bold), "ink", BOLD)
    table = poster.hours
    close = sum(len(spans) for _, spans in table) > _LINES  # then the spans of a day stand beside each other
    if close:
        table = tuple((days, ("、".join(spans),)) for days, spans in table)
    tall = sum(len(spans) for _, spans in table) * 1.32 + len(table) * 0.22
    first = min(max(bold(days) for days, _ in table) + 0.6, 7)
    second = max(plain(span) for _, spans in table for span in spans)
    room = _SERVICES - 60 - y - (_WAY if poster.transit and not close else 0)
    size = int(min(108, room / tall, _COLUMN / (first + second)))
    start = _LEFT + first * size
    for days, spans in table:
        smaller = (size, round(size * 0.6), round(size * 0.45))
        label = fit(days, start - _LEFT - size * 0.3, line_limit(size * 1.2, 1.1), smaller, bold)
        canvas.block(_LEFT, y, label, "ink", BOLD, 1.1)
        for span in spans:
            canvas.text(start, y, span, size, "ink")
            y += size * 1.32
        y += size * 0.22
    return y


def _where(canvas: Canvas, poster: Poster) -> float:
    """Phone and address. Returns the bottom."""
    bold = canvas.studio.measure(BOLD)
    y: float = _FACTS
    if poster.phones:
        y = _label(canvas, _SECOND, y, "电话") - 6
        sizes = (140, 120, 100, 84) if len(poster.phones) == 1 else (100, 84, 72)
        for phone in poster.phones:
            y = canvas.block(_SECOND, y, fit(phone, _COLUMN, 1, sizes, bold), "red", BOLD)
        y += 56
    if poster.address:
        y = _label(canvas, _SECOND, y, "地址")
        lines = fit(poster.address, _COLUMN, 2, (100, 92, 84, 72, 64), bold, wrap_address)
        y = canvas.block(_SECOND, y, lines, "ink", BOLD, 1.3) + 28
    return y


def _services(canvas: Canvas, poster: Poster) -> None:
    bold, plain = canvas.studio.measure(BOLD), canvas.studio.measure(REGULAR)
    canvas.fill((_LEFT, _SERVICES - 38, _RIGHT, _SERVICES - 34), "line")
    y = _label(canvas, _LEFT, _SERVICES, "能帮您什么")
    if len(poster.services) <= _ROWS:  # one column, and the space is not left empty
        branch = (round(_RIGHT - 380), round(y + _ROWS * _ROW / 2))
        canvas.paper_cut("branch", branch, 760, "red", (0, 0, WIDTH, HEIGHT))
    columns = (_LEFT,) if len(poster.services) <= _ROWS else (_LEFT, _SECOND)
    shown = poster.services[: len(columns) * _ROWS] or (("有事来说一说", "有人听，有人帮着想办法"),)
    for number, (title, when) in enumerate(shown):
        x, top = columns[number % len(columns)], y + number // len(columns) * _ROW
        canvas.paper_cut("rosette-3", (x + 34, round(top) + 52), 68, "red", (0, 0, WIDTH, HEIGHT))
        canvas.block(x + 100, top, fit(title, _COLUMN - 100, 1, (100, 92, 84, 76, 68), bold), "ink", BOLD)
        if when:
            canvas.block(x + 100, top + 122, fit(when, _COLUMN - 100, 1, (68, 60, 54), plain), "ink-2")
    more = len(poster.services) - len(shown)
    if more > 0:
        words = f"还有 {more} 项，扫码看全部"
        canvas.text(_RIGHT - plain(words) * _LABEL, _SERVICES, words, _LABEL, "ink-2")


def _band(canvas: Canvas, poster: Poster) -> None:
    """The QR code and what it opens; whose poster it is."""
    bold, plain = canvas.studio.measure(BOLD), canvas.studio.measure(REGULAR)
    canvas.fill(_BAND, "oat", 40)
    right = _code(canvas, poster.url)
    x, width = right + 70, _RIGHT - right - 130
    canvas.text(x, 2950, "微信扫一扫", 120, "ink", BOLD)
    canvas.block(x, 3098, fit("看最近的活动，查今天开不开门，转给家人", width, 1, (76, 68), plain), "ink")
    canvas.block(
        x, 3200, fit(readable_address(poster.url).rstrip("/"), width, 2, (46, 40, 34), plain), "ink-2", REGULAR, 1.3
    )
    words = " · ".join(filter(None, (poster.host, poster.checked, "内容为示例，均属虚构" if poster.sample else "")))
    canvas.block(x, 3296, fit(words, width, 1, (44, 40, 36, 32), bold), "ink-2", BOLD)


def _code(canvas: Canvas, url: str) -> int:
    """Draws the QR code with its quiet zone on white. Returns its right edge."""
    left, top, size = _QR
    rows = modules(url)
    module = max(1, size // (len(rows) + 8))
    whole = module * (len(rows) + 8)
    left, top = left + (size - whole) // 2, top + (size - whole) // 2
    canvas.fill((left, top, left + whole, top + whole), "#FFFFFF")
    for down, row in enumerate(rows, 4):
        for across, dark in enumerate(row, 4):
            if dark:
                x, y = left + across * module, top + down * module
                canvas.fill((x, y, x + module, y + module), "ink")
    return _QR[0] + size
