"""A matrix: what is counted, by rows and columns; nothing counted (0) and nothing to count (None) are told apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraf.answers import Answer
from samgraf.graph.namespaces import INTEGER
from samgraf.parameters import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NOTHING = "–"
"""What stands in a cell where there was nothing to count in."""


@dataclass(frozen=True, slots=True)
class Label:
    """A row or a column: what tells it from others, what is written, and under which headings it stands."""

    key: str
    text: str
    group: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by row and column, with what they mean, whose reports they are from, and what was left out.

    `cells` has the counts that are not 0, None where nothing could be counted; `details` what was counted there.
    """

    id: str
    title: Text
    row_head: Text
    column_head: Text
    meaning: Text
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: Mapping[tuple[str, str], int | None]
    details: Mapping[tuple[str, str], tuple[str, ...]]
    scope: Text
    source: Text
    notes: tuple[Text, ...] = ()

    def value(self, row: Label, column: Label) -> int | None:
        """Return what was counted in a cell."""
        return self.cells.get((row.key, column.key), 0)

    def row_total(self, row: Label) -> int:
        """Return the sum of a row."""
        return sum(self.value(row, column) or 0 for column in self.columns)

    def column_total(self, column: Label) -> int:
        """Return the sum of a column."""
        return sum(self.value(row, column) or 0 for row in self.rows)

    def table(self, lang: str = "sv") -> Answer:
        """Return the matrix as a table, with `to_pandas()`."""
        return to_answer(self, lang)

    def _repr_html_(self) -> str:
        """Return the picture for a notebook."""
        from samgraf.charts.draw import draw_chart  # noqa: PLC0415  (it needs this module)

        return f'<div style="max-width:100%;overflow:auto">{draw_chart(self).svg}</div>'

    @property
    def largest(self) -> int:
        """Return the largest count."""
        return max((count or 0 for count in self.cells.values()), default=0)

    def at_most(self, rows: int, columns: int) -> Matrix:
        """Return a matrix no larger than that, for a picture: the fullest rows and columns, in their order, and a note."""
        kept_rows = _fullest(self.rows, rows, self.row_total)
        kept_columns = _fullest(self.columns, columns, self.column_total)
        notes = list(self.notes)
        for head, kept, every in (
            (self.row_head, kept_rows, self.rows),
            (self.column_head, kept_columns, self.columns),
        ):
            if len(kept) < len(every):
                notes.append(
                    Text(
                        f"Visar {len(kept)} av {len(every)} ({head.sv.lower()}), de med störst summa; alla finns i tabellen.",
                        f"Shows {len(kept)} of {len(every)} ({head.en.lower()}), those with the largest sum; the table has all.",
                    )
                )
        return replace(self, rows=kept_rows, columns=kept_columns, notes=tuple(notes))


def _fullest(labels: tuple[Label, ...], most: int, total: Callable[[Label], int]) -> tuple[Label, ...]:
    """Return so many of the labels, those with the largest totals, in the order that they had."""
    ranked = sorted(range(len(labels)), key=lambda at: (-total(labels[at]), at))[:most]
    return tuple(labels[at] for at in sorted(ranked))


def to_answer(matrix: Matrix, lang: str = "sv") -> Answer:
    """Return a matrix as a table: a row a row, a column a column, and the sums."""
    grouped = [name for name in ("group", "area") if any(getattr(row, name) for row in matrix.rows)]
    heads = {"group": Text("grupp", "group"), "area": Text("område", "area")}
    total = Text("summa", "sum")[lang]
    columns = (
        *(heads[name][lang] for name in grouped), matrix.row_head[lang], *_unlike(matrix), total,
    )  # fmt: skip
    rows = []
    for row in matrix.rows:
        cells = [_cell(matrix.value(row, column)) for column in matrix.columns]
        groups = (ox.Literal(getattr(row, name)) for name in grouped)
        rows.append((*groups, ox.Literal(row.text), *cells, _cell(matrix.row_total(row))))
    said = Text(f"{matrix.meaning.sv}. {matrix.scope.sv}.", f"{matrix.meaning.en}. {matrix.scope.en}.")
    empty = Text("Inget att räkna i det som valts.", "Nothing to count in what was chosen.")
    return Answer("chart", matrix.title, columns=columns, rows=tuple(rows), sentence=said, why_empty=empty)


def to_listing(matrix: Matrix, lang: str = "sv") -> Answer:
    """Return a matrix with many columns as a table that fits a screen: for each row its sum, and where it is not 0."""
    rows = []
    several = len({row.group for row in matrix.rows}) > 1
    for row in matrix.rows:
        found = [(column.text, matrix.value(row, column)) for column in matrix.columns if matrix.value(row, column)]
        listed = "; ".join(text if matrix.largest == 1 else f"{text} ({count})" for text, count in found)
        group = (ox.Literal(row.group),) if several else ()
        rows.append((*group, ox.Literal(row.text), _cell(matrix.row_total(row)), ox.Literal(listed)))
    heads = (matrix.row_head[lang], Text("summa", "sum")[lang], matrix.column_head[lang])
    columns = (*((Text("grupp", "group")[lang],) if several else ()), *heads)
    return replace(to_answer(matrix, lang), columns=columns, rows=tuple(rows))


def _unlike(matrix: Matrix) -> list[str]:
    """Return what stands over the columns, each different from the others."""
    found: list[str] = []
    for column in matrix.columns:
        text, again = column.text, 2
        while text in found:
            text, again = f"{column.text} ({again})", again + 1
        found.append(text)
    return found


def _cell(count: int | None) -> ox.Literal:
    """Return a count as a term."""
    return ox.Literal(NOTHING) if count is None else ox.Literal(str(count), datatype=INTEGER)
