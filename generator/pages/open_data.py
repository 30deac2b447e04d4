"""What the open data is, where it lies, and what each of its fields means: made from the declarations of its tables."""

from __future__ import annotations

from generator.model.wording import Wording
from generator.pages.page import Page
from generator.pages.structured import CONTEXT
from generator.pages.take import size_label
from generator.public import hsds
from generator.public.open_data.declared import FOLDER, HSDS_FOLDER, KINDS, MAX_WHOLE, VERSION
from generator.public.open_data.tables import TABLES
from generator.public.views import CityView, Site

_FORMATS = (("表格", "csv"), ("JSON", "json"))


def page(site: Site) -> Page:
    """The page of the open data."""
    city, word = site.city, Wording(site.city.standard)
    filled = [tile for tile in site.tiles if tile.homes]
    tables = tuple(
        (
            table.name,
            word.declared(table.label),
            word.declared(table.about),
            tuple(
                (
                    one.key,
                    word.declared(one.label),
                    word.declared(one.about),
                    KINDS[one.kind],
                    one.always,
                    tuple(one.codes_of(city).items()),
                )
                for one in table.columns_of(city)
            ),
        )
        for table in TABLES
    )
    about = word("{home}的地址、电话、服务、活动、示范认定和品牌，做成表格和数据文件，谁都可以下载。")
    return Page(
        "data/",
        "开放数据",
        about,
        "data.html",
        {
            "licence": city.licence,
            "version": VERSION,
            "folder": FOLDER,
            "hsds_folder": HSDS_FOLDER,
            "hsds_version": hsds.VERSION,
            "formats": _FORMATS,
            "whole": sum(tile.homes for tile in filled) <= MAX_WHOLE,
            "sizes": {path: size_label(file.size) for path, file in site.exports.items()},
            "rows": {path: file.rows for path, file in site.exports.items()},
            "districts": tuple((tile.slug, tile.name) for tile in filled),
            "tables": tables,
            "types": tuple(
                (name, word.declared(label), tuple((key, word.declared(said)) for key, said in fields.items()))
                for name, (label, fields) in hsds.TYPES.items()
            ),
        },
        json_ld=_dataset(city, about),
    )


def _dataset(city: CityView, about: str) -> dict[str, object]:
    assert city.licence, "without a licence there is no such page"
    data: dict[str, object] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": f"{city.site_name}开放数据",
        "description": about,
        "version": VERSION,
        "isAccessibleForFree": True,
        "creator": {"@type": "GovernmentOrganization", "name": city.federation},
        "creditText": city.licence.citation,
    }
    if city.licence.url:
        data["license"] = city.licence.url
    if city.url:
        root = city.url.rstrip("/")
        data["url"] = f"{root}/data/"
        data["distribution"] = [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/json",
                "contentUrl": f"{root}/{FOLDER}datapackage.json",
            }
        ]
    return data
