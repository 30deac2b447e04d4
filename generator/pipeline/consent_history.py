"""What is known to be withdrawn stays so, whatever becomes of the files that said it: a record of its own beside the
site.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from generator import private
from generator.content.intake import Snapshot
from generator.model import withdrawals, withheld
from generator.model.federation import Withheld
from generator.model.files import Files
from generator.model.honours import Consent
from generator.model.withdrawals import ConsentHistory, PastConsent, Withdrawals
from generator.pipeline.options import BuildOptions
from generator.store import State, StoreError

_WITHHELD = "withheld"


def recall(state: State) -> ConsentHistory:
    """What earlier builds of the site knew."""
    found, damaged = state.consents.read()
    withheld, lost = state.known.read()
    if lost:
        raise StoreError(
            f"{state.known.folder}/withheld.json 坏了，不知道以前撤下过哪些",
            "从备份里恢复它；没有备份的，核对 withheld.yml 写全了，再删掉它",
        )
    homes = {
        f"{district}/{home}": {number: PastConsent(*known) for number, known in numbers.items()}
        for district, read in found.items()
        for home, numbers in read.items()
    }
    return ConsentHistory(homes, frozenset(damaged), msgspec.convert(withheld.get(_WITHHELD, ()), tuple[Withheld, ...]))


def remembered(options: BuildOptions) -> ConsentHistory:
    """What is known beside the site that the options are for."""
    return recall(State.beside(options.site))


def learned(snapshot: Snapshot, options: BuildOptions, state: State) -> ConsentHistory:
    """All that is known once the federation's list was looked at, before anything else is."""
    files, before, today = Files(snapshot), recall(state), options.today
    hidden = tuple(
        entry for entry in withheld.load(files, before.withheld).entries if entry.until is None or today <= entry.until
    )
    if hidden != before.withheld:
        state.known.write(_WITHHELD, msgspec.to_builtins(hidden))
    return learn(state, withdrawals.load(files, dataclasses.replace(before, withheld=hidden)), (), today)


def copy_history(source: Path, target: Path) -> None:
    """What is known beside one site of the content is known beside another."""
    theirs, ours = State.beside(source).known.folder, State.beside(target).known.folder
    if theirs.is_dir():
        private.make_folder(ours)
        shutil.copytree(theirs, ours, dirs_exist_ok=True)


def hide(state: State, entry: Withheld) -> None:
    """Writes down something that is withheld."""
    before = recall(state).withheld
    state.known.write(_WITHHELD, msgspec.to_builtins((*before, entry)))


def learn(state: State, known: Withdrawals, consents: Iterable[tuple[str, Consent]], today: dt.date) -> ConsentHistory:
    """Writes down every withdrawal that somebody entered and every consent that a home has, before anything rests on
    them.

    Returns all that is known now. A day to come counts as `today`: a slip in it must not keep a consent from ever being
    restored.
    """
    heard: dict[str, dict[str, PastConsent]] = defaultdict(dict)

    def hear(home: str, number: str, had: bool, on: dt.date | None) -> None:
        day = min(on, today).isoformat() if on else ""
        heard[home][number] = PastConsent(had, day).merged(heard[home].get(number, PastConsent()))

    for entry in known.entries:
        if entry.valid and entry.home and entry.withdrawal.on:
            hear(entry.home, entry.withdrawal.consent, False, entry.withdrawal.on)
    for home, consent in consents:
        hear(home, consent.id, True, consent.withdrawn)
    before = known.remembered
    homes = {
        home: ConsentHistory({"before": before.homes.get(home, {}), "now": now}).of(("before", "now"))
        for home, now in heard.items()
    }
    news = {
        home.partition("/")[0] for home, numbers in homes.items() if numbers != before.homes.get(home)
    } - before.damaged
    everything = {**before.homes, **homes}
    for district in sorted(news):
        state.consents.write(district, _as_json(district, everything))
    return dataclasses.replace(before, homes=everything)


def known(state: State) -> Callable[[str], bool]:
    """Whether one of the texts that `consent.in_force` makes speaks of a consent that is known to be withdrawn, or may
    be.
    """
    remembered = recall(state)

    def withdrawn(told: str) -> bool:
        home, _, rest = told.partition(" ")
        numbers = remembered.homes.get(home, {}).items()
        return home.partition("/")[0] in remembered.damaged or any(
            one.withdrawn and rest.startswith(f"{number} ") for number, one in numbers
        )

    return withdrawn


def _as_json(district: str, homes: dict[str, dict[str, PastConsent]]) -> dict[str, Any]:
    own = {home.partition("/")[2]: numbers for home, numbers in homes.items() if home.partition("/")[0] == district}
    return {
        home: {number: [known.had, known.withdrawn] for number, known in numbers.items()}
        for home, numbers in own.items()
    }
