"""What is printed over a page, or up its side, and pages that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("reportlab", reason="reportlab makes the PDFs of these tests")

from test_readers_pdf import COLUMNS, HEIGHT, WIDE, Sheet, cells, read_bytes, tables, texts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("angle", [0, 50])
def test_a_watermark_is_none_of_the_text_that_it_is_printed_over(tmp_path: Path, angle: int) -> None:
    """Its letters would stand in the middle of words, and make a row of all that they are as high as."""
    sheet = Sheet()
    for _ in range(2):
        sheet.canvas.saveState()
        sheet.canvas.setFillGray(0.8)
        sheet.canvas.setFont("Helvetica-Bold", 90)
        sheet.canvas.translate(80, HEIGHT - 400)
        sheet.canvas.rotate(angle)
        sheet.canvas.drawString(0, 0, "UTKAST")
        sheet.canvas.restoreState()
        for number in range(24):
            sheet.text(60, 90 + 20 * number, f"{number} {WIDE}")
        sheet.page()
    document = read_bytes(tmp_path, sheet.bytes())
    lines = [document.text.splitlines()[number] for number in range(24)]

    assert lines == [f"{number} {WIDE}" for number in range(24)]
    assert texts(document, "furniture")[-2:] == ["UTKAST", "UTKAST"]


def test_a_word_up_the_side_of_a_table_is_one_word(tmp_path: Path) -> None:
    """Its letters are in rows of their own, and would each stand in a line of the cells beside."""
    sheet = Sheet()
    sheet.grid([80, 200])
    sheet.row(
        100, [], ["Tre kurser för alla", "i tolv kommuner", "under hela året", "med stöd"], ["Fler jobb"], ["Mål 2"]
    )
    sheet.canvas.saveState()
    sheet.canvas.translate(COLUMNS[0] + 20, HEIGHT - 180)
    sheet.canvas.rotate(90)
    sheet.canvas.setFont("Helvetica", 10)
    sheet.canvas.drawString(0, 0, "Kompetens nu")
    sheet.canvas.restoreState()
    document = read_bytes(tmp_path, sheet.bytes())

    assert cells(document, tables(document)[0]) == [
        ["Kompetens nu", "Tre kurser för alla i tolv kommuner under hela året med stöd", "Fler jobb", "Mål 2"]
    ]
