"""A report as the texts that a form is filled with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samgraf.reports.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table of insatser; `end` is the year in which the insats ends, None where that is not known.

    `more` are lines of what the graph knows and no text of the cells says: a register's columns, a person's correction.
    """

    name: str
    description: str = ""
    outputs: str = ""
    effects: str = ""
    goals: str = ""
    more: tuple[str, ...] = ()
    end: int | None = None

    def cell(self, column: str) -> list[str]:
        """Return the paragraphs of one column, the name left out of its own."""
        text = {"name": self.description, "outputs": self.outputs, "effects": self.effects, "goals": self.goals}[column]
        return [*([text] if text else []), *(self.more if column == "name" else ())]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer's text, and its boxes: True ticked, False not, None where there is none."""

    text: str = ""
    yes: bool | None = None
    no: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Known:
    """A report as the texts that its form is filled with; answers and rows by the number of their question."""

    key: str
    region: str
    year: int
    title: str | None = None
    case_number: str | None = None
    recipient_case_number: str | None = None
    date: str | None = None
    signature_date: str | None = None
    signed_by: str | None = None
    template: str | None = None
    answers: Mapping[str, Answered] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def emptied(self) -> Known:
        """Return the same region's form with nothing filled in."""
        return Known(key=self.key, region=self.region, year=self.year, template=self.template)

    def next_year(self) -> Known:
        """Return what is known of the year after: the insatser that go on, with their descriptions and goals.

        What was done, its effects and the answers are the past year's, and are left out. An insats whose end is not
        known is taken to go on.
        """
        year = self.year + 1
        kept = {
            question: tuple(replace(row, outputs="", effects="") for row in rows if row.end is None or row.end >= year)
            for question, rows in self.rows.items()
        }
        return Known(key=self.key, region=self.region, year=year, template=self.template, rows=kept)


def unplaced(profile: Profile, known: Known) -> list[str]:
    """Return what is known that the form has no question for, each in a few words."""
    asked = {question.number for question in profile.questions if question.kind != "table"}
    tables = {question.number for question in profile.questions if question.kind == "table"}
    for question in profile.questions:
        asked |= {f"{question.number}.{item.key}" for item in question.items} | {f"{question.number}.no"}
    found = [
        f"{number}: {' '.join(answer.text.split())[:60]}"
        for number, answer in known.answers.items()
        if number not in asked | tables and answer.text.strip()
    ]
    found += [f"{number}: {row.name}" for number, rows in known.rows.items() if number not in tables for row in rows]
    return found
