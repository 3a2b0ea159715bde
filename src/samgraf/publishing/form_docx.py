"""A form as a Word file: the headings, questions, tables and boxes of a profile, filled with what is known.

The shape of the document comes from the profile: how many sections, which columns, which boxes. A template with
fields would itself have to be written from the profile, so the document is built directly; its text passes through no
template language, and braces, tags and ampersands in it stay what they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from samgraf.publishing.model import Answered, Known, Row, unplaced
from samgraf.publishing.word import (
    GREY,
    lines,
    page_number,
    repeated_head,
    saved,
    shaded,
    styles,
    tick,
    undated,
)
from samgraf.reports.metadata import iso_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.comments import Comment
    from docx.document import Document as Word
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from samgraf.reports.profile import Profile, Question

_WIDTH = 17.0
"""Centimetres between the margins."""
HEAD = "DCE6F1"


@dataclass(frozen=True)
class Form:
    """A Word file of a form, and what was known that it has no place for."""

    data: bytes
    unplaced: tuple[str, ...]


@dataclass(frozen=True)
class _Pen:
    """The document as it is written: remarks by the number of what they are about, and who has signed for them."""

    document: Word
    profile: Profile
    known: Known
    remarks: Mapping[str, Sequence[str]]
    commented: list[Comment] = field(default_factory=list)


def write_form(profile: Profile, known: Known, remarks: Mapping[str, Sequence[str]] | None = None) -> Form:
    """Return the form of a profile, filled with what is known.

    `remarks` are by the number of a question, of a section, or "" for the whole: each becomes a Word comment beside it,
    which is no part of the text.
    """
    document = Document()
    styles(document)
    pen = _Pen(document, profile, known, remarks or {})
    _page(pen)
    _front(pen)
    if profile.begin:
        document.add_heading(profile.begin, level=1)
    sections = {section.number for section in profile.sections}
    for section in profile.sections:
        title = f"{section.number} {section.title}" if profile.numbered else section.title
        _remark(pen, document.add_heading(title, level=1), section.number)
        if lead := profile.section_lead(section.number):
            document.add_paragraph(lead)
        for question in profile.questions:
            if question.section == section.number:
                _question(pen, question)
    for question in profile.questions:
        if question.section not in sections:
            _question(pen, question, level=1)
    _signature(pen)
    undated(pen.commented)
    return Form(saved(document, _moment(known)), tuple(unplaced(profile, known)))


def _moment(known: Known) -> datetime:
    """Return the time that the file is stamped with: the report's own date, else the first day after its year."""
    day = iso_date(known.date) if known.date else None
    found = date.fromisoformat(day) if day else date(known.year + 1, 1, 1)
    return datetime(max(found.year, 1980), found.month, found.day)  # noqa: DTZ001  (Word and zip files hold local time)


def _page(pen: _Pen) -> None:
    """Set the page, its footer and the properties of the file."""
    page = pen.document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    page_number(foot)
    for run in foot.runs:
        run.font.size, run.font.color.rgb = Pt(8), GREY
    about = pen.document.core_properties
    about.title = f"{pen.profile.title} {pen.known.year}"
    about.author = about.last_modified_by = pen.known.region
    about.subject, about.comments, about.language, about.revision = "", "", "sv-SE", 1
    about.created = about.modified = _moment(pen.known)


def _front(pen: _Pen) -> None:
    """Write what the report says of itself."""
    known = pen.known
    title = known.title or f"{pen.profile.title} {known.year}"
    heading = pen.document.add_paragraph(" ".join(lines(title)), style="Title")
    _remark(pen, heading, "")
    pen.document.add_paragraph(known.region, style="Subtitle")
    told = [f"Villkorsbeslut {known.year}"] if str(known.year) not in title else []
    told += [
        f"{label}: {' '.join(lines(value))}"
        for label, value in (
            ("Datum", known.date),
            ("Diarienummer", known.case_number),
            ("Ert dnr", known.recipient_case_number),
        )
        if value
    ]
    for line in told:
        pen.document.add_paragraph(line).paragraph_format.space_after = Pt(0)


def _question(pen: _Pen, question: Question, level: int = 2) -> None:
    """Write one question with its answer."""
    printed = pen.profile.printed_number(question)
    asked = f"{printed} {question.prompt}" if printed else question.prompt
    _remark(pen, pen.document.add_heading(asked, level=level), question.number)
    if question.lead:
        pen.document.add_paragraph(question.lead)
    if question.kind == "table":
        _table(pen, pen.known.rows.get(question.number, ()))
        if _answer(pen, question.number).text:
            _text(pen, question.number)
    elif question.kind == "boxes":
        _boxes(pen, question)
    else:
        _text(pen, question.number)


def _answer(pen: _Pen, number: str) -> Answered:
    return pen.known.answers.get(number, Answered())


def _text(pen: _Pen, number: str) -> None:
    """Write the paragraphs of an answer; where there is none, an empty one to write in."""
    for line in lines(_answer(pen, number).text):
        pen.document.add_paragraph(line)


def _boxes(pen: _Pen, question: Question) -> None:
    """Write a question with boxes: each line with Ja and Nej, then what is asked if so and if not."""
    number, document = question.number, pen.document
    keys = [f"{number}.{item.key}" for item in question.items]
    texts = {_answer(pen, key).text for key in keys}
    together = len(texts) == 1 and texts == {_answer(pen, number).text} != {""}
    if not question.items:
        _ticks(pen, number)
    if _answer(pen, number).text and not together:
        _text(pen, number)
    for item, key in zip(question.items, keys, strict=True):
        label = document.add_paragraph(item.label, style="List Bullet")
        label.paragraph_format.keep_with_next = True
        _remark(pen, label, key)
        _ticks(pen, key)
    if question.if_yes:
        document.add_paragraph(question.if_yes, style="Prompt")
        if together:
            _text(pen, number)
        else:
            for item, key in zip(question.items, keys, strict=True):
                bullet = document.add_paragraph(style="List Bullet")
                bullet.add_run(item.label).bold = True
                bullet.paragraph_format.keep_with_next = True
                _text(pen, key)
    if question.if_no:
        _remark(pen, document.add_paragraph(question.if_no, style="Prompt"), f"{number}.no")
        _text(pen, f"{number}.no")


def _ticks(pen: _Pen, key: str) -> None:
    """Write the two boxes of a line."""
    answer = _answer(pen, key)
    tick(pen.document, "Ja", ticked=bool(answer.yes))
    tick(pen.document, "Nej", ticked=bool(answer.no))


def _table(pen: _Pen, rows: Sequence[Row]) -> None:
    """Write a table of insatser; an empty one keeps a row to write in."""
    columns = pen.profile.columns
    table = pen.document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    widths = [Cm(_WIDTH / len(columns))] * len(columns)
    for cell, column, width in zip(table.rows[0].cells, columns, widths, strict=True):
        cell.width = width
        first, *rest = column.head.split(". ")
        cell.paragraphs[0].style = "Cell"
        cell.paragraphs[0].add_run(first + ("." if rest else "")).bold = True
        if rest:
            cell.add_paragraph(style="Cell").add_run(". ".join(rest)).font.size = Pt(7.5)
        shaded(cell, HEAD)
    repeated_head(table)
    for row in rows:
        for cell, column, width in zip(table.add_row().cells, columns, widths, strict=True):
            cell.width = width
            _cell(cell, row, column.column)
    if not rows:
        for cell, width in zip(table.add_row().cells, widths, strict=True):
            cell.width = width
    pen.document.add_paragraph(style="Cell")


def _cell(cell: _Cell, row: Row, column: str) -> None:
    """Write one cell: the name in bold before its description, else the column's text."""
    first = cell.paragraphs[0]
    first.style = "Cell"
    texts = [line for text in row.cell(column) for line in lines(text)]
    if column == "name":
        first.add_run(" ".join(lines(row.name))).bold = True
    elif texts:
        first.add_run(texts.pop(0))
    for text in texts:
        cell.add_paragraph(text, style="Cell")


def _signature(pen: _Pen) -> None:
    """Write the date of the signature and whose it is, as far as they are known."""
    known = pen.known
    if known.signature_date:
        signed = pen.document.add_paragraph(f"Undertecknat den {' '.join(lines(known.signature_date))}")
        signed.paragraph_format.space_before = Pt(30)
        if known.signed_by:
            pen.document.add_paragraph(" ".join(lines(known.signed_by)))


def _remark(pen: _Pen, paragraph: Paragraph, about: str) -> None:
    """Put the remarks about something beside it, as one comment."""
    told = [" ".join(lines(text)) for text in pen.remarks.get(about, ())]
    if not told or not paragraph.runs:
        return
    comment = pen.document.add_comment(paragraph.runs, text=told[0], author="samgraf", initials="sg")
    for text in told[1:]:
        comment.add_paragraph(text)
    pen.commented.append(comment)
