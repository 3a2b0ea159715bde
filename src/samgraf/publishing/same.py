"""Two readings of a report compared: which facts one has and the other has not.

Compared is every statement of the report's own graph, with every thing known by its fields, but for what belongs to the
file and not to the report: the source with its sha256, pages, lines and quotes (the evidence), by which method and how
surely something was read, what was left of its tables, and the statements that only repeat where a fact stands.

Some things the form itself brings: the title, where the report had none of its own, the boxes and tables that are
printed in it whether or not the report had them, and its questions, unanswered where there was no answer to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from samgraf.facts import SG
from samgraf.graph.namespaces import DERIVED_FROM, RDF_TYPE, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

FILE_ONLY = frozenset({SG + "hasEvidence", SG + "method", SG + "confidence", DERIVED_FROM.value})
"""Properties that tell how something was read, not what it is."""
PRINTED = frozenset({SG + "hasTable", SG + "tickedYes", SG + "tickedNo", "http://purl.org/dc/terms/title"})
"""Properties that a form has whether or not a report filled it in."""
_OF_THE_FILE = frozenset({SG + "SourceDocument", SG + "LeftOver"})

Fact = tuple[str, str, str]


@dataclass(frozen=True)
class Comparison:
    """How many facts two readings share, and the facts that only one has, sorted."""

    shared: int
    lost: tuple[Fact, ...]
    gained: tuple[Fact, ...]

    @property
    def same(self) -> bool:
        """Return whether both say the same."""
        return not self.lost and not self.gained


def facts_of(quads: Iterable[Quad]) -> set[Fact]:
    """Return the facts of a report's own graph, without what belongs to its file."""
    held = [quad for quad in quads if not _value(quad.graph_name).endswith(("/evidence", "/review", "/findings"))]
    files = {quad.subject for quad in held if quad.predicate == RDF_TYPE and _value(quad.object) in _OF_THE_FILE}
    return {
        (_value(quad.subject), quad.predicate.value, _written(quad.object))
        for quad in held
        if quad.subject not in files and quad.predicate.value not in FILE_ONLY
    }


def compare(before: Iterable[Quad], after: Iterable[Quad]) -> Comparison:
    """Return what a report's statements share with those of another reading of it."""
    old, new = facts_of(before), facts_of(after)
    told = {(subject, predicate) for subject, predicate, _ in old}
    known = {subject for subject, _ in told}
    empty = {
        subject for subject, predicate, value in new if predicate.endswith("answerStatus") and value.endswith("/empty")
    }
    gained = {
        fact
        for fact in new - old
        if not (fact[1] in PRINTED and ((fact[0], fact[1]) not in told or fact[1] == SG + "hasTable"))
        and not (fact[0] in empty and fact[0] not in known)
    }
    lost = {fact for fact in old - new if fact[1] != SG + "hasTable"}
    return Comparison(len(old & new), tuple(sorted(lost)), tuple(sorted(gained)))


def told(fact: Fact) -> str:
    """Return a fact as a person reads it."""
    return " ".join(compact(part) if part.startswith("http") else f'"{part[:80]}"' for part in fact)


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _written(term: object) -> str:
    """Return an object of a statement so that a text and an address that look alike differ."""
    if isinstance(term, NamedNode):
        return term.value
    return f"{term.value}@{term.language}" if isinstance(term, Literal) and term.language else _value(term)
