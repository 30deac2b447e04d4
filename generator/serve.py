"""A preview on this machine: build, serve, and build again whenever a file is saved."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator import pipeline
from generator.model.kinds import BEIJING
from generator.model.load import CityUnreadable
from generator.pipeline import AnotherBuild, BuildFailed, Engine, Order


class _Quiet(SimpleHTTPRequestHandler):
    """Files of the site, never from a browser's cache, without a line for each request."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_) -> None:
        pass


def run(order: Order, theme: Path, engine: Engine, port: int, say: Callable[[str], None]) -> None:
    """Serves until interrupted. Raises what the first build raises; a later failure is said, and the pages stay."""
    import watchfiles  # a tenth of a second that no other command has to wait

    pipeline.build(order, theme, engine)
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(order.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    where = f"homes/{order.only}/" if order.only else ""
    say(f"打开 http://127.0.0.1:{server.server_port}/{where} 预览。存一下文件，刷新页面就能看到；按 Ctrl+C 结束。")
    for changes in watchfiles.watch(order.content, theme):
        say(_again(order, theme, engine, len(changes)))


def _again(order: Order, theme: Path, engine: Engine, changed: int) -> str:
    try:
        now = dataclasses.replace(order, moment=dt.datetime.now(BEIJING))
        outcome = pipeline.build(now, theme, engine)
    except CityUnreadable as error:
        return "\n".join(map(str, error.findings))
    except (AnotherBuild, BuildFailed) as error:
        return str(error)
    return f"{changed} 处改动，{outcome.seconds:.1f} 秒后可以看了。"
