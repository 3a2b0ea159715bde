"""Tables on their side in flat text: each value stands after its label, and each insats has all the labels.

A tool that takes the text out box by box may put a value after the next label, or all labels of an insats before its
values. So each piece of text is given to a label by a path through the labels in their order, which weighs how far
from it the text stands, whether it looks like what the label asks for, and which labels are left without a value.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.cues import (
    BULLET,
    COLUMNS,
    EFFECTS,
    GOALS,
    NAME,
    OUTPUTS,
    PERIOD,
    column_scores,
    starts_with_basis,
    starts_with_description,
    starts_with_framework,
)
from samgraf.reports.flat_blocks import spacing_tells
from samgraf.reports.flat_columns import TITLE_WORDS
from samgraf.reports.flat_rows import FlatRow
from samgraf.reports.label_lines import Label, Told, labels_told
from samgraf.reports.table_turned import name_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.documents import Document, Line
    from samgraf.reports.profile import Profile

_KINDS = 3  # of the form's columns, among the labels of an insats
_FILLED, _BETWEEN = 0.3, 0.35
"""So many of the places between an insats' labels hold text, and so much of all text, where its table is on its side."""
_MOST = 0.5
_PASSED, _BEFORE, _BACK, _CUT = 0.15, 0.8, 2.5, 4.0
"""What speaks against a label: each one between it and the text; standing after the text; coming before the label of the
text above; a small letter at the beginning of the first text under it."""
_BESIDE, _PASSED_BESIDE = 0.75, 1.0
"""Where text follows so many of the labels, each label between it and the text speaks so much against a label."""
_NEXT_PAGE, _OTHER_PAGE = 1.0, 6.0
"""What speaks against text on the page after its label's, where that is the last on its page; and on any other page."""
_UNLIKE, _MOST_UNLIKE = 1.0, 4.0
"""What speaks against a label for each point that the text looks more like another column's, and for how many at most."""
_EMPTY = {NAME: 5.0, OUTPUTS: 1.5, EFFECTS: 1.0, GOALS: 1.5}
"""What speaks against leaving a label without a value."""
_SURE, _LESS_SURE = 0.9, 0.7
_COUNTS = re.compile(
    r"\W*(?:\d[\d \u00a0]*|[Ee]tt?|[Tt]vå|[Tt]re|[Ff]yra|[Ff]em|[Ss]ex|[Ss]ju|[Åå]tta|[Nn]io|[Tt]io)\s+(?!procent)[a-zåäö]{3,}"
)
_SHARE = re.compile(r"\W*\d[\d,]*\s*(?:%|procent)")
_YEARS = re.compile(r"\b(?:19|20)\d\d\D{1,25}\b(?:19|20)\d\d\b")
_STOPS = re.compile(r"[.:;,]$")
_PAGE = re.compile(r"\s*(?:sida|sid\.?|s\.|page)\s*\d+\s*(?:(?:\(|av|/|of)\s*\d+\s*\)?)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class TurnedLines:
    """Insatser of tables on their side, the labels, what stands before the first, and the lines without their labels.

    `parted` says that blank lines part what does not belong together.
    """

    rows: tuple[FlatRow, ...]
    labels: tuple[Span, ...]
    before: tuple[Span, ...]
    lines: tuple[Line, ...]
    parted: bool


@dataclass(frozen=True)
class _Piece:
    """Text between labels that belongs together: its spans, line by line, and how many labels stand before it."""

    spans: tuple[Span, ...]
    after: int


def turned_lines(
    document: Document, lines: Sequence[Line], profile: Profile, goal_words: frozenset[str]
) -> TurnedLines | None:
    """Return the insatser of tables on their side among the lines of a question, None where there are none."""
    every, rest = labels_told(document, lines, profile)
    told = main_labels(document, every)
    cycles = _cycles(told)
    left = _left(document, lines, [*(span for one in told for span in one.spans), *rest])
    parted = _parted(document, lines, left)
    pieces = list(_pieces(document, left, told, parted=parted))
    if not _is_turned(told, cycles, pieces) and not (parted and _one_each(document, told, cycles, pieces)):
        return None
    before = tuple(span for piece in pieces if not piece.after for span in piece.spans)
    pieces = [piece for piece in pieces if piece.after]
    chosen = _given(document, told, pieces, goal_words) if parted else [piece.after - 1 for piece in pieces]
    rows = _rows(document, told, cycles, pieces, chosen)
    kept = tuple(span for one in told if not one.label.more for span in one.spans)
    return TurnedLines(rows, (*kept, *rest), before, tuple(left), parted)


def lines_of_tables(
    document: Document, lines: Sequence[Line], furniture: frozenset[int], profile: Profile
) -> list[Line]:
    """Return the lines that hold something and are no furniture; a label with which many pages begin looks like that."""
    filled = [line for line in lines if document.text[line.start : line.end].strip()]
    doubtful = [line for line in filled if line.number in furniture]
    told = labels_told(document, doubtful, profile)[0] if doubtful else []
    labels = {document.line_at(span.start).number for one in told for span in one.spans}
    return [line for line in filled if line.number not in furniture or line.number in labels]


def repeated_heads(document: Document, lines: Sequence[Line], profile: Profile) -> frozenset[int]:
    """Return the numbers of the lines that hold nothing but heads in other words than the form's, wherever they stand.

    A table may come in pieces, each with its heads, and a tool may take them out in any order.
    """
    told = [one for one in main_labels(document, labels_told(document, lines, profile)[0]) if not one.label.more]
    if len({one.label.column for one in told}) < len(COLUMNS) or any(one.label.printed for one in told):
        return frozenset()
    spans = [span for one in told for span in one.spans]
    return frozenset(
        document.line_at(span.start).number
        for span in spans
        if not document.text[span.end : document.line_at(span.start).end].strip()
    )


def numbers_page(document: Document, line: Line) -> bool:
    """Return whether a line is the number of a page, which may stand in the middle of it ("Sida 3 (20)")."""
    return _PAGE.fullmatch(document.text[line.start : line.end]) is not None


def _left(document: Document, lines: Sequence[Line], taken: Sequence[Span]) -> list[Line]:
    """Return what is left of lines when the labels are taken out at their beginning or end."""
    by_line = {document.line_at(span.start).number: span for span in taken}
    found = []
    for line in lines:
        start, end = line.start, line.end
        span = by_line.get(line.number)
        if span is not None:
            ahead = document.text[start : span.start].strip()
            start, end = (start, span.start) if ahead else (span.end, end)
        text = document.text[start:end]
        if any(character.isalnum() for character in text):
            start += len(text) - len(text.lstrip(" :")) if span is not None else 0
            found.append(replace(line, start=start, end=end))
    return found


def _parted(document: Document, lines: Sequence[Line], left: Sequence[Line]) -> bool:
    """Return whether blank lines part labels from their values, as in text that was taken out box by box."""
    values = {line.number for line in left}
    turns = [(a, b) for a, b in pairwise(lines) if (a.number in values) != (b.number in values) and a.page == b.page]
    return sum(_gap(document, a, b) for a, b in turns) > _MOST * len(turns) and spacing_tells(document, lines)


def _gap(document: Document, above: Line, line: Line) -> bool:
    return above.page != line.page or "\n" in document.text[above.end : line.start].replace("\n", "", 1)


def main_labels(document: Document, told: Sequence[Told]) -> list[Told]:
    """Return the labels with one for each of the form's columns: others that lead there are what its text begins with.

    So are those for what the form does not ask for ("Finansiering: ESF"), where a colon stands after them and not after the others.
    """
    counts = Counter(one.label for one in told)
    names = max((count for label, count in counts.items() if label.names), default=0)
    best: dict[tuple[int, bool], Label] = {}
    for label, count in counts.items():
        kind = (label.column, label.names)
        if not label.more and (
            kind not in best or _fits(label, count, names) > _fits(best[kind], counts[best[kind]], names)
        ):
            best[kind] = label
    main = [one for one in told if one.label in best.values()]
    colons = sum(_with_colon(document, one) for one in main) > _MOST * len(main)
    return [
        one
        for one in told
        if one.label in best.values() or (one.label.more and (colons or not _with_colon(document, one)))
    ]


def _fits(label: Label, count: int, names: int) -> tuple[bool, int, int, int]:
    """Return how well a label that stands somewhere so often goes with the names that stand there so often."""
    return label.printed, -abs(count - names), label.often, len(label.tokens)


def _with_colon(document: Document, one: Told) -> bool:
    return document.quote(one.spans[-1]).endswith(":")


def _cycles(told: Sequence[Told]) -> list[int]:
    """Return where each insats' labels begin: at the label that asks for its name, or at the one that always stands before."""
    if not told:
        return []
    counts = Counter(one.label for one in told)
    names = [label for label in counts if label.names]
    first = told[0].label
    start = names[0] if names and (not first.more or counts[first] < counts[names[0]]) else first
    return [i for i, one in enumerate(told) if one.label == start]


def _is_turned(told: Sequence[Told], cycles: Sequence[int], pieces: Sequence[_Piece]) -> bool:
    """Return whether a good part of the text stands between the labels of an insats, or the labels of two stand together.

    In other tables all heads stand together, with the text of rows between them and the next time they stand there.
    """
    if not cycles or len({one.label.column for one in told if not one.label.more}) < _KINDS:
        return False
    sizes: Counter[int] = Counter()
    for piece in pieces:
        sizes[piece.after] += sum(map(len, piece.spans))
    ends = {*cycles, len(told)}
    if any(end - begin >= _KINDS and not sizes[end] for begin, end in pairwise(cycles)):
        return True
    inside = [place for place in range(cycles[0] + 1, len(told)) if place not in ends]
    between = sum(sizes[place] for place in inside)
    whole = sum(size for after, size in sizes.items() if after)
    filled = sum(bool(sizes[place]) for place in inside)
    if len(inside) < _KINDS - 1 or filled < _FILLED * len(inside) or between < _BETWEEN * whole:
        return False
    boxes = Counter(piece.after for piece in pieces)
    if len(cycles) > 1:
        return True
    # one insats alone has one box under each label: where all have more, they are columns with several rows
    return bool(boxes[cycles[0] + 1]) and any(boxes[place + 1] < 2 for place in range(len(told)))  # noqa: PLR2004


def _one_each(document: Document, told: Sequence[Told], cycles: Sequence[int], pieces: Sequence[_Piece]) -> bool:
    """Return whether all labels stand together again and again, with one title and one time below them each time."""
    if len({one.label.column for one in told if not one.label.more}) < _KINDS:
        return False
    for begin, end in pairwise([*cycles, len(told)]):
        below = [[document.quote(span) for span in piece.spans] for piece in pieces if begin < piece.after <= end]
        titles = sum(_may_name(lines) for lines in below)
        times = sum(_YEARS.search(" ".join(lines)) is not None for lines in below)
        most = 1 + sum(one.label.more for one in told[begin:end])
        if not 0 < titles <= most or times > most:
            return False
    return len(cycles) > 1


def _may_name(lines: Sequence[str]) -> bool:
    """Return whether a piece of text can be the name of an insats, or begin with it, by its form alone."""
    first = lines[0].strip()
    if BULLET.match(first) or _COUNTS.match(first) or _SHARE.match(first) or PERIOD.match(first):
        return False
    if starts_with_basis(first) or starts_with_framework(first) or starts_with_description(first):
        return False
    described = any(PERIOD.search(line) or starts_with_description(line) for line in lines[1:])
    title = first if described else " ".join(lines)
    return len(title.split()) <= TITLE_WORDS and not _STOPS.search(title.strip()) and not first[:1].islower()


def _pieces(document: Document, left: Sequence[Line], told: Sequence[Told], *, parted: bool) -> Iterator[_Piece]:
    """Yield the text between labels, in pieces at blank lines and pages' ends where those part something."""
    starts = [one.spans[0].start for one in told]
    spans: list[Span] = []
    after, above = 0, None
    for line in left:
        text = document.text[line.start : line.end]
        start = line.start + len(text) - len(text.lstrip())
        place = bisect_right(starts, start)
        if spans and above is not None and (place != after or (parted and _gap(document, above, line))):
            yield _Piece(tuple(spans), after)
            spans = []
        spans.append(Span(start, line.start + len(text.rstrip())))
        after, above = place, line
    if spans:
        yield _Piece(tuple(spans), after)


def _given(document: Document, told: Sequence[Told], pieces: Sequence[_Piece], goal_words: frozenset[str]) -> list[int]:
    """Return the label that each piece of text is given to, by its place, on the best path through the labels."""
    empty = [
        0.3 if one.label.more or (one.label.column == NAME and not one.label.names) else _EMPTY[one.label.column]
        for one in told
    ]
    filled = {piece.after for piece in pieces}
    beside = sum(j + 1 in filled for j in range(len(told))) > _BESIDE * len(told)
    paid = [0.0]
    for cost in empty:
        paid.append(paid[-1] + cost)
    costs: list[list[float]] = []
    backs: list[list[int]] = []
    for n, piece in enumerate(pieces):
        own = _misfit(document, told, piece, goal_words, _PASSED_BESIDE if beside else _PASSED)
        if not n:
            costs.append([paid[j] + own[j] for j in range(len(told))])
            backs.append([-1] * len(told))
            continue
        row, back = [], []
        goes_on = document.text[piece.spans[0].start].islower()
        for j in range(len(told)):
            before = costs[-1]
            ways = [
                before[i] + (max(0.0, paid[j] - paid[i + 1]) if j > i else 0.0 if j == i else _BACK)
                for i in range(len(told))
            ]
            ways = [way + (_CUT if goes_on and i != j else 0.0) for i, way in enumerate(ways)]
            best = min(range(len(told)), key=ways.__getitem__)
            row.append(ways[best] + own[j])
            back.append(best)
        costs.append(row)
        backs.append(back)
    if not pieces:
        return []
    at = min(range(len(told)), key=lambda j: costs[-1][j] + paid[-1] - paid[j + 1])
    chosen = [at]
    for back in reversed(backs[1:]):
        chosen.append(back[chosen[-1]])
    return chosen[::-1]


def _misfit(
    document: Document, told: Sequence[Told], piece: _Piece, goal_words: frozenset[str], passed: float
) -> list[float]:
    """Return what speaks against each label as the one of a piece of text: where it stands, and how unlike it is."""
    looks = _looks([document.quote(span) for span in piece.spans], goal_words)
    page = document.line_at(piece.spans[0].start).page or 0
    pages = [document.line_at(one.spans[0].start).page or 0 for one in told]
    found = []
    for j, one in enumerate(told):
        far = passed * (piece.after - 1 - j) if j < piece.after else _BEFORE + passed * (j - piece.after)
        if page < pages[j]:
            far += _OTHER_PAGE
        elif page > pages[j]:
            far += _NEXT_PAGE if j + 1 == len(told) or pages[j + 1] > pages[j] else _OTHER_PAGE
            far += _OTHER_PAGE * (page - pages[j] - 1)
        found.append(far + _UNLIKE * min(_MOST_UNLIKE, max(looks) - looks[one.label.column]))
    return found


def _looks(lines: Sequence[str], goal_words: frozenset[str]) -> list[float]:
    """Return how much a piece of text looks like each of the form's four columns."""
    sums = [0.0] * len(COLUMNS)
    for line in lines:
        for column, score in enumerate(column_scores(line, goal_words)):
            sums[column] += score
    first, more = lines[0], lines[1:]
    sums[EFFECTS] += 3.0 * any(starts_with_basis(line) for line in lines)
    sums[OUTPUTS] += 1.5 * bool(_COUNTS.match(first))
    sums[EFFECTS] += 1.5 * bool(_SHARE.match(first))
    if not BULLET.match(first):
        title = len(first.split()) <= TITLE_WORDS and not _STOPS.search(first) and not first[:1].islower()
        sums[NAME] += 0.6 + 0.6 * title
        sums[NAME] += 4.0 * any(PERIOD.search(line) or starts_with_description(line) for line in more)
    return sums


def _rows(
    document: Document, told: Sequence[Told], cycles: Sequence[int], pieces: Sequence[_Piece], chosen: Sequence[int]
) -> tuple[FlatRow, ...]:
    """Return each insats' four cells, its name first, and how sure they are."""
    rows: list[FlatRow] = []
    for begin, end in pairwise([0, *cycles[1:], len(told)]):
        cells: list[list[Span]] = [[], [], [], []]
        moved = [False] * 4
        for j in sorted(range(begin, end), key=lambda j: not told[j].label.names):
            own = [piece for piece, label in zip(pieces, chosen, strict=True) if label == j]
            column = told[j].label.column
            cells[column] += told[j].spans if told[j].label.more and own else ()
            for piece in own:
                cells[column] += piece.spans
                moved[column] |= piece.after - 1 != j
        if not any(told[j].label.names for j in range(begin, end)):
            above = [piece.spans[-1] for piece, label in zip(pieces, chosen, strict=True) if label < begin]
            cells[NAME] = [*name_in(document, above[-1:]), *cells[NAME]]
        name, outputs, effects, goals = (tuple(cell) for cell in cells)
        sure = [_LESS_SURE if each else _SURE for each in moved]
        if any(cells):
            rows.append(FlatRow((name, outputs, effects, goals), (sure[0], sure[1], sure[2], sure[3])))
    return tuple(rows)
