"""A matrix as a workbook whose cells take their colours from their numbers, and as JSON."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from samgraf.charts.heat import SHADES
from samgraf.charts.matrix import NOTHING
from samgraf.tables_xlsx import add_notes, held, new_workbook, ready_to_print

if TYPE_CHECKING:
    from samgraf.charts.matrix import Matrix

ON_END = 12
"""Names of columns longer than this stand on end."""


def to_xlsx(matrix: Matrix, lang: str = "sv") -> bytes:
    """Return a matrix as a workbook: names as text, counts as numbers, sums as numbers, colours that follow the numbers."""
    out = io.BytesIO()
    book = new_workbook(out, matrix.title[lang])
    sheet = book.add_worksheet("Matrix" if lang == "en" else "Matris")
    grouped = [name for name in ("group", "area") if any(getattr(row, name) for row in matrix.rows)]
    first = len(grouped) + 1
    _head(book, sheet, matrix, grouped, lang)
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    count_look = book.add_format({"align": "center", "valign": "top"})
    total_look = book.add_format({"bold": True, "align": "center", "valign": "top"})
    for at, row in enumerate(matrix.rows, start=1):
        for column, name in enumerate((*grouped, "text")):
            sheet.write_string(at, column, held(getattr(row, name)), plain)
        for column, each in enumerate(matrix.columns, start=first):
            count = matrix.value(row, each)
            if count is None:
                sheet.write_string(at, column, NOTHING, count_look)
            else:
                sheet.write_number(at, column, count, count_look)
        sheet.write_number(at, first + len(matrix.columns), matrix.row_total(row), total_look)
    _colour(book, sheet, matrix, first)
    ready_to_print(sheet, len(matrix.rows), first + len(matrix.columns) + 1)
    sheet.freeze_panes(1, first)
    notes = [matrix.title[lang], f"{matrix.meaning[lang]}.", matrix.scope[lang], matrix.source[lang]]
    add_notes(book, [*notes, *(note[lang] for note in matrix.notes)], lang)
    book.close()
    return out.getvalue()


def _head(book: Any, sheet: Any, matrix: Matrix, grouped: list[str], lang: str) -> None:  # noqa: ANN401  (no types)
    """Write the row of names, those that are long on end."""
    look = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "bg_color": "#E6E9EC"}
    flat, on_end = book.add_format(look), book.add_format({**look, "rotation": 90, "align": "center"})
    names = {"group": ("Grupp", "Group", 30), "area": ("Område", "Area", 30)}
    for column, name in enumerate(grouped):
        sv, en, width = names[name]
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, en if lang == "en" else sv, flat)
    sheet.set_column(len(grouped), len(grouped), 48)
    sheet.write_string(0, len(grouped), held(matrix.row_head[lang]), flat)
    long = any(len(column.text) > ON_END for column in matrix.columns)
    for at, each in enumerate(matrix.columns, start=len(grouped) + 1):
        sheet.set_column(at, at, 6 if long else max(7, len(each.text) + 2))
        sheet.write_string(0, at, held(each.text), on_end if long else flat)
    if long:
        sheet.set_row(0, 180)
    last = len(grouped) + 1 + len(matrix.columns)
    sheet.set_column(last, last, 9)
    sheet.write_string(0, last, "Sum" if lang == "en" else "Summa", flat)


def _colour(book: Any, sheet: Any, matrix: Matrix, first: int) -> None:  # noqa: ANN401  (no types)
    """Let cells above 0 be coloured by their numbers, whatever somebody changes them to."""
    if not matrix.rows or not matrix.columns:
        return
    area = (1, first, len(matrix.rows), first + len(matrix.columns) - 1)
    white = book.add_format({"bg_color": "#FFFFFF", "font_color": "#9AA5B1"})
    sheet.conditional_format(
        *area, {"type": "cell", "criteria": "==", "value": 0, "format": white, "stop_if_true": True}
    )
    scale = {
        "type": "2_color_scale",
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": max(matrix.largest, 1),
    }
    sheet.conditional_format(*area, {**scale, "min_color": SHADES[0], "max_color": SHADES[3]})


def to_json(matrix: Matrix, lang: str = "sv") -> bytes:
    """Return a matrix as JSON: what it is, its rows and columns, and each count that is not 0 with what was counted."""
    described = {
        "id": matrix.id, "title": matrix.title[lang], "meaning": matrix.meaning[lang], "scope": matrix.scope[lang],
        "source": matrix.source[lang],
        "rows": [{"key": row.key, "text": row.text, "group": row.group, "area": row.area} for row in matrix.rows],
        "columns": [{"key": column.key, "text": column.text} for column in matrix.columns],
        "cells": [
            {"row": row, "column": column, "count": count, "what": list(matrix.details.get((row, column), ()))}
            for (row, column), count in sorted(matrix.cells.items())
        ],
    }  # fmt: skip
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()
