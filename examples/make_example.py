"""Write the example report from its YAML: the DOCX, the gold file and, where LibreOffice is installed, the PDF.

    python examples/make_example.py            # DOCX and gold file; the same bytes every time
    python examples/make_example.py --pdf      # also the PDF (needs soffice)

The text is in vastmanland-2023.yaml and nowhere else.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt

from samgraf.publishing.word import GREY, page_number, repeated_head, saved, shaded, styles, tick

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "vastmanland-2023.yaml"
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
WIDTHS = (Cm(4.4), Cm(4.4), Cm(4.4), Cm(3.8))


def main() -> None:
    """Return nothing; write the files beside the YAML."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pdf", action="store_true", help="also write the PDF with LibreOffice")
    options.add_argument("--out", type=Path, default=HERE, help="folder to write into")
    chosen = options.parse_args()
    report = yaml.safe_load(SOURCE.read_text("utf-8"))
    docx = write_docx(report, chosen.out / "vastmanland-2023.docx")
    gold = json.dumps(to_gold(report), ensure_ascii=False, indent=1)
    (chosen.out / "example.gold.json").write_text(gold + "\n", "utf-8")
    write_expected(report, chosen.out / "expected")
    if chosen.pdf:
        write_pdf(docx)


def to_gold(report: dict[str, Any]) -> dict[str, Any]:
    """Return what a reader must find, in the form that `benchmarks/extraction.py` compares with."""
    questions = [question for section in report["sections"] for question in section["questions"]]
    return {
        "region": report["region"],
        "nuts": report["nuts"],
        "year": report["year"],
        "diarienummer": report["case_number"],
        "questions": [question["key"] for question in questions],
        "unanswered": [question["key"] for question in questions if question.get("table") == []],
        "refers_to_other_answer": {"3.3": "3.2", "10.4": "10.3", "8.2": "7.1"},
        "interreg_no_without_reason": True,
        "answered_yes_no": {"10.3.rus": True, "10.3.eruf": True, "10.3.interreg": False},
        "insatser": [
            {"q": question["key"], "name": entry["name"], **entry["facts"]}
            for question in questions
            for entry in question.get("table") or []
        ],
        "true_defects": report["defects"],
        "consistent_figures": ["27/33=82%", "6/33=18%", "88/133=66%", "45/133=34%", "72/117=62%"],
    }


def write_expected(report: dict[str, Any], folder: Path) -> None:
    """Return nothing; write what `samgraf demo` must find, as tables that a person can read."""
    folder.mkdir(exist_ok=True)
    gold = to_gold(report)["insatser"]
    several = "; ".join
    rows = [
        [each["q"], each["name"], each["start"], each["end"], several(each["basis"]), several(each["funding"]),
         several(each["areas"]), several(str(number) for number in each["delmal"])]
        for each in gold
    ]  # fmt: skip
    _write_table(folder / "insatser.csv", "question,name,start,end,basis,funding,areas,targets", rows)
    aims = [[number, each["name"], actor] for each in gold for number in each["delmal"] for actor in each["actors"]]
    _write_table(folder / "actors-on-goals.csv", "target,insats,actor", sorted(aims))
    ruled = [each for each in report["defects"] if "rule" in each]
    findings = [[each["rule"], place, name] for each in ruled for place, name in _places(each)]
    _write_table(folder / "findings.csv", "rule,question,insats", sorted(findings))


def _places(defect: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the question and the insats of each place of a defect; a question is "" where the insats tells."""
    if "insatser" in defect or "insats" in defect:
        return [("", name) for name in defect.get("insatser") or [defect["insats"]]]
    return [(place, "") for place in ([defect["at"]] if isinstance(defect["at"], str) else defect["at"])]


def _write_table(path: Path, head: str, rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head.split(","), *rows])


def write_docx(report: dict[str, Any], path: Path) -> Path:
    """Return the path of the Word file written."""
    document = Document()
    _set_up(document, report)
    _title_page(document, report)
    document.add_heading("Frågor att besvara – Återrapportering", level=1).paragraph_format.page_break_before = True
    for section in report["sections"]:
        document.add_heading(f"{section['number']} {section['title']}", level=1)
        described = [question["key"] for question in section["questions"] if "answer" in question]
        if len(described) > 1 and section["number"] != "10":
            document.add_paragraph(report["lead"].format(first=described[0], last=described[-1]))
        for question in section["questions"]:
            _question(document, report, question)
    document.add_heading(report["other"]["title"], level=1)
    document.add_paragraph(report["other"]["instruction"])
    _pieces(document, report["other"]["answer"])
    _signature(document, report["signature"])
    path.write_bytes(saved(document, WRITTEN))
    return path


def _question(document: Any, report: dict[str, Any], question: dict[str, Any]) -> None:
    document.add_heading(f"{question['key']} {question['text']}", level=2)
    _pieces(document, question.get("answer", []))
    if "table" in question:
        _table(document, report["columns"], question["table"])
        _pieces(document, question.get("after", []))
    for box in question.get("boxes", []):
        document.add_paragraph(box["text"], style="List Bullet").paragraph_format.keep_with_next = True
        tick(document, "Ja", ticked=box["ticked"])
        tick(document, "Nej", ticked=not box["ticked"])
    if "if_yes" in question:
        document.add_paragraph(question["if_yes"], style="Prompt")
        for follow_up in question["follow_ups"]:
            bullet = document.add_paragraph(follow_up["text"], style="List Bullet")
            bullet.paragraph_format.keep_with_next = True
            bullet.runs[0].bold = True
            _pieces(document, follow_up["answer"])
        document.add_paragraph(question["if_no"], style="Prompt")


def _pieces(place: Any, pieces: list[Any]) -> None:
    """Write paragraphs, headings inside an answer and lists, into the document or a cell."""
    for piece in pieces:
        if isinstance(piece, str):
            place.add_paragraph(piece)
        elif "sub" in piece:
            place.add_paragraph(piece["sub"], style="Answer heading")
        else:
            for item in piece["list"]:
                place.add_paragraph(item, style="List Bullet")


def _table(document: Any, columns: list[list[str]], entries: list[dict[str, Any]]) -> None:
    """Write the table of insatser; an empty one keeps an empty row, as the form has."""
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(head[0]).bold = True
        for line in head[1:]:
            cell.add_paragraph().add_run(line).font.size = Pt(7.5)
        shaded(cell, "DCE6F1")
    repeated_head(table)
    if not entries:
        table.add_row()
    for entry in entries:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(entry["name"]).bold = True
        _pieces(cells[0], entry["about"])
        for cell, column in zip(cells[1:], ("outputs", "effects", "goals"), strict=True):
            _pieces(cell, entry[column])
            if entry[column]:
                cell._tc.remove(cell.paragraphs[0]._p)
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = width
            for paragraph in cell.paragraphs:
                paragraph.style = "Cell bullet" if paragraph.style.name == "List Bullet" else "Cell"
    document.add_paragraph(style="Cell")


def _title_page(document: Any, report: dict[str, Any]) -> None:
    document.add_paragraph(report["title"], style="Title")
    document.add_paragraph(report["region"], style="Subtitle")
    header = report["header"]
    for line in (header["middle"], f"Datum: {header['date']}", header["case"], header["recipient_case"]):
        document.add_paragraph(line).paragraph_format.space_after = Pt(0)
    box = document.add_table(rows=1, cols=1, style="Table Grid")
    cell = box.rows[0].cells[0]
    shaded(cell, "FFF4D6")
    cell.paragraphs[0].add_run(report["notice"]["title"]).bold = True
    cell.add_paragraph(report["notice"]["text"])
    document.paragraphs[-1].paragraph_format.space_after = Pt(24)


def _signature(document: Any, signature: dict[str, str]) -> None:
    place = document.add_paragraph(signature["place_and_date"])
    place.paragraph_format.space_before = Pt(30)
    place.paragraph_format.space_after = Pt(30)
    for line in ("…" * 24, signature["title"], signature["unit"]):
        document.add_paragraph(line).paragraph_format.space_after = Pt(0)


def _set_up(document: Any, report: dict[str, Any]) -> None:
    """Set page, header, footer, styles and properties."""
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(2.6), Cm(2)
    styles(document)
    head = page.header.paragraphs[0]
    head.paragraph_format.tab_stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
    header = report["header"]
    head.add_run(f"{header['left']}\t\t{header['date']}\nExempel – återberättelse\t\t{header['case']}")
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    page_number(foot)
    for paragraph in (head, foot):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8), GREY
    properties = document.core_properties
    properties.title, properties.author = f"{report['title']} – exempel", "samgraf"
    properties.subject, properties.comments = report["notice"]["title"], ""
    properties.created = properties.modified = WRITTEN.replace(tzinfo=None)
    properties.language, properties.last_modified_by, properties.revision = "sv-SE", "samgraf", 1


def write_pdf(docx: Path) -> Path:
    """Return the path of the tagged PDF that LibreOffice makes of a Word file.

    Raises:
        SystemExit: LibreOffice is not installed.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise SystemExit("make_example.py: soffice was not found; install LibreOffice Writer, or leave out --pdf")
    choice = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": "true"}})
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to",
                   f"pdf:writer_pdf_Export:{choice}", "--outdir", folder, str(docx)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        pdf = docx.with_suffix(".pdf")
        pdf.write_bytes(_without_times(Path(folder, pdf.name).read_bytes()))
    return pdf


def _without_times(content: bytes) -> bytes:
    """Return a PDF whose dates and file id say nothing of the moment; every offset stays."""
    stamp = WRITTEN.strftime("%Y%m%d%H%M%S").encode()
    content = re.sub(rb"\(D:\d{14}([^)]*)\)", lambda found: b"(D:" + stamp + found[1] + b")", content)
    identity = rb"/ID\s*\[\s*<[0-9A-F]{32}>\s*<[0-9A-F]{32}>"
    content = re.sub(identity, lambda found: re.sub(rb"<[0-9A-F]{32}>", b"<" + b"0" * 32 + b">", found[0]), content)
    checksum = re.compile(rb"/DocChecksum /[0-9A-F]{32}")
    return checksum.sub(b"/DocChecksum /" + b"0" * 32, content)


if __name__ == "__main__":
    main()
