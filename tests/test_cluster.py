"""A build on a cluster is the build at home: with real workers of Dask, some of which die."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.cluster import Cluster, ClusterFailed
from generator.lease import Lease, LeaseExpired, LeaseOccupied
from generator.store import State
from generator.workers import Failure, FailureKind
from tests.conftest import HOME, Folder

DASK = [str(Path(sys.executable).with_name("dask"))]
SUM = "checksums.txt"


class Dask:
    """A scheduler and three workers, each a process that may be killed."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.scheduler, self.address = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", said=r"Scheduler at: *(tcp://\S+)"
        )
        self.workers: list[subprocess.Popen] = []
        self.fill()

    def fill(self) -> None:
        """Three workers again."""
        self.workers = [one for one in self.workers if one.poll() is None]
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
        while len(self.workers) < 3:
            self.workers.append(
                self._start("worker", self.address, *options, said="Starting established connection")[0]
            )

    def kill_one(self) -> None:
        self.workers[0].kill()

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, *order: str, said: str) -> tuple[subprocess.Popen, str]:
        process = subprocess.Popen([*DASK, *order, "--no-dashboard"], stderr=subprocess.PIPE, text=True)
        for line in process.stderr:
            if found := re.search(said, line):
                threading.Thread(target=process.stderr.read, daemon=True).start()
                return process, found.groups()[0] if found.groups() else ""
        raise AssertionError(f"dask {order[0]} did not start")


@pytest.fixture(scope="module")
def started(tmp_path_factory) -> Iterator[Dask]:
    dask = Dask(tmp_path_factory.mktemp("dask"))
    yield dask
    dask.end()


@pytest.fixture
def dask(started: Dask) -> Dask:
    started.fill()
    return started


@pytest.fixture
def cluster(dask: Dask, folder: Folder, tmp_path: Path) -> Iterator[Cluster]:
    theme = tmp_path / "theme"
    theme.mkdir()
    with Cluster(dask.address, tmp_path, Lease(tmp_path / "lease"), theme, folder.root) as cluster:
        yield cluster


def build(content: Path, site: Path, *more: str):
    order = ["build", "--content", str(content), "--site", str(site), "--as-of", "2026-11-25", *more]
    return CliRunner().invoke(main, order)


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> tuple[Path, dict[str, bytes]]:
    """Thirty homes with something to read, a few with photos of the sample, and the files of a build at home."""
    content = Folder(tmp_path_factory.mktemp("city") / "content")
    sample = Path(__file__).parent.parent / "content"
    shutil.copytree(sample / "homes/chaoyang", content.root / "homes/chaoyang", dirs_exist_ok=True)
    shutil.copytree(sample / "districts/chaoyang", content.root / "districts/chaoyang", dirs_exist_ok=True)
    for number in range(30):
        content.home("home.yml", HOME.replace("枣营北里", f"{number}号院"), f"chaoyang/jia-{number}")
        content.home(
            "activities/2026-11-20-yishi.md",
            "---\ntitle: 议事\ndate: 2026-11-20\n---\n来了九个人。\n",
            f"chaoyang/jia-{number}",
        )
    site = content.root.parent / "site"
    done = build(content.root, site, "--workers", "2")
    assert done.exit_code == 0, (done.output, done.exception)
    return content.root, files(site.resolve())


def test_a_cluster_writes_the_same_bytes_even_if_a_worker_dies(dask: Dask, city, tmp_path):
    content, at_home = city
    site, state = tmp_path / "site", State.beside(tmp_path / "site").folder

    def kill_in_the_midst() -> None:
        while not any(state.glob("[ab]/homes/*/*/index.html")):
            time.sleep(0.01)
        dask.kill_one()

    killer = threading.Thread(target=kill_in_the_midst, daemon=True)
    killer.start()
    done = build(content, site, "--cluster", dask.address)
    assert done.exit_code == 0, (done.output, done.exception)
    killer.join(1)
    assert dask.workers[0].poll() == -signal.SIGKILL
    built = files(site.resolve())
    assert built[SUM] == at_home[SUM]
    assert built == at_home
    assert not list((state / "tmp").iterdir())


WAYS = {
    "itself": (lambda: os.kill(os.getpid(), signal.SIGKILL), FailureKind.MEMORY),
    "its job server": (lambda: os.kill(os.getppid(), signal.SIGKILL), FailureKind.CRASH),
    "raises": (lambda: 1 // 0, FailureKind.ERROR),
}


@pytest.mark.parametrize(("way", "how"), WAYS.values(), ids=WAYS)
def test_an_item_that_kills_costs_itself_alone(cluster: Cluster, way, how):
    def work(number: int) -> int:
        return way() if number == 17 else number

    done = list(cluster.each(work, range(40)))
    assert [one for number, one in enumerate(done) if number != 17] == [number for number in range(40) if number != 17]
    assert isinstance(done[17], Failure) and done[17].kind is how


def test_items_and_function_share_what_they_shared_at_home(cluster: Cluster):
    known = [object(), object()]
    assert list(cluster.map(lambda one: known.index(one), known)) == [0, 1]


def test_nobody_writes_on_when_nobody_waits(cluster: Cluster, tmp_path):
    ticks = tmp_path / "ticks"

    def tick(number: int) -> int:
        while number:
            ticks.write_text(str(time.monotonic_ns()))
        return number

    done = cluster.each(tick, range(2))
    assert next(done) == 0
    while not ticks.exists():
        time.sleep(0.01)
    done.close()
    last = ticks.read_text()
    time.sleep(0.2)
    assert ticks.read_text() == last


@pytest.mark.parametrize(
    ("address", "told"),
    [("tcp://127.0.0.1:9", "连不上集群 tcp://127.0.0.1:9"), ("127.0.0.1:9", "写成 tcp://机器:端口")],
)
def test_who_is_not_there_is_said_in_chinese_and_the_site_stays(city, tmp_path, monkeypatch, address, told):
    monkeypatch.setattr("generator.cluster.CONNECTING", 1)
    site = tmp_path / "site"
    done = build(city[0], site, "--cluster", address)
    assert done.exit_code == (2 if "写成" in told else 1) and told in done.output
    assert "Traceback" not in done.output and not site.exists()


def test_a_cluster_and_workers_are_two_places(city, tmp_path):
    done = build(city[0], tmp_path / "site", "--cluster", "tcp://127.0.0.1:9", "--workers", "2")
    assert done.exit_code == 2 and "只能写一个" in done.output


def test_without_the_extra_it_says_what_to_install(city, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = build(city[0], tmp_path / "site", "--cluster", "tcp://127.0.0.1:9")
    assert done.exit_code == 1 and "pip install '.[cluster]'" in done.output


def test_a_machine_that_sees_another_folder_is_named(dask: Dask, folder: Folder, tmp_path, monkeypatch):
    theme = tmp_path / "theme"
    theme.mkdir()
    monkeypatch.setattr("generator.cluster.job._inode", lambda folder: 1)
    with pytest.raises(ClusterFailed, match=r"看到的 .*content 和这里的不是同一个"):
        Cluster(dask.address, tmp_path, Lease(tmp_path / "lease"), theme, folder.root)


def test_another_program_is_refused(dask: Dask, folder: Folder, tmp_path, monkeypatch):
    monkeypatch.setattr("generator.cluster.job._program_digest", lambda: "older")
    with pytest.raises(ClusterFailed, match=r"同一份 requirements\.txt"):
        Cluster(dask.address, tmp_path, Lease(tmp_path / "lease"), tmp_path, folder.root)


def test_when_all_are_gone_it_says_so(dask: Dask, cluster: Cluster, monkeypatch):
    monkeypatch.setattr("generator.cluster.WAITING", 1)
    done = cluster.each(lambda number: time.sleep(30), range(9))
    for worker in dask.workers:
        worker.kill()
    with pytest.raises(ClusterFailed, match="都不见了"):
        next(done)


def test_nobody_holds_the_lease_of_another_build(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.lease.GRACE", 0.2)
    state = State.beside(tmp_path / "site")
    with state.lock():
        token = state.lease.file.read_text().strip()
        with state.lease.hold(token):
            with pytest.raises(LeaseOccupied):
                state.lease.renew()
            assert not state.lease.is_current(token)
    with state.lock(), pytest.raises(LeaseExpired), state.lease.hold(token):
        pass
