"""The declarations of fields in a city's own words, with its own lists: for schemas, forms and new files."""

from __future__ import annotations

import dataclasses
from functools import cached_property

from generator.diagnostics import InvalidInput
from generator.model.choices import Choice
from generator.model.city import default_standard, lists
from generator.model.reader import Lists, in_city
from generator.model.standard import CityStandard
from generator.model.terms import ListOf, Term, terms
from generator.model.wording import Wording


class OwnWords:
    """Declarations as a city with this standard says them; without one as the profile does."""

    def __init__(self, standard: CityStandard | None = None):
        self.standard = standard or default_standard()
        self.word = Wording(self.standard)

    def __call__(self, text: str) -> str:
        """A declared text."""
        return self.word.declared(text)

    @cached_property
    def lists(self) -> Lists:
        return lists(self.standard)

    def term(self, declared: Term) -> Term:
        """A field with its label, help, example and list."""
        kind = in_city(declared.kind, self.lists)
        return dataclasses.replace(
            declared,
            label=self(declared.label),
            help=self(declared.help),
            example=_example(kind, self(declared.example)),
            form=self(declared.form),
            kind=kind,
        )

    def terms(self, record: type) -> dict[str, Term]:
        """The fields of a record, by attribute."""
        return {name: self.term(declared) for name, declared in terms(record).items()}


USUAL = OwnWords()
"""The words of the profile."""


def _allowed(choice: Choice, example: str) -> bool:
    try:
        return all(choice.read(one.strip()) for one in example.strip("[]").split(","))
    except InvalidInput:
        return False


def _example(kind: object, example: str) -> str:
    """The example, or the first of the city's list where that does not have it."""
    choice = kind.of if isinstance(kind, ListOf) else kind
    if not example or not isinstance(choice, Choice) or _allowed(choice, example):
        return example
    first = next(iter(choice.names), "")
    return f"[{first}]" if example.startswith("[") else first
