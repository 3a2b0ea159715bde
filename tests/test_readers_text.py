"""Flat text: encodings, pages, furniture and the repair of lost diacritics."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from samgraf.readers import read
from samgraf.readers.diacritics import restore
from samgraf.readers.encodings import encoding_warnings
from samgraf.readers.pages import find_pages

if TYPE_CHECKING:
    from samgraf.documents import Document

SHARED = Path(__file__).parents[2] / "shared" / "reports"
LOST = {"å": "a ", "ä": "a ", "ö": "o ", "Å": "A ", "Ä": "A ", "Ö": "O "}

PROSE = """Länsstyrelsen och kommunerna har träffats fyra gånger för att följa upp överenskommelsen om
bostäder för äldre. Vid mötena har även Försäkringskassan och företrädare för näringslivet
deltagit. Under våren genomfördes en undersökning där elever i årskurs nio fick svara på frågor
om trygghet och fritid. Resultatet är bättre än året före, men skillnaderna mellan områdena är
större än tidigare. Därför påbörjades en förstudie under hösten, där målet är att fler ska få
möjlighet att delta i föreningslivet. Arbetet fortsätter nästa år med stöd av regionen och
länets lärosäten, som också bidrar med följeforskning och analys av hur insatserna fördelas."""

CLEAN = """Rapporten beskriver hur regionen har arbetat under året. Länets kommuner har varit med från
början, liksom Länsstyrelsen. Målet är att områden med lång väg till service ska få bättre
förutsättningar. En undersökning genomfördes bland företagen, och frågorna rörde både tillväxt
och kompetens. Hösten ägnades åt överenskommelser om bostäder, och våren åt möten."""


def damaged(text: str) -> str:
    """Return text as a converter leaves it that cannot place rings and dots."""
    return "".join(LOST.get(character, character) for character in text)


def read_bytes(folder: Path, content: bytes, name: str = "rapport.txt") -> Document:
    """Return the document of a file with some bytes in it."""
    path = folder / name
    path.write_bytes(content)
    return read(path)


def swedish_words(text: str) -> list[str]:
    """Return the words of a text that have å, ä or ö."""
    return [word for word in re.findall(r"\w+", text) if re.search("[åäöÅÄÖ]", word)]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
def test_each_encoding_gives_the_same_text(tmp_path: Path, encoding: str, told: str) -> None:
    """Reports come from many programs, and a byte order mark is no text."""
    document = read_bytes(tmp_path, "Återrapportering – Örebro\nÄnnu en rad\n".encode(encoding))

    assert (document.text, document.encoding) == ("Återrapportering – Örebro\nÄnnu en rad\n", told)


SENTENCE = "Målet för länet är att områden får bättre skola – också på ön.\n"


def test_a_few_stray_bytes_do_not_make_utf_8_another_encoding(tmp_path: Path) -> None:
    """Three bad bytes once turned every "Mål" of a report into "MÃ¥l", and nothing was said."""
    document = read_bytes(tmp_path, SENTENCE.encode() * 20 + b"K\xe5re och \xff\xfe\n")

    assert document.text.startswith("Målet för länet")
    assert document.text.endswith("K\ufffdre och \ufffd\ufffd\n")
    assert document.encoding == "utf-8"
    assert tuple(warned.sv for warned in document.warnings) == (
        "3 tecken i filen gick inte att avkoda och står som \ufffd i texten.",
    )


def test_another_encoding_than_utf_8_is_told(tmp_path: Path) -> None:
    """What was guessed, even by a rule, has to be known."""
    document = read_bytes(tmp_path, SENTENCE.encode("cp1252") * 20)

    assert document.text == SENTENCE * 20
    assert tuple(warned.sv for warned in document.warnings) == (
        "Filen är inte UTF-8; den lästes som Windows-1252 (cp1252).",
    )


@pytest.mark.parametrize(
    "data", [SENTENCE.encode("mac-roman") * 5, SENTENCE.encode().decode("cp1252", "replace").encode() * 5]
)
def test_letters_that_look_wrong_are_told(tmp_path: Path, data: bytes) -> None:
    """Text from an old Mac, or read in the wrong encoding and saved again, is readable to no rule that follows."""
    assert any("ser ut att ha blivit fel tecken" in told.sv for told in read_bytes(tmp_path, data).warnings)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize(
    "text", [SENTENCE, "50 € – »ja« … Łódź São Paulo\n", "Interreg Öresund-Kattegat-Skagerrak, Ærø\n"]
)
def test_right_letters_are_not_called_wrong(text: str, encoding: str) -> None:
    """Names from other languages and signs of money are no damage."""
    decoded = text.encode(encoding, "replace").decode(encoding)

    assert not any("fel tecken" in told.sv for told in encoding_warnings(decoded, encoding))


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    """Names are compared as NFC everywhere."""
    document = read_bytes(tmp_path, "Va\u0308stera\u030as\n".encode())

    assert document.text == "Västerås\n"


def test_lines_are_numbered_as_in_the_file(tmp_path: Path) -> None:
    """A line number in a finding must lead to that line in the user's editor, blank lines counted."""
    document = read_bytes(tmp_path, b"ett\r\n\r\ntre\rfyra\n")

    assert [(line.number, document.text[line.start : line.end]) for line in document.lines] == [
        (1, "ett"),
        (2, ""),
        (3, "tre"),
        (4, "fyra"),
    ]
    assert [block.kind for block in document.blocks] == ["line"] * 3


def test_a_control_character_becomes_a_blank_and_is_told(tmp_path: Path) -> None:
    """A stray NUL must not break later tools, nor vanish in silence."""
    document = read_bytes(tmp_path, b"Region\x00 Blekinge har arbetat vidare med planen under hela aret\n")

    assert document.text.startswith("Region  Blekinge")
    assert [(repair.was, repair.became) for repair in document.repairs] == [("\x00", " ")]
    assert tuple(warned.sv for warned in document.warnings) == (
        "1 styrtecken i filen (som NUL) ersattes med blanksteg.",
    )


def test_a_loose_ring_or_dots_are_set_on_their_letter(tmp_path: Path) -> None:
    """Some converters write "fo¨r" for "för"."""
    document = read_bytes(tmp_path, "Stöd fo¨r Va¨stera˚s\n".encode())

    assert document.text == "Stöd för Västerås\n"
    assert [document.quote(repair.span) for repair in document.repairs] == ["ö", "ä", "å"]


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    """What pdftotext writes."""
    document = read_bytes(tmp_path, b"ett\n\fRubrik\ntre\n\f\ffyra\n\f")

    assert [line.page for line in document.lines if line.end > line.start][:4] == [1, 2, 2, 4]
    assert document.quote(document.blocks[1].span) == "Rubrik"


def page_of_text(number: int) -> list[str]:
    """Return the rows of a page of plain text."""
    return [f"Rad {row} av texten på sidan, som är lagom lång och slutar här {'x' * number}." for row in range(20)]


def test_a_form_feed_in_a_row_begins_a_line_of_the_next_page(tmp_path: Path) -> None:
    """Pages set together with nothing but a form feed would glue a page's last words to the next one's first."""
    path = tmp_path / "report.txt"
    path.write_text("Första sidan\nslutar här.\fAndra sidan\nbörjar där.", encoding="utf-8")
    document = read(path)

    assert [(document.text[line.start : line.end].strip(), line.page) for line in document.lines] == [
        ("Första sidan", 1),
        ("slutar här.", 1),
        ("Andra sidan", 2),
        ("börjar där.", 2),
    ]


def test_a_line_with_one_leading_blank_begins_a_page() -> None:
    """What another common converter writes, when it is rare enough to mean something."""
    rows = [row for number in range(5) for row in [(" " if number else "") + "Ny sida", *page_of_text(number)]]

    assert find_pages(rows).count == 5


def test_wrapped_list_items_are_not_pages() -> None:
    """A hanging indent of one blank looks the same, but stands close together and goes on in lower case."""
    rows = [
        *page_of_text(1),
        "1.1 Utveckla forskning och",
        " innovation i länet",
        "1.2 Dra nytta av digitala",
        " tjänster i länet",
    ]
    rows += [*page_of_text(2), " Ny sida", *page_of_text(3)]

    assert find_pages(rows).count == 2


def test_many_leading_blanks_are_layout() -> None:
    """Text whose every line is indented has no pages that we know of."""
    rows = [f" {row}" for row in page_of_text(1) * 4]

    assert find_pages(rows).pages == ()


def test_page_numbers_alone_part_pages_too() -> None:
    """Without any other sign, numbers that count up through the text are the pages."""
    rows = [row for number in range(1, 6) for row in [*page_of_text(number), "", str(number), ""]]
    layout = find_pages(rows)

    assert (layout.count, layout.pages[0], layout.pages[-1]) == (5, 1, 5)


def test_running_headers_and_page_numbers_are_furniture(tmp_path: Path) -> None:
    """They are no answer to any question."""
    pages = [["Region Kronoberg 2024", *page_of_text(number), "", f"Sida {number} (4)"] for number in range(1, 5)]
    document = read_bytes(tmp_path, "\n\f".join("\n".join(page) for page in pages).encode())
    furniture = [document.quote(block.span) for block in document.blocks if block.kind == "furniture"]

    assert furniture == [text for number in range(1, 5) for text in ("Region Kronoberg 2024", f"Sida {number} (4)")]


def test_a_header_block_in_the_middle_of_the_text_is_furniture(tmp_path: Path) -> None:
    """Sections of their own bring letter heads with date, case number and page number."""
    head = ["Återrapport 2024 Datum", "Utvecklingsenheten 2025-01-16", "Diarienr: XY2400{0}", "", "{1}", ""]
    rows = []
    for number in range(3):
        rows += page_of_text(number) + [row.format(number, number + 11) for row in head]
    document = read_bytes(tmp_path, "\n".join([*rows, *page_of_text(9)]).encode())
    furniture = [document.quote(block.span) for block in document.blocks if block.kind == "furniture"]

    assert len(furniture) == 3 * 4
    assert "Diarienr: XY24001" in furniture


def test_lost_diacritics_are_restored_and_told(tmp_path: Path) -> None:
    """Names and goals cannot be recognised in "Va stmanland"; each change is a repair that can be reviewed."""
    document = read_bytes(tmp_path, (CLEAN + "\n\n" + damaged(PROSE) + "\n\n" + CLEAN).encode())
    wanted, found = swedish_words(CLEAN + PROSE + CLEAN), swedish_words(document.text)
    right = sum(min(wanted.count(word), found.count(word)) for word in set(wanted))

    assert right / len(found) >= 0.97
    assert right / len(wanted) >= 0.93
    assert all(document.quote(repair.span) == repair.became for repair in document.repairs)
    assert document.text.count("\n") == (CLEAN + "\n\n" + PROSE + "\n\n" + CLEAN).count("\n") + 1


@pytest.mark.parametrize("text", [CLEAN, PROSE, "Utan sarskilda tecken\noch a la carte\npa o\n", "a b c d\n" * 20])
def test_undamaged_text_is_never_touched(text: str) -> None:
    """A repair where nothing was broken would be a forgery."""
    rows = text.split("\n")

    assert restore(rows) == (rows, [])


def test_the_rest_of_a_damaged_document_is_never_touched() -> None:
    """Only the stretch that is full of damage is mended."""
    rows = [*CLEAN.split("\n"), *damaged(PROSE).split("\n"), *CLEAN.split("\n")]
    restored, _ = restore(rows)

    assert restored[:4] == rows[:4]
    assert restored[-4:] == rows[-4:]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reports are not beside this checkout")
@pytest.mark.parametrize(("name", "pages", "repairs"), [("vastmanland-2023", 36, 23), ("orebro-2023", 17, 0)])
def test_the_known_reports_have_their_pages(name: str, pages: int, repairs: int) -> None:
    """Printed page numbers confirm the pages; only the one paragraph that is damaged gets repaired."""
    document = read(SHARED / f"{name}.txt")

    assert (document.page_count, len(document.repairs)) == (pages, repairs)


def test_a_footer_that_a_tool_took_too_early_is_still_a_footer(tmp_path: Path) -> None:
    """A tool that takes boxes by their place may put the footer before the last column of a table."""
    towns = ["Arboga", "Boden", "Charlottenberg", "Dorotea", "Eslöv", "Falun", "Gnesta", "Habo", "Insjön"]
    pages = [
        "".join(f"{town} {word}\n" for word in ("ett", "och", "i", "mot", "till", "vid")) + f"Sida {n} (9)\n"
        for n, town in enumerate(towns, start=1)
    ]
    pages[4] = "Eslöv ett\nEslöv och\nEslöv i\nSida 5 (9)\nEslöv mot\nEslöv till\nEslöv vid\nEslöv från\n"
    path = tmp_path / "blad.txt"
    path.write_text("\f".join(pages), encoding="utf-8")
    document = read(path)

    assert [document.quote(b.span).strip() for b in document.blocks if b.kind == "furniture"] == [
        f"Sida {n} (9)" for n in range(1, 10)
    ]
