"""What figures come to, and what is found in the shared reports: all that is wrong, and nothing that is right."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from samgraf.arithmetic import (
    Interval,
    attainable,
    can_reach_hundred,
    share_of_sum_outcome,
    share_outcome,
    sum_outcome,
    whole,
)
from samgraf.filling import fill, values_in
from samgraf.graph.report import to_quads
from samgraf.readers import read
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.read import read_report
from samgraf.validation import check

REPORTS = Path(__file__).resolve().parents[2] / "shared" / "reports"
NOT_ABOUT_FIGURES = ("SG-C", "SG-E")


def percent(value: int) -> Interval:
    """Return a share without decimals."""
    return Interval(Fraction(value), Fraction(2 * value - 1, 2), Fraction(2 * value + 1, 2))


def million(value: str) -> Interval:
    """Return an amount with one decimal."""
    written, half = Fraction(value), Fraction(1, 20)
    return Interval(written, written - half, written + half, Fraction(1, 10))


@pytest.mark.parametrize(
    ("part", "of", "share"),
    [(27, 33, 82), (6, 33, 18), (88, 133, 66), (45, 133, 34), (72, 117, 62), (75, 200, 38), (1, 8, 12)],
)
def test_a_share_that_is_rounded_to_holds(part: int, of: int, share: int) -> None:
    """Whoever rounds right must never be asked."""
    assert share_outcome(whole(part), whole(of), percent(share)) == "holds"


def test_a_share_that_no_rounding_gives_is_impossible() -> None:
    """23 of 33 is 69.7, and no other whole number is 68 either."""
    assert share_outcome(whole(23), whole(33), percent(68)) == "impossible"
    assert not attainable(33, percent(68))
    assert attainable(33, percent(70))


def test_a_share_of_rounded_amounts_can_be_at_the_edge() -> None:
    """24.7 of 24.7 + 19.1 lies between 56.28 and 56.507 per cent."""
    parts = [million("24.7"), million("19.1")]

    assert share_of_sum_outcome(parts, 0, percent(57)) == "edge"
    assert share_of_sum_outcome(parts, 0, percent(56)) == "holds"
    assert share_of_sum_outcome(parts, 0, percent(59)) == "impossible"


def test_totals_allow_for_the_rounding_of_each_part() -> None:
    """Three amounts rounded one by one may miss their total by a tenth."""
    assert sum_outcome([million("1.2"), million("1.2")], million("2.5")) == "edge"
    assert sum_outcome([whole(88), whole(40)], whole(133)) == "impossible"
    assert can_reach_hundred([percent(38), percent(26), percent(37)])
    assert not can_reach_hundred([percent(81), percent(29)])


def test_places_in_a_message_are_filled_and_found_again() -> None:
    """PySHACL fills them in and forgets the language; both languages need the same values."""
    template = "{?told}. Stämmer det? Rätta {?what}."
    values = (("told", "2 + 2 är 5"), ("what", "talet"))

    assert values_in([template], [fill(template, values)]) == values


def found_in(name: str) -> list[tuple[str, str | None, str, str | None]]:
    """Return rule, question, severity and insats of what is found in a shared report, but for gaps and doubts of reading."""
    if not (REPORTS / name).exists():
        pytest.skip("the shared reports are not beside this checkout")
    document = read(REPORTS / name)
    found, _sections, _graph = check(
        to_quads(read_report(document), load_reference()), reference_quads(), source=document.text
    )
    return [
        (f.rule, f.question, f.severity, f.insats)
        for f in found
        if not f.rule.startswith(NOT_ABOUT_FIGURES) or f.rule == "SG-E02"
    ]


@pytest.mark.parametrize("name", ["orebro-2023.txt", "orebro-2023.docx"])
def test_nothing_is_wrong_in_a_report_without_faults(name: str) -> None:
    """It has shares that sum to 101, a reference to another document, and halves that hold."""
    assert found_in(name) == []


def test_the_faults_of_the_real_report_are_found() -> None:
    """These are known; 27 of 33 and the like, which are right, must not be among them."""
    found = found_in("vastmanland-2023.txt")
    rules = [rule for rule, *_ in found]

    assert rules.count("SG-R01") == 11
    assert ("SG-N03", "10.1", "info", None) in found
    assert [one for one in found if one[0] in {"SG-N01", "SG-N02", "SG-N04", "SG-N05"}] == [
        ("SG-N04", "10.2", "warning", None)
    ]
    assert {(rule, question) for rule, question, *_ in found if rule == "SG-R02"} == {
        ("SG-R02", "5.2"),
        ("SG-R02", "9.1"),
    }
    assert {insats for rule, _, _, insats in found if rule == "SG-G01"} == {"AI Sweden Mittnod"}
    assert {insats for rule, _, _, insats in found if rule == "SG-T02"} == {"Smart Tillväxt", "Visual Lift"}
    assert rules.count("SG-T03") == 1
