"""Tables in PDFs of other makers: open sides, shaded rows, rows without white between them, justified text, cut pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, pairwise
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("reportlab", reason="reportlab makes the PDFs of these tests")

from test_readers_pdf import COLUMNS, FIRST, HEAD, HEIGHT, SECOND, WIDE, Sheet, cells, read_bytes, tables, texts

from samgraf.readers.pdf_borders import open_sides
from samgraf.readers.pdf_lines import Glyph, TextLine, least_leading, paragraphs, stretched, wobble_of
from samgraf.readers.pdf_tables import row_goes_on
from samgraf.readers.pdf_tagged import _Writer
from samgraf.readers.pdf_tree import Node
from samgraf.readers.pdf_wraps import mended

if TYPE_CHECKING:
    from pathlib import Path


def test_a_tag_that_an_empty_cell_lacks_moves_no_other_cell() -> None:
    """Chromium writes no tag for an empty cell; those after it stay in their columns."""
    places = {(0, 0): 60, (0, 1): 180, (0, 2): 300, (1, 0): 60, (1, 2): 300.5}
    marks, rows = {}, []
    for (row, column), x in places.items():
        mark = 10 * row + column
        marks[1, mark] = [Glyph("ab"[row], x, x + 5, 100 + 20 * row, 110 + 20 * row, 10, bold=False, mcid=mark)]
        if column == 0:
            rows.append(Node("TR"))
        rows[-1].children.append(Node("TD", [(7, mark)]))
    writer = _Writer(marks, {7: 1})
    writer.write(Node("Root", [Node("Table", [*rows])]))

    assert [(cell.row, cell.column) for cell in writer.draft.blocks[0].cells] == list(places)


def inner_lines(sheet: Sheet, tops: list[float], inner: list[float]) -> None:
    """Return nothing; draw the lines inside a table, and none round it."""
    for x in COLUMNS[1:-1]:
        sheet.canvas.line(x, HEIGHT - tops[0], x, HEIGHT - tops[-1])
    for y in inner:
        sheet.canvas.line(COLUMNS[0], HEIGHT - y, COLUMNS[-1], HEIGHT - y)


def test_a_table_with_lines_only_between_its_cells_is_whole(tmp_path: Path) -> None:
    """Its outermost columns and rows end where its lines do."""
    sheet = Sheet()
    sheet.text(60, 60, WIDE)
    inner_lines(sheet, [80, 100, 150, 200], [100, 150])
    for y, row in zip((92, 115, 165), (HEAD, FIRST, SECOND), strict=True):
        sheet.row(y, *row)
    document = read_bytes(tmp_path, sheet.bytes())
    (table,) = tables(document)

    assert cells(document, table) == [[" ".join(cell) for cell in row] for row in (HEAD, FIRST, SECOND)]


def test_a_closed_table_lacks_no_side() -> None:
    """A side is open only where lines go on beyond it."""
    across = [{"orientation": "h", "x0": 0.0, "x1": 300.0, "top": y, "bottom": y} for y in (0.0, 20.0, 40.0)]
    down = [{"orientation": "v", "x0": x, "x1": x, "top": 0.0, "bottom": 40.0} for x in (0.0, 100.0, 300.0)]

    assert open_sides([*across, *down]) == []
    assert [(side["orientation"], side["x0"]) for side in open_sides([*across, *down[:2]])] == [("v", 300.0)]


def test_a_shaded_head_is_the_first_row_of_a_table_without_lines(tmp_path: Path) -> None:
    """Shading alone makes no table of one row beside the rest."""
    sheet = Sheet()
    sheet.text(60, 60, WIDE)
    sheet.canvas.setFillColorRGB(0.9, 0.9, 0.9)
    for left, right in pairwise(COLUMNS):
        sheet.canvas.rect(left, HEIGHT - 100, right - left, 22, stroke=0, fill=1)
    sheet.canvas.setFillColorRGB(0, 0, 0)
    for y, row in zip((92, 115, 155), (HEAD, FIRST, SECOND), strict=True):
        sheet.row(y, *row)
    document = read_bytes(tmp_path, sheet.bytes())

    assert [len(cells(document, table)) for table in tables(document)] == [3]


def test_rows_follow_each_other_without_white_where_the_shorter_cells_show_them(tmp_path: Path) -> None:
    """The longest cell of a row leaves no white below it; those beside it do."""
    rows = (
        (["Namn på", "insats"], ["Prestationer"], ["Effekter"], ["Mål"]),
        (["Gröna hamnar", "Stöd till hamnar", "längs kusten."], ["Tolv kurser"], ["Fler bryggor"], ["Mål 3"]),
        (["Digital bygd", "Fiber i byarna", "i norr."], ["Ett nät", "i varje by"], ["Fler bor kvar"], ["Mål 4"]),
        (["Ny resa", "Tåg i väst."], ["En linje"], ["Fler reser"], ["Mål 5"]),
    )
    sheet = Sheet()
    sheet.text(60, 60, WIDE)
    y = 100.0
    for row in rows:
        sheet.row(y, *row)
        y += 12 * max(len(cell) for cell in row)
    document = read_bytes(tmp_path, sheet.bytes())
    (table,) = tables(document)

    assert [row[0].split()[0] for row in cells(document, table)] == ["Namn", "Gröna", "Digital", "Ny"]


def letters(*words: tuple[float, float]) -> list[Glyph]:
    """Return words from these places to those as one glyph each."""
    return [Glyph("a", x0, x1, 0.0, 10.0, 10.0, bold=False) for x0, x1 in words]


def test_a_line_that_was_stretched_has_no_columns() -> None:
    """Its gaps are all alike; those between the columns of a table are wider than those in them."""
    assert stretched(letters((0, 30), (42, 60), (72.2, 90)))
    assert not stretched(letters((0, 30), (33, 60), (90, 120), (123, 150)))
    assert not stretched(letters((0, 30), (90, 120)))


def test_headings_at_the_same_height_on_several_pages_run_on_none(tmp_path: Path) -> None:
    """Each chapter asks the same question under its own number, and begins its own text with the same line."""
    sheet = Sheet()
    for chapter in (3, 4, 5, 6):
        sheet.text(60, 40, "Region Alm Dnr 2023/12", size=8)
        sheet.text(60, 90, f"{chapter}.4 Ge exempel på insatser som har genomförts", size=13)
        sheet.text(60, 107, "och fyll i tabellen nedan:", size=13)
        sheet.text(60, 700, "Beskriv utmaningar och framgångsfaktorer i genomförandet, och vilka aktörer ni har")
        sheet.text(60, 712, f"samverkat med, som länsstyrelsen, i kapitel {chapter}.")
        sheet.text(60, 724, {3: "Om boende.", 4: "Om skola.", 5: "Om företag.", 6: "Om tåg."}[chapter])
        sheet.page()
    document = read_bytes(tmp_path, sheet.bytes())

    assert texts(document, "furniture") == ["Region Alm Dnr 2023/12"] * 4
    assert document.text.count("Ge exempel på insatser") == 4


def line(text: str, page: int = 1, *, spaced: bool = False, x1: float = 90, top: float = 690) -> TextLine:
    """Return a line of a cell."""
    return TextLine(text, page, 0, x1, top, top + 10, 10, bold=False, spaced=spaced)


def test_a_paragraph_goes_on_over_a_page_where_a_blank_says_so() -> None:
    """A line that was wrapped has a blank at its end, also the last of a page; the next may begin in a capital."""
    before, after = line("norrbottensmusiken och Riksteatern", spaced=True), line("Norrbotten ger föreställningar.", 2)

    assert paragraphs([before, after], 1.2, 200.0, tells=True) == [[before, after]]
    assert len(paragraphs([line("Utförs av Riksteatern"), after], 1.2, 200.0, tells=True)) == 2


def test_rows_that_are_set_looser_than_their_head_keep_their_paragraphs(tmp_path: Path) -> None:
    """The lines of a head may stand nearer than those of the rows under it, whose paragraphs have white between them."""
    sheet = Sheet()
    sheet.text(60, 60, WIDE)
    sheet.grid([80, 190, 330])
    instruction = [f"rad {number} i huvudet" for number in range(8)]
    for x, title in zip(COLUMNS, ("Namn", "Prestationer", "Effekter", "Mål"), strict=False):
        for number, text in enumerate([title, *instruction]):
            sheet.text(x + 5, 92 + 11.5 * number, text)
    for x, lines in zip(COLUMNS, (["Lärcentrum i precis", "varje kommun"], ["Sex öppna centrum", "utomhus i länet"], ["Fler läser vidare nu", "hemifrån på orten"], ["Mål: hög och bred", "kompetensnivå"]), strict=False):  # fmt: skip
        for number, text in enumerate([*lines, "Ett stycke till under", "namnens rader."]):
            sheet.text(x + 5, 205 + 14 * number + (5 if number > 1 else 0), text)
    document = read_bytes(tmp_path, sheet.bytes())
    (table,) = tables(document)

    for cell in (cell for cell in table.cells if cell.row == 1):
        assert [document.quote(block.span).count("\n") for block in cell.blocks] == [1, 1]


def test_the_distance_of_lines_is_told_by_those_that_were_wrapped() -> None:
    """Where blanks tell, what stands between paragraphs counts for nothing, however common it is."""
    loose = [line("kort", top=100 + 18 * number) for number in range(6)]
    wrapped = [line("lång rad", spaced=True, top=400 + 13 * number) for number in range(4)]

    assert least_leading([loose, wrapped], tells=True) == 1.3
    assert least_leading([loose[:3]], tells=False) is None


def test_a_first_cell_that_goes_on_alone_is_no_row() -> None:
    """The period of an insats may stand alone at the top of the next page."""
    above = {0: [line("Leksands och Mora kommuner.")], 1: [line("8 dagar")], 2: [line("Fler gäster.")]}

    assert row_goes_on(above, {0: [line("2021–2023, anslag 1:1.", 2)], 1: [], 2: []})
    assert not row_goes_on(above, {0: [line("Digital hubb", 2)], 1: [line("58 analyser", 2)], 2: []})


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("exporterande", "företag", False),
        ("kommunernas", "handläggare", False),
        ("rekryterings", "kampanj", True),
        ("Uppföljnin", "g", True),
        ("samverkansparter", ". Pågår:", True),
    ],
)
def test_two_words_of_which_the_first_fills_its_line_stay_two(first: str, second: str, whole: bool) -> None:  # noqa: FBT001 - a case
    """Where a word leaves no room for the blank after it, none stands there; an "s" that binds two words ends none."""
    lines, _ = mended([line(first, x1=60), line(second, top=702, spaced=True)], 60.0)

    assert (len(lines) == 1 or lines[0].text == first + second[:1]) is whole


def test_words_that_stand_on_no_straight_line_make_lines_and_paragraphs(tmp_path: Path) -> None:
    """Text recognition places each word for itself: a little higher or nearer to the next than it should be."""
    sheet = Sheet()
    sheet.grid([90, 140, 200])
    off = cycle((0.7, -0.6, 0.2, -0.3, 0.6, -0.7, 0.4, -0.1))
    rows = (("Namn på insats", "Resultat i form av", "Effekter på kort", "Mål i program"), ("Gröna hamnar i Alm", "Tolv kurser har hållits", "Fler bryggor har byggts", "Mål 3 i planen"))  # fmt: skip
    for y, row in zip((105, 155), rows, strict=True):
        for x, cell in zip(COLUMNS, row, strict=False):
            at, down = x + 5.0, 0
            for word in cell.split():
                width = sheet.canvas.stringWidth(word, "Helvetica", 10)
                if at + width > x + 112:
                    at, down = x + 5.0, down + 12
                sheet.text(at, y + down + next(off), word)
                at += width + 1.7
    document = read_bytes(tmp_path, sheet.bytes())
    (table,) = tables(document)

    assert cells(document, table) == [list(row) for row in rows]
    assert [len(cell.blocks) for cell in table.cells] == [1] * 8


def test_lines_of_letters_at_one_height_do_not_wobble() -> None:
    """What is drawn by a program stands where it should, and is read as exactly as before."""
    straight = [line("tre små ord"), line("ännu fler ord"), replace(line("ett enda ord"), wobble=0.4)]

    assert wobble_of(straight) == 0.0
    assert wobble_of(straight[2:]) > 0.1
