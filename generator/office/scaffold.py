"""`homes new`: the folder of a new home, commented in Chinese, derived from the field declarations.

Whatever it shows is empty, with an example beside it: a line that is uncommented and left as it is says nothing. Until
it has a name of its own a home is not published.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.model.documents import AdoptedRegulation, Brand
from generator.model.federation import District
from generator.model.home import UNTOUCHED_NAME, Profile
from generator.model.honours import Consent, Family
from generator.model.ledger import Ledger
from generator.model.terms import ListOf, MapOf, Record, Term, terms
from generator.office.own_words import USUAL, OwnWords

_FILLED = ("name", "kind", "street")


def create(content: Path, identity: str, district: District, own: OwnWords = USUAL) -> list[Path]:
    """Writes the files of a new home and returns their paths. Raises `FileExistsError` where the folder exists."""
    folder = content / "homes" / identity
    folder.mkdir(parents=True)
    written = []
    for name, text in files(district, own).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    for name in ("activities", "photos"):
        (folder / name).mkdir()
    return written


def files(district: District, own: OwnWords = USUAL) -> dict[str, str]:
    """Name → text of the files of a home that nobody has filled in."""
    return {
        "home.yml": _profile(district, own),
        "consents.yml": list_file("同意书：谁同意公开什么、到什么时候。这个文件不会发布。", Consent, own),
        "families.yml": list_file(
            "“最美家庭”光荣榜。每户都要有一份 consents.yml 里的同意书，否则不会出现在网站上。", Family, own
        ),
        "regulations.yml": _regulations(own),
        "ledger.yml": _ledger(own),
        "intro.md": "---\n# 介绍。在下面写几段话，说说这里是什么样的地方。两条横线之间的说明不会显示。\n---\n",
        "brand.md": _brand(own),
    }


def _profile(district: District, own: OwnWords) -> str:
    streets = "、".join(f"{s.slug} {s.name}" for s in district.streets)
    labels = own.standard.kinds.home_labels
    kinds = "、".join(code if label == code else f"{code} {label}" for code, label in labels.items())
    head = [
        f"# {own('妇女之家')}的基本信息。“#”后面是说明，不会显示。",
        "# 去掉一行前面的“# ”再填写，就会用上这个字段；不填的留着不动。",
        "# 冒号要用英文的“:”，后面空一格。写好后运行 homes check 看有没有问题。",
        f"name: {own(UNTOUCHED_NAME)}   # 名称，必填：换成自己的名称，换了才会公开",
        f"kind:   # 类别，必填：{kinds}",
        f"street:   # {own('所在街道乡镇')}，必填：{streets}",
        "",
    ]
    rest = [line for t in terms(Profile).values() if t.key not in _FILLED for line in commented(t, own)]
    return "\n".join([*head, *rest]) + "\n"


def commented(t: Term, own: OwnWords = USUAL) -> list[str]:
    """A field commented out; the line above fields of its own is not: whoever uncomments one of these needs it."""
    first, *inner = _sample(t, 0, own)
    return [first if inner else f"# {first}", *(f"# {line}" for line in inner)]


def _sample(declared: Term, indent: int, own: OwnWords) -> list[str]:
    """Lines that show how a field is written, not commented out."""
    pad, t = "  " * indent, own.term(declared)
    shown = f"；例：{t.example}" if t.example else ""
    note = f"   # {t.label}" + ("，必填" if t.required else "") + (f"：{t.help}" if t.help else "") + shown
    kind: Any = t.kind
    if isinstance(kind, Record):
        return [
            f"{pad}{t.key}:{note}",
            *(line for inner in terms(kind.of).values() for line in _sample(inner, indent + 1, own)),
        ]
    if isinstance(kind, ListOf) and isinstance(kind.of, Record):
        lines = [line for inner in terms(kind.of.of).values() for line in _sample(inner, indent + 2, own)]
        first = f"{pad}  - {lines[0].lstrip()}"
        return [f"{pad}{t.key}:{note}", first, *lines[1:]]
    if isinstance(kind, MapOf):
        return [f"{pad}{t.key}: {{}}{note}"]
    return [f"{pad}{t.key}:{note}"]


def list_file(purpose: str, record: type, own: OwnWords = USUAL) -> str:
    lines = [line for t in terms(record).values() for line in _sample(t, 1, own)]
    return (
        "\n".join(
            [
                f"# {purpose}",
                "# 每一项这样写（去掉行首的“# ”）：",
                *(f"# {line}" for line in [f"- {lines[0].lstrip()}", *lines[1:]]),
            ]
        )
        + "\n"
    )


def _regulations(own: OwnWords) -> str:
    names = {t.key: t.label for t in terms(AdoptedRegulation).values()}
    titles = own.standard.regulation_titles
    lines = [f"# - {{regulation: {code}, adopted: , on_wall: }}   # {label}" for code, label in titles.items()]
    head = [
        f"# 采用了哪些制度：{names['adopted']}、是否{names['on_wall']}。",
        "# 通过一项，就去掉那一行前面的“# ”，在 adopted: 后面写日期，on_wall: 后面写 是 或 否。",
    ]
    return "\n".join([*head, *lines]) + "\n"


def _ledger(own: OwnWords) -> str:
    head = [
        "# 台账：只记日期和数目，不写任何人的姓名。这个文件不会发布。",
        "# 做完一件事，去掉那一行前面的“# ”，填上日期。",
    ]
    return "\n".join([*head, *(f"# {line}" for t in terms(Ledger).values() for line in _sample(t, 0, own))]) + "\n"


def _brand(own: OwnWords) -> str:
    lines = [line for t in terms(Brand).values() for line in _sample(t, 0, own)]
    head = ["# 特色活动和品牌。去掉行首的“# ”填写字段；在第二条横线下面写品牌的故事：怎么开始的，谁在做，帮到了谁。"]
    return "\n".join(["---", *head, *(f"# {line}" for line in lines), "---"]) + "\n"
