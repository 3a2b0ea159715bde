"""Findings as a workbook for the people who will mend them: a row a finding, and how complete each section is.

Texts are written as texts, never as formulas or links, whatever they begin with. Nothing in the file tells when it
was made, so that the same findings give the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from samgraf.checked import Checked, showable
from samgraf.errors import SamgrafError
from samgraf.finding_text import SEVERITY_WORDS, decided
from samgraf.findings import Finding, Severity, Words, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_CELL = 32_767
"""Characters that a cell holds; Excel cuts what is longer without a word."""
MADE = datetime(2000, 1, 1)  # noqa: DTZ001  (a fixed date, which the format has without a zone)
TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_COLOURS: dict[Severity, str] = {"violation": "#FDEEF0", "warning": "#FFF4D9", "info": "#E8F3FB"}

Cell = str | int | None
COLUMNS: tuple[tuple[Words, int], ...] = (
    (Words("Rapport", "Report"), 18),
    (Words("Avsnitt", "Section"), 24),
    (Words("Fråga", "Question"), 8),
    (Words("Insats", "Insats"), 24),
    (Words("Grad", "Severity"), 12),
    (Words("Regel", "Rule"), 9),
    (Words("Vad", "What"), 48),
    (Words("Att göra", "What to do"), 48),
    (Words("Sida", "Page"), 6),
    (Words("Rader", "Lines"), 10),
    (Words("Citat", "Quote"), 48),
    (Words("Vem", "Who"), 14),
    (Words("Klart", "Done"), 10),
    (Words("Godtagen", "Accepted"), 30),
    (Words("Id", "Id"), 10),
)
"""The columns of the first sheet with their widths in characters; `Vem` and `Klart` are for the people to fill in."""

SECTIONS: tuple[tuple[Words, int], ...] = (
    (Words("Rapport", "Report"), 22),
    (Words("Avsnitt", "Section"), 9),
    (Words("Rubrik", "Title"), 60),
    (Words("Frågor", "Questions"), 10),
    (Words("Besvarade", "Answered"), 11),
    (Words("Utan svar", "No answer"), 20),
    (Words("Hänvisar bara", "Only refers"), 20),
)
"""The columns of the second sheet, with their widths."""


def render_xlsx(reports: Sequence[Checked], lang: str = "sv") -> bytes:
    """Return the workbook about reports, in "sv" or "en".

    Raises:
        SamgrafError: a text is longer than a cell holds.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, TEXTS)
    title = Words("Granskning av återrapporter", "Check of reports").in_(lang)
    book.set_properties({"created": MADE, "title": title, "author": "samgraf"})
    found = [_row(checked, finding, lang) for checked in reports for finding in in_order(checked.findings)]
    grades = [finding.severity for checked in reports for finding in in_order(checked.findings)]
    _sheet(book, Words("Anmärkningar", "Findings").in_(lang), COLUMNS, found, lang, grades)
    complete: list[list[Cell]] = [
        [checked.title.in_(lang), section.number, section.title.in_(lang), section.asked, section.answered,
         ", ".join(section.unanswered), ", ".join(section.referring)]
        for checked in reports for section in checked.sections
    ]  # fmt: skip
    _sheet(book, Words("Avsnitt", "Sections").in_(lang), SECTIONS, complete, lang)
    book.close()
    return out.getvalue()


def _row(checked: Checked, found: Finding, lang: str) -> list[Cell]:
    """Return the cells of one finding."""
    return [
        checked.title.in_(lang),
        checked.section_title(found.question).in_(lang),
        found.question,
        found.insats,
        SEVERITY_WORDS[found.severity][0].in_(lang),
        found.rule,
        f"{found.title.in_(lang)}. {found.message.in_(lang)}",
        found.advice.in_(lang),
        found.page,
        found.lines,
        found.quote,
        None,
        None,
        decided(found.decision, lang) if found.decision else None,
        found.short,
    ]


def _sheet(
    book: Any,  # noqa: ANN401  (xlsxwriter has no types)
    name: str,
    columns: Sequence[tuple[Words, int]],
    rows: Sequence[Sequence[Cell]],
    lang: str,
    grades: Sequence[Severity] = (),
) -> None:
    """Write one sheet: a head that stays, a filter, wrapped cells, ready to print on A4 across."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6E9EC"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    tinted = {
        severity: book.add_format({"text_wrap": True, "valign": "top", "bg_color": colour})
        for severity, colour in _COLOURS.items()
    }
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title.in_(lang), head)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            style = tinted[grades[number - 1]] if grades and columns[column] == COLUMNS[4] else plain
            _cell(sheet, number, column, value, style)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P (&N)")


def _cell(sheet: Any, row: int, column: int, value: Cell, style: Any) -> None:  # noqa: ANN401
    """Write one cell as what it is: a number, a text, or nothing."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, style)
    elif len(value) > LONGEST_CELL:
        where = f"{sheet.get_name()}!{chr(ord('A') + column)}{row + 1}"
        raise SamgrafError(
            f"Cellen {where} skulle få {len(value)} tecken; ett kalkylblad rymmer {LONGEST_CELL}. Använd --format html "
            "eller json, som inte kapar något.",
            f"Cell {where} would get {len(value)} characters; a worksheet holds {LONGEST_CELL}. Use --format html or "
            "json, which cut nothing.",
        )
    else:
        sheet.write_string(row, column, showable(value), style)
