"""The rows of the tables of insatser: what they are called, when, on what basis, with which outputs and effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.graph.actors import write_participations
from samgraf.graph.iris import mint, name_key
from samgraf.graph.mentions import (
    Found,
    Place,
    write_attributions,
    write_funding,
    write_quantities,
    write_references,
    write_themes,
)
from samgraf.graph.namespaces import RDF_TYPE, concept, sg
from samgraf.graph.writer import Writer, decimal, integer, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import NamedNode

    from samgraf.graph.form import Form
    from samgraf.graph.goals import Goals
    from samgraf.passages import Passage
    from samgraf.reports.model import Entry, FundMention, Statement, TableCell


def write_entry(writer: Writer, entry: Entry, key: str, form: Form, goals: Goals) -> None:
    """Write one entry, under the key that it has among the report's entries."""
    iri = mint("entry", writer.key, key)
    insats = mint("insats", writer.region, name_key(entry.name) if entry.name.strip() else key)
    writer.add(iri, RDF_TYPE, sg("InsatsEntry"))
    writer.add(iri, "inReport", mint("report", writer.key))
    writer.add(iri, "inAnswer", mint("answer", writer.key, entry.question) if entry.question in form.answered else None)
    writer.add(iri, "reportedUnder", form.question_iri(entry.question) if entry.question in form.asked else None)
    writer.add(iri, "questionNumber", entry.question)
    writer.add(iri, "ordinal", integer(entry.ordinal))
    writer.add(iri, "describesInsats", insats)
    writer.add(iri, "name", entry.name)
    writer.add(iri, "description", entry.description)
    for column in ("outputs", "effects", "goals"):
        writer.add(iri, f"{column}AsWritten", entry.cell(column).passage.text)
    _period(writer, iri, entry)
    for basis in entry.bases:
        writer.add(iri, "basis", concept("basis", basis.basis))
    _insats(writer, insats, entry)
    _entry_evidence(writer, iri, entry)
    outputs = [
        _statement(writer, iri, "output", entry.cell("outputs"), output, number, entry.method)
        for number, output in enumerate(entry.outputs, start=1)
    ]
    effects = [
        _statement(writer, iri, "effect", entry.cell("effects"), effect, number, entry.method)
        for number, effect in enumerate(entry.effects, start=1)
    ]
    _chains(writer, entry, outputs, effects)
    place = Place(iri, "ofEntry", entry.question)
    found: Found = [(cell.passage, cell.mentions) for cell in entry.cells]
    write_participations(writer, iri, insats, entry.cells)
    write_funding(writer, place, _funds(entry))
    write_attributions(writer, place, found, goals)
    write_quantities(writer, place, found)
    write_references(writer, place, found, form)
    write_themes(writer, place, found)


def _insats(writer: Writer, insats: NamedNode, entry: Entry) -> None:
    """Write the lasting insats that an entry describes; the first entry of the report gives it its name."""
    if writer.once(insats):
        writer.add(insats, RDF_TYPE, sg("Insats"))
        writer.add(insats, "name", entry.name)
        writer.add(insats, "reportedBy", concept("actor", f"region-{writer.region}"))


def _period(writer: Writer, iri: NamedNode, entry: Entry) -> None:
    """Write when the insats begins and ends, as far as the entry says."""
    if entry.period:
        writer.add(iri, "startYear", integer(entry.period.start_year))
        writer.add(iri, "endYear", integer(entry.period.end_year))
        writer.add(iri, "startMonth", integer(entry.period.start_month))
        writer.add(iri, "endMonth", integer(entry.period.end_month))
        writer.add(iri, "periodAsWritten", entry.period.surface)


def _entry_evidence(writer: Writer, iri: NamedNode, entry: Entry) -> None:
    """Write where the name and the cells of an entry stand, each with the reader's confidence that it belongs there."""
    if not entry.cell("name").passage:
        writer.evidence(iri, entry.name_span, entry.method, entry.confidence, entry.review)
    for cell in entry.cells:
        said = entry.review if cell.review == "unreviewed" else cell.review
        writer.evidence(iri, cell.passage.spans(), entry.method, min(entry.confidence, cell.confidence), said)


def _statement(
    writer: Writer, entry: NamedNode, kind: str, cell: TableCell, said: Statement, number: int, method: str
) -> NamedNode:
    """Return the address of one output or effect, written, for an effect with how far it is judged to reach."""
    nth = writer.nth(kind, entry.value, said.text)
    iri = writer.thing(kind, kind.title(), entry.value, said.text, nth)
    writer.add(iri, "ofEntry", entry)
    writer.add(entry, f"has{kind.title()}", iri)
    writer.add(iri, "ordinal", integer(number))
    writer.add(iri, "text", said.text)
    writer.evidence_in(iri, cell.passage, said.start, said.end, method, said.confidence, said.review)
    if said.horizon:
        judged = writer.thing("horizon-assessment", "HorizonAssessment", iri.value, said.horizon)
        writer.add(iri, "assessedHorizon", judged)
        writer.add(judged, "horizon", concept("horizon", said.horizon))
        writer.add(judged, "method", text(said.horizon_method or "unknown"))
        writer.add(judged, "confidence", decimal(round(said.confidence, 4)))
    return iri


def _chains(writer: Writer, entry: Entry, outputs: Sequence[NamedNode], effects: Sequence[NamedNode]) -> None:
    """Write which results the text says led to which effects, each with the words that say so."""
    for link in entry.chains:
        cause = (outputs if link.from_column == "outputs" else effects)[link.from_index]
        effect = effects[link.to_index]
        iri = writer.thing("chain-link", "ChainLink", cause.value, effect.value)
        writer.add(cause, "leadsTo", effect)
        writer.add(iri, "chainCause", cause)
        writer.add(iri, "chainEffect", effect)
        writer.add(iri, "method", text(link.method))
        writer.add(iri, "confidence", decimal(round(link.confidence, 4)))
        said = entry.cell("effects").passage
        writer.evidence_in(iri, said, link.start, link.end, link.method, link.confidence, link.review)


def _funds(entry: Entry) -> Iterator[tuple[Passage, FundMention]]:
    """Yield the entry's funds, each with the passage of the cell that it was found in."""
    for fund in entry.funds:
        holding = [cell for cell in entry.cells if fund in cell.mentions.funds]
        matching = [cell for cell in entry.cells if cell.passage.text[fund.start : fund.end] == fund.surface]
        yield (holding or matching or [entry.cell("name")])[0].passage, fund
