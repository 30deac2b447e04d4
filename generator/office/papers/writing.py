"""Writes a home's papers as HTML files to print, each by itself: style and pictures are in it."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import jinja2
from markupsafe import Markup

from generator import private, resources
from generator.content import markdown
from generator.model.wording import Wording
from generator.office.intake import thumbnails
from generator.office.papers.papers import Paper, of_home
from generator.office.reports import file_names
from generator.public.open_data.rows import hours
from generator.public.views import CityView, HomeView

_TEMPLATES = Path(__file__).parent / "templates"
_MOTIFS = 8
_LINK = re.compile(r"<a\b.*?</a>", re.DOTALL)  # leads nowhere on paper
_WEEKDAYS = "一二三四五六日"


def write(
    home: HomeView, city: CityView, today: dt.date, photo: Callable[[str], bytes | None], out: Path
) -> Sequence[Path]:
    """Writes the papers into `<out>/打印/<district>_<street>_<home>（<identity>）/`, for their owner alone.

    Returns the files. `photo`: key of a photo → its bytes. Raises `OSError`.
    """
    folder = out / "打印" / file_names.of_one(home.identity, home.district.name, home.street.name, home.name)
    environment = _environment(city)
    with private.umask(0o077):
        folder.mkdir(parents=True, exist_ok=True)
        return [
            _write(paper, environment, folder) for paper in of_home(home, city, today, lambda key: _picture(photo(key)))
        ]


def _picture(data: bytes | None) -> str:
    return thumbnails.data_address(data) if data else ""


def _write(paper: Paper, environment: jinja2.Environment, folder: Path) -> Path:
    path = folder / paper.file
    text = environment.get_template(paper.template).render(paper.context, title=paper.title, size=paper.size)
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _environment(city: CityView) -> jinja2.Environment:
    """The regulations are the site's own templates, with parts of ours."""
    theme = resources.project() / "theme"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([_TEMPLATES, theme / "templates"]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "city": city,
        "word": Wording(city.standard),
        "tokens": (theme / "styles/10-tokens.css").read_text("utf-8"),
        "url": lambda address: "",
        "motif": lambda number: _drawing(theme / f"assets/img/cut-{number % _MOTIFS + 1}.svg"),
    }
    environment.filters |= {
        "weekday": lambda day: f"周{_WEEKDAYS[day.weekday()]}",
        "hours": hours,
        "unlinked": lambda markup: Markup(_LINK.sub("", markup)),
        "prose": lambda source: markdown.render(source).html,
    }
    return environment


def _drawing(file: Path) -> str:
    """A `data:` address: each drawing has ids of its own."""
    return f"data:image/svg+xml;base64,{base64.b64encode(file.read_bytes()).decode()}"
