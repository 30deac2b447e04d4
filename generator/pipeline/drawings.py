"""Drawings: share cards and posters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Finding, Place, Severity
from generator.media import cards as media
from generator.media import posters
from generator.media.canvas import DrawingAssets
from generator.media.cards import Card
from generator.pipeline.photos import cached_photo, photo_cache_key
from generator.public.views import CityView, HomeView
from generator.reading.failures import FAILED, failure_text
from generator.reading.homes import Reading
from generator.reading.options import BuildFailed, Progress, as_build_failed, no_progress
from generator.store import Cache, State
from generator.workers import Executor, Failure, Workers


class Cards(NamedTuple):
    """Share cards: address by page (or kind of page), cache key by address, and problems."""

    addresses: dict[str, str]
    keys: dict[str, str]
    problems: list[Finding]


class _CardMaker:
    """In a worker: draws a card unless it is cached."""

    def __init__(self, theme: Path, cache: Cache):
        self._assets, self._cache = DrawingAssets(theme), cache

    def __call__(self, card: Card) -> Cards:
        picture = card.photo.picture if card.photo else None
        photo = picture.fallback.address if picture else ""
        key = media.key(card, photo_cache_key(photo), self._assets)
        if self._cache.get("card", key) is None:
            file = cached_photo(self._cache, photo) if photo else None
            self._cache.put("card", key, media.draw(card, file.read_bytes() if file else None, self._assets))
        missing = self._assets.faces.undrawable(card.words)
        problems = [_missing_glyphs("分享图", missing, card.home, card.title, card.page)] if missing else []
        address = media.address(card, key, photo)
        return Cards({card.page: address}, {address: key}, problems)


def make_cards(
    cards: Sequence[tuple[str, Card]], theme: Path, cache: Cache, executor: Executor, progress: Progress
) -> dict[str, Cards]:
    """Cards by owner, from the cache or drawn.

    For a home's card that crashes its worker there is a problem, and its page shares the card of its kind. Raises
    `BuildFailed` for the card of a kind of page.
    """
    found: dict[str, Cards] = {owner: Cards({}, {}, []) for owner, _ in cards}
    results = executor.each(_CardMaker(theme, cache), [card for _, card in cards])
    for number, ((owner, card), result) in enumerate(zip(cards, results, strict=True), 1):
        progress("画分享图", number, len(cards))
        if isinstance(result, Failure):
            result = Cards({}, {}, [_failed_drawing("分享图", result, card.home, card.title)])
        found[owner].addresses.update(result.addresses)
        found[owner].keys.update(result.keys)
        found[owner].problems.extend(result.problems)
    return found


def _missing_glyphs(what: str, missing: str, home: str | None, title: str, page: str) -> Finding:
    message = f"“{title}”的{what}里，“{'”“'.join(missing)}”没有字体能画，用“〓”代替了"
    remedy = "改用通行的写法，或在生成网站的电脑上装一套中文字体（如 Noto Sans CJK），再运行一次"
    place = Place(f"homes/{home}/home.yml" if home else page)
    return Finding(Severity.NOTICE, message, remedy, place, rule="house.font", home=home)


def _failed_drawing(what: str, failure: Failure, home: str | None, title: str) -> Finding:
    """Raises `BuildFailed` for a drawing of no home."""
    message = f"画“{title}”的{what}时{failure_text(failure)}"
    if home is None:
        raise BuildFailed(message)
    remedy = "把名称和介绍里特别长的、有怪字符的改一改；改好了还这样，请把这一条告诉维护网站的人"
    return Finding(Severity.ERROR, message, remedy, Place(f"homes/{home}/home.yml"), rule=FAILED, home=home)


def missing_url_notice(city: CityView) -> tuple[Finding, ...]:
    """What a site lacks whose URL is not in city.yml."""
    if city.url:
        return ()
    message = (
        "没有写网站的地址：网页都能看；转发到微信带不上分享图，没有站点地图，网站放在子路径下时，"
        "“没有找到这一页”的页面只能靠脚本找到样式和链接"
    )
    remedy = "地址还没有定，不用管；定了，加上两行：site: 和缩进两格的 url: https://网站的地址/"
    return (Finding(Severity.NOTICE, message, remedy, Place("city.yml")),)


def draw_posters(
    reading: Reading, theme: Path, homes: Sequence[HomeView], out: Path, progress: Progress = no_progress
) -> tuple[list[Path], list[Finding]]:
    """Writes `<out>/<district>/<home>.pdf` for each home, from the cache or drawn. The site's URL must be known.

    Returns the files, and problems. Raises as `build` does.
    """
    state, assets = State.beside(reading.options.site), DrawingAssets(theme)

    def make(home: HomeView) -> tuple[Path, str, str]:
        poster = posters.of_home(reading.site, home)
        key = assets.key(poster, "", poster.words)
        cached = state.cache.get("poster", key) or state.cache.put("poster", key, posters.draw(poster, assets))
        data, target = cached.read_bytes(), out / f"{home.identity}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (target.is_file() and target.read_bytes() == data):
            target.write_bytes(data)
        return target, key, assets.faces.undrawable(poster.words)

    files, keys, problems = [], [], []
    with as_build_failed(), state.lock(), Workers(reading.options.workers) as workers:
        for number, (home, result) in enumerate(zip(homes, workers.each(make, homes), strict=True), 1):
            progress("画海报", number, len(homes))
            if isinstance(result, Failure):
                problems.append(_failed_drawing("海报", result, home.identity, home.name))
                continue
            file, key, missing = result
            files.append(file)
            keys.append(key)
            if missing:
                problems.append(_missing_glyphs("海报", missing, home.identity, home.name, home.address))
        if reading.options.only is None:
            state.cache.prune("poster", keys)
    return files, problems
