"""No sentence says more than the data: built from content that contradicts what one would like to say."""

from __future__ import annotations

import pytest

from generator.public.views import ServiceView

HOME = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
facilities: {recommendation_box: 否, honour_board: 否}
services:
  - {item: rights.reception, title: 律师坐班, fee: 12 元}
  - {item: rights.mediation, title: 说和, fee: 免费}
  - {item: family.virtue, title: 评家庭}
"""


def text(page) -> str:
    return "".join(page.text)


def test_what_the_data_denies_is_said_nowhere(folder, pages):
    folder.home("home.yml", HOME)
    built = {path: text(page) for path, page in pages(folder).items()}
    for path, said in built.items():
        for claim in ("都有推荐箱", "来问不收费", "所有妇女之家都设", "每个妇女之家都", "在“七有”都达标的"):
            assert claim not in said, (path, claim)
    reception, mediation = built["services/rights-reception/index.html"], built["services/rights-mediation/index.html"]
    assert "1 项收费" in reception and "都不收钱" not in reception
    assert "不收钱" in mediation and "项项写明不收费" in mediation
    assert not any("媒体可用" in said for path, said in built.items() if path.startswith("homes/"))


@pytest.mark.parametrize(
    "fee,charges",
    [
        ("", None), ("免费", False), ("不收费", False), ("免费，材料费自理", True), ("12 元", True), ("每次 5元", True), ("材料费 20 元起", True), ("工本费", True), ("0 元", False),
        ("无", False), ("首次免费，之后 10 元", True), ("无需付费", False), ("面议", None), ("十块钱", True), ("公益服务", False),
    ],
)  # fmt: skip
def test_a_fee_is_read_as_people_mean_it(fee, charges):
    assert ServiceView("rights.reception", "", "rights", "", "", fee=fee).charges is charges
