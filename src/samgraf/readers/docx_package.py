"""The parts of a Word package: measured, prepared for mammoth, and those that mammoth does not read."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.readers import refusals
from samgraf.readers.build import NO_WIDTH, SOFT_HYPHEN
from samgraf.readers.docx_choices import box_choices
from samgraf.readers.docx_leads import part_leads
from samgraf.readers.docx_numbering import number_headings
from samgraf.readers.docx_slim import slim_styles, slimmed
from samgraf.readers.docx_tidy import NEEDED, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE_MARK = "\ue00c"
"""A private character that marks, in mammoth's HTML, where Word last began a new page."""

MAXIMUM_PARAGRAPHS = 200_000
_DOCUMENT = "word/document.xml"
_READ_WHOLE = re.compile(r"(?:word|_rels|docProps|customXml)/.*\.(?:xml|rels)$|_rels/\.rels$|\[Content_Types\]\.xml$")
_RENDERED = re.compile(rb"<w:lastRenderedPageBreak\s*/>")
_RETURN = re.compile(rb"<w:cr\s*/>")
_TAB = re.compile(rb"<w:ptab\b[^>]*/>")
_MARKED = f"<w:t>{PAGE_MARK}</w:t>".encode()
# Wrappers whose text mammoth leaves out, and links, whose addresses it must find; smartTag is one that it reads through.
_WRAPPERS = re.compile(rb"<(/?)w:(?:fldSimple|dir|bdo|hyperlink)(?=[\s>])")
_ALTERNATE = re.compile(rb"<mc:AlternateContent\b.*?</mc:AlternateContent>", re.DOTALL)
_FALLBACK = re.compile(rb"<mc:Fallback\b.*?</mc:Fallback>", re.DOTALL)
_BOX = re.compile(rb"<w:txbxContent\b[^>]*>.*?</w:txbxContent>", re.DOTALL)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DROPPED = {"del", "moveFrom", "Fallback"}
_WORD = re.compile(r"\w+")
_UNSEEN = str.maketrans(dict.fromkeys(SOFT_HYPHEN + NO_WIDTH + PAGE_MARK, ""))


@dataclass(frozen=True, slots=True)
class Package:
    """A Word package made ready: `prepared` for mammoth, header and footer texts, and all words that must come out.

    `chunks` counts whole documents of other formats that are put into it; what they say is not read.
    """

    prepared: bytes
    headers: tuple[str, ...]
    footers: tuple[str, ...]
    words: tuple[str, ...]
    has_pages: bool
    chunks: int = 0


def open_package(path: Path, data: bytes) -> Package:
    """Return a Word file's package.

    Raises:
        ReadError: a part is missing, broken, too large or declares a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {
                entry.filename: archive.read(entry) if _READ_WHOLE.match(entry.filename) else b""
                for entry in archive.infolist()
                if not entry.is_dir()
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise refusals.damaged(path, "docx", refusals.technical(error)) from error
    main = _main_part(parts)
    if not parts.get(main):
        raise refusals.damaged(path, "docx", (f"{_DOCUMENT} saknas", f"{_DOCUMENT} is missing"))
    if _STRICT in parts[main]:  # what "Strict Open XML" calls the same words
        parts = {name: content.replace(_STRICT, _W.strip("{}").encode()) for name, content in parts.items()}
    if any(b"<!DOCTYPE" in content[:2048] for content in parts.values()):
        raise refusals.damaged(path, "docx", ("den har en egen DOCTYPE", "it has a DOCTYPE of its own"))
    if parts[main].count(b"<w:p>") + parts[main].count(b"<w:p ") + parts[main].count(b"<w:p/>") > MAXIMUM_PARAGRAPHS:
        raise refusals.bomb(path, (f"över {MAXIMUM_PARAGRAPHS} stycken", f"over {MAXIMUM_PARAGRAPHS} paragraphs"))
    try:
        has_pages = _RENDERED.search(parts[main]) is not None
        chunks = parts[main].count(b"<w:altChunk")
        found = _make_ready(parts, main)
        headers = _furniture(parts, "header")
        footers = _furniture(parts, "footer")
    except RecursionError as error:
        raise refusals.too_deep(path) from error
    except ET.ParseError as error:
        raise refusals.damaged(path, "docx", refusals.technical(error)) from error
    return Package(_pack(parts), headers, footers, found, has_pages, chunks)


def _make_ready(parts: dict[str, bytes], main: str) -> tuple[str, ...]:
    """Return the words that must come out; put the parts that mammoth reads into forms that it knows and reads fast.

    Raises:
        ParseError: the XML of a part is broken.
    """
    folder = main.rpartition("/")[0]
    styles, numbering = f"{folder}/styles.xml", f"{folder}/numbering.xml"
    parts[main] = prepare(parts[main])
    found: list[str] = []
    used: set[str] = set()
    for name in _texts(parts, main):
        root = ET.fromstring(parts[name])  # noqa: S314 - parts with a DOCTYPE are refused before
        if NEEDED.search(parts[name]):
            tidy(root)
        found += [word for text in _paragraphs(root) for word in words(text)]
        if name == main:
            number_headings(root, parts.get(styles, b""), parts.get(numbering, b""))
            _forget_lost_notes(root, parts, folder)
            part_leads(root)
            box_choices(root)
        used |= {value for style in root.iter(f"{_W}pStyle") for value in style.attrib.values()}
        parts[name] = slimmed(root)
    if parts.get(styles):
        parts[styles] = slim_styles(parts[styles], used)
    if parts.get(numbering):
        parts[numbering] = slimmed(ET.fromstring(parts[numbering]))  # noqa: S314 - as above
    return tuple(found)


def _forget_lost_notes(root: ET.Element, parts: dict[str, bytes], folder: str) -> None:
    """Return nothing; take the number out of each reference to a note that the file does not have."""
    for kind in ("footnote", "endnote"):
        found = set(
            re.findall(rb'<\w+:%s\b[^>]*\bid="(-?\d+)"' % kind.encode(), parts.get(f"{folder}/{kind}s.xml", b""))
        )
        for reference in root.iter(f"{_W}{kind}Reference"):
            if reference.get(f"{_W}id", "").encode() not in found:
                reference.tag = f"{_W}bookmarkEnd"


def prepare(xml: bytes) -> bytes:
    """Return the main part with page marks as text, and with wrappers and text boxes in forms that mammoth reads."""
    xml = _RENDERED.sub(_MARKED, xml)
    xml = _WRAPPERS.sub(rb"<\1w:smartTag", xml)
    xml = _RETURN.sub(b"<w:br/>", xml)
    xml = _TAB.sub(b"<w:tab/>", xml)
    if b"<w:txbxContent" not in xml:
        return xml
    return _ALTERNATE.sub(_with_fallback, xml)


def _with_fallback(match: re.Match[bytes]) -> bytes:
    """Return a text box that has no fallback as the old form of a text box; all else unchanged."""
    whole = match.group()
    fallback = _FALLBACK.search(whole)
    boxes = _BOX.findall(_FALLBACK.sub(b"", whole))
    if not boxes or (fallback and b"<w:t" in fallback.group()):
        return whole
    return b"<w:pict>" + b"".join(boxes) + b"</w:pict>"


def words(text: str) -> list[str]:
    """Return the words of a text, without soft hyphens and other signs in them that show nothing."""
    return _WORD.findall(text.translate(_UNSEEN))


def paragraphs(xml: bytes) -> list[str]:
    """Return the text of each paragraph of a part, deletions left out, a text box after the paragraph it hangs on."""
    return _paragraphs(ET.fromstring(xml))  # noqa: S314 - parts with a DOCTYPE are refused before


def _paragraphs(root: ET.Element) -> list[str]:
    """Return the text of each paragraph of a part that was parsed."""
    return ["".join(_runs(paragraph)) for paragraph in _walk_blocks(root)]


def _walk_blocks(element: ET.Element) -> Iterator[ET.Element]:
    """Yield the paragraphs of an element in order, also those in text boxes."""
    stack = [element]
    while stack:
        current = stack.pop()
        if _local(current) == "p" and current.tag.startswith(_W):
            yield current
        stack.extend(child for child in reversed(current) if _local(child) not in _DROPPED)


def _runs(paragraph: ET.Element) -> Iterator[str]:
    """Yield the pieces of text of a paragraph, without those of paragraphs inside it."""
    stack = list(reversed(paragraph))
    while stack:
        current = stack.pop()
        name = _local(current)
        if name == "t" and current.tag.startswith(_W):
            yield current.text or ""
        elif name in {"tab", "br", "cr", "ptab"}:
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sdt" and any(_local(one) == "checkbox" for one in current.iter()):
            shown = "".join(one.text or "" for one in current.iter() if _local(one) == "t")
            yield "".join(character for character in shown if not character.isalnum())  # a letter X becomes a box
        elif name not in _DROPPED and name not in {"p", "pPr", "rPr", "instrText"}:
            stack.extend(reversed(current))


def _local(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def _texts(parts: dict[str, bytes], main: str) -> list[str]:
    """Return the names of the parts whose text must come out."""
    folder = main.rpartition("/")[0]
    return [name for name in (main, f"{folder}/footnotes.xml", f"{folder}/endnotes.xml") if parts.get(name)]


def _furniture(parts: dict[str, bytes], kind: str) -> tuple[str, ...]:
    """Return the texts of the page headers or footers, each said once."""
    found: dict[str, None] = {}
    for name in sorted(parts):
        if re.fullmatch(rf"word/{kind}\d*\.xml", name) and parts[name]:
            found.update((text, None) for text in paragraphs(parts[name]) if text.strip())
    return tuple(found)


def _main_part(parts: dict[str, bytes]) -> str:
    """Return the name of the main part, as the package's relations tell it, else the usual one."""
    relations = parts.get("_rels/.rels", b"")
    match = re.search(rb'<Relationship\b[^>]*officeDocument/(?:2006/)?relationships/officeDocument"[^>]*>', relations)
    target = re.search(rb'Target="/?([^"]+)"', match.group()) if match else None
    name = target.group(1).decode("utf-8", "replace") if target else _DOCUMENT
    return name if name in parts else _DOCUMENT


def _pack(parts: dict[str, bytes]) -> bytes:
    """Return parts as an archive; stored, because packing them would cost more than it saves."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
