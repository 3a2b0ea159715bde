"""Recognising requests: what a region asks the state or others to do, and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from mention_reference import sentences

from samgraf.reference import load_reference
from samgraf.reports.actors import find_actors
from samgraf.reports.context import Context
from samgraf.reports.requests import find_requests

if TYPE_CHECKING:
    from samgraf.reports.model import RequestMention

SENTENCES = sentences("requests")


def _requests(text: str, *, closing: bool) -> tuple[RequestMention, ...]:
    """Return the requests in an answer of Region Skåne's."""
    actors, _ = find_actors(text, Context(load_reference(), "12", 2023))
    return find_requests(text, actors, closing=closing)


def test_there_are_sentences() -> None:
    """A file that nobody reads would let every test pass."""
    assert len(SENTENCES) >= 15


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:40])
def test_a_text_asks_this_of_these_and_of_no_other(entry: dict[str, Any]) -> None:
    """A need that nobody is asked to meet, told in the middle of an answer, is no request."""
    found = _requests(entry["text"], closing=entry.get("closing", False))

    assert [request.to or "-" for request in found] == entry["find"]
    assert all(entry["text"][request.start : request.end] == request.surface for request in found)


@pytest.mark.parametrize("text", ["", "\n\n", "...", "-", "Bör", "x" * 5000])
def test_odd_text_asks_nothing(text: str) -> None:
    """A section may hold anything."""
    assert _requests(text, closing=True) == ()
