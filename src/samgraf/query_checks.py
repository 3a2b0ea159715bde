"""What must hold of a query file beyond its header's keys: its parameters, its SPARQL, its columns, its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraf.computed import COMPUTATIONS
from samgraf.errors import QueryError
from samgraf.graph.namespaces import PREFIXES
from samgraf.parameters import blocks, terms
from samgraf.query_header import wrong
from samgraf.sentences import odd

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.queries import Query


def check(path: Path, query: Query) -> None:
    """Return if all holds of a query; `path` is what errors name.

    Raises:
        QueryError: something does not.
    """
    _check_parameters(path, query)
    _check_sparql(path, query)
    _check_sentences(path, query)


def _check_parameters(path: Path, query: Query) -> None:
    """Refuse a parameter without a place in the query, a place without a parameter, and a default of the wrong type."""
    declared = {parameter.name for parameter in query.parameters}
    placed = {name for name, _, _ in blocks(query.text)}
    for name in sorted(declared - placed):
        raise wrong(
            path,
            f"parametern {name} saknar VALUES ?{name} {{ UNDEF }} i frågan",
            f"the parameter {name} has no VALUES ?{name} {{ UNDEF }} in the query",
        )
    for name in sorted(placed - declared):
        raise wrong(
            path,
            f"VALUES ?{name} {{ UNDEF }} är ingen parameter i huvudet",
            f"VALUES ?{name} {{ UNDEF }} is no parameter of the header",
        )
    for parameter in query.parameters:
        if parameter.default is not None:
            try:
                terms(parameter, parameter.default, "default")
            except QueryError as error:
                raise wrong(path, error.sv, error.en) from error


def _check_sparql(path: Path, query: Query) -> None:
    """Refuse what is not SPARQL, is of another kind than the header says, or selects other columns."""
    try:
        results = ox.Store().query(query.text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise wrong(path, f"frågan är inte SPARQL 1.1: {error}", f"the query is not SPARQL 1.1: {error}") from error
    kinds = {ox.QueryBoolean: "ask", ox.QueryTriples: "construct"}
    kind = kinds.get(type(results), "select")
    if query.kind == "computed":
        _check_computed(path, query.id, kind)
        return
    if kind != query.kind:
        raise wrong(
            path, f"kind är {query.kind}, men frågan är {kind}", f"the kind is {query.kind}, but the query is {kind}"
        )
    if isinstance(results, ox.QuerySolutions):
        selected = tuple(variable.value for variable in results.variables)
        if selected != query.columns:
            raise wrong(
                path,
                f"columns är {list(query.columns)}, men frågan väljer {list(selected)}",
                f"columns are {list(query.columns)}, but the query selects {list(selected)}",
            )


def _check_computed(path: Path, name: str, kind: str) -> None:
    """Refuse a computed question that selects no rows, or that nothing reckons."""
    if kind != "select":
        raise wrong(
            path,
            f"kind är computed, men frågan är {kind}; den ska vara SELECT",
            f"the kind is computed, but the query is {kind}; it must be SELECT",
        )
    if name not in COMPUTATIONS:
        raise wrong(
            path,
            f"kind är computed, men ingen funktion i samgraf/computed.py räknar ut {name}",
            f"the kind is computed, but no function in samgraf/computed.py reckons {name}",
        )


def _check_needs(path: Path, query: Query) -> None:
    """Refuse what a question needs where it is no ASK, or where nothing says what to do without it."""
    if bool(query.needs) != bool(query.unmet):
        raise wrong(path, "needs och unmet hör ihop: båda eller ingen", "needs and unmet go together: both or neither")
    try:
        met = ox.Store().query(query.needs, prefixes=PREFIXES) if query.needs else ox.Store().query("ASK {}")
    except SyntaxError as error:
        raise wrong(path, f"needs är inte SPARQL 1.1: {error}", f"needs is not SPARQL 1.1: {error}") from error
    if not isinstance(met, ox.QueryBoolean):
        raise wrong(path, "needs är ingen ASK", "needs is no ASK")


def _check_sentences(path: Path, query: Query) -> None:
    """Refuse a summary that is no SELECT or has parameters of its own, needs that is no ASK, and a sentence that names what is not there."""
    _check_needs(path, query)
    variables: tuple[str, ...] = ()
    if query.summary:
        try:
            results = ox.Store().query(query.summary, prefixes=PREFIXES)
        except SyntaxError as error:
            raise wrong(path, f"summary är inte SPARQL 1.1: {error}", f"summary is not SPARQL 1.1: {error}") from error
        if not isinstance(results, ox.QuerySolutions):
            raise wrong(path, "summary är ingen SELECT", "summary is no SELECT")
        variables = tuple(variable.value for variable in results.variables)
        for name, _, _ in blocks(query.summary):
            if name not in {parameter.name for parameter in query.parameters}:
                raise wrong(path, f"summary har {name}, som inte är en parameter", f"summary has {name}, no parameter")
    for lang in ("sv", "en"):
        stray = (
            odd(query.answer[lang], query.columns, variables)
            if query.answer and query.kind in {"select", "computed"}
            else None
        )
        if stray:
            raise wrong(
                path,
                f"answer ({lang}) har {stray}, som varken är en kolumn, en av summary eller en hel plats",
                f"answer ({lang}) has {stray}, which is no column, none of summary's, and no whole place",
            )
    for parameter in query.parameters:
        if parameter.column and parameter.column not in query.columns:
            raise wrong(
                path,
                f"parametern {parameter.name} har column {parameter.column}, som inte väljs",
                f"the parameter {parameter.name} has the column {parameter.column}, which is not selected",
            )
