"""Recognising the template's themes by stems."""

from __future__ import annotations

from typing import Any

import pytest
from mention_reference import sentences

from samgraf.reports.themes import find_themes

SENTENCES = sentences("themes")


def test_there_are_sentences() -> None:
    """A file that nobody reads would let every test pass."""
    assert len(SENTENCES) >= 40


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:40])
def test_a_text_treats_these_themes_and_no_other(entry: dict[str, Any]) -> None:
    """A theme that is not treated must be able to be missing."""
    found = find_themes(entry["text"])

    assert sorted({theme.theme.rsplit("/", 1)[1] for theme in found}) == sorted(entry["find"])
    assert all(entry["text"][theme.start : theme.end] == theme.surface for theme in found)


def test_long_enumerations_are_read_in_no_time() -> None:
    """A pattern that tries every way to part a list of words would never end."""
    assert find_themes("sociala " + "och andra, " * 3000) == ()
