"""Renders pages with our own templates: autoescape on, undefined names are errors, every link relative to its page."""

from __future__ import annotations

import html
import json
import marshal
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

import jinja2
from markupsafe import Markup

from generator.content import markdown
from generator.diagnostics import BuildStopped
from generator.model.wording import Wording
from generator.pages import columns, images
from generator.pages.fast_jinja import FastEnvironment
from generator.pages.page import Page, Shell, escaped
from generator.pages.words import filters
from generator.public import subscriptions
from generator.public.views import CityView, PhotoView, Picture

_ARTICLES = ("family.html", "activity.html", "brand.html", "feature.html")


class PageFailed(BuildStopped):
    """A template could not render a page; the message, in Chinese, names both and the reason."""

    def __init__(self, address: str, template: str, reason: str):
        self._parts = (address, template, reason)
        super().__init__(f"页面 {address} 生成不了：theme/templates/{template} 说“{reason}”。改好模板再运行一次")

    def __reduce__(self) -> tuple[type[PageFailed], tuple[str, str, str]]:
        return PageFailed, self._parts  # pickled when it leaves a worker


def _environment(city: CityView, loader: jinja2.BaseLoader | None) -> FastEnvironment:
    environment = FastEnvironment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    word = Wording(city.standard)
    named = {"column": lambda address: word(columns.column_of(address).name)}
    environment.filters |= filters(city.terms.home or "") | named
    return environment


def compile_template(city: CityView, template: tuple[str, str]) -> bytes:
    """The code of a template (name, source) for the `Renderer` of this city. Raises `jinja2.TemplateError`."""
    name, source = template
    return marshal.dumps(_environment(city, None).compile(source, name, name))


class _CompiledLoader(jinja2.BaseLoader):
    """Loads what `compile_template` returned, by name."""

    def __init__(self, templates: Mapping[str, bytes]):
        self._templates = templates

    def load(
        self, environment: jinja2.Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> jinja2.Template:
        if name not in self._templates:
            raise jinja2.TemplateNotFound(name)
        code = marshal.loads(self._templates[name])
        return environment.template_class.from_code(environment, code, environment.make_globals(globals))


class Renderer:
    """Renders pages; one for a build, or for each of its workers.

    `templates`: name → code (`compile_template`); `assets`: plain name of a script → its address; `card`: page →
    address of its share card. Templates get `city` and the context of their page. Macros call `here`, `url`, `asset`,
    `prose` and `own_card` for what depends on the page, so that their templates are imported once, without a context.
    """

    def __init__(
        self,
        templates: Mapping[str, bytes],
        shell: Shell,
        assets: Mapping[str, str],
        city: CityView,
        card: Callable[[Page], str],
    ):
        self._given = (templates, shell, assets, city, card)
        self._shell, self._assets, self._city, self._card = shell, assets, city, card
        self._page = Page("", "", "", "")
        self._root = ""
        self._environment = _environment(city, _CompiledLoader(templates))
        self._environment.globals |= {
            "city": city,
            "word": Wording(city.standard),
            "picture_of": _picture_of,
            "here": self.here,
            "url": self.url,
            "asset": self.asset,
            "prose": self.prose,
            "own_card": self.own_card,
        }

    def __reduce__(
        self,
    ) -> tuple[type[Renderer], tuple[Mapping[str, bytes], Shell, Mapping[str, str], CityView, Callable[[Page], str]]]:
        """Pickled by its arguments: compiled templates can't be."""
        return Renderer, self._given

    def html(self, page: Page) -> bytes:
        """The bytes of the page's file. Raises `PageFailed` if its template does."""
        self._page, self._root = page, "../" * page.depth
        try:
            main = self._environment.get_template(page.template).render(page.context)
        except (jinja2.TemplateError, AttributeError) as error:
            raise PageFailed(f"/{page.address}", page.template, str(error)) from error
        return self._shell.fill(page.depth, self._title(page), page.description, self._head(page), main).encode()

    def here(self) -> Page:
        """The page that is being rendered."""
        return self._page

    def url(self, address: str) -> str:
        return self._root + address if address else self._root or "./"

    def asset(self, name: str) -> str:
        return self._root + self._assets[name]

    def prose(self, source: str) -> Markup:
        return Markup(markdown.render(source, self._illustration).html)

    def own_card(self) -> str:
        """The address of the page's own share card; empty where it uses that of its kind."""
        card = self._card(self._page)
        return card if card.startswith(f"{self._page.address}card-") else ""

    def _title(self, page: Page) -> str:
        return f"{page.title} - {self._city.site_name}" if page.address else page.title

    def _head(self, page: Page) -> str:
        parts = [columns.markup(page, self._city)]
        if self._city.url:
            root = self._city.url.rstrip("/")
            parts.append(f'<link rel="canonical" href="{html.escape(root)}/{page.address}">')
            parts += self._shared(page, root)
        if not page.quiet:
            feed = page.feed or subscriptions.of_page(page.address, self._city)
            parts.append(
                f'<link rel="alternate" type="application/atom+xml" title="{escaped(feed.name)}" '
                f'href="{self.url(feed.address)}">'
            )
        if not page.listed:
            parts.append('<meta name="robots" content="noindex">')
        if page.quiet:
            parts.append('<meta name="referrer" content="no-referrer">')
        if page.json_ld:
            text = json.dumps(page.json_ld, ensure_ascii=False, sort_keys=True)
            safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
            parts.append(f'<script type="application/ld+json">{safe}</script>')
        return "\n".join(parts)

    def _shared(self, page: Page, root: str) -> Iterator[str]:
        """Open Graph tags, which WeChat and others use for a shared page; none for a page without a card."""
        card = self._card(page)
        if not card:
            return
        kind = "article" if page.template in _ARTICLES else "website"
        image = {"image": f"{root}/{card}", "image:width": "1200", "image:height": "630"}
        properties = {
            "type": kind,
            "title": page.title,
            "description": page.description,
            "url": f"{root}/{page.address}",
            **image,
        }
        properties |= {"site_name": self._city.site_name, "locale": "zh_CN"}
        yield from (f'<meta property="og:{name}" content="{escaped(value)}">' for name, value in properties.items())

    def _illustration(self, name: str, alt: str) -> str | None:
        """A photo within prose: only one that its home lists and may show."""
        photo = next((photo for photo in self._page.photos if photo.key.endswith(f"/photos/{name}")), None)
        picture = _picture_of(photo)
        return images.image(picture, alt or photo.alt, self.url) if photo and picture else None


def _picture_of(photo: PhotoView | None) -> Picture | None:
    """The picture made from a photo, or None where there is none (refused, or built without photos)."""
    return photo.picture if photo else None


def redirect(old: str, new: str) -> bytes:
    """A page at the old address that redirects to the new one, with a link for browsers that don't follow."""
    link = "../" * old.count("/") + new
    text = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta '
        'http-equiv="Content-Security-Policy" content="default-src \'none\'"><title>地址变了</title><meta '
        'name="robots" content="noindex">'
        f'<meta http-equiv="refresh" content="0; url={link}"><link rel="canonical" href="{link}"></head>'
        f'<body><p>这一页搬到了<a href="{link}">新地址</a>。</p></body></html>\n'
    )
    return text.encode()
