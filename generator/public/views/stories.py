"""Stories: families, activities, brands, features."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.content.values.occasions import Session, say_sessions
from generator.content.values.times import Span
from generator.model.federation import OWN_LEVEL
from generator.model.phones import Phone
from generator.model.vocabulary import DEFAULT_AWARD
from generator.public.views.common import Link, PhotoView

_NO_TIME = Span(24 * 60, 24 * 60 + 1)


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A family as far as its consent goes.

    `level` above `home` only as the federation's list says, `rank` its number among the city's levels, the lowest 0.
    `card`: it may have a share card; `press`: it may be in media packs; `award`: what it is honoured as.
    """

    id: str
    address: str
    name: str
    year: int
    level: str
    level_label: str
    titles: tuple[str, ...]
    home: Link
    district: Link
    street: Link
    motto: str = ""
    story: str = ""
    photo: PhotoView | None = None
    card: bool = False
    rank: int = 0
    published: dt.date | None = None
    award: str = DEFAULT_AWARD
    press: bool = False

    @property
    def honour(self) -> str:
        """首都“最美家庭”, or “最美家庭” where the home itself honours it."""
        return f"{self.level_label if self.level != OWN_LEVEL else ''}“{self.award}”"

    @property
    def order(self) -> tuple[int, int, str, str]:
        """Sorts the honour roll: the newest year first, in it the highest honour."""
        return (-self.year, -self.rank, self.home.address, self.id)


@dataclass(frozen=True, slots=True)
class ActivityView:
    """`address` is empty unless the activity has a report or takes sign-ups, or took them; `past`: as of the build's
    date.

    `home_address` and `phones` are its home's: the address to walk to, the numbers to call.

    `date` is its first day, which names its page; `day` and `span` are of the session that is on or next as of the
    build's date, under which lists have it. `sessions` are empty where it takes place once on one day.
    """

    slug: str
    address: str
    title: str
    date: dt.date
    day: dt.date
    home: Link
    district: Link
    street: Link
    past: bool
    span: Span | None = None
    sessions: tuple[Session, ...] = ()
    place: str = ""
    home_address: str = ""
    phones: tuple[Phone, ...] = ()
    item: str = ""
    item_label: str = ""
    function: str = ""
    audience: tuple[tuple[str, str], ...] = ()
    participants: str = ""
    signup: str = ""
    kind_label: str = ""
    summary: str = ""
    body: str = ""
    photos: tuple[PhotoView, ...] = ()
    cancelled: bool = False
    campaign: str = ""
    kind: str = ""
    has_report: bool = False

    @property
    def last(self) -> dt.date:
        return self.sessions[-1].days.last if self.sessions else self.date

    @property
    def when(self) -> str:
        """Its time; of one with several sessions its days too, as people say them."""
        return say_sessions(self.sessions) if self.sessions else str(self.span or "")

    @property
    def order(self) -> tuple[dt.date, int, int, str, str]:
        """Sorts what is on; what has no time comes last in its day."""
        span = self.span or _NO_TIME
        return (self.day, span.start, span.end, self.address, self.title)


@dataclass(frozen=True, slots=True)
class MentionView:
    title: str
    outlet: str = ""
    date: dt.date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class BrandView:
    """`level` is home, street or district; `owner` whose brand it is; `chosen`: year and document, where the federation
    chose it to be spread; `items` of service that it is about, (code, label).
    """

    title: str
    level: str
    level_label: str
    address: str
    owner: Link
    district: Link
    functions: tuple[tuple[str, str], ...] = ()
    since: int | None = None
    summary: str = ""
    results: tuple[tuple[str, str], ...] = ()
    contact: str = ""
    photos: tuple[PhotoView, ...] = ()
    mentions: tuple[MentionView, ...] = ()
    chosen: tuple[tuple[int, str], ...] = ()
    story: str = ""
    published: dt.date | None = None
    items: tuple[tuple[str, str], ...] = ()

    @property
    def newest(self) -> dt.date | None:
        """When it was last written about."""
        return max((mention.date for mention in self.mentions if mention.date), default=None)


@dataclass(frozen=True, slots=True)
class NewsView:
    """Something that became public on a known day: in a feed, and in what is new of a month.

    `kind`: brand, family, activity (its report), mention (in the media), plaque or feature; `uid`: a UUID made from the
    oldest identity of its home, so that a rename tells nobody the same thing twice; `published` and `updated` are days
    of the content, in Beijing time.
    """

    kind: str
    uid: str
    address: str
    title: str
    published: dt.datetime
    updated: dt.datetime
    home: Link
    district: Link
    summary: str = ""
    outside: str = ""
    functions: tuple[str, ...] = ()
    author: str = ""
    body: str = ""

    @property
    def order(self) -> tuple[float, str]:
        """Sorts the newest first."""
        return (-self.published.timestamp(), self.uid)


@dataclass(frozen=True, slots=True)
class FactsView:
    """What a journalist looks up first: whose brand it is, where, since when, with which figures, whom to call."""

    owner: Link
    place: str = ""
    since: int | None = None
    results: tuple[tuple[str, str], ...] = ()
    contact: str = ""
    phones: tuple[Phone, ...] = ()
    checked_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FeatureView:
    """A feature past its embargo. `released`: when it could be seen first, in Beijing; `functions` and `districts` are
    those of its brand and homes. `embargo`: the minute before which only a preview for staff shows it, whose title says
    so; else None.
    """

    slug: str
    address: str
    title: str
    date: dt.date
    subtitle: str = ""
    summary: str = ""
    author: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    homes: tuple[Link, ...] = ()
    brand: Link | None = None
    photos: tuple[PhotoView, ...] = ()
    body: str = ""
    released: dt.datetime | None = None
    uid: str = ""
    functions: tuple[tuple[str, str], ...] = ()
    districts: tuple[Link, ...] = ()
    facts: FactsView | None = None
    mentions: tuple[MentionView, ...] = ()
    embargo: dt.datetime | None = None
