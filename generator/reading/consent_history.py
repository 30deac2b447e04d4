"""A durable record of consents and withdrawals beside the site: withdrawals stay in force even if files are lost."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

import msgspec

from generator import private
from generator.content import intake
from generator.content.intake import Snapshot
from generator.model import withdrawals, withheld
from generator.model.city_lists import Withdrawal, Withheld
from generator.model.files import Files
from generator.model.honours import Consent
from generator.model.withdrawals import ConsentHistory, PastConsent, WithdrawalEntry, Withdrawals
from generator.reading.options import BuildOptions, as_build_failed
from generator.store import Ledger, State, StoreError

_WITHHELD = "withheld"


def load_history(state: State) -> ConsentHistory:
    """What earlier builds recorded. Raises `StoreError` where nobody can tell what was withheld."""
    districts, damaged = state.consents.read()
    withheld, lost = state.withheld.read()
    if lost:
        raise StoreError(
            f"{state.withheld.folder}/withheld.json 坏了，不知道以前撤下过哪些",
            "从备份里恢复它；没有备份的，核对 withheld.yml 写全了，再删掉它",
        )
    homes = {
        f"{district}/{home}": {number: PastConsent(*past) for number, past in consents.items()}
        for district, district_homes in districts.items()
        for home, consents in district_homes.items()
    }
    return ConsentHistory(homes, frozenset(damaged), msgspec.convert(withheld.get(_WITHHELD, ()), tuple[Withheld, ...]))


def history_of(options: BuildOptions) -> ConsentHistory:
    """The history of the site that the options are for."""
    return load_history(State.beside(options.site))


def update_history(snapshot: Snapshot, options: BuildOptions, state: State) -> ConsentHistory:
    """Records what withdrawals.yml and withheld.yml say, before anything else is read; returns the new history."""
    files, before, today = Files(snapshot), load_history(state), options.today
    entries = withheld.load(files, before.withheld).entries
    hidden = tuple(entry for entry in entries if entry.until is None or today <= entry.until)
    if hidden != before.withheld:
        state.withheld.write(_WITHHELD, msgspec.to_builtins(hidden))
    return record_consents(state, withdrawals.load(files, dataclasses.replace(before, withheld=hidden)), (), today)


def record_consents(
    state: State, known: Withdrawals, consents: Iterable[tuple[str, Consent]], today: dt.date
) -> ConsentHistory:
    """Records all valid withdrawals and all consents (with their homes) before a release depends on them.

    Returns the new history. A future day is recorded as `today`, so that a mistyped one can be taken back.
    """
    found: dict[str, dict[str, PastConsent]] = defaultdict(dict)

    def add(home: str, number: str | None, had: bool, withdrawn: dt.date | None) -> None:
        if number:
            day = min(withdrawn, today).isoformat() if withdrawn else ""
            found[home][number] = PastConsent(had, day).merged(found[home].get(number, PastConsent()))

    for entry in known.entries:
        if entry.valid and entry.home and entry.withdrawal.on:
            add(entry.home, entry.withdrawal.consent, False, entry.withdrawal.on)
    for home, consent in consents:
        add(home, consent.id, True, consent.withdrawn)
    before = known.remembered
    merged = {
        home: ConsentHistory({"before": before.homes.get(home, {}), "now": now}).of(("before", "now"))
        for home, now in found.items()
    }
    changed = {home.partition("/")[0] for home, numbers in merged.items() if numbers != before.homes.get(home)}
    homes: dict[str, Mapping[str, PastConsent]] = {**before.homes, **merged}
    for district in sorted(changed - before.damaged):
        state.consents.write(district, _as_json(district, homes))
    return dataclasses.replace(before, homes=homes)


def _as_json(district: str, homes: Mapping[str, Mapping[str, PastConsent]]) -> dict[str, dict[str, tuple[bool, str]]]:
    return {
        home.partition("/")[2]: {number: (past.had, past.withdrawn) for number, past in numbers.items()}
        for home, numbers in homes.items()
        if home.partition("/")[0] == district
    }


def copy_history(source: Path, target: Path) -> None:
    """Copies the history of one site to another site of the same content."""
    old, new = State.beside(source).withheld.folder, State.beside(target).withheld.folder
    if old.is_dir():
        private.make_folder(new)
        shutil.copytree(old, new, dirs_exist_ok=True)


def withdrawn_test(state: State) -> Callable[[str], bool]:
    """A function that says of a consent, as in `ReleaseBasis.consents`, whether it is or may be withdrawn."""
    history = load_history(state)

    def is_withdrawn(consent: str) -> bool:
        home, _, rest = consent.partition(" ")
        return home.partition("/")[0] in history.damaged or any(
            past.withdrawn and rest.startswith(f"{number} ") for number, past in history.homes.get(home, {}).items()
        )

    return is_withdrawn


# ---- for the commands `homes withdraw` and `homes withhold`


def consent_numbers(options: BuildOptions, home: str) -> set[str] | None:
    """The numbers of all present and past consents of a home; None where its consents.yml can't be read."""
    files = Files(intake.take_home_snapshot(intake.take_city_snapshot(options.content, home), home))
    path = f"homes/{home}/consents.yml"
    present = {consent.id for consent in files.records(path, Consent)}
    past = history_of(options).of([home])
    return None if path in files.broken else present | {number for number, one in past.items() if one.had}


def record_withdrawal(options: BuildOptions, home: str, number: str) -> None:
    """Records that a consent is withdrawn, whatever the content says. Raises `AnotherBuild`, `BuildFailed`."""
    state, today = State.beside(options.site), options.today
    with as_build_failed(), state.lock(), closing(Ledger(state.folder)) as ledger:
        entry = WithdrawalEntry(0, Withdrawal(home, number, today), True, home)
        record_consents(state, Withdrawals((entry,), remembered=load_history(state)), (), today)
        _force_build(ledger)


def record_withheld(options: BuildOptions, place: Mapping[str, str]) -> None:
    """Records that an `address` or a content `path` is withheld. Raises `AnotherBuild`, `BuildFailed`."""
    state = State.beside(options.site)
    entry = withheld.read(Withheld(on=options.today, address=place.get("address"), path=place.get("path")))
    assert entry is not None  # the command names a place
    with as_build_failed(), state.lock(), closing(Ledger(state.folder)) as ledger:
        state.withheld.write(_WITHHELD, msgspec.to_builtins((*load_history(state).withheld, entry)))
        _force_build(ledger)


def _force_build(ledger: Ledger) -> None:
    """Makes the next build run although its inputs may be the same."""
    ledger.drop("release", ["live"])
    ledger.commit()
