"""What the commands for an urgent day ask of a site: what is known there, and what to look for in it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from generator.content import intake
from generator.model import withdrawals, withheld
from generator.model.federation import Withheld
from generator.model.files import Files
from generator.model.honours import Consent
from generator.pipeline import consent_history
from generator.pipeline.build_ledger import BuildLedger
from generator.pipeline.options import AnotherBuild, BuildFailed, BuildOptions, as_build_failed
from generator.store import Ledger, LedgerDamaged, State


def numbers(options: BuildOptions, home: str) -> set[str] | None:
    """The numbers of all consents that a home has or ever had; None where its file can't be read."""
    files, path = (
        Files(intake.take_home_snapshot(intake.take_city_snapshot(options.content, home), home)),
        f"homes/{home}/consents.yml",
    )
    found = {consent.id for consent in files.records(path, Consent)}
    known = consent_history.recall(State.beside(options.site)).of([home])
    return None if path in files.broken else found | {number for number, one in known.items() if one.had}


def record_withdrawal(options: BuildOptions, home: str, number: str) -> None:
    """Writes down that a consent is withdrawn, whatever the content says. Raises `AnotherBuild`, `BuildFailed`."""
    state, today = State.beside(options.site), options.today
    with as_build_failed(), state.lock(), closing(Ledger(state.folder)) as ledger:
        said = withdrawals.Withdrawal(home, number, today)
        known = withdrawals.Withdrawals(
            (withdrawals.WithdrawalEntry(0, said, True, home),), remembered=consent_history.recall(state)
        )
        consent_history.learn(state, known, (), today)
        _forget_release(ledger)


def record_withheld(options: BuildOptions, place: Mapping[str, str]) -> None:
    """The same of an address or a path that is withheld."""
    state = State.beside(options.site)
    with as_build_failed(), state.lock(), closing(Ledger(state.folder)) as ledger:
        consent_history.hide(state, withheld.read(Withheld(**place, on=options.today)))
        _forget_release(ledger)


def published(site: Path) -> set[str]:
    """The addresses of all that visitors can see now."""
    return {path.removesuffix("index.html") for path in State.beside(site).published}


def wishes(site: Path) -> dict[str, bool]:
    """Whether the live release was built with photos, and with cards: whoever publishes in a hurry wants nothing else
    changed.
    """
    state = State.beside(site)
    if not state.folder.is_dir():
        return {}
    try:
        with as_build_failed(), state.lock(), closing(Ledger(state.folder)) as ledger:
            release = BuildLedger(ledger).release
    except (AnotherBuild, BuildFailed, LedgerDamaged):  # the build itself will say so
        return {}
    return {"photos": release.photos, "cards": release.cards} if release else {}


def _forget_release(ledger: Ledger) -> None:
    """The next build makes the release anew, though its inputs be the same."""
    ledger.drop("release", ["live"])
    ledger.commit()
