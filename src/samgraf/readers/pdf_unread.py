"""Which pages of a PDF could not be read, and why: pictures, letters whose font does not say what they are, too many pages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from samgraf.documents import Warned

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


def notes(pdf: Pdf) -> tuple[Warned, ...]:
    """Return which pages could not be read, as sentences."""
    beyond = [*range(len(pdf.pages) + 1, len(pdf.pages) + pdf.beyond + 1)]
    told = (
        _told([page.number for page in pdf.pages if _is_picture(page)], _PICTURES),
        _told([page.number for page in pdf.pages if page.unknown], _NO_LETTERS),
        _told(beyond, _BEYOND),
    )
    return tuple(one for one in told if one is not None)


_PICTURES = (
    ("är en bild utan text (OCR behövs).", "är bilder utan text (OCR behövs)."),
    ("is a picture without text (OCR is needed).", "are pictures without text (OCR is needed)."),
)
_UNREADABLE = (
    (
        "har text vars teckensnitt inte säger vilka bokstäver det är; den är inte läst. "
        "Spara filen på nytt från ursprungsprogrammet, eller kör textigenkänning (OCR)."
    ),
    (
        "text whose fonts do not say what letters it has; it was not read. "
        "Save the file again from the program it was made in, or run OCR on it."
    ),
)
_NO_LETTERS = (
    (_UNREADABLE[0], _UNREADABLE[0]),
    (f"has {_UNREADABLE[1]}", f"have {_UNREADABLE[1]}"),
)
_BEYOND = (
    (
        "är inte läst: filen är längre än vad som läses. Dela upp den om det finns svar där.",
        "är inte lästa: filen är längre än vad som läses. Dela upp den om det finns svar där.",
    ),
    (
        "was not read: the file is longer than what is read. Part it if there are answers there.",
        "were not read: the file is longer than what is read. Part it if there are answers there.",
    ),
)


def _told(numbers: Sequence[int], words: tuple[tuple[str, str], tuple[str, str]]) -> Warned | None:
    """Return a sentence on pages, in words for one and for several of them, Swedish and English; None where there are none."""
    if not numbers:
        return None
    several = len(numbers) > 1
    return Warned(f"{listed(numbers)} {words[0][several]}", f"{listed(numbers, 'en')} {words[1][several]}")


def _is_picture(page: PdfPage) -> bool:
    """Return whether a page shows pictures and has no text."""
    return not page.unknown and bool(page.plumber.images) and not any(glyph.text.strip() for glyph in page.glyphs)


def listed(numbers: Sequence[int], lang: str = "sv") -> str:
    """Return pages in words, e.g. "Sidorna 2, 4–6 och 9", those that follow each other from the first to the last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    one, several, last = ("Page ", "Pages ", " and ") if lang == "en" else ("Sida ", "Sidorna ", " och ")
    return (one if len(numbers) == 1 else several) + last.join(filter(None, (", ".join(words[:-1]), words[-1])))
