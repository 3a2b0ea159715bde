"""An answer as a data frame of pandas or polars, each column of one type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from samgraf.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from samgraf.answers import Answer, Plain


def to_pandas(answer: Answer) -> pd.DataFrame:
    """Return the rows as a data frame of pandas.

    Raises:
        UsageError: pandas is not installed.
    """
    frame: pd.DataFrame = _library("pandas").DataFrame(columns(answer), columns=list(answer.columns))
    return frame


def to_polars(answer: Answer) -> pl.DataFrame:
    """Return the rows as a data frame of polars.

    Raises:
        UsageError: polars is not installed.
    """
    polars = _library("polars")
    held = columns(answer)
    texts = {name: polars.String for name, values in held.items() if not any(value is not None for value in values)}
    frame: pl.DataFrame = polars.DataFrame(held, schema_overrides=texts)
    return frame


def columns(answer: Answer) -> dict[str, list[Any]]:
    """Return the values of each column: all whole numbers, all numbers, all dates, all truth, or all text; None if unknown."""
    rows = answer.to_dicts()
    return {name: _alike([row[name] for row in rows]) for name in answer.columns}


def _alike(values: list[Plain]) -> list[Any]:
    """Return values of one type: decimal numbers as floats, and text for all where the types differ."""
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int, Decimal} and Decimal in kinds:
        return [None if value is None else float(value) for value in values]  # type: ignore[arg-type]
    if len(kinds) <= 1 and kinds <= {int, bool, date, str}:
        return list(values)
    return [None if value is None else str(value) for value in values]


def _library(name: str) -> Any:  # noqa: ANN401  (a module that may not be there)
    """Return a library of data frames."""
    try:
        return import_module(name)
    except ImportError as error:
        raise UsageError(
            f"{name} är inte installerat. Installera det med pip install 'samgraf[{name}]', eller använd to_dicts().",
            f"{name} is not installed. Install it with pip install 'samgraf[{name}]', or use to_dicts().",
        ) from error
