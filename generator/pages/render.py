"""Renders pages with our own templates: autoescape on, undefined names are errors, every link relative to its page."""

from __future__ import annotations

import datetime as dt
import html
import json
import operator
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import missing
from markupsafe import Markup, escape

from generator.content import markdown
from generator.diagnostics import BuildStopped
from generator.pages import columns, images
from generator.pages.page import Page, Shell, escaped
from generator.pages.words import FILTERS
from generator.public.views import CityView, PhotoView, Picture

_ARTICLES = ("family.html", "activity.html", "brand.html", "feature.html")


class PageFailed(BuildStopped):
    """A template could not render a page; says in Chinese which, and what it said."""

    def __init__(self, address: str, template: str, reason: str):
        self._parts = (address, template, reason)
        super().__init__(f"页面 {address} 生成不了：theme/templates/{template} 说“{reason}”。改好模板再运行一次")

    def __reduce__(self) -> tuple:
        return PageFailed, self._parts  # it comes out of a worker pickled


class _Code(CodeGenerator):
    """Templates as shorter code: a dot leads to an attribute, never to a key; what is put out goes through `_shown`;
    what is imported knows nothing of the page; a macro is a plain function, and called like any: nothing of ours
    asks for the context.
    """

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown, call = environment.shown, environment.call")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        self.write("call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        names = [argument.name for argument in macro_ref.node.args] + ["caller"] * macro_ref.accesses_caller
        self.write(f"environment.macro(macro, {names!r})")

    def _import_common(self, node: nodes.Import, frame: Frame) -> None:
        self.write("environment.imported(")
        self.visit(node.template, frame)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("shown(")


def _macro(body: Callable[..., str], names: Sequence[str]) -> Callable[..., Markup]:
    """The function of a macro whose arguments have these names: those that are not given it gives itself."""
    unset = dict.fromkeys(names, missing)
    made = partial(str.__new__, Markup)

    def called(*given: Any, **named: Any) -> Markup:
        if len(given) < len(names):
            given = (unset | dict(zip(names, given, strict=False)) | named).values()
        return made(body(*given))

    return called


_WORDS = (str, int, dt.date)
_escaped = lru_cache(10_000)(escape)


def _shown(value: Any) -> str:
    """`escape` for what a page puts out: what macros made is handed on as it is, and words that come again are escaped
    once.
    """
    if type(value) in _WORDS:  # no class below them: one that is equal may be written otherwise
        return _escaped(value)
    return value if type(value) is Markup else escape(value)


class _Environment(jinja2.Environment):
    code_generator_class = _Code
    shown, call = staticmethod(_shown), staticmethod(operator.call)
    macro = staticmethod(_macro)

    def __init__(self, **options: Any):
        super().__init__(**options)
        self.filters = {
            name: getattr(made, "__wrapped__", made) for name, made in self.filters.items()
        }  # that never ask whether to wait
        self.imported = cache(lambda name: self.get_template(name).module)  # a template's macros

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One dict for all templates, since none has globals of its own: a chain is slow to walk."""
        return self.globals


class Renderer:
    """Turns a `Page` into the bytes of its file. One for a build (or for each worker). `assets`: a script's plain name
    → its address; `card`: a page → its share card's address. Templates see `city` of the city, and else what their
    page's context holds.

    What macros need of the page they ask for (`here`, `url`, `asset`, `prose`), so that their templates are imported
    once and not with every page's context.
    """

    def __init__(
        self, theme: Path, shell: Shell, assets: Mapping[str, str], city: CityView, card: Callable[[Page], str]
    ):
        self._given = (theme, shell, assets, city, card)
        self._shell, self._assets, self._city, self._card = shell, assets, city, card
        self._page = Page("", "", "", "")
        self._root = ""
        self._environment = _Environment(
            loader=jinja2.FileSystemLoader(theme / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= FILTERS | {"column": lambda address: columns.column_of(address).name}
        self._environment.globals |= {
            "city": city,
            "picture_of": _picture_of,
            "here": self.here,
            "url": self.url,
            "asset": self.asset,
            "prose": self.prose,
        }

    def __reduce__(self) -> tuple:
        """Whoever gets it makes his own: compiled templates do not travel."""
        return Renderer, self._given

    def html(self, page: Page) -> bytes:
        """The whole page. Raises `PageFailed` where the theme's template goes wrong."""
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

    def _title(self, page: Page) -> str:
        return f"{page.title} - {self._city.name}妇女之家" if page.address else page.title

    def _head(self, page: Page) -> str:
        parts = [columns.markup(page, self._city)]
        if self._city.url:
            root = self._city.url.rstrip("/")
            parts.append(f'<link rel="canonical" href="{html.escape(root)}/{page.address}">')
            parts += self._shared(page, root)
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
        """What WeChat and others show of a page that is passed on; it needs whole addresses.

        Nothing for a page without a card.
        """
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
        properties |= {"site_name": f"{self._city.name}妇女之家", "locale": "zh_CN"}
        yield from (f'<meta property="og:{name}" content="{escaped(value)}">' for name, value in properties.items())

    def _illustration(self, name: str, alt: str) -> str | None:
        """A photo inside prose: only one that its home lists and may show."""
        photo = next((photo for photo in self._page.photos if photo.key.endswith(f"/photos/{name}")), None)
        picture = _picture_of(photo)
        if not picture:
            return None
        return images.image(picture, alt or photo.alt, self.url)


def _picture_of(photo: PhotoView | None) -> Picture | None:
    """The picture made from a photo, or None where there is none (refused, or built without photos)."""
    return photo.picture if photo else None


def redirect(old: str, new: str) -> bytes:
    """A page at the old address that leads to the new one, and says so where nothing moves by itself."""
    link = "../" * old.count("/") + new
    text = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta '
        'http-equiv="Content-Security-Policy" content="default-src \'none\'"><title>地址变了</title><meta '
        'name="robots" content="noindex">'
        f'<meta http-equiv="refresh" content="0; url={link}"><link rel="canonical" href="{link}"></head>'
        f'<body><p>这一页搬到了<a href="{link}">新地址</a>。</p></body></html>\n'
    )
    return text.encode()
