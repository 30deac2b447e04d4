"""What a build draws: share cards, and posters to hang up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Finding, Place, Severity
from generator.media import cards as media
from generator.media import posters
from generator.media.canvas import DrawingAssets
from generator.media.cards import Card
from generator.pipeline.failures import FAILED, why
from generator.pipeline.options import BuildFailed, Progress, as_build_failed, no_progress
from generator.pipeline.photos import photo_cache_key
from generator.pipeline.reading import Reading
from generator.public.views import CityView, HomeView
from generator.store import Cache, State
from generator.workers import Failure, Workers


class Cards(NamedTuple):
    """Share cards: address by page (or kind of page), the key of what is cached by address, characters that no font
    has.
    """

    addresses: dict[str, str]
    keys: dict[str, str]
    problems: list[Finding]


class _CardMaker:
    """In a worker: draws a card, unless it is cached."""

    def __init__(self, theme: Path, cache: Cache):
        self._studio, self._cache = DrawingAssets(theme), cache

    def __call__(self, owned: tuple[str, Card]) -> Cards:
        card, studio = owned[1], self._studio
        picture = card.photo.picture if card.photo else None
        photo = picture.fallback.address if picture else ""
        key = media.key(card, photo_cache_key(photo), studio)
        if self._cache.get("card", key) is None:
            data = (
                self._cache.get("photo", photo_cache_key(photo.removeprefix("media/"))).read_bytes() if photo else None
            )
            self._cache.put("card", key, media.draw(card, data, studio))
        address, missing = media.address(card, key, photo), studio.faces.undrawable(card.words)
        problems = [_undrawn("分享图", missing, card.home, card.title, card.page)] if missing else []
        return Cards({card.page: address}, {address: key}, problems)


def make_cards(
    cards: Sequence[tuple[str, Card]], theme: Path, cache: Cache, workers: Workers, progress: Progress
) -> dict[str, Cards]:
    """Cards by whose they are, from the cache or drawn.

    One that breaks its worker is missed alone, its page shares that of its kind.

    Raises `BuildFailed` where it is the drawing of all.
    """
    found: dict[str, Cards] = {name: Cards({}, {}, []) for name, _ in cards}
    for number, ((name, card), made) in enumerate(
        zip(cards, workers.each(_CardMaker(theme, cache), cards), strict=True), 1
    ):
        progress("画分享图", number, len(cards))
        if isinstance(made, Failure):
            made = Cards({}, {}, [_failed("分享图", made, card.home, card.title, card.page)])
        found[name].addresses.update(made.addresses)
        found[name].keys.update(made.keys)
        found[name].problems.extend(made.problems)
    return found


def _undrawn(what: str, missing: str, home: str | None, title: str, page: str) -> Finding:
    told = f"“{title}”的{what}里，“{'”“'.join(missing)}”没有字体能画，用“〓”代替了"
    remedy = "改用通行的写法，或在生成网站的电脑上装一套中文字体（如 Noto Sans CJK），再运行一次"
    return Finding(
        Severity.NOTICE, told, remedy, Place(f"homes/{home}/home.yml" if home else page), rule="house.font", home=home
    )


def _failed(what: str, lost: Failure, home: str | None, title: str, page: str) -> Finding:
    """Raises `BuildFailed` where it is the drawing of all: a card for a kind of page, say."""
    told = f"画“{title}”的{what}时{why(lost)}"
    if home is None:
        raise BuildFailed(told)
    remedy = "把名称和介绍里特别长的、有怪字符的改一改；改好了还这样，请把这一条告诉维护网站的人"
    return Finding(Severity.ERROR, told, remedy, Place(f"homes/{home}/home.yml"), rule=FAILED, home=home)


def missing_url_notice(city: CityView, cards: bool) -> tuple[Finding, ...]:
    """What a site misses whose own address nobody wrote down: to be told to whoever builds it."""
    if city.url:
        return ()
    shared = "画好的分享图没有页面用得上；" if cards else "转发到微信没有分享图；"
    message = (
        f"没有写网站的地址：{shared}没有站点地图；网站放在子路径下时，“没有找到这一页”的页面只能靠脚本找到样式和链接"
    )
    return (
        Finding(Severity.NOTICE, message, "加上两行：site: 和缩进两格的 url: https://网站的地址/", Place("city.yml")),
    )


def draw_posters(
    reading: Reading, theme: Path, homes: Sequence[HomeView], out: Path, progress: Progress = no_progress
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Writes `<out>/<district>/<home>.pdf` for each home, drawn or from what is kept beside the site.

    Returns the files, and what could not be drawn. The site must know its own address. Raises as `build` does.
    """
    state, studio = State.beside(reading.options.site), DrawingAssets(theme)

    def made(home: HomeView) -> tuple[Path, str, str]:
        poster = posters.of_home(reading.site, home)
        key = studio.key(poster, "", poster.words)
        file = state.cache.get("poster", key) or state.cache.put("poster", key, posters.draw(poster, studio))
        target = out / f"{home.identity}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (target.is_file() and target.read_bytes() == file.read_bytes()):
            target.write_bytes(file.read_bytes())
        return target, key, studio.faces.undrawable(poster.words)

    files, keys, problems = [], [], []
    with as_build_failed(), state.lock(), Workers(reading.options.workers) as workers:
        for number, (home, result) in enumerate(zip(homes, workers.each(made, homes), strict=True), 1):
            progress("画海报", number, len(homes))
            if isinstance(result, Failure):
                problems.append(_failed("海报", result, home.identity, home.name, home.address))
                continue
            file, key, missing = result
            files.append(file)
            keys.append(key)
            if missing:
                problems.append(_undrawn("海报", missing, home.identity, home.name, home.address))
        if reading.options.only is None:
            state.cache.prune("poster", keys)
    return files, tuple(problems)
