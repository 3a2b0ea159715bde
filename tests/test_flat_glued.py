"""Text as it was drawn: a cell of one line has the next cell's first line behind it, and wrapped lines end in a blank."""

from __future__ import annotations

from pathlib import Path

import pytest

from samgraf.documents import Span
from samgraf.readers.text import document_of_text
from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS
from samgraf.reports.flat_glued import glued
from samgraf.reports.found_rows import find_rows
from samgraf.reports.profile import load_profiles

ROWS = (
    "Öppna verkstäder\nLeds av Almby \nkommun med \nLugnviks byalag.\n2022–2024\n"
    "- 24 rådgivningar - Uppföljning: nio \nav tolv företag har \nstärkt sin förmåga.\n"
    "Almbystrategin\n, mål 3 Rätt \nkompetens\n"
    "Framtidens \nhamnar\nEnergikontoret och \n"
    "- 14 kajplatser \nbyggda\nAlmbystrategin\n, mål 4 Ren luft\n"
    "\fHamnbolaget \nsamarbetar.\n2023\n"
)


def cells(text: str) -> list[list[str]]:
    """Return the rows under a question, each as the texts of its cells."""
    document = document_of_text(Path("x.txt"), text, sha256="0" * 64, encoding="utf-8")
    lines = [Span(line.start, line.end) for line in document.lines]
    found = find_rows(document, "3.4", Span(0, len(text)), lines, load_profiles()[0], frozenset())
    return [[" ".join(document.quote(span).strip() for span in cell) for cell in row.cells] for row in found.rows]


def test_a_line_that_holds_two_cells_is_parted() -> None:
    """Without that, effects would be read as outputs."""
    row = cells(ROWS)[0]

    assert row[OUTPUTS] == "- 24 rådgivningar"
    assert row[EFFECTS].startswith("- Uppföljning: nio av tolv")


def test_a_goal_whose_label_is_cut_by_a_narrow_cell_is_a_goal() -> None:
    """The name of a strategy alone on its line looks like the name of an insats."""
    assert [row[GOALS] for row in cells(ROWS)] == [
        "Almbystrategin , mål 3 Rätt kompetens",
        "Almbystrategin , mål 4 Ren luft",
    ]


def test_a_cell_that_ended_in_the_middle_goes_on_on_the_next_page() -> None:
    """The blank at the end of its last line says that it was wrapped there."""
    row = cells(ROWS)[1]

    assert row[NAME].split()[-5:] == ["Energikontoret", "och", "Hamnbolaget", "samarbetar.", "2023"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Almby hamn 2.0 52 deltagande", ["Almby hamn 2.0", "52 deltagande"]),
        ("6 prototyper omsättningen. ERUF mål", ["6 prototyper", "omsättningen.", "ERUF mål"]),
        ("• 8 kajplatser • Uppföljning: 23", ["• 8 kajplatser", "• Uppföljning: 23"]),
        ("Insatserna redovisas under rubrik 5.4 nedan.", ["Insatserna redovisas under rubrik 5.4 nedan."]),
        ("mål 3 Rätt ord", ["mål 3 Rätt ord"]),
    ],
)
def test_a_line_is_parted_where_a_cell_can_begin(text: str, pieces: list[str]) -> None:
    """A number goes with what it counts, a bullet with what it stands before; a line of running text is left whole."""
    assert [text[start:end] for start, end in glued(text, 17.0)] == pieces
