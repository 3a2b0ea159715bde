"""Recognising periods, and telling that of the insats from years that belong to plans and laws."""

from __future__ import annotations

from typing import Any

import pytest
from mention_reference import a_context, sentences

from samgraf.reports.periods import find_periods, insats_period

SENTENCES = sentences("periods")


def test_there_are_sentences() -> None:
    """A file that nobody reads would let every test pass."""
    assert len(SENTENCES) >= 40


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:40])
def test_the_period_of_an_insats(entry: dict[str, Any]) -> None:
    """One wrong bound puts the insats in another year."""
    period = insats_period(entry["text"], a_context())

    assert ([period.start_year, period.end_year] if period else None) == entry["find"]


def test_months_are_kept() -> None:
    """A project of two months is not one of a year."""
    (period,) = find_periods("Pågår november 2022 till mars 2024.", a_context())

    assert (period.start_month, period.end_month) == (11, 3)
    assert period.surface == "november 2022 till mars 2024"


def test_in_march_this_year_is_the_year_of_the_report() -> None:
    """The words i år mean nothing without it."""
    (period,) = find_periods("Projektet avslutades i mars i år.", a_context(year=2024))

    assert (period.end_year, period.end_month) == (2024, 3)
