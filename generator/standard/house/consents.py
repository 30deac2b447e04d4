"""Whether somebody agreed: one consent of that number, in force on the day, for that use."""

from __future__ import annotations

import datetime as dt

from generator.model.honours import Consent
from generator.model.load import Home
from generator.model.vocabulary import CONSENT_SCOPES


def consent_named(home: Home, number: str | None) -> Consent | None:
    """The consent of that number; None where there is none, or several: then nobody can tell which was meant."""
    found = [consent for consent in home.consents or () if consent.id == number]
    return found[0] if len(found) == 1 else None


def permits(home: Home, number: str | None, scope: str, on: dt.date) -> bool:
    """Whether the consent `number` lets `scope` (name, story, photo, mobile, press, card, data) be published on `on`."""
    consent = consent_named(home, number)
    return consent is not None and consent.covers(scope, on)


def why_not(home: Home, number: str | None, scope: str, on: dt.date) -> str:
    """In Chinese why `permits` says no."""
    if home.consents is None:
        return "consents.yml 或全市的 withdrawals.yml 读不出来，没法核对同意书"
    if not number:
        return "没有写同意书编号"
    consent = consent_named(home, number)
    if consent is None:
        several = any(c.id == number for c in home.consents)
        return f"同意书 {number} 有好几份" if several else f"consents.yml 里没有同意书 {number}"
    if consent.withdrawn:
        return f"同意书 {number} 已撤回"
    if consent.minors and not consent.guardian:
        return f"同意书 {number} 有未成年人，没有监护人同意"
    if on < consent.obtained:
        return f"同意书 {number} 从 {consent.obtained} 起才有效"
    if consent.until and on > consent.until:
        return f"同意书 {number} 到 {consent.until} 已过期"
    return f"同意书 {number} 没有同意公开{CONSENT_SCOPES[scope]}"


def what_to_do(home: Home, otherwise: str) -> str:
    """What to do for a consent: first of all mend the files that tell of them; nobody need be asked again for that."""
    return "先改好读不出来的那个文件" if home.consents is None else otherwise
