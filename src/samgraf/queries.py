"""The library of questions: one `.rq` file each, whose header says everything about it; read here, bound and run."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from samgraf.absence import choices, not_loaded, why_empty
from samgraf.answers import Answer, Row, shown
from samgraf.computed import computed
from samgraf.errors import QueryError
from samgraf.parameters import Parameter, Term, Text, bound, terms
from samgraf.query_checks import check
from samgraf.query_header import Kind, read_header, wrong
from samgraf.sentences import filled, listed
from samgraf.system_words import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from samgraf import answers
    from samgraf.absence import Engine
    from samgraf.store import Results


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
    none: Text | None = None
    needs: str = ""
    unmet: Text | None = None
    summary: str = ""
    words: tuple[str, ...] = ()

    @property
    def asks_for_findings(self) -> bool:
        """Return whether the answer rests on stored findings, which are to be made anew where they are old."""
        return re.search(r"\bsg:Finding\b", self.text) is not None

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
                raise _missing(self.id, parameter.name)
        return values

    def missing(self, given: Mapping[str, object]) -> list[str]:
        """Return the names of the parameters that must be given and are not."""
        return [each.name for each in self.parameters if each.required and given.get(each.name) is None]


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
        sv, en = reason_of(error)
        raise wrong(path, f"filen går inte att läsa ({sv})", f"the file cannot be read ({en})") from error
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
    check(path, query)
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


def run(query: Query, store: Engine, **parameters: object) -> Answer:
    """Return the answer to a library query, all its rows read.

    Raises:
        QueryError: a parameter is unknown, missing or of the wrong type.
    """
    _check_missing(query, store, parameters)
    values = query.bindings(**parameters)
    results = store.query(bound(query.text, values))
    if query.kind == "computed":
        return _answer(query, computed(query.id, _dicts(results)), store, values)
    if isinstance(results, ox.QueryBoolean):
        return Answer(query.id, query.title, truth=bool(results))
    if isinstance(results, (ox.QueryTriples, tuple)):
        return Answer(query.id, query.title, triples=tuple(sorted(results, key=str)))
    return _answer(query, tuple(cast("Row", tuple(solution)) for solution in results), store, values)


def selected(query: Query, store: Engine, **parameters: object) -> list[dict[str, answers.Term | None]]:
    """Return the rows that a query of the library selects, each by its variables' names, before anything is reckoned.

    Raises:
        QueryError: a parameter is unknown, missing or of the wrong type.
    """
    return _dicts(store.query(query.sparql(**parameters)))


def _dicts(results: Results | tuple[ox.Triple, ...]) -> list[dict[str, answers.Term | None]]:
    """Return selected rows, each by its variables' names."""
    if not isinstance(results, ox.QuerySolutions):
        raise TypeError(type(results))  # the header was checked when it was read
    names = [variable.value for variable in results.variables]
    return [dict(zip(names, cast("Row", tuple(solution)), strict=True)) for solution in results]


def _answer(query: Query, rows: tuple[Row, ...], engine: Engine, values: Mapping[str, tuple[Term, ...]]) -> Answer:
    """Return the answer that rows make, with its sentence, or with the reason why there are none."""
    answer = Answer(query.id, query.title, columns=query.columns, rows=rows)
    if not rows:
        return answer.because(why_empty(query, engine, values))
    said = query.answer and _said(query.answer, answer, _summary(query, engine, values))
    missing = not_loaded(engine, values)
    if said and missing:
        said = Text(f"{said.sv} {missing.sv}", f"{said.en} {missing.en}")
    return replace(answer, sentence=said or missing)


def _check_missing(query: Query, engine: Engine, given: Mapping[str, object]) -> None:
    """Refuse a question without a parameter that it needs, and say which values there are."""
    missing = next((each for each in query.parameters if each.name in query.missing(given)), None)
    if missing is None:
        return
    others = {name: value for name, value in given.items() if value is not None}
    known = replace(query, parameters=tuple(replace(each, required=False) for each in query.parameters))
    there = choices(query, engine, missing, known.bindings(**others))
    error = _missing(query.id, missing.name)
    if not there:
        raise error
    raise QueryError(
        f"{error.sv} I det som är inläst finns {listed(there, 'sv')}.",
        f"{error.en} What is loaded has {listed(there, 'en')}.",
    )


def _missing(where: str, name: str) -> QueryError:
    """Return the error for a parameter that must be given and is not."""
    return QueryError(
        f"{where}: parametern {name} måste anges. Skriv {name}=….",
        f"{where}: the parameter {name} must be given. Write {name}=….",
    )


def _said(template: Text, answer: Answer, summary: Mapping[str, tuple[str, ...]]) -> Text:
    """Return what a template says of an answer, in both languages."""
    rows = [tuple(shown(term) if term is not None else None for term in row) for row in answer.rows]
    sv, en = (filled(template[lang], answer.columns, rows, summary, lang) for lang in ("sv", "en"))
    return Text(sv, en)


def _summary(query: Query, engine: Engine, values: Mapping[str, tuple[Term, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the different values of each variable of a query's summary."""
    if not query.summary:
        return {}
    results = cast("ox.QuerySolutions", engine.query(bound(query.summary, values)))
    names = [variable.value for variable in results.variables]
    rows = [[shown(solution[name]) for name in names] for solution in results]
    return {name: tuple(sorted({row[at] for row in rows} - {""})) for at, name in enumerate(names)}


def _unknown_parameter(where: str, name: str, names: list[str]) -> QueryError:
    """Return the error for a parameter that a query does not have."""
    near = difflib.get_close_matches(name, names, n=1)
    listed = ", ".join(names)
    sv = f"menade du {near[0]}?" if near else (f"den har {listed}." if names else "den har inga parametrar.")
    en = f"did you mean {near[0]}?" if near else (f"it has {listed}." if names else "it has no parameters.")
    return QueryError(
        f"{where}: ingen parameter heter {name!r}; {sv}", f"{where}: no parameter is called {name!r}; {en}"
    )
