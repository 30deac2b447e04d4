"""The MkDocs plugin: MkDocs and Material render hand-written pages and, once for each depth, the shell of all others.

The only module that imports MkDocs; to replace Material is a change here and in theme/.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import shutil
import unicodedata
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, FileSystemLoader, TemplateError
from markupsafe import Markup, escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext

from generator import pipeline, private, reading
from generator.content import markdown
from generator.diagnostics import CityUnreadable
from generator.model.field_types import BEIJING
from generator.model.wording import Wording
from generator.office import schema
from generator.pages import assets, images, page, words
from generator.pipeline import AnotherBuild, BuildFailed, BuildOptions, HandWritten, PagesBroken
from generator.public.views import CityView, Picture
from generator.publish import headers

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
_log = logging.getLogger("mkdocs.plugins.homes")
_GUIDE, _FIELDS = "guide/", "guide/fields"  # the field reference stands beside the guide, where there is one
DEEPEST = 8  # folders below the root that a page can lie in
# Parts of Material's base for its scripts, which are not shipped: switches above our header, a dialog at the end.
_UNUSED_PARTS = re.compile(
    r'<input class="md-toggle".*?(?=<a class="skip")|<div class="md-dialog".*?</div>\s*</div>', re.DOTALL
)


class HomesConfig(Config):
    """`content`: the folder of homes, beside mkdocs.yml."""

    content = config_options.Type(str, default="content")


class _UnlistedTemplates(FileSystemLoader):
    """Lists nothing: MkDocs would match Material's 14,600 icons with what may be copied, and none is (0.1 s of 0.5)."""

    def list_templates(self) -> list[str]:
        return []


class _UnlistedTheme(Theme):
    def get_env(self) -> Environment:
        env = super().get_env()
        env.loader = _UnlistedTemplates(self.dirs)
        return env


class HomesPlugin(BasePlugin[HomesConfig]):
    """Renders the shell and the hand-written pages for a build, which gives it the `city`, the `pages`, the `card` that
    these share and the `policy`.

    A plain `mkdocs build` gives none: the site is built by our own pipeline, and MkDocs gets what came of it to put
    where its user wants it.
    """

    city: CityView
    pages: HandWritten | None = None
    card = ""
    policy = ""
    serving = False
    release: Path
    shell: page.Shell

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        root = Path(config.config_file_path).parent
        if self.pages is None:
            config.theme.static_templates.clear()
            self.release = _built(root, self.config.content, self.serving)
            return config
        config.site_name = self.city.site_name
        config.site_url = self.city.url or config.site_url
        config.theme.static_templates -= {"sitemap.xml"}
        config.theme.__class__ = _UnlistedTheme
        self.theme = root / "theme"
        self.assets = assets.gather(self.theme)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Only hand-written pages: the theme's files are published by us, Material's and active ones not at all.

        A picture is a file made anew from it; one that can't be made is known, so that links to it are found, and goes
        nowhere.
        """
        if self.pages is None:
            return Files([])
        docs = Path(config.docs_dir).resolve()
        own = Files(
            [
                file
                for file in files
                if file.src_dir and Path(file.src_dir).resolve() == docs and file.src_uri in self.pages.texts
            ]
        )
        self.pictures: dict[str, Picture | None] = {}
        for name, picture in self.pages.pictures.items():
            own.append(self._file(config, name, picture, self.pages.files))
        if own.get_file_from_path(f"{_GUIDE}index.md"):
            for name, text in schema.reference(self.city.standard).items():
                own.append(File.generated(config, f"{_FIELDS}/{name}", content=text))
        return own

    def _file(self, config: MkDocsConfig, name: str, picture: Picture | None, files: Mapping[str, Path]) -> File:
        if picture is None:
            file = File.generated(config, name, content=b"", inclusion=InclusionLevel.EXCLUDED)
        else:
            address = picture.fallback.address
            file = File.generated(config, name, abs_src_path=str(files[address]))
            self.pictures |= {file.dest_uri: picture, address: picture}
            file.dest_uri = address
        self.pictures.setdefault(file.dest_uri, picture)
        return file

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self.nav = nav
        return nav

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """The text of the snapshot, which was checked, rather than the file's present one."""
        data = self.pages.texts.get(page.file.src_uri) if self.pages else None
        return None if data is None else data.decode("utf-8-sig", "replace")

    def on_page_markdown(self, text: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Front matter says what a page is called and no more: it chooses no template and writes nothing into the
        frame.
        """
        page.meta = {key: str(page.meta[key]) for key in ("title", "description") if page.meta.get(key)}
        if page.file.src_uri.startswith(_GUIDE) and page.file.src_uri in (self.pages.texts if self.pages else ()):
            own = Wording(self.city.standard).declared
            page.meta, text = {key: own(value) for key, value in page.meta.items()}, own(text)
        return unicodedata.normalize("NFC", text)  # as names of files are

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        return images.embed_pictures(markdown.clean_page(html), page.url, self.pictures)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        if self.pages is None:
            return env
        env.filters |= {"striptags": _plain_title, "calls": words.calls}  # MkDocs has no autoescape
        env.globals |= {
            "city": self.city,
            "card": self.card,
            "policy": self.policy,
            "asset": self.assets.addresses.__getitem__,
            "footer_pages": [
                (_plain_title(str(f.page.title)), f.url)
                for f in files.documentation_pages()
                if f.page and f.url.count("/") == 1
            ],
        }
        self.shell = page.Shell.cut({depth: self._sentinel(env, config, files, depth) for depth in range(DEEPEST)})
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """404.html is served at any address, so it alone uses addresses from the server's root: `/` or `/sub-path/`."""
        context["base_url"] = context["base_url"].rstrip("/")
        return context

    def _sentinel(self, env: Environment, config: MkDocsConfig, files: Files, depth: int) -> str:
        file = File.generated(config, "x/" * depth + "index.md", content="")
        blank = MkDocsPage(None, file, config)
        blank.title, blank.content, blank.toc = page.TITLE, page.MAIN, TableOfContents([])
        blank.meta = {"description": page.DESCRIPTION, "head": page.HEAD}
        root = "/".join([".."] * depth) or "."
        context = get_context(self.nav, files, config, blank, base_url=root)
        return _without_unused_parts(env.get_template("main.html").render(context))

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        return _without_unused_parts(output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        return _without_unused_parts(output)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.pages is None:
            shutil.copytree(self.release.resolve(), config.site_dir, dirs_exist_ok=True)


def _built(root: Path, content: str, serving: bool) -> Path:
    """The site of a plain `mkdocs build`, or of `mkdocs serve`, which puts a script of its own into pages: these have
    no policy then.

    Raises `PluginError`.
    """
    site = root / ".homes-mkdocs" / ("serve" if serving else "build")
    site.parent.mkdir(private.FOLDER, exist_ok=True)
    reading.copy_history(root / "site", site)
    shell = partial(render_shell, policy="") if serving else render_shell
    try:
        result = pipeline.build(BuildOptions(root / content, dt.datetime.now(BEIJING), site), root / "theme", shell)
    except CityUnreadable as error:
        raise PluginError("\n".join(map(str, error.findings))) from None
    except (AnotherBuild, BuildFailed) as error:
        raise PluginError(str(error)) from None
    for line in result.summary.problems:
        _log.warning("%s", line)
    for line in result.new_notices:
        _log.info("%s", line)  # no warning: it stops no `mkdocs build --strict`
    return site


def _plain_title(markup: str) -> Markup:
    """The text of a title without markup, escaped."""
    return escape(Markup(markup).striptags())


def _without_unused_parts(written: str) -> str:
    return _UNUSED_PARTS.sub("", written)


def _loaded(project: Path, docs: Path, out: Path) -> MkDocsConfig:
    try:
        return load_config(str(project / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(out))
    except MkDocsException as error:
        raise PagesBroken(f"mkdocs.yml 读不了：{error}") from error


def render_shell(
    project: Path, city: CityView, pages: HandWritten, card: str, policy: str = headers.policy()
) -> tuple[page.Shell, dict[str, bytes]]:
    """Runs MkDocs for `homes build`, `card` being what hand-written pages are shared with.

    Returns the shell, and the hand-written pages by path.

    Raises `PagesBroken` with MkDocs's own message.
    """
    mkdocs_log = logging.getLogger("mkdocs")
    level = mkdocs_log.level
    mkdocs_log.setLevel(logging.ERROR)
    with TemporaryDirectory(prefix="homes-pages-") as folder:
        docs, out = Path(folder).resolve() / "pages", Path(folder) / "out"
        docs.mkdir()
        for name, data in pages.texts.items():  # as the snapshot has them: MkDocs itself would follow links
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_bytes(data)
        config = _loaded(project, docs, out)
        plugin = config.plugins["homes"]
        assert isinstance(plugin, HomesPlugin)
        try:
            plugin.city, plugin.pages, plugin.card, plugin.policy = city, pages, card, policy
            mkdocs_build(config)
        except MkDocsException as error:
            raise PagesBroken(f"content/pages 里的页面生成不了：{error}") from error
        except TemplateError as error:
            raise PagesBroken(f"theme 里的模板生成不了：{error}") from error
        finally:
            plugin.pages = None  # MkDocs has one plugin for all configurations of a process
            mkdocs_log.setLevel(level)
        written = {
            path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()
        }
    return plugin.shell, {path: data for path, data in written.items() if path not in pages.files}
