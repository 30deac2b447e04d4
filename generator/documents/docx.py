"""Writes .docx (ECMA-376, transitional): the same bytes each time, valid by its schemas, whose order of elements it
keeps.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from generator.documents.parts import FONTS, Cell, Page, Paragraph, Picture, Run, Section, Style, Table

_DATE = (1980, 1, 1, 0, 0, 0)  # of every entry
_CREATED = "2026-01-01T00:00:00Z"
_MM = 1440 / 25.4  # twentieths of a point
_EMU = 36000  # to a mm
_LINE = 579  # 28.95 pt: 22 lines of 28 characters, by GB/T 9704
_FOOT = 13  # mm from the lower edge of the text to that of the page number: 7 between them
_CLOSER = -5  # between characters, or 27 of 16 pt stand on a line
# no line is left to the next page for company, and none is made wider by a figure in it
_GRID = '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_BODY_SIZE = 16.0
_INSET = '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/></w:tblCellMar>'
_STYLES: dict[Style, tuple[str, str, float, str]] = {  # name, font, size, paragraph
    "body": (
        "Normal", "仿宋", _BODY_SIZE,
        f'{_GRID}<w:spacing w:line="{_LINE}" w:lineRule="exact"/><w:jc w:val="both"/>',
    ),
    "title": (
        "Title", "方正小标宋简体", 22,
        '<w:keepNext/><w:spacing w:after="240" w:line="700" w:lineRule="exact"/><w:jc w:val="center"/>',
    ),
    "heading1": ("heading 1", "黑体", _BODY_SIZE, '<w:keepNext/><w:outlineLvl w:val="0"/>'),
    "heading2": ("heading 2", "楷体", _BODY_SIZE, '<w:keepNext/><w:outlineLvl w:val="1"/>'),
    "note": ("Note", "仿宋", 12, '<w:spacing w:line="360" w:lineRule="exact"/><w:jc w:val="left"/>'),
}  # fmt: skip
_PICTURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg"}
_MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>", "-": "<w:noBreakHyphen/>"}
_UNBROKEN = re.compile(r"([\n\t]|(?<=\b\d{4})-(?=\d\d-\d\d\b)|(?<=\b\d{4}-\d\d)-(?=\d\d\b))")  # a day is on one line
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
    f'xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "document": "document.main",
    "styles": "styles",
    "fontTable": "fontTable",
    "settings": "settings",
    "footer": "footer",
    "header": "header",
}
_FOOTER, _HEADER = "rIdFooter", "rIdHeader"


def write(sections: Sequence[Section], title: str, author: str = "", mark: str = "") -> bytes:
    """The .docx file of the sections, of which there is one at least; `mark` stands at the head of every page."""
    writer = _Writer(bool(mark))
    body = "".join(writer.section(section, last=section is sections[-1]) for section in sections)
    files = {
        "[Content_Types].xml": _content_types(bool(mark)),
        "_rels/.rels": _relationships(
            {
                "rId1": ("officeDocument", "word/document.xml"),
                "rId2": ("metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": _core(title, author),
        "word/document.xml": f"{_XML}<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/fontTable.xml": _fonts(),
        "word/settings.xml": _settings(),
        "word/footer.xml": f"{_XML}<w:ftr {_W}>{_page_number()}</w:ftr>",
        "word/_rels/document.xml.rels": _relationships(
            {
                "rIdStyles": ("styles", "styles.xml"),
                "rIdFonts": ("fontTable", "fontTable.xml"),
                "rIdSettings": ("settings", "settings.xml"),
                _FOOTER: ("footer", "footer.xml"),
            }
            | ({_HEADER: ("header", "header.xml")} if mark else {})
            | {number: ("image", f"media/{name}") for name, (number, _) in writer.pictures.items()}
        ),
    }
    if mark:
        files["word/header.xml"] = f"{_XML}<w:hdr {_W}>{_marked(mark)}</w:hdr>"
    pictures = {f"word/media/{name}": data for name, (_, data) in writer.pictures.items()}
    return pack({name: text.encode() for name, text in files.items()} | pictures)


def pack(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file, the same bytes each time: names in order, one date, pictures as they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            stored = name.endswith((".jpeg", ".jpg", ".png"))
            archive.writestr(entry, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


@dataclass
class _Writer:
    """`marked`: whether pages have a head. `pictures`: name of the file → its relationship, and its bytes."""

    marked: bool = False
    pictures: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    shown: int = 0

    def section(self, section: Section, last: bool) -> str:
        end = _section_end(section, self.marked)
        blocks = "".join(self._block(block) for block in section.blocks)
        return blocks + (end if last else f"<w:p><w:pPr>{end}</w:pPr></w:p>")

    def _block(self, block: Paragraph | Table) -> str:
        return self._paragraph(block) if isinstance(block, Paragraph) else self._table(block)

    def _paragraph(self, one: Paragraph) -> str:
        size = _STYLES[one.style][2]
        look = [
            "" if one.style == "body" else f'<w:pStyle w:val="{one.style}"/>',
            "<w:keepNext/>" if one.keep_next else "",
            _spacing(one),
            _indents(one, size),
            f'<w:jc w:val="{one.align}"/>' if one.align else "",
        ]
        runs = "".join(self._picture(run) if isinstance(run, Picture) else _run(run) for run in one.runs)
        return f"<w:p><w:pPr>{''.join(look)}</w:pPr>{runs}</w:p>"

    def _table(self, table: Table) -> str:
        edges = "".join(
            f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in table.widths)
        heights = (*table.heights, *(0.0 for _ in table.rows))
        rows = "".join(
            self._row(row, table.widths, number < table.head, height)
            for number, (row, height) in enumerate(zip(table.rows, heights, strict=False))
        )
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{_twips(sum(table.widths))}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>{_INSET}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, cells: Sequence[Cell], widths: Sequence[float], head: bool, height: float) -> str:
        at, made = 0, []
        for cell in cells:
            made.append(self._cell(cell, sum(widths[at : at + cell.span])))
            at += cell.span
        high = f'<w:trHeight w:val="{_twips(height)}" w:hRule="atLeast"/>' if height else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{high}{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(made)}</w:tr>"

    def _cell(self, cell: Cell, width: float) -> str:
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        merge = {"": "", "first": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[cell.merge]
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.shade}"/>' if cell.shade else ""
        inside = "".join(self._paragraph(one) for one in cell.paragraphs) or "<w:p/>"
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{span}{merge}{shade}'
            f'<w:vAlign w:val="{cell.align}"/></w:tcPr>{inside}</w:tc>'
        )

    def _picture(self, picture: Picture) -> str:
        self.shown += 1
        size = f'cx="{picture.width * _EMU:.0f}" cy="{picture.height * _EMU:.0f}"'
        name = quoteattr(_clean(picture.alt))
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{self.shown}" name="图片 {self.shown}" descr={name}/>'
            f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{self.shown}" name="图片 {self.shown}" descr={name}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{self._embedded(picture.data)}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            f"</wp:inline></w:drawing></w:r>"
        )

    def _embedded(self, data: bytes) -> str:
        """The relationship of a picture's bytes, which are written once."""
        known = next((number for number, other in self.pictures.values() if other == data), None)
        if known is None:
            ending = next((ending for start, ending in _PICTURES.items() if data.startswith(start)), None)
            if ending is None:
                raise ValueError("neither JPEG nor PNG")
            number = len(self.pictures) + 1
            known = f"rIdPicture{number}"
            self.pictures[f"image{number}.{ending}"] = (known, data)
        return known


def _spacing(one: Paragraph) -> str:
    if any(isinstance(run, Picture) for run in one.runs):
        return '<w:spacing w:line="240" w:lineRule="auto"/>'  # a picture is higher than a line
    return f'<w:spacing w:line="{one.line * 20:.0f}" w:lineRule="exact"/>' if one.line else ""


def _indents(one: Paragraph, size: float) -> str:
    first = f' w:firstLineChars="{one.indent * 100:.0f}" w:firstLine="{one.indent * size * 20:.0f}"'
    end = f' w:rightChars="{one.end * 100:.0f}" w:right="{one.end * size * 20:.0f}"'
    return f"<w:ind{end if one.end else ''}{first if one.indent else ''}/>" if one.indent or one.end else ""


def _run(run: Run) -> str:
    look = [
        _font(run.font) if run.font else "",
        "<w:b/>" if run.bold else "",
        f'<w:color w:val="{run.color}"/>' if run.color else "",
        _size(run.size) if run.size else "",
    ]
    pieces = []
    for piece in _UNBROKEN.split(_clean(run.text)):
        if piece in _MARKS:
            pieces.append(_MARKS[piece])
        elif piece:
            pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r><w:rPr>{''.join(look)}</w:rPr>{''.join(pieces)}</w:r>"


def _clean(text: str) -> str:
    """Without characters that XML has not; line ends as one."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _twips(mm: float) -> int:
    return round(mm * _MM)


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def _font(name: str) -> str:
    """For Han and Latin alike, as official papers have it."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _section_end(section: Section, marked: bool) -> str:
    page: Page = section.page
    header = f'<w:headerReference w:type="default" r:id="{_HEADER}"/>' if marked else ""
    foot = _twips(max(0, page.bottom - _FOOT))
    wide = ' w:orient="landscape"' if page.width > page.height else ""
    footer = f'<w:footerReference w:type="default" r:id="{_FOOTER}"/>' if section.numbered else ""
    return (
        f'<w:sectPr>{header}{footer}<w:pgSz w:w="{_twips(page.width)}" w:h="{_twips(page.height)}"{wide}/>'
        f'<w:pgMar w:top="{_twips(page.top)}" w:right="{_twips(page.right)}" w:bottom="{_twips(page.bottom)}" '
        f'w:left="{_twips(page.left)}" w:header="851" w:footer="{foot}" w:gutter="0"/></w:sectPr>'
    )


def _page_number() -> str:
    """— 1 —"""
    look = f"<w:rPr>{_size(14)}</w:rPr>"
    return (
        '<w:p><w:pPr><w:spacing w:line="320" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr>'
        f'<w:r>{look}<w:t xml:space="preserve">— </w:t></w:r>'
        f'<w:fldSimple w:instr=" PAGE "><w:r>{look}<w:t>1</w:t></w:r></w:fldSimple>'
        f'<w:r>{look}<w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    )


def _marked(mark: str) -> str:
    look = f"<w:rPr>{_font('黑体')}{_size(10.5)}</w:rPr>"
    return (
        '<w:p><w:pPr><w:spacing w:line="320" w:lineRule="exact"/><w:jc w:val="right"/></w:pPr>'
        f'<w:r>{look}<w:t xml:space="preserve">{escape(_clean(mark))}</w:t></w:r></w:p>'
    )


def _styles() -> str:
    made = []
    for name, (shown, font, size, paragraph) in _STYLES.items():
        default = ' w:default="1"' if name == "body" else ""
        based = "" if name == "body" else '<w:basedOn w:val="body"/>'
        made.append(
            f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{shown}"/>{based}<w:qFormat/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{_font(font)}{_size(size)}</w:rPr></w:style>"
        )
    closer = f'<w:spacing w:val="{_CLOSER}"/>'
    defaults = (
        f'{_font("仿宋")}{closer}<w:kern w:val="2"/>{_size(_BODY_SIZE)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    )
    return (
        f"{_XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault/></w:docDefaults>{''.join(made)}</w:styles>"
    )


def _fonts() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/>'
        f'<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in FONTS.items()
    )
    return f"{_XML}<w:fonts {_W}>{fonts}</w:fonts>"


def _settings() -> str:
    return (
        f'{_XML}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def _core(title: str, author: str) -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(_clean(title))}</dc:title><dc:creator>{escape(_clean(author))}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:created></cp:coreProperties>'
    )


def _relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """Id → the kind of the part, and where it lies."""
    package = "http://schemas.openxmlformats.org/package/2006"
    made = "".join(
        f'<Relationship Id="{number}" '
        f'Type="{f"{package}/relationships" if "/" in kind else f"{_OFFICE}/relationships"}/{kind}" Target="{target}"/>'
        for number, (kind, target) in targets.items()
    )
    return f'{_XML}<Relationships xmlns="{package}/relationships">{made}</Relationships>'


def _content_types(marked: bool) -> str:
    return f"{_XML}{''.join(_types(marked))}</Types>"


def _types(marked: bool) -> Iterator[str]:
    yield '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    yield '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    yield '<Default Extension="xml" ContentType="application/xml"/>'
    yield from (f'<Default Extension="{ending}" ContentType="image/{ending}"/>' for ending in _PICTURES.values())
    for name, kind in _PARTS.items():
        if name == "header" and not marked:
            continue
        yield f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
    yield (
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    )
