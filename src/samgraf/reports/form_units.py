"""An empty form cut into its pieces: headings, paragraphs, heads of tables, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from samgraf.reports.table_rows import grid
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from samgraf.documents import Block, Document, Line
    from samgraf.reports.model import Column

VERBS = (
    "Beskriv", "Redogör", "Redovisa", "Ge", "Ange", "Sammanfatta", "Kommentera", "Förklara", "Motivera", "Lista", "Fyll", "Uppge", "Utveckla",
    "Hur", "Vilka", "Vilken", "Vilket", "Vad", "Varför", "Har", "På vilket", "I vilken", "Finns",
)  # fmt: skip
ASKS = re.compile(rf"(?:{'|'.join(VERBS)})\b")
NUMBERED = re.compile(r"(?P<number>\d{1,2}\.\d{1,2})[.)]?(?:\s+(?P<rest>\S.*))?$", re.DOTALL)
LETTERED = re.compile(
    r"(?P<number>\d{0,2}\s?[a-hA-H])[.)]\s+(?P<rest>\S.*)$|(?P<joined>\d{1,2}[a-h])\s+(?P<more>\S.*)$", re.DOTALL
)
SECTION = re.compile(r"(?P<number>\d{1,2})[.)]?\s+(?P<title>[A-ZÅÄÖ][^\n]{2,140})$")
BOXES = re.compile(r"(?<!\w)[^\w\s]{0,3}\s?(?:Ja|JA)\b[^\n]{0,12}?(?:Nej|NEJ)\b")
IF_YES = re.compile(r"Om (?:ja|svaret är ja)\b", re.IGNORECASE)
IF_NO = re.compile(r"Om (?:nej|svaret är nej)\b", re.IGNORECASE)
PLACEHOLDER = re.compile(
    r"(?:klicka|tryck|skriv|ange text|fyll i|infoga|välj|\[)\b.{0,60}\b(?:här|text|svar|objekt|\])|\[[^\]]{2,60}\]|[.…_]{3,}$",
    re.IGNORECASE,
)

_STEMS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("name", re.compile(r"\b(?:namn|insats|aktivitetens|projekt|satsning)", re.IGNORECASE)),
    ("outputs", re.compile(r"prestation|genomförda aktiviteter|utfört|\baktiviteter", re.IGNORECASE)),
    ("effects", re.compile(r"effekt", re.IGNORECASE)),
    ("goals", re.compile(r"\bmål|utvecklingsstrategi", re.IGNORECASE)),
)
_SHORT = 0.6
"""A line of less than this share of the longest line's width has room for another word: it ended a paragraph."""
ORDER: tuple[Column, ...] = ("name", "outputs", "effects", "goals")


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a form: its text, whether the reader knows it for a heading, and the heads if it is a table of insatser."""

    text: str
    kind: Literal["heading", "text", "table", "footnote"]
    heads: tuple[str, ...] = ()


def units(document: Document) -> list[Unit]:
    """Return the pieces of a form in reading order, a number that stands alone joined with what follows it."""
    pieces = list(_of_lines(document) if document.flat else _of_blocks(document, document.blocks))
    found: list[Unit] = []
    for piece in pieces:
        if found and found[-1].kind == piece.kind and re.fullmatch(r"\d{1,2}(?:\.\d{1,2})?[.)]?", found[-1].text):
            found[-1] = Unit(f"{found[-1].text} {piece.text}", piece.kind)
        else:
            found.append(piece)
    return found


def column_of(head: str) -> tuple[Column, str] | None:
    """Return which column a head is, by the cue that stands first in it, and the cue; None if there is none."""
    hits = [(match.start(), column, match[0]) for column, stem in _STEMS if (match := stem.search(head))]
    return min(hits)[1:] if hits else None


def _of_blocks(document: Document, blocks: Iterable[Block]) -> Iterator[Unit]:
    """Yield the pieces of a document with blocks; a table that is no table of insatser is read cell by cell."""
    for block in blocks:
        if block.kind == "table":
            rows = grid(block)
            heads = (
                tuple(" ".join(" ".join(document.quote(s) for s in cell).split()) for cell in rows[0]) if rows else ()
            )
            if len({column_of(head) for head in heads if column_of(head)}) > 1:
                yield Unit(" ".join(heads), "table", tuple(head for head in heads if head))
            else:
                for cell in sorted(block.cells, key=lambda cell: (cell.row, cell.column)):
                    yield from _of_blocks(document, cell.blocks)
        elif block.kind != "furniture":
            text = " ".join(document.quote(block.span).split())
            if text:
                yield Unit(
                    text, "heading" if block.kind == "heading" else "footnote" if block.kind == "footnote" else "text"
                )


def _of_lines(document: Document) -> Iterator[Unit]:
    """Yield the paragraphs of flat text."""
    furniture = [block.span for block in document.blocks if block.kind == "furniture"]
    lines = [line for line in document.lines if not any(s.start <= line.start < s.end for s in furniture)]
    width = max((line.end - line.start for line in lines), default=0)
    kept: list[str] = []
    before: Line | None = None
    texts = [" ".join(document.text[line.start : line.end].split()) for line in lines]
    labels = {tuple(words(text)) for text, after in pairwise(texts) if BOXES.match(after)}
    for at, (line, text) in enumerate(zip(lines, texts, strict=True)):
        boxed = bool(kept) and _asks(kept[0]) and any(BOXES.match(after) for after in texts[at + 1 : at + 2])
        again = bool(text) and tuple(words(text)) in labels
        gap = before is not None and "\n" in document.text[before.end : line.start].replace("\n", "", 1)
        if kept and (not text or gap or boxed or again or _begins(text, kept, width)):
            yield Unit(" ".join(kept), "text")
            kept = []
        if text:
            kept.append(text)
            before = line
    if kept:
        yield Unit(" ".join(kept), "text")


def _asks(text: str) -> bool:
    """Return whether a line begins a question, so that the line before boxes is a label and not the question's last."""
    return bool(NUMBERED.match(text) or LETTERED.match(text) or ASKS.match(text))


def _begins(text: str, before: Sequence[str], width: int) -> bool:
    """Return whether a line begins a paragraph: by its number, its words, or because the line before ended one."""
    short = len(before[-1]) < _SHORT * width and not re.search(
        r"\b(?:och|eller|samt|i|av|för|med|till|på|den|det)$|[,–-]$", before[-1]
    )
    ended = text[0].isupper() and (before[-1].endswith((".", ":", "?", "!")) or short)
    marked = (
        BOXES.match(before[-1])
        or NUMBERED.match(text)
        or LETTERED.match(text)
        or IF_YES.match(text)
        or IF_NO.match(text)
        or BOXES.match(text)
    )
    headed = (
        text[0].isupper()
        and "tabell" in " ".join(before).lower()
        and column_of(text) is not None
        and len(text.split()) < 5  # noqa: PLR2004  (a head is a few words)
    )
    heading = len(before) == 1 and SECTION.match(before[0]) and (text[0].isupper() or text[0].isdigit())
    return bool(ended or marked or heading or headed or SECTION.match(text) or (ASKS.match(text) and text[0].isupper()))
