"""docs/content-format.md and docs/standard.md, from the declarations: what editors write, what is asked of a home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.model import profiles
from generator.model.city import default_standard
from generator.model.standard import ADVICE, FACTORIES, PARAMETERS, CityStandard
from generator.model.wording import Wording
from generator.office.schema import reference
from generator.standard import factories
from generator.standard.rule import SITE_CHOICES, Rule
from generator.standard.rules import CHECKS, all_rules
from generator.standard.ruleset import HOME_CHECKS

_NOTE = "<!-- 由 make docs 从声明生成，别直接改。 -->"


def write(folder: Path) -> None:
    """Writes both files into the folder of the documentation."""
    for name, text in documents().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def documents(own: CityStandard | None = None) -> dict[str, str]:
    """File name → Markdown: the project's, or those of a new city in its `own` words and lists."""
    texts = {"content-format.md": _content_format(own), "standard.md": "\n".join(_standard()) + "\n"}
    return {name: text.replace(f"{_NOTE}\n\n", "") for name, text in texts.items()} if own else texts


def _content_format(own: CityStandard | None) -> str:
    pages = reference(own)
    intro = pages.pop("index.md").partition("\n- ")[0].replace("# 字段参考", "# 内容的写法")
    parts = [
        text.replace("\n#### ", "\n##### ").replace("\n### ", "\n#### ").replace("\n## ", "\n### ")
        for text in pages.values()
    ]
    return "\n".join([intro, _NOTE, "", *(f"#{text}" for text in parts)])


def _standard() -> Iterator[str]:
    standard, city = default_standard(), profiles.data(profiles.DEFAULT, "city.yml")["name"]
    yield "# 标准怎么写\n"
    yield f"{_NOTE}\n"
    yield (
        f"没有 `content/standard.yml` 的城市用{city}的标准。有这个文件的，`based_on: beijing` 只写不同的地方，"
        "不要的标准和“有”列在 `drop`；`based_on: none` 从头写，没有写到的都不要求。\n"
    )
    yield "```yaml"
    yield from _EXAMPLE.strip().splitlines()
    yield "```\n"
    yield (
        "- `name` 是这套标准的名称，用在“六有达标”里。`haves` 是要有的几样：代号自己起，`label` 是名称，"
        "`clause` 是条款，可以不写；各区 `district.yml` 的权重（`weights`）写这些代号。"
    )
    yield "- 每一“有”下面至少一条必须做到的标准；`advice: true` 的是建议，不影响达标和得分。"
    yield (
        "- 标准写代号；`have` 是它归入哪一“有”，`title` 改标题，表里有的数可以改。"
        "`clause` 是条款，不写就同它归入的那一“有”。"
        "不是看一个妇女之家的不写 `have`：" + "、".join(f"`{id}`" for id in _kinds_without_have()) + "。"
    )
    reasons = "、".join(f"`{code}` {reason}" for code, reason in ADVICE.items())
    yield (
        f"- `why` 说为什么只是建议：{reasons}；不写就是城市自己定的。这一条的页面和报告照它说。"
        "`says` 是一“有”下面的几句话（`clause` 出处、`text` 说法），`explains` 是功能、事项、制度的一句说明，"
        "都在“建设标准”的页面上，不写就不显示，不影响检查。"
    )
    bound = "、".join(f"`{rule.id}` 看 `{item}`" for rule in CHECKS for item in rule.items)
    yield (
        f"- 看某个服务事项的：{bound}。`functions` 里没有这个事项的城市不能用它，"
        "换成自己的标准：`check: held-of-item`，`item` 写自己的事项。"
    )
    yield (
        f"- 没有写 `functions` 的，功能和服务事项同{city}；自己写的，事项的代号以功能的代号开头，如 "
        "`functions: {reading: {label: 读书, items: {reading.circle: {label: 读书会}}}}`。"
    )
    known = "、".join(f"`{code}` {title}" for code, title in standard.regulation_titles.items())
    yield (
        f"- `regulations` 是要求的制度，现成的有：{known}。现成的带着{city}的标题、条款和说明；"
        "不合用的，在 `own` 里用同一个代号重写，写了就整项换掉："
        "`own: {management: {title: 日常管理办法, clause: 第三章, explains: 谁来管，怎么管。}}`。"
    )
    yield (
        "- 自己的制度在 `own` 里写标题，代号也列进 `regulations`："
        "`own: {library: {title: 图书借阅制度, file: library.md}}`；"
        "正文放在内容文件夹的 `regulations/library.md`，网站上看得到，没有正文的不写 `file`。"
    )
    yield "- 名额和经费写在 `city.yml` 的 `honours`、`funding` 里，没有的不适用。"
    yield "- 信息管理系统写在 `city.yml` 的 `terms` 里，没有写 `null`。"
    yield (
        "- 写错的地方 `homes check` 会指出是哪一行；那一处不起作用，别的照用。"
        "`based_on` 没有写或写错的，改好以前有 `haves` 的按 `none`、没有的按 `beijing` 算。\n"
    )
    yield "## 自己的标准\n"
    yield "代号自己起，如 `own.training`；`check` 写下面的一种：\n"
    yield "| check | 看什么 | 要写的 | 可以写的数 |"
    yield "|---|---|---|---|"
    for name, factory in factories.BY_NAME.items():
        figures = "、".join(f"`{figure}`（不写是 {value:g}）" for figure, value in factory.parameters.items())
        yield f"| `{name}` | {FACTORIES[name]} | {'、'.join(f'`{key}`' for key in factory.needs)} | {figures} |"
    yield ""
    yield (
        "`field` 是 `ledger.yml` 的字段（`there` 是 `home.yml` 的设施，`noted` 是 `home.yml` 的字段），"
        "有哪些见 [内容的写法](content-format.md)；"
    )
    yield f"`item` 是服务事项：{'、'.join(f'`{code}` {label}' for code, label in standard.items.items())}，或自己写的；"
    yield "`period` 是 `month`、`quarter` 或 `half-year`。\n"
    yield "## 已有的标准\n"
    yield f"| 代号 | 标题 | {city}归入 | 性质 | 达到的条件 | 可以改的数 | 看哪里 | 条款 |"
    yield "|---|---|---|---|---|---|---|---|"
    own = {rule.id: rule for rule in all_rules(standard)}
    word = Wording(standard)
    for check in CHECKS:
        rule = own.get(check.id, check)
        nature = f"建议：{word(rule.advice.label)}" if rule.advice else "必须做到"
        cells = (
            f"`{rule.id}`", rule.title, standard.have_labels.get(rule.have, "—"), nature,
            rule.sentence() if rule.applies else "不超过 city.yml 写的数",
            _figures(rule), rule.reads, rule.clause or "本站规则",
        )  # fmt: skip
        yield f"| {' | '.join(cell.replace('|', '｜') for cell in cells)} |"
    yield ""
    yield f"“本站口径”是文件没有给、本站定的：{'；'.join(SITE_CHOICES.values())}。"


def _kinds_without_have() -> tuple[str, ...]:
    """What rules that are about no single home begin with."""
    homes = {rule.id for rule in HOME_CHECKS}
    kinds = (f"{rule.id.partition('.')[0]}.*" for rule in CHECKS if rule.id not in homes)
    return tuple(dict.fromkeys("funding.district" if kind == "funding.*" else kind for kind in kinds))


def _figures(rule: Rule) -> str:
    return "、".join(f"`{name}`（{PARAMETERS[name]}）" for name in rule.parameters if name in PARAMETERS) or "—"


_EXAMPLE = """
name: 六有
based_on: none
functions: beijing
haves:
  venue: {label: 有场所, clause: 六有1}
  activity: {label: 有活动, clause: 六有5}
regulations: [management, publicity, volunteers, rights]
rules:
  venue.place: {have: venue}
  mechanism.activities: {have: activity, minimum: 4, clause: 六有5, title: 活动经常化}
  mechanism.training: {have: activity, advice: true}
  own.training: {have: activity, check: held-of-item, item: work.transfer, minimum: 5, title: 技能培训}
"""
