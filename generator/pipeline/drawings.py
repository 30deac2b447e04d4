"""What a build draws: share cards, and posters to hang up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.content import intake
from generator.diagnostics import Finding, Place, Severity
from generator.media import cards, posters
from generator.media.canvas import Studio
from generator.media.cards import Card
from generator.pages.page import Page
from generator.pipeline import withdrawn
from generator.pipeline.failures import FAILED, one_by_one, why
from generator.pipeline.good import LastGood
from generator.pipeline.known import Reading
from generator.pipeline.order import BuildFailed, Order, Step, crew, told
from generator.pipeline.photos import Media, cache_key, media_of
from generator.pipeline.reading import read_once
from generator.public.views import HomeView
from generator.store import Cache, State
from generator.workers import Lost, Workers


@dataclass(frozen=True)
class Cards:
    """Share cards: address by page (or kind of page), the cached files by address, their keys, characters that no font has."""

    addresses: dict[str, str]
    files: dict[str, Path]
    keys: frozenset[str]
    problems: tuple[Finding, ...]

    @property
    def shared(self) -> str:
        """The card of pages that have no kind of their own: the hand-written ones."""
        return self.addresses["site"]

    @property
    def of_kinds(self) -> dict[str, str]:
        """The cards of kinds of pages, by kind."""
        return {kind: address for kind, address in self.addresses.items() if "/" not in kind}

    def of(self, page: Page) -> str:
        """The address of a page's own card, else of that of its kind. A quiet page has none."""
        return "" if page.quiet else self.addresses.get(page.address) or self.addresses[cards.kind_of(page.address)]


def cards_of(reading: Reading, theme: Path, media: Media, cache: Cache, workers: Workers, step: Step = lambda home: None) -> Cards:
    """Every card that is asked for: from the cache, or drawn."""
    studio, site = Studio(theme), reading.site
    wanted = [*cards.of_kinds(site.city), *(cards.of_site(site) if reading.order.cards else ())]

    def made(card: Card) -> tuple[str, Path, str, str]:
        """Address, file, key, characters that no font has; runs in a worker."""
        picture = media.pictures.get(card.photo.key) if card.photo else None
        photo = picture.fallback.address if picture else ""
        key = cards.key(card, cache_key(photo), studio)
        kept = cache.get("card", key)
        if kept is None:
            kept = cache.put("card", key, cards.draw(card, media.files[photo].read_bytes() if photo else None, studio))
        return cards.address(card, key, photo), kept, key, studio.faces.missing(card.words)

    addresses, files, keys, problems = {}, {}, set(), []
    for card, result in zip(wanted, workers.each(made, wanted), strict=True):
        step(card.page)
        if isinstance(result, Lost):  # its page is shared with the card of its kind
            problems.append(_failed("分享图", result, card.home, card.title, card.page))
            continue
        address, file, key, missing = result
        addresses[card.page], files[address] = address, file
        keys.add(key)
        if missing:
            problems.append(_undrawn("分享图", missing, card.home, card.title, card.page))
    return Cards(addresses, files, frozenset(keys), tuple(problems))


def _undrawn(what: str, missing: str, home: str | None, title: str, page: str) -> Finding:
    told = f"“{title}”的{what}里，“{'”“'.join(missing)}”没有字体能画，用“〓”代替了"
    remedy = "改用通行的写法，或在生成网站的电脑上装一套中文字体（如 Noto Sans CJK），再运行一次"
    return Finding(Severity.NOTICE, told, remedy, Place(f"homes/{home}/home.yml" if home else page), rule="house.font", home=home)


def _failed(what: str, lost: Lost, home: str | None, title: str, page: str) -> Finding:
    """Raises `BuildFailed` where it is the drawing of all: a card for a kind of page, say."""
    told = f"画“{title}”的{what}时{why(lost)}"
    if home is None:
        raise BuildFailed(told)
    remedy = "把名称和介绍里特别长的、有怪字符的改一改；改好了还这样，请把这一条告诉维护网站的人"
    return Finding(Severity.ERROR, told, remedy, Place(f"homes/{home}/home.yml"), rule=FAILED, home=home)


def draw_cards(order: Order, theme: Path, step: Step = lambda page: None) -> tuple[int, tuple[Finding, ...]]:
    """Makes every share card ahead of a build, into what is kept beside the site.

    Returns how many there are, and what could not be drawn. Raises as `build` does.
    """
    state, snapshot = State.beside(order.site), intake.take_city(order.content)
    with told(), state.lock(), crew(order, state, theme) as workers:
        good = LastGood(state.records)
        remembered = withdrawn.recall(state)
        reading = one_by_one(lambda excuses: read_once(order, snapshot, good, excuses, workers, remembered=remembered), good, len(snapshot.homes))
        media = media_of(reading, state.cache, workers)
        drawn = cards_of(reading, theme, media, state.cache, workers, step)
        state.cache.prune("card", drawn.keys)
    return len(drawn.files), (*media.problems, *drawn.problems, *unaddressed(reading))


def unaddressed(reading: Reading) -> tuple[Finding, ...]:
    """What a site misses whose own address nobody wrote down: to be told to whoever builds it."""
    if reading.site.city.url:
        return ()
    cards = "画好的分享图没有页面用得上；" if reading.order.cards else "转发到微信没有分享图；"
    message = f"没有写网站的地址：{cards}没有站点地图；网站放在子路径下时，“没有找到这一页”的页面只能靠脚本找到样式和链接"
    return (Finding(Severity.NOTICE, message, "加上两行：site: 和缩进两格的 url: https://网站的地址/", Place("city.yml")),)


def draw_posters(
    reading: Reading, theme: Path, homes: Sequence[HomeView], out: Path, step: Step = lambda home: None
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Writes `<out>/<district>/<home>.pdf` for each home, drawn or from what is kept beside the site.

    Returns the files, and what could not be drawn. The site must know its own address. Raises as `build` does.
    """
    state, studio = State.beside(reading.order.site), Studio(theme)

    def made(home: HomeView) -> tuple[Path, str, str]:
        poster = posters.of_home(reading.site, home)
        key = studio.key(poster, "", poster.words)
        file = state.cache.get("poster", key) or state.cache.put("poster", key, posters.draw(poster, studio))
        target = out / f"{home.identity}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (target.is_file() and target.read_bytes() == file.read_bytes()):
            target.write_bytes(file.read_bytes())
        return target, key, studio.faces.missing(poster.words)

    files, keys, problems = [], [], []
    with told(), state.lock(), Workers(reading.order.workers) as workers:
        for home, result in zip(homes, workers.each(made, homes), strict=True):
            step(home.name)
            if isinstance(result, Lost):
                problems.append(_failed("海报", result, home.identity, home.name, home.address))
                continue
            file, key, missing = result
            files.append(file)
            keys.append(key)
            if missing:
                problems.append(_undrawn("海报", missing, home.identity, home.name, home.address))
        if reading.order.only is None:
            state.cache.prune("poster", keys)
    return files, tuple(problems)
