"""A PDF opened with care: pages with their characters, filled-in fields and drawn boxes, within limits."""

from __future__ import annotations

import io
import logging
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from samgraf.errors import ReadError
from samgraf.readers import refusals
from samgraf.readers.pdf_lines import Glyph, glyphs
from samgraf.readers.pdf_stamps import stamps_of, standing
from samgraf.readers.pdf_unread import with_letters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samgraf.readers.pdf_limits import Budget

MAXIMUM_PAGES = 2000
_LEAST_READ = 40  # pages: a form is no longer; what comes after so many is its appendices
_HIDDEN = 0b100010  # flags of an annotation that is not shown
_BOX = (5.0, 18.0)  # a drawn box to tick has sides of so many points
_WAYS = {(1, 0): 0, (0, 1): 90, (-1, 0): 180, (0, -1): 270}  # the way the text goes, and how to turn the page
_MOST = 0.7  # of the letters go one way: the page as a whole was turned
_TICKS = {"x", "X", "×", "✓", "✔", "✗", "✘", "☓"}
_ON = ("☐", "☒")


@dataclass(frozen=True)
class PdfPage:
    """A page: its number from 1, its size in points, its characters and pdfplumber's own page."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    plumber: Any
    aside: tuple[str, ...] = ()
    """The words of watermarks, which are none of its text."""
    unknown: bool = False
    """Whether fonts do not say what many of its letters are."""


@dataclass(frozen=True)
class Pdf:
    """A PDF's pages, and its catalogue for whoever reads the tag tree."""

    pages: tuple[PdfPage, ...]
    document: Any
    beyond: int = 0
    """How many pages, after those, are more than what is read."""


def open_pdf(path: Path, data: bytes, budget: Budget) -> Pdf:
    """Return a PDF's pages.

    Raises:
        ReadError: protected, damaged, too large, or without text.
    """
    import pdfplumber  # noqa: PLC0415 - loaded only when a PDF is read
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415 - as above

    for name in ("pdfminer", "pdfplumber"):
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        pdf = pdfplumber.open(io.BytesIO(data), unicode_norm=None)
        document = pdf.doc
        pages = tuple(_without_stamps(list(_pages(path, pdf.pages, budget))))
        pictures = any(page.plumber.images for page in pages)
    except ReadError:
        raise
    except RecursionError as error:
        raise refusals.too_deep(path) from error
    except MemoryError as error:
        raise refusals.bomb(path, ("minnet räcker inte", "out of memory")) from error
    except Exception as error:  # pdfminer raises whatever a broken file makes it trip over; the cause is chained
        if isinstance(error, PDFPasswordIncorrect) or "PasswordIncorrect" in repr(error):
            raise refusals.protected(path) from error
        raise refusals.damaged(path, "pdf", refusals.technical(error)) from error
    if not pages:
        raise refusals.damaged(path, "pdf", ("den har inga sidor", "it has no pages"))
    if not any(glyph.text.strip() for page in pages for glyph in page.glyphs):
        if any(page.unknown for page in pages):
            raise refusals.no_letters(path)
        raise refusals.pictures_only(path) if pictures else refusals.no_text(path)
    return Pdf(pages, document, len(pdf.pages) - len(pages))


def _pages(path: Path, plumbers: list[Any], budget: Budget) -> Iterator[PdfPage]:
    """Yield the pages; what they draw is counted while they are laid out."""
    from samgraf.readers.pdf_limits import TooLongError, lay_out, let_go  # noqa: PLC0415 - with the rest of PDF

    if len(plumbers) > MAXIMUM_PAGES:
        raise refusals.too_large(path, (f"{MAXIMUM_PAGES} sidor", f"{MAXIMUM_PAGES} pages"))
    for number, plumber in enumerate(plumbers, start=1):
        try:
            budget.turn(number)
            lay_out(plumber, budget)
        except TooLongError:
            if number > _LEAST_READ:
                return
            raise
        if turn := _turn(plumber.chars):
            plumber = _turned(plumber, turn)  # noqa: PLW2901 - the same page, upright
            lay_out(plumber, budget)
        way = standing(plumber.chars)
        found, unknown = with_letters([*glyphs(way.upright), *way.turned])
        let_go(plumber)
        found = _with_drawn_boxes(found, plumber)
        found += _fields(plumber)
        found = _adopted(found)
        yield PdfPage(number, float(plumber.width), float(plumber.height), tuple(found), plumber, way.aside, unknown)


def _without_stamps(pages: list[PdfPage]) -> Iterator[PdfPage]:
    """Yield the pages without the large letters that are printed over their text."""
    for page, stamps in zip(pages, stamps_of([page.glyphs for page in pages]), strict=True):
        words = "".join(glyph.text for glyph in page.glyphs if glyph in stamps)
        text = tuple(glyph for glyph in page.glyphs if glyph not in stamps)
        yield replace(page, glyphs=text, aside=(*page.aside, words)) if stamps else page


def _turn(characters: list[dict[str, Any]]) -> int:
    """Return by how many degrees a page must be turned for most of its text to stand upright: 0, 90, 180 or 270."""
    ways = Counter(
        _WAYS.get((_sign(one["matrix"][0]), _sign(one["matrix"][1])), 0) for one in characters if one["text"].strip()
    )
    turn, count = max(ways.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    return turn if count > _MOST * sum(ways.values()) else 0


def _turned(plumber: Any, turn: int) -> Any:  # noqa: ANN401 - PDF objects have no types
    """Return a page turned, so that its text stands upright."""
    from pdfplumber.page import Page  # noqa: PLC0415 - with the rest of PDF

    page = plumber.page_obj
    page.rotate = (page.rotate + turn) % 360
    page.attrs["Rotate"] = page.rotate
    return Page(plumber.pdf, page, plumber.page_number, plumber.initial_doctop)


def _sign(value: float) -> int:
    """Return the direction of a part of a text's axis: 0 where it is next to nothing."""
    return 0 if abs(value) < 0.01 else 1 if value > 0 else -1  # noqa: PLR2004 - in letter sizes


def _with_drawn_boxes(found: list[Glyph], plumber: Any) -> list[Glyph]:  # noqa: ANN401 - PDF objects have no types
    """Return the characters, where a letter in a drawn box is ☒ and an empty drawn box is ☐."""
    boxes = {
        (round(float(rect["x0"])), round(float(rect["top"])), round(float(rect["x1"])), round(float(rect["bottom"])))
        for rect in plumber.rects
        if _BOX[0] <= rect["width"] <= _BOX[1]
        and abs(rect["width"] - rect["height"]) < 0.2 * rect["width"]
        and (rect.get("stroke") or not rect.get("fill"))
    }
    if not boxes or len(boxes) > 200:  # noqa: PLR2004 - a pattern, not boxes to tick
        return found
    result = list(found)
    for x0, top, x1, bottom in sorted(boxes):
        inside = [
            index
            for index, glyph in enumerate(result)
            if x0 - 1 <= glyph.middle[0] <= x1 + 1 and top - 1 <= glyph.middle[1] <= bottom + 1 and glyph.text.strip()
        ]
        crossed = any(
            x0 - 1 <= line["x0"]
            and line["x1"] <= x1 + 1
            and top - 1 <= line["top"]
            and line["bottom"] <= bottom + 1
            and min(line["width"], line["height"]) > 2  # noqa: PLR2004 - slanting, not a side of the box
            for line in [*plumber.lines, *plumber.curves]
        )
        if len(inside) == 1 and result[inside[0]].text in _TICKS:
            old = result[inside[0]]
            result[inside[0]] = Glyph("☒", old.x0, old.x1, old.top, old.bottom, old.size, old.bold, old.mcid)
        elif not inside:
            result.append(Glyph(_ON[crossed], x0, x1, top, bottom, bottom - top, bold=False))
    return result


def _fields(plumber: Any) -> list[Glyph]:  # noqa: ANN401 - PDF objects have no types
    """Return what is filled in in a form's fields or typed on the page: text, and ☒ or ☐ for boxes. Comments are none of it."""
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415 - with the rest of PDF
    from pdfminer.utils import decode_text  # noqa: PLC0415 - as above

    found: list[Glyph] = []
    for annotation in plumber.annots:
        data = annotation.get("data") or {}
        parent = resolve1(data.get("Parent")) if data.get("Parent") else {}
        kind = _name(data.get("FT") or (parent or {}).get("FT"))
        x0, x1, top, bottom = (float(annotation[key]) for key in ("x0", "x1", "top", "bottom"))
        if kind == "Btn" and 0 < x1 - x0 < 3 * _BOX[1]:
            on = _name(data.get("AS") or data.get("V")) not in {"", "Off"}
            found.append(Glyph(_ON[on], x0, x1, top, bottom, bottom - top, bold=False))
        elif kind in {"Tx", "Ch"} or _is_typed(data):
            value = resolve1(data.get("Contents") if _is_typed(data) else data.get("V") or (parent or {}).get("V"))
            text = decode_text(value) if isinstance(value, bytes) else ""
            rows = [row for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if row.strip()]
            height = min(10.0, (bottom - top) / max(1, len(rows)))
            found += [
                Glyph(row, x0, x1, top + index * height, top + (index + 1) * height, height, bold=False)
                for index, row in enumerate(rows)
            ]
    return found


def _is_typed(data: dict[str, Any]) -> bool:
    """Return whether an annotation is text that was typed on the page, as where a form has no fields; a callout is a comment."""
    return (
        _name(data.get("Subtype")) == "FreeText"
        and _name(data.get("IT")) != "FreeTextCallout"
        and not _HIDDEN & int(data.get("F") or 0)
    )


def _adopted(found: list[Glyph]) -> list[Glyph]:
    """Return the characters, where a box or field without a tag has that of the text it stands beside."""
    if not any(glyph.mcid is not None for glyph in found):
        return found
    result = []
    for glyph in found:
        if glyph.mcid is None and (glyph.text in _ON or len(glyph.text) > 1):
            beside = [
                other
                for other in found
                if other.mcid is not None and other.text.strip() and glyph.top <= other.middle[1] <= glyph.bottom
            ]
            if beside:
                nearest = min(beside, key=lambda other: min(abs(glyph.x0 - other.x1), abs(other.x0 - glyph.x1)))
                result.append(replace(glyph, mcid=nearest.mcid))
                continue
        result.append(glyph)
    return result


def _name(value: object) -> str:
    """Return a PDF name as text."""
    name = getattr(value, "name", value)
    return name.decode("latin-1") if isinstance(name, bytes) else str(name or "")
