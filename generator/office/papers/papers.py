"""The papers of a home: what stands on each, and how large it is printed."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model import vocabulary as words
from generator.model.standard import CityStandard
from generator.public.opening import weekly_services
from generator.public.views import ActivityView, CityView, FamilyView, HomeView, RegulationView

PhotoAddress = Callable[[str], str]
"""Key of a photo → a `data:` address, or nothing."""
SCOPES = {
    "name": "怎么称呼您和您家，如“张家”；全名只在您愿意时写",
    "story": "您家、您的故事，发表前请您看过",
    "photo": "认得出您的照片",
    "mobile": "您的手机号，公开给来办事的人打",
    "card": "名字和照片做成一张图，转发到微信时看得见",
    "press": "照片和故事也提供给报纸、电视、新媒体",
}
"""Scope of a consent → what it means to whoever signs."""
_SIGNERS, _CHILDREN = 3, 2  # lines on the form
_GUESTS = 18  # lines of a sheet
_MAX_SHEETS = 6
_MAX_FAMILIES = 12
_FRAMES = 6  # of a board without families
_MAX_ACTIVITIES, _MAX_SERVICES = 11, 6
_STORY = 9  # lines for what a family did


@dataclass(frozen=True)
class Paper:
    """`file` and `title` in Chinese; `size`: as CSS calls it."""

    file: str
    title: str
    template: str
    size: str
    context: Mapping[str, Any]


def of_home(home: HomeView, city: CityView, today: dt.date, photo: PhotoAddress) -> Iterator[Paper]:
    """Every paper of an open home."""
    yield _consent(home)
    yield _sign_in(home)
    yield Paper(
        "推荐表.html", f"“{words.DEFAULT_AWARD}”推荐表", "recommend.html", "A4", {"home": home, "lines": range(_STORY)}
    )
    yield _honours(home, today, photo)
    yield _regulations(home, city)
    yield _activities(home, today)


def _consent(home: HomeView) -> Paper:
    labels = tuple((words.CONSENT_SCOPES[scope], about) for scope, about in SCOPES.items())
    context = {
        "home": home,
        "scopes": labels,
        "sensitive": tuple(words.SENSITIVE.values()),
        "signers": range(_SIGNERS),
        "children": range(_CHILDREN),
    }
    return Paper("同意书.html", "个人信息公开同意书", "consent.html", "A4", context)


def _sign_in(home: HomeView) -> Paper:
    """A sheet for each activity that is coming, and an empty one."""
    coming = [one for one in home.activities if not one.past and not one.cancelled]
    sheets: list[ActivityView | None] = [*sorted(coming, key=lambda one: one.order)[:_MAX_SHEETS], None]
    return Paper(
        "活动签到.html", "活动签到表", "sign-in.html", "A4", {"home": home, "sheets": sheets, "lines": range(_GUESTS)}
    )


def _honours(home: HomeView, today: dt.date, photo: PhotoAddress) -> Paper:
    """The families of the latest years, as far as their consents go today."""
    shown = home.families[:_MAX_FAMILIES]
    pictures = {one.id: photo(one.photo.key) for one in shown if one.photo}
    years = sorted({one.year for one in shown})
    context = {
        "home": home,
        "families": tuple((one, pictures.get(one.id, "")) for one in shown),
        "years": _years(years) or f"{today.year} 年",
        "frames": range(_FRAMES),
        "columns": _columns(shown),
        "award": words.DEFAULT_AWARD,
    }
    return Paper("光荣榜.html", f"“{words.DEFAULT_AWARD}”光荣榜", "honours.html", "A3 landscape", context)


def _years(years: Sequence[int]) -> str:
    if not years:
        return ""
    return f"{years[0]} 年" if years[0] == years[-1] else f"{years[0]}—{years[-1]} 年"


def _columns(families: Sequence[FamilyView]) -> int:
    """How many stand beside each other; two rows where there are more than three."""
    return len(families) if 0 < len(families) <= 3 else max(3, -(-len(families) // 2)) if len(families) <= 8 else 4


def _regulations(home: HomeView, city: CityView) -> Paper:
    """Those of the standard, in the home's own name, with what it adds to them; and its own that hang there."""
    standard = city.standard
    adopted = {one.standard: one for one in home.regulations if one.standard}
    posters = tuple(
        (code, title, standard.regulations[code], city.regulation_texts.get(code, ""), adopted.get(code))
        for code, title in standard.regulation_titles.items()
    )
    own = tuple(("", one.title, None, one.text, one) for one in home.regulations if _hangs(one))
    return Paper(
        "制度上墙.html",
        "制度上墙",
        "regulations.html",
        "A3",
        {"home": home, "posters": posters + own, "usual": _usual(standard)},
    )


def _hangs(one: RegulationView) -> bool:
    """Whether it is a home's own, with a text to be read on the wall."""
    return one.on_wall and not one.standard and bool(one.text)


def _usual(standard: CityStandard) -> bool:
    return bool(standard.profile)


def _activities(home: HomeView, today: dt.date) -> Paper:
    """This month and the next: what is on and what is offered every week."""
    months = []
    for first in (today.replace(day=1), (today.replace(day=1) + dt.timedelta(days=32)).replace(day=1)):
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        held = [one for one in home.activities if not one.cancelled and one.date <= last and one.last >= first]
        held.sort(key=lambda one: (one.date, one.order))
        months.append((first, held[:_MAX_ACTIVITIES], max(0, len(held) - _MAX_ACTIVITIES)))
    services = tuple(weekly_services(home))[:_MAX_SERVICES]
    return Paper(
        "每月活动.html", "每月活动", "activities.html", "A4", {"home": home, "months": months, "services": services}
    )
