"""Applies all house rules to a home, or to the texts of the federation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from generator.content.markdown import blocks, covering_blocks, remove_lines, unusable_links
from generator.diagnostics import Finding, Place, Severity
from generator.model.load import Content, Home
from generator.model.recognition import Review
from generator.standard.fields import label
from generator.standard.house import detectors, facts, photos, plain, texts
from generator.standard.house.consents import permits
from generator.standard.house.index import index
from generator.standard.house.rules import BY_ID
from generator.standard.house.violation import Inspection, Violation
from generator.standard.renames import claimed_home, renamed_homes, unknown_home

_SHORT = 40  # characters
_OLD_LAW = re.compile(r"婚姻法(?![律官庭院学])")
_LAW_REMEDY = "改成《民法典》；说的是过去的事，就写明“当时的《婚姻法》”"


def inspect(home: Home, content: Content, on: dt.date) -> Inspection:
    """Applies the house rules to the folder of a home as of `on`."""
    violations = [*_of_home(home, content, on)]
    found = tuple(
        _finding(home.place(s.file, s.field), f"{home.folder}/{s.file}", s, home.identity) for s in violations
    )
    withheld = {name for violation in violations for name in violation.redacts} | set(_uncovered(home, on))
    return Inspection(found, frozenset(withheld))


def inspect_city(content: Content, on: dt.date) -> tuple[Finding, ...]:
    """Findings in the texts of the federation: brands of districts and streets, features, telephone numbers."""
    return city_inspection(content, on).findings


_IDENTITY = "核对代号：<{district}>/<{home}>"
_WITH_BRAND = "写有 brand.md 的 <{district}>/<{home}>，或 <{district}>、<{district}>/<{street}>"


def city_inspection(content: Content, on: dt.date) -> Inspection:
    """Findings and redactions in the texts of the federation; values are named by paths in the content folder."""
    violations = [*_of_city(content, on)]
    found = tuple(_finding(content.place(s.file, s.field), s.file, s, None) for s in violations)
    return Inspection(found, frozenset(name for violation in violations for name in violation.redacts))


def violations_in_texts(words: Iterable[texts.PublicText], content: Content, on: dt.date) -> Iterator[Violation]:
    """Violations in texts of the federation, with paths in the content folder."""
    yield from _hygiene(words, [review for review in content.reviews if review.on <= on], "", None)


def finding_in_page(violation: Violation, line: int) -> Finding:
    """The finding of a violation in a hand-written page whose text begins at `line`."""
    return _finding(Place(violation.file, line, 1), violation.file, violation, None)


def cleared_numbers(content: Content, on: dt.date) -> set[str]:
    """The digits of numbers that a reviewer has cleared by the day `on`."""
    reviews = [review for review in content.reviews if review.rule in detectors.NUMBER_RULES and review.on <= on]
    return {number for review in reviews for number in detectors.private_digits(review.text)}


def _finding(place: Place, path: str, violation: Violation, home: str | None) -> Finding:
    severity = violation.severity or BY_ID[violation.rule].severity
    spot = _after(place, violation.before)
    return Finding(
        severity,
        violation.message,
        violation.remedy,
        spot,
        violation.field,
        label(path, violation.field),
        violation.rule,
        "",
        home,
    )


def _after(start: Place, before: str) -> Place:
    """The place after `before` in a text that begins at `start`."""
    if not before or start.line is None:
        return start
    lines = before.count("\n")
    column = len(before) - before.rfind("\n") if lines else (start.column or 1) + len(before)
    return Place(start.path, start.line + lines, column)


def _of_home(home: Home, content: Content, on: dt.date) -> Iterator[Violation]:
    yield from facts.location(home, content)
    yield from facts.telephones("home.yml", home.profile)
    yield from facts.mobile(home, on)
    yield from facts.hours(home)
    yield from facts.schedules(home)
    yield from facts.sessions(home)
    yield from facts.closures(home, on)
    if not home.profile.is_closed(on):
        yield from facts.checked(home, on)
    yield from facts.division(home, content)
    yield from facts.dates(home, on)
    yield from facts.unique(home)
    yield from facts.references(home, content)
    yield from facts.families(home, content, on)
    yield from photos.listed(home, on)
    yield from photos.of_families(home)
    yield from photos.twice(home)
    yield from photos.named(home)
    office = home.profile.office
    reviews = [review for review in index(content).reviews.get(home.identity, ()) if review.on <= on]
    yield from _hygiene(texts.of_home(home), reviews, f"{home.folder}/", office.address if office else "")


def _hygiene(
    words: Iterable[texts.PublicText], reviews: list[Review], folder: str, office: str | None
) -> Iterator[Violation]:
    address = _bare(office or "")
    for text in words:
        if not text.markdown and len(text.text) < _SHORT and _is_harmless(text.text):
            continue
        readings = text.readings
        if hits := [(reading, hit) for reading in readings for hit in detectors.find_hits(reading)]:
            yield from _violations(text, hits, reviews, folder, address)
        if any(map(_OLD_LAW.search, readings)):
            before = (
                text.text[: found.start()] if (found := _OLD_LAW.search(text.text)) and text.field == "body" else ""
            )
            yield Violation(
                "house.old-law",
                text.file,
                text.field,
                "写了《婚姻法》，它已经由《民法典》（婚姻家庭编）取代",
                _LAW_REMEDY,
                before=before,
            )
        if text.markdown:
            yield from _idle_links(text)


@lru_cache(8192)
def _is_harmless(text: str) -> bool:
    """Whether a short text surely violates nothing. Most are names, days and kinds that homes have in common."""
    return not (texts.shown_otherwise(text) or detectors.find_hits(text) or _OLD_LAW.search(text))


def _idle_links(text: texts.PublicText) -> Iterator[Violation]:
    for link, line in unusable_links(text.text):
        message = f"链接“{link[:60]}”打不开，只显示它的文字"
        remedy = (
            "网址从 https:// 写起，邮箱写成 mailto:名字@example.org，电话写成 tel:01000001234；"
            "不是链接就去掉方括号和圆括号"
        )
        before = "".join(text.text.splitlines(keepends=True)[:line]) if text.field == "body" else ""
        yield Violation("house.link", text.file, text.field, message, remedy, before=before)


def _violations(
    text: texts.PublicText, hits: list[tuple[str, detectors.Hit]], reviews: list[Review], folder: str, address: str
) -> Iterator[Violation]:
    """A violation for each hit that nothing permits, once for all readings, with the reading it is from."""
    wrong = {
        _hit_key(hit): hit
        for reading, hit in reversed(hits)
        if not any(_clears(review, text, reading, hit, folder) for review in reviews)
        and not _in_its_place(text, hit, address)
    }
    hidden = {hit: _hidden(text, hit) for hit in wrong.values()}
    left = remove_lines(text.text, {span for spans in hidden.values() for span in spans}) if text.markdown else ""
    still = {_hit_key(hit) for reading in text._replace(text=left).readings for hit in detectors.find_hits(reading)}
    for hit in reversed(hidden):
        whole = not hidden[hit] or not left or still & wrong.keys()
        yield _hit(
            text,
            hit,
            folder,
            (text.redacts,) if whole else tuple(f"{text.redacts}#{first}-{end}" for first, end in hidden[hit]),
        )


def _hidden(text: texts.PublicText, hit: detectors.Hit) -> list[tuple[int, int]]:
    """The lines of prose to redact for a hit: the blocks that contain it, as found or in another spelling.

    Empty: the whole text.
    """
    if not text.markdown:
        return []
    found = set()
    for match in re.finditer(re.escape(hit.text), text.text):
        first, end = (text.text.count("\n", 0, offset) for offset in match.span())
        found.update(covering_blocks(text.text, first, end + 1))
    same, lines = _hit_key(hit), text.text.split("\n")
    for first, end in blocks(text.text):
        words = text._replace(text="\n".join(lines[first:end]))
        if any(_hit_key(one) == same for reading in words.readings for one in detectors.find_hits(reading)):
            found.update(covering_blocks(text.text, first, end) if end - first == 1 else [(first, end)])
    return sorted(
        one for one in found if not any(other != one and one[0] <= other[0] and other[1] <= one[1] for other in found)
    )


def _hit_key(hit: detectors.Hit) -> tuple[str, str]:
    """A key that is equal for two spellings of a hit: the digits of a number, else the words."""
    return hit.rule, detectors.normalized_digits(hit.text) if hit.rule in detectors.NUMBER_RULES else _bare(hit.text)


def _in_its_place(text: texts.PublicText, hit: detectors.Hit, address: str) -> bool:
    """Whether a hit is the address of the home itself, and not the same number in another building or street."""
    if hit.rule != "house.flat-address" or not address:
        return False
    bare, flat = _bare(text.text), _bare(hit.text)
    return all(_same_door(bare[: found.start()], flat, address) for found in re.finditer(re.escape(flat), bare))


def _same_door(before: str, flat: str, address: str) -> bool:
    """Whether a flat after `before` is in the address: of 七政街12号3栋501 are 12号3栋501 and 3栋501, not 8号3栋501."""
    lead = re.search(r"(?:\d+|[\u4e00-\u9fff])[街路里园村巷号院区苑庄坊寺营屯弄]$", before)
    return re.search(rf"(?<![\dA-Za-z]){re.escape((lead[0] if lead else '') + flat)}(?!\d)", address) is not None


def _hit(text: texts.PublicText, hit: detectors.Hit, folder: str, redacts: tuple[str, ...]) -> Violation:
    message, remedy = detectors.MESSAGES[hit.rule]
    if hit.rule in detectors.REVIEWABLE:
        remedy += f"；没有问题的，请审核人员在 reviews/ 里加一条：{_review(text, hit, folder)}"
    before, found, _ = text.text.partition(hit.text)
    spot = before if found and text.field == "body" else ""
    what = "这一段" if redacts[0] != text.redacts else "这一处"
    return Violation(
        hit.rule,
        text.file,
        text.field,
        f"{message}：“{detectors.mask(hit)}”，{what}不公开",
        remedy,
        redacts,
        before=spot,
    )


def _review(text: texts.PublicText, hit: detectors.Hit, folder: str) -> str:
    """The entry of reviews/ that clears this hit."""
    home = folder.removeprefix("homes/").rstrip("/") or "{district}/{home}"
    words = " ".join(hit.text.split())
    return (
        f'- {{home: {home}, path: {folder}{text.file}, rule: {hit.rule}, text: "{words}", reason: 为什么可以公开, '
        "by_role: 审核岗位, on: 审核日期}"
    )


def _bare(text: str) -> str:
    return re.sub("[,，、]", "", plain.strip_marks(plain.flatten(text)))


def _clears(review: Review, text: texts.PublicText, reading: str, hit: detectors.Hit, folder: str) -> bool:
    """Whether a review clears a hit: it names the rule, the file (with or without field) and words that still stand
    there.
    """
    path = review.path.removeprefix("content/").removeprefix(folder)
    quoted = _bare(review.text)
    here = path in (text.file, f"{text.file}:{text.field}") and review.rule == hit.rule
    return here and _bare(hit.text) in quoted and quoted in _bare(reading)


def _uncovered(home: Home, on: dt.date) -> Iterator[str]:
    """Values of families that their consent does not cover; no finding, since the scope is their choice."""
    for number, family in enumerate(home.families):
        for scope, field in (("name", "family"), ("story", "story"), ("photo", "photo")):
            if not permits(home, family.consent, scope, on):
                yield f"families.yml:[{number}].{field}"
                if scope == "photo" and family.photo:
                    yield f"photos/{family.photo.file}"


def _of_city(content: Content, on: dt.date) -> Iterator[Violation]:
    known = index(content).homes
    for feature in content.features:
        file = texts.feature_file(content, feature)
        for number, home in enumerate(feature.homes):
            if home not in known:
                redacts = (f"{file}:homes[{number}]",)
                yield Violation("house.reference", file, f"homes[{number}]", *unknown_home(content, home), redacts)
        if feature.brand and not _has_brand(content, feature.brand):
            told, redacts = _no_brand(content, feature.brand), (f"{file}:brand",)
            yield _unless_left_out(content, feature.brand, Violation("house.reference", file, "brand", *told, redacts))
        for number, photo in enumerate(feature.photos):
            yield from _press_photo(content, file, number, photo)
    yield from _policy(content)
    yield from facts.repeated_codes(content)
    yield from _chosen_brands(content)
    yield from _honoured_families(content)
    yield from _withdrawals(content)
    yield from _withheld(content, on)
    for slug, district in content.districts.items():
        yield from facts.telephones(f"districts/{slug}/district.yml", district)
    yield from facts.telephones("city.yml", content.city)
    yield from violations_in_texts(texts.of_city(content), content, on)


def _policy(content: Content) -> Iterator[Violation]:
    policy = content.city.policy
    if policy and policy.unconfirmed:
        remedy = "向{city}妇联组织部核实；有效的，把“效力”改成 现行有效，并填写“确认日期”（confirmed_on）"
        yield Violation("house.policy", "city.yml", "policy.status", "政策文件现在是否有效，还没有确认", remedy)


def _chosen_brands(content: Content) -> Iterator[Violation]:
    renamed = renamed_homes(content)
    for file, number, chosen in texts.chosen_brands(content):
        if not _has_brand(content, renamed.get(chosen.brand, chosen.brand)):
            violation = Violation("house.reference", file, f"[{number}].brand", *_no_brand(content, chosen.brand))
            yield _unless_left_out(content, chosen.brand, violation)


def _honoured_families(content: Content) -> Iterator[Violation]:
    """Entries of the lists of families for unknown homes, which honour nobody."""
    known = index(content)
    for _, honour in content.family_honours:
        if known.present(honour.home) not in known.homes:
            told = unknown_home(content, honour.home)
            yield Violation("house.reference", honour.path, f"[{honour.number}].home", *told)


def _withdrawals(content: Content) -> Iterator[Violation]:
    """Withdrawals of unknown homes, which have no effect unless their number identifies one."""
    known, renamed, file = index(content).homes, renamed_homes(content), "withdrawals.yml"
    for entry in content.withdrawals.entries:
        home = entry.withdrawal.home
        if not home or renamed.get(home, home) in known:
            continue
        near = get_close_matches(home, known, 1)
        message = f"没有“{home}”这个{{home}}，" + (
            f"只有 {entry.home} 有这个编号，先按它撤下" if entry.home != home else "这条撤回没有起作用"
        )
        remedy = f"是不是“{near[0]}”？" if near else _IDENTITY
        yield Violation("house.reference", file, f"[{entry.index}].home", message, remedy)


def _withheld(content: Content, on: dt.date) -> Iterator[Violation]:
    """Entries of withheld.yml for unknown homes, which have no effect."""
    hidden, renamed, file = content.withheld.on(on), renamed_homes(content), "withheld.yml"
    known = {*index(content).homes, *content.left_out, *renamed, *content.withheld.renamed}
    for written in dict.fromkeys((*hidden.addresses, *hidden.paths)):
        home = "/".join(written.split("/")[1:3])
        if (
            not (written.startswith("homes/") and home)
            or home in known
            or any(one.startswith(f"{home}/") for one in known)
        ):
            continue
        near = get_close_matches(home, known, 1)
        remedy = (
            f"是不是“{near[0]}”？" if near else "核对代号：<{district}>/<{home}>；内容已经删了的，写上 until: 最后一天"
        )
        yield Violation("house.reference", file, "", f"没有“{home}”这个{{home}}，“{written}”没有撤下什么", remedy)


def _no_brand(content: Content, brand: str) -> tuple[str, str]:
    """What is wrong with a reference to a brand that there is not, and what to do."""
    return claimed_home(content, brand) or (f"没有“{brand}”的品牌", _WITH_BRAND)


def _has_brand(content: Content, brand: str) -> bool:
    home = content.homes.get(brand)
    return brand in content.brands or (home is not None and home.brand is not None)


def _press_photo(content: Content, file: str, number: int, photo: str) -> Iterator[Violation]:
    identity, _, name = photo.rpartition("/")
    home = content.homes.get(identity)
    if home is None or name not in home.photo_files:
        at = f"photos[{number}]"
        message, remedy = f"没有照片 {photo}", "写成 <{district}>/<{home}>/<文件名>，照片要在它的 photos/ 里"
        if home:
            message, remedy = photos.missing(home, name)
            message = f"{identity} 的 {message}"
        elif claimed := claimed_home(content, identity):
            message, remedy = claimed
        yield _unless_left_out(
            content, identity, Violation("house.reference", file, at, message, remedy, (f"{file}:{at}",))
        )


def _unless_left_out(content: Content, identity: str, violation: Violation) -> Violation:
    """The violation, or a notice where the home it refers to is left out for now."""
    if identity not in content.left_out:
        return violation
    message, remedy = f"“{identity}”现在不能发布，这里先不显示它的内容", "改好这个{home}的错误，就会显示"
    return violation._replace(message=message, remedy=remedy, severity=Severity.NOTICE)
