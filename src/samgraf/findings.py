"""A finding: something in a report that is missing or does not add up, with its place and what to do about it.

Findings are made from SHACL results in `validation`, told to people in `finding_text`, and kept as
quads in a graph of their own, `https://w3id.org/samgraf/graph/<county>/<year>/findings`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from pyoxigraph import Literal as Text_
from pyoxigraph import NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
"""The gravest first."""

_SG = "https://w3id.org/samgraf/def/"
_ID = "https://w3id.org/samgraf/id/"
_GRAPH = "https://w3id.org/samgraf/graph/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_STATUS = f"{_ID}finding-status/"
_SEVERITY = f"{_ID}severity/"
_TITLE, _SOURCE = "http://purl.org/dc/terms/title", "http://purl.org/dc/terms/source"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Swedish and in English."""

    sv: str
    en: str

    def in_(self, lang: str) -> str:
        """Return the text in one language, "sv" or "en"."""
        return self.en if lang == "en" else self.sv


@dataclass(frozen=True, slots=True)
class Decision:
    """Who accepted a finding, when (UTC, ISO 8601) and why; `holds` is False where what it rests on has changed since."""

    who: str
    when: str
    reason: str
    holds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to see to in one report.

    `id` is an IRI that stays the same as long as the same rule finds the same thing in the same place, so that what
    somebody accepted stays accepted. `question` is the question's key ("3.4", "10.3.no"), a section's number
    ("3") or None for the report itself. `message` says what is the matter and asks; `advice` says what to do.
    `page` and `first_line` are None where the source has none. `status` is "open", "accepted" or "corrected".
    `decision` is not among the quads: it is kept where people's words are kept (`samgraf.accepted`).
    """

    id: str
    report: str
    rule: str
    severity: Severity
    focus: str
    title: Words
    message: Words
    advice: Words
    rests_on: Words
    question: str | None = None
    question_title: Words | None = None
    insats: str | None = None
    entry: str | None = None
    page: int | None = None
    first_line: int | None = None
    last_line: int | None = None
    quote: str | None = None
    evidence: str | None = None
    status: str = "open"
    decision: Decision | None = None

    @property
    def short(self) -> str:
        """Return the id that people see and type: its first eight digits."""
        return self.id.rsplit("/", 1)[-1][:8]

    @property
    def lines(self) -> str | None:
        """Return the lines as one text, "340" or "340-342"."""
        if self.first_line is None:
            return None
        several = self.last_line not in (None, self.first_line)
        return f"{self.first_line}-{self.last_line}" if several else str(self.first_line)


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """How much of a section is answered: its number and title, how many questions it asks, which have no answer.

    `referring` are the questions whose answer only says where else to look.
    """

    number: str
    title: Words
    asked: int
    unanswered: tuple[str, ...]
    referring: tuple[str, ...] = ()

    @property
    def answered(self) -> int:
        """Return how many questions have an answer of their own."""
        return self.asked - len(self.unanswered) - len(self.referring)


def question_order(question: str | None) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key that puts the report first, then 1.1, 1.2, 2.1, 10.3, 10.3.rus, and `other` last."""
    if question is None:
        return ()
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in question.split("."))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by question, rule, place and insats."""
    return sorted(
        findings,
        key=lambda found: (
            question_order(found.question),
            found.rule,
            found.page or 0,
            found.first_line or 0,
            found.insats or "",
            found.message.sv,
            found.id,
        ),
    )


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity among the open findings, None where there is none."""
    found = {finding.severity for finding in findings if finding.status == "open"}
    return next((severity for severity in SEVERITIES if severity in found), None)


def reaches(findings: Iterable[Finding], level: Severity) -> bool:
    """Return whether an open finding is at a level or graver: what `samgraf check --fail-on` asks."""
    found = worst(findings)
    return found is not None and SEVERITIES.index(found) <= SEVERITIES.index(level)


def findings_graph(report: str) -> NamedNode:
    """Return the name of the graph that holds the findings of a report, by the report's IRI (`…/id/report/19-2023`)."""
    county, _, year = report.rsplit("/", 1)[-1].rpartition("-")
    return NamedNode(f"{_GRAPH}{county}/{year}/findings")


def to_quads(findings: Iterable[Finding]) -> list[Quad]:
    """Return findings as quads, sorted, each report's in its own graph."""
    return sorted((quad for found in findings for quad in _quads(found)), key=str)


def _quads(found: Finding) -> Iterator[Quad]:
    """Return the quads of one finding."""
    graph, subject = findings_graph(found.report), NamedNode(found.id)

    def put(name: str, term: NamedNode | Text_) -> Quad:
        return Quad(subject, NamedNode(name if ":" in name else _SG + name), term, graph)

    yield Quad(subject, _TYPE, NamedNode(_SG + "Finding"), graph)
    yield put("inReport", NamedNode(found.report))
    yield put("rule", Text_(found.rule))
    yield put("severity", NamedNode(_SEVERITY + found.severity))
    yield put("about", NamedNode(found.focus))
    yield put("findingStatus", NamedNode(_STATUS + found.status))
    for name, words in (
        (_TITLE, found.title),
        ("message", found.message),
        ("advice", found.advice),
        (_SOURCE, found.rests_on),
        ("questionTitle", found.question_title),
    ):
        if words is not None:
            yield put(name, Text_(words.sv, language="sv"))
            yield put(name, Text_(words.en, language="en"))
    for name, number in (("page", found.page), ("firstLine", found.first_line), ("lastLine", found.last_line)):
        if number is not None:
            yield put(name, Text_(str(number), datatype=_INTEGER))
    for name, text in (
        ("questionNumber", found.question),
        ("name", found.insats),
        ("quote", found.quote),
    ):
        if text is not None:
            yield put(name, Text_(text))
    for name, iri in (("hasEvidence", found.evidence), ("ofEntry", found.entry)):
        if iri is not None:
            yield put(name, NamedNode(iri))


def from_quads(quads: Iterable[Quad]) -> list[Finding]:
    """Return the findings that quads hold, in order; the inverse of `to_quads`."""
    told: dict[str, dict[str, dict[str, str]]] = {}
    for quad in quads:
        term = quad.object
        language = (term.language or "") if isinstance(term, Text_) else ""
        values = told.setdefault(cast("NamedNode", quad.subject).value, {})
        values.setdefault(quad.predicate.value.removeprefix(_SG), {})[language] = cast("NamedNode | Text_", term).value
    return in_order(_finding(iri, values) for iri, values in told.items() if "rule" in values and "about" in values)


def _finding(iri: str, values: Mapping[str, Mapping[str, str]]) -> Finding:
    """Return one finding from its stored values by predicate and language."""

    def text(name: str) -> str | None:
        return values.get(name, {}).get("")

    def number(name: str) -> int | None:
        found = text(name)
        return None if found is None else int(found)

    def words(name: str) -> Words:
        both = values.get(name, {})
        return Words(both.get("sv", ""), both.get("en", ""))

    return Finding(
        id=iri,
        report=text("inReport") or "",
        rule=text("rule") or "",
        severity=cast("Severity", (text("severity") or "info").removeprefix(_SEVERITY)),
        focus=text("about") or "",
        title=words(_TITLE),
        message=words("message"),
        advice=words("advice"),
        rests_on=words(_SOURCE),
        question=text("questionNumber"),
        question_title=words("questionTitle") if "questionTitle" in values else None,
        insats=text("name"),
        entry=text("ofEntry"),
        page=number("page"),
        first_line=number("firstLine"),
        last_line=number("lastLine"),
        quote=text("quote"),
        evidence=text("hasEvidence"),
        status=(text("findingStatus") or "open").removeprefix(_STATUS),
    )


def split_message(message: str) -> tuple[str, str]:
    """Return a rule's message as what asks (to the last question mark) and what to do (the rest)."""
    parts = re.match(r"(.*\?)\s+(.*)", message, flags=re.DOTALL)
    return (parts.group(1), parts.group(2)) if parts else (message, "")
