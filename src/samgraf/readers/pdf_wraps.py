"""Where a PDF's lines were wrapped and where paragraphs ended, told by the blanks that programs leave at the ends of lines.

Word and LibreOffice write a blank where they wrap a line between words, and none where they cut a word that is wider
than its cell; LibreOffice writes none after a paragraph either.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from samgraf.cut_words import SMALL
from samgraf.readers.lexicon import is_compound, is_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.readers.pdf_lines import TextLine

_SOME, _NOT_ALL = 0.15, 0.85  # of the lines end in a blank: then blanks tell
_ROOM = 0.5  # of the size: with less room left at the end of a line there was none for a blank
_CUT = 0.9  # of the size: a word that was cut leaves no more room than this
_BLANK = 0.5  # of the size: what a blank takes, and a little more
_SHORTEST = 2  # letters: what is no longer is an ending, not a word
_STOP = re.compile(r"[.,;:!?)](?:\s|$)")
_GENITIVE = re.compile(r"nas$")
_JOINED = re.compile(r"[-–—/\u00ad]$")


def blanks_tell(lines: Iterable[TextLine]) -> bool:
    """Return whether some lines end in a blank and some do not, so that the difference says something."""
    given = list(lines)
    return bool(given) and _SOME < sum(line.spaced for line in given) / len(given) < _NOT_ALL


def ended(line: TextLine, right: float) -> bool:
    """Return whether a line ended its paragraph, where blanks tell: no blank though there was room for one."""
    return not line.spaced and not _JOINED.search(line.text) and right - line.x1 > _ROOM * line.size


def had_room(before: TextLine, line: TextLine, right: float) -> bool:
    """Return whether the first word of a line had room at the end of the line before it: the break was a choice."""
    return (
        0 < line.first_word < right - before.x1 - _BLANK * before.size
        and not before.spaced
        and not _JOINED.search(before.text)
    )


def mended(lines: Sequence[TextLine], right: float | None = None) -> tuple[list[TextLine], int]:
    """Return lines with the words whole that a narrow cell cut, and how many they were.

    A cut word fills its line alone, no blank stands after it, and the next line goes on in small letters. Two whole words
    may stand so too, where the first leaves no room for the blank.
    """
    found: list[TextLine] = []
    count = 0
    for line in lines:
        before = found[-1] if found else None
        if before is None or not (_is_cut(before, line, right) or _stops(before, line)):
            found.append(line)
            continue
        head, _, rest = line.text.partition(" ")
        end = line if not rest else before
        found[-1] = replace(
            before,
            text=before.text + head,
            x1=end.x1,
            bottom=end.bottom,
            spaced=line.spaced or bool(rest),
            first_bottom=before.bottom if before.first_bottom is None else before.first_bottom,
        )
        count += 1
        if rest:
            found.append(replace(line, text=rest))
    return found, count


def _stops(before: TextLine, line: TextLine) -> bool:
    """Return whether a line begins with the stop of the word that ends the line before."""
    return not before.spaced and before.page == line.page and line.top > before.top and bool(_STOP.match(line.text))


def _is_cut(before: TextLine, line: TextLine, right: float | None) -> bool:
    """Return whether a word was cut at the end of a line."""
    return (
        not before.spaced
        and before.page == line.page
        and line.top > before.top
        and " " not in before.text.lstrip("–- ")
        and before.text[-1:].isalpha()
        and line.text[:1].islower()
        and (line.text.split()[0] not in SMALL or _is_end(before.text, line.text.split()[0]))
        and (right is None or right - before.x1 < _CUT * before.size)
        and not _are_words(before.text, line.text.split()[0].rstrip(".,;:)"))
    )


def _is_end(head: str, tail: str) -> bool:
    """Return whether a small word is the end of the word before it, which is none without it ("Samordningsförbun", "det")."""
    before = head.lstrip("–- ").casefold()
    whole = before + tail.casefold()
    return not (is_word(before) or is_compound(before)) and (is_word(whole) or is_compound(whole))


def _are_words(head: str, tail: str) -> bool:
    """Return whether what stands on both sides of a break are two words that happen to meet there.

    The first part of a compound ends in an "s" that is no genitive's, and the dictionary has a word that was cut in two.
    """
    before, after = head.casefold(), tail.casefold()
    before = before.lstrip("–- ")
    binds = before.endswith("s") and not _GENITIVE.search(before)
    whole = not binds and (is_word(before) or is_compound(before))
    known = len(after) > _SHORTEST and is_word(after) and not is_word(before + after)
    return before in SMALL or (whole and known)
