"""What would be wrong with a feature on the day it goes out, told before that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalogue.assessment import Assessment
from generator.diagnostics import Finding, Severity
from generator.model.documents import Brand, Feature
from generator.model.home import Photo
from generator.model.load import Content, Home
from generator.model.wording import Wording
from generator.office.press import pictures
from generator.public import consent
from generator.standard.house.consents import consent_remedy, refusal_reason
from generator.standard.house.texts import feature_file

RULE = "house.press"
_READ = {"summary": "导语", "author": "作者", "source": "来源"}


def findings(assessment: Assessment) -> tuple[Finding, ...]:
    """Of every feature, as of the day on which it goes out: today, or that of its embargo."""
    content, now = assessment.content, assessment.as_of
    found = (finding for feature in content.features for finding in _Feature(content, feature, now).findings())
    return Wording(content.standard).findings(found)


def of_feature(content: Content, feature: Feature, now: dt.datetime) -> tuple[Finding, ...]:
    """Of one feature."""
    return Wording(content.standard).findings(_Feature(content, feature, now).findings())


@dataclass(frozen=True)
class _Feature:
    content: Content
    feature: Feature
    now: dt.datetime

    @property
    def file(self) -> str:
        return feature_file(self.content, self.feature)

    @property
    def day(self) -> dt.date:
        """On which it goes out, or today where it is out."""
        embargo = self.feature.embargo
        return max(self.now, embargo).date() if embargo else self.now.date()

    @property
    def when(self) -> str:
        return f"到发出那天（{self.day}）" if self.day > self.now.date() else "现在"

    def findings(self) -> Iterator[Finding]:
        yield from self._words()
        yield from self._days()
        for number, name in enumerate(self.feature.homes):
            home = self.content.homes.get(name)
            closed = home.profile.closed if home else None
            if closed and (closed.on is None or closed.on <= self.day):
                yield self._advice(f"homes[{number}]", f"“{name}”{self.when}已经撤并", "正文里说明，或改写接替的那一家")
        brand = self._brand()
        if brand and not brand.results:
            yield self._advice("brand", "品牌没有写成效（results），要点里没有数字", "请那一家补上两三个核对过的数字")
        for number, photo in enumerate(self.feature.photos):
            yield from self._photo(f"photos[{number}]", photo)

    def _words(self) -> Iterator[Finding]:
        feature = self.feature
        if not feature.body.strip():
            yield self._finding(Severity.ERROR, "title", "没有正文", "正文写在第二条横线下面")
        missing = [label for name, label in _READ.items() if not getattr(feature, name)]
        if missing:
            yield self._advice("title", f"没有写{'、'.join(missing)}", f"补上{'、'.join(missing)}，媒体先看这几样")
        if not (feature.homes or feature.brand):
            yield self._advice("title", "没有写是哪一家的事", "写上 homes: [<{district}>/<{home}>]，两边的页面才连得上")
        if not feature.photos:
            yield self._advice("title", "没有照片", "写上 photos: [<{district}>/<{home}>/<文件名>]")

    def _days(self) -> Iterator[Finding]:
        feature, today = self.feature, self.now.date()
        if feature.embargo is None and feature.date > today:
            remedy = f"要到那天才发，加上 embargo: {feature.date}T09:00"
            yield self._advice("date", f"日期是 {feature.date}，可是没有解禁时间，现在就公开", remedy)
        if feature.embargo and feature.embargo > self.now and feature.date != feature.embargo.date():
            message = f"日期是 {feature.date}，{feature.embargo:%Y-%m-%d} 才解禁，页面上写的是前一个"
            yield self._advice("date", message, "两个日子改成一样，文件名也改")

    def _brand(self) -> Brand | None:
        named = self.feature.brand or ""
        home = self.content.homes.get(named)
        return home.brand if home else self.content.brands.get(named)

    def _photo(self, at: str, key: str) -> Iterator[Finding]:
        identity, _, name = key.rpartition("/")
        home = self.content.homes.get(identity)
        if home is None or name not in home.photo_files:
            return  # told as a reference that leads nowhere
        photo = next((one for one in home.profile.photos if one.file == name), None)
        if photo is None:
            remedy = "请那一家在 home.yml 的“照片”里登记：说明、替代文字、摄影、有没有人"
            yield self._finding(Severity.ERROR, at, f"照片 {key} 没有登记，发出时没有它", remedy)
            return
        if not photo.alt:
            remedy = "请那一家在 home.yml 补上 alt"
            yield self._finding(Severity.ERROR, at, f"照片 {key} 没有替代文字，发出时没有它", remedy)
        if not consent.photo_allowed(home, photo, self.day):
            reason = refusal_reason(home, photo.consent, "photo", self.day)
            remedy = consent_remedy(home, photo.consent, "photo", self.day, "取得同意书并登记，或换一张没有人的照片")
            yield self._finding(Severity.ERROR, at, f"照片 {key} {self.when}不能公开：{reason}", remedy)
            return
        yield from self._usable(at, key, home, photo)

    def _usable(self, at: str, key: str, home: Home, photo: Photo) -> Iterator[Finding]:
        """What keeps others from printing a photo that may be shown."""
        if not consent.press_allowed(home, photo, self.day):
            why = refusal_reason(home, photo.consent, "press", self.day)
            why = "没有写 use: press" if photo.use != "press" else why
            yield self._advice(at, f"照片 {key} {self.when}不是媒体可用：{why}", "问过那一家再改，或换一张媒体可用的")
        missing = [label for label, value in (("说明", photo.caption), ("摄影", photo.credit)) if not value]
        if missing:
            yield self._advice(
                at, f"照片 {key} 没有写{'、'.join(missing)}", f"请那一家在 home.yml 补上{'、'.join(missing)}"
            )
        side = max(pictures.pixels(pictures.read(home.photo_files[photo.file])))
        if 0 < side < pictures.PRINTED:
            message = f"照片 {key} 长边只有 {side} 像素，印到报纸上不清楚"
            yield self._advice(at, message, f"请那一家换成原图，长边 {pictures.PRINTED} 像素以上")

    def _advice(self, at: str, message: str, remedy: str) -> Finding:
        return self._finding(Severity.ADVICE, at, message, remedy)

    def _finding(self, severity: Severity, at: str, message: str, remedy: str) -> Finding:
        return Finding(severity, message, remedy, self.content.place(self.file, at), at, rule=RULE)
