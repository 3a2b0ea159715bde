"""How a reader puts a document together: text line by line, with blocks that point into it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samgraf.documents import Block, BlockKind, Cell, Document, Line, Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.documents import Warned

SOFT_HYPHEN = "\u00ad"
NO_WIDTH = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
"""Marks that say where a line may break and which way a text runs, and show nothing."""
_PLAIN = str.maketrans(
    {"\u2011": "-", "\x0b": " ", "\f": " ", "\r": " ", "\u2028": " ", "\u2029": " ", "\ufeff": " "}
    | dict.fromkeys(NO_WIDTH, "")
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


@dataclass
class Draft:
    """A document in the making. `put` writes lines and returns where they are; nothing is ever taken back."""

    lines: list[Line] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    soft_hyphens: int = 0
    first_soft_hyphen: int | None = None
    length: int = 0
    cut_words: int = 0
    first_cut_word: int = 0

    def says_nothing(self) -> bool:
        """Return whether no line holds a letter or a digit."""
        return not any(character.isalnum() for row in self.rows for character in row)

    def joined(self, count: int) -> None:
        """Return nothing; count words that a narrow cell had cut and that are written whole from here on."""
        if count and not self.cut_words:
            self.first_cut_word = self.length
        self.cut_words += count

    def put(self, text: str, page: int | Iterable[int | None] | None, *, indented: bool = False) -> Span | None:
        """Return the span of text that was written as lines of its own, or None if there was nothing to write.

        `page` is the page of all its lines, or one page for each line. `indented` lines keep the blanks they begin with.
        """
        rows = clean(text).split("\n")
        pages = [page] * len(rows) if page is None or isinstance(page, int) else list(page)
        written = [
            (row.rstrip(" \t") if indented else row.strip(" \t"), number)
            for row, number in zip(rows, pages, strict=True)
        ]
        written = [(row, number) for row, number in written if row.strip(SOFT_HYPHEN)]
        start = self.length
        for row, number in written:
            if SOFT_HYPHEN in row:
                self.soft_hyphens += row.count(SOFT_HYPHEN)
                if self.first_soft_hyphen is None:
                    self.first_soft_hyphen = self.length + row.index(SOFT_HYPHEN)
                # At the end of a row it shows: a word goes on in the next.
                row = row.rstrip(SOFT_HYPHEN).replace(SOFT_HYPHEN, "") + "-" * row.endswith(SOFT_HYPHEN)  # noqa: PLW2901 - the row as it is kept
            self.lines.append(Line(self.length, self.length + len(row), len(self.lines) + 1, number))
            self.rows.append(row)
            self.length += len(row) + 1
        return Span(start, self.length - 1) if written else None

    def blank(self, page: int | None) -> None:
        """Return nothing; leave a blank line, which in flat text parts paragraphs."""
        if self.rows and self.rows[-1]:
            self.lines.append(Line(self.length, self.length, len(self.lines) + 1, page))
            self.rows.append("")
            self.length += 1

    def add(
        self,
        kind: BlockKind,
        text: str,
        page: int | Iterable[int | None] | None,
        level: int = 0,
        *,
        indented: bool = False,
    ) -> None:
        """Return nothing; write text as a block of its own."""
        span = self.put(text, page, indented=indented)
        if span is not None:
            self.blocks.append(Block(kind, span, level))

    def add_table(self, start: int, cells: Iterable[Cell]) -> None:
        """Return nothing; add a table whose cells were written from `start` on."""
        found = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
        if self.length > start:
            self.blocks.append(Block("table", Span(start, self.length - 1), cells=found))

    def repairs(self) -> tuple[Repair, ...]:
        """Return what was changed in the text, each kind told once: soft hyphens, words that were cut."""
        found = []
        if self.first_soft_hyphen is not None:
            place = Span(self.first_soft_hyphen, self.first_soft_hyphen)
            found.append(Repair(place, SOFT_HYPHEN, "", f"{self.soft_hyphens} soft hyphen(s) removed"))
        if self.cut_words:
            place = Span(self.first_cut_word, self.first_cut_word)
            found.append(Repair(place, "", "", f"{self.cut_words} word(s) cut by a narrow cell joined"))
        return tuple(found)

    def document(
        self,
        *,
        name: str,
        sha256: str,
        media_type: str,
        reader: str,
        page_count: int | None,
        flat: bool = False,
        warnings: tuple[Warned, ...] = (),
    ) -> Document:
        """Return the document as written so far."""
        return Document(
            name=name,
            sha256=sha256,
            media_type=media_type,
            reader=reader,
            text="".join(f"{row}\n" for row in self.rows),
            lines=tuple(self.lines),
            blocks=tuple(self.blocks),
            page_count=page_count,
            flat=flat,
            repairs=self.repairs(),
            warnings=warnings,
        )


def clean(text: str) -> str:
    """Return text in NFC, with odd line ends and hyphens as plain ones, without control characters and marks of no width."""
    plain = unicodedata.normalize("NFC", text).translate(_PLAIN)
    if plain.isprintable():
        return plain
    return "".join(
        character if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"} else " "
        for character in plain
    )
