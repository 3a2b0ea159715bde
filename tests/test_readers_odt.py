"""OpenDocument texts, as LibreOffice writes them: the same blocks as from Word files, and no word that nobody sees."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from samgraf.errors import ReadError
from samgraf.readers import read

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.documents import Block, Document

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        **{name: f"{_NAMESPACE}:{name}:1.0" for name in ("office", "text", "table", "style", "form", "meta")},
        "draw": f"{_NAMESPACE}:drawing:1.0",
        "fo": f"{_NAMESPACE}:xsl-fo-compatible:1.0",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    }.items()
)
TYPE = "application/vnd.oasis.opendocument.text"
STYLES = (
    '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P1"><style:paragraph-properties fo:break-before="page"/></style:style>'
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" text:start-value="3"/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)
MASTER = "<style:master-page><style:header><text:p>Region Gotland</text:p></style:header></style:master-page>"


def p(content: str, style: str = "") -> str:
    """Return a paragraph."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def h(content: str, level: int = 1) -> str:
    """Return a heading."""
    return f'<text:h text:outline-level="{level}">{content}</text:h>'


def span(content: str, style: str) -> str:
    """Return text in a style."""
    return f'<text:span text:style-name="{style}">{content}</text:span>'


def items(*content: str, style: str = "L2") -> str:
    """Return a list."""
    inner = "".join(f"<text:list-item>{one}</text:list-item>" for one in content)
    return f'<text:list text:style-name="{style}">{inner}</text:list>'


def cell(*content: str, down: int = 1, right: int = 1) -> str:
    """Return a table's cell."""
    spans = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{right}"'
    return f"<table:table-cell {spans}>{''.join(content)}</table:table-cell>"


def table(*rows: str) -> str:
    """Return a table of rows of cells, the first of them its head."""
    told = [f"<table:table-row>{row}</table:table-row>" for row in rows]
    head = f"<table:table-header-rows>{told[0]}</table:table-header-rows>"
    return f"<table:table><table:table-column/>{head}{''.join(told[1:])}</table:table>"


def content(body: str, pages: int | None = None) -> tuple[str, str]:
    """Return the content of a document and its particulars."""
    styles = f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
    counted = f'<office:meta><meta:document-statistic meta:page-count="{pages}"/></office:meta>' if pages else ""
    return f"{styles}<office:body><office:text>{body}</office:text></office:body>", counted


def odt_bytes(body: str, pages: int | None = None) -> bytes:
    """Return a document as a package."""
    inner, counted = content(body, pages)
    parts = {
        "mimetype": TYPE,
        "content.xml": f"<office:document-content {NAMESPACES}>{inner}</office:document-content>",
        "styles.xml": f"<office:document-styles {NAMESPACES}>{MASTER}</office:document-styles>",
        "meta.xml": f"<office:document-meta {NAMESPACES}>{counted}</office:document-meta>",
        "META-INF/manifest.xml": "<x/>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def read_odt(folder: Path, body: str, pages: int | None = None) -> Document:
    """Return the document of a package with this body."""
    path = folder / "rapport.odt"
    path.write_bytes(odt_bytes(body, pages))
    return read(path)


def lines(document: Document) -> list[str]:
    """Return the lines of a document, but for its page header."""
    return document.text.replace("Region Gotland\n", "").splitlines()


def kinds(document: Document) -> list[tuple[str, int, str]]:
    """Return kind, level and text of each block."""
    return [(block.kind, block.level, document.quote(block.span)) for block in document.blocks]


def test_headings_lists_notes_and_page_headers_are_told_apart(tmp_path: Path) -> None:
    """Each is a block of its own kind, as in Word files."""
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>En not.</text:p></text:note-body></text:note>"
    document = read_odt(tmp_path, h("Strategin", 2) + p(f"Ett svar{note} här.") + items(p("a"), p("b") + items(p("c"))))

    assert kinds(document) == [
        ("heading", 2, "Strategin"),
        ("paragraph", 0, "Ett svar här."),
        ("list-item", 1, "a"),
        ("list-item", 1, "b"),
        ("list-item", 2, "c"),
        ("footnote", 0, "En not."),
        ("furniture", 0, "Region Gotland"),
    ]


def test_numbers_that_the_program_counts_for_the_forms_parts_become_text(tmp_path: Path) -> None:
    """Questions are known by their numbers, which stand in no text; a list that counts its items is none of the form's."""
    first = items(h("Boende") + items(p("Beskriv arbetet."), style="L1"), style="L1")
    body = (
        first
        + p("Ett svar.")
        + items(items(p("Ge exempel."), style="L1"), style="L1")
        + items(h("Kompetens"), style="L1")
    )

    assert lines(read_odt(tmp_path, body)) == [
        "3 Boende",
        "3.1 Beskriv arbetet.",
        "Ett svar.",
        "3.2 Ge exempel.",
        "4 Kompetens",
    ]


def test_merged_repeated_and_nested_cells_keep_their_places(tmp_path: Path) -> None:
    """A goal must not slide into the column of effects."""
    repeated = '<table:table-cell table:number-columns-repeated="2"><text:p/></table:table-cell>'
    document = read_odt(
        tmp_path,
        table(
            cell(p("a"), down=2) + cell(p("b"), right=2) + "<table:covered-table-cell/>",
            "<table:covered-table-cell/>" + cell(table(cell(p("c")))) + cell(p("d")),
            repeated + cell(p("e")),
        ),
    )
    (found,) = [block for block in document.blocks if block.kind == "table"]

    def said(blocks: tuple[Block, ...]) -> str:
        return " ".join(document.quote(block.span) for block in blocks)

    told = {(one.row, one.column, one.row_span, one.column_span): said(one.blocks) for one in found.cells if one.blocks}
    assert told == {(0, 0, 2, 1): "a", (0, 1, 1, 2): "b", (1, 1, 1, 1): "c", (1, 2, 1, 1): "d", (2, 2, 1, 1): "e"}


def test_what_nobody_sees_is_no_text(tmp_path: Path) -> None:
    """Deleted and hidden words, comments and what asks to be filled in."""
    deleted = f"<text:tracked-changes><text:changed-region>{p('struket')}</text:changed-region></text:tracked-changes>"
    comment = f"<office:annotation>{p('en fråga')}</office:annotation>"
    asks = '<loext:content-control loext:showing-place-holder="true">Skriv här</loext:content-control>'
    document = read_odt(tmp_path, deleted + p(f"Ett{comment}<text:s/>svar {span('hemligt', 'T2')}{asks}."))

    assert lines(document) == ["Ett svar ."]


def test_boxes_of_all_kinds_come_out_as_signs(tmp_path: Path) -> None:
    """LibreOffice draws a box as a control of a form, as a field from Word, or as a sign in a control."""
    boxes = '<office:forms><form:checkbox form:id="a" form:current-state="checked"/><form:checkbox form:id="b"/></office:forms>'
    ticked = '<field:fieldmark field:type="x.FORMCHECKBOX"><field:param field:name="Checkbox_Checked" field:value="true"/></field:fieldmark>'
    chosen = (
        '<field:fieldmark field:type="x.FORMDROPDOWN"><field:param field:name="Dropdown_ListEntry" field:value="Ja"/>'
        '<field:param field:name="Dropdown_ListEntry" field:value="Nej"/><field:param field:name="Dropdown_Selected" field:value="1"/></field:fieldmark>'
    )
    control = '<loext:content-control loext:checkbox="true">☑</loext:content-control>'
    body = p('Ja <draw:control draw:control="a"/> Nej <draw:control draw:control="b"/>')
    body += (
        p(f'Ja {ticked} Nej <field:fieldmark field:type="x.FORMCHECKBOX"/>') + p(f"Ja {control}") + p(f"Svar: {chosen}")
    )

    assert lines(read_odt(tmp_path, boxes + body)) == ["Ja ☒ Nej ☐", "Ja ☒ Nej ☐", "Ja ☒", "Svar: Nej"]


def test_a_text_box_comes_after_its_paragraph(tmp_path: Path) -> None:
    """An answer may stand in a box that hangs on the question."""
    box = f"<draw:frame><draw:text-box>{p('I rutan.')}</draw:text-box></draw:frame>"

    assert lines(read_odt(tmp_path, p(f"Frågan{box} här.") + p("Sedan."))) == ["Frågan här.", "I rutan.", "Sedan."]


def test_bold_letters_that_begin_a_row_are_a_line_of_their_own(tmp_path: Path) -> None:
    """Nothing but its look may part a name from what describes it, as in Word files."""
    rows = (
        cell(p(f"{span('Gröna hamnar', 'T1')} Kajer rustas.")),
        cell(p(f"{span('Byar ', 'T1')}{span('Fiber', 'T0')}")),
    )
    document = read_odt(tmp_path, table(*rows))

    assert lines(document) == ["Gröna hamnar", "Kajer rustas.", "Byar", "Fiber"]


@pytest.mark.parametrize(("counted", "pages"), [(3, [1, 2, 2, 3]), (4, [None] * 4), (None, [None] * 4)])
def test_pages_are_told_where_they_come_to_as_many_as_the_program_counted(
    tmp_path: Path, counted: int | None, pages: list[int | None]
) -> None:
    """A page that is wrong by one leads the reader to the wrong place; none is better."""
    document = read_odt(
        tmp_path, p("ett", "P1") + p("två", "P1") + p("tre<text:soft-page-break/>") + p("fyra"), pages=counted
    )

    assert [line.page for line in document.lines[:4]] == pages


def test_a_flat_file_is_read_as_its_package(tmp_path: Path) -> None:
    """LibreOffice can write the whole document as one file of XML."""
    body = h("Strategin") + p("Ett svar.")
    flat = tmp_path / "rapport.fodt"
    inner, counted = content(body)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    root = f'<office:document {NAMESPACES} office:mimetype="{TYPE}">'
    flat.write_text(f"{declaration}\n{root}{counted}{inner}{MASTER}</office:document>", encoding="utf-8")

    assert kinds(read(flat)) == kinds(read_odt(tmp_path, body))


def test_a_document_nested_without_end_is_refused(tmp_path: Path) -> None:
    """Python's own limit must end in words."""
    depth = 5_000
    with pytest.raises(ReadError, match="nästlat"):
        read_odt(tmp_path, "<text:section>" * depth + p("x") + "</text:section>" * depth)


def test_a_file_that_was_cut_short_is_called_what_it_is(tmp_path: Path) -> None:
    """Whoever saves an OpenDocument text looks for no Word file."""
    whole = odt_bytes(h("Strategin") + p("Ett svar."))
    short = tmp_path / "rapport.odt"
    short.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(ReadError, match="kan inte läsas som odt"):
        read(short)
