"""Flat text becomes a document of numbered lines: bytes decoded, pages found, damage repaired and logged."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from samgraf.documents import Block, Document, Line, Repair, Span
from samgraf.readers import refusals
from samgraf.readers.diacritics import restore
from samgraf.readers.encodings import CONTROL, decode, encoding_warnings
from samgraf.readers.furniture import find_furniture
from samgraf.readers.loose_bullets import put_back
from samgraf.readers.pages import find_pages

if TYPE_CHECKING:
    from pathlib import Path

MAXIMUM_TEXT = 5_000_000
"""Bytes of a text file; the longest reports have some hundred thousand."""

_MARKS = {"˚": "\u030a", "¨": "\u0308", "´": "\u0301"}
_PAGE_IN_ROW = re.compile(r"(?<=[^\n\f])\f")
"""Where a page begins behind the last words of another, with no line's end between them."""
# A diacritic that a converter set down as a character of its own, after its letter: "fo¨r".
_LOOSE_MARK = re.compile(r"([AaOo])(¨)|([Aa])(˚)|([Ee])(´)")


def read_text(path: Path, data: bytes) -> Document:
    """Return the document of a text file; each line of the file is a line of the document, and a page begins one.

    A bullet on a line of its own that belongs to another line is put before that, and its line is none.

    Raises:
        ReadError: there is no text in it, or far more than a report has.
    """
    if len(data) > MAXIMUM_TEXT:
        raise refusals.too_much_text(path, f"{MAXIMUM_TEXT // 1_000_000} MB")
    decoded, encoding = decode(data)
    return document_of_text(path, decoded, sha256=hashlib.sha256(data).hexdigest(), encoding=encoding)


def document_of_text(path: Path, decoded: str, *, sha256: str, encoding: str) -> Document:
    """Return the document of decoded text.

    Raises:
        ReadError: there is not a single letter or digit.
    """
    whole = unicodedata.normalize("NFC", decoded).replace("\r\n", "\n").replace("\r", "\n")
    rows = _PAGE_IN_ROW.sub("\n\f", whole).split("\n")
    if rows and not rows[-1].strip():
        rows.pop()
    repairs: list[tuple[int, int, int, str, str, str]] = []
    rows = [_clean(row, number, repairs) for number, row in enumerate(rows)]
    rows, restored = restore(rows)
    repairs.extend(restored)
    if not any(character.isalnum() for row in rows for character in row):
        raise refusals.no_text(path)
    kept, bullets = put_back(rows)
    numbers = list(kept)
    rows = list(kept.values())
    places = {number: place for place, number in enumerate(numbers)}
    repairs = [(places[each[0]], *each[1:]) for each in repairs if each[0] in places]
    for number, sign in bullets.items():
        start = kept[number].index(sign)
        repairs.append((places[number], start, start + len(sign), "", sign, "bullet apart from its line"))
    layout = find_pages(rows)
    furniture = find_furniture(rows, layout)
    lines: list[Line] = []
    at = 0
    for place, (number, row) in enumerate(zip(numbers, rows, strict=True)):
        lines.append(Line(at, at + len(row), number + 1, layout.pages[place] if layout.pages else None))
        at += len(row) + 1
    blocks = tuple(
        Block("furniture" if place in furniture else "line", Span(line.start + _lead(row), line.end))
        for place, (row, line) in enumerate(zip(rows, lines, strict=True))
        if row.strip()
    )
    return Document(
        name=path.name,
        sha256=sha256,
        media_type="text/plain",
        reader="text",
        text="\n".join(rows) + "\n",
        lines=tuple(lines),
        blocks=blocks,
        page_count=layout.count,
        flat=True,
        encoding=encoding,
        repairs=tuple(
            Repair(Span(lines[row].start + start, lines[row].start + end), was, became, why)
            for row, start, end, was, became, why in sorted(repairs)
        ),
        warnings=(*encoding_warnings(decoded, encoding), *layout.warnings),
    )


def _lead(row: str) -> int:
    """Return how many form feeds begin a row; they part pages and are no text."""
    return len(row) - len(row.lstrip("\f"))


def _clean(row: str, number: int, repairs: list[tuple[int, int, int, str, str, str]]) -> str:
    """Return a row without control characters and with loose diacritics set on their letters; log each change."""

    def blank(match: re.Match[str]) -> str:
        repairs.append((number, match.start(), match.end(), match.group(), " ", "control character"))
        return " "

    if not row.isprintable():
        row = CONTROL.sub(blank, row)
    if not any(mark in row for mark in _MARKS):
        return row
    pieces: list[str] = []
    length = cursor = 0
    for match in _LOOSE_MARK.finditer(row):
        letter, mark = (group for group in match.groups() if group)
        became = unicodedata.normalize("NFC", letter + _MARKS[mark])
        pieces += [row[cursor : match.start()], became]
        length += match.start() - cursor + 1
        repairs.append((number, length - 1, length, match.group(), became, "loose diacritic"))
        cursor = match.end()
    return "".join([*pieces, row[cursor:]])
