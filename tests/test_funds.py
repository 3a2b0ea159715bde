"""Recognising who pays: funds anywhere, actors only where a slot says that they fund."""

from __future__ import annotations

from typing import Any

import pytest
from mention_reference import ID, a_context, sentences

from samgraf.reports.funds import find_funds

SENTENCES = sentences("funds")


def test_there_are_sentences() -> None:
    """A file that nobody reads would let every test pass."""
    assert len(SENTENCES) >= 40


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:40])
def test_a_text_names_these_sources_and_no_other(entry: dict[str, Any]) -> None:
    """A partner that does not pay must not become a funder."""
    found = find_funds(entry["text"], a_context())

    assert sorted(fund.name for fund in found) == sorted(entry["find"])
    assert all(entry["text"][fund.start : fund.end] == fund.surface for fund in found)


def test_a_fund_in_prose_counts_less_than_one_in_a_slot() -> None:
    """The word ERUF in a sentence may be about something else than this insats."""
    (prose,) = find_funds("Vi prioriterar att medfinansiera ERUF-projekt.", a_context())
    (slot,) = find_funds("(ERUF)", a_context())

    assert prose.confidence < slot.confidence


def test_a_funding_agency_is_an_actor_and_a_fund_is_a_fund() -> None:
    """The graph writes sg:funder for the one and sg:fund for the other."""
    agency, fund = find_funds("(Tillväxtverket och anslag 1:1)", a_context())

    assert (agency.actor, agency.fund) == (f"{ID}actor/tillvaxtverket", None)
    assert (fund.actor, fund.fund) == (None, f"{ID}fund/anslag-1-1")
