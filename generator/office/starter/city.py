"""city.yml of a new city: what it can't do without, and every other field, commented out."""

from __future__ import annotations

from generator.model.federation import City
from generator.model.terms import terms
from generator.office import scaffold

_GIVEN = ("name", "federation", "host", "hotlines", "publish")


def city_file(city: str) -> str:
    """The text; a real site publishes what was approved alone."""
    head = f"""\
# 全市的设置。“#”后面是说明，不会显示。
# 去掉一行前面的“# ”再填写，就会用上这个字段；不填的留着不动。写好后运行 homes check 看有没有问题。
# 建设标准、示范妇女之家的级别和名额，不写就照本程序带的那一份；另有标准的，写 content/standard.yml。
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
    rest = [line for t in terms(City).values() if t.key not in _GIVEN for line in scaffold.commented(t)]
    return head + "\n" + "\n".join(rest) + "\n"
