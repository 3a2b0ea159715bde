"""Rows of a table whose cells come block by block, as pdftotext writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from small_reports import document

from samgraf.reports.cell_blocks import comes_in_cells, decode_cell_blocks
from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS

if TYPE_CHECKING:
    from samgraf.documents import Document, Line

CELLS = """\
Öppna verkstäder
Kommunen leder
insatsen med
Almby bolag.
2022–2024

Fyra bolag har fått
rådgivning.

Uppföljning:
ökad kunskap om
nya material

RUS: delmål 3 Fler i
arbete

Gröna hamnar
Region Almby äger
projektet.
2021–2023

Sex möten har
hållits.

RUS: delmål 4
Minskade utsläpp
"""
NAMES_FIRST = """\
Öppna verkstäder
Kommunen leder
insatsen med
Almby bolag.
2022–2024
Gröna hamnar
Region Almby äger
projektet.
2021–2023

Fyra bolag har fått
rådgivning.

Uppföljning:
ökad kunskap om
nya material

RUS: delmål 3 Fler i
arbete

Sex möten har
hållits.

RUS: delmål 4
Minskade utsläpp
"""


def page(text: str) -> tuple[Document, list[Line]]:
    """Return a document whose second page holds a table, and the table's lines; an empty line ends the first page."""
    source = document(f"Insatser\n\n\f{text}")
    return source, [line for line in source.lines[1:] if source.text[line.start : line.end].strip()]


def rows(text: str) -> list[list[str]]:
    """Return the rows of a table, each as the texts of its four cells."""
    source, lines = page(text)

    assert comes_in_cells(source, lines, None)
    cells = decode_cell_blocks(source, lines, frozenset(), None)
    assert cells is not None
    found = cells.rows
    return [[" ".join(source.quote(s) for s in cell) for cell in row.cells] for row in found]


def test_each_block_is_a_cell_of_its_row() -> None:
    """A block whose words tell little has the column that comes next; an effect that is missing stays so."""
    found = rows(CELLS)

    assert [row[NAME].split(" ")[0] for row in found] == ["Öppna", "Gröna"]
    assert found[0][OUTPUTS] == "Fyra bolag har fått rådgivning."
    assert found[1][EFFECTS] == ""
    assert found[1][GOALS] == "RUS: delmål 4 Minskade utsläpp"


def test_names_in_one_block_are_parted_into_rows() -> None:
    """Rows without space between them have their names in one block before all other cells."""
    assert rows(NAMES_FIRST) == rows(CELLS)


def test_text_that_keeps_blanks_at_its_lines_ends_is_another_tools() -> None:
    """There, blocks come by their place on the page and not row by row."""
    source, lines = page(CELLS.replace("\n", " \n"))

    assert not comes_in_cells(source, lines, None)
