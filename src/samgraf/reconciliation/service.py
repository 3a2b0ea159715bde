"""The answers of the Reconciliation Service API 0.2 as JSON-able values: manifest, queries, suggestions, extension, proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samgraf.errors import UsageError
from samgraf.facts import ID, SG
from samgraf.reconciliation.matching import MOST, Question, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samgraf.reconciliation.entities import Entity, Kind, Value
    from samgraf.reconciliation.matching import Candidate, Matcher

BATCH = 100
"""Queries that one request may hold, as the manifest says."""
LONGEST = 500
"""Characters of a text that are looked at."""

PROPERTIES = {
    "county": "region (länskod, namn eller NUTS)",
    "year": "år (namnet som gällde då)",
    "kind": "slag",
    "organisationNumber": "organisationsnummer",
    "municipalityCode": "kommunkod",
    "nuts": "NUTS-kod",
    "sameAs": "samma sak i andras data",
    "number": "målets nummer",
    "framework": "målramverk",
    "startYear": "första år",
    "endYear": "sista år",
    "reportYear": "rapportår",
}
"""The properties that queries may give and that values may be fetched of, with what they are called."""

OF_TYPE = {
    "Actor": ("kind", "county", "organisationNumber", "municipalityCode", "nuts", "sameAs"),
    "Goal": ("kind", "number", "framework", "county"),
    "Insats": ("county", "startYear", "endYear", "reportYear"),
}


def manifest(base: str, version: str) -> dict[str, Any]:
    """Return what the service says of itself; `base` is the address that it is served at, without a slash at its end."""
    top = [{"id": "Actor", "name": "aktör"}, {"id": "Goal", "name": "mål"}, {"id": "Insats", "name": "insats"}]
    service = f"{base}/reconcile"
    return {
        "versions": ["0.2"],
        "name": "samgraf: aktörer, mål och insatser",
        "identifierSpace": ID,
        "schemaSpace": SG,
        "serviceVersion": version,
        "defaultTypes": top,
        "batchSize": BATCH,
        "view": {"url": f"{service}/view?id={{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": 400, "height": 200},
        "suggest": {
            name: {"service_url": service, "service_path": f"/suggest/{name}"}
            for name in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [],
        },
    }


def results(matcher: Matcher, batch: object) -> dict[str, Any]:
    """Return the candidates for each query of a batch, by the batch's own keys.

    Raises:
        UsageError: the batch has not the form of the specification.
    """
    if not isinstance(batch, dict):
        raise _wrong("queries är inget objekt med frågor", "queries is no object of queries")
    questions = {key: question_of(query, key) for key, query in batch.items()}
    return {
        key: {"result": [_candidate(one, matcher.kind_names) for one in matcher.candidates(question)]}
        for key, question in questions.items()
    }


def question_of(query: object, key: str) -> Question:
    """Return one query of a batch.

    Raises:
        UsageError: it has not the form of the specification; the message names its key.
    """
    if not isinstance(query, dict):
        raise _wrong(f"{key}: frågan är inget objekt", f"{key}: the query is no object")
    text, types, limit = query.get("query", ""), query.get("type", []), query.get("limit", 10)
    listed = [types] if isinstance(types, str) else types
    given = query.get("properties", [])
    if (
        not isinstance(text, str)
        or not isinstance(listed, list)
        or not all(isinstance(one, str) for one in listed)
        or isinstance(limit, bool)
        or not isinstance(limit, (int, float))
        or not isinstance(given, list)
        or not all(isinstance(one, dict) and isinstance(one.get("pid"), str) and "v" in one for one in given)
    ):
        raise _wrong(
            f"{key}: query, type, limit eller properties har fel form",
            f"{key}: query, type, limit or properties is odd",
        )
    if not text.strip() and not given:
        raise _wrong(f"{key}: varken query eller properties finns", f"{key}: there is neither query nor properties")
    return Question(
        text=text[:LONGEST],
        types=tuple(one.removeprefix(SG) for one in listed if one),
        properties=tuple((one["pid"], tuple(_values(one["v"]))) for one in given),
        limit=int(max(1, min(limit, MOST))) if limit == limit else MOST,  # noqa: PLR0124  (not a number is unlike itself)
    )


def _values(value: object) -> Iterable[str]:
    """Yield the values of a property of a query as texts: text, number, truth, an entity, or a list of such."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield str(one.get("id", ""))[:LONGEST]
        elif isinstance(one, (str, int, float)):
            yield str(one)[:LONGEST]


def _candidate(one: Candidate, kinds: Mapping[str, str]) -> dict[str, Any]:
    """Return a candidate as the specification writes it."""
    return {
        "id": one.entity.id,
        "name": one.entity.name,
        "description": one.entity.description,
        "type": [{"id": kind, "name": kinds.get(kind, kind)} for kind in one.entity.types],
        "score": one.score,
        "match": one.match,
        "features": [{"id": name, "value": value} for name, value in one.features],
    }


def suggest(matcher: Matcher, what: str, prefix: str, skip: int = 0) -> dict[str, Any]:
    """Return what may be meant by the beginning of a word: entities, types or properties."""
    if what == "entity":
        return {
            "result": [_suggested(entity, matcher.kind_names) for entity in matcher.suggest(prefix[:LONGEST], skip)]
        }
    wanted = folded(prefix[:LONGEST])
    if what == "type":
        found = [
            _kind(kind, matcher.entities.kinds)
            for kind in matcher.entities.kinds
            if folded(kind.name).startswith(wanted) or folded(kind.id).startswith(wanted)
        ]
        return {"result": found[skip : skip + 50]}
    named = [
        {"id": key, "name": name}
        for key, name in PROPERTIES.items()
        if folded(key).startswith(wanted) or wanted in folded(name)
    ]
    return {"result": named[skip:]}


def _suggested(entity: Entity, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a suggested entity."""
    kinds = [{"id": kind, "name": names.get(kind, kind)} for kind in entity.types[:1]]
    return {"id": entity.id, "name": entity.name, "description": entity.description, "notable": kinds}


def _kind(kind: Kind, kinds: Iterable[Kind]) -> dict[str, Any]:
    """Return a type with those right above it."""
    names = {one.id: one.name for one in kinds}
    return {"id": kind.id, "name": kind.name, "broader": [{"id": one, "name": names[one]} for one in kind.broader]}


def extend(matcher: Matcher, query: object) -> dict[str, Any]:
    """Return the values of properties of entities.

    Raises:
        UsageError: the query has not the form of the specification.
    """
    ids = query.get("ids") if isinstance(query, dict) else None
    wanted = query.get("properties") if isinstance(query, dict) else None
    if (
        not isinstance(ids, list)
        or not isinstance(wanted, list)
        or not all(isinstance(one, str) for one in ids)
        or not all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in wanted)
    ):
        raise _wrong("extend har inte ids och properties", "extend has not ids and properties")
    names = [one["id"] for one in wanted if one["id"] in PROPERTIES]
    rows = {}
    for id_ in ids[:1000]:
        entity = matcher.entities.get(id_)
        held = entity.properties if entity else {}
        rows[id_] = {name: [_cell(value) for value in held.get(name, ())] for name in names}
    return {"meta": [{"id": name, "name": PROPERTIES[name]} for name in names], "rows": rows}


def _cell(value: Value) -> dict[str, Value]:
    """Return one value of an extension."""
    return {"int": value} if isinstance(value, int) else {"str": value}


def proposed(matcher: Matcher, kind: str, limit: int | None) -> dict[str, Any]:
    """Return the properties that can be fetched for a type; all, where the type is none of ours."""
    local = kind.removeprefix(SG)
    above = next((entity.types for entity in matcher.entities.all if local in entity.types), ())
    names = next((OF_TYPE[one] for one in (local, *above) if one in OF_TYPE), tuple(PROPERTIES))
    found: dict[str, Any] = {
        "type": kind,
        "properties": [{"id": name, "name": PROPERTIES[name]} for name in names[:limit]],
    }
    return found | ({"limit": limit} if limit is not None else {})


def _wrong(sv: str, en: str) -> UsageError:
    """Return the error for a request that has not the form of the specification."""
    return UsageError(
        f"{sv}. Formen står i Reconciliation Service API 0.2.",
        f"{en}. The form is that of the Reconciliation Service API 0.2.",
    )
