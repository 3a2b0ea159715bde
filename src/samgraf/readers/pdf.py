"""PDF files become documents: by their tags where they have them, else by their tables, else as flat text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from samgraf.errors import ReadError
from samgraf.readers import refusals
from samgraf.readers.pdf_flat import read_flat
from samgraf.readers.pdf_pages import open_pdf
from samgraf.readers.pdf_ruled import read_ruled
from samgraf.readers.pdf_tagged import read_tagged
from samgraf.readers.pdf_unread import notes

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.documents import Document
    from samgraf.readers.build import Draft
    from samgraf.readers.pdf_limits import Budget

_ROWS, _COLUMNS = 2, 3  # of a table that tags may have left out, at least
MEDIA_TYPE = "application/pdf"


def read_pdf(path: Path, data: bytes) -> Document:
    """Return the document of a PDF file; tables are whole where tags, lines or white strips show them.

    Raises:
        ReadError: the file is protected, damaged, too large, or holds pictures only.
    """
    from samgraf.readers.pdf_limits import limited  # noqa: PLC0415 - it loads pdfminer

    with limited(path) as budget:
        return _read(path, data, budget)


def _read(path: Path, data: bytes, budget: Budget) -> Document:
    """Return the document of a PDF file, within a budget."""
    pdf = open_pdf(path, data, budget)
    try:
        reader, draft = "pdf-tagged", read_tagged(pdf)
        if draft is None or not _has_table(draft):
            # Browsers tag no table that has no lines, so that tags without any table need not be all there is.
            ruled = read_ruled(pdf)
            if ruled is not None and (draft is None or _has_table(ruled)):
                reader, draft = "pdf-ruled", ruled
        if draft is None:
            reader, draft = "pdf-flat", read_flat(pdf)
    except ReadError:
        raise
    except RecursionError as error:
        raise refusals.too_deep(path) from error
    except Exception as error:  # a tree or a drawing that no program should have written; the cause is chained
        raise refusals.damaged(path, "pdf", refusals.technical(error)) from error
    for page in pdf.pages:
        for words in page.aside:
            draft.add("furniture", words, page.number)
    return draft.document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader=reader,
        page_count=len(pdf.pages) + pdf.beyond,
        flat=reader == "pdf-flat",
        warnings=notes(pdf),
    )


def _has_table(draft: Draft) -> bool:
    """Return whether a document has a table of several rows and columns."""
    return any(
        max(cell.row for cell in block.cells) + 1 >= _ROWS and max(cell.column for cell in block.cells) + 1 >= _COLUMNS
        for block in draft.blocks
        if block.cells
    )
