"""情况通报 of the city (五3): a draft from the figures of the day, in the grid of GB/T 9704, naming homes only for good
practice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.catalogue import addresses
from generator.catalogue.assessment import Assessment, judge
from generator.documents import docx
from generator.documents.parts import Paragraph, Run, Section, text
from generator.model.documents import Brand
from generator.model.wording import Wording, numeral
from generator.office.reports import rounds
from generator.office.reports.area import Tally
from generator.office.reports.district import DistrictReport
from generator.office.reports.todos import TodoKind
from generator.standard import house
from generator.standard.rounds import RoundsCase
from generator.standard.ruleset import home_rules

FOLDER = "通报"
DRAFT = "工作参考稿"
_GAP = "〔　　〕"
_MOST = 5  # of what most lack, and of what falls due
_BRANDS = 10


def papers(
    assessment: Assessment, case: RoundsCase, year: int, tally: Tally, districts: Sequence[DistrictReport]
) -> Iterator[tuple[str, bytes]]:
    """The draft of the year, where there is a home to speak of."""
    if tally.homes:
        yield f"{FOLDER}/{year}年情况通报_{DRAFT}.docx", write(assessment, case, year, tally, districts)


def write(
    assessment: Assessment, case: RoundsCase, year: int, tally: Tally, districts: Sequence[DistrictReport]
) -> bytes:
    """The draft as .docx: without head, emblem and seal; its number and date are gaps."""
    city, word = case.content.city, Wording(case.content.standard)
    title = word(f"关于 {year} 年“{{home}}”\n规范化建设情况的通报")
    parts = [
        ("总体情况", _standing(case, word, tally, districts)),
        ("好的做法", _practice(assessment, case, year)),
        ("存在的不足", _lacks(case, word, tally)),
        ("下一步工作", _due(case, word, tally)),
    ]
    body: list[Paragraph] = []
    for heading, said in parts:
        sentences = list(said)
        if sentences:
            number = numeral(sum(one.style == "heading1" for one in body) + 1)
            body += [text(f"{number}、{heading}", "heading1", indent=2), *(text(one, indent=2) for one in sentences)]
    *before, last = body
    blocks = (
        text(_GAP, align="center"),
        text(title, "title"),
        text(word("各{district}妇联：")),
        text(_opening(case, word), indent=2),
        *before,
        Paragraph(last.runs, last.style, last.align, last.indent, keep_next=True),
        Paragraph((), keep_next=True),
        Paragraph((Run(city.federation),), align="right", end=4, keep_next=True),
        Paragraph((Run(f"{_GAP}年{_GAP}月{_GAP}日"),), align="right", end=4),
    )
    marks = (DRAFT, case.content.standard.terms.internal_mark, "示例：内容是虚构的" if city.sample else "")
    return docx.write([Section(blocks)], title.replace("\n", ""), city.federation, "　".join(filter(None, marks)))


def _opening(case: RoundsCase, word: Wording) -> str:
    policy, on = case.content.city.policy, case.on
    named = f"《{policy.title}》（{policy.document or _GAP}）" if policy and policy.title else ""
    cause = f"为落实{named}，" if named else ""
    return word(f"{cause}现将截至 {on.year} 年 {on.month} 月 {on.day} 日全{{city}}“{{home}}”建设情况通报如下。")


def _standing(case: RoundsCase, word: Wording, tally: Tally, districts: Sequence[DistrictReport]) -> Iterator[str]:
    yield word(
        f"全{{city}}有“{{home}}” {tally.homes} 个，达到“{{standard}}”标准的 {tally.meeting} 个，占 {tally.share}。"
    )
    by_slug = {one.district.slug: one for one in districts}
    lines = [
        f"{one.district.name} {one.tally.homes} 个，达标 {one.tally.meeting} 个"
        for slug in rounds.in_order(case)
        if (one := by_slug.get(slug)) and one.tally.homes
    ]
    if lines:
        yield word(f"各{{district}}情况（按区划代码排列）：{'；'.join(lines)}。")
    held = [
        f"{label} {sum(level in of and of[level].holding for of in case.history.plaques.values())} 个"
        for level, label in case.levels.items()
    ]
    if held:
        yield word(f"在册的{{plaques}}：{'、'.join(held)}。")


def _practice(assessment: Assessment, case: RoundsCase, year: int) -> Iterator[str]:
    """Brands that were chosen in the year to be spread: the only place where a home is named."""
    site = case.content.city.site
    base = f"{site.url.rstrip('/')}/" if site and site.url else ""
    chosen = dict.fromkeys(one.brand for of, one in case.content.chosen_brands if of == year)
    named = [found for path in chosen if (found := _brand(assessment, case, path))][:_BRANDS]
    for number, (name, brand, address) in enumerate(named, 1):
        said = f"：{brand.summary.rstrip('。')}" if brand.summary else ""
        yield f"{number}．{name}“{brand.title}”{said}。{f'见 {base}{address}' if base else ''}"


def _brand(assessment: Assessment, case: RoundsCase, path: str) -> tuple[str, Brand, str] | None:
    """Whose it is, the brand without what must not be published, and the address of its page."""
    content, (slug, _, rest) = case.content, path.partition("/")
    district, brands = content.districts.get(slug), assessment.publishable.brands
    if district and path in brands:
        street = district.street(rest) if rest else None
        address = addresses.street(slug, street.slug) if street else addresses.district(slug)
        return district.name + (street.name if street else ""), brands[path], address
    found = assessment.homes.get(case.present_identity(path))
    if found is None:
        return None
    hidden = judge(found.home, content, case.on).redacted
    home = house.redact(found.home, hidden, content.standard.terms.home or "")
    if home.brand is None:
        return None
    return content.districts[home.district].name + home.profile.name, home.brand, addresses.brand(home.identity)


def _lacks(case: RoundsCase, word: Wording, tally: Tally) -> Iterator[str]:
    worst = tally.worst(home_rules(case.content.standard))[:_MOST]
    if worst:
        said = "、".join(f"{rule.title}（{count} 个）" for rule, count in worst)
        yield f"从记录看，没有做到或者没有记录的，多的是：{said}。"


def _due(case: RoundsCase, word: Wording, tally: Tally) -> Iterator[str]:
    coming = [one for one in tally.calendar() if one.kind is TodoKind.DUTY][:_MOST]
    if coming:
        said = "、".join(
            f"{one.title}（{one.ahead} 个，最早 {one.first.month} 月 {one.first.day} 日）" for one in coming
        )
        yield word(f"今后 90 天到期的工作：{said}。请各{{district}}妇联提醒到{{home}}，做完及时记录。")
    waiting = len(rounds.outstanding(case))
    if waiting:
        yield word(f"上一年度的{{plaques}}还有 {waiting} 个等重新认定，请有关{{district}}妇联在年底前作出决定并备案。")
