"""One part of the form held against one place of a text: how well its words match there, and the span that it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.prompt_ends import before_answer, heading_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.reports.template import Part, Word, Words

BY_WORDS = 0.75
"""So large a share of a part's words must stand where its number does not."""
_TRAIL = re.compile(r"[)\]]?(?:[.:?!]?+[ \t]*+\d{0,2}+[ \t]*+[.:?!]?+(?=[ \t]*+(?:\n|\f|$))|[.:?!])")
PREFIXES = frozenset({"fraga", "punkt", "delfraga", "question"})
"""Words that stand before a question's number in some forms."""
_SHORTENED = 0.95
"""So large a share of a line's own words must be a part's words, in their order, for it to be the part cut short."""
_FEWEST_WORDS = 5
_LEAST = 0.2
_LINES = 3
_MOST = 0.8
_SPLIT = 2
"""So many words of a part may stand in two pieces, cut by a line."""
_LEADERS = ("...", "\u2026")
_PAGE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a part may stand: its score with and without its number, the share of its words that are there.

    `other_number` says that the line has another number than the part's.
    """

    span: Span
    score: float
    plain: float
    share: float
    other_number: bool


def match_at(text: Words, at: int, part: Part) -> Hit | None:
    """Return how well a part of the form matches at a line's first word, and the span it takes."""
    prefix = int(text.words[at].folded in PREFIXES)
    before = _number_words(text, at + prefix, part.number) if at + prefix < len(text.words) else 0
    begin = at + before + (prefix if before else 0)
    if not before and _cannot(text, part, begin):
        return None
    matched, end = _align(part.words, text.words, begin)
    low = 0.5 if before else BY_WORDS
    if (short := _cut_short(text, part, begin, end, matched)) is not None:
        matched, end = short
        low = _LEAST
    share = matched / len(part.words) if part.words else 0.0
    if share < low and not (before and "." in (part.number or "")):
        return None
    if share < low:
        return _reworded(text, at, part)
    if part.whole and not _fills_line(text, at, begin, end):
        return None
    start = text.words[at].start
    stop = text.words[end - 1].end
    if (trail := _TRAIL.match(text.document.text, stop)) is not None:
        stop = trail.end()
    stop = max(before_answer(text, start, stop), heading_end(text, start, stop))
    line = text.document.line_at(stop - 1)
    contents = 0.5 if _ends_in_page_number(text.document.text[line.start : line.end]) else 0.0
    plain = share * min(1.0, 0.4 + len(part.words) / 20) - contents
    other = not before and part.number is not None and text.words[at].folded[:1].isdigit()
    return Hit(Span(start, stop), plain + (0.5 if before else 0.0), plain, share, other)


def _ends_in_page_number(line: str) -> bool:
    """Return whether a line is one of a list of contents: dots or white, and the number of a page at its end."""
    bare = line.rstrip()
    lead = bare.rstrip("0123456789")
    words = lead.rstrip()
    white = lead[len(words) :]
    if not 0 < len(bare) - len(lead) <= _PAGE_DIGITS:
        return False
    return words.endswith(_LEADERS) or "\t" in white or "   " in white


def _cannot(text: Words, part: Part, begin: int) -> bool:
    """Return whether so few of a part's words stand near a place that it cannot be there, which is told without aligning them."""
    have = text.folded
    if tuple(have[begin : begin + _FEWEST_WORDS]) == part.words[:_FEWEST_WORDS]:
        return False
    size = len(part.words)
    near = set(have[begin : begin + 2 * size + _SPLIT])
    missing = sum(word not in near for word in part.words)
    return size - missing + _SPLIT + size // 8 < BY_WORDS * size


def _cut_short(text: Words, part: Part, begin: int, end: int, matched: int) -> tuple[int, int] | None:
    """Return how many words match, and where they end, where lines hold the first words of a part and nothing else.

    A prompt that was cut short is found by its own words; without this its match would go on into the answer.
    """
    at_line_end = end >= len(text.words) or text.words[end].first
    if (
        begin >= len(text.words)
        or not part.words
        or text.words[begin].folded != part.words[0]
        or (at_line_end and matched >= BY_WORDS * len(part.words))
    ):
        return None
    stop, best = begin, None
    for _ in range(_LINES):
        stop = next(
            (i for i in range(stop + 1, min(stop + 60, len(text.words))) if text.words[i].first), len(text.words)
        )
        found, last = _align(part.words, text.words, begin, stop)
        if last == stop and found >= max(_FEWEST_WORDS, _SHORTENED * (stop - begin)) and found >= _MOST * matched:
            best = found, stop
    return best


def _number_words(text: Words, at: int, number: str | None) -> int:
    """Return how many words from a place on are a part's number: "3.4" and "3a" are one, "3 a" two; 0 if it is not there."""
    if not number:
        return 0
    here = text.words[at].folded
    if here == number:
        return 1
    return 2 if at + 1 < len(text.words) and here + text.words[at + 1].folded == number else 0


REWORDED = re.compile(
    r"\d+\.\d+[.)]?\s+(?:Beskriv|Redogör|Redovisa|Ge exempel|Har|Ange|Hur|Vilka|Vilket|På vilket|Varför|I vilken|Sammanfatta|Kommentera)\b"
)


_ALONE = re.compile(r"[.):]?\s*")


def _reworded(text: Words, at: int, part: Part) -> Hit | None:
    """Return a weak match for a line that is the part's number alone, or begins with it as a question does, in other words.

    A heading that begins with the number need not begin as a question.
    """
    word = text.words[at]
    line = text.document.line_at(word.start)
    if part.whole:
        return None
    if _ALONE.fullmatch(text.document.text, word.end, line.end):
        return Hit(Span(word.start, line.end), 0.25, 0.0, 0.0, other_number=False)
    if word.start in text.headings:
        return Hit(Span(word.start, text.headings[word.start]), 0.3, 0.0, 0.0, other_number=False)
    if not REWORDED.match(text.document.text, word.start):
        return None
    stop = line.end
    mark = re.compile(r"[.?:]\d{0,2}[ \t]*(?:\n|$)").search(text.document.text, word.start, word.start + 600)
    if mark is not None:
        stop = mark.end()
    return Hit(Span(word.start, stop), 0.3, 0.0, 0.0, other_number=False)


def _align(want: Sequence[str], have: Sequence[Word], begin: int, stop: int | None = None) -> tuple[int, int]:
    """Return how many words of `want` stand from `begin` on (and before `stop`), in order, and the index after the last.

    A word that a line cut in two counts as one; two words may be missing or added in a row.
    """
    i, j, matched, end = 0, begin, 0, begin
    size = len(have) if stop is None else stop
    misses = 0
    while i < len(want) and j < size and misses <= 6:  # noqa: PLR2004  (more than six: another text)
        here = have[j].folded
        if here == want[i]:
            i, j, matched, end = i + 1, j + 1, matched + 1, j + 1
            continue
        if j + 1 < size and here + have[j + 1].folded == want[i]:
            i, j, matched, end = i + 1, j + 2, matched + 1, j + 2
            continue
        step = _resume(want, have, i, j)
        if step is None:
            i, j = i + 1, j + 1
        else:
            i, j = i + step[0], j + step[1]
        misses += 1
    return matched, end


def _resume(want: Sequence[str], have: Sequence[Word], i: int, j: int) -> tuple[int, int] | None:
    for skip in (1, 2, 3):
        if j + skip < len(have) and have[j + skip].folded == want[i]:
            return 0, skip
        if i + skip < len(want) and have[j].folded == want[i + skip]:
            return skip, 0
    return None


def _fills_line(text: Words, at: int, begin: int, end: int) -> bool:
    """Return whether nothing but the part stands on its lines; a footnote mark or boxes may follow."""
    if begin == end:
        return False
    rest = end
    while rest < len(text.words) and not text.words[rest].first:
        word = text.words[rest].folded
        if not (word.isdigit() and len(word) <= 3) and word not in {"ja", "nej", "x"}:  # noqa: PLR2004  (marks and page numbers)
            return False
        rest += 1
    lead = text.document.text[text.document.line_at(text.words[at].start).start : text.words[at].start]
    return not any(c.isalnum() and c != "o" for c in lead)
