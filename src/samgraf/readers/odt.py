"""OpenDocument texts (.odt, and .fodt in one piece) become documents as Word files do: through HTML that is walked."""

from __future__ import annotations

import hashlib
import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from typing import TYPE_CHECKING

from samgraf.readers import refusals
from samgraf.readers.build import Draft
from samgraf.readers.collecting import seldom_collecting
from samgraf.readers.docx_html import walk
from samgraf.readers.odt_html import Body
from samgraf.readers.odt_styles import FORM, OFFICE, STYLE, TEXT, read_styles
from samgraf.readers.tabbed import with_tables

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.documents import Document

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
MAXIMUM_PARAGRAPHS = 200_000
_PARTS = ("content.xml", "styles.xml", "meta.xml")
_PAGES = re.compile(rb'<meta:document-statistic\b[^>]*\bmeta:page-count="(\d{1,4})"')


@seldom_collecting()
def read_odt(path: Path, data: bytes) -> Document:
    """Return the document of an OpenDocument text, tracked changes accepted, ticked boxes as ☒ and ☐.

    Page numbers are those of the program that saved it, as far as they come to as many pages as it counted.

    Raises:
        ReadError: the file is damaged, too deep or too large, or holds no text.
    """
    parts = _unpacked(path, data)
    try:
        roots = [ET.fromstring(part) for part in parts[:2] if part]  # noqa: S314 - parts with a DOCTYPE are refused before
        body = roots[0].find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise refusals.damaged(path, "odt", ("texten saknas", "the text is missing"))
        written = Body(read_styles(reversed(roots)), _boxes(roots[0])).document(body)
        draft = Draft()
        last = walk(written, draft, page=1)
        counted = _PAGES.search(parts[2])
        if not (counted and last == int(counted.group(1))):
            draft = Draft()
            last = walk(written, draft, page=None)
        _add_furniture(draft, roots)
    except RecursionError as error:
        raise refusals.too_deep(path) from error
    except ET.ParseError as error:
        raise refusals.damaged(path, "odt", refusals.technical(error)) from error
    draft.blocks[:] = with_tables(draft.blocks, "\n".join(draft.rows))
    if draft.says_nothing():
        raise refusals.no_text(path)
    return draft.document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader="odt",
        page_count=last,
    )


def _unpacked(path: Path, data: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the content, the styles and the particulars of a document; all are one in a flat file.

    Raises:
        ReadError: a part is missing, broken, too large or declares a document type.
    """
    content, styles, particulars = data, b"", data
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = archive.namelist()
                content, styles, particulars = (archive.read(part) if part in names else b"" for part in _PARTS)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise refusals.damaged(path, "odt", refusals.technical(error)) from error
    if any(b"<!DOCTYPE" in part[:2048] for part in (content, styles)):
        raise refusals.damaged(path, "odt", ("den har en egen DOCTYPE", "it has a DOCTYPE of its own"))
    if content.count(b"<text:p") > MAXIMUM_PARAGRAPHS:
        raise refusals.bomb(path, (f"över {MAXIMUM_PARAGRAPHS} stycken", f"over {MAXIMUM_PARAGRAPHS} paragraphs"))
    return content, styles, particulars


def _boxes(root: ET.Element) -> dict[str, bool]:
    """Return the boxes of a document's forms by their ids, with whether they are ticked."""
    xml_id = "{http://www.w3.org/XML/1998/namespace}id"
    return {
        box.get(f"{FORM}id", box.get(xml_id, "")): box.get(f"{FORM}current-state", box.get(f"{FORM}state")) == "checked"
        for box in root.iter(f"{FORM}checkbox")
    }


def _add_furniture(draft: Draft, roots: list[ET.Element]) -> None:
    """Return nothing; add the texts of page headers and footers after the text, each said once."""
    found: dict[str, None] = {}
    for master in (one for root in roots for one in root.iter(f"{STYLE}master-page")):
        for part in master:
            if part.tag.startswith((f"{STYLE}header", f"{STYLE}footer")):
                found.update(("".join(one.itertext()), None) for one in part.iter(f"{TEXT}p"))
    for text in found:
        draft.add("furniture", text, None)
