"""The reports in statements that were read from RDF: which there are, and which statements belong to which."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from samgraf.errors import NotAReportError, ReadError
from samgraf.graph.namespaces import DEFINITIONS, GRAPHS, RDF_TYPE, THINGS, compact, evidence_graph, report_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.reference import Reference

_OURS = re.compile(re.escape(GRAPHS) + r"(?P<region>\d\d)/(?P<year>\d{4})(?:/evidence)?")
_REGION = re.compile(re.escape(THINGS) + r"actor/region-(?P<code>\d\d)")
_YEAR = re.compile(r"20\d\d")
_BELONGS = frozenset(DEFINITIONS + name for name in ("inReport", "inAnswer", "ofEntry", "inEntry"))
"""Followed backwards too: the parts of a report say that they are its."""

_TOLD = 5

Key = tuple[str, int]


@dataclass(frozen=True)
class GraphReport:
    """A report as statements: whose, for which year, its graph and its evidence graph, and what they say of its source.

    `source_sha256` and `source_name` are None where no source document is described.
    """

    region: str
    year: int
    quads: tuple[Quad, ...]
    answers: int
    entries: int
    profile: str | None
    source_sha256: str | None
    source_name: str | None


@dataclass(frozen=True)
class Found:
    """The reports of a file, in the order of their keys, and how many statements belong to none of them."""

    reports: tuple[GraphReport, ...]
    left_out: int
    unknown_terms: tuple[str, ...]


def find_reports(name: str, quads: Sequence[Quad], reference: Reference) -> Found:
    """Return the reports in the statements of a file.

    What stands in a report's own graphs (`…/graph/19/2023`, `…/evidence`) stays there. Of all else, the statements that
    can be reached from a report become its graph; with one report that is everything.

    Raises:
        NotAReportError: there is no report in our vocabulary.
        ReadError: a report does not say whose it is or for which year, or two are for the same.
    """
    own: dict[Key, set[Quad]] = defaultdict(set)
    pool: list[Quad] = []
    left = 0
    for quad in quads:
        graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        if ours := _OURS.fullmatch(graph):
            own[ours["region"], int(ours["year"])].add(quad)
        elif graph.startswith(GRAPHS):
            left += 1
        else:
            pool.append(quad)
    for key, held in own.items():
        _check_own(name, key, held, reference)
    loose = _reports(pool)
    if not own and not loose:
        raise _no_report(name, quads)
    parts = _parted(pool, loose) if len(loose) > 1 else [pool] if loose else []
    for iri, part in zip(loose, parts, strict=True):
        key = _key(name, iri, part, reference)
        if key in own:
            raise ReadError(
                f"{name}: har två rapporter för {key[0]}-{key[1]}. Dela upp filen, eller rätta region eller år.",
                f"{name}: has two reports for {key[0]}-{key[1]}. Split the file, or mend the region or the year.",
            )
        own[key] = _placed(part, key)
    used = {quad.triple for held in own.values() for quad in held}
    left += sum(quad.triple not in used for quad in pool)
    made = tuple(_report(key, own[key]) for key in sorted(own))
    return Found(made, left, unknown_terms(quad for report in made for quad in report.quads))


def _reports(quads: Iterable[Quad]) -> list[str]:
    """Return the addresses of the reports that statements speak of, sorted."""
    kind = DEFINITIONS + "Report"
    return sorted(
        {
            q.subject.value
            for q in quads
            if q.predicate == RDF_TYPE and _value(q.object) == kind and isinstance(q.subject, NamedNode)
        }
    )


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _check_own(name: str, key: Key, held: Iterable[Quad], reference: Reference) -> None:
    """Return nothing; a report's own graph holds that report and no other."""
    held = list(held)
    found = _reports(held)
    said = [_key(name, iri, held, reference) for iri in found]
    if said != [key]:
        told = ", ".join(f"{region}-{year}" for region, year in said) or "-"
        raise ReadError(
            f"{name}: grafen {report_graph(*key).value} ska hålla en sg:Report för {key[0]}-{key[1]} men håller: {told}. Rätta grafens namn eller rapporten.",
            f"{name}: the graph {report_graph(*key).value} is to hold one sg:Report for {key[0]}-{key[1]} but holds: {told}. Mend the graph's name or the report.",
        )


def _key(name: str, iri: str, quads: Iterable[Quad], reference: Reference) -> Key:
    """Return the county code and the year of a report.

    Raises:
        ReadError: it lacks one of them, or has it in a form that is not ours.
    """
    said: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if _value(quad.subject) == iri:
            said[quad.predicate.value].add(_value(quad.object))
    regions, years = said[DEFINITIONS + "region"], said[DEFINITIONS + "reportYear"]
    region = _REGION.fullmatch(next(iter(regions), ""))
    year = _YEAR.fullmatch(next(iter(years), ""))
    if len(regions) != 1 or region is None or region["code"] not in {county.code for county in reference.counties}:
        raise _lacks(name, iri, "sg:region", regions, "<https://w3id.org/samgraf/id/actor/region-19>")
    if len(years) != 1 or year is None:
        raise _lacks(name, iri, "sg:reportYear", years, "2023")
    return region["code"], int(year[0])


def _lacks(name: str, iri: str, term: str, found: Iterable[str], example: str) -> ReadError:
    """Return the error for a report that does not say whose it is, or for which year."""
    told = ", ".join(sorted(found)[:_TOLD]) or "-"
    return ReadError(
        f"{name}: rapporten {compact(iri)} ska ha en {term}, till exempel {example}, men har: {told}.",
        f"{name}: the report {compact(iri)} is to have one {term}, such as {example}, but has: {told}.",
    )


def _no_report(name: str, quads: Sequence[Quad]) -> NotAReportError:
    """Return the error for RDF in which there is no report: what was found, and what is needed."""
    kinds = Counter(compact(_value(quad.object)) for quad in quads if quad.predicate == RDF_TYPE)
    told = ", ".join(
        f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))[:_TOLD]
    )
    need = "<…> a sg:Report ; sg:region <https://w3id.org/samgraf/id/actor/region-19> ; sg:reportYear 2023 ."
    return NotAReportError(
        f"{name}: filen är läst ({len(quads)} påståenden; {told or 'inga typer'}) men har ingen rapport i samgrafs vokabulär, "
        f"sg: = {DEFINITIONS}. Det som behövs är minst: {need} Se docs/registers.md.",
        f"{name}: the file was read ({len(quads)} statements; {told or 'no types'}) but has no report in samgraf's vocabulary, "
        f"sg: = {DEFINITIONS}. What is needed at least: {need} See docs/registers.md.",
    )


def _parted(quads: Sequence[Quad], reports: Sequence[str]) -> list[list[Quad]]:
    """Return for each report the statements that can be reached from it: its parts, and what they speak of."""
    forward: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        forward[_value(quad.subject)].add(_value(quad.object))
        if quad.predicate.value in _BELONGS:
            forward[_value(quad.object)].add(_value(quad.subject))
    parts = []
    for report in reports:
        seen, ahead = {report}, [report]
        others = set(reports) - {report}
        while ahead:
            for step in forward.get(ahead.pop(), ()):
                if step not in seen and step not in others:
                    seen.add(step)
                    ahead.append(step)
        parts.append([quad for quad in quads if _value(quad.subject) in seen])
    return parts


def _placed(quads: Iterable[Quad], key: Key) -> set[Quad]:
    """Return statements in the report's graph, those about evidence in the graph of its evidence."""
    quads = list(quads)
    kind = DEFINITIONS + "Evidence"
    evidence = {quad.subject for quad in quads if quad.predicate == RDF_TYPE and _value(quad.object) == kind}
    return {
        Quad(
            quad.subject,
            quad.predicate,
            quad.object,
            (evidence_graph if quad.subject in evidence else report_graph)(*key),
        )
        for quad in quads
    }


def _report(key: Key, held: Iterable[Quad]) -> GraphReport:
    """Return a report with what its statements say of its source, and counts."""
    quads = sorted(held, key=str)
    kinds = Counter(_value(quad.object) for quad in quads if quad.predicate == RDF_TYPE)

    def one(name: str) -> str | None:
        return next((_value(quad.object) for quad in quads if quad.predicate.value == DEFINITIONS + name), None)

    sha256, file_name = one("sha256"), one("fileName")
    described = bool(sha256 and file_name and re.fullmatch(r"[0-9a-f]{64}", sha256))
    return GraphReport(
        region=key[0],
        year=key[1],
        quads=tuple(quads),
        answers=kinds[DEFINITIONS + "Answer"],
        entries=kinds[DEFINITIONS + "InsatsEntry"],
        profile=one("readWithProfile"),
        source_sha256=sha256 if described else None,
        source_name=file_name if described else None,
    )


def unknown_terms(quads: Iterable[Quad]) -> tuple[str, ...]:
    """Return the terms in our namespace that the ontology does not have: a misspelt property is answered by no query."""
    from samgraf.reference import reference_quads  # noqa: PLC0415  (only where foreign RDF is read)

    known = {_value(quad.subject) for quad in reference_quads()}
    used = {
        term
        for quad in quads
        for term in (quad.predicate.value, _value(quad.object) if quad.predicate == RDF_TYPE else "")
    }
    return tuple(sorted(compact(term) for term in used if term.startswith(DEFINITIONS) and term not in known))
