"""Small reports made by hand: enough of a document, an answer and a table row to make a graph of."""

from __future__ import annotations

from array import array
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

from samgraf.documents import Document, Line, Span
from samgraf.files import sha256_bytes
from samgraf.graph.report import to_quads
from samgraf.passages import Passage
from samgraf.reference import Reference as ReferenceData
from samgraf.reports.model import (
    ActorMention,
    Answer,
    BasisMention,
    Box,
    Coverage,
    Entry,
    Figure,
    FundMention,
    GoalMention,
    GroupMention,
    Mentions,
    Metadata,
    Period,
    Reference,
    Report,
    Statement,
    TableCell,
    ThemeMention,
)

if TYPE_CHECKING:
    from samgraf.workspace import Workspace

ID = "https://w3id.org/samgraf/id/"
TEXT = """Fråga 3.3 Hur går det?
Se kap 11.2 om Fiskrådet.
Fiskrådet 2022-2024
(Havsfonden)
Tre möten med Almby kommun och
nio av tio kommuner, 43,8 miljoner kronor.
\fBättre samarbete. Uppföljning visar det.
RUS: Levande hav, delmål 14
Social hållbarhet"""


OTHER = TEXT.replace("Tre möten", "Fyra möten")
NOTHING = ReferenceData((), (), (), (), ())
"""Reference data that knows nobody."""


def document(text: str = TEXT, name: str = "liten.txt") -> Document:
    """Return a document of plain text; a form feed begins a page."""
    lines, start, page = [], 0, 1
    for number, line in enumerate(text.split("\n"), start=1):
        page += line.count("\f")
        lines.append(Line(start, start + len(line), number, page))
        start += len(line) + 1
    digest = sha256(text.encode()).hexdigest()
    return Document(name, digest, "text/plain", "text", text, tuple(lines), (), page_count=page, flat=True)


def passage(source: Document, first: str, last: str | None = None) -> Passage:
    """Return the passage from one piece of the source's text to another, line breaks as blanks."""
    start = source.text.index(first)
    end = source.text.index(last, start) + len(last) if last else start + len(first)
    offsets = [at for at in range(start, end) if source.text[at] != "\f"]
    return Passage("".join(" " if source.text[at] == "\n" else source.text[at] for at in offsets), array("L", offsets))


def at(where: Passage, surface: str) -> dict[str, object]:
    """Return where a mention stands in a passage, as the fields that all mentions have."""
    start = where.text.index(surface)
    return {"start": start, "end": start + len(surface), "surface": surface, "method": "test", "confidence": 0.9}


def small_report(region: str = "19", year: int = 2023, text: str = TEXT) -> Report:
    """Return a report of one answer, one yes/no question and one entry that names one of everything."""
    source = document(text)
    said = passage(source, "Se kap 11.2 om Fiskrådet.")
    name = passage(source, "Fiskrådet 2022-2024", "(Havsfonden)")
    outputs = passage(source, "Tre möten", "kronor.")
    effects = passage(source, "Bättre samarbete.", "visar det.")
    goals = passage(source, "RUS:", "Social hållbarhet")
    answer = Answer(
        question="3.3",
        status="reference-only",
        prompt=Span(0, 22),
        passage=said,
        mentions=Mentions(
            references=(Reference(**at(said, "Se kap 11.2"), target="11.2", what="Fiskrådet"),),
            actors=(ActorMention(**at(said, "Fiskrådet"), actor=None, name="Fiskrådet", kind="Network"),),
        ),
    )
    boxes = Answer(question="10.3.rus", status="answered", prompt=None, box=Box(yes=True, no=False, span=Span(0, 9)))
    empty = Answer(question="8.2", status="empty", prompt=Span(0, 22))
    entry = Entry(
        question="3.4",
        ordinal=1,
        name="Fiskrådet",
        name_span=name.spans(0, 9),
        description="",
        cells=(
            TableCell(column="name", passage=name),
            TableCell(column="outputs", passage=outputs, mentions=_outputs(outputs)),
            TableCell(column="effects", passage=effects, confidence=0.7),
            TableCell(column="goals", passage=goals, mentions=_goals(goals)),
        ),
        period=Period(**at(name, "2022-2024"), start_year=2022, end_year=2024),
        bases=(BasisMention(**at(effects, "Uppföljning"), basis="uppfoljning"),),
        funds=(FundMention(**at(name, "Havsfonden"), name="Havsfonden"),),
        outputs=(Statement(start=0, end=len(outputs.text), text=outputs.text),),
        effects=(
            Statement(start=0, end=17, text="Bättre samarbete.", horizon="short", horizon_method="ord", confidence=0.6),
        ),
    )
    return Report(
        document=source,
        profile="villkorsbeslut/2023",
        metadata=Metadata(region=region, region_method="given", year=year, case_number="RUF1", date="2024-01-16"),
        answers=(answer, boxes, empty),
        entries=(entry,),
        coverage=Coverage(evidence=(Span(23, len(text)),), boilerplate=(Span(0, 22),), unread=()),
    )


def with_entries(report: Report, *names: str) -> Report:
    """Return a report whose entries have these names and are else like its first."""
    first = report.entries[0]
    return replace(report, entries=tuple(replace(first, name=name, ordinal=n) for n, name in enumerate(names, start=1)))


def load(workspace: Workspace, text: str = TEXT, region: str = "19", year: int = 2023) -> str:
    """Return what became of a small report with this text."""
    report = small_report(region, year)
    report = replace(report, document=replace(report.document, text=text, sha256=sha256_bytes(text.encode())))
    source = workspace.path.parent / "liten.txt"
    source.write_bytes(text.encode())
    return workspace.add(report, to_quads(report, NOTHING), source, reference="r1")


def _outputs(where: Passage) -> Mentions:
    """Return what is named in the outputs: a municipality twice, a group, an amount."""
    almby = {"actor": f"{ID}actor/kommun-1999", "name": "Almby kommun", "kind": "Municipality"}
    return Mentions(
        actors=(
            ActorMention(**at(where, "Almby kommun"), **almby, role="partner"),
            ActorMention(**at(where, "Almby"), **almby, role="partner"),
        ),
        groups=(
            GroupMention(
                **at(where, "nio av tio kommuner"), kind="Municipality", least=9, most=9, whole=10, whole_of="19"
            ),
        ),
        figures=(
            Figure(
                **at(where, "43,8 miljoner kronor"),
                kind="amount",
                value=Decimal(43_800_000),
                unit="SEK",
                lower=Decimal("43750000.0"),
                upper=Decimal("43850000.0"),
                decimals=1,
            ),
        ),
    )


def _goals(where: Passage) -> Mentions:
    """Return what is named under goals: a target of a strategy that no file holds, a dimension."""
    goal = GoalMention(
        **at(where, "RUS: Levande hav, delmål 14"),
        framework=f"{ID}framework/rus-19x",
        written_framework="RUS",
        level="target",
        number="14",
        written_area="Levande hav",
        area=f"{ID}goal/rus-19x/area-levande-hav",
        goal=f"{ID}goal/rus-19x/14",
    )
    theme = ThemeMention(**at(where, "Social hållbarhet"), kind="dimension", theme=f"{ID}dimension/social")
    return Mentions(goals=(goal,), themes=(theme,))
