"""Numbers as Swedish writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from samgraf.reports.numbers import to_number


@pytest.mark.parametrize(
    ("written", "value", "decimals"),
    [
        ("1 240", "1240", 0), ("453\u00a0420", "453420", 0), ("19\u2009000", "19000", 0), ("16,25", "16.25", 2), ("1.8", "1.8", 1),
        ("1.250.000", "1250000", 0), ("tjugofem", "25", 0), ("Tolv", "12", 0), ("tvåhundra", "200", 0), ("femtusen", "5000", 0), ("noll", "0", 0),
    ],
)  # fmt: skip
def test_a_number_has_its_value_and_decimals(written: str, value: str, decimals: int) -> None:
    """Amounts are exact, and their bounds come from the decimals."""
    assert to_number(written) == (Decimal(value), decimals)


@pytest.mark.parametrize("written", ["", "många", "1,2,3", "2023:1"])
def test_what_is_no_number_is_an_error(written: str) -> None:
    """A guess would become a figure."""
    with pytest.raises(ValueError, match="not a number"):
        to_number(written)
