"""The parts of a table of insatser that no insats took: kept, told, and handed to a person."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from samgraf.passages import join
from samgraf.reports.empty_answers import is_not_applicable, is_reference_only
from samgraf.reports.found import WITHOUT_CELLS
from samgraf.reports.model import Leftover, Note
from samgraf.reports.recognise import recognise
from samgraf.reports.table_rows import sums_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from samgraf.documents import Document, Span
    from samgraf.reports.context import Context
    from samgraf.reports.found import Found
    from samgraf.reports.model import Entry

FEW_WORDS = 25
"""So many words under the heads of a table without insatser answer its question: "Inga insatser, arbetet beskrivs i 7.1"."""
SHOWN = 80
"""Characters of a part that a note shows."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"[A-ZÅÄÖ].*[.!?]", re.DOTALL)


def leftovers(
    document: Document, found: Found, region: Span, unread: Sequence[Span], entries: Sequence[Entry], context: Context
) -> Iterator[Leftover]:
    """Yield the parts of the table under a question that are in no insats, in the order of the text.

    `region` is what stands under the question, up to a line that looks like a question the form has not, `unread` what of
    the document is in no answer either, `entries` the insatser of the table.
    """
    taken = sorted(s for row in found.rows for cell in row.cells for s in cell)
    loose = (*_inside(document, found, taken), *(s for s in unread if region.start <= s.start))
    spans = sorted(span for span in loose if span.start < region.end)
    beside = tuple(entry.name for entry in entries)
    if not taken and sum(len(_WORD.findall(document.quote(span))) for span in spans) <= FEW_WORDS:
        return
    for part in _together(spans, taken):
        passage = join(document, part)
        if _tells(passage.text) and not _stands_below(document, part, taken):
            mentions = recognise(passage, context, column="name")
            yield Leftover(question=found.question, passage=passage, mentions=mentions, beside=beside)


def notes_on_left(document: Document, left: Sequence[Leftover]) -> tuple[Note, ...]:
    """Return a note for each part that nobody has decided about: where it stands, and its first words."""
    return tuple(_note(document, part) for part in left if part.review == "unreviewed")


def notes_on_long(tables: Iterable[Found]) -> tuple[Note, ...]:
    """Return a note on each table that was not searched to its end, since it is longer than any."""
    return tuple(
        Note(
            "long-table",
            f"Fråga {found.question}: tabellen är längre än någon i mallen. Dess sista {found.unsearched} rader söktes inte igenom efter "
            "insatser. Kontrollera att filen är en enda rapport och hel; läs in den som Word, eller insatserna som ett register (.xlsx).",
            f"Question {found.question}: the table is longer than any of the form. Its last {found.unsearched} lines were not searched for "
            "insatser. Check that the file is one report and whole; read it as Word, or the insatser as a register (.xlsx).",
        )
        for found in tables
        if found.unsearched
    )


def _note(document: Document, part: Leftover) -> Note:
    """Return the note about one part."""
    spans = part.passage.spans()
    first, last = document.line_at(spans[0].start), document.line_at(spans[-1].end - 1)
    lines = f"{first.number}–{last.number}" if last.number > first.number else str(first.number)
    sv, en = (f"sida {first.page}, ", f"page {first.page}, ") if first.page is not None else ("", "")
    text = " ".join(part.passage.text.split())
    shown = text if len(text) <= SHOWN else text[: SHOWN - 1].rsplit(" ", 1)[0] + " …"
    return Note(
        "unread-text",
        f"Fråga {part.question}, {sv}rad {lines}: ”{shown}” står i tabellen men hör inte till någon insats som lästes. Saknas en insats? "
        "Läs stället och avgör det med samgraf review.",
        f"Question {part.question}, {en}line {lines}: “{shown}” stands in the table but belongs to no insats that was read. Is an insats "
        "missing? Read the place and settle it with samgraf review.",
    )


def _inside(document: Document, found: Found, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield what no row took of the table itself: in a cell, or in text below the table's heads."""
    tables = [block.span for block in document.blocks if block.kind == "table"]
    begins = min((span.start for span in (*taken, *found.heads)), default=len(document.text))
    for span in found.rest:
        in_cell = any(table.start <= span.start < table.end for table in tables)
        if in_cell or (document.flat and span.start > begins):
            yield span


def _together(spans: Sequence[Span], taken: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the spans that no row parts, each list in the order of the text."""
    part: list[Span] = []
    starts = [row.start for row in taken]
    for span in spans:
        if part and bisect_right(starts, part[-1].start) < bisect_left(starts, span.start):
            yield part
            part = []
        part.append(span)
    if part:
        yield part


def _tells(text: str) -> bool:
    """Return whether a part may be of an insats: it has words, and does not only sum up, point elsewhere or say nothing."""
    bare = text.strip()
    return bool(_WORD.search(bare)) and not (is_reference_only(bare) or is_not_applicable(bare) or sums_up(bare))


def _stands_below(document: Document, part: Sequence[Span], taken: Sequence[Span]) -> bool:
    """Return whether a part of flat text is a sentence below the table: after all its rows, and wider than their cells."""
    if not document.flat or not taken or part[0].start < taken[-1].end:
        return False
    widest = max(len(line) for span in taken for line in document.quote(span).split("\n"))
    text = "\n".join(document.quote(span).strip() for span in part)
    return _SENTENCE.fullmatch(text) is not None and len(text.split("\n")[0]) > widest


def notes_on_cells(entries: Sequence[Entry]) -> list[Note]:
    """Return a note on each question whose insatser were read from lines without cells, none of them with an effect or a goal."""
    found = []
    for question in dict.fromkeys(entry.question for entry in entries):
        rows = [entry for entry in entries if entry.question == question]
        if all(
            row.method in WITHOUT_CELLS and not row.effects and not row.cell("goals").mentions.goals for row in rows
        ):
            found.append(
                Note(
                    "no-cells",
                    f"Fråga {question}: insatserna är lästa ur rader utan mallens rutor; effekter och mål gick inte att skilja från resten. "
                    "Jämför med rapporten, och läs in den som Word om det går.",
                    f"Question {question}: the insatser were read from lines without the form's cells; effects and goals could not be told "
                    "from the rest. Compare with the report, and read it as Word if you can.",
                )
            )
    return found
