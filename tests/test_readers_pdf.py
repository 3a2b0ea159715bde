"""PDF files: tags, ruled tables over page breaks, columns without lines, boxes, fields, furniture, and refusals."""

from __future__ import annotations

import dataclasses
import io
import re
import zlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from samgraf.errors import ReadError
from samgraf.passages import join as joined
from samgraf.readers import pdf_limits, pdf_pages, read
from samgraf.readers.build import Draft
from samgraf.readers.pdf_lines import TextLine, paragraphs
from samgraf.readers.pdf_tables import Row, Table, join, row_goes_on
from samgraf.readers.pdf_wraps import blanks_tell, mended
from samgraf.readers.signs import sign

if TYPE_CHECKING:
    from samgraf.documents import Block, Document

SHARED = Path(__file__).parents[2] / "shared" / "reports"
WIDTH, HEIGHT = 595, 842
COLUMNS = (60, 180, 300, 420, 540)
reportlab = pytest.importorskip("reportlab", reason="reportlab makes the PDFs of these tests")


class Sheet:
    """A PDF being drawn: text by the distance of its baseline from the top of the page."""

    def __init__(self, **options: Any) -> None:
        """Begin a PDF."""
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - skipped where it is missing

        self.stream = io.BytesIO()
        self.canvas = Canvas(self.stream, pagesize=(WIDTH, HEIGHT), **options)

    def text(self, x: float, y: float, text: str, *, bold: bool = False, size: float = 10) -> None:
        """Return nothing; draw a line of text."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def grid(self, tops: list[float]) -> None:
        """Return nothing; draw the lines of a table of four columns with rows between these heights."""
        for x in COLUMNS:
            self.canvas.line(x, HEIGHT - tops[0], x, HEIGHT - tops[-1])
        for y in tops:
            self.canvas.line(COLUMNS[0], HEIGHT - y, COLUMNS[-1], HEIGHT - y)

    def row(self, y: float, *cells: list[str]) -> None:
        """Return nothing; draw the lines of the cells of a row."""
        for x, lines in zip(COLUMNS, cells, strict=False):
            for number, line in enumerate(lines):
                self.text(x + 5, y + 12 * number, line)

    def page(self) -> None:
        """Return nothing; end the page."""
        self.canvas.showPage()

    def bytes(self) -> bytes:
        """Return the PDF."""
        self.canvas.save()
        return self.stream.getvalue()


def read_bytes(folder: Path, data: bytes, name: str = "rapport.pdf") -> Document:
    """Return the document of a file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return read(path)


def cells(document: Document, table: Block) -> list[list[str]]:
    """Return the texts of a table by row and column, line ends as blanks."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(
            " ".join(document.quote(block.span) for block in cell.blocks).replace("\n", " ")
        )
    return [rows[row] for row in sorted(rows)]


def tables(document: Document) -> list[Block]:
    """Return the tables of a document."""
    return [block for block in document.blocks if block.kind == "table"]


def texts(document: Document, kind: str) -> list[str]:
    """Return the texts of the blocks of a kind."""
    return [document.quote(block.span) for block in document.blocks if block.kind == kind]


@pytest.fixture(scope="module")
def ruled(ruled_bytes: bytes, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return the report of three pages as read."""
    return read_bytes(tmp_path_factory.mktemp("pdf"), ruled_bytes)


@pytest.fixture(scope="module")
def ruled_bytes() -> bytes:
    """Return a report of three pages with a table that goes on over two page breaks."""
    sheet = Sheet()
    for number in (1, 2, 3):
        sheet.text(60, 30, "Region Jämtland Härjedalen")
        sheet.text(290, 820, str(number))
        if number == 1:
            sheet.text(60, 80, "3.4 Ge exempel på insatser", bold=True, size=13)
            sheet.text(60, 110, "Texten före tabellen går över")
            sheet.text(60, 122, "två rader.")
            sheet.grid([640, 680, 770])
            sheet.row(655, ["Namn"], ["Prestationer"], ["Effekter"], ["Mål"])
            sheet.row(695, ["Fjällnära", "Drivs av kommunen och"], ["- 12 möten."], ["Fler företag"], ["RUS: mål 1"])
        elif number == 2:
            sheet.grid([60, 90, 780])
            sheet.row(72, ["länets handlare."], [], ["växer i länet."], [])
            sheet.row(105, ["Bygdens hus", "Ett nytt projekt."], ["- 3 hus."], ["Ökad trivsel."], ["RUS: mål 2"])
        else:
            sheet.grid([60, 90, 130])
            sheet.row(75, ["Namn"], ["Prestationer"], ["Effekter"], ["Mål"])
            sheet.row(105, ["Skidspår"], ["- 8 mil."], ["Bättre hälsa."], ["RUS: mål 3"])
            sheet.text(60, 160, "Text efter tabellen.")
        sheet.page()
    return sheet.bytes()


def test_a_ruled_table_comes_out_whole_over_page_breaks(ruled: Document) -> None:
    """A row that a page cut is one row, a head that is printed again is none."""
    (table,) = tables(ruled)

    assert cells(ruled, table) == [
        ["Namn", "Prestationer", "Effekter", "Mål"],
        [
            "Fjällnära Drivs av kommunen och länets handlare.",
            "- 12 möten.",
            "Fler företag växer i länet.",
            "RUS: mål 1",
        ],
        ["Bygdens hus Ett nytt projekt.", "- 3 hus.", "Ökad trivsel.", "RUS: mål 2"],
        ["Skidspår", "- 8 mil.", "Bättre hälsa.", "RUS: mål 3"],
    ]


def test_each_line_keeps_its_page(ruled: Document) -> None:
    """Evidence of a cell that a page cut names both pages."""
    (table,) = tables(ruled)
    cell = next(cell for cell in table.cells if (cell.row, cell.column) == (1, 0))
    pages = [ruled.line_at(at).page for block in cell.blocks for at in (block.span.start, block.span.end - 1)]

    assert (pages[0], pages[-1]) == (1, 2)


def test_text_and_tables_keep_reading_order(ruled: Document) -> None:
    """Free text before and after a table stays there, in paragraphs."""
    order = [
        (block.kind, ruled.quote(block.span)) for block in ruled.blocks if block.kind not in {"furniture", "table"}
    ]

    assert order == [
        ("heading", "3.4 Ge exempel på insatser"),
        ("paragraph", "Texten före tabellen går över\ntvå rader."),
        ("paragraph", "Text efter tabellen."),
    ]
    assert (ruled.reader, ruled.flat, ruled.page_count) == ("pdf-ruled", False, 3)


def test_running_lines_page_numbers_and_repeated_heads_are_furniture(ruled: Document) -> None:
    """They are no answers."""
    assert Counter(texts(ruled, "furniture")) == Counter(
        ["Region Jämtland Härjedalen"] * 3 + ["1", "2", "3", "Namn", "Prestationer", "Effekter", "Mål"]
    )


def test_every_character_comes_out_once(ruled: Document, ruled_bytes: bytes) -> None:
    """Nothing is lost and nothing doubled on the way through cells and furniture."""
    import pypdf  # noqa: PLC0415 - skipped where it is missing

    source = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(ruled_bytes)).pages)

    assert Counter(re.sub(r"\s", "", source)) == Counter(re.sub(r"\s", "", ruled.text))


def line(text: str, *, bold: bool = False, bottom: float = 700) -> list[TextLine]:
    """Return one line of a cell."""
    return [TextLine(text, 1, 0, 90, bottom - 10, bottom, 10, bold)]


@pytest.mark.parametrize(
    ("above", "below", "same"),
    [
        ({0: line("Projektet drivs av"), 1: line("- Tre möten.")}, {0: line("Nora kommun."), 1: []}, True),
        ({0: line("Projekt A.")}, {0: [], 1: line("- Fyra möten.")}, True),
        ({0: line("Namn", bold=True)}, {0: line("beskrivning som går vidare")}, True),
        ({0: line("Slut.")}, {0: line("Nytt namn"), 1: line("- Ett möte.")}, False),
        ({0: line("Namn", bold=True) + line("Text.")}, {0: line("Nytt namn", bold=True), 1: line("och mera")}, False),
        ({0: line("Kort."), 1: line("En lång rad", bottom=700)}, {0: line("Nytt namn"), 1: line("Annat")}, False),
    ],
)
def test_whether_a_row_goes_on_is_weighed(
    above: dict[int, list[TextLine]],
    below: dict[int, list[TextLine]],
    same: bool,  # noqa: FBT001 - a case
) -> None:
    """Joining two insatser, or cutting one in two, spoils both."""
    assert row_goes_on(above, below) is same


def part(page: int, *rows: tuple[dict[int, list[TextLine]], dict[int, tuple[int, int]]]) -> Table:
    """Return what a page shows of a table of two columns."""
    moved = [
        ({column: [dataclasses.replace(one, page=page) for one in lines] for column, lines in cells.items()}, spans)
        for cells, spans in rows
    ]
    return Table(page, 0.0, (0.0, 100.0, 200.0), [Row(cells, dict(spans)) for cells, spans in moved])


def test_a_merged_cell_that_a_page_cuts_holds_for_the_rows_below() -> None:
    """LibreOffice leaves what is left of it empty on the next page; the goal is that of the rows there all the same."""
    head = ({0: line("Namn"), 1: line("Mål")}, {})
    above = ({0: line("Almby lär") + line("Kommunen leder."), 1: line("Mål 2")}, {})
    table = part(1, head, above)
    join(table, part(2, ({0: line("och deltar."), 1: []}, {1: (2, 1)}), ({0: line("Bergdal lär.")}, {})), [])
    fresh = part(1, head, above)
    join(
        fresh,
        part(2, ({0: line("Bergdal lär."), 1: []}, {1: (2, 1)}), ({0: line("Dalby lär.")}, {})),
        [],
        frozenset({"Almby lär Kommunen leder. Mål 2"}),
    )

    assert [row.spans.get(1) for row in table.rows] == [None, (2, 1), None]
    assert [row.spans.get(1) for row in fresh.rows][1] == (3, 1)
    assert [1 in row.cells for row in fresh.rows] == [True, True, False, False]


def test_a_row_goes_on_whose_last_line_was_wrapped() -> None:
    """A year that begins a page is no name of an insats where the line before it asks for more."""
    above, below = {0: line("Terminal") + line("Avslutades")}, {0: line("2023 efter tre år."), 1: []}

    assert row_goes_on(above, below, wrapped=frozenset({0}))
    assert not row_goes_on(above, below)


def test_a_row_goes_on_that_has_nothing_but_text_in_its_first_cell() -> None:
    """A row that begins on the page tells of more than its name."""
    above = {
        0: line("Terminal") + line("Region Skåne leder."),
        1: line("Ett möte.", bottom=600),
        3: line("Mål 1", bottom=600),
    }

    assert row_goes_on(above, {0: line("Löper från 2021 till 2024."), 1: [], 2: [], 3: []})
    assert not row_goes_on(above, {0: line("Nytt namn"), 1: line("Ett möte."), 2: [], 3: line("Mål 2")})


WIDE = "En rad text som går över hela sidans bredd och därför inte kan vara någon cell i en tabell alls."


def without_lines(sheet: Sheet, y: float, *rows: tuple[list[str], ...], gap: float = 8) -> float:
    """Return where the next row would begin below rows drawn without any lines, each as high as its longest cell."""
    for row in rows:
        sheet.row(y, *row)
        y += 12 * max(len(cell) for cell in row) + gap
    return y


HEAD = (["Namn"], ["Prestationer"], ["Effekter"], ["Mål"])
FIRST = (
    ["Gröna hamnar", "Stöd till hamnar", "längs kusten."],
    ["Tolv kurser", "Två mässor"],
    ["Fler bryggor"],
    ["Mål 3"],
)
SECOND = (["Digital bygd"], ["Ett nät i varje", "by har byggts."], [], ["Mål 4 och", "mål 5", "i strategin"])


def test_a_table_without_lines_has_its_rows_and_columns(tmp_path: Path) -> None:
    """White from top to bottom parts columns, white from side to side parts rows; a cell may be empty."""
    sheet = Sheet()
    sheet.text(60, 60, WIDE)
    end = without_lines(sheet, 90, HEAD, FIRST, SECOND)
    sheet.text(60, end + 20, WIDE)
    document = read_bytes(tmp_path, sheet.bytes())
    (table,) = tables(document)

    assert (document.reader, document.flat) == ("pdf-ruled", False)
    assert cells(document, table) == [[" ".join(cell) for cell in row] for row in (HEAD, FIRST, SECOND)]
    assert [document.quote(block.span) for block in document.blocks if block.kind != "table"] == [WIDE, WIDE]


def test_a_table_without_lines_goes_on_over_a_page(tmp_path: Path) -> None:
    """The rest of a row, and a row of which a page shows two cells only, stand in the columns of the page before."""
    sheet = Sheet()
    sheet.text(60, 60, WIDE)
    without_lines(sheet, 90, HEAD, FIRST, (["Digital bygd"], ["Ett nät i varje"], [], ["Mål 4 och"]))
    sheet.page()
    end = without_lines(sheet, 60, ([], ["by har byggts."], [], ["mål 5"]), (["Ny resa"], [], ["Fler reser"], []))
    sheet.text(60, end + 20, WIDE)
    document = read_bytes(tmp_path, sheet.bytes())
    (table,) = tables(document)

    assert cells(document, table)[2:] == [
        ["Digital bygd", "Ett nät i varje by har byggts.", "", "Mål 4 och mål 5"],
        ["Ny resa", "", "Fler reser", ""],
    ]


def test_a_head_at_the_same_height_on_each_page_is_no_running_line(tmp_path: Path) -> None:
    """What runs over the pages stands apart from the text."""
    sheet = Sheet()
    for number in range(4):
        sheet.text(60, 40, "Region Alm Dnr 2023/12", size=8)
        end = without_lines(sheet, 90, HEAD, FIRST, SECOND)
        sheet.text(60, end + 20 * (number + 1), WIDE)
        sheet.page()
    document = read_bytes(tmp_path, sheet.bytes())

    assert [cells(document, table)[0] for table in tables(document)] == [[" ".join(cell) for cell in HEAD]] * 4
    assert texts(document, "furniture") == ["Region Alm Dnr 2023/12"] * 4


def test_a_head_at_the_foot_of_a_page_goes_on_in_no_row(tmp_path: Path) -> None:
    """Other tables begin with the same head, so that it is known to be whole."""
    sheet = Sheet()
    sheet.row(90, ["Namn på"], ["Prestationer till"], ["Effekter"], ["Mål som insatsen har"])
    sheet.grid([75, 100])
    sheet.page()
    for y in (60, 200):
        sheet.row(y + 15, ["Gröna hamnar"], ["Tolv kurser"], ["Fler bryggor"], ["mål 3"])
        sheet.grid([y, y + 30])
        sheet.text(60, y + 60, WIDE)
        if y == 60:
            sheet.row(y + 95, ["Namn på"], ["Prestationer till"], ["Effekter"], ["Mål som insatsen har"])
            sheet.grid([y + 80, y + 105])
            sheet.text(60, y + 125, WIDE)
    document = read_bytes(tmp_path, sheet.bytes())

    assert cells(document, tables(document)[0])[1] == ["Gröna hamnar", "Tolv kurser", "Fler bryggor", "mål 3"]


def test_rules_between_rows_part_them_where_columns_have_no_lines(tmp_path: Path) -> None:
    """Paragraphs in a cell may stand as far apart as rows do."""
    sheet = Sheet()
    rows = [HEAD, (["Gröna hamnar"], ["Tolv kurser"], ["A"], ["B"]), (["Stöd till"], ["Två mässor"], ["C"], ["D"])]
    end = without_lines(sheet, 90, *rows, (["Digital bygd"], ["Ett nät"], ["Fler"], ["Mål 4"]))
    for y in (78, 98, 138, end - 10):
        sheet.canvas.line(60, HEIGHT - y, 540, HEIGHT - y)
    document = read_bytes(tmp_path, sheet.bytes())
    (table,) = tables(document)

    assert [row[0] for row in cells(document, table)] == ["Namn", "Gröna hamnar Stöd till", "Digital bygd"]


def test_labels_beside_their_text_are_a_table_where_they_stand_again_and_again(tmp_path: Path) -> None:
    """A table on its side has two columns, as running text may have."""
    sheet = Sheet()
    y = 90.0
    for name in ("Gröna hamnar", "Digital bygd"):
        for label, text in (("Namn på insats", name), ("Prestationer", "Tolv kurser"), ("Mål", "Mål 3")):
            sheet.text(60, y, label)
            sheet.text(240, y, text)
            y += 20
    document = read_bytes(tmp_path, sheet.bytes())

    assert [row for table in tables(document) for row in cells(document, table)][::3] == [
        ["Namn på insats", "Gröna hamnar"],
        ["Namn på insats", "Digital bygd"],
    ]


def test_running_text_in_two_columns_is_read_column_by_column(tmp_path: Path) -> None:
    """A sentence goes on below, not beside."""
    sheet = Sheet()
    sheet.text(60, 60, WIDE)
    for number in range(8):
        sheet.text(60, 90 + 12 * number, f"vänster spalt rad {number} med text")
        sheet.text(310, 90 + 12 * number, f"höger spalt rad {number} med text")
    document = read_bytes(tmp_path, sheet.bytes())

    assert [line.split()[0] for line in texts(document, "line")[1:]] == ["vänster"] * 8 + ["höger"] * 8


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_is_read_upright(tmp_path: Path, turn: int) -> None:
    """Wide tables are scanned or exported on their side."""
    sheet = Sheet()
    sheet.canvas.setPageRotation(turn)
    sheet.grid([100, 130, 180])
    sheet.row(115, ["Namn"], ["Prestationer"], ["Effekter"], ["Mål"])
    sheet.row(145, ["Hamnlyftet"], ["Fyra möten", "i länet"], ["Ökad kunskap"], ["RUS"])
    sheet.text(60, 60, "Text ovanför tabellen.")
    document = read_bytes(tmp_path, sheet.bytes())

    assert cells(document, *tables(document))[1] == ["Hamnlyftet", "Fyra möten i länet", "Ökad kunskap", "RUS"]
    assert document.text.startswith("Text ovanför tabellen.")


def test_a_wrapped_line_at_the_top_of_a_page_begins_no_row_where_rows_begin_with_names() -> None:
    """LibreOffice lets rows break over pages, also between two sentences."""
    edges = (0.0, 60.0, 120.0)

    def row(*texts: str, page: int = 1) -> Row:
        return Row({0: [replace(line, page=page) for line in wrapped(*texts)], 1: []})

    begun = [row("Namn"), *(row("Lyftet", "Upprustning av ", "kajer.") for _ in range(3))]
    cut = Table(1, 0.0, edges, list(begun))
    join(cut, Table(2, 0.0, edges, [row("Drivs av alla ", "kommuner.", page=2)]), [], tells=True)
    whole = Table(1, 0.0, edges, list(begun))
    join(whole, Table(2, 0.0, edges, [row("Stegen", "Rådgivning till ", "alla.", page=2)]), [], tells=True)

    assert (len(cut.rows), len(whole.rows)) == (4, 5)


def test_blank_lines_part_paragraphs_in_flat_text(tmp_path: Path) -> None:
    """What finds rows in flat text goes by them."""
    sheet = Sheet()
    for y, text in [(60, "Första stycket"), (72, "går vidare."), (100, "Andra stycket"), (112, "slutar.")]:
        sheet.text(60, y, text)
    document = read_bytes(tmp_path, sheet.bytes())

    assert document.text == "Första stycket\ngår vidare.\n\nAndra stycket\nslutar.\n"


def test_text_typed_on_a_page_is_read_and_comments_are_not(tmp_path: Path) -> None:
    """Where a form has no fields, answers are typed over it; they are annotations, and so are a reviewer's notes."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - as reportlab
    from pypdf.annotations import FreeText, Text  # noqa: PLC0415 - as above
    from pypdf.generic import NameObject  # noqa: PLC0415 - as above

    sheet = Sheet()
    sheet.text(60, 60, "1.1 Beskriv arbetet")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(sheet.bytes())))
    callout = FreeText(text="Stämmer det?", rect=(300, 700, 500, 720))
    callout[NameObject("/IT")] = NameObject("/FreeTextCallout")
    for note in (
        FreeText(text="Vi har rustat\nhamnen i Alm.", rect=(60, 730, 300, 760)),
        Text(text="Läs om", rect=(400, 740, 420, 760)),
        callout,
    ):
        writer.add_annotation(0, note)
    stream = io.BytesIO()
    writer.write(stream)

    words = read_bytes(tmp_path, stream.getvalue()).text.split()

    assert words == ["1.1", "Beskriv", "arbetet", "Vi", "har", "rustat", "hamnen", "i", "Alm."]


def test_a_word_that_a_soft_hyphen_parts_at_the_end_of_a_line_is_one() -> None:
    """The hyphen shows there and nowhere else, so that without it two words would stand in its place."""
    draft = Draft()
    span = draft.put("Samverkans\u00ad\nprojekt för be\u00adsökare", 1)
    document = draft.document(name="x", sha256="0" * 64, media_type="", reader="pdf-ruled", page_count=1)

    assert span is not None
    assert joined(document, [span]).text == "Samverkansprojekt för besökare"


def test_drawn_boxes_and_form_fields_come_out_as_signs(tmp_path: Path) -> None:
    """A yes or no may be a letter in a drawn box, an empty box, or a field of a form."""
    sheet = Sheet()
    sheet.text(60, 100, "Ja")
    sheet.canvas.rect(80, HEIGHT - 102, 11, 11)
    sheet.text(82.2, 100, "X")
    sheet.text(60, 130, "Nej")
    sheet.canvas.rect(80, HEIGHT - 132, 11, 11)
    sheet.text(60, 160, "Fält ja")
    sheet.canvas.acroForm.checkbox(name="a", x=110, y=HEIGHT - 162, size=11, checked=True)
    sheet.text(60, 190, "Fält nej")
    sheet.canvas.acroForm.checkbox(name="b", x=110, y=HEIGHT - 192, size=11, checked=False)
    document = read_bytes(tmp_path, sheet.bytes())

    assert texts(document, "line") == ["Ja ☒", "Nej ☐", "Fält ja ☒", "Fält nej ☐"]


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("\uf0fe", "ABCDEF+Wingdings-Regular", "☒"),
        ("\uf0a8", "Wingdings", "☐"),
        ("x", "Wingdings", "☒"),
        ("R", "Wingdings2", "☒"),
        ("☑", "SegoeUI", "☒"),
        ("x", "Calibri", "x"),
        ("□", "Arial", "☐"),
    ],
)
def test_signs_of_symbol_fonts_are_read(text: str, font: str, shown: str) -> None:
    """Word draws boxes with letters of Wingdings."""
    assert sign(text, font) == shown


def wrapped(*lines: str, width: float = 60.0) -> list[TextLine]:
    """Return lines of a cell, one for each text; a blank at the end says that the program left one there."""
    return [
        TextLine(
            text.rstrip(),
            1,
            0.0,
            width if len(text) > 9 else 30.0,
            12.0 * k,
            12.0 * k + 10,
            10.0,
            bold=False,
            spaced=text.endswith(" "),
        )
        for k, text in enumerate(lines)
    ]


def test_a_word_that_a_narrow_cell_cut_is_whole_again() -> None:
    """Its pieces stand alone on their lines, without a blank; "Jämställdhetsmyndig heten" is no agency."""
    lines, count = mended(wrapped("Jämställdhets", "myndighet ", "leder"), 60.0)

    assert ([line.text for line in lines], count) == (["Jämställdhetsmyndighet", "leder"], 1)
    assert mended(wrapped("Jämställdhet ", "leder"), 60.0)[1] == 0
    assert mended(wrapped("Jämställdhet", "Leder"), 60.0)[1] == 0
    assert mended(wrapped("Jämställdhet", "i länet"), 60.0)[1] == 0
    assert mended(wrapped("Arbetsförmedlingen", "deltar."), 60.0)[1] == 0, "two words that fill their lines"
    joined, _ = mended(wrapped("stöd till ", "utvecklings", "gruppernas", "arbete"), 60.0)
    assert len(paragraphs(joined, 1.2)) == 1, "a joined line is as near to its neighbours as its pieces were"
    assert mended(wrapped("Samordningsförbun", "det Dalby leder"), 60.0)[1] == 1
    assert mended(wrapped("– rymdindustri", "n stärks"), 60.0)[1] == 1
    assert [line.text for line in mended(wrapped("Kompetensk", "ollen vid havet"), 60.0)[0]] == [
        "Kompetenskollen",
        "vid havet",
    ]


def test_a_paragraph_goes_on_over_a_page_where_a_blank_shows_that_its_line_was_wrapped() -> None:
    """A name in a capital at the head of a page begins no sentence."""
    before, after = wrapped("Kommunen leder, Studiefrämjandet ", "Halland deltar.")
    turned = [before, dataclasses.replace(after, page=2)]

    assert len(paragraphs(turned, 1.2, 60.0, tells=True)) == 1
    assert len(paragraphs(turned, 1.2, 60.0)) == 2


def test_a_line_without_a_blank_that_had_room_for_one_ended_its_paragraph() -> None:
    """The name of an insats and its description stand in one cell, without a gap between them."""
    lines = wrapped("Grönt", "Rådgivning till ", "företag")

    assert blanks_tell([*lines, *wrapped("Till ")])
    assert [[line.text for line in one] for one in paragraphs(lines, 1.2, 60.0, tells=True)] == [
        ["Grönt"],
        ["Rådgivning till", "företag"],
    ]
    assert len(paragraphs(lines, 1.2)) == 1


def test_a_line_that_had_room_for_the_next_word_ended_its_paragraph(tmp_path: Path) -> None:
    """Many programs leave no blank where they wrap a line, and no gap between the paragraphs of a cell."""
    sheet = Sheet()
    sheet.grid([100, 200])
    sheet.row(115, ["Grönt", "Rådgivning till små", "företag i länet"], ["Tolv kurser för alla"], ["A"], ["B"])
    document = read_bytes(tmp_path, sheet.bytes())

    assert [document.quote(block.span) for block in tables(document)[0].cells[0].blocks] == [
        "Grönt",
        "Rådgivning till små\nföretag i länet",
    ]


def test_letters_printed_twice_are_read_once(tmp_path: Path) -> None:
    """Boldness is often faked so."""
    sheet = Sheet()
    for shift in (0, 0.3):
        sheet.text(60 + shift, 80, "Uppföljning och bedömning")
    document = read_bytes(tmp_path, sheet.bytes())

    assert document.text == "Uppföljning och bedömning\n"


def test_a_protected_pdf_is_refused_with_a_word(tmp_path: Path) -> None:
    """The user can remove the password; we cannot."""
    from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: PLC0415 - skipped where it is missing

    sheet = Sheet(encrypt=StandardEncryption("hemligt", canPrint=1))
    sheet.text(60, 60, "text")

    with pytest.raises(ReadError, match="lösenord"):
        read_bytes(tmp_path, sheet.bytes())


def test_a_pdf_of_pictures_is_refused_with_a_word(tmp_path: Path) -> None:
    """A scanned report looks like text to its reader, so the message says what is needed."""
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - skipped where it is missing

    portable = b"P6 2 2 255\n" + bytes(range(12))
    pillow = pytest.importorskip("PIL.Image")
    sheet = Sheet()
    sheet.canvas.drawImage(ImageReader(pillow.open(io.BytesIO(portable))), 60, 60, 300, 300)

    with pytest.raises(ReadError, match="OCR"):
        read_bytes(tmp_path, sheet.bytes())


@pytest.mark.parametrize("cut", [0.2, 0.6])
def test_a_cut_pdf_is_refused_or_read_but_never_crashes(tmp_path: Path, cut: float) -> None:
    """Libraries trip over broken files in many ways; the user sees one message."""
    sheet = Sheet()
    sheet.text(60, 60, "text")
    data = sheet.bytes()
    try:
        read_bytes(tmp_path, data[: int(len(data) * cut)])
    except ReadError as error:
        assert re.search("skadad|ingen text", error.sv)  # noqa: PT017 - either outcome is right


def test_a_page_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kilobytes can hold gigabytes of instructions."""
    monkeypatch.setattr(pdf_limits, "MAXIMUM_STREAM", 1000)
    sheet = Sheet(pageCompression=1)
    for number in range(200):
        sheet.text(60, 60 + number, "text")

    with pytest.raises(ReadError, match="packar upp till mer"):
        read_bytes(tmp_path, sheet.bytes())


HEAVY = {
    "letters one by one": (b"BT /F 1 Tf " + b"(a)Tj " * 50_000 + b"ET", "40000 tecken"),
    "letters in one string": (b"BT /F 1 Tf (" + b"a" * 2_000_000 + b")Tj ET", "40000 tecken"),
    "states saved": (b"q " * 600_000, "500000 instruktioner"),
    "operands": (b"1 " * 600_000, "500000 instruktioner"),
    "boxes": (b"0 0 1 1 re f " * 31_000, "30000 ritade former"),
    "words of no meaning": (b"a " * 2_200_000, "byte instruktioner"),
    "a drawing drawn again and again": (b"/X Do " * 50, "40000 tecken"),
}
LIGHTER = {"MAXIMUM_STEPS": 500_000, "MAXIMUM_GLYPHS": 40_000, "MAXIMUM_SHAPES": 30_000}


def plain_pdf(contents: bytes, *, filters: bytes = b"/FlateDecode", page: bytes = b"", **objects: bytes) -> bytes:
    """Return a PDF of one page that runs some packed instructions; `objects` are o6, o7, ... with their bytes."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>" + page + b">>",
        b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(contents), filters, contents),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica%s>>" % objects.pop("font", b""),
        *objects.values(),
    ]
    written, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(parts) + 1,
        table,
        len(parts) + 1,
        len(written),
    )


@pytest.mark.parametrize("name", HEAVY)
def test_a_small_file_that_draws_too_much_is_refused_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A few kilobytes took minutes and gigabytes; the limits are a hundredth here so that the test is quick."""
    contents, told = HEAVY[name]
    for limit, size in LIGHTER.items():
        monkeypatch.setattr(pdf_limits, limit, size // 100)
    form = b"BT /F 1 Tf (" + b"a" * 100 + b")Tj ET"
    drawing = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length %d>>stream\n%s\nendstream" % (len(form), form)
    number, _, what = told.partition(" ")
    told = f"över {int(number) // 100} {what}" if number.isdigit() else told

    with pytest.raises(ReadError, match=f"sida 1: .*{told}"):
        read_bytes(tmp_path, plain_pdf(zlib.compress(contents), o6=drawing))


def test_pages_that_are_too_much_together_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many pages, each just within its limit, must not add up to hours."""
    monkeypatch.setattr(pdf_limits, "MAXIMUM_GLYPHS_IN_ALL", 20)
    sheet = Sheet()
    for _ in range(3):
        sheet.text(60, 60, "tio tecken")
        sheet.page()

    with pytest.raises(ReadError, match="över 20 tecken"):
        read_bytes(tmp_path, sheet.bytes())


def test_a_stream_that_is_no_text_is_measured_too(tmp_path: Path) -> None:
    """The table of a font's characters is unpacked as well, before the page is run."""
    table = zlib.compress(bytes(30_000_000))
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(table), table)
    data = plain_pdf(zlib.compress(b"BT /F 9 Tf (text) Tj ET"), font=b"/ToUnicode 6 0 R", o6=stream)

    with pytest.raises(ReadError, match="packar upp till mer"):
        read_bytes(tmp_path, data)


def test_a_stream_packed_again_and_again_is_refused(tmp_path: Path) -> None:
    """Three layers make a kilobyte of gigabytes."""
    packed = zlib.compress(zlib.compress(zlib.compress(b" " * 1000)))

    with pytest.raises(ReadError, match="3 lager"):
        read_bytes(tmp_path, plain_pdf(packed, filters=b"/FlateDecode" * 3))


@pytest.mark.parametrize(
    ("filters", "raw", "size"),
    [
        (["FlateDecode"], zlib.compress(bytes(1000)), 1000),
        (["FlateDecode"], zlib.compress(bytes(9_000)), 5001),
        (["FlateDecode", "FlateDecode"], zlib.compress(zlib.compress(bytes(4000))), 4000),
        (["RunLengthDecode"], bytes(10), 640),
        (["ASCIIHexDecode"], b"6161>", 5),
        (["LZWDecode"], b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", 10),
        (["FlateDecode"], b"no such thing", 13),
        ([], b"12345", 5),
    ],
)
def test_what_a_stream_unpacks_to_is_known_before(
    monkeypatch: pytest.MonkeyPatch, filters: list[str], raw: bytes, size: int
) -> None:
    """The largest that it gets on the way, and never more than just over the limit."""
    monkeypatch.setattr(pdf_limits, "MAXIMUM_STREAM", 5000)

    assert pdf_limits.unpacked_size(raw, filters) == size


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report has tens of pages."""
    monkeypatch.setattr(pdf_pages, "MAXIMUM_PAGES", 2)
    sheet = Sheet()
    for _ in range(3):
        sheet.text(60, 60, "text")
        sheet.page()

    with pytest.raises(ReadError, match="2 sidor"):
        read_bytes(tmp_path, sheet.bytes())


def tagged_pdf() -> bytes:
    """Return a PDF with a tag tree: a heading, and a table of two rows with a cell that goes on over a page."""

    def show(mark: int | None, tag: str, x: int, y: int, text: str) -> str:
        drawn = f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET"
        return f"/{tag} <</MCID {mark}>> BDC {drawn} EMC" if mark is not None else f"/Artifact BMC {drawn} EMC"

    first = [
        show(0, "Rubrik", 60, 700, "9.2 Ge exempel"),
        show(1, "P", 60, 600, "Namn"),
        show(2, "P", 200, 600, "Resultat"),
    ]
    first += [
        show(3, "P", 60, 100, "Insats ett drivs av"),
        show(4, "P", 200, 100, "- Tre hus."),
        show(None, "", 290, 20, "1"),
    ]
    second = [show(0, "P", 60, 780, "kommunen."), show(None, "", 290, 20, "2")]
    streams = ["\n".join(part) for part in (first, second)]
    font = "/Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"
    element = "<</Type /StructElem /S /{} /P {} 0 R {} /K [{}]>>"
    objects = [
        "<</Type /Catalog /Pages 2 0 R /StructTreeRoot 7 0 R /MarkInfo <</Marked true>>>>",
        "<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2>>",
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R {font}>>",
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R {font}>>",
        *(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream" for stream in streams),
        "<</Type /StructTreeRoot /K 8 0 R /RoleMap <</Rubrik /H2>>>>",
        element.format("Document", 7, "", "9 0 R 10 0 R"),
        element.format("Rubrik", 8, "/Pg 3 0 R", "0"),
        element.format("Table", 8, "/Pg 3 0 R", "11 0 R 12 0 R"),
        element.format("TR", 10, "", "13 0 R 14 0 R"),
        element.format("TR", 10, "", "15 0 R 16 0 R"),
        element.format("TH", 11, "", "1"),
        element.format("TH", 11, "", "2"),
        element.format("TD", 12, "", "3 <</Type /MCR /Pg 4 0 R /MCID 0>>"),
        element.format("TD", 12, "", "4"),
    ]
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return data + f"trailer <</Size {len(objects) + 1} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()


def test_a_tagged_pdf_is_read_by_its_tags(tmp_path: Path) -> None:
    """Pages are inherited, a mark may be on another page than its cell, and roles have names of their own."""
    document = read_bytes(tmp_path, tagged_pdf())
    (table,) = tables(document)

    assert document.reader == "pdf-tagged"
    assert texts(document, "heading") == ["9.2 Ge exempel"]
    assert cells(document, table) == [["Namn", "Resultat"], ["Insats ett drivs av kommunen.", "- Tre hus."]]
    assert texts(document, "furniture") == ["1", "2"]
    assert [line.page for line in document.lines] == [1, 1, 1, 1, 2, 1, 1, 2]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reports are not beside this checkout")
def test_the_known_report_has_the_cells_of_its_word_file() -> None:
    """Eight tables and 102 cells, many of them cut by pages, word for word the same."""

    def squeezed(document: Document) -> list[list[list[str]]]:
        return [
            [[re.sub(r"\s", "", cell) for cell in row] for row in cells(document, table)] for table in tables(document)
        ]

    pdf, word = read(SHARED / "orebro-2023.pdf"), read(SHARED / "orebro-2023.docx")

    assert squeezed(pdf) == squeezed(word)
    assert re.findall("[☒☐]", pdf.text) == re.findall("[☒☐]", word.text)
    assert (len(texts(pdf, "footnote")), len(texts(pdf, "furniture")), pdf.page_count) == (14, 17, 17)
