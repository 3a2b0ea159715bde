"""Word files: tables, controls, tracked changes, notes, boxes, pages; and that no word is lost."""

from __future__ import annotations

import gc
import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from samgraf.errors import ReadError
from samgraf.list_signs import BULLETS
from samgraf.readers import docx_package, read
from samgraf.readers.collecting import seldom_collecting
from samgraf.readers.docx_package import paragraphs

if TYPE_CHECKING:
    from samgraf.documents import Block, Document

SHARED = Path(__file__).parents[2] / "shared" / "reports"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def p(*runs: str, style: str = "") -> str:
    """Return a paragraph of runs; a run is text, or XML as it stands when it begins with "<"."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    body = "".join(run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p>{properties}{body}</w:p>"


def tc(*content: str, span: int = 1, merge: str = "") -> str:
    """Return a table cell; `merge` is "restart" or "continue" for a cell over several rows."""
    return (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>'
        + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
        + "</w:tcPr>"
        + "".join(content)
        + "</w:tc>"
    )


def tbl(*rows: list[str]) -> str:
    """Return a table of rows of cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def sdt(content: str, properties: str = "") -> str:
    """Return a content control around runs, paragraphs, rows or cells."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def run(text: str) -> str:
    """Return a run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def checkbox(*, ticked: bool) -> str:
    """Return a checkbox control of Word 2010 and later."""
    mark = "☒" if ticked else "☐"
    return sdt(run(mark), f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>')


def legacy(*, ticked: bool) -> str:
    """Return a form checkbox of Word 97."""
    data = f'<w:ffData><w:checkBox><w:default w:val="0"/><w:checked w:val="{int(ticked)}"/></w:checkBox></w:ffData>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(text: str, *, fallback: bool) -> str:
    """Return a text box, with or without the old form that most programs write beside the new."""
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>" if fallback else ""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def docx_bytes(
    body: str,
    *,
    notes: str = "",
    header: str = "",
    footer: str = "",
    extra: dict[str, bytes] | None = None,
    replaced: dict[str, str] | None = None,
) -> bytes:
    """Return a Word file with a body, footnotes, a page header and a page footer."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="n" Type="{RELATIONS}/footnotes" Target="footnotes.xml"/>'
        f'<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f"<w:styles {NAMESPACES}>"
        '<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/></w:style></w:styles>',
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    if header:
        parts["word/header1.xml"] = f"<w:hdr {NAMESPACES}>{header}</w:hdr>"
    if footer:
        parts["word/footer1.xml"] = f"<w:ftr {NAMESPACES}>{footer}</w:ftr>"
    parts.update(replaced or {})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return stream.getvalue()


def read_docx(folder: Path, body: str, **parts: str) -> Document:
    """Return the document of a Word file with this body."""
    path = folder / "rapport.docx"
    path.write_bytes(docx_bytes(body, **parts))  # type: ignore[arg-type]
    return read(path)


def texts(document: Document, kind: str) -> list[str]:
    """Return the texts of the blocks of a kind."""
    return [document.quote(block.span) for block in document.blocks if block.kind == kind]


def cells(document: Document, table: Block) -> dict[tuple[int, int], str]:
    """Return the text of each cell of a table, by row and column."""
    return {
        (cell.row, cell.column): "|".join(document.quote(block.span) for block in cell.blocks) for cell in table.cells
    }


EVERYTHING = (
    p("1 Strategin", style="Rubrik1")
    + p(
        "Fritt ",
        sdt(run("ifylltfält")),
        " och ",
        '<w:ins w:id="1" w:author="x">' + run("infogad") + "</w:ins>",
        '<w:del w:id="2" w:author="x"><w:r><w:delText>struken</w:delText></w:r></w:del>',
        " text.",
    )
    + sdt(p("Stycke i en kontroll."))
    + p("Fält: ", '<w:fldSimple w:instr=" DATE ">' + run("2024-02-08") + "</w:fldSimple>")
    + p("Med ruta", box("rutanett", fallback=True), box("rutantvå", fallback=False))
    + tbl(
        [tc(p("Namn")), tc(p("Resultat"), span=2)],
        [
            tc(p("Insatsett"), merge="restart"),
            tc(p("a1"), p("a2")),
            tc(tbl([tc(p("inre1")), tc(p("inre2"))]), p("efter")),
        ],
        [tc("<w:p/>", merge="continue"), sdt(tc(p("b1"))), tc(p("b2"))],
    )
    + p(
        '<w:moveFrom w:id="3">' + run("bortflyttad") + "</w:moveFrom>",
        '<w:moveTo w:id="4">' + run("ditflyttad") + "</w:moveTo>",
    )
    + p("Ja ", checkbox(ticked=True), " Nej ", checkbox(ticked=False))
    + p("Gammal ", legacy(ticked=True), " ruta ", legacy(ticked=False))
    + p(
        "sam<w:softHyphen/>".replace("<w:softHyphen/>", "\u00ad") + "verkan",
        '<w:r><w:footnoteReference w:id="5"/></w:r>',
    )
)
NOTES = f'<w:footnote w:id="5">{p("Notens ord.")}</w:footnote>'


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return a document with each construct that a filled-in form has."""
    return read_docx(
        tmp_path_factory.mktemp("docx"), EVERYTHING, notes=NOTES, header=p("Sidhuvud 2024"), footer=p("Sidfot")
    )


def test_no_word_of_the_source_is_lost_and_none_is_doubled(everything: Document) -> None:
    """Controls, insertions, boxes, merged and nested cells, notes: each word comes out exactly once."""
    kept = re.sub(
        r"<mc:Fallback>.*?</mc:Fallback>|<w:moveFrom.*?</w:moveFrom>", "", EVERYTHING + NOTES, flags=re.DOTALL
    )
    source = "\n".join(
        "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", part)) for part in re.split(r"</w:p>|<w:pict>|<wps:txbx>", kept)
    )
    source += " Sidhuvud 2024 Sidfot ☒☐"

    assert Counter(re.findall(r"\w+|[☒☐]", source.replace("\u00ad", ""))) == Counter(
        re.findall(r"\w+|[☒☐]", everything.text)
    )
    assert everything.warnings == ()


def test_deleted_and_moved_text_is_gone(everything: Document) -> None:
    """Tracked changes count as accepted."""
    assert not re.search("struken|bortflyttad", everything.text)


def test_merged_and_nested_cells_keep_their_places(everything: Document) -> None:
    """A row must not shift because a cell above spans it, and an inner table stands in its cell."""
    (table,) = [block for block in everything.blocks if block.kind == "table"]

    assert cells(everything, table) == {
        (0, 0): "Namn",
        (0, 1): "Resultat",
        (1, 0): "Insatsett",
        (1, 1): "a1|a2",
        (1, 2): "inre1\ninre2|efter",
        (2, 1): "b1",
        (2, 2): "b2",
    }
    assert [(cell.row_span, cell.column_span) for cell in table.cells[:3]] == [(1, 1), (1, 2), (2, 1)]


def look(text: str, properties: str) -> str:
    """Return a run of text with a look."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ((look("Ja", "<w:b/>"), " / ", "Nej"), "Ja ☒  / Nej ☐"),
        (("RUS? ", "Ja / ", look("Nej", '<w:highlight w:val="yellow"/>')), "RUS? Ja /  ☐ Nej ☒"),
        ((look("Ja", "<w:strike/>"), look(" Nej", '<w:strike w:val="0"/>')), "Ja ☐  Nej ☒"),
        ((look("Ja", "<w:b/>"), look(" Nej", "<w:b/>")), "Ja Nej"),
        ((look("Ja", "<w:b/>"), " Nej", " vet ej"), "Ja Nej vet ej"),
        ((look("Ja", "<w:b/>"), " ☐ Nej ☒"), "Ja ☐ Nej ☒"),
    ],
)
def test_of_yes_and_no_the_one_that_looks_chosen_is_ticked(tmp_path: Path, runs: list[str], text: str) -> None:
    """Some have no boxes, and mark the word that holds or strike the other out."""
    assert read_docx(tmp_path, p(*runs)).text == f"{text}\n"


def test_a_table_that_lays_out_others_is_none(tmp_path: Path) -> None:
    """Some put the whole form into one cell; each question would then have all the tables of the form."""
    inner = tbl([tc(p("a")), tc(p("b")), tc(p("c"))])
    framed = read_docx(tmp_path, tbl([tc(p("1.1 Fråga"), inner, p("1.2 Fråga"))], [tc(p("Slut"))]))
    parted = read_docx(tmp_path, tbl([tc(p("Prestationer")), tc(tbl([tc(p("a"))], [tc(p("b"))]))]))

    assert [block.kind for block in framed.blocks] == ["paragraph", "table", "paragraph", "paragraph"]
    assert [block.kind for block in parted.blocks] == ["table"]


def test_boxes_of_both_kinds_come_out_as_signs(everything: Document) -> None:
    """The yes/no questions are answered by these."""
    assert "Ja ☒ Nej ☐" in everything.text
    assert "Gammal ☒ ruta ☐" in everything.text


def sym(char: str, font: str = "Wingdings") -> str:
    """Return a sign of a symbol font."""
    return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'


WINGDINGS = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>{}</w:t></w:r>'
CHECK = '<w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox>'


@pytest.mark.parametrize(
    ("ticked", "unticked"),
    [
        (sym("F0FE"), sym("F0A8")),
        (sym("F052", "Wingdings 2"), sym("F0A3", "Wingdings 2")),
        (sym("F078"), sym("F06F")),
        (WINGDINGS.format("\uf0fe"), WINGDINGS.format("\uf0a8")),
        (WINGDINGS.format("þ"), WINGDINGS.format("¨")),
        ("☑", "□"),
        (sdt(run("X"), CHECK.format(1)), sdt(run(" "), CHECK.format(0))),
        (sdt(sym("F0FE"), CHECK.format(1)), sdt(sym("F0A8"), CHECK.format(0))),
    ],
)
def test_a_box_is_known_however_it_is_drawn(tmp_path: Path, ticked: str, unticked: str) -> None:
    """People copy boxes from other documents, or change the sign of a control."""
    document = read_docx(tmp_path, p("Ja ", ticked, " Nej ", unticked))

    assert document.text == "Ja ☒ Nej ☐\n"
    assert document.warnings == ()


@pytest.mark.parametrize(
    "bullet",
    [sym("F0D8"), sym("F06E"), sym("F0B7", "Symbol"), sym("F07D", "Wingdings 3"), WINGDINGS.format("Ø")],
)
def test_a_bullet_of_a_symbol_font_is_a_sign_of_lists(tmp_path: Path, bullet: str) -> None:
    """Its name in Unicode is one that nobody types; as text it would be part of the result after it."""
    first, _, rest = read_docx(tmp_path, p(bullet, " Fyra möten")).text.partition(" ")

    assert (first in BULLETS, rest) == (True, "Fyra möten\n")


def test_what_leads_nowhere_in_a_file_does_not_keep_it_from_being_read(tmp_path: Path) -> None:
    """Files that are put together from parts of others lose pictures, notes and addresses; their words are all there."""
    picture = '<w:r><w:pict><v:shape><v:imagedata r:id="gone"/></v:shape></w:pict></w:r>'
    drawn = (
        '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic xmlns:pic="picture"><pic:blipFill>'
        '<a:blip r:embed="gone"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    link = f'<w:hyperlink r:id="gone">{run("sidan")}</w:hyperlink>'
    anchor = f'<w:hyperlink w:anchor="footnote-1">{run(" här")}</w:hyperlink>'
    note = '<w:r><w:footnoteReference w:id="77"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r>'
    document = read_docx(tmp_path, p("Se ", link, anchor, picture, drawn, note))

    assert document.text == "Se sidan här\n"
    assert document.warnings == ()


def test_the_main_part_is_the_one_that_the_package_names(tmp_path: Path) -> None:
    """Word on the web calls it document2.xml."""
    path = tmp_path / "rapport.docx"
    with zipfile.ZipFile(io.BytesIO(docx_bytes(p("text")))) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            data = old.read(entry).replace(b"document.xml", b"document2.xml")
            new.writestr(entry.filename.replace("document.xml", "document2.xml"), data)

    assert read(path).text == "text\n"


def test_a_file_in_the_strict_form_is_read_as_others(tmp_path: Path) -> None:
    """Word can save as "Strict Open XML", which calls its words by other addresses."""
    path = tmp_path / "rapport.docx"
    body = p("1 Strategin", style="Rubrik1") + tbl([tc(p(bold("Gröna hamnar "), "Kajer rustas."))])
    with zipfile.ZipFile(io.BytesIO(docx_bytes(body))) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            usual, strict = (
                b"schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(entry.filename, data.replace(usual, strict))
    document = read(path)

    assert document.text.split("\n") == ["1 Strategin", "Gröna hamnar", "Kajer rustas.", ""]
    assert document.blocks[0].kind == "heading"


def test_formulas_are_text_and_marks_of_no_width_are_not(tmp_path: Path) -> None:
    """What is pasted from a page of the web brings marks that split words and show nothing."""
    formula = "<m:oMath><m:r><m:t>k=</m:t></m:r><m:f><m:num><m:r><m:t>4</m:t></m:r></m:num></m:f></m:oMath>"
    tab = '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r>'
    document = read_docx(tmp_path, p("Kvoten är ", formula, tab, "\u200fi Tors\u200bby\u200e."))

    assert document.text == "Kvoten är k=4\ti Torsby.\n"
    assert document.warnings == ()


def test_hidden_text_and_prompts_of_empty_controls_are_no_answers(tmp_path: Path) -> None:
    """An answer of "Klicka här för att ange text." is none; a control that was filled in by a program keeps its text."""
    asks = '<w:r><w:rPr><w:rStyle w:val="Platshllartext"/></w:rPr><w:t>Text om insatsen</w:t></w:r>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hemligt</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>synligt</w:t></w:r>'
    document = read_docx(
        tmp_path,
        p(hidden, shown)
        + sdt(p("Klicka eller tryck här för att ange text."), "<w:showingPlcHdr/>")
        + tbl([sdt(tc(p("Välj ett objekt.")), "<w:showingPlcHdr/><w:dropDownList/>"), tc(p("RUS"))])
        + p(sdt(asks, "<w:showingPlcHdr/>"))
        + p(sdt(run("Fyra möten."), "<w:showingPlcHdr/>")),
    )

    assert document.text.split("\n") == ["synligt", "RUS", "Fyra möten.", ""]
    assert document.warnings == ()


def test_what_is_chosen_in_an_old_drop_down_field_is_text(tmp_path: Path) -> None:
    """The form of Word 97 keeps the choice as a number."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Ja"/>'
        '<w:listEntry w:val="Nej"/></w:ddList></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    assert read_docx(tmp_path, p("Svar: ", field, ".")).text == "Svar: Nej.\n"


def test_indented_rows_and_cells_merged_in_the_old_way_keep_their_columns(tmp_path: Path) -> None:
    """A goal must not slide into the column of effects."""
    merged = '<w:tc><w:tcPr><w:hMerge w:val="{}"/></w:tcPr>{}</w:tc>'
    document = read_docx(
        tmp_path,
        f"<w:tbl><w:tr>{merged.format('restart', p('a'))}{merged.format('continue', p(''))}{tc(p('b'))}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{tc(p("c"))}</w:tr></w:tbl>',
    )
    (table,) = [block for block in document.blocks if block.kind == "table"]

    assert cells(document, table) == {(0, 0): "a", (0, 2): "b", (1, 0): "", (1, 2): "c"}


def test_a_document_put_into_the_file_is_told(tmp_path: Path) -> None:
    """Word reads it when it opens the file; nobody else does."""
    document = read_docx(tmp_path, p("text") + '<w:altChunk r:id="x"/>')

    assert "1 infogat dokument är inte läst" in document.warnings[0].sv
    assert "1 document put into the file not read" in document.warnings[0].en


def bold(text: str) -> str:
    """Return a run of text in bold."""
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("runs", "lines"),
    [
        ((bold("Gröna hamnar "), "Kajer rustas."), ["Gröna hamnar", "Kajer rustas."]),
        ((bold("Gröna"), bold(" hamnar – runt sjön"), " – en satsning"), ["Gröna hamnar – runt sjön", "– en satsning"]),
        ((bold("Gröna hamnar"), " är ett projekt."), ["Gröna hamnar är ett projekt."]),
        ((look("Gröna hamnar", '<w:u w:val="single"/>'), " Kajer rustas."), ["Gröna hamnar", "Kajer rustas."]),
        ((look("Gröna hamnar", '<w:u w:val="none"/>'), " Kajer rustas."), ["Gröna hamnar Kajer rustas."]),
        (("Gröna hamnar", "<w:r><w:tab/></w:r>", "Kajer rustas."), ["Gröna hamnar", "Kajer rustas."]),
        (("•", "<w:r><w:tab/></w:r>", "Gröna hamnar"), ["•\tGröna hamnar"]),
        ((bold("Namn:"), " Gröna hamnar"), ["Namn: Gröna hamnar"]),
        ((bold("Insats 2 "), "Gröna hamnar"), ["Insats 2 Gröna hamnar"]),
        ((bold("G"), "RÖNA hamnar"), ["GRÖNA hamnar"]),
        (("Gröna ", bold("hamnar "), "Kajer rustas."), ["Gröna hamnar Kajer rustas."]),
    ],
)
def test_bold_letters_that_begin_a_row_are_a_line_of_their_own(
    tmp_path: Path, runs: list[str], lines: list[str]
) -> None:
    """Nothing but its look may part a name from what describes it; a label or a sentence that goes on is none."""
    first, second = bold("Tre möten "), "Två kurser"
    document = read_docx(tmp_path, tbl([tc(p("1")), tc(p(*runs)), tc(p(first, second))]))

    assert document.text.split("\n") == ["1", *lines, "Tre möten Två kurser", ""]
    assert document.warnings == ()


def test_kinds_of_blocks(everything: Document) -> None:
    """Headings, notes, headers and footers are told apart."""
    assert texts(everything, "heading") == ["1 Strategin"]
    assert texts(everything, "footnote") == ["Notens ord."]
    assert texts(everything, "furniture") == ["Sidhuvud 2024", "Sidfot"]


def test_soft_hyphens_are_removed_and_told_once(everything: Document) -> None:
    """They would hide a name from recognition."""
    assert "samverkan" in everything.text
    assert len(everything.repairs) == 1


def test_blocks_and_lines_point_into_the_text(everything: Document) -> None:
    """Every block is on lines of its own, in reading order, without a gap but line ends."""
    assert [line.number for line in everything.lines] == list(range(1, len(everything.lines) + 1))
    assert "".join(everything.text[line.start : line.end] + "\n" for line in everything.lines) == everything.text
    starts = [block.span.start for block in everything.blocks]
    assert starts == sorted(starts)
    assert all(
        left.span.end < right.span.start for left, right in zip(everything.blocks, everything.blocks[1:], strict=False)
    )


def test_pages_are_those_that_word_laid_out(tmp_path: Path) -> None:
    """Evidence names the page that a reader of the Word file sees, also where a cell goes on over a page."""
    new = "<w:r><w:lastRenderedPageBreak/></w:r>"
    document = read_docx(
        tmp_path,
        p("ett")
        + p(new, "två")
        + tbl([tc(p("a"), p("b", new, "b")), tc(p("c"))])
        + p("fyra", "<w:r><w:br/></w:r>", new, "rad"),
    )

    assert [(document.text[line.start : line.end], line.page) for line in document.lines] == [
        ("ett", 1),
        ("två", 2),
        ("a", 2),
        ("bb", 2),
        ("c", 3),
        ("fyra", 3),
        ("rad", 4),
    ]
    assert document.page_count == 4


def test_without_pages_of_word_pages_are_unknown(tmp_path: Path) -> None:
    """A wrong page in a finding is worse than none."""
    document = read_docx(tmp_path, p("ett", '<w:r><w:br w:type="page"/></w:r>', "två"))

    assert {line.page for line in document.lines} == {None}


def test_lists_have_levels(tmp_path: Path) -> None:
    """Bullets in cells part prestationer."""
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(text)}</w:p>'
        for level, text in [(0, "ett"), (1, "under"), (0, "två")]
    )
    document = read_docx(tmp_path, tbl([tc(body)]) + p("slut"))
    (table,) = [block for block in document.blocks if block.kind == "table"]

    assert cells(document, table) == {(0, 0): "ett|under|två"}


def test_numbers_that_word_counts_for_headings_become_text(tmp_path: Path) -> None:
    """Question 3.4 is found by its number, which may be nowhere in the file."""
    numbering = f"""<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="7">
      <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Rubrik1"/>
        <w:lvlText w:val="%1"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Rubrik2"/>
        <w:lvlText w:val="%1.%2"/></w:lvl>
      </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""
    counted = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f"""<w:styles {NAMESPACES}>
      <w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/>{counted.format(0)}</w:style>
      <w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/>{counted.format(1)}</w:style>
      </w:styles>"""
    body = p("Boende", style="Rubrik1") + p("Beskriv", style="Rubrik2") + p("Ge exempel", style="Rubrik2")
    body += p("Kompetens", style="Rubrik1") + p("Beskriv", style="Rubrik2")
    path = tmp_path / "rapport.docx"
    path.write_bytes(docx_bytes(body, replaced={"word/styles.xml": styles, "word/numbering.xml": numbering}))

    assert texts(read(path), "heading") == ["3 Boende", "3.1 Beskriv", "3.2 Ge exempel", "4 Kompetens", "4.1 Beskriv"]


def test_questions_that_word_counts_are_numbered_without_being_headings(tmp_path: Path) -> None:
    """A form may count its questions in plain paragraphs; a list inside an answer keeps its bare items."""
    numbering = f"""<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="7">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
      </w:abstractNum><w:abstractNum w:abstractNumId="8">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num></w:numbering>"""

    def counted(text: str, number_id: int, level: int) -> str:
        told = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr></w:pPr>'
        return f"<w:p>{told}{run(text)}</w:p>"

    body = counted("Boende", 1, 0) + counted("Beskriv", 1, 1) + counted("ett", 3, 0) + counted("Ge exempel", 1, 1)
    path = tmp_path / "rapport.docx"
    path.write_bytes(
        docx_bytes(body + counted("Klimat", 2, 0) + counted("Ange", 2, 1), replaced={"word/numbering.xml": numbering})
    )

    assert read(path).text.split("\n")[:-1] == [
        "1 Boende",
        "1.1 Beskriv",
        "ett",
        "1.2 Ge exempel",
        "9 Klimat",
        "9.1 Ange",
    ]


def test_what_is_taken_out_to_read_faster_says_nothing(
    everything: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looks, marks of editing and the like are no part of a report; all else comes out as it did with them."""
    monkeypatch.setattr(docx_package, "slimmed", lambda root: bytes(ET.tostring(root)))
    monkeypatch.setattr(docx_package, "slim_styles", lambda styles, _: styles)
    whole = read_docx(tmp_path, EVERYTHING, notes=NOTES, header=p("Sidhuvud 2024"), footer=p("Sidfot"))

    assert (whole.text, whole.blocks) == (everything.text, everything.blocks)


@pytest.mark.parametrize("cut", [0.3, 0.9, 0.99])
def test_a_cut_file_is_refused_with_a_word(tmp_path: Path, cut: float) -> None:
    """A download that broke off is common."""
    data = docx_bytes(p("ett"))
    path = tmp_path / "rapport.docx"
    path.write_bytes(data[: int(len(data) * cut)])

    with pytest.raises(ReadError, match="skadad eller avkortad"):
        read(path)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<w:p><w:r>", "skadad"),
        ("", "ingen text"),
        ("<w:smartTag>" * 3000 + p("x") + "</w:smartTag>" * 3000, "nästlat för djupt"),
    ],
)
def test_broken_content_is_refused_with_a_word(tmp_path: Path, body: str, words: str) -> None:
    """Bad XML, no text, absurd depth."""
    with pytest.raises(ReadError, match=words):
        read_docx(tmp_path, body)


def test_a_numbering_without_sense_numbers_nothing(tmp_path: Path) -> None:
    """A level that is no number, styles that rest on each other in a ring: the text is still there."""
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in ("AB", "BA")
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="x"><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    )
    replaced = {
        "word/styles.xml": f"<w:styles {NAMESPACES}>{ring}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>",
    }
    path = tmp_path / "rapport.docx"
    path.write_bytes(docx_bytes(p("text", style="A"), replaced=replaced))

    assert read(path).text == "text\n"


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    """Entities are how XML fetches files and explodes; Word writes none."""
    path = tmp_path / "rapport.docx"
    path.write_bytes(docx_bytes(p("x"), extra={"word/header1.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}))

    with pytest.raises(ReadError, match="DOCTYPE"):
        read(path)


def test_paragraphs_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a megabyte can hold millions of empty paragraphs."""
    monkeypatch.setattr(docx_package, "MAXIMUM_PARAGRAPHS", 10)

    with pytest.raises(ReadError, match="packar upp till mer"):
        read_docx(tmp_path, "<w:p/>" * 11)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reports are not beside this checkout")
def test_the_known_report_keeps_its_words_boxes_and_rows() -> None:
    """Eight tables, six boxes, every word of the file."""
    document = read(SHARED / "orebro-2023.docx")
    with zipfile.ZipFile(SHARED / "orebro-2023.docx") as archive:
        parts = [archive.read(f"word/{name}.xml") for name in ("document", "footnotes", "footer1")]
    source = Counter(re.findall(r"\w+|[☒☐]", "\n".join(text for part in parts for text in paragraphs(part))))

    assert source == Counter(re.findall(r"\w+|[☒☐]", document.text))
    assert re.findall("[☒☐]", document.text) == ["☒", "☐", "☒", "☐", "☐", "☒"]
    assert [max(cell.row for cell in block.cells) for block in document.blocks if block.kind == "table"] == [
        4,
        3,
        3,
        3,
        2,
        1,
        2,
        2,
    ]


def test_paragraphs_that_tabs_part_into_columns_are_a_table(tmp_path: Path) -> None:
    """Who made a table with the tabulator sees rows and columns; a list of contents and a signature are none."""
    tab = "<w:r><w:tab/></w:r>"
    rows = [
        ("Insats", "Resultat", "Effekter", "Mål"),
        ("Hamnlyftet", "Fyra kajer", "", "Levande kust"),
        ("Kajlyftet", "Tre kajer"),
    ]
    lines = [p(*_tabbed(parts, tab)) for parts in rows]
    contents = [p(*_tabbed(("1.1", "Strategin", page), tab)) for page in "345"]
    document = read_docx(
        tmp_path, "".join([*contents, *lines, p("Inga fler."), p("Visby", tab, tab, tab, "15 februari")])
    )
    (table,) = [block for block in document.blocks if block.kind == "table"]

    assert [(c.row, c.column, document.quote(c.blocks[0].span)) for c in table.cells if c.blocks and c.row] == [
        (1, 0, "Hamnlyftet"), (1, 1, "Fyra kajer"), (1, 3, "Levande kust"), (2, 0, "Kajlyftet"), (2, 1, "Tre kajer"),
    ]  # fmt: skip
    assert sum(block.kind == "paragraph" for block in document.blocks) == len(contents) + 2


def _tabbed(parts: tuple[str, ...], tab: str) -> list[str]:
    """Return the runs of a paragraph whose parts stand at tabs."""
    return [piece for place, part in enumerate(parts) for piece in ((tab, part) if place else (part,)) if piece]


def test_how_often_python_looks_for_cycles_is_as_before_when_the_last_reader_is_done() -> None:
    """A server reads two files at once: the one that ends first leaves the other its quiet, the last sets all back."""
    usual = gc.get_threshold()
    first, second = seldom_collecting(), seldom_collecting()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)

    assert gc.get_threshold()[0] > usual[0]
    second.__exit__(None, None, None)
    assert gc.get_threshold() == usual
