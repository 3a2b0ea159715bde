"""What a graph knows of one report, as texts that a form is filled with."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from samgraf.facts import ID, SG, Facts
from samgraf.findings import question_order
from samgraf.publishing.model import Answered, Known, Row
from samgraf.reports.metadata import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samgraf.reference import Reference

_TITLE = "http://purl.org/dc/terms/title"

ROLES = {
    "owner": "Projektägare",
    "funder": "Finansiär",
    "partner": "Samverkanspartner",
    "convenor": "Sammankallande",
    "target-group": "Målgrupp",
    "mentioned": "Övriga aktörer",
}
"""What a line begins with that names the actors of a role."""
BASES = {"uppfoljning": "uppföljning", "utvardering": "utvärdering", "egen-bedomning": "egen bedömning"}
_BASIS_STEMS = {"uppfoljning": "uppfölj", "utvardering": "utvärder", "egen-bedomning": "bedömning"}


def known_of(facts: Facts, report: str, key: tuple[str, int], reference: Reference) -> Known:
    """Return what a report's statements tell, by the report's IRI, its county code and its year."""
    code, year = key
    names = {county.code: county.region_name for county in reference.counties}

    def one(name: str) -> str | None:
        return facts.one(report, name if ":" in name else SG + name)

    return Known(
        key=f"{code}-{year}",
        region=names.get(code, code),
        year=year,
        title=one(_TITLE),
        case_number=one("caseNumber"),
        recipient_case_number=one("recipientCaseNumber"),
        date=one("reportDateAsWritten") or one("reportDate"),
        signature_date=one("signatureDateAsWritten"),
        signed_by=one("signedBy"),
        template=(one("usesTemplate") or "").rpartition("/")[2] or None,
        answers=_answers(facts),
        rows=_rows(facts, reference),
    )


def _answers(facts: Facts) -> dict[str, Answered]:
    """Return the answers by the number of their question, in the order of the form."""
    found = {}
    for iri in facts.of_type(SG + "Answer"):
        number = facts.one(iri, SG + "questionNumber") or iri.rpartition("/")[2]
        found[number] = Answered(
            facts.one(iri, SG + "text") or "", _truth(facts, iri, "tickedYes"), _truth(facts, iri, "tickedNo")
        )
    return {number: found[number] for number in sorted(found, key=question_order)}


def _truth(facts: Facts, iri: str, name: str) -> bool | None:
    said = facts.one(iri, SG + name)
    return None if said is None else said == "true"


def _rows(facts: Facts, reference: Reference) -> dict[str, tuple[Row, ...]]:
    """Return the rows of each table by the number of its question, in their order."""
    found: dict[str, list[tuple[int, str, Row]]] = {}
    parts = _parts(facts)
    for iri in facts.of_type(SG + "InsatsEntry"):
        number = (
            facts.one(iri, SG + "questionNumber") or (facts.one(iri, SG + "reportedUnder") or "").rpartition("/")[2]
        )
        ordinal = int(facts.one(iri, SG + "ordinal") or 0)
        found.setdefault(number, []).append((ordinal, iri, _row(facts, iri, parts.get(iri, []), reference)))
    return {
        number: tuple(row for _, _, row in sorted(rows, key=lambda held: held[:2]))
        for number, rows in sorted(found.items())
    }


def _parts(facts: Facts) -> dict[str, list[str]]:
    """Return the things that belong to each entry: its fundings, participations, attributions, quantities."""
    found: dict[str, list[str]] = {}
    for thing in sorted(facts.by_subject):
        for name in ("ofEntry", "inEntry"):
            for entry in facts.all(thing, SG + name):
                found.setdefault(entry, []).append(thing)
    return found


def _row(facts: Facts, iri: str, parts: list[str], reference: Reference) -> Row:
    """Return one row: its cells as they were written, and lines for what is known beside them."""
    end = facts.one(iri, SG + "endYear")
    row = Row(
        name=facts.one(iri, SG + "name") or "",
        description=facts.one(iri, SG + "description") or "",
        outputs=facts.one(iri, SG + "outputsAsWritten") or _statements(facts, parts, "Output"),
        effects=facts.one(iri, SG + "effectsAsWritten") or _statements(facts, parts, "Effect"),
        goals=(facts.one(iri, SG + "goalsAsWritten") if facts.one(iri, SG + "inAnswer") else None)
        or _goals(facts, parts),
        end=int(end) if end and end.isdigit() else None,
    )
    row = _with_bases(row, facts, iri)
    said = _plain(f"{row.name}\n{row.description}\n{row.outputs}\n{row.effects}\n{row.goals}")
    return replace(row, more=tuple(_more(facts, iri, parts, said, reference)))


def _statements(facts: Facts, parts: Iterable[str], kind: str) -> str:
    """Return the outputs or effects of an entry, a line each, in their order."""
    found = [part for part in parts if SG + kind in facts.all(part, _TYPE)]
    told = sorted((int(facts.one(part, SG + "ordinal") or 0), facts.one(part, SG + "text") or "") for part in found)
    return "\n".join(text for _, text in told)


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def _goals(facts: Facts, parts: Iterable[str]) -> str:
    """Return the goals of an entry in the words of the form, a line each: for a row that is not from a form's table."""
    found = []
    for part in parts:
        if SG + "GoalAttribution" in facts.all(part, _TYPE):
            framework, area, number, wording = (
                facts.one(part, SG + f"written{name}") for name in ("Framework", "Area", "Number", "Wording")
            )
            level = _LEVELS.get(facts.one(part, SG + "level") or "", "")
            said = [framework, f"målområde {area}:" if area else None, level, number, wording]
            found.append(" ".join(each for each in said if each))
    return "\n".join(sorted(dict.fromkeys(found)))


_LEVELS = {"area": "målområde", "target": "delmål", "objective": "mål"}


def _with_bases(row: Row, facts: Facts, iri: str) -> Row:
    """Return a row whose effects say what they rest on, where the graph knows it and the text does not say it."""
    known = [basis.rpartition("/")[2] for basis in facts.all(iri, SG + "basis")]
    text = f"{row.outputs} {row.effects}".casefold()
    untold = [BASES[basis] for basis in known if basis in BASES and _BASIS_STEMS[basis] not in text]
    if not untold:
        return row
    told = " och ".join(untold)
    return replace(row, effects="\n".join(filter(None, (f"{told.capitalize()}:", row.effects))))


def _more(facts: Facts, iri: str, parts: list[str], said: str, reference: Reference) -> Iterator[str]:
    """Yield lines of what the graph knows of an entry and its cells do not say."""
    written = facts.one(iri, SG + "periodAsWritten")
    told = written is not None and _plain(written) in said
    if (
        (period := _period(facts, iri))
        and not told
        and _plain(period) not in said
        and not _years_said(facts, iri, said)
    ):
        yield f"Period: {period}"
    funds = [facts.one(part, SG + "asWritten") or "" for part in facts.all(iri, SG + "hasFunding")]
    if untold := sorted({fund for fund in funds if fund and _plain(fund) not in said}):
        yield f"Finansiering: {'; '.join(untold)}"
    labels = {actor.iri: actor.name for actor in reference.actors}
    for role, label in ROLES.items():
        named = set()
        for part in parts:
            if facts.one(part, SG + "role") == f"{ID}role/{role}":
                surface = facts.one(part, SG + "asWritten") or ""
                actor = facts.one(part, SG + "actor")
                name = surface or labels.get(actor or "") or facts.one(actor, SG + "name") or ""
                if name and _plain(name) not in said:
                    named.add(name)
        if named:
            yield f"{label}: {'; '.join(sorted(named))}"
    for part in parts:
        if SG + "Amount" in facts.all(part, _TYPE) and _plain(facts.one(part, SG + "asWritten") or "") not in said:
            status = {"granted": "Beviljat belopp", "paid": "Utbetalt belopp"}.get(
                facts.one(part, SG + "amountStatus") or "", "Belopp"
            )
            yield f"{status}: {facts.one(part, SG + 'value')} kr"


def _period(facts: Facts, iri: str) -> str | None:
    """Return when an insats is, as written; where one end is open, in words that say so, since a loose dash is not read."""
    start, end = (_point(facts, iri, name) for name in ("start", "end"))
    if start and not end:
        return f"från och med {start}"
    if end and not start:
        return f"till och med {end}"
    return facts.one(iri, SG + "periodAsWritten") or (f"{start}–{end}" if start else None)


def _point(facts: Facts, iri: str, name: str) -> str:
    """Return the month and the year in which an insats begins or ends, "" where that is not known."""
    year, month = facts.one(iri, SG + f"{name}Year") or "", facts.one(iri, SG + f"{name}Month") or ""
    return f"{MONTHS[int(month) - 1]} {year}" if year and month.isdigit() and 1 <= int(month) <= len(MONTHS) else year


def _years_said(facts: Facts, iri: str, said: str) -> bool:
    """Return whether both years of a period stand close together in a text."""
    start, end = facts.one(iri, SG + "startYear"), facts.one(iri, SG + "endYear")
    if not start or not end:
        return False
    return re.search(rf"{start}\D{{0,12}}{end}", said) is not None


def _plain(text: str) -> str:
    """Return text as it is compared: one line, single blanks, small letters."""
    return " ".join(text.split()).casefold()
