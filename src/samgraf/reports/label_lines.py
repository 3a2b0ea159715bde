"""Lines of flat text that are the labels of tables: the form's heads, or what comes again and again before the same column.

A table on its side has a label before each value, and an insats has all the labels; so does a head that each page
repeats. The form's own heads are known. Those in other words are learnt from the whole document: words that lines
begin with more than once, that ask for one of the form's columns, and after which a value begins.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from samgraf.documents import Span
from samgraf.reports.cues import (
    BULLET,
    COLUMNS,
    GOALS,
    NAME,
    starts_with_basis,
    starts_with_description,
    starts_with_framework,
)
from samgraf.reports.open_ends import OPEN_END
from samgraf.reports.table_heads import belongs_to, describes, head_column
from samgraf.reports.words import fold, unmarked, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.documents import Document, Line
    from samgraf.reports.profile import Profile

LONGEST = 14
"""So many words a label has at most that is not the form's."""
MORE = 4
"""So many words a label has at most for what the form does not ask for ("Projekttid", "Budget och finansiering")."""
TALLEST = 5  # lines
_SAME = 0.7
"""A longer label is meant where so many of those that begin alike go on alike."""
_ENDS = 0.8
"""After so many of the places of a label a value begins."""
_BEGUN, _PART = 5, 3
"""So many words of a label of the form tell it where the rest stands elsewhere, and so many tell the rest."""
_ALL = 0.8
"""Where more lines than these have a blank one above them, blank lines part nothing."""
_ASKS = re.compile(r"(?:beskriv|ange|ge)\b", re.IGNORECASE)
_GOAL = re.compile(r"(?:effekt|del|inriktnings|utvecklings)mål", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+")


class Word(NamedTuple):
    """A word of a line as a form is compared, and where it stands."""

    token: str
    start: int
    end: int


@dataclass(frozen=True)
class Label:
    """The words of a label, which of the four columns it leads to, and whether it asks for the name of an insats.

    `more` says that it asks for what the form does not ask for, `printed` that its words are the form's,
    `often` how often words of the report's own come.
    """

    tokens: tuple[str, ...]
    column: int
    names: bool
    more: bool = False
    printed: bool = False
    often: int = 0


@dataclass(frozen=True)
class Told:
    """A label where it stands: its spans, line by line."""

    label: Label
    spans: tuple[Span, ...]


def line_words(document: Document, line: Line) -> list[Word]:
    """Return the words of a line, compared as a form is."""
    text = document.text[line.start : line.end]
    return [Word(fold(unmarked(m[0])), line.start + m.start(), line.start + m.end()) for m in _WORD.finditer(text)]


def labels_of(document: Document, profile: Profile) -> tuple[Label, ...]:
    """Return the labels that a document's tables have: the form's heads, and those in other words that come again."""
    found: dict[tuple[str, ...], Label] = {}
    for head in profile.columns:
        column = COLUMNS.index(head.column)
        sentences = re.split(r"(?<=\.)\s+(?=[A-ZÅÄÖ])", head.head)
        for count in range(1, len(sentences) + 1):
            tokens = tuple(words(" ".join(sentences[:count])))
            found[tokens] = Label(tokens, column, column == NAME, printed=count == len(sentences))
    for label in _learnt(document, profile):
        found.setdefault(label.tokens, label)
    return tuple(sorted(found.values(), key=lambda label: (-len(label.tokens), label.tokens)))


class _Begin(NamedTuple):
    """The words with which a line and those below it begin, and after which of them something else can begin."""

    words: tuple[Word, ...]
    ends: tuple[bool, ...]


def _learnt(document: Document, profile: Profile) -> Iterator[Label]:
    """Yield the labels in other words than the form's that come more than once."""
    for tokens, span, count, numbered in _repeated(document):
        label = _label(document, span, tokens, profile)
        asks = tokens[0].startswith("mal") and tokens[-1] == "till"  # "Mål som insatsen bidrar till"
        open_end = not asks and OPEN_END.search(document.quote(span))
        if label is not None and not open_end and not (numbered and label.column == GOALS):
            yield replace(label, often=count)


@lru_cache(maxsize=4)
def _repeated(document: Document) -> tuple[tuple[tuple[str, ...], Span, int, bool], ...]:
    """Return the words with which more than one line begins and after which a value begins.

    Beside them stand a place where they are, how often they come, and whether a number ever follows.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    ended: Counter[tuple[str, ...]] = Counter()
    numbered: defaultdict[tuple[str, ...], bool] = defaultdict(bool)
    first: dict[tuple[str, ...], Span] = {}
    for begin in _begins(document):
        tokens = tuple(word.token for word in begin.words)
        for size in range(1, len(tokens) + 1):
            counts[tokens[:size]] += 1
            ended[tokens[:size]] += begin.ends[size - 1]
            numbered[tokens[:size]] |= size < len(tokens) and tokens[size][:1].isdigit()
            first.setdefault(tokens[:size], Span(begin.words[0].start, begin.words[size - 1].end))
    longer: Counter[tuple[str, ...]] = Counter()
    for tokens, count in counts.items():
        longer[tokens[:-1]] = max(longer[tokens[:-1]], count)
    return tuple(
        (tokens, first[tokens], count, numbered[tokens])
        for tokens, count in counts.items()
        if count > 1 and ended[tokens] >= _ENDS * count and not (longer[tokens] > 1 and longer[tokens] >= _SAME * count)
    )


def _label(document: Document, span: Span, tokens: tuple[str, ...], profile: Profile) -> Label | None:
    """Return what some words at the beginning of lines ask for, None where they are no label."""
    text = document.quote(span)
    if re.search(r"[.;!?]\s", text) or any(token.isdigit() for token in tokens) or starts_with_description(text):
        return None
    if len(tokens) > _PART and _GOAL.search(text):
        return None
    column = head_column(document, (span,), profile)
    if column is not None and (column == NAME or _has_cue(text, column, profile)):
        return Label(tokens, column, column == NAME and not describes(document, (span,)))
    short = len(tokens) <= MORE and not starts_with_basis(text) and not _ASKS.match(text)
    more = belongs_to(text) if short else None
    return None if more is None else Label(tokens, more, names=False, more=True)


def _has_cue(text: str, column: int, profile: Profile) -> bool:
    """Return whether a text has a word that tells a column, and not only words that its head has too."""
    cues = next(head.cues for head in profile.columns if COLUMNS.index(head.column) == column)
    return any(fold(cue) in fold(text) for cue in cues)


def _begins(document: Document) -> Iterator[_Begin]:
    """Yield the words with which the lines of a document begin that a label can begin with.

    A label goes on in the next line with a small letter; where blank lines part paragraphs, it does not go on after one.
    """
    lines = [line for line in document.lines if line_words(document, line)]
    told = [line_words(document, line) for line in lines]
    gaps = [_gap(document, above, line) for above, line in pairwise(lines)]
    spaced = sum(gaps) > _ALL * len(gaps)
    goes_on = [
        above.page == line.page and document.text[words_[0].start].islower() and (spaced or not gap)
        for (above, line), words_, gap in zip(pairwise(lines), told[1:], gaps, strict=True)
    ]
    for i in range(len(lines)):
        if not document.text[told[i][0].start].isupper() or _parts(document, lines[i]):
            continue
        found: list[Word] = []
        ends: list[bool] = []
        for k in range(i, min(i + TALLEST, len(lines))):
            more = k + 1 < len(lines) and goes_on[k]
            for at, word in enumerate(told[k]):
                if at and _begins_value(document, lines[k], word):
                    more = False
                    break
                last = at + 1 == len(told[k])
                found.append(word)
                ends.append(
                    not (last and more) and _value_after(document, lines[k], word, single=len(found) == 1, last=last)
                )
            if not more:
                break
        yield _Begin(tuple(found[:LONGEST]), tuple(ends[:LONGEST]))


def _gap(document: Document, above: Line, line: Line) -> bool:
    return "\n" in document.text[above.end : line.start].replace("\n", "", 1)


def _begins_value(document: Document, line: Line, word: Word) -> bool:
    """Return whether the name of a goal framework or what results rest on begins with a word."""
    rest = document.text[word.start : line.end]
    return rest[0].isupper() and (starts_with_framework(rest) or starts_with_basis(rest))


def _parts(document: Document, line: Line) -> bool:
    """Return whether a line begins with a bullet or with what results rest on: no label does, nor goes on so."""
    text = document.text[line.start : line.end].strip()
    return BULLET.match(text) is not None or starts_with_basis(text)


def _value_after(document: Document, line: Line, word: Word, *, single: bool, last: bool) -> bool:
    """Return whether a value can begin after a word: at the line's end, after a colon, with a capital, number or bullet."""
    after = document.text[word.end : line.end]
    if last:
        return not after.strip(" ):.")
    bare = after.lstrip(" :")
    return (":" in after[:2] or (after[:1] == " " and (bare[:1].isupper() or not bare[:1].isalnum()))) or (
        not single and bare[:1].isdigit()
    )


def labels_told(document: Document, lines: Sequence[Line], profile: Profile) -> tuple[list[Told], list[Span]]:
    """Return the labels among some lines in their order, and the rest of those that something else stood in the middle of."""
    by_first: defaultdict[str, list[Label]] = defaultdict(list)
    for label in labels_of(document, profile):
        by_first[label.tokens[0]].append(label)
    told = [line_words(document, line) for line in lines]
    found: list[Told] = []
    rest: list[Span] = []
    pending: list[tuple[str, ...]] = []
    i = 0
    while i < len(lines):
        tail = _tail(document, told[i], pending)
        if tail is not None:
            span, taken = tail
            rest.append(span)
            pending = [left for one in pending if (left := one[len(taken) :] if one[: len(taken)] == taken else one)]
            i += 1
            continue
        reading = _longest(document, lines, told, i, by_first[told[i][0].token]) if told[i] else None
        if reading is None:
            i += 1
            continue
        found.append(Told(reading.label, reading.spans))
        pending += [reading.left] if reading.left else []
        i += reading.height
    return found, rest


def _tail(
    document: Document, line: Sequence[Word], pending: Sequence[tuple[str, ...]]
) -> tuple[Span, tuple[str, ...]] | None:
    """Return the rest of a label that a line is or that hangs at its end without a blank, and its words; None where there is none."""
    tokens = tuple(word.token for word in line)
    for left in pending:
        whole = len(tokens) >= _PART or len(tokens) == len(left)
        if tokens and left[: len(tokens)] == tokens and whole and not _quote_line(document, line).endswith(":"):
            return whole_line(document, line), tokens
        for size in range(min(len(left), len(tokens) - 1), 0, -1):
            begin = line[len(line) - size].start
            if tokens[-size:] == left[:size] and not document.text[begin - 1].isspace():
                return Span(begin, whole_line(document, line).end), tokens[-size:]
    return None


def _quote_line(document: Document, line: Sequence[Word]) -> str:
    return document.quote(whole_line(document, line))


def whole_line(document: Document, line: Sequence[Word]) -> Span:
    """Return the span of the line that some words stand in, without the blanks around it."""
    whole = document.line_at(line[0].start)
    text = document.text[whole.start : whole.end]
    start = whole.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


class _Reading(NamedTuple):
    """A label read: its spans, its words that did not stand there, and how many lines it fills."""

    label: Label
    spans: tuple[Span, ...]
    left: tuple[str, ...]
    height: int


def _longest(
    document: Document, lines: Sequence[Line], told: Sequence[Sequence[Word]], i: int, labels: Sequence[Label]
) -> _Reading | None:
    """Return the longest label that begins with a line, None where none does."""
    best: _Reading | None = None
    for label in labels:
        reading = _read(document, lines, told, i, label)
        used = len(label.tokens) - len(reading.left)
        if not reading.spans or (reading.left and used < min(_BEGUN, len(label.tokens) / 2)):
            continue
        if best is None or (used, not reading.left) > (len(best.label.tokens) - len(best.left), not best.left):
            best = reading
    return best


def _read(document: Document, lines: Sequence[Line], told: Sequence[Sequence[Word]], i: int, label: Label) -> _Reading:
    """Return as much of a label as stands in a line and those below; a narrow cell may cut a word at a line's end."""
    tokens = list(label.tokens)
    used, spans, k, height = 0, [], i, 0
    while k < len(lines) and used < len(tokens):
        line = told[k]
        size = 0
        while size < len(line) and used + size < len(tokens) and line[size].token == tokens[used + size]:
            size += 1
        here = tokens[used + size] if used + size < len(tokens) else ""
        below = next((words_ for words_ in told[k + 1 : k + 3] if words_), ())
        if size == len(line) - 1 and below and here == line[size].token + below[0].token:
            tokens[used + size : used + size + 1] = [line[size].token, below[0].token]
            size += 1
        glued = "".join(tokens[used + size : used + size + 2])
        if size < len(line) and line[size].token == glued:  # a page's end has taken the blank between two words
            tokens[used + size : used + size + 2] = [glued]
            size, here = size + 1, ""
        inside = size < len(line)
        if inside and (
            here or not _value_after(document, lines[k], line[size - 1], single=len(tokens) == 1, last=False)
        ):
            break
        k += 1
        if line:
            spans.append(Span(whole_line(document, line).start, _label_end(document, lines[k - 1], line, size)))
            used, height = used + size, k - i
    return _Reading(label, tuple(spans), tuple(tokens[used:]), height)


def _label_end(document: Document, line: Line, words_: Sequence[Word], size: int) -> int:
    """Return where a label ends in a line: with the line, or before the value, with its colon."""
    if size == len(words_):
        return whole_line(document, words_).end
    after = document.text[words_[size - 1].end : line.end]
    return words_[size - 1].end + (1 if after[:1] in ":." else 0)
