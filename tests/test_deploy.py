"""What `homes init` gives to run it with: nginx and Caddy with the shipped blocks, the script that sends a site elsewhere."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator import pipeline
from generator.office import starter
from generator.pipeline import BuildOptions
from generator.plugin import render_shell
from tests.conftest import DAY, Folder

PROJECT = Path(__file__).parent.parent
DEPLOY = Path(starter.__file__).parent / "deploy"
HOME = "/homes/chaoyang/zaoying-beili/"
SWITCHES = 10 if os.environ.get("NIGHTLY") else 3


class City:
    """A content folder, a project whose theme can be changed, and what is built of them into `root/site`."""

    def __init__(self, root: Path):
        self.root = root
        Folder(root / "content").write("pages/about.md", "# 关于本站\n")
        shutil.copytree(PROJECT / "theme", root / "theme", ignore=shutil.ignore_patterns("fonts"))
        (root / "theme/fonts").symlink_to(PROJECT / "theme/fonts")
        shutil.copy(PROJECT / "mkdocs.yml", root)
        self.site = root / "site"
        self.release = 0

    def build(self) -> None:
        """Publishes a release whose stylesheet, and so every page, differs from the one before."""
        self.release += 1
        with (self.root / "theme/styles/20-base.css").open("a") as sheet:
            sheet.write(f"/* {self.release} */\n")
        pipeline.build(
            BuildOptions(self.root / "content", DAY, self.site, 1, photos=False), self.root / "theme", render_shell
        )


@dataclass
class Server:
    """A web server with the shipped block at `port`, and the same site below /funv/ at `below`."""

    port: int
    below: int
    log: Path

    def get(self, address: str, port: int = 0) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=10)
        connection.request("GET", address)
        response = connection.getresponse()
        response.body = response.read()  # type: ignore[attr-defined]
        connection.close()
        return response


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> City:
    made = City(tmp_path_factory.mktemp("deploy"))
    made.build()
    return made


def shipped(name: str, city: City, served: Server) -> str:
    """The block, at the port and the folder of the tests."""
    block = (DEPLOY / name).read_text("utf-8").replace("/srv/homes", str(city.root))
    block = block.replace("listen 80;", f"listen 127.0.0.1:{served.port};")
    block = block.replace("homes.example.org {", f"http://127.0.0.1:{served.port} {{")
    return re.sub(r"/var/log/\w+/homes.log", str(served.log), block)


def with_nginx(folder: Path, city: City, served: Server) -> tuple[list[str | Path], list[str | Path]]:
    """The commands that start and stop it."""
    block = shipped("nginx.conf", city, served)
    # The lines for a sub-path, as the block says in its comments.
    below = block.rpartition("    # location /funv/ {")[2]
    location = "    # location /funv/ {" + below.partition("    # }")[0] + "    # }\n"
    lines = [line for line in block.splitlines() if not re.match(r"    (#|root|error_page)", line)]
    second = "\n".join(lines).replace(str(served.port), str(served.below)).partition("server {")[2]
    second = second.rstrip().removesuffix("}") + location.replace("    # ", "    ") + "}\n"
    shutil.copy("/etc/nginx/mime.types", folder)
    # As the user of the tests, whose folders are private.
    (folder / "nginx.conf").write_text(
        f"user root; pid {folder}/pid; error_log {folder}/error.log; worker_processes 2;\nevents {{}}\nhttp {{\n"
        f"include mime.types;\n{block}\nserver {{{second}\n}}\n",
        "utf-8",
    )
    command: list[str | Path] = ["nginx", "-c", folder / "nginx.conf", "-p", folder]
    return command, [*command, "-s", "stop"]


def with_caddy(folder: Path, city: City, served: Server) -> tuple[list[str | Path], list[str | Path]]:
    block = shipped("Caddyfile", city, served)
    # The lines for a sub-path, as the file says at its end.
    below = "\n".join(re.findall(r"^# (.*)$", block.partition("# handle_path")[2], re.MULTILINE))
    log = re.search(r"^\tlog \{\n.*?^\t\}\n", block, re.MULTILINE | re.DOTALL)[0]
    admin = f"127.0.0.1:{free_port()}"
    (folder / "Caddyfile").write_text(
        f"{{\nadmin {admin}\n}}\n{block}\nhttp://127.0.0.1:{served.below} {{\n{log}handle_path /funv/* {{\n{below}\n}}\n",
        "utf-8",
    )
    start = ["caddy", "start", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]
    return start, ["caddy", "stop", "--address", admin]


@pytest.fixture(scope="module", params=[with_nginx, with_caddy], ids=["nginx", "caddy"])
def server(request, city, tmp_path_factory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    served = Server(free_port(), free_port(), folder / "access.log")
    start, stop = request.param(folder, city, served)
    own = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    subprocess.run(start, check=True, timeout=30, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            served.get("/")
            break
        except OSError:
            time.sleep(0.05)
    yield served
    subprocess.run(stop, check=True, timeout=30, capture_output=True)


def test_headers_and_caching(city, server):
    page = server.get(HOME)
    sheet = re.search(r'href="([./]*)(assets/site-[0-9a-f]{10}\.css)"', page.body.decode())
    kept = server.get(f"/{sheet[2]}")
    assert (page.status, page.headers["Cache-Control"]) == (200, "no-cache")
    assert (kept.status, kept.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    for answer in (page, kept, server.get("/nowhere/"), server.get("/assets/")):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert server.get("/search/names.json").headers["Content-Type"].startswith("application/json")


def test_what_lies_beside_the_site_is_not_served(server):
    for port, address in (
        (server.port, "/.homes-site/ledger.sqlite"),
        (server.below, "/funv/.homes-site/ledger.sqlite"),
    ):
        assert server.get(address, port).status == 404


@pytest.mark.parametrize("address", ["/nowhere/", "/assets/", "/homes/chaoyang/nobody/"])
def test_what_is_not_there_is_our_own_page(server, address):
    for answer in (server.get(address), server.get(f"/funv{address}", server.below)):
        assert answer.status == 404 and "没有找到这一页" in answer.body.decode()


def test_it_works_below_a_path(server):
    answer = server.get(f"/funv{HOME}", server.below)
    assert answer.status == 200 and "枣营北里" in answer.body.decode()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_log_keeps_nothing_of_what_was_looked_for(server):
    for address in ("/search/?q=%E5%AE%B6%E6%9A%B4", "/help/rights/", "/families/?year=2026"):
        server.get(address)
        server.get(f"/funv{address}", server.below)
    time.sleep(0.2)
    log = server.log.read_text()
    for root in ("", "/funv"):
        assert re.search(f'[" ]{root}/search/"', log) and re.search(f'[" ]{root}/families/"', log)
    assert "?" not in log and "help" not in log


@dataclass
class Reader:
    """A browser: loads a page, and some time later the style that this page named; `pages`: how many it has so loaded."""

    server: Server
    requests: int = 0
    pages: int = 0
    wrong: list[tuple[str, int]] = field(default_factory=list)

    def fetch(self, address: str) -> bytes:
        answer = self.server.get(address)
        self.requests += 1
        if answer.status != 200:
            self.wrong.append((address, answer.status))
        return answer.body  # type: ignore[attr-defined, no-any-return]

    def read(self, stop: threading.Event) -> None:
        while not stop.is_set():
            page = self.fetch(HOME).decode()
            sheet = re.search(r"assets/site-[0-9a-f]{10}\.css", page)
            stop.wait(0.3)  # a switch may come between the page and its style
            self.fetch(f"/{sheet[0]}")
            self.pages += 1


def test_no_request_fails_over_switches(city, server):
    """Neither page nor style, though every release has a style of another name. A browser that has a page for longer
    than a whole release may come too late: nobody is asked to be as slow as ten builds in three seconds are fast.
    """
    stop = threading.Event()
    readers = [Reader(server) for _ in range(4)]
    threads = [threading.Thread(target=reader.read, args=(stop,)) for reader in readers]
    for thread in threads:
        thread.start()
    releases = set()
    try:
        for _ in range(SWITCHES):
            city.build()
            so_far = [reader.pages for reader in readers]
            while any(reader.pages == count for reader, count in zip(readers, so_far, strict=True)):
                assert all(thread.is_alive() for thread in threads)
                time.sleep(0.01)
            releases.add(re.search(r"site-[0-9a-f]{10}", readers[0].fetch(HOME).decode())[0])
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert len(releases) == SWITCHES
    assert sum(reader.requests for reader in readers) > SWITCHES * 4
    assert [found for reader in readers for found in reader.wrong] == []


def test_the_site_is_sent_whole(city, tmp_path):
    def publish(keep: str = "1") -> str:
        done = subprocess.run(
            ["sh", DEPLOY / "publish.sh", tmp_path / "web"],
            env=os.environ | {"SITE": str(city.site), "KEEP": keep},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def whole(site: Path) -> dict[str, bytes]:
        root = site.resolve()
        return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}

    publish()
    assert whole(tmp_path / "web/site") == whole(city.site)
    beside = {path.name for path in (tmp_path / "web/.homes-site").iterdir()}
    assert beside == {"headers.nginx.conf", "headers.Caddyfile"}  # the web server's block includes them
    assert "没有变化" in publish()
    for _ in range(2):
        city.build()
        publish()
    assert whole(tmp_path / "web/site") == whole(city.site)
    assert len(list((tmp_path / "web/releases").iterdir())) == 2
    publish(keep="0")
    assert [p.name for p in (tmp_path / "web/releases").iterdir()] == [(tmp_path / "web/site").resolve().name]
