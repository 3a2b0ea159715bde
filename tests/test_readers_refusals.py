"""Files that cannot be read: each gets one message in Swedish and English that says what to do."""

from __future__ import annotations

import errno
import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
import zlib
from pathlib import Path

import pytest

from samgraf.errors import ReadError
from samgraf.readers import read, refusals, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def archive(**parts: bytes) -> bytes:
    """Return a zip archive; a name's double underscore is a slash, its single one a full stop."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


CASES = {
    "tom.txt": (b"", "tom"),
    "blanka.txt": (b" \n\n\x00", "tom"),
    "gammal.doc": (OLE + "WordDocument".encode("utf-16-le"), ".doc"),
    "låst.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
    "gammal.xls": (OLE + "Workbook".encode("utf-16-le"), "skadad"),
    "blad.xlsx": (archive(xl__workbook_xml=b"<x/>"), "skadad"),
    "låst.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
    "binär.xlsb": (archive(xl__workbook_bin=b"x"), "xlsb"),
    "inte.xlsx": (b"bara text", "heter som"),
    "bilder.pptx": (archive(ppt__presentation_xml=b"<x/>"), "PowerPoint"),
    "öppen.odp": (archive(content_xml=b"<x/>", **{"META-INF__manifest_xml": b"<x/>"}), "OpenDocument"),
    "tom.odt": (archive(content_xml=b"<x/>"), "skadad"),
    "trasig.odt": (archive(content_xml=b"<x"), "skadad"),
    "avkortad.odt": (archive(content_xml=b"<x/>" * 99)[:120], "skadad"),
    "låst.odt": (archive(content_xml=b"?", **{"META-INF__manifest_xml": b"<encryption-data/>"}), "lösenord"),
    "egen.fodt": (
        b'<?xml version="1.0"?><!DOCTYPE x><office:document m="application/vnd.oasis.opendocument.text"/>',
        "DOCTYPE",
    ),
    "blad.fods": (b'<?xml version="1.0"?><office:document office:mimetype="x">', "OpenDocument"),
    "platt.xml": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package/>', "Word-XML"),
    "äpple.pages": (archive(Index__Document_iwa=b"x"), "Pages"),
    "rik.rtf": (b"{\\rtf1 text}", "RTF"),
    "fel.docx": (archive(annat_txt=b"x"), "skadad"),
    "inte-word.docx": (b"bara text", "heter som Word"),
    "inte.pdf": (b"bara text", "heter som PDF"),
    "sida.pdf": (b"\n<!DOCTYPE html><html><body>404</body></html>", "webbsida"),
    "sida.txt": (b"<html><head></head></html>", "webbsida"),
    "skräp.txt": (bytes(range(256)) * 40, "varken|inte text"),
    "bild.png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "inte text"),
    "avkortad.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "skadad"),
    "tecken.txt": ("– … !\n".encode(), "ingen text"),
}


@pytest.mark.parametrize("name", CASES)
def test_each_bad_file_says_what_is_wrong(tmp_path: Path, name: str) -> None:
    """What was read, what is wrong and what to do, in both languages; never a traceback."""
    data, words = CASES[name]
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(ReadError, match=words) as caught:
        read(path)
    assert name in caught.value.sv
    assert name in caught.value.en
    assert caught.value.sv != caught.value.en
    assert len(caught.value.sv.split(". ")) >= 2


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    """The commonest slips of all."""
    with pytest.raises(ReadError, match="finns inte"):
        read(tmp_path / "ingen.docx")
    with pytest.raises(ReadError, match="mapp"):
        read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_device_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """Reading one may never come to an end."""
    pipe = tmp_path / "rör.txt"
    os.mkfifo(pipe)

    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(ReadError, match="ingen vanlig fil"):
            read(path)


def test_text_longer_than_any_report_is_refused(tmp_path: Path) -> None:
    """Hundreds of reports in one file took minutes in silence."""
    path = tmp_path / "alla.txt"
    path.write_bytes("En rad av många.\n".encode() * 300_000)

    with pytest.raises(ReadError, match="större än 5 MB; så lång är ingen rapport"):
        read(path)


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith(("avkortad", "fel", "inte-word"))])
def test_reasons_are_words_and_not_names_of_exceptions(tmp_path: Path, name: str) -> None:
    """The name of an exception, as "PdfminerException", tells a person nothing."""
    path = tmp_path / name
    path.write_bytes(CASES[name][0])

    with pytest.raises(ReadError) as caught:
        read(path)
    assert not re.search(r"Exception|Error|\(error|\(zip\)|Errno", caught.value.sv)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "åtkomst nekad"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "namnet är för långt"),
        (OSError(9999, "No idea"), "systemfel 9999"),
        (ValueError("embedded null byte"), "ogiltig sökväg"),
    ],
)
def test_the_system_speaks_swedish(error: Exception, words: str) -> None:
    """The system's own words are English, whatever the language of the message."""
    assert words in refusals.unreadable(Path("rapport.docx"), error).sv


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (zipfile.BadZipFile("x"), "arkivet är trasigt"),
        (zlib.error("x"), "går inte att packa upp"),
        (ET.ParseError("x"), "XML-koden är trasig"),
        (TypeError("x"), "följer inte formatet"),
    ],
)
def test_what_a_library_trips_over_has_a_word(error: Exception, words: str) -> None:
    """The error itself is chained for whoever debugs it."""
    assert words in refusals.technical(error)[0]


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    """Files are renamed, and systems drop suffixes."""
    path = tmp_path / "rapport"
    path.write_text("Återrapportering", encoding="utf-8")

    assert read(path).reader == "text"


def test_an_archive_of_many_parts_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand entries are no document."""
    monkeypatch.setattr(sniff, "MAXIMUM_ENTRIES", 3)
    path = tmp_path / "bomb.docx"
    path.write_bytes(archive(**{f"word__part{number}": b"" for number in range(4)}))

    with pytest.raises(ReadError, match="4 delar"):
        read(path)


def test_an_archive_packed_too_tightly_is_not_opened(tmp_path: Path) -> None:
    """A few kilobytes that unpack to ten megabytes of zeros."""
    path = tmp_path / "bomb.docx"
    path.write_bytes(archive(word__document_xml=bytes(10_000_000)))

    with pytest.raises(ReadError, match="packar upp till mer"):
        read(path)


def test_an_archive_beyond_the_limit_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Size is measured before anything is unpacked."""
    monkeypatch.setattr(sniff, "MAXIMUM_UNPACKED", 1000)
    path = tmp_path / "bomb.docx"
    path.write_bytes(archive(word__document_xml=b"abc" * 1000))

    with pytest.raises(ReadError, match="packar upp till mer"):
        read(path)


def test_reading_text_loads_no_heavy_library(tmp_path: Path) -> None:
    """A cold start must not pay for Word and PDF when the file is text."""
    path = tmp_path / "rapport.txt"
    path.write_text("Region Gotland har arbetat med frågan.\n", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from samgraf.readers import read; read(Path(sys.argv[1]));"
        "heavy = ('mammoth', 'pdfplumber', 'pypdf', 'simplemma', 'lxml', 'rdflib');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "form"), [("a.xlsx", "xlsx"), ("a.ods", "ods"), ("a.docx", "docx"), ("a.txt", "docx")]
)
def test_a_broken_archive_is_called_what_its_name_says(name: str, form: str, tmp_path: Path) -> None:
    """A workbook that was cut short is no Word document."""
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04" + b"x" * 200)

    with pytest.raises(ReadError, match=f"läsas som {form} "):
        read(path)
