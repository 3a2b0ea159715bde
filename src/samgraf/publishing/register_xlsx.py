"""Insatser as a register in Excel: a row each, with the headings by which a register is read (`loaders/register/insatser.yaml`).

Every cell is text, whatever it begins with. What a person fills in or changes is read back with `samgraf build`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import xlsxwriter

from samgraf.checked import showable
from samgraf.errors import SamgrafError
from samgraf.facts import ID, SG, TYPE, Facts
from samgraf.finding_xlsx import LONGEST_CELL, MADE, TEXTS
from samgraf.findings import question_order
from samgraf.publishing.known import BASES
from samgraf.publishing.things import Index, index_of
from samgraf.publishing.wording import kind_of
from samgraf.reports.register_columns import period_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Quad

    from samgraf.reports.profile import Profile

HEADS: tuple[tuple[str, str, int], ...] = (
    ("region", "Region", 20), ("year", "År", 6), ("question", "Fråga", 8), ("name", "Insats", 30), ("description", "Beskrivning", 50),
    ("start", "Startdatum", 12), ("end", "Slutdatum", 12), ("period", "Period", 18), ("funding", "Finansiering", 22),
    ("amount", "Belopp", 16), ("granted", "Beviljat belopp", 16), ("paid", "Utbetalt belopp", 16), ("outputs", "Prestationer", 45),
    ("effects", "Effekter", 45), ("basis", "Bedömningsgrund", 18), ("area", "Målområde", 30), ("goals", "Mål", 45),
    ("owner", "Projektägare", 24), ("convenor", "Sammankallande", 24), ("partners", "Samverkansparter", 36),
    ("target-group", "Målgrupp", 24), ("actors", "Övriga aktörer", 24),
)  # fmt: skip
"""The columns: what each means, its heading, its width in characters."""
_ROLES = {
    "owner": "owner",
    "convenor": "convenor",
    "partner": "partners",
    "target-group": "target-group",
    "mentioned": "actors",
}
_UNITS = {1: "kr", 1000: "tkr", 1_000_000: "mnkr"}
_MORE_ROWS = 200
"""Rows below the last one in which the lists to choose from are there too."""


@dataclass(frozen=True)
class Register:
    """The title and the rows of a register, each a text by column, and the headings with their units."""

    title: str | None
    rows: tuple[dict[str, str], ...]
    heads: dict[str, str]


def register_xlsx(quads: Iterable[Quad], reference: Facts, form: Profile | None) -> bytes:
    """Return the insatser of reports as a workbook; `form` says which questions there are to choose from.

    Raises:
        SamgrafError: a text is longer than a cell holds.
    """
    register = register_of(quads, reference, form)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, TEXTS)
    book.set_properties({"created": MADE, "title": "Insatser", "author": "samgraf"})
    sheet = book.add_worksheet("Insatser")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6E9EC"})
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    top = 0
    if register.title:
        sheet.write_string(0, 0, _text(sheet, 0, 0, register.title))
        top = 2
    for place, (column, head, width) in enumerate(HEADS):
        sheet.set_column(place, place, width)
        sheet.write_string(top, place, register.heads.get(column, head), bold)
        for number, row in enumerate(register.rows, start=top + 1):
            if row.get(column):
                sheet.write_string(number, place, _text(sheet, number, place, row[column]), plain)
    last = top + len(register.rows)
    _choices(sheet, "basis", [name.capitalize() for name in BASES.values()], top + 1, last + _MORE_ROWS)
    tables = [question.number for question in form.questions if question.kind == "table"] if form else []
    _choices(sheet, "question", tables, top + 1, last + _MORE_ROWS)
    sheet.freeze_panes(top + 1, 4)
    sheet.autofilter(top, 0, max(last, top + 1), len(HEADS) - 1)
    book.close()
    return out.getvalue()


def _choices(sheet: Any, column: str, choices: Sequence[str], first: int, last: int) -> None:  # noqa: ANN401  (xlsxwriter has no types)
    """Let a column's cells be chosen from a list; another value warns and is let through."""
    place = [name for name, _, _ in HEADS].index(column)
    if choices:
        sheet.data_validation(
            first,
            place,
            last,
            place,
            {"validate": "list", "source": list(choices), "error_type": "warning", "ignore_blank": True},
        )


def _text(sheet: Any, row: int, column: int, text: str) -> str:  # noqa: ANN401  (xlsxwriter has no types)
    """Return a text that a cell holds.

    Raises:
        SamgrafError: it is longer than a cell holds.
    """
    if len(text) > LONGEST_CELL:
        where = f"{sheet.get_name()}!{chr(ord('A') + column)}{row + 1}"
        raise SamgrafError(
            f"Cellen {where} skulle få {len(text)} tecken; ett kalkylblad rymmer {LONGEST_CELL}. Använd --format trig, som inte kapar något.",
            f"Cell {where} would get {len(text)} characters; a worksheet holds {LONGEST_CELL}. Use --format trig, which cuts nothing.",
        )
    return showable(text)


def register_of(quads: Iterable[Quad], reference: Facts, form: Profile | None) -> Register:
    """Return the register of the insatser that statements tell of, by report, question and order."""
    facts = Facts(quads)
    index = index_of(facts)
    asked = {question.number for question in form.questions} if form else set()
    units = _units(facts)
    rows = []
    for entry in sorted(facts.of_type(SG + "InsatsEntry"), key=lambda iri: _order(facts, iri)):
        row = _row(facts, index, entry, reference, units)
        rows.append(row if row["question"] in asked else {**row, "question": ""})
    titles = {
        facts.one(iri, "http://purl.org/dc/terms/title")
        for iri in facts.of_type(SG + "Report")
        if not facts.one(iri, SG + "usesTemplate")
    }
    heads = {column: f"{head} ({units[column]})" for column, head, _ in HEADS if column in units}
    return Register(titles.pop() if len(titles) == 1 else None, tuple(rows), heads)


def _order(facts: Facts, entry: str) -> tuple[Any, ...]:
    return (
        facts.one(entry, SG + "inReport") or "",
        question_order(facts.one(entry, SG + "questionNumber")),
        int(facts.one(entry, SG + "ordinal") or 0),
        entry,
    )


def _row(facts: Facts, index: Index, entry: str, reference: Facts, units: dict[str, str]) -> dict[str, str]:
    """Return the texts of one row by column."""
    report = facts.one(entry, SG + "inReport")
    region = facts.one(report, SG + "region")
    named = reference.label(region) if region else None
    parts = index.parts.get(entry, ())
    row = {
        "region": named.sv if named else (report or "").rpartition("/")[2][:2],
        "year": facts.one(report, SG + "reportYear") or "",
        "question": facts.one(entry, SG + "questionNumber") or "",
        "name": facts.one(entry, SG + "name") or "",
        "description": facts.one(entry, SG + "description") or "",
        "funding": "; ".join(facts.one(part, SG + "asWritten") or "" for part in parts if kind_of(part) == "funding"),
        "outputs": facts.one(entry, SG + "outputsAsWritten") or _statements(facts, parts, "output"),
        **_period(facts, entry),
        **_effects(facts, entry, parts),
        **_goals(facts, entry, parts),
        **_actors(facts, entry, parts, reference),
        **_amounts(facts, parts, units),
    }
    return {column: text.strip() for column, text in row.items()}


def _statements(facts: Facts, parts: Iterable[str], kind: str) -> str:
    told = sorted(
        (int(facts.one(part, SG + "ordinal") or 0), facts.one(part, SG + "text") or "")
        for part in parts
        if kind_of(part) == kind
    )
    return "\n".join(text for _, text in told)


def _period(facts: Facts, entry: str) -> dict[str, str]:
    """Return when an insats is: in the words of the source where they are read as the same, else as its bounds."""
    written = facts.one(entry, SG + "periodAsWritten") or ""
    known = [facts.one(entry, SG + name) or "" for name in ("startYear", "startMonth", "endYear", "endMonth")]
    read = period_in(written) if written else None
    told = [read.start_year, read.start_month, read.end_year, read.end_month] if read else []
    if told and [str(each or "") for each in told] == known:
        return {"period": written}
    start, end = (f"{year}-{month.zfill(2)}" if year and month else year for year, month in (known[:2], known[2:]))
    return {"start": start, "end": end}


def _effects(facts: Facts, entry: str, parts: Sequence[str]) -> dict[str, str]:
    """Return the effects and what they rest on; a register's cell of the latter stands last among the former."""
    text = facts.one(entry, SG + "effectsAsWritten") or _statements(facts, parts, "effect")
    bases = [BASES[key] for basis in facts.all(entry, SG + "basis") if (key := basis.rpartition("/")[2]) in BASES]
    if facts.one(entry, SG + "inAnswer"):
        untold = [basis for basis in bases if basis[:9] not in text.casefold()]
        return {"effects": text, "basis": "; ".join(untold).capitalize()}
    lines = text.split("\n")
    if lines[-1].strip(" .").casefold() in BASES.values():
        lines.pop()
    return {"effects": "\n".join(lines), "basis": "; ".join(bases).capitalize()}


def _goals(facts: Facts, entry: str, parts: Sequence[str]) -> dict[str, str]:
    """Return the goals: as a form's cell has them, else a line for each, in words that name the framework."""
    if facts.one(entry, SG + "inAnswer") and (written := facts.one(entry, SG + "goalsAsWritten")):
        return {"goals": written}
    areas, goals = [], []
    for part in parts:
        if kind_of(part) != "attribution":
            continue
        said = {
            name: facts.one(part, SG + f"written{name}") or "" for name in ("Framework", "Area", "Number", "Wording")
        }
        if facts.one(part, SG + "level") == "area":
            areas.append(said["Area"] or said["Wording"] or said["Number"])
        else:
            word = "delmål" if facts.one(part, SG + "level") == "target" else "mål"
            goals.append(
                " ".join(
                    filter(
                        None,
                        (
                            said["Framework"],
                            f"målområde {said['Area']}:" if said["Area"] else "",
                            word,
                            said["Number"],
                            said["Wording"],
                        ),
                    )
                )
            )
    return {"area": "\n".join(sorted(set(areas))), "goals": "\n".join(sorted(set(goals)))}


def _actors(facts: Facts, entry: str, parts: Iterable[str], reference: Facts) -> dict[str, str]:
    """Return who takes part by the column of each role.

    Left in the text that tells it: who is only mentioned there, and a group without names. An actor of the reference data is
    told by a name that it has there, since "RV" means nobody outside the report that introduced it.
    """
    found: dict[str, list[str]] = {}
    texts = " ".join(
        facts.one(entry, SG + name) or "" for name in ("description", "outputsAsWritten", "effectsAsWritten")
    )
    for part in parts:
        role = (facts.one(part, SG + "role") or "").removeprefix(f"{ID}role/")
        if kind_of(part) != "participation" or role not in _ROLES:
            continue
        actor, written = facts.one(part, SG + "actor"), facts.one(part, SG + "asWritten") or ""
        if (role == "mentioned" or actor is None) and written in texts:
            continue
        name = _known_as(actor, written, reference) if actor else written
        if name:
            found.setdefault(_ROLES[role], []).append(name.replace(";", ",").replace("\n", " "))
    return {column: "; ".join(sorted(set(names))) for column, names in found.items()}


def _known_as(actor: str, written: str, reference: Facts) -> str:
    """Return what an actor is written as, if that is a name that the reference data has of it, else its own name there."""
    names = {name.casefold() for predicate in _NAMES for name in reference.all(actor, predicate)}
    label = reference.label(actor)
    return written if written.casefold() in names or label is None else label.sv


_NAMES = (SG + "name", "http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2004/02/skos/core#altLabel")


def _column(facts: Facts, part: str) -> str:
    return {"granted": "granted", "paid": "paid"}.get(facts.one(part, SG + "amountStatus") or "", "amount")


def _bare(facts: Facts, part: str) -> Decimal | None:
    """Return what one unit of an amount is that was written as a number alone, None for one that has its unit with it."""
    try:
        written = Decimal(
            (facts.one(part, SG + "asWritten") or "").replace(" ", "").replace("\u00a0", "").replace(",", ".")
        )
        return Decimal(facts.one(part, SG + "value") or "") / written if written else None
    except InvalidOperation:
        return None


def _units(facts: Facts) -> dict[str, str]:
    """Return the unit that the heading of a column of money has: that of the amounts that were written without one."""
    found: dict[str, set[Decimal]] = {}
    for part in facts.of_type(SG + "Amount"):
        if (unit := _bare(facts, part)) is not None:
            found.setdefault(_column(facts, part), set()).add(unit)
    return {
        column: name
        for column, units in found.items()
        if len(units) == 1 and (name := _UNITS.get(int(next(iter(units)))))
    }


def _amounts(facts: Facts, parts: Iterable[str], units: dict[str, str]) -> dict[str, str]:
    """Return the amounts that no text of the row tells: those that stood in columns of their own."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if SG + "Amount" in facts.all(part, TYPE) and _bare(facts, part) is not None:
            column = _column(facts, part)
            written = facts.one(part, SG + "asWritten") or ""
            found.setdefault(column, []).append(written if column in units else f"{facts.one(part, SG + 'value')} kr")
    return {column: "; ".join(texts) for column, texts in found.items()}
