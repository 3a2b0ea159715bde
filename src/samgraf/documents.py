"""What a reader makes of a file: one text, its lines and pages, and the blocks in reading order.

`Document.text` holds every character that the reader found, in reading order. Everything later
points into it: a `Span` is a half-open range of characters, so that a fact can always be traced
to its page, its lines and its exact wording.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

_WHOLE = re.compile(r"(?<=\S )[^\W\d_]{4,}(?=[.,;:)]*(?: \S|[.,;:)]))")
"""A word that others of its line stand before and after, or a stop after: no line break has cut it."""

BlockKind = Literal["heading", "paragraph", "list-item", "line", "table", "footnote", "furniture"]
"""What a block is. "line" is one line of flat text, whose paragraphs are not known; "furniture" is
a page header, page footer or page number that the reader could tell from the form."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in `Document.text`."""

    start: int
    end: int

    def __len__(self) -> int:
        """Return the number of characters."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Line:
    """One line of `Document.text`: its characters, its number (from 1) and its page (from 1).

    The page is None where the format has no pages (a Word file that was never rendered).
    """

    start: int
    end: int
    number: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, by zero-based row and column, with the blocks in it."""

    row: int
    column: int
    blocks: tuple[Block, ...]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the document in reading order; a table has cells, all else has text.

    `level` is a heading's level (1 is the highest) or a list item's depth, else 0.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """A change that a reader made to the text, so that it can be told (rule E04)."""

    span: Span
    was: str
    became: str
    why: str


@dataclass(frozen=True, slots=True)
class Warned:
    """What a person should know of how a file was read, in Swedish and English."""

    sv: str
    en: str

    def in_(self, lang: str) -> str:
        """Return it in one language, "sv" or "en"."""
        return self.en if lang == "en" else self.sv


@dataclass(frozen=True)
class Document:
    """A file as read: its identity, its text, its lines and its blocks.

    `reader` names how it was read: "text", "docx", "odt", "pdf-tagged", "pdf-ruled", "pdf-flat", "sheet".
    `flat` says that tables have lost their cells, so that rows must be found again.
    """

    name: str
    sha256: str
    media_type: str
    reader: str
    text: str
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    page_count: int | None = None
    flat: bool = False
    encoding: str | None = None
    repairs: tuple[Repair, ...] = field(default=())
    warnings: tuple[Warned, ...] = field(default=())

    def __hash__(self) -> int:
        """Return a hash of what was read, not of every line of it: what follows from a document is kept by the document."""
        return hash((self.sha256, self.reader, len(self.text)))

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """Return how often each word, in lower case, stands in the text between others of its line."""
        return Counter(match.group().casefold() for match in _WHOLE.finditer(self.text))

    def line_at(self, offset: int) -> Line:
        """Return the line that holds the character at `offset`."""
        return self.lines[max(0, bisect_right(self._starts, offset) - 1)]

    def quote(self, span: Span) -> str:
        """Return the characters of a span as they stand in the source."""
        return self.text[span.start : span.end]
