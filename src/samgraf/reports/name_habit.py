"""How a report writes the names of its insatser: on lines of their own, or on one line with what is said of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.found import MEASURED, lines_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.documents import Document
    from samgraf.reports.found import Row

LEAST, MEASURED_LEAST = 3, 2
"""So many names on lines of their own make a habit, if they are more than thrice those that have what is said of them on their own line."""
LONGEST = 14
"""A name has no more words than this."""
_CHOSEN, _FEW, _TIMES = 0.5, 6, 3
_SURELY = 0.8
_SENTENCE = re.compile(r"[a-zåäö0-9)”\"][.!?]\s+[A-ZÅÄÖ0-9(]")
_DASH = re.compile(r"\s[-–—]\s")
_OPEN = re.compile(r"(?:\b(?:och|för|från|i|av|på|med|till|inom|vid|under|mellan|om|of|and|the)|[&,–-])$")


def names_stand_alone(document: Document, rows: Iterable[Row]) -> bool:
    """Return whether a report writes the names of its insatser on lines of their own, as far as its rows' line ends tell.

    A name stands alone if a line after it begins with a capital, where the line before had room, and no sentence ends
    before; it does not if a sentence that goes over the ends of lines ends first, and a dash or a few words begin it.
    """
    measured = document.reader in MEASURED
    told = [
        _stands_alone(document, row) for row in rows if row.breaks and (measured or not row.paragraphs) and row.cells[0]
    ]
    alone = told.count(True)
    return alone >= (MEASURED_LEAST if measured else LEAST) and alone > _TIMES * told.count(False)


def _stands_alone(document: Document, row: Row) -> bool | None:
    hard, text, capital = dict(row.breaks), "", False
    for own in (own for span in row.cells[0] for own in lines_in(document, span)):
        line = document.quote(own).strip()
        if text and line[:1].isupper() and not _OPEN.search(text) and not text.endswith("."):
            if hard.get(own.start, 0.0) > _CHOSEN:
                return True
            capital = True
        text = f"{text} {line}".strip()
        ended = _SENTENCE.search(f"{text} X" if text.endswith(".") else text)
        if ended:
            before = text[: ended.start()]
            return False if _DASH.search(before) or (not capital and len(before.split()) <= _FEW) else None
    return None


def end_of_own_lines(text: str, begin: int, starts: Sequence[tuple[int, float]]) -> int | None:
    """Return where a name ends that stands on lines of its own: None where no line can begin what is said of it.

    `starts` are where lines begin in the text, with the chance (0 to 1) that the break before was a choice: the first
    that surely was is taken, or else the first at all.
    """
    may = [(at, hard) for at, hard in starts if at > begin + 2 and _may_follow(text[begin:at], text[at:])]
    sure = [at for at, hard in may if hard > _SURELY]
    return next(iter(sure or [at for at, _ in may]), None)


def _may_follow(name: str, rest: str) -> bool:
    """Return whether a line can begin what is said of a name: it begins a sentence, and the name before it is whole."""
    name, rest = name.strip(), rest.lstrip()
    whole = len(name.split()) <= LONGEST and not (_OPEN.search(name) or name.endswith("."))
    whole = whole and name.count("(") == name.count(")")
    return whole and rest[:1].isupper() and not _SENTENCE.search(f"{name} {rest[:1]}"[: len(name) + 1])
