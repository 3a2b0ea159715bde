"""What else is named in a cell or an answer: goals, money, figures, references, themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from samgraf.graph.namespaces import RDF_TYPE, concept, sg
from samgraf.graph.writer import Writer, boolean, decimal, integer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.graph.form import Form
    from samgraf.graph.goals import Goals
    from samgraf.passages import Passage
    from samgraf.reports.model import Figure, FundMention, GoalMention, Mentions, Reference, ThemeMention

UNITS = frozenset({"count", "percent", "percentage-point", "SEK", "month", "year"})
"""Units that have a concept of their own; of any other, `sg:asWritten` holds the word."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: an entry or an answer, and the key of the question it stands under."""

    iri: NamedNode
    property: str
    question: str

    def link(self, writer: Writer, thing: NamedNode) -> None:
        """Say that a thing belongs to this entry or answer."""
        writer.add(thing, self.property, self.iri)


Found = list[tuple["Passage", "Mentions"]]
"""The passages of one place, each with what was recognised in it."""


def write_attributions(writer: Writer, place: Place, found: Found, goals: Goals) -> None:
    """Write one attribution for each goal as it is written in a place, apart from the goal it is taken to mean."""
    gathered: dict[tuple[str, ...], list[tuple[Passage, GoalMention]]] = {}
    for passage, mentions in found:
        for goal in mentions.goals:
            parts = (
                goal.framework,
                goal.written_framework,
                goal.written_area,
                goal.number,
                goal.wording,
                goal.goal,
                goal.area,
                goal.level,
            )
            gathered.setdefault(tuple(part or "" for part in parts), []).append((passage, goal))
    for identity, written in gathered.items():
        goal = written[0][1]
        iri = writer.thing("attribution", "GoalAttribution", place.iri.value, *identity)
        place.link(writer, iri)
        if place.property == "ofEntry":
            writer.add(place.iri, "hasAttribution", iri)
        writer.add(iri, "writtenFramework", goal.written_framework)
        writer.add(iri, "writtenArea", goal.written_area)
        writer.add(iri, "writtenNumber", goal.number)
        writer.add(iri, "writtenWording", goal.wording)
        writer.add(iri, "level", goal.level)
        writer.add(iri, "framework", NamedNode(goal.framework) if goal.framework else None)
        writer.add(iri, "goal", NamedNode(goal.goal) if goal.goal else None)
        writer.add(iri, "goalArea", NamedNode(goal.area) if goal.area else None)
        goals.write_provisional(writer, goal)
        for passage, mention in written:
            writer.evidence_in(
                iri, passage, mention.start, mention.end, mention.method, mention.confidence, mention.review
            )


def write_funding(writer: Writer, place: Place, found: Iterable[tuple[Passage, FundMention]]) -> None:
    """Write one funding for each source of money that a place names."""
    gathered: dict[tuple[str, ...], list[tuple[Passage, FundMention]]] = {}
    for passage, fund in found:
        gathered.setdefault((fund.fund or "", fund.actor or "", fund.name), []).append((passage, fund))
    for identity, written in gathered.items():
        fund = written[0][1]
        iri = writer.thing("funding", "Funding", place.iri.value, *identity)
        place.link(writer, iri)
        writer.add(place.iri, "hasFunding", iri)
        writer.add(iri, "fund", NamedNode(fund.fund) if fund.fund else None)
        writer.add(iri, "funder", NamedNode(fund.actor) if fund.actor else None)
        writer.add(iri, "asWritten", fund.surface or fund.name)
        for passage, mention in written:
            writer.evidence_in(
                iri, passage, mention.start, mention.end, mention.method, mention.confidence, mention.review
            )


def write_quantities(writer: Writer, place: Place, found: Found) -> None:
    """Write every figure of a place; the same figure written twice is two quantities."""
    for passage, mentions in found:
        for figure in mentions.figures:
            nth = writer.nth("quantity", place.iri.value, figure.surface, figure.what or "")
            iri = writer.thing("quantity", "Quantity", place.iri.value, figure.surface, figure.what or "", nth)
            place.link(writer, iri)
            _figure(writer, iri, figure)
            writer.evidence_in(iri, passage, figure.start, figure.end, figure.method, figure.confidence, figure.review)


def _figure(writer: Writer, iri: NamedNode, figure: Figure) -> None:
    """Write a figure's value, its bounds, and its words."""
    kind = {"share": "Share", "amount": "Amount"}.get(figure.kind)
    writer.add(iri, RDF_TYPE, sg(kind) if kind else None)
    writer.add(iri, "value", decimal(figure.value))
    writer.add(iri, "unit", concept("unit", figure.unit if figure.unit in UNITS else "other"))
    writer.add(iri, "lower", None if figure.lower is None else decimal(figure.lower))
    writer.add(iri, "upper", None if figure.upper is None else decimal(figure.upper))
    writer.add(iri, "decimals", integer(figure.decimals))
    writer.add(iri, "approximate", boolean(figure.approximate))
    writer.add(iri, "asWritten", figure.surface)
    writer.add(iri, "what", figure.what)
    writer.add(iri, "sex", figure.sex)
    writer.add(iri, "amountStatus", figure.status)


def write_references(writer: Writer, place: Place, found: Found, form: Form) -> None:
    """Write every pointer to another place, whether its target exists, and where the named thing really stands."""
    for passage, mentions in found:
        for reference in mentions.references:
            nth = writer.nth("reference", place.iri.value, reference.surface, reference.target or "")
            iri = writer.thing(
                "reference", "CrossReference", place.iri.value, reference.surface, reference.target or "", nth
            )
            place.link(writer, iri)
            _reference(writer, iri, place, reference, form)
            writer.evidence_in(
                iri, passage, reference.start, reference.end, reference.method, reference.confidence, reference.review
            )


def _reference(writer: Writer, iri: NamedNode, place: Place, reference: Reference, form: Form) -> None:
    """Write a pointer's words and target."""
    writer.add(iri, "asWritten", reference.surface)
    writer.add(iri, "targetNumber", reference.target)
    writer.add(iri, "what", reference.what)
    writer.add(iri, "externalDocument", reference.external)
    if reference.external or not reference.target:
        return
    writer.add(iri, "targetExists", boolean(form.exists(reference.target)))
    writer.add(
        iri, "targetQuestion", form.question_iri(reference.target) if form.is_question(reference.target) else None
    )
    suggested = form.suggest(reference.what, at=place.question, target=reference.target)
    writer.add(iri, "suggestedTarget", form.question_iri(suggested) if suggested else None)


def write_themes(writer: Writer, place: Place, found: Found) -> None:
    """Write one treatment for each theme and wording of a place."""
    gathered: dict[tuple[str, ...], list[tuple[Passage, ThemeMention]]] = {}
    for passage, mentions in found:
        for theme in mentions.themes:
            gathered.setdefault((theme.theme, theme.kind, theme.surface.casefold()), []).append((passage, theme))
    for identity, written in gathered.items():
        theme = written[0][1]
        iri = writer.thing("theme-treatment", "ThemeTreatment", place.iri.value, *identity)
        place.link(writer, iri)
        writer.add(iri, "theme", NamedNode(theme.theme))
        writer.add(iri, "themeKind", theme.kind)
        writer.add(iri, "asWritten", theme.surface)
        for passage, mention in written:
            writer.evidence_in(
                iri, passage, mention.start, mention.end, mention.method, mention.confidence, mention.review
            )


def write_requests(writer: Writer, place: Place, found: Found) -> None:
    """Write what a place asks others to do, of whom where it says so, in its own words."""
    for passage, mentions in found:
        for request in mentions.requests:
            iri = writer.thing("request", "Request", place.iri.value, request.surface)
            place.link(writer, iri)
            writer.add(iri, "directedTo", NamedNode(request.actor) if request.actor else None)
            writer.add(iri, "text", request.surface)
            writer.evidence_in(
                iri, passage, request.start, request.end, request.method, request.confidence, request.review
            )
