"""A preview on this machine: a saved home is shown at once, while another process builds the whole site."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import multiprocessing
import os
import re
import threading
import time
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from generator import pipeline
from generator.content.intake import home_of
from generator.diagnostics import CityUnreadable, Severity
from generator.model.field_types import BEIJING
from generator.pipeline import AnotherBuild, BuildFailed, BuildOptions, Preview, RenderShell

_MAX_PREVIEWED = 5  # homes that are rendered at once when they were saved together
_MAX_ERRORS = 10  # that are printed after a build
_POLL = 500  # milliseconds between checks whether the build has ended

_LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?", re.IGNORECASE)

_fork = multiprocessing.get_context("fork")


class _PreviewHandler(SimpleHTTPRequestHandler):
    """Serves the site's files, and those in `previews` (by path) from memory; uncached, without a log or listings.

    Only requests to this machine's own names are answered, so that a web page elsewhere whose name resolves to this
    machine can't read the preview (DNS rebinding).
    """

    def __init__(self, *args: Any, previews: dict[str, bytes], **options: Any):
        self.previews = previews
        super().__init__(*args, **options)  # answers the request

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        if not _LOOPBACK.fullmatch(self.headers.get("Host", "")):
            return self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        try:
            path = unquote(urlsplit(self.path).path, errors="strict").lstrip("/")
        except ValueError:
            return self._refuse(HTTPStatus.BAD_REQUEST)
        if not path.isprintable():
            return self._refuse(HTTPStatus.BAD_REQUEST)
        name = f"{path}index.html" if path.endswith("/") or not path else path
        data = self.previews.get(name)
        if data is None:
            try:
                return super().send_head()
            except OSError:  # a name that no file can have
                return self._refuse(HTTPStatus.NOT_FOUND)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(name))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def list_directory(self, path: str | os.PathLike[str]) -> io.BytesIO | None:
        return self._refuse(HTTPStatus.NOT_FOUND)

    def _refuse(self, status: HTTPStatus) -> io.BytesIO | None:
        """Sends an error; there is no body to be copied."""
        self.send_error(status)
        return None

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def run(options: BuildOptions, theme: Path, render_shell: RenderShell, port: int, echo: Callable[[str], None]) -> None:
    """Serves until interrupted. Raises what the first build raises; after a later failure the old pages stay."""
    import watchfiles  # takes 0.1 s, for which no other command has to wait

    echo("先把网站生成一遍，头一回要等一会儿。")
    pipeline.build(options, theme, render_shell)
    previews: dict[str, bytes] = {}
    handler = partial(_PreviewHandler, previews=previews, directory=str(options.site))
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = f"homes/{options.only}/" if options.only else ""
    echo(f"打开 http://127.0.0.1:{server.server_port}/{path} 预览。存一下文件，刷新页面就能看到；按 Ctrl+C 结束。")
    rebuilder = _Rebuilder(options, theme, render_shell, echo, previews)
    for changes in watchfiles.watch(options.content, theme, rust_timeout=_POLL, yield_on_timeout=True):
        rebuilder.update({Path(path) for _, path in changes})


class _Rebuilder:
    """Follows changes with previews of the homes that were saved, and with builds of the whole site."""

    def __init__(
        self,
        options: BuildOptions,
        theme: Path,
        render_shell: RenderShell,
        echo: Callable[[str], None],
        previews: dict[str, bytes],
    ):
        self._options, self._theme, self._render_shell = options, theme, render_shell
        self._echo, self._previews = echo, previews
        self._root = options.content.resolve()
        self._preview: Preview | None = None
        self._build: tuple[ForkProcess, Connection] | None = None  # and the pipe for its message
        self._waiting: set[Path] = set()  # changed since the build began
        self._due = True  # something may have changed before the watch began
        self._load_preview()

    def update(self, changed: set[Path]) -> None:
        """Called when files were saved, and regularly with none."""
        if self._build and not self._build[0].is_alive():
            self._finish_build(*self._build)
        homes = {self._home(path) for path in changed}
        if None in homes:
            self._preview = None  # its city is outdated
        preview = self._preview
        known = [one for one in homes if one and preview and preview.has(one)]
        if preview and known and len(known) == len(homes) <= _MAX_PREVIEWED:
            self._show(preview, known)
        self._waiting |= changed
        if (self._waiting or self._due) and not self._build:
            self._due = False
            self._start_build()

    def _home(self, path: Path) -> str | None:
        return home_of(path.relative_to(self._root).as_posix()) if path.is_relative_to(self._root) else None

    def _show(self, preview: Preview, homes: list[str]) -> None:
        started = time.monotonic()
        files = preview.files(homes)
        self._previews |= files
        if files:
            seconds = time.monotonic() - started
            self._echo(f"{'、'.join(sorted(homes))} 的页面，{seconds:.1f} 秒后可以看了；别处随后跟上。")

    def _start_build(self) -> None:
        """In another process, so that previews go on meanwhile."""
        options = dataclasses.replace(self._options, as_of=dt.datetime.now(BEIJING))
        receiver, sender = _fork.Pipe(duplex=False)
        homes = set(map(self._home, self._waiting))
        arguments = (options, self._theme, self._render_shell, homes, len(self._waiting), sender)
        process = _fork.Process(target=_build, args=arguments)
        process.start()
        sender.close()
        self._build, self._waiting = (process, receiver), set()

    def _finish_build(self, process: ForkProcess, receiver: Connection) -> None:
        self._build = None
        try:
            message = receiver.recv()
        except EOFError:
            message = "生成的进程突然没了，多半是内存不够；再存一下文件就重来"
        process.join()
        if message:
            self._echo(message)
        if not self._waiting:
            self._previews.clear()
        self._load_preview()

    def _load_preview(self) -> None:
        """From the site as it is now; if that is not possible, the build has said why."""
        try:
            self._preview = Preview(self._options, self._theme, self._render_shell)
        except (CityUnreadable, AnotherBuild, BuildFailed):
            self._preview = None


def _build(
    options: BuildOptions,
    theme: Path,
    render_shell: RenderShell,
    homes: set[str | None],
    changes: int,
    sender: Connection,
) -> None:
    """In the other process: sends a message with the result, and the errors in what was changed."""
    try:
        result = pipeline.build(options, theme, render_shell)
        done = f"{changes} 处改动，{result.seconds:.1f} 秒后全站可以看了。" if changes or result.written else ""
        errors = [str(f) for f in result.findings if f.home in homes and f.severity is Severity.ERROR]
        message = "\n".join([done, *errors[:_MAX_ERRORS]]).strip()
    except CityUnreadable as error:
        message = "\n".join(map(str, error.findings))
    except (AnotherBuild, BuildFailed) as error:
        message = str(error)
    sender.send(message)
