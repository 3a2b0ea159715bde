"""Spreadsheets and delimited files as documents: every cell once, rows as lines, bombs refused."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from samgraf.errors import ReadError
from samgraf.readers import read, sheet_limits
from samgraf.readers.sheet_grid import shown, sniff_delimiter

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.documents import Document

LETTERS = "Åäö – ”citat” é"


def book(path: Path, **sheets: list[list[object]]) -> Path:
    """Return the path of a workbook with some sheets, written cell by cell."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def cells(document: Document) -> list[str]:
    """Return the texts of all cells in their order."""
    tables = [block for block in document.blocks if block.kind == "table"]
    return [document.quote(cell.blocks[0].span) for table in tables for cell in table.cells]


def test_every_cell_stands_in_the_text_once(tmp_path: Path) -> None:
    """Evidence points into the text: a cell twice or not at all would point wrong."""
    rows = [["Insats", "År"], ["Ett", 2023], [], ["Två", 2022.5]]
    document = read(book(tmp_path / "a.xlsx", Blad=rows, Mer=[["Tre"]]))

    assert cells(document) == ["Insats", "År", "Ett", "2023", "Två", "2022,5", "Tre"]
    assert document.text == "Blad\nInsats\tÅr\nEtt\t2023\nTvå\t2022,5\nMer\nTre\n"
    assert document.reader == "sheet"


def test_a_line_is_a_row_and_a_page_is_a_sheet(tmp_path: Path) -> None:
    """Whoever looks a fact up opens the sheet and goes to the row."""
    document = read(book(tmp_path / "a.xlsx", Blad=[["x1"], [], ["x3"]], Mer=[["y1"]]))
    found = {document.text[line.start : line.end]: (line.page, line.number) for line in document.lines}

    assert found["x3"] == (1, 3)
    assert found["y1"] == (2, 1)
    assert document.page_count == 2


def test_a_line_break_in_a_cell_stays_in_its_row(tmp_path: Path) -> None:
    """A list in a cell is still one cell of one row."""
    document = read(book(tmp_path / "a.xlsx", Blad=[["ett\ntvå", "tre"]]))

    assert cells(document) == ["ett\ntvå", "tre"]
    assert document.line_at(document.text.index("två")).number == 1


def test_values_are_written_as_swedes_write_them() -> None:
    """Decimal comma, whole numbers without decimals, dates as ISO 8601, never an exponent."""
    values = [1250000.0, 1250.5, 1e-7, True, datetime(2023, 5, 1), datetime(2023, 5, 1, 13, 30), " text "]  # noqa: DTZ001

    assert [shown(value) for value in values] == [
        "1250000", "1250,5", "0,0000001", "Ja", "2023-05-01", "2023-05-01 13:30", " text ",
    ]  # fmt: skip


def test_a_merged_cell_says_how_far_it_goes(tmp_path: Path) -> None:
    """A region merged over its rows holds for each of them."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        sheet.merge_range(0, 0, 2, 0, "Region")
        sheet.write(0, 1, "a")
    table = next(block for block in read(path).blocks if block.kind == "table")

    assert (table.cells[0].row_span, table.cells[0].column_span) == (3, 1)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_delimited_file_is_read_in_any_dress(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """What a spreadsheet program saves as CSV differs with the country and the year of the program."""
    rows = [["Insats", "År", "Belopp"], [f'"{LETTERS.replace("”", "")}"', "2023", "1 250"], ["Två", "2022", "7"]]
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))

    assert cells(read(path)) == [cell.strip('"') for row in rows for cell in row]


def test_decimal_commas_do_not_part_cells() -> None:
    """A Swedish file has a comma in every amount."""
    assert sniff_delimiter("Insats;Belopp\nEtt, två och tre;1,5\nFyra;2,5\n") == ";"


def test_excels_own_line_on_the_delimiter_is_obeyed(tmp_path: Path) -> None:
    """The line `sep=;` is no row of the register, but it is a row of the file."""
    path = tmp_path / "a.csv"
    path.write_text("sep=|\nInsats|År\nEtt;a|2023\n", encoding="utf-8")
    document = read(path)

    assert cells(document) == ["Insats", "År", "Ett;a", "2023"]
    assert document.lines[-1].number == 3


def package(sheet: bytes, strings: bytes = b"<sst/>") -> bytes:
    """Return a workbook with one sheet of hand-written XML."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = b"http://schemas.openxmlformats.org/package/2006/relationships"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "_rels/.rels",
            b'<Relationships xmlns="%b"><Relationship Id="a" Type="%b/officeDocument" Target="xl/workbook.xml"/></Relationships>'
            % (links, office),
        )
        made.writestr(
            "xl/_rels/workbook.xml.rels",
            b'<Relationships xmlns="%b"><Relationship Id="b" Type="%b/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
            % (links, office),
        )
        made.writestr(
            "xl/workbook.xml",
            b'<workbook xmlns="%b" xmlns:r="%b"><sheets><sheet name="A" sheetId="1" r:id="b"/></sheets></workbook>'
            % (main, office),
        )
        made.writestr(
            "xl/worksheets/sheet1.xml", b'<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>' % (main, sheet)
        )
        made.writestr("xl/sharedStrings.xml", strings)
    return stream.getvalue()


FAR = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
MANY = b"<row>" + b"".join(b"<c><v>%d</v></c>" % (n * 7919 % 1_000_003) for n in range(210_000)) + b"</row>"
SHARED = b"<row>" + b'<c t="s"><v>0</v></c>' * 50_000 + b"</row>"
ODS = b'<office:document-content><table:table table:name="A"><table:table-row table:number-rows-repeated="%d"><table:table-cell table:number-columns-repeated="%d" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:document-content>'

SPACES = b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
TEXT = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
ODS_SHEET = (
    b"<office:document-content %b><office:body><office:spreadsheet>%b</office:spreadsheet></office:body></office:document-content>"
    % (
        SPACES,
        (
            '<table:table table:name="A">'
            f'<table:table-row>{TEXT % "Insats"}{TEXT % "År"}<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
            '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            f'<table:table-row>{TEXT % "Ett"}<table:table-cell office:value-type="float" office:value="2023"/></table:table-row>'
            '<table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            "</table:table>"
        ).encode(),
    )
)


def ods(content: bytes) -> bytes:
    """Return an OpenDocument archive with some content."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", content)
        made.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


BOMBS = {
    "far.xlsx": package(FAR),
    "many.xlsx": package(MANY),
    "shared.xlsx": package(SHARED, b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"),
    "repeated.ods": ods(ODS % (1_048_576, 1024)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_asks_for_too_many_cells_is_refused_at_once(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kilobyte can ask for 17 billion cells; the library would make them all."""
    monkeypatch.setattr(sheet_limits, "MAXIMUM_CELLS", 200_000)
    path = tmp_path / name
    path.write_bytes(BOMBS[name])
    begun = time.monotonic()
    with pytest.raises(ReadError, match="celler") as told:
        read(path)

    assert "cells" in told.value.en
    assert time.monotonic() - begun < 20


def test_a_file_of_hand_written_xml_is_read(tmp_path: Path) -> None:
    """The bombs are refused for their size, not for their form."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(package(b'<row r="3"><c r="B3"><v>7</v></c></row>'))
    document = read(path)

    assert cells(document) == ["7"]
    assert document.lines[-1].number == 3


def test_an_opendocument_sheet_is_read(tmp_path: Path) -> None:
    """Its empty rows and columns are written as one that is repeated a million times."""
    path = tmp_path / "a.ods"
    path.write_bytes(ods(ODS_SHEET))
    document = read(path)

    assert cells(document) == ["Insats", "År", "Ett", "2023"]
    assert document.lines[-1].number == 4


def test_an_old_excel_file_is_read(tmp_path: Path) -> None:
    """Registers live long."""
    path = tmp_path / "a.xls"
    path.write_bytes(xls([["Insats", "År"], ["Ett", 2023]]))

    assert cells(read(path)) == ["Insats", "År", "Ett", "2023"]


def record(kind: int, data: bytes) -> bytes:
    """Return one record of an old Excel file."""
    return struct.pack("<HH", kind, len(data)) + data


def xls(rows: list[list[object]]) -> bytes:
    """Return an Excel 97-2003 file with one sheet: its records in a compound file of three chains of sectors."""
    cells = b""
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", at, column, 0)
            if isinstance(value, str):
                cells += record(0x0204, place + struct.pack("<HB", len(value), 0) + value.encode("latin-1"))
            else:
                cells += record(0x0203, place + struct.pack("<d", value))
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1996, 0, 0))
    bound = 4 + 8 + 1
    head = record(0x0085, struct.pack("<IHBB", len(begin) + bound + 4, 0, 1, 0) + b"A") + record(0x000A, b"")
    stream = (
        begin
        + head
        + record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1996, 0, 0))
        + cells
        + record(0x000A, b"")
    )
    stream = stream.ljust(4096, b"\0")
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE]
    fat = struct.pack("<10I", *chain) + b"\xff" * (512 - 40)
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0, 1), ("Workbook", 2, 2, 4096, 0xFFFFFFFF)]
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        + bytes(36) + struct.pack("<IQ", start, size)
        for name, kind, start, size, child in entries
    ).ljust(512, b"\0")  # fmt: skip
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    )
    return header + struct.pack("<I", 0) + b"\xff" * (512 - len(header) - 4) + fat + directory + stream
