"""Consents: whether one of a number covers a use on a day."""

from __future__ import annotations

import datetime as dt
from difflib import get_close_matches

from generator.model.honours import Consent
from generator.model.load import Content, Home
from generator.model.vocabulary import CONSENT_SCOPES
from generator.standard.renames import renamed_homes

_MOST_NUMBERS = 8  # that a message names


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
        return "consents.yml 或全{city}的 withdrawals.yml 有错误，没法核对同意书"
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


def consent_remedy(home: Home, number: str | None, scope: str, on: dt.date, otherwise: str) -> str:
    """What to do where `permits` is False. Where files are invalid, mend those first: nobody need be asked again."""
    if home.consents is None:
        return "先改好有错误的那个文件"
    consent = find_consent(home, number)
    if consent is None:
        return number_remedy(home, number) if number else otherwise
    if not consent.stands(on):
        return "撤回了的不能再公开；又同意了的，另签一份，用新的编号登记"
    if consent.minors and not consent.guardian:
        return "请孩子的监护人签字；签好了，把这份同意书的“监护人同意”（guardian）改成 是；没有签的不能公开"
    if on < consent.obtained:
        return "到了那一天自己会公开；日期写错了的，改“取得日期”（obtained）"
    if consent.until and on > consent.until:
        return "请对方续签，再改“有效期至”（until），或登记一份新的"
    name = CONSENT_SCOPES[scope]
    return f"请对方另外同意公开{name}；同意了，在这份同意书的“范围”（scope）里加上 {name}"


def number_remedy(home: Home, number: str) -> str:
    """The remedy for a number that consents.yml does not have, or has more than once: the one that is meant, or those
    that there are.
    """
    if lines := _lines(home, number):
        return f"consents.yml 第 {'、'.join(map(str, lines))} 行的编号一样，改成各自的编号，或删掉重复的那份"
    known = list(dict.fromkeys(consent.id for consent in home.consents or ()))
    if not known:
        return "consents.yml 里还没有登记同意书，先登记"
    if near := get_close_matches(number, known, 1, 0.75):
        return f"是不是“{near[0]}”？不是的话，先在 consents.yml 里登记"
    more = f" 等 {len(known)} 份" if len(known) > _MOST_NUMBERS else ""
    return f"登记过的有 {'、'.join(known[:_MOST_NUMBERS])}{more}；别的先在 consents.yml 里登记"


def _lines(home: Home, number: str) -> list[int | None]:
    """The lines of the consents that share a number."""
    named = [at for at, consent in enumerate(home.consents or ()) if consent.id == number]
    return [home.place("consents.yml", f"[{at}].id").line for at in named]


def withdrawal_homes(content: Content, on: dt.date) -> dict[int, str]:
    """Attributes withdrawals that name no existing home, by their index: to the one home that has the number in force
    on `on`. One that was attributed before the home that it names was known, under a new name, is given back to it.
    """
    known, renamed = content.homes.keys() | set(content.left_out), renamed_homes(content)
    found = {}
    for entry in content.withdrawals.entries:
        number, home = entry.withdrawal.consent, entry.withdrawal.home
        if home and renamed.get(home, home) in known:
            if entry.home != home:
                found[entry.index] = home
        elif number:
            there = [identity for identity, one in content.homes.items() if find_consent(one, number)]
            in_force = [identity for identity in there if _in_force(content.homes[identity], number, on)] or there
            if len(in_force) == 1:
                found[entry.index] = in_force[0]
    return found


def _in_force(home: Home, number: str, on: dt.date) -> bool:
    return any(permits(home, number, scope, on) for scope in CONSENT_SCOPES)
