"""Renders pages with our own templates: autoescape on, undefined names are errors, every link relative to its page."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import jinja2
from markupsafe import Markup

from generator.content import markdown
from generator.pages import columns
from generator.pages.assets import Assets
from generator.pages.page import Page, Shell
from generator.pages.words import FILTERS
from generator.public.views import PhotoView, Picture, Site

_ARTICLES = ("family.html", "activity.html", "brand.html", "feature.html")


class PageFailed(RuntimeError):
    """A template could not render a page; says in Chinese which, and what it said."""

    def __init__(self, address: str, template: str, reason: str):
        self._parts = (address, template, reason)
        super().__init__(f"页面 {address} 生成不了：theme/templates/{template} 说“{reason}”。改好模板再运行一次")

    def __reduce__(self) -> tuple:
        return PageFailed, self._parts  # it comes out of a worker pickled


class Renderer:
    """Turns a `Page` into the bytes of its file. One for a build (or for each worker). `card`: a page's share card by address, empty where it has none."""

    def __init__(
        self, theme: Path, shell: Shell, assets: Assets, site: Site, pictures: Mapping[str, Picture], card: Callable[[Page], str]
    ):
        self._shell, self._assets, self._site, self._pictures, self._card = shell, assets, site, pictures, card
        self._photos = {photo.key: photo for home in site.homes for photo in home.photos}
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(theme / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= FILTERS
        self._environment.globals |= {"site": site, "today": site.today, "picture": self.picture}

    def html(self, page: Page) -> bytes:
        """The whole page. Raises `PageFailed` where the theme's template goes wrong."""
        root = "../" * page.depth

        def url(address: str) -> str:
            return root + address if address else root or "./"

        def asset(name: str) -> str:
            return root + self._assets.addresses[name]

        def prose(source: str) -> Markup:
            return Markup(markdown.render(source, lambda name, alt: self._illustration(url, page.folder, name, alt)).html)

        try:
            template = self._environment.get_template(page.template)
            column = columns.column_of(page.address).name
            main = template.render(page.context, page=page, column=column, url=url, asset=asset, prose=prose)
        except jinja2.TemplateError as error:
            raise PageFailed(f"/{page.address}", page.template, str(error)) from error
        return self._shell.fill(page.depth, self._title(page), page.description, self._head(page), main).encode()

    def picture(self, photo: PhotoView | None) -> Picture | None:
        """The picture made from a photo, or None where there is none (refused, or built without photos)."""
        return self._pictures.get(photo.key) if photo else None

    def _title(self, page: Page) -> str:
        return f"{page.title} - {self._site.city.name}妇女之家" if page.address else page.title

    def _head(self, page: Page) -> str:
        parts = [columns.markup(page, self._site.city)]
        if self._site.city.url:
            root = self._site.city.url.rstrip("/")
            parts.append(f'<link rel="canonical" href="{html.escape(root)}/{page.address}">')
            parts += self._shared(page, root)
        if not page.listed:
            parts.append('<meta name="robots" content="noindex">')
        if page.quiet:
            parts.append('<meta name="referrer" content="no-referrer">')
        if page.data:
            text = json.dumps(page.data, ensure_ascii=False, sort_keys=True)
            safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
            parts.append(f'<script type="application/ld+json">{safe}</script>')
        return "\n".join(parts)

    def _shared(self, page: Page, root: str) -> Iterator[str]:
        """What WeChat and others show of a page that is passed on; it needs whole addresses. Nothing for a page without a card."""
        card = self._card(page)
        if not card:
            return
        kind = "article" if page.template in _ARTICLES else "website"
        image = {"image": f"{root}/{card}", "image:width": "1200", "image:height": "630"}
        told = {"type": kind, "title": page.title, "description": page.description, "url": f"{root}/{page.address}", **image}
        told |= {"site_name": f"{self._site.city.name}妇女之家", "locale": "zh_CN"}
        yield from (f'<meta property="og:{name}" content="{html.escape(value)}">' for name, value in told.items())

    def _illustration(self, url, folder: str, name: str, alt: str) -> str | None:
        """A photo inside prose: only one that its home lists and may show."""
        photo = self._photos.get(f"{folder}/{name}")
        picture = self.picture(photo)
        if not picture:
            return None
        sources = ", ".join(f"{url(v.address)} {v.width}w" for v in picture.variants)
        return (
            f'<img class="tint-{picture.tint}" src="{url(picture.fallback.address)}" srcset="{sources}" sizes="(min-width: 700px) 640px, 100vw" '
            f'width="{picture.width}" height="{picture.height}" alt="{html.escape(alt or photo.alt)}" loading="lazy" decoding="async">'
        )


def redirect(old: str, new: str) -> bytes:
    """A page at the old address that leads to the new one, and says so where nothing moves by itself."""
    link = "../" * old.count("/") + new
    text = (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><title>地址变了</title><meta name="robots" content="noindex">'
        f'<meta http-equiv="refresh" content="0; url={link}"><link rel="canonical" href="{link}"></head>'
        f'<body><p>这一页搬到了<a href="{link}">新地址</a>。</p></body></html>\n'
    )
    return text.encode()
