"""A preview on this machine. A home that is saved shows at once; the whole site follows, built by another process."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import multiprocessing
import re
import threading
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator import pipeline
from generator.content.intake import home_of
from generator.diagnostics import CityUnreadable, Severity
from generator.model.field_types import BEIJING
from generator.pipeline import AnotherBuild, BuildFailed, BuildOptions, Preview, RenderShell

_FEW = 5  # homes that are shown at once when they were saved together
_MOST_TOLD = 10  # errors
_POLL = 500  # milliseconds between two looks at the build

_LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?", re.IGNORECASE)

_fork = multiprocessing.get_context("fork")


class _PreviewHandler(SimpleHTTPRequestHandler):
    """Files of the site, those just made from memory (`fresh`, by path); never from a browser's cache, without a line
    for each request.

    It answers under this machine's own names alone: a page elsewhere, whose name leads here, can read no answer.
    Folders are not listed.
    """

    def __init__(self, *given, fresh: dict[str, bytes], **named):
        self.fresh = fresh
        super().__init__(*given, **named)  # which answers the request

    def send_head(self):
        if not _LOOPBACK.fullmatch(self.headers.get("Host", "")):
            return self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        try:
            path = unquote(urlsplit(self.path).path, errors="strict").lstrip("/")
        except ValueError:
            return self._refuse(HTTPStatus.BAD_REQUEST)
        if not path.isprintable():
            return self._refuse(HTTPStatus.BAD_REQUEST)
        name = f"{path}index.html" if path.endswith("/") or not path else path
        data = self.fresh.get(name)
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

    def list_directory(self, path: str) -> None:
        self._refuse(HTTPStatus.NOT_FOUND)

    def _refuse(self, status: HTTPStatus) -> None:
        self.send_error(status)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_) -> None:
        pass


def run(options: BuildOptions, theme: Path, render_shell: RenderShell, port: int, say: Callable[[str], None]) -> None:
    """Serves until interrupted. Raises what the first build raises; a later failure is said, and the pages stay."""
    import watchfiles  # a tenth of a second that no other command has to wait

    pipeline.build(options, theme, render_shell)
    fresh: dict[str, bytes] = {}
    server = ThreadingHTTPServer(
        ("127.0.0.1", port), partial(_PreviewHandler, fresh=fresh, directory=str(options.site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    where = f"homes/{options.only}/" if options.only else ""
    say(f"打开 http://127.0.0.1:{server.server_port}/{where} 预览。存一下文件，刷新页面就能看到；按 Ctrl+C 结束。")
    follower = _Rebuilder(options, theme, render_shell, say, fresh)
    for changes in watchfiles.watch(options.content, theme, rust_timeout=_POLL, yield_on_timeout=True):
        follower.see({Path(path) for _, path in changes})


class _Rebuilder:
    """What follows a change: a preview of the homes that were saved, and a build of the whole."""

    def __init__(
        self,
        options: BuildOptions,
        theme: Path,
        render_shell: RenderShell,
        say: Callable[[str], None],
        fresh: dict[str, bytes],
    ):
        self._options, self._theme, self._render_shell, self._say, self._fresh = (
            options,
            theme,
            render_shell,
            say,
            fresh,
        )
        self._root = options.content.resolve()
        self._preview: Preview | None = None
        self._building: tuple | None = None  # the process, and where it tells how it went
        self._waiting: set[Path] = set()  # changes that came since it began
        self._due = True  # something may have been saved before anybody watched
        self._prepare()

    def see(self, changed: set[Path]) -> None:
        """Some files were saved, or (none) time has passed."""
        if self._building and not self._building[0].is_alive():
            self._finish()
        homes = {self._home(path) for path in changed}
        if None in homes:
            self._preview = None  # what it knows of the city is old
        if homes and len(homes) <= _FEW and self._preview and all(map(self._preview.has, homes)):
            self._show(homes)
        self._waiting |= changed
        if (self._waiting or self._due) and not self._building:
            self._due = False
            self._begin()

    def _home(self, path: Path) -> str | None:
        return home_of(path.relative_to(self._root).as_posix()) if path.is_relative_to(self._root) else None

    def _show(self, homes: Iterable[str]) -> None:
        started = dt.datetime.now()
        files = self._preview.files(homes)
        self._fresh |= files
        if files:
            seconds = (dt.datetime.now() - started).total_seconds()
            self._say(f"{'、'.join(sorted(homes))} 的页面，{seconds:.1f} 秒后可以看了；别处随后跟上。")

    def _begin(self) -> None:
        """Builds in another process: whoever saves meanwhile is shown at once."""
        options = dataclasses.replace(self._options, as_of=dt.datetime.now(BEIJING))
        ours, theirs = _fork.Pipe(duplex=False)
        process = _fork.Process(
            target=_build,
            args=(
                options,
                self._theme,
                self._render_shell,
                set(map(self._home, self._waiting)),
                len(self._waiting),
                theirs,
            ),
        )
        process.start()
        theirs.close()
        self._building, self._waiting = (process, ours), set()

    def _finish(self) -> None:
        process, pipe = self._building
        self._building = None
        try:
            said = pipe.recv()
        except EOFError:
            said = "生成的进程突然没了，多半是内存不够；再存一下文件就重来"
        process.join()
        if said:
            self._say(said)
        if not self._waiting:
            self._fresh.clear()
        self._prepare()

    def _prepare(self) -> None:
        """Takes in what the site rests on now; where there is none the build has said why."""
        try:
            self._preview = Preview(self._options, self._theme, self._render_shell)
        except (CityUnreadable, AnotherBuild, BuildFailed):
            self._preview = None


def _build(
    options: BuildOptions, theme: Path, render_shell: RenderShell, homes: set[str | None], changed: int, pipe
) -> None:
    """In the other process: sends what is to be said, with the errors in what was changed."""
    try:
        result = pipeline.build(options, theme, render_shell)
        told = f"{changed} 处改动，{result.seconds:.1f} 秒后全站可以看了。" if changed or result.written else ""
        wrong = [str(f) for f in result.findings if f.home in homes and f.severity is Severity.ERROR]
        told = "\n".join([told, *wrong[:_MOST_TOLD]]).strip()
    except CityUnreadable as error:
        told = "\n".join(map(str, error.findings))
    except (AnotherBuild, BuildFailed) as error:
        told = str(error)
    pipe.send(told)
