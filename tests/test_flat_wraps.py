"""Blanks at the ends of lines tell where a narrow cell wrapped a line and where a paragraph ended."""

from __future__ import annotations

from pathlib import Path

from samgraf.readers.text import document_of_text
from samgraf.reports.flat_wraps import paragraph_begins

CELL = (
    "Service i hela \nSkogslänet\nKommunerna \nsamordnar stödet \ntill lanthandlare. \nProjektet samordnas\nav Lugnvik "
    "\ntillsammans \nmed Byalaget.\n2022–2024\nFinansiering: \nanslag 1:1.\n"
)


def begun(text: str) -> list[str]:
    """Return the lines of a text that begin a paragraph right below another line."""
    document = document_of_text(Path("x.txt"), text, sha256="0" * 64, encoding="utf-8")
    numbers = paragraph_begins(document, document.lines)
    return [document.text[line.start : line.end].strip() for line in document.lines if line.number in numbers]


def test_a_line_without_a_blank_ended_its_paragraph() -> None:
    """The program that wrapped the lines left a blank at each wrap; the line that has no room for one is wrapped too."""
    assert begun(CELL) == ["Kommunerna", "2022–2024", "Finansiering:"]


def test_a_word_that_a_narrow_cell_cut_goes_on() -> None:
    """A word wider than its cell is cut without hyphen and without blank."""
    assert begun("Kompetens för \nbatterivärdekedja\nn i norra \nSverige\nLeds av \nbolaget och \nkommunen\n") == [
        "Leds av"
    ]


def test_the_one_line_without_a_blank_ended_its_paragraph_where_no_last_line_has_one() -> None:
    """A small table has one such line in many; that no box ends in a blank shows that blanks are left at wraps alone."""
    wrapped_only = "Ett kort \nstycke \ntill \nvänster.\n\n"
    cell = f"Energi i \nlokaler\nBolaget ger \nstöd till \nkommuner \noch andra.\n\n{wrapped_only * 12}"

    assert begun(cell) == ["Bolaget ger"]
    assert begun(cell.replace(".\n", ". \n").replace("lokaler\n", "lokaler \n")) == []


def test_blanks_that_all_lines_have_tell_nothing() -> None:
    """A tool that ends every line with a blank says nothing by it, and one that never does neither."""
    assert begun(CELL.replace(" \n", "\n").replace("\n", " \n")) == []
    assert begun(CELL.replace(" \n", "\n")) == []
