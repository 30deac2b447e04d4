"""The seam to MkDocs and Material: they render hand-written pages and, once for each depth, the shell of all data pages.

The only module that imports MkDocs. Whoever follows Material is a change here and in theme/.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import Markup, escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator import pipeline
from generator.content import markdown, pictures
from generator.diagnostics import CityUnreadable
from generator.model.kinds import BEIJING
from generator.office import schema
from generator.pages import assets, page, words
from generator.pipeline import BuildFailed, Order, PagesBroken, Reading
from generator.publish import headers

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
_GUIDE, _FIELDS = "guide/index.md", "guide/fields"  # the field reference stands beside the guide, where there is one
DEEPEST = 8  # folders below the root that a page can lie in
# What Material's base writes for its own scripts, which are not shipped: switches above our header, a dialog at the end.
_LEFT_BEHIND = re.compile(r'<input class="md-toggle".*?(?=<a class="skip")|<div class="md-dialog".*?</div>\s*</div>', re.DOTALL)


class HomesConfig(Config):
    """`content`: the folder of homes, beside mkdocs.yml."""

    content = config_options.Type(str, default="content")


class HomesPlugin(BasePlugin[HomesConfig]):
    """Hands the shell in and takes the data pages out.

    `reading` is given by `homes build`, which also publishes by itself; a plain `mkdocs build` reads the content here and
    writes the data pages beside the hand-written ones.
    """

    reading: Reading | None = None
    publishes = True
    serving = False
    card = ""
    shell: page.Shell

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.serving = command == "serve"  # `mkdocs serve` puts a script of its own into pages

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        root = Path(config.config_file_path).parent
        if self.publishes:
            order = Order(content=root / self.config.content, moment=dt.datetime.now(BEIJING))
            try:
                self.reading = pipeline.read(order)
            except CityUnreadable as error:
                raise PluginError("\n".join(map(str, error.findings))) from None
            except BuildFailed as error:
                raise PluginError(str(error)) from None
        city = self.reading.site.city
        config.site_name = f"{city.name}妇女之家"
        config.site_url = city.url or config.site_url
        config.theme.static_templates -= {"sitemap.xml"}
        self.theme = root / "theme"
        self.assets = assets.gather(self.theme)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Only hand-written pages and pictures: the theme's files are published by us, Material's and active ones not at all."""
        docs = Path(config.docs_dir).resolve()
        own = Files([file for file in files if file.src_dir and Path(file.src_dir).resolve() == docs and _is_plain(file, docs)])
        if own.get_file_from_path(_GUIDE):
            for name, text in schema.reference().items():
                own.append(File.generated(config, f"{_FIELDS}/{name}", content=text))
        return own

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self.nav = nav
        return nav

    def on_page_markdown(self, text: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Front matter says what a page is called and no more: it chooses no template and writes nothing into the frame."""
        page.meta = {key: str(page.meta[key]) for key in ("title", "description") if page.meta.get(key)}
        return text

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        return markdown.clean_page(html)

    def on_env(self, env, *, config: MkDocsConfig, files: Files):
        env.filters |= {"striptags": _words, "calls": words.calls}  # MkDocs has no autoescape
        env.globals |= {
            "city": self.reading.site.city,
            "card": self.card,
            "policy": "" if self.serving else headers.policy(),
            "asset": self.assets.addresses.__getitem__,
            "footer_pages": [(_words(f.page.title), f.url) for f in files.documentation_pages() if f.url.count("/") == 1],
        }
        self.shell = page.Shell.cut({depth: self._sentinel(env, config, files, depth) for depth in range(DEEPEST)})
        return env

    def on_template_context(self, context, *, template_name: str, config: MkDocsConfig):
        """404.html is answered at any address, so it alone names files from the server's root: `/` or `/sub-path/`."""
        context["base_url"] = context["base_url"].rstrip("/")
        return context

    def _sentinel(self, env, config: MkDocsConfig, files: Files, depth: int) -> str:
        file = File.generated(config, "x/" * depth + "index.md", content="")
        blank = MkDocsPage(None, file, config)
        blank.title, blank.content, blank.toc = page.TITLE, page.MAIN, []
        blank.meta = {"description": page.DESCRIPTION, "head": page.HEAD}
        root = "/".join([".."] * depth) or "."
        context = get_context(self.nav, files, config, blank, base_url=root)
        return _bare(env.get_template("main.html").render(context))

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        return _bare(output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        return _bare(output)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.publishes:
            state = Path(config.config_file_path).parent / ".homes-mkdocs"  # `mkdocs serve` builds into a new folder each time
            try:
                pipeline.write_beside(self.reading, self.shell, self.theme, self.assets, Path(config.site_dir), state)
            except BuildFailed as error:
                raise PluginError(str(error)) from None


def _is_plain(file: File, docs: Path) -> bool:
    """Whether a file of the docs is a page or a picture, and lies where it seems to."""
    path = Path(file.abs_src_path)
    if path.resolve() != docs / file.src_uri:
        return False
    if file.is_documentation_page():
        return True
    return path.suffix.lower() in pictures.ENDINGS and pictures.format_of(path.read_bytes()[:16]) is not None


def _words(markup: str) -> Markup:
    """The words of a title, escaped."""
    return escape(Markup(markup).striptags())


def _bare(written: str) -> str:
    return _LEFT_BEHIND.sub("", written)


def shell_and_pages(reading: Reading, card: str, project: Path) -> tuple[page.Shell, assets.Assets, dict[str, bytes]]:
    """Runs MkDocs for `homes build`, `card` being what hand-written pages are shared with.

    Returns the shell, the theme's own files, and the hand-written pages by path.

    Raises `PagesBroken` with MkDocs's own message.
    """
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    with TemporaryDirectory(prefix="homes-pages-") as folder:
        docs, out = Path(folder).resolve() / "pages", Path(folder) / "out"
        docs.mkdir()
        for name, data in reading.snapshot.pages.items():  # as the snapshot has them: MkDocs itself would follow links
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_bytes(data)
        try:
            config = load_config(str(project / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(out))
            plugin: HomesPlugin = config.plugins["homes"]
            plugin.reading, plugin.publishes, plugin.card = reading, False, card
            mkdocs_build(config)
        except MkDocsException as error:
            raise PagesBroken(f"content/pages 里的页面生成不了：{error}") from error
        written = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    return plugin.shell, plugin.assets, written
