"""Files become documents: text, Word, OpenDocument, PDF and spreadsheets. Nothing here knows RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.readers import sniff

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.documents import Document

__all__ = ["read"]


def read(path: Path) -> Document:
    """Return the document that a file holds, whatever its format.

    The content decides what it is, the suffix only where the content does not tell. The libraries
    for Word, PDF and spreadsheets are loaded when a file needs them, because they take longer than many files.

    Raises:
        ReadError: the file is missing, broken, protected or of a format that is not read.
    """
    data = sniff.content(path)
    found = sniff.kind(path, data)
    if found == "docx":
        from samgraf.readers.docx import read_docx  # noqa: PLC0415 - loaded only when needed

        return read_docx(path, data)
    if found == "odt":
        from samgraf.readers.odt import read_odt  # noqa: PLC0415 - loaded only when needed

        return read_odt(path, data)
    if found == "pdf":
        from samgraf.readers.pdf import read_pdf  # noqa: PLC0415 - loaded only when needed

        return read_pdf(path, data)
    if found == "sheet":
        from samgraf.readers.sheet import read_sheet  # noqa: PLC0415 - loaded only when needed

        return read_sheet(path, data)
    if found == "delimited":
        from samgraf.readers.sheet import read_delimited  # noqa: PLC0415 - loaded only when needed

        return read_delimited(path, data)
    from samgraf.readers.text import read_text  # noqa: PLC0415 - loaded only when needed

    return read_text(path, data)
