"""Recognising figures: exact values, bounds, what is counted, and what is no figure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from mention_reference import sentences

from samgraf.reports.figures import find_figures

if TYPE_CHECKING:
    from samgraf.reports.model import Figure

SENTENCES = sentences("figures")
SHORT = {"count": "c", "percent": "%", "percentage-point": "pp", "SEK": "kr"}


def _as_written(figure: Figure) -> str:
    """Return a figure as the file of sentences writes it."""
    return f"{figure.value.normalize():f} {SHORT.get(figure.unit, figure.unit)}"


def test_there_are_sentences() -> None:
    """A file that nobody reads would let every test pass."""
    assert len(SENTENCES) >= 40


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:40])
def test_a_text_holds_these_figures_and_no_other(entry: dict[str, Any]) -> None:
    """A year or a law number taken for a figure would be a false finding later."""
    found = find_figures(entry["text"])

    assert sorted(map(_as_written, found)) == sorted(entry["find"])
    assert all(entry["text"][figure.start : figure.end] == figure.surface for figure in found)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("57 % av medlen", "56.5", "57.5"),
        ("43,8 miljoner kronor", "43750000", "43850000"),
        ("drygt 2000 ungdomar", "2000", "2200"),
        ("nästan 4,6 miljoner kronor", "4140000", "4600000"),
        ("cirka 25 personer", "22.5", "27.5"),
        ("80+ organisationer", "80", None),
        ("högst 30 deltagare", None, "30"),
        ("17 byalag", "17", "17"),
    ],
)
def test_the_bounds_are_what_the_writing_can_mean(text: str, lower: str | None, upper: str | None) -> None:
    """The checks of sums and shares calculate with these bounds, so that nobody is accused wrongly."""
    (figure,) = find_figures(text)

    assert figure.lower == (Decimal(lower) if lower else None)
    assert figure.upper == (Decimal(upper) if upper else None)


def test_women_and_men_are_told_apart() -> None:
    """Figures by sex are asked for in the template."""
    found = find_figures("23 till män (68%) och 10 till kvinnor (32%)")

    assert [figure.sex for figure in found] == ["men", "men", "women", "women"]


def test_granted_is_not_paid() -> None:
    """The same money stands twice in many reports: when it was granted and when it was paid."""
    granted, paid = find_figures(
        "Under året beviljades 43,8 miljoner kronor. Utbetalningarna var 17,6 miljoner kronor."
    )

    assert (granted.status, paid.status) == ("granted", "paid")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("14 män tre språkkurser", ["män", "språkkurser"]),
        ("15 saker stod på listan", ["saker"]),
        ("12 nya företag gick vidare", ["nya företag"]),
    ],
)
def test_what_is_counted_ends_where_the_next_figure_or_what_happened_begins(text: str, what: list[str]) -> None:
    """The points of a list run into each other where its bullets are lost."""
    assert [figure.what for figure in find_figures(text)] == what
