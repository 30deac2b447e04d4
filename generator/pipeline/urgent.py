"""What the commands for an urgent day ask of a site: what is known there, and what to look for in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.content import intake
from generator.model import withdrawals, withheld
from generator.model.federation import Withheld
from generator.model.files import Files
from generator.model.honours import Consent
from generator.pipeline import unchanged, withdrawn
from generator.pipeline.order import Order, told
from generator.store import State


def numbers(order: Order, home: str) -> set[str] | None:
    """The numbers of all consents that a home has or ever had; None where its file can't be read."""
    files, path = Files(intake.take_home(intake.take_city(order.content, home), home)), f"homes/{home}/consents.yml"
    found = {consent.id for consent in files.records(path, Consent)}
    known = withdrawn.recall(State.beside(order.site)).of([home])
    return None if path in files.broken else found | {number for number, one in known.items() if one.had}


def remember_withdrawal(order: Order, home: str, number: str) -> None:
    """Writes down that a consent is withdrawn, whatever the content says. Raises `AnotherBuild`, `BuildFailed`."""
    state, today = State.beside(order.site), order.moment.date()
    with told(), state.lock():
        said = withdrawals.Withdrawal(home, number, today)
        known = withdrawals.Withdrawals((withdrawals.Entry(0, said, True, home),), remembered=withdrawn.recall(state))
        withdrawn.learn(state, known, (), today)
        unchanged.forget(state)


def remember_withheld(order: Order, place: Mapping[str, str]) -> None:
    """The same of an address or a path that is withheld."""
    state = State.beside(order.site)
    with told(), state.lock():
        withdrawn.hide(state, withheld.read(Withheld(**place, on=order.moment.date())))
        unchanged.forget(state)


def published(site: Path) -> set[str]:
    """The addresses of all that visitors can see now."""
    live = State.beside(site).live
    return {path.removesuffix("index.html") for path in (live.entries() or {})} if live else set()
