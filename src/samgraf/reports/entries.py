"""The insatser of one question: each row of its table an entry, with what was recognised in its cells."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.passages import EMPTY, Passage, join
from samgraf.reports.chains import find_chains
from samgraf.reports.cues import COLUMNS, EFFECTS, GOALS, NAME, OUTPUTS, starts_with_framework
from samgraf.reports.found import BLOCK_BY_BLOCK, MEASURED, SIDE_BY_SIDE, WRITTEN, Row, lines_in
from samgraf.reports.model import ActorMention, Entry, FundMention, Mentions, TableCell
from samgraf.reports.name_habit import end_of_own_lines
from samgraf.reports.names import TITLE_ALONE, Line, describes, describes_itself, is_title, split_name
from samgraf.reports.open_ends import OPEN_END
from samgraf.reports.periods import insats_period
from samgraf.reports.recognise import recognise
from samgraf.reports.statements import split_statements
from samgraf.reports.sureness import sure_of
from samgraf.reports.windows import REACH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from samgraf.documents import Document, Span
    from samgraf.reports.context import Context


ROOM_KNOWN = frozenset({SIDE_BY_SIDE, BLOCK_BY_BLOCK})
"""How rows were found whose lines' room is known."""
SURELY = 0.9
"""A line break that is likelier a choice than this begins a paragraph before a capital or a year, whatever stands before it."""
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)?\d\d)?)?\.?")
"""A line that holds nothing else is a paragraph."""
_BEGINS = re.compile(r"[A-ZÅÄÖ]|(?:19|20)\d\d\b")
CHOSEN = 0.6
"""A line break that is likelier a choice than this begins a paragraph, after a sentence and before a capital."""
FUNDS_IT = 0.65
"""A fund named in passing ("projektet bygger på ett tidigare ESF-projekt") is surer of less, and does not fund the insats."""


_PARAGRAPH = 1000
"""So much of a cell on each side of a line's end tells whether a description begins there."""


def to_entry(
    document: Document, question: str, ordinal: int, row: Row, context: Context, *, alone: bool = False
) -> Entry:
    """Return one row as an entry, with what was recognised in its four cells.

    `alone` says that the report writes the names of insatser on lines of their own.
    """
    passages = [_cell_passage(document, row, column) for column in range(4)]
    first = passages[NAME]
    hard = dict(row.breaks)
    begun = _paragraph_starts(first)
    described = _describing(first.text, begun, _line_starts(document, first)) if row.breaks else None
    long = len(first.text[: next(iter(begun), None)].split()) > TITLE_ALONE
    parted = bool(begun) and document.reader in MEASURED
    paragraphs = row.paragraphs and (parted or not row.breaks or not (long or described))
    if row.method in ROOM_KNOWN:
        begun = _measured_starts(document, first, hard)
        parted = paragraphs = bool(begun)
        described = _describing_unsure(document, first, hard, begun)
    if parted and alone and document.reader in MEASURED:
        described = _after_own_lines(first.text, begun, _line_starts(document, first), described)
    if parted and described:
        begun = [described, *begun]
    starts = begun if paragraphs else _line_starts(document, first)
    lines = [Line(start, 1.0 if start in begun else hard.get(first.offsets[start], 1.0)) for start in starts]
    begin, end, after = split_name(first, lines, paragraphs=paragraphs, alone=alone)
    if row.method in ROOM_KNOWN and after < len(first.text):
        first = passages[NAME] = _cell_passage(document, row, NAME, first.offsets[after])
    period = insats_period(first.text, context)
    years = (period.start_year or period.end_year, period.end_year or period.start_year) if period else None
    span = (years[0], years[1]) if years and years[0] and years[1] else None
    cells = []
    sure, whole = row.confidence, round(sum(row.confidence) / 4, 2)
    if row.method.startswith("flat-"):
        pages = {document.line_at(span.start).page for cell in row.cells for span in cell}
        texts = [passage.text for passage in passages]
        sure, whole = sure_of(row.method, texts, row.confidence, cut=len(pages) > 1)
    for column in range(4):
        mentions = recognise(passages[column], context, column=COLUMNS[column], years=span)
        if column == NAME:
            mentions = _without_own_name(mentions, begin, end)
            mentions = one_leads(taking_part(mentions, passages[column].text), passages[column].text)
        mentions = _no_surer(mentions, sure[column] + _OWN)
        cells.append(
            TableCell(column=COLUMNS[column], passage=passages[column], mentions=mentions, confidence=sure[column])
        )
    outputs = split_statements(passages[OUTPUTS].text, column="outputs")
    effects = split_statements(passages[EFFECTS].text, column="effects")
    return Entry(
        question=question,
        ordinal=ordinal,
        name=" ".join(first.text[begin:end].split()) or f"Insats {ordinal}",
        name_span=first.spans(begin, end),
        description=first.text[after:].strip(),
        cells=(cells[0], cells[1], cells[2], cells[3]),
        period=period,
        bases=(*cells[EFFECTS].mentions.bases, *cells[OUTPUTS].mentions.bases),
        funds=(
            *(fund for fund in cells[NAME].mentions.funds if fund.confidence >= FUNDS_IT),
            *_paying(cells[NAME].mentions),
        ),
        outputs=outputs,
        effects=effects,
        chains=find_chains(outputs, effects),
        method=row.method,
        confidence=whole,
    )


def _without_own_name(mentions: Mentions, begin: int, end: int) -> Mentions:
    """Return the mentions without the unknown actor that an insats's own name begins like ("Lärcentrum Västra")."""
    return replace(
        mentions,
        actors=tuple(
            actor
            for actor in mentions.actors
            if actor.actor is not None or actor.start != begin or actor.end > end or "genitive" in actor.method
        ),
    )


_OWN = 0.4
"""So much surer than its cell's whole text it is that one line of it belongs to the insats."""


def _no_surer(mentions: Mentions, most: float) -> Mentions:
    """Return the mentions of a cell with bases and goals no surer than that the cell is this insats's."""
    if most >= 1:
        return mentions
    return replace(
        mentions,
        bases=tuple(replace(basis, confidence=round(min(basis.confidence, most), 2)) for basis in mentions.bases),
        goals=tuple(replace(goal, confidence=round(min(goal.confidence, most), 2)) for goal in mentions.goals),
    )


def _describing(text: str, begun: Sequence[int], broken: Sequence[int]) -> int | None:
    """Return where a line in the first paragraph of a cell begins a description, None where none does."""
    end = next(iter(begun), len(text))
    return next(
        (
            at
            for at in broken
            if at < end
            and describes(text[at : min(end, at + _PARAGRAPH)], text[max(0, at - _PARAGRAPH) : at])
            and not (
                begun
                and _APPOSED.search(text, max(0, at - _PARAGRAPH), at)
                and not _SENTENCES.search(text, at, min(end, at + _PARAGRAPH))
            )
        ),
        None,
    )


def _after_own_lines(text: str, begun: Sequence[int], broken: Sequence[int], described: int | None) -> int | None:
    """Return where a description begins in a first paragraph that is no title, in a report that writes names on lines of their own.

    The line that a full name ends on leaves no room for the next word, so that its break looks like one of need.
    """
    end = next(iter(begun), len(text))
    if is_title(text[:end].strip()) or (described and describes_itself(text[described:])):
        return described
    own = end_of_own_lines(text[:end], 0, [(at, 0.0) for at in broken if at < end])
    return min((at for at in (own, described) if at is not None), default=None)


_APPOSED = re.compile(r"\s[-–—]\s+[a-zåäö][^.!?]*$")
"""What is said of a name after a dash goes on over the ends of lines: no sentence begins in it."""
_SENTENCES = re.compile(r"[.!?]\s+[A-ZÅÄÖ]")
"""A paragraph of several sentences holds a description too."""


def _measured_starts(document: Document, passage: Passage, hard: Mapping[int, float]) -> list[int]:
    """Return where lines surely begin a paragraph in a passage whose lines' room was measured."""
    text = passage.text
    starts = (at for at in _line_starts(document, passage) if hard.get(passage.offsets[at], 0.0) > SURELY)
    return [at for at in starts if not (text[at].islower() or OPEN_END.search(text, max(0, at - REACH), at))]


def _describing_unsure(
    document: Document, passage: Passage, hard: Mapping[int, float], begun: Sequence[int]
) -> int | None:
    """Return where a line above the first sure paragraph begins a description by its words, its line above being full."""
    broken = [at for at in _line_starts(document, passage) if hard.get(passage.offsets[at], 0.0) <= SURELY]
    return _describing(passage.text, begun, broken)


def _paying(mentions: Mentions) -> Iterator[FundMention]:
    """Yield the actors that the grammar makes funders ("Sparbanken bidrar ekonomiskt") where no slot for money names them."""
    for actor in mentions.actors:
        known = any(
            (fund.start < actor.end and actor.start < fund.end)
            or (actor.actor is not None and fund.actor == actor.actor)
            for fund in mentions.funds
        )
        if actor.role == "funder" and actor.confidence >= TAKEN and not known:
            yield FundMention(
                start=actor.start, end=actor.end, surface=actor.surface, method="role", confidence=0.7, name=actor.name, actor=actor.actor,
            )  # fmt: skip


_SOURCE = re.compile(
    r"(?:enligt|från|källa:?|statistik|rapport\w*|förslag|modell\w*|metod\w*)\s+(?:\w+\s)?$", re.IGNORECASE
)


def taking_part(mentions: Mentions, text: str) -> Mentions:
    """Return the mentions of the cell that describes an insats, with a role for the actors that have none.

    Who stands among the sources of money funds it. Who is named otherwise is taken to take part, less
    surely, unless the name only says whose something is or where something comes from.
    """
    funders = [fund for fund in mentions.funds if fund.confidence >= FUNDS_IT]
    told = []
    for actor in mentions.actors:
        if any(fund.start < actor.end and actor.start < fund.end for fund in funders):
            told.append(replace(actor, role="funder"))
        elif actor.method == "place-list" and actor.role == "mentioned":
            told.append(replace(actor, method="place", confidence=PLACE))
        elif (
            actor.role == "mentioned"
            and "genitive" not in actor.method
            and not _SOURCE.search(text, max(0, actor.start - REACH), actor.start)
        ):
            told.append(
                replace(
                    actor,
                    role="partner",
                    method=f"{actor.method}+in-description",
                    confidence=min(actor.confidence, TAKEN),
                )
            )
        else:
            told.append(actor)
    return replace(mentions, actors=tuple(told))


_BESIDE = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:,|,?\s*(?:och|samt))\s*")
_OWNED = re.compile(r"\b(?:äg(?:s|er|t|are|arna)|huvudmän|projektägare)\b", re.IGNORECASE)


def one_leads(mentions: Mentions, text: str) -> Mentions:
    """Return the mentions of an insats's description in which the first of those who run it together leads, and the others take part.

    "Drivs av A och B" names the one that answers for the insats first; "ägs av A och B" names two owners.
    """
    told: list[ActorMention] = []
    running = False
    for actor in mentions.actors:
        beside = running and actor.role == "owner" and _BESIDE.fullmatch(text[told[-1].end : actor.start])
        sentence = text[text.rfind(".", 0, actor.start) + 1 : actor.start]
        running = actor.role == "owner" and not _OWNED.search(sentence)
        told.append(replace(actor, role="partner") if beside else actor)
    return replace(mentions, actors=tuple(told))


PLACE = 0.4
"""How sure it is that a list of places in a description ("lärcentra i Mora, Orsa och Älvdalen") names municipalities that take part."""

TAKEN = 0.6
"""How sure it is that an actor takes part whom the description of an insats names without saying how."""


_FRAMEWORK = re.compile(r"(?:RUS|ERUF|ESF|FRO|Interreg)\b")


def _cell_passage(document: Document, row: Row, column: int, *begun: int) -> Passage:
    """Return the text of a cell; `begun` are lines that begin a paragraph beside those that the cell tells of itself."""
    spans = row.cells[column]
    if not spans:
        return EMPTY
    starts = _paragraphs(document, spans, row)
    if column == GOALS and document.reader in MEASURED:
        starts += _goals_begun(document, spans)
    return join(document, spans, paragraphs=[*starts, *(span.start for span in spans if span.start in begun)])


def _paragraphs(document: Document, spans: Sequence[Span], row: Row) -> list[int]:
    """Return where paragraphs begin in a cell: at each block, or in flat text where a line broke of its own accord or names a framework of goals.

    A break that somebody wrote inside a paragraph begins one too, unless the sentence goes on after it.
    """
    if document.reader in WRITTEN:
        return [at for span in spans for at in (span.start, *_after_breaks(document, span))]
    if not document.flat:
        return [span.start for span in spans]
    if row.breaks and not row.paragraphs:
        hard = dict(row.breaks)
        return [
            span.start
            for before, span in pairwise(spans)
            if (
                hard.get(span.start, 0.0) > CHOSEN
                and document.text[span.start].isupper()
                and re.search(r"[.:)]\s*$", document.quote(before))
            )
            or (
                row.method in ROOM_KNOWN
                and (hard.get(span.start, 0.0) > SURELY or _YEARS.fullmatch(document.quote(before)))
                and _may_begin(document, before, span)
            )
            or (
                document.text[span.start].isupper()
                and starts_with_framework(document.quote(span))
                and not OPEN_END.search(document.quote(before))
            )
        ]
    return [
        span.start
        for before, span in pairwise(spans)
        if span.start in row.begun
        or (
            not document.text[span.start].islower()
            and ("\n" in document.text[before.end : span.start].replace("\n", "", 1) or span.start < before.start)
        )
    ]


def _may_begin(document: Document, before: Span, span: Span) -> bool:
    """Return whether a line can begin a paragraph by its form: a capital or a year, after a line that is no open end."""
    return _BEGINS.match(document.quote(span)) is not None and not OPEN_END.search(document.quote(before))


def _after_breaks(document: Document, span: Span) -> list[int]:
    """Return where lines begin inside a paragraph, but for those that go on in small letters with a sentence not yet ended."""
    text = document.quote(span)
    return [
        span.start + match.end()
        for match in re.finditer(r"\n\s*(?=\S)", text)
        if not text[match.end()].islower()
        or text[max(0, match.start() - REACH) : match.start()].rstrip().endswith((".", ":", ";", "!", "?", ")"))
    ]


def _goals_begun(document: Document, spans: Sequence[Span]) -> list[int]:
    """Return where a line in a paragraph begins with a framework: the line above may have been full, and the break a choice."""
    lines = [line for span in spans for line in lines_in(document, span)]
    return [
        line.start
        for before, line in pairwise(lines)
        if document.text[line.start].isupper()
        and (starts_with_framework(document.quote(line)) or _FRAMEWORK.match(document.quote(line)))
        and not OPEN_END.search(document.quote(before))
    ]


def _paragraph_starts(passage: Passage) -> list[int]:
    """Return where paragraphs begin in a passage, but for the first; a dash and a small letter go on with the line above."""
    return [m.end() for m in re.finditer(r"\n(?![-–—] [a-zåäö0-9])", passage.text)]


def _line_starts(document: Document, passage: Passage) -> list[int]:
    """Return where the source's lines begin in a passage."""
    found, last = [], -1
    for i, at in enumerate(passage.offsets):
        number = document.line_at(at).number
        if number != last and not passage.text[i].isspace():
            if last >= 0:
                found.append(i)
            last = number
    return found
