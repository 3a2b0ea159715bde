"""What a file is, by its content first and its name second."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Literal

from samgraf.readers import refusals

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["text", "docx", "odt", "pdf", "sheet", "delimited"]

MAXIMUM_BYTES = 200 * 1024 * 1024
MAXIMUM_ENTRIES = 10_000
MAXIMUM_RATIO = 100
MAXIMUM_UNPACKED = 200 * 1024 * 1024
_SMALL_ARCHIVE = 4 * 1024 * 1024  # unpacked; below this a high ratio does no harm (styles of blanks, say)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FLAT_OPEN = re.compile(rb"\s*<\?xml[^>]*\?>\s*(?:<!DOCTYPE[^>]*>\s*)?<office:document\b([^>]*)>")
_XML_OF_WORD = re.compile(rb"\s*<\?xml[^>]*\?>(?:\s*<\?mso-application[^>]*\?>)?\s*<(?:pkg:package|w:wordDocument)\b")
_OPEN_TEXT, _MANIFEST = b"application/vnd.oasis.opendocument.text", "META-INF/manifest.xml"
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PDF_WITHIN = 1024
_LOOKED_AT = 65_536
_JUNK_SHARE = 0.02
_SHEETS = {".xlsx", ".xlsm", ".xls", ".ods"}
_DELIMITED = {".csv", ".tsv", ".tab"}
_OTHER_SUFFIXES = {
    ".odt": "OpenDocument (.odt)",
    ".odp": "OpenDocument (.odp, .odg)",
    ".pages": "Pages (.pages)",
    ".rtf": "RTF (.rtf)",
    ".doc": "Word 97-2003 (.doc)",
    ".xlsb": "Excel, binär (.xlsb)",
    ".pptx": "PowerPoint (.pptx)",
}


def content(path: Path) -> bytes:
    """Return all bytes of a file.

    Raises:
        ReadError: it is missing, a folder, closed to us, no regular file, empty or larger than is read.
    """
    megabytes = f"{MAXIMUM_BYTES // 1024 // 1024} MB"
    try:
        if not path.exists():
            raise refusals.missing(path)
        if path.is_dir():
            raise refusals.directory(path)
        if not path.is_file():
            raise refusals.not_regular(path)
        if path.stat().st_size > MAXIMUM_BYTES:
            raise refusals.too_large(path, (megabytes, megabytes))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise refusals.unreadable(path, error) from error
    if not data.strip(b"\x00\t\n\r\f \xef\xbb\xbf"):
        raise refusals.empty(path)
    return data


def kind(path: Path, data: bytes) -> Kind:
    """Return what a file holds.

    Raises:
        ReadError: it is nothing that we read; the message says what it is and what to do.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive_kind(path, data)
    if data.startswith(_OLE):
        if "Workbook".encode("utf-16-le") in data and "EncryptedPackage".encode("utf-16-le") not in data:
            return "sheet"
        raise _ole(path, data)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.lstrip().startswith(b"{\\rtf"):
        raise refusals.other_format(path, _OTHER_SUFFIXES[".rtf"])
    if _HTML.match(data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")):
        raise refusals.html(path)
    head = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    if (flat := _FLAT_OPEN.match(head)) is not None:
        if _OPEN_TEXT not in flat.group(1):
            raise refusals.other_format(path, _OTHER_SUFFIXES[".odp"])
        return "odt"
    if _XML_OF_WORD.match(head):
        raise refusals.other_format(path, "Word-XML (.xml)")
    return _plain_kind(path, data)


def _plain_kind(path: Path, data: bytes) -> Kind:
    """Return "text" or "delimited" for bytes that are neither archive nor PDF, if they are text."""
    suffix = path.suffix.lower()
    if suffix in (".docx", ".docm", ".pdf"):
        raise refusals.not_what_it_says(path, "Word" if suffix != ".pdf" else "PDF")
    if suffix in _SHEETS:
        raise refusals.not_what_it_says(path, "kalkylblad")
    if suffix in _OTHER_SUFFIXES:
        raise refusals.other_format(path, _OTHER_SUFFIXES[suffix])
    if _is_junk(data):
        raise refusals.unknown(path)
    return "delimited" if suffix in _DELIMITED else "text"


def _is_junk(data: bytes) -> bool:
    """Return whether bytes are not text: control characters are more than a slip of a converter leaves."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    sample = data[:_LOOKED_AT]
    return len(_BINARY.findall(sample)) > max(8, _JUNK_SHARE * len(sample))


def _ole(path: Path, data: bytes) -> Exception:
    """Return the error for a Microsoft compound file: a protected document, an old one or something else."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusals.protected(path)
    if "WordDocument".encode("utf-16-le") in data or path.suffix.lower() in {".doc", ".dot", ".docx"}:
        return refusals.old_word(path)
    return refusals.other_format(path, _OTHER_SUFFIXES.get(path.suffix.lower(), "Microsoft Office 97-2003"))


def _archive_kind(path: Path, data: bytes) -> Kind:
    """Return "docx", "odt" or "sheet" for a sound archive with a document or a workbook in it."""
    import io  # noqa: PLC0415 - only archives need it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, NotImplementedError) as error:
        what = path.suffix.lower().removeprefix(".")
        raise refusals.damaged(
            path, what if what in {"xlsx", "xlsm", "ods", "odt", "ott"} else "docx", refusals.technical(error)
        ) from error
    measure(path, entries, len(data))
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise refusals.protected(path)
    if "content.xml" in names and _is_open_text(path, data, names):
        return "odt"
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return "docx"
    if "xl/workbook.xml" in names or (path.suffix.lower() == ".ods" and "content.xml" in names):
        return "sheet"
    raise _other_archive(path, names)


def _is_open_text(path: Path, data: bytes, names: set[str]) -> bool:
    """Return whether an OpenDocument is a text or a template of one; some programs do not say.

    Raises:
        ReadError: it is damaged, or protected with a password.
    """
    import io  # noqa: PLC0415 - only archives need it

    told, manifest = b"", b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            told = archive.read("mimetype") if "mimetype" in names else b""
            manifest = archive.read(_MANIFEST) if _MANIFEST in names else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise refusals.damaged(path, "OpenDocument", refusals.technical(error)) from error
    if b"encryption-data" in manifest:
        raise refusals.protected(path)
    return told.startswith(_OPEN_TEXT) if told else path.suffix.lower() in {".odt", ".ott"}


def _other_archive(path: Path, names: set[str]) -> Exception:
    """Return the error for an archive that is not a Word document."""
    if any(name.startswith("xl/") for name in names):
        return refusals.other_format(path, _OTHER_SUFFIXES[".xlsb"])
    if any(name.startswith("ppt/") for name in names):
        return refusals.other_format(path, _OTHER_SUFFIXES[".pptx"])
    if any(name.startswith("Index/") or name.endswith(".iwa") or name == "Index.zip" for name in names):
        return refusals.other_format(path, _OTHER_SUFFIXES[".pages"])
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return refusals.other_format(path, _OTHER_SUFFIXES[".odp"])
    if path.suffix.lower() in (".docx", ".docm"):
        return refusals.damaged(path, "docx", ("word/document.xml saknas", "word/document.xml is missing"))
    return refusals.unknown(path)


def measure(path: Path, entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Return nothing; an archive that would unpack to more than is read never gets opened.

    Raises:
        ReadError: too many entries, too large, or packed too tightly to be a document.
    """
    if len(entries) > MAXIMUM_ENTRIES:
        raise refusals.bomb(path, (f"{len(entries)} delar", f"{len(entries)} parts"))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAXIMUM_UNPACKED:
        megabytes = f"{unpacked // 1024 // 1024} MB"
        raise refusals.bomb(path, (megabytes, megabytes))
    if unpacked > _SMALL_ARCHIVE and unpacked > MAXIMUM_RATIO * packed:
        ratio = f"{unpacked // max(1, packed)}:1"
        raise refusals.bomb(path, (ratio, ratio))
