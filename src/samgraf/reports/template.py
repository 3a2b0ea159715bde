"""The form laid over a text: where each heading, instruction and question of the profile stands.

The text is compared word by word, folded, so that wrapped lines, lost diacritics, footnote marks and
small rewordings do not matter. Among all places where a part of the form could stand, the chain is
chosen that keeps the form's order and matches best.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import median_low
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.best_chain import best_chain
from samgraf.reports.moved import moved_parts
from samgraf.reports.part_match import BY_WORDS, PREFIXES, REWORDED, Hit, match_at
from samgraf.reports.table_rows import leaf_spans
from samgraf.reports.words import SHINGLE, fold, shingles, unmarked, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.documents import Document, Line
    from samgraf.reports.profile import Profile, Question


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, where it stands, and whether a line begins with it."""

    folded: str
    start: int
    end: int
    first: bool


@dataclass(frozen=True)
class Words:
    """The words of a document without its furniture, in reading order."""

    document: Document
    lines: tuple[Line, ...]
    words: tuple[Word, ...]
    hits: dict[Part, tuple[Hit, ...]] = field(default_factory=dict, compare=False, repr=False)
    """Where parts were found to stand: the forms of several years have most of their parts in common."""

    @cached_property
    def folded(self) -> list[str]:
        """Return the folded words alone."""
        return [word.folded for word in self.words]

    @cached_property
    def by_first(self) -> dict[str, list[int]]:
        """Return where lines begin, by the words that may begin a part there: the first two, the third after "Fråga"."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            if word.first:
                for offset in (0, 1, 2) if word.folded in PREFIXES else (0, 1):
                    if at + offset < len(self.words):
                        found.setdefault(self.folded[at + offset], []).append(at)
        return found

    @cached_property
    def headings(self) -> dict[int, int]:
        """Return where the headings that the document marks as such end, by where they begin."""
        blocks = (block.span for block in self.document.blocks if block.kind == "heading")
        text = self.document.text
        return {
            span.start + len(found) - len(found.lstrip()): span.end
            for span in blocks
            if (found := text[span.start : span.end])
        }

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Return the paragraphs of a document that has them, in reading order."""
        if self.document.flat:
            return []
        return sorted(leaf_spans(self.document.blocks), key=lambda span: span.start)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form: its key, its number if it has one, and its words.

    A key is "section/3", "lead/3", a question's number, "10.3/box/rus", "10.3/yes", "10.3.rus", "10.3.no".
    `whole` parts must fill their lines: they are too short to be known inside running text. A part `of` a question is not
    there without it.
    """

    key: str
    number: str | None
    words: tuple[str, ...]
    whole: bool = False
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a part of the form stands in the text, and how well it matches (0 to 1)."""

    key: str
    span: Span
    score: float


_SHORT = 4
"""A prompt of fewer words ("Övriga medskick") is found in running text, so it must fill its line."""
FEW_NUMBERS = 3
"""So many parts must stand beside another number than their own before a report is thought to have its own numbers."""
_WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+")
_WHOLE = 0.9
"""So large a share of a prompt's words is the prompt."""
_SAYS = 60
"""So many characters between two prompts are an answer."""
_PAGE = re.compile(r"[\s.\u2026]\d{1,3}\s*$")


def read_words(document: Document) -> Words:
    """Return the words of a document, without page headers, page footers and page numbers."""
    furniture = sorted((b.span.start, b.span.end) for b in document.blocks if b.kind == "furniture")
    lines, found = [], []
    cursor = 0
    for line in document.lines:
        while cursor < len(furniture) and furniture[cursor][1] <= line.start:
            cursor += 1
        if cursor < len(furniture) and furniture[cursor][0] < line.end and furniture[cursor][0] <= line.start:
            continue
        text = document.text[line.start : line.end]
        if not text.strip():
            continue
        lines.append(line)
        first = True
        for match in _WORD.finditer(text):
            folded = fold(unmarked(match.group()))
            found.append(Word(folded, line.start + match.start(), line.start + match.end(), first))
            first = False
    return Words(document, tuple(lines), tuple(found))


def parts(profile: Profile) -> tuple[Part, ...]:
    """Return the parts of a profile's form in their order."""
    found: list[Part] = []
    for section in profile.sections:
        number = section.number if profile.numbered else None
        found.append(Part(f"section/{section.number}", number, tuple(words(section.title)), whole=True))
        if lead := profile.section_lead(section.number):
            found.append(Part(f"lead/{section.number}", None, tuple(words(lead))))
        for question in profile.questions:
            if question.section == section.number:
                found.extend(_question_parts(question, profile.printed_number(question)))
    for question in profile.questions:
        if not question.number[0].isdigit():
            found.extend(_question_parts(question, profile.printed_number(question)))
    return tuple(found)


def _question_parts(question: Question, printed: str | None) -> Iterator[Part]:
    asked = tuple(words(question.prompt))
    number = "".join(words(printed)) if printed else None
    yield Part(question.number, number, asked, whole=len(asked) < _SHORT)
    if question.lead:
        yield Part(f"lead/{question.number}", None, tuple(words(question.lead)))
    for item in question.items:
        yield Part(f"{question.number}/box/{item.key}", None, tuple(words(item.label)), whole=True, of=question.number)
    if question.if_yes:
        yield Part(f"{question.number}/yes", None, tuple(words(question.if_yes)))
        for item in question.items:
            yield Part(f"{question.number}.{item.key}", None, tuple(words(item.label)), whole=True, of=question.number)
    if question.if_no:
        yield Part(f"{question.number}.no", None, tuple(words(question.if_no)))


def find_anchors(text: Words, profile: Profile) -> tuple[Anchor, ...]:
    """Return where the parts of a profile's form stand, in reading order; what is not found is left out.

    A number beside a part's words makes it surer, unless the report has numbers of its own: where the words alone
    find more of the form, in its order, than words and numbers do, numbers are left out of account.
    """
    candidates: list[tuple[int, int, float, Span]] = []
    words_alone: list[tuple[int, int, float, Span]] = []
    others = 0
    order = parts(profile)
    for rank, hit in _hits(text, order):
        candidates.append((hit.span.start, rank, hit.score, hit.span))
        if hit.share >= BY_WORDS:
            words_alone.append((hit.span.start, rank, hit.plain, hit.span))
            others += hit.other_number
    best = best_chain(candidates)
    if others >= FEW_NUMBERS:
        plain = best_chain(words_alone)
        known = {(start, rank): score for start, rank, score, _ in words_alone}
        if sum(hit[2] for hit in plain) > sum(known.get(hit[:2], 0.0) for hit in best) + 1 and len(plain) >= 0.9 * len(
            best
        ):
            best, candidates = plain, words_alone
    small = frozenset(rank for rank, part in enumerate(order) if part.of is not None)
    asked = {order[rank].key for _, rank, _, _ in best}
    best = [one for one in best if order[one[1]].of in {None, *asked}]
    best = sorted([*best, *moved_parts(candidates, best, small)])
    return tuple(Anchor(order[rank].key, span, score) for _, rank, score, span in best)


def contents_spans(text: Words, profile: Profile, end: int) -> tuple[Span, ...]:
    """Return the lines before a place that hold parts of the form: a list of contents, with its page numbers."""
    found = set()
    for _, hit in _hits(text, parts(profile)):
        if hit.span.end <= end and hit.share >= BY_WORDS:
            found.add(Span(hit.span.start, max(hit.span.end, text.document.line_at(hit.span.end - 1).end)))
    return tuple(sorted(found))


def copies(text: Words, profile: Profile) -> int:
    """Return how many times over a text holds the form's questions, with answers between them: one, in a report.

    A list of contents has no answers between its lines; a prompt that one answer repeats is one of many questions. Prompts
    that the form itself has several times, under several sections, tell nothing.
    """
    numbers = {question.number for question in profile.questions}
    order = parts(profile)
    printed = Counter(part.words for part in order if part.key in numbers)
    found = sorted(
        (hit.span.start, hit.span.end, order[rank].key)
        for rank, hit in _hits(text, order)
        if hit.share >= _WHOLE
        and order[rank].key in numbers
        and printed[order[rank].words] == 1
        and not _in_contents(text, hit)
    )
    ends = [start for start, _, _ in (*found[1:], (len(text.document.text), 0, ""))] if found else []
    times = Counter(key for (_, end, key), then in zip(found, ends, strict=True) if then - end >= _SAYS)
    return median_low(times.values()) if times else 0


def _in_contents(text: Words, hit: Hit) -> bool:
    """Return whether a part of the form stands in a list of contents, with the number of its page."""
    line = text.document.line_at(hit.span.end - 1)
    return _PAGE.search(text.document.text[line.start : line.end]) is not None


def strangers(text: Words, anchors: Sequence[Anchor]) -> tuple[Span, ...]:
    """Return the lines between the parts of the form that begin as a numbered question does and are none of its own."""
    if not anchors:
        return ()
    known = [anchor.span for anchor in anchors]
    found = []
    for line in text.lines:
        start = (
            line.start
            + len(text.document.text[line.start : line.end])
            - len(text.document.text[line.start : line.end].lstrip())
        )
        inside = known[0].start < start < known[-1].start and not any(span.start <= start < span.end for span in known)
        if inside and REWORDED.match(text.document.text, start):
            found.append(Span(start, line.end))
    return tuple(found)


def _hits(text: Words, order: Sequence[Part]) -> Iterator[tuple[int, Hit]]:
    """Yield every place where a part of the form could stand, with the part's rank."""
    for rank, part in enumerate(order):
        same = replace(part, key="", of=None)
        if same not in text.hits:
            places = {at for key in {*part.words[:3], part.number or ""} for at in text.by_first.get(key, ())}
            text.hits[same] = tuple(hit for at in sorted(places) if (hit := match_at(text, at, part)) is not None)
        for hit in text.hits[same]:
            yield rank, hit


def form_spans(text: Words, profile: Profile, *, least: int = SHINGLE) -> tuple[Span, ...]:
    """Return the runs of at least `least` words that the form's fingerprint knows, and the form's own lines."""
    known = profile.fingerprint
    hashes = shingles([word.folded for word in text.words])
    found: list[Span] = []
    i = 0
    while i < len(hashes):
        if hashes[i] not in known:
            i += 1
            continue
        j = i
        while j + 1 < len(hashes) and hashes[j + 1] in known:
            j += 1
        if j + SHINGLE - i >= least:
            found.append(Span(text.words[i].start, text.words[j + SHINGLE - 1].end))
        i = j + 1
    for line in text.lines:
        content = text.document.text[line.start : line.end].strip()
        if any(pattern.fullmatch(content) for pattern in profile.form_lines):
            found.append(Span(line.start, line.end))
    return tuple(sorted(found))
