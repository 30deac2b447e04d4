"""In a worker: the files of one task, as far as they are not what the last release has already."""

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
from generator.pipeline.build_ledger import File, TaskEntry
from generator.pipeline.entries import encode
from generator.public.views import CityView
from generator.publish import checks, links
from generator.store import FileEntry, content_digest

TaskOutput = Page | tuple[str, bytes] | tuple[str, Path]
"""A page, or the path of a file and its bytes, or where they lie."""
_NO_KEY = bytes(16)


class FileSink(Protocol):
    """Where the files go: the tree of a release, a plain folder, or memory."""

    def write(self, path: str, data: bytes) -> FileEntry: ...

    def link(self, path: str, source: Path) -> FileEntry: ...


class Job(NamedTuple):
    """`make` with `given` → the items of a task.

    `inputs` tell what pages are made from that are not told by their context; `before` is what the last release has of
    it, but for `damaged` paths; `cards`: page → address of a share card of its own.
    """

    name: str
    make: Callable[..., Iterable[TaskOutput]]
    given: tuple
    inputs: bytes | None
    before: TaskEntry
    damaged: frozenset[str] = frozenset()
    cards: Mapping[str, str] = {}


class TaskResult(NamedTuple):
    """`files` of the task; the paths that were `written`; what `links` in these lead to; paths that should not go out."""

    files: list[File]
    written: list[str]
    links: set[str]
    wrong: list[str]


@dataclasses.dataclass(frozen=True)
class RenderContext:
    """What all pages are put into and drawn with.

    `cards`: kind of page → its share card; `closures`: a digest of each template's; `base` and `allowed` as
    `checks.examined` asks; what is `hidden` is not written, and nothing leads there.
    """

    program: bytes
    theme: Path
    shell: Shell
    assets: Mapping[str, str]
    city: CityView
    cards: Mapping[str, str]
    closures: Mapping[str, bytes]
    base: str
    allowed: Collection[str]
    hidden: Hidden

    @cached_property
    def frame(self) -> bytes:
        """A digest of what is around every page."""
        return content_digest(encode((self.program, self.shell.pieces, self.city, self.hidden)))

    def card_of(self, page: Page, own: Mapping[str, str]) -> str:
        """The address of a page's own card, else of that of its kind. A quiet page has none."""
        return "" if page.quiet else own.get(page.address) or self.cards[kind_of(page.address)]


class TaskRunner:
    """Called with a `Job`. Raises `PageFailed`, `BadPath`, OSError."""

    def __init__(self, context: RenderContext, target: FileSink):
        self._context, self._target = context, target
        self._cards: Mapping[str, str] = {}
        self._renderer: Renderer | None = None

    def __reduce__(self) -> tuple:
        return TaskRunner, (self._context, self._target)

    def __call__(self, job: Job) -> TaskResult:
        self._cards = job.cards
        before = {file.path: file for file in job.before.files() if file.path not in job.damaged}
        made = TaskResult([], [], set(), [])
        for item in job.make(*job.given):
            path = item.file if isinstance(item, Page) else item[0]
            if not self._context.hidden.hides(path.removesuffix("index.html")):
                self._page(item, job, before, made) if isinstance(item, Page) else self._file(*item, before, made)
        own = {file.path for file in made.files}
        return made._replace(links=made.links - own)

    def _page(self, page: Page, job: Job, before: Mapping[str, File], made: TaskResult) -> None:
        key = self._key(page, job.inputs)
        known = before.get(page.file)
        if known and known.key == key:
            made.files.append(known)
            return
        newest = page.newest.isoformat() if page.newest else ""
        self._take(page.file, self._render(page), before, made, key, page.template, newest if page.listed else None)

    def _file(self, path: str, data: bytes | Path, before: Mapping[str, File], made: TaskResult) -> None:
        if isinstance(data, bytes):
            self._take(path, data, before, made)
        elif path in before:  # its name tells its content
            made.files.append(before[path])
        else:
            made.files.append(File(path, *self._target.link(path, data), _NO_KEY, "", None))
            self._examine(path, data.read_bytes(), made)

    def _take(
        self,
        path: str,
        data: bytes,
        before: Mapping[str, File],
        made: TaskResult,
        key: bytes = _NO_KEY,
        template: str = "",
        listed: str | None = None,
    ) -> None:
        entry, known = FileEntry.of(data), before.get(path)
        made.files.append(File(path, *entry, key, template, listed))
        if known and (known.sha256, known.size) == entry:
            return
        self._target.write(path, data)
        self._examine(path, data, made)

    def _examine(self, path: str, data: bytes, made: TaskResult) -> None:
        made.written.append(path)
        problems, links = checks.examine(path, data, self._context.base, self._context.allowed)
        made.links.update(links)
        if problems:
            made.wrong.append(path)

    def _key(self, page: Page, inputs: bytes | None) -> bytes:
        """A digest of all that the page is made from."""
        told = (
            encode((page.address, inputs))
            if inputs
            else encode([getattr(page, field.name) for field in dataclasses.fields(page)])
        )
        card = self._context.card_of(page, self._cards).encode()
        return content_digest(told, self._context.closures.get(page.template, b""), self._context.frame, card)

    def _render(self, page: Page) -> bytes:
        if self._renderer is None:
            known = self._context
            self._renderer = Renderer(
                known.theme, known.shell, known.assets, known.city, lambda page: known.card_of(page, self._cards)
            )
        data, hidden = self._renderer.html(page), self._context.hidden
        return links.remove_links(page.file, data, hidden.hides) if hidden else data


def as_outputs(made: Any) -> Iterator[TaskOutput]:
    """What a kind of task makes: one item, or several."""
    if isinstance(made, (Page, tuple)):
        yield made
    else:
        yield from made
