"""A report becomes statements: `to_quads` says all that was read, `to_nquads` writes it the same way every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.graph.actors import write_mentions
from samgraf.graph.entries import write_entry
from samgraf.graph.form import Form, form_of
from samgraf.graph.goals import Goals
from samgraf.graph.iris import entry_keys, mint
from samgraf.graph.mentions import (
    Place,
    write_attributions,
    write_funding,
    write_quantities,
    write_references,
    write_requests,
    write_themes,
)
from samgraf.graph.namespaces import DERIVED_FROM, RDF_TYPE, TITLE, concept, report_graph, sg
from samgraf.graph.nquads import to_nquads
from samgraf.graph.template import template_quads
from samgraf.graph.writer import Writer, boolean, date, decimal, integer

__all__ = ["to_nquads", "to_quads"]

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad

    from samgraf.reference import Reference
    from samgraf.reports.model import Answer, Leftover, Report


def to_quads(report: Report, reference: Reference) -> list[Quad]:
    """Return the statements of one report, in its graph and in the graph of its evidence, without blank nodes."""
    writer = Writer(report.document, report.metadata.region, report.metadata.year)
    form = form_of(report)
    goals = Goals.of(reference, report)
    _write_report(writer, report, form)
    _write_source(writer, report)
    template = concept("template", form.template).value
    if report.form and reference.templates and template not in reference.templates:
        writer.quads.extend(template_quads(report.form, report_graph(writer.region, writer.year).value))
    for answer in report.answers:
        _write_answer(writer, answer, form, goals)
    told: dict[tuple[str, str], NamedNode] = {}
    names = [entry.name if entry.name.strip() else f"{entry.question}-{entry.ordinal}" for entry in report.entries]
    for entry, key in zip(report.entries, entry_keys(names), strict=True):
        write_entry(writer, entry, key, form, goals)
        told[entry.question, entry.name.casefold()] = mint("entry", writer.key, key)
    for part in report.left:
        _write_left(writer, part, told.get((part.question, part.insats.casefold())))
    return writer.statements()


def _write_report(writer: Writer, report: Report, form: Form) -> None:
    """Write what the report says of itself."""
    about = report.metadata
    iri = mint("report", writer.key)
    writer.add(iri, RDF_TYPE, sg("Report"))
    writer.add(iri, "region", concept("actor", f"region-{writer.region}"))
    writer.add(iri, "reportYear", integer(writer.year))
    writer.add(iri, "usesTemplate", concept("template", form.template) if report.answers else None)
    writer.add(iri, "caseNumber", about.case_number)
    writer.add(iri, "recipientCaseNumber", about.recipient_case_number)
    writer.add(iri, "reportDate", date(about.date))
    writer.add(iri, "reportDateAsWritten", about.date_as_written or about.date)
    writer.add(iri, "signatureDateAsWritten", about.signature_date)
    writer.add(iri, "signedBy", about.signed_by)
    writer.add(iri, TITLE, about.title)
    writer.add(iri, DERIVED_FROM, mint("source", report.document.sha256))
    for _, span in about.spans:
        writer.evidence(iri, [span], "metadata", 1.0)


def _write_source(writer: Writer, report: Report) -> None:
    """Write which file was read, how, and what share of it is evidence, form, or read by nobody."""
    document = report.document
    iri = mint("source", document.sha256)
    writer.add(iri, RDF_TYPE, sg("SourceDocument"))
    writer.add(iri, "sha256", document.sha256)
    writer.add(iri, "fileName", document.name)
    writer.add(iri, "mediaType", document.media_type)
    writer.add(iri, "reader", document.reader)
    writer.add(iri, "readWithProfile", report.profile)
    writer.add(iri, "pageCount", integer(document.page_count))
    writer.add(iri, "repairCount", integer(len(document.repairs)))
    for name, share in zip(("evidenceShare", "boilerplateShare", "unreadShare"), report.coverage.shares(), strict=True):
        writer.add(iri, name, decimal(round(share, 4)))


def _write_answer(writer: Writer, answer: Answer, form: Form, goals: Goals) -> None:
    """Write one answer: its status, its text, its boxes, and what is named in it."""
    iri = mint("answer", writer.key, answer.question)
    writer.add(iri, RDF_TYPE, sg("Answer"))
    writer.add(iri, "inReport", mint("report", writer.key))
    writer.add(iri, "answersQuestion", form.question_iri(answer.question))
    writer.add(iri, "questionNumber", answer.question)
    writer.add(iri, "answerStatus", concept("status", answer.status))
    writer.add(iri, "text", answer.passage.text)
    if answer.has_table or answer.question in form.tables:
        writer.add(iri, "hasTable", boolean(answer.has_table))
    if answer.box:
        writer.add(iri, "tickedYes", boolean(answer.box.yes))
        writer.add(iri, "tickedNo", boolean(answer.box.no))
    for basis in answer.mentions.bases:
        writer.add(iri, "basis", concept("basis", basis.basis))
    _answer_evidence(writer, iri, answer)
    place = Place(iri, "inAnswer", answer.question)
    found = [(answer.passage, answer.mentions)]
    write_mentions(writer, iri, answer.passage, answer.mentions.actors + answer.mentions.groups)
    write_funding(writer, place, [(answer.passage, fund) for fund in answer.mentions.funds])
    write_attributions(writer, place, found, goals)
    write_quantities(writer, place, found)
    write_references(writer, place, found, form)
    write_themes(writer, place, found)
    write_requests(writer, place, found)


def _write_left(writer: Writer, part: Leftover, entry: NamedNode | None) -> None:
    """Write a part of a table that no insats took, and the insats that a person says it belongs to."""
    answer = mint("answer", writer.key, part.question)
    nth = writer.nth("left-over", answer.value, part.passage.text)
    iri = writer.thing("left-over", "LeftOver", answer.value, part.passage.text, nth)
    writer.add(iri, "inAnswer", answer)
    writer.add(iri, "text", part.passage.text)
    writer.add(iri, "ofEntry", entry)
    writer.add(iri, "reviewStatus", concept("review", part.review))
    writer.evidence(iri, part.passage.spans(), "left-over", 1.0, part.review)


def _answer_evidence(writer: Writer, iri: NamedNode, answer: Answer) -> None:
    """Write where the answer stands; where nothing is written, where its boxes are, or else where it is asked."""
    writer.evidence(iri, answer.passage.spans(), "answer", answer.confidence)
    if answer.box:
        writer.evidence(iri, [answer.box.span], "box", answer.confidence)
    elif not answer.passage and answer.prompt:
        writer.evidence(iri, [answer.prompt], "prompt", answer.confidence)
