"""city.yml of a new city: what it can't do without, what it calls things, and every other field, commented out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from generator.model.city import GENERIC, kind_of
from generator.model.federation import City, PlaqueLevel, Terms
from generator.model.terms import terms
from generator.office import scaffold
from generator.office.starter.areas import Area

_GIVEN = ("name", "federation", "host", "hotlines", "publish", "quota", "honours", "terms")
"""Written out. A quota stands with its level in `honours`."""
_ABOVE = {"县": "市", "旗": "盟市", "区": "市"}
"""What kind of place → what it belongs to, between it and the province."""
_WRITTEN = ("id", "label", "plaque", "giver")
_MUNICIPALITIES = ("11", "12", "31", "50")
"""How the codes of cities begin that lie in no province."""


def city_file(city: str, areas: Sequence[Area]) -> str:
    """The text; a real site publishes what was approved alone."""
    head = f"""\
# 全市的设置。“#”后面是说明，不会显示。
# 去掉一行前面的“# ”再填写，就会用上这个字段；不填的留着不动。写好后运行 homes check 看有没有问题。
# 建设标准不写就照本程序带的那一份；另有标准的，写 content/standard.yml（怎么写，见 docs/standard.md）。
name: {city}
federation: {city}妇女联合会
# 主办单位，印在每页下面；contact 写对外公布的电话。
host: {{name: {city}妇女联合会, contact: }}
# 全国通用的号码。本市还有别的，照样加一行；for: danger 遇到危险，advice 求助咨询，general 其他事务。
hotlines:
  - {{name: 报警, phone: "110", for: danger}}
  - {{name: 短信报警, phone: "12110", for: danger}}
  - {{name: 急救, phone: "120", for: danger}}
  - {{name: 妇女维权公益服务热线, phone: "12338", for: advice}}
  - {{name: 心理援助热线, phone: "12356", for: advice}}
  - {{name: 公共法律服务热线, phone: "12348", for: advice}}
  - {{name: 市民服务热线, phone: "12345", for: general}}
# approval: required 是审核同意了才公开（homes review、homes accept；第一次用 homes approve --baseline）；
# none 是写好就公开。
# standing: met-only 只公开达到的标准。stages: 审几级，1 到 3。
publish: {{approval: required, standing: met-only, stages: 1}}
"""
    given = (*_GIVEN, "kinds") if _is_of_towns(areas) else _GIVEN
    rest = [line for t in terms(City).values() if t.key not in given for line in scaffold.commented(t)]
    return "\n".join([head.rstrip(), *_terms(areas), *_honours(city, areas), "", *rest]) + "\n"


def _district(areas: Sequence[Area]) -> str:
    """What districts are called by their names' ends: 区, 区县, 县市, 旗县区; 街镇 where there are none."""
    ends = {area.name[-1] for area in areas}
    if _is_of_towns(areas):
        return "街镇" if "道" in ends else "乡镇"
    ends &= set("区县市旗")
    if "旗" in ends:
        return "旗县区" if "区" in ends else "旗县" if "县" in ends else "旗"
    return "县市" if ends == {"县", "市"} else "区县" if len(ends) > 1 else "".join(ends) or "区"


def _own_terms(areas: Sequence[Area]) -> Terms:
    """What things are called, as far as the list tells; a city that has an information system writes its name."""
    streets = "村、社区" if _is_of_towns(areas) else GENERIC.street
    return dataclasses.replace(GENERIC, district=_district(areas), street=streets)


def _is_of_towns(areas: Sequence[Area]) -> bool:
    return any(area.is_town for area in areas)


def _terms(areas: Sequence[Area]) -> Iterator[str]:
    """The city's words, and the kinds of places of a city without districts."""
    own = _own_terms(areas)
    yield "# 本市叫什么：网站、表、报告、homes new 写的文件都照这里说。"
    yield "terms:"
    for name, t in terms(Terms).items():
        yield f"  {t.key}: {getattr(own, name) or 'null'}   # {t.label}" + (f"：{t.help}" if t.help else "")
    if _is_of_towns(areas):
        yield "kinds: {streets: {社区: street, 村: township}}   # 名称带“社区”“村”的，各算哪一类"


def _honours(city: str, areas: Sequence[Area]) -> Iterator[str]:
    """Levels that most cities have; those of another city are no longer in effect."""
    own, below = kind_of(city), _district(areas)
    more = "，".join(f"{t.key} {t.label}" for t in terms(PlaqueLevel).values() if t.key not in _WRITTEN)
    yield "# 荣誉的级别：没有的删掉。homes 从高到低，families 从低到高。本区的代号写 district，本家的写 home。"
    yield f"# 牌匾每一级还可以写：{more}（next-year 次年一次，yearly 每年）；不写名额就没有名额。"
    yield "honours:"
    yield "  homes:"
    yield f"    - {{id: city, label: {own}级, plaque: 示范妇女之家, giver: {own}妇联}}"
    yield f"    - {{id: district, label: {below}级, plaque: 示范妇女之家, giver: {below}妇联}}"
    yield "  families:"
    levels = {"home": "本家", "street": "街道乡镇", "district": f"{below}级", "city": f"{own}级"}
    if _is_of_towns(areas):
        del levels["street"]
    if own in _ABOVE:
        levels["prefecture"] = f"{_ABOVE[own]}级"
    if not any(area.code.startswith(_MUNICIPALITIES) for area in areas):
        levels["province"] = "省级"
    for code, label in (levels | {"national": "全国"}).items():
        yield f"    - {{id: {code}, label: {label}}}"
