"""Statements of one report as they are collected: each thing gets its address from what identifies it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from samgraf.documents import Document, Span
from samgraf.graph.iris import digest, mint
from samgraf.graph.namespaces import (
    BOOLEAN,
    DATE,
    DECIMAL,
    INTEGER,
    RDF_TYPE,
    concept,
    evidence_graph,
    report_graph,
    sg,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.passages import Passage
    from samgraf.reports.model import Review

LONGEST_QUOTE = 500
"""Characters of a quote; a longer one ends in an ellipsis, which is counted."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(slots=True)
class Writer:
    """Collects the statements of one report: its graph, its evidence, and which provisional things it has named."""

    document: Document
    region: str
    year: int
    quads: list[Quad] = field(default_factory=list)
    named: set[NamedNode] = field(default_factory=set)
    _seen: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _evidences: dict[tuple[Span, str, float, Review], NamedNode] = field(default_factory=dict)
    _graph: NamedNode = field(init=False)
    _evidence_graph: NamedNode = field(init=False)
    _source: NamedNode = field(init=False)

    def __post_init__(self) -> None:
        """Name once what every statement names."""
        self._graph = report_graph(self.region, self.year)
        self._evidence_graph = evidence_graph(self.region, self.year)
        self._source = mint("source", self.document.sha256)

    @property
    def key(self) -> str:
        """Return the key of the report, "19-2023"."""
        return f"{self.region}-{self.year}"

    def add(self, subject: NamedNode, name: str | NamedNode, value: NamedNode | Literal | str | None) -> None:
        """Add a statement to the report's graph; None and empty text say nothing and add nothing."""
        if value is None or value == "":
            return
        predicate = sg(name) if isinstance(name, str) else name
        term = text(value) if isinstance(value, str) else value
        self.quads.append(Quad(subject, predicate, term, self._graph))

    def statements(self) -> list[Quad]:
        """Return what was collected, each statement once, in the order in which it was first said."""
        return list(dict.fromkeys(self.quads))

    def thing(self, kind: str, type_name: str, *identity: str) -> NamedNode:
        """Return the address of a thing known by its fields, and say what it is."""
        iri = mint(kind, digest(self.key, kind, *identity))
        self.add(iri, RDF_TYPE, sg(type_name))
        return iri

    def nth(self, *identity: str) -> str:
        """Return "1" the first time a thing with these fields is met in the report, then "2", "3" ..."""
        self._seen[identity] += 1
        return str(self._seen[identity])

    def once(self, iri: NamedNode) -> bool:
        """Return whether this is the first time that a thing is named, and remember it."""
        if iri in self.named:
            return False
        self.named.add(iri)
        return True

    def evidence(
        self,
        subject: NamedNode,
        spans: Iterable[Span],
        method: str,
        confidence: float,
        review: Review = "unreviewed",
    ) -> None:
        """Say where in the source a fact stands: one evidence per contiguous span of one page."""
        for span in pieces(self.document, spans):
            self.add(subject, "hasEvidence", self._evidence(span, method, confidence, review))

    def evidence_in(
        self,
        subject: NamedNode,
        passage: Passage,
        start: int,
        end: int,
        method: str,
        confidence: float,
        review: Review = "unreviewed",
    ) -> None:
        """Say where in the source a part of a passage stands."""
        self.evidence(subject, passage.spans(start, end), method, confidence, review)

    def _evidence(self, span: Span, method: str, confidence: float, review: Review) -> NamedNode:
        """Return the address of the evidence for one span, written in the evidence graph the first time that it is named.

        What a person has reviewed is evidence of its own, so that two facts in the same words can differ in that.
        """
        known = (span, method, confidence, review)
        if known not in self._evidences:
            self._evidences[known] = self._written(*known)
        return self._evidences[known]

    def _written(self, span: Span, method: str, confidence: float, review: Review) -> NamedNode:
        """Return the address of new evidence, written."""
        sure = decimal(round(confidence, 4))
        said = () if review == "unreviewed" else (review,)
        iri = mint(
            "evidence",
            digest(self.key, self.document.sha256, str(span.start), str(span.end), method, sure.value, *said),
        )
        first, last = self.document.line_at(span.start), self.document.line_at(span.end - 1)
        about: dict[str, NamedNode | Literal | None] = {
            "source": self._source,
            "page": integer(first.page),
            "firstLine": integer(first.number),
            "lastLine": integer(last.number),
            "startOffset": integer(span.start),
            "endOffset": integer(span.end),
            "quote": text(fold(self.document.quote(span))),
            "method": text(method),
            "confidence": sure,
            "reviewStatus": concept("review", review),
        }
        graph = self._evidence_graph
        self.quads.append(Quad(iri, RDF_TYPE, sg("Evidence"), graph))
        self.quads.extend(Quad(iri, sg(name), value, graph) for name, value in about.items() if value is not None)
        return iri


def pieces(document: Document, spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, joined where only white space of the same page parts them, cut where a page ends."""
    found: list[Span] = []
    for whole in sorted(spans):
        for span in _by_page(document, whole):
            if not document.quote(span).strip():
                continue
            last = found[-1] if found else None
            if (
                last
                and document.line_at(last.start).page == document.line_at(span.start).page
                and (span.start <= last.end or not document.text[last.end : span.start].strip())
            ):
                found[-1] = Span(last.start, max(last.end, span.end))
            else:
                found.append(span)
    return [trimmed(document, span) for span in found]


def _by_page(document: Document, span: Span) -> list[Span]:
    """Return the parts of a span, one for each page that it touches."""
    found = []
    start = span.start
    while start < span.end:
        line = document.line_at(start)
        if start == span.start and span.end <= line.end:
            return [span]
        end = start
        while end < span.end and document.line_at(end).page == line.page:
            after = document.line_at(end)
            end = max(after.end + 1, end + 1)
        found.append(Span(start, min(end, span.end)))
        start = end
    return found


def trimmed(document: Document, span: Span) -> Span:
    """Return a span without the white space at its ends."""
    quote = document.quote(span)
    return Span(span.start + len(quote) - len(quote.lstrip()), span.end - (len(quote) - len(quote.rstrip())))


def fold(quote: str) -> str:
    """Return a quote on one line, at most 500 characters with the ellipsis."""
    line = " ".join(quote.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1].rstrip() + "…"


def text(value: str) -> Literal:
    """Return text as written; what no RDF file can hold (control characters, half characters) becomes U+FFFD."""
    return Literal(_UNWRITABLE.sub("\ufffd", value))


def integer(value: int | None) -> Literal | None:
    """Return a whole number, or None."""
    return None if value is None else Literal(str(value), datatype=INTEGER)


def decimal(value: Decimal | float) -> Literal:
    """Return a decimal number in the one form that the engine keeps: "43800000", "0.9"."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    written = format(number, "f")
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return Literal("0" if written in {"", "-0"} else written, datatype=DECIMAL)


def boolean(value: bool | None) -> Literal | None:  # noqa: FBT001  (the value is the subject)
    """Return true or false, or None."""
    return None if value is None else Literal("true" if value else "false", datatype=BOOLEAN)


def date(value: str | None) -> Literal | None:
    """Return a date of ISO 8601, or None where the text is none."""
    from datetime import date as day  # noqa: PLC0415  (the name is taken here)

    try:
        return Literal(day.fromisoformat(value).isoformat(), datatype=DATE) if value else None
    except ValueError:
        return None
