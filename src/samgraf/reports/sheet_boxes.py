"""The boxes of a table whose text a tool took out by where it stood: told apart into cells, heads, text and furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from samgraf.reports.cues import COLUMNS, EFFECTS, NAME, starts_with_basis, starts_with_description
from samgraf.reports.flat_boxes import BASES, Piece
from samgraf.reports.flat_columns import NAMED, ROW_NUMBER, column_evidence, paragraphs_of, with_columns
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from samgraf.documents import Document, Line
    from samgraf.reports.flat_pieces import Paragraph
    from samgraf.reports.profile import Profile

Boxes = dict[int, list["Paragraph"]]
"""The paragraphs of each box of a table, by its number."""

_BASIS_WORDS = re.compile(r"uppföljning|utvärdering|bedömning", re.IGNORECASE)
_OPENS = re.compile(r"\W*(?:Uppföljning|Utvärdering|(?:Egen b|B)edömning)")
_NUMBER_HEAD = re.compile(r"(?:Nr|Nummer|#)\.?", re.IGNORECASE)
_NAMES = re.compile(r"\W*(?:namn|insats)", re.IGNORECASE)
_EFFECTS = re.compile(r"effekt", re.IGNORECASE)
_ONLY_BASIS = re.compile(r"[^.:]{3,60}")


class TableLines(NamedTuple):
    """A table's lines, the numbers of the lines that hold its heads, and the columns' order as the heads tell it."""

    lines: Sequence[Line]
    heads: frozenset[int]
    order: Sequence[int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table's boxes by their numbers, with what speaks for their columns, and what is known of its heads and columns.

    `heads` are the numbers of the lines that hold heads, `order` is that of the columns from the left, `paragraphs` are
    those of all boxes, with their columns.
    """

    document: Document
    boxes: Mapping[int, Sequence[Paragraph]]
    evidence: Mapping[int, tuple[float, float, float, float]]
    heads: frozenset[int]
    order: Sequence[int]
    profile: Profile
    paragraphs: Sequence[Paragraph]

    def column_of(self, key: int) -> int:
        """Return the likeliest column of a box."""
        return max(range(4), key=self.evidence[key].__getitem__)

    def page_numbers(self) -> list[int]:
        """Return the numbers of the pages that hold a part of the table."""
        return sorted({p.page for box in self.boxes.values() for p in box})

    def counted(self, *, alone: bool = False) -> frozenset[int]:
        """Return the boxes that hold the number of a row, where there are several or `alone` says that one is enough."""
        return self._alike(lambda p: ROW_NUMBER.fullmatch(p.text) is not None, alone=alone)

    def bases(self) -> frozenset[int]:
        """Return the boxes that hold nothing but what results rest on, where there are several."""
        return self._alike(lambda p: starts_with_basis(p.text) and _ONLY_BASIS.fullmatch(p.text) is not None)

    def positions(self, *, counted: bool, bases: bool) -> tuple[int, ...]:
        """Return the place from the left of each of the four columns and of the one for bases."""
        order = [*self.order]
        if bases:
            order.insert(order.index(EFFECTS) + 1, BASES)
        places = {column: i + counted for i, column in enumerate(order)}
        return tuple(places.get(column, 0) for column in range(5))

    def starts(self) -> dict[int, int]:
        """Return the number of each box by the number of its first line."""
        return {self.document.line_at(box[0].spans[0].start).number: key for key, box in self.boxes.items()}

    def pieces(self, key: int, at: int, column: int | None, *, tight: bool) -> list[Piece]:
        """Return the pieces of a box: the whole, or its paragraphs where rows run together (`tight`)."""
        box, evidence = self.boxes[key], self.evidence[key]
        groups = [(p,) for p in box] if tight else [tuple(box)]
        return [
            Piece(
                group, group[0].page, at, sum(len(p.spans) for p in group), evidence, column,
                begins=not i or group[0].title or _tells_name(group[0]),
            )
            for i, group in enumerate(groups)
        ]  # fmt: skip

    def is_head(self, lines: Sequence[Line]) -> bool:
        """Return whether most lines of a box are those of a column's head."""
        return sum(line.number in self.heads for line in lines) * 2 > len(lines)

    def heads_on(self, page: int) -> list[str]:
        """Return the texts of the boxes of a page that hold heads."""
        return [
            " ".join(self.document.text[line.start : line.end] for line in lines)
            for lines in boxes_on(self.document, page, frozenset())
            if self.is_head(lines)
        ]

    def furniture(self) -> frozenset[int]:
        """Return the numbers of the lines that headers and footers begin with."""
        return frozenset(
            self.document.line_at(b.span.start).number for b in self.document.blocks if b.kind == "furniture"
        )

    def _alike(self, test: Callable[[Paragraph], bool], *, alone: bool = False) -> frozenset[int]:
        """Return the boxes of one paragraph that passes a test, where there are several: a column of their own."""
        found = frozenset(key for key, box in self.boxes.items() if len(box) == 1 and test(box[0]))
        return found if len(found) > (0 if alone else 1) else frozenset()


def sheet_of(
    document: Document,
    table: TableLines,
    goal_words: frozenset[str],
    profile: Profile,
    *,
    leads: frozenset[str] = frozenset(),
    chosen: Callable[[Document, Boxes], Boxes] | None = None,
) -> Sheet:
    """Return a table's boxes with their evidence.

    `leads` are names of strategies that other tables of the document tell, `chosen` leaves the boxes that are the table's.
    """
    lines, heads, order = table
    numbers = (line for line in lines if _NUMBER_HEAD.fullmatch(document.text[line.start : line.end].strip()))
    heads = heads | {line.number for line in numbers}
    told = with_columns(
        paragraphs_of(document, [line for line in lines if line.number not in heads]), goal_words, leads
    )
    boxes: Boxes = {}
    for p in told:
        boxes.setdefault(p.box, []).append(p)
    kept = chosen(document, boxes) if chosen else boxes
    evidence = dict(zip(kept, column_evidence(list(kept.values()), goal_words, leads), strict=True))
    return Sheet(document, kept, evidence, heads, order, profile, told)


def boxes_on(document: Document, page: int, starts: frozenset[int]) -> list[list[Line]]:
    """Return the lines of each box of a page: blank lines part boxes, and `starts` are numbers of lines that begin one."""
    found: list[list[Line]] = []
    before: Line | None = None
    for line in document.lines:
        if line.page != page or not document.text[line.start : line.end].strip():
            continue
        gap = before is None or document.text[before.end : line.start].count("\n") > 1
        if gap or line.number in starts:
            found.append([])
        found[-1].append(line)
        before = line
    return found


def asks_basis(text: str) -> bool:
    """Return whether a head asks for what results rest on and nothing else; the form asks for that below the effects as well."""
    return _OPENS.match(text) is not None and len(_BASIS_WORDS.findall(text)) > 1 and not asks_effects(text)


def asks_effects(text: str) -> bool:
    """Return whether a head asks for effects."""
    return _EFFECTS.search(text) is not None


def head_of(text: str, profile: Profile) -> int:
    """Return the column whose head a box holds words of, words that several heads have counting less."""
    if _NAMES.match(text):
        return NAME
    told = words(text)
    heads = [words(head.head) for head in profile.columns]
    known = [set(head) for head in heads]
    shares = [
        sum(1 / sum(word in other for other in known) for word in told if word in own) - 0.001 * len(head)
        for own, head in zip(known, heads, strict=True)
    ]
    return COLUMNS.index(profile.columns[max(range(len(shares)), key=lambda i: shares[i])].column)


def _tells_name(p: Paragraph) -> bool:
    """Return whether a paragraph begins with a name and what it is."""
    return NAMED.match(p.text) is not None and not starts_with_description(p.text)
