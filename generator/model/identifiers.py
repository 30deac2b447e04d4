"""Fields that name something: a home, a street, a part of an address, a file, another site."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from generator.content.pinyin import as_slug
from generator.content.text import ascii_address, one_line
from generator.content.values import Value
from generator.diagnostics import InvalidInput
from generator.model.field_types import FieldType

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_SLUG_LENGTH = 60
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Slug(FieldType):
    """Part of an address: `[a-z0-9]+(-[a-z0-9]+)*`, at most 60 characters."""

    format_hint = "小写拼音或英文字母、数字，用 - 连接，如 xingfu-jie"

    def read(self, text: str) -> str:
        text = one_line(text)
        if not SLUG.fullmatch(text) or len(text) > MAX_SLUG_LENGTH:
            proposed = as_slug(text[:40])
            rule = "只用小写拼音或英文字母、数字，用 - 连接"
            remedy = f"写成 {proposed} 这样：{rule}" if proposed else f"写成{self.format_hint}"
            raise InvalidInput(f"“{text[:40]}”不能用在网址里", f"{remedy}，最长 {MAX_SLUG_LENGTH} 个字符")
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": MAX_SLUG_LENGTH}


@dataclass(frozen=True)
class Identity(FieldType):
    """A home `<district>/<home>`; with 1 to 3 parts also a district or a file of a home."""

    min_parts: int = 2
    max_parts: int = 2
    format_hint = "<区>/<家>，和 homes/ 里的文件夹名一样"

    def read(self, text: str) -> str:
        text = one_line(text)
        parts = text.split("/")
        slugs = all(SLUG.fullmatch(part) and len(part) <= MAX_SLUG_LENGTH for part in parts[:2])
        if not self.min_parts <= len(parts) <= self.max_parts or not slugs or not parts[-1]:
            raise InvalidInput(f"“{text[:60]}”不是哪一家的代号", f"写成{self.format_hint}")
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[a-z0-9-]+(/[^/]+)*$"}


@dataclass(frozen=True)
class StreetCode(FieldType):
    """The slug of a street of the home's district, or its name, which `load` looks up."""

    format_hint = "本区 district.yml 里的街道代号"

    def read(self, text: str) -> str:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[str]:
        text = one_line(text)
        bare = text.strip("，,；;。、“”\"' ")
        code = bare if _HAN.search(bare) and len(bare) <= 30 else Slug().read(bare or text)
        return Value(code, None if bare == text else code)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": rf"^({SLUG.pattern}|.*[\u4e00-\u9fff].*)$", "maxLength": MAX_SLUG_LENGTH}


_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_SYLLABLE = re.compile("[a-z]{1,6}")


@dataclass(frozen=True)
class Syllables(FieldType):
    """The pinyin of a name, syllables apart, with or without tones: `dà shí làn` is `da shi lan`; ü is v."""

    format_hint = "拼音，每个字之间空一格，如 da shi lan"

    def read(self, text: str) -> str:
        plain = _TONES.sub("", unicodedata.normalize("NFD", one_line(text).lower())).replace("u\u0308", "v")
        found = re.split("[ '’·-]+", plain)
        if not all(map(_SYLLABLE.fullmatch, found)):
            raise InvalidInput(f"“{text[:40]}”不是拼音", f"写成{self.format_hint}")
        return " ".join(found)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


@dataclass(frozen=True)
class FileName(FieldType):
    """The name of a file in the home's own photos/ or regulations/, without folders."""

    format_hint = "文件名，如 front.jpg"

    def read(self, text: str) -> str:
        name = re.sub(r"^(photos|regulations)[/\\]", "", one_line(text))
        if not name or name.startswith(".") or re.search(r"[/\\\x00-\x1f]", name) or len(name) > 120:
            last = re.split(r"[/\\]", name)[-1]
            raise InvalidInput(
                f"“{text[:60]}”不是文件名", f"只写文件名，如 {last if last[1:] else 'front.jpg'}，不带文件夹"
            )
        return name


@dataclass(frozen=True)
class WebAddress(FieldType):
    format_hint = "以 https:// 开头的网址"

    def read(self, text: str) -> str:
        address = one_line(text)
        if not re.fullmatch(r"https://[^\s/?#@\"'<>\\]+\.[^\s\"'<>\\]+", address) or len(address) > 500:
            raise InvalidInput(f"“{address[:60]}”不是可用的网址", f"写成{self.format_hint}")
        try:
            return ascii_address(address)
        except UnicodeError:
            raise InvalidInput(f"“{address[:60]}”的域名不成立", "核对域名，每两个点之间一到六十三个字符") from None
