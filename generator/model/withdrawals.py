"""Withdrawn consents: withdrawals.yml, what earlier builds knew, and doubts that suspend all consents of a home."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from generator.diagnostics import Finding, Place, Severity
from generator.model.city_lists import Withdrawal, Withheld
from generator.model.files import Files, format_iso_day
from generator.model.honours import Consent
from generator.model.positions import Positions, locate

FILE = "withdrawals.yml"
RULE = "house.withdrawal"
_LIKE = re.compile(r"withdr[ae]w|撤回", re.IGNORECASE)
_MEANWHILE = "改好以前，这一家的同意书都先不算"


@dataclass(frozen=True)
class PastConsent:
    """What earlier builds knew of a consent: whether the home `had` it, and the day (ISO) of its withdrawal, or ""."""

    had: bool = False
    withdrawn: str = ""

    def merged(self, other: PastConsent) -> PastConsent:
        """Both combined."""
        return PastConsent(self.had or other.had, max(self.withdrawn, other.withdrawn))


@dataclass(frozen=True)
class ConsentHistory:
    """What earlier builds knew, by home and number of the consent.

    `damaged`: districts whose record is unreadable. `withheld`: entries that withheld.yml once had.
    """

    homes: Mapping[str, Mapping[str, PastConsent]] = field(default_factory=dict)
    damaged: frozenset[str] = frozenset()
    withheld: tuple[Withheld, ...] = ()

    def of(self, identities: Iterable[str]) -> dict[str, PastConsent]:
        """The past consents of a home under all its names."""
        found: dict[str, PastConsent] = {}
        for identity in identities:
            for number, known in self.homes.get(identity, {}).items():
                found[number] = known.merged(found.get(number, PastConsent()))
        return found


NO_HISTORY = ConsentHistory()


@dataclass(frozen=True)
class WithdrawalEntry:
    """An entry of withdrawals.yml, by its index in the list.

    `valid`: without errors; `home`: the home that it counts for.
    """

    index: int
    withdrawal: Withdrawal
    valid: bool
    home: str | None


@dataclass(frozen=True)
class Withdrawals:
    """All withdrawals. `unreadable`: the file, or an entry of it, cannot be attributed to a home."""

    entries: tuple[WithdrawalEntry, ...] = ()
    unreadable: bool = False
    remembered: ConsentHistory = NO_HISTORY
    positions: Positions = Positions()

    def place(self, entry: WithdrawalEntry, field: str) -> Place:
        return locate({FILE: self.positions}, FILE, f"[{entry.index}].{field}")

    def of(self, identities: Iterable[str]) -> list[WithdrawalEntry]:
        """The entries that count for a home under all its names."""
        return [entry for identity in sorted(identities) for entry in self._by_home.get(identity, ())]

    def state_of(self, identities: Iterable[str]) -> str:
        """A text for cache keys that differs wherever a home of these names might be read differently.

        Whether it had a number only matters beside an entry: what the first build learns does not invalidate all homes.
        """
        names = sorted(identities)
        entries, damaged = (
            self.of(names),
            self.remembered.damaged.intersection(name.partition("/")[0] for name in names),
        )
        known = ((name, number, one) for name in names for number, one in self.remembered.homes.get(name, {}).items())
        return repr((self.unreadable, entries, [row for row in known if entries or row[2].withdrawn], sorted(damaged)))

    @property
    def homes(self) -> set[str]:
        """All homes that are named."""
        return {*self._by_home, *self.remembered.homes}

    def with_homes(self, homes: Mapping[int, str]) -> Withdrawals:
        """The withdrawals with entries attributed to `homes` (by index)."""
        entries = (dataclasses.replace(one, home=homes.get(one.index, one.home)) for one in self.entries)
        return dataclasses.replace(self, entries=tuple(entries))

    @cached_property
    def _by_home(self) -> dict[str, list[WithdrawalEntry]]:
        found = defaultdict(list)
        for entry in self.entries:
            if entry.home:
                found[entry.home].append(entry)
        return found


def load(files: Files, remembered: ConsentHistory) -> Withdrawals:
    """Reads withdrawals.yml. An entry that names neither home nor consent makes all of it unreadable."""
    read, misnamed = files.entries(FILE, Withdrawal), misnamed_files(files.snapshot.top_level_names)
    files.findings += (_misnamed(path, f"内容文件夹里的 {FILE}") for path in misnamed)
    if read is None or (misnamed and not files.has(FILE)):
        return Withdrawals(unreadable=True, remembered=remembered)
    positions = files.positions.get(FILE, Positions())
    entries = []
    for index, (record, valid) in enumerate(read):
        withdrawal, at = record or Withdrawal(), f"[{index}]"
        missing = list(_missing_fields(withdrawal, Place(FILE, *positions.value(at) or (1, 1)), at)) if valid else []
        files.findings += missing
        entries.append(WithdrawalEntry(index, withdrawal, valid and not missing, withdrawal.home))
    nobody = any(not (entry.withdrawal.home or entry.withdrawal.consent) for entry in entries)
    return Withdrawals(tuple(entries), nobody, remembered, positions)


def misnamed_files(paths: Iterable[str]) -> list[str]:
    """Files named almost like withdrawals.yml, whose author believes that they count."""
    return [path for path in paths if path != FILE and _LIKE.match(path.rpartition("/")[2])]


def _misnamed(path: str, where: str) -> Finding:
    return Finding(
        Severity.ERROR,
        "像是写撤回的文件，可是没有读它，里面写的都没有起作用",
        f"内容写到{where}，再删掉它",
        Place(path),
        rule=RULE,
    )


def _missing_fields(withdrawal: Withdrawal, where: Place, at: str) -> Iterator[Finding]:
    """Findings for fields that an entry lacks, by what it is."""
    if not (withdrawal.on or withdrawal.restored_on):
        yield Finding(
            Severity.ERROR, "缺少“撤回日期”", "写上 on: 撤回的日期", where, f"{at}.on", "撤回日期", "house.shape"
        )
    if withdrawal.restored_on and not (withdrawal.reason and withdrawal.by_role):
        remedy = "写上 reason: 为什么说当时写错了，by_role: 谁核对的（岗位）"
        yield Finding(
            Severity.ERROR, "恢复一份同意书，要写明原因和审核岗位", remedy, where, f"{at}.reason", "原因", "house.shape"
        )


def apply(
    consents: tuple[Consent, ...] | None,
    identities: set[str],
    known: Withdrawals,
    where: Mapping[str, Positions],
    path: str,
    misnamed: Iterable[str] = (),
) -> tuple[tuple[Consent, ...] | None, list[Finding]]:
    """Applies withdrawals to the consents of a home; None where that is in doubt, with the findings.

    `identities` are all its names, `path` its consents.yml, `where` positions by path. `misnamed`: files of its folder
    as `misnamed_files` finds them.
    """
    home, before, entries = (
        path.removeprefix("homes/").rpartition("/")[0],
        known.remembered.of(identities),
        known.of(identities),
    )
    doubts = [
        *_doubts(consents, before, entries, known, home),
        *_damaged(identities, known, path, home),
        *_misnamed_in_folder(misnamed, home),
    ]
    if consents is None or doubts or known.unreadable:
        return None, doubts
    taken = tuple(_with_withdrawals(consent, before.get(consent.id, PastConsent()), entries) for consent in consents)
    gone = (
        Finding(
            Severity.ERROR,
            f"同意书 {new.id} 在 {format_iso_day(new.withdrawn.isoformat())}撤回了，"
f"可是 consents.yml 和 {FILE} 里都不再写着，仍然按撤回处理",
            f"把撤回补写回去；当时写错了的，在 {FILE} 里加一条 {{home: {home}, consent: {new.id}, restored_on: "
"日期, reason: 原因, by_role: 岗位}",
            locate(where, path, f"[{number}].id"), f"[{number}].id", "编号", RULE, home=home,
        )
        for number, (old, new) in enumerate(zip(consents, taken, strict=True))
        if new.withdrawn and not old.withdrawn and not any(entry.withdrawal.consent == old.id for entry in entries)
    )  # fmt: skip
    return taken, list(gone)


def _doubts(
    consents: tuple[Consent, ...] | None,
    before: Mapping[str, PastConsent],
    entries: Iterable[WithdrawalEntry],
    known: Withdrawals,
    home: str,
) -> Iterator[Finding]:
    """Findings that suspend the consents of a home: problems of entries that count for it."""
    had = {number for number, one in before.items() if one.had} | {consent.id for consent in consents or ()}
    for entry in entries:
        if not entry.valid:
            message = f"{home} 的这一条撤回有错误，{_MEANWHILE}"
            yield Finding(
                Severity.ERROR, message, "照上面说的改好", known.place(entry, "consent"), rule=RULE, home=home
            )
        elif consents is not None and entry.withdrawal.consent not in had:
            message = f"{home} 从来没有编号是“{entry.withdrawal.consent}”的同意书，{_MEANWHILE}"
            near = _nearest(entry.withdrawal.consent or "", had)
            remedy = f"是不是“{near}”？" if near else "核对编号"
            yield Finding(
                Severity.ERROR,
                message,
                remedy,
                known.place(entry, "consent"),
                f"[{entry.index}].consent",
                "同意书编号",
                RULE,
                home=home,
            )


def _misnamed_in_folder(misnamed: Iterable[str], home: str) -> Iterator[Finding]:
    for path in misnamed:
        yield dataclasses.replace(
            _misnamed(path, f"这一家的 consents.yml（withdrawn: 日期）或内容文件夹里的 {FILE}"), home=home
        )


def _damaged(identities: Collection[str], known: Withdrawals, path: str, home: str) -> Iterator[Finding]:
    for district in sorted(known.remembered.damaged.intersection(one.partition("/")[0] for one in identities)):
        message = f"网站旁边 known/consents/{district}.json 坏了，不知道以前撤回过哪些，这个区的同意书都先不算"
        yield Finding(
            Severity.ERROR,
            message,
            f"从备份里恢复它；没有备份的，核对 {FILE} 写全了，再删掉它",
            Place(path),
            rule=RULE,
            home=home,
        )


def _with_withdrawals(consent: Consent, before: PastConsent, entries: Iterable[WithdrawalEntry]) -> Consent:
    """The consent with the last days of its withdrawal and of a reversal."""
    own = [entry.withdrawal for entry in entries if entry.withdrawal.consent == consent.id]
    known = dt.date.fromisoformat(before.withdrawn) if before.withdrawn else None
    withdrawn = [day for day in (consent.withdrawn, known, *(one.on for one in own)) if day]
    restored = [one.restored_on for one in own if one.restored_on]
    return dataclasses.replace(consent, withdrawn=max(withdrawn, default=None), restored=max(restored, default=None))


def _nearest(number: str, had: Iterable[str]) -> str | None:
    """The number that was most likely meant."""
    folded = {unicodedata.normalize("NFKC", one).casefold(): one for one in sorted(had)}
    near = get_close_matches(unicodedata.normalize("NFKC", number).casefold(), folded, 1)
    return folded[near[0]] if near else None
