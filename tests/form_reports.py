"""Reports filled in on a profile's form, in the ways that people change a form: numbers moved, left out, lettered, in cells."""

from __future__ import annotations

import io
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samgraf.reports.profile import Profile, Question

ROW = (
    ("Hamnlyftet 2021–2023", "Upprustning av kajer i små hamnar."),
    ("Fyra kajer har rustats", "Tolv möten har hållits"),
    ("Egen bedömning: Ökad kunskap om sjöfart hos deltagarna.",),
    ("RUS: Levande kust, delmål 4",),
)
HEADS = ("Aktivitet", "Prestationer", "Effekter", "Mål")


def said(question: str) -> str:
    """Return an answer that no other question has."""
    return f"Svaret på {question.replace('.', ' komma ')} är att bryggan vid sjön har målats om av länets fiskare."


@dataclass(frozen=True)
class Layout:
    """How a form is printed: the number before a question and a section, whether it has a line of its own, a list of contents.

    An `empty` one is the form itself, before anybody has filled it in.
    """

    number: Callable[[str], str] = str
    section: Callable[[str], str] = str
    own_line: bool = False
    contents: str = ""
    year: int = 2023
    empty: bool = False


def pieces(profile: Profile, layout: Layout) -> Iterator[tuple[str, str, Question | None]]:
    """Yield what the form prints, as kind ("section", "question"), text and question."""
    section = ""
    for question in profile.questions:
        numbered = question.number[0].isdigit()
        if numbered and question.section != section:
            section = question.section
            title = next(one.title for one in profile.sections if one.number == section)
            yield "section", f"{layout.section(section)} {title}".strip(), None
        between = "\n" if layout.own_line else " "
        before = layout.number(question.number) if numbered else ""
        yield "question", f"{before}{between if before else ''}{question.prompt}", question


def front(profile: Profile, layout: Layout) -> list[str]:
    """Return the lines before the questions: title, region, and a list of contents if the layout has one."""
    lines = [f"{profile.title} {layout.year}"]
    lines += ["Region:", "Diarienummer:"] if layout.empty else ["Region Halland", "Diarienummer: RS2024-77"]
    if layout.contents:
        for page, (kind, text, _) in enumerate(pieces(profile, layout), start=3):
            if kind == "section" or "question" in layout.contents:
                lines.append(f"{' '.join(text.split())}{' ' if 'bare' in layout.contents else '.....'}{page}")
    return lines


def text_report(profile: Profile, layout: Layout, answer: Callable[[str], str] = said) -> str:
    """Return a filled-in form as flat text, its tables written cell by cell."""
    lines = front(profile, layout)
    for _, text, question in pieces(profile, layout):
        lines += [line for part in text.split("\n") for line in textwrap.wrap(part, 84)]
        if question is None:
            continue
        if question.kind == "table":
            for column in profile.columns:
                lines += textwrap.wrap(column.head, 34)
            for cell in () if layout.empty else ROW:
                lines += cell
        elif question.kind == "boxes":
            lines += box_lines(question, empty=layout.empty)
        elif not layout.empty:
            lines += textwrap.wrap(answer(question.number), 84)
    return "\n".join([*lines, *([] if layout.empty else [f"Halmstad {layout.year + 1}-02-15"]), ""])


def box_lines(question: Question, *, empty: bool) -> list[str]:
    """Return a question's boxes with Ja ticked and its follow-ups answered, or as the form has them."""
    lines = [
        line for item in question.items for line in (f"{item.label}?", "Ja ☐   Nej ☐" if empty else "Ja ☒   Nej ☐")
    ]
    lines.append(question.if_yes)
    for item in question.items:
        lines += [f"{item.label}."] if empty else [f"{item.label}.", said(item.label)]
    return [*lines, question.if_no]


def docx_report(profile: Profile, layout: Layout, *, heads: tuple[str, ...] = HEADS, in_cells: bool = False) -> bytes:
    """Return a filled-in form as a Word file; `in_cells` puts each prompt in a table's cell with its answer below."""
    document = Document()
    for line in front(profile, layout):
        document.add_paragraph(line)
    for kind, text, question in pieces(profile, layout):
        if kind == "section":
            document.add_heading(text, 1)
        if question is None:
            continue
        if in_cells and question.kind == "text":
            box = document.add_table(rows=2, cols=1)
            box.cell(0, 0).text, box.cell(1, 0).text = text, "" if layout.empty else said(question.number)
            document.add_paragraph("")
            continue
        document.add_paragraph(text)
        if question.kind == "table":
            add_rows(document, heads, ("", "", "", "") if layout.empty else ROW)
        elif question.kind == "boxes":
            for line in box_lines(question, empty=layout.empty):
                document.add_paragraph(line)
        else:
            document.add_paragraph("Klicka här för att ange text." if layout.empty else said(question.number))
    if not layout.empty:
        document.add_paragraph(f"Halmstad {layout.year + 1}-02-15")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_rows(document: Any, heads: tuple[str, ...], row: tuple[str | tuple[str, ...], ...]) -> None:
    """Return nothing; add a table of one row under heads."""
    table = document.add_table(rows=2, cols=4)
    for place, (head, cell) in enumerate(zip(heads, row, strict=True)):
        table.cell(0, place).text = head
        table.cell(1, place).text = cell[0] if cell else ""
        for paragraph in cell[1:]:
            table.cell(1, place).add_paragraph(paragraph)
