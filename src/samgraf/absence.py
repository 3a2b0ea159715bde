"""Why a question has no rows: nothing is reported, loaded or asked for, or there is no such value; and which there are."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Protocol, cast

import pyoxigraph as ox

from samgraf.answers import shown
from samgraf.graph.namespaces import DEFINITIONS, INTEGER, compact
from samgraf.parameters import Parameter, Term, Text, bound
from samgraf.sentences import listed, natural
from samgraf.swedish import order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samgraf.queries import Query
    from samgraf.store import Results

_REPORTS = f"""PREFIX sg: <{DEFINITIONS}>
SELECT ?report ?region ?year ?name WHERE {{
  ?report a sg:Report .
  ?report sg:region ?region .
  ?report sg:reportYear ?year .
  OPTIONAL {{
    ?region sg:name ?name .
  }}
}}"""


_NONE = Text("Inga: det som är inläst redovisar inget sådant", "None: what is loaded reports no such thing")


class Engine(Protocol):
    """What can be asked: a store of ours, or an endpoint elsewhere."""

    def query(self, text: str) -> Results | tuple[ox.Triple, ...]:
        """Return the results of a query over the union of all graphs; a server's statements come as a tuple."""


def why_empty(query: Query, engine: Engine, values: Mapping[str, tuple[Term, ...]]) -> Text:
    """Return why there are no rows: no such report is loaded, nobody has asked for it, there is no such value, or the reports report none."""
    reports = _reports(engine)
    wanted = {name: values[name] for name in ("region", "year") if name in values}
    there = [report for report in reports if all(report[name] in wanted[name] for name in wanted)]
    if not there:
        return _not_loaded(engine, wanted, reports)
    if query.unmet and not engine.query(query.needs):
        return query.unmet
    none = _NONE if query.none is None or _narrowed(query, values) else query.none
    told = _told(there)
    sv, en = f"{none.sv.rstrip('.')} ({listed(told, 'sv')}).", f"{none.en.rstrip('.')} ({listed(told, 'en')})."
    for parameter in query.parameters:
        if parameter.name in values and parameter.name not in wanted and parameter.default is None:
            hint = _hint(query, engine, parameter, values)
            sv, en = f"{sv} {hint.sv}".strip(), f"{en} {hint.en}".strip()
    return Text(sv, en)


def _narrowed(query: Query, values: Mapping[str, tuple[Term, ...]]) -> bool:
    """Return whether something else than a region and a year was asked for: then what is true of all is not said."""
    return any(
        each.name in values and each.name not in {"region", "year"} and each.default is None
        for each in query.parameters
    )


def not_loaded(engine: Engine, values: Mapping[str, tuple[Term, ...]]) -> Text | None:
    """Return which of several regions and years that were asked for have no report, None where all have one."""
    wanted = {name: values[name] for name in ("region", "year") if len(values.get(name, ())) > 1}
    if not wanted:
        return None
    reports = _reports(engine)
    missing = [term for name, terms in wanted.items() for term in terms if term not in {r[name] for r in reports}]
    if not missing:
        return None
    said = [_called(engine, term) for term in missing]
    return Text(
        f"Ej redovisat för {listed(said, 'sv')}: ingen rapport är inläst.",
        f"Not reported for {listed(said, 'en')}: no report is loaded.",
    )


def choices(query: Query, engine: Engine, parameter: Parameter, values: Mapping[str, tuple[Term, ...]]) -> list[str]:
    """Return the values that a parameter can have in what is loaded, the other parameters being as they are, in order.

    They are those of its column in the question's own rows, asked without the parameter. Empty where it has no column.
    """
    column = parameter.column or parameter.name
    if column not in query.columns:
        return []
    others = {name: terms for name, terms in values.items() if name != parameter.name}
    results = cast("ox.QuerySolutions", engine.query(bound(query.text, others)))
    if column not in {variable.value for variable in results.variables}:  # a computed question makes its own columns
        return []
    found = {shown(solution[column]) for solution in results}
    return sorted(found - {""}, key=natural)


def _hint(query: Query, engine: Engine, parameter: Parameter, values: Mapping[str, tuple[Term, ...]]) -> Text:
    """Return which values of a parameter would have given rows, the nearest to what was written first."""
    there = choices(query, engine, parameter, values)
    written = {_short(term) for term in values[parameter.name]}
    if not there or written & set(there):
        return Text("", "")
    near = [name for one in sorted(written) for name in difflib.get_close_matches(one, there, n=2, cutoff=0.6)]
    if near:
        return Text(f"Menade du {parameter.name}={near[0]}?", f"Did you mean {parameter.name}={near[0]}?")
    return Text(
        f"Värden som finns för {parameter.name}: {listed(there, 'sv')}.",
        f"Values there are for {parameter.name}: {listed(there, 'en')}.",
    )


def _reports(engine: Engine) -> list[dict[str, Term]]:
    """Return what is loaded: the address, region and year of each report."""
    results = cast("ox.QuerySolutions", engine.query(_REPORTS))
    return [
        {
            "report": cast("Term", row["report"]),
            "region": cast("Term", row["region"]),
            "name": cast("Term", row["name"] or ox.Literal(_short(cast("Term", row["region"])))),
            "year": ox.Literal(cast("ox.Literal", row["year"]).value, datatype=INTEGER),
        }
        for row in results
    ]


def _not_loaded(engine: Engine, wanted: Mapping[str, tuple[Term, ...]], reports: list[dict[str, Term]]) -> Text:
    """Return that nothing is reported because no such report is loaded, and which are."""
    if not reports:
        return Text("Ej redovisat: ingen rapport är inläst.", "Not reported: no report is loaded.")
    said = " ".join(_called(engine, term) for terms in wanted.values() for term in terms)
    told = _told(reports)
    return Text(
        f"Ej redovisat: ingen rapport för {said} är inläst. Inlästa: {listed(told, 'sv')}.",
        f"Not reported: no report for {said} is loaded. Loaded: {listed(told, 'en')}.",
    )


def _told(reports: list[dict[str, Term]]) -> list[str]:
    """Return what reports are called, "Region Västmanland 2023", in order."""
    return sorted({f"{report['name'].value} {report['year'].value}" for report in reports}, key=order)


def _called(engine: Engine, term: Term) -> str:
    """Return what a region is called, any other term as it was written."""
    if not isinstance(term, ox.NamedNode):
        return _short(term)
    named = engine.query(f"SELECT ?name WHERE {{ {term} <{DEFINITIONS}name> ?name }} ORDER BY ?name LIMIT 1")
    return next((row["name"].value for row in cast("ox.QuerySolutions", named)), _short(term))


def _short(term: Term) -> str:
    """Return a term as it was written on the command line."""
    return compact(term.value).removeprefix("actor/")
