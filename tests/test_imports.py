"""Imports run one way, down the rooms of the house."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent / "generator"
FLOORS = [
    {"start"},
    {"cli"},
    {"plugin", "serve", "console"},
    {"editorial"},
    {"pipeline"},
    {"reading"},
    {"store", "cluster"},
    {"workers", "lease"},
    {"publish", "office", "feeds", "search", "pages", "media"},
    {"documents"},
    {"public"},
    {"catalogue"},
    {"standard"},
    {"model"},
    {"content"},
    {"diagnostics", "lazy_imports", "patterns", "private", "resources"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
MAY_SEE_A_HOME = {"start", "cli", "plugin", "serve", "editorial", "pipeline", "reading", "office"}
PRIVATE = {"generator.model.load", "generator.catalogue.assessment"}


def imports():
    """(importing module, imported dotted name) for every import of our own."""
    for path in sorted(ROOT.rglob("*.py")):
        module = path.relative_to(ROOT).with_suffix("").as_posix()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from ((module, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((module, f"{node.module}.{alias.name}") for alias in node.names)


def room_of(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "generator" and len(parts) > 1 else None


def test_every_room_has_a_floor():
    rooms = {path.stem for path in ROOT.iterdir() if not path.name.startswith("__")}
    assert rooms == set(FLOOR)


def test_imports_run_down_and_siblings_do_not_know_each_other():
    wrong = [
        (module, name)
        for module, name in imports()
        if (room := room_of(name))
        and (here := module.split("/")[0]) != room
        and here in FLOOR
        and FLOOR[here] >= FLOOR[room]
    ]
    allowed = {("cli", "serve"), ("serve", "pipeline")}
    assert [pair for pair in wrong if (pair[0].split("/")[0], room_of(pair[1])) not in allowed] == []


def test_only_the_plugin_imports_mkdocs():
    assert {module for module, name in imports() if name.split(".")[0] == "mkdocs"} == {"plugin"}


def test_only_the_build_and_what_it_reads_use_the_store_and_what_reads_files_workers():
    rooms = {"workers", "store", "cluster"}
    users = {(module.split("/")[0], room_of(name)) for module, name in imports() if room_of(name) in rooms}
    across = {(user, room) for user, room in users if user != room}
    assert across == {
        *(("pipeline", room) for room in rooms),
        ("reading", "store"),
        *((room, "workers") for room in ("reading", "cluster", "editorial")),
    }


def test_above_the_public_views_nobody_sees_a_home():
    above = {room for rooms in FLOORS[: FLOOR["public"]] for room in rooms} - MAY_SEE_A_HOME
    seen = [(m, n) for m, n in imports() if m.split("/")[0] in above and any(n.startswith(p) for p in PRIVATE)]
    assert seen == []
