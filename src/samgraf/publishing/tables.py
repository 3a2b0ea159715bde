"""Questions of the library as CSV files, with CSV on the Web metadata that says what each column holds."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from samgraf import queries
from samgraf.api import library
from samgraf.graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from samgraf.answers import Answer
    from samgraf.publishing.settings import Settings
    from samgraf.store import Store

TABLES = (
    "insatser", "insats-goals", "insats-actors", "insats-results", "actors-on-goals", "actors-in-answers", "figures", "money",
    "references", "challenges-dimensions", "requests",
)  # fmt: skip
"""The questions whose answers are published as tables; none of them judges a report."""
_XSD = PREFIXES["xsd"]
_DATATYPES = ("integer", "decimal", "boolean", "date", "gYear")


def write_tables(store: Store, settings: Settings, day: str) -> dict[str, bytes]:
    """Return the CSV files and their metadata, by their paths under `csv/`."""
    asked = {name: queries.run(library()[name], store) for name in TABLES if name in library()}
    tree = {f"csv/{name}.csv": _csv(answer) for name, answer in asked.items()}
    described = [_table(name, answer, settings) for name, answer in asked.items()]
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "sv"}],
        "dc:title": settings.title,
        "dc:license": {"@id": settings.licence_iri},
        "dc:modified": {"@value": day, "@type": "xsd:date"},
        "dc:publisher": {"@id": settings.publisher_iri},
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tables": described,
    }
    tree["csv/csv-metadata.json"] = (json.dumps(group, ensure_ascii=False, indent=1) + "\n").encode()
    return tree


def _csv(answer: Answer) -> bytes:
    """Return an answer as CSV (RFC 4180), every value as it is: no apostrophes, no other decimals."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([term.value.replace("\x00", "\ufffd") if term else "" for term in row] for row in answer.rows)
    return out.getvalue().encode("utf-8", "replace")


def _table(name: str, answer: Answer, settings: Settings) -> dict[str, Any]:
    """Return what the metadata says of one table."""
    query = library()[name]
    columns = []
    for place, column in enumerate(answer.columns):
        values = [row[place] for row in answer.rows if row[place] is not None]
        columns.append({"name": column, "titles": [column], "datatype": _datatype(values)})
    return {
        "url": f"{name}.csv",
        "dc:title": query.title.sv,
        "dc:description": query.question.sv,
        "dc:source": {"@id": f"{settings.address}id/query/{name}/"},
        "tableSchema": {"columns": columns},
    }


def _datatype(values: list[Any]) -> str:
    """Return the datatype that all values of a column have, text where they differ."""
    kinds = {
        "anyURI"
        if isinstance(term, NamedNode)
        else term.datatype.value.removeprefix(_XSD)
        if isinstance(term, Literal)
        else "string"
        for term in values
    }
    kind = kinds.pop() if len(kinds) == 1 else "string"
    return kind if kind in {*_DATATYPES, "anyURI"} else "string"
