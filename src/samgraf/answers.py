"""What a question gives back: rows of terms with named columns, or yes or no, or statements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from samgraf.graph.namespaces import BOOLEAN, DATE, DECIMAL, INTEGER, compact

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from samgraf.parameters import Text

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Row = tuple[Term | None, ...]
Plain = str | int | Decimal | bool | date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: `rows` under `columns`; `truth` for a yes/no question; `triples` for a graph.

    `sentence` is what the rows say in a sentence; `why_empty`, where there are none, whether nothing is reported
    or no report is loaded.
    """

    id: str
    title: Text
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None
    sentence: Text | None = None
    why_empty: Text | None = None

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def without(self, *names: str) -> Answer:
        """Return the same answer without some of its columns."""
        kept = [at for at, name in enumerate(self.columns) if name not in names]
        rows = tuple(tuple(row[at] for at in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[at] for at in kept), rows=rows)

    def because(self, why: Text) -> Answer:
        """Return the same answer with the reason why it is empty."""
        return replace(self, why_empty=why)

    def said(self, lang: str = "sv") -> str:
        """Return the answer as one sentence, "" where the question has none; where there are no rows, why."""
        if not self.rows:
            return self.why_empty[lang] if self.why_empty else ""
        return self.sentence[lang] if self.sentence else ""

    def to_dicts(self) -> list[dict[str, Plain]]:
        """Return the rows as dicts of Python values: numbers, dates, truth; IRIs and text as text."""
        return [{name: plain(term) for name, term in zip(self.columns, row, strict=True)} for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a data frame of pandas.

        Raises:
            UsageError: pandas is not installed.
        """
        from samgraf.frames import to_pandas  # noqa: PLC0415  (only for those who ask for it)

        return to_pandas(self)

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a data frame of polars.

        Raises:
            UsageError: polars is not installed.
        """
        from samgraf.frames import to_polars  # noqa: PLC0415  (only for those who ask for it)

        return to_polars(self)

    def _repr_html_(self) -> str:
        """Return the answer as a table for a notebook, everything in it escaped, cut where it is long."""
        from samgraf.answer_html import to_html  # noqa: PLC0415  (it needs this module)

        return to_html(self)


def plain(term: Term | None) -> Plain:
    """Return a term as a Python value; text that is no number of its own datatype stays text."""
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else (str(term) if term else None)
    readers: dict[ox.NamedNode, Any] = {
        INTEGER: int,
        DECIMAL: Decimal,
        BOOLEAN: {"true": True, "1": True, "false": False, "0": False}.__getitem__,
        DATE: date.fromisoformat,
    }
    try:
        value: Plain = readers.get(term.datatype, str)(term.value)
    except (ValueError, KeyError, ArithmeticError):
        return term.value
    return value


def shown(term: Term | None) -> str:
    """Return a term as a person reads it: our own addresses short, nothing for what is not known."""
    if term is None:
        return ""
    return compact(term.value) if isinstance(term, ox.NamedNode) else term.value
