"""Where the program's own files lie that are no code: theme/, mkdocs.yml, and the pages that a new city begins with."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parent / "project"  # in a wheel: pyproject.toml puts them there


def own_project() -> Path:
    """The program's own mkdocs.yml, theme/ and content/pages: of the wheel, or of the checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else Path(__file__).resolve().parents[1]


def project() -> Path:
    """The working directory where it has a theme of its own for these templates, else the program's own.

    An mkdocs.yml alone may be that of any documentation.
    """
    here = Path.cwd()
    return here if (here / "theme/templates").is_dir() and (here / "mkdocs.yml").is_file() else own_project()
