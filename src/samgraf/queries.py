"""The library of questions: one `.rq` file each, whose header says everything about it; read here, bound and run."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from samgraf.answers import Answer, Row
from samgraf.computed import COMPUTATIONS, computed
from samgraf.errors import QueryError
from samgraf.graph.namespaces import PREFIXES, compact
from samgraf.parameters import Parameter, Term, Text, blocks, bound, terms
from samgraf.query_header import Kind, read_header, wrong

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from samgraf import answers
    from samgraf.store import Results, Store


@dataclass(frozen=True, slots=True)
class Query:
    """A question of the library: its words, its parameters, its columns, its SPARQL."""

    id: str
    title: Text
    question: Text
    text: str
    answer: Text | None = None
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kind: Kind = "select"
    theme: str = ""

    def sparql(self, **given: object) -> str:
        """Return the query with its parameters bound, as it would be run.

        Raises:
            QueryError: a parameter is unknown, missing or of the wrong type.
        """
        return bound(self.text, self.bindings(**given))

    def bindings(self, **given: object) -> dict[str, tuple[Term, ...]]:
        """Return the terms of each parameter that has a value; those without restrict nothing."""
        names = [parameter.name for parameter in self.parameters]
        for name in given:
            if name not in names:
                raise _unknown_parameter(self.id, name, names)
        values: dict[str, tuple[Term, ...]] = {}
        for parameter in self.parameters:
            value = given.get(parameter.name)
            value = parameter.default if value is None else value
            if value is not None:
                values[parameter.name] = terms(parameter, value, self.id)
            elif parameter.required:
                raise QueryError(
                    f"{self.id}: parametern {parameter.name} måste anges. Skriv {parameter.name}=…",
                    f"{self.id}: the parameter {parameter.name} must be given. Write {parameter.name}=…",
                )
        return values


def load_queries(folder: Path) -> dict[str, Query]:
    """Return the queries of a folder and its subfolders by id, sorted by id.

    Raises:
        QueryError: a header or a query is wrong, or two have the same id.
    """
    found: dict[str, Query] = {}
    for path in sorted(folder.rglob("*.rq")):
        query = load_query(path)
        if query.id in found:
            raise wrong(
                path, f"id {query.id} finns redan i en annan fil", f"the id {query.id} is in another file already"
            )
        found[query.id] = query
    return dict(sorted(found.items()))


def load_query(path: Path) -> Query:
    """Return the query in one file.

    Raises:
        QueryError: its header or its SPARQL is wrong; the message names the file and the key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise wrong(path, f"filen går inte att läsa ({error})", f"the file cannot be read ({error})") from error
    query = parse_query(text, path)
    if query.id != path.stem:
        raise wrong(
            path,
            f"id är {query.id}, men filen heter {path.stem}",
            f"the id is {query.id}, but the file is called {path.stem}",
        )
    return query


def parse_query(text: str, path: Path) -> Query:
    """Return the query in a text; `path` is what errors name."""
    header = read_header(text, path)
    query = Query(text=text, **header)
    _check_parameters(path, query)
    _check_sparql(path, query)
    return query


def find(queries: Mapping[str, Query], name: str) -> Query:
    """Return a query by its id.

    Raises:
        QueryError: there is none; the message names the nearest.
    """
    if name in queries:
        return queries[name]
    near = suggest(name, queries)
    sv = f"Menade du {' eller '.join(near)}?" if near else "samgraf ask visar alla frågor."
    en = f"Did you mean {' or '.join(near)}?" if near else "samgraf ask shows all questions."
    raise QueryError(f"Ingen fråga heter {name!r}. {sv}", f"No question is called {name!r}. {en}")


def suggest(name: str, queries: Iterable[str]) -> list[str]:
    """Return the ids nearest to a name, at most three, the nearest first."""
    ids = sorted(queries)
    near = difflib.get_close_matches(name.lower(), ids, n=3, cutoff=0.6)
    return near or [each for each in ids if name.lower() in each][:3]


def run(query: Query, store: Store, **parameters: object) -> Answer:
    """Return the answer to a library query, all its rows read.

    Raises:
        QueryError: a parameter is unknown, missing or of the wrong type.
    """
    values = query.bindings(**parameters)
    results = store.query(bound(query.text, values))
    if query.kind == "computed":
        return _answer(query, computed(query.id, _dicts(results)), store, values)
    if isinstance(results, ox.QueryBoolean):
        return Answer(query.id, query.title, truth=bool(results))
    if isinstance(results, ox.QueryTriples):
        return Answer(query.id, query.title, triples=tuple(sorted(results, key=str)))
    return _answer(query, tuple(cast("Row", tuple(solution)) for solution in results), store, values)


def selected(query: Query, store: Store, **parameters: object) -> list[dict[str, answers.Term | None]]:
    """Return the rows that a query of the library selects, each by its variables' names, before anything is reckoned.

    Raises:
        QueryError: a parameter is unknown, missing or of the wrong type.
    """
    return _dicts(store.query(query.sparql(**parameters)))


def _dicts(results: Results) -> list[dict[str, answers.Term | None]]:
    """Return selected rows, each by its variables' names."""
    if not isinstance(results, ox.QuerySolutions):
        raise TypeError(type(results))  # the header was checked when it was read
    names = [variable.value for variable in results.variables]
    return [dict(zip(names, cast("Row", tuple(solution)), strict=True)) for solution in results]


def _answer(query: Query, rows: tuple[Row, ...], store: Store, values: Mapping[str, tuple[Term, ...]]) -> Answer:
    """Return the answer that rows make, with the reason where there are none."""
    answer = Answer(query.id, query.title, columns=query.columns, rows=rows, sentence=query.answer)
    return answer if rows else answer.because(_why_empty(store, values))


def _why_empty(store: Store, values: Mapping[str, tuple[Term, ...]]) -> Text:
    """Return why there are no rows: no report of that region and year is loaded, or it reports none."""
    wanted = {name: values[name] for name in ("region", "year") if name in values}
    asked = bound(
        "SELECT ?report "
        "{ VALUES ?region { UNDEF } VALUES ?year { UNDEF } "
        "?report a sg:Report ; sg:region ?region ; sg:reportYear ?year }",
        wanted,
    )
    there = sorted({compact(solution["report"].value) for solution in cast("ox.QuerySolutions", store.query(asked))})
    if there:
        loaded = ", ".join(name.removeprefix("report/") for name in there)
        return Text(
            f"Inga: det som är inläst ({loaded}) redovisar inget sådant.",
            f"None: what is loaded ({loaded}) reports no such thing.",
        )
    if wanted:
        said = " ".join(compact(term.value).removeprefix("actor/") for terms_ in wanted.values() for term in terms_)
        return Text(
            f"Ej redovisat: ingen rapport för {said} är inläst.", f"Not reported: no report for {said} is loaded."
        )
    return Text("Ej redovisat: ingen rapport är inläst.", "Not reported: no report is loaded.")


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


def _unknown_parameter(where: str, name: str, names: list[str]) -> QueryError:
    """Return the error for a parameter that a query does not have."""
    near = difflib.get_close_matches(name, names, n=1)
    listed = ", ".join(names)
    sv = f"menade du {near[0]}?" if near else (f"den har {listed}." if names else "den har inga parametrar.")
    en = f"did you mean {near[0]}?" if near else (f"it has {listed}." if names else "it has no parameters.")
    return QueryError(
        f"{where}: ingen parameter heter {name!r}; {sv}", f"{where}: no parameter is called {name!r}; {en}"
    )
