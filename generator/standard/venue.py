"""有活动场所, 四（二）1."""

from __future__ import annotations

from generator.standard.fields import spot
from generator.standard.rule import MET, HomeCase, Rule, Verdict, not_recorded, unmet


def _place(case: HomeCase) -> Verdict:
    venue, office = case.home.profile.venue, case.home.profile.office
    if venue is None or not (venue.shared_with or venue.area or venue.rooms):
        return not_recorded("没有写活动场所")
    if office is None or not office.address:
        return unmet("写了活动场所，但没有地址", f"填写 {spot('home.yml', 'office.address')}", field="office.address")
    return MET


RULES = (
    Rule(
        id="venue.place",
        title="有活动场所",
        check=_place,
        reads="home.yml 里的活动场所（自有或共用、面积、房间）和地址",
        met_when="写明了自有或共用的活动场所，并有地址",
        remedy=f"填写 {spot('home.yml', 'venue.shared_with', 'venue.area')}中的一项：与谁共用，或自有场所的面积",
        file="home.yml",
        field="venue",
    ),
)
