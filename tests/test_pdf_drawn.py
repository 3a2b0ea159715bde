"""Tables without lines in PDFs, told by the order in which a page was drawn, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("reportlab", reason="reportlab makes the PDFs of these tests")

import itertools

from test_readers_pdf import HEIGHT, WIDE, Sheet, cells, read_bytes, tables, texts

from samgraf.readers import pdf, pdf_drawn
from samgraf.readers.build import Draft
from samgraf.readers.pdf_lines import Glyph, TextLine
from samgraf.readers.pdf_tables import Row, Table, _usual_height

if TYPE_CHECKING:
    from pathlib import Path

EDGES = (60, 160, 300, 430, 540)
"""Where the columns begin: no white is between them, as where cells have no padding."""
HEAD = (["Namn på insats", "och beskrivning"], ["Prestationer"], ["Effekter, på kort", "och lång sikt"], ["Mål"])
FIRST = (
    ["Byahuset", "Ett nytt projekt", "i tre byar"],
    ["– 3 hus öppnade", "– 12 möten hölls"],
    ["Ökad trivsel"],
    ["Delmål 2"],
)
SECOND = (["Skidspår"], ["8 mil spår för alla", "i hela kommunen"], ["Bättre hälsa i alla", "åldrar i länet"], [])


def drawn(sheet: Sheet, y: float, *rows: tuple[list[str], ...], stretch: bool = False, shift: float = 0) -> float:
    """Return where a table without lines ends; it is drawn cell by cell, each line as wide as its column where stretched."""
    for row in rows:
        for (x, right), lines in zip(itertools.pairwise(EDGES), row, strict=True):
            for number, text in enumerate(lines):
                line = sheet.canvas.beginText(x, HEIGHT - y - 12 * number - shift * (len(lines) < 2))
                line.setFont("Helvetica", 10)
                room = right - x - sheet.canvas.stringWidth(text, "Helvetica", 10)
                full = stretch and number < len(lines) - 1 and " " in text
                line.setWordSpace(room / text.count(" ") if full else 0)
                line.textOut(text)
                sheet.canvas.drawText(line)
        y += 12 * max(map(len, row)) + 2
    return y


def joined(*rows: tuple[list[str], ...]) -> list[list[str]]:
    """Return the texts of rows cell by cell."""
    return [[" ".join(cell) for cell in row] for row in rows]


def test_stretched_columns_without_white_between_them_are_told_by_the_pen(tmp_path: Path) -> None:
    """Neither white nor lines part these cells; but the pen went up again for each of them."""
    sheet = Sheet()
    sheet.text(60, 60, WIDE)
    end = drawn(sheet, 90, HEAD, FIRST, SECOND, stretch=True)
    sheet.text(60, end + 30, WIDE)
    document = read_bytes(tmp_path, sheet.bytes())

    assert [cells(document, table) for table in tables(document)] == [joined(HEAD, FIRST, SECOND)]
    assert texts(document, "paragraph") == [WIDE, WIDE]


def test_a_row_that_a_page_cut_goes_on_in_a_column_alone(tmp_path: Path) -> None:
    """The next page begins with what is left of one cell, and is no running text."""
    sheet = Sheet()
    drawn(
        sheet,
        720,
        HEAD,
        (["Byahuset"], ["3 hus öppnade i", "byar som saknade"], ["Trivseln ökade i"], ["Delmål 2"]),
        stretch=True,
    )
    sheet.page()
    end = drawn(sheet, 40, ([], ["hus för möten", "och kultur."], [], []), SECOND)
    sheet.text(60, end + 30, WIDE)
    document = read_bytes(tmp_path, sheet.bytes())
    (table,) = tables(document)

    assert cells(document, table)[1:] == [
        ["Byahuset", "3 hus öppnade i byar som saknade hus för möten och kultur.", "Trivseln ökade i", "Delmål 2"],
        *joined(SECOND),
    ]


def test_cells_that_stand_in_the_middle_of_their_row_are_of_it(tmp_path: Path) -> None:
    """A short cell beside a long one begins lower than the row does."""
    sheet = Sheet()
    row = (
        ["Byahuset"],
        ["3 hus öppnade", "i byar utan hus", "för sina möten"],
        ["Ökad trivsel", "i tre byar i år", "och nästa år"],
        ["Mål 2"],
    )
    drawn(sheet, 90, HEAD, row, row, shift=12)
    document = read_bytes(tmp_path, sheet.bytes())

    assert next(cells(document, table) for table in tables(document))[1:] == joined(row, row)


def test_the_sign_of_an_item_drawn_after_its_text_stands_before_it(tmp_path: Path) -> None:
    """LibreOffice draws a sign that the font lacks in another font, after the words that it stands before."""
    sheet = Sheet()
    row = (
        ["Ett hus för byar"],
        ["– 3 hus öppnade i byar i år", "– 12 möten hölls i byarna"],
        ["Ökad trivsel i byarna"],
        ["Delmål 2"],
    )
    for y in (90, 120, 150):
        for x, lines in zip(EDGES, row, strict=False):
            for number, line in enumerate(lines):
                words = line.removeprefix("– ")
                sheet.text(x + 12 * (words != line), y + 12 * number, words)
                if words != line:
                    sheet.text(x, y + 12 * number, "–")
    document = read_bytes(tmp_path, sheet.bytes())

    assert [cells(document, table) for table in tables(document)] == [joined(row, row, row)]


def test_a_page_drawn_line_by_line_is_searched_for_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row could begin a table, so that many rows of several columns take long."""
    monkeypatch.setattr(pdf_drawn, "_grid", lambda *_: pytest.fail("searched"))
    page = [
        Glyph("a", x, x + 5, 10 * row, 10 * row + 8, 8, bold=False) for row in range(50) for x in range(50, 500, 50)
    ]

    assert pdf_drawn.drawn({1: page}) == []


def test_the_last_rows_tell_how_high_rows_are() -> None:
    """A table may go on over hundreds of pages, each of which asks."""
    cell = [TextLine("ord", 1, 0, 9, 0, 9, 9, bold=False)]
    rows = [Row({0: cell * (1 if number < 1000 else 5)}) for number in range(1100)]

    assert _usual_height(Table(1, 0, (0, 9), rows)) == 5


def test_text_in_two_columns_is_no_table(tmp_path: Path) -> None:
    """The pen goes up once for the second column of a page, and not again."""
    sheet = Sheet()
    for x in (60, 310):
        for number in range(20):
            sheet.text(x, 90 + 14 * number, f"Kommunerna i länet har arbetat med {number} frågor")
    document = read_bytes(tmp_path, sheet.bytes())

    assert tables(document) == []


def test_a_first_cell_that_a_page_cut_goes_on_above_the_next_row(tmp_path: Path) -> None:
    """What is left of it stands alone at the left of the page, as running text would."""
    sheet = Sheet()
    drawn(sheet, 720, HEAD, (["Byahuset", "ett projekt i de", "tre byarna som"], *FIRST[1:]), stretch=True)
    sheet.page()
    drawn(sheet, 40, (["saknade hus", "för sina möten."], [], [], []), SECOND, SECOND)
    document = read_bytes(tmp_path, sheet.bytes())
    (table,) = tables(document)

    assert [row[0] for row in cells(document, table)[1:]] == [
        "Byahuset ett projekt i de tre byarna som saknade hus för sina möten.",
        "Skidspår",
        "Skidspår",
    ]


def test_stretched_words_of_a_cell_are_of_one_cell(tmp_path: Path) -> None:
    """The white between two words that fill a line is as wide as between columns."""
    sheet = Sheet()
    row = (["Byahuset"], ["3 nya hus"], ["(Egen bedömning)", "Trivseln ökade."], ["Delmål 2", "i strategin"])
    drawn(sheet, 90, HEAD, FIRST, row, row, stretch=True)
    document = read_bytes(tmp_path, sheet.bytes())

    assert [cells(document, table)[2:] for table in tables(document)] == [joined(row, row)]


def bordered(sheet: Sheet, y: float, foot: float, *, thick: float = 0.7) -> None:
    """Return nothing; draw the lines of four cells from one height to another as thin fields, with none at the foot."""
    for x in EDGES:
        sheet.canvas.rect(x - 4, HEIGHT - foot, thick, foot - y, stroke=0, fill=1)
    for top in (y, y + 40):
        sheet.canvas.rect(EDGES[0] - 4, HEIGHT - top, EDGES[-1] - EDGES[0], thick, stroke=0, fill=1)


def test_thin_fields_are_lines_whose_ends_are_none(tmp_path: Path) -> None:
    """Chromium draws borders so; a row that a page cuts has none at its foot."""
    sheet = Sheet()
    bordered(sheet, 90, 220)
    drawn(sheet, 105, HEAD)
    for x, lines in zip(EDGES, FIRST, strict=False):  # line by line, so that the pen tells nothing
        for number, line in enumerate(lines):
            sheet.text(x, 145 + 12 * number, line)
    document = read_bytes(tmp_path, sheet.bytes())

    assert [len(table.cells) for table in tables(document)] == [8]


def test_lines_that_turning_a_page_tilted_are_straight(tmp_path: Path) -> None:
    """A line that ends a hundredth of a point higher than it began goes across; white alone shows no cell that is merged."""
    sheet = Sheet()
    for x in (*EDGES[:-1], 545):
        top = 90 if x in (EDGES[0], 545) else 110
        sheet.canvas.line(x - 4, HEIGHT - top, x - 4 + 0.01, HEIGHT - 230)
    for y in (90, 110, 160, 230):
        sheet.canvas.line(56, HEIGHT - y, 541, HEIGHT - y + 0.01)
    sheet.text(60, 103, "Insatser som har genomförts i hela länet under året, en rad för varje insats")
    for y, row in ((125, HEAD), (175, FIRST)):
        for x, lines in zip(EDGES, row, strict=False):
            for number, line in enumerate(lines):
                sheet.text(x, y + 12 * number, line)
    document = read_bytes(tmp_path, sheet.bytes())

    assert [[len(row) for row in cells(document, table)] for table in tables(document)] == [[1, 4, 4]]


def test_tags_without_a_table_are_not_all_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Browsers tag no table that has no lines."""
    tagged = Draft()
    tagged.add("paragraph", "Namn Prestationer Effekter Mål", 1)
    monkeypatch.setattr(pdf, "read_tagged", lambda _: tagged)
    sheet = Sheet()
    drawn(sheet, 90, HEAD, FIRST, SECOND)
    document = read_bytes(tmp_path, sheet.bytes())

    assert document.reader == "pdf-ruled"
    assert [cells(document, table) for table in tables(document)] == [joined(HEAD, FIRST, SECOND)]
