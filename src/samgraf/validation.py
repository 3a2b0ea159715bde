"""From a report's graph to its findings: the shapes over the data of each report alone.

A report is checked with the reference triples it leads to and no other report: validated together, one year's
fact would hide another year's gap. Only the predicates that some shape speaks of are looked at. The shapes are asked as
set queries (`samgraf.set_queries`), which find what pySHACL finds (`samgraf.shacl_reference`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import pyoxigraph as ox

from samgraf.errors import SamgrafError
from samgraf.facts import ID, SG, TYPE, Facts
from samgraf.reckoning import reckon
from samgraf.results import Result, sections, to_findings
from samgraf.set_queries import run
from samgraf.shapes import Shapes, load_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samgraf.findings import Finding, SectionStatus

_MEMBER_OF = SG + "inFramework"
"""Followed backwards too: which goals a framework has is said by the goals."""
_FORM = tuple(f"{ID}{kind}/" for kind in ("question", "section", "template"))


class Checkup(NamedTuple):
    """What checking one report came to: its findings, how complete its sections are, and the results in SHACL's terms."""

    findings: list[Finding]
    sections: tuple[SectionStatus, ...]
    results: list[Result]


def validate(
    report_quads: Iterable[ox.Quad], reference_quads: Iterable[ox.Quad], shapes: Shapes | None = None
) -> list[Finding]:
    """Return the findings of one report, in the order of its questions."""
    return check(report_quads, reference_quads, shapes)[0]


def check(
    report_quads: Iterable[ox.Quad] | Facts,
    reference_quads: Iterable[ox.Quad],
    shapes: Shapes | None = None,
    source: str | None = None,
) -> Checkup:
    """Return the findings of one report, how complete its sections are, and the results that say so.

    `report_quads` are the report's graph and its evidence graph; `reference_quads` the template, code lists,
    actors, goals and the ontology's classes, of which only what the report leads to is used. `source` is the file's text,
    where it is at hand: then quotes are looked up in it (rule E02).
    """
    rules = shapes or load_shapes()
    facts = report_quads if isinstance(report_quads, Facts) else Facts(report_quads)
    reference = _reference(reference_quads, facts)
    report = report_iri(facts)
    results = run(data_of(facts, reference, rules, reckon(facts, reference, source)), rules)
    return Checkup(to_findings(results, facts, reference, rules.rules, report), sections(facts, reference), results)


def _reference(quads: Iterable[ox.Quad], own: Facts) -> Facts:
    """Return reference data with what a report itself says of its form, as it does where no file holds the template."""
    known = reference_facts(quads)
    form = {subject: about for subject, about in own.by_subject.items() if subject.startswith(_FORM)}
    if not form:
        return known
    said = (
        ox.Triple(ox.NamedNode(s), ox.NamedNode(p), term)
        for s, about in form.items()
        for p in about
        for term in about[p]
    )
    return Facts((*quads, *said))


def reference_facts(quads: Iterable[ox.Quad]) -> Facts:
    """Return reference data by subject and predicate; a tuple of it is indexed once."""
    return _indexed(_Same(quads)) if isinstance(quads, tuple) else Facts(quads)


class _Same:
    """A tuple of quads that is the same as another if it is that very one: comparing them would take longer than the index."""

    def __init__(self, quads: tuple[ox.Quad, ...]) -> None:
        self.quads = quads

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.quads is self.quads

    def __hash__(self) -> int:
        return id(self.quads)


@lru_cache(maxsize=2)
def _indexed(held: _Same) -> Facts:
    """Return reference data by subject and predicate."""
    return Facts(held.quads)


def report_iri(facts: Facts) -> str:
    """Return the IRI of the one report that facts are about.

    Raises:
        SamgrafError: they are about none, or several.
    """
    reports = facts.of_type(SG + "Report")
    if len(reports) != 1:
        raise SamgrafError(
            f"{len(reports)} rapporter i underlaget. En rapport kontrolleras åt gången.",
            f"{len(reports)} reports in the data. One report is checked at a time.",
        )
    return reports[0]


def data_of(
    facts: Facts,
    reference: Facts,
    shapes: Shapes,
    reckoned: Iterable[ox.Triple] = (),
    *,
    spoken: frozenset[str] | None = None,
) -> ox.Store:
    """Return what is looked at: the report, what it leads to in the reference, words.ttl, and what follows.

    What follows is told by `derived.rq`, and `reckoned` from the report's words and figures (`samgraf.reckoning`).
    `spoken` are the predicates to look at, where not those that the shapes speak of.
    """
    store = ox.Store()
    held = needed(facts, reference, shapes.speaks_of if spoken is None else spoken)
    store.extend(ox.Quad(*triple) for triple in (*held, *shapes.words))
    derived = list(cast("ox.QueryTriples", store.query(shapes.derived)))
    store.extend(ox.Quad(*triple) for triple in (*derived, *reckoned))
    return store


def needed(facts: Facts, reference: Facts, spoken: frozenset[str]) -> list[ox.Triple]:
    """Return the triples of a report and of the reference it leads to whose predicate some shape speaks of.

    Evidence is left out unless a shape speaks of it: it is most of a report.
    """
    found: list[ox.Triple] = []
    ahead: set[str] = set()
    for subject, values in facts.by_subject.items():
        if SG + "Evidence" in spoken or subject not in facts.evidence:
            found += _spoken(subject, values, spoken, ahead)
    members = reference.subjects_by(_MEMBER_OF)
    seen: set[str] = set()
    while ahead := ahead - seen:
        subject = ahead.pop()
        seen.add(subject)
        ahead.update(members.get(subject, ()))
        found += _spoken(subject, reference.by_subject.get(subject, {}), spoken, ahead)
    return found


def _spoken(
    subject: str, values: Mapping[str, Sequence[Any]], spoken: frozenset[str], ahead: set[str]
) -> list[ox.Triple]:
    """Return the triples of a subject that shapes speak of, and note in `ahead` where they lead."""
    found = []
    for predicate, terms in values.items():
        if predicate == TYPE or predicate in spoken:
            for term in terms:
                found.append(ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), term))
                if isinstance(term, ox.NamedNode):
                    ahead.add(term.value)
    return found
