"""Workbooks are measured before they are opened: a file of one kilobyte can ask for a grid of 17 billion cells."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from samgraf.readers import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAXIMUM_CELLS = 2_000_000
"""Cells, empty ones within the used area counted, of all sheets together."""

MAXIMUM_TEXT = 100_000_000
"""Characters of all cells together; a text that many cells share counts for each."""

_CELL = re.compile(rb"""<(?:\w+:)?c(?=[\s/>])([^>]*?)/?>""")
_ROW = re.compile(rb"""<(?:\w+:)?row(?=[\s/>])([^>]*)>""")
_AT = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d*)["']""")
_SHARED = re.compile(rb"""\st\s*=\s*["']s["']""")
_ITEM = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")
_USED = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>.{0,200}?<(?:\w+:)?v>\s*(\d+)""", re.DOTALL)
_ODS = re.compile(rb"""<table:(table-row|(?:covered-)?table-cell|table)(?=[\s/>])([^>]*?)(/?)>""")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")


def measure_sheets(path: Path, data: bytes) -> str:
    """Return the format of an archive with a workbook, "xlsx" or "ods", if it can be opened without harm.

    Every part that holds cells is unpacked here once, so that a size that the archive lies about is found out.

    Raises:
        ReadError: it is damaged, or has more cells or text than are read.
    """
    form = "xlsx"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "content.xml" in names and not any(name.startswith("xl/") for name in names):
                form = "ods"
                _measure_ods(path, _part(path, archive, "content.xml"))
            else:
                _measure_xlsx(path, archive, names)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise refusals.damaged(path, form, refusals.technical(error)) from error
    return form


def _part(path: Path, archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part's bytes; one in UTF-16 could hide its cells from us, and no program writes it."""
    content = archive.read(name)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:64]:
        raise refusals.damaged(path, "xlsx", (f"{name} är i UTF-16", f"{name} is in UTF-16"))
    return content


def _measure_xlsx(path: Path, archive: zipfile.ZipFile, names: list[str]) -> None:
    """Return nothing; the sheets' used areas and their text are within what is read."""
    lengths: list[int] = []
    for name in names:
        if name.lower().endswith("sharedstrings.xml"):
            content = _part(path, archive, name)
            starts = [match.start() for match in _ITEM.finditer(content)]
            ends = [*starts[1:], len(content)] if starts else []
            lengths += [end - start for start, end in zip(starts, ends, strict=True)]
    if len(lengths) > MAXIMUM_CELLS:
        raise refusals.too_many_cells(path, MAXIMUM_CELLS)
    total = text = 0
    for name in names:
        if name.startswith("xl/") and name.endswith(".xml") and "heet" in name.rsplit("/", 1)[0]:
            content = _part(path, archive, name)
            area, sharing = _area(path, content)
            total += area
            if sharing * max(lengths, default=0) > MAXIMUM_TEXT:  # the most it could be: then what it is
                used = (int(match[1]) for match in _USED.finditer(content))
                text += sum(lengths[number] for number in used if number < len(lengths))
            if total > MAXIMUM_CELLS or text > MAXIMUM_TEXT:
                raise refusals.too_many_cells(path, MAXIMUM_CELLS)


def _area(path: Path, content: bytes) -> tuple[int, int]:
    """Return how many cells the used area of a sheet has, and how many of them hold a shared text."""
    low, high = [1 << 30, 1 << 30], [0, 0]
    cells = sharing = 0
    row = column = 0
    for kind, attributes in _tags(content):
        told = _AT.search(attributes)
        if kind == "row":
            row = int(told[2]) if told and told[2] else row + 1
            column = 0
            continue
        cells += 1
        if cells > MAXIMUM_CELLS:
            raise refusals.too_many_cells(path, MAXIMUM_CELLS)
        column = _column(told[1]) if told and told[1] else column + 1
        at = int(told[2]) if told and told[2] else row
        low = [min(low[0], at), min(low[1], column)]
        high = [max(high[0], at), max(high[1], column)]
        sharing += _SHARED.search(attributes) is not None
    return (high[0] - low[0] + 1) * (high[1] - low[1] + 1) if cells else 0, sharing


def _tags(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the rows and cells of a sheet in its order, each with its attributes."""
    rows = _ROW.finditer(content)
    row = next(rows, None)
    for cell in _CELL.finditer(content):
        while row is not None and row.start() < cell.start():
            yield "row", row[1]
            row = next(rows, None)
        yield "cell", cell[1]


def _column(letters: bytes) -> int:
    """Return the number of a column, 1 for A, 16384 for XFD."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _measure_ods(path: Path, content: bytes) -> None:
    """Return nothing; the used areas of the sheets of an OpenDocument file are within what is read.

    Cells and rows may be repeated by a number. Those at the end that hold nothing are not counted: every file has a million of them.
    """
    total = rows = columns = width = repeat = last_row = 0
    filled = False
    for match in _ODS.finditer(content):
        kind, attributes = match[1], match[2]
        times = int(told[1]) if (told := _REPEATED.search(attributes)) else 1
        if kind in {b"table-row", b"table"}:
            rows += repeat
            last_row = rows if filled else last_row
            columns, filled, repeat = 0, False, times
        if kind == b"table":
            total += last_row * width
            rows = width = repeat = last_row = 0
        elif kind != b"table-row":
            columns += times
            if b"value" in attributes or not match[3]:
                filled, width = True, max(width, columns)
        if total + (rows + repeat * filled) * width > MAXIMUM_CELLS:
            raise refusals.too_many_cells(path, MAXIMUM_CELLS)
