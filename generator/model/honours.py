"""families.yml and consents.yml: the honour roll, and consents with scope and period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.model import vocabulary as words
from generator.model.choices import Choice, CityChoice
from generator.model.field_types import Boolean, Date, Integer, Text
from generator.model.home import Photo
from generator.model.identifiers import Slug
from generator.model.terms import SELDOM, ListOf, Record, term

FAMILY_LEVEL = CityChoice("families", words.FAMILY_LEVELS, words.FAMILY_LEVELS_ALSO)


@dataclass(frozen=True)
class FamilyPhoto(Photo):
    """The photo of a family, published only under the consent of the family."""


@dataclass(frozen=True)
class Family:
    id: str = term("编号", Slug(), required=True, public=True, example="zhang-2026", form="家庭编号")
    family: str = term(
        "家庭", Text(40), required=True, public=True, example="张××家庭", form="家庭称呼", headings="家庭名称"
    )
    year: int = term("年度", Integer(1990, 2200, "年"), required=True, public=True, example="2026")
    level: str | None = term("级别", FAMILY_LEVEL, public=True, example="home", form="荣誉级别")
    titles: tuple[str, ...] = term(
        "称号", ListOf(Text(20), 10), public=True, example="[孝老爱亲]", form="称号", headings="荣誉称号"
    )
    motto: str | None = term("家训", Text(60), public=True, example="一粥一饭，当思来处不易")
    story: str | None = term("事迹", Text(8000, lines=True), public=True, headings="家庭事迹 主要事迹")
    photo: FamilyPhoto | None = term("照片", Record(FamilyPhoto), public=True)
    published: dt.date | None = term("发布日期", Date(), public=True, form="家庭发布日期", asked=SELDOM)
    consent: str | None = term("同意书编号", Text(40), example="C-2026-014")
    revoked: dt.date | None = term("撤销日期", Date(), vital=True)


@dataclass(frozen=True)
class Consent:
    """Valid from `obtained` to `until` inclusive unless withdrawn; minors need a guardian. Never published.

    `restored`: the day on which a withdrawal entered by mistake was reversed.
    """

    STRICT = True

    id: str = term("编号", Text(40), required=True, example="C-2026-014", form="同意书编号")
    obtained: dt.date = term("取得日期", Date(), required=True, example="2026-04-02", form="签字日期")
    scope: tuple[str, ...] = term(
        "范围",
        ListOf(Choice(words.CONSENT_SCOPES, words.CONSENT_SCOPES_ALSO, strict=True), 10),
        required=True,
        example="[name, story, photo]",
        form="同意公开什么",
    )
    adults: int | None = term("成年人", Integer(0, 1000, "人"), example="2", form="成年人数")
    minors: int | None = term("未成年人", Integer(0, 1000, "人"), example="1", form="未成年人数")
    guardian: bool | None = term("监护人同意", Boolean(), example="是")
    until: dt.date | None = term("有效期至", Date(open_end=True), example="2029-04-01")
    sensitive: tuple[str, ...] = term(
        "敏感情况",
        ListOf(Choice(words.SENSITIVE, words.SENSITIVE_ALSO, strict=True), 10),
        help="当事人看过、同意写出来的：写了病情、困难这些事的，没有它不放行",
        example="[health]",
        form="同意写出的敏感情况",
    )
    signed: int | None = term("签字人数", Integer(0, 100_000, "人"), example="2", asked=SELDOM)
    separate: bool | None = term("单独同意公开", Boolean(), example="是", asked=SELDOM)
    form: str | None = term("同意书版本", Text(20), example="2026-1", asked=SELDOM)
    kept_at: str | None = term("存放处", Text(60), example="办公室文件柜", asked=SELDOM)
    withdrawn: dt.date | None = term("撤回日期", Date())
    restored: dt.date | None = None

    def stands(self, on: dt.date) -> bool:
        """Whether the consent is not withdrawn on the day `on`.

        Of a withdrawal and its reversal the later day counts, from that day on.
        """
        return self.withdrawn is None or (self.restored is not None and self.withdrawn < self.restored <= on)

    def covers(self, scope: str, on: dt.date) -> bool:
        """Whether this consent lets `scope` be published on the day `on`."""
        in_time = self.obtained <= on and (self.until is None or on <= self.until)
        guarded = not self.minors or bool(self.guardian)
        return scope in self.scope and in_time and guarded and self.stands(on)
