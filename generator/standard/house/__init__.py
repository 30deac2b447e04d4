"""Rules of the site itself: published content is safe, and references are valid."""

from generator.standard.house.consents import find_consent, permits, withdrawal_homes
from generator.standard.house.detectors import private_digits
from generator.standard.house.forbidden import forbidden_files
from generator.standard.house.inspection import city_inspection, cleared_numbers, inspect, inspect_city
from generator.standard.house.own_words import numbered_codes, without_private_words
from generator.standard.house.pages import redact_pages
from generator.standard.house.redaction import redact, redact_city
from generator.standard.house.rules import HOUSE_RULES
from generator.standard.house.violation import HouseRule, Inspection

__all__ = [
    "HOUSE_RULES",
    "HouseRule",
    "Inspection",
    "city_inspection",
    "cleared_numbers",
    "find_consent",
    "forbidden_files",
    "inspect",
    "inspect_city",
    "numbered_codes",
    "permits",
    "private_digits",
    "redact",
    "redact_city",
    "redact_pages",
    "withdrawal_homes",
    "without_private_words",
]  # fmt: skip
