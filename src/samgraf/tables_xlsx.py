"""Answers as a workbook: a sheet a table, numbers as numbers and all else as text, a head that stays, a filter.

Nothing in the file tells when it was made, so that the same tables give the same bytes; no text becomes a formula.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter

from samgraf.answers import Plain, plain
from samgraf.checked import showable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.answers import Answer

LONGEST_CELL = 32_767
"""Characters that a cell holds; what is longer ends with "…"."""
LONGEST_LINK = 2_079
"""Characters of an address that a spreadsheet can follow."""
NARROW, WIDE = 9, 60
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  (a fixed date, which the format has without a zone)
SETTINGS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table and the name of its sheet."""

    name: str
    answer: Answer


def workbook(sheets: Sequence[Sheet], notes: Sequence[str], lang: str = "sv") -> bytes:
    """Return a workbook of tables, with a last sheet of notes about what they rest on."""
    out = io.BytesIO()
    book = new_workbook(out, notes[0] if notes else "samgraf")
    looks = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6E9EC"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "share": book.add_format({"num_format": "0.0000", "valign": "top"}),
    }
    for each in sheets:
        _table(book.add_worksheet(each.name), each.answer, looks)
    if notes:
        add_notes(book, notes, lang)
    book.close()
    return out.getvalue()


def new_workbook(out: io.BytesIO, title: str) -> Any:  # noqa: ANN401  (xlsxwriter has no types)
    """Return an empty workbook that writes what it is given as what it is, with no date of today."""
    book = xlsxwriter.Workbook(out, SETTINGS)
    book.set_properties({"created": _MADE, "title": showable(title), "author": "samgraf"})
    return book


def add_notes(book: Any, notes: Sequence[str], lang: str) -> None:  # noqa: ANN401
    """Add a sheet of notes, one a row."""
    sheet = book.add_worksheet("About" if lang == "en" else "Om")
    sheet.set_column(0, 0, 110)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for number, note in enumerate(notes):
        sheet.write_string(number, 0, held(note), wrapped)


def held(text: str) -> str:
    """Return as much of a text as a cell holds, without the characters that it may not hold."""
    text = showable(text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def ready_to_print(sheet: Any, rows: int, columns: int) -> None:  # noqa: ANN401
    """Let the head of a sheet stay and be repeated, its columns be filtered, and its pages be A4 across."""
    sheet.autofilter(0, 0, max(rows, 1), columns - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P (&N)")


def _table(sheet: Any, answer: Answer, looks: dict[str, Any]) -> None:  # noqa: ANN401
    """Write one table."""
    for column, name in enumerate(answer.columns):
        longest = max((len(str(plain(row[column]) or "")) for row in answer.rows), default=0)
        sheet.set_column(column, column, min(max(len(name) + 2, longest + 1, NARROW), WIDE))
        sheet.write_string(0, column, name, looks["head"])
    for number, row in enumerate(answer.rows, start=1):
        for column, term in enumerate(row):
            _cell(sheet, number, column, plain(term), looks)
    ready_to_print(sheet, len(answer.rows), len(answer.columns))


def _cell(sheet: Any, row: int, column: int, value: Plain, looks: dict[str, Any]) -> None:  # noqa: ANN401
    """Write one cell as what it is."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, looks["text"])
    elif isinstance(value, int) and not isinstance(value, bool):
        sheet.write_number(row, column, value, looks["text"])
    elif isinstance(value, str) and value.startswith(("http://", "https://")) and len(value) <= LONGEST_LINK:
        sheet.write_url(row, column, value, looks["text"], showable(value))
    elif isinstance(value, str):
        sheet.write_string(row, column, held(value), looks["text"])
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), looks["share"])
    else:
        sheet.write_string(row, column, str(value), looks["text"])
