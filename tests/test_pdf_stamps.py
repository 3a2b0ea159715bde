"""What is printed over a page, or up its side, and pages that cannot be read."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("reportlab", reason="reportlab makes the PDFs of these tests")

from reportlab.lib.utils import ImageReader
from test_readers_pdf import COLUMNS, HEIGHT, WIDE, Sheet, cells, plain_pdf, read_bytes, tables, texts

from samgraf.errors import ReadError
from samgraf.readers import pdf_limits, pdf_pages
from samgraf.readers.pdf_lines import Glyph
from samgraf.readers.pdf_unread import listed, with_letters

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("angle", [0, 50])
def test_a_watermark_is_none_of_the_text_that_it_is_printed_over(tmp_path: Path, angle: int) -> None:
    """Its letters would stand in the middle of words, and make a row of all that they are as high as."""
    sheet = Sheet()
    for _ in range(2):
        sheet.canvas.saveState()
        sheet.canvas.setFillGray(0.8)
        sheet.canvas.setFont("Helvetica-Bold", 90)
        sheet.canvas.translate(80, HEIGHT - 400)
        sheet.canvas.rotate(angle)
        sheet.canvas.drawString(0, 0, "UTKAST")
        sheet.canvas.restoreState()
        for number in range(24):
            sheet.text(60, 90 + 20 * number, f"{number} {WIDE}")
        sheet.page()
    document = read_bytes(tmp_path, sheet.bytes())
    lines = [document.text.splitlines()[number] for number in range(24)]

    assert lines == [f"{number} {WIDE}" for number in range(24)]
    assert texts(document, "furniture")[-2:] == ["UTKAST", "UTKAST"]


def test_a_word_up_the_side_of_a_table_is_one_word(tmp_path: Path) -> None:
    """Its letters are in rows of their own, and would each stand in a line of the cells beside."""
    sheet = Sheet()
    sheet.grid([80, 200])
    sheet.row(
        100, [], ["Tre kurser för alla", "i tolv kommuner", "under hela året", "med stöd"], ["Fler jobb"], ["Mål 2"]
    )
    sheet.canvas.saveState()
    sheet.canvas.translate(COLUMNS[0] + 20, HEIGHT - 180)
    sheet.canvas.rotate(90)
    sheet.canvas.setFont("Helvetica", 10)
    sheet.canvas.drawString(0, 0, "Kompetens nu")
    sheet.canvas.restoreState()
    document = read_bytes(tmp_path, sheet.bytes())

    assert cells(document, tables(document)[0]) == [
        ["Kompetens nu", "Tre kurser för alla i tolv kommuner under hela året med stöd", "Fler jobb", "Mål 2"]
    ]


UNKNOWN = (
    b"/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>]"
)
"""A font whose letters are numbers, without a table that says what they are."""


def test_letters_that_no_font_tells_are_refused_with_a_word(tmp_path: Path) -> None:
    """What comes out instead are numbers, and no fact must be made of them."""
    codes = "".join(f"{number:04x}" for number in range(5, 60)).encode()
    data = plain_pdf(zlib.compress(b"BT /F 12 Tf 60 700 Td <" + codes + b"> Tj ET"), font=UNKNOWN)

    with pytest.raises(ReadError, match="teckensnitt säger inte vilka bokstäver"):
        read_bytes(tmp_path, data)


def test_few_letters_that_no_font_tells_are_a_sign() -> None:
    """A ligature without a code must not come out as a number, and many such letters not as text."""
    text = ["n", "a", "(cid:3)", "o", "n"]
    found = [Glyph(one, 5.0 * x, 5.0 * x + 5, 10, 20, 10, bold=False) for x, one in enumerate(text * 8)]
    letters, many = with_letters(found[:5])

    assert ("".join(glyph.text for glyph in letters), many) == ("na\ufffdon", False)
    assert with_letters([glyph for glyph in found if "(" in glyph.text]) == ([], True)
    signs = [replace(glyph, text="\uf0b7") if "(" in glyph.text else glyph for glyph in found * 4]
    assert with_letters(signs) == (signs, False), "a bullet of a symbol font is told by its code"
    assert with_letters(signs[:5] + signs[2:3]) == (signs[:5] + signs[2:3], False), "a page of few words keeps them"


def test_a_tab_is_a_blank() -> None:
    """Some programs say that the letter between words is a tab."""
    found = [Glyph(one, 5.0 * x, 5.0 * x + 5, 10, 20, 10, bold=False) for x, one in enumerate("a\tb\t" * 20)]

    assert with_letters(found) == (found, False)


def test_pages_that_could_not_be_read_are_named(tmp_path: Path) -> None:
    """A reader who is told how many must look for them all."""
    pillow = pytest.importorskip("PIL.Image")
    sheet = Sheet()
    for number in range(6):
        if number in {1, 3, 4}:
            sheet.canvas.drawImage(ImageReader(pillow.new("RGB", (2, 2))), 60, 60, 300, 300)
        else:
            sheet.text(60, 60, WIDE)
        sheet.page()
    document = read_bytes(tmp_path, sheet.bytes())

    (told,) = document.warnings

    assert told.in_("sv") == "Sidorna 2 och 4–5 är bilder utan text (OCR behövs)."
    assert told.in_("en") == "Pages 2 and 4–5 are pictures without text (OCR is needed)."
    assert [listed(pages) for pages in ([3], [1, 2, 5, 7, 8, 9])] == ["Sida 3", "Sidorna 1–2, 5 och 7–9"]


def test_what_comes_after_a_form_and_all_that_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of pages of appendices must not keep a form of twelve from being read."""
    monkeypatch.setattr(pdf_pages, "_LEAST_READ", 2)
    monkeypatch.setattr(pdf_limits, "MAXIMUM_GLYPHS_IN_ALL", 500)
    sheet = Sheet()
    for _ in range(20):
        sheet.text(60, 60, WIDE)
        sheet.page()
    document = read_bytes(tmp_path, sheet.bytes())
    told = document.warnings[0].sv

    assert document.page_count == 20
    assert re.fullmatch(r"Sidorna \d+–20 är inte lästa: filen är längre än vad som läses\. .*", told), told


def test_running_lines_of_a_form_are_found_before_long_appendices(tmp_path: Path) -> None:
    """A line that runs on all pages of the form is on few of all pages."""
    sheet = Sheet()
    for number in range(40):
        if number < 8:
            sheet.text(60, 30, "Region Alm, återrapportering", size=8)
        sheet.text(60, 90 + 11 * number, f"{WIDE} {'i år ' * (number % 7)}")
        sheet.page()
    document = read_bytes(tmp_path, sheet.bytes())

    assert texts(document, "furniture") == ["Region Alm, återrapportering"] * 8
