"""A document becomes a report: the form is laid over the text, and what was written is recognised."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.errors import UsageError
from samgraf.passages import EMPTY, Passage, join
from samgraf.reference import load_reference
from samgraf.reports.actors import introduce
from samgraf.reports.answers import answer_lines, box_state, paragraph_starts, status_of
from samgraf.reports.context import Context
from samgraf.reports.coverage import cover
from samgraf.reports.entries import to_entry
from samgraf.reports.fitting import choose, notes_on, profiles_for
from samgraf.reports.flat_wraps import narrow
from samgraf.reports.found import Found
from samgraf.reports.found_lines import NO_HABITS, habits_of
from samgraf.reports.found_rows import LONGEST, find_first_rows, holds_insatser
from samgraf.reports.frameworks import stem_of
from samgraf.reports.goal_bare import titles_beside_areas, titles_in_pairs
from samgraf.reports.left_over import leftovers, notes_on_cells, notes_on_left, notes_on_long
from samgraf.reports.metadata import Places, find_region, find_year, read_metadata, region_code
from samgraf.reports.model import Answer, Box, Entry, Note, Report
from samgraf.reports.name_habit import names_stand_alone
from samgraf.reports.own_names import without_own_names
from samgraf.reports.recognise import goal_vocabulary, recognise
from samgraf.reports.table_rows import leaf_spans
from samgraf.reports.template import Anchor, Words, contents_spans, form_spans, read_words, strangers
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from samgraf.documents import Document
    from samgraf.reference import Reference
    from samgraf.reports.model import Coverage, Leftover
    from samgraf.reports.profile import Profile, Question


@dataclass(frozen=True)
class _Laid:
    """A document with the form laid over it."""

    text: Words
    profile: Profile
    anchors: tuple[Anchor, ...]
    form: tuple[Span, ...]
    places: Places

    def region_of(self, key: str) -> Span | None:
        """Return the characters between a part of the form and the next part, None where it was not found."""
        for i, anchor in enumerate(self.anchors):
            if anchor.key == key:
                end = self.anchors[i + 1].span.start if i + 1 < len(self.anchors) else self.places.back.start
                return Span(anchor.span.end, max(end, anchor.span.end))
        return None

    def cut_off(self, key: str) -> Span | None:
        """Return where the rest of a table that a page cut may stand besides: under the heading of the next section.

        A tool that takes text out box by box may take the heading first. It holds what stands there before all that the
        section asks.
        """
        document = self.text.document
        at = next((i for i, anchor in enumerate(self.anchors) if anchor.key == key), None)
        if at is None or at + 1 == len(self.anchors) or not document.flat:
            return None
        heading = self.anchors[at + 1]
        section = heading.key.removeprefix("section/")
        first = next((q.number for q in self.profile.questions if q.section == section), None)
        begun, ended = (document.line_at(anchor.span.start).page for anchor in (self.anchors[at], heading))
        # Where the prompt of the section's first question was deleted, what stands there is its answer.
        asked = first is not None and self.prompt_of(first) is not None
        return self.region_of(heading.key) if asked and begun != ended else None

    def stand_in(self, key: str) -> str:
        """Return the part whose text answers a question: its own, or its section's heading where its prompt was deleted.

        What stands under a section's heading, before anything else that the form asks, answers the section's first question.
        """
        section = key.partition(".")[0]
        first = next((q.number for q in self.profile.questions if q.section == section), None)
        if key != first or self.prompt_of(key) is not None or self.prompt_of(f"section/{section}") is None:
            return key
        lead = f"lead/{section}"
        return f"section/{section}" if self.prompt_of(lead) is None else lead

    def prompt_of(self, key: str) -> Span | None:
        """Return where a part of the form stands."""
        return next((anchor.span for anchor in self.anchors if anchor.key == key), None)


def read_report(
    document: Document,
    *,
    region: str | None = None,
    year: int | None = None,
    profile: str | None = None,
    reference: Reference | None = None,
    folders: tuple[Path, ...] = (),
) -> Report:
    """Return the report that a document holds.

    `region` (a county code or a name), `year` and `profile` (an id, or a file) override what the document says.
    `reference` is the reference data to read with, if not the installed one alone; `folders` hold profiles beside
    those of `loaders/`.

    Raises:
        NotAReportError: too few of the form's questions were found.
        ProfileError: no profile has the id.
        UsageError: no region has the name.
        ReadError: the document does not tell whose report it is.
    """
    reference = reference or load_reference()
    wanted = year or find_year(document)
    text = read_words(document)
    fit = choose(text, profiles_for(profile, folders), wanted)
    laid = _placed(text, fit.profile, fit.anchors)
    code = _region(document, laid, reference, region)
    told = wanted or laid.profile.years[-1]
    metadata = read_metadata(document, laid.places, laid.profile, code, told)
    context = Context(reference=reference, region=code[0], year=told)
    running = _running_text(laid)
    context = replace(
        context,
        introduced=introduce(running, context),
        targets=titles_beside_areas(running, stem_of(reference, code[0])) | titles_in_pairs(_lines(document)),
    )
    absent = {number for number in fit.absent(told) if not _says(laid, laid.stand_in(number))}
    laid = replace(
        laid,
        profile=replace(laid.profile, questions=tuple(q for q in laid.profile.questions if q.number not in absent)),
    )
    tables = _tables(laid, context)
    alone = names_stand_alone(document, (row for found in tables.values() for row in found.rows))
    entries = tuple(
        to_entry(document, found.question, ordinal, row, context, alone=alone)
        for found in tables.values()
        for ordinal, row in enumerate(found.rows, start=1)
    )
    entries, answers = without_own_names(entries, tuple(_answers(laid, context, tables, entries)))
    form = [*(a.span for a in laid.anchors), *laid.form, *(s for f in tables.values() for s in f.heads)]
    printed = frozenset(word for column in laid.profile.columns for word in words(column.head))
    coverage = cover(document, metadata, answers, entries, form, printed)
    strange = strangers(text, fit.anchors)
    left = tuple(part for found in tables.values() for part in _left(laid, found, coverage, entries, context, strange))
    return Report(
        document=document,
        profile=laid.profile.id,
        metadata=metadata,
        answers=answers,
        entries=entries,
        coverage=coverage,
        notes=(
            *(() if wanted else (_assumed(told),)),
            *notes_on(text, fit, told),
            *notes_on_long(tables.values()),
            *notes_on_left(document, left),
            *notes_on_cells(entries),
        ),
        form=fit.profile,
        left=left,
    )


def _assumed(year: int) -> Note:
    """Return the note that a report does not say its year."""
    return Note(
        "assumed-year",
        f"Rapporten säger inte vilket år den gäller: läst som {year}. Ange året med --year om det är fel.",
        f"The report does not say which year it is for: read as {year}. Name the year with --year if that is wrong.",
    )


def _placed(text: Words, profile: Profile, anchors: tuple[Anchor, ...]) -> _Laid:
    document = text.document
    first = anchors[0].span.start
    last = anchors[-1].span.end
    mark = profile.signature.search(document.text, last)
    back = Span(mark.start() if mark else len(document.text), len(document.text))
    furniture = tuple(b.span for b in document.blocks if b.kind == "furniture")
    front_form = [s for s in form_spans(text, profile) if s.end <= first] + list(contents_spans(text, profile, first))
    body_form = [s for s in form_spans(text, profile, least=10) if s.start >= first]
    return _Laid(text, profile, anchors, (*front_form, *body_form), Places(Span(0, first), back, furniture))


def _region(document: Document, laid: _Laid, reference: Reference, region: str | None) -> tuple[str, str]:
    if region is None:
        return find_region(document, laid.places, reference)
    code = region_code(region, reference)
    if code is None:
        names = ", ".join(f"{c.code} {c.region_name}" for c in reference.counties)
        raise UsageError(
            f"Det finns ingen region {region!r}. Regionerna är: {names}.",
            f"There is no region {region!r}. The regions are: {names}.",
        )
    return code, "given"


def _lines(document: Document) -> str:
    """Return a document's text with one paragraph a line, where the document has paragraphs."""
    if document.flat:
        return document.text
    return "\n".join(document.quote(span).replace("\n", " ") for span in leaf_spans(document.blocks))


def _running_text(laid: _Laid) -> str:
    """Return all that is written between the parts of the form, as one text."""
    pieces = []
    for i, anchor in enumerate(laid.anchors):
        end = laid.anchors[i + 1].span.start if i + 1 < len(laid.anchors) else laid.places.back.start
        pieces.append(join(laid.text.document, [Span(anchor.span.end, max(anchor.span.end, end))]).text)
    return "\n".join(pieces)


def _asks_for_rows(laid: _Laid, question: Question) -> bool:
    """Return whether a question asks for a table of insatser, or was answered with one: another year's form may ask there."""
    if question.kind != "text":
        return question.kind == "table"
    region = laid.region_of(question.number)
    return region is not None and holds_insatser(laid.text.document, region, laid.profile)


def _tables(laid: _Laid, context: Context) -> dict[str, Found]:
    """Return what stands under each question that asks for a table; the tables of flat text are looked at together first."""
    document, goal_words = laid.text.document, goal_vocabulary(context)
    asked = [q.number for q in laid.profile.questions if _asks_for_rows(laid, q)]
    places = {number: region for number in asked if (region := laid.region_of(number)) is not None}
    lines = {number: _table_lines(laid, number, region) for number, region in places.items()}
    first = [spans[:LONGEST] for spans in lines.values()]
    habits = habits_of(document, first, laid.profile, goal_words) if document.flat else NO_HABITS
    return {
        number: find_first_rows(document, number, places[number], lines[number], laid.profile, goal_words, habits)
        if number in places
        else Found(number, (), (), (), has_table=False)
        for number in asked
    }


def _table_lines(laid: _Laid, number: str, region: Span) -> list[Span]:
    """Return the lines under a question that asks for a table, with the rest that a page cut off."""
    lines = answer_lines(laid.text, region, laid.form)
    rest = laid.cut_off(number)
    more = answer_lines(laid.text, rest, laid.form) if rest is not None else []
    return [*lines, *more] if lines and all(narrow(laid.text.document, span) for span in more) else lines


def _left(
    laid: _Laid, found: Found, coverage: Coverage, entries: Sequence[Entry], context: Context, strange: Sequence[Span]
) -> Iterator[Leftover]:
    """Yield the parts of a question's table that no insats took."""
    region = laid.region_of(found.question)
    if region is not None:
        ends = (span.start for span in strange if region.start < span.start < region.end)
        region = Span(region.start, next(ends, region.end))
        own = [entry for entry in entries if entry.question == found.question]
        yield from leftovers(laid.text.document, found, region, coverage.unread, own, context)


def _answers(laid: _Laid, context: Context, tables: Mapping[str, Found], entries: Sequence[Entry]) -> Iterator[Answer]:
    for question in laid.profile.questions:
        number = question.number
        if number in tables:
            yield _table_answer(laid, context, tables[number], any(e.question == number for e in entries))
        elif question.kind == "boxes":
            yield from _box_answers(laid, context, question)
        else:
            stand_in = laid.stand_in(number)
            yield _answer(
                laid,
                context,
                number,
                *([f"lead/{number}"] if question.lead else []),
                *([stand_in] if stand_in != number else []),
            )


def _answer(laid: _Laid, context: Context, key: str, *more: str, box: Box | None = None) -> Answer:
    """Return the answer that stands after one part of the form (and after its other parts, where it has any)."""
    passage = _passage(laid, key, *more)
    return Answer(
        question=key,
        status=status_of(passage, context),
        prompt=laid.prompt_of(key),
        passage=passage,
        mentions=recognise(passage, context, closing=key == "other"),
        box=box,
        confidence=_score(laid, key),
    )


def _says(laid: _Laid, key: str) -> bool:
    """Return whether anything stands after a part of the form."""
    return any(character.isalnum() for character in _passage(laid, key).text)


def _passage(laid: _Laid, *keys: str) -> Passage:
    document = laid.text.document
    lines = [
        line
        for key in keys
        if (region := laid.region_of(key)) is not None
        for line in answer_lines(laid.text, region, laid.form)
    ]
    if not lines:
        return EMPTY
    return join(document, lines, paragraphs=paragraph_starts(document, lines))


def _score(laid: _Laid, key: str) -> float:
    score = next((anchor.score for anchor in laid.anchors if anchor.key == key), 0.0)
    return round(min(1.0, score), 2)


def _table_answer(laid: _Laid, context: Context, found: Found, filled: bool) -> Answer:  # noqa: FBT001  (a plain fact)
    document = laid.text.document
    passage = join(document, found.rest, paragraphs=paragraph_starts(document, found.rest)) if found.rest else EMPTY
    return Answer(
        question=found.question,
        status="answered" if filled else status_of(passage, context),
        prompt=laid.prompt_of(found.question),
        passage=passage,
        mentions=recognise(passage, context),
        has_table=found.has_table,
        confidence=_score(laid, found.question),
    )


def _box_answers(laid: _Laid, context: Context, question: Question) -> Iterator[Answer]:
    """Yield the answers to a question with boxes: the question, each line with its boxes, and why not."""
    number = question.number
    boxes = {}
    for item in question.items:
        region = laid.region_of(f"{number}/box/{item.key}")
        boxes[item.key] = box_state(laid.text.document, region) if region is not None else None
    ticked = any(box is not None and (box.yes or box.no) for box in boxes.values())
    apart = [f"{number}.{item.key}" for item in question.items if laid.prompt_of(f"{number}.{item.key}")]
    whole = _passage(laid, number) if apart else _passage(laid, number, f"{number}/yes")
    if question.items and sorted(whole.text.lower().split()) == ["ja", "nej"]:
        whole = EMPTY  # the heads of two columns of boxes
    region = laid.region_of(number)
    own = box_state(laid.text.document, region) if region is not None and not question.items else None
    ticked = ticked or bool(own and (own.yes or own.no))
    yield Answer(
        question=number,
        status="answered" if ticked or whole else "empty",
        prompt=laid.prompt_of(number),
        passage=whole,
        mentions=recognise(whole, context),
        box=own,
        confidence=_score(laid, number),
    )
    for item in question.items:
        answer = _answer(laid, context, f"{number}.{item.key}", box=boxes[item.key])
        told_together = not apart and whole and boxes[item.key] is not None
        yield replace(answer, status="answered", passage=whole) if told_together else answer
    if question.if_no:
        yield _answer(laid, context, f"{number}.no")
