"""What kinds, roles and other words of the code lists are called in English, for answers whose rows hold them in Swedish."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraf.graph.namespaces import PREFIXES
from samgraf.resources import folder

if TYPE_CHECKING:
    from samgraf.answers import Answer, Term

CODED = frozenset({
    "kind", "role", "basis", "horizon", "status", "sector", "dimension", "severity", "level", "linkKind", "reviewStatus", "type",
    "causeType", "about", "scheme", "exists", "sameName", "sameQuestion", "sex",
})  # fmt: skip
"""Columns whose cells are words of ours; what a report says is never put into other words."""
_OF_QUERIES = {
    "annan": "other",
    "beviljat": "granted",
    "ej angiven": "not stated",
    "finansiering": "funding",
    "hinder": "obstacle",
    "hänvisning": "reference",
    "ja": "yes",
    "kommunkod": "municipality code",
    "kvinnor": "women",
    "medverkan": "participation",
    "män": "men",
    "nej": "no",
    "omnämnande": "mention",
    "område": "area",
    "organisationsnummer": "organisation number",
    "prioritering": "priority",
    "saknas": "missing",
    "sökt": "applied for",
    "tal": "figure",
    "utbetalt": "paid",
}
"""What the words that the queries themselves write are called in English, where no label of the ontology says it."""
_LABELS = (f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel")


def in_english(answer: Answer) -> Answer:
    """Return an answer with the words of the ontology and its code lists in English; other words stay."""
    coded = [name in CODED for name in answer.columns]
    if not any(coded):
        return answer
    rows = tuple(
        tuple(_english(term) if is_word else term for term, is_word in zip(row, coded, strict=True))
        for row in answer.rows
    )
    return replace(answer, rows=rows)


def _english(term: Term | None) -> Term | None:
    """Return a cell in English; a cell may list several words."""
    if not isinstance(term, ox.Literal):
        return term
    labels = english_labels()
    return ox.Literal(", ".join(labels.get(word) or _OF_QUERIES.get(word, word) for word in term.value.split(", ")))


@cache
def english_labels() -> dict[str, str]:
    """Return the English label for each Swedish one of the ontology's terms and code lists; those that mean two things are left out."""
    place = folder("ontology")
    found: dict[str, set[str]] = {}
    for path in (place / "samgraf.ttl", *sorted((place / "codelists").glob("*.ttl"))):
        names: dict[str, dict[str, str]] = {}
        for quad in ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE):
            if quad.predicate.value in _LABELS and isinstance(quad.object, ox.Literal):
                names.setdefault(str(quad.subject), {})[quad.object.language or ""] = quad.object.value
        for both in names.values():
            if {"sv", "en"} <= both.keys():
                found.setdefault(both["sv"], set()).add(both["en"])
    return {sv: next(iter(en)) for sv, en in sorted(found.items()) if len(en) == 1}
