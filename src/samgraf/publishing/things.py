"""What stands on the page of a thing: what is said of it, its parts with their evidence, and where it is named."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.facts import SG, TYPE, Facts
from samgraf.graph.namespaces import DEFINITIONS
from samgraf.publishing.addresses import is_ours
from samgraf.publishing.wording import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PARTS = frozenset({
    "participation", "mention", "attribution", "funding", "quantity", "reference", "theme-treatment", "output", "effect",
    "horizon-assessment", "group", "evidence",
})  # fmt: skip
"""Things that have no page of their own where they belong to something that has."""
_UP = (SG + "inEntry", SG + "ofEntry", SG + "inAnswer")
_DOWN = (SG + "hasEvidence", SG + "group", SG + "assessedHorizon")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "output": ("text",),
    "effect": ("text", "horizon"),
    "attribution": ("goal", "goalArea", "writtenNumber", "writtenWording"),
    "participation": ("actor", "group", "role", "asWritten"),
    "funding": ("fund", "funder", "asWritten"),
    "quantity": ("asWritten", "what", "value", "unit"),
    "mention": ("actor", "group", "role", "asWritten"),
    "reference": ("asWritten", "targetQuestion", "targetExists", "suggestedTarget"),
    "theme-treatment": ("theme", "asWritten"),
}
"""The parts that are shown as tables on the page of what they belong to, in this order, with their columns."""
HIDDEN = frozenset({
    TYPE, SG + "hasEvidence", SG + "hasParticipation", SG + "hasOutput", SG + "hasEffect", SG + "hasAttribution", SG + "hasFunding",
    SG + "outputsAsWritten", SG + "effectsAsWritten", SG + "goalsAsWritten",
    "http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#isDefinedBy",
})  # fmt: skip
"""Properties that the parts, the title or the kind of a page already tell."""


@dataclass(frozen=True)
class Place:
    """Where a quote stands: page and lines as people say them, and the quote."""

    page: str | None
    lines: str | None
    quote: str


@dataclass(frozen=True)
class Index:
    """Which thing belongs to which page, and who speaks of whom."""

    facts: Facts
    owner: Mapping[str, str]
    parts: Mapping[str, tuple[str, ...]]
    named: Mapping[str, tuple[tuple[str, str], ...]]
    addresses: tuple[str, ...]
    rows: Mapping[str, str]

    def row(self, iri: str) -> str:
        """Return the part in whose row of a table a part is shown: itself, or for a group or a horizon what it is said of."""
        return self.rows.get(iri, iri)

    def own_page(self, iri: str) -> bool:
        """Return whether a thing has a page of its own."""
        return iri not in self.owner

    def place(self, iri: str) -> Place | None:
        """Return where the first evidence of a thing stands."""
        facts = self.facts
        found = []
        for evidence in facts.all(iri, SG + "hasEvidence"):
            first, last = facts.one(evidence, SG + "firstLine"), facts.one(evidence, SG + "lastLine")
            several = f"{first}–{last}" if last and last != first else first
            at = int(facts.one(evidence, SG + "startOffset") or 0)
            found.append(
                (
                    at,
                    evidence,
                    Place(facts.one(evidence, SG + "page"), several, facts.one(evidence, SG + "quote") or ""),
                )
            )
        return min(found, key=lambda held: held[:2])[2] if found else None


def index_of(facts: Facts, besides: Iterable[str] = ()) -> Index:
    """Return which page each address of ours belongs to, from what is said of all things; `besides` are addresses to answer for too."""
    above: dict[str, str] = {}
    named: dict[str, set[tuple[str, str]]] = defaultdict(set)
    addresses = set(besides)
    for subject in sorted(facts.by_subject):
        addresses.add(subject)
        for predicate, terms in facts.by_subject[subject].items():
            addresses.add(predicate)
            for term in terms:
                value = term.value
                if predicate == TYPE:
                    addresses.add(value)
                elif is_ours(value) and type(term).__name__ == "NamedNode":
                    addresses.add(value)
                    named[value].add((predicate, subject))
                    if predicate in _DOWN:
                        above.setdefault(value, subject)
        for name in _UP:
            if kind_of(subject) in PARTS and (found := facts.one(subject, name)):
                above[subject] = found
    owner = {iri: top for iri in above if kind_of(iri) in PARTS and (top := _top(iri, above))}
    parts: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(owner):
        parts[owner[iri]].append(iri)
    return Index(
        facts,
        owner,
        {iri: tuple(held) for iri, held in parts.items()},
        {iri: tuple(sorted(held)) for iri, held in named.items()},
        tuple(sorted(iri for iri in addresses if is_ours(iri))),
        {
            iri: above[iri]
            for iri in owner
            if kind_of(iri) not in COLUMNS and kind_of(iri) != "evidence" and iri in above
        },
    )


def _top(iri: str, above: Mapping[str, str]) -> str | None:
    """Return the thing with a page of its own that a part belongs to in the end."""
    at = iri
    for _step in range(5):
        if at not in above or kind_of(at) not in PARTS:
            break
        at = above[at]
    return at if at != iri and kind_of(at) not in PARTS else None


def is_term(iri: str) -> bool:
    """Return whether an address is that of a term of the ontology."""
    return iri.startswith(DEFINITIONS)
