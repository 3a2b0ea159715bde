"""Rows to decide as an XLSX: text is text, decisions come from drop-lists, a hidden column says what each row is about."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import xlsxwriter

from samgraf.review.allowed import FREE

if TYPE_CHECKING:
    from samgraf.review.things import Kind

SHEET = "Granskning"
MARK = "samgraf-review-1"
"""The head of the hidden column: by it a file is known to be ours, and of which form."""

DECISIONS = {"rätt": "confirmed", "fel": "rejected", "ändra": "corrected"}

Column = Literal[
    "number", "report", "question", "insats", "doubt", "reading", "confidence", "rows", "quote", "page", "lines",
    "decision", "value", "who", "why", "key",
]  # fmt: skip

COLUMNS: dict[Column, tuple[str, str, int]] = {
    "number": ("nr", "no", 5),
    "report": ("region/år", "region/year", 20),
    "question": ("fråga", "question", 9),
    "insats": ("insats", "insats", 26),
    "doubt": ("vad", "what", 24),
    "reading": ("förslag", "proposal", 34),
    "confidence": ("säkerhet", "certainty", 9),
    "rows": ("rader", "rows", 7),
    "quote": ("citat", "quote", 60),
    "page": ("sida", "page", 7),
    "lines": ("radnr", "lines", 9),
    "decision": ("beslut", "decision", 10),
    "value": ("nytt värde", "new value", 34),
    "who": ("vem", "who", 16),
    "why": ("kommentar", "comment", 30),
    "key": (MARK, MARK, 10),
}
"""The columns in their order: Swedish head, English head, width."""

LONGEST = 32_000
"""Characters that a cell is given; a spreadsheet holds 32 767 and would drop the rest without a word."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

ABOUT = (
    ("Granskning av det som är osäkert", "Review of what is uncertain"),
    (
        "Varje rad är något som programmet har läst men inte kan avgöra. Överst står det som troligen gör flest rader fel i svaren.",
        "Each row is something that the program has read but cannot settle. First stands what likely makes most rows of answers wrong.",
    ),
    ("beslut: rätt = förslaget stämmer.", "decision: rätt = the proposal is right."),
    (
        "beslut: fel = förslaget stämmer inte och ska bort. Det som stod i rapporten finns kvar i belägget.",
        "decision: fel = it is wrong and goes. What the report said stays in the evidence.",
    ),
    (
        "beslut: ändra = skriv eller välj vad som gäller i kolumnen nytt värde.",
        "decision: ändra = write or choose what holds in the column new value.",
    ),
    (
        "Tomt beslut: raden lämnas som den är och kommer med nästa gång.",
        "No decision: the row is left as it is and comes again next time.",
    ),
    (
        "nytt värde för en aktör: välj i listan, eller skriv ett namn. Ett namn som inget register har läggs i regionens lokala register; slaget kan anges så: Fiskrådet [Network].",
        "new value for an actor: choose from the list, or write a name. A name that no register holds enters the region's local register; its kind may be given: Fiskrådet [Network].",
    ),
    (
        "nytt värde för en period: 2022–2024. För ett tal: bara siffror, i samma enhet.",
        "new value for a period: 2022–2024. For a figure: digits only, in the same unit.",
    ),
    (
        "säkerhet är programmets egen, från 0 till 1. rader är hur många rader i svaren som vilar på förslaget.",
        "certainty is the program's own, 0 to 1. rows is how many rows of answers rest on the proposal.",
    ),
    (
        "vem: den som beslutar. Behövs på varje rad med beslut, eller ges med --who.",
        "who: who decides. Needed in every row with a decision, or given with --who.",
    ),
    (
        "Ändra inte den dolda kolumnen längst till höger. Rader får tas bort och sorteras om.",
        "Do not change the hidden column to the right. Rows may be removed and sorted.",
    ),
    ("Läs in besluten: samgraf review apply FIL.xlsx", "Read the decisions: samgraf review apply FILE.xlsx"),
)
"""What the second sheet says."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet in words; `offered` are the values of its drop-list."""

    number: int
    report: str
    question: str
    insats: str
    doubt: tuple[str, str]
    reading: str
    confidence: float
    rows: int
    quote: str
    page: str
    lines: str
    key: str
    kind: Kind
    offered: tuple[str, ...]


def to_xlsx(lines: tuple[Line, ...]) -> bytes:
    """Return the sheet as a file, the same for the same lines."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": SHEET, "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        ours = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF8DC"})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E7EEF4"})
        sheet, about, lists = (book.add_worksheet(name) for name in (SHEET, "Läs mig", "Listor"))
        lists.hide()
        for at, (name, (sv, en, width)) in enumerate(COLUMNS.items()):
            hidden = {"hidden": True} if name == "key" else {}
            sheet.set_column(at, at, width, None, hidden)
            put(sheet, 0, at, sv if sv == en else f"{sv} / {en}", head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.autofilter(0, 0, max(1, len(lines)), len(COLUMNS) - 2)
        ranges: dict[tuple[str, ...], str] = {}
        for row, line in enumerate(lines, start=1):
            _line(sheet, row, line, {True: ours, False: wrap})
            _lists(sheet, lists, row, line, ranges)
        about.set_column(0, 1, 90, wrap)
        for row, (sv, en) in enumerate(ABOUT):
            put(about, row, 0, sv, head if row == 0 else wrap)
            put(about, row, 1, en, head if row == 0 else wrap)
    return out.getvalue()


def put(sheet: Any, row: int, column: int, text: str, form: Any = None) -> None:  # noqa: ANN401  (xlsxwriter has no types)
    """Write a text as text, whatever it begins with; what no spreadsheet can hold becomes U+FFFD, what is too long is cut."""
    plain = _UNWRITABLE.sub("\ufffd", text)
    plain = plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"
    if plain:
        sheet.write_string(row, column, plain, form)
    else:
        sheet.write_blank(row, column, None, form)


def _line(sheet: Any, row: int, line: Line, forms: dict[bool, Any]) -> None:  # noqa: ANN401
    """Write one row."""
    held: dict[Column, str] = {
        "report": line.report,
        "question": line.question,
        "insats": line.insats,
        "doubt": " / ".join(dict.fromkeys(line.doubt)),
        "reading": line.reading,
        "quote": line.quote,
        "page": line.page,
        "lines": line.lines,
        "key": line.key,
    }
    numbers: dict[Column, float] = {"number": line.number, "confidence": round(line.confidence, 2), "rows": line.rows}
    for at, name in enumerate(COLUMNS):
        form = forms[name in {"decision", "value", "who", "why"}]
        if name in numbers:
            sheet.write_number(row, at, numbers[name], form)
        else:
            put(sheet, row, at, held.get(name, ""), form)


def _lists(sheet: Any, lists: Any, row: int, line: Line, ranges: dict[tuple[str, ...], str]) -> None:  # noqa: ANN401
    """Give the row its drop-lists; long lists stand in a hidden sheet, since a list in a cell may have 255 characters."""
    columns = list(COLUMNS)
    free = line.kind in FREE
    said = [
        word
        for word, decision in DECISIONS.items()
        if (decision != "corrected" or line.offered or free) and (decision != "rejected" or line.kind != "left")
    ]
    sheet.data_validation(
        row, columns.index("decision"), row, columns.index("decision"), {"validate": "list", "source": said}
    )
    if not line.offered:
        return
    if line.offered not in ranges:
        at = len(ranges)
        for number, label in enumerate(line.offered):
            put(lists, number, at, label)
        name = _letters(at)
        ranges[line.offered] = f"=Listor!${name}$1:${name}${len(line.offered)}"
    rule = {"validate": "list", "source": ranges[line.offered]}
    if free:
        rule |= {
            "error_type": "information",
            "error_title": "Eget värde",
            "error_message": "Värdet står inte i listan; det går bra ändå.",
        }
    column = columns.index("value")
    sheet.data_validation(row, column, row, column, rule)


def _letters(at: int) -> str:
    """Return the letters of a column, 0 is A."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
