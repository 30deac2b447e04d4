"""From the content folder to what the public may see of it."""

from __future__ import annotations

from generator.catalogue.assessment import Assessment, judge
from generator.content import intake
from generator.model.load import load
from generator.pipeline.order import Order, Reading, Step
from generator.public import city
from generator.standard import house


def assess(order: Order, step: Step = lambda home: None) -> Assessment:
    """Reads and judges the content. Raises `CityUnreadable`."""
    snapshot = intake.take(order.content, order.only)
    return judge(load(snapshot, step), house.strays(snapshot), order.moment)


def read(order: Order, step: Step = lambda home: None) -> Reading:
    """Content, judged and made public. Raises `CityUnreadable`."""
    assessment = assess(order, step)
    return Reading(order, assessment, city.site(assessment))
