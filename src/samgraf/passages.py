"""A passage: readable text put together from pieces of a document, that knows where each character came from.

Lines that a page broke are joined, words that a hyphen cut are mended, bullets stay. Recognisers
work on `Passage.text`; `Passage.spans` leads back to the source.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.cut_words import is_cut
from samgraf.documents import Document, Span
from samgraf.list_signs import ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BULLET = re.compile(rf"\s*(?:[{ITEMS}]+\s*\S|\d{{1,2}}[.)]\s+\S)")
_CUT_WORD = re.compile(r"[^\W\d_][-\u00ad]$")
_JOINED = re.compile(r"\w[-–]$")
_ACRONYM = re.compile(r"(?:^|\W)[A-ZÅÄÖ\d]{2,}-$")


@dataclass(frozen=True)
class Passage:
    """Readable text with, for each of its characters, the offset in the document it came from.

    An empty passage is falsy. A character that the joining put in (a blank between two lines)
    carries the offset of the character before it.
    """

    text: str
    offsets: array[int]

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self.text.strip())

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """Return the source spans of the characters from `start` to `end`, joined where they touch.

        Gaps of white space are bridged, so that a wrapped line is one span.
        """
        stop = len(self.text) if end is None else end
        found: list[Span] = []
        first = last = -1  # of the span that is being joined, the last one not in it
        for at in self.offsets[start:stop]:
            if first >= 0 and 0 <= at - last <= _BRIDGE:
                last = at + 1
            elif first < 0 or at >= last or at < first:
                if first >= 0:
                    found.append(Span(first, last))
                first, last = at, at + 1
        return (*found, Span(first, last)) if first >= 0 else ()

    def part(self, start: int, end: int) -> Passage:
        """Return the passage of the characters from `start` to `end`, without white space around."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Passage(self.text[start:end], self.offsets[start:end])


_BRIDGE = 4
_PLAIN = str.maketrans(
    dict.fromkeys("\t\u00a0\u2009\u202f\f\v\r", " ") | {"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\u25aa": "•"}
)
"""Blanks of every kind are one blank, and the bullets of symbol fonts are bullets."""
EMPTY = Passage("", array("L"))


def join(document: Document, spans: Iterable[Span], *, paragraphs: Sequence[int] = ()) -> Passage:
    """Return one passage from spans of a document, in the order given.

    Within and between spans a line break becomes a blank, unless the next line begins with a
    bullet or its start is in `paragraphs`: then it stays a line break. A word that a hyphen or a
    narrow cell cut at the end of a line is mended where the next line goes on in lower case.
    """
    breaks = frozenset(paragraphs)
    before = ""
    text: list[str] = []
    offsets = array("L")

    for span in spans:
        cursor = span.start
        while cursor < span.end:
            stop = document.text.find("\n", cursor, span.end)
            stop = span.end if stop < 0 else stop
            left, right = cursor, stop
            while left < right and document.text[left].isspace():
                left += 1
            while right > left and document.text[right - 1].isspace():
                right -= 1
            if left < right:
                new = left in breaks or cursor in breaks
                if text and (new or not is_cut(document, before, document.text[left:right])):
                    _join_line(document, left, right, text, offsets, new=new)
                before = document.text[left:right]
                line = _without_endless(before.translate(_PLAIN))
                for start, end in _around_endless(line):
                    text.extend(line[start:end])
                    offsets.extend(range(left + start, left + end))
            cursor = stop + 1
    return Passage("".join(text), offsets)


def _without_endless(line: str) -> str:
    """Return a line, as long as before, with a mark in each word that no language has: recognisers try a word from each of its letters."""
    if len(line) <= ENDLESS or max(map(len, line.split()), default=0) <= ENDLESS:
        return line
    return _ENDLESS_WORD.sub(r"\1…", line)


def _around_endless(line: str) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a line begin and end when of blanks that no column needs all but one are left out."""
    start = 0
    for blanks in _ENDLESS_BLANKS.finditer(line):
        yield start, blanks.start() + 1
        start = blanks.end()
    yield start, len(line)


ENDLESS = 64
"""So many letters or digits in a row are no word; the longest words of reports have some forty."""
_ENDLESS_BLANKS = re.compile(rf" {{{2 * ENDLESS},}}")
_ENDLESS_WORD = re.compile(rf"(\w{{{ENDLESS - 1}}})\w(?=\w)")


def _join_line(document: Document, left: int, right: int, text: list[str], offsets: array[int], *, new: bool) -> None:
    """Put between two lines what a reader sees: nothing in a cut word or after a dash, else a blank or a line break.

    "samver-/kan" is one word, "VO-/College", "PTS-/besluten" and "2022–/2023" keep their dash.
    """
    line = document.text[left:right]
    if new or _BULLET.match(line):
        text.append("\n")
        offsets.append(offsets[-1])
    elif line[0].islower() and _CUT_WORD.search("".join(text[-2:])):
        following = line.split(maxsplit=1)[0]
        if following in {"och", "eller", "samt", "respektive"}:
            text.append(" ")
            offsets.append(offsets[-1])
        elif not _ACRONYM.search("".join(text[-8:])):
            text.pop()
            offsets.pop()
    elif (line[0].isupper() or line[0].isdigit()) and _JOINED.search("".join(text[-2:])):
        return
    else:
        text.append(" ")
        offsets.append(offsets[-1])
