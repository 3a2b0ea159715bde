"""Swedish order and numbers."""

from __future__ import annotations

import pytest

from samgraf.swedish import number, order


def test_texts_are_sorted_as_a_swedish_register_sorts_them() -> None:
    """Engines put Å after Ä, and 10 before 9."""
    wanted = ["9 Äta", "10 Bo", "Almi", "Étage", "Lindesberg", "Vara", "Waxholm", "Åre", "Ängelholm", "Örebro"]

    in_code_order = sorted(wanted)

    assert sorted(in_code_order, key=order) == wanted


def test_the_order_of_texts_that_differ_in_case_is_settled() -> None:
    """A tie would be decided by the order they came in."""
    assert sorted(["almi", "Almi"], key=order) == sorted(["Almi", "almi"], key=order)


@pytest.mark.parametrize(
    ("value", "decimals", "sv", "en"),
    [(1234567, None, "1\u00a0234\u00a0567", "1,234,567"), (0.5, 2, "0,50", "0.50"), (12, None, "12", "12")],
)
def test_numbers_are_written_in_the_language(value: float, decimals: int | None, sv: str, en: str) -> None:
    """1,234 is a whole number to one reader and little more than one to another."""
    assert number(value, "sv", decimals=decimals) == sv
    assert number(value, "en", decimals=decimals) == en
