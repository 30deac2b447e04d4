"""Consents: whether one of a number covers a use on a day."""

from __future__ import annotations

import datetime as dt

from generator.model.honours import Consent
from generator.model.load import Content, Home
from generator.model.vocabulary import CONSENT_SCOPES
from generator.standard.recognition import renamed_homes


def find_consent(home: Home, number: str | None) -> Consent | None:
    """The consent of a number; None where there is none, or several, which are ambiguous."""
    found = [consent for consent in home.consents or () if consent.id == number]
    return found[0] if len(found) == 1 else None


def permits(home: Home, number: str | None, scope: str, on: dt.date) -> bool:
    """Whether the consent `number` covers `scope` (name, story, photo, mobile, press, card, data) on the day `on`."""
    consent = find_consent(home, number)
    return consent is not None and consent.covers(scope, on)


def refusal_reason(home: Home, number: str | None, scope: str, on: dt.date) -> str:
    """Why `permits` is False, in Chinese."""
    if home.consents is None:
        return "consents.yml 或全市的 withdrawals.yml 有错误，没法核对同意书"
    if not number:
        return "没有写同意书编号"
    consent = find_consent(home, number)
    if consent is None:
        several = any(c.id == number for c in home.consents)
        return f"同意书 {number} 有好几份" if several else f"consents.yml 里没有同意书 {number}"
    if not consent.stands(on):
        return f"同意书 {number} 已撤回"
    if consent.minors and not consent.guardian:
        return f"同意书 {number} 有未成年人，没有监护人同意"
    if on < consent.obtained:
        return f"同意书 {number} 从 {consent.obtained} 起才有效"
    if consent.until and on > consent.until:
        return f"同意书 {number} 到 {consent.until} 已过期"
    return f"同意书 {number} 没有同意公开{CONSENT_SCOPES[scope]}"


def consent_remedy(home: Home, otherwise: str) -> str:
    """The remedy for a missing consent: where files are invalid, mend those first, since nobody need be asked again."""
    return "先改好有错误的那个文件" if home.consents is None else otherwise


def withdrawal_homes(content: Content, on: dt.date) -> dict[int, str]:
    """Attributes withdrawals that name no existing home, by their index: to the one home that has the number in force
    on `on`.
    """
    known, renamed = content.homes.keys() | set(content.left_out), renamed_homes(content)
    found = {}
    for entry in content.withdrawals.entries:
        number, home = entry.withdrawal.consent, entry.withdrawal.home
        if number and not (home and renamed.get(home, home) in known):
            there = [identity for identity, one in content.homes.items() if find_consent(one, number)]
            in_force = [identity for identity in there if _in_force(content.homes[identity], number, on)] or there
            if len(in_force) == 1:
                found[entry.index] = in_force[0]
    return found


def _in_force(home: Home, number: str, on: dt.date) -> bool:
    return any(permits(home, number, scope, on) for scope in CONSENT_SCOPES)
