"""The cells of workbooks and delimited files as text: python-calamine for workbooks, the csv module for the rest."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from samgraf.readers import refusals
from samgraf.readers.sheet_limits import MAXIMUM_CELLS, MAXIMUM_TEXT, measure_sheets
from samgraf.readers.encodings import decode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DELIMITERS = (";", "\t", ",", "|")
_SNIFFED = 50
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its rows with their numbers (from 1), and how many rows and columns a merged cell spans.

    `merged` is by the zero-based row and column of the merged cell's first place.
    """

    name: str
    rows: tuple[tuple[int, list[str]], ...]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


def workbook(path: Path, data: bytes) -> tuple[str, list[Sheet]]:
    """Return the format of a workbook ("xlsx", "xls", "ods") and its sheets, hidden ones too.

    Raises:
        ReadError: it is damaged, protected, or has more cells than are read.
    """
    import python_calamine as calamine  # noqa: PLC0415 - loaded only for a workbook

    form = "xls" if data.startswith(_OLE) else measure_sheets(path, data)
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            kinds = [(about.name, about.typ == calamine.SheetTypeEnum.WorkSheet) for about in book.sheets_metadata]
            found, left = [], MAXIMUM_CELLS
            for name in (name for name, is_sheet in kinds if is_sheet):
                sheet = book.get_sheet_by_name(name)
                left -= sheet.height * sheet.width
                if left < 0:
                    raise refusals.too_many_cells(path, MAXIMUM_CELLS)
                found.append(_sheet(name, sheet))
    except calamine.PasswordError as error:
        raise refusals.protected(path) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise refusals.damaged(path, form, refusals.technical(error)) from error
    return form, found


def _sheet(name: str, sheet: Any) -> Sheet:  # noqa: ANN401 - the library's own type, as it comes
    """Return a sheet's cells as text, at the places where they stand in the sheet."""
    top, left = sheet.start or (0, 0)
    rows = tuple(
        (top + at + 1, [""] * left + [shown(value) for value in row])
        for at, row in enumerate(sheet.to_python(skip_empty_area=True))
    )
    merged = {
        (first[0], first[1]): (last[0] - first[0] + 1, last[1] - first[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    }
    return Sheet(name, rows, merged)


def shown(value: object) -> str:
    """Return a cell's value as a Swedish reader writes it: 1250000.5 is "1250000,5", a date is ISO 8601."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f").replace(".", ",")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return str(value)  # date, time and timedelta write themselves as ISO 8601 has it


def delimited(path: Path, data: bytes) -> tuple[Sheet, str, str]:
    """Return the rows of a delimited file, its delimiter and its encoding.

    Raises:
        ReadError: it has more cells than are read, or a quote that never ends.
    """
    text, encoding = decode(data)
    if len(text) > MAXIMUM_TEXT:
        raise refusals.too_many_cells(path, MAXIMUM_CELLS)
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    if told.startswith("sep=") and len(told) <= len("sep=;"):  # what Excel itself understands as the delimiter
        delimiter = told[4:] or "\t"
        return _delimited(path, rest, delimiter, before=1), delimiter, encoding
    delimiter = sniff_delimiter(text)
    return _delimited(path, text, delimiter, before=0), delimiter, encoding


def _delimited(path: Path, text: str, delimiter: str, *, before: int) -> Sheet:
    """Return the rows of a text; `before` is how many lines stand above it."""
    rows: list[tuple[int, list[str]]] = []
    cells = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=before + 1):
            cells += len(row)
            if cells > MAXIMUM_CELLS:
                raise refusals.too_many_cells(path, MAXIMUM_CELLS)
            rows.append((number, row))
    except csv.Error as error:
        raise refusals.damaged(path, "csv", refusals.technical(error)) from error
    return Sheet("", tuple(rows))


def sniff_delimiter(text: str) -> str:
    """Return what parts the cells: the delimiter that gives the most rows the same number of cells, two at least.

    Of equals the one that comes first in `DELIMITERS`: a Swedish file has semicolons, because its decimals have commas.
    """
    best, most = DELIMITERS[0], 0.0
    for delimiter in DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            for row, _ in zip(
                csv.reader(io.StringIO(text[:65_536], newline=""), delimiter=delimiter), range(_SNIFFED), strict=False
            ):
                widths[len(row)] += bool(row)
        except csv.Error:
            continue
        score = max(((width - 1) * count / (sum(widths.values()) or 1) for width, count in widths.items()), default=0)
        if score > most:
            best, most = delimiter, score
    return best
