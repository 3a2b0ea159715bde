"""Reports written by hand in other regions' habits are read: what stands in them is found, and nothing else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from accuracy import add
from extraction import score
from handmade import handmade, names
from variants import write

from samgraf.graph.report import to_quads
from samgraf.readers import read
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.read import read_report
from samgraf.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from extraction import Score

    from samgraf.reports.model import Report

LEAST = {
    **dict.fromkeys(("insatser", "questions", "periods", "delmal", "eruf", "goal-titles"), 0.98),
    **dict.fromkeys(("bases", "figures", "money"), 0.9),
    **dict.fromkeys(("actors", "actors-in-answers"), 0.9),
    **dict.fromkeys(("funds", "unanswered"), 0.93),
    "references": 0.95,
}
"""The F1 that each report must reach as a Word file, by field."""
LATER = ("gavleborg-2023", "jonkoping-2023", "kalmar-2021", "ostergotland-2022", "uppsala-2023", "varmland-2022")
"""The reports that came last; they are read from Word and from columns side by side, so that the tests take no longer."""
BESIDE = {"insatser": 0.88, "questions": 0.99, "periods": 0.88, "bases": 0.87, "delmal": 0.84, "figures": 0.94}
"""The F1 that all reports together must reach as text that keeps its columns side by side, by field."""


def test_there_are_reports() -> None:
    """A folder that lost its files would leave nothing to read, and no test would fail."""
    assert len(names()) >= 20


@pytest.fixture(scope="module")
def from_word(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Report]:
    """Return what reads a report by hand from Word, each once for all tests."""
    folder = tmp_path_factory.mktemp("word")

    @cache
    def from_word(name: str) -> Report:
        return read_report(read(write(handmade(name), folder / name, "docx")))

    return from_word


@pytest.mark.parametrize("name", names())
def test_a_report_by_hand_is_read_from_word(name: str, from_word: Callable[[str], Report]) -> None:
    """What was tuned on made-up reports must hold for those that a person wrote."""
    made, report = handmade(name), from_word(name)
    scores = score(report, made.gold)

    assert {
        field: (scores[field].missed, scores[field].invented)
        for field, least in LEAST.items()
        if field in scores and scores[field].f1 < least
    } == {}
    assert (report.metadata.region, report.metadata.year) == (made.county.code, made.year)


@pytest.mark.parametrize("name", [name for name in names() if name not in LATER])
def test_a_report_by_hand_is_read_from_a_drawn_pdf(name: str, tmp_path: Path) -> None:
    """A PDF shows where each word stands, so that its tables lose nothing, with lines round their cells or without."""
    pytest.importorskip("reportlab", reason="reportlab draws the PDF")
    made = handmade(name)
    scores = score(read_report(read(write(made, tmp_path / name, "pdf"))), made.gold)
    least = dict.fromkeys(("insatser", "periods", "bases", "delmal", "eruf", "figures"), 0.85) | {"funds": 0.8}

    assert {
        field: (scores[field].missed, scores[field].invented)
        for field, floor in least.items()
        if field in scores and scores[field].f1 < floor
    } == {}


@pytest.mark.parametrize("name", [name for name in names() if handmade(name).gold["true_defects"]])
def test_the_defects_of_a_report_by_hand_are_found(name: str, from_word: Callable[[str], Report]) -> None:
    """A rule that holds for its own test file need not see the fault where a person wrote it."""
    made = handmade(name)
    quads = to_quads(from_word(name), load_reference())
    found = {(f.rule, f.question or "") for f in validate(quads, reference_quads())}
    wanted = {(defect["rule"], defect["at"]) for defect in made.gold["true_defects"]}

    assert {(rule, at) for rule, at in wanted if not any(r == rule and q.startswith(at) for r, q in found)} == set()


def test_the_reports_by_hand_are_read_from_text_that_keeps_its_columns(tmp_path: Path) -> None:
    """Where a cell stands in its line tells its column and its row; a page may cut through both."""
    total: dict[str, Score] = {}
    for name in names():
        made = handmade(name)
        add(total, score(read_report(read(write(made, tmp_path / name, "side"))), made.gold), name)

    assert {field: round(total[field].f1, 3) for field, least in BESIDE.items() if total[field].f1 < least} == {}
