"""Why a file cannot be read, said to a person: one function per reason, each returns the error to raise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.errors import ReadError
from samgraf.system_words import system_reason

if TYPE_CHECKING:
    from pathlib import Path

_TECHNICAL = {
    "NoValidXRef": ("innehållsförteckningen saknas", "the table of its parts is missing"),
    "PDFSyntaxError": ("det är inte uppbyggt som PDF", "it is not built as PDF"),
    "PSEOF": ("slutet saknas", "the end is missing"),
    "BadZipFile": ("arkivet är trasigt", "the archive is broken"),
    "zlib.error": ("en packad del går inte att packa upp", "a packed part cannot be unpacked"),
    "EOFError": ("slutet saknas", "the end is missing"),
    "ParseError": ("XML-koden är trasig", "the XML is broken"),
    "ExpatError": ("XML-koden är trasig", "the XML is broken"),
    "KeyError": ("en del saknas", "a part is missing"),
    "error": ("en packad del går inte att packa upp", "a packed part cannot be unpacked"),
}
_SAVE_AS_SV = "Öppna den i ett ordbehandlingsprogram och spara den som .docx eller .pdf."
_SAVE_AS_EN = "Open it in a word processor and save it as .docx or .pdf."


def refuse(path: Path, wrong: tuple[str, str], advice: tuple[str, str]) -> ReadError:
    """Return an error that says what was read, what is wrong and what to do, each as (Swedish, English)."""
    return ReadError(f"{path}: {wrong[0]} {advice[0]}".rstrip(), f"{path}: {wrong[1]} {advice[1]}".rstrip())


def missing(path: Path) -> ReadError:
    """Return the error for a file that does not exist."""
    return refuse(
        path,
        ("filen finns inte.", "there is no such file."),
        ("Kontrollera sökvägen och stavningen.", "Check the path and the spelling."),
    )


def directory(path: Path) -> ReadError:
    """Return the error for a folder given as a file."""
    return refuse(
        path,
        ("är en mapp, inte en fil.", "is a folder, not a file."),
        ("Ange filerna i mappen en och en.", "Name the files in it one by one."),
    )


def not_regular(path: Path) -> ReadError:
    """Return the error for a pipe, a socket or a device, which may never come to an end."""
    return refuse(
        path,
        (
            "är ingen vanlig fil (utan ett rör, en socket eller en enhet).",
            "is no regular file (a pipe, socket or device).",
        ),
        ("Spara innehållet i en fil och ange den.", "Save the content in a file and name that."),
    )


def unreadable(path: Path, error: Exception) -> ReadError:
    """Return the error for a file that the system would not let us open."""
    why = system_reason(error)
    return refuse(
        path,
        (f"filen gick inte att öppna ({why[0]}).", f"the file could not be opened ({why[1]})."),
        ("Kontrollera behörigheten och att inget annat program håller den.", "Check permissions and other programs."),
    )


def technical(error: Exception) -> tuple[str, str]:
    """Return what a library tripped over, in Swedish and English; the error itself is chained."""
    for name, words in _TECHNICAL.items():
        if name in repr(error) or name in {kind.__name__ for kind in type(error).__mro__}:
            return words
    return "innehållet följer inte formatet", "the content does not follow the format"


def empty(path: Path) -> ReadError:
    """Return the error for a file without any content."""
    return refuse(
        path,
        ("filen är tom.", "the file is empty."),
        ("Hämta eller spara den på nytt.", "Fetch or save it again."),
    )


def too_large(path: Path, limit: tuple[str, str]) -> ReadError:
    """Return the error for a file beyond a limit, e.g. `limit` ("2000 sidor", "2000 pages")."""
    return refuse(
        path,
        (f"filen är större än vad som läses (gränsen är {limit[0]}).", f"the file is beyond the limit of {limit[1]}."),
        ("Dela upp den, eller spara den utan bilder.", "Split it, or save it without pictures."),
    )


def old_word(path: Path) -> ReadError:
    """Return the error for a .doc of Word 97-2003."""
    return refuse(
        path,
        ("är ett Word-dokument i det gamla formatet .doc.", "is a Word document in the old .doc format."),
        ("Öppna det i Word och spara det som .docx.", "Open it in Word and save it as .docx."),
    )


def protected(path: Path) -> ReadError:
    """Return the error for a file that a password protects."""
    return refuse(
        path,
        ("filen är skyddad med lösenord.", "the file is protected with a password."),
        ("Ta bort lösenordet och spara den på nytt.", "Remove the password and save it again."),
    )


def damaged(path: Path, what: str, why: tuple[str, str]) -> ReadError:
    """Return the error for a broken file; `what` is its format, "docx" or "pdf"."""
    return refuse(
        path,
        (
            f"filen är skadad eller avkortad och kan inte läsas som {what} ({why[0]}).",
            f"the file is damaged or cut short and cannot be read as {what} ({why[1]}).",
        ),
        ("Hämta eller spara den på nytt.", "Fetch or save it again."),
    )


def too_much_text(path: Path, limit: str) -> ReadError:
    """Return the error for a text file that is longer than any report."""
    return refuse(
        path,
        (
            f"textfilen är större än {limit}; så lång är ingen rapport.",
            f"the text file is larger than {limit}; no report is that long.",
        ),
        ("Kontrollera att det är rätt fil; dela upp den om den har flera rapporter.", "Check the file; split it."),
    )


def too_heavy(path: Path, why: tuple[str, str]) -> ReadError:
    """Return the error for a PDF that draws more than a report does."""
    return refuse(
        path,
        (f"PDF-filen är tyngre än någon rapport ({why[0]}).", f"the PDF is heavier than any report ({why[1]})."),
        (
            "Spara den på nytt från ursprungsprogrammet, gärna som .docx, eller utan kartor och ritningar.",
            "Save it again from the program it was made in, preferably as .docx, or without maps and drawings.",
        ),
    )


def bomb(path: Path, why: tuple[str, str]) -> ReadError:
    """Return the error for an archive or document that unpacks to more than is read."""
    return refuse(
        path,
        (f"filen packar upp till mer än vad som läses ({why[0]}).", f"the file unpacks to too much ({why[1]})."),
        (
            "Spara dokumentet på nytt från Word, utan inbäddade filer.",
            "Save it again from Word, without embedded files.",
        ),
    )


def too_many_cells(path: Path, limit: int) -> ReadError:
    """Return the error for a spreadsheet with more cells, or more text in them, than is read."""
    sv = f"kalkylbladet har fler celler eller mer text än vad som läses (gränsen är {limit} celler, tomma inräknade)."
    en = f"the spreadsheet has more cells or text than is read (the limit is {limit} cells, empty ones counted)."
    advice_sv = "Ta bort tomma rader och kolumner i slutet, eller dela upp det, och spara på nytt."
    advice_en = "Delete empty rows and columns at the end, or split it, and save it again."
    return refuse(path, (sv, en), (advice_sv, advice_en))


def too_deep(path: Path) -> ReadError:
    """Return the error for XML or PDF objects that are nested beyond all use."""
    return refuse(
        path,
        ("innehållet är nästlat för djupt för att läsas.", "the content is nested too deeply to be read."),
        (_SAVE_AS_SV, _SAVE_AS_EN),
    )


def other_format(path: Path, name: str) -> ReadError:
    """Return the error for a known format that is not read, e.g. `name` "OpenDocument (.odt)"."""
    return refuse(path, (f"är {name}, som inte läses.", f"is {name}, which is not read."), (_SAVE_AS_SV, _SAVE_AS_EN))


def html(path: Path) -> ReadError:
    """Return the error for a web page, which is what a failed download often leaves."""
    return refuse(
        path,
        ("är en webbsida (HTML), inte en rapport.", "is a web page (HTML), not a report."),
        ("Troligen blev hämtningen fel: hämta dokumentet på nytt.", "The download probably failed: fetch it again."),
    )


def not_what_it_says(path: Path, what: str) -> ReadError:
    """Return the error for a file whose suffix promises `what`, but whose content is something else."""
    return refuse(
        path,
        (f"heter som {what}, men innehållet är något annat.", f"is named as {what}, but its content is not."),
        ("Hämta eller spara den på nytt.", "Fetch or save it again."),
    )


def unknown(path: Path) -> ReadError:
    """Return the error for content that is no format we know."""
    return refuse(
        path,
        ("är inte text, Word, PDF eller kalkylblad.", "is neither text, Word, PDF nor a spreadsheet."),
        (
            "Ange en rapport som .docx, .odt, .pdf eller .txt, eller ett register som .xlsx eller .csv.",
            "Give a report as .docx, .odt, .pdf or .txt, or a register as .xlsx or .csv.",
        ),
    )


def pictures_only(path: Path) -> ReadError:
    """Return the error for a PDF of scanned pages."""
    return refuse(
        path,
        ("PDF-filen har ingen text, bara bilder (inskannad?).", "the PDF holds no text, only pictures (scanned?)."),
        ("Kör textigenkänning (OCR) på den, eller be om originalet.", "Run OCR on it, or ask for the original."),
    )


def no_letters(path: Path) -> ReadError:
    """Return the error for a PDF whose fonts do not say what letters they show."""
    return refuse(
        path,
        (
            "PDF-filens teckensnitt säger inte vilka bokstäver de visar, så texten går inte att läsa.",
            "the PDF's fonts do not say what letters they show, so that its text cannot be read.",
        ),
        (
            "Spara den på nytt från ursprungsprogrammet, gärna som .docx, eller kör textigenkänning (OCR).",
            "Save it again from the program it was made in, preferably as .docx, or run OCR on it.",
        ),
    )


def no_text(path: Path) -> ReadError:
    """Return the error for a document without a single word."""
    return refuse(
        path,
        ("dokumentet har ingen text.", "the document holds no text."),
        ("Kontrollera att det är rätt fil.", "Check that it is the right file."),
    )
