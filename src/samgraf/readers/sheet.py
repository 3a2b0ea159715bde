"""Spreadsheets and delimited files become documents: a line for each row, a table for each sheet, a page for each sheet."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from samgraf.documents import Block, Cell, Document, Line, Span
from samgraf.readers import refusals
from samgraf.readers.build import SOFT_HYPHEN, clean
from samgraf.readers.encodings import decode, encoding_warnings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from samgraf.readers.sheet_grid import Sheet

MEDIA_TYPES = {
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TAB = "text/tab-separated-values"
CSV = "text/csv"


def read_sheet(path: Path, data: bytes) -> Document:
    """Return the document of a workbook: Excel (.xlsx, .xlsm, .xls) or OpenDocument (.ods).

    Raises:
        ReadError: it is damaged, protected, too large, or has no text.
    """
    from samgraf.readers.sheet_grid import workbook  # noqa: PLC0415 - loaded only for a workbook

    form, sheets = workbook(path, data)
    return _document(path, data, sheets, media_type=MEDIA_TYPES[form])


def read_delimited(path: Path, data: bytes) -> Document:
    """Return the document of a CSV or TSV file, whose delimiter its first rows tell.

    Raises:
        ReadError: it is too large, or has no text.
    """
    from samgraf.readers.sheet_grid import delimited  # noqa: PLC0415 - loaded only for such a file

    sheet, delimiter, encoding = delimited(path, data)
    document = _document(path, data, [sheet], media_type=TAB if delimiter == "\t" else CSV, encoding=encoding)
    return replace(document, warnings=encoding_warnings(decode(data)[0], encoding))


def _document(
    path: Path, data: bytes, sheets: Sequence[Sheet], *, media_type: str, encoding: str | None = None
) -> Document:
    """Return the document of some sheets; the name of a sheet stands above its rows, as page furniture."""
    sheets = [sheet for sheet in sheets if any(any(row) for _, row in sheet.rows)]
    if not any(c.isalnum() for sheet in sheets for _, row in sheet.rows for text in row for c in text):
        raise refusals.no_text(path)
    writer = _Writer()
    for page, sheet in enumerate(sheets, start=1):
        writer.sheet(sheet, page)
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        reader="sheet",
        text="".join(writer.text),
        lines=tuple(writer.lines),
        blocks=tuple(writer.blocks),
        page_count=len(sheets),
        encoding=encoding,
    )


class _Writer:
    """A document in the making: every cell's text once, cells of a row parted by tabs, rows by line ends."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.text: list[str] = []
        self.lines: list[Line] = []
        self.blocks: list[Block] = []
        self.at = 0

    def put(self, text: str) -> Span:
        """Return where a text stands that was written."""
        self.text.append(text)
        self.at += len(text)
        return Span(self.at - len(text), self.at)

    def sheet(self, sheet: Sheet, page: int) -> None:
        """Write one sheet; the number of a line is the number of its row, as a spreadsheet program shows it."""
        if sheet.name:
            name = self.put(" ".join(clean(sheet.name).split()))
            self.put("\n")
            self.lines.append(Line(name.start, name.end, 1, page))
            self.blocks.append(Block("furniture", name))
        start = self.at
        cells = [cell for number, row in sheet.rows for cell in self._row(number, row, page, sheet.merged)]
        self.blocks.append(Block("table", Span(start, self.at), cells=tuple(cells)))

    def _row(
        self, number: int, row: Sequence[str], page: int, merged: Mapping[tuple[int, int], tuple[int, int]]
    ) -> list[Cell]:
        """Return the cells of a row, each with its lines as a block; a blank row is not written."""
        found = []
        start = self.at
        for column, raw in enumerate(row):
            text = _cell(raw)
            if not text:
                continue
            if self.at > start:
                self.put("\t")
            span = self.put(text)
            tall, wide = merged.get((number - 1, column), (1, 1))
            found.append(Cell(number - 1, column, (Block("paragraph", span),), tall, wide))
        if found:
            self.lines.append(Line(start, self.at, number, page))
            self.put("\n")
        return found


def _cell(raw: str) -> str:
    """Return the text of a cell: lines kept, blank ones and the blanks around them not, tabs as blanks."""
    text = clean(raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).replace(SOFT_HYPHEN, "")
    return "\n".join(line for line in (line.strip() for line in text.split("\n")) if line)
