"""Splitting cells into statements, and how far effects reach."""

from __future__ import annotations

from typing import Any

import pytest
from mention_reference import sentences

from samgraf.list_signs import BULLETS
from samgraf.reports.statements import split_statements

SENTENCES = sentences("statements")
SHORT = {None: "n", "short": "k", "medium": "m", "long": "l"}


def test_there_are_sentences() -> None:
    """A file that nobody reads would let every test pass."""
    assert len(SENTENCES) >= 40


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:40] or "empty")
def test_the_effects_of_a_cell_reach_so_far(entry: dict[str, Any]) -> None:
    """The horizon follows the template's definitions, or what the text says itself."""
    found = split_statements(entry["text"], column="effects")

    assert [SHORT[statement.horizon] for statement in found] == entry["find"]
    assert all(entry["text"][statement.start : statement.end] == statement.text for statement in found)


def test_a_bullet_is_one_output_and_a_sentence_is_one_output() -> None:
    """Outputs are counted."""
    found = split_statements(
        "- Fem möten. Tio deltog.\n- En handbok\nTvå kurser gavs. En webb byggdes.", column="outputs"
    )

    assert [statement.text for statement in found] == [
        "Fem möten. Tio deltog.",
        "En handbok",
        "Två kurser gavs.",
        "En webb byggdes.",
    ]


@pytest.mark.parametrize("sign", BULLETS)
def test_no_sign_that_begins_an_item_is_part_of_what_it_says(sign: str) -> None:
    """Lists begin with whatever the writer's program offers."""
    found = split_statements(f"{sign} Fem möten\n{sign} En handbok", column="outputs")

    assert [statement.text for statement in found] == ["Fem möten", "En handbok"]


def test_the_label_of_a_basis_is_no_statement() -> None:
    """The label says how it is known, not what was reached."""
    found = split_statements("Egen bedömning:\n- Ökad kunskap", column="effects")

    assert [statement.text for statement in found] == ["Ökad kunskap"]


def test_a_stated_horizon_counts_more_than_verbs() -> None:
    """The writer knows best."""
    stated, guessed = split_statements("Lång sikt: ökad kunskap\nÖkad kunskap", column="effects")

    assert (stated.horizon, stated.horizon_method) == ("long", "stated")
    assert (guessed.horizon, guessed.horizon_method) == ("short", "verb-cues")
    assert guessed.confidence < stated.confidence


def test_a_sentence_that_puts_the_effects_off_is_no_effect() -> None:
    """A cell that says that results come next year has no effects yet, and the check must be able to say so."""
    later = split_statements("Projektet pågår och fler projektresultat kommer under nästa år.", column="effects")
    early = split_statements("Det är för tidigt att bedöma effekterna.", column="effects")
    real = split_statements("Ökad kunskap om energi. Resultaten har spridits till alla kommuner.", column="effects")

    assert (later, early, len(real)) == ((), (), 2)
