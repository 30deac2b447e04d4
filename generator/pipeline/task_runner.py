"""Makes the files of one task in a worker; those that the last release already has are left alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from generator.media.cards import kind_of
from generator.model.withheld import Hidden
from generator.pages.page import Page, Shell
from generator.pages.render import Renderer
from generator.pipeline.build_ledger import KEY_SIZE, File, TaskEntry
from generator.public.views import CityView
from generator.publish import checks
from generator.publish import links as page_links
from generator.store import FileEntry, content_digest, encode


class KeyedFile(NamedTuple):
    """A file that is made where its `key`, a digest of all that it is made from, is another than before."""

    path: str
    key: bytes
    make: Callable[[], bytes]


TaskOutput = Page | KeyedFile | tuple[str, bytes] | tuple[str, Path]
"""A page, or the path of a file on the site and its bytes, the file to link, or how it is made."""
_NO_KEY = bytes(KEY_SIZE)


class FileSink(Protocol):
    """Where files are written: the tree of a release, or memory."""

    def write(self, path: str, data: bytes) -> object:
        """Raises `BadPath`, OSError."""

    def link(self, path: str, source: Path) -> FileEntry:
        """Raises `BadPath`, OSError."""


class Job(NamedTuple):
    """A task for a worker: `make(*arguments)` returns its output.

    `page_inputs`: a digest that pages depend on beside their context, or None where the context says it all; `before`:
    the task's entry in the last release; `damaged`: files that are to be written again; `cards`: page → address of its
    own share card.
    """

    name: str
    make: Callable[..., Iterable[TaskOutput]]
    arguments: tuple[Any, ...]
    page_inputs: bytes | None
    before: TaskEntry
    damaged: frozenset[str] = frozenset()
    cards: Mapping[str, str] = {}


class TaskResult(NamedTuple):
    """`files`: all of the task; `written`: paths that changed; `links`: paths to which these link, outside the task;
    `invalid`: those of them that fail the checks before publication.
    """

    files: list[File]
    written: list[str]
    links: set[str]
    invalid: list[str]


@dataclasses.dataclass(frozen=True)
class RenderContext:
    """What all pages are rendered with.

    `templates`: name → code; `closures`: template → digest with all that it includes; `assets`: addresses of the
    theme's files; `cards`: kind of page → address of its share card; `base` and `allowed_numbers` as for
    `checks.examine`; what is `hidden` is not written, and links to it are removed.
    """

    program: bytes
    templates: Mapping[str, bytes]
    shell: Shell
    assets: Mapping[str, str]
    city: CityView
    cards: Mapping[str, str]
    closures: Mapping[str, bytes]
    base: str
    allowed_numbers: Collection[str]
    hidden: Hidden

    @cached_property
    def frame(self) -> bytes:
        """A digest of what surrounds every page."""
        return content_digest(encode((self.program, self.shell.pieces, self.city, self.hidden)))

    def card_of(self, page: Page, own: Mapping[str, str]) -> str:
        """The address of a page's own card, or of that of its kind; quiet pages have none."""
        return "" if page.quiet else own.get(page.address) or self.cards[kind_of(page.address)]


class TaskRunner:
    """Runs jobs in a worker. Raises `PageFailed`, `BadPath`, OSError."""

    def __init__(self, context: RenderContext, sink: FileSink):
        self._context, self._sink = context, sink
        self._cards: Mapping[str, str] = {}
        self._renderer: Renderer | None = None

    def __reduce__(self) -> tuple[type[TaskRunner], tuple[RenderContext, FileSink]]:
        return TaskRunner, (self._context, self._sink)

    def __call__(self, job: Job) -> TaskResult:
        self._cards = job.cards
        before = {file.path: file for file in job.before.files() if file.path not in job.damaged}
        result = TaskResult([], [], set(), [])
        for output in job.make(*job.arguments):
            path = output.file if isinstance(output, Page) else output[0]
            if self._context.hidden.hides(path.removesuffix("index.html")):
                continue
            known = before.get(path)
            if isinstance(output, Page):
                result.files.append(self._page(output, job, known, result))
            elif isinstance(output, KeyedFile):
                result.files.append(self._keyed(output, known, result))
            elif isinstance(output[1], bytes):
                result.files.append(self._file(path, output[1], known, result))
            else:
                result.files.append(known or self._link(path, output[1], result))  # its name contains its digest
        own = {file.path for file in result.files}
        return result._replace(links=result.links - own)

    def _page(self, page: Page, job: Job, known: File | None, result: TaskResult) -> File:
        key = self._page_key(page, job.page_inputs)
        if known and known.key == key:
            return known
        file = self._file(page.file, self._render(page), known, result)
        newest = page.newest.isoformat() if page.newest else ""
        return file._replace(key=key, template=page.template, listed=newest if page.listed else None)

    def _keyed(self, output: KeyedFile, known: File | None, result: TaskResult) -> File:
        key = content_digest(output.key, self._context.program)
        if known and known.key == key:
            return known
        return self._file(output.path, output.make(), known, result)._replace(key=key)

    def _file(self, path: str, data: bytes, known: File | None, result: TaskResult) -> File:
        entry = FileEntry.of(data)
        if known is None or (known.sha256, known.size) != entry:
            self._sink.write(path, data)
            self._examine(path, data, result)
        return File(path, *entry, _NO_KEY, "", None)

    def _link(self, path: str, source: Path, result: TaskResult) -> File:
        entry = self._sink.link(path, source)
        self._examine(path, source.read_bytes(), result)
        return File(path, *entry, _NO_KEY, "", None)

    def _examine(self, path: str, data: bytes, result: TaskResult) -> None:
        result.written.append(path)
        problems, links = checks.examine(path, data, self._context.base, self._context.allowed_numbers)
        result.links.update(links)
        if problems:
            result.invalid.append(path)

    def _page_key(self, page: Page, inputs: bytes | None) -> bytes:
        """A digest of everything that the page is rendered from."""
        own = (page.address, inputs) if inputs else [getattr(page, field.name) for field in dataclasses.fields(page)]
        card = self._context.card_of(page, self._cards).encode()
        closure = self._context.closures.get(page.template, b"")
        return content_digest(encode(own), closure, self._context.frame, card)

    def _render(self, page: Page) -> bytes:
        context = self._context
        if self._renderer is None:
            self._renderer = Renderer(
                context.templates,
                context.shell,
                context.assets,
                context.city,
                lambda page: context.card_of(page, self._cards),
            )
        data, hidden = self._renderer.html(page), context.hidden
        return page_links.remove_links(page.file, data, hidden.hides) if hidden else data


def as_outputs(made: Any) -> Iterator[TaskOutput]:
    """One output, or an iterable of them, as an iterator."""
    if isinstance(made, (Page, KeyedFile, tuple)):
        yield made
    else:
        yield from made
