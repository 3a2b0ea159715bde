"""Recognising what results rest on, by the form of the words."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest
from mention_reference import sentences

from samgraf.reports.bases import find_bases

SENTENCES = sentences("bases")
SHORT = {"uppfoljning": "u", "utvardering": "v", "egen-bedomning": "e"}


def test_there_are_sentences() -> None:
    """A file that nobody reads would let every test pass."""
    assert len(SENTENCES) >= 40


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:40])
def test_a_cell_gives_these_bases_and_no_other(entry: dict[str, Any]) -> None:
    """Uppföljning is an everyday word: only as a label, or in passing about these results, does it count."""
    found = find_bases(entry["text"])

    assert sorted({SHORT[basis.basis] for basis in found}) == sorted(entry["find"])
    assert all(entry["text"][basis.start : basis.end] == basis.surface for basis in found)


def test_nothing_is_inferred_outside_the_column_of_effects() -> None:
    """What an evaluation showed elsewhere is not the basis of this insats."""
    text = "Utvärderingen visar att deltagarna är nöjda."

    assert find_bases(text, column="outputs") == ()
    assert find_bases(text)[0].method == "in-passing"


@pytest.mark.parametrize("text", ["A" * 12000, "utvärdering" * 1200, "resultat är " * 1000])
def test_a_long_word_is_read_in_time(text: str) -> None:
    """A line without spaces took time by its square."""
    start = perf_counter()
    find_bases(text)

    assert perf_counter() - start < 2
