"""Which pages of a PDF could not be read, and why: pictures, letters whose font does not say what they are, too many pages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.readers.pdf_lines import Glyph
    from samgraf.readers.pdf_pages import Pdf, PdfPage

_MANY = 20  # letters of a page: fewer are a sign, or a ligature here and there
_MOST = 0.3  # of the letters of a page: what is left is none of its text
_MOSTLY = 0.7  # of the letters of a page that has few
_UNKNOWN = "\ufffd"
_CODE = re.compile(r"\(cid:\d+\)")


def with_letters(found: Sequence[Glyph]) -> tuple[list[Glyph], bool]:
    """Return the characters whose letters are known, and whether many are not; a few are kept as a sign that says so."""
    unknown = [_is_unknown(glyph.text) for glyph in found]
    count = sum(unknown)
    own = sum(unicodedata.category(glyph.text[:1] or " ") == "Co" for glyph in found)  # a bullet, mostly
    inked = sum(bool(glyph.text.strip()) for glyph in found)
    if count + own > max(_MOST * inked, min(_MANY, _MOSTLY * inked)):
        return [], True
    if not count:
        return list(found), False
    if count > _MANY:
        return [glyph for glyph, is_unknown in zip(found, unknown, strict=True) if not is_unknown], True
    return [
        replace(glyph, text=_UNKNOWN) if is_unknown else glyph for glyph, is_unknown in zip(found, unknown, strict=True)
    ], False


def _is_unknown(text: str) -> bool:
    """Return whether a font does not say what letter a character is: it has a number, or no letter's code. Tabs are blanks."""
    return bool(_CODE.fullmatch(text)) or (
        len(text) == 1 and unicodedata.category(text) in {"Cc", "Cn"} and not text.isspace()
    )


def notes(pdf: Pdf) -> tuple[str, ...]:
    """Return which pages could not be read, as sentences."""
    told = (
        ([page.number for page in pdf.pages if _is_picture(page)], "är bilder utan text (OCR behövs)."),
        (
            [page.number for page in pdf.pages if page.unknown],
            (
                "har text vars teckensnitt inte säger vilka bokstäver det är; den är inte läst. "
                "Spara filen på nytt från ursprungsprogrammet, eller kör textigenkänning (OCR)."
            ),
        ),
        (
            [*range(len(pdf.pages) + 1, len(pdf.pages) + pdf.beyond + 1)],
            "är inte lästa: filen är längre än vad som läses. Dela upp den om det finns svar där.",
        ),
    )
    return tuple(f"{listed(numbers)} {what}" for numbers, what in told if numbers)


def _is_picture(page: PdfPage) -> bool:
    """Return whether a page shows pictures and has no text."""
    return not page.unknown and bool(page.plumber.images) and not any(glyph.text.strip() for glyph in page.glyphs)


def listed(numbers: Sequence[int]) -> str:
    """Return pages in words, e.g. "Sidorna 2, 4–6 och 9", those that follow each other from the first to the last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return ("Sida " if len(numbers) == 1 else "Sidorna ") + " och ".join(
        filter(None, (", ".join(words[:-1]), words[-1]))
    )
