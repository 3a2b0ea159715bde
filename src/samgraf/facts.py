"""Statements by subject and predicate, for code that walks from a thing to what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samgraf.findings import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad, Triple

SG = "https://w3id.org/samgraf/def/"
ID = "https://w3id.org/samgraf/id/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label", SG + "name")


class Facts:
    """Quads by subject and predicate; graphs do not matter."""

    def __init__(self, quads: Iterable[Quad | Triple]) -> None:
        """Index the quads."""
        self.by_subject: dict[str, dict[str, list[Any]]] = {}
        for quad in quads:
            found = self.by_subject.setdefault(quad.subject.value, {})  # type: ignore[union-attr]
            found.setdefault(quad.predicate.value, []).append(quad.object)
        self._by_value: dict[str, dict[str, list[str]]] = {}
        self._by_type = {kind: sorted(set(subjects)) for kind, subjects in self.subjects_by(TYPE).items()}
        self.evidence = frozenset(self.of_type(SG + "Evidence"))

    def all(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a property, sorted."""
        return sorted(term.value for term in self.by_subject.get(subject, {}).get(predicate, ()))

    def one(self, subject: str | None, predicate: str) -> str | None:
        """Return the first value of a property, None where there is none."""
        return next(iter(self.all(subject, predicate)), None) if subject else None

    def of_type(self, kind: str) -> list[str]:
        """Return the subjects with a type, sorted."""
        return list(self._by_type.get(kind, ()))

    def subjects_by(self, predicate: str) -> dict[str, list[str]]:
        """Return which subjects have each value of a property; reckoned once for each property."""
        if predicate not in self._by_value:
            found: dict[str, list[str]] = {}
            for subject, values in self.by_subject.items():
                for term in values.get(predicate, ()):
                    found.setdefault(term.value, []).append(subject)
            self._by_value[predicate] = found
        return self._by_value[predicate]

    def label(self, subject: str) -> Words | None:
        """Return what a thing is called in Swedish and English, None where nothing calls it anything."""
        for predicate in _LABELS:
            terms = self.by_subject.get(subject, {}).get(predicate, ())
            named = {term.language: term.value for term in sorted(terms, key=str)}
            if named:
                plain = named.get("sv") or named.get(None) or next(iter(named.values()))
                return Words(plain, named.get("en", plain))
        return None
