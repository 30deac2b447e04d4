"""How to be told what is new: the feeds in plain words."""

from __future__ import annotations

from generator.pages.page import Page
from generator.public import subscriptions
from generator.public.views import Link, Site


def subscribe(site: Site) -> Page:
    city = site.city
    districts = (Link(district.name, district.address) for district in site.districts)
    return Page(
        "subscribe/",
        "订阅",
        "有新的品牌、荣誉、示范、活动和好做法，自己送到您的阅读软件里。",
        "subscribe.html",
        {
            "feeds": (
                (subscriptions.of_city(city), "什么都要", f"全{city.standard.city}的品牌、荣誉、示范、活动和好做法"),
                (subscriptions.of_features(city), "只要好做法", "记者和编辑写的，全文"),
                (subscriptions.of_families(city), "只要荣誉", "新登上光荣榜的最美家庭"),
                (subscriptions.of_plaques(city), "只要示范", f"新认定的示范{city.terms.home}"),
            ),
            "districts": tuple((place.name, subscriptions.of_area(place)) for place in districts),
            "example": subscriptions.of_city(city).address,
        },
    )
