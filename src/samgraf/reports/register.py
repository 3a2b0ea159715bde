"""A register of insatser becomes reports: one for each region and year that its rows name, with entries and no answers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samgraf.errors import NotAReportError, UsageError
from samgraf.reference import load_reference
from samgraf.reports.actors import introduce
from samgraf.reports.context import Context
from samgraf.reports.coverage import cover
from samgraf.reports.metadata import region_code
from samgraf.reports.model import Metadata, Note, Report
from samgraf.reports.profile import profile_with
from samgraf.reports.read import read_report
from samgraf.reports.register_cells import Known, to_entry
from samgraf.reports.register_rows import filled, find_tables
from samgraf.reports.register_spec import find_spec
from samgraf.reports.words import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from samgraf.documents import Document
    from samgraf.reference import Reference
    from samgraf.reports.model import Entry
    from samgraf.reports.profile import Profile
    from samgraf.reports.register_cells import RegisterCell
    from samgraf.reports.register_rows import Table
    from samgraf.reports.register_spec import RegisterSpec

NO_QUESTION = "register"
"""What stands for the question where a row names none of the form's."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d{1,2}){0,2}(?![\d.]*\d)")
_TOLD = 8  # headings or rows named in a note

Key = tuple[str, int]


@dataclass(frozen=True)
class _Row:
    """A row with the region and the year that it belongs to, and how the region was found."""

    cells: tuple[RegisterCell, ...]
    region: str
    method: str
    year: int


def read_reports(
    document: Document,
    *,
    region: str | None = None,
    year: int | None = None,
    profile: str | None = None,
    reference: Reference | None = None,
    folders: tuple[Path, ...] = (),
) -> tuple[Report, ...]:
    """Return the reports that a document holds: those of a register by region and year, or the one of any other document.

    In a register `region` and `year` pick the rows that name them, and fill in what rows do not name. `profile` is the
    id or the file of a column spec. `reference` is the reference data to read with, the installed one if it is None;
    `folders` hold profiles of forms and, in `register`, column specs beside those of `loaders/`.

    Raises:
        NotAReportError: no sheet has headings that the spec knows, or no row is left.
        ProfileError: there is no such profile, or it is wrong.
        UsageError: no region has the name.
        ReadError: the document does not tell whose report it is.
    """
    if document.reader != "sheet" or (profile or "").startswith("villkorsbeslut"):
        report = read_report(document, region=region, year=year, profile=profile, reference=reference, folders=folders)
        return (report,)
    spec = find_spec(profile, folders)
    reference = reference or load_reference()
    tables, others = find_tables(document, spec)
    if not tables:
        raise _no_register(document, spec)
    rows, notes = _placed(document, tables, reference, county_code(region, reference), year)
    notes = [*_left_out(document, tables, others), *notes]
    asked = (county_code(region, reference), year)
    made = _entries(
        document, rows, spec, reference
    )  # all of them: what is told of the file is the same whatever is asked for
    wanted = [key for key in made if all(one in {None, other} for one, other in zip(asked, key, strict=True))]
    if not wanted:
        raise _no_rows(document, notes)
    everything = [entry for entries in made.values() for entry in entries]
    heads = [span for table in tables for span in table.heads]
    methods = {(row.region, row.year): row.method for row in rows}
    metadata = {key: _metadata(document, tables, key, methods[key]) for key in made}
    coverage = cover(document, next(iter(metadata.values())), (), everything, heads)
    return tuple(
        Report(
            document=document,
            profile=spec.id,
            metadata=metadata[key],
            answers=(),
            entries=tuple(made[key]),
            coverage=coverage,
            notes=tuple(notes) if number == 0 else (),
            template=spec.template,
        )
        for number, key in enumerate(wanted)
    )


def county_code(region: str | None, reference: Reference) -> str | None:
    """Return the county code of the region that was asked for."""
    if region is None:
        return None
    code = region_code(region, reference)
    if code is None:
        names = ", ".join(f"{county.code} {county.region_name}" for county in reference.counties)
        raise UsageError(
            f"Det finns ingen region {region!r}. Regionerna är: {names}.",
            f"There is no region {region!r}. The regions are: {names}.",
        )
    return code


def _placed(
    document: Document, tables: Sequence[Table], reference: Reference, region: str | None, year: int | None
) -> tuple[list[_Row], list[Note]]:
    """Return the rows with their region and year, and notes on those that have none or were not asked for."""
    found: list[_Row] = []
    lost: Counter[str] = Counter()
    for table in tables:
        around = " \n".join([table.name, *(document.quote(span) for span in table.above), document.name])
        for cells in table.rows:
            code, method = _row_region(document, cells, reference)
            code, method = (code, method) if code or method == "unknown" else _default_region(around, reference, region)
            told = _row_year(document, cells)
            told = told if told is not None else (year or _only_year(around) or 0)
            if not code:
                lost["region"] += 1
            elif not told:
                lost["year"] += 1
            else:
                lost["other"] += region not in {None, code} or year not in {None, told}
                found.append(_Row(cells, code, method, told))
    notes = []
    if lost["region"]:
        notes.append(
            Note(
                "no-region",
                f"{lost['region']} rader har ingen region som går att läsa: ange den med --region",
                f"{lost['region']} rows have no region that can be read: give it with --region",
            )
        )
    if lost["year"]:
        notes.append(
            Note(
                "no-year",
                f"{lost['year']} rader har inget år som går att läsa: ange det med --year",
                f"{lost['year']} rows have no year that can be read: give it with --year",
            )
        )
    if lost["other"]:
        notes.append(
            Note(
                "other-reports",
                f"{lost['other']} rader gäller en annan region eller ett annat år och lästes inte in",
                f"{lost['other']} rows are of another region or another year and were not read",
            )
        )
    return found, notes


def _row_region(document: Document, cells: Sequence[RegisterCell], reference: Reference) -> tuple[str, str]:
    """Return the county code that a row's cell says, ("", "unknown") where it says something else, ("", "") for no cell."""
    cell = filled(cells, "region")
    if cell is None:
        return "", ""
    text = " ".join(document.quote(cell.span).split())
    code = region_code(text, reference) or (region_code(text.zfill(2), reference) if text.isdigit() else None)
    code = code or _region_in(text, reference)
    return (code, "column") if code else ("", "unknown")


def _default_region(around: str, reference: Reference, region: str | None) -> tuple[str, str]:
    """Return the region of rows that name none: as asked for, else as the sheet's name, its title or the file's name says."""
    if region:
        return region, "given"
    code = _region_in(around, reference)
    return (code, "sheet") if code else ("", "")


def _region_in(text: str, reference: Reference) -> str | None:
    """Return the one region that a text names, by the region's, the county's or the short name."""
    plain = " ".join(words(text))
    named = {
        county.code
        for county in reference.counties
        if any(
            re.search(rf"\b{re.escape(fold(name))}s?\b", plain)
            for name in (county.region_name, county.name, county.short)
        )
    }
    return named.pop() if len(named) == 1 else None


def _row_year(document: Document, cells: Sequence[RegisterCell]) -> int | None:
    """Return the year that a row's cell says, 0 where it says something else, None where there is no cell."""
    cell = filled(cells, "year")
    return None if cell is None else _only_year(document.quote(cell.span)) or 0


def _only_year(text: str) -> int | None:
    """Return the year of a text that names one year and no other."""
    years = {int(match[0]) for match in _YEAR.finditer(text.replace("_", " "))}
    return years.pop() if len(years) == 1 else None


def _entries(
    document: Document, rows: Sequence[_Row], spec: RegisterSpec, reference: Reference
) -> dict[Key, list[Entry]]:
    """Return the entries of each region and year, in the order of the rows; ordinals count within a question."""
    form = profile_with(template=spec.template)
    made: dict[Key, list[Entry]] = {}
    for key in sorted({(row.region, row.year) for row in rows}):
        context = Context(reference=reference, region=key[0], year=key[1])
        own = [row for row in rows if (row.region, row.year) == key]
        text = "\n".join(document.quote(cell.span) for row in own for cell in row.cells)
        context = replace(context, introduced=introduce(text, context))
        known = Known(context)
        counts: Counter[str] = Counter()
        for row in own:
            question = _question(document, row.cells, form)
            counts[question] += 1
            made.setdefault(key, []).append(to_entry(document, row.cells, question, counts[question], known))
    return made


def _question(document: Document, cells: Sequence[RegisterCell], form: Profile | None) -> str:
    """Return the number of the form's question that a row belongs to: by number, by its section's number or title."""
    cell = filled(cells, "question")
    if cell is None or form is None:
        return NO_QUESTION
    text = document.quote(cell.span)
    numbers = [match[0] for match in _NUMBER.finditer(text)]
    known = {question.number for question in form.questions}
    if numbers and numbers[0] in known:
        return numbers[0]
    plain = " ".join(words(text))
    for section in form.sections:
        if (numbers and numbers[0] == section.number) or " ".join(words(section.title)) in plain:
            tables = [
                question.number
                for question in form.questions
                if question.section == section.number and question.kind == "table"
            ]
            return tables[0] if len(tables) == 1 else NO_QUESTION
    return NO_QUESTION


def _metadata(document: Document, tables: Sequence[Table], key: Key, method: str) -> Metadata:
    """Return what the register says of itself: its title is what stands first above the headings."""
    title = next(
        (span for table in tables for span in table.above if any(c.isalpha() for c in document.quote(span))), None
    )
    return Metadata(
        region=key[0],
        region_method=method,
        year=key[1],
        title=" ".join(document.quote(title).split()) if title else None,
        spans=(("title", title),) if title else (),
    )


def _left_out(document: Document, tables: Sequence[Table], others: Sequence[str]) -> list[Note]:
    """Return notes on what was not read: sheets without headings, headings that mean nothing, rows without a name."""
    notes = []
    if others:
        listed = ", ".join(others[:_TOLD])
        notes.append(
            Note(
                "unread-sheets",
                f"blad utan kända rubriker, inte lästa: {listed}",
                f"sheets without known headings, not read: {listed}",
            )
        )
    unknown = list(dict.fromkeys(text for table in tables for text in table.unknown))
    if unknown:
        listed = _listed(unknown)
        notes.append(
            Note("unread-columns", f"kolumner som inte lästes: {listed}", f"columns that were not read: {listed}")
        )
    lost = [document.line_at(span.start) for table in tables for span in table.nameless]
    if lost:
        places = list(dict.fromkeys(f"{line.page}:{line.number}" for line in lost))
        listed = _listed(places)
        notes.append(
            Note(
                "unread-rows",
                f"rader utan insatsens namn, inte lästa (blad:rad): {listed}",
                f"rows without the insats's name, not read (sheet:row): {listed}",
            )
        )
    return notes


def _listed(texts: Sequence[str]) -> str:
    """Return the first of several texts."""
    return f"{', '.join(texts[:_TOLD])}{' …' if len(texts) > _TOLD else ''}"


def _no_register(document: Document, spec: RegisterSpec) -> NotAReportError:
    """Return the error for a spreadsheet in which no row of headings is known."""
    rows = [
        document.text[line.start : line.end] for line in document.lines if "\t" in document.text[line.start : line.end]
    ]
    seen = ", ".join(" ".join(cell.split())[:40] for cell in rows[0].split("\t")[:_TOLD]) if rows else "-"
    return NotAReportError(
        f"{document.name}: kalkylbladet är läst men är inget register över insatser som {spec.id} känner igen: ingen rad har en rubrik för insatsens "
        f"namn och minst en till. Första raden med flera celler: {seen}. Döp om kolumnerna, eller beskriv dem i en egen fil: --profile MIN.yaml (se docs/registers.md).",
        f"{document.name}: the spreadsheet was read but is no register of insatser that {spec.id} knows: no row has a heading for the insats's name "
        f"and one more at least. First row of several cells: {seen}. Rename the columns, or describe them in a file of your own: --profile MINE.yaml (see docs/registers.md).",
    )


def _no_rows(document: Document, notes: Sequence[Note]) -> NotAReportError:
    """Return the error for a register of which no row can be placed."""
    why = "; ".join(note.sv for note in notes) or "inga rader under rubrikerna"
    reason = "; ".join(note.en for note in notes) or "no rows below the headings"
    return NotAReportError(
        f"{document.name}: registret har rubriker men ingen rad som går att läsa in ({why}).",
        f"{document.name}: the register has headings but no row that can be read ({reason}). Give --region and --year where the rows do not tell them.",
    )
