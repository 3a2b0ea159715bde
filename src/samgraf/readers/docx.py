"""Word documents become documents with headings, lists and real tables: mammoth to HTML, then the HTML is walked."""

from __future__ import annotations

import hashlib
import io
import logging
from collections import Counter
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

from samgraf.documents import Warned
from samgraf.readers import refusals
from samgraf.readers.build import Draft
from samgraf.readers.collecting import seldom_collecting
from samgraf.readers.docx_html import walk
from samgraf.readers.docx_package import Package, open_package, words
from samgraf.readers.tabbed import with_tables

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.documents import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TOLD = 8  # words named in a warning


@seldom_collecting()
def read_docx(path: Path, data: bytes) -> Document:
    """Return the document of a Word file, tracked changes accepted, ticked boxes as ☒ and ☐.

    Page numbers are those that Word left when it last laid the document out; without them pages are unknown.

    Raises:
        ReadError: the file is damaged, too deep or too large, or holds no text.
    """
    package = open_package(path, data)
    html = _to_html(path, package)
    draft = Draft()
    for text in package.headers:
        draft.add("furniture", text, 1 if package.has_pages else None)
    pages = walk(html, draft, page=1 if package.has_pages else None)
    draft.blocks[:] = with_tables(draft.blocks, "\n".join(draft.rows))
    for text in package.footers:
        draft.add("furniture", text, pages)
    if draft.says_nothing():
        raise refusals.no_text(path)
    return draft.document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader="docx",
        page_count=pages,
        warnings=(*_lost(package, draft), *_chunks(package)),
    )


def _to_html(path: Path, package: Package) -> str:
    """Return mammoth's HTML of the prepared package; pictures are left out."""
    import mammoth  # noqa: PLC0415 - loaded only when a Word file is read

    logging.getLogger("mammoth").setLevel(logging.ERROR)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(package.prepared),
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
        )
    except RecursionError as error:
        raise refusals.too_deep(path) from error
    except (ExpatError, KeyError, ValueError, IndexError, AttributeError, TypeError, OSError, LookupError) as error:
        raise refusals.damaged(path, "docx", refusals.technical(error)) from error
    return str(result.value)


def _lost(package: Package, draft: Draft) -> tuple[Warned, ...]:
    """Return a warning that names words of the Word file that are not in the text, which should be none."""
    wanted = Counter(package.words)
    wanted.subtract(Counter(words("\n".join(draft.rows))))
    missing = sorted(word for word, count in wanted.items() if count > 0)
    if not missing:
        return ()
    some = ", ".join(missing[:_TOLD])
    return (
        Warned(
            f"{len(missing)} ord i Word-filen kom inte med: {some}",
            f"{len(missing)} {'word' if len(missing) == 1 else 'words'} of the Word file left out: {some}",
        ),
    )


def _chunks(package: Package) -> tuple[Warned, ...]:
    """Return a warning where whole documents of other formats are put into the Word file."""
    if not package.chunks:
        return ()
    one = package.chunks == 1
    return (
        Warned(
            f"{package.chunks} {'infogat dokument är inte läst' if one else 'infogade dokument är inte lästa'}: "
            "öppna filen i Word och spara den på nytt.",
            f"{package.chunks} {'document' if one else 'documents'} put into the file not read: "
            "open it in Word and save it again.",
        ),
    )
