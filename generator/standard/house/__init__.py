"""Rules of our own: that what a home publishes is safe, and that what it names exists."""

from generator.standard.house.consents import consent_named, homes_meant, permits
from generator.standard.house.detectors import numbers_in
from generator.standard.house.frame import HouseRule, Inspection
from generator.standard.house.inspection import city_inspection, cleared_numbers, inspect, inspect_city
from generator.standard.house.pages import without_private
from generator.standard.house.redaction import redact, redact_city
from generator.standard.house.rules import HOUSE_RULES
from generator.standard.house.strays import strays

__all__ = [
    "HOUSE_RULES", "HouseRule", "Inspection", "city_inspection", "cleared_numbers", "consent_named", "homes_meant", "inspect", "inspect_city", "numbers_in",
    "permits", "redact", "redact_city", "strays", "without_private",
]  # fmt: skip
