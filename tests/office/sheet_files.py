"""Spreadsheets as people and attackers hand them in."""

from __future__ import annotations

import io
import zipfile

WORKBOOK = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="表" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": (
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="x/styles" Target="styles.xml"/></Relationships>'
    ),
}
_ODS = "urn:oasis:names:tc:opendocument:xmlns"


def packed(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def xlsx(sheet: str | bytes, **parts: str | bytes) -> bytes:
    """A workbook whose sheet is this XML; `parts` by path below xl/."""
    more = {f"xl/{name}": data for name, data in parts.items()}
    return packed(WORKBOOK | {"xl/worksheets/sheet1.xml": sheet} | more)


def rows(cells: str) -> str:
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>"


def ods(table: str) -> bytes:
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": (
                f'<manifest:manifest xmlns:manifest="{_ODS}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
                'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
            ),
            "content.xml": (
                f'<office:document-content xmlns:office="{_ODS}:office:1.0" xmlns:table="{_ODS}:table:1.0" '
                f'xmlns:text="{_ODS}:text:1.0"><office:body><office:spreadsheet><table:table table:name="a">{table}'
                "</table:table></office:spreadsheet></office:body></office:document-content>"
            ),
        }
    )
